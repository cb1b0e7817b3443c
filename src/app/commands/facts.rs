//! Commands on facts: tracking what the sidebar shows.

use super::Command;
use crate::app::state::State;
use crate::panes::layout::Pane;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "track",
        doc: "track the selected fact: n and N step through its mentions",
        section: "Facts",
        run: State::track_selected,
    },
    Command {
        name: "facts",
        doc: "go to the facts of the article",
        section: "Facts",
        run: |state| state.set_focus(Pane::Facts),
    },
];

impl State {
    /// Tracks the selected row of the facts, from its first mention in the open article.
    pub(in crate::app) fn track_selected(&mut self) {
        if self.facts.rows().is_empty() {
            return self.say("there are no facts in this article");
        }
        if self.focus() != Pane::Facts {
            self.set_focus(Pane::Facts);
            let key = self.first_key_for("open");
            return self.say(format!("choose a fact, then {key} tracks it"));
        }
        if self.facts.unfold() {
            return;
        }
        if let Some(row) = self.facts.selected() {
            let (subject, label) = (row.subject, row.label.to_string());
            self.leave_mark();
            self.track(subject, &label);
        }
    }
}
