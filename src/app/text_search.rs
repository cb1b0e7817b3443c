//! Finds words in texts, ignoring case and accents: all matches in one article, and the number of matches in each
//! article of the library. The latter is slow and runs in a background thread.

use std::sync::atomic::{AtomicU64, Ordering};

use memchr::memmem::Finder;
use rayon::prelude::*;

use crate::article::ArticleId;
use crate::library::Library;
use crate::text::Span;
use crate::text::fold::{fold, fold_char, fold_into};

/// The matches of `query` (as typed) in `text`, in reading order, not overlapping.
pub(crate) fn places(text: &str, query: &str) -> Vec<Span> {
    let query = fold(query);
    if query.is_empty() {
        return Vec::new();
    }
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    let matches: Vec<usize> = Finder::new(&query).find_iter(folded.as_bytes()).collect();
    let mut places = Vec::with_capacity(matches.len());
    let mut matches = matches.into_iter().peekable();
    // Second pass: fold again and count bytes, to find where each match begins and ends in the source.
    let mut out = 0;
    let mut open: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        let before = out;
        fold_char(c, |folded| out += folded.len_utf8());
        // A combining mark that folds to nothing belongs to the letter before it.
        if let Some((start, end)) = open
            && before >= end
            && out > before
        {
            places.push(Span::new(start, at));
            open = None;
        }
        if open.is_none()
            && let Some(found) = matches.next_if(|&found| found < out && found >= before)
        {
            open = Some((at, found + query.len()));
        }
        while matches.next_if(|&found| found < out).is_some() {}
    }
    if let Some((start, _)) = open {
        places.push(Span::new(start, text.len()));
    }
    places
}

/// The number of matches in each article that has any, in the library's order; `None` when `newest` became greater than
/// `generation` before the end.
pub(crate) fn counts(
    library: &Library,
    query: &str,
    generation: u64,
    newest: &AtomicU64,
) -> Option<Vec<(ArticleId, u32)>> {
    let query = fold(query);
    if query.is_empty() {
        return Some(Vec::new());
    }
    let finder = Finder::new(&query);
    let stale = || newest.load(Ordering::Relaxed) != generation;
    let found: Vec<(ArticleId, u32)> = library
        .articles()
        .par_iter()
        .enumerate()
        .map_init(String::new, |folded, (index, article)| {
            if stale() {
                return (ArticleId(index as u32), 0);
            }
            folded.clear();
            fold_into(&article.text, folded);
            (ArticleId(index as u32), finder.find_iter(folded.as_bytes()).count() as u32)
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    (!stale()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, query: &str) -> Vec<&'a str> {
        places(text, query).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(found("L’ÉTÉ, l'été, ete", "été"), ["ÉTÉ", "été", "ete"]);
        assert_eq!(found("Straße STRASSE", "strasse"), ["Straße", "STRASSE"]);
        assert_eq!(found("İstanbul", "istanbul"), ["İstanbul"]);
        assert_eq!(found("e\u{301}te\u{301}!", "ete"), ["e\u{301}te\u{301}"]);
        assert_eq!(found("aaaa", "aa"), ["aa", "aa"]);
        assert_eq!(found("un mil\u{ad}li\u{200b}ard", "milliard"), ["mil\u{ad}li\u{200b}ard"]);
        assert_eq!(found("M. Laver\u{200d}gne", "lavergne"), ["Laver\u{200d}gne"]);
        assert_eq!(found("ﬀ", "f").len(), 1);
        assert!(found("abc", "").is_empty());
    }

    #[test]
    fn every_place_lies_on_character_boundaries() {
        proptest::proptest!(|(text in ".{0,80}", query in ".{1,3}")| {
            let mut last = 0;
            for span in places(&text, &query) {
                proptest::prop_assert!(text.get(span.range()).is_some());
                proptest::prop_assert!(span.start >= last);
                last = span.end;
            }
        });
    }
}
