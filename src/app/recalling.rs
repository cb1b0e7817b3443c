//! Keys that take up in a prompt what was typed before, and remembering what was entered.

use crate::triage::{Memo, Prompted};

use super::effect::Effect;
use super::state::State;

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
        prompt.line.set(if back == 0 { &recalled.typed } else { &texts[texts.len() - back] });
        self.prompt_changed();
    }
}
