//! What a user does to articles, and what it changed: an [`Action`] is the command, a [`Step`] the exact values
//! before and after, which undo restores and the store writes.

use std::sync::Arc;

use super::{Highlight, Identity, Pending, Record};
use crate::article::{ArticleId, ContentKey};
use crate::correction::Correction;
use crate::text::count::counted;

/// A change that the user asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Mark as read or unread.
    SetRead {
        /// To these.
        articles: Vec<ArticleId>,
        /// `true` for read.
        value: bool,
    },
    /// Star, or take the star away.
    SetStarred {
        /// To these.
        articles: Vec<ArticleId>,
        /// `true` to star.
        value: bool,
    },
    /// Archive, or unarchive.
    SetArchived {
        /// To these.
        articles: Vec<ArticleId>,
        /// `true` to archive.
        value: bool,
    },
    /// Add a tag.
    AddTag {
        /// To which.
        articles: Vec<ArticleId>,
        /// As typed: one or more, divided by commas; each saved as [`super::clean_tag`] returns it.
        tag: String,
    },
    /// Remove a tag.
    RemoveTag {
        /// From which.
        articles: Vec<ArticleId>,
        /// As typed.
        tag: String,
    },
    /// Take over marks that files offer.
    TakeOffered {
        /// Each with its article.
        marks: Vec<(ArticleId, StoredValue)>,
    },
    /// Write a note; an empty text deletes it.
    SetNote {
        /// On which.
        article: ArticleId,
        /// The note.
        text: String,
    },
    /// Keep a passage.
    AddHighlight {
        /// Of which article.
        article: ArticleId,
        /// The passage.
        highlight: Highlight,
    },
    /// Keep a passage no longer.
    RemoveHighlight {
        /// Of which article.
        article: ArticleId,
        /// The passage.
        highlight: Highlight,
    },
    /// Save how far an article was read. Undo does not revert it.
    SetPosition {
        /// To these.
        article: ArticleId,
        /// The byte of its text at the top of the window.
        offset: u32,
    },
    /// Correct what was found.
    AddCorrections {
        /// In this order; all of one verb.
        corrections: Vec<Correction>,
    },
}

/// One mark of one article, or whether one correction is present.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StoredValue {
    /// Whether it is read.
    Read(bool),
    /// Whether it is starred.
    Starred(bool),
    /// Whether it is archived.
    Archived(bool),
    /// Whether it has this tag.
    Tag(Arc<str>, bool),
    /// Its note.
    Note(Option<Arc<str>>),
    /// Whether this passage is kept.
    Highlight(Arc<Highlight>, bool),
    /// How far it was read, in bytes; `None` when it was not opened.
    Position(Option<u32>),
    /// What else than its content tells the article, so that a changed version of it keeps these marks.
    Version(Identity),
    /// Whether this correction is active; its key is made from its content.
    Correction(Arc<Correction>, bool),
}

/// Names a value among those of its key: its kind, and which tag, identity or passage (its words, and where it begins).
pub(super) type Slot = (u8, Option<Arc<str>>, u32);

/// One value that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The key of the article, or of the correction.
    pub key: ContentKey,
    /// What it was.
    pub before: StoredValue,
    /// What it is.
    pub after: StoredValue,
}

/// What one action changed; undone, redone and saved as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// Each value once.
    pub changes: Vec<Change>,
    /// What was done, for the status line: "starred 3 articles". Empty when nothing is shown.
    pub label: String,
    /// What of the history is written with it.
    pub records: Vec<Record>,
}

impl StoredValue {
    /// Whether it is a mark of an article that the user sees.
    pub(crate) fn is_mark(&self) -> bool {
        self.part() != Pending::NOTHING
    }

    /// The mark that it is; `NOTHING` for a position, a version or a correction.
    pub(super) fn part(&self) -> Pending {
        match self {
            Self::Read(_) => Pending::READ,
            Self::Starred(_) => Pending::STARRED,
            Self::Archived(_) => Pending::ARCHIVED,
            Self::Tag(..) => Pending::TAGS,
            Self::Note(_) => Pending::NOTE,
            Self::Highlight(..) => Pending::HIGHLIGHTS,
            Self::Position(_) | Self::Version(_) | Self::Correction(..) => Pending::NOTHING,
        }
    }

