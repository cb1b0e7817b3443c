//! The currency beside a number: before it ("$10", "EUR 125", "MAUD 60") or behind it ("10 M€", "millions d'euros",
//! "dollars de Hong Kong", "Canadian dollars", "lakh rupees").

use crate::facts::Currency;
use crate::facts::figures::cursor::{Cursor, Token, is_hyphen};
use crate::facts::figures::lexicon::{Care, Country, Cue, Folded, Noun};
use crate::facts::number::separator::Plural;
use crate::facts::number::{Number, Numeral, Tongue, link};

use super::minor::{self, Minor};
use super::symbol::{self, Money};
use super::weight;

/// A currency found beside a number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit {
    /// What it says; nothing for a scale in short alone ("20 Md").
    pub(crate) money: Option<Money>,
    /// Its first byte, or of the number when it stands behind.
    pub(crate) start: usize,
    /// One past its last byte, or of the number when it stands before.
    pub(crate) end: usize,
    /// A power of ten said by a scale in short.
    pub(crate) power: i16,
    /// Whether a country was named with the noun.
    pub(crate) qualified: bool,
}

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

fn short(cursor: &Cursor<'_>, letters: &str) -> Option<Money> {
    let (_, name) = SHORT.iter().find(|(form, _)| *form == letters)?;
    match name.as_bytes() {
        [a, b, c] if a.is_ascii_uppercase() => Some(Money::Currency(Currency::new(&[*a, *b, *c]))),
        _ => cursor.lexicon.noun(name).map(Money::Noun),
    }
}

/// An ISO code, where it is believed: a code that is a word or an acronym too needs a number of weight.
fn iso(cursor: &Cursor<'_>, letters: &str, number: &Number) -> Option<Money> {
    let row = cursor.lexicon.code(letters.as_bytes())?;
    (!row.is_word || number.has_weight()).then_some(Money::Currency(row.currency))
}

/// A code that is a word too, in capitals behind a number where no noun goes on: "42 TRY".
fn complete_iso(cursor: &Cursor<'_>, token: &Token) -> Option<Money> {
    let letters = &cursor.bytes[token.start..token.end];
    let row = cursor.lexicon.code(letters)?;
    let believed = cursor.is_complete(token.end) && !matches!(letters, b"ALL" | b"TOP" | b"SOS" | b"CUP");
    believed.then_some(Money::Currency(row.currency))
}

