//! The triage state of one running reader: every value in memory, the steps that can be undone, and the steps that
//! are not saved yet. It reads no clock and no file.

mod reloading;
mod undoing;
mod values;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use super::store::correction_key;
use super::{
    Action, Change, Ground, Highlight, History, Known, Marks, MarksTable, News, Record, Step, StoredValue,
    clean_tags,
};
use crate::article::{ArticleId, ContentKey};
use crate::correction::Correction;
use crate::error::Error;
use crate::text::count::counted_as;

/// The contents of a store.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// Each value that is not the default, with the key it belongs to. Corrections are in the order they were made.
    pub values: Vec<(ContentKey, StoredValue)>,
    /// What was done, in the order in which it was done.
    pub history: Vec<Record>,
}

impl Snapshot {
    /// The active corrections, in the order they were made.
    pub(crate) fn corrections(&self) -> impl Iterator<Item = &Correction> {
        self.values.iter().filter_map(|(_, value)| match value {
            StoredValue::Correction(correction, true) => Some(correction.as_ref()),
            _ => None,
        })
    }
}

/// A step for the [`super::Writer`]: done in memory, not saved yet.
#[derive(Debug, Clone)]
pub struct Save {
    /// The number of the step in this run, ascending.
    pub seq: u64,
    /// What to write.
    pub step: Arc<Step>,
}

/// Whether everything is saved, for the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is on disk.
    Saved,
    /// The number of steps being saved.
    Saving(usize),
    /// The number of steps that could not be saved, and why; they stay in memory and are tried again.
    Failed(usize, Error),
}

