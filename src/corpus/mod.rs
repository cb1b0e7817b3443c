//! Files to articles: walk, read, decode, parse by format, clean. One bad file never stops the others.
//!
//! Every file seen is either read or skipped with its reason. A file counts as seen when it was named by
//! the user or found in a folder; a folder that is not entered (hidden, unreadable, a link) counts as one.

mod address;
mod author;
mod builtin;
mod clean;
mod date;
mod decode;
mod draft;
mod file_kind;
mod finish;
mod format;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod in_memory;
mod input;
mod language;
mod legacy;
mod natural;
mod open;
mod options;
mod prefix;
mod progress;
mod read;
mod stamp;
mod structured;
mod title;
mod utf7;
mod walk;
mod words;

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::article::{Article, Problem};
use crate::error::{Error, contain};

use crate::text::count::counted;
use draft::Draft;
use walk::Entry;

pub use format::pdf::helper as pdf_helper;
pub use input::Input;
pub(crate) use open::{is_there, named as open_named};
pub use options::{MAX_FILE_BYTES, Options};
pub use progress::Progress;
pub(crate) use stamp::Stamp;

/// What a load saw. `files == read + skipped`, unless it was cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Files named or found.
    pub files: u64,
    /// Files that gave at least one article.
    pub read: u64,
    /// Files that gave none; each has a [`Problem`] with `skipped` set.
    pub skipped: u64,
    /// Bytes read.
    pub bytes: u64,
}

/// The outcome of a load, in the order of the inputs and, within a folder, of the names.
#[derive(Debug)]
pub struct Loaded<A = Article> {
    /// The articles.
    pub articles: Vec<A>,
    /// Files skipped, and faults in files that were read.
    pub problems: Vec<Problem>,
    /// Counts.
    pub seen: Seen,
    /// Whether it was cancelled: then nothing above is complete.
    pub cancelled: bool,
}

/// Reads all articles of the inputs.
pub fn load(inputs: &[Input], options: &Options, progress: &Progress) -> Loaded {
    let loaded = load_with(inputs, options, progress, |_| ());
    Loaded {
        articles: loaded.articles.into_iter().map(|(article, ())| article).collect(),
        problems: loaded.problems,
        seen: loaded.seen,
        cancelled: loaded.cancelled,
    }
}

/// Reads all articles and maps each in the thread that read it, while its text is warm.
pub(crate) fn load_with<T, F>(
    inputs: &[Input],
    options: &Options,
    progress: &Progress,
    map: F,
) -> Loaded<(Article, T)>
where
    T: Send,
    F: Fn(&Article) -> T + Sync,
{
    let walk::Found { entries, folders } = walk::find(inputs, progress);
    progress.add_found(entries.len());
    let outcomes: Vec<Outcome<T>> =
        entries.par_iter().map(|entry| one(entry, &folders, options, progress, &map)).collect();
    assemble(&entries, outcomes, &folders, progress)
}

/// What became of one file.
struct Outcome<T> {
    articles: Articles<T>,
    problems: Vec<Problem>,
    bytes: u64,
}

/// Most files hold one article: no list for them.
enum Articles<T> {
    None,
    One(Box<(Article, T)>),
    Many(Vec<(Article, T)>),
}

impl<T> Outcome<T> {
    fn skipped(problem: Problem, bytes: u64) -> Self {
        Self { articles: Articles::None, problems: vec![problem], bytes }
    }
}

fn one<T: Send>(
    entry: &Entry,
    folders: &[open::Folder],
    options: &Options,
    progress: &Progress,
    map: &(impl Fn(&Article) -> T + Sync),
) -> Outcome<T> {
    let outcome = match (&entry.skip, progress.is_cancelled()) {
        (Some(problem), _) => Outcome::skipped(problem.clone(), 0),
        (None, true) => Outcome { articles: Articles::None, problems: Vec::new(), bytes: 0 },
        (None, false) => {
            // One file in which a parser fails does not take the others with it.
            let fault = |error| {
                let path = entry.place.path().to_owned();
                Outcome::skipped(Problem { error, path, skipped: true, fault: true }, 0)
            };
            let read = || {
                let folder = entry.folder.and_then(|folder| folders.get(folder));
                read::with_bytes(entry, folder, options.max_file_bytes, progress, |bytes| match bytes {
                    Ok(bytes) => parse(entry, &bytes, options, progress, map),
                    Err(error) => fault(error),
                })
            };
            contain(&entry.place.path().to_string_lossy(), read).unwrap_or_else(fault)
        }
    };
    progress.file_done();
    outcome
}

