//! Undo and redo: a bounded list of steps, each with the exact values before and after. The caller applies the
//! returned steps.

use std::collections::VecDeque;
use std::sync::Arc;

use super::Step;

/// The most steps that can be undone.
pub(super) const DEPTH: usize = 1000;

/// The steps that can be undone and redone.
#[derive(Debug, Default)]
pub(crate) struct History {
    done: VecDeque<Arc<Step>>,
    undone: Vec<Arc<Step>>,
}

impl History {
    /// Adds a new step; steps undone before it can no longer be redone.
    pub(crate) fn record(&mut self, step: Arc<Step>) {
        self.undone.clear();
        if self.done.len() == DEPTH {
            self.done.pop_front();
        }
        self.done.push_back(step);
    }

    /// The step that reverts the last one; `None` when nothing can be undone.
    pub(crate) fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop_back()?;
        let mut inverse = step.inverse();
        inverse.label = format!("undid: {}", step.label);
        self.undone.push(step);
        Some(inverse)
    }

    /// The step that was undone last; `None` when nothing can be redone.
    pub(crate) fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        let mut again = step.as_ref().clone();
        again.label = format!("redid: {}", step.label);
        self.done.push_back(step);
        Some(again)
    }

    /// The label of the step that undo would revert.
    #[cfg(test)]
    pub(super) fn undo_label(&self) -> Option<&str> {
        self.done.back().map(|step| step.label.as_str())
    }
}
