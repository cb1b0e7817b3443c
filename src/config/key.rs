//! One key press, as config files write it and as the terminal reports it: `j`, `G`, `C-d`, `S-Tab`, `Space`.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key press, normalised: Shift is part of a character (`G`), S-Tab is one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// What was pressed.
    pub(crate) code: KeyCode,
    /// Control and Alt.
    pub(crate) modifiers: KeyModifiers,
}

/// The keys that are written as words.
const NAMED: [(&str, KeyCode); 15] = [
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("S-Tab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
];

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let keep = KeyModifiers::CONTROL | KeyModifiers::ALT;
        Self { code: event.code, modifiers: event.modifiers & keep }
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut rest = text;
        let mut modifiers = KeyModifiers::NONE;
        loop {
            if let Some((_, code)) = NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(rest)) {
                return Ok(Self { code: *code, modifiers });
            }
            let mut chars = rest.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => return Ok(Self { code: KeyCode::Char(c), modifiers }),
                (Some('C'), Some('-')) => modifiers |= KeyModifiers::CONTROL,
                (Some('A'), Some('-')) => modifiers |= KeyModifiers::ALT,
                _ => return Err(format!("\"{text}\" is not a key")),
            }
            rest = &rest[2..];
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            f.write_str("C-")?;
        }
        if self.modifiers.contains(KeyModifiers::ALT) {
            f.write_str("A-")?;
        }
        match NAMED.iter().find(|(_, code)| *code == self.code) {
            Some((name, _)) => f.write_str(name),
            None => match self.code {
                KeyCode::Char(c) => write!(f, "{c}"),
                other => write!(f, "{other}"),
            },
        }
    }
}

/// Reads a sequence of keys with spaces between them: `g g`, `C-x s`.
pub(crate) fn parse_sequence(text: &str) -> Result<Vec<Key>, String> {
    let keys: Vec<Key> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    if keys.is_empty() { Err("no key is named".to_owned()) } else { Ok(keys) }
}

/// Writes a sequence as in a configuration file.
pub(crate) fn show_sequence(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back_as_they_are_written() {
        for text in
            ["j", "G", "C-d", "A-x", "C-A-x", "Space", "S-Tab", "Esc", "]", "-", "C-Space", "é", "C--"]
        {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        assert_eq!(show_sequence(&parse_sequence(" g  g ").unwrap()), "g g");
    }

    #[test]
    fn an_unknown_key_is_named() {
        assert_eq!("Hyper-x".parse::<Key>().unwrap_err(), "\"Hyper-x\" is not a key");
        assert!(parse_sequence("  ").is_err());
    }
}
