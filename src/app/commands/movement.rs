//! Commands that move: within a pane, between panes, between articles, between views.

use super::Command;
use crate::app::state::State;
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
        run: |state| state.set_focus(state.window.beside(-1, false)),
    },
    Command {
        name: "pane-right",
        doc: "go to the pane at the right",
        section: "Move",
        run: |state| state.set_focus(state.window.beside(1, false)),
    },
    Command {
        name: "next-pane",
        doc: "go round the panes",
        section: "Move",
        run: |state| state.set_focus(state.window.beside(1, true)),
    },
    Command {
        name: "previous-pane",
        doc: "go round the panes the other way",
        section: "Move",
        run: |state| state.set_focus(state.window.beside(-1, true)),
    },
    Command {
        name: "open",
        doc: "open the article; on a heading, fold its group; in the facts, track what is selected",
        section: "Move",
        run: |state| match state.focus() {
            Pane::List if state.heading().is_some() => state.fold_group(),
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
        name: "narrow",
        doc: "make the list or the facts narrower, whichever has the keyboard",
        section: "Move",
        run: State::narrow,
    },
    Command { name: "widen", doc: "make the list or the facts wider", section: "Move", run: State::widen },
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

/// The columns by which a pane becomes wider or narrower.
const WIDTH_STEP: i16 = 2;

impl State {
    pub(in crate::app) fn rows(&mut self, rows: isize) {
        match self.focus() {
            Pane::List => self.select(self.listing.row().saturating_add_signed(rows)),
            Pane::Facts => self.facts.step(rows),
            Pane::Reader => {
                self.with_reader(|reader, article, _| reader.move_by(article, rows));
                self.moved();
            }
        }
    }

    pub(in crate::app) fn pages(&mut self, pages: f32) {
        match self.focus() {
            Pane::List => self.rows((self.listing.page() as f32 * pages) as isize),
            Pane::Facts => self.facts.step((10.0 * pages) as isize),
            Pane::Reader => {
                self.with_reader(|reader, article, _| reader.scroll_pages(article, pages));
                self.moved();
            }
        }
    }

    pub(in crate::app) fn go_to_edge(&mut self, end: bool) {
        match self.focus() {
            Pane::List => self.select(if end { usize::MAX } else { 0 }),
            Pane::Facts => self.facts.step(if end { isize::MAX } else { isize::MIN }),
            Pane::Reader => {
                self.with_reader(|reader, article, _| {
                    if end { reader.scroll_to_end(article) } else { reader.scroll_to_start(article) }
                });
                self.moved();
            }
        }
    }

    /// Moves a page down; at the end of the article, to the next unread one.
    pub(in crate::app) fn read_on(&mut self) {
        if self.focus() != Pane::Reader {
            return self.set_focus(Pane::Reader);
        }
        if self.reading.pane().at_end() {
            self.mark_read();
            self.step_unread(true);
        } else {
            self.pages(1.0);
        }
    }

    /// The next or previous unread article of the list.
    pub(in crate::app) fn step_unread(&mut self, forward: bool) {
        let (here, rows) = (self.listing.row(), self.listing.rows());
        let unread =
            |row: &usize| self.listing.article_at(*row).is_some_and(|id| self.triage.of(id).unread());
        let next =
            if forward { (here + 1..rows).find(unread) } else { (0..here.min(rows)).rev().find(unread) };
        match next {
            Some(index) => {
                self.leave_mark();
                self.select(index);
            }
            None if forward => self.say("no unread article below"),
            None => self.say("no unread article above"),
        }
    }

    pub(in crate::app) fn step_article(&mut self, by: isize) {
        let (before, rows) = (self.listing.row(), self.listing.rows());
        let is_article = |row: &usize| self.listing.article_at(*row).is_some();
        let next = if by > 0 {
            (before + 1..rows).find(is_article)
        } else {
            (0..before.min(rows)).rev().find(is_article)
        };
        if let Some(row) = next {
            self.select(row);
        } else if !self.listing.ids().is_empty() {
            self.say(if by > 0 {
                "this is the last article of the list"
            } else {
                "this is the first article of the list"
            });
        }
    }

    /// Shows the reading view alone, or all panes again.
    pub(in crate::app) fn zoom(&mut self) {
        self.window.toggle_alone();
        self.arrange();
        self.watch_reading();
    }

    pub(in crate::app) fn widen(&mut self) {
        self.change_width(WIDTH_STEP);
    }

    pub(in crate::app) fn narrow(&mut self) {
        self.change_width(-WIDTH_STEP);
    }

    /// Changes the width of the pane that has the keyboard.
    fn change_width(&mut self, by: i16) {
        match self.window.widen(by) {
            None => self.say("there is no pane beside the text"),
            Some((pane, columns)) => {
                let name = if pane == Pane::List { "list" } else { "facts" };
                self.say(format!("{name}: {columns} columns"));
                self.arrange();
            }
        }
    }

    /// Changes the part of the library that is listed.
    pub(in crate::app) fn set_view(&mut self, view: View) {
        self.listing.set_view(view);
        self.filter();
    }
}
