//! One number with the unit beside it: a figure, or one end of a range.

use super::sign;
use crate::facts::lexicon::{Cursor, Numeral, Tongue};
use crate::facts::number::digits::Separator;
use crate::facts::number::separator::Plural;
use crate::facts::number::{self, Number};
use crate::facts::unit::{self, Money, minor, percent};
use crate::facts::{Currency, PercentUnit};

/// The unit of a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QuantityUnit {
    /// A percentage.
    Percent(PercentUnit),
    /// A sum of money.
    Money(Money),
}

/// A number and its unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quantity {
    /// First byte of the surface.
    pub(crate) start: usize,
    /// One past the last byte of the surface.
    pub(crate) end: usize,
    /// The number, with what a scale in short and minor units add.
    pub(crate) number: Number,
    /// The power of ten of its scale, in words or abbreviated.
    pub(crate) power: i16,
    /// Its unit; `None` without one.
    pub(crate) unit: Option<QuantityUnit>,
    /// Whether the unit is before the number.
    pub(crate) unit_before: bool,
    /// Whether a country was named with the currency.
    pub(crate) qualified: bool,
    /// Whether a minor unit finishes the sum.
    pub(crate) has_minor: bool,
    /// Whether it is below zero.
    pub(crate) negative: bool,
    /// Whether only the rest of the article can confirm that its unit is money.
    pub(crate) unsure: bool,
}

/// Reads the number that begins at `at` and the unit beside it, not before byte `floor`. `Err` is a byte before which no
/// figure begins.
pub(crate) fn read(cursor: &Cursor<'_>, at: usize, floor: usize, french: bool) -> Result<Quantity, usize> {
    read_after(cursor, at, floor, french, None)
}

/// The same after a quantity whose currency is before its number and may belong to both: "$3-4bn".
pub(crate) fn read_after(
    cursor: &Cursor<'_>,
    at: usize,
    floor: usize,
    french: bool,
    currency: Option<Money>,
) -> Result<Quantity, usize> {
    let mut number = number::read(cursor, at, french)?;
    leading_point(cursor, &mut number, floor);
    let french = match number.tongue {
        Tongue::French => true,
        Tongue::English => false,
        Tongue::Either => french,
    };
    let mut quantity = Quantity {
        start: number.start,
        end: number.end,
        number,
        power: number.scale.map_or(0, |(power, _)| power),
        unit: None,
        unit_before: false,
        qualified: false,
        has_minor: false,
        negative: false,
        unsure: false,
    };
    let mut before = if number.one { None } else { unit::before::read(cursor, &number, floor, french) };
    if before.is_none()
        && let Some(parenthesised) = in_parentheses(cursor, &mut quantity, floor, french)
    {
        (before, number) = (parenthesised, quantity.number);
    }
    if let Some(unit) = before
        && unit.start > floor
        && let Some((power, end)) = accounted(cursor, &number, unit.start, french)
    {
        number = Number { end, scale: Some((power, Plural::Plural)), ..number.shift(power) };
        (quantity.number, quantity.power, quantity.end) = (number, power, end);
        before = Some(unit::Unit { start: unit.start - 1, negative: true, ..unit });
    }
    let joined = before.is_none() && number.start > floor && is_glued(cursor, number.start);
    // "9-7 lakh rupees" is no range, and the sum in it is not glued to what is before.
    let descends = joined && number.scale.is_some() && follows_digits(cursor, number.start);
    if joined && !descends {
        return Err(number.end);
    }
    if before.is_none()
        && let Some(percent) = percent::after(cursor, &number)
    {
        quantity.include_minus(cursor, floor, false);
        quantity.end = percent.end;
        quantity.number = number.shift(percent.power);
        quantity.power += percent.power;
        quantity.unit = Some(QuantityUnit::Percent(percent.unit));
        return Ok(quantity);
    }
    let known = before.and_then(|before| before.money).or(currency);
    let after = unit::after::read(cursor, &number, known, french);
    let after = after.filter(|after| before.is_some() || !belongs_on(cursor, number.end, after, french));
    let after = after.or_else(|| after_dash(cursor, &number, known, french));
    if let Some(before) = before {
        (quantity.start, quantity.unit_before, quantity.qualified) = (before.start, true, before.qualified);
        quantity.unit = before.money.map(QuantityUnit::Money);
        (quantity.negative, quantity.unsure) = (before.negative, before.unsure);
        quantity.scale(before.power);
    }
    if let Some(after) = after {
        quantity.end = after.end;
        quantity.qualified |= after.qualified;
        quantity.unsure |= after.unsure;
        quantity.unit = after.money.map(QuantityUnit::Money);
        quantity.scale(after.power);
    }
    quantity.add_minor(cursor);
    if (number.fraction || descends) && quantity.unit.is_none() {
        return Err(number.end);
    }
    if matches!(quantity.unit, Some(QuantityUnit::Money(_))) {
        quantity.include_minus(cursor, floor, true);
    }
    Ok(quantity)
}

