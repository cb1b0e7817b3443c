//! Bringing claims together: pairs are compared only where claims share a rare name, within bounds that keep the number of
//! pairs linear in the number of claims; then groups are joined, the likeliest first, as long as their claims agree on
//! average.

use std::collections::HashMap;

use rayon::prelude::*;

use super::draft::{Draft, Drafts};
use super::mix::Mixing;
#[cfg(feature = "training")]
use super::pair::FEATURES;
use super::pair::{Compared, Pair, Prepared, Weighted, names, nearness};
use super::rarity::Rarity;
#[cfg(feature = "training")]
use crate::facts::MentionRef;

/// With how many claims that follow it in a block each claim is compared, at most and at least: fewer in a large library.
const WINDOW: (usize, usize) = (40, 3);

/// About how many pairs are compared for each name of a claim, in the whole library.
const PAIRS: usize = 80_000;

/// The names of a claim by which it is put into blocks: the weightiest.
const KEYS: usize = 6;

/// A library with more claims takes only half as many names of each.
const LARGE: usize = 4_000;

/// The most pairs of claims that are looked at to join two groups, and in a large library.
const LOOKED_AT: (usize, usize) = (120, 6);

/// In a large library only the strongest pairs of each claim may join groups: so many of them.
const STRONGEST: usize = 3;

/// About how many pairs are held at a time.
const HELD: usize = 4_000_000;

/// The claims that are prepared together.
const CHUNK: usize = 4096;

/// What the mean of the sums of all pairs of two groups must be at least, for them to be joined.
const THRESHOLD: f32 = -0.6;

/// Pairs with a lower sum are not considered.
const HOPELESS: f32 = -2.0;

/// How much a pair counts of which one does not say what it measures.
const VAGUE: f32 = 0.25;

/// How much a pair counts of which one sentence says that the one value became the other, or is the same in another currency.
const LINKED: f32 = 12.0;

/// The sum of a pair counts no more than this for or against joining groups.
const LIMIT: f32 = 6.0;

/// What is added to the sum of a pair of which each is the best match of the other in its article.
const BEST: f32 = 0.8;

/// What is taken from the sum for each side that has a better match.
const SECOND: f32 = 0.5;

