//! What a format knows of an article. [`super::finish`] makes the article of it.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::article::{Offered, PartialDate, Removed, Structure};
use crate::text::Language;

/// An article as its format gives it.
#[derive(Debug, Default)]
pub(super) struct Draft<'a> {
    /// Its own id or line number, in a file of several.
    pub(super) item: Option<Box<str>>,
    pub(super) title: Option<String>,
    pub(super) text: Cow<'a, str>,
    /// The structure of `text`; `None` when the format has none. Addresses of its links may be relative to `url`.
    pub(super) structure: Option<Structure>,
    /// Whether each line end of the text was meant: then no line is joined to the next.
    pub(super) flowed: bool,
    pub(super) date: Option<PartialDate>,
    /// When it was last changed, for an article that nothing else dates.
    pub(super) modified: Option<PartialDate>,
    pub(super) author: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<Language>,
    /// What the format left out, by ascending bytes of `text`.
    pub(super) removed: Vec<Removed>,
    /// The marks that its user gave it in another program.
    pub(super) offered: Offered,
    pub(super) notices: Vec<Box<str>>,
}

/// The ids of one file's items so far, so that the path of a record names one item alone.
#[derive(Debug, Default)]
pub(super) struct Ids(HashSet<Box<str>>);

impl Ids {
    /// An id that was there before gets the item's place in the file after it: `a1:17`.
    pub(super) fn tell_apart(&mut self, draft: &mut Draft<'_>, place: impl std::fmt::Display) {
        let Some(id) = &mut draft.item else { return };
        while !self.0.insert(id.clone()) {
            *id = format!("{id}:{place}").into();
        }
    }
}

impl Draft<'_> {
    /// Keeps what a format left out below the text: a caption, which is always shown, or else words that a key shows.
    pub(super) fn set_aside(&mut self, words: &str, caption: bool) {
        let words = words.trim();
        if !words.is_empty() {
            self.removed.push(Removed { at: self.text.len() as u32, text: words.into(), caption });
        }
    }

    /// The same, with a text of its own.
    pub(super) fn into_owned(self) -> Draft<'static> {
        Draft { text: Cow::Owned(self.text.into_owned()), ..self }
    }
}
