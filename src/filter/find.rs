//! Finds words in a text, ignoring case and accents. The text is folded piece by piece into a buffer that is
//! reused, so that the memory needed does not depend on the size of library or article.

use std::cell::RefCell;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::stale::Stale;
use crate::text::fold::{fold, fold_char};

/// Bytes folded at a time; a stale pass stops between two pieces.
const PIECE: usize = 32 << 10;

/// The words to find, folded.
#[derive(Debug)]
pub(super) struct Needle {
    finder: Finder<'static>,
}

impl Needle {
    pub(super) fn new(words: &str) -> Self {
        Self { finder: Finder::new(fold(words.trim()).as_bytes()).into_owned() }
    }

    /// Whether a folded text contains it.
    pub(super) fn is_in_folded(&self, folded: &str) -> bool {
        self.finder.find(folded.as_bytes()).is_some()
    }

    /// Whether a text contains it; the answer may be wrong once the pass is stale.
    pub(super) fn is_in(&self, text: &str, stale: Stale<'_>) -> bool {
        thread_local!(static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
        BUFFER.with_borrow_mut(|buffer| {
            let overlap = self.finder.needle().len().saturating_sub(1);
            buffer.clear();
            let mut rest = text;
            loop {
                let mut end = PIECE.min(rest.len());
                while !rest.is_char_boundary(end) {
                    end += 1;
                }
                fold_bytes(&rest[..end], buffer);
                rest = &rest[end..];
                if self.finder.find(buffer).is_some() {
                    return true;
                }
                if rest.is_empty() || stale() {
                    return false;
                }
                // Keep the end of this piece, in which the words may begin.
                let keep = buffer.len().saturating_sub(overlap);
                buffer.drain(..keep);
            }
        })
    }
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
pub(super) fn fold_bytes(text: &str, out: &mut Vec<u8>) {
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

    fn found(needle: &str, text: &str) -> bool {
        Needle::new(needle).is_in(text, &|| false)
    }

    #[test]
    fn case_accents_and_spaces_do_not_matter() {
        for (needle, text, expected) in [
            ("francois", "Avec FRANÇOIS hier", true),
            ("Décisive", "une clause decisive", true),
            ("oeuvre", "Son Œuvre", true),
            ("49 %", "à 49\u{a0}% des voix", true),
            ("l'été", "pendant L’ÉTÉ", true),
            ("hiver", "pendant l’été", false),
            ("", "anything", true),
        ] {
            assert_eq!(found(needle, text), expected, "{needle} in {text}");
        }
    }

    #[test]
    fn words_across_the_pieces_of_a_long_text_are_found() {
        for shift in 0..12 {
            let text = format!("{}clé de voûte{}", "é".repeat(PIECE / 2 - shift), "x".repeat(PIECE));
            assert!(found("cle de voute", &text), "{shift}");
            assert!(!found("cle de voutes", &text));
        }
    }

    #[test]
    fn piecewise_folding_is_the_folding_of_the_ground_floor() {
        proptest::proptest!(|(text in ".{0,80}|[a-zA-Zéœ’\u{301}]{0,80}")| {
            let mut out = Vec::new();
            fold_bytes(&text, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), fold(&text));
        });
    }
}
