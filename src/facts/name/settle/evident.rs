//! Full names that the tagger left out although the lists know both words and the sentence leaves room for nothing else: `against Bill Gale`,
//! where both words are ordinary words too. And first names alone, in a text that names others so.

use super::words::{self, is};
use super::{Found, Page};
use crate::facts::name::gazetteer::{Class, class, pair_hash};
use crate::facts::name::shape::Shape;
use crate::facts::name::token::Token;

/// How little the tagger may like a name that is added: below this the surroundings speak against a person.
const LEAST: f32 = -3.0;

/// What a word can be that makes two capitals something else than a person.
const OTHER: Class = Class::PLACE
    .with(Class::ORG)
    .with(Class::BRAND)
    .with(Class::NAMED_AFTER)
    .with(Class::DEMONYM)
    .with(Class::CALENDAR)
    .with(Class::STARTER)
    .with(Class::TITLE);

/// Appends such names that are not among `names` to `added`. `score` is that of a name that begins at a token, by its place among
/// the tokens of all runs.
pub(super) fn find(page: Page<'_>, names: &[Found], added: &mut Vec<Found>, score: impl Fn(usize) -> f32) {
    let alone = |name: &Found| name.is_single() && page.tokens[name.start].class.has(Class::FIRST_OFTEN);
    let familiar = names.iter().any(alone);
    let (mut scored, mut next) = (0, 0);
    for &run in page.runs {
        let first_score = scored;
        scored += run.end - run.start;
        let full = run.end - run.start == 2 && is_plain(page, run.start);
        let given = familiar && run.end - run.start == 1 && is_given(page, run.start);
        if !full && !given {
            continue;
        }
        while names.get(next).is_some_and(|name| name.end <= run.start) {
            next += 1;
        }
        let free = names.get(next).is_none_or(|name| name.start >= run.end);
        if free && score(first_score) > LEAST {
            added.push(Found { start: run.start, end: run.end });
        }
    }
}

/// Whether a frequent first name stands at `at` within a sentence, behind a word in lower case that is no article.
fn is_given(page: Page<'_>, at: usize) -> bool {
    let token = &page.tokens[at];
    let before = at.checked_sub(1).map(|at| &page.tokens[at]);
    let inside = before.is_some_and(|t| {
        t.shape.is(Shape::WORD)
            && !t.is_capital()
            && !is(Some(t), words::DETERMINER)
            && !t.class.has(Class::NAMED_AFTER.with(Class::ORG).with(Class::PARTICLE))
    });
    inside
        && token.is_capital()
        && !token.shape.is(Shape::ALL_CAPS
            .with(Shape::INITIAL)
            .with(Shape::LETTER)
            .with(Shape::OPENS)
            .with(Shape::HYPHEN))
        && token.class.has(Class::FIRST_OFTEN)
        && !token.class.has(OTHER.with(Class::WORD))
}

/// Whether a frequent first name and a surname stand at `start`, within a sentence.
fn is_plain(page: Page<'_>, start: usize) -> bool {
    let tokens = page.tokens;
    let (first, last) = (&tokens[start], &tokens[start + 1]);
    let before = start.checked_sub(1).map(|at| &tokens[at]);
    let capital = |token: &Token| {
        token.is_capital()
            && !token.shape.is(Shape::ALL_CAPS.with(Shape::INITIAL).with(Shape::LETTER).with(Shape::OPENS))
    };
    let inside = before.is_some_and(|t| {
        t.shape.is(Shape::WORD) && !t.is_capital() && !t.class.has(Class::NAMED_AFTER.with(Class::ORG))
    });
    capital(first)
        && capital(last)
        && inside
        && last.shape.is(Shape::SPACED)
        && first.class.has(Class::FIRST_OFTEN)
        && last.class.has(Class::LAST)
        && !first.class.with(last.class).has(OTHER)
        && !class(pair_hash(first.hash, last.hash)).has(Class::EPONYM)
}
