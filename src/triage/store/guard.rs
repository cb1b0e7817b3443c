//! What an open store does when its files were removed, truncated or overwritten: it reports that, puts an intact store
//! in place, and writes everything again that it knows to have been saved.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::beside::{self, Lock};
use super::handle::{Access, Opened, Store};
use super::known::Owed;
use super::location::Location;
use super::watch::Trouble;
use super::{check, explain, opening, ownership, rescue, rows};
use crate::error::{Error, Result};

impl Store {
    /// Called before each write and at the end: checks that we may write, and that the files are still those that were
    /// opened. A write to a deleted file would succeed and be lost.
    pub(super) fn ensure_files(&mut self) -> Result<()> {
        let Some(path) = self.path.clone() else { return Ok(()) };
        match &self.access {
            Access::Newer(error) => return Err(error.clone()),
            Access::ReadOnly(_) => {
                let same = self.watch.as_ref().is_some_and(|watch| watch.is_same_file(&path));
                self.open_again(&path, same)?;
            }
            Access::Full => match self.watch.as_mut().map(|watch| watch.verify(&path)) {
                Some(Ok(())) => {}
                Some(Err(trouble)) => self.recover(trouble)?,
                // It was closed and not yet opened again.
                None => self.open_again(&path, false)?,
            },
        }
        self.write_owed()
    }

    /// Called after a commit: checks that others see what it wrote.
    pub(super) fn confirm(&mut self, newest: i64) -> std::result::Result<(), Trouble> {
        match (&self.path, &mut self.watch) {
            (Some(path), Some(watch)) => watch.confirm(path, newest),
            (Some(_), None) => Err(Trouble::Gone),
            (None, _) => Ok(()),
        }
    }

    pub(super) fn write_owed(&mut self) -> Result<()> {
        let Some(owed) = self.owed else { return Ok(()) };
        let step = self.known.step(owed);
        let newest = rows::write_all(&mut self.connection, [&step]).map_err(|error| self.explain(&error))?;
        if let Some((_, newest)) = newest {
            self.confirm(newest).map_err(|trouble| self.describe(&trouble))?;
        }
        self.owed = None;
        Ok(())
    }

    /// Writes the actions to an intact store.
    ///
    /// # Errors
    /// When that is not possible now; nothing is lost, and the next call tries again.
    pub(super) fn recover(&mut self, trouble: Trouble) -> Result<()> {
        let Some(path) = self.path.clone() else { return Ok(()) };
        let what = self.describe(&trouble);
        let done = match trouble {
            Trouble::Unclear(_) => return Err(what),
            Trouble::Replaced => {
                self.owe(Owed::Written);
                None
            }
            Trouble::Gone | Trouble::LogLost(_) => {
                self.owe(Owed::All);
                Some(self.replace_by_copy(&path)?)
            }
            Trouble::Overwritten(_) => {
                self.owe(Owed::All);
                Some(self.replace_by_backup(&path)?)
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

    /// The error that reports this trouble.
    pub(super) fn describe(&self, trouble: &Trouble) -> Error {
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

    /// Puts a new store in place with everything that the connection can still read; when that is damaged, the newest
    /// intact file.
    fn replace_by_copy(&mut self, path: &Path) -> Result<String> {
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
                self.close()?;
                let aside = rescue::set_aside(path).map_err(moving)?;
                rescue::put_in_place(path).map_err(moving)?;
                return Ok(format!("{}all marks are in a new store", was_set_aside(aside)));
            }
        }
        self.replace_by_backup(path)
    }

    /// Leaves an intact file in place and moves away a log that does not belong to it; else restores a backup.
    fn replace_by_backup(&mut self, path: &Path) -> Result<String> {
        let moving = |error: std::io::Error| explain::file(path, "cannot be set aside", &error);
        let _lock = Lock::take(path)?;
        self.close()?;
        let good = check::is_good(path)?;
        let done = if good {
            was_set_aside(rescue::set_log_aside(path).map_err(moving)?)
        } else {
            format!("{}; ", rescue::replace(path)?)
        };
        Ok(format!("{done}all that is known here is saved again"))
    }

    /// Closes the connection without a checkpoint, which would merge another file's log into this one.
    fn close(&mut self) -> Result<()> {
        let empty = Connection::open_in_memory().map_err(|error| self.explain(&error))?;
        self.connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
            .map_err(|error| self.explain(&error))?;
        self.connection = empty;
        self.watch = None;
        Ok(())
    }

    /// Opens the file that is at the path now. `same`: it is the file from before, whose contents the caller knows.
    fn open_again(&mut self, path: &Path, same: bool) -> Result<()> {
        // Closed first: within one process SQLite would share the old one's read-only log index.
        self.close()?;
        let location =
            if self.named { Location::Named(path.to_owned()) } else { Location::Usual(path.to_owned()) };
        let Opened { mut store, notices, .. } = opening::open(&location)?;
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
