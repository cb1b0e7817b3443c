//! One value of the state: setting it, and what is written beside it.

use std::sync::Arc;

use super::Triage;
use crate::article::ContentKey;
use crate::correction::Correction;
use crate::triage::{Change, Highlight, Marks, Pending, Step, StoredValue};

impl Triage {
    /// What is written beside a step: the identities of its articles, the first time; and all marks of those that have
    /// them from an earlier version, so that they are their own from now on.
    pub(super) fn versions_of(&mut self, step: &Step) -> Vec<Change> {
        let mut more = Vec::new();
        for change in &step.changes {
            let Some(&id) = self.ids.get(&change.key) else { continue };
            let key = change.key;
            let mut push =
                |value: StoredValue| more.push(Change { key, before: value.clone(), after: value });
            if self.carried.remove(&key).is_some() {
                let marks = self.marks.get(id);
                push(StoredValue::Read(marks.read));
                push(StoredValue::Starred(marks.starred));
                push(StoredValue::Archived(marks.archived));
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
            }
            if self.recorded.insert(key, ()).is_none() {
                let identities = self.known[id.index()].identities.iter();
                identities.for_each(|identity| push(StoredValue::Version(Arc::clone(identity))));
            }
        }
        more
    }

    /// Marks the values that a step changed as pending or as saved.
    pub(super) fn set_pending(&mut self, step: &Step, pending: bool) {
        for change in &step.changes {
            let part = change.after.part();
            let Some(&id) = self.ids.get(&change.key).filter(|_| part != Pending::NOTHING) else { continue };
            let alone = [id];
            for &id in self.twins.get(&change.key).map_or(&alone[..], Vec::as_slice) {
                self.marks.update(id, |marks| {
                    let before = marks.pending;
                    marks.pending = if pending { before.and(part) } else { before.without(part) };
                });
            }
        }
    }

    /// Sets one value and returns the former one; `None` when nothing changed or no article here has the key.
    pub(super) fn set(&mut self, key: ContentKey, value: &StoredValue) -> Option<StoredValue> {
        let id = match value {
            StoredValue::Correction(correction, present) => return self.set_correction(correction, *present),
            StoredValue::Version(_) => {
                if self.ids.contains_key(&key) {
                    self.recorded.insert(key, ());
                }
                self.keep_absent(key, value);
                return None;
            }
            _ => match self.ids.get(&key) {
                Some(id) => *id,
                None => {
                    self.keep_absent(key, value);
                    return None;
                }
            },
        };
        let marks = self.marks.get(id);
        let before = match value {
            StoredValue::Read(_) => StoredValue::Read(marks.read),
            StoredValue::Starred(_) => StoredValue::Starred(marks.starred),
            StoredValue::Archived(_) => StoredValue::Archived(marks.archived),
            StoredValue::Tag(tag, _) => StoredValue::Tag(Arc::clone(tag), marks.tags.contains(tag)),
            StoredValue::Note(_) => StoredValue::Note(self.notes.get(&key).cloned()),
            StoredValue::Highlight(kept, _) => self.kept(key, kept),
            StoredValue::Position(_) => StoredValue::Position(self.positions.get(&key).copied()),
            StoredValue::Version(_) | StoredValue::Correction(..) => return None,
        };
        if before == *value {
            return None;
        }
        match value {
            StoredValue::Note(Some(text)) => drop(self.notes.insert(key, Arc::clone(text))),
            StoredValue::Note(None) => drop(self.notes.remove(&key)),
            StoredValue::Tag(tag, present) => self.count_tag(tag, *present),
            StoredValue::Highlight(kept, present) => self.keep(key, kept, *present),
            StoredValue::Position(Some(offset)) => {
                self.positions.insert(key, *offset);
                return Some(before);
            }
            StoredValue::Position(None) => {
                self.positions.remove(&key);
                return Some(before);
            }
            _ => {}
        }
        let highlighted = self.highlights.contains_key(&key);
        self.update_all(key, |marks| match value {
            StoredValue::Read(on) => marks.read = *on,
            StoredValue::Starred(on) => marks.starred = *on,
            StoredValue::Archived(on) => marks.archived = *on,
            StoredValue::Tag(tag, on) => marks.tags.set(tag, *on),
            StoredValue::Note(text) => marks.note = text.is_some(),
            StoredValue::Highlight(..) => marks.highlighted = highlighted,
            StoredValue::Position(_) | StoredValue::Version(_) | StoredValue::Correction(..) => {}
        });
        Some(before)
    }

    /// Whether a passage is kept, as a value.
    fn kept(&self, key: ContentKey, passage: &Arc<Highlight>) -> StoredValue {
        let own = self.highlights.get(&key).into_iter().flatten().any(|kept| kept.is_same(passage));
        StoredValue::Highlight(Arc::clone(passage), own)
    }

    fn keep(&mut self, key: ContentKey, passage: &Arc<Highlight>, present: bool) {
        let kept = self.highlights.entry(key).or_default();
        kept.retain(|own| !own.is_same(passage));
        if present {
            let place = kept.partition_point(|own| own < passage);
            kept.insert(place, Arc::clone(passage));
        }
        if kept.is_empty() {
            self.highlights.remove(&key);
        }
    }

    /// Counts that a content got a tag or lost it.
    fn count_tag(&mut self, tag: &Arc<str>, present: bool) {
        let count = self.tags.entry(Arc::clone(tag)).or_default();
        *count = if present { *count + 1 } else { count.saturating_sub(1) };
        if *count == 0 {
            self.tags.remove(tag);
        }
    }

    /// Changes the marks of all articles with a key.
    pub(super) fn update_all(&mut self, key: ContentKey, change: impl Fn(&mut Marks)) {
        let Some(&id) = self.ids.get(&key) else { return };
        let alone = [id];
        for &id in self.twins.get(&key).map_or(&alone[..], Vec::as_slice) {
            self.marks.update(id, &change);
        }
    }

    fn set_correction(&mut self, correction: &Arc<Correction>, present: bool) -> Option<StoredValue> {
        match self.corrections.iter_mut().find(|(own, _)| own == correction) {
            Some((_, holds)) if *holds != present => *holds = present,
            None if present => self.corrections.push((Arc::clone(correction), true)),
            _ => return None,
        }
        Some(StoredValue::Correction(Arc::clone(correction), !present))
    }
}
