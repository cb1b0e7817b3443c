//! What an open store knows to have been saved, so that it can write all of it again when its files were lost.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::article::ContentKey;
use crate::triage::{Change, Step, StoredValue};

/// What must be written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owed {
    /// What this run wrote: the store in place is a different, intact one.
    Written,
    /// All that is known.
    All,
}

/// Every value that is known to have been saved.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// As loaded.
    loaded: Vec<(ContentKey, StoredValue)>,
    /// What this run wrote or read from others: the latest value of each key, in the order in which the keys were
    /// first written.
    written: Vec<(ContentKey, StoredValue)>,
    /// The index in `written` of each key, kind of value, and tag or identity.
    places: HashMap<(ContentKey, u8, Option<Arc<str>>), usize>,
}

impl From<Vec<(ContentKey, StoredValue)>> for Known {
    fn from(loaded: Vec<(ContentKey, StoredValue)>) -> Self {
        Self { loaded, ..Self::default() }
    }
}

impl Known {
    /// Notes a value that was written, or read from another reader.
    pub(super) fn note(&mut self, key: ContentKey, value: &StoredValue) {
        let (kind, _) = value.slot();
        let tag = match value {
            StoredValue::Tag(text, _) | StoredValue::Version(text) => Some(Arc::clone(text)),
            _ => None,
        };
        match self.places.entry((key, kind, tag)) {
            Entry::Occupied(place) => self.written[*place.get()].1 = value.clone(),
            Entry::Vacant(place) => {
                place.insert(self.written.len());
                self.written.push((key, value.clone()));
            }
        }
    }

    /// One step that writes all that is owed.
    pub(super) fn step(&self, owed: Owed) -> Step {
        let loaded = if owed == Owed::All { &self.loaded[..] } else { &[] };
        let change = |(key, value): &(ContentKey, StoredValue)| Change {
            key: *key,
            before: value.clone(),
            after: value.clone(),
        };
        Step { changes: loaded.iter().chain(&self.written).map(change).collect(), label: String::new() }
    }
}
