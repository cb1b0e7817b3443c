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
    Command {
        name: "dossier",
        doc: "the dossier of the selected person: every mention in the library, in its sentence",
        section: "Facts",
        run: State::dossier,
    },
    Command {
        name: "figures",
        doc: "the figures: every amount of the listed articles side by side, the largest first",
        section: "Facts",
        run: State::figures,
    },
    Command {
        name: "merge",
        doc: "merge the selected person into another: they are one",
        section: "Facts",
        run: State::ask_merge,
    },
    Command {
        name: "split",
        doc: "split the selected person: one way of writing the name is someone else",
        section: "Facts",
        run: State::ask_split,
    },
    Command {
        name: "hide",
        doc: "hide the selected person or figure: this is none",
        section: "Facts",
        run: State::hide,
    },
    Command {
        name: "rename",
        doc: "give the selected person another name",
        section: "Facts",
        run: State::ask_rename,
    },
];
