//! The bytes of one file, never more than the limit, in a buffer that each thread uses again and again.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};

use super::open::{self, Folder};
use super::progress::Progress;
use super::walk::{Entry, Place, explain};
use crate::error::Error;

/// A buffer larger than this is freed after use.
const KEEP: usize = 1 << 20;

thread_local! {
    // Taken out while in use, because a thread that waits for a parallel step may start another file.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The bytes that were read of a file.
pub(super) struct Bytes<'a> {
    pub(super) data: &'a [u8],
    /// Whether the file has more bytes than the limit.
    pub(super) cut: bool,
}

/// Reads at most `limit` bytes of a file that was named, or found in `folder`, and hands them to `then`.
pub(super) fn with_bytes<R>(
    entry: &Entry,
    folder: Option<&Folder>,
    limit: u64,
    progress: &Progress,
    then: impl FnOnce(Result<Bytes<'_>, Error>) -> R,
) -> R {
    let place = &entry.place;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX - 1).min(u32::MAX as usize / 2);
    if let Place::Embedded(_, bytes) = place {
        let cut = bytes.len() > limit;
        progress.add_bytes(bytes.len().min(limit));
        return then(Ok(Bytes { data: &bytes[..bytes.len().min(limit)], cut }));
    }
    let mut buffer = BUFFER.take();
    let read = match place {
        Place::File(path) => {
            let file = folder.map_or_else(|| open::named(path), |folder| folder.file(path));
            file.and_then(|file| read_file(file, limit, progress, &mut buffer))
        }
        _ => fill(&mut io::stdin().lock(), None, limit, progress, &mut buffer),
    };
    let result = match read {
        Ok(length) => then(Ok(Bytes { data: &buffer[..length.min(limit)], cut: length > limit })),
        Err(error) => {
            let (cause, step) = explain(&error);
            then(Err(Error::new(place.path().to_string_lossy(), cause).next(step)))
        }
    };
    if buffer.len() <= KEEP {
        BUFFER.set(buffer);
    }
    result
}

fn read_file(mut file: File, limit: usize, progress: &Progress, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no longer a file"));
    }
    fill(&mut file, usize::try_from(metadata.len()).ok(), limit, progress, buffer)
}

