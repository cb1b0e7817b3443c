//! Two numbers that belong together: a range whose scale or unit is said once ("10 à 12 millions d'euros",
//! "$3-4bn"), a range whose unit is said twice ("5% – 10%", "between 7% and 11%"), a tolerance ("39 ± 2 %"),
//! and a move ("passé de 10 à 12 millions"), which is two values. "de 25 % à 47 %" says its unit twice after
//! "de": a move too, and each side stands alone.

use super::quantity::{self, Quantity, QuantityUnit};
use crate::facts::lexicon::Cue;
use crate::facts::lexicon::cursor::{Cursor, is_dash};
use crate::facts::number::digits::Separator;
use crate::facts::unit::Money;

/// How two sides belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bond {
    /// One mention from the first to the second.
    Range,
    /// One mention with the value of the first.
    Tolerance,
    /// Two mentions.
    Move,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Dash,
    Slash,
    To,
    And,
    Or,
    PlusMinus,
}

/// The second side that belongs to a first one, and how.
pub(crate) fn read(
    cursor: &Cursor<'_>,
    first: &Quantity,
    french: bool,
) -> Option<(Quantity, Quantity, Bond)> {
    let (joint, at) = joint(cursor, first.end)?;
    let sign = second_sign(cursor, joint, at);
    let (begin, at) = (at, sign.unwrap_or(at));
    let number = number_start(cursor, at)?;
    let currency = match first.unit {
        Some(QuantityUnit::Money(money)) if first.unit_before => Some(money),
        _ => None,
    };
    let mut second = quantity::read_after(cursor, number, at, french, currency).ok()?;
    // "un à deux milliards", but not "one or two dollars".
    let one = first.number.one
        && !(matches!(joint, Joint::To | Joint::Or) && first.unit.is_none() && second.number.scale.is_some());
    if second.start != at || one || second.number.one {
        return None;
    }
    if sign.is_some() {
        (second.start, second.negative) = (begin, cursor.char_at(begin) != Some('+'));
    } else if first.negative && first.unit.is_none() {
        // "-3 à 5 %": the sign is said once.
        second.negative = true;
    }
    if joint == Joint::PlusMinus {
        let first = Quantity { unit: second.unit, ..*first };
        return matches!(second.unit, Some(QuantityUnit::Percent(_))).then_some((
            first,
            second,
            Bond::Tolerance,
        ));
    }
    let unit = match (first.unit, second.unit) {
        (None, None) => None,
        (Some(unit), None) if first.unit_before && second.power >= first.power => Some(unit),
        (Some(a), Some(b)) if a == b => Some(a),
        // "$3 – 4 US$", "3 $ - 4 millions de dollars": the fuller one.
        (Some(QuantityUnit::Money(_)), Some(b @ QuantityUnit::Money(_)))
            if same_currency(cursor, first.unit, second.unit) =>
        {
            Some(b)
        }
        (None, Some(unit)) => Some(unit),
        _ => return None,
    };
    if unit.is_none() && second.power < 6 {
        return None;
    }
    if first.unit.is_none() && first.power > 0 && second.power == 0 {
        return None;
    }
    if is_year(first, &second) {
        return None;
    }
    let twice = first.unit.is_some() && second.unit.is_some();
    let before = opening(cursor, first.start);
    let bond = match joint {
        Joint::Dash => Bond::Range,
        Joint::Slash if !twice && second.number.value.to_f64() <= 10.0 => return None,
        Joint::Slash => Bond::Range,
        Joint::And if before == Opening::Between => Bond::Range,
        Joint::And => return None,
        Joint::Or if twice => return None,
        Joint::Or => Bond::Range,
        Joint::To => match before {
            Opening::From { moves } if moves => Bond::Move,
            // "from $3 to $4 billion": the scale is said once.
            Opening::From { .. } if twice && first.unit_before && first.power < second.power => Bond::Move,
            Opening::From { .. } if twice => return None,
            _ if twice && is_change(cursor, first, &second) => Bond::Move,
            _ => Bond::Range,
        },
        Joint::PlusMinus => return None,
    };
    let (low, high) = (scaled(first, &second, twice), second);
    if bond == Bond::Range && !rises(&low, &high) {
        return None;
    }
    let unit = |quantity: Quantity| Quantity {
        unit,
        unit_before: first.unit_before || second.unit_before,
        ..quantity
    };
    Some((unit(low), unit(high), bond))
}

