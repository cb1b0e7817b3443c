//! The folders of a library's files, for `folder:`. A file that holds several articles counts as a folder.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::article::{Article, ArticleId};
use crate::library::Library;
use crate::text::fold::fold;

/// Each folder once, and which one each article is in.
#[derive(Debug, Default)]
pub(super) struct Folders {
    /// The paths as they are, and folded with a slash before and after them.
    paths: Vec<(String, String)>,
    /// For each article, an index into `paths`.
    of: Vec<u32>,
}

impl Folders {
    pub(super) fn new(library: &Library) -> Self {
        let mut folders = Self::default();
        let mut known: HashMap<&Path, u32> = HashMap::new();
        for article in library.articles() {
            let path = folder(article);
            let index = *known.entry(path).or_insert_with(|| {
                let text = path.to_string_lossy().into_owned();
                folders.paths.push((text.clone(), format!("/{}/", fold(text.trim_start_matches('/')))));
                folders.paths.len() as u32 - 1
            });
            folders.of.push(index);
        }
        folders
    }

    /// The folded paths.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(|(_, folded)| &**folded)
    }

    /// The folder of an article, as an index into the paths.
    pub(super) fn of(&self, id: ArticleId) -> usize {
        self.of[id.index()] as usize
    }

    /// The folders below the one that all are in, each with the number of articles in it and below it.
    pub(super) fn names(&self) -> Vec<(String, u32)> {
        let mut counts = vec![0; self.paths.len()];
        self.of.iter().for_each(|index| counts[*index as usize] += 1);
        let mut shared: Option<&Path> = None;
        for (path, _) in &self.paths {
            let common = shared.map_or(Path::new(path), |shared| {
                let inside = |folder: &&Path| Path::new(path).starts_with(folder);
                shared.ancestors().find(inside).unwrap_or(Path::new(""))
            });
            shared = Some(common);
        }
        let mut names: BTreeMap<&str, u32> = BTreeMap::new();
        for ((path, _), count) in self.paths.iter().zip(counts) {
            let below =
                Path::new(path).strip_prefix(shared.unwrap_or(Path::new(""))).unwrap_or(Path::new(path));
            for folder in
                below.ancestors().filter_map(Path::to_str).filter(|folder| !matches!(*folder, "" | "/"))
            {
                *names.entry(folder).or_default() += count;
            }
        }
        names.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
    }
}

/// The folder of an article's file; the file itself when the article is one of several in it.
fn folder(article: &Article) -> &Path {
    let path: &Path = &article.origin.path;
    match article.origin.item {
        Some(_) => path,
        None => path.parent().unwrap_or(Path::new("")),
    }
}
