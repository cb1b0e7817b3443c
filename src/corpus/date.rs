//! Dates as articles give them: in fields, in file names, in bylines. Numeric forms, ISO 8601, RFC 2822, the names of
//! months in the languages of [`month`], and the signs of Chinese, Japanese and Korean. An impossible date (month 13, the
//! year 0) is ignored, and a year that is merely mentioned in a text is never taken as the article's date.

mod address;
mod month;

use std::ops::Range;
use std::path::Path;

use crate::article::PartialDate;
use crate::text::fold;

pub(super) use address::{from_address, is_next_day};

use super::prefix::prefix;

/// How many bytes of a line are looked at for a date. A token takes 40 bytes of memory, and a line can be the whole
/// of a large file.
const LOOKED_AT: usize = 4096;

/// The date in a date field; anything else in the field (a time, a weekday) is skipped.
pub(super) fn given(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if text.len() > 100 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return from_digits(text);
    }
    let tokens = tokens(text);
    if let Some((date, _)) = iso(&tokens, 0) {
        return Some(date);
    }
    find(text).map(|(date, _)| date).or_else(|| printed(&tokens)).or_else(|| {
        let at = tokens.iter().position(|token| month(token.text).is_some())?;
        if at > 0 && tokens[at - 1].kind == Kind::Number {
            return None;
        }
        valid(number_at(&tokens, at + 1, 4..5)?, month(tokens[at].text)?, 0)
    })
}

/// `20250617`, `2025`, or seconds or milliseconds since 1970.
fn from_digits(text: &str) -> Option<PartialDate> {
    let value: i64 = text.parse().ok()?;
    match text.len() {
        4 => valid(value, 0, 0),
        8 => valid(value / 10_000, value / 100 % 100, value % 100).filter(|date| date.day > 0),
        9 | 10 | 12 | 13 => {
            let seconds = if text.len() > 10 { value / 1000 } else { value };
            let zoned =
                jiff::Timestamp::from_second(seconds).ok()?.to_zoned_datetime(jiff::tz::TimeZone::UTC);
            valid(zoned.year().into(), zoned.month().into(), zoned.day().into())
        }
        _ => None,
    }
}

/// A date at the beginning or the end of a file's name: `2025-06-17-slug`, `slug_2025-06`, `20250617 slug`.
pub(super) fn from_name(path: &Path) -> Option<PartialDate> {
    let stem = path.file_stem()?.to_str()?;
    let compact = stem.bytes().take_while(u8::is_ascii_digit).count();
    if compact == 8 && !stem[8..].starts_with(|c: char| c.is_alphanumeric()) {
        return from_digits(&stem[..8]);
    }
    let stem = stem.replace('_', " ");
    let tokens = tokens(&stem);
    let first = iso(&tokens, 0);
    first
        .or_else(|| [5, 3].iter().find_map(|&count| iso(&tokens, tokens.len().checked_sub(count)?)))
        .filter(|(date, _)| date.month > 0)
        .map(|(date, _)| date)
}

/// The first complete date (to the day) in a line, with its range of bytes.
pub(super) fn find(line: &str) -> Option<(PartialDate, Range<usize>)> {
    // A date must have a year.
    let mut digits = 0;
    let year = line.bytes().any(|byte| {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        digits == 4
    });
    if !year {
        return None;
    }
    let tokens = tokens(line);
    (0..tokens.len()).find_map(|at| {
        let (date, count) = iso(&tokens, at)
            .filter(|(date, _)| date.day > 0)
            .or_else(|| numeric(&tokens, at))
            .or_else(|| day_month_year(&tokens, at))
            .or_else(|| month_day_year(&tokens, at))
            .or_else(|| with_signs(&tokens, at))?;
        Some((date, tokens[at].start..tokens[at + count - 1].end()))
    })
}

/// Whether a line consists of a date and the words and times that go with a date of publication.
pub(super) fn is_date_line(line: &str, date: &Range<usize>) -> bool {
    let rest = |text: &str| !text.contains('(') && has_only(text, &[]);
    line.len() < 120 && rest(&line[..date.start]) && rest(&line[date.end..])
}

/// Whether a text consists of the words and times that go with a date of publication, and of `others` (folded).
pub(super) fn has_only(text: &str, others: &[&str]) -> bool {
    each_token(text).all(|token| match token.kind {
        Kind::Sign => !matches!(token.text, "?" | "!"),
        Kind::Number => token.text.len() <= 2,
        Kind::Word => {
            let word = fold::fold(token.text);
            DATE_WORDS.contains(&&*word) || others.contains(&&*word) || month(token.text).is_some()
        }
    })
}

/// Whether a word is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// Whether a word introduces a date of publication.
pub(super) fn is_publication(word: &str) -> bool {
    matches!(
        &*fold::fold(word),
        "publie" | "publiee" | "published" | "posted" | "paru" | "parue" | "date" | "updated"
    )
}

