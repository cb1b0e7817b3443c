//! PDF: the text of its pages in reading order. A second process of this program reads the file (`helper.rs`), bounded
//! in time and memory, since the bytes of a PDF are those of a small program: pictures and fonts are unpacked, and
//! drawing is carried out. What that process gives back is text (`answer.rs`).
//!
//! From the letters that the pages draw (`document.rs`) come pieces of lines (`pieces.rs`); what stands on page after page
//! is taken out (`heads.rs`); boxes, columns and bands give the order (`boxes.rs`, `columns.rs`, `order.rs`, `blocks.rs`);
//! and lines and paragraphs are written (`write.rs`).

mod answer;
mod blocks;
mod boxes;
mod columns;
mod document;
mod heads;
pub mod helper;
mod order;
mod pieces;
mod write;

use super::{Format, Parsed, Sniff, Source};
use crate::article::Removed;
use crate::corpus::draft::Draft;
use crate::corpus::{author, date, file_kind};
use crate::text::count::counted;
use crate::text::fold::fold;

use answer::{Answer, Document, Refusal};
use helper::Failure;

pub(super) const FORMAT: Format =
    Format { name: "PDF", extensions: &["pdf"], sniff: Sniff::Bytes(sniff), parse };

/// What is done with a PDF that another program reads better.
const OTHERWISE: &str = "run pdftotext FILE, and read the text that it writes";

fn sniff(source: &Source<'_>) -> bool {
    source.bytes.starts_with(b"%PDF-")
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let problem = |cause: &str, step: &str| Parsed {
        drafts: Vec::new(),
        problems: vec![source.error(None, cause).next(step)],
    };
    let document = match helper::read(source.bytes) {
        Ok(Answer::Document(document)) => document,
        Ok(Answer::Refused(Refusal::Password)) => {
            return problem("is locked with a password", "save it without one to read it");
        }
        Ok(Answer::Refused(Refusal::Damaged)) => return problem("is a damaged PDF document", OTHERWISE),
        Err(Failure::NotHere) => {
            let kind = file_kind::PDF;
            return problem(&format!("holds {kind}, not text"), file_kind::next_step(kind));
        }
        Err(Failure::TooLong) => return problem("takes too long to read", OTHERWISE),
        Err(Failure::Fell(how)) => return problem(&format!("cannot be read: {how}"), OTHERWISE),
    };
    match without_text(&document) {
        Some((cause, step)) => problem(cause, step),
        None => draft(document).into(),
    }
}

/// Why a document gives no text, if it gives none, and what can be done.
fn without_text(document: &Document) -> Option<(&'static str, &'static str)> {
    let letters = document.letters;
    if letters > 0 && document.unknown * 3 > letters {
        return Some(("draws its letters without saying which they are", OTHERWISE));
    }
    if letters > 8 * document.pages.len() || letters > 0 && document.pictures == 0 {
        return None;
    }
    if document.pictures > 0 {
        return Some((
            "is a scan: pictures of pages, without a text",
            "let a program that recognises letters (OCR) add a text",
        ));
    }
    Some(("holds no text", ""))
}

fn draft(document: Document) -> Draft<'static> {
    let text = write::joined(&document.pages);
    let mut notices: Vec<Box<str>> = Vec::new();
    if document.pictures > 0 {
        notices.push(format!("{} without a text: a picture", counted(document.pictures, "page")).into());
    }
    if document.pages.len() < document.count {
        let read = counted(document.pages.len(), "page");
        notices.push(format!("the first {read} of {}: the rest takes too long", document.count).into());
    }
    let heads =
        document.heads.iter().map(|head| Removed { at: 0, text: head.as_str().into(), caption: false });
    let head = document.pages.first().map(|page| fold(page)).unwrap_or_default();
    Draft {
        title: document.title,
        author: document.author.filter(|name| author::is_person(name) && head.contains(&*fold(name))),
        modified: document.made.and_then(|made| date::given(&made)),
        removed: heads.collect(),
        text: text.into(),
        notices,
        ..Draft::default()
    }
}
