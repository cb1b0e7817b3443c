//! What replaces a damaged store: it is set aside with its `-wal` and `-shm` under a name that says so, and the newest
//! good backup takes its place. The caller holds the lock of the folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::backup::{self, NoCopy};
use super::beside::{self, Lock, RESTORING, beside, move_to_free_name};
use super::check::{clear_suspicion, is_good, newest_good_backup};
use super::explain;
use crate::error::Result;

/// Sets a store aside and puts the newest good backup in its place. Returns what was done, for a notice.
///
/// # Errors
/// When a file cannot be read or moved. If the store was already set aside, the next start restores the backup.
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
        return Ok(format!("{aside}there was no good backup, so the new store is empty"));
    };
    put_in_place(path).map_err(failed("cannot be restored"))?;
    let rest = if aside.is_empty() { "is lost" } else { "is only in the file set aside" };
    Ok(format!("{aside}restored the backup {}; what was done since {rest}", backup.display()))
}

/// Copies a file to the name of an unfinished copy, and syncs the contents.
pub(super) fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = beside::open_regular(from)?;
    let mut copy = beside::create_copy(to)?;
    io::copy(&mut source, &mut copy)?;
    copy.sync_all()
}

/// Moves the prepared copy to the store's name. What was there must have been moved before; that move is synced first,
/// because SQLite must never read another store's log into the copy, not even after a power cut.
pub(super) fn put_in_place(path: &Path) -> io::Result<()> {
    beside::sync_folder(path)?;
    move_to_free_name(&beside(path, RESTORING), path)?;
    beside::sync_folder(path)
}

/// Moves the file, its log and the index of the log to a free name; any of them may be missing. Returns the new name of
/// the first that was moved; `None` when there was nothing.
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

/// Finishes an interrupted repair: a copy that was not yet put in place is put there; when the store is still there, the
/// copy is not needed and is removed.
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

/// Writes everything that an open connection reads into a copy that can be put in place of the store. `false` when what
/// it reads is damaged.
///
/// # Errors
/// When the copy cannot be made now.
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
