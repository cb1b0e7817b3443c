//! What was typed into prompts before, to be taken up again: Up goes back, Down forward, and what was being typed is
//! the end of it. Each kind of prompt has its own, and the store keeps them.

use std::collections::HashMap;
use std::sync::Arc;

/// The most texts of each kind.
const KEPT: usize = 200;

/// The texts of all kinds, each once, the newest last.
#[derive(Debug, Default)]
pub(super) struct Recall(HashMap<Arc<str>, Vec<Arc<str>>>);

impl Recall {
    /// Adds a text; returns whether there is anything to remember.
    pub(super) fn add(&mut self, kind: &str, text: &str) -> bool {
        if text.trim().is_empty() {
            return false;
        }
        let texts = self.0.entry(kind.into()).or_default();
        texts.retain(|own| **own != *text);
        texts.push(text.into());
        if texts.len() > KEPT {
            texts.remove(0);
        }
        true
    }

    /// The texts of a kind.
    pub(super) fn of(&self, kind: &str) -> &[Arc<str>] {
        self.0.get(kind).map_or(&[], Vec::as_slice)
    }
}

/// Where one is in what was typed before.
#[derive(Debug, Default)]
pub(crate) struct Recalled {
    /// How many texts back; 0 for what is being typed.
    pub(super) back: usize,
    /// What was being typed.
    pub(super) typed: String,
    /// How many rows the list was moved down since the text changed.
    pub(super) moved: usize,
}

impl Recalled {
    /// Called when something is typed: it is the end of what one goes back from.
    pub(super) fn typed(&mut self) {
        *self = Self::default();
    }
}
