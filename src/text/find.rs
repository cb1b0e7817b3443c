//! Finding words in a text whatever the case, the accents and what is between them: blanks, a line break, a hyphen.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::Span;
use super::fold::{fold, fold_char};

/// The most bytes between two words: more blanks than that divide what does not belong together.
pub(crate) const MOST_BETWEEN: usize = 64;

/// Words to find in folded text, one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// Each folded; empty for nothing to find.
    words: Vec<String>,
    /// The longest of them, which is looked for first.
    anchor: usize,
    finder: Finder<'static>,
}

impl Words {
    /// The words of a query. A hyphen between two letters divides words as a blank does.
    pub(crate) fn new(query: &str) -> Self {
        let folded = fold(query);
        let mut words = vec![String::new()];
        let mut before = ' ';
        let mut letters = folded.chars().peekable();
        while let Some(c) = letters.next() {
            let divides = c == '-'
                && before.is_alphanumeric()
                && letters.peek().is_some_and(|next| next.is_alphanumeric());
            match words.last_mut() {
                Some(word) if !c.is_whitespace() && !divides => word.push(c),
                _ => words.push(String::new()),
            }
            before = c;
        }
        words.retain(|word| !word.is_empty());
        let anchor = (0..words.len()).max_by_key(|&index| words[index].len()).unwrap_or(0);
        let finder = Finder::new(words.get(anchor).map_or("", String::as_str)).into_owned();
        Self { words, anchor, finder }
    }

    /// Whether there is nothing to find.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The most bytes that a match can have.
    pub(crate) fn longest(&self) -> usize {
        let words: usize = self.words.iter().map(String::len).sum();
        words + self.words.len().saturating_sub(1) * MOST_BETWEEN
    }

    /// The first match in a folded text that begins at byte `from` or after it.
    pub(crate) fn find(&self, folded: &[u8], from: usize) -> Option<Range<usize>> {
        if self.is_empty() {
            return None;
        }
        let mut at = from;
        loop {
            let anchor = at + self.finder.find(folded.get(at..)?)?;
            let before = self.words[..self.anchor].iter().rev().try_fold(anchor, |end, word| {
                let end = end - between(folded[..end].iter().rev())?;
                folded[..end].ends_with(word.as_bytes()).then(|| end - word.len())
            });
            let end = anchor + self.words[self.anchor].len();
            let after = self.words[self.anchor + 1..].iter().try_fold(end, |start, word| {
                let start = start + between(folded[start..].iter())?;
                folded[start..].starts_with(word.as_bytes()).then(|| start + word.len())
            });
            match (before, after) {
                (Some(start), Some(end)) if start >= from => return Some(start..end),
                _ => at = anchor + 1,
            }
        }
    }

    /// All matches in a folded text; they do not overlap.
    pub(crate) fn find_all<'a>(&'a self, folded: &'a [u8]) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.find(folded, from)?;
            from = found.end;
            Some(found)
        })
    }

    /// All matches in a text, in reading order.
    pub(crate) fn places(&self, text: &str) -> Vec<Span> {
        let mut folded = Vec::with_capacity(text.len());
        fold_bytes(text, &mut folded);
        let mut matches = self.find_all(&folded).peekable();
        let mut places = Vec::new();
        // Fold again and count bytes, to find where each match begins and ends in the source.
        let mut out = 0;
        let mut open: Option<(usize, usize)> = None;
        for (at, c) in text.char_indices() {
            if open.is_none() && matches.peek().is_none() {
                return places;
            }
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
                && let Some(found) = matches.next_if(|found| found.start < out && found.start >= before)
            {
                open = Some((at, found.end));
            }
            while matches.next_if(|found| found.start < out).is_some() {}
        }
        if let Some((start, _)) = open {
            places.push(Span::new(start, text.len()));
        }
        places
    }
}

