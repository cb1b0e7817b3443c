//! Reads the articles and the store, at the start and again when the user asks for it. It runs in the background.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::effect::Event;
use crate::app::reloading::{ReloadJob, Reloaded};
use crate::app::whereabouts::needs_claims;
use crate::corpus::{Input, Progress};
use crate::error::{Error, Result};
use crate::filter;
use crate::library::Library;
use crate::library::build::{self, Report, build};
use crate::text::count::counted;
use crate::triage::{Location, Opened, Store};

/// The model and the store, ready to be read.
pub(super) struct Loaded {
    pub(super) library: Arc<Library>,
    pub(super) index: Arc<filter::Index>,
    pub(super) opened: Opened,
    pub(super) report: Report,
}

/// Opens the store and reads the inputs.
///
/// # Errors
/// When the store is not ours.
pub(super) fn load(
    inputs: &[Input],
    options: &build::Options,
    state: &Location,
    fresh: bool,
    progress: &Progress,
) -> Result<Loaded> {
    let opened = Store::open(state)?;
    let corrections: Vec<_> = opened.snapshot.corrections().cloned().collect();
    let built = build(inputs, options, &corrections, progress);
    let library = Arc::new(built.library);
    let index = Arc::new(filter::Index::new(&library));
    let place = pile(inputs).and_then(|pile| opened.remembered.place(&pile));
    if !fresh && place.is_some_and(needs_claims) {
        library.claims();
    }
    Ok(Loaded { library, index, opened, report: built.report })
}

/// Reads the inputs anew.
pub(super) fn reload(inputs: &[Input], options: &build::Options, job: ReloadJob) -> Event {
    if inputs.contains(&Input::Stdin) {
        return Event::NotReloaded("standard input cannot be read again".to_owned());
    }
    let library = build(inputs, options, &job.corrections, &Progress::default()).library;
    if library.articles().is_empty() {
        let cause = "no article can be read there now, so everything stays as it was";
        return Event::NotReloaded(cause.to_owned());
    }
    let folder = std::env::current_dir().unwrap_or_default();
    Event::Reloaded(Box::new(Reloaded::new(job, library, &folder)))
}

/// Names these inputs for what is remembered of them; `None` for standard input, which is not there again.
pub(super) fn pile(inputs: &[Input]) -> Option<String> {
    let mut hasher = blake3::Hasher::new();
    for input in inputs {
        let path = match input {
            Input::Path(path) => std::path::absolute(path).ok()?,
            Input::BuiltIn => PathBuf::new(),
            Input::Stdin => return None,
        };
        let bytes = path.as_os_str().as_encoded_bytes();
        hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }
    Some(hasher.finalize().to_hex()[..32].to_owned())
}

/// The error for inputs without an article.
pub(super) fn nothing_to_read(place: &str, report: &Report) -> Error {
    Error::new(place, format!("no article among {}", counted(report.seen.files, "file")))
        .next("`liseuse check` says what was skipped and why")
}
