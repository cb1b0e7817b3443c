//! What only looks like a name: streets, schools and storms named after people, firms, signs of two or three capitals.

use super::spread::FullNames;
use super::words::{self, is, is_mark};
use super::{Found, Page};
use crate::facts::name::gazetteer::Class;
use crate::facts::name::hash::{hash_of_ascii, hash_of_mark};
use crate::facts::name::shape::Shape;
use crate::facts::name::token::Token;

/// Whether `name` is no person, whatever the rest of the text says.
pub(super) fn always(page: Page<'_>, name: Found) -> bool {
    is_named_after(page, name)
        || is_firm(page, name)
        || is_called_firm(page, name)
        || is_age(page, name)
        || is_award(page, name)
        || is_section(page, name)
}

/// Whether `name` is no person unless the text names one in full: a sign of two or three capitals, a surname behind the noun of a
/// firm.
pub(super) fn alone(page: Page<'_>, name: Found, full: &FullNames) -> bool {
    let tokens = page.tokens;
    let before = name.start.checked_sub(1).map(|at| &tokens[at]);
    if !name.is_single() {
        return false;
    }
    let token = &tokens[name.start];
    let letters = token.of(page.text).chars().count();
    let known = full.is_surname(token.hash);
    let titled = before.is_some_and(|t| t.class.has(Class::TITLE));
    let sign = token.shape.is(Shape::ALL_CAPS) && letters <= 3 || token.shape.is(Shape::INITIAL);
    let opening = is_opening(page, name) && !titled;
    !known && (sign && !titled || is(before, words::FIRM_BEFORE) || is_phrase(page, token) || opening)
}

/// `Lutter contre`, `Remplir les`, `Carton jaune`: a verb or a noun that opens a sentence, with what no name has behind it.
fn is_opening(page: Page<'_>, name: Found) -> bool {
    let token = &page.tokens[name.start];
    if !token.shape.is(Shape::OPENS) || token.class.has(Class::FIRST_OFTEN.with(Class::LAST_OFTEN)) {
        return false;
    }
    let behind = page.tokens.get(name.end);
    let ends = |token: &Token| ["er", "ir", "re"].iter().any(|tail| token.of(page.text).ends_with(tail));
    let infinitive = ends(token);
    let verb =
        (infinitive && page.language == 1 || token.class.has(Class::WORD)) && is(behind, words::DETERMINER);
    let second = page.tokens.get(name.end + 1).is_some_and(|t| !t.is_capital() && ends(t));
    let joined = infinitive && is(behind, words::AND) && second;
    verb || joined || is(Some(token), words::OPENING) && behind.is_some_and(|t| !t.is_capital())
}

/// `Info'Com-CGT`, `Sud-PTT`: a word with an acronym behind its hyphen.
fn is_section(page: Page<'_>, name: Found) -> bool {
    let token = &page.tokens[name.end - 1];
    let Some((head, tail)) = token.of(page.text).rsplit_once(['-', '‐', '‑']) else { return false };
    let letters = tail.chars().count();
    (2..=5).contains(&letters) && tail.chars().all(char::is_uppercase) && head.chars().any(char::is_lowercase)
}

/// `Serions-nous`, `Va-t-il`, `Découvrez-le`, `Au-delà`
fn is_phrase(page: Page<'_>, token: &Token) -> bool {
    const TAILS: [&str; 22] = [
        "nous", "vous", "je", "tu", "il", "elle", "on", "ils", "elles", "le", "la", "les", "moi", "toi",
        "lui", "leur", "en", "y", "ce", "ci", "là", "delà",
    ];
    let tail = token.of(page.text).rsplit_once(['-', '‐', '‑']).map(|(_, tail)| tail);
    token.shape.is(Shape::HYPHEN) && tail.is_some_and(|tail| TAILS.contains(&tail))
}

/// `the retailer Tom Oakes`
fn is_called_firm(page: Page<'_>, name: Found) -> bool {
    let before = name.start.checked_sub(1).map(|at| &page.tokens[at]);
    !name.is_single() && is(before, words::FIRM_BEFORE) && !before.is_some_and(Token::is_capital)
}

/// `rue Jean Vidal`, `avenue du Général Varga`, `Tom Oakes Bridge`.
pub(super) fn is_named_after(page: Page<'_>, name: Found) -> bool {
    const ON: [u32; 2] = [hash_of_ascii("sur"), hash_of_ascii("en")];
    let tokens = page.tokens;
    let at = |back: usize| name.start.checked_sub(back).map(|at| &tokens[at]);
    let glued = |token: Option<&Token>| token.is_some_and(|t| !t.shape.is(Shape::BREAK));
    if is(at(1), words::NAMED_AFTER_BEFORE) && !is(at(2), &ON) {
        return true;
    }
    let titled = at(1).is_some_and(|t| {
        t.shape.is(Shape::WORD) && t.is_capital() && t.class.has(Class::TITLE.with(Class::ROLE))
    });
    if titled && glued(at(1)) {
        let first = (2..5).find(|&back| !is(at(back), words::OF));
        if first.is_some_and(|back| is(at(back), words::STREET)) {
            return true;
        }
    }
    let behind = tokens.get(name.end);
    is(behind, words::NAMED_AFTER_BEHIND)
        && behind.is_some_and(|t| t.is_capital() && !t.shape.is(Shape::OPENS))
}

/// `Oakes Inc.`, `Oakes & Sons`, `Oakes, LLC`, `Oakes Conserves`, `SARL Oakes`.
fn is_firm(page: Page<'_>, name: Found) -> bool {
    let tokens = page.tokens;
    let comma = is_mark(tokens.get(name.end), hash_of_mark(','));
    let next = tokens.get(name.end + usize::from(comma));
    let form = is(next, words::LEGAL)
        || is(next, words::LEGAL_CAPS) && next.is_some_and(|t| t.shape.is(Shape::ALL_CAPS)) && !comma;
    let last = &tokens[name.end - 1];
    let capitals = last.shape.is(Shape::ALL_CAPS) && !tokens[name.start].shape.is(Shape::ALL_CAPS);
    let own = is(Some(last), words::LEGAL) || is(Some(last), words::LEGAL_CAPS) && capitals;
    let trade = !name.is_single() && is(Some(last), words::TRADE) && !last.class.has(Class::LAST_OFTEN);
    let and =
        is_mark(tokens.get(name.end), hash_of_mark('&')) && is(tokens.get(name.end + 1), words::PARTNERS);
    let before = name.start.checked_sub(1).map(|at| &tokens[at]);
    let shown = is(before, words::LEGAL_BEFORE) && before.is_some_and(Token::is_capital);
    form && next.is_some_and(Token::is_capital) || own && !name.is_single() || trade || and || shown
}

/// `avant J.-C.`
fn is_age(page: Page<'_>, name: Found) -> bool {
    let tokens = page.tokens;
    let first = tokens[name.start].of(page.text);
    let before = name.start.checked_sub(1).map(|at| &tokens[at]);
    let dotted = name.start.checked_sub(2).map(|at| &tokens[at]);
    (first.starts_with("J.-C") || first.starts_with("J.C") || first == "Jésus-Christ")
        && (is(before, words::AGE) || is_mark(before, hash_of_mark('.')) && is(dotted, words::AGE))
}

/// `un Oscar`, `two Tonys`.
fn is_award(page: Page<'_>, name: Found) -> bool {
    let before = name.start.checked_sub(1).map(|at| &page.tokens[at]);
    name.is_single() && is(page.tokens.get(name.start), words::AWARD) && is(before, words::AN_AWARD)
}
