//! All other commands: order, help, problems, leaving.

use std::sync::Arc;

use super::Command;
use crate::app::effect::Effect;
use crate::app::input::Overlay;
use crate::app::state::{Leave, State};
use crate::config::key::show_sequence;
use crate::error::Error;
use crate::filter;
use crate::library::Problem;
use crate::panes::help::{Entry, Help};
use crate::panes::layout::Pane;
use crate::triage::SaveState;

pub(super) const COMMANDS: &[Command] = &[
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
    Command {
        name: "reload",
        doc: "read what was added, changed or removed since the start",
        section: "Else",
        run: State::reload,
    },
    Command {
        name: "repaint",
        doc: "paint the screen anew, after something else wrote on it",
        section: "Else",
        run: |state| state.effects.push(Effect::Repaint),
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

/// The share of an article from which its loss is listed among the problems.
const MUCH: f64 = 0.5;

/// How many such articles are listed.
const MOST_CUT: usize = 1000;

impl State {
    pub(in crate::app) fn toggle_removed(&mut self) {
        let none = self.reading.article().is_none_or(|id| self.library.article(id).removed.is_empty());
        let shown = self.with_reader(|reader, article, _| reader.toggle_removed(article));
        match (none, shown) {
            (true, Some(true)) => self.say("nothing was taken out of this text; what was in others is shown"),
            (_, Some(true)) => self.say("showing what was taken out"),
            (_, Some(false)) => self.say("hiding what was taken out"),
            (_, None) => {}
        }
    }

    /// Goes back to the list; in the list, quits.
    pub(in crate::app) fn close(&mut self) {
        if self.focus() == Pane::List { self.quit() } else { self.set_focus(Pane::List) }
    }

    pub(in crate::app) fn quit(&mut self) {
        self.keep_position();
        self.write_place();
        self.leaving = Some(Leave::Quit);
    }

    pub(in crate::app) fn suspend(&mut self) {
        self.write_place();
        self.leaving = Some(Leave::Suspend);
    }

    pub(in crate::app) fn sort(&mut self) {
        let sort = self.listing.next_sort();
        self.filter();
        self.say(format!("sorted {}", sort.words()));
    }

    /// The list of commands; in the palette with their names in configuration files.
    fn list_commands(&mut self, title: &'static str, names: bool) {
        let mut entries = Vec::new();
        let mut ids = Vec::new();
        for (id, command) in super::all() {
            let keys = self.settings.keymap.keys_of(id).map(show_sequence);
            let key = keys.collect::<Vec<_>>().join(", ");
            let name = if names { format!("  ({})", command.name) } else { String::new() };
            let text = format!("{}{name}", command.doc);
            entries.push(Entry { key, text, group: command.section });
            ids.push(id);
        }
        entries.extend(filter::reference().map(|entry| Entry {
            key: entry.example.to_owned(),
            text: entry.help.to_owned(),
            group: "Filter",
        }));
        self.lay(Overlay::Commands(Help::new(title, entries), ids));
    }

    /// Lists the keys, from those of the pane that has the keyboard on.
    pub(in crate::app) fn help(&mut self) {
        self.list_commands("Keys · Enter runs, Esc closes", false);
        let section = match self.focus() {
            Pane::List => "Triage",
            Pane::Reader => "Find",
            Pane::Facts => "Facts",
        };
        if let Some(help) = self.input.overlay_mut().and_then(Overlay::help_mut) {
            help.begin_at(section);
        }
    }

    pub(in crate::app) fn palette(&mut self) {
        self.list_commands("Commands · type to find, Enter runs, Esc closes", true);
    }

    pub(in crate::app) fn show_problems(&mut self) {
        let unsaved = match self.triage.save_state() {
            SaveState::Failed(_, error) => Some(error),
            SaveState::Saved | SaveState::Saving(_) => None,
        };
        let (library, key) = (Arc::clone(&self.library), self.first_key_for("boilerplate"));
        let cut = library.articles().iter().filter(|article| article.dropped() > MUCH).take(MOST_CUT);
        let cut: Vec<Entry> = cut
            .map(|article| {
                let (path, share) = (article.origin.path.display(), article.dropped() * 100.0);
                let text =
                    format!("{path}: {share:.0} % of it is not in the text; {key} shows that in its place");
                Entry { key: "dropped".to_owned(), text, group: "" }
            })
            .collect();
        let quiet = library.problems().is_empty() && self.status.notices().is_empty() && cut.is_empty();
        if quiet && unsaved.is_none() {
            return self.say("everything was read");
        }
        let notice = |error: &Error| Entry { key: "notice".to_owned(), text: error.to_string(), group: "" };
        let entry = |problem: &Problem| Entry {
            key: if problem.skipped { "skipped" } else { "notice" }.to_owned(),
            text: problem.error.to_string(),
            group: "",
        };
        let problems = self.library.problems().iter().map(entry);
        let unsaved = unsaved.iter().map(|error| Entry { key: "unsaved".to_owned(), ..notice(error) });
        let entries =
            unsaved.chain(self.status.notices().iter().map(notice)).chain(problems).chain(cut).collect();
        self.lay(Overlay::Problems(Help::wrapped("Problems · Esc closes", entries)));
    }
}
