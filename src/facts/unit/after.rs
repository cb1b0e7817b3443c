//! The currency after a number: "10 M€", "millions d'euros", "42 RM", "20 Md"; and after a sum whose
//! currency has gone before, what says it once more.

use crate::facts::lexicon::Numeral;
use crate::facts::lexicon::cursor::{Cursor, Token, is_hyphen, is_letter};
use crate::facts::number::separator::Plural;
use crate::facts::number::{Number, link};

use super::before::{complete_iso, glued_iso, iso, scaled_iso};
use super::name::{countries, named, named_at};
use super::{Money, Unit, local, symbol};

/// The longest short name, with a scale in short before it.
const LONGEST_SHORT: usize = 7;

/// The currency after a number. `before` is the one that has gone before it, which a name after may only
/// repeat ("$5 million dollars"), and a scale in short may follow without another ("$10bn").
pub(crate) fn read(
    cursor: &Cursor<'_>,
    number: &Number,
    before: Option<Money>,
    french: bool,
) -> Option<Unit> {
    let spaced = cursor.skip_spaces(number.end);
    let mut at = spaced;
    let mut linked = false;
    // "2 000 000 de dollars" is read as two millions are.
    let millions = number.digits.is_some() && number.value.to_f64() >= 1e6;
    if (number.linked || millions)
        && spaced > number.end
        && let Some(next) = link(cursor, spaced)
    {
        (at, linked) = (next, true);
    } else if spaced == number.end
        && let Some(next) = cursor.past(number.end, is_hyphen)
        && cursor.char_at(next).is_some_and(is_letter)
    {
        at = next;
    }
    if let Some(money) = before {
        return repeated(cursor, number, money, at, french);
    }
    let first = cursor.char_at(at)?;
    if !is_letter(first) {
        let (money, end) = symbol::forward(cursor, at)?;
        return Some(merged(cursor, Unit::behind(number, money, end, 0)));
    }
    let token = cursor.token(at)?;
    let word = cursor.look_up(&token);
    if let Some(found) = named(cursor, number, &token, word, french) {
        return Some(found);
    }
    let letters = &cursor.text[token.start..token.end];
    if letters.len() > LONGEST_SHORT {
        return None;
    }
    if cursor.char_at(token.end).is_some_and(symbol::takes_letters)
        && let Some((money, end)) = symbol::forward(cursor, at)
    {
        return Some(merged(cursor, Unit::behind(number, money, end, 0)));
    }
    if let Some((money, end)) = symbol::spaced_dollar(cursor, &token) {
        return Some(Unit::behind(number, money, end, 0));
    }
    if !cursor.ends(token.end) || is_pair(cursor, &token) {
        return None;
    }
    if let Some(money) = iso(cursor, letters, number)
        .or_else(|| complete_iso(cursor, &token))
        .or_else(|| glued_iso(cursor, number, &token))
    {
        return Some(scaled_behind(cursor, number, Unit::behind(number, money, token.end, 0), french));
    }
    let local = || {
        let local = local::after(cursor, number, &token, linked, french)?;
        Some(Unit { unsure: local.unsure, ..Unit::behind(number, local.money, local.end, 0) })
    };
    if linked {
        return local();
    }
    if let Some((money, power)) = scaled_iso(cursor, letters).filter(|_| number.scale.is_none()) {
        return Some(Unit::behind(number, money, token.end, power));
    }
    abbreviated(cursor, number, &token, french).or_else(local)
}

/// "75 USD million": a scale after the code.
fn scaled_behind(cursor: &Cursor<'_>, number: &Number, unit: Unit, french: bool) -> Unit {
    let at = cursor.skip_spaces(unit.end);
    let Some(token) = cursor.token(at).filter(|token| at > unit.end && cursor.ends(token.end)) else {
        return unit;
    };
    let power = match cursor.look_up(&token).and_then(|word| word.numeral) {
        Some(Numeral::Scale { french: long, english }) => {
            Some(i16::from(if french { long } else { english }))
        }
        _ if matches!(token.as_str(), "mn" | "bn" | "mln" | "bln") => symbol::abbreviation(token.as_str()),
        _ => None,
    };
    match power.filter(|_| number.scale.is_none() && number.digits.is_some()) {
        Some(power) => Unit { end: token.end, power, ..unit },
        None => unit,
    }
}

