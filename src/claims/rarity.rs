//! How rare names and words are in a library: what two claims share says the more the fewer others have it.

use std::collections::HashMap;

use super::draft::Drafts;
use super::mix::Mixing;

/// How rare each word is in the library.
#[derive(Debug, Default)]
pub(super) struct Rarity {
    articles: f32,
    names: HashMap<u32, u32, Mixing>,
    words: HashMap<u32, u32, Mixing>,
}

impl Rarity {
    /// Counts in how many articles each name is, and near how many figures each word.
    pub(super) fn of(all: &[Drafts]) -> Self {
        let mut rarity = Self::default();
        for drafts in all {
            if !drafts.drafts.is_empty() {
                rarity.articles += 1.0;
            }
            for (word, _) in &drafts.names {
                *rarity.names.entry(*word).or_default() += 1;
            }
            for draft in &drafts.drafts {
                for word in &draft.words {
                    *rarity.words.entry(*word).or_default() += 1;
                }
            }
        }
        rarity
    }

    /// Of a word of a name: from 0.7 for one that every article has.
    pub(super) fn name(&self, word: u32) -> f32 {
        let count = self.names.get(&word).copied().unwrap_or(1) as f32;
        (1.0 + self.articles / count).ln()
    }

    /// How many articles name it.
    pub(super) fn count(&self, word: u32) -> u32 {
        self.names.get(&word).copied().unwrap_or(0)
    }

    /// How much two claims tell by sharing it: little where most articles of a large library name it.
    pub(super) fn trust(&self, word: u32) -> f32 {
        let share = self.count(word) as f32 / self.articles.max(1.0);
        if self.articles >= 20.0 && share > 0.25 { 0.4 } else { 1.0 }
    }

    pub(super) fn word(&self, word: u32) -> f32 {
        let count = self.words.get(&word).copied().unwrap_or(1) as f32;
        (1.0 + 4.0 * self.articles / count).ln()
    }
}
