//! Opens what the walk found, without waiting for the writer of a FIFO, and without following a link that the user did
//! not name.
//!
//! A folder that the user names is opened once. What is in it is opened relative to it, by a path of which no part may be
//! a link. So nothing outside is read, even if a file or a folder is replaced after it was found.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fd::{AsFd as _, BorrowedFd, OwnedFd};
use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::Errno;

use super::input::Input;

/// How many of the named folders are kept open. The others are opened again for each file.
const MAX_KEPT: usize = 64;

/// Flags for files: opening a FIFO does not wait for a writer, and opening a terminal does not make it the controlling one.
const READ: OFlags = OFlags::RDONLY.union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// A folder that the user named.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    kept: Option<OwnedFd>,
}

impl Folder {
    /// The folder at a path, which may lead through links. `index` is its index among the named ones.
    pub(super) fn named(path: &Path, index: usize) -> Self {
        let kept = (index < MAX_KEPT).then(|| open(path, FOLDER)).and_then(Result::ok);
        Self { path: path.to_owned(), kept }
    }

    /// Opens a file that was found in the folder.
    pub(super) fn file(&self, path: &Path) -> io::Result<File> {
        self.below(path, READ).map(File::from)
    }

    /// Opens the folder, or one that was found in it.
    pub(super) fn list(&self, path: &Path) -> io::Result<OwnedFd> {
        self.below(path, FOLDER)
    }

    fn below(&self, path: &Path, flags: OFlags) -> io::Result<OwnedFd> {
        let inside =
            path.strip_prefix(&self.path).map_err(|_| io::Error::other("it is not in its folder"))?;
        let opened;
        let root = match &self.kept {
            Some(kept) => kept.as_fd(),
            None => {
                opened = open(&self.path, FOLDER)?;
                opened.as_fd()
            }
        };
        let opened = match without_links(root, inside, flags) {
            Err(Errno::NOSYS | Errno::PERM) => step_by_step(root, inside, flags),
            opened => opened,
        };
        opened.map_err(|error| match error {
            Errno::LOOP => {
                io::Error::other("a link took its place, or that of a folder above it, after it was listed")
            }
            error => error.into(),
        })
    }
}

/// Opens a file that the user named, or that the program looks for: links are followed.
pub(crate) fn named(path: &Path) -> io::Result<File> {
    open(path, READ).map(File::from).map_err(io::Error::from)
}

/// Whether the path still leads to a regular file of these inputs.
pub(crate) fn is_there(inputs: &[Input], path: &Path) -> bool {
    inputs.iter().any(|input| {
        let Input::Path(input) = input else { return false };
        let file = if input == path {
            named(path)
        } else if path.starts_with(input) {
            Folder { path: input.clone(), kept: None }.file(path)
        } else {
            return false;
        };
        file.and_then(|file| file.metadata()).is_ok_and(|metadata| metadata.is_file())
    })
}

fn open(path: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
    openat(CWD, path, flags, Mode::empty())
}

/// In one system call, where the kernel has it (Linux 5.6).
#[cfg(target_os = "linux")]
fn without_links(root: BorrowedFd<'_>, inside: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
    use rustix::fs::{ResolveFlags, openat2};
    let inside = if inside.as_os_str().is_empty() { Path::new(".") } else { inside };
    openat2(root, inside, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS)
}

#[cfg(not(target_os = "linux"))]
fn without_links(_: BorrowedFd<'_>, _: &Path, _: OFlags) -> Result<OwnedFd, Errno> {
    Err(Errno::NOSYS)
}

/// Folder by folder, none of which may be a link.
fn step_by_step(root: BorrowedFd<'_>, inside: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
    let mut parts = inside.components().peekable();
    let mut folder = openat(root, ".", FOLDER, Mode::empty())?;
    while let Some(part) = parts.next() {
        let flags = if parts.peek().is_some() { FOLDER } else { flags };
        let part: &Path = part.as_ref();
        folder = match openat(&folder, part, flags | OFlags::NOFOLLOW, Mode::empty()) {
            Ok(next) => next,
            // The error for a link in place of a folder.
            Err(Errno::NOTDIR) => return Err(Errno::LOOP),
            Err(error) => return Err(error),
        };
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_file_of_a_folder_is_never_opened_through_a_link_with_or_without_openat2() {
        use std::os::unix::fs::symlink;
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (inside, outside) = (folder.path(), outside.path());
        std::fs::create_dir_all(inside.join("a/b")).unwrap();
        std::fs::write(inside.join("a/b/c.txt"), "inside").unwrap();
        std::fs::write(outside.join("c.txt"), "outside").unwrap();
        symlink(outside, inside.join("a/link")).unwrap();
        symlink(outside.join("c.txt"), inside.join("a/b/link.txt")).unwrap();
        let named = inside.join("a/root");
        symlink(inside, &named).unwrap();
        for root in [inside, &named] {
            for kept in [0, MAX_KEPT] {
                let folder = Folder::named(root, kept);
                assert_eq!(folder.kept.is_some(), kept == 0);
                let read = |path: &str| {
                    let mut text = String::new();
                    folder.file(&root.join(path))?.read_to_string(&mut text).map(|_| text)
                };
                assert_eq!(read("a/b/c.txt").unwrap(), "inside");
                for path in ["a/link/c.txt", "a/b/link.txt"] {
                    assert!(read(path).unwrap_err().to_string().contains("a link took its place"), "{path}");
                }
                assert!(folder.list(root).is_ok() && folder.list(&root.join("a/b")).is_ok());
                assert!(folder.list(&root.join("a/link")).is_err());
            }
        }
        let root = open(inside, FOLDER).unwrap();
        let step = |path: &str| step_by_step(root.as_fd(), Path::new(path), READ).err();
        assert_eq!(step("a/b/c.txt"), None);
        assert_eq!(step(""), None);
        assert_eq!(step("a/link/c.txt"), Some(Errno::LOOP));
        assert_eq!(step("a/b/link.txt"), Some(Errno::LOOP));
        assert_eq!(step("a/b/none.txt"), Some(Errno::NOENT));
    }

    #[test]
    fn a_file_is_found_only_where_the_inputs_lead_to_it() {
        use std::os::unix::fs::symlink;
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (inside, outside) = (folder.path(), outside.path());
        std::fs::write(inside.join("a.txt"), "inside").unwrap();
        std::fs::write(outside.join("a.txt"), "outside").unwrap();
        symlink(outside.join("a.txt"), inside.join("link.txt")).unwrap();
        let folder = [Input::Path(inside.to_owned()), Input::Stdin, Input::BuiltIn];
        assert!(is_there(&folder, &inside.join("a.txt")));
        assert!(!is_there(&folder, &inside.join("link.txt")), "a link has its place");
        assert!(!is_there(&folder, &outside.join("a.txt")));
        assert!(!is_there(&folder, Path::new("corpus/fr/a.md")));
        assert!(is_there(&[Input::Path(inside.join("link.txt"))], &inside.join("link.txt")), "it was named");
    }
}
