//! Which keys run which command. Bindings come from files, and the commands as a table, so that this module
//! depends on none of them.

use super::key::Key;

/// A command as configuration, help and `liseuse keys` see it. `app` has the code that it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandRow {
    /// Its name in configuration files.
    pub(crate) name: &'static str,
    /// What it does, for help: a phrase without a full stop.
    pub(crate) doc: &'static str,
    /// The heading under which help lists it.
    pub(crate) section: &'static str,
}

/// A command's index in the table of commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CommandId(pub u16);

/// Key sequences and the command each runs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keymap {
    bindings: Vec<(Box<[Key]>, CommandId)>,
}

/// What a sequence of keys does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// It runs this command.
    Command(CommandId),
    /// It is the beginning of a longer sequence.
    Prefix,
    /// It is not bound.
    Nothing,
}

impl Keymap {
    /// Binds `keys` to `command`, or unbinds them with `None`. Removes the bindings that it shadows: of longer
    /// sequences that begin with `keys`, and of shorter ones with which `keys` begin.
    pub(crate) fn bind(&mut self, keys: &[Key], command: Option<CommandId>) {
        self.bindings.retain(|(bound, _)| !(bound.starts_with(keys) || keys.starts_with(bound)));
        if let Some(command) = command {
            self.bindings.push((keys.into(), command));
        }
    }

    /// What `keys`, pressed one after another, do.
    pub(crate) fn look_up(&self, keys: &[Key]) -> Lookup {
        let mut found = Lookup::Nothing;
        for (bound, command) in &self.bindings {
            if **bound == *keys {
                return Lookup::Command(*command);
            }
            if bound.starts_with(keys) {
                found = Lookup::Prefix;
            }
        }
        found
    }

    /// The sequences that run `command`, in the order they were bound.
    pub(crate) fn keys_of(&self, command: CommandId) -> impl Iterator<Item = &[Key]> {
        self.bindings.iter().filter(move |(_, bound)| *bound == command).map(|(keys, _)| &**keys)
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::parse_sequence;
    use super::*;

    #[test]
    fn the_later_binding_wins_over_sequences_it_shadows() {
        let keys = |text| parse_sequence(text).unwrap();
        let mut keymap = Keymap::default();
        keymap.bind(&keys("g g"), Some(CommandId(1)));
        assert_eq!(keymap.look_up(&keys("g")), Lookup::Prefix);
        assert_eq!(keymap.look_up(&keys("g g")), Lookup::Command(CommandId(1)));
        keymap.bind(&keys("g"), Some(CommandId(2)));
        assert_eq!(keymap.look_up(&keys("g")), Lookup::Command(CommandId(2)));
        assert_eq!(keymap.look_up(&keys("g g")), Lookup::Nothing);
        keymap.bind(&keys("g"), None);
        assert_eq!(keymap.look_up(&keys("g")), Lookup::Nothing);
    }
}
