//! Percentages: the words and signs after a number that mean per cent, percentage points or basis points.
//!
//! `49 %`, `5%`, "dix pour cent", "12 p. 100", "9 per cent", "2 points de pourcentage", "25 points de base".
//! "un pourcentage" has no number, and a sign in an address (`%20`) is no sign.

use crate::facts::PercentUnit;
use crate::facts::lexicon::cursor::{Cursor, Token, is_hyphen};
use crate::facts::lexicon::percents::PERCENT_PHRASES;
use crate::facts::lexicon::{Cue, Numeral};
use crate::facts::number::Number;

/// A unit of percentages after a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Per cent or points.
    pub(crate) unit: PercentUnit,
    /// One past its last byte.
    pub(crate) end: usize,
    /// The power of ten that converts it to points: -2 for basis points.
    pub(crate) power: i16,
}

/// The unit after a number.
pub(crate) fn after(cursor: &Cursor<'_>, number: &Number) -> Option<Unit> {
    let spaced = cursor.skip_spaces(number.end);
    if let Some(end) = cursor.past(spaced, |c| matches!(c, '%' | '％' | '٪')) {
        return sign(cursor, number, end);
    }
    let at = if spaced > number.end { spaced } else { cursor.past(number.end, is_hyphen).unwrap_or(spaced) };
    let first = cursor.token(at).filter(|token| cursor.is(token, Cue::Percent))?;
    match first.as_str() {
        "points" | "point" | "pts" | "pt" => {
            if let Some(end) = points_of_percent(cursor, first.end) {
                return Some(Unit { unit: PercentUnit::Points, end, power: 0 });
            }
            if cursor.join(first.end).is_none_or(|at| !phrase_of_points(cursor, at))
                && cursor.ends(first.end)
                && are_percentage_points(cursor, number, first.end)
            {
                return Some(Unit { unit: PercentUnit::Points, end: first.end, power: 0 });
            }
        }
        "p" => {
            let dot = cursor.past(first.end, |c| c == '.')?;
            let hundred = cursor.skip_spaces(dot);
            let end = match cursor.token(hundred) {
                Some(token) => Some(token.end).filter(|_| token.as_str() == "cent"),
                None => cursor.text[hundred..].starts_with("100").then_some(hundred + 3),
            }?;
            return cursor.ends(end).then_some(Unit { unit: PercentUnit::Percent, end, power: 0 });
        }
        "percentage" | "percentages" | "pourcentage" | "pourcentages" if !number.one => {
            let next = cursor.join(first.end).and_then(|at| cursor.token(at));
            let goes_on = next.is_some_and(|next| next.as_str().starts_with("point"));
            if !goes_on {
                return Some(Unit { unit: PercentUnit::Percent, end: first.end, power: 0 });
            }
        }
        "pc" if first.start == number.end && number.digits.is_some() && cursor.ends(first.end) => {
            return Some(Unit { unit: PercentUnit::Percent, end: first.end, power: 0 });
        }
        "pp" | "bp" | "bps" | "pb" | "pdb" | "ppt" | "pct"
            if !cursor.text[first.start..first.end].bytes().all(|byte| byte.is_ascii_lowercase())
                || pages_follow(cursor, first.end) =>
        {
            return None;
        }
        _ => {}
    }
    let mut phrases = PERCENT_PHRASES.iter().filter(|(words, ..)| first.is(words[0]));
    phrases.find_map(|(words, unit, power)| {
        let end = cursor.phrase(at, words).filter(|end| cursor.ends(*end))?;
        let counts_on = words.last() == Some(&"cent") && hundreds_go_on(cursor, end);
        (!counts_on).then_some(Unit { unit: *unit, end, power: *power })
    })
}

/// Past "de %" after "points".
fn points_of_percent(cursor: &Cursor<'_>, end: usize) -> Option<usize> {
    let of = cursor.next_token(end).filter(|token| token.as_str() == "de")?;
    cursor.past(cursor.skip_spaces(of.end), |c| c == '%')
}

