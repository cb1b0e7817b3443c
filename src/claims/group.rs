//! Bringing claims together: pairs are compared only where claims share a rare name, within bounds that keep the number of
//! pairs linear in the number of claims; then groups are joined, the likeliest first, as long as their claims agree on
//! average.

use std::collections::HashMap;

use rayon::prelude::*;

use super::draft::{Draft, Drafts};
use super::pair::{FEATURES, Prepared, Rarity, Weighted, features, is_hopeless, names, nearness, sum};

/// With how many claims that follow it in a block each claim is compared, at most and at least: fewer in a large library.
const WINDOW: (usize, usize) = (40, 4);

/// About how many pairs are compared for each name of a claim, in the whole library.
const PAIRS: usize = 400_000;

/// The names of a claim by which it is put into blocks: the weightiest.
const KEYS: usize = 6;

/// A library with more claims takes only half as many names of each.
const LARGE: usize = 50_000;

/// The most pairs of claims that are looked at to join two groups.
const LOOKED_AT: usize = 60;

/// What the mean of the sums of all pairs of two groups must be at least, for them to be joined.
const THRESHOLD: f32 = -0.6;

/// Pairs with a lower sum are not considered.
const HOPELESS: f32 = -2.0;

/// The sum of a pair that cannot answer one question.
const IMPOSSIBLE: f32 = -6.0;

/// What is added to the sum of a pair of which each is the best match of the other in its article.
const BEST: f32 = 0.8;

/// What is taken from the sum for each side that has a better match.
const SECOND: f32 = 0.5;

/// All drafts with what is known of the whole library.
pub(super) struct Grouping<'a> {
    pub(super) all: &'a [Drafts],
    /// Each claim as its article and its place there.
    pub(super) places: Vec<(u32, u32)>,
    rarity: Rarity,
    prepared: Vec<Prepared>,
    /// The names of each article.
    names: Vec<Weighted>,
}

impl<'a> Grouping<'a> {
    pub(super) fn new(all: &'a [Drafts]) -> Self {
        let places = all.iter().enumerate().flat_map(|(article, drafts)| {
            (0..drafts.drafts.len() as u32).map(move |place| (article as u32, place))
        });
        let places: Vec<(u32, u32)> = places.collect();
        let rarity = Rarity::of(all);
        let draft = |&(article, place): &(u32, u32)| &all[article as usize].drafts[place as usize];
        let prepared = places.par_iter().map(|place| Prepared::new(draft(place), &rarity)).collect();
        let names = all.par_iter().map(|drafts| names(drafts, &rarity)).collect();
        Self { all, places, rarity, prepared, names }
    }

