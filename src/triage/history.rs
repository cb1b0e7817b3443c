//! Undo and redo: a bounded list of steps, each with the exact values before and after. Pure; whoever holds
//! the values applies what comes out.

use std::collections::VecDeque;
use std::sync::Arc;

use super::Step;

/// How many steps can be taken back.
pub(super) const DEPTH: usize = 1000;

/// The steps that can be undone and redone.
#[derive(Debug, Default)]
pub struct History {
    done: VecDeque<Arc<Step>>,
    undone: Vec<Arc<Step>>,
}

impl History {
    /// Remembers a new step; what was undone before it cannot be redone any more.
    pub fn record(&mut self, step: Arc<Step>) {
        self.undone.clear();
        if self.done.len() == DEPTH {
            self.done.pop_front();
        }
        self.done.push_back(step);
    }

    /// The step that takes the last one back, or `None` when there is none.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop_back()?;
        let mut inverse = step.inverse();
        inverse.label = format!("undid: {}", step.label);
        self.undone.push(step);
        Some(inverse)
    }

    /// The step that was undone last, again.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        let mut again = step.as_ref().clone();
        again.label = format!("redid: {}", step.label);
        self.done.push_back(step);
        Some(again)
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.back().map(|step| step.label.as_str())
    }
}