fn same_currency(cursor: &Cursor<'_>, a: Option<QuantityUnit>, b: Option<QuantityUnit>) -> bool {
    let default = |unit| match unit {
        Some(QuantityUnit::Money(Money::Currency(currency))) => Some(currency),
        Some(QuantityUnit::Money(Money::Noun(noun))) => Some(cursor.lexicon.default_currency(noun)),
        _ => None,
    };
    default(a).is_some() && default(a) == default(b)
}

/// The lower reading of a side.
fn lowest(quantity: &Quantity) -> f64 {
    quantity.number.ambiguity.map_or(quantity.number.value, |ambiguity| ambiguity.value).to_f64()
}

/// Whether two sides go upward. A comma that surely divides thousands has one reading: "£12,000 – £360" are two sums.
fn rises(low: &Quantity, high: &Quantity) -> bool {
    let clear = low.number.ambiguity.is_some_and(|ambiguity| {
        low.unit_before && ambiguity.shape.separator == Separator::Comma || ambiguity.shape.zeros == 3
    });
    let from = if clear { low.number.value.to_f64() } else { lowest(low) };
    let to = high.number.value.to_f64();
    match (low.negative, high.negative) {
        (true, true) => from != to,
        (true, false) => true,
        (false, true) => false,
        (false, false) => from < to,
    }
}

/// Past the sign of a second side: "entre -5 % et -3 %", "+3 % à +5 %".
fn second_sign(cursor: &Cursor<'_>, joint: Joint, at: usize) -> Option<usize> {
    let worded = matches!(joint, Joint::To | Joint::And | Joint::Or);
    let after = cursor.past(at, |c| matches!(c, '-' | '+' | '\u{2212}' | '–')).filter(|_| worded)?;
    cursor.char_at(after).filter(|c| !c.is_whitespace()).map(|_| after)
}

/// How many words a verb may be before the size of the change: "cut its net debt by €200 million to €1.3 billion".
const VERB_DISTANCE: usize = 5;

/// Whether the first side is the size of a change, and the second the level it led to: "rose 2 cents to 60 cents". What
/// is to come is a range: "will grow 5% to 7%". So is what changes by half, when the verb is some words before.
fn is_change(cursor: &Cursor<'_>, first: &Quantity, second: &Quantity) -> bool {
    let mut at = first.start;
    let (mut by, mut of) = (false, false);
    for distance in 0..VERB_DISTANCE {
        let Some(token) = cursor.previous_token(at) else { return false };
        if cursor.is(&token, Cue::Changes) {
            let ahead = cursor.previous_token(token.start).is_some_and(|before| {
                matches!(
                    before.as_bytes(),
                    b"to" | b"will" | b"would" | b"could" | b"may" | b"might" | b"should" | b"can" | b"must"
                )
            });
            let size = first.number.value.to_f64() * 4.0 < second.number.value.to_f64();
            return !ahead && (distance == 0 || size || by) && (!of || size);
        }
        match token.as_bytes() {
            b"by" if distance == 0 => by = true,
            b"of" if distance == 0 => of = true,
            b"of" | b"for" | b"at" | b"in" | b"on" | b"between" | b"with" | b"and" | b"from" => return false,
            _ => {}
        }
        at = token.start;
    }
    false
}

