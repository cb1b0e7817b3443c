//! Finds words in a text, ignoring case and accents. The text is folded piece by piece into a buffer that is
//! reused, so that the memory needed does not depend on the size of library or article.

use std::cell::RefCell;

use super::stale::Stale;
use crate::text::find::{Words, fold_bytes};

/// Bytes folded at a time; a stale pass stops between two pieces.
const PIECE: usize = 32 << 10;

/// The words to find.
#[derive(Debug)]
pub(super) struct Needle {
    words: Words,
}

impl Needle {
    pub(super) fn new(words: &str) -> Self {
        Self { words: Words::new(words) }
    }

    /// Whether a folded text contains it.
    pub(super) fn is_in_folded(&self, folded: &str) -> bool {
        self.words.is_empty() || self.words.find(folded.as_bytes(), 0).is_some()
    }

    /// Whether a text contains it; the answer may be wrong once the pass is stale.
    pub(super) fn is_in(&self, text: &str, stale: Stale<'_>) -> bool {
        thread_local!(static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
        if self.words.is_empty() {
            return true;
        }
        BUFFER.with_borrow_mut(|buffer| {
            let overlap = self.words.longest();
            buffer.clear();
            let mut rest = text;
            loop {
                let mut end = PIECE.min(rest.len());
                while !rest.is_char_boundary(end) {
                    end += 1;
                }
                fold_bytes(&rest[..end], buffer);
                rest = &rest[end..];
                if self.words.find(buffer, 0).is_some() {
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
            ("saint etienne", "à Saint-\nÉtienne", true),
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
}
