//! Mail: one message, its headers and its text. Of several parts the plain text is taken, or the HTML where
//! that says much more.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::{Format, Parsed, Source, html};
use crate::corpus::date;
use crate::corpus::draft::Draft;

pub(super) const FORMAT: Format = Format { name: "mail", extensions: &["eml"], sniff, parse };

/// How deep parts may hold parts, and how many there may be in all.
const MAX_DEPTH: usize = 8;
const MAX_PARTS: usize = 64;

fn sniff(text: &str) -> bool {
    let (headers, _) = split_headers(crate::corpus::prefix::prefix(text, 8192));
    let names: Vec<_> = headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    has("from") && has("date") && (has("subject") || has("message-id") || has("received"))
}

fn parse<'a>(source: &Source<'a>) -> Parsed<'a> {
    let (headers, body) = split_headers(source.text);
    let mut draft = Draft::default();
    for (name, value) in &headers {
        let value = || decode_words(value);
        match &*name.to_ascii_lowercase() {
            "subject" => draft.title = Some(value()),
            "from" => draft.author = Some(display_name(&value())),
            "date" => draft.date = date::given(&value()),
            _ => {}
        }
    }
    let mut texts = Texts::default();
    texts.part(&headers, body, 0);
    match (texts.plain, texts.html) {
        (Some(plain), Some(html)) if plain.trim().len() * 4 < html.len() / 8 => draft.fill(&html, source.raw),
        (Some(plain), _) => draft.text = Cow::Owned(plain),
        (None, Some(html)) => draft.fill(&html, source.raw),
        (None, None) => {}
    }
    draft.into()
}

impl Draft<'_> {
    fn fill(&mut self, page: &str, raw: bool) {
        let read = html::read(page, raw);
        self.text = read.text;
        self.removed = read.removed;
        self.notices = read.notices;
        self.flowed = true;
        self.language = read.language;
    }
}

type Headers<'a> = Vec<(&'a str, String)>;

/// The headers, each with its folded lines joined, and what follows the blank line.
fn split_headers(text: &str) -> (Headers<'_>, &str) {
    let mut headers: Headers<'_> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let line = text[at..end].trim_end_matches('\r');
        let next = (end + 1).min(text.len());
        if line.is_empty() {
            return (headers, &text[next..]);
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut().filter(|(_, value)| value.len() < 64 << 10) {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else {
            match line.split_once(':') {
                Some((name, value)) if !name.contains(' ') => headers.push((name, value.trim().to_owned())),
                _ if line.starts_with("From ") && at == 0 => {}
                _ => return (headers, &text[at..]),
            }
        }
        at = next;
    }
    (headers, "")
}

#[derive(Debug, Default)]
struct Texts {
    plain: Option<String>,
    html: Option<String>,
    parts: usize,
}

impl Texts {
    fn part(&mut self, headers: &Headers<'_>, body: &str, depth: usize) {
        self.parts += 1;
        if depth > MAX_DEPTH || self.parts > MAX_PARTS {
            return;
        }
        let header = |wanted: &str| {
            let found = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map_or("", |(_, value)| value.as_str())
        };
        let kind = header("content-type");
        let kind_name = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if kind_name.starts_with("multipart/") {
            let Some(boundary) = parameter(kind, "boundary").filter(|boundary| !boundary.is_empty()) else {
                return;
            };
            let mark = format!("--{boundary}");
            for part in body.split(&*mark).skip(1) {
                if part.starts_with("--") || self.parts > MAX_PARTS {
                    break;
                }
                let (headers, body) = split_headers(part.trim_start_matches(['\r', '\n']));
                self.part(&headers, body, depth + 1);
            }
            return;
        }
        let attached = header("content-disposition").to_ascii_lowercase().starts_with("attachment");
        let slot = match &*kind_name {
            "" | "text/plain" => &mut self.plain,
            "text/html" => &mut self.html,
            _ => return,
        };
        if attached || slot.is_some() {
            return;
        }
        let charset = parameter(kind, "charset");
        let bytes = match &*header("content-transfer-encoding").trim().to_ascii_lowercase() {
            "base64" => base64(body),
            "quoted-printable" => quoted_printable(body, false),
            // The file was decoded as a whole.
            _ => return *slot = Some(body.to_owned()),
        };
        *slot = Some(decode(&bytes, charset.as_deref()));
    }
}

/// `value` of `; name=value` or `; name="value"`.
fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

fn decode(bytes: &[u8], charset: Option<&str>) -> String {
    let encoding = charset.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(UTF_8);
    encoding.decode(bytes).0.into_owned()
}

fn base64(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

/// Quoted-printable; in headers `_` is a space.
fn quoted_printable(text: &str, header: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let hex = |byte: Option<&u8>| byte.and_then(|&byte| (byte as char).to_digit(16));
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'_' if header => out.push(b' '),
            b'=' => match (hex(bytes.get(at)), hex(bytes.get(at + 1))) {
                (Some(high), Some(low)) => {
                    out.push((high * 16 + low) as u8);
                    at += 2;
                }
                // A line that goes on.
                _ if bytes.get(at) == Some(&b'\n') => at += 1,
                _ if bytes[at..].starts_with(b"\r\n") => at += 2,
                _ => out.push(byte),
            },
            _ => out.push(byte),
        }
    }
    out
}

