//! The hash of a word's folded form, by which tokens are looked up in the gazetteer and features are made.

use crate::text::fold::fold_char;

/// The state before the first character.
pub(super) const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of the folded form of a word, as tokens carry it.
pub(super) fn hash_of(word: &str) -> u32 {
    let mut hash = SEED;
    for c in word.chars() {
        fold_char(c, |folded| hash = step(hash, folded as u32));
    }
    finish(hash)
}

/// One more character: cheap, since it is done for every character of a text; [`finish`] does the mixing.
pub(super) const fn step(hash: u64, folded: u32) -> u64 {
    hash.rotate_left(7) ^ folded as u64
}

/// The hash of a word in lower-case ASCII, at compile time.
pub(super) const fn hash_of_ascii(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let (mut hash, mut at) = (SEED, 0);
    while at < bytes.len() {
        hash = step(hash, bytes[at] as u32);
        at += 1;
    }
    finish(hash)
}

/// The hash that the token of a punctuation mark carries; quotation marks of all styles are `"`.
pub(super) const fn hash_of_mark(mark: char) -> u32 {
    finish(mark as u64)
}

/// The hash when all characters are in.
pub(super) const fn finish(hash: u64) -> u32 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let hash = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (hash >> 32) as u32
}

/// The letters of the Latin-1 block without case and accents, by their second byte in UTF-8; 0 for those that
/// are not letters or fold to two.
pub(super) const LATIN1: [u8; 64] =
    *b"aaaaaa\0ceeeeiiiidnooooo\0ouuuuy\0\0aaaaaa\0ceeeeiiiidnooooo\0ouuuuy\0y";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_folds_as_text_does() {
        for (i, &folded) in LATIN1.iter().enumerate().filter(|(_, folded)| **folded != 0) {
            let c = char::from_u32(0xc0 + i as u32).unwrap();
            assert_eq!(crate::text::fold::fold(&c.to_string()).as_bytes(), [folded], "{c}");
        }
        assert_eq!(hash_of("Été"), hash_of_ascii("ete"));
    }
}
