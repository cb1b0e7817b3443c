//! Turns errors of SQLite and the file system into errors with the file, the cause and the next step.

use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::error::Error;

/// What an error promises while the reader runs.
const KEPT: &str = "unsaved changes stay in memory and are tried again";

/// The error as it is told after the reader has ended: it promises nothing that only a running reader can keep.
#[must_use]
pub fn after_the_end(mut error: Error) -> Error {
    if let Some(rest) = error.next_step.strip_suffix(KEPT) {
        error.next_step = rest.trim_end_matches("; ").to_owned();
    }
    error
}

/// A path, for a message.
pub(super) fn name(path: &Path) -> String {
    path.display().to_string()
}

/// Whether the file is damaged, so that it can be set aside.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(cause, _) => {
            // A file or log that ends too early was cut. `Unknown` is SQLite's general error: here, a table or
            // column that is not there.
            cause.extended_code == rusqlite::ffi::SQLITE_IOERR_SHORT_READ
                || matches!(
                    cause.code,
                    ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown
                )
        }
        rusqlite::Error::SqlInputError { .. }
        | rusqlite::Error::QueryReturnedNoRows
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::FromSqlConversionFailure(..) => true,
        _ => false,
    }
}

/// Whether only writing was not allowed, so that reading may work.
pub(super) fn is_denied(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::AuthorizationForStatementDenied
        )
    )
}

/// The file, the cause, the next step.
pub(super) fn explain(path: &Path, error: &rusqlite::Error) -> Error {
    let (cause, next) = match error.sqlite_error_code() {
        _ if is_damage(error) => (
            format!("the store is damaged ({error})"),
            "start the reader again: it sets the file aside and restores the newest good backup".into(),
        ),
        Some(ErrorCode::DiskFull) => ("the disk is full".into(), format!("free some space; {KEPT}")),
        Some(ErrorCode::ReadOnly) => return read_only(path),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => (
            "cannot be opened for writing".into(),
            "allow writing to it and its folder, or name another store with --state".into(),
        ),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            ("another program keeps it locked".into(), format!("end that program; {KEPT}"))
        }
        Some(ErrorCode::SystemIoFailure) => {
            (format!("the disk reports an error ({error})"), format!("check the disk; {KEPT}"))
        }
        _ => (error.to_string(), format!("if the error persists, name another store with --state; {KEPT}")),
    };
    Error::new(name(path), cause).next(next)
}

/// The error of SQLite for a file that cannot be written.
pub(super) fn denied() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY), None)
}

/// A store that can only be read.
pub(super) fn read_only(path: &Path) -> Error {
    Error::new(name(path), "is read-only, so nothing new is saved")
        .next("allow writing to it and its folder, or name another store with --state")
}

/// A store that may not be read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::new(name(path), format!("the marks cannot be read: {error}"))
        .next("change its permissions, or use --state :memory: to go without")
}

/// A folder that cannot be made.
pub(super) fn folder(folder: &Path, error: &io::Error) -> Error {
    Error::new(
        name(folder),
        format!("the folder for the state cannot be made ({error}), so nothing is saved"),
    )
    .next("make it, or name another store with --state")
}

/// A file that cannot be moved, copied or made.
pub(super) fn file(path: &Path, doing: &str, error: &io::Error) -> Error {
    Error::new(name(path), format!("{doing}: {error}")).next("look at the permissions of its folder")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_after_the_end_promises_no_more_attempts() {
        let code = |code| rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
        for (number, next) in [
            (rusqlite::ffi::SQLITE_FULL, "free some space"),
            (rusqlite::ffi::SQLITE_BUSY, "end that program"),
            (
                rusqlite::ffi::SQLITE_PERM,
                "allow writing to it and its folder, or name another store with --state",
            ),
            (rusqlite::ffi::SQLITE_MISUSE, "if the error persists, name another store with --state"),
        ] {
            let error = explain(Path::new("state.db"), &code(number));
            assert_eq!(after_the_end(error).next_step, next);
        }
    }
}
