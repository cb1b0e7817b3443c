//! The file in which a note is written by an editor: in a folder of its own that only the user can enter, so that what the editor
//! puts beside it is private too. Both go when the note was read.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::article::ContentKey;
use crate::error::{Error, Result};

/// The most that is read of it, in bytes.
const MOST: u64 = 1 << 20;

/// A note that is being written.
#[derive(Debug)]
pub(super) struct NoteFile {
    key: ContentKey,
    folder: PathBuf,
    path: PathBuf,
}

impl NoteFile {
    /// A file with the note of the article of this key.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn new(key: ContentKey, text: &str) -> Result<Self> {
        Self::within(&std::env::temp_dir(), key, text)
    }

    fn within(place: &Path, key: ContentKey, text: &str) -> Result<Self> {
        let failed = |error: std::io::Error| {
            let cause = format!("no file for the note can be made there: {error}");
            Error::new(place.display().to_string(), cause).next("set TMPDIR to a folder that can be written")
        };
        let made = (0..1000).find_map(|number| {
            let folder = place.join(format!("liseuse-note-{}-{number}", std::process::id()));
            match DirBuilder::new().mode(0o700).create(&folder) {
                Ok(()) => Some(Ok(folder)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => None,
                Err(error) => Some(Err(error)),
            }
        });
        let folder = made.unwrap_or_else(|| Err(ErrorKind::AlreadyExists.into())).map_err(failed)?;
        let file = Self { key, path: folder.join("note.md"), folder };
        let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file.path);
        written.and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed)?;
        Ok(file)
    }

    /// The key of its article.
    pub(super) fn key(&self) -> ContentKey {
        self.key
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The note as it is now. What is not UTF-8 is replaced.
    ///
    /// # Errors
    /// When it cannot be read, or is longer than a note.
    pub(super) fn read(&self) -> Result<String> {
        let failed = |cause: String| Error::new("the note", cause).next("it is as it was before");
        let file = fs::File::open(&self.path);
        let file = file.map_err(|error| failed(format!("is not there any more: {error}")))?;
        let mut bytes = Vec::new();
        let read = file.take(MOST + 1).read_to_end(&mut bytes);
        read.map_err(|error| failed(format!("cannot be read: {error}")))?;
        if bytes.len() as u64 > MOST {
            return Err(failed("is longer than 1 MiB".to_owned()));
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl Drop for NoteFile {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn it_is_private_and_goes_with_all_that_is_beside_it() {
        let place = tempfile::TempDir::new().unwrap();
        let key = ContentKey::of("t", "x");
        let file = NoteFile::within(place.path(), key, "Vu.").unwrap();
        let other = NoteFile::within(place.path(), key, "Deux.").unwrap();
        assert_ne!(file.path(), other.path());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(file.path()), mode(file.path().parent().unwrap())), (0o600, 0o700));
        fs::write(file.path(), b"Revu\xff.\n").unwrap();
        fs::write(file.path().with_extension("swp"), "x").unwrap();
        assert_eq!(file.read().unwrap(), "Revu\u{fffd}.\n");
        fs::remove_file(other.path()).unwrap();
        assert!(other.read().unwrap_err().to_string().contains("is not there any more"));
        drop((file, other));
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }
}
