//! What a query asks for, where it stands in the texts: its phrases, its words where they stand whole, and the mentions that
//! its fields of facts find. What is negated is left out, and so is what only titles or marks tell.

use std::collections::HashSet;

use super::index::Index;
use super::query::{Expression, Query};
use super::value::Range;
use crate::article::ArticleId;
use crate::facts::{Currency, Fact, FigureUnit, Kind};
use crate::library::{Library, Subject};
use crate::text::Span;
use crate::text::find::Words;

/// A word of fewer letters is not looked for in texts: it stands everywhere.
const SHORTEST: usize = 3;

/// The terms of a query, ready to be found in the articles of one library.
#[derive(Debug, Clone)]
pub struct Terms {
    name: String,
    terms: Vec<Term>,
}

/// One of them.
#[derive(Debug, Clone)]
pub(super) enum Term {
    /// These words, one after the other.
    Phrase(Box<Words>),
    /// This word where it stands whole, with the capitals that it has.
    Word(Box<Words>, Box<str>),
    /// The mentions of these people or other entities.
    Entities(HashSet<Subject>),
    /// The figures of a kind that are within a range.
    Figures(Figures),
}

/// Which figures a field finds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    /// Their kinds.
    pub(super) kinds: &'static [Kind],
    /// Their values.
    pub(super) range: Range<f64>,
    /// Their currency; `None` for any unit.
    pub(super) currency: Option<Currency>,
}

impl Figures {
    /// Whether a fact is one of them.
    pub(super) fn has(&self, fact: &Fact) -> bool {
        let figure = fact.figure().filter(|_| self.kinds.contains(&fact.kind()));
        figure.is_some_and(|figure| {
            (self.currency.is_none() || figure.unit == self.currency.map(FigureUnit::Currency))
                && self.range.meets(figure.value, figure.high)
        })
    }
}

impl Query {
    /// Its terms as they are written; empty when nothing that it asks for stands in texts.
    pub(crate) fn terms_as_written(&self) -> String {
        let parts: Vec<String> = self.in_texts().into_iter().map(Expression::to_string).collect();
        parts.join(" ")
    }

    /// Its terms, to be found in the texts of a library. Looks up every name, so it is not for a key to wait for.
    pub(crate) fn terms(&self, index: &Index) -> Terms {
        let terms = self.in_texts().into_iter().filter_map(|part| part.term(index)).collect();
        Terms { name: self.terms_as_written(), terms }
    }

    /// The parts that stand in texts, in the order in which they are written.
    fn in_texts(&self) -> Vec<&Expression> {
        let mut parts = Vec::new();
        self.wanted_parts(&mut |part: &Expression| {
            let stands = match part {
                Expression::Phrase(_) => true,
                Expression::Word(word) => word.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST,
                Expression::Field(field, _) => field.in_text.is_some(),
                _ => false,
            };
            if stands && !parts.contains(&part) {
                parts.push(part);
            }
        });
        parts
    }
}

impl Expression {
    fn term(&self, index: &Index) -> Option<Term> {
        match self {
            Self::Phrase(phrase) => Some(Term::Phrase(Box::new(Words::new(phrase)))),
            Self::Word(word) => Some(Term::Word(Box::new(Words::new(word)), word.clone())),
            Self::Field(field, value) => field.in_text.and_then(|term| term(value, field.kinds, index)),
            _ => None,
        }
    }
}

impl Terms {
    /// As they are written in the query.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Where they stand in the text of an article, in reading order; of those that overlap, the first and longest.
    pub(crate) fn places(&self, library: &Library, id: ArticleId) -> Vec<Span> {
        let text = &*library.article(id).text;
        let mut places = Vec::new();
        for term in &self.terms {
            match term {
                Term::Phrase(words) => places.append(&mut words.places(text)),
                Term::Word(words, word) => {
                    places.extend(words.places(text).into_iter().filter(|span| is_whole(text, *span, word)));
                }
                Term::Entities(subjects) => places.extend(mentions(library, id, |fact| {
                    fact.entity().is_some() && subjects.contains(&Subject::of(fact))
                })),
                Term::Figures(figures) => places.extend(mentions(library, id, |fact| figures.has(fact))),
            }
        }
        places.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        places.dedup_by(|later, before| later.start < before.end);
        places
    }
}

fn mentions<'a>(
    library: &'a Library,
    id: ArticleId,
    is: impl Fn(&Fact) -> bool + 'a,
) -> impl Iterator<Item = Span> + 'a {
    library.mentions(id).iter().filter(move |mention| is(&mention.fact)).map(|mention| mention.span)
}

/// Whether a match is a whole word, and has a capital where `word` has one.
fn is_whole(text: &str, span: Span, word: &str) -> bool {
    let before = text[..span.range().start].chars().next_back();
    let after = text[span.range().end..].chars().next();
    let cased = || {
        span.of(text).chars().zip(word.chars()).all(|(c, asked)| !asked.is_uppercase() || c.is_uppercase())
    };
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric) && cased()
}
