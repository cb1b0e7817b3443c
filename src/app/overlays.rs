//! The keys while a list is over the panes: help, palette, problems, a choice, outline, links.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::config::key::Key;

use super::commands;
use super::input::Overlay;
use super::line_edit::LineEdit;
use super::prompt::Purpose;
use super::state::State;

impl State {
    pub(super) fn press_in_overlay(&mut self, key: Key) {
        let Some(overlay) = self.input.overlay_mut() else { return };
        // Once something is typed, the letter is one of the search.
        let copies = matches!(overlay, Overlay::Links(help, _) if help.query().is_empty());
        if copies && key.code == KeyCode::Char('y') {
            return self.copy_link();
        }
        let Some(help) = overlay.help_mut() else { return };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => self.close_overlay(),
            KeyCode::Char('c') if control => self.close_overlay(),
            KeyCode::Down => help.step(1),
            KeyCode::Up => help.step(-1),
            KeyCode::Char('n') if control => help.step(1),
            KeyCode::Char('p') if control => help.step(-1),
            KeyCode::PageDown => help.page(1),
            KeyCode::PageUp => help.page(-1),
            KeyCode::Enter => match self.input.take_overlay() {
                Some(Overlay::Commands(help, ids)) => {
                    self.input.ran(key);
                    // After the commands come the fields of the filter; choosing one begins a filter.
                    let command =
                        help.selected().map(|index| ids.get(index).and_then(|id| commands::by_id(*id)));
                    let command = command.or_else(|| self.command_with_argument(help.query()));
                    match command {
                        Some(Some(command)) => self.run_with(command, help.query()),
                        Some(None) => self.ask(Purpose::Filter { keep: true }),
                        None => {}
                    }
                }
                Some(Overlay::Choice(help, choice)) => self.choose(choice, help.selected()),
                Some(Overlay::Outline(list, places)) => {
                    self.go_to_heading(list.selected().and_then(|index| places.get(index).copied()));
                }
                Some(Overlay::Links(list, targets)) => {
                    self.open_link(list.selected().and_then(|index| targets.get(index)).map(String::as_str));
                }
                Some(Overlay::Views(list, views)) => {
                    self.choose_view(list.selected().and_then(|index| views.get(index).copied()));
                }
                Some(Overlay::Groups(list)) => self.group_by(list.selected()),
                Some(Overlay::Colours(list)) => self.toggle_colour(list.selected()),
                Some(Overlay::Steps(list, steps)) => {
                    self.go_to_step(list.selected().and_then(|index| steps.get(index)).copied());
                }
                Some(Overlay::Themes(list, _)) => self.take_theme(list.selected()),
                Some(Overlay::Problems(_)) | None => {}
            },
            _ => {
                let mut line = LineEdit::new(help.query());
                if line.press(key) {
                    help.search(line.text());
                }
            }
        }
        self.preview_theme();
    }

    /// The command that a line of the palette begins with, when more follows: `save-view morning`.
    fn command_with_argument(&self, line: &str) -> Option<Option<&'static commands::Command>> {
        let (name, _) = line.trim_start().split_once(' ')?;
        self.settings.command(name).map(commands::by_id)
    }

    /// Runs a command of the palette. What follows its name in the line answers what the command asks for.
    fn run_with(&mut self, command: &'static commands::Command, line: &str) {
        self.run(command);
        let argument = line.trim_start().strip_prefix(command.name).map(str::trim).unwrap_or_default();
        if argument.is_empty() {
            return;
        }
        if let Some(prompt) = self.input.prompt_mut() {
            prompt.line = LineEdit::new(argument);
            self.prompt_changed();
            self.submit();
        }
    }

    fn close_overlay(&mut self) {
        self.restore_theme();
        drop(self.input.take_overlay());
    }
}
