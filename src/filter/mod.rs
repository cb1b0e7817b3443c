//! The filter: a query language over the articles ([`Query`]), and its evaluation over the whole library
//! while the user types.
//!
//! [`Index`] is built once at launch; [`evaluate`] is one pass, which stops when it is stale, so that typing never
//! waits for an earlier pass. [`FIELDS`] is the registry of fields for parser, help and README.

mod complete;
mod evaluate;
mod fields;
mod find;
mod folders;
mod fuzzy;
mod index;
mod names;
mod parse;
mod query;
mod stale;
mod strict;
mod terms;
#[cfg(test)]
mod testing;
mod token;
mod value;
mod views;

pub(crate) use complete::{Completions, complete};
pub use evaluate::{Found, evaluate};
pub use fields::{Entry, FIELDS, Field, SYNTAX, reference, reference_markdown};
pub use fuzzy::Highlighter;
pub use index::Index;
pub(crate) use names::Names;
pub use parse::{Flaw, Typed};
pub use query::{Query, Sort};
pub use terms::Terms;
pub use token::QueryError;
pub(crate) use views::clean_view_name;
pub use views::{SavedView, Views};
