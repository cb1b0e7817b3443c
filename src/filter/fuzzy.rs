//! Fuzzy matching of titles: the one place that knows of `fuzzy-matcher`.
//!
//! That crate asks for memory in proportion to text times pattern and aborts the process when it gets none,
//! so both are cut here. A mask of the letters and a look for them in order turn most titles away before it
//! is asked, and it is shown only the part of a title in which a match can lie; its score is the same.

use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::Query;
use crate::text::fold::{fold, fold_char};

/// Characters of a word that count.
pub(super) const PATTERN_CHARS: usize = 128;

/// Characters of a title that count.
pub(super) const TITLE_CHARS: usize = 1024;

/// A matcher that keeps its memory from title to title, and how to make one.
struct Matcher {
    kept: LazyLock<SkimMatcherV2>,
    make: fn() -> SkimMatcherV2,
}

static ANY_CASE: Matcher = Matcher { kept: LazyLock::new(any_case), make: any_case };
static THIS_CASE: Matcher = Matcher { kept: LazyLock::new(this_case), make: this_case };

fn any_case() -> SkimMatcherV2 {
    SkimMatcherV2::default().ignore_case()
}

fn this_case() -> SkimMatcherV2 {
    SkimMatcherV2::default().respect_case()
}

/// The matcher's score. It reads, in some texts, what an earlier one left in its memory, so that the score
/// would depend on what was asked before: those texts get a matcher of their own.
fn ask(matcher: &Matcher, text: &str, pattern: &str) -> Option<i64> {
    if reads_what_was_left(text.as_bytes(), pattern.as_bytes()) {
        (matcher.make)().fuzzy_match(text, pattern)
    } else {
        matcher.kept.fuzzy_match(text, pattern)
    }
}

/// Whether the matcher would read a bonus that it has not written for this text: where a letter of the
/// pattern stands twice in a row, and where right before the first place of a letter stands the letter
/// two places earlier in the pattern, whose row of the matrix is used again.
fn reads_what_was_left(text: &[u8], pattern: &[u8]) -> bool {
    // Letters are bytes here; others are left to a new matcher.
    if !pattern.is_ascii() || text.windows(2).any(|pair| pair[0] == pair[1] && pattern.contains(&pair[0])) {
        return true;
    }
    let mut from = 0;
    pattern.iter().enumerate().any(|(at, letter)| {
        let Some(place) = memchr::memchr(*letter, &text[from..]).map(|place| from + place) else {
            return true;
        };
        from = place + 1;
        at >= 2 && place > 0 && text[place - 1] == pattern[at - 2]
    })
}

/// A word to look for.
#[derive(Debug)]
pub(super) struct Pattern {
    folded: String,
    /// Folded but for its capitals, when it has some: then they must be there.
    cased: Option<String>,
    mask: u64,
}

impl Pattern {
    pub(super) fn new(word: &str) -> Self {
        let word = first_chars(word, PATTERN_CHARS);
        let folded = first_chars(&fold(word), PATTERN_CHARS).to_owned();
        let cased = word.contains(char::is_uppercase).then(|| {
            let mut cased = String::new();
            word.chars().for_each(|c| fold_but_case(c, |c| cased.push(c)));
            first_chars(&cased, PATTERN_CHARS).to_owned()
        });
        Self { mask: mask(folded.as_bytes()), folded, cased }
    }

    /// How well a title matches, higher is better; `None` when it does not. `folded` and its `mask` come
    /// from the index; the title itself is only asked for to compare capitals.
    pub(super) fn score<'a>(&self, folded: &str, mask: u64, title: impl FnOnce() -> &'a str) -> Option<i64> {
        if self.mask & !mask != 0 || !is_in_order(self.folded.as_bytes(), folded.as_bytes()) {
            return None;
        }
        if self.folded.is_empty() {
            return Some(0);
        }
        match &self.cased {
            None => ask(&ANY_CASE, part_that_matters(folded, &self.folded)?, &self.folded),
            Some(cased) => {
                let mut text = String::with_capacity(folded.len());
                let title = first_chars(title(), TITLE_CHARS);
                title.chars().for_each(|c| fold_but_case(c, |c| text.push(c)));
                let text = first_chars(&text, TITLE_CHARS);
                ask(&THIS_CASE, part_that_matters(text, cased)?, cased)
            }
        }
    }
}

