//! What happens to a damaged store: it is set aside with its `-wal` and `-shm` under a name that says so, and
//! the newest good backup takes its place. The folder is locked meanwhile, so that of two readers one repairs;
//! a repair that was cut off is finished by the next start.
//!
//! Only damage is repaired. What cannot be read just now, for want of memory or of a working disk, is an
//! error, and every file stays where it is.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::Fault;
use super::backup::{self, NoCopy};
use super::beside::{self, BACKUPS, Lock, RESTORING, SUSPECT, beside, immutable_address, move_to_free_name};
use super::explain::{self, explain};
use super::opening::open_locked;
use super::schema::{self, Layout};
use crate::error::{Error, Result};

/// Reads every page and every index. A page that cannot be read just now is that error, and no damage.
pub(super) fn check(connection: &Connection) -> rusqlite::Result<()> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        return Ok(());
    }
    let code = failure_within(&verdict).unwrap_or(rusqlite::ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), Some(verdict)))
}

/// SQLite reports a page that it could not get among the damage, with the code of the error.
fn failure_within(verdict: &str) -> Option<i32> {
    let (_, after) = verdict.split_once("error code=")?;
    let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    after[..digits].parse().ok()
}

/// Checks a store in use. One that fails is marked, so that the next start checks it whatever its size.
pub(super) fn check_open(connection: &Connection, path: &Path) -> Result<()> {
    check(connection).map_err(|error| {
        if explain::is_damage(&error) {
            // Not marked, it is only found later.
            let _ = beside::create(&beside(path, SUSPECT));
        }
        explain(path, &error)
    })
}

/// Whether a check found it damaged.
pub(super) fn is_suspect(path: &Path) -> bool {
    let mark = beside(path, SUSPECT).symlink_metadata();
    mark.is_ok_and(|mark| mark.is_file() && mark.len() == 0)
}

/// After a check that found nothing, or a repair.
pub(super) fn clear_suspicion(path: &Path) {
    if is_suspect(path) {
        let _ = fs::remove_file(beside(path, SUSPECT));
    }
}

/// Sets a damaged store aside and restores a backup. The notice says what, where and what now; `None` when
/// another reader has just repaired it.
pub(super) fn repair(path: &Path, cause: &str) -> Result<Option<Error>> {
    let _lock = Lock::take(path)?;
    if !matches!(open_locked(path), Err(Fault::Damaged(_))) {
        return Ok(None);
    }
    replace(path).map(|done| Some(Error::new(explain::name(path), format!("the store {cause}")).next(done)))
}

/// Sets a store aside and puts the newest good backup in its place. Says what was done, for a notice. The
/// folder is locked.
pub(super) fn replace(path: &Path) -> Result<String> {
    let failed = |doing: &'static str| move |error: io::Error| explain::file(path, doing, &error);
    beside::read_through(path)?;
    beside::read_through(&beside(path, "-wal"))?;
    let restored = newest_good_backup(path)?;
    let restoring = beside(path, RESTORING);
    if let Some(backup) = &restored {
        copy_file(backup, &restoring).map_err(failed("is damaged and its backup cannot be copied"))?;
    }
    clear_suspicion(path);
    let aside = set_aside(path).map_err(failed("is damaged and cannot be set aside"))?;
    let aside = match &aside {
        Some(aside) => format!("set aside as {}; ", aside.display()),
        None => String::new(),
    };
    let Some(backup) = restored else {
        return Ok(format!("{aside}there was no good backup, so the marks begin anew"));
    };
    put_in_place(path).map_err(failed("cannot be restored"))?;
    let rest = if aside.is_empty() { "is lost" } else { "is only in the file set aside" };
    Ok(format!("{aside}restored the backup {}; what was done since {rest}", backup.display()))
}

/// The newest backup that can be restored.
///
/// # Errors
/// When one cannot be read just now.
pub(super) fn newest_good_backup(path: &Path) -> Result<Option<PathBuf>> {
    for name in (1..=BACKUPS).map(|age| beside::backup(path, age)) {
        if is_good(&name)? {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

pub(super) fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = beside::open_regular(from)?;
    let mut copy = beside::create_copy(to)?;
    io::copy(&mut source, &mut copy)?;
    copy.sync_all()
}

/// Moves the prepared copy to the store's name. What was there was moved, and that is on disk, before: a
/// foreign log must never meet the copy, not even after a power cut.
pub(super) fn put_in_place(path: &Path) -> io::Result<()> {
    beside::sync_folder(path)?;
    move_to_free_name(&beside(path, RESTORING), path)?;
    beside::sync_folder(path)
}

/// Moves the file, then its log and the index of that; any of them may be missing. Gives the new name, or
/// `None` when there was nothing.
pub(super) fn set_aside(path: &Path) -> io::Result<Option<PathBuf>> {
    set_parts_aside(path, &["", "-wal", "-shm"])
}

/// The same for a log that does not belong to the file beside it.
pub(super) fn set_log_aside(path: &Path) -> io::Result<Option<PathBuf>> {
    set_parts_aside(path, &["-wal", "-shm"])
}

fn set_parts_aside(path: &Path, parts: &[&str]) -> io::Result<Option<PathBuf>> {
    let is_free =
        |name: &PathBuf| !["", "-wal", "-shm"].iter().any(|part| beside::is_there(&beside(name, part)));
    let aside = (1..=u32::MAX)
        .map(|number| beside::damaged(path, number))
        .find(is_free)
        .ok_or(io::ErrorKind::AlreadyExists)?;
    let mut moved = None;
    for part in parts {
        let to = beside(&aside, part);
        match move_to_free_name(&beside(path, part), &to) {
            Ok(()) => moved = moved.or(Some(to)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(moved)
}

/// A repair that was cut off between setting aside and restoring left the copy; it goes in place now. One that
/// was cut off earlier left a copy that is not needed.
pub(super) fn finish_interrupted(path: &Path) {
    let restoring = beside(path, RESTORING);
    if !beside::shows_our_id(&restoring) {
        return;
    }
    if beside::is_there(path) {
        if let Some(_lock) = Lock::try_take(path)
            && beside::is_there(path)
            && beside::shows_our_id(&restoring)
        {
            let _ = fs::remove_file(&restoring);
        }
        return;
    }
    let Ok(_lock) = Lock::take(path) else { return };
    if !beside::is_there(path) && is_good(&restoring).unwrap_or(false) {
        // Left by the damaged file: SQLite must not read it into the restored one.
        if set_log_aside(path).is_ok() {
            let _ = put_in_place(path);
        }
    }
}

/// Whether a file is a whole store that this version reads; its log is not looked at.
///
/// # Errors
/// When it cannot be told just now.
///
/// No connection of this process may have it open, as for [`beside::beginning`].
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

/// Writes everything that an open connection sees into a copy that can be put in place of the store. `false`
/// when that is not whole.
///
/// # Errors
/// When the copy cannot be made just now.
pub(super) fn salvage(connection: &Connection, path: &Path) -> Result<bool> {
    let restoring = beside(path, RESTORING);
    match backup::copy(connection, &restoring) {
        Ok(_) if is_good(&restoring)? => Ok(true),
        Ok(_) => {
            let _ = fs::remove_file(&restoring);
            Ok(false)
        }
        Err(NoCopy::Damaged(_)) => Ok(false),
        Err(NoCopy::Failed(error)) => Err(error),
    }
}
