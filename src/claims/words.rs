//! Small words of French and English that the rules of claims look for, in their folded form: the lists of
//! `assets/lexicons/claim-words.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::mix::Mixing;

/// The words of one list.
type Words = HashSet<&'static str, Mixing>;

/// All lists by their names.
static LISTS: LazyLock<HashMap<&'static str, Words>> =
    LazyLock::new(|| parse(include_str!("../../assets/lexicons/claim-words.txt")));

fn parse(text: &'static str) -> HashMap<&'static str, Words> {
    let mut lists: HashMap<&'static str, Words> = HashMap::new();
    let mut name = "";
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.strip_prefix("= ") {
            Some(next) => name = next,
            None => lists.entry(name).or_default().extend(line.split_whitespace()),
        }
    }
    lists
}

/// Pronouns that stand for a speaker: `Some(true)` for a person, `Some(false)` for anything.
pub(super) fn pronoun(word: &str) -> Option<bool> {
    match word {
        "he" | "she" | "t-il" | "t-elle" | "a-t-il" | "a-t-elle" | "il" | "elle" => Some(true),
        "it" | "they" | "ils" | "elles" | "ont-ils" => Some(false),
        _ => None,
    }
}

macro_rules! list {
    ($function:ident, $name:literal, $doc:literal) => {
        #[doc = $doc]
        pub(super) fn $function(word: &str) -> bool {
            static WORDS: LazyLock<Option<&'static Words>> = LazyLock::new(|| LISTS.get($name));
            WORDS.is_some_and(|words| words.contains(word))
        }
    };
}

list!(is_common, "common", "Whether a folded word with a capital is no name by itself.");
list!(is_calendar, "calendar", "Whether a folded word is of the calendar, or the adjective of a nation.");
list!(is_empty, "empty", "Whether a folded word says nothing of what a sentence is about.");
list!(is_linking, "linking", "Whether a folded word may join a figure to its noun or verb.");
list!(begins_clause, "begins-clause", "Whether a folded word begins another clause.");
list!(
    contrasts,
    "contrasts",
    "Whether a folded word sets a figure against one of somebody else or of before."
);
list!(says, "says", "Whether the subject of a folded verb states what follows or came before.");
list!(says_after, "says-behind", "Whether a folded verb says something behind what is said only.");
list!(ends_name, "ends-phrase", "Whether the phrase that names a speaker ends at a folded word.");
list!(is_determiner, "determiner", "Whether a verb of saying after this folded word is a noun.");

/// The beginning of a word, which its forms share.
pub(super) fn stem(word: &str) -> &str {
    let word = word.trim_end_matches(['s', 'x', 'e']);
    word.char_indices().nth(7).map_or(word, |(at, _)| &word[..at])
}

/// A hash of a folded word that is the same in every run.
pub(super) fn hash(word: &str) -> u32 {
    word.bytes()
        .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_that_the_rules_ask_for_has_words_and_no_word_is_unfolded() {
        for name in [
            "common",
            "calendar",
            "empty",
            "linking",
            "begins-clause",
            "contrasts",
            "says",
            "says-behind",
            "ends-phrase",
            "determiner",
        ] {
            assert!(LISTS.get(name).is_some_and(|words| words.len() > 5), "{name}");
        }
        assert_eq!(LISTS.len(), 10, "a list that no rule asks for");
        for word in LISTS.values().flatten() {
            assert_eq!(crate::text::fold::fold(word), **word);
        }
        assert!(says("annonce") && is_common("the") && is_calendar("lundi") && !says("maison"));
    }
}