/// "$(3.2) million", "(3.2)%": a negative number in parentheses, with the unit before it. The number then ends after
/// them, and after its scale. `None` when it is in none, or they are a parenthesis of the sentence.
fn in_parentheses(
    cursor: &Cursor<'_>,
    quantity: &mut Quantity,
    floor: usize,
    french: bool,
) -> Option<Option<unit::Unit>> {
    let number = &quantity.number;
    if number.digits.is_none() || number.scale.is_some() || cursor.char_before(number.start) != Some('(') {
        return None;
    }
    let end = cursor.past(number.end, |c| c == ')')?;
    let before = unit::before::parenthesised(cursor, number, floor);
    if before.is_none() {
        let percent = cursor.char_at(end) == Some('%') && cursor.begins(number.start - 1);
        if !percent {
            return None;
        }
        quantity.start = number.start - 1;
        quantity.negative = true;
    }
    let number = &mut quantity.number;
    number.end = end;
    if let Some((token, word)) = cursor.word(cursor.skip_spaces(end))
        && let Some(Numeral::Scale { french: long, english }) = word.numeral
        && before.is_some()
    {
        let power = i16::from(if french { long } else { english });
        *number = Number { end: token.end, scale: Some((power, Plural::Plural)), ..number.shift(power) };
        quantity.power = power;
    }
    quantity.end = quantity.number.end;
    Some(before)
}

/// "($3.2) million": the scale after a negative sum in parentheses, and the byte after it.
fn accounted(cursor: &Cursor<'_>, number: &Number, start: usize, french: bool) -> Option<(i16, usize)> {
    cursor.back(start, |c| c == '(').filter(|_| number.scale.is_none())?;
    let end = cursor.past(number.end, |c| c == ')')?;
    let (token, word) = cursor.word(cursor.skip_spaces(end))?;
    match word.numeral? {
        Numeral::Scale { french: long, english } => {
            Some((i16::from(if french { long } else { english }), token.end))
        }
        _ => None,
    }
}

/// "45.- francs", "1 000,- EUR", "CHF 45.–": the dash that replaces the cents of a price, and the unit after it.
fn after_dash(
    cursor: &Cursor<'_>,
    number: &Number,
    known: Option<Money>,
    french: bool,
) -> Option<unit::Unit> {
    let digits = number.digits.filter(|digits| digits.end == number.end && digits.point.is_none())?;
    let mark = cursor.past(number.end, |c| matches!(c, '.' | ','))?;
    let end = cursor.past(mark, |c| matches!(c, '-' | '–' | '—'))?;
    let dashed = Number { end: cursor.past(end, |c| c == '-').unwrap_or(end), ..*number };
    if !cursor.ends(dashed.end) {
        return None;
    }
    if let Some(money) = known {
        return Some(unit::Unit {
            money: Some(money),
            start: number.start,
            end: dashed.end,
            ..unit::Unit::default()
        });
    }
    if let Some(found) =
        unit::after::read(cursor, &dashed, None, french).filter(|found| found.money.is_some())
    {
        // Such prices are Swiss.
        let franc = cursor.lexicon.noun("franc").map(Money::Noun);
        let swiss =
            if found.money == franc { Some(Money::Currency(Currency::new(b"CHF"))) } else { found.money };
        return Some(unit::Unit { money: swiss, ..found });
    }
    let swiss = digits.groups == Some(Separator::Apostrophe);
    swiss.then(|| unit::Unit {
        money: Some(Money::Currency(Currency::new(b"CHF"))),
        start: number.start,
        end: dashed.end,
        ..unit::Unit::default()
    })
}

