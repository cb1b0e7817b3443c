//! The store: triage state in one SQLite file that several readers may have open at once, and that outlives
//! crashes, full disks and damage.
//!
//! Opening can run in parallel with building the library. It checks the file ([`CHECKED_BYTES`]), loads it, and
//! repairs what can be repaired; the caller always gets a state and, when something was wrong, a notice that says where
//! and what to do. WAL mode with `synchronous=FULL`: what was written survives a killed process and a power cut.

mod backup;
mod beside;
mod connect;
mod corrections;
mod explain;
mod guard;
mod opening;
mod ownership;
mod rescue;
mod rows;
mod schema;
mod survey;
mod watch;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

pub(crate) use self::corrections::correction_key;
use self::explain::explain;
use self::guard::{Known, Owed};
use self::opening::{Fault, open_file};
pub use self::survey::{Copy, Holdings, Survey, restore, survey, verify};
use self::watch::{Trouble, Watch};
use super::{Snapshot, Step, StoredValue};
use crate::article::ContentKey;
use crate::error::{Error, Result};

/// A store up to this size is checked page by page when it is opened, which takes some 5 ms per MB. A larger one, of
/// tens of thousands of marked articles, is checked by the writer's thread while the reader runs; damage found then is
/// repaired at the next start.
const CHECKED_BYTES: u64 = 2 << 20;

/// Where state is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// In memory only: lost when the reader quits.
    Memory,
    /// In the default file, with `-wal` and `-shm` beside it while it is open, and backups beside it. Its folder is
    /// created; a file that is not a store counts as damaged and is set aside.
    Usual(PathBuf),
    /// In a file that the user named. A file that is not ours is never changed and the folder is never created, because
    /// the name may be a mistake.
    Named(PathBuf),
}

/// How the store may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Read and write.
    Full,
    /// The file or its folder cannot be written; each write tries again.
    ReadOnly(Error),
    /// A newer version of the program wrote it: never written by this one.
    Newer(Error),
}

/// An open store.
#[derive(Debug)]
pub struct Store {
    path: Option<PathBuf>,
    /// Whether the user named it.
    named: bool,
    connection: Connection,
    access: Access,
    /// The modification counter up to which the caller knows all changes.
    seen: i64,
    data_version: i64,
    /// Detects when the files are removed, replaced or overwritten.
    watch: Option<Watch>,
    /// Everything known to have been saved, and what of it must be written again.
    known: Known,
    owed: Option<Owed>,
    /// Notices from reopening, for the user.
    notices: Vec<Error>,
}

/// A store, its contents, and notices for the user.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// Its contents.
    pub snapshot: Snapshot,
    /// Notices: what was wrong, where, and what to do (repaired, read-only, newer).
    pub notices: Vec<Error>,
}

impl Store {
    /// Opens or creates a store.
    ///
    /// # Errors
    /// Only when the file is not ours: another program's database, not a regular file, or, when the user named it, a
    /// folder, a file that is not a store, or a file in a folder that does not exist. In all other cases it returns a
    /// store that can be read, with notices.
    pub fn open(location: &Location) -> Result<Opened> {
        let (path, named) = match location {
            Location::Memory => {
                let store = Self::in_memory(None, Access::Full)?;
                return Ok(Opened { store, snapshot: Snapshot::default(), notices: Vec::new() });
            }
            Location::Usual(path) => (path, false),
            Location::Named(path) => (path, true),
        };
        let folder = beside::folder_of(path);
        if named {
            ownership::folder_is_there(folder)?;
        } else if let Err(error) = beside::make_folder(folder) {
            return Self::unavailable(path, explain::folder(folder, &error), Vec::new());
        }
        let is_link = path.symlink_metadata().is_ok_and(|found| found.is_symlink());
        let (link, path) = (path, &opening::real_path(path));
        // The target of a link may be the user's own file, as with a file that the user named.
        if named || is_link {
            match ownership::may_be_opened(path) {
                Err(error) if named => return Err(error),
                Err(error) => return Self::unavailable(link, error, Vec::new()),
                Ok(()) => {}
            }
        }
        let named = named || is_link;
        beside::tighten_all(path, named);
        let mut opened = Self::open_or_repair(path)?;
        if !named && opened.store.access == Access::Full {
            beside::tighten(beside::folder_of(path), false);
        }
        opened.store.named = named;
        Ok(opened)
    }

