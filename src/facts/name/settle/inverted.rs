//! Names with the surname first and a comma: `Leroux, Martin, né en 1956`, `Smith Jr., John; Brown, Alice`. One person each, when
//! the text has the same name the other way round, or when the form of a list shows it.

use super::spread::FullNames;
use super::words::{self, is, is_mark};
use super::{Found, Page};
use crate::facts::name::gazetteer::Class;
use crate::facts::name::hash::hash_of_mark;
use crate::facts::name::shape::Shape;
use crate::facts::name::token::Token;

const COMMA: u32 = hash_of_mark(',');
const SEMICOLON: u32 = hash_of_mark(';');
const DOT: u32 = hash_of_mark('.');

/// What a surname can be as well, so that one name alone does not show a list.
const DOUBTFUL: Class = Class::FIRST_OFTEN.with(Class::WORD_OFTEN).with(Class::PLACE);

/// Joins both halves of each such name in `names`.
pub(super) fn join(page: Page<'_>, names: &mut Vec<Found>, full: &FullNames) {
    let mut last = None;
    let mut found: Vec<Found> = Vec::new();
    for run in page.runs {
        let Some(name) = read(page, run.start.max(last.unwrap_or(0)), run.end, full, !found.is_empty())
        else {
            continue;
        };
        last = Some(name.end);
        found.push(name);
    }
    if found.is_empty() {
        return;
    }
    names.retain(|name| !found.iter().any(|f| name.start < f.end && f.start < name.end));
    names.extend(found);
    names.sort_unstable_by_key(|name| name.start);
}

/// The name whose surname ends the run `start..end`.
fn read(page: Page<'_>, start: usize, end: usize, full: &FullNames, listed: bool) -> Option<Found> {
    let tokens = page.tokens;
    if !is_mark(tokens.get(end), COMMA) || start >= end {
        return None;
    }
    let given = tokens.get(end + 1)?;
    if !given.is_capital() || !given.class.has(Class::FIRST) && !is_initial(tokens, end + 1) {
        return None;
    }
    let suffix = tokens[end - 1].class.has(Class::SUFFIX) && end - start > 1;
    let surname = &tokens[end - 1 - usize::from(suffix)];
    let from = end - 1 - usize::from(suffix);
    if !surname.is_capital() {
        return None;
    }
    let mut stop = end + 2;
    if is_initial(tokens, end + 1) && is_mark(tokens.get(stop), DOT) && !given.shape.is(Shape::INITIAL) {
        stop += 1;
    } else {
        while stop < end + 4 && is_initial(tokens, stop) {
            stop += 1;
        }
    }
    let name = Found { start: from, end: stop };
    if full.is_full(given.hash, surname.hash) {
        return (from == start).then_some(name);
    }
    let alone = from == start && opens(tokens, from);
    let sure = (surname.class.has(Class::LAST) || surname.class == Class::NONE)
        && !surname.class.has(Class::CALENDAR.with(Class::TITLE).with(Class::STARTER))
        && (suffix || listed || !surname.class.has(DOUBTFUL));
    let closed = is_mark(tokens.get(stop), SEMICOLON)
        || is_mark(tokens.get(stop), COMMA) && is(tokens.get(stop + 1), words::BORN)
        || suffix
        || listed && ends(tokens, stop);
    (alone && sure && closed).then_some(name)
}

fn is_initial(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| {
        t.shape.is(Shape::INITIAL) || t.shape.is(Shape::LETTER) && is_mark(tokens.get(at + 1), DOT)
    })
}

/// Whether an item of a list or a sentence begins at token `at`.
fn opens(tokens: &[Token], at: usize) -> bool {
    tokens[at].shape.is(Shape::OPENS)
        || at
            .checked_sub(1)
            .is_some_and(|at| is_mark(tokens.get(at), SEMICOLON) || tokens[at].shape.is(Shape::BREAK))
}

fn ends(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_none_or(|t| t.shape.is(Shape::BREAK)) || is_mark(tokens.get(at), DOT)
}
