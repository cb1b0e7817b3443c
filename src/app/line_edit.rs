//! One line of input: the filter, a search, a tag, a note. The cursor moves by graphemes.

use crossterm::event::{KeyCode, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

use crate::config::key::Key;

/// The longest line of input, in characters.
pub(crate) const LONGEST: usize = 1000;

/// A line being edited.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct LineEdit {
    text: String,
    cursor: usize,
}

impl LineEdit {
    /// A line with `text` and the cursor at its end.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len() }
    }

    /// A line with `text` and the cursor at a byte of it.
    pub(crate) fn at(text: &str, cursor: usize) -> Self {
        let at = (0..=cursor.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
        Self { text: text.to_owned(), cursor: at.unwrap_or(0) }
    }

    /// What was typed.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The byte of the text at the cursor.
    pub(crate) fn cursor(&self) -> usize {
        self.cursor
    }

    /// Inserts text at the cursor: a key, or what was pasted. Line ends become spaces; controls go.
    pub(crate) fn insert(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let clean: String = text
            .chars()
            .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
            .filter(|c| !c.is_control())
            .take(room)
            .collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
    }

    /// Handles a key; returns whether it changed the text. Keys that do not edit are ignored.
    pub(crate) fn press(&mut self, key: Key) -> bool {
        let before = self.text.len();
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('a') if control => self.cursor = 0,
            KeyCode::Char('e') if control => self.cursor = self.text.len(),
            KeyCode::Char('u') if control => self.delete(0),
            KeyCode::Char('w') if control => self.delete(self.word_start()),
            KeyCode::Char('h') if control => self.delete(self.left()),
            KeyCode::Char('k') if control => self.text.truncate(self.cursor),
            KeyCode::Char(c) if key.modifiers.is_empty() => {
                self.insert(c.encode_utf8(&mut [0; 4]));
            }
            KeyCode::Backspace => self.delete(self.left()),
            KeyCode::Delete => {
                let end = self.right();
                self.text.replace_range(self.cursor..end, "");
            }
            KeyCode::Left => self.cursor = self.left(),
            KeyCode::Right => self.cursor = self.right(),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.text.len(),
            _ => {}
        }
        self.text.len() != before
    }

    /// Deletes from byte `start` to the cursor.
    fn delete(&mut self, start: usize) {
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    fn left(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        let next = self.text[self.cursor..].graphemes(true).next();
        self.cursor + next.map_or(0, str::len)
    }

    fn word_start(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before.rfind(' ').map_or(0, |space| space + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(text: &str, keys: &[&str]) -> (String, usize) {
        let mut line = LineEdit::new(text);
        for key in keys {
            line.press(key.parse().unwrap());
        }
        (line.text, line.cursor)
    }

    #[test]
    fn editing_moves_by_what_a_reader_sees() {
        assert_eq!(pressed("e\u{301}a", &["Left", "Left", "x"]), ("xe\u{301}a".into(), 1));
        assert_eq!(pressed("ae\u{301}", &["Backspace"]), ("a".into(), 1));
        assert_eq!(pressed("un deux ", &["C-w"]), ("un ".into(), 3));
        assert_eq!(pressed("abc", &["Home", "Delete", "End", "C-h"]), ("b".into(), 1));
        assert_eq!(pressed("abc", &["Left", "C-u"]), ("c".into(), 0));
        assert_eq!(pressed("abc", &["Esc", "C-Space"]), ("abc".into(), 3));
    }

    #[test]
    fn what_is_pasted_is_one_line_without_controls_and_bounded() {
        let mut line = LineEdit::default();
        line.insert("a\nb\u{1b}[31m\t");
        assert_eq!(line.text(), "a b[31m ");
        line.insert(&"x".repeat(5000));
        assert_eq!(line.text().chars().count(), LONGEST);
    }
}
