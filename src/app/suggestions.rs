//! What the filter that is being typed can become, and which of it is in the line.

use crate::filter::Completions;

use super::line_edit::LineEdit;

/// How many are shown.
const SHOWN: usize = 24;

/// What the filter that is being typed can become.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    /// The newest question.
    pub(super) asked: u64,
    /// The line and the cursor that it is about.
    pub(super) typed: (String, usize),
    /// The answer; `None` while it is being found.
    pub(super) found: Option<Completions>,
    /// Which of them is in the line.
    pub(super) turn: Option<usize>,
    /// The direction of a Tab that waits for the answer.
    pub(super) waiting: Option<bool>,
}

impl Suggestions {
    /// What is offered, for the user: that in the line first. Empty when there is nothing.
    pub(crate) fn shown(&self) -> String {
        let Some(Completions { texts, .. }) = &self.found else { return String::new() };
        let from = self.turn.unwrap_or(0);
        let more = if texts.len() > SHOWN { "  …" } else { "" };
        let texts: Vec<_> = texts.iter().cycle().skip(from).take(texts.len().min(SHOWN)).cloned().collect();
        if texts.is_empty() { String::new() } else { texts.join("  ") + more }
    }

    /// The line with the next one, or the one before; `None` when there is none.
    pub(super) fn next(&mut self, forward: bool) -> Option<LineEdit> {
        let found = self.found.as_ref().filter(|found| !found.texts.is_empty())?;
        let count = found.texts.len();
        let turn = match (self.turn, forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(turn), true) => (turn + 1) % count,
            (Some(turn), false) => (turn + count - 1) % count,
        };
        self.turn = Some(turn);
        let (line, cursor) = &self.typed;
        let before = format!("{}{}", &line[..found.start], found.texts[turn]);
        Some(LineEdit::at(&format!("{before}{}", &line[*cursor..]), before.len()))
    }
}
