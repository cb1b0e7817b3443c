//! A folded word on the stack, as the lexicon is keyed.

use crate::text::fold::fold_char;

/// The most bytes of a folded word that the tables hold.
pub(crate) const LONGEST: usize = 24;

/// A folded word on the stack.
#[derive(Clone, Copy)]
pub(crate) struct Folded {
    bytes: [u8; LONGEST],
    len: u8,
}

impl PartialEq for Folded {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Folded {
    /// The folded form; empty for a word longer than any in the tables.
    pub(crate) fn of(word: &str) -> Self {
        if word.is_ascii() {
            return Self::of_ascii(word.as_bytes());
        }
        let mut folded = Self { bytes: [0; LONGEST], len: 0 };
        let mut len = 0;
        for c in word.chars() {
            fold_char(c, |c| {
                if c.is_ascii() && len < LONGEST {
                    folded.bytes[len] = c as u8;
                    len += 1;
                } else {
                    len = LONGEST + 1;
                }
            });
        }
        if len > LONGEST {
            return Self { bytes: [0; LONGEST], len: 0 };
        }
        folded.len = len as u8;
        folded
    }

    #[inline]
    fn of_ascii(word: &[u8]) -> Self {
        let mut folded = Self { bytes: [0; LONGEST], len: 0 };
        if word.len() <= LONGEST {
            for (folded, byte) in folded.bytes.iter_mut().zip(word) {
                *folded = byte.to_ascii_lowercase();
            }
            folded.len = word.len() as u8;
        }
        folded
    }

    /// The folded form of the first `len` bytes, which are ASCII letters.
    #[inline]
    pub(crate) fn of_letters(bytes: &[u8; LONGEST], len: usize) -> Self {
        let mut folded = Self { bytes: [0; LONGEST], len: len as u8 };
        for (at, byte) in bytes.iter().enumerate() {
            folded.bytes[at] = if at < len { byte | 0x20 } else { 0 };
        }
        folded
    }

    #[inline]
    fn parts(&self) -> [u64; 3] {
        let part = |at: usize| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&self.bytes[at..at + 8]);
            u64::from_le_bytes(bytes)
        };
        [part(0), part(8), part(16)]
    }

    /// Whether it has no folded form: the word is empty, or longer than any in the tables.
    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// As bytes.
    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    /// As text.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }

    /// A hash of 13 bits.
    #[inline]
    pub(super) fn hash(&self) -> usize {
        let mut hash = u64::from(self.len);
        for part in self.parts() {
            hash = (hash.rotate_left(5) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        (hash >> 51) as usize
    }
}
