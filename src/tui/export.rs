//! Writes a file that the user asked for. A file that is there is replaced only when that was asked for, and then in one step.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// The file was written.
    Done,
    /// A file is there already, and stayed as it was.
    IsThere,
}

/// Writes `text` to a file; `~/` at its beginning is the home folder.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write(path: &Path, text: &str, replace: bool) -> Result<Written> {
    let at = at_home(path);
    let outcome = if replace { replaced(&at, text) } else { made(&at, text) };
    match outcome {
        Ok(()) => Ok(Written::Done),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && !replace => Ok(Written::IsThere),
        Err(error) => Err(Error::new(path.display().to_string(), format!("cannot be written: {error}"))
            .next("choose another folder or name")),
    }
}

fn at_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), std::env::var_os("HOME")) {
        (Ok(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => path.to_owned(),
    }
}

fn made(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// The file has its old content or the new one, whatever happens.
fn replaced(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    made(&beside, text)?;
    let renamed = fs::rename(&beside, path);
    if renamed.is_err() {
        let _ = fs::remove_file(&beside);
    }
    renamed?;
    // So that the name is on the disk too; that some systems cannot do it is no error.
    let _ = path.parent().map(|folder| File::open(folder).and_then(|folder| folder.sync_all()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_replaced_only_on_demand() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("claims.csv");
        assert_eq!(write(&path, "one", false), Ok(Written::Done));
        assert_eq!(write(&path, "two", false), Ok(Written::IsThere));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(write(&path, "two", true), Ok(Written::Done));
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing stays beside it");
        let error = write(&folder.path().join("none/x.csv"), "x", false).unwrap_err().to_string();
        assert!(error.contains("x.csv") && error.contains("cannot be written"), "{error}");
    }
}
