//! What an open store knows to have been saved, so that it can write all of it again when its files were lost.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::article::ContentKey;
use crate::triage::action::Slot;
use crate::triage::recorded::KEPT_STEPS;
use crate::triage::{Change, Record, Step, StepState, StoredValue};

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
    /// The index in `written` of each value.
    places: HashMap<(ContentKey, Slot), usize>,
    /// The history, in the order in which steps became known, each with whether this run wrote it.
    steps: Vec<(Record, bool)>,
}

impl Known {
    /// What a store holds that was just loaded.
    pub(super) fn new(loaded: Vec<(ContentKey, StoredValue)>, history: &[Record]) -> Self {
        let steps = history.iter().map(|record| (record.clone(), false)).collect();
        Self { loaded, steps, ..Self::default() }
    }

    /// Notes a value that was written, or read from another reader.
    pub(super) fn note(&mut self, key: ContentKey, value: &StoredValue) {
        match self.places.entry((key, value.slot())) {
            Entry::Occupied(place) => self.written[*place.get()].1 = value.clone(),
            Entry::Vacant(place) => {
                place.insert(self.written.len());
                self.written.push((key, value.clone()));
            }
        }
    }

    /// Notes a row of the history that was written, or read from another reader.
    pub(super) fn note_step(&mut self, record: &Record, written: bool) {
        let id = record.step.id;
        let place = self.steps.iter().rposition(|(own, _)| own.step.id == id);
        match (place, record.state) {
            (Some(place), StepState::Dropped) => drop(self.steps.remove(place)),
            (None, StepState::Dropped) => {}
            (Some(place), _) => self.steps[place] = (record.clone(), written || self.steps[place].1),
            (None, _) => self.steps.push((record.clone(), written)),
        }
        if self.steps.len() > KEPT_STEPS {
            self.steps.remove(0);
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
        let records = self.steps.iter().filter(|(_, written)| *written || owed == Owed::All);
        Step {
            changes: loaded.iter().chain(&self.written).map(change).collect(),
            records: records.map(|(record, _)| record.clone()).collect(),
            label: String::new(),
        }
    }
}
