//! Commands that move: within a pane, between panes, between articles, between views.

use super::Command;
use crate::app::State;
use crate::app::view::View;
use crate::panes::layout::Pane;

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "down", doc: "go down a row", section: "Move", run: |state| state.rows(1) },
    Command { name: "up", doc: "go up a row", section: "Move", run: |state| state.rows(-1) },
    Command {
        name: "half-page-down",
        doc: "go down half a page",
        section: "Move",
        run: |state| state.pages(0.5),
    },
    Command {
        name: "half-page-up",
        doc: "go up half a page",
        section: "Move",
        run: |state| state.pages(-0.5),
    },
    Command { name: "page-down", doc: "go down a page", section: "Move", run: |state| state.pages(1.0) },
    Command { name: "page-up", doc: "go up a page", section: "Move", run: |state| state.pages(-1.0) },
    Command {
        name: "first",
        doc: "go to the beginning",
        section: "Move",
        run: |state| state.go_to_edge(false),
    },
    Command { name: "last", doc: "go to the end", section: "Move", run: |state| state.go_to_edge(true) },
    Command {
        name: "read-on",
        doc: "read on: a page down, and at the end to the next unread article",
        section: "Move",
        run: State::read_on,
    },
    Command {
        name: "next-article",
        doc: "go to the next article, from any pane",
        section: "Move",
        run: |state| state.step_article(1),
    },
    Command {
        name: "previous-article",
        doc: "go to the previous article, from any pane",
        section: "Move",
        run: |state| state.step_article(-1),
    },
    Command {
        name: "pane-left",
        doc: "go to the pane at the left",
        section: "Move",
        run: |state| state.turn(-1, false),
    },
    Command {
        name: "pane-right",
        doc: "go to the pane at the right",
        section: "Move",
        run: |state| state.turn(1, false),
    },
    Command {
        name: "next-pane",
        doc: "go round the panes",
        section: "Move",
        run: |state| state.turn(1, true),
    },
    Command {
        name: "previous-pane",
        doc: "go round the panes the other way",
        section: "Move",
        run: |state| state.turn(-1, true),
    },
    Command {
        name: "open",
        doc: "open the article; in the facts, track what is selected",
        section: "Move",
        run: |state| match state.focus() {
            Pane::List => state.set_focus(Pane::Reader),
            Pane::Reader => state.pages(1.0),
            Pane::Facts => state.track_selected(),
        },
    },
    Command {
        name: "zoom",
        doc: "show the reading view alone, or all panes",
        section: "Move",
        run: State::zoom,
    },
    Command {
        name: "view-all",
        doc: "list all articles",
        section: "Move",
        run: |state| state.set_view(View::All),
    },
    Command {
        name: "view-unread",
        doc: "list unread articles",
        section: "Move",
        run: |state| state.set_view(View::Unread),
    },
    Command {
        name: "view-starred",
        doc: "list starred articles",
        section: "Move",
        run: |state| state.set_view(View::Starred),
    },
    Command {
        name: "view-archived",
        doc: "list archived articles",
        section: "Move",
        run: |state| state.set_view(View::Archived),
    },
];
