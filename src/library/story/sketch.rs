//! A sketch of a text: a fixed number of minima of the hashes of its shingles, from which the similarity of two texts
//! is estimated without reading them again.
//!
//! The shingles are the runs of four words. One-permutation hashing (Li, Owen and Zhang, 2012) divides their hashes
//! into bins by the first bits and keeps the least of each bin; the share of bins in which two texts agree estimates
//! their Jaccard similarity with a standard error of at most `0.5 / sqrt(BINS)`.

/// The number of bins.
pub(super) const BINS: usize = 128;

/// The words of a shingle.
const SHINGLE: usize = 4;

/// The fewest shingles of a text that is compared with others by its bins.
pub(super) const FEWEST: u32 = 24;

/// What a bin holds into which no shingle fell.
const EMPTY: u16 = u16::MAX;

/// A sketch of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sketch {
    /// `None` for a text of fewer than [`FEWEST`] shingles.
    bins: Option<Box<[u16; BINS]>>,
    /// The number of shingles, counted with repetitions; 0 for a text of fewer words than one shingle has.
    shingles: u32,
    /// The hash of all words in order: equal for texts that differ in signs, spaces and capitals alone.
    whole: u64,
}

impl Sketch {
    /// The sketch of a text. Signs, spaces and capital letters make no difference.
    pub(crate) fn of(text: &str) -> Self {
        let mut bins = [EMPTY; BINS];
        let mut sketch = Self { bins: None, shingles: 0, whole: 0 };
        let mut last = [0u64; SHINGLE];
        let mut words = 0u32;
        for_each_word(text, |word| {
            sketch.whole = mix(sketch.whole.rotate_left(5) ^ word);
            last.rotate_left(1);
            last[SHINGLE - 1] = word;
            words = words.saturating_add(1);
            if words >= SHINGLE as u32 {
                let places = last.iter().zip([3u32, 17, 31, 47]);
                let hash = mix(places.fold(0, |all, (word, turn)| all ^ word.rotate_left(turn)));
                // The first bits choose the bin, others are the value; no value is that of an empty bin.
                let bin = &mut bins[(hash >> (64 - BINS.trailing_zeros())) as usize];
                *bin = (*bin).min((hash as u16).min(EMPTY - 1));
                sketch.shingles = sketch.shingles.saturating_add(1);
            }
        });
        sketch.bins = (sketch.shingles >= FEWEST).then(|| Box::new(bins));
        sketch
    }

    /// The number of its shingles.
    pub(super) fn shingles(&self) -> u32 {
        self.shingles
    }

    /// The hash of all its words.
    pub(super) fn whole(&self) -> u64 {
        self.whole
    }

    /// The key of a band, two bins, by which similar texts are looked up; `None` when a bin is empty or
    /// there are none.
    pub(super) fn band(&self, band: usize) -> Option<u32> {
        let bins = self.bins.as_ref()?;
        let (a, b) = (bins[2 * band], bins[2 * band + 1]);
        (a != EMPTY && b != EMPTY).then(|| u32::from(a) << 16 | u32::from(b))
    }

    /// The estimated Jaccard similarity of the two sets of shingles, from 0 to 1; 0 where one has fewer than [`FEWEST`].
    pub(super) fn similarity(&self, other: &Self) -> f32 {
        let (Some(bins), Some(others)) = (&self.bins, &other.bins) else { return 0.0 };
        // Counted in the width of the bins, so that many are compared by one instruction.
        let (mut same, mut filled) = (0u16, 0u16);
        for (a, b) in bins.iter().zip(&**others) {
            filled += u16::from(a & b != EMPTY);
            same += u16::from(a == b) & u16::from(*a != EMPTY);
        }
        if filled == 0 { 0.0 } else { f32::from(same) / f32::from(filled) }
    }
}

/// Spreads the bits of a hash (the finaliser of MurmurHash3).
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

/// ASCII letters and digits as small letters; 0 for every other byte.
const SMALL: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// Calls `then` with the hash of each word. A word is a run of letters and digits; each sign of Chinese, Japanese
/// and Korean is a word. It looks at bytes, since it is called on every text of a library.
fn for_each_word(text: &str, mut then: impl FnMut(u64)) {
    /// The offset basis and the prime of FNV-1a.
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut hash = BASIS;
    let mut inside = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let small = SMALL[usize::from(byte)];
        if small != 0 {
            hash = (hash ^ u64::from(small)).wrapping_mul(PRIME);
            (inside, at) = (true, at + 1);
            continue;
        }
        let (length, lone, word) = match byte {
            0..0x80 => (1, false, false),
            // The punctuation of Latin-1, the general punctuation and symbols, and the ideographic punctuation.
            0xc2 => (2, false, false),
            0xe2 if (0x80..0xb0).contains(&bytes[at + 1]) => (3, false, false),
            0xe3 if bytes[at + 1] == 0x80 => (3, false, false),
            // From the Japanese syllables to the end of the Korean ones.
            0xe3..=0xed => (3, true, true),
            _ => (utf8_length(byte), false, true),
        };
        if inside && (!word || lone) {
            then(mix(hash));
            (hash, inside) = (BASIS, false);
        }
        if word {
            for &byte in &bytes[at..at + length] {
                // The capitals of Latin-1, as the second byte of their characters, differ by the same bit as those of ASCII.
                let capital = bytes[at] == 0xc3 && (0x80..0xa0).contains(&byte);
                let small = if capital { byte | 0x20 } else { byte };
                hash = (hash ^ u64::from(small)).wrapping_mul(PRIME);
            }
            inside = true;
        }
        if lone {
            then(mix(hash));
            (hash, inside) = (BASIS, false);
        }
        at += length;
    }
    if inside {
        then(mix(hash));
    }
}

/// The length of a character by its first byte.
fn utf8_length(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        let mut words = Vec::new();
        for_each_word(text, |word| words.push(word));
        words
    }

    #[test]
    fn words_are_told_apart_by_signs_and_spaces_and_not_by_capitals() {
        for (text, count) in [
            ("", 0),
            (" — « », …", 0),
            ("un mot", 2),
            ("L’été, à 3\u{202f}%", 4),
            ("aujourd'hui", 2),
            ("日本語。", 3),
            ("prix: 日本", 3),
            ("𝔸b", 1),
        ] {
            assert_eq!(words(text).len(), count, "{text}");
        }
        assert_eq!(words("Le Port, rouvert à l'ÉTÉ"), words("le port « rouvert » À l'été"));
        assert_ne!(words("le port"), words("leport"));
    }

    #[test]
    fn the_estimate_is_near_the_share_of_common_shingles() {
        let numbered = |range: std::ops::Range<u32>| {
            range.map(|number| format!("mot{number}")).collect::<Vec<_>>().join(" ")
        };
        let all = Sketch::of(&numbered(0..1000));
        for (range, expected) in [(0..1000, 1.0), (0..500, 0.5), (250..1250, 0.6), (2000..3000, 0.0)] {
            let found = all.similarity(&Sketch::of(&numbered(range.clone())));
            assert!((found - expected).abs() < 0.12, "{range:?}: {found} beside {expected}");
        }
    }

    #[test]
    fn a_text_of_few_words_has_no_shingle() {
        assert_eq!(
            (Sketch::of("Trois mots ici.").shingles(), Sketch::of("Il y a cinq mots.").shingles()),
            (0, 2)
        );
        assert_eq!(Sketch::of("").similarity(&Sketch::of("")), 0.0);
    }
}
