//! Bringing claims together: pairs are compared only where claims share a rare name, within bounds that keep the number of
//! pairs linear in the number of claims; then groups are joined, the likeliest first, as long as their claims agree on
//! average.

use std::collections::HashMap;

use rayon::prelude::*;

use super::draft::{Draft, Drafts};
use super::mix::Mixing;
use super::pair::{Compared, Pair, Prepared, Rarity, Weighted, names, nearness};

/// With how many claims that follow it in a block each claim is compared, at most and at least: fewer in a large library.
const WINDOW: (usize, usize) = (40, 4);

/// About how many pairs are compared for each name of a claim, in the whole library.
const PAIRS: usize = 400_000;

/// The names of a claim by which it is put into blocks: the weightiest.
const KEYS: usize = 6;

/// A library with more claims takes only half as many names of each.
const LARGE: usize = 50_000;

/// The most pairs of claims that are looked at to join two groups, and in a large library.
const LOOKED_AT: (usize, usize) = (60, 8);

/// About how many pairs are held at a time.
const HELD: usize = 4_000_000;

/// The claims that are prepared together.
const CHUNK: usize = 4096;

/// What the mean of the sums of all pairs of two groups must be at least, for them to be joined.
const THRESHOLD: f32 = -0.6;

/// Pairs with a lower sum are not considered.
const HOPELESS: f32 = -2.0;

/// What is added to the sum of a pair of which each is the best match of the other in its article.
const BEST: f32 = 0.8;

/// What is taken from the sum for each side that has a better match.
const SECOND: f32 = 0.5;

/// All drafts with what is known of the whole library.
pub(super) struct Grouping<'a> {
    all: &'a [Drafts],
    /// Each claim as its article and its place there.
    places: Vec<(u32, u32)>,
    rarity: Rarity,
    /// What is compared of each claim, [`CHUNK`] of them together.
    prepared: Vec<Prepared>,
    /// The names of each article.
    names: Vec<Weighted>,
}

/// Two claims, the first before the second, and the sum of their features.
type Edge = (f32, u32, u32);

impl<'a> Grouping<'a> {
    pub(super) fn new(all: &'a [Drafts]) -> Self {
        let places = all.iter().enumerate().flat_map(|(article, drafts)| {
            (0..drafts.drafts.len() as u32).map(move |place| (article as u32, place))
        });
        let places: Vec<(u32, u32)> = places.collect();
        let rarity = Rarity::of(all);
        let draft = |&(article, place): &(u32, u32)| &all[article as usize].drafts[place as usize];
        let prepared =
            places.par_chunks(CHUNK).map(|chunk| Prepared::new(chunk.iter().map(draft), &rarity)).collect();
        let names = all.par_iter().map(|drafts| names(drafts, &rarity)).collect();
        Self { all, places, rarity, prepared, names }
    }

