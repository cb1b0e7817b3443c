//! The values of fields: texts, choices, ranges of numbers, sums and dates; how they are parsed and displayed.
//! A half-typed value is not a mistake: see [`Fault::Unfinished`].

use std::fmt;

use crate::article::PartialDate;
use crate::facts::Currency;

/// The value of a field in a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum QueryValue {
    Text(Box<str>),
    Choice(&'static str),
    Numbers(Range<f64>),
    Money(Range<f64>, Option<Currency>),
    Dates(Range<PartialDate>),
}

/// Why a text is not a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is the beginning of one: until it is complete the condition matches everything.
    Unfinished,
    /// It is wrong however it continues.
    Wrong { message: String, next_step: String },
}

/// A range of values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Range<T> {
    Exactly(T),
    Above(T),
    AtLeast(T),
    Below(T),
    AtMost(T),
    Between(T, T),
}

impl<T> Range<T> {
    /// Parses `x`, `>x`, `>=x`, `<x`, `<=x`, `x..y`, `x..` or `..y`; `one` parses a single value.
    fn parse(text: &str, one: impl Fn(&str) -> Result<T, Fault>) -> Result<Self, Fault> {
        let text = text.trim();
        let end = |text: &str| if text.trim().is_empty() { Err(Fault::Unfinished) } else { one(text.trim()) };
        for (sign, make) in [
            (">=", Self::AtLeast as fn(T) -> Self),
            ("≥", Self::AtLeast),
            (">", Self::Above),
            ("<=", Self::AtMost),
            ("≤", Self::AtMost),
            ("<", Self::Below),
            ("=", Self::Exactly),
        ] {
            if let Some(rest) = text.strip_prefix(sign) {
                return end(rest).map(make);
            }
        }
        match text.split_once("..") {
            Some(("", high)) => end(high).map(Self::AtMost),
            Some((low, "")) => end(low).map(Self::AtLeast),
            Some((low, high)) => Ok(Self::Between(end(low)?, end(high)?)),
            None => end(text.strip_suffix('.').unwrap_or(text)).map(Self::Exactly),
        }
    }

    fn map<U>(self, each: impl Fn(T) -> U) -> Range<U> {
        match self {
            Self::Exactly(x) => Range::Exactly(each(x)),
            Self::Above(x) => Range::Above(each(x)),
            Self::AtLeast(x) => Range::AtLeast(each(x)),
            Self::Below(x) => Range::Below(each(x)),
            Self::AtMost(x) => Range::AtMost(each(x)),
            Self::Between(x, y) => Range::Between(each(x), each(y)),
        }
    }
}

impl<T: fmt::Display> fmt::Display for Range<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(x) => write!(f, "{x}"),
            Self::Above(x) => write!(f, ">{x}"),
            Self::AtLeast(x) => write!(f, ">={x}"),
            Self::Below(x) => write!(f, "<{x}"),
            Self::AtMost(x) => write!(f, "<={x}"),
            Self::Between(x, y) => write!(f, "{x}..{y}"),
        }
    }
}

impl Range<f64> {
    /// Whether `value`, or any number from `value` to `high`, is in the range. Numbers that differ only after nine
    /// digits count as equal, because they come from decimal text.
    pub(super) fn meets(self, value: f64, high: Option<f64>) -> bool {
        let (low, high) = match high {
            Some(high) if high > value => (value, high),
            _ => (value, value),
        };
        let same = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        let at_least = |x| high > x || same(high, x);
        let at_most = |x| low < x || same(low, x);
        match self {
            Self::Exactly(x) => at_least(x) && at_most(x),
            Self::Above(x) => high > x && !same(high, x),
            Self::AtLeast(x) => at_least(x),
            Self::Below(x) => low < x && !same(low, x),
            Self::AtMost(x) => at_most(x),
            Self::Between(x, y) => at_least(x) && at_most(y),
        }
    }
}

impl Range<PartialDate> {
    /// Whether all days that `date` can mean are in the range: "2025" is not in "since March 2025".
    pub(super) fn contains(self, date: PartialDate) -> bool {
        let (first, last) = days(date);
        match self {
            Self::Exactly(x) => first >= days(x).0 && last <= days(x).1,
            Self::Above(x) => first > days(x).1,
            Self::AtLeast(x) => first >= days(x).0,
            Self::Below(x) => last < days(x).0,
            Self::AtMost(x) => last <= days(x).1,
            Self::Between(x, y) => first >= days(x).0 && last <= days(y).1,
        }
    }
}

/// The first and the last day that a date can mean, as numbers with the order of days.
fn days(date: PartialDate) -> (i32, i32) {
    let day = |month: u8, day: u8| i32::from(date.year) * 10_000 + i32::from(month) * 100 + i32::from(day);
    match (date.month, date.day) {
        (0, _) => (day(1, 1), day(12, 31)),
        (month, 0) => (day(month, 1), day(month, 31)),
        (month, of_month) => (day(month, of_month), day(month, of_month)),
    }
}

