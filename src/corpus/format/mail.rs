//! Mail: one message, its headers and its text. Of the forms that say the same the plain text is taken, unless it
//! is a stub of the HTML. Messages within a message follow its text; attachments are named in a notice.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::mime::{self, Letter, Part};
use super::{Format, Parsed, Sniff, Source, html};
use crate::corpus::draft::Draft;
use crate::corpus::{date, title};

pub(super) const FORMAT: Format =
    Format { name: "mail", extensions: &["eml"], sniff: Sniff::Likely(sniff), parse };

/// How many attachments a notice names.
const MAX_NAMES: usize = 5;

fn sniff(source: &Source<'_>) -> bool {
    let head = source.head();
    let mut names = head.lines().take_while(|line| !line.is_empty()).filter_map(|line| {
        let (name, _) = line.split_once(':')?;
        (!name.contains([' ', '\t'])).then(|| name.to_ascii_lowercase())
    });
    let (mut from, mut date, mut other) = (false, false, false);
    let first = head.lines().next().unwrap_or_default();
    let header = first.split_once(':').is_some_and(|(name, _)| !name.is_empty() && !name.contains(' '));
    names.by_ref().for_each(|name| match &*name {
        "from" => from = true,
        "date" => date = true,
        "subject" | "message-id" | "received" => other = true,
        _ => {}
    });
    header && from && date && other
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    article(mime::letter(source.bytes), source.raw).into()
}

/// A message as an article.
pub(super) fn article(letter: Letter, raw: bool) -> Draft<'static> {
    let mut body = Body::default();
    body.all(letter.parts, 0);
    let mut draft = body.into_draft(raw);
    draft.title = letter.subject.filter(|subject| !subject.trim().is_empty()).or(draft.title);
    draft.author = letter.from.or(draft.author);
    draft.date = letter.date.as_deref().and_then(date::given).or(draft.date);
    if letter.cut {
        draft.notices.push("it has more parts, or deeper ones, than are read".into());
    }
    draft
}

/// What there is to read in a message.
#[derive(Debug, Default)]
struct Body {
    segments: Vec<Segment>,
    attachments: Vec<String>,
}

#[derive(Debug)]
enum Segment {
    Plain(String),
    Html(String),
}

impl Segment {
    fn letters(&self) -> usize {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        match self {
            Self::Plain(text) => letters(text),
            Self::Html(text) => letters(&html::plain(text)),
        }
    }
}

impl Body {
    fn all(&mut self, parts: Vec<Part>, depth: usize) {
        for part in parts {
            match part {
                Part::Plain(text) if text.trim().is_empty() => {}
                Part::Plain(text) => self.segments.push(Segment::Plain(text)),
                Part::Html { text, .. } => self.segments.push(Segment::Html(text)),
                Part::Alternatives(all) => self.richest(all, depth),
                Part::Message(letter) => self.message(*letter, depth),
                Part::Attachment(name) => self.attachments.push(name),
            }
        }
    }

    /// Of several forms the plainest that says at least half of what any says.
    fn richest(&mut self, all: Vec<Vec<Part>>, depth: usize) {
        let mut bodies: Vec<Self> = Vec::new();
        for parts in all {
            let mut body = Self::default();
            body.all(parts, depth);
            bodies.push(body);
        }
        let letters: Vec<usize> =
            bodies.iter().map(|body| body.segments.iter().map(Segment::letters).sum()).collect();
        let most = letters.iter().copied().max().unwrap_or_default();
        let best = letters.iter().position(|&letters| letters > 0 && letters * 2 >= most);
        for (index, body) in bodies.into_iter().enumerate() {
            if best.is_none_or(|best| best == index) {
                self.segments.extend(body.segments);
            }
            self.attachments.extend(body.attachments);
        }
    }

    /// A message in the message: who wrote it, when and about what, then its text.
    fn message(&mut self, letter: Letter, depth: usize) {
        let mut head = String::new();
        for part in [letter.subject, letter.from, letter.date].into_iter().flatten() {
            let _ = writeln!(head, "{}\n", title::one_line(&part));
        }
        if !head.trim().is_empty() {
            self.segments.push(Segment::Plain(head));
        }
        self.all(letter.parts, depth + 1);
    }

    fn into_draft(mut self, raw: bool) -> Draft<'static> {
        let html = self.segments.iter().any(|segment| matches!(segment, Segment::Html(_)));
        let mut draft = match (html, self.segments.len()) {
            (false, 1) => {
                let Some(Segment::Plain(text)) = self.segments.pop() else { return Draft::default() };
                Draft { text: Cow::Owned(text), ..Draft::default() }
            }
            (false, _) => {
                let texts = self.segments.into_iter().map(|segment| match segment {
                    Segment::Plain(text) | Segment::Html(text) => text,
                });
                let text = texts.collect::<Vec<_>>().join("\n\n");
                Draft { text: Cow::Owned(text), ..Draft::default() }
            }
            (true, _) => {
                let pages = self.segments.into_iter().map(|segment| match segment {
                    Segment::Html(page) => page,
                    Segment::Plain(text) => as_html(&text),
                });
                html::read(&pages.collect::<Vec<_>>().join("\n<hr>\n"), raw)
            }
        };
        if !self.attachments.is_empty() {
            let more = self.attachments.len().saturating_sub(MAX_NAMES);
            self.attachments.truncate(MAX_NAMES);
            let mut notice = format!("attachments left out: {}", self.attachments.join(", "));
            if more > 0 {
                let _ = write!(notice, " and {more} more");
            }
            draft.notices.push(title::one_line(&notice).into());
        }
        draft
    }
}

