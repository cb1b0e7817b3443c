//! Reading the pile anew: what was added, changed or removed since it was read. The new model is made in the background
//! and taken in one step, when nothing is being typed; marks, selection, target and places stay.

use std::path::Path;
use std::sync::Arc;

use crate::article::ArticleId;
use crate::correction::Correction;
use crate::filter;
use crate::library::Library;
use crate::triage::{Ground, Known};

/// Reads the pile anew.
#[derive(Debug)]
pub struct ReloadJob {
    /// Rises with each job.
    pub generation: u64,
    /// All active corrections.
    pub corrections: Vec<Correction>,
    /// The model until now.
    pub library: Arc<Library>,
}

/// What came of it.
#[derive(Debug)]
pub struct Reloaded {
    pub(super) job: ReloadJob,
    pub(super) library: Arc<Library>,
    pub(super) index: Arc<filter::Index>,
    pub(super) ground: Ground,
    /// Which article each of those before is now.
    pub(super) moved: Vec<Option<ArticleId>>,
    changed: usize,
}

/// Whether the pile is being read, and whether it has changed.
#[derive(Debug, Default)]
pub(super) struct Reloading {
    pub(super) asked: u64,
    pub(super) running: bool,
    /// What waits until nothing is being typed.
    pub(super) ready: Option<Box<Reloaded>>,
    /// Whether files were added, changed or removed since the pile was read.
    pub(super) stale: bool,
}

impl Reloaded {
    /// The new model beside the one before; relative paths begin at `folder`.
    pub fn new(job: ReloadJob, library: Library, folder: &Path) -> Self {
        let known = |library: &Library| -> Vec<Known> {
            library.articles().iter().map(|article| Known::of(article, folder)).collect()
        };
        let before = known(&job.library);
        let ground = Ground::new(known(&library));
        let moved = ground.follow(&before);
        let differs = |(before, to): &(&Known, &Option<ArticleId>)| {
            to.is_some_and(|to| library.article(to).key != before.key)
        };
        let changed = before.iter().zip(&moved).filter(differs).count();
        let library = Arc::new(library);
        let index = Arc::new(filter::Index::new(&library));
        Self { job, library, index, ground, moved, changed }
    }

    /// The new model.
    #[cfg(test)]
    pub(super) fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// `3 new, 1 changed, 2 gone`; `None` when nothing is different.
    pub(super) fn told(&self) -> Option<String> {
        let stayed = self.moved.iter().flatten().count();
        let counts = [
            (self.library.articles().len() - stayed, "new"),
            (self.changed, "changed"),
            (self.moved.len() - stayed, "gone"),
        ];
        let told = counts.iter().filter(|(count, _)| *count > 0);
        let told: Vec<_> = told.map(|(count, what)| format!("{count} {what}")).collect();
        (!told.is_empty()).then(|| told.join(", "))
    }
}
