//! The parts of a message (RFC 2045, 2046): which part stands where, and its bytes as they were before they were
//! encoded for transport. Headers and encodings are mail-parser's; where a part ends is judged here, because a
//! boundary counts only where it is a whole line. Depth and number of parts are bounded before anything is parsed.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders as _, PartType};
use memchr::memmem;

use crate::corpus::decode::decode;

/// How deep parts may hold parts, and how many a message may have in all.
const MAX_DEPTH: usize = 16;
const MAX_PARTS: usize = 1000;

/// The most bytes of headers that are read of one part.
const MAX_HEADERS: usize = 64 << 10;

/// The parts of a message that are read, in their order.
#[derive(Debug)]
pub(super) enum Part {
    Plain(String),
    Html {
        text: String,
        /// The address that a saved page came from.
        location: Option<String>,
    },
    /// The same in several forms, from the plainest to the richest, each with what is in it.
    Alternatives(Vec<Vec<Part>>),
    /// A message in the message.
    Message(Box<Letter>),
    /// What is no text, by its name or its type.
    Attachment(String),
}

/// A message.
#[derive(Debug, Default)]
pub(super) struct Letter {
    pub(super) subject: Option<String>,
    /// The name of who wrote it, or their address.
    pub(super) from: Option<String>,
    /// The date as it is written.
    pub(super) date: Option<String>,
    /// Without its angle brackets.
    pub(super) id: Option<String>,
    /// The address that a browser says it saved.
    pub(super) saved_from: Option<String>,
    pub(super) parts: Vec<Part>,
    /// Whether there was more than may be read.
    pub(super) cut: bool,
}

/// Reads a message.
pub(super) fn letter(bytes: &[u8]) -> Letter {
    let mut left = MAX_PARTS;
    let mut letter = message(bytes, 0, &mut left);
    letter.cut = left == 0;
    letter
}

fn message(bytes: &[u8], depth: usize, left: &mut usize) -> Letter {
    let (head, body) = divide(bytes);
    let mut letter = Letter::default();
    let head = utf8(head);
    let Some(headers) = headers(&head) else { return letter };
    letter.subject = headers.subject().map(str::to_owned);
    letter.from = headers.from().and_then(|from| from.first()).and_then(|from| {
        // An encoded word within quotes is read on to the end of the line.
        let name = from.name.as_deref().map(|name| name.split("\" <").next().unwrap_or(name));
        let name = name.map(|name| name.trim().trim_matches('"')).filter(|name| !name.is_empty());
        name.or(from.address.as_deref()).map(str::to_owned)
    });
    letter.date = headers.header_raw("Date").map(|date| date.trim().to_owned());
    letter.id = headers.message_id().map(str::to_owned);
    letter.saved_from = text_of(&headers, "Snapshot-Content-Location");
    part(&headers, body, depth, left, &mut letter.parts);
    letter
}

/// Headers as mail-parser reads them; those of plain text where there are none.
fn headers(head: &str) -> Option<Message<'_>> {
    let parser = MessageParser::new()
        .with_mime_headers()
        .with_minimal_headers()
        .header_id("Message-ID")
        .header_text("Snapshot-Content-Location")
        .header_text("Content-Location")
        .default_header_ignore();
    let read = |head| parser.parse_headers(head).filter(|message| !message.parts.is_empty());
    read(head).or_else(|| read("Content-Type: text/plain\n\n"))
}

