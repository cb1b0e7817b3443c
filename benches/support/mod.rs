//! What benches share: a seeded generator of articles in realistic French and English press prose, with
//! fictional people and companies, sums and percentages, in every common format and any number.
//!
//! The same seed gives the same bytes on every machine, so that figures can be compared.

#![allow(dead_code, unreachable_pub, reason = "each bench uses a part of it")]

pub mod english;
pub mod french;
pub mod prose;
pub mod random;
pub mod write;

pub use prose::{Article, Tongue, article};
pub use random::Random;
pub use write::write;

/// The seed where none is asked for.
pub const SEED: u64 = 1789;

/// The language whose turn it is: French and English one after the other.
pub fn tongue(index: usize) -> &'static Tongue {
    if index.is_multiple_of(2) { &french::FRENCH } else { &english::ENGLISH }
}

/// Running text of one language, of at least `bytes` bytes.
pub fn running_text(tongue: &'static Tongue, bytes: usize, seed: u64) -> String {
    let mut text = String::with_capacity(bytes + 8 * 1024);
    let mut index = 0;
    while text.len() < bytes {
        text.push_str(&article(tongue, &mut Random::new(seed ^ index)).body());
        text.push_str("\n\n");
        index += 1;
    }
    text
}
