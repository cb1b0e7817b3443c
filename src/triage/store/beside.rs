//! Files beside the store and how they are handled: which names are used, how they are made (for their owner
//! alone), moved (never over another file) and recognised. A name proves nothing: what stands under one of
//! ours is opened, replaced or removed only when it is a regular file that shows that the program made it.
//! Links are never followed.

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

/// How many backups are kept, one a day at most.
pub(super) const BACKUPS: u32 = 3;

/// The copy that a repair puts in place.
pub(super) const RESTORING: &str = ".restoring";

/// The backup that is being made.
pub(super) const BACKUP_NEW: &str = ".backup-new";

/// An empty file: a check found the store damaged while it was in use.
pub(super) const SUSPECT: &str = ".suspect";

/// What every SQLite database begins with.
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

/// The backup that is this many backups old, 1 the newest.
pub(super) fn backup(path: &Path, age: u32) -> PathBuf {
    beside(path, &format!(".backup-{age}"))
}

/// The name of a store that was set aside, 1 the first.
pub(super) fn damaged(path: &Path, number: u32) -> PathBuf {
    beside(path, &format!(".damaged-{number}"))
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether anything stands there, a link that leads nowhere included.
pub(super) fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether a regular file stands there, and no link.
pub(super) fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_file())
}

/// Whether a backup of ours is there, good or not.
pub(super) fn has_backup(path: &Path) -> bool {
    (1..=BACKUPS).any(|age| shows_our_id(&backup(path, age)))
}

/// Whether a log that was not yet folded into the file is beside it.
pub(super) fn has_log(path: &Path) -> bool {
    beside(path, "-wal").symlink_metadata().is_ok_and(|log| log.is_file() && log.len() > 0)
}

/// The first `most` bytes of a regular file, without following a link and without waiting for a FIFO.
///
/// A file that SQLite has open in this process must not be given: closing it here would drop SQLite's locks.
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

/// Reads a regular file to its end, for SQLite takes some failed readings for damage. What is not there or no
/// regular file is no failure. The same goes for open files as for [`beginning`].
///
/// # Errors
/// When the disk does not give it.
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

/// Whether what stands there is the rest of a copy that was cut off: a regular file of this user that begins
/// as ours or was not yet begun.
fn is_unfinished_copy(path: &Path) -> bool {
    let own = path.symlink_metadata().is_ok_and(|found| found.uid() == rustix::process::geteuid().as_raw());
    own && (shows_our_id(path)
        || beginning(path, HEADER).is_ok_and(|bytes| bytes.iter().all(|&byte| byte == 0)))
}

/// Makes a new file that only its owner may read.
pub(super) fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path)
}

/// The same for a copy of the store, in place of one that was cut off; anything else there is in the way.
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

/// Makes the folder of the usual store where it is missing.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    tighten(folder, false);
    Ok(())
}

/// Takes the rights of group and others from a file or folder of this user. `shared` leaves what was opened to
/// writing by a group, which the program never does by itself. What cannot be changed stays as it is.
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

/// The same for a store and what the program keeps beside it.
pub(super) fn tighten_all(path: &Path, shared: bool) {
    let copies = (1..=BACKUPS).map(|age| backup(path, age));
    let layouts = (2..=super::schema::LATEST).map(|layout| before_layout(path, layout));
    // In a folder of the user's, a file of that name may be the user's.
    let aside = (1..).map(|number| damaged(path, number)).take_while(|aside| !shared && is_there(aside));
    for store in std::iter::once(path.to_owned()).chain(aside) {
        for suffix in ["", "-wal", "-shm"] {
            tighten(&beside(&store, suffix), shared);
        }
    }
    copies.chain(layouts).filter(|copy| shows_our_id(copy)).for_each(|copy| tighten(&copy, shared));
}

/// The copy that was made before the store got this layout.
pub(super) fn before_layout(path: &Path, layout: i64) -> PathBuf {
    beside(path, &format!(".before-layout-{layout}"))
}

/// Moves a file to a name that is free: as a second name that is refused when the name is taken, and then
/// without the first. Cut off in between, the file has both.
///
/// # Errors
/// `AlreadyExists` when the name is taken.
pub(super) fn move_to_free_name(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => {
            Err(error)
        }
        // A folder, or a file system without second names.
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

/// Makes what was moved or made in a folder outlast a power cut.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(folder_of(path))?.sync_all() {
        // Not every file system can.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        done => done,
    }
}

/// Held while files are moved, so that of several readers one repairs.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "closing it is what unlocks")] File);

/// How often a lock is tried for, in steps of a millisecond.
const LOCK_TRIES: u32 = 5000;

impl Lock {
    /// Locks the store's folder: so no file is made for it. Waits for another reader's repair.
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

/// A file's address for SQLite that promises it that nobody writes.
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