/// Whether a hyphen and digits are right before a byte.
fn follows_digits(cursor: &Cursor<'_>, start: usize) -> bool {
    let hyphen = cursor.back(start, |c| c == '-');
    hyphen.is_some_and(|at| cursor.char_before(at).is_some_and(|c| c.is_ascii_digit()))
}

impl Quantity {
    fn scale(&mut self, power: i16) {
        if power != 0 {
            self.number = self.number.shift(power);
            self.power += power;
        }
    }

    /// "minus five percent", "a minus £3.5 million result": a sign that is a word is part of the surface.
    fn include_minus(&mut self, cursor: &Cursor<'_>, floor: usize, sum: bool) {
        if let Some(start) = sign::word(cursor, self.start, floor, sum) {
            (self.start, self.negative) = (start, true);
        }
    }

    /// "15 euros 50", "3 dollars and 20 cents"; and "un euro et demi".
    fn add_minor(&mut self, cursor: &Cursor<'_>) {
        let number = &self.number;
        let whole = number.digits.is_none_or(|digits| digits.point.is_none() && number.ambiguity.is_none());
        let Some(QuantityUnit::Money(money)) = self.unit else { return };
        if self.power != 0 || !whole || matches!(money, Money::Minor(_)) || number.fraction {
            return;
        }
        let currency = match money {
            Money::Currency(currency) => Some(currency),
            Money::Noun(noun) => Some(cursor.lexicon.default_currency(noun)),
            Money::Minor(_) => None,
        };
        if let Some((sum, end)) = minor::after(cursor, self.end, currency, self.unit_before) {
            self.number.value = self.number.value.plus(sum);
            self.end = end;
            self.has_minor = true;
        }
    }
}

/// ".5", ",89 €": the point belongs to the number when nothing is before it. A comma does before two digits, the
/// cents of a price.
fn leading_point(cursor: &Cursor<'_>, number: &mut Number, floor: usize) {
    let Some(digits) = number.digits.filter(|digits| digits.point.is_none() && digits.groups.is_none())
    else {
        return;
    };
    let is_point = |at: &usize| match cursor.bytes[*at] {
        b'.' => true,
        b',' => {
            let edge = cursor.skip_spaces_back(*at);
            let free = edge == 0 || edge < *at && cursor.char_before(edge).is_some_and(char::is_alphabetic);
            digits.lead == 2 && free && cursor.char_at(cursor.skip_spaces(number.end)) == Some('€')
        }
        _ => false,
    };
    let Some(point) = number.start.checked_sub(1).filter(|at| *at >= floor && is_point(at)) else {
        return;
    };
    let alone =
        cursor.char_before(point).is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '%' | '…'));
    if alone && number.ambiguity.is_none() {
        number.start = point;
        *number = number.shift(-i16::try_from(digits.lead).unwrap_or(0));
    }
}

/// Whether the number is a part of something else: "GPT-4", "A4", "%20", "12/05", "v2.5", "#5".
fn is_glued(cursor: &Cursor<'_>, start: usize) -> bool {
    let Some(c) = cursor.char_before(start) else { return false };
    let before = start - c.len_utf8();
    match c {
        c if c.is_alphanumeric() => true,
        '%' | '_' | '@' | '#' | '\\' | '&' | '=' | '°' => true,
        '-' | '\u{2011}' => cursor.char_before(before).is_some_and(char::is_alphanumeric),
        '/' | '.' | ',' | ':' => cursor.char_before(before).is_some_and(|c| c.is_ascii_digit()),
        '\'' | '’' => cursor.char_before(before).is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// Whether a symbol after a number is rather the next number's: in English prose and tables a dollar sign
/// with blanks on both sides and digits after it ("202,989 $ 195,610"), in every language one that is glued
/// to the next digits.
fn belongs_on(cursor: &Cursor<'_>, number_end: usize, unit: &unit::Unit, french: bool) -> bool {
    let Some(last) = cursor.char_before(unit.end) else { return false };
    if last.is_alphanumeric() || unit.power != 0 {
        return false;
    }
    let spaced_before = cursor.skip_spaces(number_end) > number_end;
    let next = cursor.skip_spaces(unit.end);
    let digits = cursor.bytes.get(next).is_some_and(u8::is_ascii_digit);
    if !digits || !spaced_before {
        return false;
    }
    if next == unit.end {
        // "1 €50"
        return !french || minor::after(cursor, unit.end, None, false).is_none();
    }
    !french && minor::after(cursor, unit.end, None, false).is_none()
}
