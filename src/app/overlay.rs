//! What lies over the panes: the help and the palette, the list of problems, a choice to make, mentions side by side.
//! It takes the keys while it is there.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::config::key::{Key, show_sequence};
use crate::config::keymap::CommandId;
use crate::error::Error;
use crate::filter;
use crate::library::Problem;
use crate::panes::help::{Entry, Help};
use crate::panes::mentions::Mentions;
use crate::triage::SaveState;

use super::line_edit::LineEdit;
use super::prompt::Purpose;
use super::{Message, State, commands, correcting};

/// What lies over the panes.
#[derive(Debug)]
pub(super) enum Overlay {
    /// All commands and their keys; Enter runs the selected one.
    Commands(Help, Vec<CommandId>),
    /// What could not be read.
    Problems(Help),
    /// A choice to make for a correction of people.
    Choice(Help, correcting::Choice),
    /// Mentions side by side.
    Mentions(Mentions),
}

impl Overlay {
    /// The list that it shows, when it is one that can be searched.
    pub(super) fn help_mut(&mut self) -> Option<&mut Help> {
        match self {
            Self::Commands(help, _) | Self::Problems(help) | Self::Choice(help, _) => Some(help),
            Self::Mentions(_) => None,
        }
    }
}

impl State {
    pub(super) fn press_in_overlay(&mut self, key: Key) {
        let Some(overlay) = &mut self.overlay else { return };
        if let Overlay::Mentions(mentions) = overlay {
            match key.code {
                KeyCode::Down | KeyCode::Char('j') => mentions.step(1),
                KeyCode::Up | KeyCode::Char('k') => mentions.step(-1),
                KeyCode::PageDown | KeyCode::Char(' ' | 'f' | 'd') => mentions.page(1),
                KeyCode::PageUp | KeyCode::Char('b' | 'u') => mentions.page(-1),
                KeyCode::Home | KeyCode::Char('g') => mentions.step(isize::MIN),
                KeyCode::End | KeyCode::Char('G') => mentions.step(isize::MAX),
                KeyCode::Esc | KeyCode::Char('q' | 'c') => self.overlay = None,
                KeyCode::Enter => self.go_to_mention(),
                _ => {}
            }
            return;
        }
        let Some(help) = overlay.help_mut() else { return };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => self.overlay = None,
            KeyCode::Char('c') if control => self.overlay = None,
            KeyCode::Down => help.step(1),
            KeyCode::Up => help.step(-1),
            KeyCode::Char('n') if control => help.step(1),
            KeyCode::Char('p') if control => help.step(-1),
            KeyCode::PageDown => help.page(1),
            KeyCode::PageUp => help.page(-1),
            KeyCode::Enter => match self.overlay.take() {
                Some(Overlay::Commands(help, ids)) => {
                    // Behind the commands stand the fields of the filter: choosing one begins a filter.
                    let command =
                        help.selected().map(|index| ids.get(index).and_then(|id| commands::by_id(*id)));
                    match command {
                        Some(Some(command)) => (command.run)(self),
                        Some(None) => self.ask(Purpose::Filter { keep: true }),
                        None => {}
                    }
                }
                Some(Overlay::Choice(help, choice)) => self.choose(choice, help.selected()),
                Some(Overlay::Problems(_) | Overlay::Mentions(_)) | None => {}
            },
            _ => {
                let mut line = LineEdit::new(help.query());
                if line.press(key) {
                    help.search(line.text());
                }
            }
        }
    }

    /// The list of commands; in the palette with the names that config files use.
    fn list_commands(&mut self, title: &'static str, names: bool) {
        let mut entries = Vec::new();
        let mut ids = Vec::new();
        for (id, command) in commands::all() {
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
        let mut help = Help::new(title, entries);
        help.resize(self.screen);
        self.overlay = Some(Overlay::Commands(help, ids));
    }

    pub(crate) fn help(&mut self) {
        self.list_commands("Keys · Enter runs, Esc closes", false);
    }

    pub(crate) fn palette(&mut self) {
        self.list_commands("Commands · type to find, Enter runs, Esc closes", true);
    }

    /// Tells what was wrong when the reader opened: in the configuration, with the store, with what was read. One
    /// is told at once, the rest by the list of problems.
    pub fn open_with(&mut self, notices: Vec<Error>) {
        let problems = self.library.problems();
        let first =
            notices.first().or(problems.first().map(|problem| &problem.error)).map(ToString::to_string);
        let (serious, more) = (!notices.is_empty(), notices.len() + problems.len());
        self.notices = notices;
        let key = self.first_key_for("problems");
        self.message = first.map(|text| Message {
            text: if more > 1 { format!("{key} lists {more} problems · {text}") } else { text },
            error: serious,
        });
    }

    pub(crate) fn show_problems(&mut self) {
        let unsaved = match self.triage.save_state() {
            SaveState::Failed(_, error) => Some(error),
            SaveState::Saved | SaveState::Saving(_) => None,
        };
        if self.library.problems().is_empty() && self.notices.is_empty() && unsaved.is_none() {
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
        let entries = unsaved.chain(self.notices.iter().map(notice)).chain(problems).collect();
        let mut help = Help::wrapped("Problems · Esc closes", entries);
        help.resize(self.screen);
        self.overlay = Some(Overlay::Problems(help));
    }
}
