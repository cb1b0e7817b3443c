//! EPUB: a book or an issue of a magazine. Each of its chapters is an article, in the order of the book: what people
//! collect in EPUB are articles and magazines, and a chapter is what one reads and marks at a time. Covers and tables
//! of contents are left out; the words of pages of a few are kept beside the chapter before them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::archive::{self, Archive};
use super::events::{self, Event};
use super::{Format, Parsed, Sniff, Source, fields, html, markup};
use crate::corpus::draft::Draft;
use crate::corpus::{author, date, title};

pub(super) const FORMAT: Format =
    Format { name: "EPUB", extensions: &["epub"], sniff: Sniff::Bytes(sniff), parse };

/// A page of fewer letters is no chapter.
const LEAST_LETTERS: usize = 80;

fn sniff(source: &Source<'_>) -> bool {
    let head = &source.bytes[..source.bytes.len().min(200)];
    head.starts_with(b"PK\x03\x04")
        && (memchr::memmem::find(head, b"mimetypeapplication/epub+zip").is_some()
            || archive::holds(source, "META-INF/container.xml"))
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let mut parsed = Parsed::default();
    let step = source.step("convert it to HTML or text to read it");
    let problem = |cause: String| source.error(None, cause).next(step);
    let mut archive = match Archive::open(source) {
        Ok(archive) => archive,
        Err(cause) => {
            parsed.problems.push(problem(cause));
            return parsed;
        }
    };
    if archive.names().iter().any(|name| name == "META-INF/rights.xml") {
        parsed.problems.push(problem("is locked by its publisher".to_owned()));
        return parsed;
    }
    let package = archive.text("META-INF/container.xml").and_then(|xml| root(&xml));
    let Some((name, xml)) =
        package.and_then(|name| Some((archive.text(&name)?, name))).map(|(xml, name)| (name, xml))
    else {
        parsed.problems.push(problem("does not say what it holds".to_owned()));
        return parsed;
    };
    let book = Book::of(&xml);
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut before_first = String::new();
    for (index, href) in book.spine.iter().enumerate() {
        let name = joined(folder, href);
        match archive.read(&name) {
            Ok(bytes) => {
                let page = crate::corpus::decode::decode(&bytes, false).text;
                match book.chapter(&page, index + 1, source.raw) {
                    Ok(mut chapter) => {
                        chapter.set_aside(&std::mem::take(&mut before_first), false);
                        parsed.drafts.push(chapter);
                    }
                    Err(words) => match parsed.drafts.last_mut() {
                        Some(chapter) => chapter.set_aside(&words, false),
                        None => {
                            before_first.push_str(&words);
                            before_first.push('\n');
                        }
                    },
                }
            }
            Err(cause) => parsed.problems.push(problem(format!("its chapter {name} {cause}"))),
        }
    }
    parsed
}

/// The path of the package in an archive.
fn root(xml: &str) -> Option<String> {
    let mut root = None;
    events::read(xml, |event| {
        if let Event::Start("rootfile", attributes) = event {
            root = root.take().or_else(|| attributes.get("full-path"));
        }
    });
    root
}