/// The first of two currencies of a rate: "1.25 EUR/USD".
fn is_pair(cursor: &Cursor<'_>, token: &Token) -> bool {
    cursor.char_at(token.end) == Some('/')
        && cursor.token(token.end + 1).is_some_and(|next| {
            let letters = &cursor.text[next.start..next.end];
            letters.len() == 3 && cursor.lexicon.code(letters.as_bytes()).is_some()
                || matches!(letters, "DM" | "FF")
        })
}

/// "10 M€", "3,19 T $ US", "5 Mds d'euros", "42 M CNY"; "20 Md" alone in French.
fn abbreviated(cursor: &Cursor<'_>, number: &Number, token: &Token, french: bool) -> Option<Unit> {
    let letters = &cursor.text[token.start..token.end];
    let power = symbol::abbreviation(letters).filter(|_| number.scale.is_none())?;
    let glued = token.start == number.end;
    let dotted = matches!(letters, "Mrd" | "Mrds" | "Mio" | "Mia" | "mio" | "Mln");
    let stop = cursor.past(token.end, |c| c == '.').filter(|_| dotted).unwrap_or(token.end);
    let spaced = cursor.skip_spaces(stop);
    let lowercase_letter = matches!(letters, "m" | "mm" | "b" | "t" | "mil" | "bil" | "tr");
    let mut unit = Unit { start: number.start, end: token.end, power, ..Unit::default() };
    let scaled = Number { scale: Some((power, Plural::Plural)), linked: true, ..*number };
    if let Some((money, end)) =
        symbol::forward(cursor, spaced).filter(|_| spaced == token.end || !lowercase_letter)
    {
        (unit.money, unit.end) = (Some(money), end);
        return Some(merged(cursor, unit));
    }
    if lowercase_letter && (!glued || french) {
        return None;
    }
    let at = link(cursor, spaced).unwrap_or(spaced);
    if at > token.end {
        if let Some((money, end)) = symbol::forward(cursor, at) {
            (unit.money, unit.end) = (Some(money), end);
            return Some(merged(cursor, unit));
        }
        if let Some(found) = named_at(cursor, &scaled, at, french) {
            return Some(Unit { power, ..found });
        }
        if let Some(next) = cursor.token(at).filter(|next| cursor.ends(next.end))
            && let Some(money) = iso(cursor, &cursor.text[next.start..next.end], &scaled)
        {
            (unit.money, unit.end) = (Some(money), next.end);
            return Some(unit);
        }
        let next = cursor.token(at).filter(|next| cursor.ends(next.end));
        if let Some(local) = next.and_then(|next| local::after(cursor, &scaled, &next, at > spaced, french)) {
            (unit.money, unit.end) = (Some(local.money), local.end);
            return Some(unit);
        }
    }
    (french && matches!(letters, "Md" | "Mds" | "Mrd" | "Mrds")).then_some(unit)
}

