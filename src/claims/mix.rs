//! A fast hash for numbers and short words that do not come from outside, or are hashed already.

use std::hash::{BuildHasherDefault, Hasher};

/// Makes the hash of a map.
pub(super) type Mixing = BuildHasherDefault<Mix>;

/// The state of one hash.
#[derive(Debug, Default)]
pub(super) struct Mix(u64);

/// A number whose bits are half ones and without a pattern: the golden ratio.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Mix {
    fn add(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(FACTOR);
    }
}

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut number = [0; 8];
            number[..part.len()].copy_from_slice(part);
            self.add(u64::from_le_bytes(number));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.add(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.add(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    fn finish(&self) -> u64 {
        // A map takes the low bits for the place, which a product mixes least.
        self.0.rotate_left(26)
    }
}
