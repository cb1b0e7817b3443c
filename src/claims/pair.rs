//! How likely two claims answer the same question: a weighted sum of features, each of which can be told to a reader.

use std::collections::HashMap;

use super::draft::{Draft, Drafts, Link};
use super::rates;

/// The number of features.
pub(crate) const FEATURES: usize = 32;

/// The weight of each feature, in the order of [`features`]. Learnt by logistic regression on the pairs of the stories in
/// `tests/data/claims` that are not held out, within bounds for what these few stories cannot teach: that equal round values, other
/// months or another actor say little for one question.
pub(crate) const WEIGHTS: [f32; FEATURES] = [
    -2.85, 1.05, -0.95, 3.93, 1.90, 1.09, -1.60, 0.76, 0.00, 0.20, -0.40, 1.00, 0.40, -0.88, -0.71, -0.56,
    -1.00, -0.91, -1.23, -0.30, 3.00, 1.01, 0.11, -0.50, -1.50, 0.40, -0.30, 0.80, -1.17, -0.98, 0.34, -1.00,
];

/// How rare each word is in the library.
#[derive(Debug, Default)]
pub(super) struct Rarity {
    articles: f32,
    names: HashMap<u32, u32>,
    words: HashMap<u32, u32>,
}

impl Rarity {
    /// Counts in how many articles each name is, and near how many figures each word.
    pub(super) fn of(all: &[Drafts]) -> Self {
        let mut rarity = Self::default();
        for drafts in all {
            if !drafts.drafts.is_empty() {
                rarity.articles += 1.0;
            }
            for (word, _) in &drafts.names {
                *rarity.names.entry(*word).or_default() += 1;
            }
            for draft in &drafts.drafts {
                for word in &draft.words {
                    *rarity.words.entry(*word).or_default() += 1;
                }
            }
        }
        rarity
    }

    /// Of a word of a name: from 0.7 for one that every article has.
    pub(super) fn name(&self, word: u32) -> f32 {
        let count = self.names.get(&word).copied().unwrap_or(1) as f32;
        (1.0 + self.articles / count).ln()
    }

    /// How many articles name it.
    pub(super) fn count(&self, word: u32) -> u32 {
        self.names.get(&word).copied().unwrap_or(0)
    }

    /// How much two claims tell by sharing it: little where most articles of a large library name it.
    fn trust(&self, word: u32) -> f32 {
        let share = self.count(word) as f32 / self.articles.max(1.0);
        if self.articles >= 20.0 && share > 0.25 { 0.4 } else { 1.0 }
    }

    fn word(&self, word: u32) -> f32 {
        let count = self.words.get(&word).copied().unwrap_or(1) as f32;
        (1.0 + 4.0 * self.articles / count).ln()
    }
}

/// Weighted words, sorted by word.
pub(super) type Weighted = Box<[(u32, f32)]>;

/// What is compared of a claim beside its draft, with the rarity of its words reckoned in.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The words of its parties.
    parties: Weighted,
    /// The words around it; the sum of the squares of their weights is 1.
    words: Weighted,
}

impl Prepared {
    pub(super) fn new(draft: &Draft, rarity: &Rarity) -> Self {
        Self {
            parties: draft
                .parties
                .iter()
                .map(|(word, weight)| (*word, weight * rarity.trust(*word)))
                .collect(),
            words: unit(draft.words.iter().map(|word| (*word, rarity.word(*word))).collect()),
        }
    }
}

/// The names of an article, by which it is compared with others; the sum of the squares of their weights is 1.
pub(super) fn names(drafts: &Drafts, rarity: &Rarity) -> Weighted {
    unit(
        drafts
            .names
            .iter()
            .map(|(word, weight)| (*word, (1.0 + weight.max(1.0).ln()) * rarity.name(*word)))
            .collect(),
    )
}

fn unit(mut list: Vec<(u32, f32)>) -> Weighted {
    let norm = list.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    list.iter_mut().for_each(|(_, weight)| *weight /= norm);
    list.into()
}

/// Adds up what `each` gives for the weights of each word that both lists have.
fn common(a: &[(u32, f32)], b: &[(u32, f32)], each: impl Fn(f32, f32) -> f32) -> f32 {
    let (mut sum, mut next) = (0.0, 0);
    for &(word, weight) in a {
        while next < b.len() && b[next].0 < word {
            next += 1;
        }
        match b.get(next) {
            None => break,
            Some(&(other, own)) if other == word => sum += each(weight, own),
            Some(_) => {}
        }
    }
    sum
}

/// How near the names of two articles are, from 0 to 1.
pub(super) fn nearness(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    common(a, b, |x, y| x * y)
}

/// How many parties two claims share, from 0 to 1: one that both name in the clause is nearly enough.
fn shared(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    common(a, b, |x, y| (x * y).sqrt()).min(1.5) / 1.5
}

/// How far the measures of two claims agree, from 0 to 1; `None` when one of them is not known.
pub(super) fn measures(a: &Draft, b: &Draft) -> Option<f32> {
    a.measures[0]?;
    b.measures[0]?;
    let mut best: f32 = 0.0;
    for (x, wx) in a.measures.iter().flatten() {
        for (y, wy) in b.measures.iter().flatten() {
            best = best.max(x.nearness(*y) * wx * wy);
        }
    }
    Some(best)
}

/// Whether two claims cannot answer one question: other measures, and other values.
pub(super) fn is_hopeless(a: &Draft, b: &Draft) -> bool {
    if a.percent != b.percent {
        return true;
    }
    let other_measure = measures(a, b).is_some_and(|nearness| nearness < 0.15);
    let linked = a.at.article == b.at.article && is_linked(a, b).is_some();
    let near =
        || rates::ratio(a.value, a.unit, b.value, b.unit).is_some_and(|ratio| (0.84..1.19).contains(&ratio));
    other_measure && !linked && !near()
}

