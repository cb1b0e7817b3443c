//! From the inputs to a list of files: folders are walked in natural order, regular files are listed to be read, and
//! everything else is listed with the reason why it is skipped.
//!
//! A path that the user names may lead through links. Inside a folder no link is followed: a symbolic link there is
//! skipped, and a folder is entered through [`super::open`], so that a walk cannot leave its folder or go in a circle, even
//! if files and folders are moved while it runs.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustix::fs::{AtFlags, Dir, FileType, RawMode, readlinkat, statat};

use super::input::Input;
use super::open::Folder;
use super::progress::Progress;
use super::{builtin, file_kind, format, natural};
use crate::article::Problem;
use crate::error::Error;

/// The most levels of folders that a walk enters.
const MAX_DEPTH: usize = 256;

/// One file, or something else that was found in its place.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) place: Place,
    /// Why it is skipped; `None` when it is to be read.
    pub(super) skip: Option<Problem>,
    /// Whether the user named it.
    pub(super) named: bool,
    /// The named folder that it was found in, as an index into [`Found::folders`].
    pub(super) folder: Option<usize>,
    /// Whether another input reached it before.
    pub(super) repeated: bool,
}

/// Where the bytes come from.
#[derive(Debug)]
pub(super) enum Place {
    File(PathBuf),
    Stdin,
    Embedded(&'static str, &'static [u8]),
}

impl Place {
    /// The path of the file, for errors.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Stdin => Path::new("-"),
            Self::Embedded(path, _) => Path::new(path),
        }
    }
}

/// The problem of a folder without articles.
pub(super) fn without_articles(folder: &Folder) -> Problem {
    let error = Error::new(folder.path.to_string_lossy(), "no article in this folder")
        .next(format!("what can be read: {}", format::kinds()));
    Problem { error, path: folder.path.clone(), skipped: false, fault: true }
}

/// The result of a walk.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) entries: Vec<Entry>,
    pub(super) folders: Vec<Folder>,
}

/// Lists the files of all inputs in order.
pub(super) fn find(inputs: &[Input], progress: &Progress) -> Found {
    let mut found = Found::default();
    for input in inputs {
        match input {
            Input::Stdin => found.entries.push(named(Place::Stdin, None)),
            Input::BuiltIn => found.entries.extend(
                builtin::FILES.iter().map(|&(path, bytes)| named(Place::Embedded(path, bytes), None)),
            ),
            Input::Path(path) => find_path(path, &mut found, progress),
        }
    }
    if inputs.len() > 1 {
        skip_repeated(&mut found);
    }
    found
}

/// A file that is reached from two of the inputs is read once.
fn skip_repeated(found: &mut Found) {
    let roots: Vec<_> = found.folders.iter().map(|folder| fs::canonicalize(&folder.path).ok()).collect();
    let mut seen = HashSet::new();
    for entry in &mut found.entries {
        let Place::File(path) = &entry.place else { continue };
        // No link is followed inside a folder, so that the rest of the path is as it should be.
        let canonical = match entry.folder {
            Some(folder) => path
                .strip_prefix(&found.folders[folder].path)
                .ok()
                .and_then(|rest| Some(roots[folder].as_ref()?.join(rest))),
            None => fs::canonicalize(path).ok(),
        };
        if entry.skip.is_none() && canonical.is_some_and(|path| !seen.insert(path)) {
            let error = Error::new(path.to_string_lossy(), "is named twice and read once");
            entry.skip = Some(Problem { error, path: path.clone(), skipped: true, fault: false });
            entry.repeated = true;
        }
    }
}

fn named(place: Place, skip: Option<Problem>) -> Entry {
    Entry { place, skip, named: true, folder: None, repeated: false }
}

fn find_path(path: &Path, found: &mut Found, progress: &Progress) {
    let fault = |cause: String, step: &str| {
        let error = Error::new(path.to_string_lossy(), cause).next(step);
        named(
            Place::File(path.to_owned()),
            Some(Problem { error, path: path.to_owned(), skipped: true, fault: true }),
        )
    };
    let entry = match fs::metadata(path) {
        Err(error) => {
            let (cause, step) = explain(&error);
            fault(cause, step)
        }
        Ok(metadata) if metadata.is_dir() => {
            let index = found.folders.len();
            let folder = Folder::named(path, index);
            found.entries.extend(walk(&folder, index, progress));
            found.folders.push(folder);
            return;
        }
        Ok(metadata) if metadata.is_file() => named(Place::File(path.to_owned()), None),
        Ok(metadata) => {
            let cause =
                format!("is {}, not a file", special(FileType::from_raw_mode(metadata.mode() as RawMode)));
            fault(cause, "name a file or a folder, or give the text on standard input with -")
        }
    };
    found.entries.push(entry);
}

/// The cause of a failed read, for a message, and what to do about it.
pub(super) fn explain(error: &io::Error) -> (String, &'static str) {
    match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file or folder".to_owned(), "check the spelling"),
        io::ErrorKind::PermissionDenied => {
            ("you may not read it".to_owned(), "change its permissions, or those of its folder")
        }
        _ => (format!("cannot be read: {error}"), ""),
    }
}

/// A folder on the way: its entries in order, those that are folders as an index into the list of folders.
enum Node {
    Leaf(Entry),
    Folder(usize),
}

