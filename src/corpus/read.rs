//! The bytes of one file, never more than the limit, in a buffer that each thread uses again and again.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::Progress;
use super::walk::{Place, explain};
use crate::error::Error;

/// A buffer above this is given back after use.
const KEEP: usize = 1 << 20;

thread_local! {
    // Taken out while in use: a thread that waits for a parallel step may start another file meanwhile.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// What was read of a file.
pub(super) struct Bytes<'a> {
    pub(super) data: &'a [u8],
    /// Whether the file goes on.
    pub(super) cut: bool,
}

/// Reads at most `limit` bytes and hands them to `then`.
pub(super) fn with_bytes<R>(
    place: &Place,
    limit: u64,
    progress: &Progress,
    then: impl FnOnce(Result<Bytes<'_>, Error>) -> R,
) -> R {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX - 1).min(u32::MAX as usize / 2);
    if let Place::Embedded(_, bytes) = place {
        let cut = bytes.len() > limit;
        progress.add_bytes(bytes.len().min(limit));
        return then(Ok(Bytes { data: &bytes[..bytes.len().min(limit)], cut }));
    }
    let mut buffer = BUFFER.take();
    let read = match place {
        Place::File(path) => read_file(path, limit, progress, &mut buffer),
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

fn read_file(path: &Path, limit: usize, progress: &Progress, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no longer a file"));
    }
    fill(&mut file, usize::try_from(metadata.len()).ok(), limit, progress, buffer)
}

/// Fills the buffer from its start with at most one byte more than `limit`, and says how many there are.
/// A known size saves the last, empty read.
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

/// A size for people.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..=1023 => format!("{bytes} bytes"),
        1024..=0xf_ffff => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
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
        /// Gives a few bytes at a time and notes how far the progress has come before each.
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
}