impl QueryValue {
    pub(super) fn text(text: &str) -> Result<Self, Fault> {
        Ok(Self::Text(text.trim().into()))
    }

    /// One of `choices`; the beginning of one is unfinished.
    pub(super) fn choice(text: &str, choices: &'static [&'static str]) -> Result<Self, Fault> {
        let typed = text.trim().to_lowercase();
        if let Some(choice) = choices.iter().find(|choice| **choice == typed) {
            return Ok(Self::Choice(choice));
        }
        if choices.iter().any(|choice| choice.starts_with(&typed)) {
            return Err(Fault::Unfinished);
        }
        Err(Fault::Wrong {
            message: format!("found \"{}\"", text.trim()),
            next_step: format!("write one of {}", choices.join(", ")),
        })
    }

    pub(super) fn numbers(text: &str) -> Result<Self, Fault> {
        Range::parse(text, |text| match scaled(text.trim_end_matches(['%', ' ']))? {
            (number, "") => Ok(number),
            (_, rest) => Err(not_a_number(rest, "write a number, as in >40 or 5..10")),
        })
        .map(Self::Numbers)
    }

    /// Sums: each end may have a scale, and a currency before or after it.
    pub(super) fn money(text: &str) -> Result<Self, Fault> {
        let next = "write a sum, as in >1bn, >300m€, 5..10md or $2bn";
        let range = Range::parse(text, |text| {
            let text = text.to_lowercase();
            let digits = text.find(|c: char| c.is_ascii_digit() || c == '.' || c == ',' || c == '-');
            let (before, number) = match digits {
                Some(at) => text.split_at(at),
                None if text.chars().count() <= 3 => return Err(Fault::Unfinished),
                None => return Err(not_a_number(&text, next)),
            };
            let (number, after) = scaled(number)?;
            let unit = match (before.trim(), after.trim()) {
                ("", "") => None,
                (name, "") | ("", name) => Some(currency(name).ok_or_else(|| match name {
                    _ if begins_unit(name) => Fault::Unfinished,
                    _ => not_a_number(name, next),
                })?),
                (_, after) => return Err(not_a_number(after, next)),
            };
            Ok((number, unit))
        })?;
        let unit = match range {
            Range::Between((_, low), (_, high)) => high.or(low),
            Range::Exactly((_, unit))
            | Range::Above((_, unit))
            | Range::AtLeast((_, unit))
            | Range::Below((_, unit))
            | Range::AtMost((_, unit)) => unit,
        };
        Ok(Self::Money(range.map(|(number, _)| number), unit))
    }

    /// Whether it is a range whose lower end is above its upper end, which matches nothing.
    pub(super) fn is_backwards(&self) -> bool {
        match *self {
            Self::Numbers(Range::Between(low, high)) | Self::Money(Range::Between(low, high), _) => {
                low > high
            }
            Self::Dates(Range::Between(first, last)) => days(first).0 > days(last).1,
            _ => false,
        }
    }

    pub(super) fn dates(text: &str) -> Result<Self, Fault> {
        Range::parse(text, date).map(Self::Dates)
    }
}

fn not_a_number(found: &str, next_step: &str) -> Fault {
    Fault::Wrong { message: format!("found \"{}\"", found.trim()), next_step: next_step.into() }
}

/// Scales in lower case; the longest first among those with the same beginning.
const SCALES: &[(&str, f64)] = &[
    ("milliards", 1e9),
    ("milliard", 1e9),
    ("millions", 1e6),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("mds", 1e9),
    ("md", 1e9),
    ("mio", 1e6),
    ("mn", 1e6),
    ("m", 1e6),
    ("bn", 1e9),
    ("b", 1e9),
    ("tn", 1e12),
    ("t", 1e12),
    ("k", 1e3),
];

/// A number with its scale, and the text after it: `1,5md€` gives 1.5e9 and `€`.
fn scaled(text: &str) -> Result<(f64, &str), Fault> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let mut end = 0;
    while let Some(byte) = bytes.get(end) {
        let exponent = matches!(byte, b'e' | b'E')
            && end > 0
            && bytes[end + 1..].iter().find(|b| !matches!(b, b'+' | b'-')).is_some_and(u8::is_ascii_digit);
        let sign = matches!(byte, b'-' | b'+') && (end == 0 || matches!(bytes[end - 1], b'e' | b'E'));
        if !(byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'_') || exponent || sign) {
            break;
        }
        end += 1;
    }
    let (digits, rest) = text.split_at(end);
    if digits.is_empty() || digits == "-" {
        return if rest.is_empty() {
            Err(Fault::Unfinished)
        } else {
            Err(not_a_number(rest, "write a number, as in >40 or 5..10"))
        };
    }
    let number: f64 = digits
        .replace('_', "")
        .replace(',', ".")
        .parse()
        .map_err(|_| not_a_number(digits, "write a number with one decimal point or comma"))?;
    let rest = rest.trim_start();
    let (scale, rest) = SCALES
        .iter()
        .find_map(|(name, scale)| {
            let after = rest.strip_prefix(name)?;
            // A letter of a currency code is not a scale: `10 mxn` has no scale, `10 meur` has one.
            (after.is_empty() || currency(after.trim()).is_some()).then_some((*scale, after))
        })
        .unwrap_or((1.0, rest));
    let number = number * scale;
    if number.is_finite() { Ok((number, rest)) } else { Err(not_a_number(digits, "write a smaller number")) }
}

