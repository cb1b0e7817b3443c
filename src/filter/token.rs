//! The words and signs of a query with their places, and the type of a mistake in a query.

use std::fmt;

use crate::text::Span;

/// A mistake in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Its place, in bytes of the query.
    pub span: Span,
    /// What was found or expected.
    pub(crate) message: String,
    /// What the user can do.
    pub(crate) next_step: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.next_step)
    }
}

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    Or,
    Not,
    Word,
    /// Text in quotes; the token's span is without the quotes.
    Quoted,
}

/// A token and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
    /// Whether it follows the token before it without a space.
    pub(super) joined: bool,
}

/// Splits a query into tokens. Never fails: an open quote ends at the end of the text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut end_of_last = usize::MAX;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let rest = &text[at..];
        let (kind, span, end) = match c {
            '(' => (TokenKind::Open, Span::new(at, at + 1), at + 1),
            ')' => (TokenKind::Close, Span::new(at, at + 1), at + 1),
            '|' => (TokenKind::Or, Span::new(at, at + 1), at + 1),
            '-' | '!' => (TokenKind::Not, Span::new(at, at + 1), at + 1),
            '"' => {
                let inside = at + 1;
                let end = text[inside..].find('"').map_or(text.len(), |length| inside + length);
                (TokenKind::Quoted, Span::new(inside, end), (end + 1).min(text.len()))
            }
            _ => {
                let stop = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|' | '"');
                let end = at + rest.find(stop).unwrap_or(rest.len());
                let kind = if &text[at..end] == "OR" { TokenKind::Or } else { TokenKind::Word };
                (kind, Span::new(at, end), end)
            }
        };
        tokens.push(Token { kind, span, joined: at == end_of_last });
        (at, end_of_last) = (end, end);
    }
    tokens
}
