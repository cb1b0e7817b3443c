//! The characters of a word: which ones are part of it, how they fold, and the counts from which its shape is made.

use crate::text::fold::fold_char;

use super::gazetteer::{self, Class};
use super::hash::{LATIN1, hash_of, step};
use super::token::Tokeniser;

/// The letters of a word, counted by case while it is read.
#[derive(Default, Clone, Copy)]
pub(super) struct WordShape {
    pub(super) letters: u32,
    pub(super) upper: u32,
    /// The byte of the last upper-case letter after a lower-case one; 0 for none.
    pub(super) turn: usize,
    pub(super) digit: bool,
    pub(super) hyphen: bool,
    pub(super) first_upper: bool,
    pub(super) last_lower: bool,
}

impl WordShape {
    /// Counts letters in lower case.
    pub(super) fn lower(&mut self, count: usize) {
        self.letters += count as u32;
        self.last_lower = true;
    }

    /// Counts a letter in upper case.
    pub(super) fn upper_at(&mut self, at: usize, start: usize) {
        if at == start {
            self.first_upper = true;
        } else if self.last_lower {
            self.turn = at;
        }
        self.letters += 1;
        self.upper += 1;
        self.last_lower = false;
    }
}

impl Tokeniser<'_, '_> {
    /// Reads a character that is not a lower-case ASCII letter. Returns its length in bytes; `None` when it is not part of
    /// the word.
    pub(super) fn other_letter(
        &self,
        start: usize,
        at: usize,
        byte: u8,
        word: &mut WordShape,
        hash: &mut u64,
    ) -> Option<usize> {
        let folded = match byte {
            b'A'..=b'Z' => {
                word.upper_at(at, start);
                byte | 0x20
            }
            b'0'..=b'9' => {
                word.digit = true;
                word.last_lower = false;
                byte
            }
            b'-' if at > start && self.letter_at(at + 1) => {
                word.hyphen = true;
                word.last_lower = false;
                byte
            }
            b'\'' if self.joins(start, at, 1) => {
                word.last_lower = false;
                byte
            }
            0xc3 => {
                let second = usize::from(*self.bytes.get(at + 1)? & 0x3f);
                match LATIN1[second] {
                    0 => return self.wide_letter(start, at, word, hash),
                    folded if second < 0x1f => {
                        word.upper_at(at, start);
                        *hash = step(*hash, u32::from(folded));
                        return Some(2);
                    }
                    folded => {
                        word.lower(1);
                        *hash = step(*hash, u32::from(folded));
                        return Some(2);
                    }
                }
            }
            0x80.. => return self.wide_letter(start, at, word, hash),
            _ => return None,
        };
        *hash = step(*hash, u32::from(folded));
        Some(1)
    }

    /// The same for a character that is neither ASCII nor a common letter of Latin-1.
    fn wide_letter(&self, start: usize, at: usize, word: &mut WordShape, hash: &mut u64) -> Option<usize> {
        let c = self.text[at..].chars().next()?;
        let inner = match c {
            '’' | 'ʼ' => self.joins(start, at, c.len_utf8()),
            '‐' | '‑' => at > start && self.letter_at(at + c.len_utf8()),
            _ => false,
        };
        if inner {
            word.last_lower = false;
        } else if c.is_uppercase() {
            word.upper_at(at, start);
        } else if c.is_alphabetic() {
            word.lower(1);
        } else if !('\u{300}'..='\u{36f}').contains(&c) {
            return None;
        }
        fold_char(c, |folded| *hash = step(*hash, folded as u32));
        Some(c.len_utf8())
    }

    /// The byte after an apostrophe at `at`.
    pub(super) fn apostrophe(&self, at: usize) -> Option<usize> {
        match self.bytes.get(at..)? {
            [b'\'', ..] => Some(at + 1),
            [0xe2, 0x80, 0x99, ..] => Some(at + 3),
            [0xca, 0xbc, ..] => Some(at + 2),
            _ => None,
        }
    }

    pub(super) fn letter_at(&self, at: usize) -> bool {
        match self.bytes.get(at) {
            Some(b) if b.is_ascii() => b.is_ascii_alphabetic(),
            Some(_) => {
                self.text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphabetic)
            }
            None => false,
        }
    }

    /// Whether the apostrophe at `at` is part of the word that began at `start`: `O'Brien`, `N'Golo`,
    /// `aujourd'hui`, `Sa'ad`; not an elision, not a possessive.
    pub(super) fn joins(&self, start: usize, at: usize, width: usize) -> bool {
        let after = at + width;
        if at == start || at - start > 20 || !self.letter_at(after) {
            return false;
        }
        let before = &self.text[start..at];
        let next_upper = self.text[after..].chars().next().is_some_and(char::is_uppercase);
        let mut letters = before.chars();
        match (letters.next(), letters.next()) {
            (Some('O'), None) => next_upper,
            (Some('N' | 'M' | 'T' | 'K' | 'G'), None) => next_upper,
            (Some(_), None) => false,
            _ if before.ends_with("-O") || before.ends_with("-D") => next_upper,
            _ if before.eq_ignore_ascii_case("aujourd") => true,
            _ if gazetteer::class(hash_of(before)).has(Class::ELISION) => false,
            _ => {
                let tail = self.text[after..].chars().take_while(|c| c.is_alphabetic()).count();
                tail > 2 && before.chars().count() <= 5 && before.starts_with(char::is_uppercase)
            }
        }
    }

    /// `al-Assad`, `el-Sissi`, `d'` aside: a lower-case article joined by a hyphen to a capital.
    pub(super) fn arabic_article(&self, start: usize) -> bool {
        let word = &self.text[start..self.at];
        word.split_once('-').is_some_and(|(article, name)| {
            article.len() <= 3
                && gazetteer::class(hash_of(article)).has(Class::PARTICLE)
                && name.starts_with(char::is_uppercase)
        })
    }
}
