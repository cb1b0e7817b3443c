//! Fuzzy matching of titles: the only file that uses `fuzzy-matcher`.
//!
//! That crate needs memory in proportion to text times pattern and aborts the process when it gets none, so both
//! are cut here. Most titles are rejected before it is called, by a mask of their letters and a search for the
//! letters in order. It gets only the part of a title that a match can cover, which does not change the score.

use std::cell::RefCell;
use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::Query;
use crate::text::fold::{fold, fold_char};

/// The characters of a word that are used; the rest is ignored.
pub(super) const PATTERN_CHARS: usize = 128;

/// The characters of a title that are searched; the rest is ignored.
pub(super) const TITLE_CHARS: usize = 1024;

/// A matcher that reuses its memory from title to title, and a function that makes a new one.
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

/// The matcher's score. For some texts the matcher reads memory left by an earlier call, so that the score would
/// depend on it: these texts get a new matcher.
fn ask(matcher: &Matcher, text: &str, pattern: &str) -> Option<i64> {
    if reads_what_was_left(text.as_bytes(), pattern.as_bytes()) {
        (matcher.make)().fuzzy_match(text, pattern)
    } else {
        matcher.kept.fuzzy_match(text, pattern)
    }
}

/// Whether the matcher would read a bonus that it has not written for this text. That happens where a letter of
/// the pattern occurs twice in a row in the text, and where the first occurrence of a letter follows the letter
/// two places earlier in the pattern, because they share a row of the matrix.
fn reads_what_was_left(text: &[u8], pattern: &[u8]) -> bool {
    // This test works on bytes; a pattern with other letters gets a new matcher.
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

/// A word to find.
#[derive(Debug)]
pub(super) struct Pattern {
    folded: String,
    /// Folded but with its capitals, which must then match; `None` when it has no capitals.
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

    /// How whole the word is in a folded title that it matches, in thousandths: 1,000 when its letters follow each
    /// other, less the more they are scattered.
    pub(super) fn quality(&self, folded: &str) -> u16 {
        let letters = self.folded.len();
        if memchr::memmem::find(folded.as_bytes(), self.folded.as_bytes()).is_some() {
            return 1000;
        }
        let breaks = runs(self.folded.as_bytes(), folded.as_bytes()).saturating_sub(1);
        (letters.saturating_sub(breaks) * 1000 / letters.max(1)) as u16
    }

    /// How well a title matches, higher is better; `None` when it does not. `folded` and its `mask` come from the
    /// index; `title` is called only to compare capitals.
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

/// Finds in titles the letters that a query matches: made once per screen, then called for each row.
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

    /// The byte offsets in `title`, ascending, of the characters that match. `title` may be sanitised.
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

/// The folded text and, for each of its characters, the byte offset in `text` of the character it comes from.
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

/// Which letters a folded text has: one bit for each of `a` to `z` and `0` to `9`; all others share 28 bits.
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

/// Whether the bytes of `pattern` occur in `text` in this order; if not, its characters do not either.
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

/// The fewest runs of neighbouring bytes in which `pattern` occurs in `text`; `text` has its bytes in order.
fn runs(pattern: &[u8], text: &[u8]) -> usize {
    const NONE: u8 = u8::MAX;
    thread_local!(static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
    BUFFER.with_borrow_mut(|fewest| {
        // For each place of the text: the fewest runs of the pattern so far that end there.
        fewest.clear();
        fewest.resize(text.len(), NONE);
        for (at, byte) in pattern.iter().enumerate() {
            // Of the byte of the pattern before: at the place before, and the least at all places before.
            let (mut neighbour, mut least) = (NONE, if at == 0 { 0 } else { NONE });
            for (place, found) in text.iter().zip(fewest.iter_mut()) {
                let (before, mut now) = (*found, NONE);
                if place == byte {
                    now = neighbour.min(least.saturating_add(1));
                }
                *found = now;
                neighbour = before;
                least = least.min(before);
            }
        }
        usize::from(fewest.iter().copied().min().unwrap_or(NONE))
    })
}

/// The part from the character before the first that can match to the last that can. The matcher gives it the same
/// score as the whole text, because the rest is in no match and has no weight.
fn part_that_matters<'a>(text: &'a str, pattern: &str) -> Option<&'a str> {
    let (first, last) = (pattern.chars().next()?, pattern.chars().next_back()?);
    let start = text.find(first)?;
    let end = text.rfind(last)? + last.len_utf8();
    let before = text[..start].chars().next_back().map_or(0, char::len_utf8);
    text.get(start - before..end)
}

/// The first `count` characters, or all when there are fewer.
pub(super) fn first_chars(text: &str, count: usize) -> &str {
    if text.len() <= count {
        return text;
    }
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
#[path = "fuzzy_tests.rs"]
mod tests;
