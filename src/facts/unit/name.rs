//! Currencies by name, with the country that qualifies them: "dollars canadiens", "Hong Kong dollars",
//! "francs CFA".

use crate::facts::Currency;
use crate::facts::lexicon::cursor::{Cursor, Token, is_hyphen};
use crate::facts::lexicon::{Care, Country, Cue, Folded, Minor, Noun, Numeral, Word};
use crate::facts::number::{Number, link};

use super::{Money, Unit, minor, weight};

/// A currency's name at a byte, with the country before or after it.
pub(super) fn named_at(cursor: &Cursor<'_>, number: &Number, at: usize, french: bool) -> Option<Unit> {
    let token = cursor.token(at)?;
    named(cursor, number, &token, cursor.look_up(&token), french)
}

/// The same, of the name that begins with a token and its entry.
pub(super) fn named(
    cursor: &Cursor<'_>,
    number: &Number,
    token: &Token,
    word: Option<&'static Word>,
    french: bool,
) -> Option<Unit> {
    if token.end - token.start == 1 && cursor.text[token.start..].starts_with("U.S. ") {
        let country = cursor.lexicon.word(&Folded::of("usa"))?.country;
        return noun_at(cursor, number, cursor.word(token.start + "U.S. ".len())?, country, french);
    }
    let word = word?;
    if word.country.is_some() && word.noun.is_none() {
        let (country, end) = countries(cursor, token.start)?;
        return noun_at(cursor, number, cursor.word(cursor.join(end)?)?, Some(country), french);
    }
    noun_at(cursor, number, (*token, word), None, french)
}

/// The country in the words at a byte ("Hong Kong", "new zealand"), and past them.
pub(super) fn countries(cursor: &Cursor<'_>, at: usize) -> Option<(Country, usize)> {
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

/// A currency's noun or a minor unit alone.
fn noun_at(
    cursor: &Cursor<'_>,
    number: &Number,
    (token, word): (Token, &Word),
    country: Option<Country>,
    french: bool,
) -> Option<Unit> {
    let mut unit = Unit { start: number.start, end: token.end, ..Unit::default() };
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

/// "renminbi" after "yuans", "sterling" after "pounds".
fn repeated_noun(cursor: &Cursor<'_>, noun: Noun, end: usize) -> usize {
    let next = cursor.skip_spaces(end);
    match cursor.word(next) {
        Some((token, word)) if next > end && word.noun == Some(noun) && cursor.ends(token.end) => token.end,
        _ => end,
    }
}

/// The country after a noun: "canadiens", "des États-Unis", "de Hong Kong", "CFA".
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
    if is_name(cursor, number, noun, token) {
        return false;
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

/// "1B Mark Teixeira", "2 Rand Paul voters": a first name that is a currency's too, before a surname.
fn is_name(cursor: &Cursor<'_>, number: &Number, noun: Noun, token: &Token) -> bool {
    let named = |at: usize| {
        cursor.token(at).is_some_and(|token| {
            let letters = &cursor.text[token.start..token.end];
            letters.starts_with(char::is_uppercase) && letters.chars().skip(1).any(char::is_lowercase)
        })
    };
    let shared = cursor.lexicon.care(noun) == Care::Scale
        || ["rand", "lev", "franc", "peso"].iter().any(|name| cursor.lexicon.is(noun, name));
    let spelled = number.digits.is_none() && cursor.bytes[number.start].is_ascii_uppercase();
    let plural = token.as_str().ends_with('s');
    shared && !plural && !spelled && named(token.start) && named(cursor.skip_spaces(token.end))
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
        // "50 Cent" is a rapper.
        Minor::Cent if cursor.text[token.start..token.end] == *"Cent" && number.digits.is_some() => false,
        Minor::Cent => number.scale.is_none() && !counts_on(),
        Minor::Centime | Minor::Penny => number.scale.is_none(),
    }
}
