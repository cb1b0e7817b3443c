//! The state of the running reader and what changes it. Events come in, commands change the state, effects go
//! out; nothing here touches a terminal, a disk or a clock, so every screen can be drawn in a test.
//!
//! [`state`] has the parts (`listing`, `reading`, `tracking`, `window`, …), each of which owns its fields. `update`
//! passes events to them; [`commands`] has the rows of commands, each file with the functions they run.

mod acting;
mod board;
#[cfg(test)]
mod board_tests;
pub(crate) mod claiming;
#[cfg(test)]
mod claiming_tests;
mod coming;
pub mod commands;
mod completion;
mod cover;
mod covering;
pub(crate) mod dossier;
#[cfg(test)]
mod dossier_tests;
#[cfg(test)]
mod doubt_tests;
mod draw;
mod draw_board;
mod draw_dossier;
mod draw_hits;
mod draw_register;
pub mod effect;
pub(crate) mod exporting;
#[cfg(test)]
mod facts_tests;
mod filter_target;
#[cfg(test)]
mod filter_target_tests;
mod going_over;
#[cfg(test)]
mod group_tests;
mod grouping;
mod hints;
pub mod hits;
#[cfg(test)]
mod hits_tests;
mod input;
#[cfg(any(test, feature = "fuzzing"))]
mod invariants;
pub(crate) mod line_edit;
mod listing;
mod mouse;
#[cfg(test)]
mod mouse_tests;
#[cfg(test)]
mod newsboat_tests;
#[cfg(test)]
mod offered_tests;
pub(crate) mod ordered;
mod overlays;
mod passage;
mod passage_keys;
#[cfg(test)]
mod passage_tests;
pub(crate) mod pointer;
mod prompt;
mod prompting;
mod reading;
mod recall;
mod recalling;
pub(crate) mod register;
#[cfg(test)]
mod register_tests;
mod relinking;
#[cfg(test)]
mod reload_tests;
pub mod reloading;
#[cfg(test)]
mod return_tests;
#[cfg(test)]
mod saving_tests;
#[cfg(test)]
mod scenario;
#[cfg(test)]
mod scenario_tests;
#[cfg(test)]
mod search_tests;
mod selection;
pub(crate) mod state;
mod status;
#[cfg(test)]
mod story_tests;
#[cfg(test)]
mod structure_tests;
mod suggesting;
mod suggestions;
pub(crate) mod target;
mod terms;
pub(crate) mod text_search;
mod tracking;
#[cfg(test)]
mod triage_tests;
mod update;
pub(crate) mod view;
#[cfg(test)]
mod views_tests;
pub(crate) mod whereabouts;
mod window;

pub use state::{Leave, State};
