//! Undo and redo of the state: the history says what to change, and the state changes it, also for articles that are
//! not among those that are open.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Save, Triage};
use crate::text::count::counted_as;
use crate::triage::history::Entry;
use crate::triage::{Change, Step, StepId};

impl Triage {
    /// Sets which run of which command of the program acts, as the history names it: `run` is a number that no other run
    /// has.
    pub fn begin(&mut self, run: i64, program: &str) {
        self.history.begin(run, program);
    }

    /// Sets the time, in Unix seconds.
    pub fn set_time(&mut self, now: i64) {
        self.now = now;
    }

    /// The time that was set last, in Unix seconds.
    pub(crate) fn time(&self) -> i64 {
        self.now
    }

    /// The steps that can be undone and redone, in the order in which they were done.
    pub(crate) fn steps(&self) -> &[Entry] {
        self.history.entries()
    }

    /// Reverts the last action. `None` when there is nothing to undo.
    pub(crate) fn undo(&mut self) -> Option<Save> {
        let step = self.history.undo(self.now)?;
        Some(self.carry_out(step))
    }

    /// Repeats the action that was undone last. `None` when there is nothing to redo.
    pub(crate) fn redo(&mut self) -> Option<Save> {
        let step = self.history.redo(self.now)?;
        Some(self.carry_out(step))
    }

    /// Undoes a step and all after it; one that was undone is redone with all before it. `None` when there is no such
    /// step.
    pub(crate) fn go_to_step(&mut self, id: StepId) -> Option<Save> {
        let step = self.history.go_to(id, self.now)?;
        Some(self.carry_out(step))
    }

    /// Performs actions that are one step of the history, and returns what is to be saved. The label of that step names
    /// each kind of action once.
    pub(crate) fn together(&mut self, act: impl FnOnce(&mut Self) -> Vec<Save>) -> Vec<Save> {
        self.history.begin_bundle();
        let mut saves = act(self);
        let mut labels: Vec<(&str, usize)> = Vec::new();
        for save in &saves {
            match labels.iter_mut().find(|(label, _)| *label == save.step.label) {
                Some((_, count)) => *count += 1,
                None => labels.push((&save.step.label, 1)),
            }
        }
        let told = labels.iter().map(|(label, count)| match count {
            1 => (*label).to_owned(),
            _ => format!("{label}, {}", counted_as(*count, "time", "times")),
        });
        let records = self.history.end_bundle(&told.collect::<Vec<_>>().join("; "), self.now);
        if let Some(last) = saves.last_mut() {
            Arc::make_mut(&mut last.step).records = records;
        }
        saves
    }

    fn carry_out(&mut self, mut step: Step) -> Save {
        // What was done to an earlier version is undone on the later one too.
        let later = |change: &Change| {
            let keys = self.later.get(&change.key).cloned().unwrap_or_default();
            let (before, after) = (change.before.clone(), change.after.clone());
            keys.into_iter().map(move |key| Change { key, before: before.clone(), after: after.clone() })
        };
        let later: Vec<_> =
            step.changes.iter().filter(|change| change.after.is_mark()).flat_map(later).collect();
        step.changes.extend(later);
        for change in &step.changes {
            self.set(change.key, &change.after);
        }
        self.save(Arc::new(step))
    }

    /// The steps of the history that wait to be saved.
    pub(super) fn unsaved_steps(&self) -> HashSet<StepId> {
        let records = self.pending.iter().flat_map(|save| &save.step.records);
        records.map(|record| record.step.id).collect()
    }
}
