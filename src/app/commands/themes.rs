//! Choosing the theme: a list whose selected theme is shown at once.

use super::Command;
use crate::app::input::Overlay;
use crate::app::state::State;
use crate::config::theme::{self, CHOICES};
use crate::panes::help::{Entry, Help};

pub(super) const COMMANDS: &[Command] = &[Command {
    name: "theme",
    doc: "choose the colours, each shown while it is selected",
    section: "Else",
    run: State::themes,
}];

impl State {
    pub(in crate::app) fn themes(&mut self) {
        let entry = |choice: theme::Choice| Entry {
            key: choice.name.to_owned(),
            text: choice.doc.to_owned(),
            group: "",
        };
        let mut list = Help::new("Themes · Enter takes one, Esc goes back", CHOICES.map(entry).to_vec());
        let present = CHOICES.iter().position(|choice| Some(*choice) == self.settings.choice);
        list.step(present.unwrap_or(0) as isize);
        let before = Box::new((self.settings.choice, self.settings.theme.clone()));
        self.lay(Overlay::Themes(list, before));
    }

    /// Shows the theme that is selected in the list.
    pub(in crate::app) fn preview_theme(&mut self) {
        let Some(Overlay::Themes(list, _)) = self.input.overlay() else { return };
        if let Some(choice) = list.selected().and_then(|index| CHOICES.get(index)) {
            self.settings.choose(*choice);
        }
    }

    /// Keeps the theme that was selected until the reader ends.
    pub(in crate::app) fn take_theme(&mut self, selected: Option<usize>) {
        let Some(choice) = selected.and_then(|index| CHOICES.get(index)) else { return };
        self.settings.choose(*choice);
        self.say(format!("theme = \"{}\" in your configuration keeps it for the next time", choice.name));
    }

    /// Shows the theme there was before the list was opened.
    pub(in crate::app) fn restore_theme(&mut self) {
        if let Some(Overlay::Themes(_, before)) = self.input.overlay() {
            (self.settings.choice, self.settings.theme) = (before.0, before.1.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::effect::Event;
    use crate::app::scenario::Scenario;
    use crate::config::theme::{Background, Theme};

    #[test]
    fn a_theme_is_shown_while_it_is_selected_and_kept_by_enter() {
        let mut scenario = Scenario::new(120, 36);
        let before = scenario.state.settings.theme.clone();
        scenario.keys("C-t Down");
        assert_eq!(scenario.state.settings.theme, Theme::built_in("dark").unwrap());
        scenario.keys("Esc");
        assert_eq!(scenario.state.settings.theme, before);
        scenario.keys("C-t Down Down Enter");
        assert_eq!(scenario.state.settings.theme, Theme::built_in("light").unwrap());
        assert!(scenario.screen().contains("theme = \"light\""), "{}", scenario.screen());
    }

    #[test]
    fn the_theme_follows_the_background_unless_one_was_chosen() {
        let mut scenario = Scenario::new(120, 36);
        let answer = |scenario: &mut Scenario, background| {
            scenario.event(Event::Background(background));
            scenario.state.settings.theme.clone()
        };
        assert_eq!(answer(&mut scenario, Background::Light), Theme::built_in("light").unwrap());
        scenario.keys("C-t Down Enter");
        assert_eq!(answer(&mut scenario, Background::Light), Theme::built_in("dark").unwrap());
    }
}
