//! The ground floor: spans of bytes, the sanitising door, folding of case and accents, and line breaking.
//!
//! Nothing here depends on articles or facts.

pub(crate) mod ago;
pub(crate) mod count;
pub(crate) mod find;
pub(crate) mod fold;
pub(crate) mod language;
pub mod sanitise;
pub(crate) mod sentence;
pub(crate) mod span;
pub(crate) mod visible;
pub(crate) mod wrap;

pub use language::Language;
pub use sanitise::{Safe, sanitise};
pub use span::Span;
