//! Undo and redo: the steps of this reader and of earlier runs, in the order in which they were done, and those of other
//! readers of the same store, which are only undone when a user chooses one. The caller carries out what is returned.
//!
//! Of an undone step the values stay that a later step, which holds, has set since.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::action::Slot;
use super::recorded::{KEPT_STEPS, KEPT_VALUES};
use super::{Change, Record, Recorded, Step, StepId, StepState};
use crate::article::ContentKey;
use crate::text::ago::ago;
use crate::text::count::counted;

/// Who did a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// This reader.
    Us,
    /// A run of the program that was over when this one began, as far as one knows.
    Earlier,
    /// Another reader or command, while this reader is open.
    Others,
}

/// A step and what became of it.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// What was done.
    pub(crate) step: Arc<Recorded>,
    /// Whether it was undone.
    pub(crate) undone: bool,
    /// Who did it.
    pub(crate) by: By,
}

/// The steps that can be undone and redone.
#[derive(Debug)]
pub(crate) struct History {
    run: i64,
    program: Arc<str>,
    /// The number of the last step of this run.
    last: i64,
    entries: Vec<Entry>,
    /// While several actions are one step: what they changed.
    bundle: Option<Vec<Change>>,
}

impl Default for History {
    fn default() -> Self {
        Self { run: 0, program: "reader".into(), last: 0, entries: Vec::new(), bundle: None }
    }
}

impl History {
    /// The history of a store. What was undone before something else was done cannot be redone.
    pub(crate) fn new(records: &[Record]) -> Self {
        let last = records.iter().rposition(|record| record.state == StepState::Done);
        let open = |&(place, record): &(usize, &Record)| match record.state {
            StepState::Done => true,
            StepState::Undone => last.is_none_or(|last| place > last),
            StepState::Dropped => false,
        };
        let entry = |(_, record): (usize, &Record)| Entry {
            step: Arc::clone(&record.step),
            undone: record.state == StepState::Undone,
            by: By::Earlier,
        };
        let entries = records.iter().enumerate().filter(open).map(entry).collect();
        Self { entries, ..Self::default() }
    }

    /// Sets which run of which command this is.
    pub(crate) fn begin(&mut self, run: i64, program: &str) {
        (self.run, self.program) = (run, program.into());
    }

    /// All steps that can be undone or redone, in the order in which they were done.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// From now on what is recorded is one step, until [`Self::end_bundle`].
    pub(super) fn begin_bundle(&mut self) {
        self.bundle = Some(Vec::new());
    }

    /// Records what was done since [`Self::begin_bundle`].
    pub(super) fn end_bundle(&mut self, label: &str, now: i64) -> Vec<Record> {
        let mut places: HashMap<(ContentKey, Slot), usize> = HashMap::new();
        let mut folded: Vec<Change> = Vec::new();
        for change in self.bundle.take().into_iter().flatten() {
            let place = *places.entry((change.key, change.after.slot())).or_insert(folded.len());
            match folded.get_mut(place) {
                Some(first) => first.after = change.after,
                None => folded.push(change),
            }
        }
        if folded.is_empty() { Vec::new() } else { self.record(&folded, label, now) }
    }

    /// Adds what was done; what was undone before it can no longer be redone. Returns the rows to write.
    pub(crate) fn record(&mut self, changes: &[Change], label: &str, now: i64) -> Vec<Record> {
        if let Some(bundle) = &mut self.bundle {
            bundle.extend_from_slice(changes);
            return Vec::new();
        }
        let mut records = Vec::new();
        self.entries.retain(|entry| {
            let ended = entry.undone && entry.by != By::Others;
            if ended {
                records.push(Record { step: Arc::clone(&entry.step), state: StepState::Dropped });
            }
            !ended
        });
        self.last += 1;
        let step = Arc::new(Recorded {
            id: StepId { run: self.run, number: self.last },
            at: now,
            program: Arc::clone(&self.program),
            label: label.to_owned(),
            groups: Recorded::group(changes),
        });
        records.push(Record { step: Arc::clone(&step), state: StepState::Done });
        self.push(Entry { step, undone: false, by: By::Us });
        records
    }

    /// The step that reverts the last one of ours; `None` when nothing can be undone.
    pub(crate) fn undo(&mut self, now: i64) -> Option<Step> {
        let last = self.last_done()?;
        Some(self.turn(&[last], true, now))
    }

    /// The step that does again what was undone last; `None` when nothing can be redone.
    pub(crate) fn redo(&mut self, now: i64) -> Option<Step> {
        let first = *self.undone().first()?;
        Some(self.turn(&[first], false, now))
    }

