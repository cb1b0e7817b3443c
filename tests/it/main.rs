//! The one integration binary: what holds for the program as a whole, seen from outside.

mod cli;
mod doors;
mod hostile;
mod pty;
mod reader;
mod readme;
mod rules;
mod smoke;
mod terminal;
