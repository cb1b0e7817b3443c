//! Commands of triage: marks, tags and notes on the current article, and their undo.

use super::Command;
use crate::app::State;
use crate::app::prompt::Purpose;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "toggle-read",
        doc: "mark as read, or as unread",
        section: "Triage",
        run: State::toggle_read,
    },
    Command {
        name: "toggle-star",
        doc: "star, or take the star away",
        section: "Triage",
        run: State::toggle_star,
    },
    Command {
        name: "toggle-archive",
        doc: "archive, or bring back",
        section: "Triage",
        run: State::toggle_archive,
    },
    Command {
        name: "add-tag",
        doc: "add a tag to the article",
        section: "Triage",
        run: |state| state.ask(Purpose::AddTag),
    },
    Command {
        name: "remove-tag",
        doc: "remove a tag from the article",
        section: "Triage",
        run: |state| state.ask(Purpose::RemoveTag),
    },
    Command {
        name: "note",
        doc: "write a note; an empty one deletes it",
        section: "Triage",
        run: |state| state.ask(Purpose::Note),
    },
    Command {
        name: "repeat",
        doc: "repeat the last action on this article, or on the selected ones",
        section: "Triage",
        run: State::repeat,
    },
    Command {
        name: "select",
        doc: "select the article, or take it out, and go on: triage then acts on all that are selected",
        section: "Triage",
        run: State::toggle_selected,
    },
    Command {
        name: "select-range",
        doc: "select everything from the last selected article to this one",
        section: "Triage",
        run: State::select_range,
    },
    Command {
        name: "select-all",
        doc: "select everything in the list, or nothing",
        section: "Triage",
        run: State::select_all,
    },
    Command {
        name: "read-above",
        doc: "mark everything above as read, after saying how many",
        section: "Triage",
        run: State::read_above,
    },
    Command { name: "undo", doc: "undo the last action", section: "Triage", run: State::undo },
    Command { name: "redo", doc: "redo what was undone", section: "Triage", run: State::redo },
];
