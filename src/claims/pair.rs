//! How likely two claims answer the same question: a weighted sum of features, each of which can be told to a reader.

use super::draft::{Draft, Drafts, Link};
use super::lexicon::Measure;
use super::rarity::Rarity;
use super::rates;
use crate::facts::FigureUnit;

/// The number of features.
pub(crate) const FEATURES: usize = 35;

/// The weight of each feature, in the order of [`features`]. Learnt by logistic regression on the pairs of the stories in
/// `tests/data/claims` that are not held out, within bounds for what these few stories cannot teach: that equal round values, other
/// months or another actor say little for one question.
pub(crate) const WEIGHTS: [f32; FEATURES] = [
    -2.85, 1.05, -0.95, 3.93, 1.90, 1.09, -1.60, 0.76, 0.00, 0.20, -0.40, 1.00, 0.40, -0.88, -0.71, -0.56,
    -1.00, -0.91, -1.23, -0.30, 3.00, 1.01, 0.11, -0.50, -1.50, 0.40, -0.30, 0.80, -1.17, -0.98, 0.34, -1.00,
    -1.00, -1.20, -0.60,
];

/// The features that need lists of words, in [`WEIGHTS`].
const PARTIES: usize = 11;
const ARTICLES: usize = 12;
const WORDS: usize = 21;
const FRAMED: usize = 27;

/// The sum of a pair that cannot answer one question.
const IMPOSSIBLE: f32 = -6.0;

/// Weighted words, sorted by word.
pub(super) type Weighted = Box<[(u32, f32)]>;

/// Up to three classes of measures with their weights.
type Measures = [Option<(Measure, f32)>; 3];

/// What is compared of a claim: all in one place, since many pairs are compared. The words of its parties and those
/// around it are in a list that it shares with other claims.
#[derive(Debug)]
pub(super) struct Compared {
    /// The value, its upper end and its unit.
    value: f64,
    high: Option<f64>,
    unit: Option<FigureUnit>,
    /// Euros for one unit; `None` where the currency is not known.
    euros: Option<f64>,
    measures: Measures,
    /// What it measures, where that is sure, and whether its values belong to who acts.
    sure: Option<(Measure, bool)>,
    /// Whether its values belong to one year each.
    yearly: bool,
    /// The classes that it measures, and those related to them.
    classes: u128,
    related: u128,
    heads: [u32; 2],
    primary: [u32; 4],
    /// Whether its own sentence names that one.
    here: bool,
    year: i16,
    part_of_year: u8,
    period: u8,
    percent: bool,
    part: bool,
    appeal: bool,
    scope: u8,
    /// Whether it is asked for.
    request: bool,
    french: bool,
    /// Whether no other value of its article measures the same.
    lonely: bool,
    /// Whether its value has one digit that is not 0.
    round: bool,
    article: u32,
    index: u32,
    sentence: u32,
    link: Option<(u32, Link)>,
    /// Where its words are: its parties, those of them in or near its clause, and the words around it.
    parties: (u32, u32),
    near: (u32, u32),
    words: (u32, u32),
}

/// The weight from which on a party is in or near the clause.
const NEAR: f32 = 0.55;

/// Claims with the list of their words.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    pub(super) claims: Vec<Compared>,
    words: Vec<(u32, f32)>,
    near: Vec<u32>,
}

impl Prepared {
    /// Prepares these claims, with the rarity of their words reckoned in.
    pub(super) fn new<'d>(drafts: impl Iterator<Item = &'d Draft>, rarity: &Rarity) -> Self {
        let mut prepared = Self::default();
        for draft in drafts {
            let start = prepared.words.len();
            let trusted =
                draft.parties.iter().map(|(word, weight)| (*word, (weight * rarity.trust(*word)).sqrt()));
            prepared.words.extend(trusted);
            let middle = prepared.words.len();
            prepared.words.extend(draft.words.iter().map(|word| (*word, rarity.word(*word))));
            let end = prepared.words.len();
            unit(&mut prepared.words[middle..end]);
            let near = prepared.near.len() as u32;
            // Where the sentence does not say who acts, it may be whoever the article names.
            let least = if draft.here { NEAR } else { 0.0 };
            let strong = draft.parties.iter().filter(|(_, weight)| *weight >= least);
            prepared.near.extend(strong.map(|(word, _)| word));
            let mut claim = Compared::new(draft);
            claim.parties = (start as u32, middle as u32);
            claim.near = (near, prepared.near.len() as u32);
            claim.words = (middle as u32, end as u32);
            prepared.claims.push(claim);
        }
        prepared
    }

    /// The words of the parties of a claim, with the square roots of their weights.
    fn parties(&self, claim: &Compared) -> &[(u32, f32)] {
        &self.words[claim.parties.0 as usize..claim.parties.1 as usize]
    }

    /// The words of the parties in or near the clause of a claim.
    fn near(&self, claim: &Compared) -> &[u32] {
        &self.near[claim.near.0 as usize..claim.near.1 as usize]
    }

    /// The words around a claim; the sum of the squares of their weights is 1.
    fn words(&self, claim: &Compared) -> &[(u32, f32)] {
        &self.words[claim.words.0 as usize..claim.words.1 as usize]
    }
}

