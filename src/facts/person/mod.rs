//! People: where a text names one, with the role that stands near the name. Titles, possessives and elisions
//! stay outside the span; particles, initials and regnal numbers belong to it.
//!
//! Who is who is not decided here: [`crate::library`] links names into people.

mod evidence;
mod features;
pub mod gazetteer;
mod model;
mod role;
mod runs;
mod second;
mod tagger;
mod token;
pub mod train;

use super::Source;
use crate::text::Span;

use model::Quantised;
use tagger::Reading;

/// One name of a person in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The name, without title.
    pub span: Span,
    /// A role that stands near it in the same text ("PDG de Brévanne").
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

/// Appends the names of people in `source` to `out`, in order and without overlap.
pub fn find(source: Source<'_>, out: &mut Vec<Name>) {
    let mut reading = Reading::default();
    reading.open(source.text);
    let mut found: Vec<(usize, usize)> = Vec::new();
    reading.first_pass(source.text, &Quantised);
    reading.second_pass(&Quantised, 0.0, |start, end| found.push((start, end)));
    for (start, end) in found {
        let tokens = &reading.tokens;
        let span = Span::new(tokens[start].start as usize, tokens[end - 1].end as usize);
        let description = role::role(source.text, tokens, start, end);
        out.push(Name { span, description, title: role::title(tokens, start) });
    }
}