/// A hasher for content keys, which are hashes: takes eight of their bytes.
#[derive(Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk::<8>() {
            self.0 = u64::from_le_bytes(*first);
        }
    }

    fn write_usize(&mut self, _length: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

pub(super) type ByKey<V> = HashMap<ContentKey, V, BuildHasherDefault<KeyHasher>>;

/// The triage state; see the module.
#[derive(Debug, Default)]
pub struct Triage {
    keys: Vec<ContentKey>,
    /// For each article what tells it when its content changes.
    known: Vec<Known>,
    /// The contents whose identities are in the store.
    recorded: ByKey<()>,
    /// The contents whose marks in memory are those of an earlier version, and are not in the store.
    carried: ByKey<()>,
    ids: ByKey<ArticleId>,
    /// Articles with the same content as an earlier one, whose marks they share.
    twins: ByKey<Vec<ArticleId>>,
    marks: MarksTable,
    notes: ByKey<Arc<str>>,
    positions: ByKey<u32>,
    /// The passages that are kept of each content, in order.
    highlights: ByKey<Vec<Arc<Highlight>>>,
    /// Each tag with the number of contents that have it.
    tags: BTreeMap<Arc<str>, usize>,
    /// In the order first made, each with whether it is active; a removed one keeps its place, so that redo restores the
    /// order.
    corrections: Vec<(Arc<Correction>, bool)>,
    /// The contents of later versions of a content that is not among the articles.
    later: ByKey<Vec<ContentKey>>,
    /// The values of contents that are not among the articles; the later of a value counts.
    absent: Vec<(ContentKey, StoredValue)>,
    history: History,
    /// In Unix seconds.
    now: i64,
    pending: VecDeque<Save>,
    last_seq: u64,
    failure: Option<Error>,
}

impl Triage {
    /// The state of a library of these articles, in order, from the contents of the store. An article that is a changed
    /// version of one that has marks gets them, and is marked as changed.
    pub fn new<K: Into<Known>>(articles: impl IntoIterator<Item = K>, snapshot: &Snapshot) -> Self {
        let mut state = Self::default();
        state.stand_on(Ground::new(articles), &snapshot.values);
        state.history = History::new(&snapshot.history);
        state
    }

    /// The marks of all articles; clone it for a snapshot.
    pub fn marks(&self) -> &MarksTable {
        &self.marks
    }

    /// The marks of one article.
    pub(crate) fn of(&self, id: ArticleId) -> &Marks {
        self.marks.get(id)
    }

    /// The note on an article; `None` without one.
    pub(crate) fn note(&self, id: ArticleId) -> Option<&str> {
        self.notes.get(self.keys.get(id.index())?).map(AsRef::as_ref)
    }

    /// The byte of the article's text at which reading stopped; `None` when it was not opened. It may be out of range or
    /// off a character boundary when the article was cut differently since.
    pub(crate) fn position(&self, id: ArticleId) -> Option<u32> {
        self.positions.get(self.keys.get(id.index())?).copied()
    }

    /// The passages that are kept of an article, in the order of its text as it was then.
    pub fn highlights(&self, id: ArticleId) -> &[Arc<Highlight>] {
        let key = self.keys.get(id.index());
        key.and_then(|key| self.highlights.get(key)).map_or(&[], Vec::as_slice)
    }

    /// Every tag of an article here, in order.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.keys().map(AsRef::as_ref)
    }

    /// The active corrections, in the order they were made.
    pub(crate) fn corrections(&self) -> impl Iterator<Item = &Correction> {
        self.corrections.iter().filter(|(_, holds)| *holds).map(|(correction, _)| correction.as_ref())
    }

    /// Whether a correction was made or removed and that is not saved yet.
    pub(crate) fn corrections_pending(&self) -> bool {
        // A step has either only corrections or none.
        let is_correction = |save: &Save| {
            save.step
                .changes
                .first()
                .is_some_and(|change| matches!(change.after, StoredValue::Correction(..)))
        };
        self.pending.iter().any(is_correction)
    }

    /// Performs an action. `None` when it changes nothing.
    pub fn act(&mut self, action: &Action) -> Option<Save> {
        let mut step = self.perform(action)?;
        if action.undoable() {
            let records = self.history.record(&step.changes, &step.label, self.now);
            Arc::make_mut(&mut step).records = records;
        }
        Some(self.save(step))
    }

    /// Like [`Self::act`], but undo does not revert it: for what the reader does by itself, like marking an open article
    /// as read. Its label is empty.
    pub(crate) fn act_unrecorded(&mut self, action: &Action) -> Option<Save> {
        let mut step = self.perform(action)?;
        Arc::make_mut(&mut step).label.clear();
        Some(self.save(step))
    }

    fn perform(&mut self, action: &Action) -> Option<Arc<Step>> {
        let before = self.unlike(action);
        let changes: Vec<_> = match action {
            Action::SetRead { articles, value } => self.each(articles, &StoredValue::Read(*value)),
            Action::SetStarred { articles, value } => self.each(articles, &StoredValue::Starred(*value)),
            Action::SetArchived { articles, value } => self.each(articles, &StoredValue::Archived(*value)),
            Action::AddTag { articles, tag } | Action::RemoveTag { articles, tag } => {
                let added = matches!(action, Action::AddTag { .. });
                let mut tagged = |tag| self.each(articles, &StoredValue::Tag(tag, added));
                clean_tags(tag).flat_map(&mut tagged).collect()
            }
            Action::TakeOffered { marks } => {
                marks.iter().flat_map(|(id, value)| self.each(&[*id], value)).collect()
            }
            Action::SetNote { article, text } => {
                let text = text.trim_end();
                self.each(&[*article], &StoredValue::Note((!text.is_empty()).then(|| text.into())))
            }
            Action::AddHighlight { article, highlight } => {
                self.each(&[*article], &StoredValue::Highlight(Arc::new(highlight.clone()), true))
            }
            Action::RemoveHighlight { article, highlight } => {
                self.each(&[*article], &StoredValue::Highlight(Arc::new(highlight.clone()), false))
            }
            Action::SetPosition { article, offset } => {
                self.each(&[*article], &StoredValue::Position(Some(*offset)))
            }
            Action::AddCorrections { corrections } => {
                corrections.iter().flat_map(|correction| self.correct(correction)).collect()
            }
        };
        if changes.is_empty() {
            return None;
        }
        let mut label = action.label(before.max(1));
        // Copies of a text share its marks, so that there are fewer changes than articles.
        let contents = changes.iter().map(|change| change.key).collect::<HashSet<_>>().len();
        let copies = before.saturating_sub(contents);
        if copies > 0 {
            label.push_str(&format!(", of which {}", counted_as(copies, "is a copy", "are copies")));
        }
        let same = action.articles().len().saturating_sub(before.max(1));
        if same > 0 {
            label.push_str(&format!(" · {same} already {}", if same == 1 { "was" } else { "were" }));
        }
        Some(Arc::new(Step { changes, label, records: Vec::new() }))
    }

    /// How many of the articles of an action have another mark than it gives.
    fn unlike(&self, action: &Action) -> usize {
        let unlike = |has: &dyn Fn(&Marks) -> bool| {
            action.articles().iter().filter(|id| !has(self.marks.get(**id))).count()
        };
        match action {
            Action::SetRead { value, .. } => unlike(&|marks| marks.read == *value),
            Action::SetStarred { value, .. } => unlike(&|marks| marks.starred == *value),
            Action::SetArchived { value, .. } => unlike(&|marks| marks.archived == *value),
            Action::AddTag { tag, .. } | Action::RemoveTag { tag, .. } => {
                let wanted = matches!(action, Action::AddTag { .. });
                let tags: Vec<_> = clean_tags(tag).collect();
                unlike(&|marks| tags.iter().all(|tag| marks.tags.contains(tag) == wanted))
            }
            Action::TakeOffered { marks } => marks.iter().map(|(id, _)| id).collect::<HashSet<_>>().len(),
            Action::SetNote { .. }
            | Action::AddHighlight { .. }
            | Action::RemoveHighlight { .. }
            | Action::SetPosition { .. }
            | Action::AddCorrections { .. } => 1,
        }
    }

    /// The articles with this content.
    pub(crate) fn articles_of(&self, key: ContentKey) -> &[ArticleId] {
        match (self.twins.get(&key), self.ids.get(&key)) {
            (Some(twins), _) => twins,
            (None, Some(id)) => std::slice::from_ref(id),
            (None, None) => &[],
        }
    }

    /// Call when the writer has saved everything up to `seq`: returns the labels of the steps that may now be shown as
    /// done, without those of the reader itself.
    pub(crate) fn saved(&mut self, seq: u64) -> Vec<String> {
        let kept = self.pending.partition_point(|save| save.seq <= seq);
        let steps: Vec<_> = self.pending.drain(..kept).map(|save| save.step).collect();
        for step in &steps {
            self.set_pending(step, false);
        }
        // Values that a later step changed again are still pending.
        let later: Vec<_> = self.pending.iter().map(|save| Arc::clone(&save.step)).collect();
        for step in later.iter().filter(|_| kept > 0) {
            self.set_pending(step, true);
        }
        let labels = steps.iter().map(|step| step.label.clone()).filter(|label| !label.is_empty()).collect();
        if kept > 0 {
            self.failure = None;
        }
        labels
    }

    /// Call when the writer could not save the pending steps; it tries again by itself.
    pub(crate) fn failed(&mut self, error: Error) {
        self.failure = Some(error);
    }

    /// Takes over values that another reader wrote, except those that this one changed and has not saved yet: they will be
    /// written later and so are newer.
    pub(crate) fn changed_elsewhere(&mut self, news: &News) {
        let steps: Vec<_> = self.pending.iter().map(|save| Arc::clone(&save.step)).collect();
        let own: HashSet<_> = steps
            .iter()
            .flat_map(|step| &step.changes)
            .map(|change| (change.key, change.after.slot()))
            .collect();
        for (key, value) in &news.values {
            if !own.contains(&(*key, value.slot())) {
                self.set(*key, value);
            }
        }
        let unsaved = self.unsaved_steps();
        self.history.learn(&news.history, &unsaved);
    }

    /// Whether everything is saved.
    pub(crate) fn save_state(&self) -> SaveState {
        match (&self.failure, self.pending.len()) {
            (_, 0) => SaveState::Saved,
            (Some(error), steps) => SaveState::Failed(steps, error.clone()),
            (None, steps) => SaveState::Saving(steps),
        }
    }

    fn each(&mut self, articles: &[ArticleId], after: &StoredValue) -> Vec<Change> {
        let mut changes = Vec::with_capacity(articles.len());
        for id in articles {
            let Some(&key) = self.keys.get(id.index()) else { continue };
            if let Some(before) = self.set(key, after) {
                changes.push(Change { key, before, after: after.clone() });
            }
        }
        changes
    }

    fn correct(&mut self, correction: &Correction) -> Vec<Change> {
        let key = correction_key(correction);
        let after = StoredValue::Correction(Arc::new(correction.clone()), true);
        let before = self.set(key, &after);
        before.map(|before| Change { key, before, after }).into_iter().collect()
    }

    fn save(&mut self, mut step: Arc<Step>) -> Save {
        let more = self.versions_of(&step);
        if !more.is_empty() {
            // Undo restores only what the action changed.
            Arc::make_mut(&mut step).changes.extend(more);
        }
        self.last_seq += 1;
        self.set_pending(&step, true);
        let save = Save { seq: self.last_seq, step };
        self.pending.push_back(save.clone());
        save
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "undo_tests.rs"]
mod undo_tests;
