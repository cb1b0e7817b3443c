//! A search of the texts: for words, whatever the case, the accents and what is between them, or for a regular expression. All
//! matches in one article, and the number of matches in each article of the library; the latter takes long and runs in a
//! background thread.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use regex::{Regex, RegexBuilder};

use crate::article::ArticleId;
use crate::library::Library;
use crate::text::Span;
use crate::text::find::{Words, fold_bytes};

/// The most bytes that a compiled expression may take.
const LARGEST_EXPRESSION: usize = 1 << 20;

/// What is searched for.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    /// As typed.
    query: String,
    way: Way,
}

#[derive(Debug, Clone)]
enum Way {
    Words(Box<Words>),
    Expression(Regex),
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.query == other.query
    }
}

impl Pattern {
    /// Reads a query: words, or a regular expression between slashes (the second may be left out while it is typed).
    ///
    /// # Errors
    /// What is wrong with the expression.
    pub(crate) fn parse(query: &str) -> Result<Self, String> {
        let way = match query.strip_prefix('/') {
            None => Way::Words(Box::new(Words::new(query))),
            Some(expression) => {
                let expression = expression.strip_suffix('/').unwrap_or(expression);
                let built = RegexBuilder::new(expression)
                    .case_insensitive(true)
                    .multi_line(true)
                    .size_limit(LARGEST_EXPRESSION)
                    .build();
                Way::Expression(built.map_err(|error| mistake(&error))?)
            }
        };
        Ok(Self { query: query.to_owned(), way })
    }

    /// As typed.
    pub(crate) fn query(&self) -> &str {
        &self.query
    }

    /// Whether there is nothing to find.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.way {
            Way::Words(words) => words.is_empty(),
            Way::Expression(expression) => expression.as_str().is_empty(),
        }
    }

    /// The matches in `text`, in reading order; they do not overlap.
    pub(crate) fn places(&self, text: &str) -> Vec<Span> {
        match &self.way {
            Way::Words(words) => words.places(text),
            Way::Expression(expression) => {
                let matches = expression.find_iter(text).filter(|found| !found.is_empty());
                matches.map(|found| Span::new(found.start(), found.end())).collect()
            }
        }
    }

    /// The number of matches in `text`. `folded` is a buffer.
    fn count(&self, text: &str, folded: &mut Vec<u8>) -> u32 {
        let count = match &self.way {
            Way::Words(words) => {
                folded.clear();
                fold_bytes(text, folded);
                words.find_all(folded).count()
            }
            Way::Expression(expression) => {
                expression.find_iter(text).filter(|found| !found.is_empty()).count()
            }
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

/// The cause of a mistake in an expression: the last line of what the crate says, the others of which draw it.
fn mistake(error: &regex::Error) -> String {
    let text = error.to_string();
    let cause = text.lines().last().unwrap_or_default();
    format!("regular expression: {}", cause.strip_prefix("error: ").unwrap_or(cause))
}

/// The number of matches in each article that has any, in the library's order; `None` when `newest` became greater than
/// `generation` before the end.
pub(crate) fn counts(
    library: &Library,
    pattern: &Pattern,
    generation: u64,
    newest: &AtomicU64,
) -> Option<Vec<(ArticleId, u32)>> {
    if pattern.is_empty() {
        return Some(Vec::new());
    }
    let stale = || newest.load(Ordering::Relaxed) != generation;
    let found: Vec<(ArticleId, u32)> = library
        .articles()
        .par_iter()
        .enumerate()
        .map_init(Vec::new, |folded, (index, article)| {
            let count = if stale() { 0 } else { pattern.count(&article.text, folded) };
            (ArticleId(index as u32), count)
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    (!stale()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, query: &str) -> Vec<&'a str> {
        Pattern::parse(query).unwrap().places(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn an_expression_between_slashes_is_searched_for() {
        assert_eq!(found("12 Md€, 7 M€ et 300 k€", r"/\d+ m\w*€/"), ["12 Md€", "7 M€"]);
        assert_eq!(
            found("un\ndeux", "/^d"),
            ["d"],
            "the second slash may be missing, and each line begins anew"
        );
        assert!(found("abc", "/x*/").is_empty(), "an empty match is nothing to see");
    }

    #[test]
    fn a_mistake_in_an_expression_is_told() {
        let mistake = Pattern::parse("/a(b/").unwrap_err();
        assert!(mistake.contains("unclosed group"), "{mistake}");
        let mistake = Pattern::parse("/(a{1000}){1000}/").unwrap_err();
        assert!(mistake.contains("size limit"), "{mistake}");
    }

    #[test]
    fn matches_are_as_many_as_there_are_places() {
        for query in ["ete", "/é|e/"] {
            let (text, pattern) = ("L’été, l'hiver, l'ete", Pattern::parse(query).unwrap());
            assert_eq!(pattern.count(text, &mut Vec::new()) as usize, pattern.places(text).len());
        }
    }
}
