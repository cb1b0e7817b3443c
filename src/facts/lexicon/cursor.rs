//! Reads a text by position: the character, the space or the word before or after a byte. All of it is bounded: a word
//! longer than any in the lexicon counts as unknown, and more than a few spaces end a figure.

use super::{Cue, Folded, LONGEST, Lexicon, Word};

/// A text, and the lexicon in which its words are looked up.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub(crate) text: &'a str,
    pub(crate) bytes: &'a [u8],
    pub(crate) lexicon: &'static Lexicon,
}

/// A word of the text, folded.
#[derive(Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) folded: Folded,
}

impl Token {
    /// Its folded form; empty for a word longer than any that a rule knows.
    pub(crate) fn as_str(&self) -> &str {
        self.folded.as_str()
    }

    /// Its folded form as bytes, to match against byte strings.
    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.folded.as_bytes()
    }

    /// Whether it folds to that word.
    #[inline]
    pub(crate) fn is(&self, word: &str) -> bool {
        self.as_bytes() == word.as_bytes()
    }
}

/// The most characters of a word that are read.
const LONGEST_WORD: usize = 24;
/// The most spaces between two parts of a figure.
const MOST_SPACES: usize = 2;

/// Whether a character is a space within a line: the plain one and the no-break and thin ones of typography.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2008}' | '\u{200a}')
}

/// Whether a character is a letter.
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        _ => c.is_alphabetic(),
    }
}

/// Whether a character is an apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

/// Whether a character joins the parts of a compound.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether a character is a dash between two figures.
pub(crate) fn is_dash(c: char) -> bool {
    is_hyphen(c) || matches!(c, '–' | '—' | '\u{2212}' | '\u{2012}' | '~')
}

