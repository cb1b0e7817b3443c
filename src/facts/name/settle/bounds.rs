//! Where a name begins and ends: titles, functions and credits are cut off, initials and unknown words that the tagger left at
//! its edge are taken in.

use super::words::{self, CREDIT, is, is_mark};
use super::{Found, Page};
use crate::facts::name::gazetteer::Class;
use crate::facts::name::hash::{hash_of_ascii, hash_of_mark};
use crate::facts::name::shape::Shape;
use crate::facts::name::token::Token;

const NAME: Class = Class::FIRST.with(Class::LAST);

/// What a word can be that is no part of a name beside it.
const OTHER: Class = Class::WORD
    .with(Class::STARTER)
    .with(Class::ROLE)
    .with(Class::TITLE)
    .with(Class::ORG)
    .with(Class::BRAND)
    .with(Class::PLACE)
    .with(Class::DEMONYM)
    .with(Class::CALENDAR)
    .with(Class::NAMED_AFTER)
    .with(Class::KIN)
    .with(Class::SAY)
    .with(Class::VERB)
    .with(Class::WEB);

/// Shapes of words that are seldom part of a name.
const ODD: Shape = Shape::ALL_CAPS.with(Shape::MIXED).with(Shape::DIGIT).with(Shape::ELISION);

/// Cuts off the titles before a name, and the words of credits and headlines behind it.
pub(super) fn trim(page: Page<'_>, name: &mut Found) {
    while name.end - name.start > 1
        && (is_title(page, name.start) || is(page.tokens.get(name.start), words::FUNCTION))
    {
        name.start += 1;
    }
    while name.end - name.start > 1 && is_tail(page.tokens, *name) {
        name.end -= 1;
    }
    let edge = |token: &Token| !token.is_capital() && token.class.has(Class::PARTICLE);
    while name.end - name.start > 1
        && edge(&page.tokens[name.end - 1])
        && !page.tokens.get(name.end).is_some_and(Token::is_capital)
    {
        name.end -= 1;
    }
}

fn is_title(page: Page<'_>, at: usize) -> bool {
    const M: u32 = hash_of_ascii("m");
    let token = &page.tokens[at];
    let next = &page.tokens[at + 1];
    if !next.is_capital() {
        return false;
    }
    if token.hash == M && token.shape.is(Shape::DOT.with(Shape::INITIAL)) {
        return page.language == 1 && !next.shape.is(Shape::INITIAL);
    }
    let civil = is(Some(token), words::CIVIL) || is(Some(token), &[hash_of_ascii("miss")]);
    let function =
        token.class.has(Class::ROLE) && !token.class.has(NAME) && !is(Some(token), &[hash_of_ascii("dj")]);
    civil || function
}

/// Whether the last word of a name is no part of it: of a credit, or, behind two others, a verb or a day.
fn is_tail(tokens: &[Token], name: Found) -> bool {
    const HEADLINE: Class = Class::SAY.with(Class::VERB).with(Class::CALENDAR).with(Class::WEB);
    let last = &tokens[name.end - 1];
    let credit = is(Some(last), CREDIT) && !last.class.has(Class::FIRST);
    credit || name.end - name.start > 2 && last.class.has(HEADLINE) && !last.class.has(NAME)
}

/// Takes the words at the edges in that belong to the name.
pub(super) fn extend(page: Page<'_>, names: &mut [Found]) {
    let mut floor = 0;
    for i in 0..names.len() {
        let ceiling = names.get(i + 1).map_or(page.tokens.len(), |next| next.start);
        let name = &mut names[i];
        left(page, name, floor);
        particles(page, name, floor);
        while name.end < ceiling && continues(page.tokens, name) {
            name.end += 1;
        }
        floor = name.end;
    }
}

/// `Peiter` before `C. Zatkovic`: a capitalised word before an initial or a surname that nothing else explains.
fn left(page: Page<'_>, name: &mut Found, floor: usize) {
    let tokens = page.tokens;
    while name.start > floor {
        let (before, first) = (&tokens[name.start - 1], &tokens[name.start]);
        let initial = first.shape.is(Shape::INITIAL);
        let plain = before.is_capital()
            && before.end - before.start > 2
            && !before.shape.is(ODD.with(Shape::HYPHEN))
            && !before.class.has(OTHER);
        if !plain
            || !initial && !before.class.has(Class::FIRST)
            || first.shape.is(Shape::CUT)
            || !first.shape.is(Shape::SPACED)
        {
            return;
        }
        name.start -= 1;
    }
}

/// `d'` of `M. d'Aubrac`, `D'` of `D'Angelo`, `de La` of `Mme de La Tour`.
fn particles(page: Page<'_>, name: &mut Found, floor: usize) {
    const D: u32 = hash_of_ascii("d");
    let tokens = page.tokens;
    let mut start = name.start;
    while start > floor && name.start - start < 3 {
        let token = &tokens[start - 1];
        let elided = token.shape.is(Shape::ELISION) && token.hash == D;
        let particle = elided || token.class.has(Class::PARTICLE) && !token.shape.is(Shape::BREAK);
        if !particle || !token.shape.is(Shape::WORD) {
            break;
        }
        start -= 1;
        let before = start.checked_sub(1).map(|at| &tokens[at]);
        if is(before, words::CIVIL) && before.is_some_and(|t| !t.shape.is(Shape::BREAK)) {
            name.start = start;
            return;
        }
    }
    // `D'Angelo` in English, where nothing else is elided with a capital.
    if let Some(before) = name.start.checked_sub(1).filter(|&at| at >= floor).map(|at| &tokens[at])
        && before.hash == D
        && before.shape.is(Shape::ELISION)
        && before.is_capital()
        && page.language != 1
    {
        name.start -= 1;
    }
}

/// Whether the token after the name is a part of it: an unknown capitalised word or a surname, after a name that is no surname yet.
fn continues(tokens: &[Token], name: &Found) -> bool {
    let (Some(next), last) = (tokens.get(name.end), &tokens[name.end - 1]) else { return false };
    let behind_particle = !last.is_capital() && last.class.has(Class::PARTICLE);
    let unexplained = !next.class.has(OTHER.with(Class::SUFFIX)) && last.class.has(Class::FIRST);
    next.is_capital()
        && next.shape.is(Shape::SPACED)
        && !next.shape.is(ODD.with(Shape::OPENS).with(Shape::LETTER))
        && (behind_particle || unexplained)
        && next.end - next.start > 2
        && !is_mark(tokens.get(name.end + 1), hash_of_mark('&'))
}