/// After a number whose currency has gone before: the same once more, or a scale in short.
fn repeated(cursor: &Cursor<'_>, number: &Number, money: Money, at: usize, french: bool) -> Option<Unit> {
    let mut unit = Unit::behind(number, money, number.end, 0);
    if let Some((power, end)) = rupee_scale(cursor, number, money, at) {
        (unit.end, unit.power) = (end, power);
        return Some(unit);
    }
    if number.scale.is_none()
        && let Some(token) = cursor.token(at)
        && let letters = &cursor.text[token.start..token.end]
        && let Some(power) = symbol::abbreviation(letters)
        && cursor.ends(token.end)
        && (at == number.end || !matches!(letters, "b" | "t" | "T" | "B" | "G" | "k" | "tr"))
        && cursor.past(token.end, |c| matches!(c, '\'' | '’')).is_none()
    {
        (unit.end, unit.power) = (token.end, power);
        return Some(unit);
    }
    let same = |other: Money| match (money, other) {
        (Money::Noun(a), Money::Noun(b)) => {
            a == b || cursor.lexicon.default_currency(a) == cursor.lexicon.default_currency(b)
        }
        (Money::Currency(a), Money::Currency(b)) => a == b,
        (Money::Noun(noun), Money::Currency(currency)) | (Money::Currency(currency), Money::Noun(noun)) => {
            cursor.lexicon.default_currency(noun) == currency
                || cursor.lexicon.sharing(noun).any(|(_, shared)| shared == currency)
        }
        _ => false,
    };
    if let Some(found) = named_at(cursor, number, at, french).filter(|found| found.money.is_some_and(same)) {
        let exact = if found.qualified { found.money } else { Some(money) };
        return Some(Unit { money: exact, ..found });
    }
    let token = cursor.token(at).filter(|token| cursor.ends(token.end))?;
    // "$20.00US"
    if at == number.end
        && let Money::Noun(noun) = money
        && cursor.lexicon.is(noun, "dollar")
    {
        let letters = &cursor.text[token.start..token.end];
        let found = symbol::with_letters(cursor, '$', letters).filter(|_| letters.len() > 1)?;
        (unit.money, unit.end) = (Some(found), token.end);
        return Some(unit);
    }
    if let Some(found) =
        iso(cursor, &cursor.text[token.start..token.end], number).filter(|found| same(*found))
    {
        (unit.money, unit.end) = (Some(found), token.end);
        return Some(unit);
    }
    // "$10 US", "$10 million Canadian": the country after, where no noun goes on.
    let Money::Noun(noun) = money else { return None };
    let (country, end) = countries(cursor, at).filter(|_| cursor.bytes[at].is_ascii_uppercase())?;
    // "a $10-million Canadian-Finnish project": an adjective of nationality.
    let compound = cursor.past(end, is_hyphen).is_some_and(|next| !cursor.ends(next));
    let currency = cursor.lexicon.of_country(noun, country);
    let currency = currency.filter(|_| !compound && cursor.is_complete(end))?;
    (unit.money, unit.end, unit.qualified) = (Some(Money::Currency(currency)), end, true);
    Some(unit)
}

/// "Rs 450 cr", "₹3.2 lakh cr", "Rs 12 L": crores and lakhs in short after rupees; their power of ten and the byte after.
fn rupee_scale(cursor: &Cursor<'_>, number: &Number, money: Money, at: usize) -> Option<(i16, usize)> {
    let rupees = match money {
        Money::Noun(noun) => cursor.lexicon.is(noun, "rupee"),
        Money::Currency(currency) => matches!(currency.code(), "INR" | "PKR" | "NPR" | "LKR" | "BDT"),
        Money::Minor(_) => false,
    };
    let token = cursor.token(at).filter(|token| rupees && cursor.ends(token.end))?;
    let crores =
        matches!(&cursor.text[token.start..token.end], "cr" | "Cr" | "CR" | "crs" | "Crs" | "CRs" | "crore");
    let lakhs = matches!(&cursor.text[token.start..token.end], "L" | "lk" | "Lk" | "lakh");
    match number.scale {
        None if crores => Some((7, token.end)),
        None if lakhs => Some((5, token.end)),
        Some((3 | 5, _)) if crores => Some((7, token.end)),
        _ => None,
    }
}

/// A symbol's currency said once more after it: "10 $ usd", "90 £ sterling".
fn merged(cursor: &Cursor<'_>, unit: Unit) -> Unit {
    let at = cursor.skip_spaces(unit.end);
    let (Some(Money::Noun(noun)), Some(token)) = (unit.money, cursor.token(at).filter(|_| at > unit.end))
    else {
        return unit;
    };
    if !cursor.ends(token.end) {
        return unit;
    }
    let row = cursor.lexicon.code(&cursor.bytes[token.start..token.end]);
    if let Some(row) =
        row.filter(|row| cursor.lexicon.sharing(noun).any(|(_, shared)| shared == row.currency))
    {
        return Unit { money: Some(Money::Currency(row.currency)), end: token.end, ..unit };
    }
    let country = cursor.look_up(&token).filter(|word| word.qualifies).and_then(|word| word.country);
    match country.and_then(|country| cursor.lexicon.of_country(noun, country)) {
        Some(currency) if token.as_str() != "us" && token.as_str() != "america" => {
            Unit { money: Some(Money::Currency(currency)), end: token.end, qualified: true, ..unit }
        }
        _ => unit,
    }
}
