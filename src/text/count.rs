//! Counts in messages: a number with its noun in the right form.

use std::fmt::Display;

/// `1 article`, `2 articles`, `0 articles`. `noun` is a singular whose plural only adds an s.
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    counted_as(count, noun, &format!("{noun}s"))
}

/// `1 person`, `2 people`: for nouns and phrases whose plural does more than add an s.
pub(crate) fn counted_as<N: Display + PartialEq + From<u8>>(count: N, one: &str, many: &str) -> String {
    format!("{count} {}", if count == N::from(1) { one } else { many })
}

/// A size for people.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..=1023 => format!("{bytes} bytes"),
        1024..=0xf_ffff => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noun_follows_the_number() {
        assert_eq!([0_u64, 1, 2].map(|n| counted(n, "file")), ["0 files", "1 file", "2 files"]);
        assert_eq!([1_usize, 3].map(|n| counted_as(n, "person", "people")), ["1 person", "3 people"]);
    }
}
