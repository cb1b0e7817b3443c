//! ISO codes among them, and the currency before a number: "$10", "EUR 125", "MAUD
//! 60", "Rs. 20", "dollar 22.5 million". What is after one is read in [`super::after`].

use crate::facts::Currency;
use crate::facts::lexicon::cursor::{Cursor, Token, is_letter};
use crate::facts::lexicon::{Care, Tongue};
use crate::facts::number::Number;

use super::{Money, Unit, local, percent, symbol};

/// An ISO code, where it is believed: a code that is a word or an acronym too needs a number of weight.
pub(super) fn iso(cursor: &Cursor<'_>, letters: &str, number: &Number) -> Option<Money> {
    let row = cursor.lexicon.code(letters.as_bytes())?;
    (!row.is_word || number.has_weight()).then_some(Money::Currency(row.currency))
}

/// A code that is a word too, in capitals after a number where no noun goes on: "42 TRY".
pub(super) fn complete_iso(cursor: &Cursor<'_>, token: &Token) -> Option<Money> {
    let letters = &cursor.bytes[token.start..token.end];
    let row = cursor.lexicon.code(letters)?;
    let word = matches!(letters, b"ALL" | b"TOP" | b"SOS" | b"CUP");
    (cursor.is_complete(token.end) && !word).then_some(Money::Currency(row.currency))
}

/// A code that is a word too, in capitals and glued to digits: "12CUP".
pub(super) fn glued_iso(cursor: &Cursor<'_>, number: &Number, token: &Token) -> Option<Money> {
    let letters = &cursor.bytes[token.start..token.end];
    let row = cursor.lexicon.code(letters)?;
    let word = matches!(letters, b"ALL" | b"TOP" | b"SOS" | b"BAM");
    (token.start == number.end && number.digits.is_some() && !word).then_some(Money::Currency(row.currency))
}

/// "MEUR", "kUSD", "MF": a scale in short and a code in capitals, or the letter of the franc.
pub(super) fn scaled_iso(cursor: &Cursor<'_>, letters: &str) -> Option<(Money, i16)> {
    if let Some(found) = local::scaled(cursor, letters) {
        return Some(found);
    }
    if let Some(scale) = letters.strip_suffix('F').filter(|scale| matches!(*scale, "k" | "K" | "M" | "Md")) {
        return Some((Money::Noun(cursor.lexicon.noun("franc")?), symbol::abbreviation(scale)?));
    }
    let split = letters.len().checked_sub(3).filter(|split| *split > 0)?;
    let (scale, code) = (letters.get(..split)?, letters.get(split..)?);
    // "20 MARS" is a date.
    let power = symbol::abbreviation(scale).filter(|_| letters != "MARS")?;
    let upper = code.bytes().all(|byte| byte.is_ascii_uppercase());
    let row = cursor.lexicon.code(code.as_bytes()).filter(|_| upper)?;
    Some((Money::Currency(row.currency), power))
}

/// The currency before a number, not before byte `floor`.
pub(crate) fn read(cursor: &Cursor<'_>, number: &Number, floor: usize, french: bool) -> Option<Unit> {
    let end = cursor.skip_spaces_back(number.start);
    let found = match cursor.char_before(end)? {
        c if is_letter(c) => letters_before(cursor, number, end, french)?,
        '.' => dotted_before(cursor, number, end).or_else(|| symbol_before(cursor, number, end))?,
        '-' | '–' | '\u{2212}' if end == number.start => signed(cursor, number, end)?,
        _ => symbol_before(cursor, number, end)?,
    };
    (found.start >= floor).then_some(found)
}

