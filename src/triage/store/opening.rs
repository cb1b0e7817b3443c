//! From a location to an open store: what is there is opened, what is damaged is repaired first, and what cannot be opened
//! is replaced by an empty store that tries again with each write.
//!
//! The folder is locked during a repair, so that of two readers one repairs; a repair that was interrupted is finished
//! by the next start. Only damage is repaired. When a file cannot be read now, for want of memory or of a working disk,
//! that is an error, and every file stays where it is.

use std::path::Path;
use std::{fs, io};

use super::beside::{self, Lock};
use super::handle::{Access, Opened, Store};
use super::location::{self, Location};
use super::open_file::{Fault, open_file, open_locked};
use super::{explain, memory, ownership, rescue};
use crate::error::{Error, Result};
use crate::triage::Snapshot;

/// Opens or creates a store.
///
/// # Errors
/// Only when the file is not ours: another program's database, not a regular file, or, when the user named it, a
/// folder, a file that is not a store, or a file in a folder that does not exist. In all other cases it returns a
/// store that can be read, with notices.
pub(super) fn open(location: &Location) -> Result<Opened> {
    let (path, named) = match location {
        Location::Memory => {
            let store = Store::in_memory(None, Access::Full)?;
            return Ok(opened(store, Snapshot::default(), Vec::new()));
        }
        Location::Usual(path) => (path, false),
        Location::Named(path) => (path, true),
    };
    let folder = beside::folder_of(path);
    if named {
        ownership::folder_is_there(folder)?;
    } else if let Err(error) = beside::make_folder(folder) {
        return unavailable(path, explain::folder(folder, &error), Vec::new());
    }
    let is_link = path.symlink_metadata().is_ok_and(|found| found.is_symlink());
    let (link, path) = (path, &location::real_path(path));
    // The target of a link may be the user's own file, as with a file that the user named.
    if named || is_link {
        match ownership::may_be_opened(path) {
            Err(error) if named => return Err(error),
            Err(error) => return unavailable(link, error, Vec::new()),
            Ok(()) => {}
        }
    }
    let named = named || is_link;
    beside::tighten_all(path, named);
    let mut opened = open_or_repair(path)?;
    if !named && opened.store.access == Access::Full {
        beside::tighten(beside::folder_of(path), false);
    }
    opened.store.named = named;
    Ok(opened)
}

/// Opens an existing store for reading, without creating or changing anything. `None` when there is no store.
///
/// # Errors
/// As for [`open`], and when the file cannot be read.
pub(super) fn open_existing(location: &Location) -> Result<Option<Opened>> {
    if let Location::Usual(path) | Location::Named(path) = location {
        if let Location::Named(path) = location {
            ownership::folder_is_there(beside::folder_of(path))?;
        }
        match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !location::has_traces(path) => {
                return Ok(None);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Ok(file) if !file.is_file() => {}
            found => {
                found
                    .and_then(|_| fs::File::open(path))
                    .map_err(|error| explain::unreadable(path, &error))?;
            }
        }
    }
    open(location).map(Some)
}

fn open_or_repair(path: &Path) -> Result<Opened> {
    rescue::finish_interrupted(path);
    let mut notices = Vec::new();
    let mut found = open_file(path);
    if let Err(Fault::Damaged(cause)) = &found {
        match repair(path, cause) {
            Err(error) => return unavailable(path, error, notices),
            Ok(notice) => notices.extend(notice),
        }
        found = open_file(path);
    }
    match found {
        Ok((store, snapshot)) => Ok(opened(store, snapshot, notices)),
        Err(Fault::Foreign(error)) => Err(error),
        Err(Fault::Unavailable(error)) => unavailable(path, error, notices),
        Err(Fault::Damaged(cause)) => {
            let error = Error::new(explain::name(path), cause)
                .next("move it away, or name another store with --state");
            unavailable(path, error, notices)
        }
    }
}

/// An empty store for a file that cannot be opened yet; each write tries to open it.
fn unavailable(path: &Path, error: Error, mut notices: Vec<Error>) -> Result<Opened> {
    notices.push(error.clone());
    let store = Store::in_memory(Some(path.to_owned()), Access::ReadOnly(error))?;
    let (snapshot, remembered) = Default::default();
    Ok(Opened { store, snapshot, remembered, notices })
}

fn opened(mut store: Store, snapshot: Snapshot, mut notices: Vec<Error>) -> Opened {
    if let Access::ReadOnly(error) | Access::Newer(error) = &store.access {
        notices.push(error.clone());
    }
    notices.append(&mut store.notices);
    // Without it everything else works.
    let remembered = memory::read(&store.connection).unwrap_or_default();
    Opened { store, snapshot, remembered, notices }
}

/// Sets a damaged store aside and restores a backup. Returns a notice of what was done; `None` when another reader has
/// repaired it meanwhile.
fn repair(path: &Path, cause: &str) -> Result<Option<Error>> {
    let _lock = Lock::take(path)?;
    if !matches!(open_locked(path), Err(Fault::Damaged(_))) {
        return Ok(None);
    }
    rescue::replace(path)
        .map(|done| Some(Error::new(explain::name(path), format!("the store {cause}")).next(done)))
}