/// Fills the buffer from its start with at most one byte more than `limit`, and returns how many were read. When the size
/// is known, the last read, which returns nothing, is not needed.
fn fill(
    from: &mut impl Read,
    size: Option<usize>,
    limit: usize,
    progress: &Progress,
    buffer: &mut Vec<u8>,
) -> io::Result<usize> {
    let most = limit + 1;
    let expected = size.filter(|&size| size > 0);
    let mut length = 0;
    loop {
        if length == buffer.len() {
            let wanted = expected.map_or(length * 2, |size| (size + 1).max(length * 2));
            buffer.resize(wanted.max(64 << 10).min(most), 0);
        }
        let room = buffer.len().min(most);
        match from.read(&mut buffer[length..room]) {
            Ok(0) => return Ok(length),
            Ok(read) => {
                progress.add_bytes(read.min(limit - length));
                length += read;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if length == most || expected == Some(length) {
            return Ok(length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_the_limit_and_one_byte_is_read() {
        for (size, limit, expected) in [(5, 10, 5), (10, 10, 10), (11, 10, 11), (1000, 10, 11), (0, 10, 0)] {
            for known in [None, Some(size)] {
                let mut buffer = Vec::new();
                let bytes = vec![7; size];
                let progress = Progress::default();
                let read = fill(&mut &bytes[..], known, limit, &progress, &mut buffer).unwrap();
                assert_eq!((read, progress.bytes()), (expected, expected.min(limit) as u64));
                assert!(buffer.len() <= limit + 1);
            }
        }
    }

    #[test]
    fn a_file_larger_or_smaller_than_its_size_says_is_read_to_its_end() {
        let mut buffer = Vec::new();
        let progress = Progress::default();
        assert_eq!(fill(&mut &[1; 5][..], Some(9), 100, &progress, &mut buffer).unwrap(), 5);
        assert_eq!(fill(&mut &[1; 90][..], None, 100, &progress, &mut buffer).unwrap(), 90);
    }

    #[test]
    fn progress_grows_while_a_file_is_read() {
        /// Returns a few bytes at a time and notes the progress before each.
        struct Slow<'a>(usize, &'a Progress, Vec<u64>);
        impl Read for Slow<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.2.push(self.1.bytes());
                let given = self.0.min(10).min(buffer.len());
                self.0 -= given;
                Ok(given)
            }
        }
        let progress = Progress::default();
        let mut slow = Slow(25, &progress, Vec::new());
        fill(&mut slow, None, 100, &progress, &mut Vec::new()).unwrap();
        assert_eq!((slow.2, progress.bytes(), progress.done()), (vec![0, 10, 20, 25], 25, 0));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_pipe_is_never_waited_for_and_a_link_followed_only_when_named() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let folder = tempfile::tempdir().unwrap();
        let (file, pipe, link) =
            (folder.path().join("a.txt"), folder.path().join("b.txt"), folder.path().join("c.txt"));
        std::fs::write(&file, "Un texte.").unwrap();
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR, 0).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let listed = Folder::named(folder.path(), 0);
        let read = |path: &std::path::PathBuf, named| {
            if named { open::named(path) } else { listed.file(path) }
                .and_then(|file| read_file(file, 100, &Progress::default(), &mut Vec::new()))
                .map_err(|error| error.to_string())
        };
        for (path, follow, expected) in [
            (&file, false, Ok(9)),
            (&link, true, Ok(9)),
            (&link, false, Err("a link took its place, or that of a folder above it, after it was listed")),
            (&pipe, false, Err("it is no longer a file")),
            (&pipe, true, Err("it is no longer a file")),
        ] {
            assert_eq!(read(path, follow), expected.map_err(str::to_owned), "{path:?} {follow}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn files_and_folders_swapped_while_they_are_loaded_are_neither_followed_nor_waited_for() {
        use crate::corpus::{Input, Options, load};
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let at = |name: &str| outside.path().join(name);
        std::fs::write(at("secret"), "Le secret\n\nCe texte est dehors.\n").unwrap();
        let inside = |name: usize| folder.path().join(format!("sub{}/{name}.txt", name % 4));
        for index in 0..20 {
            std::fs::create_dir_all(inside(index).parent().unwrap()).unwrap();
            std::fs::write(inside(index), "Un titre\n\nUn texte.\n").unwrap();
        }
        // A folder that replaces others and has files with the same names as theirs.
        std::fs::create_dir(at("there")).unwrap();
        for index in 0..20 {
            std::fs::write(at("there").join(format!("{index}.txt")), "Le secret\n\nDehors aussi.\n").unwrap();
        }
        let done = AtomicBool::new(false);
        let mut read = 0;
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for swap in (0..5000).take_while(|_| !done.load(SeqCst)) {
                    let _ = match swap % 3 {
                        0 => mknodat(CWD, at("next"), FileType::Fifo, Mode::RUSR, 0).map_err(io::Error::from),
                        1 => std::os::unix::fs::symlink(at("secret"), at("next")),
                        _ => std::fs::write(at("next"), "Un titre\n\nUn texte.\n"),
                    };
                    let _ = std::fs::rename(at("next"), inside(swap % 20));
                    if swap % 5 == 0 {
                        let sub = folder.path().join(format!("sub{}", swap % 4));
                        std::fs::rename(&sub, at("away")).unwrap();
                        std::os::unix::fs::symlink(at("there"), &sub).unwrap();
                        std::fs::remove_file(&sub).unwrap();
                        std::fs::rename(at("away"), &sub).unwrap();
                    }
                }
            });
            for _ in 0..50 {
                let inputs = [Input::Path(folder.path().to_owned())];
                let loaded = load(&inputs, &Options::default(), &Progress::default());
                assert!(loaded.articles.iter().all(|article| !article.text.contains("ehors")));
                assert_eq!(loaded.seen.files, loaded.seen.read + loaded.seen.skipped);
                read += loaded.seen.read;
            }
            done.store(true, SeqCst);
        });
        assert!(read > 0, "what is still a file is read");
    }
}
