//! Commands on facts: tracking what the sidebar shows.

use super::Command;
use crate::app::State;
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
