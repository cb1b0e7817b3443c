//! A passage that a user kept of an article. It is anchored by its place and its words, so that it is found again when
//! the article was cleaned or written anew.

use std::sync::Arc;

use crate::text::Span;

/// A passage that was kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Highlight {
    /// Where it began in the article's text, in code points from 0.
    pub start: u32,
    /// Its words, as they stand in the text.
    pub passage: Arc<str>,
    /// When it was kept, in Unix seconds.
    pub at: i64,
}

impl Highlight {
    /// The passage at a span of a text; `None` when it has nothing but white space.
    pub fn of(text: &str, span: Span, at: i64) -> Option<Self> {
        let passage = text.get(span.start as usize..span.end as usize)?;
        let start = u32::try_from(text[..span.start as usize].chars().count()).ok()?;
        (!passage.trim().is_empty()).then(|| Self { start, passage: passage.into(), at })
    }

    /// Where the passage stands in a text, in bytes: at its place, else where the same words stand nearest to it; `None`
    /// when the text does not have it.
    pub fn find_in(&self, text: &str) -> Option<Span> {
        let start = self.start as usize;
        let place = text.char_indices().nth(start).map_or(text.len(), |(at, _)| at);
        let span = |at: usize| Span::new(at, at + self.passage.len());
        if text[place..].starts_with(&*self.passage) {
            return Some(span(place));
        }
        text.match_indices(&*self.passage).map(|(at, _)| at).min_by_key(|at| at.abs_diff(place)).map(span)
    }

    /// Whether it is the same passage, whenever it was kept.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (self.start, &self.passage) == (other.start, &other.passage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Le pré brûle. Le quai est sûr. Le pré brûle encore.";

    fn kept(passage: &str) -> Highlight {
        let at = TEXT.find(passage).unwrap();
        Highlight::of(TEXT, Span::new(at, at + passage.len()), 7).unwrap()
    }

    #[test]
    fn a_passage_is_found_at_its_place() {
        let quay = kept("Le quai est sûr.");
        assert_eq!((quay.start, &*quay.passage), (14, "Le quai est sûr."), "code points, not bytes");
        assert_eq!(quay.find_in(TEXT).unwrap().of(TEXT), "Le quai est sûr.");
        assert_eq!(Highlight::of(TEXT, Span::new(2, 3), 0), None, "white space is no passage");
    }

    #[test]
    fn in_another_version_the_nearest_of_the_same_words_counts() {
        let later = Highlight { start: 31, passage: "Le pré brûle".into(), at: 0 };
        let text = format!("Nouveau. {TEXT}");
        assert_eq!(later.find_in(&text).unwrap().start as usize, text.rfind("Le pré").unwrap());
        let first = kept("Le pré brûle");
        assert_eq!(first.find_in(&text).unwrap().start as usize, text.find("Le pré").unwrap());
        assert_eq!(first.find_in("Tout autre chose."), None);
        assert_eq!(first.find_in(""), None);
    }
}