const DATE_WORDS: &[&str] = &[
    "a",
    "ago",
    "am",
    "and",
    "at",
    "cest",
    "cet",
    "cree",
    "date",
    "dernier",
    "derniere",
    "est",
    "et",
    "edt",
    "friday",
    "fri",
    "gmt",
    "h",
    "heures",
    "jeudi",
    "jour",
    "last",
    "le",
    "lundi",
    "m",
    "mardi",
    "mercredi",
    "min",
    "mis",
    "mise",
    "mod",
    "modifie",
    "modified",
    "monday",
    "mon",
    "on",
    "paru",
    "parue",
    "pdt",
    "pm",
    "posted",
    "pst",
    "publication",
    "publie",
    "publiee",
    "published",
    "s",
    "samedi",
    "saturday",
    "sat",
    "sunday",
    "sun",
    "thursday",
    "thu",
    "time",
    "tuesday",
    "tue",
    "update",
    "updated",
    "utc",
    "vendredi",
    "wednesday",
    "wed",
    "dimanche",
    "the",
    "t",
    "z",
    "of",
    "de",
    "du",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Word,
    Sign,
}

#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    kind: Kind,
    text: &'a str,
    start: usize,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of the first [`LOOKED_AT`] bytes of a text.
fn tokens(text: &str) -> Vec<Token<'_>> {
    each_token(prefix(text, LOOKED_AT)).collect()
}

fn each_token(text: &str) -> impl Iterator<Item = Token<'_>> {
    let kind = |c: char| match c {
        '0'..='9' => Kind::Number,
        _ if c.is_alphabetic() => Kind::Word,
        _ => Kind::Sign,
    };
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, c) = chars.find(|&(_, c)| !c.is_whitespace())?;
        let this = kind(c);
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            if this == Kind::Sign || next.is_whitespace() || kind(next) != this {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        Some(Token { kind: this, text: &text[start..end], start })
    })
}

fn number_at(tokens: &[Token<'_>], at: usize, digits: Range<usize>) -> Option<i64> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Number)?;
    if digits.contains(&token.text.len()) { token.text.parse().ok() } else { None }
}

fn text_at<'a>(tokens: &[Token<'a>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.text)
}