impl Compared {
    /// What neighbours in a long block are ordered by: what they measure, their first party, and near enough their value.
    pub(super) fn order(&self) -> (Option<Measure>, u32, f64) {
        let measure = self.measures[0].map(|(measure, _)| measure);
        (measure, self.primary[0], self.value * self.euros.unwrap_or(1.0))
    }

    /// Whether it is known what it measures.
    pub(super) fn says_what(&self) -> bool {
        self.classes != 0
    }

    fn new(draft: &Draft) -> Self {
        let sure = draft.measures[0].filter(|(_, weight)| *weight > 0.9);
        let strong = draft.measures.iter().flatten().filter(|(_, weight)| *weight > 0.8);
        Self {
            value: draft.value,
            high: draft.high,
            unit: draft.unit,
            euros: rates::euros(draft.unit),
            measures: draft.measures,
            sure: sure.map(|(measure, _)| (measure, measure.acts())),
            yearly: strong.into_iter().any(|(measure, _)| measure.is_yearly()),
            classes: draft.measures.iter().flatten().fold(0, |set, (measure, _)| set | measure.bit()),
            related: draft.measures.iter().flatten().fold(0, |set, (measure, _)| set | measure.related()),
            heads: draft.heads,
            primary: draft.primary,
            here: draft.here,
            year: draft.time.year,
            part_of_year: draft.time.part,
            period: draft.period,
            percent: draft.percent,
            part: draft.part,
            appeal: draft.appeal,
            scope: draft.scope,
            request: draft.measures.iter().flatten().any(|(measure, _)| measure.is_request()),
            french: draft.french,
            lonely: draft.rivals == 0,
            round: is_round(draft.value),
            article: draft.at.article.0,
            index: draft.at.index,
            sentence: draft.sentence,
            link: draft.link,
            parties: (0, 0),
            near: (0, 0),
            words: (0, 0),
        }
    }

    /// The value of a claim over that of another, in one unit; `None` when they cannot be compared.
    fn ratio(&self, other: &Self) -> Option<f64> {
        if self.value <= 0.0 || other.value <= 0.0 {
            return None;
        }
        if self.has_unit_of(other) {
            return Some(self.value / other.value);
        }
        Some(self.value * self.euros? / (other.value * other.euros?))
    }

    fn has_unit_of(&self, other: &Self) -> bool {
        self.unit == other.unit || self.unit.is_none() || other.unit.is_none()
    }
}

/// By how many words an article is compared with others: the weightiest of its names.
const NAMES: usize = 12;

