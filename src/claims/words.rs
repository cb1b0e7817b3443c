//! Small words of French and English that the rules of claims look for, in their folded form: the lists of
//! `assets/lexicons/claim-words.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::mix::Mixing;

/// A list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// Is no name by itself, with a capital.
    Common,
    /// Of the calendar, or the adjective of a nation.
    Calendar,
    /// Says nothing of what a sentence is about.
    Empty,
    /// May join a figure to its noun or verb.
    Linking,
    /// Begins another clause.
    BeginsClause,
    /// Sets a figure against one of somebody else or of before.
    Contrasts,
    /// The subject of this verb states what follows or came before.
    Says,
    /// This verb says something behind what is said only.
    SaysBehind,
    /// The phrase that names a speaker ends here.
    EndsPhrase,
    /// A verb of saying after this word is a noun.
    Determiner,
}

/// The names of the lists in the file, in the order of [`List`].
const NAMES: [&str; 10] = [
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
];

/// The lists that a word is in: looked up once for each token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lists(u16);

impl Lists {
    /// Those of a folded word.
    pub(super) fn of(word: &str) -> Self {
        // No word of the lists is longer.
        if word.len() > LONGEST { Self::default() } else { WORDS.get(word).copied().unwrap_or_default() }
    }

    /// Whether the word is in this list.
    pub(super) fn has(self, list: List) -> bool {
        self.0 >> list as u16 & 1 == 1
    }
}

/// The bytes of the longest word in the lists.
const LONGEST: usize = 13;

static WORDS: LazyLock<HashMap<&'static str, Lists, Mixing>> =
    LazyLock::new(|| parse(include_str!("../../assets/lexicons/claim-words.txt")));

fn parse(text: &'static str) -> HashMap<&'static str, Lists, Mixing> {
    let mut words: HashMap<&'static str, Lists, Mixing> = HashMap::default();
    let mut list = None;
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some(name) = line.strip_prefix("= ") {
            list = NAMES.iter().position(|known| *known == name);
            debug_assert!(list.is_some(), "claim-words.txt: a list that no rule asks for: {name}");
        } else if let Some(list) = list {
            line.split_whitespace().for_each(|word| words.entry(word).or_default().0 |= 1 << list);
        }
    }
    words
}

/// Pronouns that stand for a speaker: `Some(true)` for a person, `Some(false)` for anything.
pub(super) fn pronoun(word: &str) -> Option<bool> {
    match word {
        "he" | "she" | "t-il" | "t-elle" | "a-t-il" | "a-t-elle" | "il" | "elle" => Some(true),
        "it" | "they" | "ils" | "elles" | "ont-ils" => Some(false),
        _ => None,
    }
}

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
        for (place, name) in NAMES.iter().enumerate() {
            assert!(WORDS.values().filter(|lists| lists.0 >> place & 1 == 1).count() > 5, "{name}");
        }
        for word in WORDS.keys() {
            assert_eq!(crate::text::fold::fold(word), **word);
        }
        assert_eq!(WORDS.keys().map(|word| word.len()).max(), Some(LONGEST));
        assert!(Lists::of("annonce").has(List::Says) && Lists::of("the").has(List::Common));
        assert!(Lists::of("lundi").has(List::Calendar) && !Lists::of("maison").has(List::Says));
    }
}
