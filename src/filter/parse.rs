//! Parses a query. While the user types it is lenient: an unfinished condition matches everything, an open quote
//! or bracket closes at the end, and a lone sign is ignored. All other mistakes are reported together, each with
//! its place and the next step.

use super::Query;
use super::fields::{self, FIELDS};
use super::query::{Expression, Sort};
use super::strict;
use super::token::{QueryError, Token, TokenKind, tokens};
use super::value::{Fault, QueryValue};
use super::views::Views;
use crate::text::Span;
use crate::text::fold::fold;

/// The deepest nesting of brackets: the parser is recursive.
const DEPTH: usize = 40;

impl Query {
    /// Parses a query that is being typed, where no saved views are known: `view:` then finds nothing.
    ///
    /// # Errors
    /// All mistakes, in the order of the text.
    pub fn parse(text: &str) -> Result<Self, Vec<QueryError>> {
        Self::read(text, false, None)
    }

    /// Parses a complete query, for example from a script: an unfinished condition is a mistake. Without `views`, `view:` finds
    /// nothing.
    ///
    /// # Errors
    /// All mistakes, in the order of the text, each with an example of what is right.
    pub(crate) fn parse_strict(text: &str, views: Option<&Views>) -> Result<Self, Vec<QueryError>> {
        Self::read(text, true, views)
    }

    /// Parses a query that is being typed and says what of it was not understood, or is not complete.
    pub(crate) fn typed(text: &str, views: &Views) -> Typed {
        let (query, mut parser) = Self::run(text, false, Some(views));
        let wrong = parser.errors.drain(..).map(|error| Flaw { error, unfinished: false });
        let open = parser.unfinished.drain(..).map(|error| Flaw { error, unfinished: true });
        let mut flaws: Vec<_> = wrong.chain(open).collect();
        flaws.sort_by_key(|flaw| flaw.error.span.start);
        Typed { query, flaws }
    }

    fn read(text: &str, strict: bool, views: Option<&Views>) -> Result<Self, Vec<QueryError>> {
        let (query, parser) = Self::run(text, strict, views);
        if parser.errors.is_empty() { Ok(query) } else { Err(parser.errors) }
    }

    /// The query of what was understood, and the parser with its errors.
    fn run<'a>(text: &'a str, strict: bool, views: Option<&'a Views>) -> (Self, Parser<'a>) {
        let mut parser = Parser {
            text,
            tokens: tokens(text),
            at: 0,
            errors: Vec::new(),
            unfinished: Vec::new(),
            sort: None,
            strict,
            views,
        };
        if strict {
            parser.errors = strict::unfinished(text, &parser.tokens);
        }
        let mut parts = Vec::new();
        while parser.at < parser.tokens.len() {
            parts.extend(parser.alternatives(0));
            // Alternatives end early only at a closing bracket without an open one.
            if let Some(token) = parser.next() {
                parser.error(token.span, "this bracket closes nothing", "delete it, or open one before");
            }
        }
        parser.errors.sort_by_key(|error| error.span.start);
        let root = Expression::all(parts).unwrap_or_default();
        (Self { root, sort: parser.sort }, parser)
    }
}

/// A query that is being typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// The query of what was understood.
    pub(crate) query: Query,
    /// What was not, in the order of the text.
    pub(crate) flaws: Vec<Flaw>,
}

/// A part of a query that is being typed that has no effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Where it is, and why.
    pub(crate) error: QueryError,
    /// Whether it may become right when more is typed.
    pub(crate) unfinished: bool,
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    errors: Vec<QueryError>,
    /// Conditions whose values are not complete.
    unfinished: Vec<QueryError>,
    sort: Option<Sort>,
    /// Whether an unfinished condition is a mistake.
    strict: bool,
    /// The saved views that `view:` can name; `None` when they are not known.
    views: Option<&'a Views>,
}

