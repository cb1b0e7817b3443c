//! Which articles a command is about: the filter's language, evaluated against the library and the marks.

use crate::article::ArticleId;
use crate::error::{Error, Result};
use crate::filter::{self, Index};
use crate::library::Library;
use crate::triage::Triage;

/// A query that was understood.
#[derive(Debug)]
pub(super) struct Query(filter::Query);

impl Query {
    /// Reads a query; all its mistakes make one error.
    pub(super) fn parse(text: &str) -> Result<Self> {
        filter::Query::parse(text).map(Self).map_err(|mistakes| {
            let mistakes: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
            Error::new(format!("--filter {text}"), mistakes.join(". "))
        })
    }

    /// The articles that match, in the order of the list.
    pub(super) fn evaluate(&self, library: &Library, triage: &Triage) -> Vec<ArticleId> {
        let index = Index::new(library);
        filter::evaluate(library, triage.marks(), &self.0, &index, &|| false).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_told_together_with_the_next_step() {
        let error = Query::parse("is:blue date:2025-99").unwrap_err().to_string();
        for part in ["--filter is:blue date:2025-99", "write one of read", "\"2025-99\" is no date"] {
            assert!(error.contains(part), "{error}");
        }
    }
}
