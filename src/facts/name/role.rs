//! The title before a name, and the role beside it that describes the person ("PDG de Brévanne").

use super::Title;
use super::gazetteer::Class;
use super::hash::{hash_of_ascii, hash_of_mark};
use super::shape::Shape;
use super::token::Token;
use crate::text::Span;

/// The most tokens of a role.
const LONGEST: usize = 9;

/// The title that is right before token `start`.
pub(super) fn title(tokens: &[Token], start: usize) -> Title {
    const MALE: [u32; 13] = [
        hash_of_ascii("m"),
        hash_of_ascii("mm"),
        hash_of_ascii("mr"),
        hash_of_ascii("mister"),
        hash_of_ascii("monsieur"),
        hash_of_ascii("messieurs"),
        hash_of_ascii("sir"),
        hash_of_ascii("lord"),
        hash_of_ascii("herr"),
        hash_of_ascii("don"),
        hash_of_ascii("frere"),
        hash_of_ascii("brother"),
        hash_of_ascii("abbe"),
    ];
    const FEMALE: [u32; 13] = [
        hash_of_ascii("mme"),
        hash_of_ascii("mmes"),
        hash_of_ascii("mlle"),
        hash_of_ascii("mlles"),
        hash_of_ascii("madame"),
        hash_of_ascii("mesdames"),
        hash_of_ascii("mademoiselle"),
        hash_of_ascii("mrs"),
        hash_of_ascii("ms"),
        hash_of_ascii("miss"),
        hash_of_ascii("lady"),
        hash_of_ascii("frau"),
        hash_of_ascii("sister"),
    ];
    let Some(before) = start.checked_sub(1).map(|at| &tokens[at]) else { return Title::None };
    if !before.class.has(Class::TITLE) || before.shape.is(Shape::BREAK) {
        Title::None
    } else if MALE.contains(&before.hash) {
        Title::Male
    } else if FEMALE.contains(&before.hash) {
        Title::Female
    } else {
        Title::Neutral
    }
}

/// The role of the person named by tokens `start..end`: the words between a comma and the next mark after the
/// name, or those before it, when they hold the word for a function.
pub(super) fn role(text: &str, tokens: &[Token], start: usize, end: usize) -> Option<Span> {
    behind(text, tokens, end).or_else(|| before(text, tokens, start))
}

fn behind(text: &str, tokens: &[Token], end: usize) -> Option<Span> {
    let mark = tokens.get(end)?;
    let open = mark.hash == hash_of_mark('(');
    if mark.hash != hash_of_mark(',') && !open {
        return None;
    }
    let first = end + 1 + usize::from(tokens.get(end + 1).is_some_and(is_article));
    let mut last = first;
    while let Some(token) = tokens.get(last).filter(|t| in_phrase(t) && last - first <= LONGEST) {
        if token.class.has(Class::SAY) && !token.class.has(Class::ROLE) || is_relative(token) {
            break;
        }
        last += 1;
    }
    let closed = tokens.get(last).is_none_or(|t| !in_phrase(t) || is_relative(t) || t.class.has(Class::SAY));
    let known = tokens.get(first..(first + 3).min(last))?.iter().any(is_function);
    (closed && known && last - first <= LONGEST).then(|| trimmed(text, tokens, first, last)).flatten()
}

fn before(text: &str, tokens: &[Token], start: usize) -> Option<Span> {
    let mut last = start;
    if last > 0 && tokens[last - 1].class.has(Class::TITLE) && !is_function(&tokens[last - 1]) {
        last -= 1;
    }
    if last > 0 && tokens[last - 1].hash == hash_of_mark(',') {
        last -= 1;
    }
    if last.checked_sub(1).is_some_and(|at| tokens[at].class.has(Class::PARTICLE) && !tokens[at].is_capital())
    {
        return None;
    }
    let mut first = last;
    let mut function = None;
    while first > 0 && last - first < LONGEST && in_phrase(&tokens[first - 1]) {
        first -= 1;
        if is_function(&tokens[first]) {
            function = Some(first);
        } else if function.is_some() || is_article(&tokens[first]) || tokens[first].class.has(Class::SAY) {
            break;
        }
    }
    trimmed(text, tokens, function?, last)
}

fn trimmed(text: &str, tokens: &[Token], first: usize, last: usize) -> Option<Span> {
    let mut last = last;
    while last > first && (tokens[last - 1].class.has(Class::PARTICLE) && !tokens[last - 1].is_capital()) {
        last -= 1;
    }
    let span = Span::new(tokens.get(first)?.start as usize, tokens.get(last.checked_sub(1)?)?.end as usize);
    (first < last && span.len() <= 90 && !span.of(text).contains('\n')).then_some(span)
}

fn is_function(token: &Token) -> bool {
    token.class.has(Class::ROLE)
}

fn is_article(token: &Token) -> bool {
    const WORDS: [u32; 11] = [
        hash_of_ascii("le"),
        hash_of_ascii("la"),
        hash_of_ascii("l"),
        hash_of_ascii("les"),
        hash_of_ascii("un"),
        hash_of_ascii("une"),
        hash_of_ascii("the"),
        hash_of_ascii("a"),
        hash_of_ascii("an"),
        hash_of_ascii("son"),
        hash_of_ascii("sa"),
    ];
    !token.is_capital() && WORDS.contains(&token.hash)
}

fn is_relative(token: &Token) -> bool {
    const WORDS: [u32; 8] = [
        hash_of_ascii("qui"),
        hash_of_ascii("que"),
        hash_of_ascii("dont"),
        hash_of_ascii("who"),
        hash_of_ascii("whose"),
        hash_of_ascii("et"),
        hash_of_ascii("and"),
        hash_of_ascii("a"),
    ];
    WORDS.contains(&token.hash)
}

fn in_phrase(token: &Token) -> bool {
    token.shape.is(Shape::WORD) || token.hash == hash_of_mark('&') || token.shape.is(Shape::POSSESSIVE)
}
