//! The articles that `--filter` selects, from the library and the marks.

use crate::article::ArticleId;
use crate::error::{Error, Result};
use crate::filter::{self, Index};
use crate::library::Library;
use crate::triage::Triage;

/// Parses a complete query: what the filter line ignores while the user types is a mistake here. The error names
/// every mistake with its place.
pub(super) fn parse(text: &str, views: &filter::Views) -> Result<filter::Query> {
    filter::Query::parse_strict(text, Some(views)).map_err(|mistakes| {
        let causes: Vec<_> = mistakes
            .iter()
            .map(|mistake| {
                let before = text.get(..mistake.span.start as usize).unwrap_or_default();
                format!("character {}: {mistake}", before.chars().count() + 1)
            })
            .collect();
        Error::new(format!("--filter {text:?}"), causes.join("; "))
    })
}

/// The articles that match, in the query's order.
pub(super) fn evaluate(query: &filter::Query, library: &Library, triage: &Triage) -> Vec<ArticleId> {
    let index = Index::new(library);
    filter::evaluate(library, triage.marks(), query, &index, &|| false).unwrap_or_default().ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_in_characters_from_one() {
        let error = parse("été is:", &filter::Views::default()).unwrap_err().to_string();
        assert!(error.starts_with("--filter \"été is:\": character 5: is: "), "{error}");
    }
}
