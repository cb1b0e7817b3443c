//! The one integration binary: what holds for the program as a whole, seen from outside.

#![expect(clippy::unwrap_used, reason = "a test that fails says where")]

mod circles;
mod cli;
mod corpus;
mod doors;
mod hostile;
mod killed;
mod memory;
mod paths;
mod pty;
mod reader;
mod readme;
mod restored;
mod resumed;
mod rules;
mod security;
mod smoke;
mod store_docs;
mod terminal;
