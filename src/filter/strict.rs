//! Mistakes that only a complete query can have: unfinished parts. The lenient parser ignores them; in a script
//! that would silently change the meaning of the query.

use super::fields::Field;
use super::token::{QueryError, Token, TokenKind};
use crate::text::Span;

/// Brackets, quotes, signs, OR and AND that lack a part.
pub(super) fn unfinished(text: &str, tokens: &[Token]) -> Vec<QueryError> {
    let mut errors = Vec::new();
    let mut open = Vec::new();
    let mut error = |span: Span, message: &str, next_step: &str| {
        errors.push(QueryError { span, message: message.into(), next_step: next_step.into() });
    };
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &tokens[at]);
        let after = tokens.get(at + 1);
        match token.kind {
            TokenKind::Open => {
                open.push(token.span);
                if after.is_some_and(|after| after.kind == TokenKind::Close) {
                    error(
                        token.span,
                        "nothing is in these brackets",
                        "write what they hold together, as in (is:read | is:archived)",
                    );
                }
            }
            TokenKind::Close => {
                // The parser reports one that closes nothing.
                open.pop();
            }
            TokenKind::Quoted => {
                let of_field = token.joined && before.is_some_and(|word| word.span.of(text).ends_with(':'));
                if token.span.end as usize == text.len() {
                    error(
                        token.span,
                        "this quote is not closed",
                        "end it with \", as in \"clause décisive\"",
                    );
                } else if token.span.of(text).trim().is_empty() && !of_field {
                    error(
                        token.span,
                        "nothing is in these quotes",
                        "write words in them, as in \"clause décisive\"",
                    );
                }
            }
            TokenKind::Not => {
                let touches = after.is_some_and(|after| after.joined && !ends(text, after));
                if !touches {
                    error(
                        token.span,
                        "this sign negates nothing",
                        "write it right before what it negates, as in -is:read",
                    );
                }
            }
            TokenKind::Or | TokenKind::Word if joins(text, token) => {
                if before.is_none_or(|before| before.kind == TokenKind::Open || joins(text, before)) {
                    error(token.span, "nothing is before it", "write what it joins, as in altman OR nadella");
                } else if after.is_none_or(|after| after.kind == TokenKind::Close) {
                    error(token.span, "nothing is after it", "write what it joins, as in altman OR nadella");
                }
            }
            TokenKind::Or | TokenKind::Word => {}
        }
    }
    for span in open {
        error(span, "this bracket is not closed", "write ) where it ends, as in (is:read | is:archived)");
    }
    errors
}

/// Whether the token is OR or AND.
fn joins(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Or || (token.kind == TokenKind::Word && token.span.of(text) == "AND")
}

/// Whether no condition can begin with the token.
fn ends(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Close || joins(text, token)
}

pub(super) fn no_value(field: &Field, span: Span) -> QueryError {
    QueryError {
        span,
        message: format!("{}: nothing is after the colon", field.name),
        next_step: write(field),
    }
}

pub(super) fn unfinished_value(field: &Field, value: &str, span: Span) -> QueryError {
    let message = format!("{}: \"{}\" is not a valid value, or not a complete one", field.name, value.trim());
    QueryError { span, message, next_step: write(field) }
}

pub(super) fn backwards(field: &Field, span: Span) -> QueryError {
    let message = format!("{}: this range is empty", field.name);
    let next_step = format!("write the smaller end first, as in {}", examples(field));
    QueryError { span, message, next_step }
}

fn write(field: &Field) -> String {
    if field.choices.is_empty() {
        format!("write it as in {} ({})", examples(field), field.help)
    } else {
        format!("write one of {}, as in {}", field.choices.join(", "), examples(field))
    }
}

fn examples(field: &Field) -> String {
    field.examples.join(" or ")
}

#[cfg(test)]
#[path = "strict_tests.rs"]
mod tests;