    /// Opens an existing store for reading, without creating or changing anything. `None` when there is no store.
    ///
    /// # Errors
    /// As for [`Store::open`], and when the file cannot be read.
    pub fn open_existing(location: &Location) -> Result<Option<Opened>> {
        if let Location::Usual(path) | Location::Named(path) = location {
            if let Location::Named(path) = location {
                ownership::folder_is_there(beside::folder_of(path))?;
            }
            match fs::metadata(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && !opening::has_traces(path) => {
                    return Ok(None);
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Ok(file) if !file.is_file() => {}
                found => {
                    found
                        .and_then(|_| fs::File::open(path))
                        .map_err(|error| explain::unreadable(path, &error))?;
                }
            }
        }
        Self::open(location).map(Some)
    }

    fn open_or_repair(path: &Path) -> Result<Opened> {
        let mut notices = Vec::new();
        rescue::finish_interrupted(path);
        match open_file(path) {
            Ok((store, snapshot)) => Ok(store.opened(snapshot, notices)),
            Err(Fault::Foreign(error)) => Err(error),
            Err(Fault::Unavailable(error)) => Self::unavailable(path, error, notices),
            Err(Fault::Damaged(cause)) => match rescue::repair(path, &cause) {
                Err(error) => Self::unavailable(path, error, notices),
                Ok(notice) => {
                    notices.extend(notice);
                    match open_file(path) {
                        Ok((store, snapshot)) => Ok(store.opened(snapshot, notices)),
                        Err(Fault::Foreign(error)) => Err(error),
                        Err(Fault::Unavailable(error)) => Self::unavailable(path, error, notices),
                        Err(Fault::Damaged(cause)) => {
                            let error = Error::new(explain::name(path), cause)
                                .next("move it away, or name another store with --state");
                            Self::unavailable(path, error, notices)
                        }
                    }
                }
            },
        }
    }

    /// Whether the file was read; `false` when it could not be opened and the store began empty.
    pub fn is_read(&self) -> bool {
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
        self.make_sure_of_the_files()?;
        if let Err(trouble) = self.commit(&steps)? {
            self.go_over(trouble)?;
            self.write_what_is_owed()?;
            self.commit(&steps)?.map_err(|trouble| self.told(&trouble))?;
        }
        let changes = steps.iter().flat_map(|step| &step.changes);
        if self.path.is_some() {
            changes.for_each(|change| self.known.note(change.key, &change.after));
        }
        Ok(())
    }

    /// Writes the steps and checks by reading them back.
    fn commit(&mut self, steps: &[&Step]) -> Result<std::result::Result<(), Trouble>> {
        let seen = self.seen;
        let newest = write_all(&mut self.connection, steps.iter().copied());
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
        if self.access == Access::Full { self.make_sure_of_the_files() } else { Ok(()) }
    }

    /// What other readers changed since the last call; fast when nothing changed.
    ///
    /// # Errors
    /// When the file can no longer be read.
    pub fn changes(&mut self) -> Result<Vec<(ContentKey, StoredValue)>> {
        if self.path.is_none() || self.watch.is_none() {
            return Ok(Vec::new());
        }
        self.settle()?;
        let look = |store: &mut Self| {
            let version = store.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?;
            if version == store.data_version {
                return Ok(Vec::new());
            }
            let rows = rows::read(&mut store.connection, store.seen)?;
            (store.data_version, store.seen) = (version, rows.newest);
            store.notices.extend(rows.unknown);
            Ok(rows.values)
        };
        let values = look(self).map_err(|error| self.explain(&error))?;
        values.iter().for_each(|(key, value)| self.known.note(*key, value));
        Ok(values)
    }

    /// Notices from writes, for the user: that the file was damaged and restored.
    pub fn take_notices(&mut self) -> Vec<Error> {
        std::mem::take(&mut self.notices)
    }

    /// Checks a store that was too large to be checked when it was opened.
    ///
    /// # Errors
    /// When it is damaged; the next start sets it aside.
    pub fn check_if_large(&mut self) -> Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        if self.access != Access::Full || fs::metadata(path).is_ok_and(|file| file.len() <= CHECKED_BYTES) {
            return Ok(());
        }
        rescue::check_open(&self.connection, path)
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

    fn explain(&self, error: &rusqlite::Error) -> Error {
        match &self.path {
            Some(path) => explain(path, error),
            None => explain(Path::new(":memory:"), error),
        }
    }

    fn in_memory(path: Option<PathBuf>, access: Access) -> Result<Self> {
        let name = path.as_deref().unwrap_or(Path::new(":memory:")).to_owned();
        let open = || {
            let mut connection = Connection::open_in_memory()?;
            schema::migrate(&mut connection)?;
            Ok(connection)
        };
        let connection = open().map_err(|error| explain(&name, &error))?;
        Ok(Self {
            path,
            named: false,
            connection,
            access,
            seen: 0,
            data_version: 0,
            watch: None,
            known: Known::default(),
            owed: None,
            notices: Vec::new(),
        })
    }

    /// An empty store for a file that cannot be opened yet; each write tries to open it.
    fn unavailable(path: &Path, error: Error, mut notices: Vec<Error>) -> Result<Opened> {
        notices.push(error.clone());
        let store = Self::in_memory(Some(path.to_owned()), Access::ReadOnly(error))?;
        Ok(Opened { store, snapshot: Snapshot::default(), notices })
    }

    fn opened(mut self, snapshot: Snapshot, mut notices: Vec<Error>) -> Opened {
        if let Access::ReadOnly(error) | Access::Newer(error) = &self.access {
            notices.push(error.clone());
        }
        notices.append(&mut self.notices);
        Opened { store: self, snapshot, notices }
    }
}

/// The counters of the first and last step written.
fn write_all<'a>(
    connection: &mut Connection,
    steps: impl IntoIterator<Item = &'a Step>,
) -> rusqlite::Result<Option<(i64, i64)>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut counters = None;
    for step in steps {
        let changed = rows::write(&transaction, step)?;
        counters = Some((counters.map_or(changed, |(first, _)| first), changed));
    }
    transaction.commit()?;
    Ok(counters)
}

#[cfg(test)]
mod tests;
