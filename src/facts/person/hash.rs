//! The hash of a word's folded form: what tokens carry, the gazetteer is asked by, and features are made of.

use crate::text::fold::fold_char;

pub(super) const SEED: u32 = 0x811c_9dc5;
pub(super) const PRIME: u32 = 0x0100_0193;

/// The hash of the folded form of a word, as tokens carry it.
pub(super) fn hash_of(word: &str) -> u32 {
    let mut hash = SEED;
    for c in word.chars() {
        fold_char(c, |folded| hash = step(hash, folded));
    }
    finish(hash)
}

/// One more character.
pub(super) fn step(hash: u32, folded: char) -> u32 {
    let mut hash = hash;
    let mut code = folded as u32;
    loop {
        hash = (hash ^ (code & 0xff)).wrapping_mul(PRIME);
        code >>= 8;
        if code == 0 {
            return hash;
        }
    }
}

/// The same for a word in lower-case ASCII, at compile time.
pub(super) const fn hash_of_ascii(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let (mut hash, mut at) = (SEED, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(PRIME);
        at += 1;
    }
    finish(hash)
}

/// The hash that the token of a punctuation mark carries; quotation marks of all styles are `"`.
pub(super) const fn hash_of_mark(mark: char) -> u32 {
    finish(mark as u32)
}

/// The hash when all characters are in.
pub(super) const fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x7feb_352d);
    hash ^ (hash >> 15)
}