    /// The step that undoes a step and all of ours after it; or, when it is undone, redoes all up to it. A step of
    /// others is turned alone. `None` when there is no such step.
    pub(crate) fn go_to(&mut self, id: StepId, now: i64) -> Option<Step> {
        let place = self.place(id)?;
        let entry = &self.entries[place];
        if entry.by == By::Others {
            return Some(self.turn(&[place], !entry.undone, now));
        }
        if entry.undone {
            let places: Vec<_> = self.undone().into_iter().filter(|undone| *undone <= place).collect();
            return Some(self.turn(&places, false, now));
        }
        let ours = |at: &usize| self.entries[*at].by != By::Others && !self.entries[*at].undone;
        let places: Vec<_> = (place..self.entries.len()).rev().filter(ours).collect();
        Some(self.turn(&places, true, now))
    }

    /// Takes over what other readers did, except with the steps in `unsaved`: what this reader did with those comes later.
    pub(crate) fn learn(&mut self, records: &[Record], unsaved: &HashSet<StepId>) {
        for record in records.iter().filter(|record| !unsaved.contains(&record.step.id)) {
            let id = record.step.id;
            match (self.place(id), record.state) {
                (Some(place), StepState::Dropped) => drop(self.entries.remove(place)),
                (Some(place), state) => self.entries[place].undone = state == StepState::Undone,
                (None, StepState::Dropped) => {}
                (None, state) => {
                    // Whoever does something new is open.
                    let same_run = self.entries.iter_mut().filter(|entry| entry.step.id.run == id.run);
                    same_run.for_each(|entry| entry.by = By::Others);
                    let undone = state == StepState::Undone;
                    self.push(Entry { step: Arc::clone(&record.step), undone, by: By::Others });
                }
            }
        }
    }

    fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
        let mut size: usize = self.entries.iter().map(|entry| entry.step.size()).sum();
        while self.entries.len() > KEPT_STEPS || (size > KEPT_VALUES && self.entries.len() > 1) {
            size -= self.entries.remove(0).step.size();
        }
    }

    fn place(&self, id: StepId) -> Option<usize> {
        self.entries.iter().rposition(|entry| entry.step.id == id)
    }

    fn last_done(&self) -> Option<usize> {
        self.entries.iter().rposition(|entry| entry.by != By::Others && !entry.undone)
    }

    /// Our steps that can be redone, in the order in which they are.
    fn undone(&self) -> Vec<usize> {
        let ours = |at: &usize| self.entries[*at].by != By::Others && self.entries[*at].undone;
        (0..self.entries.len()).filter(ours).collect()
    }

    /// Undoes or redoes the steps in these places, in this order.
    fn turn(&mut self, places: &[usize], undo: bool, now: i64) -> Step {
        let mut turned = Step::default();
        let mut kept = 0;
        for &place in places {
            let later = self.set_since(place);
            let entry = &mut self.entries[place];
            entry.undone = undo;
            for group in &entry.step.groups {
                let (before, after) =
                    if undo { (&group.after, &group.before) } else { (&group.before, &group.after) };
                let slot = after.slot();
                for &key in &group.keys {
                    if later.contains(&(key, slot.clone())) {
                        kept += 1;
                    } else {
                        turned.changes.push(Change { key, before: before.clone(), after: after.clone() });
                    }
                }
            }
            let state = if undo { StepState::Undone } else { StepState::Done };
            turned.records.push(Record { step: Arc::clone(&entry.step), state });
        }
        turned.label = self.label(places, undo, kept, now);
        turned
    }

    /// The values that steps after this one set, of those that hold.
    fn set_since(&self, place: usize) -> HashSet<(ContentKey, Slot)> {
        let later = self.entries[place + 1..].iter().filter(|entry| !entry.undone);
        let groups = later.flat_map(|entry| &entry.step.groups);
        groups.flat_map(|group| group.keys.iter().map(|key| (*key, group.after.slot()))).collect()
    }

    fn label(&self, places: &[usize], undo: bool, kept: usize, now: i64) -> String {
        let Some(entry) = places.last().map(|place| &self.entries[*place]) else { return String::new() };
        let label = &entry.step.label;
        let mut text = match (places.len(), undo) {
            (1, true) => format!("undid: {label}"),
            (1, false) => format!("redid: {label}"),
            (count, true) => format!("undid {count} steps, down to: {label}"),
            (count, false) => format!("redid {count} steps, up to: {label}"),
        };
        let when = ago(now - entry.step.at);
        match entry.by {
            By::Us => {}
            By::Earlier => text.push_str(&format!(" · done {when}, before this reader was opened")),
            By::Others => text.push_str(&format!(" · done {when} by another reader")),
        }
        if kept > 0 {
            let stay = if kept == 1 { "stays" } else { "stay" };
            text.push_str(&format!(" · {} that changed since {stay}", counted(kept, "mark")));
        }
        text
    }
}
