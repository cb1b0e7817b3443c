//! Whose file it is. What a user names with `--state` by mistake, a folder, a text or another program's
//! database, is refused before anything is done to it; only what shows that it is a store of ours is ever
//! set aside as damaged. The usual place needs no such proof: nobody else keeps anything there.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::schema::APPLICATION_ID;
use super::{explain, rescue};
use crate::error::{Error, Result};

/// What every SQLite database begins with.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// Where its header keeps the application id (<https://www.sqlite.org/fileformat.html#application_id>).
const ID: std::ops::Range<usize> = 68..72;

const OTHER: &str = "name another with --state FILE, or use --state :memory: to go without";

/// That the folder of a named store is there.
pub(super) fn folder_is_there(folder: &Path) -> Result<()> {
    let error = match fs::metadata(folder) {
        Ok(found) if found.is_dir() => return Ok(()),
        Ok(_) => Error::new(explain::name(folder), "is no folder, so no store can be kept in it"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Error::new(explain::name(folder), "there is no such folder to keep the marks in")
                .next("check the spelling of --state FILE, or make the folder"));
        }
        Err(error) => Error::new(explain::name(folder), format!("the folder cannot be looked into: {error}")),
    };
    Err(error.next(OTHER))
}

/// That a named file may be opened. One that is not there yet or is empty is ours to make; one that cannot be
/// read is told when it is opened. It is looked at before SQLite sees it, which tidies up beside it.
pub(super) fn may_be_opened(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Err(Error::new(explain::name(path), "is a folder, not a store of marks")
            .next("name a file with --state"));
    }
    match beginning(path) {
        Ok(beginning) if !beginning.is_empty() && !is_ours(path, &beginning) => {
            let what = if beginning.starts_with(SQLITE) {
                "is a database of another program"
            } else {
                "is no store of marks"
            };
            Err(Error::new(explain::name(path), format!("{what}, and is left as it is")).next(OTHER))
        }
        _ => Ok(()),
    }
}

/// Whether a file shows that it is a store, even a damaged one: by its backups, by the id in its header, or,
/// where no header says otherwise, by the log beside it.
fn is_ours(path: &Path, beginning: &[u8]) -> bool {
    let id = beginning.get(ID);
    rescue::has_backup(path)
        || id == Some(&APPLICATION_ID.to_be_bytes()[4..])
        || match (beginning.starts_with(SQLITE), id) {
            (true, id) => id.is_none(),
            (false, _) => rescue::has_log_beside(path),
        }
}

/// What tells: the bytes of a regular file up to the application id.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if fs::metadata(path)?.is_file() {
        File::open(path)?.take(ID.end as u64).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
