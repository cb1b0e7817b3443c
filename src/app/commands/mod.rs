//! The table of commands: name, what it does, where help shows it, and the function. Keymap, help, palette,
//! `liseuse keys` and the README all derive from it. Each file has the rows of some commands and the functions they run.

mod board;
mod board_correct;
mod colours;
mod comfort;
mod correct;
mod covers;
mod dossier;
mod facts;
mod find;
mod further;
mod groups;
mod hits;
mod movement;
mod on;
mod other;
mod out;
mod outline;
mod passages;
mod register;
mod select;
mod stories;
mod themes;
mod triage;
mod views;

use std::sync::LazyLock;

use crate::config::keymap::{CommandId, CommandRow};

use super::state::State;

/// One command.
#[derive(Debug)]
pub(crate) struct Command {
    /// Its name in configuration files.
    pub(crate) name: &'static str,
    /// What it does, for help: a phrase without a full stop.
    pub(crate) doc: &'static str,
    /// The heading under which help lists it.
    pub(crate) section: &'static str,
    /// Runs it.
    pub(super) run: fn(&mut State),
}

/// All commands, section by section.
const SECTIONS: [&[Command]; 23] = [
    movement::COMMANDS,
    views::COMMANDS,
    groups::COMMANDS,
    find::COMMANDS,
    hits::COMMANDS,
    further::FIND,
    facts::COMMANDS,
    colours::COMMANDS,
    board::COMMANDS,
    register::COMMANDS,
    dossier::COMMANDS,
    correct::COMMANDS,
    triage::COMMANDS,
    select::COMMANDS,
    stories::COMMANDS,
    further::TRIAGE,
    passages::COMMANDS,
    out::COMMANDS,
    outline::COMMANDS,
    further::OUT,
    themes::COMMANDS,
    comfort::COMMANDS,
    other::COMMANDS,
];

/// Every command, in the order of help.
pub(crate) fn all() -> impl Iterator<Item = (CommandId, &'static Command)> {
    let commands = SECTIONS.iter().flat_map(|section| section.iter());
    commands.enumerate().map(|(index, command)| (CommandId(index as u16), command))
}

/// The same without their functions, for reading the configuration and printing help.
pub fn table() -> &'static [CommandRow] {
    static TABLE: LazyLock<Vec<CommandRow>> = LazyLock::new(|| {
        let row = |(_, command): (_, &Command)| CommandRow {
            name: command.name,
            doc: command.doc,
            section: command.section,
        };
        all().map(row).collect()
    });
    &TABLE
}

/// The command of an id.
pub(crate) fn by_id(id: CommandId) -> Option<&'static Command> {
    all().nth(usize::from(id.0)).map(|(_, command)| command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_every_command_says_what_it_does() {
        let mut seen = HashSet::new();
        for (_, command) in all() {
            assert!(seen.insert(command.name), "{} stands twice", command.name);
            assert!(command.doc.len() > 5 && !command.doc.ends_with('.'), "{}", command.name);
        }
    }

    #[test]
    fn the_defaults_and_the_presets_bind_only_what_there_is() {
        let (settings, mistakes) = Settings::load(None, table());
        assert!(mistakes.is_empty(), "{mistakes:#?}");
        for (id, command) in all() {
            assert!(settings.keymap.keys_of(id).next().is_some(), "{} has no key", command.name);
        }
        for preset in ["vim", "newsboat"] {
            let user =
                crate::config::Document { name: preset.to_owned(), text: format!("keymap = \"{preset}\"") };
            let (_, mistakes) = Settings::load(Some(&user), table());
            assert!(mistakes.is_empty(), "{mistakes:#?}");
        }
    }
}