impl Parser<'_> {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).copied();
        self.at += 1;
        token
    }

    fn error(&mut self, span: Span, message: impl Into<String>, next_step: impl Into<String>) {
        self.errors.push(QueryError { span, message: message.into(), next_step: next_step.into() });
    }

    /// `a b OR c d`, up to a closing bracket or the end.
    fn alternatives(&mut self, depth: usize) -> Option<Expression> {
        let mut alternatives = Vec::new();
        let mut parts = Vec::new();
        while let Some(token) = self.tokens.get(self.at).copied() {
            match token.kind {
                TokenKind::Close => break,
                TokenKind::Or => {
                    self.at += 1;
                    alternatives.extend(Expression::all(std::mem::take(&mut parts)));
                }
                _ => parts.extend(self.condition(depth)),
            }
        }
        alternatives.extend(Expression::all(parts));
        Expression::any(alternatives)
    }

    /// One condition with the signs before it; `None` when it is unfinished.
    fn condition(&mut self, depth: usize) -> Option<Expression> {
        let mut negated = false;
        while let Some(token) = self.tokens.get(self.at)
            && token.kind == TokenKind::Not
        {
            // A sign negates only what directly follows it: in "a - b" it is a dash.
            negated = self.tokens.get(self.at + 1).is_some_and(|next| next.joined) && !negated;
            self.at += 1;
        }
        let token = self.tokens.get(self.at).copied()?;
        let condition = match token.kind {
            TokenKind::Close | TokenKind::Or | TokenKind::Not => return None,
            TokenKind::Open if depth == DEPTH => {
                self.error(token.span, format!("more than {DEPTH} brackets inside each other"), "use fewer");
                self.at = self.tokens.len();
                return None;
            }
            TokenKind::Open => {
                self.at += 1;
                let inside = self.alternatives(depth + 1);
                // An open bracket closes at the end.
                self.at += 1;
                inside
            }
            TokenKind::Quoted => {
                self.at += 1;
                let phrase = token.span.of(self.text).trim();
                (!phrase.is_empty()).then(|| Expression::Phrase(phrase.into()))
            }
            TokenKind::Word => {
                self.at += 1;
                self.word(token, negated || depth > 0)
            }
        }?;
        Some(if negated { condition.not() } else { condition })
    }

    fn word(&mut self, token: Token, inside: bool) -> Option<Expression> {
        let word = token.span.of(self.text);
        if word == "AND" {
            return None;
        }
        let bare = || Some(Expression::Word(word.into()));
        let Some((name, value)) = word.split_once(':') else { return bare() };
        let Some(field) = fields::find(name) else {
            // "12:30" and a word that ends in a colon are words; "foo:bar" was meant as a field.
            let open = value.is_empty() && !self.strict;
            if open || name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphabetic()) {
                return bare();
            }
            let names: Vec<_> = FIELDS.iter().map(|field| field.name).collect();
            let next = format!(
                "fields are {}, as in {}; to search for the words, write \"{word}\" in quotes",
                names.join(", "),
                FIELDS[0].examples[0],
            );
            self.error(token.span, format!("there is no field \"{name}\""), next);
            return None;
        };
        let (value, span) = match self.tokens.get(self.at).copied() {
            Some(quote) if value.is_empty() && quote.kind == TokenKind::Quoted && quote.joined => {
                self.at += 1;
                (quote.span.of(self.text), quote.span)
            }
            _ => (value, Span::new(token.span.end as usize - value.len(), token.span.end as usize)),
        };
        if value.trim().is_empty() {
            let error = strict::no_value(field, token.span);
            if self.strict {
                self.errors.push(error)
            } else {
                self.unfinished.push(error)
            }
            return None;
        }
        if let (Some(views), "view") = (self.views, field.name) {
            return self.view(views, value, span, inside);
        }
        match (field.parse)(value) {
            Ok(QueryValue::Choice(name)) if field.name == "sort" => {
                if inside {
                    self.error(
                        token.span,
                        "an order can be neither negated nor in brackets",
                        "put it at the end",
                    );
                } else {
                    self.sort = Sort::ALL.iter().find(|(own, _)| *own == name).map(|(_, sort)| *sort);
                }
                None
            }
            Ok(value) => {
                if self.strict && value.is_backwards() {
                    self.errors.push(strict::backwards(field, span));
                }
                Some(Expression::Field(field, value))
            }
            Err(Fault::Unfinished) => {
                let error = strict::unfinished_value(field, value, span);
                if self.strict {
                    self.errors.push(error)
                } else {
                    self.unfinished.push(error)
                }
                None
            }
            Err(Fault::Wrong { message, mut next_step }) => {
                if self.strict {
                    next_step.push_str(&format!(", for example {}", field.examples[0]));
                }
                self.error(span, format!("{}: {message}", field.name), next_step);
                None
            }
        }
    }

    /// The conditions of a saved view; its order too, unless the query has one.
    fn view(&mut self, views: &Views, name: &str, span: Span, inside: bool) -> Option<Expression> {
        if let Some(view) = views.called(name) {
            if !inside {
                self.sort = self.sort.or(view.query.sort);
            }
            return Some(Expression::View(name.trim().into(), Box::new(view.query.root.clone())));
        }
        let names: Vec<_> = views.all().iter().map(|view| &*view.name).collect();
        let next_step = match names[..] {
            [] => "save one first, by :save-view NAME or in the configuration".to_owned(),
            _ => format!("the views are {}", names.join(", ")),
        };
        let asked = fold(name.trim());
        let error = QueryError { span, message: format!("there is no view \"{}\"", name.trim()), next_step };
        if !self.strict && names.iter().any(|name| fold(name).starts_with(&asked)) {
            self.unfinished.push(error);
        } else {
            self.errors.push(error);
        }
        None
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
