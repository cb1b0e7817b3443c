//! What was typed into prompts before, to be taken up again: Up goes back, Down forward, and what was being typed is
//! the end of it. Each kind of prompt has its own, and the store keeps them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::triage::{Memo, Prompted};

use super::effect::Effect;
use super::line_edit::LineEdit;
use super::state::State;

/// The most texts of each kind.
const KEPT: usize = 200;

/// The texts of all kinds, each once, the newest last.
#[derive(Debug, Default)]
pub(super) struct Recall(HashMap<Arc<str>, Vec<Arc<str>>>);

impl Recall {
    /// Adds a text; returns whether there is anything to remember.
    fn add(&mut self, kind: &str, text: &str) -> bool {
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

    fn of(&self, kind: &str) -> &[Arc<str>] {
        self.0.get(kind).map_or(&[], Vec::as_slice)
    }
}

/// Where one is in what was typed before.
#[derive(Debug, Default)]
pub(crate) struct Recalled {
    /// How many texts back; 0 for what is being typed.
    back: usize,
    /// What was being typed.
    typed: String,
    /// How many rows the list was moved down since the text changed.
    moved: usize,
}

impl State {
    /// What was typed into prompts in earlier runs, the newest last.
    pub fn recall(&mut self, prompts: &[Prompted]) {
        for Prompted { kind, text, .. } in prompts {
            self.recall.add(kind, text);
        }
    }

    /// Remembers what the prompt was entered with.
    pub(super) fn entered(&mut self) {
        let Some(prompt) = self.input.prompt() else { return };
        let (kind, text) = (prompt.purpose.label(), prompt.line.text());
        if self.recall.add(kind, text) {
            let prompted =
                Prompted { kind: kind.into(), text: text.into(), used: self.clock.as_millisecond() };
            self.effects.push(Effect::Remember(Memo::Prompt(prompted)));
        }
    }

    /// Up in a prompt. Where the list was moved down, up again; else to the text before.
    pub(super) fn up_in_prompt(&mut self) {
        let Some(prompt) = self.input.prompt_mut() else { return };
        if prompt.recalled.moved > 0 {
            prompt.recalled.moved -= 1;
            return self.step_article(-1);
        }
        self.recall_by(1);
    }

    /// Down in a prompt: to the text after, and from the last one, in the filter, down the list.
    pub(super) fn down_in_prompt(&mut self) {
        let Some(prompt) = self.input.prompt_mut() else { return };
        if prompt.recalled.back > 0 {
            self.recall_by(-1);
        } else if prompt.purpose.is_filter() {
            prompt.recalled.moved += 1;
            self.step_article(1);
        }
    }

    fn recall_by(&mut self, by: isize) {
        let Some(prompt) = self.input.prompt_mut() else { return };
        let texts = self.recall.of(prompt.purpose.label());
        let recalled = &mut prompt.recalled;
        let back = recalled.back.saturating_add_signed(by).min(texts.len());
        if back == recalled.back {
            return;
        }
        if recalled.back == 0 {
            prompt.line.text().clone_into(&mut recalled.typed);
        }
        recalled.back = back;
        let text = if back == 0 { recalled.typed.as_str() } else { &texts[texts.len() - back] };
        prompt.line = LineEdit::new(text);
        self.prompt_changed();
    }
}

impl Recalled {
    /// Called when something is typed: it is the end of what one goes back from.
    pub(super) fn typed(&mut self) {
        *self = Self::default();
    }
}
