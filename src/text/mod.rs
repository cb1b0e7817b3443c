//! The ground floor: spans of bytes, the sanitising door, folding of case and accents, and line breaking.
//!
//! Nothing here depends on articles or facts.

pub mod count;
pub mod fold;
pub mod language;
pub mod sanitise;
pub mod sentence;
pub mod span;
pub mod wrap;

pub use language::Language;
pub use sanitise::{Safe, sanitise};
pub use span::Span;
