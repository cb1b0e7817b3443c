//! What a user made of some articles at one moment: marks, notes and kept passages, for a thread that writes them elsewhere.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Highlight, Marks, MarksTable, Triage};
use crate::article::ArticleId;

/// The marks of all articles, and the notes and kept passages of some.
#[derive(Debug, Clone, Default)]
pub struct Annotations {
    marks: MarksTable,
    notes: HashMap<ArticleId, Arc<str>>,
    highlights: HashMap<ArticleId, Box<[Arc<Highlight>]>>,
}

impl Annotations {
    /// The marks of an article.
    pub(crate) fn of(&self, id: ArticleId) -> &Marks {
        self.marks.get(id)
    }

    /// The note on an article; `None` without one.
    pub(crate) fn note(&self, id: ArticleId) -> Option<&str> {
        self.notes.get(&id).map(AsRef::as_ref)
    }

    /// The passages that are kept of an article.
    pub(crate) fn highlights(&self, id: ArticleId) -> &[Arc<Highlight>] {
        self.highlights.get(&id).map_or(&[], AsRef::as_ref)
    }
}

impl Triage {
    /// The annotations of these articles as they are now.
    pub(crate) fn annotations(&self, articles: &[ArticleId]) -> Annotations {
        let of = |wanted: fn(&Marks) -> bool| articles.iter().copied().filter(move |id| wanted(self.of(*id)));
        Annotations {
            marks: self.marks().clone(),
            notes: of(|marks| marks.note).filter_map(|id| Some((id, self.note(id)?.into()))).collect(),
            highlights: of(|marks| marks.highlighted).map(|id| (id, self.highlights(id).into())).collect(),
        }
    }
}
