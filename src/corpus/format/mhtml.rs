//! MHTML: a web page that a browser saved with its pictures, as a message of many parts. The page is read as any
//! page; the message says where it came from, and when it was saved, which dates it when nothing else does.

use super::mime::{self, Part};
use super::{Format, Parsed, Sniff, Source, html};
use crate::corpus::date;

pub(super) const FORMAT: Format =
    Format { name: "MHTML", extensions: &["mhtml", "mht"], sniff: Sniff::Sure(sniff), parse };

fn sniff(source: &Source<'_>) -> bool {
    let head = source.head();
    let line = |start: &str| head.lines().take(40).any(|line| line.starts_with(start));
    line("From: <Saved by") || line("From: \"Saved by") || line("Snapshot-Content-Location:")
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let letter = mime::letter(source.bytes);
    let pages = letter.parts.into_iter().filter_map(|part| match part {
        Part::Html { text, location } => Some((text, location)),
        _ => None,
    });
    // The page comes first, then its frames.
    let Some((page, location)) = pages.into_iter().next() else {
        let error = source.error(None, "holds no page").next("save the page anew");
        return Parsed { drafts: Vec::new(), problems: vec![error] };
    };
    let mut draft = html::read(&page, source.raw);
    draft.title = draft.title.or(letter.subject);
    let address = letter.saved_from.or(location).filter(|address| address.starts_with("http"));
    draft.url = draft.url.or(address);
    draft.modified = draft.modified.or_else(|| date::given(&letter.date?));
    draft.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;

    #[test]
    fn the_page_is_read_with_the_address_that_it_was_saved_from() {
        let file = "From: <Saved by Blink>\nSnapshot-Content-Location: https://larive.example/bac\nSubject: Le bac\nDate: \
                    Tue, 14 May 2024 10:00:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\
                    \ttype=\"text/html\";\n\tboundary=\"----b--x----\"\n\n\n------b--x----\nContent-Type: text/html\n\
                    Content-Transfer-Encoding: quoted-printable\nContent-Location: https://larive.example/bac\n\n\
                    <p>Le bac traverse =C3=A0 nouveau.</p>\n------b--x----\nContent-Type: text/css\n\nbody {}\n\
                    ------b--x------\n";
        assert!(trial::sniffs(&FORMAT, file));
        let draft = trial::read(&FORMAT, "a.mhtml", file).drafts.remove(0);
        assert_eq!((&*draft.text, draft.title.as_deref()), ("Le bac traverse à nouveau.", Some("Le bac")));
        assert_eq!(draft.url.as_deref(), Some("https://larive.example/bac"));
        assert_eq!((draft.author, draft.modified.unwrap().to_string()), (None, "2024-05-14".to_owned()));
    }
}
