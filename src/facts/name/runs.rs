//! The runs in which names are looked for: capitalised words, joined by particles, by nicknames in quotation marks, and behind a
//! word of organisations by the small words of their names (`Bank of America`, `Procter & Gamble`).
//! The tagger does not see anything outside a run.

use super::gazetteer::Class;
use super::hash::{hash_of_ascii, hash_of_mark};
use super::shape::Shape;
use super::token::Token;

/// The most tokens of a run; a longer sequence of capitals is continued in the next run.
const LONGEST: usize = 24;
/// The most particles in a row: `de la`, `von und zu`.
const PARTICLES: usize = 3;

/// A run of tokens, half open, as indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Appends the runs of `tokens` to `runs`, in order, without overlap.
pub(super) fn runs(tokens: &[Token], runs: &mut Vec<Run>) {
    let mut floor = 0;
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].is_capital() {
            at += 1;
            continue;
        }
        let mut start = at;
        while start > floor && at - start < PARTICLES && is_particle(&tokens[start - 1]) {
            start -= 1;
        }
        let mut end = at + 1;
        while end - start < LONGEST {
            match extends(tokens, end).max(joins(tokens, start, end)) {
                0 => break,
                more => end += more,
            }
        }
        if !(end == at + 1 && opens_a_sentence(tokens, at)) {
            runs.push(Run { start, end });
        }
        floor = end;
        at = end;
    }
}

/// How many tokens from `at` on belong to the run: a capital, particles and a capital, or a quoted nickname and a capital.
fn extends(tokens: &[Token], at: usize) -> usize {
    let capital = |at: usize| tokens.get(at).is_some_and(Token::is_capital);
    let Some(token) = tokens.get(at) else { return 0 };
    if token.is_capital() {
        return 1;
    }
    if is_particle(token) {
        let mut count = 1;
        while count < PARTICLES && tokens.get(at + count).is_some_and(is_particle) {
            count += 1;
        }
        return if capital(at + count) { count + 1 } else { 0 };
    }
    if is_quote(token) && capital(at + 1) {
        let close = (at + 2..at + 5).find(|&i| tokens.get(i).is_some_and(is_quote));
        return match close {
            Some(close) if capital(close + 1) && (at + 1..close).all(|i| !is_line_end(&tokens[i])) => {
                close + 1 - at
            }
            _ => 0,
        };
    }
    0
}

/// How many tokens from `at` on belong to the name of an organisation that began in the run from `start`: small words of such names
/// and a capital.
fn joins(tokens: &[Token], start: usize, at: usize) -> usize {
    const AMPERSAND: u32 = hash_of_mark('&');
    const SMALL: [u32; 8] = [
        hash_of_ascii("of"),
        hash_of_ascii("for"),
        hash_of_ascii("and"),
        hash_of_ascii("the"),
        hash_of_ascii("on"),
        hash_of_ascii("et"),
        hash_of_ascii("pour"),
        hash_of_ascii("a"),
    ];
    let capital = |at: usize| tokens.get(at).is_some_and(Token::is_capital);
    if tokens.get(at).is_some_and(|token| token.hash == AMPERSAND) && capital(at + 1) {
        return 2;
    }
    let organisation = |token: &Token| token.is_capital() && token.class.has(Class::ORG);
    if !tokens[start..at].iter().any(organisation) {
        return 0;
    }
    let small = |token: &Token| !token.is_capital() && (SMALL.contains(&token.hash) || is_particle(token));
    let count = tokens[at..].iter().take(PARTICLES).take_while(|token| small(token)).count();
    if count > 0 && capital(at + count) { count + 1 } else { 0 }
}

fn is_particle(token: &Token) -> bool {
    token.shape.is(Shape::WORD) && !token.is_capital() && token.class.has(Class::PARTICLE)
}

fn is_quote(token: &Token) -> bool {
    const QUOTE: u32 = hash_of_mark('"');
    const APOSTROPHE: u32 = hash_of_mark('\'');
    !token.shape.is(Shape::WORD) && (token.hash == QUOTE || token.hash == APOSTROPHE)
}

fn is_line_end(token: &Token) -> bool {
    token.shape.is(Shape::BREAK)
}

/// Whether a word has its capital because it opens a sentence: `Le ministre`, `The report`.
fn opens_a_sentence(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let lower_next = tokens.get(at + 1).is_some_and(|next| next.shape.is(Shape::WORD) && !next.is_capital());
    let class = token.class;
    let starter = class.has(Class::STARTER)
        && (class.has(Class::WORD_OFTEN) || !class.has(Class::FIRST_OFTEN.with(Class::LAST_OFTEN)));
    token.shape.is(Shape::OPENS.with(Shape::ELISION))
        && (lower_next || token.shape.is(Shape::ELISION))
        && starter
}
