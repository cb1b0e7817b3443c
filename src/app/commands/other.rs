//! All other commands: order, help, problems, leaving, and what goes out of the program.

use super::Command;
use crate::app::State;
use crate::app::prompt::Purpose;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "copy-quote",
        doc: "copy the mention's sentence with its citation; without a mention, the citation",
        section: "Out",
        run: State::copy_quote,
    },
    Command {
        name: "copy-address",
        doc: "copy the article's address, or its path",
        section: "Out",
        run: State::copy_address,
    },
    Command {
        name: "browse",
        doc: "open the article's address in the browser",
        section: "Out",
        run: State::browse,
    },
    Command { name: "edit", doc: "open the article's file in your editor", section: "Out", run: State::edit },
    Command {
        name: "pipe",
        doc: "give the article's text, without control characters, to a command of the shell",
        section: "Out",
        run: |state| state.ask(Purpose::Pipe),
    },
    Command {
        name: "sort",
        doc: "sort by the next order: as given, date, title, facts",
        section: "Else",
        run: State::sort,
    },
    Command {
        name: "boilerplate",
        doc: "show or hide what cleaning took out of the text",
        section: "Else",
        run: State::toggle_removed,
    },
    Command {
        name: "palette",
        doc: "find a command by name and run it",
        section: "Else",
        run: State::palette,
    },
    Command {
        name: "problems",
        doc: "show what could not be read, and why",
        section: "Else",
        run: State::show_problems,
    },
    Command { name: "help", doc: "show all commands and keys", section: "Else", run: State::help },
    Command {
        name: "close",
        doc: "go back to the list; from the list, quit",
        section: "Else",
        run: State::close,
    },
    Command { name: "quit", doc: "leave the reader", section: "Else", run: State::quit },
    Command { name: "suspend", doc: "suspend to the shell", section: "Else", run: State::suspend },
];