/// Bytes to articles: decode, find the format, parse, clean.
fn parse<T: Send>(
    entry: &Entry,
    bytes: &read::Bytes<'_>,
    options: &Options,
    progress: &Progress,
    map: &(impl Fn(&Article) -> T + Sync),
) -> Outcome<T> {
    let path = entry.place.path();
    let read = bytes.data.len() as u64;
    let skip = |cause: String, fault: bool, step: &str| {
        let error = Error::new(path.to_string_lossy(), cause).next(step);
        Outcome::skipped(
            Problem { error, path: path.to_owned(), skipped: true, fault: fault || entry.named },
            read,
        )
    };
    if bytes.data.is_empty() {
        return skip("is empty".to_owned(), false, "");
    }
    let source = format::Source::new(path, bytes.data, bytes.cut, options);
    let format = match format::of(&source) {
        Ok(format) => format,
        Err(kind) => {
            let claimed = format::by_name(path).is_some();
            let step = match file_kind::next_step(kind) {
                "" => "convert it to text, Markdown or HTML to read it",
                step => step,
            };
            return skip(format!("holds {kind}, not text"), claimed, step);
        }
    };
    let mut parsed = (format.parse)(&source);
    let notices = source.notices().to_vec();
    if bytes.cut {
        parsed.ends_at_limit(&source);
    }

    let mut problems: Vec<_> = parsed
        .problems
        .into_iter()
        .map(|error| Problem { error, path: path.to_owned(), skipped: false, fault: true })
        .collect();
    let origin: Arc<Path> = Arc::from(path);
    let finish = |draft: Draft<'_>| {
        let article = draft.finish(&origin, &notices, options)?;
        let mapped = map(&article);
        progress.article_done();
        Some((article, mapped))
    };
    let mut drafts = parsed.drafts;
    let given = drafts.len();
    let articles = match given {
        0 => Articles::None,
        1 => drafts.pop().and_then(finish).map_or(Articles::None, |one| Articles::One(Box::new(one))),
        _ => match drafts.into_par_iter().filter_map(finish).collect::<Vec<_>>() {
            none if none.is_empty() => Articles::None,
            many => Articles::Many(many),
        },
    };
    match (&articles, problems.last_mut()) {
        (Articles::None, Some(last)) => last.skipped = true,
        (Articles::None, None) => return skip("holds no text".to_owned(), false, ""),
        (Articles::Many(many), _) if many.len() < given => {
            let empty = given - many.len();
            let cause = format!("no text in {empty} of its {}", counted(given, "article"));
            let error = Error::new(path.to_string_lossy(), cause);
            problems.push(Problem { error, path: path.to_owned(), skipped: false, fault: false });
        }
        _ => {}
    }
    Outcome { articles, problems, bytes: read }
}

fn assemble<T>(
    entries: &[Entry],
    outcomes: Vec<Outcome<T>>,
    folders: &[open::Folder],
    progress: &Progress,
) -> Loaded<(Article, T)> {
    let mut loaded = Loaded {
        articles: Vec::with_capacity(outcomes.len()),
        problems: Vec::new(),
        seen: Seen { files: entries.len() as u64, ..Seen::default() },
        cancelled: progress.is_cancelled(),
    };
    let mut read_in = vec![0u64; folders.len()];
    for (entry, outcome) in entries.iter().zip(outcomes) {
        loaded.seen.bytes += outcome.bytes;
        let articles_before = loaded.articles.len();
        match outcome.articles {
            Articles::None => {}
            Articles::One(one) => loaded.articles.push(*one),
            Articles::Many(many) => loaded.articles.extend(many),
        }
        let read = loaded.articles.len() > articles_before;
        if read {
            loaded.seen.read += 1;
        } else if !outcome.problems.is_empty() {
            loaded.seen.skipped += 1;
        }
        if let Some(folder) = entry.folder.filter(|_| read || entry.repeated) {
            read_in[folder] += 1;
        }
        loaded.problems.extend(outcome.problems);
    }
    if !loaded.cancelled {
        for (folder, &read) in folders.iter().zip(&read_in) {
            if read == 0 {
                loaded.problems.push(walk::without_articles(folder));
            }
        }
    }
    loaded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_program_in_one_file_costs_only_that_file() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "b", "c"] {
            let text = format!("Article {name}\n\nLe port de Malville s'ouvre au large en {name}.\n");
            std::fs::write(folder.path().join(format!("{name}.txt")), text).unwrap();
        }
        let inputs = [Input::Path(folder.path().to_owned())];
        let loaded = load_with(&inputs, &Options::default(), &Progress::default(), |article| {
            assert!(!article.title.ends_with('b'), "this is the fault");
        });
        assert_eq!(loaded.articles.len(), 2);
        assert_eq!((loaded.seen.files, loaded.seen.read, loaded.seen.skipped), (3, 2, 1));
        let told = loaded.problems[0].error.to_string();
        assert!(told.contains("b.txt") && told.contains("this is the fault"), "{told}");
    }
}
