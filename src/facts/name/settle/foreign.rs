//! Names in a text that is neither French nor English, which the tagger never learnt: where every noun has a capital, or the small
//! words are others, nearly everything looks like a name to it. There a first name must show it, or a title.

use super::words::{self, is};
use super::{Found, Page};
use crate::facts::name::gazetteer::Class;
use crate::facts::name::shape::Shape;
use crate::facts::name::token::Token;

/// What a word can be that is no first name, whatever the lists say.
const OTHER: Class = Class::WORD
    .with(Class::STARTER)
    .with(Class::ROLE)
    .with(Class::TITLE)
    .with(Class::ORG)
    .with(Class::BRAND)
    .with(Class::PLACE)
    .with(Class::CALENDAR);

/// The most words of a name.
const MOST: usize = 5;

/// Cuts `name` to what a first name or a title shows; whether anything is left.
pub(super) fn narrow(page: Page<'_>, name: &mut Found) -> bool {
    let tokens = page.tokens;
    let titled = name
        .start
        .checked_sub(1)
        .is_some_and(|at| tokens[at].class.has(Class::TITLE) && tokens[at].is_capital());
    let Some(start) = (name.start..name.end)
        .find(|&at| titled || is_first(&tokens[at]) && at + 1 < name.end && begins_surname(page, at + 1))
    else {
        return false;
    };
    let inner = |at: usize| {
        let article = is(Some(&tokens[at]), words::ARTICLE);
        let particle = is(Some(&tokens[at]), words::PARTICLE);
        tokens[at].is_capital() || particle || article && is(Some(&tokens[at - 1]), words::PARTICLE)
    };
    let mut end = start + 1;
    while end < name.end.min(start + MOST) && inner(end) {
        end += 1;
    }
    while !tokens[end - 1].is_capital() {
        end -= 1;
    }
    *name = Found { start, end };
    end > start
}

fn is_first(token: &Token) -> bool {
    let listed =
        token.class.has(Class::FIRST_OFTEN) || token.class.has(Class::FIRST) && !token.class.has(OTHER);
    let article = is(Some(token), words::ARTICLE);
    token.is_capital() && !article && (listed || token.shape.is(Shape::INITIAL))
}

/// Whether a surname can begin at a token: a capitalised word, or a particle before one.
fn begins_surname(page: Page<'_>, at: usize) -> bool {
    let behind = page.tokens[at..].iter().take(3).find(|t| !is(Some(t), words::PARTICLE));
    behind
        .is_some_and(|t| t.is_capital() && !t.class.has(Class::ROLE.with(Class::TITLE).with(Class::CALENDAR)))
}
