//! Liseuse: a terminal reader for people who must get through a pile of articles and know what is in them.
//!
//! Data goes one way, and each module depends only on those before it:
//!
//! ```text
//! bytes -> corpus (articles) -> facts (mentions) -> claims, library (the model) -> app (state) -> panes (screen)
//! ```
//!
//! [`text`] comes before all: spans, sanitising, folding and wrapping. What the reading view and `show` draw is set by
//! `typeset`. ARCHITECTURE.md describes the parts.

pub mod app;
pub mod article;
pub(crate) mod claims;
pub mod cli;
pub mod config;
pub mod corpus;
pub(crate) mod correction;
pub mod error;
pub mod facts;
pub mod filter;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
pub mod library;
pub(crate) mod panes;
pub mod text;
pub mod triage;
pub mod tui;
pub(crate) mod typeset;
