//! The marks of all articles, in a table that is cheap to share: a snapshot for a filter pass copies one pointer per
//! 1,024 articles, and an action copies only the chunks it changes.

use std::sync::{Arc, OnceLock};

use crate::article::ArticleId;

/// The articles of one chunk of a [`MarksTable`].
const CHUNK: usize = 1024;

/// The longest tag, in characters.
const TAG_CHARS: usize = 64;

/// Which marks of an article were changed and are not saved yet. They are shown as pending.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pending(u8);

impl Pending {
    /// None: every mark is saved.
    pub(crate) const NOTHING: Self = Self(0);
    /// Whether it is read.
    pub(crate) const READ: Self = Self(1);
    /// Whether it is starred.
    pub(crate) const STARRED: Self = Self(1 << 1);
    /// Whether it is archived.
    pub(crate) const ARCHIVED: Self = Self(1 << 2);
    /// Its tags.
    pub(crate) const TAGS: Self = Self(1 << 3);
    /// Its note.
    pub(crate) const NOTE: Self = Self(1 << 4);
    /// The passages that are kept of it.
    pub(crate) const HIGHLIGHTS: Self = Self(1 << 5);

    /// Whether any of `marks` is pending.
    pub(crate) fn any_of(self, marks: Self) -> bool {
        self.0 & marks.0 != 0
    }

    /// The union of both.
    #[must_use]
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These without `marks`.
    #[must_use]
    pub(super) fn without(self, marks: Self) -> Self {
        Self(self.0 & !marks.0)
    }
}

/// The marks of one article, in 16 bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Read to the end, open for some time, or marked as read.
    pub read: bool,
    /// Starred.
    pub(crate) starred: bool,
    /// Archived.
    pub(crate) archived: bool,
    /// Whether it has a note.
    pub(crate) note: bool,
    /// Whether passages of it are kept.
    pub highlighted: bool,
    /// Whether these are the marks of an earlier version of its text.
    pub(crate) changed: bool,
    /// Which of these are not saved yet.
    pub(crate) pending: Pending,
    /// Its tags.
    pub(crate) tags: Tags,
}

impl Marks {
    /// Whether it is neither read nor archived. This is what "unread" means everywhere: in the header, the list, the
    /// keys, `is:unread` and `sort:unread`.
    pub(crate) fn unread(&self) -> bool {
        !self.read && !self.archived
    }

    /// Whether a mark that the list shows (read, starred, archived) is not saved yet.
    pub(crate) fn row_pending(&self) -> bool {
        self.pending.any_of(Pending::READ.and(Pending::STARRED).and(Pending::ARCHIVED))
    }

    /// Whether a change of [`Self::unread`] is not saved yet.
    pub(crate) fn unread_pending(&self) -> bool {
        self.pending.any_of(Pending::READ.and(Pending::ARCHIVED))
    }
}

/// The tags of one article, sorted; shared between snapshots.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags(Option<Arc<Vec<Arc<str>>>>);

impl Tags {
    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|tags| tags.iter().map(AsRef::as_ref))
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Whether `tag` is among them.
    pub(crate) fn contains(&self, tag: &str) -> bool {
        self.0.as_ref().is_some_and(|tags| tags.binary_search_by(|own| own.as_ref().cmp(tag)).is_ok())
    }

    /// Adds or removes a tag.
    pub(super) fn set(&mut self, tag: &Arc<str>, present: bool) {
        let mut tags = self.0.take().map_or_else(Vec::new, Arc::unwrap_or_clone);
        match (tags.binary_search(tag), present) {
            (Err(at), true) => tags.insert(at, Arc::clone(tag)),
            (Ok(at), false) => drop(tags.remove(at)),
            _ => {}
        }
        self.0 = (!tags.is_empty()).then(|| Arc::new(tags));
    }
}

/// A tag as it is saved: one word that `tag:` can find. White space inside becomes a hyphen; quotes, brackets, bars
/// and controls are removed. `None` when nothing is left.
pub fn clean_tag(text: &str) -> Option<Arc<str>> {
    let mut tag = String::new();
    for word in text.split_whitespace() {
        if !tag.is_empty() {
            tag.push('-');
        }
        tag.extend(word.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '(' | ')' | '|')));
    }
    let end = tag.char_indices().nth(TAG_CHARS).map_or(tag.len(), |(at, _)| at);
    let tag = tag[..end].trim_matches('-');
    (!tag.is_empty()).then(|| tag.into())
}

/// The tags in a line that was typed: `a, b` are two.
pub(crate) fn clean_tags(typed: &str) -> impl Iterator<Item = Arc<str>> {
    typed.split(',').filter_map(clean_tag)
}

/// How many articles carry a mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Read ones.
    pub read: usize,
    /// Starred ones.
    pub(crate) starred: usize,
    /// Archived ones.
    pub(crate) archived: usize,
    /// Those that are not [`Marks::unread`].
    pub(crate) done: usize,
    /// Those with [`Marks::unread_pending`].
    pub(crate) unread_pending: usize,
}