/// The unit of a sign that ends at a byte: points before the word "points", `None` before a digit (`%20`).
fn sign(cursor: &Cursor<'_>, number: &Number, end: usize) -> Option<Unit> {
    if cursor.bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return is_note(cursor, number, end).then_some(Unit { unit: PercentUnit::Percent, end, power: 0 });
    }
    let joined = cursor.join(end).and_then(|at| cursor.token(at));
    Some(match joined {
        Some(token) if matches!(token.as_str(), "points" | "point") && cursor.char_at(end) != Some(' ') => {
            Unit { unit: PercentUnit::Points, end: token.end, power: 0 }
        }
        _ => Unit { unit: PercentUnit::Percent, end, power: 0 },
    })
}

/// "40 %1": the digits after a sign are a footnote's number, not the code of a character in an address.
fn is_note(cursor: &Cursor<'_>, number: &Number, end: usize) -> bool {
    let last = end + cursor.bytes[end..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let goes_on =
        cursor.char_at(last).is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | '/' | '=' | '&'))
            || matches!(cursor.bytes.get(last), Some(b'.' | b',')) && !cursor.ends(last + 1);
    let spaced = cursor.skip_spaces(number.end) > number.end;
    let free = cursor.char_before(number.start).is_none_or(|c| c.is_whitespace() || c == '(');
    free && !goes_on && last - end <= if spaced { 3 } else { 1 }
}

/// Whether a phrase of the table follows "points": "de pourcentage", "of percentage".
fn phrase_of_points(cursor: &Cursor<'_>, at: usize) -> bool {
    [&["de", "pourcentage"][..], &["de", "pourcentages"], &["de", "base"], &["of", "percentage"]]
        .iter()
        .any(|phrase| cursor.phrase(at, phrase).is_some())
}

/// How far a percentage may be from points that are of it, in bytes.
const SAME_SENTENCE: usize = 80;

/// Whether bare "points" that end at a byte are percentage points: with a sign ("+ 9 points"), before the percentage
/// they led to ("0,3 point à 7,2 %"), or a decimal below ten after "de" or "by" beside a percentage ("de 0,2 pt chez les
/// jeunes"). Those of an index or a game are none.
fn are_percentage_points(cursor: &Cursor<'_>, number: &Number, end: usize) -> bool {
    let value = number.value.to_f64();
    let next = cursor.next_token(end);
    if value >= 100.0
        || next.is_some_and(|next| {
            matches!(next.as_bytes(), b"per" | b"par" | b"a" | b"game") && !leads(cursor, &next)
        })
    {
        return false;
    }
    let edge = cursor.skip_spaces_back(number.start);
    let signed = cursor.back(edge, |c| matches!(c, '+' | '-' | '\u{2212}' | '–'));
    let sign = signed.is_some_and(|sign| {
        let plus = cursor.char_at(sign) == Some('+');
        let free = cursor.char_before(sign).is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ':' | '/'));
        free && (plus || edge == number.start)
    });
    if sign && number.digits.is_some() {
        return true;
    }
    let comma = cursor.past(end, |c| c == ',').unwrap_or(end);
    if cursor.next_token(comma).is_some_and(|to| leads(cursor, &to) && leads_to_percentage(cursor, to.end)) {
        return true;
    }
    let decimal = number.digits.is_some_and(|digits| digits.point.is_some()) && value < 10.0;
    decimal
        && cursor.previous_token(number.start).is_some_and(|word| {
            matches!(word.as_bytes(), b"de" | b"d" | b"by") || cursor.is(&word, Cue::Changes)
        })
        && has_percentage_near(cursor, number.start, end)
}

/// Whether a word is "à" or "to", before the level that a change led to.
fn leads(cursor: &Cursor<'_>, word: &Token) -> bool {
    word.is("to") || word.is("a") && !matches!(cursor.bytes[word.start], b'a' | b'A')
}

