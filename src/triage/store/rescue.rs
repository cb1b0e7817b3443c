//! Backups, and what happens to a damaged store: it is set aside with its `-wal` and `-shm` under a name
//! that says so, and the newest good backup takes its place. A lock file beside it makes sure that of two
//! readers only one repairs; a repair that was cut off is finished by the next one.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use super::explain::{self, explain};
use super::schema::{self, Layout};
use super::{Fault, open_file};
use crate::error::{Error, Result};

/// How many backups are kept, one a day at most.
const BACKUPS: u32 = 3;

/// Seconds between backups.
const DAY: i64 = 24 * 60 * 60;

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

fn backup(path: &Path, age: u32) -> PathBuf {
    beside(path, &format!(".backup-{age}"))
}

/// Whether a backup is there, good or not.
pub(super) fn has_backup(path: &Path) -> bool {
    (1..=BACKUPS).any(|age| backup(path, age).is_file())
}

/// Whether a log that was not yet folded into the file is beside it.
pub(super) fn has_log(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// Whether SQLite left a log or its index beside the file.
pub(super) fn has_log_beside(path: &Path) -> bool {
    ["-wal", "-shm"].iter().any(|suffix| beside(path, suffix).is_file())
}

/// A file's address for SQLite that promises it that nobody writes.
pub(super) fn immutable_address(path: &Path) -> String {
    let mut address = String::from("file:");
    for &byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02x}"));
        }
    }
    address.push_str("?immutable=1");
    address
}

/// Reads every page and every index.
pub(super) fn check(connection: &Connection) -> rusqlite::Result<()> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        return Ok(());
    }
    let corrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(corrupt, Some(verdict)))
}

/// Checks a store in use. One that fails is marked, so that the next start checks it whatever its size.
pub(super) fn check_open(connection: &Connection, path: &Path) -> Result<()> {
    check(connection).map_err(|error| {
        if explain::is_damage(&error) {
            // Not marked, it is only found later.
            let _ = File::create(beside(path, SUSPECT));
        }
        explain(path, &error)
    })
}

/// Stands beside a store that a check found damaged while it was in use.
const SUSPECT: &str = ".suspect";

/// Whether a check found it damaged.
pub(super) fn is_suspect(path: &Path) -> bool {
    beside(path, SUSPECT).exists()
}

/// After a check that found nothing, or a repair.
pub(super) fn clear_suspicion(path: &Path) {
    let _ = fs::remove_file(beside(path, SUSPECT));
}

/// Sets a damaged store aside and restores a backup. The notice says what, where and what now; `None` when
/// another reader has just repaired it.
pub(super) fn repair(path: &Path, cause: &str) -> Result<Option<Error>> {
    let failed = |doing: &'static str| move |error: io::Error| explain::file(path, doing, &error);
    let lock_path = beside(path, ".lock");
    let lock = File::create(&lock_path).map_err(failed("is damaged and cannot be set aside"))?;
    rustix::fs::flock(&lock, rustix::fs::FlockOperation::LockExclusive)
        .map_err(|error| explain::file(&lock_path, "cannot be locked", &error.into()))?;
    if !matches!(open_file(path), Err(Fault::Damaged(_))) {
        return Ok(None);
    }
    let restored = (1..=BACKUPS).map(|age| backup(path, age)).find(|backup| is_good(backup));
    let restoring = beside(path, ".restoring");
    if let Some(backup) = &restored {
        fs::copy(backup, &restoring)
            .and_then(|_| File::open(&restoring)?.sync_all())
            .map_err(failed("is damaged and its backup cannot be copied"))?;
    }
    clear_suspicion(path);
    let aside = set_aside(path).map_err(failed("is damaged and cannot be set aside"))?;
    let next = match restored {
        Some(backup) => {
            fs::rename(&restoring, path).map_err(failed("cannot be restored"))?;
            format!(
                "set aside as {}; restored the backup {}; what was done since is only in the file set aside",
                aside.display(),
                backup.display()
            )
        }
        None => {
            format!("set aside as {}; there was no good backup, so the marks begin anew", aside.display())
        }
    };
    Ok(Some(Error::new(explain::name(path), format!("the store was damaged ({cause})")).next(next)))
}

fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let aside = (1..=u32::MAX)
        .map(|number| beside(path, &format!(".damaged-{number}")))
        .find(|name| name.symlink_metadata().is_err())
        .ok_or(io::ErrorKind::AlreadyExists)?;
    fs::rename(path, &aside)?;
    for suffix in ["-wal", "-shm"] {
        match fs::rename(beside(path, suffix), beside(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

/// A repair that was cut off between setting aside and restoring left the copy; it goes in place now.
pub(super) fn finish_interrupted(path: &Path) {
    let restoring = beside(path, ".restoring");
    if !restoring.is_file() || path.symlink_metadata().is_ok() {
        return;
    }
    let Ok(lock) = File::create(beside(path, ".lock")) else { return };
    if rustix::fs::flock(&lock, rustix::fs::FlockOperation::LockExclusive).is_err() {
        return;
    }
    if path.symlink_metadata().is_err() && is_good(&restoring) {
        // Left by the damaged file: SQLite must not read it into the restored one.
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(beside(path, suffix));
        }
        let _ = fs::rename(&restoring, path);
    }
}

/// Whether a file is a whole store that this version reads.
fn is_good(path: &Path) -> bool {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    path.is_file()
        && Connection::open_with_flags(immutable_address(path), flags).is_ok_and(|connection| {
            matches!(schema::layout(&connection), Ok(Layout::Ours(_))) && check(&connection).is_ok()
        })
}

/// See [`super::Store::back_up_if_due`].
pub(super) fn back_up(connection: &mut Connection, path: &Path, now: i64) -> Result<bool> {
    let Some(last) = claim(connection, now).map_err(|error| explain(path, &error))? else {
        return Ok(false);
    };
    let made = check_open(connection, path)
        .and_then(|()| copy(connection, path).map_err(|error| explain(path, &error)))
        .and_then(|copy| rotate(path, &copy));
    if made.is_err() {
        // Due again at the next start; that this may fail too changes nothing.
        let undo = "UPDATE numbers SET value = iif(name = 'backup_at', ?1, -1) WHERE name LIKE 'backup%'";
        let _ = connection.execute(undo, [last]);
    }
    made.map(|()| true)
}

/// Says that a backup is made now, so that no other reader makes it too. Gives when the last one was made.
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

/// Before a migration the store is copied whatever the date.
pub(super) fn back_up_before_migration(
    connection: &Connection,
    path: &Path,
    version: i64,
) -> rusqlite::Result<()> {
    let kept = beside(path, &format!(".before-layout-{}", version + 1));
    if kept.is_file() {
        return Ok(());
    }
    let copy = copy(connection, path)?;
    // Not kept under its name, it would be made again: no reason to stop the migration.
    let _ = fs::rename(copy, kept);
    Ok(())
}

fn copy(connection: &Connection, path: &Path) -> rusqlite::Result<PathBuf> {
    let copy = beside(path, ".backup-new");
    let _ = fs::remove_file(&copy);
    let name = ToSqlOutput::Borrowed(ValueRef::Text(copy.as_os_str().as_bytes()));
    connection.execute("VACUUM INTO ?1", [name])?;
    Ok(copy)
}

fn rotate(path: &Path, copy: &Path) -> Result<()> {
    let rotate = || {
        // SQLite does not sync what it vacuums into.
        File::open(copy)?.sync_all()?;
        for age in (1..BACKUPS).rev() {
            match fs::rename(backup(path, age), backup(path, age + 1)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        fs::rename(copy, backup(path, 1))
    };
    rotate().map_err(|error| explain::file(path, "the backup beside it cannot be made", &error))
}