/// The path of a file that stands beside the package, without `..` and what follows a `#`.
fn joined(folder: &str, href: &str) -> String {
    let href = decoded(href.split('#').next().unwrap_or(href));
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path without its `%20`.
fn decoded(path: &str) -> String {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.as_bytes().iter();
    while let Some(&byte) = bytes.next() {
        let rest = bytes.as_slice();
        let hex = rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()).filter(|_| byte == b'%') {
            Some(value) => {
                out.push(value);
                bytes.nth(1);
            }
            None => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// What a package says.
#[derive(Debug, Default)]
struct Book {
    title: Option<String>,
    author: Option<String>,
    date: Option<String>,
    language: Option<String>,
    /// The paths of its pages, in reading order.
    spine: Vec<String>,
}

impl Book {
    fn of(xml: &str) -> Self {
        let [title, author, date, language] = events::texts(xml, ["title", "creator", "date", "language"]);
        let mut book = Self { title, author, date, language, spine: Vec::new() };
        let mut files: HashMap<String, String> = HashMap::new();
        events::read(xml, |event| match event {
            Event::Start("item", attributes) => {
                let contents =
                    attributes.get("properties").is_some_and(|all| all.split(' ').any(|one| one == "nav"));
                let page = attributes.get("media-type").is_none_or(|kind| kind.contains("html"));
                if let (Some(id), Some(href)) = (attributes.get("id"), attributes.get("href"))
                    && page
                    && !contents
                {
                    files.insert(id, href);
                }
            }
            Event::Start("itemref", attributes) => {
                book.spine.extend(attributes.get("idref").and_then(|id| files.remove(&id)));
            }
            _ => {}
        });
        book
    }

    /// The article of a page, or the few words of one that is no chapter: a cover, a half-title.
    fn chapter(&self, page: &str, number: usize, raw: bool) -> Result<Draft<'static>, String> {
        let mut draft = html::read(&with_raised_notes(page), true);
        let letters = draft.text.chars().filter(|c| c.is_alphanumeric()).take(LEAST_LETTERS).count();
        if letters < LEAST_LETTERS && !raw {
            return Err(draft.text.into_owned());
        }
        // A page that says nothing of itself bears the title of its book.
        let book = self.title.as_deref().map(title::one_line);
        let heading = || {
            let tag = markup::tags(page, 0).find(|tag| ["h1", "h2", "h3"].iter().any(|name| tag.is(name)))?;
            markup::words(markup::inner(page, &tag))
        };
        draft.title = draft.title.filter(|title| Some(title) != book.as_ref()).or_else(heading);
        draft.item = Some(number.to_string().into());
        // The issue of a newspaper is by the newspaper.
        let issue = |name: &String| book.as_deref().is_some_and(|book| book.starts_with(name.as_str()));
        let by = self.author.as_deref().and_then(author::given).filter(|name| !issue(name));
        draft.author = draft.author.or(by);
        draft.source = book;
        draft.date = draft.date.or_else(|| date::given(self.date.as_deref()?));
        draft.language = draft.language.or_else(|| fields::language(self.language.as_deref()?));
        Ok(draft)
    }
}

/// A page whose links to notes are raised, as readers show them: `<a epub:type="noteref">1</a>`.
fn with_raised_notes(page: &str) -> Cow<'_, str> {
    if memchr::memmem::find(page.as_bytes(), b"noteref").is_none() {
        return Cow::Borrowed(page);
    }
    let mut out = String::with_capacity(page.len() + 256);
    let mut from = 0;
    for tag in markup::tags(page, 0) {
        if tag.is("a") && tag.start >= from && tag.attributes.contains("noteref") {
            let end = tag.inside + markup::inner(page, &tag).len();
            for piece in [&page[from..tag.start], "<sup>", &page[tag.start..end], "</a></sup>"] {
                out.push_str(piece);
            }
            from = page.len().min(end + if page[end..].starts_with("</a>") { "</a>".len() } else { 0 });
        }
    }
    out.push_str(&page[from..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;
    use crate::corpus::format::zip::tests::zipped;

    const LONG: &str =
        "The ferry will sail again in spring, says Ann Lee, who bought it for 3 million euros from the town.";

    #[test]
    fn each_chapter_is_an_article_in_the_order_of_the_book() {
        let page = |title: &str, text: &str| {
            format!(
                "<html><head><title>The Quay</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
            )
        };
        let package = "<package xmlns:dc='d'><metadata><dc:title>The Quay</dc:title><dc:creator>Bo Ek</dc:creator>\
                       <dc:date>2024-05-14</dc:date><dc:language>en</dc:language></metadata><manifest>\
                       <item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>\
                       <item id='c' href='cover.xhtml' media-type='application/xhtml+xml'/>\
                       <item id='b' href='text/b%20b.xhtml' media-type='application/xhtml+xml'/>\
                       <item id='a' href='text/a.xhtml#x' media-type='application/xhtml+xml'/></manifest>\
                       <spine><itemref idref='c'/><itemref idref='n'/><itemref idref='b'/><itemref idref='a'/></spine></package>";
        let bytes = zipped(&[
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", b"<c><rootfile full-path='OPS/p.opf'/></c>"),
            ("OPS/p.opf", package.as_bytes()),
            ("OPS/cover.xhtml", page("Cover", "").as_bytes()),
            ("OPS/text/b b.xhtml", page("One", LONG).as_bytes()),
            ("OPS/text/a.xhtml", page("Two", LONG).as_bytes()),
        ]);
        assert!(trial::sniffs(&FORMAT, &bytes));
        let parsed = trial::read(&FORMAT, "a.epub", &bytes);
        assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
        let told: Vec<_> = parsed
            .drafts
            .iter()
            .map(|draft| {
                (
                    draft.item.as_deref(),
                    draft.title.as_deref(),
                    draft.source.as_deref(),
                    draft.author.as_deref(),
                )
            })
            .collect();
        let all = |number, title| (Some(number), Some(title), Some("The Quay"), Some("Bo Ek"));
        assert_eq!(told, [all("2", "One"), all("3", "Two")]);
        assert_eq!(parsed.drafts[0].date.unwrap().to_string(), "2024-05-14");
    }

    #[test]
    fn a_book_that_cannot_be_read_is_a_problem() {
        let bytes = zipped(&[("mimetype", b"application/epub+zip"), ("META-INF/rights.xml", b"x")]);
        assert!(
            trial::read(&FORMAT, "a.epub", bytes).problems[0].to_string().contains("locked by its publisher")
        );
        let bytes = zipped(&[("mimetype", b"application/epub+zip")]);
        assert!(
            trial::read(&FORMAT, "a.epub", bytes).problems[0]
                .to_string()
                .contains("does not say what it holds")
        );
    }
}