/// A header with its encoded words (RFC 2047) decoded.
fn decode_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut after_word = false;
    while let Some(at) = rest.find("=?") {
        let word = &rest[at + 2..];
        let mut parts = word.splitn(3, '?');
        let decoded = match (parts.next(), parts.next(), parts.next()) {
            (Some(charset), Some(form), Some(tail)) if charset.len() < 40 => {
                // A word is 75 characters long at most; mailers write longer ones.
                let end = crate::corpus::prefix::prefix(tail, 4096).find("?=");
                end.map(|end| (&tail[..end], &tail[end + 2..])).and_then(|(data, next)| {
                    let bytes = match form {
                        "B" | "b" => base64(data),
                        "Q" | "q" => quoted_printable(data, true),
                        _ => return None,
                    };
                    Some((decode(&bytes, Some(charset)), next))
                })
            }
            _ => None,
        };
        let Some((word, next)) = decoded else {
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            after_word = false;
            continue;
        };
        // The space between two encoded words is not one.
        if !(after_word && rest[..at].trim().is_empty()) {
            out.push_str(&rest[..at]);
        }
        out.push_str(&word);
        rest = next;
        after_word = true;
    }
    out.push_str(rest);
    out
}

/// The name before the address.
fn display_name(from: &str) -> String {
    let name = from.split('<').next().unwrap_or(from).trim().trim_matches('"').trim();
    if name.is_empty() { from.trim_matches(['<', '>', ' ']).to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn read(text: &str) -> Draft<'_> {
        let source = Source { path: Path::new("a.eml"), text, cut: false, raw: false };
        parse(&source).drafts.pop().unwrap()
    }

    const ALTERNATIVE: &str = "From: =?utf-8?q?L=C3=A9a_Noir?= <lea@lettre.example>\r\nDate: Mon, 3 Feb 2025 07:00:00 \
        +0100\r\nSubject: =?UTF-8?B?TGEgbGV0dHJlIA==?=\r\n =?iso-8859-1?Q?de_f=E9vrier?=\r\nContent-Type: \
        multipart/alternative; boundary=\"b 1\"\r\n\r\nThis is MIME.\r\n--b 1\r\nContent-Type: text/plain; \
        charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nLe budget atteint 3 mil=\r\nlions \
        d'euros, dit Ad=E8le Roy.\r\n--b 1\r\nContent-Type: text/html\r\n\r\n<p>Le budget</p>\r\n--b 1--\r\n";

    #[test]
    fn the_plain_text_of_a_message_is_its_article() {
        let draft = read(ALTERNATIVE);
        assert_eq!(draft.title.as_deref(), Some("La lettre de février"));
        assert_eq!(draft.author.as_deref(), Some("Léa Noir"));
        assert_eq!(draft.date.unwrap().to_string(), "2025-02-03");
        assert_eq!(draft.text.trim(), "Le budget atteint 3 millions d'euros, dit Adèle Roy.");
        assert!(sniff(ALTERNATIVE) && !sniff("From: here\nto there: a walk"));
    }

    #[test]
    fn a_message_of_html_alone_is_read_as_a_page() {
        let body = "PHA+TGUgcG9ydCByb3V2cmUuPC9wPg==";
        let headers = "Subject: x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64";
        let message = format!("{headers}\n\n{body}");
        let draft = read(&message);
        assert_eq!(draft.text, "Le port rouvre.");
    }

    #[test]
    fn parts_without_end_end() {
        let nested = "--a\nContent-Type: multipart/mixed; boundary=a\n\n".repeat(1000);
        for text in [
            &*format!("Content-Type: multipart/mixed; boundary=a\n\n{nested}"),
            "",
            "a",
            "Subject: =?",
            "=?a?b?",
        ] {
            read(text);
        }
    }
}