/// Walks level by level, all folders of a level in parallel, and flattens the levels into one order at the
/// end: no recursion, however deep the tree.
fn walk(folder: &Folder, index: usize, progress: &Progress) -> Vec<Entry> {
    let mut listed: Vec<Vec<Node>> = Vec::new();
    let mut level = vec![folder.path.clone()];
    for depth in 0.. {
        if level.is_empty() || progress.is_cancelled() {
            break;
        }
        let lists: Vec<_> = level.par_iter().map(|path| list(path, folder, index, depth)).collect();
        let mut next = listed.len() + lists.len();
        level.clear();
        for list in lists {
            let nodes = list.into_iter().map(|(path, entry)| match entry {
                Some(entry) => Node::Leaf(entry),
                None => {
                    level.push(path);
                    next += 1;
                    Node::Folder(next - 1)
                }
            });
            listed.push(nodes.collect());
        }
    }
    flatten(listed)
}

fn flatten(listed: Vec<Vec<Node>>) -> Vec<Entry> {
    let mut out = Vec::with_capacity(listed.iter().map(Vec::len).sum());
    let mut listed: Vec<_> = listed.into_iter().map(|nodes| Some(nodes.into_iter())).collect();
    let mut stack = Vec::new();
    stack.extend(listed.first_mut().and_then(Option::take));
    while let Some(mut nodes) = stack.pop() {
        while let Some(node) = nodes.next() {
            match node {
                Node::Leaf(entry) => out.push(entry),
                Node::Folder(index) => {
                    stack.push(nodes);
                    nodes = match listed.get_mut(index).and_then(Option::take) {
                        Some(inner) => inner,
                        None => Vec::new().into_iter(),
                    };
                }
            }
        }
    }
    out
}

/// The entries of one folder in natural order; a folder to enter comes without an [`Entry`].
fn list(path: &Path, folder: &Folder, index: usize, depth: usize) -> Vec<(PathBuf, Option<Entry>)> {
    let leaf = |path: PathBuf, skip: Option<(String, &str, bool)>| {
        let skip = skip.map(|(cause, step, fault)| Problem {
            error: Error::new(path.to_string_lossy(), cause).next(step),
            path: path.clone(),
            skipped: true,
            fault,
        });
        Some(Entry { place: Place::File(path), skip, named: false, folder: Some(index), repeated: false })
    };
    if depth > MAX_DEPTH {
        let cause = format!("is more than {MAX_DEPTH} folders deep");
        return vec![(path.to_owned(), leaf(path.to_owned(), Some((cause, "name it to read it", true))))];
    }
    let names = match names(path, folder) {
        Ok(names) => names,
        Err(error) => {
            let (cause, step) = explain(&error);
            return vec![(path.to_owned(), leaf(path.to_owned(), Some((cause, step, true))))];
        }
    };
    names
        .into_iter()
        .map(|(name, kind, target)| {
            let path = path.join(&name);
            let skip = match kind {
                _ if name.as_encoded_bytes().starts_with(b".") => {
                    Some(("is hidden".to_owned(), "name it to read it", false))
                }
                FileType::Symlink => Some((link(target), "name it to follow it", false)),
                FileType::Directory => return (path, None),
                FileType::RegularFile => match format::by_name(&path) {
                    Some(_) => None,
                    None => file_kind::not_an_article(&path)
                        .map(|what| (format!("is {what}"), file_kind::next_step(what), false)),
                },
                kind => Some((format!("is {}, not a file", special(kind)), "", false)),
            };
            (path.clone(), leaf(path, skip))
        })
        .collect()
}

/// The names in a folder, in order, with their kinds, and with the targets of the links among them.
fn names(path: &Path, folder: &Folder) -> io::Result<Vec<(OsString, FileType, Option<OsString>)>> {
    let mut folder = Dir::new(folder.list(path)?)?;
    let mut names = Vec::new();
    while let Some(entry) = folder.read() {
        let entry = entry?;
        let name = entry.file_name();
        if matches!(name.to_bytes(), b"." | b"..") {
            continue;
        }
        let kind = match entry.file_type() {
            // Some file systems do not give the kind.
            FileType::Unknown => statat(folder.fd()?, name, AtFlags::SYMLINK_NOFOLLOW)
                .map_or(FileType::Unknown, |stat| FileType::from_raw_mode(stat.st_mode)),
            kind => kind,
        };
        let target = (kind == FileType::Symlink).then(|| readlinkat(folder.fd()?, name, Vec::new()));
        let target = target.and_then(Result::ok).map(|target| OsString::from_vec(target.into_bytes()));
        names.push((OsStr::from_bytes(name.to_bytes()).to_owned(), kind, target));
    }
    names.sort_by(|(a, ..), (b, ..)| natural::compare(a, b));
    Ok(names)
}

fn link(target: Option<OsString>) -> String {
    target
        .map_or_else(|| "is a link".to_owned(), |target| format!("is a link to {}", target.to_string_lossy()))
}

fn special(kind: FileType) -> &'static str {
    match kind {
        FileType::Fifo => "a pipe",
        FileType::Socket => "a socket",
        FileType::Unknown => "of an unknown kind",
        _ => "a device",
    }
}
