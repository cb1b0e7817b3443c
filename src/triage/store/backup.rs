//! Backups: one a day when something changed, of which the last three are kept, and one before a migration. Each is a
//! complete store with its own marker.

use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use super::beside::{self, BACKUP_NEW, BACKUPS, backup, beside};
use super::check;
use super::explain::{self, explain};
use crate::error::{Error, Result};

/// Seconds between backups.
const DAY: i64 = 24 * 60 * 60;

/// See [`super::Store::back_up_if_due`].
pub(super) fn back_up(connection: &mut Connection, path: &Path, now: i64) -> Result<bool> {
    let Some(last) = claim(connection, now).map_err(|error| explain(path, &error))? else {
        return Ok(false);
    };
    let made = check::check_open(connection, path)
        .and_then(|()| Ok(copy(connection, &beside(path, BACKUP_NEW))?))
        .and_then(|copy| rotate(path, &copy));
    if made.is_err() {
        // It is due again at the next start. An error here is ignored.
        let undo = "UPDATE numbers SET value = iif(name = 'backup_at', ?1, -1) WHERE name LIKE 'backup%'";
        let _ = connection.execute(undo, [last]);
    }
    made.map(|()| true)
}

/// Records that a backup is being made, so that no other reader makes one. Returns the time of the last one.
fn claim(connection: &mut Connection, now: i64) -> rusqlite::Result<Option<i64>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let number = |name: &str| {
        let sql = "SELECT value FROM numbers WHERE name = ?1";
        transaction.query_row(sql, [name], |row| row.get::<_, i64>(0))
    };
    let (changed, last) = (number("changed")?, number("backup_at")?);
    // A clock that was set back must not stop backups for years.
    let recent = (0..DAY).contains(&now.saturating_sub(last));
    if recent || changed == number("backup_changed")? {
        return Ok(None);
    }
    let mut set = transaction.prepare("UPDATE numbers SET value = ?2 WHERE name = ?1")?;
    set.execute(params!["backup_at", now])?;
    set.execute(params!["backup_changed", changed])?;
    drop(set);
    transaction.commit()?;
    Ok(Some(last))
}

/// Copies the store before a migration, whatever the date.
pub(super) fn back_up_before_migration(connection: &Connection, path: &Path, layout: i64) -> Result<()> {
    let kept = beside::before_layout(path, layout + 1);
    if beside::is_there(&kept) {
        return Ok(());
    }
    let copy = copy(connection, &beside(path, BACKUP_NEW))?;
    // If it cannot get its name, it will be made again; that does not stop the migration.
    let _ = beside::move_to_free_name(&copy, &kept);
    Ok(())
}

/// Why a copy was not made.
pub(super) enum NoCopy {
    /// The store is damaged.
    Damaged(Error),
    /// The copy cannot be made now.
    Failed(Error),
}

impl From<NoCopy> for Error {
    fn from(reason: NoCopy) -> Self {
        let (NoCopy::Damaged(error) | NoCopy::Failed(error)) = reason;
        error
    }
}

/// Writes everything that the connection sees into a file, with a new marker. The contents of the file are synced, but
/// its folder is not.
pub(super) fn copy(connection: &Connection, to: &Path) -> std::result::Result<PathBuf, NoCopy> {
    let failed = |error: io::Error| NoCopy::Failed(explain::file(to, "the copy cannot be made", &error));
    // Created empty and private before SQLite writes to it.
    drop(beside::create_copy(to).map_err(failed)?);
    let name = ToSqlOutput::Borrowed(ValueRef::Text(to.as_os_str().as_bytes()));
    let write = || {
        connection.execute("VACUUM INTO ?1", [name])?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let copy = Connection::open_with_flags(to, flags)?;
        copy.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
        copy.execute("UPDATE numbers SET value = random() WHERE name = 'marker'", [])
    };
    let reason = |error: rusqlite::Error| match explain(to, &error) {
        explained if explain::is_damage(&error) => NoCopy::Damaged(explained),
        explained => NoCopy::Failed(explained),
    };
    // SQLite does not sync what it vacuums into.
    let sync = || File::open(to).and_then(|file| file.sync_all());
    let written = write().map_err(reason).and_then(|_| sync().map_err(failed));
    if let Err(error) = written {
        let _ = fs::remove_file(to);
        return Err(error);
    }
    Ok(to.to_owned())
}

/// Makes a copy the newest backup and deletes the oldest. It is an error when a file with the name of a backup is not
/// one of ours.
fn rotate(path: &Path, copy: &Path) -> Result<()> {
    let others = (1..=BACKUPS).map(|age| backup(path, age));
    if let Some(other) = others.into_iter().find(|name| beside::is_there(name) && !is_a_backup(name)) {
        let _ = fs::remove_file(copy);
        let cause = "has the name of a backup of the marks, but this program did not make it";
        return Err(
            Error::new(explain::name(&other), cause).next("move it away, so that backups can be made")
        );
    }
    let rotate = || {
        for age in (1..BACKUPS).rev() {
            match fs::rename(backup(path, age), backup(path, age + 1)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        fs::rename(copy, backup(path, 1))?;
        beside::sync_folder(path)
    };
    rotate().map_err(|error| explain::file(path, "the backup beside it cannot be made", &error))
}

/// Whether a file may be replaced as an old backup: it is one of ours, or it is empty.
fn is_a_backup(path: &Path) -> bool {
    beside::shows_our_id(path) || beside::beginning(path, 1).is_ok_and(|bytes| bytes.is_empty())
}
