//! Finds the names of people and of organisations in a text, those of people each with the role that is near it. Titles,
//! possessives and elisions are outside the span; particles, initials and regnal numbers belong to it.
//!
//! [`crate::library`] decides which names belong to the same person or organisation.

mod characters;
mod evidence;
mod features;
pub(crate) mod gazetteer;
mod hash;
mod model;
mod role;
mod runs;
mod second_pass;
mod settle;
mod shape;
mod tagger;
mod token;
#[cfg(any(test, feature = "training"))]
pub mod train;

use std::cell::RefCell;
use std::ops::Range;

use super::{Kind, MAX_FACTS, Source};
use crate::text::Span;

use model::{Bias, Quantised};
use tagger::Tagger;

/// One name of a person or an organisation in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// What it names: [`Kind::Person`] or [`Kind::Organisation`].
    pub(crate) kind: Kind,
    /// The name, without title.
    pub span: Span,
    /// A role that is near it in the same text ("PDG de Brévanne").
    pub(crate) description: Option<Span>,
    /// The title before it.
    pub title: Title,
}

/// The title before a name, by the gender that it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Title {
    /// No title.
    #[default]
    None,
    /// A title that any person can bear.
    Neutral,
    /// A woman's.
    Female,
    /// A man's.
    Male,
}

thread_local! {
    /// The buffers of the last text, reused for the next one of the same thread.
    static TAGGER: RefCell<Tagger> = RefCell::default();
}

/// Appends the names of people and organisations in `source` to `out`, in order and without overlap.
///
/// The search stops after [`MAX_FACTS`] names and returns the byte of the first name that was left out; `None` when the
/// whole text was searched.
pub fn find(source: Source<'_>, out: &mut Vec<Name>) -> Option<usize> {
    let most = out.len() + MAX_FACTS;
    TAGGER.with_borrow_mut(|tagger| {
        for chunk in chunks(source.text) {
            find_in(&source.text[chunk.clone()], chunk.start, tagger, out);
            if let Some(left) = out.get(most) {
                let left = left.span.start as usize;
                out.truncate(most);
                return Some(left);
            }
        }
        None
    })
}

/// What balances missed names and false ones.
const BIAS: Bias = Bias { person: 0.1, organisation: 0.6 };

/// A text larger than this is read in parts, each with its own evidence.
const CHUNK: usize = 1 << 18;

/// Cuts a long text at line ends; when a line is too long, at a space or anywhere.
fn chunks(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = if rest.len() <= CHUNK {
            rest.len()
        } else {
            let bytes = &rest.as_bytes()[..CHUNK];
            let space = |b: &u8| matches!(b, b' ' | b'\n');
            let line = memchr::memrchr(b'\n', bytes).filter(|&at| at > CHUNK / 2);
            let cut = line.or_else(|| bytes.iter().rposition(space)).map_or(CHUNK, |at| at + 1);
            (0..4).map(|back| cut - back).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len())
        };
        start += end;
        Some(start - end..start)
    })
}

fn find_in(text: &str, shift: usize, tagger: &mut Tagger, out: &mut Vec<Name>) {
    tagger.open(text);
    tagger.first_pass(text, &Quantised);
    tagger.second_pass(&Quantised, BIAS);
    tagger.settle(text, &Quantised);
    let tokens = &tagger.tokens;
    let moved = |span: Span| Span::new(span.start as usize + shift, span.end as usize + shift);
    let span = |start: usize, end: usize| {
        moved(Span::new(tokens[start].start as usize, tokens[end - 1].end as usize))
    };
    let from = out.len();
    out.extend(tagger.people.iter().map(|&settle::Found { start, end }| Name {
        kind: Kind::Person,
        span: span(start, end),
        description: role::role(text, tokens, start, end).map(moved),
        title: role::title(tokens, start),
    }));
    out.extend(tagger.organisations.iter().map(|&settle::Found { start, end }| Name {
        kind: Kind::Organisation,
        span: span(start, end),
        description: None,
        title: Title::None,
    }));
    out[from..].sort_unstable_by_key(|name| name.span);
}

#[cfg(test)]
mod tests;
