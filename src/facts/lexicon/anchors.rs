//! The filter of the scan: whether a figure can begin at a word.

/// The words at which a figure can begin, as a filter over the ASCII letters that a word begins with. It accepts all of
/// these words, and some others.
pub(crate) struct Anchors {
    bits: Vec<u64>,
}

impl Anchors {
    /// A filter that accepts no word.
    pub(super) fn new() -> Self {
        Self { bits: vec![0; (1 << Self::INDEX_BITS) / 64] }
    }

    const INDEX_BITS: u32 = 15;

    fn index(key: u64, len: usize, accent: bool) -> usize {
        let mixed = (key ^ (len as u64) << 56 ^ u64::from(accent) << 63).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (64 - Self::INDEX_BITS)) as usize
    }

    /// The first eight letters in lower case.
    #[inline]
    fn key(run: &[u8]) -> u64 {
        const SMALL: u64 = 0x2020_2020_2020_2020;
        if let Some(first) = run.first_chunk::<8>() {
            return u64::from_le_bytes(*first) | SMALL;
        }
        let mut bytes = [0; 8];
        bytes[..run.len()].copy_from_slice(run);
        (u64::from_le_bytes(bytes) | SMALL) & (u64::MAX >> (64 - 8 * run.len()))
    }

    /// Makes the filter accept a word.
    pub(super) fn add(&mut self, word: &str) {
        let run = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        if run > 0 {
            let index = Self::index(Self::key(&word.as_bytes()[..run]), run, run < word.len());
            self.bits[index / 64] |= 1 << (index % 64);
        }
    }

    /// Whether a word that begins with these ASCII letters, and has no other ASCII letter next, may be an
    /// anchor. `accent` says whether an accented letter is next. `None` instead of the eight bytes from its first
    /// letter when the text ends before.
    #[inline]
    pub(crate) fn may_be(&self, eight: Option<&[u8; 8]>, run: &[u8], accent: bool) -> bool {
        const SMALL: u64 = 0x2020_2020_2020_2020;
        let key = match eight {
            Some(eight) if run.len() < 8 => {
                (u64::from_le_bytes(*eight) | SMALL) & (u64::MAX >> (64 - 8 * run.len()))
            }
            _ => Self::key(run),
        };
        let index = Self::index(key, run.len(), accent);
        self.bits[index / 64] >> (index % 64) & 1 == 1
    }
}
