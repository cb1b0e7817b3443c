//! The lookup tables of evaluation: folded titles in one piece of memory with a mask of their letters, and the
//! names of people and organisations, built once at launch; and the alphabetical order, built when it is first needed.

use std::cmp::Reverse;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::folders::Folders;
use super::fuzzy::{Pattern, TITLE_CHARS, first_chars, mask};
use crate::article::ArticleId;
use crate::facts::{Entity, EntityId, Kind};
use crate::library::Library;
use crate::text::find::fold_bytes;
use crate::text::fold::{fold, fold_into};

/// The lookup tables of one library.
#[derive(Debug, Default)]
pub struct Index {
    titles: String,
    /// The end of each title in `titles`, in bytes.
    ends: Vec<u32>,
    masks: Vec<u64>,
    /// For each person and organisation the folded names, one per line, the canonical one first.
    entities: Vec<Box<str>>,
    /// What each is.
    kinds: Vec<Kind>,
    ranks: OnceLock<Vec<u32>>,
    folders: OnceLock<Folders>,
}

/// Articles per task of folding.
const TASK: usize = 4096;

impl Index {
    /// Builds the tables, in parallel.
    pub fn new(library: &Library) -> Self {
        let parts: Vec<_> = library
            .articles()
            .par_chunks(TASK)
            .map(|articles| {
                let mut titles = Vec::with_capacity(articles.len() * 80);
                let (mut ends, mut masks) =
                    (Vec::with_capacity(articles.len()), Vec::with_capacity(articles.len()));
                for article in articles {
                    let start = titles.len();
                    fold_bytes(first_chars(&article.title, TITLE_CHARS), &mut titles);
                    // Letters that fold to two can make it longer.
                    if titles.len() - start > TITLE_CHARS {
                        let title = String::from_utf8_lossy(&titles[start..]);
                        let length = first_chars(&title, TITLE_CHARS).len();
                        titles.truncate(start + length);
                    }
                    masks.push(mask(&titles[start..]));
                    ends.push(titles.len());
                }
                (String::from_utf8(titles).expect("folding gives characters"), ends, masks)
            })
            .collect();
        let mut index = Self::default();
        index.titles.reserve_exact(parts.iter().map(|(titles, ..)| titles.len()).sum());
        index.ends.reserve_exact(library.articles().len());
        index.masks.reserve_exact(library.articles().len());
        for (titles, ends, masks) in parts {
            let start = index.titles.len();
            let end =
                |end: usize| u32::try_from(start + end).expect("titles are shorter than 4 GiB together");
            index.ends.extend(ends.into_iter().map(end));
            index.titles.push_str(&titles);
            index.masks.extend(masks);
        }
        index.kinds = library.entities().iter().map(|entity| entity.kind).collect();
        index.entities = library
            .entities()
            .par_iter()
            .map(|person| {
                let mut names = fold(&person.name);
                for (surface, _) in person.surfaces.iter().filter(|(surface, _)| *surface != person.name) {
                    names.push('\n');
                    fold_into(surface, &mut names);
                }
                names.into()
            })
            .collect();
        index
    }

    /// The number of articles.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The first [`TITLE_CHARS`] characters of an article's title, folded.
    pub(super) fn title(&self, id: ArticleId) -> &str {
        let at = id.index();
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.titles[start..self.ends[at] as usize]
    }

    /// The mask of the letters of an article's title.
    pub(super) fn mask(&self, id: ArticleId) -> u64 {
        self.masks[id.index()]
    }

    /// The article's rank in the alphabetical order of titles.
    pub(super) fn rank(&self, id: ArticleId) -> u32 {
        let ranks = self.ranks.get_or_init(|| {
            let mut order: Vec<_> = (0..self.ends.len() as u32).map(ArticleId).collect();
            order.par_sort_by(|&a, &b| self.title(a).cmp(self.title(b)));
            let mut ranks = vec![0; order.len()];
            let mut rank = 0;
            for (at, &id) in order.iter().enumerate() {
                if at > 0 && self.title(order[at - 1]) != self.title(id) {
                    rank = at as u32;
                }
                ranks[id.index()] = rank;
            }
            ranks
        });
        ranks[id.index()]
    }

    /// The folders of a library's articles.
    pub(super) fn folders(&self, library: &Library) -> &Folders {
        self.folders.get_or_init(|| Folders::new(library))
    }

    /// All forms of the name of an entity, folded, one for each line.
    pub(crate) fn forms_of(&self, entity: Entity) -> &str {
        &self.entities[entity.id as usize]
    }

    /// The entities of a kind that `name` can mean: those with a name in which each of its words begins a word; else those with
    /// a name that contains it; else those whose full name has its letters in order, the best matches of them.
    pub(super) fn called(&self, kind: Kind, name: &str) -> Vec<EntityId> {
        let asked = fold(name.trim());
        let words: Vec<_> = words_of(&asked).collect();
        let begins = |names: &str| {
            names.lines().any(|name| words.iter().all(|word| words_of(name).any(|own| own.starts_with(word))))
        };
        let mut found = if words.is_empty() { Vec::new() } else { self.with(kind, begins) };
        if found.is_empty() {
            found = self.with(kind, |names| names.contains(&asked));
        }
        if found.is_empty() {
            let pattern = Pattern::new(&asked);
            let score = |names: &str| {
                let name = first_chars(names.lines().next().unwrap_or_default(), TITLE_CHARS);
                pattern.score(name, mask(name.as_bytes()), || name)
            };
            let mut scored: Vec<_> = self.with(kind, |names| score(names).is_some());
            scored.sort_by_cached_key(|person| Reverse(score(&self.entities[person.0 as usize])));
            let best =
                scored.first().and_then(|person| score(&self.entities[person.0 as usize])).unwrap_or(0);
            // Scattered letters are a poor match: keep only scores near the best.
            scored.retain(|person| {
                score(&self.entities[person.0 as usize]).is_some_and(|own| own * 10 >= best * 8)
            });
            found = scored;
        }
        found
    }

    fn with(&self, kind: Kind, holds: impl Fn(&str) -> bool + Sync) -> Vec<EntityId> {
        let entities = self.entities.par_iter().zip(&self.kinds).with_min_len(TASK).enumerate();
        let held = entities.filter(|(_, (names, own))| **own == kind && holds(names));
        held.map(|(at, _)| EntityId(at as u32)).collect()
    }
}

fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
