//! A line of input: the filter, a search, a tag; or the lines of a note. The cursor moves by graphemes.

use crossterm::event::{KeyCode, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

use crate::config::key::Key;

/// The longest line of input, in characters.
pub(crate) const LONGEST: usize = 1000;
/// The longest note that is typed, in characters.
pub(crate) const LONGEST_NOTE: usize = 50_000;

/// A line being edited.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct LineEdit {
    text: String,
    cursor: usize,
    /// Whether it may have several lines.
    lines: bool,
}

impl LineEdit {
    /// A line with `text` and the cursor at its end.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len(), lines: false }
    }

    /// A line with `text` and the cursor at a byte of it.
    pub(crate) fn at(text: &str, cursor: usize) -> Self {
        let cursor = cursor.min(text.len());
        let cursor = (0..=cursor).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        Self { text: text.to_owned(), cursor, lines: false }
    }

    /// Lines with `text` and the cursor at its end.
    pub(crate) fn of_lines(text: &str) -> Self {
        let mut lines = Self { lines: true, ..Self::default() };
        lines.insert(text);
        lines
    }

    /// Puts another text in its place, with the cursor at its end.
    pub(crate) fn set(&mut self, text: &str) {
        (self.text, self.cursor) = (String::new(), 0);
        self.insert(text);
    }

    /// What was typed.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The byte of the text at the cursor.
    pub(crate) fn cursor(&self) -> usize {
        self.cursor
    }

    /// Inserts text at the cursor: a key, or what was pasted. Line ends become spaces where there is one line; controls go.
    pub(crate) fn insert(&mut self, text: &str) {
        let most = if self.lines { LONGEST_NOTE } else { LONGEST };
        let room = most.saturating_sub(self.text.chars().count());
        let text = text.replace("\r\n", "\n");
        let clean: String = text
            .chars()
            .map(|c| match c {
                '\n' | '\r' if self.lines => '\n',
                '\n' | '\r' | '\t' => ' ',
                c => c,
            })
            .filter(|c| !c.is_control() || *c == '\n')
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
            KeyCode::Char('n') if control && self.lines => self.insert("\n"),
            KeyCode::Enter if self.lines => self.insert("\n"),
            KeyCode::Up if self.lines => self.go_to_line(false),
            KeyCode::Down if self.lines => self.go_to_line(true),
            KeyCode::Char('a') if control => self.cursor = self.line_start(),
            KeyCode::Char('e') if control => self.cursor = self.line_end(),
            KeyCode::Char('u') if control => self.delete(self.line_start()),
            KeyCode::Char('w') if control => self.delete(self.word_start()),
            KeyCode::Char('h') if control => self.delete(self.left()),
            KeyCode::Char('k') if control => {
                let end = self.line_end();
                self.text.replace_range(self.cursor..end, "");
            }
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
            KeyCode::Home => self.cursor = self.line_start(),
            KeyCode::End => self.cursor = self.line_end(),
            _ => {}
        }
        self.text.len() != before
    }

    /// Deletes from byte `start` to the cursor.
    fn delete(&mut self, start: usize) {
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    fn line_start(&self) -> usize {
        self.text[..self.cursor].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.cursor..].find('\n').map_or(self.text.len(), |at| self.cursor + at)
    }

    /// To the same grapheme of the line below, or above.
    fn go_to_line(&mut self, down: bool) {
        let start = self.line_start();
        let graphemes = self.text[start..self.cursor].graphemes(true).count();
        let other = match (down, self.line_end(), start.checked_sub(1)) {
            (true, end, _) if end < self.text.len() => end + 1,
            (false, _, Some(end)) => self.text[..end].rfind('\n').map_or(0, |at| at + 1),
            _ => return,
        };
        let line = self.text[other..].split('\n').next().unwrap_or_default();
        let at = line.grapheme_indices(true).nth(graphemes).map_or(line.len(), |(at, _)| at);
        self.cursor = other + at;
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
        before.rfind([' ', '\n']).map_or(0, |space| space + 1)
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
    fn lines_are_moved_in_and_kept() {
        let mut lines = LineEdit::of_lines("un\ndeux mots\r\n\ttrois");
        assert_eq!(lines.text(), "un\ndeux mots\n trois");
        for key in ["Up", "Home", "x", "Up", "y", "C-k", "Down", "Down", "End", "C-n", "z"] {
            lines.press(key.parse().unwrap());
        }
        assert_eq!(lines.text(), "uy\nxdeux mots\n trois\nz");
        lines.press("C-u".parse().unwrap());
        assert_eq!(lines.text(), "uy\nxdeux mots\n trois\n", "only its own line goes");
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