/// What people type for a currency beside its ISO code. The dollar sign alone is the American one here, since no
/// article is at hand to say which country's it is.
const SYMBOLS: &[(&str, &[u8; 3])] = &[
    ("$", b"USD"),
    ("us$", b"USD"),
    ("$us", b"USD"),
    ("€", b"EUR"),
    ("£", b"GBP"),
    ("¥", b"JPY"),
    ("₹", b"INR"),
    ("₩", b"KRW"),
    ("c$", b"CAD"),
    ("a$", b"AUD"),
    ("hk$", b"HKD"),
    ("r$", b"BRL"),
    ("fr", b"CHF"),
];

/// Whether `name` is the beginning of a scale, of a currency, or of both.
fn begins_unit(name: &str) -> bool {
    let begins_currency = |name: &str| {
        let letters = || ('a'..='z').map(String::from);
        let codes = |rest: &str| Currency::by_code(&format!("{name}{rest}")).is_some();
        SYMBOLS.iter().any(|(symbol, _)| symbol.starts_with(name))
            || match name.len() {
                0 => true,
                1 => letters().any(|second| letters().any(|third| codes(&format!("{second}{third}")))),
                2 => letters().any(|third| codes(&third)),
                _ => false,
            }
    };
    begins_currency(name)
        || SCALES.iter().any(|(scale, _)| {
            scale.starts_with(name)
                || name.strip_prefix(scale).is_some_and(|rest| begins_currency(rest.trim_start()))
        })
}

fn currency(name: &str) -> Option<Currency> {
    if let Some((_, code)) = SYMBOLS.iter().find(|(symbol, _)| *symbol == name) {
        return Some(Currency::new(code));
    }
    Currency::by_code(name)
}

/// `2025`, `2025-03`, `2025-3-14`; the beginning of one is unfinished.
fn date(text: &str) -> Result<PartialDate, Fault> {
    let wrong = || Fault::Wrong {
        message: format!("\"{text}\" is not a date"),
        next_step: "write a year, month or day, as in 2025, >=2025-03 or 2024-10..2025-03-14".into(),
    };
    let mut parts = text.trim_end_matches('-').split('-');
    let mut next = |digits: usize| match parts.next() {
        None => Ok(0),
        Some(part) if part.len() <= digits && part.bytes().all(|b| b.is_ascii_digit()) => {
            part.parse::<i16>().map_err(|_| wrong())
        }
        Some(_) => Err(wrong()),
    };
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    if parts.next().is_some() {
        return Err(wrong());
    }
    let typed = text.split('-').count();
    if year < 1000 {
        return if typed == 1 && year > 0 { Err(Fault::Unfinished) } else { Err(wrong()) };
    }
    let (month, day) = (month.clamp(0, 99) as i8, day.clamp(0, 99) as i8);
    match jiff::civil::Date::new(year, month.max(1), day.max(1)) {
        // A single zero is the beginning of a month or day.
        Ok(_) if text.ends_with("-0") => Err(Fault::Unfinished),
        Ok(_) if (month == 0 && text.len() > 5) || text.ends_with("-00") => Err(wrong()),
        Ok(_) => Ok(PartialDate { year, month: month.unsigned_abs(), day: day.unsigned_abs() }),
        Err(_) => Err(wrong()),
    }
}

impl fmt::Display for QueryValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Choice(choice) => f.write_str(choice),
            Self::Numbers(range) => write!(f, "{}", range.map(Short)),
            Self::Money(range, unit) => {
                write!(f, "{}", range.map(Short))?;
                unit.map_or(Ok(()), |unit| f.write_str(&unit.code().to_ascii_lowercase()))
            }
            Self::Dates(range) => write!(f, "{range}"),
        }
    }
}

/// Displays a number in its shortest exact form: `1bn`, `300m`, `0.5`.
struct Short(f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (scale, name) in [(1e9, "bn"), (1e6, "m")] {
            let scaled = self.0 / scale;
            if (1.0..1e6).contains(&scaled.abs()) && scaled * scale == self.0 {
                return write!(f, "{scaled}{name}");
            }
        }
        if self.0 == 0.0 {
            return f.write_str("0");
        }
        if (1e-4..1e15).contains(&self.0.abs()) { write!(f, "{}", self.0) } else { write!(f, "{:e}", self.0) }
    }
}

/// A text as written in a query: in quotes where they are needed.
pub(super) fn quoted(text: &str) -> String {
    let plain =
        !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|'));
    if plain { text.to_owned() } else { format!("\"{text}\"") }
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
