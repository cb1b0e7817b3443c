//! The names that a title shows, when the tagger found none behind it: `Mme Petit`, `Baroness Wenlock`, and the others behind
//! the title of several people: `MM. Roux et Blanc`.

use super::words::{self, is, is_mark};
use super::{Found, Page};
use crate::facts::name::gazetteer::Class;
use crate::facts::name::hash::{hash_of_ascii, hash_of_mark};
use crate::facts::name::shape::Shape;
use crate::facts::name::token::Token;

/// The most names behind one title.
const MOST: usize = 12;

/// Appends the names behind titles that are not among `names` to `added`.
pub(super) fn find(page: Page<'_>, names: &[Found], added: &mut Vec<Found>) {
    let tokens = page.tokens;
    for run in page.runs {
        // A title is in the run of the name, or right before it.
        for at in run.start.saturating_sub(1)..run.end {
            let token = &tokens[at];
            if !token.class.has(Class::TITLE) || !token.shape.is(Shape::WORD) || at + 1 >= tokens.len() {
                continue;
            }
            let civil = is(Some(token), words::CIVIL);
            let rank = token.is_capital() && is(Some(token), words::RANK);
            if (civil && is_title(token) || rank) && at + 1 < run.end {
                take(page, names, added, at + 1, rank);
            }
            if is(Some(token), words::PLURAL) && is_title(token) {
                others(page, names, added, at + 1);
            }
        }
    }
}

fn is_title(token: &Token) -> bool {
    // `M` without its full stop is a size or a channel; `mes` is a possessive.
    token.is_capital() && !(token.shape.is(Shape::LETTER) || token.shape.is(Shape::ELISION))
}

/// Adds the capitals from `start` on as a name, unless a name is there. Returns where the name ends.
fn take(
    page: Page<'_>,
    names: &[Found],
    added: &mut Vec<Found>,
    start: usize,
    strict: bool,
) -> Option<usize> {
    const ARTICLES: [u32; 4] =
        [hash_of_ascii("le"), hash_of_ascii("la"), hash_of_ascii("les"), hash_of_ascii("l")];
    const OTHER: Class = Class::TITLE
        .with(Class::ROLE)
        .with(Class::ORG)
        .with(Class::BRAND)
        .with(Class::STARTER)
        .with(Class::CALENDAR)
        .with(Class::DEMONYM);
    let tokens = page.tokens;
    let mut capital = particles(tokens, start);
    // `de La Tour`: the article belongs to the name, and what it stands before is one.
    let noble = capital > start
        && is(tokens.get(capital), &ARTICLES)
        && tokens.get(capital + 1).is_some_and(|t| t.is_capital() && !t.shape.is(Shape::BREAK));
    capital += usize::from(noble);
    let next = names.partition_point(|name| name.end <= start);
    if let Some(name) = names.get(next).filter(|name| name.start <= capital) {
        return Some(name.end);
    }
    let first =
        tokens.get(capital).filter(|t| t.is_capital() && !t.shape.is(Shape::ELISION.with(Shape::BREAK)))?;
    let article = is(tokens.get(start), &ARTICLES) && capital > start;
    let place =
        strict && first.class.has(Class::PLACE.with(Class::WORD_OFTEN)) && !first.class.has(Class::LAST);
    let other = first.class.has(OTHER) && !first.class.has(Class::LAST_OFTEN);
    let office = tokens.get(capital + 1).is_some_and(|t| t.is_capital() && t.class.has(Class::ROLE));
    if article || !noble && (place || other) || office {
        return None;
    }
    let mut end = capital + 1;
    while end < capital + 3
        && tokens.get(end).is_some_and(|t| {
            t.is_capital() && !t.shape.is(Shape::OPENS) && !t.class.has(OTHER.with(Class::NAMED_AFTER))
        })
    {
        end += 1;
    }
    added.push(Found { start, end });
    Some(end)
}

/// The first token from `start` on that can begin a name: particles and `d'` are skipped.
fn particles(tokens: &[Token], start: usize) -> usize {
    const D: u32 = hash_of_ascii("d");
    let is_particle = |t: &Token| {
        !t.is_capital() && t.class.has(Class::PARTICLE) || t.hash == D && t.shape.is(Shape::ELISION)
    };
    let mut at = start;
    while at < start + 3 && tokens.get(at).is_some_and(is_particle) {
        at += 1;
    }
    at
}

/// The names behind the first one: `MM. Roux, Blanc et Varga`.
fn others(page: Page<'_>, names: &[Found], added: &mut Vec<Found>, start: usize) {
    let tokens = page.tokens;
    let mut at = start;
    for _ in 0..MOST {
        if at >= tokens.len() {
            return;
        }
        let Some(end) = take(page, names, added, at, false) else { return };
        let comma = is_mark(tokens.get(end), hash_of_mark(','));
        let and = is(tokens.get(end), words::AND) || comma && is(tokens.get(end + 1), words::AND);
        if !comma && !and {
            return;
        }
        at = end + 1 + usize::from(comma && and);
        // A title of its own, or a first name that a role follows, ends the list of what this title says.
        if tokens.get(at).is_none_or(|t| !t.is_capital() || t.class.has(Class::TITLE)) {
            return;
        }
        if and {
            take(page, names, added, at, false);
            return;
        }
    }
}
