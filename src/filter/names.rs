//! Fuzzy matching of names, for the index and the facts: all forms of a name are searched, and what holds the words
//! whole comes before what has only their letters in order.

use super::fuzzy::{Pattern, TITLE_CHARS, first_chars, mask};
use crate::text::fold::fold;

/// The least quality, in thousandths, with which letters are near enough to each other to be meant.
const LEAST: u16 = 600;

/// Words to find in names.
#[derive(Debug)]
pub(crate) struct Names {
    words: Vec<Pattern>,
}

impl Names {
    /// The words of what was typed.
    pub(crate) fn new(typed: &str) -> Self {
        Self { words: typed.split_whitespace().map(|word| Pattern::new(&fold(word))).collect() }
    }

    /// How well folded names, one for each line, have all the words, up to 1,000; `None` when no one of them does. Without
    /// words, everything matches.
    pub(crate) fn quality(&self, folded: &str) -> Option<u16> {
        let of_one = |name: &str| {
            let name = first_chars(name, TITLE_CHARS);
            let letters = mask(name.as_bytes());
            let word = |word: &Pattern| {
                word.score(name, letters, || name)?;
                Some(word.quality(name)).filter(|quality| *quality >= LEAST)
            };
            self.words.iter().map(word).try_fold(1000, |least, quality| Some(least.min(quality?)))
        };
        folded.lines().filter_map(of_one).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_form_of_a_name_matches_and_whole_words_match_better_than_scattered_letters() {
        for (typed, names, quality) in [
            ("", "odile varga", Some(1000)),
            ("varga", "odile varga\nvarga", Some(1000)),
            ("Varga", "odile varga", Some(1000)),
            ("od var", "odile varga", Some(1000)),
            ("vrga", "odile varga", Some(750)),
            ("o. varga", "odile varga\no. varga", Some(1000)),
            ("roth", "odile varga", None),
            // Words of two forms are not in one name.
            ("odile roth", "odile varga\nroth", None),
        ] {
            assert_eq!(Names::new(typed).quality(names), quality, "{typed} in {names}");
        }
    }
}