    /// Identifies the value among those of its key, whatever it is set to.
    pub(super) fn slot(&self) -> Slot {
        match self {
            Self::Read(_) => (0, None, 0),
            Self::Starred(_) => (1, None, 0),
            Self::Archived(_) => (2, None, 0),
            Self::Tag(tag, _) => (3, Some(Arc::clone(tag)), 0),
            Self::Note(_) => (4, None, 0),
            Self::Position(_) => (5, None, 0),
            Self::Correction(..) => (6, None, 0),
            Self::Version(identity) => (7, Some(Arc::clone(identity)), 0),
            Self::Highlight(kept, _) => (8, Some(Arc::clone(&kept.passage)), kept.start),
        }
    }
}

impl Action {
    /// Whether undo can revert it.
    pub(crate) fn undoable(&self) -> bool {
        !matches!(self, Self::SetPosition { .. })
    }

    /// The articles it is about; empty for a correction.
    pub(crate) fn articles(&self) -> &[ArticleId] {
        match self {
            Self::SetRead { articles, .. }
            | Self::SetStarred { articles, .. }
            | Self::SetArchived { articles, .. }
            | Self::AddTag { articles, .. }
            | Self::RemoveTag { articles, .. } => articles,
            Self::SetNote { article, .. }
            | Self::AddHighlight { article, .. }
            | Self::RemoveHighlight { article, .. }
            | Self::SetPosition { article, .. } => std::slice::from_ref(article),
            Self::AddCorrections { .. } | Self::TakeOffered { .. } => &[],
        }
    }

    /// What it does to articles, for a question: "star", "tag with affaire".
    pub(crate) fn verb(&self) -> String {
        match self {
            Self::SetRead { value: true, .. } => "mark as read".into(),
            Self::SetRead { .. } => "mark as unread".into(),
            Self::SetStarred { value: true, .. } => "star".into(),
            Self::SetStarred { .. } => "unstar".into(),
            Self::SetArchived { value: true, .. } => "archive".into(),
            Self::SetArchived { .. } => "unarchive".into(),
            Self::AddTag { tag, .. } => format!("tag with {}", clean(tag)),
            Self::RemoveTag { tag, .. } => format!("remove the tag {} from", clean(tag)),
            Self::SetNote { .. } => "write a note on".into(),
            Self::AddHighlight { .. } => "keep a passage of".into(),
            Self::RemoveHighlight { .. } => "keep no passage of".into(),
            Self::TakeOffered { .. } | Self::SetPosition { .. } | Self::AddCorrections { .. } => {
                "change".into()
            }
        }
    }

    /// What was done to `count` articles: "starred 3 articles"; empty for what is not shown.
    pub(super) fn label(&self, count: usize) -> String {
        let these = counted(count, "article");
        match self {
            Self::SetRead { value, .. } => {
                format!("marked {these} as {}", if *value { "read" } else { "unread" })
            }
            Self::SetStarred { value: true, .. } => format!("starred {these}"),
            Self::SetStarred { .. } => format!("unstarred {these}"),
            Self::SetArchived { value: true, .. } => format!("archived {these}"),
            Self::SetArchived { .. } => format!("unarchived {these}"),
            Self::AddTag { tag, .. } => format!("tagged {these} with {}", clean(tag)),
            Self::RemoveTag { tag, .. } => format!("removed the tag {} from {these}", clean(tag)),
            Self::TakeOffered { .. } => format!("took over the marks of {these}"),
            Self::SetNote { text, .. } if text.trim().is_empty() => "deleted the note".into(),
            Self::SetNote { .. } => "wrote the note".into(),
            Self::AddHighlight { .. } => "kept the passage".into(),
            Self::RemoveHighlight { .. } => "the passage is no longer kept".into(),
            Self::SetPosition { .. } => String::new(),
            Self::AddCorrections { corrections } => match &corrections[..] {
                [correction] => format!("corrected: {}", correction.summary()),
                _ => {
                    let verb = corrections.first().map_or("nothing", Correction::verb);
                    let names: Vec<&str> = corrections.iter().flat_map(Correction::names).collect();
                    format!("corrected: {verb} {}", names.join(", "))
                }
            },
        }
    }
}

fn clean(typed: &str) -> String {
    super::clean_tags(typed).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_what_was_done_to_how_many() {
        let articles = vec![ArticleId(1), ArticleId(2), ArticleId(3)];
        let star = Action::SetStarred { articles: articles.clone(), value: true };
        assert_eq!(star.label(3), "starred 3 articles");
        assert_eq!(Action::SetRead { articles: vec![], value: false }.label(1), "marked 1 article as unread");
        let tag = Action::AddTag { articles, tag: "à relire".into() };
        assert_eq!(tag.label(2), "tagged 2 articles with à-relire");
    }
}
