//! Triage: read, star, archive, tags, notes, corrections and positions. [`Triage`] is what the running reader
//! knows and can undo, in memory and pure; [`Store`] keeps it in SQLite, and [`Writer`] writes from a thread
//! of its own, so that no key ever waits for a disk.
//!
//! An action is carried out in memory at once and handed to the writer as a [`Save`]. It may be *shown* as
//! done only when the writer has answered [`Event::Saved`]: until then [`Triage::save_state`] says saving, and the
//! changed marks are [`Marks::pending`].

mod action;
mod history;
mod marks;
mod state;
mod store;
mod writer;

pub use action::{Action, Change, Step, Value};
pub use history::History;
pub use marks::{Counts, Marks, MarksTable, Pending, TAG_CHARS, Tags, clean_tag};
pub use state::{Save, SaveState, Snapshot, Triage};
pub use store::{Access, Copy, Holdings, Location, Opened, Store, Survey, restore, survey, verify};
pub use writer::{Event, Writer};
