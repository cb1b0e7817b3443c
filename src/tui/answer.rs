//! What a terminal answers when it is asked for its background (OSC 11).
//!
//! crossterm does not know such an answer and gives it as keys: `Alt-]`, the letters of `11;rgb:ffff/ffff/ffff`, and `Alt-\\`
//! or `Ctrl-G`. They are taken out here, whenever they arrive, so that none of them acts as a key and nobody waits for them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::config::theme::Background;

/// The question.
pub(super) const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// What begins every answer.
const BEGINNING: &str = "11;rgb";

/// The longest answer, in letters, is `11;rgba:ffff/ffff/ffff/ffff`.
const LONGEST: usize = 27;

/// Takes answers out of a row of keys.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// The keys since `Alt-]`, which may be an answer.
    held: Vec<KeyEvent>,
    /// The letters of the keys after it.
    text: String,
}

/// What to do after a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// These are keys that were pressed: none while they may belong to an answer.
    Keys(Vec<KeyEvent>),
    /// The answer is complete; `None` when it cannot be understood.
    Background(Option<Background>),
}

impl Answers {
    /// Takes the next key.
    pub(super) fn take(&mut self, key: KeyEvent) -> Taken {
        let letter = match key.code {
            KeyCode::Char(letter) => letter,
            _ => return self.release(key),
        };
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        if self.held.is_empty() {
            if alt && letter == ']' {
                self.held.push(key);
                return Taken::Keys(Vec::new());
            }
            return Taken::Keys(vec![key]);
        }
        let ends = (alt && letter == '\\') || (letter == 'g' && key.modifiers == KeyModifiers::CONTROL);
        if ends && self.text.starts_with(BEGINNING) {
            self.held.clear();
            return Taken::Background(background(&std::mem::take(&mut self.text)));
        }
        let plain = (key.modifiers - KeyModifiers::SHIFT).is_empty();
        self.text.push(letter);
        let fits = BEGINNING.starts_with(&self.text) || self.text.starts_with(BEGINNING);
        if !plain || !fits || self.text.len() > LONGEST {
            return self.release(key);
        }
        self.held.push(key);
        Taken::Keys(Vec::new())
    }

    /// The keys held back when no more came: they were pressed by somebody.
    pub(super) fn give_up(&mut self) -> Vec<KeyEvent> {
        self.text.clear();
        std::mem::take(&mut self.held)
    }

    fn release(&mut self, key: KeyEvent) -> Taken {
        let mut keys = self.give_up();
        keys.push(key);
        Taken::Keys(keys)
    }
}

/// The background that an answer such as `11;rgb:2e2e/3434/4040` names: channels of one to four hexadecimal digits, as XParseColor
/// reads them.
fn background(answer: &str) -> Option<Background> {
    let (_, channels) = answer.split_once(':')?;
    let mut channels = channels.split('/').map(|digits| {
        let value = u32::from_str_radix(digits, 16).ok()?;
        let most = 16_u32.checked_pow(digits.len() as u32)? - 1;
        Some(f64::from(value) / f64::from(most))
    });
    let mut next = || channels.next().flatten();
    Some(Background::of([next()?, next()?, next()?]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: char, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(code), modifiers)
    }

    /// The keys that crossterm makes of an answer.
    fn keys(text: &str) -> Vec<KeyEvent> {
        let mut keys = vec![key(']', KeyModifiers::ALT)];
        keys.extend(text.chars().map(|letter| key(letter, KeyModifiers::NONE)));
        keys
    }

    /// What comes of a row of keys: those that were pressed, and the last background.
    fn taken(row: impl IntoIterator<Item = KeyEvent>) -> (String, Option<Background>) {
        let mut answers = Answers::default();
        let (mut pressed, mut background) = (Vec::new(), None);
        for key in row {
            match answers.take(key) {
                Taken::Keys(keys) => pressed.extend(keys),
                Taken::Background(found) => background = found,
            }
        }
        pressed.extend(answers.give_up());
        (pressed.iter().filter_map(|key| key.code.as_char()).collect(), background)
    }

    #[test]
    fn an_answer_is_read_and_no_letter_of_it_is_a_key() {
        for (answer, end, background) in [
            ("11;rgb:0000/2b2b/3636", key('\\', KeyModifiers::ALT), Some(Background::Dark)),
            ("11;rgb:ffff/ffff/ffff", key('g', KeyModifiers::CONTROL), Some(Background::Light)),
            ("11;rgb:fd/f6/e3", key('\\', KeyModifiers::ALT), Some(Background::Light)),
            ("11;rgba:1e1e/1e1e/1e1e/ffff", key('\\', KeyModifiers::ALT), Some(Background::Dark)),
            ("11;rgb:zz/0/0", key('\\', KeyModifiers::ALT), None),
            ("11;rgb:", key('\\', KeyModifiers::ALT), None),
        ] {
            let row = keys("").into_iter().chain(keys(answer).into_iter().skip(1)).chain([end]);
            let row =
                [key('j', KeyModifiers::NONE)].into_iter().chain(row).chain([key('k', KeyModifiers::NONE)]);
            assert_eq!(taken(row), ("jk".to_owned(), background), "{answer}");
        }
    }

    #[test]
    fn what_somebody_types_is_kept() {
        for typed in ["", "x", "11", "11;rgx", "12;rgb:0/0/0"] {
            assert_eq!(taken(keys(typed)), (format!("]{typed}"), None));
        }
        let long = format!("11;rgb:{}", "0".repeat(40));
        assert_eq!(taken(keys(&long)), (format!("]{long}"), None));
    }
}
