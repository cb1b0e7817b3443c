//! Why two claims are taken for answers to one question, in words: the features of [`super::pair`] that say most.

use super::draft::Drafts;
use super::pair::{FEATURES, Pair, Prepared, WEIGHTS, names, nearness};
use super::rarity::Rarity;
use crate::facts::MentionRef;

/// The least that a feature must add or take away to be told.
const TELLING: f32 = 0.15;

/// What speaks for one question, or against it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What it adds to the sum: below 0 when it speaks against.
    pub(crate) weight: f32,
    /// In words.
    pub(crate) words: &'static str,
}

/// What each feature says; empty for one that says nothing to a reader. In the order of [`WEIGHTS`].
const WORDS: [&str; FEATURES] = [
    "",
    "they measure the same, or nearly",
    "they measure different things",
    "they give the same value",
    "they give the same value in different currencies",
    "their values are near each other",
    "their values are apart",
    "the same noun stands beside both figures",
    "",
    "the same name is nearest to both figures",
    "other names are nearest to them",
    "they name the same parties",
    "their articles name the same people and firms",
    "they name different years",
    "what they measure differs from year to year",
    "only one of them names a year",
    "they are counted by different periods",
    "only one of them is a part of another sum",
    "one article gives both, as different values",
    "one sentence gives both",
    "one sentence says that the one replaces or converts the other",
    "similar words stand around them",
    "one article says it twice",
    "an equal value may be a chance where they measure different things",
    "they name different months or quarters",
    "",
    "an equal round value may be a chance",
    "they measure the same, of the same parties",
    "one value is more than twenty-five times the other",
    "others act in them",
    "each article has one figure of this kind",
    "only one of them is of a ruling on appeal",
    "an equal round value is often a chance where they measure different things",
    "only one of them counts debt, is of a contract's clause, or is before tax",
    "only one of them is asked for",
];

/// The reasons for and against, the weightiest first, and their sum. `drafts` are those of the articles of `a` and `b` (one
/// where they are the same), so what is rare is reckoned by them alone; `None` when a claim is not among them.
pub(super) fn why(drafts: &[Drafts], a: MentionRef, b: MentionRef) -> Option<(Vec<Reason>, f32)> {
    let find = |at: MentionRef| {
        let of = |drafts: &Drafts| drafts.drafts.iter().position(|draft| draft.at == at);
        drafts.iter().enumerate().find_map(|(article, drafts)| Some((article, of(drafts)?)))
    };
    let (x, y) = (find(a)?, find(b)?);
    let rarity = Rarity::of(drafts);
    let draft = |(article, place): (usize, usize)| &drafts[article].drafts[place];
    let prepared = Prepared::new([draft(x), draft(y)].into_iter(), &rarity);
    let articles = || nearness(&names(&drafts[x.0], &rarity), &names(&drafts[y.0], &rarity));
    let features = Pair::new((&prepared, 0), (&prepared, 1)).features(articles);
    let mut reasons: Vec<Reason> = features
        .iter()
        .zip(WEIGHTS)
        .zip(WORDS)
        .map(|((feature, weight), words)| Reason { weight: feature * weight, words })
        .collect();
    let sum = reasons.iter().map(|reason| reason.weight).sum();
    reasons.retain(|reason| !reason.words.is_empty() && reason.weight.abs() >= TELLING);
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    Some((reasons, sum))
}
