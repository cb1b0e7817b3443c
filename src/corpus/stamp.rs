//! A stamp of the files of the inputs, which tells whether any was added, changed or removed. Nothing is opened but
//! folders.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use super::input::Input;
use super::progress::Progress;
use super::walk::{self, Place};

/// The names, sizes and times of all files that would be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    hash: blake3::Hash,
    /// When the newest change was made, in nanoseconds since 1970.
    newest: i128,
}

impl Stamp {
    /// The stamp of what these inputs are now.
    pub(crate) fn of(inputs: &[Input], progress: &Progress) -> Self {
        let mut hasher = blake3::Hasher::new();
        let mut newest = 0;
        for entry in walk::find(inputs, progress).entries {
            let Place::File(path) = &entry.place else { continue };
            if entry.skip.is_some() {
                continue;
            }
            let found = if entry.named { path.metadata() } else { path.symlink_metadata() };
            newest = newest.max(found.as_ref().map_or(0, changed));
            add(&mut hasher, path, found.ok().as_ref());
        }
        Self { hash: hasher.finalize(), newest }
    }

    /// Whether a file was changed after a time, in nanoseconds since 1970.
    pub(crate) fn is_newer_than(&self, time: i128) -> bool {
        self.newest > time
    }
}

/// When name, contents or rights were changed last.
fn changed(found: &Metadata) -> i128 {
    i128::from(found.ctime()) * 1_000_000_000 + i128::from(found.ctime_nsec())
}

fn add(hasher: &mut blake3::Hasher, path: &Path, found: Option<&Metadata>) {
    let name = path.as_os_str().as_encoded_bytes();
    hasher.update(&(name.len() as u64).to_le_bytes()).update(name);
    let numbers = found.map_or([0; 4], |found| {
        [found.size().into(), found.ino().into(), changed(found), i128::from(found.mtime())]
    });
    for number in numbers {
        hasher.update(&number.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_changed_or_removed_changes_the_stamp_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir(path("sub")).unwrap();
        std::fs::write(path("sub/a.txt"), "un").unwrap();
        let inputs = [Input::Path(folder.path().to_owned()), Input::BuiltIn, Input::Stdin];
        let stamp = || Stamp::of(&inputs, &Progress::default());
        let mut last = stamp();
        assert_eq!(stamp(), last);
        let mut differs = |what: &str| {
            let now = stamp();
            assert_ne!(now, last, "{what}");
            last = now;
        };
        std::fs::write(path("b.txt"), "deux").unwrap();
        differs("added");
        std::fs::write(path("sub/a.txt"), "trois").unwrap();
        differs("changed");
        std::fs::rename(path("b.txt"), path("c.txt")).unwrap();
        differs("renamed");
        std::fs::remove_file(path("sub/a.txt")).unwrap();
        differs("removed");
        assert!(stamp().is_newer_than(0) && !stamp().is_newer_than(i128::MAX));
    }
}