/// How many bytes divide two words: at least one, and no more than [`MOST_BETWEEN`]; else `None`.
fn between<'a>(bytes: impl Iterator<Item = &'a u8>) -> Option<usize> {
    let count =
        bytes.take(MOST_BETWEEN + 1).take_while(|byte| byte.is_ascii_whitespace() || **byte == b'-').count();
    (1..=MOST_BETWEEN).contains(&count).then_some(count)
}

/// Bytes tested at once.
const BLOCK: usize = 16;

/// What each character below U+0300 folds to: these are nearly all characters of European texts.
static LATIN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let fold_one = |c: char| fold(c.encode_utf8(&mut [0; 4]));
    ('\0'..'\u{300}').map(fold_one).collect()
});

/// Appends the same text as [`fold`] returns, but faster: blocks of ASCII are lower-cased as a whole, and most
/// other letters are looked up in a table.
pub(crate) fn fold_bytes(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let latin = LATIN.as_slice();
    out.reserve(bytes.len() + BLOCK);
    let mut at = 0;
    while at < bytes.len() {
        let ascii = match bytes[at..].first_chunk::<BLOCK>() {
            Some(block) => {
                let start = out.len();
                out.extend_from_slice(&block.map(|byte| byte.to_ascii_lowercase()));
                if block.is_ascii() {
                    at += BLOCK;
                    continue;
                }
                let ascii = block.iter().position(|byte| !byte.is_ascii()).unwrap_or(BLOCK);
                out.truncate(start + ascii);
                ascii
            }
            None => {
                let rest = bytes[at..].iter();
                let ascii =
                    rest.take_while(|byte| byte.is_ascii()).map(|byte| out.push(byte.to_ascii_lowercase()));
                ascii.count()
            }
        };
        at += ascii;
        if let Some(c) = text[at..].chars().next() {
            match latin.get(c as usize) {
                Some(folded) => out.extend_from_slice(folded.as_bytes()),
                None if c == '’' => out.push(b'\''),
                None => {
                    fold_char(c, |folded| out.extend_from_slice(folded.encode_utf8(&mut [0; 4]).as_bytes()))
                }
            }
            at += c.len_utf8();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, query: &str) -> Vec<&'a str> {
        Words::new(query).places(text).into_iter().map(|span| span.of(text)).collect()
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
        assert_eq!(found("Ο Αλέξης Τσίπρας", "αλεξησ τσιπρας"), ["Αλέξης Τσίπρας"]);
        assert!(found("abc", "").is_empty());
    }

    #[test]
    fn what_is_between_two_words_does_not_matter() {
        for text in ["Saint-Étienne", "saint étienne", "SAINT\nETIENNE", "Saint  Étienne", "saint-\nétienne"]
        {
            assert_eq!(found(&format!("à {text}, hier"), "saint etienne"), [text]);
            assert_eq!(found(&format!("à {text}, hier"), "Saint-Etienne"), [text]);
        }
        assert!(found("saintetienne", "saint etienne").is_empty());
        assert!(found(&format!("saint{}etienne", " ".repeat(MOST_BETWEEN + 1)), "saint etienne").is_empty());
        assert_eq!(found("à 49\u{a0}% ou -5 %", "49 %"), ["49\u{a0}%"]);
        assert_eq!(found("de -5 % à 5 %", "-5 %"), ["-5 %"]);
        assert_eq!(found("a b a b c", "a b c"), ["a b c"], "the first word comes twice");
        assert_eq!(found("a bb a", "a bb"), ["a bb"]);
    }

    #[test]
    fn every_place_lies_on_character_boundaries() {
        proptest::proptest!(|(text in ".{0,80}", query in ".{1,3}")| {
            let mut last = 0;
            for span in Words::new(&query).places(&text) {
                proptest::prop_assert!(text.get(span.range()).is_some());
                proptest::prop_assert!(span.start >= last);
                last = span.end;
            }
        });
    }

    #[test]
    fn fast_folding_is_the_folding_of_single_characters() {
        proptest::proptest!(|(text in ".{0,80}|[a-zA-Zéœ’\u{301}]{0,80}")| {
            let mut out = Vec::new();
            fold_bytes(&text, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), fold(&text));
        });
    }
}
