//! The filter: a query language over the articles ([`Query`]), and its evaluation over the whole library
//! while the user types.
//!
//! [`Index`] is built once at launch; [`evaluate`] is one pass, which stops when it is stale, so that typing
//! never waits for the keystroke before. [`FIELDS`] is the registry from which parser, help and README take
//! the fields.

mod evaluate;
mod fields;
mod find;
mod fuzzy;
mod index;
mod parse;
mod query;
mod stale;
mod strict;
#[cfg(test)]
mod testing;
mod token;
mod value;

pub use evaluate::evaluate;
pub use fields::{Entry, FIELDS, Field, SYNTAX, reference, reference_markdown};
pub use fuzzy::Highlighter;
pub use index::Index;
pub use query::{Query, Sort};
pub use token::QueryError;
