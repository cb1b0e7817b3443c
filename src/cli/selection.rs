//! Which articles a command is about: the filter's language, evaluated against the library and the marks.

use crate::article::ArticleId;
use crate::error::{Error, Result};
use crate::filter::{self, Index};
use crate::library::Library;
use crate::triage::Triage;

/// Reads a query; the error names every mistake in it.
pub(super) fn parse(text: &str) -> Result<filter::Query> {
    filter::Query::parse(text).map_err(|mistakes| {
        let causes: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
        Error::new(format!("--filter {text:?}"), causes.join("; "))
    })
}

/// The articles that match, in the query's order.
pub(super) fn evaluate(query: &filter::Query, library: &Library, triage: &Triage) -> Vec<ArticleId> {
    let index = Index::new(library);
    filter::evaluate(library, triage.marks(), query, &index, &|| false).unwrap_or_default()
}