impl<'a> Cursor<'a> {
    /// A cursor over a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes(), lexicon: Lexicon::get() }
    }

    /// The character at a byte.
    #[inline]
    pub(crate) fn char_at(&self, at: usize) -> Option<char> {
        match self.bytes.get(at)? {
            byte if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    /// The character that ends before a byte.
    #[inline]
    pub(crate) fn char_before(&self, at: usize) -> Option<char> {
        match self.bytes.get(at.checked_sub(1)?) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text.get(..at)?.chars().next_back(),
        }
    }

    /// The byte after the character at `at` if it matches, else `at`.
    pub(crate) fn past(&self, at: usize, is: impl Fn(char) -> bool) -> Option<usize> {
        self.char_at(at).filter(|c| is(*c)).map(|c| at + c.len_utf8())
    }

    /// The first byte of the character that ends at `at` if it matches, else `at`.
    pub(crate) fn back(&self, at: usize, is: impl Fn(char) -> bool) -> Option<usize> {
        self.char_before(at).filter(|c| is(*c)).map(|c| at - c.len_utf8())
    }

    /// The byte after the spaces at a byte; `at` when there are none, or too many to join two parts.
    #[inline]
    pub(crate) fn skip_spaces(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..=MOST_SPACES {
            match self.past(end, is_space) {
                Some(next) => end = next,
                None => return end,
            }
        }
        at
    }

    /// The first byte of the spaces that end at a byte; `at` when there are none, or too many to join two parts.
    pub(crate) fn skip_spaces_back(&self, at: usize) -> usize {
        let mut start = at;
        for _ in 0..=MOST_SPACES {
            match self.back(start, is_space) {
                Some(next) => start = next,
                None => return start,
            }
        }
        at
    }

    /// The byte after what joins two words of a figure: spaces, or one hyphen.
    pub(crate) fn join(&self, at: usize) -> Option<usize> {
        let spaced = self.skip_spaces(at);
        if spaced > at { Some(spaced) } else { self.past(at, is_hyphen) }
    }

    /// Whether no letter or digit is at a byte.
    pub(crate) fn ends(&self, at: usize) -> bool {
        !self.char_at(at).is_some_and(char::is_alphanumeric)
    }

    /// Whether no letter or digit ends at a byte.
    pub(crate) fn begins(&self, at: usize) -> bool {
        !self.char_before(at).is_some_and(char::is_alphanumeric)
    }

    /// The run of letters at a byte.
    pub(crate) fn token(&self, at: usize) -> Option<Token> {
        // Most words are ASCII and are followed by enough bytes of text.
        if let Some(window) = self.bytes.get(at..).and_then(|rest| rest.first_chunk::<LONGEST>()) {
            let len = window.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            if len < LONGEST && window[len].is_ascii() {
                let folded = Folded::of_letters(window, len);
                return (len > 0).then_some(Token { start: at, end: at + len, folded });
            }
        }
        let mut end = at;
        for _ in 0..=LONGEST_WORD {
            match self.past(end, is_letter) {
                Some(next) => end = next,
                None if end == at => return None,
                None => return Some(Token { start: at, end, folded: Folded::of(&self.text[at..end]) }),
            }
        }
        Some(Token { start: at, end, folded: Folded::of("") })
    }

    /// The run of letters that ends at a byte.
    pub(crate) fn token_before(&self, at: usize) -> Option<Token> {
        let mut start = at;
        for _ in 0..=LONGEST_WORD {
            match self.back(start, is_letter) {
                Some(next) => start = next,
                None if start == at => return None,
                None => return Some(Token { start, end: at, folded: Folded::of(&self.text[start..at]) }),
            }
        }
        Some(Token { start, end: at, folded: Folded::of("") })
    }

    /// The token after the spaces at a byte.
    pub(crate) fn next_token(&self, at: usize) -> Option<Token> {
        self.token(self.skip_spaces(at))
    }

    /// The token before the spaces that end at a byte.
    pub(crate) fn previous_token(&self, at: usize) -> Option<Token> {
        self.token_before(self.skip_spaces_back(at))
    }

    /// The lexicon's entry for a token.
    pub(crate) fn look_up(&self, token: &Token) -> Option<&'static Word> {
        self.lexicon.word(&token.folded)
    }

    /// Whether a token is a word of that cue.
    pub(crate) fn is(&self, token: &Token, cue: Cue) -> bool {
        self.look_up(token).is_some_and(|word| word.is(cue))
    }

    /// Whether the figure that ends at a byte is complete: no noun continues it, because the text ends or a mark or a
    /// function word follows.
    pub(crate) fn is_complete(&self, end: usize) -> bool {
        let at = self.skip_spaces(end);
        match self.token(at) {
            None => self.char_at(at).is_none_or(|c| !c.is_ascii_digit()),
            Some(token) => at > end && self.is(&token, Cue::Follows),
        }
    }

    /// The token at a byte with its entry.
    pub(crate) fn word(&self, at: usize) -> Option<(Token, &'static Word)> {
        let token = self.token(at)?;
        Some((token, self.look_up(&token)?))
    }

    /// The byte after a phrase of folded words at a byte, with spaces or hyphens between them.
    pub(crate) fn phrase(&self, at: usize, words: &[&str]) -> Option<usize> {
        let mut end = at;
        for (index, word) in words.iter().enumerate() {
            let start = if index == 0 { end } else { self.join(end)? };
            end = self.token(start).filter(|token| token.is(word))?.end;
        }
        Some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_of_typography_join_and_gaps_do_not() {
        for (text, end) in [("\u{202f}€", 3), ("\u{a0} x", 3), ("    x", 0), ("\nx", 0), ("x", 0)] {
            assert_eq!(Cursor::new(text).skip_spaces(0), end, "{text:?}");
        }
    }

    #[test]
    fn words_are_runs_of_letters_in_both_directions() {
        let cursor = Cursor::new("l’été dernier");
        assert_eq!(cursor.token(4).unwrap().as_str(), "ete");
        assert_eq!(cursor.token_before(9).unwrap().as_str(), "ete");
        assert_eq!(cursor.previous_token(10).unwrap().as_str(), "ete");
        assert!(cursor.token(1).is_none());
    }

    #[test]
    fn a_very_long_word_is_not_read_to_its_end() {
        let text = "a".repeat(1000);
        let cursor = Cursor::new(&text);
        assert_eq!(cursor.token(0).unwrap().end, LONGEST_WORD + 1);
        assert_eq!(cursor.token(0).unwrap().as_str(), "");
    }

    #[test]
    fn a_figure_is_continued_by_a_noun_and_not_by_a_function_word() {
        for (text, complete) in [
            (" store", false),
            (" for a start", true),
            (", a start", true),
            ("", true),
            (" fort", false),
            (" 5", false),
        ] {
            assert_eq!(Cursor::new(text).is_complete(0), complete, "{text}");
        }
    }

    #[test]
    fn phrases_match_folded_words() {
        let cursor = Cursor::new("Points de pourcentage");
        assert_eq!(cursor.phrase(0, &["points", "de", "pourcentage"]), Some(21));
        assert_eq!(cursor.phrase(0, &["points", "de", "base"]), None);
    }
}
