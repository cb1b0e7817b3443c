//! Numbers in digits: groups of three by space, point, comma or apostrophe, decimals by comma or point.
//!
//! One separator with three digits after it ("1.335", "73,460") may divide thousands or decimals. Both
//! readings are kept here; [`super::separator`] decides when language, currency and the rest of the article
//! are known.

use super::decimal::Decimal;
use crate::facts::lexicon::cursor::{Cursor, is_apostrophe, is_space};

/// A number in digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Digits {
    /// One past its last byte.
    pub(crate) end: usize,
    /// Its value, with an ambiguous separator read as one of thousands.
    pub(crate) value: Decimal,
    /// The reading with decimals, when a separator is ambiguous.
    pub(crate) ambiguity: Option<Ambiguity>,
    /// What divides its thousands.
    pub(crate) groups: Option<Separator>,
    /// What is before its decimals, where it surely has some.
    pub(crate) point: Option<Separator>,
    /// Digits before the first separator.
    pub(crate) lead: usize,
    /// Blanks are around its decimal point.
    pub(crate) broken: bool,
}

/// A separator that may divide thousands or decimals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ambiguity {
    /// What the number says with decimals.
    pub(crate) value: Decimal,
    /// What the decision rests on.
    pub(crate) shape: Shape,
}

/// How a number with an ambiguous separator is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// The separator.
    pub(crate) separator: Separator,
    /// Digits before it.
    pub(crate) lead: u8,
    /// Zeros at the end of the three digits after it.
    pub(crate) zeros: u8,
}

/// What divides digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separator {
    /// Any space.
    Space,
    /// `.`
    Point,
    /// `,`
    Comma,
    /// `'` or `’`
    Apostrophe,
}

