//! The store: triage state in one SQLite file that several readers may have open at once, and that outlives
//! crashes, full disks and damage.
//!
//! Opening can run in parallel with building the library. It checks the file ([`CHECKED_BYTES`]), loads it, and
//! repairs what can be repaired; the caller always gets a state and, when something was wrong, a notice that says where
//! and what to do. WAL mode with `synchronous=FULL`: what was written survives a killed process and a power cut.

mod backup;
mod beside;
mod check;
mod connect;
mod corrections;
mod explain;
mod guard;
mod handle;
mod known;
mod location;
mod memory;
mod open_file;
mod opening;
mod ownership;
mod rescue;
mod rows;
mod schema;
mod steps;
mod survey;
mod watch;

use std::fs;

use self::check::CHECKED_BYTES;
pub(crate) use self::corrections::correction_key;
pub use self::explain::after_the_end;
pub use self::handle::{Access, Opened, Store};
pub use self::location::Location;
pub use self::survey::{Copy, Holdings, Survey, restore, survey, verify};
use self::watch::Trouble;
use super::{Memo, Record, Step, StoredValue};
use crate::article::ContentKey;
use crate::error::{Error, Result};

/// What other readers did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct News {
    /// Each value that changed.
    pub values: Vec<(ContentKey, StoredValue)>,
    /// Each row of the history that changed, in the order in which the steps were made.
    pub history: Vec<Record>,
}

impl News {
    /// Whether nothing happened.
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.history.is_empty()
    }
}

impl Store {
    /// Opens or creates a store.
    ///
    /// # Errors
    /// Only when the file is not ours: another program's database, not a regular file, or, when the user named it, a
    /// folder, a file that is not a store, or a file in a folder that does not exist. In all other cases it returns a
    /// store that can be read, with notices.
    pub fn open(location: &Location) -> Result<Opened> {
        opening::open(location)
    }

    /// Opens an existing store for reading, without creating or changing anything. `None` when there is no store.
    ///
    /// # Errors
    /// As for [`Store::open`], and when the file cannot be read.
    pub(crate) fn open_existing(location: &Location) -> Result<Option<Opened>> {
        opening::open_existing(location)
    }

    /// Whether the file was read; `false` when it could not be opened and the store began empty.
    pub(crate) fn is_read(&self) -> bool {
        self.path.is_none() || self.watch.is_some()
    }

    /// How it may be used.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// Writes steps, all of them or none, and returns when they are on disk.
    ///
    /// # Errors
    /// When they cannot be written. Then nothing was written, and trying again later is safe.
    pub fn write<'a>(&mut self, steps: impl IntoIterator<Item = &'a Step>) -> Result<()> {
        let steps: Vec<_> = steps.into_iter().collect();
        self.ensure_files()?;
        if let Err(trouble) = self.commit(&steps)? {
            self.recover(trouble)?;
            self.write_owed()?;
            self.commit(&steps)?.map_err(|trouble| self.describe(&trouble))?;
        }
        if self.path.is_some() {
            let changes = steps.iter().flat_map(|step| &step.changes);
            changes.for_each(|change| self.known.note(change.key, &change.after));
            let records = steps.iter().flat_map(|step| &step.records);
            records.for_each(|record| self.known.note_step(record, true));
        }
        Ok(())
    }

    /// Writes the steps and checks by reading them back.
    fn commit(&mut self, steps: &[&Step]) -> Result<std::result::Result<(), Trouble>> {
        let seen = self.seen;
        let newest = rows::write_all(&mut self.connection, steps.iter().copied());
        let Some((first, last)) = newest.map_err(|error| self.explain(&error))? else { return Ok(Ok(())) };
        if let Err(trouble) = self.confirm(last) {
            return Ok(Err(trouble));
        }
        // There were only our own changes since the last read: nothing to fetch.
        if first == seen + 1 {
            self.seen = last;
        }
        Ok(Ok(()))
    }

    /// Called before quitting: checks that the files with what was saved still exist.
    ///
    /// # Errors
    /// When they do not, and no intact store could be put in their place.
    pub fn settle(&mut self) -> Result<()> {
        if self.access == Access::Full { self.ensure_files() } else { Ok(()) }
    }

    /// Remembers where a reader was and what was typed, in the place of what was remembered before. The oldest of it is
    /// forgotten when there is much.
    ///
    /// # Errors
    /// When it cannot be written. Then it is forgotten, and nothing else is.
    pub fn remember(&mut self, memos: &[Memo]) -> Result<()> {
        if memos.is_empty() {
            return Ok(());
        }
        self.ensure_files()?;
        memory::write(&mut self.connection, memos).map_err(|error| self.explain(&error))
    }

    /// What other readers changed since the last call; fast when nothing changed.
    ///
    /// # Errors
    /// When the file can no longer be read.
    pub fn changes(&mut self) -> Result<News> {
        if self.path.is_none() || self.watch.is_none() {
            return Ok(News::default());
        }
        self.settle()?;
        let look = |store: &mut Self| {
            let version = store.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?;
            if version == store.data_version {
                return Ok(News::default());
            }
            let rows = rows::read(&mut store.connection, store.seen)?;
            (store.data_version, store.seen) = (version, rows.newest);
            store.notices.extend(rows.unknown);
            Ok(News { values: rows.values, history: rows.history })
        };
        let news = look(self).map_err(|error| self.explain(&error))?;
        news.values.iter().for_each(|(key, value)| self.known.note(*key, value));
        news.history.iter().for_each(|record| self.known.note_step(record, false));
        Ok(news)
    }

    /// Notices from writes, for the user: that the file was damaged and restored.
    pub fn take_notices(&mut self) -> Vec<Error> {
        std::mem::take(&mut self.notices)
    }

    /// Checks a store that was too large to be checked when it was opened.
    ///
    /// # Errors
    /// When it is damaged; the next start sets it aside.
    pub(crate) fn check_if_large(&mut self) -> Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        if self.access != Access::Full || fs::metadata(path).is_ok_and(|file| file.len() <= CHECKED_BYTES) {
            return Ok(());
        }
        check::check_open(&self.connection, path)
    }

    /// Makes a backup when the last one is a day old and something changed since; keeps the last
    /// three. Returns whether it made one.
    ///
    /// # Errors
    /// When the copy finds the store damaged, or cannot be written to the folder.
    pub fn back_up_if_due(&mut self, now: jiff::Timestamp) -> Result<bool> {
        match (&self.path, &self.access) {
            (Some(path), Access::Full) => backup::back_up(&mut self.connection, path, now.as_second()),
            _ => Ok(false),
        }
    }
}

#[cfg(test)]
mod tests;
