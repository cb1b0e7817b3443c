//! An article: its text and metadata, as read. They are not yet safe for a terminal: whatever is shown goes
//! through [`mod@crate::text::sanitise`] first.

pub(crate) mod citation;
mod guess;
mod offered;
pub mod structure;

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::text::Language;
pub use offered::Offered;
pub use structure::Structure;

/// The index of an article in its library: fixed for one run, in the order of the paths given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u32);

impl ArticleId {
    /// The id as an index into the library's tables.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The key of an article's triage state: 128 bits of the BLAKE3 hash of title and text, so that a renamed or
/// copied file keeps its marks.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentKey(pub [u8; 16]);

impl ContentKey {
    /// The key of an article with this title and text.
    pub fn of(title: &str, text: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        // The text first: BLAKE3 hashes several chunks at once only from the start of its input.
        hasher.update(text.as_bytes());
        hasher.update(title.as_bytes());
        hasher.update(&(title.len() as u64).to_le_bytes());
        let mut key = [0; 16];
        key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(key)
    }

    /// The key that displays as these 32 hexadecimal digits; `None` for any other text.
    pub(crate) fn parse(digits: &str) -> Option<Self> {
        let digits = digits.as_bytes();
        let mut key = [0; 16];
        for (byte, two) in key.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = u8::from_str_radix(str::from_utf8(two).ok()?, 16).ok()?;
        }
        (digits.len() == 32).then_some(Self(key))
    }
}

impl fmt::Display for ContentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentKey({self})")
    }
}

/// A date as exact as its source: a year, a month or a day. Ordered by time, the less exact first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    /// 1000 to 9999.
    pub year: i16,
    /// 1 to 12, or 0 where only the year is known.
    pub month: u8,
    /// 1 to 31, or 0 where only the month is known.
    pub day: u8,
}

/// ISO 8601, reduced to what is known: `2025`, `2025-03`, `2025-03-14`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(f, "{:04}", self.year),
            (month, 0) => write!(f, "{:04}-{month:02}", self.year),
            (month, day) => write!(f, "{:04}-{month:02}-{day:02}", self.year),
        }
    }
}

/// A run of lines that cleaning removed from the text, kept so that a key can show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The byte of [`Article::text`] at which it was removed.
    pub at: u32,
    /// The removed text.
    pub text: Box<str>,
    /// Whether it is the caption of a picture of the article: no part of its text, but always shown.
    pub caption: bool,
}

/// Where an article came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file, as reached from the path the user named; `-` for standard input.
    pub path: Arc<Path>,
    /// The item in a file of several articles: its own id, or its line number (from 1). `None` when the file is one
    /// article.
    pub item: Option<Box<str>>,
}

/// One article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The key of its triage state.
    pub key: ContentKey,
    /// The file it was read from, and the item in it.
    pub origin: Origin,
    /// Never empty: as given, or derived from the text, or the file's name.
    pub title: Box<str>,
    /// As given, or derived from the text; `None` when neither is possible.
    pub date: Option<PartialDate>,
    /// The author, as given.
    pub author: Option<Box<str>>,
    /// The newspaper or site, as given.
    pub source: Option<Box<str>>,
    /// Its address, as given.
    pub url: Option<Box<str>>,
    /// As given, or detected.
    pub language: Language,
    /// The cleaned text, with a line feed between paragraphs. Spans of mentions point into it.
    pub text: Box<str>,
    /// The blocks, emphasis and links of the text; `None` when its format has none, as plain text.
    pub structure: Option<Box<Structure>>,
    /// What cleaning removed, in the order of the text.
    pub removed: Box<[Removed]>,
    /// The number of words in the text.
    pub words: u32,
    /// The tags, star and read marks that its file gives it; `None` when there are none.
    pub offered: Option<Box<Offered>>,
    /// Notices about how it was read ("decoded as windows-1252", "cut at 32 MiB").
    pub notices: Box<[Box<str>]>,
}

impl Article {
    /// The structure of the text: as its format gives it, else a guess.
    pub fn structure(&self) -> Cow<'_, Structure> {
        match &self.structure {
            Some(structure) => Cow::Borrowed(structure),
            None => Cow::Owned(Structure::guess(&self.text)),
        }
    }
}

impl Article {
    /// The share of what was read that is not in the text, in bytes: from 0 to 1. Captions, which are shown, do not count.
    pub(crate) fn dropped(&self) -> f64 {
        let removed = self.removed.iter().filter(|removed| !removed.caption);
        let removed: usize = removed.map(|removed| removed.text.len()).sum();
        removed as f64 / (removed + self.text.len()).max(1) as f64
    }
}

/// An input that could not be read, or only in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The error, which names the input.
    pub error: crate::error::Error,
    /// The file or folder; empty for standard input.
    pub path: PathBuf,
    /// Whether the input gave no article at all, so that it counts as a skipped file.
    pub skipped: bool,
    /// Whether something the user asked for is missing because of it, which the exit status reports. A picture
    /// among the articles is skipped without a fault; an article that cannot be read is a fault.
    pub fault: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_says_only_what_is_known() {
        let date = |year, month, day| PartialDate { year, month, day }.to_string();
        assert_eq!(date(2025, 0, 0), "2025");
        assert_eq!(date(2025, 3, 0), "2025-03");
        assert_eq!(date(2025, 3, 4), "2025-03-04");
    }

    #[test]
    fn the_key_tells_title_from_text() {
        assert_ne!(ContentKey::of("ab", "c"), ContentKey::of("a", "bc"));
    }
}
