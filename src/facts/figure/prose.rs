//! Whether a text is French or English prose, as far as its numbers need to know. The small words of the text
//! itself have the last word over the language that was detected: detection misjudges a line of twenty
//! characters.

use crate::text::Language;

/// French, English, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prose {
    /// French, or a language that writes numbers like it.
    French,
    /// English.
    English,
    /// Too short to tell.
    Unknown,
}

/// Words that only French has, and only English, among the most frequent. Sorted.
const FRENCH: &[&str] = &[
    "au", "aux", "avec", "ce", "cette", "dans", "de", "des", "du", "elle", "en", "est", "et", "ils", "l",
    "la", "le", "les", "leur", "mais", "ne", "ou", "par", "pas", "pour", "qu", "que", "qui", "sa", "se",
    "ses", "son", "sont", "sur", "un", "une",
];
const ENGLISH: &[&str] = &[
    "and", "are", "as", "at", "be", "but", "by", "for", "from", "had", "has", "have", "he", "her", "his",
    "i", "in", "is", "it", "its", "not", "of", "she", "that", "the", "their", "they", "this", "to", "was",
    "we", "were", "which", "will", "with", "you",
];

/// How much of a text is read to tell.
const SAMPLE: usize = 2048;
/// So many small words of one language, and hardly any of the other, settle it.
const ENOUGH: u32 = 8;
/// A detected language is believed in a text of at least so many bytes.
const DETECTABLE: usize = 48;

/// What a text is written in.
pub(crate) fn of(text: &str, detected: Language) -> Prose {
    let (mut french, mut english) = (0, 0);
    let bytes = &text.as_bytes()[..text.len().min(SAMPLE)];
    for word in bytes.split(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic()) {
        if word.is_empty() || word.len() > 5 {
            continue;
        }
        let mut small = [0; 5];
        small[..word.len()].copy_from_slice(word);
        small.make_ascii_lowercase();
        let word = &small[..word.len()];
        let among = |list: &[&str]| list.binary_search_by(|entry| entry.as_bytes().cmp(word)).is_ok();
        french += u32::from(among(FRENCH));
        english += u32::from(among(ENGLISH));
        if french.max(english) >= ENOUGH && french.abs_diff(english) * 4 > french.max(english) * 3 {
            break;
        }
    }
    match (french, english) {
        _ if french > 2 * english && (french > 1 || text.len() < 40) => Prose::French,
        _ if english > 2 * french && (english > 1 || text.len() < 40) => Prose::English,
        _ if detected == Language::FRENCH && text.len() >= DETECTABLE => Prose::French,
        _ if detected == Language::ENGLISH && text.len() >= DETECTABLE => Prose::English,
        _ if french > english => Prose::French,
        _ if english > french => Prose::English,
        // The other languages of the press divide thousands and decimals as French does.
        _ if !matches!(detected, Language::UNKNOWN | Language::FRENCH | Language::ENGLISH)
            && text.len() >= 4 * DETECTABLE =>
        {
            Prose::French
        }
        _ => Prose::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(FRENCH.is_sorted() && ENGLISH.is_sorted());
    }

    #[test]
    fn the_text_itself_has_the_last_word() {
        for (text, detected, prose) in [
            ("La société a levé 3 millions auprès de ses associés.", Language::ENGLISH, Prose::French),
            ("The firm raised 3 million from its partners.", Language::FRENCH, Prose::English),
            ("42 EGP", Language::FRENCH, Prose::Unknown),
            ("au plus 12", Language::UNKNOWN, Prose::French),
        ] {
            assert_eq!(of(text, detected), prose, "{text}");
        }
    }
}
