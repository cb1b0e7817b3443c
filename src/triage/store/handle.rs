//! An open store: its connection, how it may be used, and what is known of its files. The files that import
//! this one use it: `opening.rs` makes it, `guard.rs` replaces its files when they are lost, `mod.rs` has its operations.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::explain::explain;
use super::known::{Known, Owed};
use super::watch::Watch;
use super::{rows, schema};
use crate::error::{Error, Result};
use crate::triage::{Remembered, Snapshot};

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
    /// The file; `None` in memory.
    pub(super) path: Option<PathBuf>,
    /// Whether the user named it.
    pub(super) named: bool,
    pub(super) connection: Connection,
    pub(super) access: Access,
    /// The modification counter up to which the caller knows all changes.
    pub(super) seen: i64,
    /// SQLite's counter of the changes of other connections, at the last read.
    pub(super) data_version: i64,
    /// Detects when the files are removed, replaced or overwritten. `None` in memory, and while the file could not be
    /// opened.
    pub(super) watch: Option<Watch>,
    /// Everything known to have been saved, and what of it must be written again.
    pub(super) known: Known,
    pub(super) owed: Option<Owed>,
    /// Notices from reopening, for the user.
    pub(super) notices: Vec<Error>,
}

/// A store, its contents, and notices for the user.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// Its contents.
    pub snapshot: Snapshot,
    /// Where to begin again, and what was typed.
    pub remembered: Remembered,
    /// Notices: what was wrong, where, and what to do (repaired, read-only, newer).
    pub notices: Vec<Error>,
}

impl Store {
    /// An empty store in memory, in place of the file at `path` if there is one.
    pub(super) fn in_memory(path: Option<PathBuf>, access: Access) -> Result<Self> {
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

    /// The store of a connection that was just opened, and its contents.
    pub(super) fn load(
        path: &Path,
        mut connection: Connection,
        access: Access,
    ) -> rusqlite::Result<(Self, Snapshot)> {
        let data_version = connection.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        let rows::Rows { values, history, newest, unknown } = rows::read(&mut connection, 0)?;
        let watch = Watch::begin(path, &connection, newest);
        let known = match access {
            Access::Full => Known::new(values.clone(), &history),
            _ => Known::default(),
        };
        let store = Self {
            path: Some(path.to_owned()),
            named: false,
            connection,
            access,
            seen: newest,
            data_version,
            watch,
            known,
            owed: None,
            notices: unknown,
        };
        Ok((store, Snapshot { values, history }))
    }

    /// An error of SQLite, for the user.
    pub(super) fn explain(&self, error: &rusqlite::Error) -> Error {
        match &self.path {
            Some(path) => explain(path, error),
            None => explain(Path::new(":memory:"), error),
        }
    }
}
