//! What the words before and after a figure make of it: "environ", "plus de", "jusqu'à", "at least", "or
//! more", "+". They stay outside the surface form.

use crate::facts::Modifier::{self, *};
use crate::facts::lexicon::Cue;
use crate::facts::lexicon::cursor::{Cursor, Token, is_apostrophe};
use crate::facts::lexicon::modifiers::{PHRASES_AFTER, PHRASES_BEFORE, WORDS_BEFORE};

/// The modifier of the figure between two bytes; `about` where its own words say so ("une quinzaine").
pub(crate) fn of(cursor: &Cursor<'_>, start: usize, end: usize, about: bool) -> Modifier {
    before(cursor, start).or_else(|| behind(cursor, end)).unwrap_or(if about { About } else { Exact })
}

fn before(cursor: &Cursor<'_>, start: usize) -> Option<Modifier> {
    let edge = cursor.skip_spaces_back(start);
    if let Some(sign) = cursor.char_before(edge).and_then(sign) {
        return Some(sign);
    }
    if cursor.text[..edge].ends_with("+/-") {
        return Some(About);
    }
    if let Some(shorthand) = shorthand(cursor, edge) {
        return Some(shorthand);
    }
    let last = word_before(cursor, start).filter(|token| cursor.is(token, Cue::Modifies))?;
    // "les quelque 10 milliards", "the more than 10 billion", "an estimated 5%": what is before does not
    // matter.
    let mut words = [None; 3];
    let mut at = start;
    for slot in &mut words {
        *slot = word_before(cursor, at);
        match slot {
            Some(token) => at = token.start,
            None => break,
        }
    }
    let matches = |phrase: &[&str]| {
        phrase
            .iter()
            .zip(&words)
            .all(|(word, token)| token.as_ref().is_some_and(|token: &Token| token.is(word)))
    };
    let phrase = PHRASES_BEFORE.iter().find(|(phrase, _)| matches(phrase)).map(|(_, modifier)| *modifier);
    phrase.or_else(|| WORDS_BEFORE.iter().find(|(word, _)| last.is(word)).map(|(_, modifier)| *modifier))
}

/// "+ de 5 %", "env. 5 %", "approx. 5%".
fn shorthand(cursor: &Cursor<'_>, edge: usize) -> Option<Modifier> {
    if let Some(stop) = cursor.back(edge, |c| c == '.') {
        let token = cursor.token_before(stop)?;
        return matches!(token.as_bytes(), b"env" | b"approx" | b"ca").then_some(About);
    }
    let de = cursor.token_before(edge).filter(|token| token.is("de"))?;
    let sign = cursor.skip_spaces_back(de.start);
    match cursor.char_before(sign)? {
        '+' => Some(MoreThan),
        '-' if sign < de.start => Some(LessThan),
        _ => None,
    }
}

/// The word before a byte, across spaces, an apostrophe or a hyphen, but not across other marks.
fn word_before(cursor: &Cursor<'_>, at: usize) -> Option<Token> {
    let edge = cursor.skip_spaces_back(at);
    let edge = cursor.back(edge, |c| is_apostrophe(c) || c == '-').unwrap_or(edge);
    cursor.token_before(edge)
}

fn sign(c: char) -> Option<Modifier> {
    Some(match c {
        '~' | '≈' | '∼' | '≃' | '±' => About,
        '>' => MoreThan,
        '<' => LessThan,
        '≥' => AtLeast,
        '≤' => AtMost,
        '≲' => Nearly,
        _ => return None,
    })
}

fn behind(cursor: &Cursor<'_>, end: usize) -> Option<Modifier> {
    if cursor.char_at(end) == Some('+') || cursor.text[end..].starts_with("-plus") {
        return Some(AtLeast);
    }
    let at = cursor.skip_spaces(end);
    let word = cursor.token(at).filter(|token| at > end && cursor.is(token, Cue::ModifiesBack))?;
    let first = word.as_str();
    let modifier = PHRASES_AFTER.iter().find(|(phrase, _)| {
        phrase[0] == first && cursor.phrase(at, phrase).is_some_and(|last| cursor.ends(last))
    });
    let (phrase, modifier) = modifier?;
    let last = cursor.phrase(at, phrase)?;
    // "10 % au moins de 20 ans", "maximum de ...": the phrase belongs to what follows it.
    let next = cursor.next_token(last);
    let goes_on = next.is_some_and(|next| {
        matches!(next.as_str(), "de" | "d" | "than")
            || (phrase.len() == 1 && cursor.bytes[cursor.skip_spaces(last)].is_ascii_digit())
    }) || cursor.bytes.get(cursor.skip_spaces(last)).is_some_and(u8::is_ascii_digit);
    (!goes_on).then_some(*modifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Modifier {
        let start = text.find(['5', '$']).unwrap();
        let end = text.rfind(['%', '$', '5']).unwrap() + 1;
        of(&Cursor::new(text), start, end, false)
    }

    #[test]
    fn before_the_figure() {
        for (text, wanted) in [
            ("environ 5 %", About),
            ("d’environ 5 %", About),
            ("Plus de 5 %", MoreThan),
            ("plus de\u{a0}5 %", MoreThan),
            ("un peu plus de 5 %", MoreThan),
            ("pas plus de 5 %", AtMost),
            ("pas moins de 5 %", AtLeast),
            ("jusqu'à 5 %", UpTo),
            ("jusqu’à 5 %", UpTo),
            ("près de 5 %", Nearly),
            ("Près des 5 %", Nearly),
            ("au moins 5 %", AtLeast),
            ("moins de 5 %", LessThan),
            ("aux alentours de 5 %", About),
            ("de l'ordre de 5 %", About),
            ("les quelque 5 %", About),
            ("supérieur à 5 %", MoreThan),
            ("en dessous de 5 %", LessThan),
            ("en-dessous de 5 %", LessThan),
            ("au-delà de 5 %", MoreThan),
            ("at least 5%", AtLeast),
            ("some $5", About),
            ("no more than 5%", AtMost),
            ("up to 5%", UpTo),
            ("as much as 5%", UpTo),
            ("in excess of 5%", MoreThan),
            ("just over 5%", MoreThan),
            ("an estimated 5%", About),
            ("≈ 5 %", About),
            (">5 %", MoreThan),
            ("+ de 5 %", MoreThan),
            ("+/- 5 %", About),
            ("env. 5 %", About),
            ("de 5 %", Exact),
            ("de plus. 5 %", Exact),
            ("il y a 5 %", Exact),
            ("5 %", Exact),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn behind_the_figure() {
        for (text, wanted) in [
            ("5 % ou plus", AtLeast),
            ("5% or more.", AtLeast),
            ("5%+", AtLeast),
            ("5 % environ", About),
            ("5 % au maximum", AtMost),
            ("5% or so", About),
            ("5 % au moins de ces gens", Exact),
            ("5 % ou plus de 6 %", Exact),
            ("5 % ou rien", Exact),
        ] {
            let end = text.find('%').unwrap() + 1;
            assert_eq!(of(&Cursor::new(text), 0, end, false), wanted, "{text}");
        }
    }
}