/// `2025-06-17`, `2025/6/17`, `2025-06`, `2025`, followed by anything that does not continue the number.
fn iso(tokens: &[Token<'_>], at: usize) -> Option<(PartialDate, usize)> {
    let year = number_at(tokens, at, 4..5)?;
    let sign = text_at(tokens, at + 1);
    let part = goes_on(tokens, at.checked_sub(1), at.checked_sub(2));
    if part || !matches!(sign, "-" | "/" | ".") {
        return if tokens.len() == 1 { valid(year, 0, 0).map(|date| (date, 1)) } else { None };
    }
    let month = number_at(tokens, at + 2, 1..3);
    let day = number_at(tokens, at + 4, 1..3).filter(|_| text_at(tokens, at + 3) == sign);
    match (month, day) {
        (Some(month), Some(day)) => valid(year, month, day).filter(|date| date.day > 0).map(|date| (date, 5)),
        (Some(month), None) if sign == "-" && month > 0 => valid(year, month, 0).map(|date| (date, 3)),
        _ => None,
    }
}

/// Whether a number follows a sign: then both are part of something longer.
fn goes_on(tokens: &[Token<'_>], sign: Option<usize>, number: Option<usize>) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| tokens.get(index));
    at(sign).is_some_and(|token| matches!(token.text, "-" | "/" | "." | ","))
        && at(number).is_some_and(|token| token.kind == Kind::Number)
}

/// `17/06/2025`, `17.6.2025`. Day first, unless only month first can be.
fn numeric(tokens: &[Token<'_>], at: usize) -> Option<(PartialDate, usize)> {
    let (first, second) = (number_at(tokens, at, 1..3)?, number_at(tokens, at + 2, 1..3)?);
    let year = number_at(tokens, at + 4, 4..5)?;
    let sign = text_at(tokens, at + 1);
    if !matches!(sign, "/" | "." | "-")
        || text_at(tokens, at + 3) != sign
        || text_at(tokens, at + 5) == sign && number_at(tokens, at + 6, 1..9).is_some()
    {
        return None;
    }
    let date = valid(year, second, first).or_else(|| valid(year, first, second));
    date.filter(|date| date.day > 0).map(|date| (date, 5))
}

/// A date with a year of two digits, between full stops: `17.6.25`. Only where a date is expected.
pub(super) fn short(line: &str) -> Option<PartialDate> {
    let tokens = tokens(line);
    (0..tokens.len()).find_map(|at| {
        let (day, month) = (number_at(&tokens, at, 1..3)?, number_at(&tokens, at + 2, 1..3)?);
        let year = number_at(&tokens, at + 4, 2..3)?;
        let stops = text_at(&tokens, at + 1) == "." && text_at(&tokens, at + 3) == ".";
        if !stops
            || goes_on(&tokens, Some(at + 5), Some(at + 6))
            || goes_on(&tokens, at.checked_sub(1), at.checked_sub(2))
        {
            return None;
        }
        valid(if year < 70 { 2000 } else { 1900 } + year, month, day)
            .filter(|date| date.day > 0 && date.month > 0)
    })
}

/// `17 juin 2025`, `1er mars 2025`, `17th of June, 2025`, `17 de junio`.
fn day_month_year(tokens: &[Token<'_>], at: usize) -> Option<(PartialDate, usize)> {
    let day = number_at(tokens, at, 1..3)?;
    let mut next = at + 1;
    if matches!(text_at(tokens, next), "er" | "st" | "nd" | "rd" | "th" | "." | "-" | "º") {
        next += 1;
    }
    if matches!(text_at(tokens, next), "of" | "de" | "/") {
        next += 1;
    }
    let month = month(text_at(tokens, next))?;
    next += 1;
    while matches!(text_at(tokens, next), "," | "." | "de" | "del" | "-" | "/") {
        next += 1;
    }
    let date = valid(number_at(tokens, next, 4..5)?, month, day).filter(|date| date.day > 0)?;
    Some((date, next + 1 - at))
}

/// `June 17, 2025`, `Jun. 17th 2025`.
fn month_day_year(tokens: &[Token<'_>], at: usize) -> Option<(PartialDate, usize)> {
    let month = month(text_at(tokens, at))?;
    let mut next = at + 1;
    if text_at(tokens, next) == "." {
        next += 1;
    }
    let day = number_at(tokens, next, 1..3)?;
    next += 1;
    while matches!(text_at(tokens, next), "st" | "nd" | "rd" | "th" | "," | ".") {
        next += 1;
    }
    let date = valid(number_at(tokens, next, 4..5)?, month, day).filter(|date| date.day > 0)?;
    Some((date, next + 1 - at))
}

/// `2025年6月17日`, `2025년 6월 17일`.
fn with_signs(tokens: &[Token<'_>], at: usize) -> Option<(PartialDate, usize)> {
    let year = number_at(tokens, at, 4..5)?;
    let sign = |at: usize, signs: [char; 2]| text_at(tokens, at).starts_with(signs);
    if !(sign(at + 1, ['年', '년']) && sign(at + 3, ['月', '월']) && sign(at + 5, ['日', '일'])) {
        return None;
    }
    let (month, day) = (number_at(tokens, at + 2, 1..3)?, number_at(tokens, at + 4, 1..3)?);
    valid(year, month, day).filter(|date| date.day > 0).map(|date| (date, 5))
}

/// `Tue Jun 17 08:00:00 CEST 2025`, as programs print a time.
fn printed(tokens: &[Token<'_>]) -> Option<PartialDate> {
    let at =
        tokens.iter().take(4).position(|token| token.kind == Kind::Word && month(token.text).is_some())?;
    let day = number_at(tokens, at + 1, 1..3)?;
    let time = text_at(tokens, at + 3) == ":";
    let year = (at + 4..tokens.len()).find_map(|at| number_at(tokens, at, 4..5))?;
    if time { valid(year, month(tokens[at].text)?, day).filter(|date| date.day > 0) } else { None }
}

/// The month that a word names, in full or abbreviated.
fn month(word: &str) -> Option<i64> {
    month::of(word)
}

/// The date with these numbers if it is possible; month and day may be 0, for not known.
fn valid(year: i64, month: i64, day: i64) -> Option<PartialDate> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        0 => 0,
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1000..=9999).contains(&year) || !(0..=days).contains(&day) {
        return None;
    }
    Some(PartialDate { year: year as i16, month: month as u8, day: day as u8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_as_long_as_a_file_is_looked_at_only_at_its_beginning() {
        let long = format!("{}17.6.25 2025-06-17", ",".repeat(LOOKED_AT));
        assert_eq!((find(&long), short(&long)), (None, None));
        assert_eq!(tokens(&",".repeat(10 * LOOKED_AT)).len(), LOOKED_AT);
    }

    #[test]
    fn a_field_gives_a_date_in_many_forms() {
        for (text, date) in [
            ("2025-06-17", "2025-06-17"),
            ("2025-06-17T08:30:00+02:00", "2025-06-17"),
            ("2025-06-17 08:30", "2025-06-17"),
            ("2025-06-17T99:99:99+99:99", "2025-06-17"),
            ("2025-03", "2025-03"),
            ("2025", "2025"),
            ("20250617", "2025-06-17"),
            ("1750118400", "2025-06-17"),
            ("1750118400000", "2025-06-17"),
            ("2025/6/7", "2025-06-07"),
            ("17/06/2025", "2025-06-17"),
            ("06/17/2025", "2025-06-17"),
            ("17.06.2025", "2025-06-17"),
            ("17 juin 2025", "2025-06-17"),
            ("mardi 1er août 2023 à 9h", "2023-08-01"),
            ("June 17, 2025", "2025-06-17"),
            ("Tue, 17 Jun 2025 08:00:00 GMT", "2025-06-17"),
            ("17th of June, 2025", "2025-06-17"),
            ("Sept. 3rd, 2024", "2024-09-03"),
            ("juin 2025", "2025-06"),
            ("29 février 2024", "2024-02-29"),
            ("Dienstag, 17. Juni 2025", "2025-06-17"),
            ("17 de junio de 2025", "2025-06-17"),
            ("17 czerwca 2025", "2025-06-17"),
            ("2025年6月17日 08:30", "2025-06-17"),
            ("Tue Jun 17 08:00:00 CEST 2025", "2025-06-17"),
        ] {
            assert_eq!(given(text).map(|date| date.to_string()).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn an_address_may_hold_a_date() {
        for (address, date) in [
            ("https://gull.example/2025/06/17/the-ferry", Some("2025-06-17")),
            ("https://gull.example/news/2025-6-7-the-ferry?x=1999-01-01", Some("2025-06-07")),
            ("https://gull.example/20250617/ferry.html", Some("2025-06-17")),
            ("https://gull.example/ferry-2025/06/", None),
            ("https://gull.example/2025/10/3-ferries", None),
            ("https://gull.example/-váy/été-là", None),
            ("https://gull.example/2025/", None),
            ("https://gull.example/20250617123/", None),
            ("https://gull.example/a-1250/06/17", None),
        ] {
            assert_eq!(from_address(address).map(|date| date.to_string()).as_deref(), date, "{address}");
        }
    }

    #[test]
    fn what_cannot_be_is_no_date() {
        for text in [
            "",
            "soon",
            "0000-01-01",
            "0",
            "292277026596-12-04",
            "2025-13-01",
            "2025-13",
            "2025-02-30",
            "2025-06-00",
            "31/04/2025",
            "29 février 2023",
            "32 juin 2025",
            "99999999",
            "99999999999999999999",
            "2025-",
            "-",
            "juin",
            "12:30",
            "1.2.3",
        ] {
            assert_eq!(given(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_gives_whole_dates_only() {
        let found = |line: &str| find(line).map(|(date, range)| (date.to_string(), line[range].to_owned()));
        for (line, date, surface) in [
            ("Publié le 17 juin 2025 à 14 h 05", "2025-06-17", "17 juin 2025"),
            ("By Ann Lee | June 17, 2025", "2025-06-17", "June 17, 2025"),
            ("(2025-06-17)", "2025-06-17", "2025-06-17"),
            ("Von Uwe Brandt am 17.06.2025, 11:51", "2025-06-17", "17.06.2025"),
        ] {
            assert_eq!(found(line), Some((date.to_owned(), surface.to_owned())));
        }
        for line in [
            "En juin 2025, tout allait bien",
            "depuis 2019",
            "2025-06",
            "1 234-56-78901",
            "version 2.3.2025.1",
        ] {
            assert_eq!(found(line), None);
        }
    }

    #[test]
    fn a_line_that_is_only_a_date_differs_from_a_sentence_with_one() {
        for (line, only) in [
            ("Publié le 17 juin 2025 à 14h05", true),
            ("Mis à jour le mardi 17 juin 2025 | 08:12", true),
            ("Posted on June 17, 2025 at 9:30 am", true),
            ("2025-06-17T08:00:00Z", true),
            ("Le 17 juin 2025, la fabrique a fermé.", false),
            ("Par Anne Le Gall, le 17 juin 2025", false),
        ] {
            let (_, range) = find(line).unwrap();
            assert_eq!(is_date_line(line, &range), only, "{line}");
        }
    }

    #[test]
    fn a_file_name_may_hold_a_date() {
        for (name, date) in [
            ("2025-06-17-la-fin.txt", Some("2025-06-17")),
            ("2025-06-17.md", Some("2025-06-17")),
            ("20250617_slug.txt", Some("2025-06-17")),
            ("2025_06_17 slug.txt", None),
            ("slug-2025-06-17.html", Some("2025-06-17")),
            ("slug_2025-06.html", Some("2025-06")),
            ("000_4680f78da926fdc0.txt", None),
            ("20251317.txt", None),
            ("2025.txt", None),
            ("12345678901.txt", None),
            ("budget-2025.txt", None),
        ] {
            assert_eq!(from_name(Path::new(name)).map(|date| date.to_string()).as_deref(), date, "{name}");
        }
    }
}
