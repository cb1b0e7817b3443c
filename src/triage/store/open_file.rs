//! One attempt to open a file as it is: whether it is ours, intact and writable. Repairs nothing.

use std::io;
use std::path::Path;

use rusqlite::Connection;

use super::beside::Lock;
use super::connect::{NotOpened, open_read_only, open_writable};
use super::explain::{self, explain, is_damage};
use super::handle::{Access, Store};
use super::schema::{self, Layout};
use super::{beside, check};
use crate::error::Error;
use crate::triage::Snapshot;

/// Why a file cannot be opened as it is.
#[derive(Debug)]
pub(super) enum Fault {
    /// It can be set aside. The text completes "the store ...".
    Damaged(String),
    /// It is not ours and must not be changed.
    Foreign(Error),
    /// It cannot be examined.
    Unavailable(Error),
}

/// How often an opening is tried anew when a repair moved the file meanwhile.
const TRIES: u32 = 5;

/// Opens a file as it is, or creates a store where there is none: repairs nothing, and leaves a damaged one alone.
pub(super) fn open_file(path: &Path) -> Result<(Store, Snapshot), Fault> {
    for _ in 0..TRIES {
        if size(path)? == 0 {
            break;
        }
        let opened = open_as_it_is(path, false);
        if opened.is_ok() || beside::is_there(path) {
            return opened;
        }
        // Another reader's repair moved it away: wait until the restored one is in place.
        drop(Lock::take(path).map_err(Fault::Unavailable)?);
    }
    // A store is created under the lock, so that it never takes the place of one that is being restored. Where the
    // folder cannot be locked nothing can be created either, and SQLite says why.
    let _lock = Lock::take(path).ok();
    open_locked(path)
}

/// The same for the holder of the folder's lock.
pub(super) fn open_locked(path: &Path) -> Result<(Store, Snapshot), Fault> {
    open_as_it_is(path, true)
}

fn open_as_it_is(path: &Path, create: bool) -> Result<(Store, Snapshot), Fault> {
    let size = size(path)?;
    let denied = size > 0 && rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_err();
    let opened = if denied { Err(explain::denied().into()) } else { open_writable(path, size, create) };
    match opened {
        Err(error) if error.is_denied() => {
            let reason = if denied { explain::read_only(path) } else { error.explained(path) };
            open_read_only(path)
                .and_then(|connection| Store::load(path, connection, Access::ReadOnly(reason)))
                .map_err(|error| fault(path, error))
        }
        Err(NotOpened::Sqlite(error)) => Err(fault(path, error)),
        Err(NotOpened::Other(error)) => Err(Fault::Unavailable(error)),
        Ok((connection, Layout::Foreign)) => Err(foreign(path, &connection)),
        Ok((connection, Layout::Newer(version))) => {
            drop(connection);
            open_newer(path, version)
        }
        Ok((connection, Layout::Empty | Layout::Ours(_))) => {
            Store::load(path, connection, Access::Full).map_err(|error| fault(path, error))
        }
    }
}

/// The size in bytes of the file, 0 when there is none; an error when that alone shows that it is damaged or not ours.
fn size(path: &Path) -> Result<u64, Fault> {
    let unlike_a_backup = |what: &str| match check::newest_good_backup(path) {
        Ok(Some(_)) => Err(Fault::Damaged(what.to_owned())),
        Ok(None) => Ok(0),
        Err(error) => Err(Fault::Unavailable(error)),
    };
    match path.symlink_metadata() {
        Ok(found) if found.is_dir() => Err(Fault::Damaged("was damaged (a folder is in its place)".into())),
        Ok(found) if !found.is_file() => {
            let error = Error::new(explain::name(path), "is not a regular file");
            Err(Fault::Foreign(error.next("name another store with --state")))
        }
        Ok(found) if found.len() == 0 => unlike_a_backup("was damaged (the file is empty)"),
        Ok(found) => Ok(found.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound && beside::has_log(path) => {
            Err(Fault::Damaged("was missing, and only its log was there".into()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => unlike_a_backup("was missing"),
        Err(_) => Ok(0),
    }
}

/// The fault of a database whose id is not ours: it is damaged if it has our tables or our backups are beside it.
fn foreign(path: &Path, connection: &Connection) -> Fault {
    if beside::has_backup(path) || schema::has_our_tables(connection) {
        return Fault::Damaged("was damaged (it carries the id of another program)".into());
    }
    let error = Error::new(explain::name(path), "is a database of another program");
    Fault::Foreign(error.next("name another store with --state"))
}

fn open_newer(path: &Path, version: i64) -> Result<(Store, Snapshot), Fault> {
    let cause = format!("was written by a newer version (layout {version}, known up to {})", schema::LATEST);
    let reason = Error::new(explain::name(path), cause)
        .next("it is only read; update the program, or name another store with --state");
    let empty = |error| {
        // A newer layout may have contents that we cannot read: continue without them.
        let _: rusqlite::Error = error;
        let store = Store::in_memory(Some(path.to_owned()), Access::Newer(reason.clone()));
        store.map(|store| (store, Snapshot::default())).map_err(Fault::Unavailable)
    };
    open_read_only(path)
        .and_then(|connection| Store::load(path, connection, Access::Newer(reason.clone())))
        .or_else(empty)
}

fn fault(path: &Path, error: rusqlite::Error) -> Fault {
    if is_damage(&error) {
        Fault::Damaged(format!("was damaged ({error})"))
    } else {
        Fault::Unavailable(explain(path, &error))
    }
}