    fn draft(&self, claim: u32) -> &'a Draft {
        let (article, place) = self.places[claim as usize];
        &self.all[article as usize].drafts[place as usize]
    }

    /// The features of a pair.
    pub(super) fn features(&self, a: u32, b: u32) -> [f32; FEATURES] {
        let (x, y) = (self.places[a as usize].0 as usize, self.places[b as usize].0 as usize);
        let articles = if x == y { 1.0 } else { nearness(&self.names[x], &self.names[y]) };
        let claim = |claim: u32| (self.draft(claim), &self.prepared[claim as usize]);
        features(claim(a), claim(b), articles)
    }

    fn score(&self, a: u32, b: u32) -> f32 {
        if is_hopeless(self.draft(a), self.draft(b)) { IMPOSSIBLE } else { sum(&self.features(a, b)) }
    }

    /// The claims that are compared with each other: those of one kind that share a weighty name, and those of one article.
    fn blocks(&self) -> Vec<(u64, u32)> {
        let most = if self.places.len() > LARGE { KEYS / 2 } else { KEYS };
        let keys = |claim: u32| {
            let draft = self.draft(claim);
            let kind = u64::from(draft.percent) << 32;
            let mut keys: Vec<(f32, u32)> = draft
                .parties
                .iter()
                .map(|(word, weight)| (weight * self.rarity.name(*word), *word))
                .collect();
            keys.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            keys.truncate(most);
            let article = 1 << 40 | kind | u64::from(self.places[claim as usize].0);
            keys.into_iter().map(move |(_, word)| (kind | u64::from(word), claim)).chain([(article, claim)])
        };
        let mut blocks: Vec<(u64, u32)> =
            (0..self.places.len() as u32).into_par_iter().flat_map_iter(keys).collect();
        blocks.par_sort_unstable();
        blocks
    }

    /// Calls `each` with the pairs that are compared, and gathers what it returns. A pair can come more than once.
    pub(super) fn pairs<T: Send>(&self, each: impl Fn(u32, u32) -> Option<T> + Sync) -> Vec<T> {
        let window = (PAIRS / self.places.len().max(1)).clamp(WINDOW.1, WINDOW.0);
        let blocks = self.blocks();
        blocks
            .par_chunk_by(|a, b| a.0 == b.0)
            .flat_map_iter(|block| {
                let mut claims: Vec<u32> = block.iter().map(|(_, claim)| *claim).collect();
                if claims.len() > window {
                    // Neighbours measure the same and have near values.
                    claims.sort_unstable_by(|&a, &b| self.order(a, b));
                }
                let mut found = Vec::new();
                for (at, &a) in claims.iter().enumerate() {
                    found.extend(
                        claims[at + 1..].iter().take(window).filter_map(|&b| each(a.min(b), a.max(b))),
                    );
                }
                found
            })
            .collect()
    }

    fn order(&self, a: u32, b: u32) -> std::cmp::Ordering {
        let key = |claim: u32| {
            let draft = self.draft(claim);
            (draft.measures[0].map(|(measure, _)| measure), draft.primary[0])
        };
        let value = |claim: u32| super::rates::common(self.draft(claim).value, self.draft(claim).unit);
        key(a).cmp(&key(b)).then(value(a).total_cmp(&value(b))).then(a.cmp(&b))
    }

    /// The group of each claim, numbered in the order of the claims.
    pub(super) fn group(&self) -> Vec<u32> {
        let mut edges: Vec<(f32, u32, u32)> =
            self.pairs(|a, b| Some((self.score(a, b), a, b)).filter(|(score, ..)| *score > HOPELESS));
        edges.par_sort_unstable_by_key(|&(_, a, b)| (a, b));
        edges.dedup_by_key(|&mut (_, a, b)| (a, b));
        self.prefer_best(&mut edges);
        edges.retain(|(score, ..)| *score > THRESHOLD);
        edges.par_sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let known: HashMap<(u32, u32), f32> = edges.iter().map(|&(score, a, b)| ((a, b), score)).collect();
        let mut groups = Groups::new(self.places.len());
        // Two groups that do not agree, with their sizes then: many pairs of them ask again before either grows.
        let mut refused: HashMap<(u32, u32), (usize, usize)> = HashMap::new();
        for (_, a, b) in edges {
            let (x, y) = (groups.root(a), groups.root(b));
            let (ours, theirs) = (&groups.members[x as usize], &groups.members[y as usize]);
            let sizes = (ours.len(), theirs.len());
            if x == y || refused.get(&(x, y)) == Some(&sizes) {
            } else if self.agree(ours, theirs, &known) {
                groups.join(x, y);
            } else {
                refused.insert((x, y), sizes);
            }
        }
        groups.numbers()
    }

    /// An article mostly answers a question once: of the claims of another article, the best match of a claim gains, and the
    /// others lose.
    fn prefer_best(&self, edges: &mut [(f32, u32, u32)]) {
        let article = |claim: u32| self.places[claim as usize].0;
        let mut best: HashMap<(u32, u32), f32> = HashMap::with_capacity(edges.len());
        for &(score, a, b) in edges.iter().filter(|(_, a, b)| article(*a) != article(*b)) {
            for key in [(a, article(b)), (b, article(a))] {
                let known = best.entry(key).or_insert(score);
                *known = known.max(score);
            }
        }
        for (score, a, b) in edges.iter_mut().filter(|(_, a, b)| article(*a) != article(*b)) {
            let is_best = |claim: u32, other: u32| {
                best.get(&(claim, article(other))).is_none_or(|best| *score >= *best - 0.01)
            };
            let sides = i32::from(is_best(*a, *b)) + i32::from(is_best(*b, *a));
            *score += match sides {
                2 => BEST,
                1 => -SECOND,
                _ => -2.0 * SECOND,
            };
        }
    }

    /// Whether the claims of two groups agree on average.
    fn agree(&self, a: &[u32], b: &[u32], known: &HashMap<(u32, u32), f32>) -> bool {
        let all = a.len() * b.len();
        let step = all.div_ceil(LOOKED_AT).max(1);
        let (mut total, mut count) = (0.0, 0.0);
        for pair in (0..all).step_by(step) {
            let (x, y) = (a[pair / b.len()], b[pair % b.len()]);
            let key = (x.min(y), x.max(y));
            total += known.get(&key).copied().unwrap_or_else(|| self.score(key.0, key.1)).clamp(-6.0, 6.0);
            count += 1.0;
        }
        total / count > THRESHOLD
    }
}

/// Disjoint groups with their members.
struct Groups {
    parent: Vec<u32>,
    members: Vec<Vec<u32>>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self {
            parent: (0..count as u32).collect(),
            members: (0..count as u32).map(|claim| vec![claim]).collect(),
        }
    }

    fn root(&mut self, mut claim: u32) -> u32 {
        while self.parent[claim as usize] != claim {
            self.parent[claim as usize] = self.parent[self.parent[claim as usize] as usize];
            claim = self.parent[claim as usize];
        }
        claim
    }

    fn join(&mut self, a: u32, b: u32) {
        let (into, from) =
            if self.members[a as usize].len() >= self.members[b as usize].len() { (a, b) } else { (b, a) };
        self.parent[from as usize] = into;
        let moved = std::mem::take(&mut self.members[from as usize]);
        self.members[into as usize].extend(moved);
    }

    fn numbers(mut self) -> Vec<u32> {
        let mut number = HashMap::new();
        (0..self.parent.len() as u32)
            .map(|claim| {
                let root = self.root(claim);
                let next = number.len() as u32;
                *number.entry(root).or_insert(next)
            })
            .collect()
    }
}
