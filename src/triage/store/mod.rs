//! The store: triage state in one SQLite file that several readers may have open at once, and that outlives
//! crashes, full disks and damage.
//!
//! Opening is meant to run beside the building of the library. It checks the file ([`CHECKED_BYTES`]), loads
//! it, and repairs what can be repaired; a reader always gets a state and, where something was wrong, a
//! notice that says where and what to do. WAL mode with `synchronous=FULL`: what was written survives a
//! killed process and a power cut.

mod connect;
mod corrections;
mod explain;
mod ownership;
mod rescue;
mod rows;
mod schema;

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use self::connect::{open_read_only, open_writable};
pub(crate) use self::corrections::correction_key;
use self::explain::{explain, is_damage, is_denied};
use self::schema::Layout;
use super::{Snapshot, Step, Value};
use crate::article::ContentKey;
use crate::error::{Error, Result};

/// A store up to this size is checked page by page whenever it is opened, which takes some 5 ms per MB. A
/// larger one, of tens of thousands of marked articles, is checked by the writer's thread while the reader
/// already runs; damage found so is repaired at the next start.
const CHECKED_BYTES: u64 = 2 << 20;

/// Where state is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// Nowhere: gone when the reader quits.
    Memory,
    /// In the program's own place, with `-wal` and `-shm` beside it while it is open, and backups beside it.
    /// Its folder is made; whatever stands there and is no store is damage, and set aside.
    Usual(PathBuf),
    /// In a file that the user named, likewise. What stands there and is not ours is never touched, and its
    /// folder is never made: the name may be a slip.
    Named(PathBuf),
}

/// What may be done with the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Read and write.
    Full,
    /// The file or its folder does not let us write; each write tries anew.
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
    /// The modification counter up to which the caller knows everything.
    seen: i64,
    data_version: i64,
    /// Device and inode of the file as opened, to notice when another one takes its place.
    identity: Option<(u64, u64)>,
    /// What reopening found that the user should know.
    notices: Vec<Error>,
}

/// A store, what it holds, and what the user should know.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// All it holds.
    pub snapshot: Snapshot,
    /// What was wrong, where, and what to do: damage repaired, read only, newer.
    pub notices: Vec<Error>,
}

/// Why a file cannot be opened as it is.
#[derive(Debug)]
enum Fault {
    /// It can be set aside.
    Damaged(String),
    /// It must not be touched.
    Foreign(Error),
    /// Nothing is known of it.
    Unavailable(Error),
}

