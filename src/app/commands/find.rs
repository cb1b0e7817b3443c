//! Commands that find: the filter, the search, and the steps of the tracked target.

use super::Command;
use crate::app::State;
use crate::app::prompt::Purpose;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "filter",
        doc: "filter the list as you type, by title and by is: person: amount: and more",
        section: "Find",
        run: |state| state.ask(Purpose::Filter { keep: false }),
    },
    Command {
        name: "edit-filter",
        doc: "edit the whole filter",
        section: "Find",
        run: |state| state.ask(Purpose::Filter { keep: true }),
    },
    Command {
        name: "search",
        doc: "search the texts, whatever the case and accents",
        section: "Find",
        run: |state| state.ask(Purpose::Search),
    },
    Command {
        name: "next",
        doc: "next mention of the target, on into the next article; without a target the next unread article",
        section: "Find",
        run: |state| state.step_target(true),
    },
    Command {
        name: "previous",
        doc: "previous mention of the target; without a target the previous unread article",
        section: "Find",
        run: |state| state.step_target(false),
    },
    Command {
        name: "next-here",
        doc: "next mention within this article",
        section: "Find",
        run: |state| state.step_target_here(true),
    },
    Command {
        name: "previous-here",
        doc: "previous mention within this article",
        section: "Find",
        run: |state| state.step_target_here(false),
    },
    Command {
        name: "next-target-article",
        doc: "next article that mentions the target",
        section: "Find",
        run: |state| state.step_target_article(true),
    },
    Command {
        name: "previous-target-article",
        doc: "previous article that mentions the target",
        section: "Find",
        run: |state| state.step_target_article(false),
    },
    Command { name: "back", doc: "go back the way you came", section: "Find", run: State::back },
    Command {
        name: "clear",
        doc: "clear one layer: selection, target, filter, view",
        section: "Find",
        run: State::clear_layer,
    },
];