/// Past the run of digits at a byte.
fn run(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn separator(cursor: &Cursor<'_>, at: usize) -> Option<(Separator, usize)> {
    let c = cursor.char_at(at)?;
    let separator = match c {
        '.' => Separator::Point,
        ',' => Separator::Comma,
        c if is_space(c) => Separator::Space,
        c if is_apostrophe(c) => Separator::Apostrophe,
        _ => return None,
    };
    let next = at + c.len_utf8();
    cursor.bytes.get(next).is_some_and(u8::is_ascii_digit).then_some((separator, next))
}

/// Reads the number whose first digit is at `start`. `Err` gives the end of digits that are no number: a
/// date, a version, an address, a run that no sum has.
pub(crate) fn read(cursor: &Cursor<'_>, start: usize) -> Result<Digits, usize> {
    let bytes = cursor.bytes;
    let first = run(bytes, start);
    let lead = first - start;
    let (mut end, mut groups, mut count) = (first, None, 0);
    if lead <= 3 && bytes[start] != b'0' {
        while let Some((found, next)) = separator(cursor, end) {
            let last = run(bytes, next);
            if last - next != 3 || groups.is_some_and(|group| group != found) {
                break;
            }
            (end, groups, count) = (last, Some(found), count + 1);
        }
        if groups.is_none()
            && let Some(last) = indian(cursor, first)
        {
            (end, groups, count) = (last, Some(Separator::Comma), 2);
        }
    }
    let whole_end = end;
    let mut point = None;
    if let Some((found @ (Separator::Point | Separator::Comma), next)) = separator(cursor, end)
        && groups != Some(found)
    {
        (end, point) = (run(bytes, next), Some(found));
    }
    let mut decimals = if point.is_some() { end - whole_end - 1 } else { 0 };
    let mut broken = false;
    if point.is_none()
        && groups.is_none()
        && let Some(next) = broken_point(cursor, start, end)
    {
        (end, point, broken) = (run(bytes, next), Some(Separator::Point), true);
        decimals = end - next;
    }
    let number = number(cursor, start, end, decimals).ok_or(end)?;
    let mut digits = Digits { end, value: number, ambiguity: None, groups, point, lead, broken };
    if let (Some(group @ (Separator::Point | Separator::Comma)), 1, None) = (groups, count, point) {
        let tail = &bytes[whole_end - 3..whole_end];
        let zeros = tail.iter().rev().take_while(|digit| **digit == b'0').count() as u8;
        let shape = Shape { separator: group, lead: lead as u8, zeros };
        digits.ambiguity = Some(Ambiguity { value: number.shift(-3), shape });
        digits.groups = None;
    }
    match separator(cursor, end) {
        Some((Separator::Point | Separator::Comma, _)) => Err(chain(cursor, end)),
        _ => Ok(digits),
    }
}

/// Where the decimals begin of a number that blanks broke apart, as tokenised and converted texts do: "7 .
/// 57", and "0. 6" or "15. 06", where no sentence can have ended.
fn broken_point(cursor: &Cursor<'_>, start: usize, end: usize) -> Option<usize> {
    let bytes = cursor.bytes;
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    match bytes.get(end..end + 3)? {
        b" . " if end - start <= 3 && digit(end + 3) => Some(end + 3),
        [b'.', b' ', b'0'] if end - start <= 3 && digit(end + 3) => Some(end + 2),
        [b'.', b' ', b'0'..=b'9'] if &bytes[start..end] == b"0" => Some(end + 2),
        _ => None,
    }
}

fn number(cursor: &Cursor<'_>, start: usize, end: usize, decimals: usize) -> Option<Decimal> {
    if end - start > 120 {
        return None;
    }
    Decimal::read(&cursor.bytes[start..end], decimals)
}

/// Past Indian groups: two digits between commas, three at the end ("1,00,000").
fn indian(cursor: &Cursor<'_>, first: usize) -> Option<usize> {
    let (mut end, mut pairs) = (first, 0);
    while let Some((Separator::Comma, next)) = separator(cursor, end) {
        let last = run(cursor.bytes, next);
        match (last - next, pairs) {
            (2, _) => (end, pairs) = (last, pairs + 1),
            (3, 1..) => return Some(last),
            _ => return None,
        }
    }
    None
}

/// Past digits that a date, a version or an address joins by points or commas.
fn chain(cursor: &Cursor<'_>, mut end: usize) -> usize {
    while let Some((Separator::Point | Separator::Comma, next)) = separator(cursor, end) {
        end = run(cursor.bytes, next);
    }
    end
}

/// A fraction at a byte, after a space or as one character: "2 1/2", "2½"; past it, and what it adds.
pub(crate) fn fraction(cursor: &Cursor<'_>, at: usize) -> Option<(usize, Decimal)> {
    let glued = match cursor.char_at(at)? {
        '½' => Some(Decimal::new(5, -1)),
        '¼' => Some(Decimal::new(25, -2)),
        '¾' => Some(Decimal::new(75, -2)),
        _ => None,
    };
    if let Some(part) = glued {
        return Some((at + 2, part));
    }
    let start = cursor.join(at)?;
    let bytes = cursor.bytes.get(start..start + 3)?;
    let (&[upper @ b'1'..=b'9', b'/', lower], after) = (bytes.first_chunk::<3>()?, start + 3) else {
        return None;
    };
    let (upper, lower) = (u64::from(upper - b'0'), u64::from(lower.wrapping_sub(b'0')));
    if !matches!(lower, 2 | 4 | 5 | 8) || upper >= lower || !cursor.ends(after) {
        return None;
    }
    Some((after, Decimal::new(u128::from(upper * 1000 / lower), -3)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<(f64, &str)> {
        let digits = read(&Cursor::new(text), 0).ok()?;
        Some((digits.value.to_f64(), &text[..digits.end]))
    }

    #[test]
    fn groups_and_decimals() {
        for (text, number, rest) in [
            ("25", 25.0, ""),
            ("13 000 millions", 13_000.0, " millions"),
            ("3\u{202f}190\u{202f}000,50 €", 3_190_000.5, " €"),
            ("1\u{a0}234\u{2009}567", 1_234_567.0, ""),
            ("2.700.000 F", 2_700_000.0, " F"),
            ("1'500'000.25", 1_500_000.25, ""),
            ("1,234,567.89", 1_234_567.89, ""),
            ("1.234,56", 1_234.56, ""),
            ("12,00,000", 1_200_000.0, ""),
            ("0,125", 0.125, ""),
            ("2001, 250", 2001.0, ", 250"),
            ("2001 250", 2001.0, " 250"),
            ("12 34", 12.0, " 34"),
            ("1 2345", 1.0, " 2345"),
            ("20000,15", 20_000.15, ""),
            ("1234.567", 1_234.567, ""),
            ("6.6 milliards.", 6.6, " milliards."),
            ("49.", 49.0, "."),
            ("7 . 57 %", 7.57, " %"),
            ("0. 6 %", 0.6, " %"),
            ("15. 06 %", 15.06, " %"),
            ("1990. 15 %", 1990.0, ". 15 %"),
            ("12. 15 %", 12.0, ". 15 %"),
        ] {
            let (found, surface) = value(text).unwrap();
            assert_eq!((found, &text[surface.len()..]), (number, rest), "{text}");
        }
    }

    #[test]
    fn three_digits_behind_one_separator_are_doubtful() {
        for (text, thousands, decimals) in [("1.335", 1335.0, 1.335), ("73,460", 73_460.0, 73.46)] {
            let digits = read(&Cursor::new(text), 0).unwrap();
            assert_eq!(
                (digits.value.to_f64(), digits.ambiguity.unwrap().value.to_f64()),
                (thousands, decimals)
            );
        }
        for text in ["1,335.5", "1 335", "0,335", "1.335.000", "1'335", "12345,678"] {
            assert!(read(&Cursor::new(text), 0).unwrap().ambiguity.is_none(), "{text}");
        }
    }

    #[test]
    fn dates_versions_and_addresses_are_no_numbers() {
        for text in ["12.05.2020", "1.2.3", "192.168.0.1", "3,4,5", "1,234,5"] {
            assert_eq!(read(&Cursor::new(text), 0).map(|digits| digits.end), Err(text.len()), "{text}");
        }
        let long = "9".repeat(5000);
        assert_eq!(read(&Cursor::new(&long), 0).map(|digits| digits.end), Err(5000));
    }

    #[test]
    fn fractions_stand_behind_a_whole_number() {
        for (text, part) in
            [(" 1/2 million", 0.5), ("-3/4", 0.75), ("½", 0.5), (" 3/4", 0.75), (" 7/8 %", 0.875)]
        {
            assert_eq!(fraction(&Cursor::new(text), 0).unwrap().1.to_f64(), part, "{text}");
        }
        for text in [" 6/2", " 1/20", "1/2", " 24/7", " 3/10"] {
            assert!(fraction(&Cursor::new(text), 0).is_none(), "{text}");
        }
    }
}
