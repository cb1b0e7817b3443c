//! Minor units: cents, centimes, pence. They stand alone ("50 cents") or finish a sum ("15 euros et 50
//! centimes").

use crate::facts::Currency;
use crate::facts::lexicon::cursor::{Cursor, Token};
use crate::facts::lexicon::{Cue, Minor, Numeral};
use crate::facts::number::{self, decimal::Decimal};

/// What minor units add to the sum that ends at a byte, and the byte after them: "et 15 centimes", "43c", or
/// the bare number of "15 euros 50" and "15 dollars and 15", where the currency is after its number.
pub(crate) fn after(
    cursor: &Cursor<'_>,
    end: usize,
    currency: Option<Currency>,
    named_only: bool,
) -> Option<(Decimal, usize)> {
    let spaced = cursor.skip_spaces(end);
    let glued = spaced == end;
    let mut at = spaced;
    let mut joined = false;
    if let Some((token, word)) = cursor.word(spaced)
        && word.numeral == Some(Numeral::And)
        && !glued
    {
        (at, joined) = (cursor.skip_spaces(token.end), true);
    }
    let (value, last) = number::read_small(cursor, at)?;
    if !cursor.ends(last) && cursor.char_at(last).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let digits = cursor.bytes[at].is_ascii_digit();
    let count = Decimal::whole(value);
    if let Some((minor, token)) = name(cursor, last) {
        let places = minor.places(currency.map(|currency| cursor.lexicon.minor_digits(currency)));
        let sum = count.shift(-places);
        return Some(match minor {
            Minor::Tenth => tenth(cursor, token.end, sum),
            _ => (sum, token.end),
        });
    }
    let two_digits = !digits || last - at == 2;
    if named_only || !two_digits || value >= 100 || (glued && !digits) {
        return None;
    }
    let next = cursor.skip_spaces(last);
    let complete = match cursor.token(next) {
        None => match cursor.char_at(next) {
            None => true,
            Some('.' | ',' | '!' | '?' | ';' | ':' | ')' | '»' | '"' | '\n') => {
                !cursor.bytes.get(next + 1).is_some_and(u8::is_ascii_digit)
            }
            Some(_) => false,
        },
        Some(token) => match (joined, digits) {
            (true, true) => false,
            (true, false) => matches!(token.as_str(), "and" | "et"),
            _ => next > last && cursor.is(&token, Cue::Price),
        },
    };
    complete.then_some((count.shift(-2), last))
}

/// The name of a minor unit after a number: a word, or a letter.
fn name(cursor: &Cursor<'_>, end: usize) -> Option<(Minor, Token)> {
    let token = cursor.token(cursor.skip_spaces(end)).filter(|token| cursor.ends(token.end))?;
    let minor = match token.as_str() {
        // "5 C $" are dollars.
        "c" if cursor.char_at(cursor.skip_spaces(token.end)) == Some('$') => return None,
        "c" | "ct" | "cts" => Minor::Cent,
        "p" => Minor::Penny,
        _ => cursor.look_up(&token)?.minor?,
    };
    Some((minor, token))
}

/// "five mao five": a single number after tenths counts hundredths.
fn tenth(cursor: &Cursor<'_>, end: usize, sum: Decimal) -> (Decimal, usize) {
    let next = cursor.skip_spaces(end);
    match number::read_small(cursor, next) {
        Some((value, last))
            if next > end && value < 10 && cursor.token(cursor.skip_spaces(last)).is_none() =>
        {
            (sum.plus(Decimal::whole(value).shift(-2)), last)
        }
        _ => (sum, end),
    }
}

/// Whether a minor unit follows what ends at a byte by name.
pub(crate) fn follows(cursor: &Cursor<'_>, end: usize) -> bool {
    let spaced = cursor.skip_spaces(end);
    let at = match cursor.word(spaced) {
        Some((token, word)) if word.numeral == Some(Numeral::And) => cursor.skip_spaces(token.end),
        _ => spaced,
    };
    number::read_small(cursor, at).is_some_and(|(_, last)| name(cursor, last).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_units_finish_a_sum() {
        for (text, value, rest) in [
            (" et 15 centimes.", 0.15, "."),
            (" 43c", 0.43, ""),
            (" and sixty nine cents", 0.69, ""),
            (" one penny", 0.01, ""),
            (" 50.", 0.5, "."),
            (" 50 par jour", 0.5, " par jour"),
            (" and 15.", 0.15, "."),
            (" and two and three", 0.02, " and three"),
            (" vingt", 0.2, ""),
            (" cinq", 0.05, ""),
            ("50", 0.5, ""),
            (" and five mao five.", 0.55, "."),
        ] {
            let (sum, end) = after(&Cursor::new(text), 0, None, false).unwrap();
            assert_eq!((sum.to_f64(), &text[end..]), (value, rest), "{text}");
        }
    }

    #[test]
    fn other_numbers_do_not() {
        for text in [
            ". 20 personnes",
            " 50 fois",
            " 50 dollars",
            " and 15 books",
            " 5 fois",
            " 2019",
            ", 50 en tout",
            " 50 %",
            " and 20 more",
            " 15 ans plus tard",
        ] {
            assert!(after(&Cursor::new(text), 0, None, false).is_none(), "{text}");
        }
    }
}
