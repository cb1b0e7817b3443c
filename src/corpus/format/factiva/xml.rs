//! Factiva's answers in XML: an `article` for each, with a number, a headline, the first paragraphs (`leadParagraph`)
//! and the others (`tailParagraphs`), or a plain `text`. Names may begin with a prefix.

use super::Found;
use crate::corpus::format::events::{self, Event, escaped};

pub(super) fn sniff(head: &str) -> bool {
    let has = |mark: &str| memchr::memmem::find(head.as_bytes(), mark.as_bytes()).is_some();
    has("accessionNo") && (has("factiva.com") || has("ArchiveDoc")) && has("<article")
        || has("PPSResponse")
        || has("ppsArticleResponse")
}

/// The articles, and whether the document was whole.
pub(super) fn read(text: &str) -> (Vec<Found>, bool) {
    let mut reader = Reader::default();
    let whole = events::read(text, |event| reader.event(event));
    reader.found.extend(reader.article.take());
    (reader.found, whole)
}

/// What text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Number,
    Title,
    Author,
    Body,
    Caption,
    Contact,
    Source,
    Date,
    Language,
}

#[derive(Debug, Default)]
struct Reader {
    found: Vec<Found>,
    article: Option<Found>,
    /// The open element that says what its text is, and how many of its name are open in it.
    part: Option<(Part, String, usize)>,
    value: String,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start("article", _) if self.part.is_none() => {
                self.found.extend(self.article.replace(Found { html: true, ..Found::default() }));
            }
            Event::End("article") if self.part.is_none() => self.found.extend(self.article.take()),
            Event::Start(name, _) => self.start(name),
            Event::End(name) => self.end(name),
            Event::Text(text) if self.part.is_some() => self.value.push_str(&escaped(text)),
            Event::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str) {
        if let Some((_, open, depth)) = &mut self.part {
            if *open == name {
                *depth += 1;
            }
            if name == "paragraph" {
                self.value.push_str("<p>");
            }
            return;
        }
        let part = match name {
            "accessionNo" => Part::Number,
            "headline" => Part::Title,
            "byline" | "author" => Part::Author,
            "leadParagraph" | "tailParagraphs" | "text" | "corrections" => Part::Body,
            "artWorks" | "artWork" | "art" => Part::Caption,
            "contact" | "notes" | "columnName" => Part::Contact,
            "sourceName" => Part::Source,
            "publicationDate" => Part::Date,
            "baseLanguage" => Part::Language,
            _ => return,
        };
        self.part = Some((part, name.to_owned(), 0));
        self.value.clear();
    }

    fn end(&mut self, name: &str) {
        let Some((part, open, depth)) = &mut self.part else { return };
        if open != name {
            if name == "paragraph" {
                self.value.push_str("</p>\n");
            }
            return;
        }
        if let Some(less) = depth.checked_sub(1) {
            *depth = less;
            return;
        }
        let part = *part;
        self.part = None;
        let Some(article) = &mut self.article else { return };
        let markup = std::mem::take(&mut self.value);
        let words = || crate::corpus::format::markup::words(&markup);
        match part {
            Part::Number => article.number = words(),
            Part::Title => article.title = words().unwrap_or_default(),
            Part::Author => article.author = article.author.take().or_else(words),
            Part::Source => article.source = words(),
            Part::Date => article.date = words(),
            Part::Language => article.language = words(),
            Part::Body => {
                article.body.push_str("<div>");
                article.body.push_str(&markup);
                article.body.push_str("</div>\n");
            }
            Part::Caption => article.captions.push_str(&markup),
            Part::Contact => article.beside.push_str(&markup),
        }
    }
}
