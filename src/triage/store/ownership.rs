//! Whether a file is ours. A folder, a text or another program's database that a user names with `--state` by mistake is
//! refused and not changed; only a file that shows that it is our store is ever set aside as damaged. The default file
//! needs no such proof, because its folder is ours.

use std::fs;
use std::io;
use std::path::Path;

use super::beside::{self, ID, SQLITE};
use super::explain;
use super::schema::APPLICATION_ID;
use crate::error::{Error, Result};

const OTHER: &str = "name another with --state FILE, or use --state :memory: to go without";

/// Checks that the folder of a named store exists.
pub(super) fn folder_is_there(folder: &Path) -> Result<()> {
    let error = match fs::metadata(folder) {
        Ok(found) if found.is_dir() => return Ok(()),
        Ok(_) => Error::new(explain::name(folder), "is not a folder, so no store can be made in it"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Error::new(explain::name(folder), "there is no such folder for the store")
                .next("check the spelling of --state FILE, or make the folder"));
        }
        Err(error) => Error::new(explain::name(folder), format!("the folder cannot be looked into: {error}")),
    };
    Err(error.next(OTHER))
}

/// Checks that a named file may be opened. One that does not exist or is empty may be created; one that cannot be read
/// is reported when it is opened. It is checked before SQLite opens it, because SQLite deletes files beside it.
pub(super) fn may_be_opened(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Err(Error::new(explain::name(path), "is a folder, not a store of marks")
            .next("name a file with --state"));
    }
    let refused = |what: &str| {
        Err(Error::new(explain::name(path), format!("{what}, and is left as it is")).next(OTHER))
    };
    let is_link = path.symlink_metadata().is_ok_and(|found| found.is_symlink());
    if is_link {
        return refused("is a link that leads to no file");
    }
    let stray = !beside::is_there(path) && beside::has_log(path) && !beside::has_backup(path);
    if stray {
        return refused("there is no such store, but a file has the name of its log (-wal)");
    }
    match beside::beginning(path, ID.end) {
        Ok(beginning) if !beginning.is_empty() && !is_ours(path, &beginning) => {
            let database = beginning.starts_with(SQLITE);
            refused(if database { "is a database of another program" } else { "is not a store of marks" })
        }
        _ => Ok(()),
    }
}

/// Whether a file shows that it is a store, even a damaged one: by its backups or by the id in its header.
fn is_ours(path: &Path, beginning: &[u8]) -> bool {
    beside::has_backup(path) || beginning.get(ID) == Some(&APPLICATION_ID.to_be_bytes()[4..])
}