    fn draft(&self, claim: u32) -> &'a Draft {
        let (article, place) = self.places[claim as usize];
        &self.all[article as usize].drafts[place as usize]
    }

    fn prepared(&self, claim: u32) -> (&Prepared, usize) {
        (&self.prepared[claim as usize / CHUNK], claim as usize % CHUNK)
    }

    fn compared(&self, claim: u32) -> &Compared {
        let (prepared, place) = self.prepared(claim);
        &prepared.claims[place]
    }

    /// The sum of a pair, where it is above `least`.
    fn score(&self, a: u32, b: u32, least: f32) -> Option<f32> {
        let article = |claim: u32| self.places[claim as usize].0 as usize;
        let nearness = || nearness(&self.names[article(a)], &self.names[article(b)]);
        Pair::new(self.prepared(a), self.prepared(b)).sum(least, nearness)
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

    /// The pairs that may answer one question, with their sums, in the order of their claims.
    fn edges(&self) -> Vec<Edge> {
        let window = (PAIRS / self.places.len().max(1)).clamp(WINDOW.1, WINDOW.0);
        let mut blocks = self.blocks();
        blocks.par_chunk_by_mut(|a, b| a.0 == b.0).filter(|block| block.len() > window).for_each(|block| {
            // Neighbours measure the same and have near values.
            block.sort_unstable_by(|a, b| self.order(a.1, b.1));
        });
        // Claims share several names, so a pair comes up several times. In parts, so that a large library needs no more memory.
        let parts = (blocks.len() * window / HELD + 1) as u32;
        let mut edges = Vec::new();
        for part in 0..parts {
            let pairs = blocks.par_chunk_by(|a, b| a.0 == b.0).flat_map_iter(|block| {
                block.iter().enumerate().flat_map(move |(at, &(_, a))| {
                    let following = block[at + 1..].iter().take(window);
                    following.map(move |&(_, b)| (a.min(b), a.max(b))).filter(move |(a, _)| a % parts == part)
                })
            });
            let mut pairs: Vec<(u32, u32)> = pairs.collect();
            pairs.par_sort_unstable();
            pairs.dedup();
            edges
                .par_extend(pairs.par_iter().filter_map(|&(a, b)| Some((self.score(a, b, HOPELESS)?, a, b))));
        }
        edges.par_sort_unstable_by_key(|&(_, a, b)| (a, b));
        edges
    }

    fn order(&self, a: u32, b: u32) -> std::cmp::Ordering {
        let ((measure, party, value), other) = (self.compared(a).order(), self.compared(b).order());
        (measure, party).cmp(&(other.0, other.1)).then(value.total_cmp(&other.2)).then(a.cmp(&b))
    }

    /// The group of each claim, numbered in the order of the claims.
    pub(super) fn group(&self) -> Vec<u32> {
        let mut edges = self.edges();
        self.prefer_best(&mut edges);
        edges.retain(|(score, ..)| *score > THRESHOLD);
        let known = Known::new(&edges, self.places.len());
        edges.par_sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let mut groups = Groups::new(self.places.len());
        // Two groups that do not agree, with their sizes then: many pairs of them ask again before either grows.
        let mut refused: HashMap<(u32, u32), (usize, usize), Mixing> = HashMap::default();
        for (_, a, b) in edges {
            let (x, y) = (groups.root(a), groups.root(b));
            let (ours, theirs) = (&groups.members[x as usize], &groups.members[y as usize]);
            let sizes = (ours.len(), theirs.len());
            if x == y || refused.get(&(x, y)).is_some_and(|then| !self.asks_again(*then, sizes)) {
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
    fn prefer_best(&self, edges: &mut [Edge]) {
        let article = |claim: u32| self.places[claim as usize].0;
        let mut best: HashMap<(u32, u32), f32, Mixing> =
            HashMap::with_capacity_and_hasher(edges.len(), Mixing::default());
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

    /// Whether two groups of these sizes that did not agree when they had others are looked at again: in a large library only
    /// when there are twice as many pairs.
    fn asks_again(&self, then: (usize, usize), now: (usize, usize)) -> bool {
        if self.places.len() > LARGE { now.0 * now.1 >= 2 * then.0 * then.1 } else { now != then }
    }

    /// Whether the claims of two groups agree on average.
    fn agree(&self, a: &[u32], b: &[u32], known: &Known) -> bool {
        let all = a.len() * b.len();
        let most = if self.places.len() > LARGE { LOOKED_AT.1 } else { LOOKED_AT.0 };
        let step = all.div_ceil(most).max(1);
        let (mut total, mut count) = (0.0, 0.0);
        for pair in (0..all).step_by(step) {
            let (x, y) = (a[pair / b.len()], b[pair % b.len()]);
            let (x, y) = (x.min(y), x.max(y));
            let sum = known.get(x, y).or_else(|| self.score(x, y, f32::NEG_INFINITY));
            total += sum.unwrap_or_default().clamp(-6.0, 6.0);
            count += 1.0;
        }
        total / count > THRESHOLD
    }
}

/// The sums of pairs, looked up by their claims.
struct Known {
    /// Where the pairs of each claim with later ones begin, and the end.
    starts: Vec<u32>,
    /// The later claim of each pair, and the sum.
    sums: Vec<(u32, f32)>,
}

impl Known {
    /// `edges` are in the order of their claims.
    fn new(edges: &[Edge], claims: usize) -> Self {
        let mut starts = vec![0; claims + 1];
        for (_, a, _) in edges {
            starts[*a as usize + 1] += 1;
        }
        for claim in 0..claims {
            starts[claim + 1] += starts[claim];
        }
        Self { starts, sums: edges.iter().map(|&(sum, _, b)| (b, sum)).collect() }
    }

    fn get(&self, a: u32, b: u32) -> Option<f32> {
        let own = &self.sums[self.starts[a as usize] as usize..self.starts[a as usize + 1] as usize];
        own.binary_search_by_key(&b, |(other, _)| *other).ok().map(|place| own[place].1)
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
        let mut number: HashMap<u32, u32, Mixing> = HashMap::default();
        (0..self.parent.len() as u32)
            .map(|claim| {
                let root = self.root(claim);
                let next = number.len() as u32;
                *number.entry(root).or_insert(next)
            })
            .collect()
    }
}
