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
        doc: "repeat the last action on this article",
        section: "Triage",
        run: State::repeat,
    },
    Command { name: "undo", doc: "undo the last action", section: "Triage", run: State::undo },
    Command { name: "redo", doc: "redo what was undone", section: "Triage", run: State::redo },
];