/// The marks of every article of a library, by [`ArticleId`]. A clone is a snapshot.
#[derive(Debug, Clone, Default)]
pub struct MarksTable {
    chunks: Vec<Arc<[Marks; CHUNK]>>,
    articles: usize,
    counts: Counts,
}

impl MarksTable {
    /// A table for `articles` articles without marks.
    pub fn new(articles: usize) -> Self {
        let empty = Arc::new(std::array::from_fn(|_| Marks::default()));
        Self { chunks: vec![empty; articles.div_ceil(CHUNK)], articles, counts: Counts::default() }
    }

    /// The number of articles.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.articles
    }

    /// How many articles carry each mark.
    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    /// How many articles are [`Marks::unread`].
    pub(crate) fn unread(&self) -> usize {
        self.articles - self.counts.done
    }

    /// The marks of one article; no marks for an id that is not in the table.
    pub(crate) fn get(&self, id: ArticleId) -> &Marks {
        static NONE: OnceLock<Marks> = OnceLock::new();
        match self.chunks.get(id.index() / CHUNK) {
            Some(chunk) => &chunk[id.index() % CHUNK],
            None => NONE.get_or_init(Marks::default),
        }
    }

    /// Changes the marks of one article and updates the counts.
    pub(super) fn update(&mut self, id: ArticleId, change: impl FnOnce(&mut Marks)) {
        if id.index() >= self.articles {
            return;
        }
        let marks = &mut Arc::make_mut(&mut self.chunks[id.index() / CHUNK])[id.index() % CHUNK];
        let before = marks.clone();
        change(marks);
        let counts = &mut self.counts;
        for (count, before, after) in [
            (&mut counts.read, before.read, marks.read),
            (&mut counts.starred, before.starred, marks.starred),
            (&mut counts.archived, before.archived, marks.archived),
            (&mut counts.done, !before.unread(), !marks.unread()),
            (&mut counts.unread_pending, before.unread_pending(), marks.unread_pending()),
        ] {
            *count = *count + usize::from(after) - usize::from(before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_keeps_what_was_while_the_table_goes_on() {
        let mut table = MarksTable::new(5000);
        table.update(ArticleId(4999), |marks| marks.read = true);
        let snapshot = table.clone();
        table.update(ArticleId(4999), |marks| marks.read = false);
        table.update(ArticleId(1), |marks| marks.starred = true);
        assert!(snapshot.get(ArticleId(4999)).read);
        assert!(!snapshot.get(ArticleId(1)).starred);
        assert_eq!(snapshot.counts(), Counts { read: 1, done: 1, ..Counts::default() });
        assert_eq!(table.counts(), Counts { starred: 1, ..Counts::default() });
    }

    #[test]
    fn what_is_archived_does_not_wait_to_be_read() {
        let mut table = MarksTable::new(3);
        table.update(ArticleId(0), |marks| marks.archived = true);
        table.update(ArticleId(0), |marks| marks.read = true);
        assert_eq!(table.unread(), 2);
        table.update(ArticleId(0), |marks| marks.archived = false);
        assert_eq!(table.unread(), 2);
        table.update(ArticleId(0), |marks| marks.read = false);
        assert_eq!(table.unread(), 3);
    }

    #[test]
    fn an_action_copies_one_chunk() {
        let mut table = MarksTable::new(5000);
        table.update(ArticleId(0), |marks| marks.read = true);
        let snapshot = table.clone();
        table.update(ArticleId(2000), |marks| marks.read = true);
        let shared = table.chunks.iter().zip(&snapshot.chunks).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
        assert_eq!(shared, table.chunks.len() - 1);
        assert_eq!(std::mem::size_of::<Marks>(), 16);
    }

    #[test]
    fn tags_are_words_that_a_query_can_ask_for() {
        for (typed, kept) in [
            ("à relire", Some("à-relire")),
            ("  deal \t flow ", Some("deal-flow")),
            ("(x)|\"y\"", Some("xy")),
            ("\u{1b}[31m", Some("[31m")),
            ("  - ", None),
            ("", None),
        ] {
            assert_eq!(clean_tag(typed).as_deref(), kept, "{typed:?}");
        }
        assert_eq!(clean_tag(&"é".repeat(500)).unwrap().chars().count(), TAG_CHARS);
    }

    #[test]
    fn tags_stay_sorted_and_unique() {
        let mut tags = Tags::default();
        for tag in ["b", "a", "b", "c"] {
            tags.set(&tag.into(), true);
        }
        tags.set(&"a".into(), false);
        tags.set(&"never".into(), false);
        assert_eq!(tags.iter().collect::<Vec<_>>(), ["b", "c"]);
        assert!(tags.contains("c") && !tags.contains("a"));
        tags.set(&"b".into(), false);
        tags.set(&"c".into(), false);
        assert!(tags.is_empty());
    }
}