fn text_of(headers: &Message<'_>, name: &'static str) -> Option<String> {
    match headers.header(name)? {
        HeaderValue::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// Headers and what follows the blank line.
fn divide(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    while let Some(end) = memchr::memchr(b'\n', &bytes[at..]) {
        if bytes[at..at + end].trim_ascii().is_empty() {
            let (head, body) = bytes.split_at(at);
            return (&head[..head.len().min(MAX_HEADERS)], &body[end + 1..]);
        }
        at += end + 1;
    }
    (&bytes[..bytes.len().min(MAX_HEADERS)], b"")
}

/// Headers in UTF-8: some mailers write other charsets there as they are.
fn utf8(head: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(head) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(decode(head, false).text.into_owned()),
    }
}

fn part(headers: &Message<'_>, body: &[u8], depth: usize, left: &mut usize, out: &mut Vec<Part>) {
    if *left == 0 || depth > MAX_DEPTH {
        *left = 0;
        return;
    }
    *left -= 1;
    let kind = headers.content_type();
    let (main, sub) = kind.map_or(("text", "plain"), |kind| (kind.ctype(), kind.subtype().unwrap_or("")));
    let (main, sub) = (main.to_ascii_lowercase(), sub.to_ascii_lowercase());
    let inner = |bytes: &[u8], left: &mut usize, out: &mut Vec<Part>| {
        let (head, body) = divide(bytes);
        if let Some(headers) = self::headers(&utf8(head)) {
            part(&headers, body, depth + 1, left, out);
        }
    };
    if main == "multipart"
        && let Some(boundary) = kind.and_then(|kind| kind.attribute("boundary")).filter(|one| !one.is_empty())
    {
        let pieces = pieces(body, boundary, *left);
        // Where its boundary never comes, the body is what there is.
        if !pieces.is_empty() {
            if sub == "alternative" {
                let mut all = Vec::new();
                for piece in pieces {
                    let mut parts = Vec::new();
                    inner(piece, left, &mut parts);
                    all.push(parts);
                }
                out.push(Part::Alternatives(all));
            } else {
                pieces.into_iter().for_each(|piece| inner(piece, left, out));
            }
            return;
        }
    }
    let attached = headers.content_disposition().is_some_and(mail_parser::ContentType::is_attachment);
    let bytes = decoded(headers, body);
    let charset = kind.and_then(|kind| kind.attribute("charset"));
    match (&*main, &*sub) {
        ("message", "rfc822" | "global") => {
            out.push(Part::Message(Box::new(message(&bytes, depth + 1, left))));
        }
        ("text", "plain") | ("multipart", _) if !attached => out.push(Part::Plain(text(&bytes, charset))),
        ("text", "html") if !attached => {
            let location = text_of(headers, "Content-Location");
            out.push(Part::Html { text: text(&bytes, charset), location });
        }
        _ => {
            let name = headers.attachment_name().map(str::to_owned);
            let unnamed = !attached && name.is_none();
            // Pictures and styles of a letter are no attachments.
            if !unnamed {
                out.push(Part::Attachment(name.unwrap_or_else(|| format!("{main}/{sub}"))));
            }
        }
    }
}

/// The pieces of a body between the lines that are its boundary, `most` of them at most.
fn pieces<'b>(body: &'b [u8], boundary: &str, most: usize) -> Vec<&'b [u8]> {
    let mark = [b"--", boundary.as_bytes()].concat();
    let mut pieces = Vec::new();
    let mut begun: Option<usize> = None;
    for at in memmem::find_iter(body, &mark) {
        let after = &body[at + mark.len()..];
        let line = &after[..memchr::memchr(b'\n', after).unwrap_or(after.len())];
        let rest = line.trim_ascii_end();
        if at > 0 && body[at - 1] != b'\n' || !(rest.is_empty() || rest == b"--") {
            continue;
        }
        if let Some(begun) = begun {
            let piece = &body[begun.min(at)..at];
            // The line end before a boundary belongs to it.
            let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
            pieces.push(piece.strip_suffix(b"\r").unwrap_or(piece));
        }
        begun = Some((at + mark.len() + line.len() + 1).min(body.len())).filter(|_| rest.is_empty());
        if pieces.len() == most {
            return pieces;
        }
        if begun.is_none() {
            break;
        }
    }
    // The last may lack its end.
    pieces.extend(begun.map(|begun| &body[begun..]).filter(|piece| !piece.is_empty()));
    pieces
}

/// A body as it was before it was encoded for transport.
fn decoded<'b>(headers: &Message<'_>, body: &'b [u8]) -> Cow<'b, [u8]> {
    let way = headers.content_transfer_encoding().unwrap_or_default().to_ascii_lowercase();
    if way != "base64" && way != "quoted-printable" {
        return Cow::Borrowed(body);
    }
    // As data of no type mail-parser leaves the charset to us, who detect it where none is declared.
    let head = format!("Content-Type: application/octet-stream\nContent-Transfer-Encoding: {way}\n\n");
    let whole = [head.as_bytes(), body].concat();
    let message = MessageParser::new().with_mime_headers().parse(&whole);
    match message.and_then(|message| message.parts.into_iter().next()).map(|part| part.body) {
        Some(PartType::Binary(bytes) | PartType::InlineBinary(bytes)) => Cow::Owned(bytes.into_owned()),
        Some(PartType::Text(text)) => Cow::Owned(text.into_owned().into_bytes()),
        _ => Cow::Borrowed(body),
    }
}

/// Text in the charset that its part declares, else in the one that it seems to be in.
fn text(bytes: &[u8], charset: Option<&str>) -> String {
    let known = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let ascii = charset.is_some_and(|label| label.eq_ignore_ascii_case("us-ascii"));
    match known.filter(|&known| known != UTF_8 && !ascii) {
        Some(encoding) => encoding.decode(bytes).0.into_owned(),
        None => decode(bytes, false).text.into_owned(),
    }
}