/// Whether a side without unit is a year, or a count of something else, and no lower end: "en 2015 à 221
/// milliards".
fn is_year(first: &Quantity, second: &Quantity) -> bool {
    let plain = first.unit.is_none() && first.power == 0;
    let ungrouped = first.number.digits.is_some_and(|digits| digits.lead == 4 && digits.point.is_none());
    let like_a_year = (1500.0..2150.0).contains(&first.number.value.to_f64());
    plain
        && ungrouped
        && like_a_year
        && (second.power > 0 || second.number.digits.is_none_or(|digits| digits.lead != 4))
}

/// The first side with the scale that was said once, at the second: "10 à 12 millions", but not "500 000 à 1
/// million".
fn scaled(first: &Quantity, second: &Quantity, twice: bool) -> Quantity {
    let mut low = *first;
    let plain = first.power == 0 && second.power != 0;
    if plain && (!twice || first.unit_before) {
        let counts = second.number.value.shift(-second.power).to_f64();
        if lowest(first) < counts.max(1000.0) {
            low.number = first.number.shift(second.power);
            low.number.scale = second.number.scale;
            low.power = second.power;
        }
    }
    low
}

fn joint(cursor: &Cursor<'_>, end: usize) -> Option<(Joint, usize)> {
    let at = cursor.skip_spaces(end);
    let c = cursor.char_at(at)?;
    if is_dash(c) {
        let next = cursor.skip_spaces(at + c.len_utf8());
        // A dash with a blank on one side only opens or closes a parenthesis.
        let balanced = (at > end) == (next > at + c.len_utf8());
        return balanced.then_some((Joint::Dash, next));
    }
    // "10/15 euros", but no fraction.
    if c == '/' && at == end && cursor.bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
        return Some((Joint::Slash, at + 1));
    }
    if c == '±' {
        return Some((Joint::PlusMinus, cursor.skip_spaces(at + c.len_utf8())));
    }
    if at == end || !matches!(c.to_ascii_lowercase(), 'à' | 'À' | 't' | 'a' | 'e' | 'o') {
        return None;
    }
    let token = cursor.token(at)?;
    let joint = match token.as_bytes() {
        b"a" if cursor.bytes[at] != b'a' && cursor.bytes[at] != b'A' => Joint::To,
        b"to" => Joint::To,
        b"and" | b"et" => Joint::And,
        b"or" | b"ou" => Joint::Or,
        _ => return None,
    };
    let next = cursor.skip_spaces(token.end);
    (next > token.end).then_some((joint, next))
}

/// What opens before a first side.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    None,
    Between,
    From { moves: bool },
}

fn opening(cursor: &Cursor<'_>, start: usize) -> Opening {
    let Some(token) = cursor.previous_token(start) else { return Opening::None };
    match token.as_bytes() {
        b"between" | b"entre" => Opening::Between,
        b"de" | b"from" => {
            let verb = cursor.previous_token(token.start);
            // "la marge est de 1 % à 1,5 %", "une fourchette de 2 € à 3 €"
            let is_range = verb.as_ref().is_some_and(|verb| {
                matches!(
                    verb.as_bytes(),
                    b"est" | b"sont" | b"sera" | b"serait" | b"etait" | b"fourchette" | b"fourchettes"
                )
            });
            if is_range && token.is("de") {
                return Opening::None;
            }
            Opening::From { moves: verb.is_some_and(|verb| cursor.is(&verb, Cue::Moves)) }
        }
        _ => Opening::None,
    }
}

/// Where the number of a side begins that starts at a byte, after a currency before it.
fn number_start(cursor: &Cursor<'_>, at: usize) -> Option<usize> {
    let mut next = at;
    for _ in 0..8 {
        let c = cursor.char_at(next)?;
        if c.is_ascii_digit() {
            return Some(next);
        }
        if next == at
            && let Some((_, word)) = cursor.word(at)
            && word.numeral.is_some()
        {
            return Some(at);
        }
        let prefix = c.is_ascii_uppercase()
            || !c.is_alphanumeric() && !matches!(c, '(' | ')' | '"' | '\n' | ',' | '.' | ';');
        if !prefix {
            return None;
        }
        next += c.len_utf8();
    }
    None
}