/// Marks in titles what a query looks for: made once for a screen, then asked for each row on it.
#[derive(Debug)]
pub struct Highlighter {
    words: Vec<Pattern>,
    phrases: Vec<String>,
}

impl Highlighter {
    /// For the letters of this query's words, and for its phrases.
    pub fn new(query: &Query) -> Self {
        let phrases = query.phrases().into_iter().map(fold).filter(|phrase| !phrase.is_empty());
        Self { words: query.words().into_iter().map(Pattern::new).collect(), phrases: phrases.collect() }
    }

    /// The byte offsets, ascending, of the characters of `title` that match. It may be the title as it is
    /// shown: the offsets are of what is given.
    pub fn letters(&self, title: &str) -> Vec<u32> {
        let mut letters = Vec::new();
        for word in &self.words {
            let (text, places) = with_places(title, word.cased.is_some());
            let found = match &word.cased {
                None => any_case().fuzzy_indices(&text, &word.folded),
                Some(cased) => this_case().fuzzy_indices(&text, cased),
            };
            if let Some((_, indices)) = found {
                letters.extend(indices.iter().filter_map(|&index| places.get(index)));
            }
        }
        if !self.phrases.is_empty() {
            let (text, places) = with_places(title, false);
            for phrase in &self.phrases {
                for (at, _) in text.match_indices(phrase.as_str()) {
                    let first = text[..at].chars().count();
                    letters.extend(places.iter().skip(first).take(phrase.chars().count()));
                }
            }
        }
        letters.sort_unstable();
        letters.dedup();
        letters
    }
}

/// The folded text and, for each of its characters, the byte at which the one it comes from begins.
fn with_places(text: &str, keep_case: bool) -> (String, Vec<u32>) {
    let mut folded = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices().take(TITLE_CHARS) {
        let emit = |letter| {
            if places.len() < TITLE_CHARS {
                folded.push(letter);
                places.push(at as u32);
            }
        };
        if keep_case { fold_but_case(c, emit) } else { fold_char(c, emit) }
    }
    (folded, places)
}

/// Folds accents and keeps capitals: `É` is `E`.
fn fold_but_case(c: char, mut emit: impl FnMut(char)) {
    if !c.is_uppercase() {
        return fold_char(c, emit);
    }
    let mut first = true;
    fold_char(c, |letter| {
        let capital = if letter.is_ascii() { letter.to_ascii_uppercase() } else { c };
        emit(if std::mem::take(&mut first) { capital } else { letter });
    });
}

/// Which letters a folded text has: one bit for each of `a` to `z` and `0` to `9`, the rest share 28.
pub(super) fn mask(folded: &[u8]) -> u64 {
    folded.iter().fold(0, |mask, &byte| {
        let bit = match byte {
            b'a'..=b'z' => byte - b'a',
            b'0'..=b'9' => byte - b'0' + 26,
            _ => byte % 28 + 36,
        };
        mask | 1 << bit
    })
}

/// Whether the bytes of `pattern` occur in `text` in this order: if not, nor do its characters.
fn is_in_order(pattern: &[u8], text: &[u8]) -> bool {
    let mut wanted = pattern.iter();
    let Some(mut byte) = wanted.next() else { return true };
    for found in text {
        if found == byte {
            match wanted.next() {
                Some(next) => byte = next,
                None => return true,
            }
        }
    }
    false
}

/// From the character before the first that can match to the last that can: the matcher gives the same
/// score for it, because what stands outside takes part in no match and has no weight.
fn part_that_matters<'a>(text: &'a str, pattern: &str) -> Option<&'a str> {
    let (first, last) = (pattern.chars().next()?, pattern.chars().next_back()?);
    let start = text.find(first)?;
    let end = text.rfind(last)? + last.len_utf8();
    let before = text[..start].chars().next_back().map_or(0, char::len_utf8);
    text.get(start - before..end)
}

/// At most so many characters from the start.
pub(super) fn first_chars(text: &str, count: usize) -> &str {
    if text.len() <= count {
        return text;
    }
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
#[path = "fuzzy_tests.rs"]
mod tests;