/// "€ -15.00", "EUR -3,200.50", "$-4.5bn": a minus sign between the currency and the number.
fn signed(cursor: &Cursor<'_>, number: &Number, end: usize) -> Option<Unit> {
    let sign = cursor.back(end, |c| matches!(c, '-' | '–' | '\u{2212}'))?;
    let edge = cursor.skip_spaces_back(sign);
    let found = match cursor.char_before(edge)? {
        c if is_letter(c) => {
            let token =
                cursor.token_before(edge).filter(|token| edge < sign && cursor.begins(token.start))?;
            let money = iso(cursor, &cursor.text[token.start..edge], number)?;
            let upper = cursor.bytes[token.start..edge].iter().all(u8::is_ascii_uppercase);
            upper.then(|| Unit::before(number, money, token.start, 0))?
        }
        _ => symbol_before(cursor, number, edge)?,
    };
    // "USD -0.5%": the change of a rate.
    percent::after(cursor, number).is_none().then_some(Unit { negative: true, ..found })
}

/// "$(3.2)": the currency before a number in the parentheses of a negative one, not before byte `floor`.
pub(crate) fn parenthesised(cursor: &Cursor<'_>, number: &Number, floor: usize) -> Option<Unit> {
    let open = cursor.back(number.start, |c| c == '(')?;
    let edge = cursor.skip_spaces_back(open);
    let found = symbol_before(cursor, number, edge).filter(|found| found.start >= floor)?;
    Some(Unit { negative: true, ..found })
}

fn symbol_before(cursor: &Cursor<'_>, number: &Number, end: usize) -> Option<Unit> {
    let (money, start) = symbol::backward(cursor, end)?;
    Some(Unit::before(number, money, start, 0))
}

/// "Rs. 20", "fr. 50"
fn dotted_before(cursor: &Cursor<'_>, number: &Number, end: usize) -> Option<Unit> {
    let token = cursor.token_before(end - 1).filter(|token| cursor.begins(token.start))?;
    let letters = &cursor.text[token.start..token.end];
    if matches!(letters, "Fr" | "fr") {
        return Some(Unit::before(number, Money::Currency(Currency::new(b"CHF")), token.start, 0));
    }
    let local = local::before(cursor, number, &token, false)?;
    (!local.unsure && letters.len() > 1).then(|| Unit::before(number, local.money, token.start, 0))
}

fn letters_before(cursor: &Cursor<'_>, number: &Number, end: usize, french: bool) -> Option<Unit> {
    let token = cursor.token_before(end).filter(|token| cursor.begins(token.start))?;
    let letters = &cursor.text[token.start..end];
    match cursor.char_before(token.start) {
        Some('/' | '-' | '_') => return None,
        Some(c) if symbol::takes_letters(c) => return symbol_before(cursor, number, end),
        _ => {}
    }
    // Small words are codes at three letters, and nouns.
    let small = letters.bytes().all(|byte| byte.is_ascii_lowercase()) && !matches!(letters, "kr");
    if (!small || letters.len() == 3)
        && let Some(money) = iso(cursor, letters, number)
    {
        return Some(Unit::before(number, money, token.start, 0));
    }
    if !small {
        if let Some((money, power)) = scaled_iso(cursor, letters) {
            return Some(Unit::before(number, money, token.start, power));
        }
        if let Some(local) = local::before(cursor, number, &token, french) {
            let unit = Unit::before(number, local.money, token.start, 0);
            return Some(Unit { unsure: local.unsure, ..unit });
        }
    }
    noun_before(cursor, number, &token)
}

/// "dollar 22.5 million", "Malaysian ringgit 42": a noun before a number that has a scale, or after its
/// country.
fn noun_before(cursor: &Cursor<'_>, number: &Number, token: &Token) -> Option<Unit> {
    let noun = cursor.look_up(token)?.noun?;
    if number.tongue == Tongue::French || cursor.lexicon.care(noun) != Care::Free {
        return None;
    }
    let mut unit =
        Unit { money: Some(Money::Noun(noun)), start: token.start, end: number.end, ..Unit::default() };
    if let Some(before) = cursor.previous_token(token.start)
        && let Some(country) =
            cursor.look_up(&before).filter(|word| word.qualifies).and_then(|word| word.country)
        && let Some(currency) = cursor.lexicon.of_country(noun, country)
    {
        (unit.money, unit.start, unit.qualified) = (Some(Money::Currency(currency)), before.start, true);
        return Some(unit);
    }
    number.scale.is_some().then_some(unit)
}
