//! What a user does to articles, and what it changed: an [`Action`] is the wish, a [`Step`] the exact
//! values before and after, which undo restores and the store writes.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, ContentKey};

/// A wish, in the terms of the running reader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// Mark as read or unread.
    SetRead {
        /// Which.
        #[serde(with = "ids")]
        articles: Vec<ArticleId>,
        /// Read, or unread.
        value: bool,
    },
    /// Star, or take the star away.
    SetStarred {
        /// Which.
        #[serde(with = "ids")]
        articles: Vec<ArticleId>,
        /// Starred, or not.
        value: bool,
    },
    /// Put out of the way, or bring back.
    SetArchived {
        /// Which.
        #[serde(with = "ids")]
        articles: Vec<ArticleId>,
        /// Archived, or not.
        value: bool,
    },
    /// Add a tag.
    AddTag {
        /// To which.
        #[serde(with = "ids")]
        articles: Vec<ArticleId>,
        /// As typed; kept as [`super::clean_tag`] gives it.
        tag: String,
    },
    /// Remove a tag.
    RemoveTag {
        /// From which.
        #[serde(with = "ids")]
        articles: Vec<ArticleId>,
        /// As typed.
        tag: String,
    },
    /// Write a note, or delete it with an empty one.
    SetNote {
        /// On which.
        #[serde(with = "id")]
        article: ArticleId,
        /// The note.
        text: String,
    },
    /// Remember how far an article was read. Not undoable.
    SetPosition {
        /// Which.
        #[serde(with = "id")]
        article: ArticleId,
        /// The byte of its text at the top of the window.
        offset: u32,
    },
    /// Correct what was found of a person.
    AddCorrection {
        /// The correction.
        correction: Correction,
    },
    /// Take a correction back.
    RemoveCorrection {
        /// The correction.
        correction: Correction,
    },
}

/// A user's correction of people, opaque here: who links people defines what the record says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// `merge`, `split`, `hide`, `rename` or what else there will be.
    pub kind: String,
    /// What it says, as JSON.
    pub json: String,
}

impl Correction {
    /// The names and words that it is about, in its own order.
    pub fn names(&self) -> Vec<String> {
        fn strings(value: &serde_json::Value, out: &mut Vec<String>) {
            match value {
                serde_json::Value::String(text) => out.push(text.clone()),
                serde_json::Value::Array(values) => values.iter().for_each(|value| strings(value, out)),
                serde_json::Value::Object(fields) => {
                    // Which article it is about is a hash: nothing to read.
                    let told = fields.iter().filter(|(name, _)| *name != "article");
                    told.for_each(|(_, value)| strings(value, out));
                }
                _ => {}
            }
        }
        let mut said = Vec::new();
        if let Ok(value) = serde_json::from_str(&self.json) {
            strings(&value, &mut said);
        }
        said
    }

    /// What it says, for the status line: `merge Altman → Sam Altman`.
    fn words(&self) -> String {
        format!("{} {}", self.kind, self.names().join(" → "))
    }

    /// What the store keys it by: made of its content, so that the same correction made in two readers
    /// is one.
    pub fn key(&self) -> ContentKey {
        ContentKey::of(&self.kind, &self.json)
    }
}

/// One value of one article, or one correction's presence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
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
    /// How far it was read.
    Position(Option<u32>),
    /// Whether this correction holds; its key is [`Correction::key`].
    Correction(Arc<Correction>, bool),
}

/// One value that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The article's content, or the correction.
    pub key: ContentKey,
    /// What it was.
    pub before: Value,
    /// What it is.
    pub after: Value,
}

/// What one action changed: undone, redone and stored as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// Each value once.
    pub changes: Vec<Change>,
    /// What was done, for the status line: "starred 3 articles".
    pub label: String,
}

impl Step {
    /// The step that restores exactly what was.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let undo = |change: &Change| Change {
            key: change.key,
            before: change.after.clone(),
            after: change.before.clone(),
        };
        Self { changes: self.changes.iter().rev().map(undo).collect(), label: self.label.clone() }
    }
}

impl Value {
    /// Which value of its key this is, whatever it says now.
    pub(super) fn slot(&self) -> (u8, Option<&str>) {
        match self {
            Self::Read(_) => (0, None),
            Self::Starred(_) => (1, None),
            Self::Archived(_) => (2, None),
            Self::Tag(tag, _) => (3, Some(tag)),
            Self::Note(_) => (4, None),
            Self::Position(_) => (5, None),
            Self::Correction(..) => (6, None),
        }
    }
}

impl Action {
    /// Whether undo takes it back.
    pub fn undoable(&self) -> bool {
        !matches!(self, Self::SetPosition { .. })
    }

    /// What was done to `count` articles: "starred 3 articles"; nothing for what needs no word.
    pub(super) fn label(&self, count: usize) -> String {
        let these = match count {
            1 => "1 article".to_owned(),
            _ => format!("{count} articles"),
        };
        match self {
            Self::SetRead { value, .. } => {
                format!("marked {these} as {}", if *value { "read" } else { "unread" })
            }
            Self::SetStarred { value: true, .. } => format!("starred {these}"),
            Self::SetStarred { .. } => format!("unstarred {these}"),
            Self::SetArchived { value: true, .. } => format!("archived {these}"),
            Self::SetArchived { .. } => format!("brought back {these}"),
            Self::AddTag { tag, .. } => format!("tagged {these} with {}", clean(tag)),
            Self::RemoveTag { tag, .. } => format!("took the tag {} from {these}", clean(tag)),
            Self::SetNote { text, .. } if text.trim().is_empty() => "deleted the note".into(),
            Self::SetNote { .. } => "wrote the note".into(),
            Self::SetPosition { .. } => String::new(),
            Self::AddCorrection { correction } => format!("corrected: {}", correction.words()),
            Self::RemoveCorrection { correction } => format!("took back: {}", correction.words()),
        }
    }
}

fn clean(tag: &str) -> String {
    super::clean_tag(tag).map_or_else(String::new, |tag| tag.to_string())
}

/// Article ids as plain numbers.
mod ids {
    use super::ArticleId;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(ids: &[ArticleId], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(ids.iter().map(|id| id.0))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<ArticleId>, D::Error> {
        Ok(Vec::<u32>::deserialize(from)?.into_iter().map(ArticleId).collect())
    }
}

/// One article id as a plain number.
mod id {
    use super::ArticleId;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(super) fn serialize<S: Serializer>(id: &ArticleId, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u32(id.0)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<ArticleId, D::Error> {
        u32::deserialize(from).map(ArticleId)
    }
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

    #[test]
    fn an_action_survives_json() {
        let actions = [
            Action::SetRead { articles: vec![ArticleId(7), ArticleId(9)], value: true },
            Action::SetPosition { article: ArticleId(3), offset: 4096 },
            Action::AddCorrection { correction: Correction { kind: "hide".into(), json: "{}".into() } },
        ];
        for action in actions {
            let json = serde_json::to_string(&action).unwrap();
            assert_eq!(serde_json::from_str::<Action>(&json).unwrap(), action, "{json}");
        }
    }
}
