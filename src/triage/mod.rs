//! Triage: read, star, archive, tags, notes, corrections and positions. [`Triage`] has the state in memory and can
//! undo; [`Store`] saves it in SQLite, and [`Writer`] writes in its own thread, so that no key waits for a disk.
//!
//! An action changes the memory at once and is sent to the writer as a [`Save`]. It is *shown* as done only after the
//! writer has answered [`Event::Saved`]: until then [`Triage::save_state`] is saving, and the changed marks are
//! [`Marks::pending`].

mod action;
mod annotations;
mod ground;
mod highlight;
mod history;
mod marks;
mod offered;
mod recorded;
mod remembered;
mod state;
mod store;
mod version;
mod writer;

pub use action::{Action, Change, Step, StoredValue};
pub use annotations::Annotations;
pub use ground::Ground;
pub use highlight::Highlight;
pub(crate) use history::{By, Entry, History};
pub(crate) use marks::clean_tags;
pub use marks::{Counts, Marks, MarksTable, Pending, Tags, clean_tag};
pub use recorded::{Group, Record, Recorded, StepId, StepState, new_run};
pub use remembered::{Memo, Prompted, Remembered};
pub use state::{Save, SaveState, Snapshot, Triage};
pub use store::{
    Access, Copy, Holdings, Location, News, Opened, Store, Survey, after_the_end, restore, survey, verify,
};
pub(crate) use version::Identity;
pub use version::Known;
pub(crate) use writer::{Event, Writer};