/// Whether a percentage in digits follows.
fn leads_to_percentage(cursor: &Cursor<'_>, at: usize) -> bool {
    let start = cursor.skip_spaces(at);
    let len = cursor.bytes[start..]
        .iter()
        .take(8)
        .take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
        .count();
    let end = cursor.skip_spaces(start + len);
    len > 0
        && (cursor.bytes.get(end) == Some(&b'%')
            || cursor
                .token(end)
                .is_some_and(|token| matches!(token.as_bytes(), b"percent" | b"per" | b"pour" | b"pourcent")))
}

/// Whether a percent sign is near, in the same line.
fn has_percentage_near(cursor: &Cursor<'_>, start: usize, end: usize) -> bool {
    let bytes = cursor.bytes;
    let before = bytes[start.saturating_sub(SAME_SENTENCE)..start].rsplit(|byte| *byte == b'\n').next();
    let after = bytes[end..bytes.len().min(end + SAME_SENTENCE)].split(|byte| *byte == b'\n').next();
    [before, after].iter().flatten().any(|part| part.contains(&b'%'))
}

/// "No. 3 pp. 546": pages.
fn pages_follow(cursor: &Cursor<'_>, end: usize) -> bool {
    let at = cursor.skip_spaces(end);
    let at = cursor.past(at, |c| c == '.').unwrap_or(at);
    cursor.bytes.get(cursor.skip_spaces(at)).is_some_and(u8::is_ascii_digit)
}

/// "pour cent mille euros": the hundred counts on.
fn hundreds_go_on(cursor: &Cursor<'_>, end: usize) -> bool {
    let next = cursor.next_token(end).and_then(|token| cursor.look_up(&token));
    next.is_some_and(|word| {
        matches!(word.numeral, Some(Numeral::Thousand | Numeral::Scale { .. })) || word.noun.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::number;

    fn unit(text: &str) -> Option<(&str, i16, &str)> {
        let cursor = Cursor::new(text);
        let number = number::read(&cursor, 0, true).ok()?;
        let unit = after(&cursor, &number)?;
        Some((unit.unit.code(), unit.power, &text[unit.end..]))
    }

    #[test]
    fn what_makes_per_cent() {
        for (text, wanted) in [
            ("49 % du capital", ("%", 0, " du capital")),
            ("49\u{a0}%", ("%", 0, "")),
            ("49\u{202f}%.", ("%", 0, ".")),
            ("5%", ("%", 0, "")),
            ("dix pour cent", ("%", 0, "")),
            ("dix pour-cent", ("%", 0, "")),
            ("cent pour cent", ("%", 0, "")),
            ("12 p. 100 des", ("%", 0, " des")),
            ("12 p.100", ("%", 0, "")),
            ("9 per cent", ("%", 0, "")),
            ("a 9-percent rise", ("%", 0, " rise")),
            ("thirty percentage", ("%", 0, "")),
            ("2,5 points de pourcentage", ("pp", 0, "")),
            ("un point de pourcentage", ("pp", 0, "")),
            ("3 percentage points", ("pp", 0, "")),
            ("2 points de %", ("pp", 0, "")),
            ("1,5 pp", ("pp", 0, "")),
            ("25 points de base", ("pp", -2, "")),
            ("25 basis points", ("pp", -2, "")),
            ("half a percent", ("%", 0, "")),
            ("three-quarters of a percent", ("%", 0, "")),
            ("5 percentage-point", ("pp", 0, "")),
            ("45pc", ("%", 0, "")),
            ("4-3/4%", ("%", 0, "")),
        ] {
            let text = text.strip_prefix("a 9").map_or_else(|| text.to_owned(), |rest| format!("9{rest}"));
            assert_eq!(unit(&text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_does_not() {
        for text in [
            "un pourcentage",
            "one percentage",
            "5 points",
            "30%25",
            "180 °",
            "20 PP",
            "5 pour mille",
            "5 p. 12",
            "5 pour cent mille euros",
            "5 pages",
            "3 pp. 54-60",
        ] {
            assert_eq!(unit(text), None, "{text}");
        }
    }
}