/// The names of an article, by which it is compared with others; the sum of the squares of their weights is 1.
pub(super) fn names(drafts: &Drafts, rarity: &Rarity) -> Weighted {
    let weighted = |(word, weight): &(u32, f32)| (*word, (1.0 + weight.max(1.0).ln()) * rarity.name(*word));
    let mut names: Vec<(u32, f32)> = drafts.names.iter().map(weighted).collect();
    if names.len() > NAMES {
        names.select_nth_unstable_by(NAMES, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        names.truncate(NAMES);
        names.sort_unstable_by_key(|(word, _)| *word);
    }
    unit(&mut names);
    names.into()
}

/// Makes the sum of the squares of the weights 1.
fn unit(list: &mut [(u32, f32)]) {
    let norm = list.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    list.iter_mut().for_each(|(_, weight)| *weight /= norm);
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

/// How many parties two claims share, from 0 to 1: one that both name in the clause is nearly enough. The weights are square
/// roots.
fn shared(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    common(a, b, |x, y| x * y).min(1.5) / 1.5
}

/// How far the measures of two claims agree, from 0 to 1; `None` when one of them is not known.
pub(super) fn measures(a: &Measures, b: &Measures) -> Option<f32> {
    a[0]?;
    b[0]?;
    let mut best: f32 = 0.0;
    for (x, wx) in a.iter().flatten() {
        for (y, wy) in b.iter().flatten() {
            best = best.max(x.nearness(*y) * wx * wy);
        }
    }
    Some(best)
}

/// Values so near that one may be the other, converted or rounded.
fn is_near(ratio: Option<f64>) -> bool {
    ratio.is_some_and(|ratio| (0.84..1.19).contains(&ratio))
}

/// Two claims and what is compared of them.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    a: &'a Compared,
    b: &'a Compared,
    own: &'a Prepared,
    other: &'a Prepared,
}

impl<'a> Pair<'a> {
    /// A claim of one list and one of another, by their places in them.
    pub(super) fn new((own, a): (&'a Prepared, usize), (other, b): (&'a Prepared, usize)) -> Self {
        Self { a: &own.claims[a], b: &other.claims[b], own, other }
    }

    /// Whether the claims cannot answer one question: other measures, and other values.
    pub(super) fn is_hopeless(&self) -> bool {
        let Self { a, b, .. } = self;
        a.percent != b.percent
            || self.measures_apart() && !(a.article == b.article && self.is_linked()) && !is_near(a.ratio(b))
    }

    /// Whether what both measure is known and not even near the same.
    fn measures_apart(&self) -> bool {
        let Self { a, b, .. } = self;
        let known = a.classes != 0 && b.classes != 0;
        known
            && (a.related & b.classes == 0
                || measures(&a.measures, &b.measures).is_some_and(|nearness| nearness < 0.15))
    }

    /// Whether one of two figures of a sentence replaces or converts the other.
    pub(super) fn is_linked(&self) -> bool {
        let to = |from: &Compared, to: &Compared| from.link.is_some_and(|(index, _)| index == to.index);
        to(self.a, self.b) || to(self.b, self.a)
    }

    /// The weighted sum of the features: above 0 when two claims more likely than not answer one question. `None` where it is
    /// not above `least`, often found out without all features; `articles` gives the [`nearness`] of their articles.
    pub(super) fn sum(&self, least: f32, articles: impl FnOnce() -> f32) -> Option<f32> {
        if self.is_hopeless() {
            return (IMPOSSIBLE > least).then_some(IMPOSSIBLE);
        }
        // What a feature still to be worked out can add at most: each is 1 at most.
        const fn at_most(later: &[usize]) -> f32 {
            let (mut sum, mut next) = (0.0, 0);
            while next < later.len() {
                sum += WEIGHTS[later[next]].max(0.0);
                next += 1;
            }
            sum
        }
        const ALL_LISTS: f32 = at_most(&[PARTIES, ARTICLES, WORDS, FRAMED]);
        const LAST_TWO: f32 = at_most(&[ARTICLES, WORDS]);
        const LAST: f32 = at_most(&[ARTICLES]);
        let mut f = self.plain_features();
        let mut total = sum(&f);
        let add = |feature: usize, value: f32, total: &mut f32| *total += value * WEIGHTS[feature];
        if total + ALL_LISTS <= least {
            return None;
        }
        self.compare_parties(&mut f);
        add(PARTIES, f[PARTIES], &mut total);
        add(FRAMED, f[FRAMED], &mut total);
        if total + LAST_TWO <= least {
            return None;
        }
        self.compare_words(&mut f);
        add(WORDS, f[WORDS], &mut total);
        if total + LAST <= least {
            return None;
        }
        self.compare_articles(&mut f, articles);
        add(ARTICLES, f[ARTICLES], &mut total);
        Some(total).filter(|total| *total > least)
    }

    /// All features; `articles` gives the [`nearness`] of their articles.
    pub(super) fn features(&self, articles: impl FnOnce() -> f32) -> [f32; FEATURES] {
        let mut f = self.plain_features();
        self.compare_parties(&mut f);
        self.compare_words(&mut f);
        self.compare_articles(&mut f, articles);
        f
    }

    fn compare_words(&self, f: &mut [f32; FEATURES]) {
        f[WORDS] = nearness(self.own.words(self.a), self.other.words(self.b));
    }

    fn compare_articles(&self, f: &mut [f32; FEATURES], articles: impl FnOnce() -> f32) {
        f[ARTICLES] = if self.a.article == self.b.article { 1.0 } else { articles() };
    }

    fn compare_parties(&self, f: &mut [f32; FEATURES]) {
        let Self { a, b, .. } = self;
        f[PARTIES] = shared(self.own.parties(a), self.other.parties(b));
        let framed = a.sure.is_some() && a.sure == b.sure;
        f[FRAMED] = f32::from(framed && f[PARTIES] > 0.3 && f[10] < 0.6);
    }

    /// The features that need no lists of words.
    fn plain_features(&self) -> [f32; FEATURES] {
        let Self { a, b, .. } = *self;
        let mut f = [0.0; FEATURES];
        f[0] = 1.0;
        let same_article = a.article == b.article;
        let measure = measures(&a.measures, &b.measures);
        f[1] = measure.unwrap_or(0.3);
        f[2] = measure.map_or(0.0, |nearness| f32::from(nearness < 0.15));
        let ratio = a.ratio(b);
        let one_unit = a.has_unit_of(b);
        let equal =
            one_unit && ratio.is_some_and(|ratio| (0.9999..1.0001).contains(&ratio)) && a.high == b.high;
        let converted = !one_unit && is_near(ratio);
        f[3] = f32::from(equal);
        f[4] = f32::from(converted);
        let far = if equal { 0.0 } else { ratio.map_or(2.0, |ratio| ratio.log10().abs() as f32) };
        f[5] = f32::from(!equal && !converted && far < 0.13) * (1.0 - f[2]);
        f[6] = if equal || converted { 0.0 } else { far.min(0.6) };
        let heads = |x: u32, y: u32| x != 0 && x == y;
        let head = heads(a.heads[0], b.heads[0])
            || heads(a.heads[1], b.heads[1])
            || heads(a.heads[0], b.heads[1])
            || heads(a.heads[1], b.heads[0]);
        f[7] = f32::from(head);
        let differ = |x: u32, y: u32| x != 0 && y != 0 && x != y;
        f[8] = f32::from(
            !head
                && a.french == b.french
                && (differ(a.heads[0], b.heads[0]) || differ(a.heads[1], b.heads[1])),
        );
        self.compare_actors(&mut f);
        let (x, y) = (a.year, b.year);
        let comparable = x != 0 && y != 0 && (x < 100) == (y < 100);
        let yearly = a.yearly || b.yearly;
        f[13] = f32::from(comparable && x != y);
        f[14] = f32::from(comparable && x != y && yearly);
        f[15] = f32::from((x == 0) != (y == 0) && !equal && yearly);
        f[16] = f32::from(a.period != b.period);
        f[17] = f32::from(a.part != b.part);
        f[18] = f32::from(same_article && !equal && !converted);
        f[19] = f32::from(same_article && a.sentence == b.sentence && !equal);
        f[20] = f32::from(same_article && self.is_linked());
        f[22] = f32::from(same_article && equal);
        f[23] = f32::from(equal || converted) * f[2];
        f[24] = f32::from(a.part_of_year != 0 && b.part_of_year != 0 && a.part_of_year != b.part_of_year);
        f[25] = f32::from(a.french != b.french);
        f[26] = f32::from(equal && a.round);
        f[28] = f32::from(far > 1.4);
        let acts = |claim: &Compared| claim.sure.is_some_and(|(_, acts)| acts);
        f[29] = f[10] * f32::from(acts(a) && acts(b));
        f[30] = f32::from(a.lonely && b.lonely && f[1] >= 0.6);
        f[32] = f[26] * f[2];
        f[33] = f32::from(a.scope != b.scope);
        f[34] = f32::from(a.request != b.request && f[1] >= 0.6);
        f[31] = f32::from(a.appeal != b.appeal && f[1] >= 0.6);
        f
    }

    /// Whether the names nearest to the figures are the same.
    fn compare_actors(&self, f: &mut [f32; FEATURES]) {
        let Self { a, b, .. } = *self;
        let shares = is_one_name(&a.primary, &b.primary);
        f[9] = f32::from(shares);
        if a.primary[0] == 0 || b.primary[0] == 0 || shares {
            return;
        }
        let has = |near: &[u32], words: &[u32; 4]| words.iter().any(|word| *word != 0 && near.contains(word));
        f[10] = 1.0
            - 0.5 * f32::from(has(self.own.near(a), &b.primary))
            - 0.5 * f32::from(has(self.other.near(b), &a.primary));
        // A name that is carried over from a sentence before is less surely another actor.
        if !(a.here && b.here) {
            f[10] *= 0.5;
        }
    }
}

/// Whether two names may be of one bearer: their first words are equal, which are surnames for people, or one is a word of the
/// other. "Bay City" and "Calder City" are not.
fn is_one_name(a: &[u32; 4], b: &[u32; 4]) -> bool {
    let within = |one: &[u32; 4], other: &[u32; 4]| one[0] != 0 && one[1] == 0 && other.contains(&one[0]);
    a[0] != 0 && a[0] == b[0] || within(a, b) || within(b, a)
}

/// Whether a value has one digit that is not 0.
fn is_round(value: f64) -> bool {
    if value < 1.0 {
        return false;
    }
    let scale = 10f64.powf(value.log10().floor());
    (value / scale).fract().abs() < 1e-9
}

fn sum(features: &[f32; FEATURES]) -> f32 {
    features.iter().zip(WEIGHTS).map(|(feature, weight)| feature * weight).sum()
}
