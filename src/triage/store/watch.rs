//! Whether an open store's files are still the ones that were opened. SQLite does not notice when its log is removed or
//! truncated, or when another file is copied over the store: it continues to write to files that nobody will read.
//!
//! There are three checks, and each is made only when the one before found a change: device, inode, size and time of
//! change of the file and its log; a marker row and the modification counter, read from the file without its log; and
//! the same through a second connection, as another program reads them.

use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::beside::{beside, immutable_address};
use super::connect::wait_for_others;
use super::{check, explain};

/// What has happened to the files.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The file is gone.
    Gone,
    /// Another file has its name.
    Replaced,
    /// The log or its index is gone or was replaced: what the connection reads may still be intact.
    LogLost(&'static str),
    /// The file or its log was overwritten.
    Overwritten(String),
    /// It cannot be checked now.
    Unclear(rusqlite::Error),
}

/// The identity, size and time of change of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    device: u64,
    inode: u64,
    size: u64,
    changed: (i64, i64),
}

impl Look {
    fn at(path: &Path) -> Option<Self> {
        let found = path.symlink_metadata().ok()?;
        let changed = (found.ctime(), found.ctime_nsec());
        Some(Self { device: found.dev(), inode: found.ino(), size: found.size(), changed })
    }

    fn is_same_file(self, other: Self) -> bool {
        (self.device, self.inode) == (other.device, other.inode)
    }
}

/// The marker row and the modification counter. A store of the first layout has no marker row (`None`).
type Mark = (Option<i64>, i64);

/// What is known of the files of an open store.
#[derive(Debug)]
pub(super) struct Watch {
    file: Look,
    log: Option<Look>,
    index: Option<Look>,
    /// The marker as the connection sees it.
    marker: Option<i64>,
    /// The modification counter in the file, without its log, at the last check; it only grows.
    in_file: i64,
    /// The highest modification counter that is known to be saved.
    saved: i64,
}

/// How often the file is read again when another program was in the middle of a checkpoint.
const TRIES: u32 = 20;

impl Watch {
    /// The state of the files of a connection that has just read them. `None` when there is no file.
    pub(super) fn begin(path: &Path, connection: &Connection, saved: i64) -> Option<Self> {
        let mut watch = Self {
            file: Look::at(path)?,
            log: Look::at(&beside(path, "-wal")),
            index: Look::at(&beside(path, "-shm")),
            marker: mark(connection).ok().and_then(|(marker, _)| marker),
            in_file: 0,
            saved,
        };
        if let Ok((_, in_file)) = in_file_alone(path) {
            watch.in_file = in_file;
        }
        Some(watch)
    }

    /// Whether the file at the path is still the one that was opened.
    pub(super) fn is_same_file(&self, path: &Path) -> bool {
        Look::at(path).is_some_and(|now| now.is_same_file(self.file))
    }

    /// Checks the files; fast when nothing changed.
    pub(super) fn verify(&mut self, path: &Path) -> Result<(), Trouble> {
        self.look(path, false)
    }

    /// Called after a commit that reached this modification counter: checks that other programs can read it.
    pub(super) fn confirm(&mut self, path: &Path, saved: i64) -> Result<(), Trouble> {
        self.saved = self.saved.max(saved);
        self.look(path, true)
    }

    fn look(&mut self, path: &Path, read_back: bool) -> Result<(), Trouble> {
        let file = Look::at(path).ok_or(Trouble::Gone)?;
        if !file.is_same_file(self.file) {
            return Err(Trouble::Replaced);
        }
        let log = still_there(self.log, &beside(path, "-wal"), "its log (-wal) was removed")?;
        let index =
            still_there(self.index, &beside(path, "-shm"), "the index of its log (-shm) was removed")?;
        if self.index.zip(index).is_some_and(|(before, now)| now.size < before.size) {
            return Err(Trouble::LogLost("the index of its log (-shm) was cut"));
        }
        if !read_back && (file, log) == (self.file, self.log) {
            return Ok(());
        }
        if file != self.file {
            self.look_into_the_file(path)?;
        }
        self.look_as_others_do(path)?;
        (self.file, self.log, self.index) = (file, log, index);
        Ok(())
    }

    /// Checks that the file, without its log, has our marker and a counter no lower than before; otherwise another file was
    /// written over it. A file that cannot be read without its log may be in the middle of a checkpoint.
    fn look_into_the_file(&mut self, path: &Path) -> Result<(), Trouble> {
        for _ in 0..TRIES {
            match in_file_alone(path) {
                Ok((marker, _)) if marker.is_some() && marker != self.marker => {
                    return Err(Trouble::Overwritten("another store was written over it".into()));
                }
                Ok((_, counter)) if counter < self.in_file => {
                    return Err(Trouble::Overwritten("an older state was written over it".into()));
                }
                Ok((_, counter)) => {
                    self.in_file = counter;
                    return Ok(());
                }
                Err(error) if !explain::is_damage(&error) => return Err(Trouble::Unclear(error)),
                Err(_) => std::thread::sleep(Duration::from_millis(5)),
            }
        }
        let checked = second_connection(path).and_then(|connection| check::check(&connection));
        checked.map_err(trouble)
    }

    fn look_as_others_do(&self, path: &Path) -> Result<(), Trouble> {
        let look = || second_connection(path).and_then(|other| mark(&other));
        // SQLite reports some read errors as damage: only damage that is found twice counts.
        let (marker, counter) = look().or_else(|_| look()).map_err(trouble)?;
        if marker != self.marker || counter < self.saved {
            return Err(Trouble::Overwritten("what was saved cannot be read back".into()));
        }
        Ok(())
    }
}

fn still_there(before: Option<Look>, path: &Path, gone: &'static str) -> Result<Option<Look>, Trouble> {
    let now = Look::at(path);
    match (before, now) {
        (Some(before), Some(now)) if before.is_same_file(now) => {}
        (Some(_), _) => return Err(Trouble::LogLost(gone)),
        (None, _) => {}
    }
    Ok(now)
}

fn trouble(error: rusqlite::Error) -> Trouble {
    if explain::is_damage(&error) {
        Trouble::Overwritten(format!("it was damaged: {error}"))
    } else {
        Trouble::Unclear(error)
    }
}

fn mark(connection: &Connection) -> rusqlite::Result<Mark> {
    let number = |name: &str| {
        let sql = "SELECT value FROM numbers WHERE name = ?1";
        connection.query_row(sql, [name], |row| row.get::<_, i64>(0)).optional()
    };
    let transaction = connection.unchecked_transaction()?;
    let mark = (number("marker")?, number("changed")?.unwrap_or(0));
    transaction.finish()?;
    Ok(mark)
}

/// The mark in the file without its log. SQLite opens and closes the file, because closing one that we opened would drop
/// SQLite's locks.
fn in_file_alone(path: &Path) -> rusqlite::Result<Mark> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    mark(&Connection::open_with_flags(immutable_address(path), flags)?)
}

fn second_connection(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_handler(Some(wait_for_others))?;
    Ok(connection)
}