/// The features of two claims of one kind; `articles` is the [`nearness`] of their articles.
pub(super) fn features(
    (a, own): (&Draft, &Prepared),
    (b, other): (&Draft, &Prepared),
    articles: f32,
) -> [f32; FEATURES] {
    let mut f = [0.0; FEATURES];
    f[0] = 1.0;
    let same_article = a.at.article == b.at.article;
    let measure = measures(a, b);
    f[1] = measure.unwrap_or(0.3);
    f[2] = measure.map_or(0.0, |nearness| f32::from(nearness < 0.15));
    let ratio = rates::ratio(a.value, a.unit, b.value, b.unit);
    let one_unit = a.unit == b.unit || a.unit.is_none() || b.unit.is_none();
    let equal = one_unit && ratio.is_some_and(|ratio| (0.9999..1.0001).contains(&ratio)) && a.high == b.high;
    let converted = !one_unit && ratio.is_some_and(|ratio| (0.84..1.19).contains(&ratio));
    f[3] = f32::from(equal);
    f[4] = f32::from(converted);
    let far = ratio.map_or(2.0, |ratio| ratio.log10().abs() as f32);
    f[5] = f32::from(!equal && !converted && far < 0.13);
    f[6] = if equal || converted { 0.0 } else { far.min(0.6) };
    let heads = |x: u32, y: u32| x != 0 && x == y;
    let head = heads(a.heads[0], b.heads[0])
        || heads(a.heads[1], b.heads[1])
        || heads(a.heads[0], b.heads[1])
        || heads(a.heads[1], b.heads[0]);
    f[7] = f32::from(head);
    let differ = |x: u32, y: u32| x != 0 && y != 0 && x != y;
    f[8] = f32::from(
        !head && a.french == b.french && (differ(a.heads[0], b.heads[0]) || differ(a.heads[1], b.heads[1])),
    );
    let shares = a.primary.iter().any(|word| *word != 0 && b.primary.contains(word));
    let has = |draft: &Draft, words: &[u32; 4]| {
        words.iter().any(|word| {
            *word != 0 && draft.parties.iter().any(|(known, weight)| known == word && *weight >= 0.55)
        })
    };
    let known = a.primary[0] != 0 && b.primary[0] != 0;
    f[9] = f32::from(shares);
    f[10] = if known && !shares {
        1.0 - 0.5 * f32::from(has(a, &b.primary)) - 0.5 * f32::from(has(b, &a.primary))
    } else {
        0.0
    };
    f[11] = shared(&own.parties, &other.parties);
    f[12] = if same_article { 1.0 } else { articles };
    let (x, y) = (a.time.year, b.time.year);
    let comparable = x != 0 && y != 0 && (x < 100) == (y < 100);
    let yearly = a
        .measures
        .iter()
        .chain(&b.measures)
        .flatten()
        .any(|(measure, weight)| measure.is_yearly() && *weight > 0.8);
    f[13] = f32::from(comparable && x != y);
    f[14] = f32::from(comparable && x != y && yearly);
    f[15] = f32::from((x == 0) != (y == 0) && !equal) * if yearly { 1.0 } else { 0.4 };
    f[16] = f32::from(a.period != b.period);
    f[17] = f32::from(a.part != b.part);
    f[18] = f32::from(same_article && !equal && !converted);
    f[19] = f32::from(same_article && a.sentence == b.sentence && !equal);
    f[20] = f32::from(same_article && is_linked(a, b).is_some());
    f[21] = nearness(&own.words, &other.words);
    f[22] = f32::from(same_article && equal);
    f[23] = f32::from(equal || converted) * f[2];
    f[24] = f32::from(a.time.part != 0 && b.time.part != 0 && a.time.part != b.time.part);
    f[25] = f32::from(a.french != b.french);
    f[26] = f32::from(equal && is_round(a.value));
    let first =
        |draft: &Draft| draft.measures[0].filter(|(_, weight)| *weight > 0.9).map(|(measure, _)| measure);
    let framed = first(a).is_some() && first(a) == first(b);
    f[27] = f32::from(framed && f[11] > 0.3 && f[10] < 0.6);
    f[28] = f32::from(far > 1.4);
    let acts = |draft: &Draft| first(draft).is_some_and(|measure| measure.acts());
    f[29] = f[10] * f32::from(acts(a) && acts(b));
    f[30] = f32::from(a.rivals == 0 && b.rivals == 0 && f[1] >= 0.6);
    f[31] = f32::from(a.appeal != b.appeal && f[1] >= 0.6);
    f
}

/// How two figures of one sentence belong together; `None` when they do not.
fn is_linked(a: &Draft, b: &Draft) -> Option<Link> {
    let to =
        |from: &Draft, to: &Draft| from.link.filter(|(index, _)| *index == to.at.index).map(|(_, link)| link);
    to(a, b).or_else(|| to(b, a))
}

/// Whether a value has one digit that is not 0.
fn is_round(value: f64) -> bool {
    if value < 1.0 {
        return false;
    }
    let scale = 10f64.powf(value.log10().floor());
    (value / scale).fract().abs() < 1e-9
}

/// The weighted sum of features: above 0 when two claims more likely than not answer one question.
pub(super) fn sum(features: &[f32; FEATURES]) -> f32 {
    features.iter().zip(WEIGHTS).map(|(feature, weight)| feature * weight).sum()
}
