//! The files beside the store: their names, and how they are created (private to their owner), moved (never over
//! another file) and recognised. A name proves nothing: a file with one of our names is opened, replaced or removed only
//! when it is a regular file whose contents show that the program made it. Links are never followed.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{FlockOperation, Mode, OFlags};
use rustix::io::Errno;

use super::explain;
use super::schema::APPLICATION_ID;
use crate::error::{Error, Result};

/// The number of backups kept; at most one is made per day.
pub(super) const BACKUPS: u32 = 3;

/// Suffix of the copy with which a repair replaces the store.
pub(super) const RESTORING: &str = ".restoring";

/// Suffix of a backup that is being made.
pub(super) const BACKUP_NEW: &str = ".backup-new";

/// Suffix of an empty file that says that a check found the store damaged while it was in use.
pub(super) const SUSPECT: &str = ".suspect";

/// The first bytes of every SQLite database.
pub(super) const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// Where its header keeps the application id (<https://www.sqlite.org/fileformat.html#application_id>).
pub(super) const ID: std::ops::Range<usize> = 68..72;

/// The size of that header in bytes.
const HEADER: usize = 100;

/// The store's name with a suffix.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// The path of a backup by its number, 1 the newest.
pub(super) fn backup(path: &Path, age: u32) -> PathBuf {
    beside(path, &format!(".backup-{age}"))
}

/// The path of a store that was set aside, by its number from 1.
pub(super) fn damaged(path: &Path, number: u32) -> PathBuf {
    beside(path, &format!(".damaged-{number}"))
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether there is anything, including a broken link.
pub(super) fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether there is a regular file that is not a link.
pub(super) fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_file())
}

/// Whether there is a backup of ours, intact or not.
pub(super) fn has_backup(path: &Path) -> bool {
    (1..=BACKUPS).any(|age| shows_our_id(&backup(path, age)))
}

/// Whether a log that was not yet merged into the file is beside it.
pub(super) fn has_log(path: &Path) -> bool {
    beside(path, "-wal").symlink_metadata().is_ok_and(|log| log.is_file() && log.len() > 0)
}

/// The first `most` bytes of a regular file, without following a link and without waiting for a FIFO.
///
/// Do not call it for a file that SQLite has open in this process: closing it here would drop SQLite's locks.
pub(super) fn beginning(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path)?.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a regular file to read, without following a link and without waiting for a FIFO.
pub(super) fn open_regular(path: &Path) -> io::Result<File> {
    let file = open_unfollowed(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

fn open_unfollowed(path: &Path) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

/// Reads a regular file to its end, because SQLite reports some read errors as damage. A file that is missing or not
/// regular is not an error. Do not call it for open files, as with [`beginning`].
///
/// # Errors
/// When it cannot be read.
pub(super) fn read_through(path: &Path) -> Result<()> {
    if !is_file(path) {
        return Ok(());
    }
    let read = || io::copy(&mut open_regular(path)?, &mut io::sink());
    read().map(drop).map_err(|error| explain::file(path, "cannot be read, so nothing is repaired", &error))
}

/// Whether a file's header says that it is a database of this program.
pub(super) fn shows_our_id(path: &Path) -> bool {
    beginning(path, HEADER).is_ok_and(|bytes| {
        bytes.starts_with(SQLITE) && bytes.get(ID) == Some(&APPLICATION_ID.to_be_bytes()[4..])
    })
}

/// Whether it is an unfinished copy: a regular file of this user that begins like ours or is empty.
fn is_unfinished_copy(path: &Path) -> bool {
    let own = path.symlink_metadata().is_ok_and(|found| found.uid() == rustix::process::geteuid().as_raw());
    own && (shows_our_id(path)
        || beginning(path, HEADER).is_ok_and(|bytes| bytes.iter().all(|&byte| byte == 0)))
}

/// Creates a file that only its owner may read.
pub(super) fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path)
}

/// Creates the file of a copy of the store, in place of an unfinished one; anything else at the path is an error.
pub(super) fn create_copy(path: &Path) -> io::Result<File> {
    if is_unfinished_copy(path) {
        fs::remove_file(path)?;
    }
    create(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => io::Error::new(
            error.kind(),
            format!("{} is in the way, and is not ours to replace", path.display()),
        ),
        _ => error,
    })
}

