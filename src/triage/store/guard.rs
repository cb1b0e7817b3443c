//! What an open store does when its files were removed, truncated or overwritten: it reports that, puts an intact store
//! in place, and writes everything again that it knows to have been saved.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::beside::{self, Lock};
use super::watch::Trouble;
use super::{Access, Location, Opened, Store, explain, ownership, rescue};
use crate::article::ContentKey;
use crate::error::{Error, Result};
use crate::triage::{Change, Step, StoredValue};

/// What must be written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owed {
    /// What this run wrote: the store in place is a different, intact one.
    Written,
    /// All that is known.
    All,
}

/// Every value that is known to have been saved.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// As loaded.
    loaded: Vec<(ContentKey, StoredValue)>,
    /// What this run wrote or read from others: the latest value of each key, in the order of the first.
    written: Vec<(ContentKey, StoredValue)>,
    places: HashMap<(ContentKey, u8, Option<Arc<str>>), usize>,
}

impl From<Vec<(ContentKey, StoredValue)>> for Known {
    fn from(loaded: Vec<(ContentKey, StoredValue)>) -> Self {
        Self { loaded, ..Self::default() }
    }
}

impl Known {
    pub(super) fn note(&mut self, key: ContentKey, value: &StoredValue) {
        let (kind, _) = value.slot();
        let tag = match value {
            StoredValue::Tag(tag, _) => Some(Arc::clone(tag)),
            _ => None,
        };
        match self.places.entry((key, kind, tag)) {
            std::collections::hash_map::Entry::Occupied(place) => {
                self.written[*place.get()].1 = value.clone();
            }
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(self.written.len());
                self.written.push((key, value.clone()));
            }
        }
    }

    /// One step that writes all of it.
    fn step(&self, owed: Owed) -> Step {
        let loaded = if owed == Owed::All { &self.loaded[..] } else { &[] };
        let change = |(key, value): &(ContentKey, StoredValue)| Change {
            key: *key,
            before: value.clone(),
            after: value.clone(),
        };
        Step { changes: loaded.iter().chain(&self.written).map(change).collect(), label: String::new() }
    }
}

impl Store {
    /// Called before each write and at the end: checks that we may write, and that the files are still those that were
    /// opened. A write to a deleted file would succeed and be lost.
    pub(super) fn make_sure_of_the_files(&mut self) -> Result<()> {
        let Some(path) = self.path.clone() else { return Ok(()) };
        match &self.access {
            Access::Newer(error) => return Err(error.clone()),
            Access::ReadOnly(_) => {
                let same = self.watch.as_ref().is_some_and(|watch| watch.is_same_file(&path));
                self.open_again(&path, same)?;
            }
            Access::Full => match self.watch.as_mut().map(|watch| watch.verify(&path)) {
                Some(Ok(())) => {}
                Some(Err(trouble)) => self.go_over(trouble)?,
                // It was closed and not yet opened again.
                None => self.open_again(&path, false)?,
            },
        }
        self.write_what_is_owed()
    }

    /// Called after a commit: checks that others see what it wrote.
    pub(super) fn confirm(&mut self, newest: i64) -> std::result::Result<(), Trouble> {
        match (&self.path, &mut self.watch) {
            (Some(path), Some(watch)) => watch.confirm(path, newest),
            (Some(_), None) => Err(Trouble::Gone),
            (None, _) => Ok(()),
        }
    }

    pub(super) fn write_what_is_owed(&mut self) -> Result<()> {
        let Some(owed) = self.owed else { return Ok(()) };
        let step = self.known.step(owed);
        let newest = super::write_all(&mut self.connection, [&step]).map_err(|error| self.explain(&error))?;
        if let Some((_, newest)) = newest {
            self.confirm(newest).map_err(|trouble| self.told(&trouble))?;
        }
        self.owed = None;
        Ok(())
    }