/// All drafts with what is known of the whole library.
pub(super) struct Grouping<'a> {
    all: &'a [Drafts],
    /// Each claim as its article and its place there.
    places: Vec<(u32, u32)>,
    /// Where the claims of each article begin, and the end.
    starts: Vec<u32>,
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
        let mut starts = vec![0];
        for drafts in all {
            starts.push(starts[starts.len() - 1] + drafts.drafts.len() as u32);
        }
        let rarity = Rarity::of(all);
        let draft = |&(article, place): &(u32, u32)| &all[article as usize].drafts[place as usize];
        let prepared =
            places.par_chunks(CHUNK).map(|chunk| Prepared::new(chunk.iter().map(draft), &rarity)).collect();
        let names = all.par_iter().map(|drafts| names(drafts, &rarity)).collect();
        Self { all, places, starts, rarity, prepared, names }
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
        let most = if self.is_large() { KEYS / 2 } else { KEYS };
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

    /// The pairs that are compared with their features, for learning the weights.
    #[cfg(feature = "training")]
    pub(super) fn compared_pairs(&self) -> Vec<(MentionRef, MentionRef, [f32; FEATURES])> {
        let mut pairs = Vec::new();
        for block in self.blocks().chunk_by(|a, b| a.0 == b.0) {
            for (at, &(_, a)) in block.iter().enumerate() {
                pairs.extend(block[at + 1..].iter().map(|&(_, b)| (a.min(b), a.max(b))));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let compared = |(a, b)| {
            let article = |claim: u32| self.places[claim as usize].0 as usize;
            let nearness = || nearness(&self.names[article(a)], &self.names[article(b)]);
            let pair = Pair::new(self.prepared(a), self.prepared(b));
            (!pair.is_hopeless()).then(|| (self.draft(a).at, self.draft(b).at, pair.features(nearness)))
        };
        pairs.into_iter().filter_map(compared).collect()
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

    /// Whether there are so many claims that each is compared with few others.
    fn is_large(&self) -> bool {
        self.places.len() > LARGE
    }

    /// The group of each claim, numbered in the order of the claims.
    pub(super) fn group(&self) -> Vec<u32> {
        let mut edges = self.edges();
        self.prefer_best(&mut edges);
        edges.retain(|(score, ..)| *score > THRESHOLD);
        let known = Neighbours::new(&edges, self.places.len());
        if self.is_large() {
            keep_strongest(&mut edges, &known);
        }
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
        let neighbours = Neighbours::new(edges, self.places.len());
        edges.par_iter_mut().filter(|(_, a, b)| article(*a) != article(*b)).for_each(|(score, a, b)| {
            let is_best = |claim: u32, other: u32| {
                let start = article(other) as usize;
                let within = (self.starts[start], self.starts[start + 1]);
                neighbours.best(claim, within).is_none_or(|best| *score >= best - 0.01)
            };
            let sides = i32::from(is_best(*a, *b)) + i32::from(is_best(*b, *a));
            *score += match sides {
                2 => BEST,
                1 => -SECOND,
                _ => -2.0 * SECOND,
            };
        });
    }

    /// Whether two groups of these sizes that did not agree when they had others are looked at again: in a large library only
    /// when there are twice as many pairs.
    fn asks_again(&self, then: (usize, usize), now: (usize, usize)) -> bool {
        if self.is_large() { now.0 * now.1 >= 2 * then.0 * then.1 } else { now != then }
    }

    /// How much a pair counts for or against joining the groups of its claims.
    fn weight(&self, a: u32, b: u32) -> f32 {
        if Pair::new(self.prepared(a), self.prepared(b)).is_linked()
            && self.places[a as usize].0 == self.places[b as usize].0
        {
            LINKED
        } else if self.compared(a).says_what() && self.compared(b).says_what() {
            1.0
        } else {
            VAGUE
        }
    }

    /// Whether the claims of two groups agree on average.
    fn agree(&self, a: &[u32], b: &[u32], known: &Neighbours) -> bool {
        let all = a.len() * b.len();
        let most = if self.is_large() { LOOKED_AT.1 } else { LOOKED_AT.0 };
        let step = all.div_ceil(most).max(1);
        let mut left = all.div_ceil(step) as f32;
        // How far the total is above what it must be.
        let mut above = 0.0;
        for pair in (0..all).step_by(step) {
            let (x, y) = (a[pair / b.len()], b[pair % b.len()]);
            let (x, y) = (x.min(y), x.max(y));
            let sum = known.get(x, y).or_else(|| self.score(x, y, -LIMIT)).unwrap_or(-LIMIT);
            let weight = self.weight(x, y);
            above += weight * (sum.min(LIMIT) - THRESHOLD);
            left -= 1.0;
            // What others that are not linked say cannot change it: a large library does not ask them.
            let settled =
                above + left * (LIMIT - THRESHOLD) <= 0.0 || above - left * (LIMIT + THRESHOLD) > 0.0;
            if settled && self.is_large() {
                break;
            }
        }
        above > 0.0
    }
}

/// Keeps of each claim the pairs with the highest sums; a pair stays that is among those of either claim.
fn keep_strongest(edges: &mut Vec<Edge>, known: &Neighbours) {
    let least = |claim: usize| {
        let own = known.of(claim as u32);
        if own.len() <= STRONGEST {
            return f32::NEG_INFINITY;
        }
        let mut sums: Vec<f32> = own.iter().map(|(_, sum)| *sum).collect();
        *sums.select_nth_unstable_by(STRONGEST - 1, |x, y| y.total_cmp(x)).1
    };
    let least: Vec<f32> = (0..known.starts.len() - 1).into_par_iter().map(least).collect();
    edges.retain(|(sum, a, b)| *sum >= least[*a as usize] || *sum >= least[*b as usize]);
}

/// The pairs of each claim with their sums.
struct Neighbours {
    /// Where those of each claim begin, and the end.
    starts: Vec<u32>,
    /// The other claim of each pair, and the sum; those of one claim in the order of the others.
    pairs: Vec<(u32, f32)>,
}

impl Neighbours {
    /// `edges` are in the order of their claims.
    fn new(edges: &[Edge], claims: usize) -> Self {
        let mut starts = vec![0; claims + 1];
        for (_, a, b) in edges {
            starts[*a as usize + 1] += 1;
            starts[*b as usize + 1] += 1;
        }
        for claim in 0..claims {
            starts[claim + 1] += starts[claim];
        }
        let mut next = starts.clone();
        let mut pairs = vec![(0, 0.0); 2 * edges.len()];
        // A claim comes up as the second of its pairs before it comes up as the first, so its list is in order.
        for &(sum, a, b) in edges {
            for (claim, other) in [(a, b), (b, a)] {
                pairs[next[claim as usize] as usize] = (other, sum);
                next[claim as usize] += 1;
            }
        }
        Self { starts, pairs }
    }

    fn of(&self, claim: u32) -> &[(u32, f32)] {
        &self.pairs[self.starts[claim as usize] as usize..self.starts[claim as usize + 1] as usize]
    }

    fn get(&self, a: u32, b: u32) -> Option<f32> {
        let own = self.of(a);
        own.binary_search_by_key(&b, |(other, _)| *other).ok().map(|place| own[place].1)
    }

    /// The highest sum of a claim with those of a range.
    fn best(&self, claim: u32, (start, end): (u32, u32)) -> Option<f32> {
        let own = self.of(claim);
        let from = own.partition_point(|(other, _)| *other < start);
        own[from..].iter().take_while(|(other, _)| *other < end).map(|(_, sum)| *sum).max_by(f32::total_cmp)
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