/// "MEUR", "kUSD", "MF": a scale in short and a code in capitals, or the letter of the franc.
fn scaled_iso(cursor: &Cursor<'_>, letters: &str) -> Option<(Money, i16)> {
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
pub(crate) fn before(cursor: &Cursor<'_>, number: &Number, floor: usize) -> Option<Unit> {
    let end = cursor.skip_spaces_back(number.start);
    let unit =
        |money, start, power| Unit { money: Some(money), start, end: number.end, power, qualified: false };
    let found = match symbol::backward(cursor, end) {
        Some((money, start)) => unit(money, start, 0),
        None => {
            let dotted = cursor.back(end, |c| c == '.').unwrap_or(end);
            let token = cursor.token_before(dotted).filter(|token| cursor.begins(token.start))?;
            if cursor.char_before(token.start).is_some_and(|c| matches!(c, '/' | '-' | '_')) {
                return None;
            }
            let letters = &cursor.text[token.start..dotted];
            if dotted < end {
                let money = short(cursor, letters).filter(|_| matches!(letters, "Rs" | "Fr" | "fr"))?;
                return Some(unit(money, token.start, 0)).filter(|unit| unit.start >= floor);
            }
            if let Some(money) = iso(cursor, letters, number) {
                unit(money, token.start, 0)
            } else if let Some((money, power)) = scaled_iso(cursor, letters) {
                unit(money, token.start, power)
            } else if let Some(money) = short(cursor, letters) {
                let glued = end == number.start;
                let believed = match letters {
                    "R" => glued && number.has_weight(),
                    "RM" => glued || number.has_weight(),
                    "DM" | "kr" => number.has_weight(),
                    "Rs" | "KSh" | "Ksh" | "Tk" | "RMB" | "Rp" => true,
                    _ => false,
                };
                unit(money, token.start, 0).filtered(believed)?
            } else {
                return noun_before(cursor, number, &token).filter(|unit| unit.start >= floor);
            }
        }
    };
    Some(found).filter(|unit| unit.start >= floor)
}

impl Unit {
    fn filtered(self, believed: bool) -> Option<Self> {
        believed.then_some(self)
    }
}

/// "dollar 22.5 million", "Malaysian ringgit 42": a noun before a number that has a scale, or after its country.
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

/// The currency behind a number. `before` is the one that has gone before it, which a name behind may only repeat
/// ("$5 million dollars"), and a scale in short may follow without another ("$10bn").
pub(crate) fn after(
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
        && cursor.char_at(next).is_some_and(char::is_alphabetic)
    {
        at = next;
    }
    if let Some(money) = before {
        return repeated(cursor, number, money, at, french);
    }
    let unit =
        |money, end, power| Unit { money: Some(money), start: number.start, end, power, qualified: false };
    if let Some((money, end)) = symbol::forward(cursor, at) {
        return Some(merged(cursor, unit(money, end, 0)));
    }
    let token = cursor.token(at)?;
    if let Some(found) = named(cursor, number, at, french) {
        return Some(found);
    }
    if !cursor.ends(token.end) {
        return None;
    }
    let letters = &cursor.text[token.start..token.end];
    let pair = cursor.char_at(token.end) == Some('/')
        && cursor.token(token.end + 1).is_some_and(|next| {
            next.end - next.start == 3 && cursor.lexicon.code(&cursor.bytes[next.start..next.end]).is_some()
                || matches!(&cursor.text[next.start..next.end], "DM" | "FF")
        });
    if pair {
        return None;
    }
    if let Some(money) = iso(cursor, letters, number).or_else(|| complete_iso(cursor, &token)) {
        return Some(unit(money, token.end, 0));
    }
    if linked {
        return None;
    }
    if let Some((money, power)) = scaled_iso(cursor, letters).filter(|_| number.scale.is_none()) {
        return Some(unit(money, token.end, power));
    }
    if let Some(found) = abbreviated(cursor, number, &token, french) {
        return Some(found);
    }
    local(cursor, number, &token, french).map(|(money, end)| unit(money, end, 0))
}

/// Short names: "42 RM", "20Rs", "10 000 F CFA", "2.700.000 F".
fn local(cursor: &Cursor<'_>, number: &Number, token: &Token, french: bool) -> Option<(Money, usize)> {
    let letters = &cursor.text[token.start..token.end];
    if letters == "F" {
        let next = cursor.skip_spaces(cursor.past(token.end, |c| c == '.').unwrap_or(token.end));
        if let Some(cfa) = cursor.token(next).filter(|token| token.as_str() == "cfa") {
            return Some((Money::Currency(Currency::new(b"XOF")), cfa.end));
        }
        let sum = french && (number.has_weight() || number.value.to_f64() >= 1000.0);
        let alone = !cursor
            .char_at(token.end)
            .is_some_and(|c| matches!(c, '-' | '\'' | '’' | '.') && !cursor.ends(token.end + c.len_utf8()));
        return (sum && alone).then_some((Money::Noun(cursor.lexicon.noun("franc")?), token.end));
    }
    let value = number.value.to_f64();
    if letters == "p" && !french && token.start == number.end && number.scale.is_none() && value < 1000.0 {
        return Some((Money::Minor(Minor::Letter), token.end));
    }
    let believed = match letters {
        "R" | "Tk" | "CFA" | "KSh" | "Ksh" | "Rp" => false,
        "Fr" | "fr" => cursor.char_at(token.end) == Some('.') && french,
        "FB" | "FS" | "DM" => number.has_weight() || value >= 100.0,
        // "the three Rs"
        "Rs" => value > 5.0,
        _ => true,
    };
    let money = short(cursor, letters).filter(|_| believed)?;
    Some((money, token.end))
}

/// "10 M€", "3,19 T $ US", "5 Mds d'euros", "42 M CNY"; "20 Md" alone in French.
fn abbreviated(cursor: &Cursor<'_>, number: &Number, token: &Token, french: bool) -> Option<Unit> {
    let letters = &cursor.text[token.start..token.end];
    let power = symbol::abbreviation(letters).filter(|_| number.scale.is_none())?;
    let glued = token.start == number.end;
    let dotted = matches!(letters, "Mrd" | "Mrds" | "Mio" | "Mia" | "mio" | "Mln");
    let stop = cursor.past(token.end, |c| c == '.').filter(|_| dotted).unwrap_or(token.end);
    let spaced = cursor.skip_spaces(stop);
    let lowercase_letter = matches!(letters, "m" | "b" | "t" | "mil" | "tr");
    let mut unit = Unit { money: None, start: number.start, end: token.end, power, qualified: false };
    let scaled = Number { scale: Some((power, Plural::Plural)), linked: true, ..*number };
    if let Some((money, end)) =
        symbol::forward(cursor, spaced).filter(|_| spaced == token.end || !lowercase_letter)
    {
        (unit.money, unit.end) = (Some(money), end);
        return Some(merged(cursor, unit));
    }
    if lowercase_letter && !(glued && !french) {
        return None;
    }
    let at = link(cursor, spaced).unwrap_or(spaced);
    if at > token.end {
        if let Some(found) = named(cursor, &scaled, at, french) {
            return Some(Unit { power, ..found });
        }
        if let Some(next) = cursor.token(at).filter(|next| cursor.ends(next.end))
            && let Some(money) = iso(cursor, &cursor.text[next.start..next.end], &scaled)
        {
            (unit.money, unit.end) = (Some(money), next.end);
            return Some(unit);
        }
    }
    (french && matches!(letters, "Md" | "Mds" | "Mrd" | "Mrds")).then_some(unit)
}

/// Behind a number whose currency has gone before: the same once more, or a scale in short.
fn repeated(cursor: &Cursor<'_>, number: &Number, money: Money, at: usize, french: bool) -> Option<Unit> {
    let mut unit =
        Unit { money: Some(money), start: number.start, end: number.end, power: 0, qualified: false };
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
    if let Some(found) = named(cursor, number, at, french).filter(|found| found.money.is_some_and(same)) {
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
    // "$10 US", "$10 million Canadian": the country behind, where no noun goes on.
    let Money::Noun(noun) = money else { return None };
    let (country, end) = countries(cursor, at).filter(|_| cursor.bytes[at].is_ascii_uppercase())?;
    let currency = cursor.lexicon.of_country(noun, country).filter(|_| cursor.is_complete(end))?;
    (unit.money, unit.end, unit.qualified) = (Some(Money::Currency(currency)), end, true);
    Some(unit)
}

/// A symbol's currency said once more behind it: "10 $ usd", "90 £ sterling".
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

/// A currency's name at a byte, with the country before or behind it.
fn named(cursor: &Cursor<'_>, number: &Number, at: usize, french: bool) -> Option<Unit> {
    if cursor.text.get(at..).is_some_and(|rest| rest.starts_with("U.S. ")) {
        let country = cursor.lexicon.word(&Folded::of("usa"))?.country;
        return noun_at(cursor, number, at + "U.S. ".len(), country, french);
    }
    match countries(cursor, at) {
        Some((country, end)) => noun_at(cursor, number, cursor.join(end)?, Some(country), french),
        None => noun_at(cursor, number, at, None, french),
    }
}

/// The country in the words at a byte ("Hong Kong", "new zealand"), and past them.
fn countries(cursor: &Cursor<'_>, at: usize) -> Option<(Country, usize)> {
    let (mut country, mut next) = (None, at);
    let mut end = at;
    for _ in 0..3 {
        let Some((token, word)) = cursor.word(next) else { break };
        let Some(found) = word.country.filter(|_| word.qualifies && word.noun.is_none()) else { break };
        if found != Country::PART {
            if country.is_some_and(|country| country != found) {
                break;
            }
            country = Some(found);
        }
        end = token.end;
        let Some(joined) = cursor.join(end) else { break };
        next = joined;
    }
    country.map(|country| (country, end)).filter(|_| cursor.ends(end))
}

fn noun_at(
    cursor: &Cursor<'_>,
    number: &Number,
    at: usize,
    country: Option<Country>,
    french: bool,
) -> Option<Unit> {
    let (token, word) = cursor.word(at)?;
    let mut unit = Unit { money: None, start: number.start, end: token.end, power: 0, qualified: false };
    let Some(noun) = word.noun else {
        let minor = word.minor.filter(|_| country.is_none() && cursor.ends(token.end))?;
        return minor_alone(cursor, number, minor, &token)
            .then_some(Unit { money: Some(Money::Minor(minor)), ..unit });
    };
    if !cursor.ends(token.end) || compound(cursor, &token) {
        return None;
    }
    let mut currency = country.and_then(|country| cursor.lexicon.of_country(noun, country));
    if country.is_some() && currency.is_none() {
        return None;
    }
    if currency.is_none() {
        (currency, unit.end) = qualified(cursor, noun, token.end);
    } else {
        unit.end = repeated_noun(cursor, noun, token.end);
    }
    unit.qualified = currency.is_some();
    unit.money = Some(currency.map_or(Money::Noun(noun), Money::Currency));
    believed(cursor, number, noun, &token, &unit, french).then_some(unit)
}

/// "euro-députés", "francs-maçons": a compound of another meaning.
fn compound(cursor: &Cursor<'_>, token: &Token) -> bool {
    matches!(token.as_str(), "euro" | "euros" | "franc" | "francs" | "livre" | "livres" | "pound" | "sol")
        && cursor.past(token.end, is_hyphen).is_some_and(|next| !cursor.ends(next))
}

/// "renminbi" behind "yuans", "sterling" behind "pounds".
fn repeated_noun(cursor: &Cursor<'_>, noun: Noun, end: usize) -> usize {
    let next = cursor.skip_spaces(end);
    match cursor.word(next) {
        Some((token, word)) if next > end && word.noun == Some(noun) && cursor.ends(token.end) => token.end,
        _ => end,
    }
}

/// The country behind a noun: "canadiens", "des États-Unis", "de Hong Kong", "CFA".
fn qualified(cursor: &Cursor<'_>, noun: Noun, end: usize) -> (Option<Currency>, usize) {
    let end = repeated_noun(cursor, noun, end);
    let spaced = cursor.skip_spaces(end);
    let Some(token) = cursor.token(spaced).filter(|_| spaced > end) else {
        return (None, end);
    };
    let at = match token.as_str() {
        "des" | "du" => cursor.skip_spaces(token.end),
        _ => link(cursor, spaced).unwrap_or(spaced),
    };
    // The pronoun is no country: "paid 5 dollars us".
    let pronoun = cursor.text.get(at..).is_some_and(|rest| rest.starts_with("us") || rest.starts_with("Us"));
    let country = countries(cursor, at).filter(|_| !pronoun);
    match country.and_then(|(country, last)| Some((cursor.lexicon.of_country(noun, country)?, last))) {
        Some((currency, last)) => (Some(currency), last),
        None => (None, end),
    }
}

/// Whether a name is money here.
fn believed(
    cursor: &Cursor<'_>,
    number: &Number,
    noun: Noun,
    token: &Token,
    unit: &Unit,
    french: bool,
) -> bool {
    if unit.qualified {
        return true;
    }
    let value = number.value.to_f64();
    let year = number.digits.is_some_and(|digits| digits.lead == 4) && (1500.0..2150.0).contains(&value);
    let scaled = number.scale.is_some() || value >= 1000.0 && !year;
    match cursor.lexicon.care(noun) {
        Care::Free if year && of_a_year(cursor, number) => return false,
        Care::Free => {}
        Care::Scale if cursor.lexicon.is(noun, "livre") => {
            return !number.one && !weight::books_follow(cursor, unit.end);
        }
        Care::Scale if french && cursor.lexicon.is(noun, "mark") => {}
        Care::Scale => return scaled || minor::follows(cursor, unit.end),
        Care::Minor => return minor::follows(cursor, unit.end),
        Care::Weight => return !weight::is_weight(cursor, number, token, unit.end),
        Care::Singular if token.as_str() == "franc" => {
            return number.digits.is_some() || cursor.is_complete(unit.end);
        }
        Care::Singular => {}
    }
    // "a dollar store", "un euro fort": the article makes no sum of a noun that goes on.
    // "make a buck" and "a yen for travel" are idioms.
    let idiom = number.article && (cursor.lexicon.is(noun, "buck") || cursor.lexicon.is(noun, "yen"));
    !number.one || cursor.is_complete(unit.end) && !idiom
}

/// "in 2010 dollars": the year's money, and no sum.
fn of_a_year(cursor: &Cursor<'_>, number: &Number) -> bool {
    let plain = number.digits.is_some_and(|digits| digits.groups.is_none() && digits.point.is_none());
    let before = cursor.previous_token(number.start);
    plain && before.is_some_and(|token| cursor.is(&token, Cue::Constant))
}

/// Whether a minor unit alone is a sum: "50 cents", but not "5 cent mille".
fn minor_alone(cursor: &Cursor<'_>, number: &Number, minor: Minor, token: &Token) -> bool {
    let counts_on = || {
        let next = cursor.word(cursor.skip_spaces(token.end)).and_then(|(_, word)| word.numeral);
        matches!(next, Some(Numeral::Thousand | Numeral::Scale { .. } | Numeral::Tens(_)))
    };
    match minor {
        Minor::Hundredth | Minor::Tenth | Minor::Letter => false,
        Minor::Cent => number.scale.is_none() && !counts_on(),
        Minor::Centime | Minor::Penny => number.scale.is_none(),
    }
}
