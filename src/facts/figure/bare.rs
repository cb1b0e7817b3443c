//! Bare sums: "20 milliards" without a currency. The words around them decide whether they are money.
//!
//! What is counted right after ("5 millions d'exemplaires", "two million users") is no sum, unless it is
//! money itself ("9 milliards de provisions"). Else the nearest word of money or of counting in the sentence
//! decides; where there is none, [`Hint::Open`], the figure before it in the sentence and the currencies of
//! the article do.

use crate::facts::lexicon::cursor::{Cursor, Token, is_apostrophe, is_letter};
use crate::facts::lexicon::{Cue, Folded};
use crate::facts::number::link;

/// What the words around a bare sum say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    /// It counts something else.
    Count,
    /// It is money.
    Money,
    /// Not known.
    Open,
}

/// How far from the sum the sentence is read, in bytes.
const WINDOW: usize = 160;

/// How far from a count of something else a bare number is doubtful, in bytes.
pub(crate) const NEAR: usize = 400;

/// What the words around the bare sum between two bytes say.
pub(crate) fn hint(cursor: &Cursor<'_>, start: usize, end: usize, french: bool) -> Hint {
    match behind(cursor, end, french) {
        Hint::Open => {}
        known => return known,
    }
    if follows_word_of_money(cursor, start) {
        return Hint::Money;
    }
    let before = sentence_start(cursor, start);
    let nearest = nearest_cue(cursor, cursor.text[before..start].split(is_no_letter).rev());
    let behind = nearest_cue(cursor, cursor.text[end..sentence_end(cursor, end)].split(is_no_letter));
    match (nearest, behind) {
        (Some((a, hint)), Some((b, _))) if a <= b => hint,
        (_, Some((_, hint))) | (Some((_, hint)), None) => hint,
        (None, None) => Hint::Open,
    }
}

fn is_no_letter(c: char) -> bool {
    !is_letter(c)
}

/// The first word of money or of counting among some words, and how many bytes of words lie before it.
fn nearest_cue<'a>(cursor: &Cursor<'_>, words: impl Iterator<Item = &'a str>) -> Option<(usize, Hint)> {
    let mut distance = 0;
    for text in words {
        distance += text.len() + 1;
        let word = cursor.lexicon.word(&Folded::of(text));
        match word {
            Some(word) if word.is(Cue::Money) => return Some((distance, Hint::Money)),
            Some(word) if word.is(Cue::Counts) => return Some((distance, Hint::Count)),
            _ => {}
        }
    }
    None
}

/// Whether a word of money is right before: "a rapporté 20 millions", "d'un montant de près de 3
/// milliards".
fn follows_word_of_money(cursor: &Cursor<'_>, start: usize) -> bool {
    let mut at = start;
    for _ in 0..4 {
        let Some(token) = word_before(cursor, at) else { return false };
        if cursor.is(&token, Cue::Money) {
            return true;
        }
        at = token.start;
    }
    false
}

/// The word before a byte, across blanks and an apostrophe.
fn word_before(cursor: &Cursor<'_>, at: usize) -> Option<Token> {
    let edge = cursor.skip_spaces_back(at);
    cursor.token_before(cursor.back(edge, is_apostrophe).unwrap_or(edge))
}

/// What is right after.
fn behind(cursor: &Cursor<'_>, end: usize, french: bool) -> Hint {
    let spaced = cursor.skip_spaces(end);
    if let Some(at) = link(cursor, spaced).filter(|_| spaced > end) {
        return match cursor.token(at) {
            Some(token) if cursor.is(&token, Cue::Funds) => Hint::Money,
            Some(token) if matches!(token.as_str(), "plus" | "moins" | "trop") => Hint::Open,
            _ => Hint::Count,
        };
    }
    match cursor.token(spaced) {
        Some(token) if cursor.is(&token, Cue::Funds) => Hint::Money,
        Some(_) if spaced == end => Hint::Count,
        Some(_) if !french && !cursor.is_complete(end) => Hint::Count,
        _ if matches!(cursor.char_at(end), Some('-' | '+' | '\u{2011}')) => Hint::Count,
        _ => Hint::Open,
    }
}

/// Where the sentence before a byte begins, within the window.
fn sentence_start(cursor: &Cursor<'_>, at: usize) -> usize {
    let mut from = at.saturating_sub(WINDOW);
    while !cursor.text.is_char_boundary(from) {
        from += 1;
    }
    let before = &cursor.text[from..at];
    from + ends(before).last().unwrap_or(0)
}

/// Where the sentence after a byte ends, within the window.
fn sentence_end(cursor: &Cursor<'_>, at: usize) -> usize {
    let mut to = (at + WINDOW).min(cursor.text.len());
    while !cursor.text.is_char_boundary(to) {
        to -= 1;
    }
    at + ends(&cursor.text[at..to]).next().unwrap_or(to - at)
}

/// Bytes after the ends of sentences: a stop before a blank, or a line's end.
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    (0..bytes.len()).filter(move |at| match bytes[*at] {
        b'\n' => true,
        b'.' | b'!' | b'?' | b';' => bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace),
        _ => false,
    })
}

/// Whether a sentence ends between two bytes, or they are far apart.
pub(crate) fn are_in_other_sentences(cursor: &Cursor<'_>, first: usize, second: usize) -> bool {
    second.saturating_sub(first) > WINDOW || ends(&cursor.text[first..second]).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, french: bool) -> Hint {
        let start = text.find(|c: char| c.is_ascii_digit()).unwrap();
        let end = text.find("illions").map_or_else(|| text.find("illion").unwrap() + 6, |at| at + 7);
        hint(&Cursor::new(text), start, end, french)
    }

    #[test]
    fn what_is_counted_right_behind() {
        for (text, french, wanted) in [
            ("vendu à 5 millions d'exemplaires", true, Hint::Count),
            ("les 5 millions de voix", true, Hint::Count),
            ("5 millions de pertes", true, Hint::Money),
            ("2 million users", false, Hint::Count),
            ("2.5+million remaining shares", false, Hint::Count),
            ("a 2 million deficit", false, Hint::Money),
            ("of which 2 million would go on", false, Hint::Open),
            ("dont 2 millions partent", true, Hint::Open),
        ] {
            assert_eq!(read(text, french), wanted, "{text}");
        }
    }

    #[test]
    fn what_the_sentence_speaks_of() {
        for (text, wanted) in [
            ("Elle a investi 5 millions dans le port.", Hint::Money),
            ("La population est passée à 5 millions.", Hint::Count),
            ("Le budget baisse. Il en reste 5 millions. Les habitants partent.", Hint::Open),
            ("Le budget dit que, des habitants, il y en a 5 millions", Hint::Count),
            ("Des habitants, le budget en donne 5 millions de plus", Hint::Money),
        ] {
            assert_eq!(read(text, true), wanted, "{text}");
        }
    }
}
