//! The state of the running reader and what changes it. Events come in, commands change the state, effects go
//! out; nothing here touches a terminal, a disk or a clock, so every screen can be drawn in a test.
//!
//! [`state`] puts the parts together (`listing`, `reading`, `tracking`, `window`, …), each of which owns its
//! fields. `update` takes events to the right place, [`commands`] holds the rows of commands beside what they do.

pub mod commands;
pub mod draw;
pub mod effect;
mod input;
#[cfg(any(test, feature = "fuzzing"))]
mod invariants;
pub mod line_edit;
mod listing;
pub mod ordered;
mod overlays;
pub mod prompt;
mod prompting;
mod reading;
mod relinking;
#[cfg(test)]
mod saving_tests;
#[cfg(test)]
mod scenario;
#[cfg(test)]
mod scenario_tests;
mod selection;
pub mod state;
mod status;
pub mod target;
pub mod text_search;
mod tracking;
mod update;
pub mod view;
mod window;

pub use state::{Leave, State};
