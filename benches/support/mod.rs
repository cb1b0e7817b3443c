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

/// The seed where none is asked for.
pub const SEED: u64 = 1789;

/// The language whose turn it is: French and English one after the other.
pub fn tongue(index: usize) -> &'static Tongue {
    if index.is_multiple_of(2) { &french::FRENCH } else { &english::ENGLISH }
}
