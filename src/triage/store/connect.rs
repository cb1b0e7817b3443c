//! Connections to the file: one that writes, and creates or migrates the store, and one that only reads. Neither repairs
//! anything.

use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::beside::{self, immutable_address};
use super::explain::{self, explain};
use super::schema::{self, Layout};
use super::{backup, check};
use crate::error::Error;

/// How often a writer tries while another reader's transaction runs, once per millisecond. SQLite's own busy handler
/// waits up to a tenth of a second between two tries, so that it rarely succeeds beside another busy writer.
const BUSY_TRIES: i32 = 5000;

pub(super) fn wait_for_others(tries: i32) -> bool {
    std::thread::sleep(Duration::from_millis(1));
    tries < BUSY_TRIES
}

/// Why a connection could not be opened.
#[derive(Debug)]
pub(super) enum NotOpened {
    /// An error of SQLite.
    Sqlite(rusqlite::Error),
    /// Any other error, for the user.
    Other(Error),
}

impl From<rusqlite::Error> for NotOpened {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl NotOpened {
    /// Whether only writing was not allowed, so that reading may work.
    pub(super) fn is_denied(&self) -> bool {
        matches!(self, Self::Sqlite(error) if explain::is_denied(error))
    }

    /// The error for the user.
    pub(super) fn explained(self, path: &Path) -> Error {
        match self {
            Self::Sqlite(error) => explain(path, &error),
            Self::Other(error) => error,
        }
    }
}

/// Opens for reading and writing, and creates or migrates the store where needed; a file that is not ours is not changed.
///
/// Only with `create` is a missing file created: a repair moves the damaged file away before the restored one takes its
/// place, and a file created in between would keep the restored one out.
pub(super) fn open_writable(path: &Path, size: u64, create: bool) -> Result<(Connection, Layout), NotOpened> {
    // Created here, because SQLite would make it readable for everybody; its log gets the same rights.
    if create
        && let Err(error) = beside::create(path)
        && error.kind() == io::ErrorKind::PermissionDenied
    {
        // SQLite reports any other error when it opens the file.
        return Err(explain::denied().into());
    }
    let mut flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_handler(Some(wait_for_others))?;
    // Until we know that the file is intact, closing it must not merge the log into it and delete the log.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let layout = schema::layout(&connection)?;
    let (Layout::Empty | Layout::Ours(_)) = layout else { return Ok((connection, layout)) };
    if size <= check::CHECKED_BYTES || check::is_suspect(path) {
        check::check(&connection)?;
        check::clear_suspicion(path);
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    if connection.is_readonly("main")? {
        return Err(explain::denied().into());
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    if let Layout::Ours(version) = layout
        && version < schema::LATEST
    {
        backup::back_up_before_migration(&connection, path, version).map_err(NotOpened::Other)?;
    }
    // Before WAL mode: so the file itself has our id on its first page, whatever happens later.
    let layout = schema::migrate(&mut connection)?;
    let (Layout::Empty | Layout::Ours(_)) = layout else { return Ok((connection, layout)) };
    enter_wal(&connection)?;
    Ok((connection, layout))
}

/// Two readers that create a store at the same time block each other here, and SQLite does not wait by itself: so try a
/// few times.
fn enter_wal(connection: &Connection) -> rusqlite::Result<()> {
    let mut tries = 0;
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())) {
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) && tries < 100 =>
            {
                tries += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            result => return result,
        }
    }
}

/// Opens for reading only. Without a log to read, as an immutable file: otherwise SQLite would leave a read-only log
/// index, which prevents writing even after the file allows it again.
pub(super) fn open_read_only(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    if beside::has_log(path) {
        let mut plain = Connection::open_with_flags(path, flags)?;
        plain.busy_handler(Some(wait_for_others))?;
        if schema::layout(&plain).is_ok() {
            return Ok(plain);
        }
    }
    Connection::open_with_flags(immutable_address(path), flags | OpenFlags::SQLITE_OPEN_URI)
}
