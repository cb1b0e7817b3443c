//! The state over other articles, after the pile was read anew: every mark stays, also of articles that are gone, since
//! they may come back.

use std::sync::Arc;

use super::Triage;
use crate::article::ContentKey;
use crate::triage::{Ground, MarksTable, StoredValue, version};

impl Triage {
    /// Goes over to other articles.
    pub(crate) fn reload(&mut self, ground: Ground) {
        let values = self.values();
        self.stand_on(ground, &values);
        let unsaved: Vec<_> = self.pending.iter().map(|save| Arc::clone(&save.step)).collect();
        unsaved.iter().for_each(|step| self.set_pending(step, true));
    }

    /// Takes these articles, with no marks but those of `values`.
    pub(super) fn stand_on(&mut self, ground: Ground, values: &[(ContentKey, StoredValue)]) {
        let successors = version::successors(&ground.known, values);
        self.marks = MarksTable::new(ground.keys.len());
        Ground { keys: self.keys, known: self.known, ids: self.ids, twins: self.twins } = ground;
        self.recorded.clear();
        self.carried.clear();
        self.later.clear();
        self.notes.clear();
        self.positions.clear();
        self.highlights.clear();
        self.tags.clear();
        self.absent.clear();
        let mut carried = super::ByKey::<Vec<ContentKey>>::default();
        for successor in successors {
            let key = self.keys[successor.article.index()];
            self.later.entry(successor.before).or_default().push(key);
            if !successor.has_marks {
                self.carried.insert(key, ());
                self.update_all(key, |marks| marks.changed = true);
                carried.entry(successor.before).or_default().push(key);
            }
        }
        for (key, value) in values {
            self.set(*key, value);
            if !matches!(value, StoredValue::Version(_)) {
                carried.get(key).into_iter().flatten().for_each(|key| drop(self.set(*key, value)));
            }
        }
    }

    /// Keeps a value of a content that is not among the articles.
    pub(super) fn keep_absent(&mut self, key: ContentKey, value: &StoredValue) {
        if !self.ids.contains_key(&key) && !matches!(value, StoredValue::Correction(..)) {
            self.absent.push((key, value.clone()));
        }
    }

    /// Every value that the store has, or will have: those of contents that are not here come first.
    fn values(&self) -> Vec<(ContentKey, StoredValue)> {
        let mut values = self.absent.clone();
        for (index, &key) in self.keys.iter().enumerate() {
            let first = self.ids.get(&key).is_some_and(|id| id.index() == index);
            if !first || self.carried.contains_key(&key) {
                continue;
            }
            let marks = self.marks.get(self.ids[&key]);
            let flags = [
                (marks.read, StoredValue::Read(true)),
                (marks.starred, StoredValue::Starred(true)),
                (marks.archived, StoredValue::Archived(true)),
            ];
            let mut push = |value| values.push((key, value));
            flags.into_iter().filter(|(set, _)| *set).for_each(|(_, value)| push(value));
            marks.tags.iter().for_each(|tag| push(StoredValue::Tag(tag.into(), true)));
            if let Some(note) = self.notes.get(&key) {
                push(StoredValue::Note(Some(Arc::clone(note))));
            }
            for kept in self.highlights.get(&key).into_iter().flatten() {
                push(StoredValue::Highlight(Arc::clone(kept), true));
            }
            if let Some(&position) = self.positions.get(&key) {
                push(StoredValue::Position(Some(position)));
            }
            if self.recorded.contains_key(&key) {
                let identities = self.known[index].identities.iter();
                identities.for_each(|identity| push(StoredValue::Version(Arc::clone(identity))));
            }
        }
        values
    }
}
