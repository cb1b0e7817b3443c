//! Short names of currencies, ISO codes among them, and the currency before a number: "$10", "EUR 125", "MAUD
//! 60", "Rs. 20", "dollar 22.5 million". What is after one is read in [`super::after`].

use crate::facts::Currency;
use crate::facts::lexicon::cursor::{Cursor, Token, is_letter};
use crate::facts::lexicon::{Care, Tongue};
use crate::facts::number::Number;

use super::{Money, Unit, symbol};

/// Other short names: of currencies that no symbol has.
const SHORT: &[(&str, &str)] = &[
    ("Rs", "rupee"),
    ("RM", "ringgit"),
    ("FF", "FRF"),
    ("FB", "BEF"),
    ("FS", "CHF"),
    ("DM", "DEM"),
    ("kr", "krona"),
    ("zł", "PLN"),
    ("zl", "PLN"),
    ("Kč", "CZK"),
    ("Kc", "CZK"),
    ("FCFA", "XOF"),
    ("CFA", "XOF"),
    ("Fr", "CHF"),
    ("fr", "CHF"),
    ("Tk", "BDT"),
    ("KSh", "KES"),
    ("Ksh", "KES"),
    ("R", "ZAR"),
    ("RMB", "CNY"),
    ("Rp", "IDR"),
];

/// A currency by its short name.
pub(super) fn short(cursor: &Cursor<'_>, letters: &str) -> Option<Money> {
    let (_, name) = SHORT.iter().find(|(form, _)| *form == letters)?;
    match name.as_bytes() {
        [a, b, c] if a.is_ascii_uppercase() => Some(Money::Currency(Currency::new(&[*a, *b, *c]))),
        _ => cursor.lexicon.noun(name).map(Money::Noun),
    }
}

/// An ISO code, where it is believed: a code that is a word or an acronym too needs a number of weight.
pub(super) fn iso(cursor: &Cursor<'_>, letters: &str, number: &Number) -> Option<Money> {
    let row = cursor.lexicon.code(letters.as_bytes())?;
    (!row.is_word || number.has_weight()).then_some(Money::Currency(row.currency))
}

/// A code that is a word too, in capitals after a number where no noun goes on: "42 TRY".
pub(super) fn complete_iso(cursor: &Cursor<'_>, token: &Token) -> Option<Money> {
    let letters = &cursor.bytes[token.start..token.end];
    let row = cursor.lexicon.code(letters)?;
    let believed = cursor.is_complete(token.end) && !matches!(letters, b"ALL" | b"TOP" | b"SOS" | b"CUP");
    believed.then_some(Money::Currency(row.currency))
}

/// "MEUR", "kUSD", "MF": a scale in short and a code in capitals, or the letter of the franc.
pub(super) fn scaled_iso(cursor: &Cursor<'_>, letters: &str) -> Option<(Money, i16)> {
    if let Some(scale) = letters.strip_suffix('F').filter(|scale| matches!(*scale, "k" | "K" | "M" | "Md")) {
        return Some((Money::Noun(cursor.lexicon.noun("franc")?), symbol::abbreviation(scale)?));
    }
    let split = letters.len().checked_sub(3).filter(|split| *split > 0)?;
    let (scale, code) = (letters.get(..split)?, letters.get(split..)?);
    let power = symbol::abbreviation(scale)?;
    let upper = code.bytes().all(|byte| byte.is_ascii_uppercase());
    let row = cursor.lexicon.code(code.as_bytes()).filter(|_| upper)?;
    Some((Money::Currency(row.currency), power))
}

/// The currency before a number, not before byte `floor`.
pub(crate) fn read(cursor: &Cursor<'_>, number: &Number, floor: usize) -> Option<Unit> {
    let end = cursor.skip_spaces_back(number.start);
    let found = match cursor.char_before(end)? {
        c if is_letter(c) => letters_before(cursor, number, end)?,
        '.' => dotted_before(cursor, number, end).or_else(|| symbol_before(cursor, number, end))?,
        _ => symbol_before(cursor, number, end)?,
    };
    (found.start >= floor).then_some(found)
}

fn symbol_before(cursor: &Cursor<'_>, number: &Number, end: usize) -> Option<Unit> {
    let (money, start) = symbol::backward(cursor, end)?;
    Some(Unit::before(number, money, start, 0))
}

/// "Rs. 20", "fr. 50"
fn dotted_before(cursor: &Cursor<'_>, number: &Number, end: usize) -> Option<Unit> {
    let token = cursor.token_before(end - 1).filter(|token| cursor.begins(token.start))?;
    let letters = &cursor.text[token.start..token.end];
    let money = short(cursor, letters).filter(|_| matches!(letters, "Rs" | "Fr" | "fr"))?;
    Some(Unit::before(number, money, token.start, 0))
}

fn letters_before(cursor: &Cursor<'_>, number: &Number, end: usize) -> Option<Unit> {
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
        if let Some(money) = short(cursor, letters) {
            let glued = end == number.start;
            let believed = match letters {
                "R" => glued && number.has_weight(),
                "RM" => glued || number.has_weight(),
                "DM" | "kr" => number.has_weight(),
                "Rs" | "KSh" | "Ksh" | "Tk" | "RMB" | "Rp" => true,
                _ => false,
            };
            return believed.then(|| Unit::before(number, money, token.start, 0));
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
    let mut unit = Unit {
        money: Some(Money::Noun(noun)),
        start: token.start,
        end: number.end,
        power: 0,
        qualified: false,
    };
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
