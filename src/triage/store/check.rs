//! Whether a store is intact: the check of an open connection, the mark that a check leaves when it finds damage, and
//! the check of a file that nobody has open.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::beside::{self, BACKUPS, SUSPECT, beside, immutable_address};
use super::explain::{self, explain};
use super::schema::{self, Layout};
use crate::error::Result;

/// A store up to this size is checked page by page when it is opened, which takes some 5 ms per MB. A larger one, of
/// tens of thousands of marked articles, is checked by the writer's thread while the reader runs; damage found then is
/// repaired at the next start.
pub(super) const CHECKED_BYTES: u64 = 2 << 20;

/// Reads every page and every index.
///
/// # Errors
/// Damage; or, when a page cannot be read now, the error of that reading, which is not damage.
pub(super) fn check(connection: &Connection) -> rusqlite::Result<()> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        return Ok(());
    }
    let code = error_code_in(&verdict).unwrap_or(rusqlite::ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), Some(verdict)))
}

/// SQLite reports a page that it could not read among the damage, with the code of the error.
fn error_code_in(verdict: &str) -> Option<i32> {
    let (_, after) = verdict.split_once("error code=")?;
    let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    after[..digits].parse().ok()
}

/// Checks a store in use. A damaged one is marked, so that the next start checks it whatever its size.
pub(super) fn check_open(connection: &Connection, path: &Path) -> Result<()> {
    check(connection).map_err(|error| {
        if explain::is_damage(&error) {
            // Without the mark the damage is found later.
            let _ = beside::create(&beside(path, SUSPECT));
        }
        explain(path, &error)
    })
}

/// Whether a check marked it as damaged.
pub(super) fn is_suspect(path: &Path) -> bool {
    let mark = beside(path, SUSPECT).symlink_metadata();
    mark.is_ok_and(|mark| mark.is_file() && mark.len() == 0)
}

/// Removes the mark, after a check that found nothing or a repair.
pub(super) fn clear_suspicion(path: &Path) {
    if is_suspect(path) {
        let _ = fs::remove_file(beside(path, SUSPECT));
    }
}

/// Whether a file is an intact store that this version can read. Its log is not read.
///
/// No connection of this process may have it open, as for [`beside::beginning`].
///
/// # Errors
/// When the file cannot be read now.
pub(super) fn is_good(path: &Path) -> Result<bool> {
    if !beside::is_file(path) {
        return Ok(false);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let look = || {
        let connection = Connection::open_with_flags(immutable_address(path), flags)?;
        let ours = matches!(schema::layout(&connection)?, Layout::Ours(_));
        check(&connection).map(|()| ours)
    };
    match look() {
        Ok(good) => Ok(good),
        Err(error) if explain::is_damage(&error) => beside::read_through(path).map(|()| false),
        Err(error) => Err(explain(path, &error)),
    }
}

/// The newest intact backup; `None` when no backup is intact.
///
/// # Errors
/// When one cannot be read now.
pub(super) fn newest_good_backup(path: &Path) -> Result<Option<PathBuf>> {
    for name in (1..=BACKUPS).map(|age| beside::backup(path, age)) {
        if is_good(&name)? {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
