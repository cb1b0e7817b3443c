//! What `liseuse state` shows of a store without changing it, and restoring a backup that the user chose.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::beside::{self, BACKUPS, Lock, RESTORING, beside};
use super::connect::open_read_only;
use super::explain::{self, explain};
use super::location::{self, Location, has_traces};
use super::schema::{self, Layout};
use super::{check, ownership, rescue};
use crate::error::{Error, Result};

/// A store as it is on the disk. Nothing is repaired or created for it.
#[derive(Debug)]
pub struct Survey {
    /// The file, with links resolved.
    pub path: PathBuf,
    /// Its contents; `None` when there is no store.
    pub(crate) holdings: Option<Holdings>,
    /// Its backups, the newest first, and the copy made before the last change of the layout.
    pub(crate) backups: Vec<Copy>,
    /// What repairs set aside, the oldest first.
    pub(crate) set_aside: Vec<PathBuf>,
}

/// The contents of a store, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holdings {
    /// The number of its layout (`user_version`).
    pub(crate) layout: i64,
    /// Size of file and log in bytes.
    pub bytes: u64,
    /// Articles that are read.
    pub read: u64,
    /// Articles with a star.
    pub(crate) starred: u64,
    /// Articles in the archive.
    pub(crate) archived: u64,
    /// Tags on articles.
    pub(crate) tags: u64,
    /// Articles with a note.
    pub(crate) notes: u64,
    /// Passages that are kept.
    pub(crate) highlights: u64,
    /// Steps that can be undone or redone.
    pub(crate) steps: u64,
    /// Articles with a reading position.
    pub(crate) positions: u64,
    /// Corrections that apply.
    pub(crate) corrections: u64,
}

/// A copy of the store beside it.
#[derive(Debug)]
pub struct Copy {
    /// The file.
    pub path: PathBuf,
    /// When it was last written.
    pub(crate) made: Option<jiff::Timestamp>,
    /// Its contents, or why they cannot be read.
    pub(crate) holdings: Result<Holdings>,
}

/// Counts what a store and the copies beside it hold.
///
/// # Errors
/// When the file is not a store, cannot be read, or is damaged.
pub fn survey(location: &Location) -> Result<Survey> {
    let path = path_of(location)?;
    if !beside::is_there(&path) {
        let (backups, set_aside) = (copies(&path), aside(&path));
        return Ok(Survey { path, holdings: None, backups, set_aside });
    }
    let holdings = Some(read(&path, holdings)?);
    let (backups, set_aside) = (copies(&path), aside(&path));
    Ok(Survey { path, holdings, backups, set_aside })
}

/// Reads every page and index of a store, its log included, and compares them. `false` when there is no store.
///
/// # Errors
/// When it is damaged or cannot be read; the error says what is wrong.
pub fn verify(location: &Location) -> Result<bool> {
    let path = path_of(location)?;
    if !beside::is_there(&path) && !has_traces(&path) {
        return Ok(false);
    }
    read(&path, |connection| {
        let lines = |connection: &Connection| {
            let mut check = connection.prepare("PRAGMA integrity_check(3)")?;
            check.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()
        };
        match lines(connection) {
            Ok(lines) => Ok(lines.join("; ")),
            // Some damage ends the check itself.
            Err(error) if explain::is_damage(&error) => Ok(error.to_string()),
            Err(error) => Err(error),
        }
    })
    .and_then(|verdict| match verdict.as_str() {
        "ok" => Ok(true),
        wrong => Err(damaged(&path, wrong)),
    })
}

/// Sets the store aside and puts a copy of an intact backup in its place. Returns where the store was set aside; `None`
/// when there was no store. The backup stays.
///
/// # Errors
/// When the backup is not an intact store or a file cannot be moved; then nothing is changed.
pub fn restore(location: &Location, backup: &Path) -> Result<Option<PathBuf>> {
    let path = path_of(location)?;
    if !matches!(location, Location::Named(_)) {
        let folder = beside::folder_of(&path);
        beside::make_folder(folder).map_err(|error| explain::folder(folder, &error))?;
    }
    let backup = &location::real_path(backup);
    if *backup == path {
        return Err(Error::new(explain::name(backup), "is the store itself").next("name one of its backups"));
    }
    let _lock = Lock::take(&path)?;
    if !check::is_good(backup)? {
        return Err(Error::new(
            explain::name(backup),
            "is not an intact store of marks, so nothing was restored",
        )
        .next("liseuse state lists the backups"));
    }
    let failed = |doing: &'static str| move |error: std::io::Error| explain::file(backup, doing, &error);
    rescue::copy_file(backup, &beside(&path, RESTORING)).map_err(failed("cannot be copied"))?;
    let aside =
        rescue::set_aside(&path).map_err(failed("was not restored: the store cannot be set aside"))?;
    rescue::put_in_place(&path).map_err(failed("cannot be put in place"))?;
    check::clear_suspicion(&path);
    Ok(aside)
}

