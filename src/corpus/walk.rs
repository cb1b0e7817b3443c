//! From the inputs to a list of files: folders are walked in natural order, only regular files are listed to
//! be read, and everything else is listed with the reason why it is left aside.
//!
//! A path that the user names is followed wherever it leads. Inside a folder nothing is followed: a
//! symbolic link there is left aside, so a walk cannot leave its folder or go in a circle.

use std::collections::HashSet;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Input, Progress, builtin, format, kind, natural};
use crate::article::Problem;
use crate::error::Error;

/// How many folders deep a walk goes.
const MAX_DEPTH: usize = 256;

/// One file, or something that stands where a file could.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) place: Place,
    /// Why it is not read, if it is not.
    pub(super) skip: Option<Problem>,
    /// Whether the user named it.
    pub(super) named: bool,
    /// The named folder that it was found in, as an index into [`Found::folders`].
    pub(super) folder: Option<usize>,
    /// Whether another input reached it before.
    pub(super) repeated: bool,
}

/// Where the bytes are.
#[derive(Debug)]
pub(super) enum Place {
    File(PathBuf),
    Stdin,
    Embedded(&'static str, &'static [u8]),
}

/// A folder that the user named.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn without_articles(&self) -> Problem {
        let error = Error::new(self.0.to_string_lossy(), "no article in this folder")
            .next(format!("what can be read: {}", format::kinds()));
        Problem { error, path: self.0.clone(), skipped: false, fault: true }
    }
}

/// All that was found.
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
    let roots: Vec<_> = found.folders.iter().map(|Folder(root)| fs::canonicalize(root).ok()).collect();
    let mut seen = HashSet::new();
    for entry in &mut found.entries {
        let Place::File(path) = &entry.place else { continue };
        // No link is followed inside a folder, so that the rest of the path is as it should be.
        let canonical = match entry.folder {
            Some(folder) => path
                .strip_prefix(&found.folders[folder].0)
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
            let folder = found.folders.len();
            found.folders.push(Folder(path.to_owned()));
            found.entries.extend(walk(path, folder, progress));
            return;
        }
        Ok(metadata) if metadata.is_file() => named(Place::File(path.to_owned()), None),
        Ok(metadata) => {
            let cause = format!("is {}, not a file", special(metadata.file_type()));
            fault(cause, "name a file or a folder, or give the text on standard input with -")
        }
    };
    found.entries.push(entry);
}

/// The cause of a failed read in plain words, and what to do about it.
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
fn walk(root: &Path, folder: usize, progress: &Progress) -> Vec<Entry> {
    let mut listed: Vec<Vec<Node>> = Vec::new();
    let mut level = vec![root.to_owned()];
    for depth in 0.. {
        if level.is_empty() || progress.is_cancelled() {
            break;
        }
        let lists: Vec<_> = level.par_iter().map(|path| list(path, folder, depth)).collect();
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
fn list(path: &Path, folder: usize, depth: usize) -> Vec<(PathBuf, Option<Entry>)> {
    let leaf = |path: PathBuf, skip: Option<(String, &str, bool)>| {
        let skip = skip.map(|(cause, step, fault)| Problem {
            error: Error::new(path.to_string_lossy(), cause).next(step),
            path: path.clone(),
            skipped: true,
            fault,
        });
        Some(Entry { place: Place::File(path), skip, named: false, folder: Some(folder), repeated: false })
    };
    let failed = |error: &io::Error| {
        let (cause, step) = explain(error);
        vec![(path.to_owned(), leaf(path.to_owned(), Some((cause, step, true))))]
    };
    if depth > MAX_DEPTH {
        let cause = format!("lies more than {MAX_DEPTH} folders deep");
        return vec![(path.to_owned(), leaf(path.to_owned(), Some((cause, "name it to read it", true))))];
    }
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return failed(&error),
    };
    let mut names = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => names.push((entry.file_name(), entry.file_type())),
            Err(error) => return failed(&error),
        }
    }
    names.sort_by(|(a, _), (b, _)| natural::compare(a, b));
    names
        .into_iter()
        .map(|(name, file_type)| {
            let path = path.join(&name);
            let skip = match &file_type {
                _ if name.as_encoded_bytes().starts_with(b".") => {
                    Some(("is hidden".to_owned(), "name it to read it", false))
                }
                Err(error) => {
                    let (cause, step) = explain(error);
                    Some((cause, step, true))
                }
                Ok(kind) if kind.is_symlink() => Some((link(&path), "name it to follow it", false)),
                Ok(kind) if kind.is_dir() => return (path, None),
                Ok(kind) if kind.is_file() => match format::by_name(&path) {
                    Some(_) => None,
                    None => kind::left_aside(&path).map(|what| (format!("is {what}"), "", false)),
                },
                Ok(kind) => Some((format!("is {}, not a file", special(*kind)), "", false)),
            };
            (path.clone(), leaf(path, skip))
        })
        .collect()
}

fn link(path: &Path) -> String {
    match fs::read_link(path) {
        Ok(target) => format!("is a link to {}", target.to_string_lossy()),
        Err(_) => "is a link".to_owned(),
    }
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "a device"
}