/// Plain text as paragraphs of HTML.
fn as_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for paragraph in text.replace("\r\n", "\n").split("\n\n").filter(|text| !text.trim().is_empty()) {
        out.push_str("<p>");
        for c in paragraph.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '&' => out.push_str("&amp;"),
                c => out.push(c),
            }
        }
        out.push_str("</p>\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;

    fn read(text: impl AsRef<[u8]>) -> Draft<'static> {
        trial::read(&FORMAT, "a.eml", text).drafts.pop().unwrap()
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
        assert!(trial::sniffs(&FORMAT, ALTERNATIVE));
        assert!(!trial::sniffs(&FORMAT, "From: here\nto there: a walk"));
    }

    #[test]
    fn a_message_of_html_alone_is_read_as_a_page() {
        let body = "PHA+TGUgcG9ydCByb3V2cmUuPC9wPg==";
        let headers = "Subject: x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64";
        assert_eq!(read(format!("{headers}\n\n{body}")).text, "Le port rouvre.");
    }

    #[test]
    fn a_declared_charset_is_believed_and_one_that_is_missing_is_detected() {
        let euro =
            b"Subject: \xe9t\xe9\nContent-Type: text/plain; charset=ISO-8859-15\n\nLe bac vaut 15 \xa4.\n";
        let draft = read(euro);
        assert_eq!((draft.title.as_deref(), draft.text.trim()), (Some("été"), "Le bac vaut 15 €."));
        let none = b"Subject: x\nContent-Transfer-Encoding: 8bit\n\nL\x92\xe9t\xe9 sera chaud, dit la m\xe9t\xe9o.\n";
        assert_eq!(read(none).text.trim(), "L’été sera chaud, dit la météo.");
    }

    #[test]
    fn a_boundary_is_a_whole_line_and_may_be_continued_or_the_start_of_another() {
        let dash = "Subject: x\nContent-Type: multipart/mixed; boundary=sep\n\n--sep\nContent-Type: text/plain\n\n\
                    A dash--separately said.\n--separately at the start.\n--sep--\nafter\n";
        assert_eq!(read(dash).text.trim(), "A dash--separately said.\n--separately at the start.");
        let nested = "Subject: x\nContent-Type: multipart/mixed;\n boundary*0=\"se\";\n boundary*1=\"p\"\n\n--sep\n\
                      Content-Type: multipart/alternative; boundary=sep-in\n\n--sep-in\nContent-Type: text/plain\n\n\
                      One.\n--sep-in\nContent-Type: text/html\n\n<p>One.</p>\n--sep-in--\n\n--sep\n\
                      Content-Type: text/plain\n\nTwo.\n--sep--\n";
        assert_eq!(read(nested).text.trim(), "One.\n\nTwo.");
    }

    #[test]
    fn a_message_in_a_message_is_read_and_attachments_are_named() {
        let text = "Subject: Fwd: x\nFrom: Bo Ek <b@c>\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\
                    Content-Type: message/rfc822\n\nSubject: The quay\nFrom: Ann Lee <a@b>\nDate: Mon, 3 Feb 2025 07:00:00 \
                    +0100\n\nThe quay is shut.\n--q\nContent-Type: application/pdf; name=\"plan.pdf\"\n\
                    Content-Disposition: attachment; filename=\"plan.pdf\"\n\nxx\n--q--\n";
        let draft = read(text);
        assert_eq!((draft.title.as_deref(), draft.author.as_deref()), (Some("Fwd: x"), Some("Bo Ek")));
        assert!(draft.text.contains("The quay\n\nAnn Lee") && draft.text.contains("The quay is shut."));
        assert_eq!(draft.notices, ["attachments left out: plan.pdf".into()]);
    }

    #[test]
    fn a_stub_that_points_to_a_browser_loses_to_the_letter() {
        let letter = "The ferry will sail again in spring, says Ann Lee, who bought it for 3 million euros.";
        let text = format!(
            "Subject: x\nContent-Type: multipart/alternative; boundary=q\n\n--q\n\nOpen in your browser.\n--q\n\
             Content-Type: text/html\n\n<p>{letter}</p>\n--q--\n"
        );
        assert_eq!(read(text).text, letter);
    }

    #[test]
    fn parts_without_end_end() {
        let head = "Content-Type: multipart/mixed; boundary=a\n\n";
        let forwarded = "Content-Type: message/rfc822\n\n";
        for text in [
            format!("{head}{}", format!("--a\n{head}").repeat(2000)),
            format!("{head}{}", "--a\n\nx\n".repeat(20_000)),
            forwarded.repeat(20_000),
            String::new(),
            "a".to_owned(),
            "Subject: =?".to_owned(),
            "=?a?b?".to_owned(),
        ] {
            read(text);
        }
    }
}
