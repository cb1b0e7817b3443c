//! Where a store is saved, and the path of its file once links are resolved.

use std::fs;
use std::path::{Path, PathBuf};

use super::beside;

/// Where state is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// In memory only: lost when the reader quits.
    Memory,
    /// In the default file, with `-wal` and `-shm` beside it while it is open, and backups beside it. Its folder is
    /// created; a file that is not a store counts as damaged and is set aside.
    Usual(PathBuf),
    /// In a file that the user named. A file that is not ours is never changed and the folder is never created, because
    /// the name may be a mistake.
    Named(PathBuf),
}

/// The file itself when the path is a link, because SQLite keeps its log beside the file; else the path with the links
/// of its folder resolved.
pub(super) fn real_path(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let folder = fs::canonicalize(beside::folder_of(path));
        match (folder, path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path.to_owned(),
        }
    })
}

/// Whether there is anything from which a missing store can be restored.
pub(super) fn has_traces(path: &Path) -> bool {
    let path = real_path(path);
    beside::has_backup(&path)
        || beside::has_log(&path)
        || beside::is_file(&beside::beside(&path, beside::RESTORING))
}
