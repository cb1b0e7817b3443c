//! The paths of the user's files: the state in the data folder, the configuration in the config folder of the XDG base
//! directory specification (on Windows, the system's folders).

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use etcetera::BaseStrategy as _;

use crate::config::Document;
use crate::corpus;
use crate::error::{Error, Result};

/// The program's folder in each of them.
const FOLDER: &str = "liseuse";

/// The most that is read of a configuration file, in bytes.
const MOST: u64 = 1 << 20;

/// The path of the store of marks and corrections.
pub(super) fn state() -> Result<PathBuf> {
    let strategy = etcetera::choose_base_strategy().map_err(|error| {
        Error::new("the home folder", error.to_string()).next("set HOME, or name a store with --state FILE")
    })?;
    Ok(strategy.data_dir().join(FOLDER).join("state.db"))
}

/// The user's home folder; `None` when it is not known.
pub(super) fn home() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// The path of the configuration file; `None` when the home folder is not known.
pub(super) fn config() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join(FOLDER).join("config.toml"))
}

/// Reads a configuration file. When it does not exist, that is an error if it is `wanted`, else `None`.
///
/// The text of a named pipe can be read only once but is needed more than once, so it is cached.
pub(super) fn document(path: &Path, wanted: bool) -> Result<Option<Document>> {
    static PIPE: Mutex<Option<(PathBuf, Document)>> = Mutex::new(None);
    let read_once = wanted && path.metadata().is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir());
    if !read_once {
        return read(path, wanted);
    }
    let mut pipe = PIPE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, document)) = &*pipe
        && known == path
    {
        return Ok(Some(document.clone()));
    }
    let document = read(path, wanted)?;
    *pipe = document.clone().map(|document| (path.to_owned(), document));
    Ok(document)
}

fn read(path: &Path, wanted: bool) -> Result<Option<Document>> {
    let name = path.to_string_lossy().into_owned();
    let failed = |cause: String, step: &str| {
        Err(Error::new(name.clone(), cause).next(format!("{step}, or name another file with --config FILE")))
    };
    let cannot_be_read =
        |error: &io::Error| failed(format!("cannot be read: {error}"), "change its permissions");
    // The error from reading a folder would be less clear.
    if path.is_dir() {
        return failed("is a folder, not a file".to_owned(), "move it away");
    }
    let mut bytes = Vec::new();
    let file = if wanted { File::open(path) } else { regular(path) };
    match file.and_then(|file| file.take(MOST).read_to_end(&mut bytes)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !wanted => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return failed("there is no such file".to_owned(), "check the spelling");
        }
        Err(error) => return cannot_be_read(&error),
        Ok(_) => {}
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(Document { name, text })),
        Err(error) => {
            let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|&b| b == b'\n').count();
            failed(format!("line {line}: is not UTF-8"), "save it as UTF-8")
        }
    }
}

/// Opens the default file, unless it is a pipe: opening that would wait.
fn regular(path: &Path) -> io::Result<File> {
    let file = corpus::open_named(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is not a regular file")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_that_is_named_must_exist() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        assert!(document(&path, false).unwrap().is_none());
        let missing = document(&path, true).unwrap_err().to_string();
        assert!(
            missing.ends_with(
                "there is no such file; check the spelling, or name another file with --config FILE"
            )
        );
        let folder = document(folder.path(), true).unwrap_err().to_string();
        assert!(folder.contains("is a folder, not a file; "), "{folder}");
        std::fs::write(&path, "measure = 66\n").unwrap();
        assert_eq!(document(&path, true).unwrap().unwrap().text, "measure = 66\n");
        std::fs::write(&path, b"a = 1\nb = \"\xff\"\n").unwrap();
        assert!(
            document(&path, false)
                .unwrap_err()
                .to_string()
                .contains("line 2: is not UTF-8; save it as UTF-8")
        );
    }
}
