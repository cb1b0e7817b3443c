//! People: where a text names one, with the role that stands near the name. Titles, possessives and elisions
//! stay outside the span; particles, initials and regnal numbers belong to it.
//!
//! Who is who is not decided here: [`crate::library`] links names into people.

pub mod gazetteer;
mod token;
pub mod train;

use super::Source;
use crate::text::Span;

use gazetteer::Class;
use token::{Shape, Token};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    let mut tokens: Vec<Token> = Vec::new();
    token::tokenise(source.text, &mut tokens);
    let mut at = 0;
    while at < tokens.len() {
        let titled = at > 0 && tokens[at - 1].class().has(Class::TITLE);
        let mut end = at;
        while tokens.get(end).is_some_and(|t| is_part(t) || (end > at && particle(&tokens, end))) {
            end += 1;
        }
        let first = tokens[at].class();
        let known = first.has(Class::FIRST) && end > at + 1 && !first.has(Class::STARTER);
        if end > at && (known || titled) && !first.has(Class::TITLE) {
            let span = Span::new(tokens[at].start as usize, tokens[end - 1].end as usize);
            out.push(Name { span, description: None, title: Title::None });
            at = end;
        } else {
            at += 1;
        }
    }
}

fn is_part(token: &Token) -> bool {
    token.is_capital() && !token.class().has(Class::BRAND.with(Class::ORG).with(Class::WEB))
}

fn particle(tokens: &[Token], at: usize) -> bool {
    tokens[at].class().has(Class::PARTICLE)
        && !tokens[at].shape.is(Shape::CAPITAL)
        && tokens.get(at + 1).is_some_and(is_part)
}