/// Creates the folder of the default store when it is missing.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    tighten(folder, false);
    Ok(())
}

/// Removes the rights of group and others from a file or folder of this user. `shared` keeps those of a file that a
/// group may write, which the program never allows by itself. Errors are ignored.
pub(super) fn tighten(path: &Path, shared: bool) {
    let ours = |found: &fs::Metadata| {
        found.mode() & 0o077 != 0
            && found.uid() == rustix::process::geteuid().as_raw()
            && (found.is_file() || found.is_dir())
            && !(shared && found.mode() & 0o020 != 0)
    };
    if !path.symlink_metadata().is_ok_and(|found| ours(&found)) {
        return;
    }
    if let Ok(file) = open_unfollowed(path)
        && let Ok(found) = file.metadata()
        && ours(&found)
    {
        let _ = rustix::fs::fchmod(&file, Mode::from_raw_mode(found.mode() & 0o700));
    }
}

/// The same for a store and the program's files beside it.
pub(super) fn tighten_all(path: &Path, shared: bool) {
    let copies = (1..=BACKUPS).map(|age| backup(path, age));
    let layouts = (2..=super::schema::LATEST).map(|layout| before_layout(path, layout));
    // In a folder of the user, a file of that name may be the user's own.
    let aside = (1..).map(|number| damaged(path, number)).take_while(|aside| !shared && is_there(aside));
    for store in std::iter::once(path.to_owned()).chain(aside) {
        for suffix in ["", "-wal", "-shm"] {
            tighten(&beside(&store, suffix), shared);
        }
    }
    copies.chain(layouts).filter(|copy| shows_our_id(copy)).for_each(|copy| tighten(&copy, shared));
}

/// The copy made before the migration to this layout.
pub(super) fn before_layout(path: &Path, layout: i64) -> PathBuf {
    beside(path, &format!(".before-layout-{layout}"))
}

/// Moves a file to a free name: links it to the new name, which fails when that exists, then removes the old name. If
/// the process ends in between, the file has both names.
///
/// # Errors
/// `AlreadyExists` when the name is taken.
pub(super) fn move_to_free_name(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => {
            Err(error)
        }
        // A folder, or a file system without hard links.
        Err(_) => rename_to_free_name(from, to),
    }
}

fn rename_to_free_name(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // A file system that does not know this kind of move.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            done => return Ok(done?),
        }
    }
    if is_there(to) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

/// Syncs a folder, so that moved and created files survive a power cut.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(folder_of(path))?.sync_all() {
        // Some file systems cannot sync folders.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        done => done,
    }
}

/// Held while files are moved, so that only one of several readers repairs.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "closing it is what unlocks")] File);

/// How often a lock is tried, once per millisecond.
const LOCK_TRIES: u32 = 5000;

impl Lock {
    /// Locks the store's folder, which needs no lock file. Waits for another reader's repair.
    pub(super) fn take(path: &Path) -> Result<Self> {
        Self::within(path, LOCK_TRIES).map_err(|error| {
            let cause = format!("its folder cannot be locked for a repair: {error}");
            Error::new(explain::name(path), cause).next("end the program that keeps it locked, and try again")
        })
    }

    /// The same without waiting: `None` when another reader has it.
    pub(super) fn try_take(path: &Path) -> Option<Self> {
        Self::within(path, 0).ok()
    }

    fn within(path: &Path, tries: u32) -> io::Result<Self> {
        let folder = File::open(folder_of(path))?;
        let mut left = tries;
        loop {
            match rustix::fs::flock(&folder, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(Self(folder)),
                Err(Errno::WOULDBLOCK | Errno::INTR) if left > 0 => left -= 1,
                Err(error) => return Err(error.into()),
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// The URI of a file for SQLite, with the promise that nobody writes to it.
pub(super) fn immutable_address(path: &Path) -> String {
    let mut address = String::from("file:");
    for &byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02x}"));
        }
    }
    address.push_str("?immutable=1");
    address
}
