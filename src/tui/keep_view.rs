//! Writes a saved view into the user's configuration file. The file is replaced by a complete new one in one step, or not
//! touched; a link to it stays a link.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::config::keep;
use crate::error::{Error, Result};

/// Puts the view into the file at `path`, which is made when it does not exist.
///
/// # Errors
/// When the file cannot be changed; it is then as it was, and the error gives the line to add by hand.
pub(super) fn keep_view(path: &Path, name: &str, query: &str) -> Result<()> {
    // One at a time: each reads what the one before has written.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let failed = |cause: String| {
        let line = keep::line(name, query);
        Error::new(path.display().to_string(), cause).next(format!("add it by hand, below [views]: {line}"))
    };
    let text = match fs::metadata(path) {
        Ok(found) if !found.is_file() => return Err(failed("is not a regular file".to_owned())),
        Ok(_) => fs::read_to_string(path).map_err(|error| failed(format!("cannot be read: {error}")))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
            String::new()
        }
        Err(error) => return Err(failed(format!("cannot be read: {error}"))),
    };
    let text = keep::with_view(&text, name, query).map_err(&failed)?;
    replace(path, &text).map_err(|error| failed(format!("cannot be written: {error}")))
}

/// Writes the text beside the file and moves it into its place.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let target = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(_) => path.to_owned(),
    };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut beside = target.file_name().unwrap_or_default().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = folder.join(beside);
    let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
    let written = (|| {
        if let Ok(before) = fs::metadata(&target) {
            file.set_permissions(before.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, &target)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
        return written;
    }
    // The new name may be lost with the power, but then the old file is there.
    File::open(folder).and_then(|folder| folder.sync_all()).or(Ok(()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn a_view_is_written_and_what_else_is_there_stays() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("config/liseuse/config.toml");
        keep_view(&path, "du soir", "is:unread").unwrap();
        keep_view(&path, "lac", "text:lac").unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text, "[views]\n\"du soir\" = \"is:unread\"\n\"lac\" = \"text:lac\"\n");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        let folder = tempfile::TempDir::new().unwrap();
        let (real, link) = (folder.path().join("dotfile.toml"), folder.path().join("config.toml"));
        fs::write(&real, "measure = 70 # mine\n").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&real, &link).unwrap();
        keep_view(&link, "a", "is:read").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(fs::read_to_string(&real).unwrap().starts_with("measure = 70 # mine\n\n[views]\n"));
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_cannot_be_changed_is_left_and_the_error_gives_the_line() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("config.toml");
        let broken = "measure = \n";
        fs::write(&path, broken).unwrap();
        let error = keep_view(&path, "a", "is:read").unwrap_err().to_string();
        assert!(error.contains("is not valid") && error.contains("\"a\" = \"is:read\""), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), broken);
        assert!(
            keep_view(folder.path(), "a", "is:read").unwrap_err().to_string().contains("not a regular file")
        );
    }
}