    /// Writes the actions to an intact store.
    ///
    /// # Errors
    /// When that is not possible now; nothing is lost, and the next call tries again.
    pub(super) fn go_over(&mut self, trouble: Trouble) -> Result<()> {
        let Some(path) = self.path.clone() else { return Ok(()) };
        let what = self.told(&trouble);
        let done = match trouble {
            Trouble::Unclear(_) => return Err(what),
            Trouble::Replaced => {
                self.owe(Owed::Written);
                None
            }
            Trouble::Gone | Trouble::LogLost(_) => {
                self.owe(Owed::All);
                Some(self.replace_by_what_is_seen(&path)?)
            }
            Trouble::Overwritten(_) => {
                self.owe(Owed::All);
                Some(self.replace_by_a_good_one(&path)?)
            }
        };
        self.open_again(&path, false)?;
        if let Some(done) = done {
            self.notices.insert(0, what.next(done));
        }
        Ok(())
    }

    fn owe(&mut self, owed: Owed) {
        // What had to be written before still has to be.
        if self.owed != Some(Owed::All) {
            self.owed = Some(owed);
        }
    }

    /// The trouble as an error.
    pub(super) fn told(&self, trouble: &Trouble) -> Error {
        let name = self.path.as_deref().map_or_else(String::new, explain::name);
        let changed = |how: &str| Error::new(&*name, format!("was changed while it was open: {how}"));
        match trouble {
            Trouble::Gone => Error::new(&*name, "was removed while it was open"),
            Trouble::Replaced => changed("another file took its place"),
            Trouble::LogLost(how) => changed(how),
            Trouble::Overwritten(how) => changed(how),
            Trouble::Unclear(error) => self.explain(error),
        }
    }

    /// Puts a store in place that has everything that the connection still sees; when that is damaged, the best
    /// available.
    fn replace_by_what_is_seen(&mut self, path: &Path) -> Result<String> {
        let moving = |error: std::io::Error| explain::file(path, "cannot be set aside", &error);
        let folder = beside::folder_of(path);
        if self.named {
            ownership::folder_is_there(folder)?;
        } else {
            beside::make_folder(folder).map_err(|error| explain::folder(folder, &error))?;
        }
        {
            let _lock = Lock::take(path)?;
            if rescue::salvage(&self.connection, path)? {
                self.let_go()?;
                let aside = rescue::set_aside(path).map_err(moving)?;
                rescue::put_in_place(path).map_err(moving)?;
                return Ok(format!("{}all marks are in a new store", was_set_aside(aside)));
            }
        }
        self.replace_by_a_good_one(path)
    }

    /// Leaves an intact file in place and moves away a log that does not belong to it; else restores a backup.
    fn replace_by_a_good_one(&mut self, path: &Path) -> Result<String> {
        let moving = |error: std::io::Error| explain::file(path, "cannot be set aside", &error);
        let _lock = Lock::take(path)?;
        self.let_go()?;
        let good = rescue::is_good(path)?;
        let done = if good {
            was_set_aside(rescue::set_log_aside(path).map_err(moving)?)
        } else {
            format!("{}; ", rescue::replace(path)?)
        };
        Ok(format!("{done}all that is known here is saved again"))
    }

    /// Closes the connection without a checkpoint, which would merge another file's log into this one.
    fn let_go(&mut self) -> Result<()> {
        let nothing = Connection::open_in_memory().map_err(|error| self.explain(&error))?;
        self.connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
            .map_err(|error| self.explain(&error))?;
        self.connection = nothing;
        self.watch = None;
        Ok(())
    }

    /// Opens the file that is at the path now. `same`: it is the file from before, whose contents the caller knows.
    fn open_again(&mut self, path: &Path, same: bool) -> Result<()> {
        // Closed first: within one process SQLite would share the old one's read-only log index.
        self.let_go()?;
        let location =
            if self.named { Location::Named(path.to_owned()) } else { Location::Usual(path.to_owned()) };
        let Opened { mut store, notices, .. } = Self::open(&location)?;
        if same {
            store.seen = self.seen;
        } else {
            // The caller does not know the contents of this file: the next read returns all of them.
            (store.seen, store.data_version) = (0, -1);
        }
        if self.owed.is_some() {
            store.known = std::mem::take(&mut self.known);
        }
        store.owed = self.owed;
        store.notices = std::mem::take(&mut self.notices);
        *self = store;
        match &self.access {
            Access::Full => {
                self.notices.extend(notices);
                Ok(())
            }
            Access::ReadOnly(error) | Access::Newer(error) => Err(error.clone()),
        }
    }
}

fn was_set_aside(aside: Option<PathBuf>) -> String {
    aside.map_or_else(String::new, |aside| format!("set aside as {}; ", aside.display()))
}
