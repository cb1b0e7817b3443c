//! People: where a text names one, with the role that is near the name. Titles, possessives and elisions
//! stay outside the span; particles, initials and regnal numbers belong to it.
//!
//! Who is who is not decided here: [`crate::library`] links names into people.

mod evidence;
mod features;
pub mod gazetteer;
mod hash;
mod letters;
mod model;
mod role;
mod runs;
mod second_pass;
mod shape;
mod tagger;
mod token;
#[cfg(any(test, feature = "training"))]
pub mod train;

use std::cell::RefCell;
use std::ops::Range;

use super::{MAX_FACTS, Source};
use crate::text::Span;

use model::Quantised;
use tagger::Reading;

/// One name of a person in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The name, without title.
    pub span: Span,
    /// A role that is near it in the same text ("PDG de Brévanne").
    pub description: Option<Span>,
    /// The title before it.
    pub title: Title,
}

/// What a title before a name says of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Title {
    /// There is none.
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
    /// The buffers of the last text, for the next one of the same thread.
    static READING: RefCell<Reading> = RefCell::default();
}

/// Appends the names of people in `source` to `out`, in order and without overlap.
///
/// The search stops after [`MAX_FACTS`] names: then the byte of the first that was left is returned. `None` says
/// that the whole text was searched.
pub fn find(source: Source<'_>, out: &mut Vec<Name>) -> Option<usize> {
    let most = out.len() + MAX_FACTS;
    READING.with_borrow_mut(|reading| {
        for chunk in chunks(source.text) {
            find_in(&source.text[chunk.clone()], chunk.start, reading, out);
            if let Some(left) = out.get(most) {
                let left = left.span.start as usize;
                out.truncate(most);
                return Some(left);
            }
        }
        None
    })
}

/// What the beginning of a name is worth beyond its score: found to balance names missed and names made up.
pub(crate) const BIAS: f32 = 0.4;

/// A text larger than this is read in parts, each with its own evidence.
const CHUNK: usize = 1 << 18;

/// Cuts a long text at line ends, or where there are none for too long, anywhere.
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

fn find_in(text: &str, shift: usize, reading: &mut Reading, out: &mut Vec<Name>) {
    reading.open(text);
    reading.first_pass(text, &Quantised);
    let first = out.len();
    reading.second_pass(&Quantised, BIAS, |start, end| {
        // Token numbers for now; the tokens are in use until the pass is over.
        out.push(Name { span: Span::new(start, end), description: None, title: Title::None });
    });
    let tokens = &reading.tokens;
    let moved = |span: Span| Span::new(span.start as usize + shift, span.end as usize + shift);
    for name in &mut out[first..] {
        let (start, end) = (name.span.start as usize, name.span.end as usize);
        name.title = role::title(tokens, start);
        name.description = role::role(text, tokens, start, end).map(moved);
        name.span = moved(Span::new(tokens[start].start as usize, tokens[end - 1].end as usize));
    }
}

#[cfg(test)]
mod tests;
