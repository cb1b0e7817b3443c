//! The sign before a figure: "-5 %", "-$100,000", "à - 2,5 % du PIB", "minus £3 million". A dash between two words,
//! the bullet of a list and the dash of a range are no signs.

use crate::facts::lexicon::cursor::{Cursor, is_space};

/// Words before a minus that a blank divides from its number. After others the hyphen is a dash.
const BEFORE_BLANK: &[&str] = &[
    "a",
    "at",
    "atteint",
    "atteignait",
    "between",
    "by",
    "d",
    "de",
    "entre",
    "environ",
    "est",
    "etait",
    "from",
    "is",
    "of",
    "reached",
    "sera",
    "serait",
    "to",
    "was",
];

/// Words after which "minus" before a sum is a sign, not a subtraction.
const BEFORE_MINUS: &[&str] = &[
    "a", "an", "and", "at", "atteint", "d", "est", "etait", "from", "is", "of", "or", "sera", "to", "was",
    "were",
];

/// Words before "moins" and "minus" that give it another meaning: "au moins", "plus ou moins".
const OTHERWISE: &[&str] = &["au", "du", "de", "ou", "or", "en", "pas", "le"];

/// Where the figure that begins at a byte begins with its sign, and whether it is below zero. `floor` is where the
/// figure before it ended.
pub(super) fn before(cursor: &Cursor<'_>, start: usize, floor: usize) -> Option<(usize, bool)> {
    if let Some(sign) = cursor.back(start, |c| matches!(c, '-' | '\u{2011}' | '–' | '+' | '\u{2212}')) {
        let free = is_free(cursor, sign) && sign >= floor && !cursor.text[..start].ends_with("+/-");
        let aside = matches!(cursor.char_at(sign), Some('-' | '–')) && opens_aside(cursor, sign, start);
        return (free && !aside).then(|| (sign, cursor.char_at(sign) != Some('+')));
    }
    let edge = cursor.skip_spaces_back(start);
    let sign = cursor.back(edge, |c| matches!(c, '-' | '–' | '\u{2212}')).filter(|_| edge < start)?;
    let follows = floor > 0 && cursor.skip_spaces_back(sign) == floor;
    let minus = sign >= floor && !follows && is_free(cursor, sign) && is_minus(cursor, sign, edge);
    minus.then_some((sign, true))
}

/// Whether nothing is glued before a sign.
fn is_free(cursor: &Cursor<'_>, sign: usize) -> bool {
    cursor.char_before(sign).is_none_or(|before| {
        is_space(before)
            || matches!(before, '\n' | '(' | '[' | ':' | '«' | '"' | '“' | '\'' | '’' | '/' | '|')
    })
}

/// How far the end of an aside is looked for, in bytes.
const ASIDE: usize = 80;

/// Whether a dash glued to a figure opens an aside or divides columns: it follows a number, or a word that comes before
/// no sign, and another dash beside a blank closes it in the same sentence.
fn opens_aside(cursor: &Cursor<'_>, sign: usize, start: usize) -> bool {
    let edge = cursor.skip_spaces_back(sign);
    if edge == sign {
        return false;
    }
    let Some(word) = cursor.token_before(edge) else {
        return cursor.char_before(edge).is_some_and(|c| c.is_ascii_digit())
            && !is_plain_digit(cursor, start);
    };
    if BEFORE_BLANK.contains(&word.as_str()) {
        return false;
    }
    let end = (start + ASIDE).min(cursor.bytes.len());
    let rest = &cursor.bytes[start..end];
    let sentence = rest.windows(2).take_while(|pair| !matches!(pair, [b'.' | b';', b' '] | [b'\n', _]));
    let mut closes = sentence.filter(|pair| matches!(pair, [b'-', b' ' | b','] | [b' ', b'-']));
    closes.next().is_some()
}

/// Whether a digit is at a byte: a percentage or a sum that begins with its number.
fn is_plain_digit(cursor: &Cursor<'_>, at: usize) -> bool {
    cursor.bytes.get(at).is_some_and(u8::is_ascii_digit)
}

/// Whether the sign between two bytes, after which a blank follows, is a minus.
fn is_minus(cursor: &Cursor<'_>, sign: usize, end: usize) -> bool {
    let hyphen = cursor.char_at(sign) == Some('-');
    if cursor.char_at(sign) == Some('\u{2212}')
        || hyphen && matches!(cursor.char_at(end), Some('\u{a0}' | '\u{202f}'))
    {
        return true;
    }
    let edge = cursor.skip_spaces_back(sign);
    match cursor.char_before(edge) {
        Some('(' | '[' | ':' | '|' | '=') => true,
        _ => {
            let apostrophe = cursor.back(edge, |c| matches!(c, '\'' | '’')).unwrap_or(edge);
            cursor.token_before(apostrophe).is_some_and(|word| BEFORE_BLANK.contains(&word.as_str()))
        }
    }
}

/// The first byte of the "minus" or "moins" before a figure. Before a sum it is a sign only after some words.
pub(super) fn word(cursor: &Cursor<'_>, start: usize, floor: usize, sum: bool) -> Option<usize> {
    let token = cursor.previous_token(start)?;
    if token.start < floor || !matches!(token.as_bytes(), b"minus" | b"moins") {
        return None;
    }
    let Some(before) = cursor.previous_token(token.start) else { return Some(token.start) };
    let sign =
        if sum { BEFORE_MINUS.contains(&before.as_str()) } else { !OTHERWISE.contains(&before.as_str()) };
    sign.then_some(token.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_dashes() {
        for (text, wanted) in [
            ("soit -5", Some(true)),
            ("soit +5", Some(false)),
            ("soit −5", Some(true)),
            ("un solde de - 5", Some(true)),
            ("un solde (- 5", Some(true)),
            ("un solde\u{a0}-\u{a0}5", Some(true)),
            ("un solde − 5", Some(true)),
            ("à – 5", Some(true)),
            ("la hausse – 5", None),
            ("la hausse - 5", None),
            ("- 5", None),
            ("+/-5", None),
            ("GPT-5", None),
            ("mars-5", None),
        ] {
            let cursor = Cursor::new(text);
            assert_eq!(before(&cursor, text.len() - 1, 0).map(|(_, negative)| negative), wanted, "{text}");
        }
    }
}