fn path_of(location: &Location) -> Result<PathBuf> {
    let (path, named) = match location {
        Location::Memory => {
            return Err(Error::new(
                "--state :memory:",
                "is not saved anywhere, so there is nothing to look at",
            )
            .next("leave --state away, or name a file"));
        }
        Location::Usual(path) => (path, false),
        Location::Named(path) => (path, true),
    };
    if named {
        ownership::folder_is_there(beside::folder_of(path))?;
    }
    let is_link = path.symlink_metadata().is_ok_and(|found| found.is_symlink());
    let real = location::real_path(path);
    if named || is_link {
        ownership::may_be_opened(&real)?;
    }
    Ok(real)
}

fn read<T>(path: &Path, look: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
    let connection = open_read_only(path).map_err(|error| explain(path, &error))?;
    match schema::layout(&connection).map_err(|error| explain(path, &error))? {
        Layout::Ours(_) | Layout::Newer(_) => look(&connection).map_err(|error| explain(path, &error)),
        Layout::Empty => Err(damaged(path, "the file is empty")),
        Layout::Foreign => Err(damaged(path, "it carries the id of another program")),
    }
}

fn damaged(path: &Path, how: &str) -> Error {
    Error::new(explain::name(path), format!("the store is damaged: {how}")).next(
        "the reader restores the newest good backup when it starts; liseuse state --restore takes another",
    )
}

fn holdings(connection: &Connection) -> rusqlite::Result<Holdings> {
    let number =
        |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map(|n| n.max(0) as u64);
    // Copies of older layouts do not have them.
    let later = |table: &str, sql: &str| {
        if connection.table_exists(None, table)? { number(sql) } else { Ok(0) }
    };
    let path = connection.path().map(Path::new).unwrap_or(Path::new(""));
    let size = |path: &Path| path.metadata().map_or(0, |found| found.len());
    Ok(Holdings {
        layout: connection.query_row("PRAGMA user_version", [], |row| row.get(0))?,
        bytes: size(path) + size(&beside(path, "-wal")),
        read: number("SELECT count(*) FROM marks WHERE read")?,
        starred: number("SELECT count(*) FROM marks WHERE starred")?,
        archived: number("SELECT count(*) FROM marks WHERE archived")?,
        tags: number("SELECT count(*) FROM tags WHERE present")?,
        notes: number("SELECT count(*) FROM notes WHERE note IS NOT NULL")?,
        highlights: later("highlights", "SELECT count(*) FROM highlights WHERE present")?,
        steps: later("steps", "SELECT count(*) FROM steps WHERE state < 2")?,
        positions: number("SELECT count(*) FROM positions WHERE byte IS NOT NULL")?,
        corrections: number("SELECT count(*) FROM corrections WHERE present")?,
    })
}

fn copies(path: &Path) -> Vec<Copy> {
    let backups = (1..=BACKUPS).map(|age| beside::backup(path, age));
    let layouts = (2..=schema::LATEST).rev().map(|layout| beside::before_layout(path, layout));
    let copy = |path: PathBuf| {
        let changed = path.metadata().and_then(|found| found.modified()).ok();
        let made = changed.and_then(|time| jiff::Timestamp::try_from(time).ok());
        Copy { holdings: read(&path, holdings), path, made }
    };
    backups.chain(layouts).filter(|path| beside::is_file(path)).map(copy).collect()
}

fn aside(path: &Path) -> Vec<PathBuf> {
    (1..).map(|number| beside::damaged(path, number)).take_while(|path| beside::is_there(path)).collect()
}