impl Store {
    /// Opens or creates a store.
    ///
    /// # Errors
    /// Only when the place is somebody else's: another program's database, no regular file, or, where the
    /// user named it, a folder, a file that is no store, or a folder that is not there. Everything else
    /// gives a store that can be read, and notices.
    pub fn open(location: &Location) -> Result<Opened> {
        let (path, named) = match location {
            Location::Memory => {
                let store = Self::in_memory(None, Access::Full)?;
                return Ok(Opened { store, snapshot: Snapshot::default(), notices: Vec::new() });
            }
            Location::Usual(path) => (path, false),
            Location::Named(path) => (path, true),
        };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            if named {
                ownership::folder_is_there(folder)?;
            } else if let Err(error) = fs::create_dir_all(folder) {
                return Self::unavailable(path, explain::folder(folder, &error), Vec::new());
            }
        }
        // Through a link to the file itself, beside which SQLite keeps what belongs to it.
        let path = &fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        if named {
            ownership::may_be_opened(path)?;
        }
        let mut opened = Self::open_or_repair(path)?;
        opened.store.named = named;
        Ok(opened)
    }

    /// Opens a store that is there: for who only reads and leaves no trace. `None` when there is none yet.
    ///
    /// # Errors
    /// As [`Store::open`], and when the file may not be read.
    pub fn open_existing(location: &Location) -> Result<Option<Opened>> {
        if let Location::Usual(path) | Location::Named(path) = location {
            if let Location::Named(path) = location
                && let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
            {
                ownership::folder_is_there(folder)?;
            }
            match fs::metadata(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
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

    /// What may be done with it.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// Writes steps, all of them or none, and returns when they are on disk.
    ///
    /// # Errors
    /// Names the file, the cause and the next step. Nothing was written then; trying again later is safe.
    pub fn write<'a>(&mut self, steps: impl IntoIterator<Item = &'a Step>) -> Result<()> {
        self.make_sure_of_the_file()?;
        let seen = self.seen;
        let newest = write_all(&mut self.connection, steps).map_err(|error| self.explain(&error))?;
        // Only our own changes happened since the last look: nothing new to fetch.
        if let Some((first, last)) = newest
            && first == seen + 1
        {
            self.seen = last;
        }
        Ok(())
    }

    /// What other readers changed since the last call; cheap when nothing did.
    ///
    /// # Errors
    /// When the file can no longer be read.
    pub fn changes(&mut self) -> Result<Vec<(ContentKey, Value)>> {
        if self.path.is_none() || self.identity.is_none() {
            return Ok(Vec::new());
        }
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
        look(self).map_err(|error| self.explain(&error))
    }

    /// What a write found that the user should know: that the file was damaged and restored meanwhile.
    pub fn take_notices(&mut self) -> Vec<Error> {
        std::mem::take(&mut self.notices)
    }

    /// Checks a store that was too large to be checked when it was opened.
    ///
    /// # Errors
    /// When it is damaged: the next start sets it aside.
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
    /// When the store is damaged where only a whole reading finds it, or the folder takes no file.
    pub fn back_up_if_due(&mut self, now: jiff::Timestamp) -> Result<bool> {
        match (&self.path, &self.access) {
            (Some(path), Access::Full) => rescue::back_up(&mut self.connection, path, now.as_second()),
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
            identity: None,
            notices: Vec::new(),
        })
    }

    /// A store that holds nothing yet and becomes the file's when a write finds that it can be opened.
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

    /// Before each write: that we may write, and that the file is still the one that was opened. Writing to
    /// one that was deleted or set aside would be lost however well it went.
    fn make_sure_of_the_file(&mut self) -> Result<()> {
        let Some(path) = self.path.clone() else { return Ok(()) };
        match &self.access {
            Access::Newer(error) => return Err(error.clone()),
            Access::Full if self.identity.is_some() && self.identity == identity(&path) => return Ok(()),
            _ => {}
        }
        // Closed first: within one process SQLite would share the old one's read-only log index.
        self.connection = Connection::open_in_memory().map_err(|error| self.explain(&error))?;
        let location = if self.named { Location::Named(path) } else { Location::Usual(path) };
        let Opened { mut store, notices, .. } = Self::open(&location)?;
        if store.identity == self.identity {
            store.seen = self.seen;
        } else {
            // The caller has not seen what this file holds: the next look gives all of it.
            (store.seen, store.data_version) = (0, -1);
        }
        *self = store;
        match &self.access {
            Access::Full => {
                self.notices = notices;
                Ok(())
            }
            Access::ReadOnly(error) | Access::Newer(error) => Err(error.clone()),
        }
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

fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

/// Opens a file as it is: repairs nothing, and leaves a damaged one alone.
fn open_file(path: &Path) -> std::result::Result<(Store, Snapshot), Fault> {
    let mut size = 0;
    if let Ok(file) = fs::metadata(path) {
        size = file.len();
        if file.is_dir() {
            return Err(Fault::Damaged("a folder stands in its place".into()));
        }
        if !file.is_file() {
            let error = Error::new(explain::name(path), "is no regular file");
            return Err(Fault::Foreign(error.next("name another store with --state")));
        }
        if size == 0 && rescue::has_backup(path) {
            return Err(Fault::Damaged("the file is empty".into()));
        }
    }
    let denied = size > 0 && rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_err();
    let opened = if denied { Err(explain::denied()) } else { open_writable(path, size) };
    match opened {
        Err(error) if is_denied(&error) => {
            let reason = if denied { explain::read_only(path) } else { explain(path, &error) };
            open_read_only(path)
                .and_then(|connection| finish_opening(path, connection, Access::ReadOnly(reason)))
                .map_err(|error| fault(path, &error))
        }
        Err(error) => Err(fault(path, &error)),
        Ok((connection, Layout::Foreign)) => {
            drop(connection);
            let error = Error::new(explain::name(path), "is a database of another program");
            Err(Fault::Foreign(error.next("name another store with --state")))
        }
        Ok((connection, Layout::Newer(version))) => {
            drop(connection);
            let cause =
                format!("was written by a newer version (layout {version}, known up to {})", schema::LATEST);
            let reason = Error::new(explain::name(path), cause)
                .next("it is only read; update the program, or name another store with --state");
            let empty = |error| {
                // A newer layout may hold what we cannot read at all: go on without.
                let _: rusqlite::Error = error;
                let store = Store::in_memory(Some(path.to_owned()), Access::Newer(reason.clone()));
                store.map(|store| (store, Snapshot::default())).map_err(Fault::Unavailable)
            };
            open_read_only(path)
                .and_then(|connection| finish_opening(path, connection, Access::Newer(reason.clone())))
                .or_else(empty)
        }
        Ok((connection, Layout::Empty | Layout::Ours(_))) => {
            finish_opening(path, connection, Access::Full).map_err(|error| fault(path, &error))
        }
    }
}

fn fault(path: &Path, error: &rusqlite::Error) -> Fault {
    if is_damage(error) {
        Fault::Damaged(error.to_string())
    } else {
        Fault::Unavailable(explain(path, error))
    }
}

fn finish_opening(
    path: &Path,
    mut connection: Connection,
    access: Access,
) -> rusqlite::Result<(Store, Snapshot)> {
    let data_version = connection.query_row("PRAGMA data_version", [], |row| row.get(0))?;
    let rows = rows::read(&mut connection, 0)?;
    let store = Store {
        path: Some(path.to_owned()),
        named: false,
        connection,
        access,
        seen: rows.newest,
        data_version,
        identity: identity(path),
        notices: rows.unknown,
    };
    Ok((store, Snapshot { values: rows.values }))
}

#[cfg(test)]
mod tests;
