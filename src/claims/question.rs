//! A question: the claims that answer it, what it is called, and how much they disagree.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::article::Article;
use crate::facts::{Entity, Figure, Mention};
use crate::text::fold::fold;

use super::lexicon::Measure;
use super::{Claim, Party, Source, rates};

/// What several claims answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Question {
    /// Its claims, in the order of articles and texts.
    pub(crate) claims: Box<[u32]>,
    /// What most of them measure.
    pub(crate) measure: Option<Measure>,
    /// As a reader sees it: `Microsoft → OpenAI: invested`.
    pub(crate) name: Box<str>,
    /// The smallest and the largest value: in per cent, or near enough in euros.
    pub(crate) range: (f64, f64),
    /// In how many articles it is answered.
    pub(crate) articles: u32,
    /// How many sources give an answer: named ones, and the articles that claim it themselves.
    pub(crate) sources: u32,
}

/// Values within this factor agree: they may be rounded or converted.
const AGREEING: f64 = 1.06;

impl Question {
    /// Whether its claims give values that differ by more than rounding and conversion.
    pub(crate) fn is_disputed(&self) -> bool {
        dispute(self.range, self.sources) > 0.0
    }
}

/// How much claims disagree: the spread of their values on a logarithmic scale, and the number of their sources; 0 when they
/// agree.
pub(crate) fn dispute((low, high): (f64, f64), sources: u32) -> f64 {
    if low <= 0.0 || high / low <= AGREEING {
        return 0.0;
    }
    (high / low).log10() * f64::from(sources.max(2)).ln()
}

/// The name of a party in the text of its article.
pub(crate) fn party_name<'a>(
    party: Party,
    article: &'a Article,
    mentions: &[Mention],
    name_of: &dyn Fn(Entity) -> &'a str,
) -> &'a str {
    match party {
        Party::Entity(mention) => {
            mentions.get(mention as usize).and_then(|mention| mention.fact.entity()).map_or("", name_of)
        }
        Party::Name(span) => span.of(&article.text),
    }
}

/// The name of the source of a claim.
pub(crate) fn source_name<'a>(
    source: Source,
    article: &'a Article,
    mentions: &[Mention],
    name_of: &dyn Fn(Entity) -> &'a str,
) -> &'a str {
    match source {
        Source::Entity(mention) => party_name(Party::Entity(mention), article, mentions, name_of),
        Source::Text(span) => span.of(&article.text),
    }
}

/// The values of a figure on the scale on which questions compare them.
pub(crate) fn values(figure: &Figure) -> (f64, f64) {
    let common = |value: f64| rates::common(value, figure.unit);
    (common(figure.value), common(figure.high.unwrap_or(figure.value)))
}

/// The questions that the claims answer, in the order of their numbers.
pub(super) fn questions<'n>(
    claims: &[Claim],
    articles: &'n [Article],
    mentions: &[Box<[Mention]>],
    name_of: &(dyn Fn(Entity) -> &'n str + Sync + 'n),
) -> Vec<Question> {
    let count = claims.iter().map(|claim| claim.question + 1).max().unwrap_or(0);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); count as usize];
    for (place, claim) in claims.iter().enumerate() {
        members[claim.question as usize].push(place as u32);
    }
    members
        .into_par_iter()
        .map(|members| {
            let own = || members.iter().map(|&place| &claims[place as usize]);
            let measure = most(own().filter_map(|claim| claim.measure));
            let parties = |slot: usize| {
                let names = own().filter_map(|claim| {
                    let (article, mentions) =
                        (&articles[claim.at.article.index()], &mentions[claim.at.article.index()]);
                    claim.parties[slot].map(|party| party_name(party, article, mentions, name_of))
                });
                most(names.filter(|name| !name.is_empty()))
            };
            let mut range = (f64::INFINITY, 0.0_f64);
            let mut sources: Vec<String> = Vec::new();
            let mut texts = 0;
            for group in
                members.chunk_by(|a, b| claims[*a as usize].at.article == claims[*b as usize].at.article)
            {
                texts += 1;
                for claim in group.iter().map(|&place| &claims[place as usize]) {
                    let (article, list) =
                        (&articles[claim.at.article.index()], &mentions[claim.at.article.index()]);
                    if let Some(figure) = list[claim.at.index as usize].fact.figure() {
                        let (low, high) = values(&figure);
                        range = (range.0.min(low), range.1.max(high));
                    }
                    sources.push(match claim.source {
                        Some(source) => fold(source_name(source, article, list, name_of)),
                        None => format!("#{}", claim.at.article.0),
                    });
                }
            }
            sources.sort_unstable();
            sources.dedup();
            let name = name(
                parties(0),
                parties(1),
                measure,
                own().map(|claim| claim.time.year).filter(|year| *year > 100),
            );
            Question {
                measure,
                name,
                range,
                articles: texts,
                sources: sources.len() as u32,
                claims: members.into(),
            }
        })
        .collect()
}

/// The most frequent; of equally frequent ones the first.
fn most<T: Copy + Eq + std::hash::Hash>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: HashMap<T, (u32, u32)> = HashMap::new();
    for (place, item) in all.enumerate() {
        counts.entry(item).or_insert((0, u32::MAX - place as u32)).0 += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(item, _)| item)
}

fn name(
    first: Option<&str>,
    second: Option<&str>,
    measure: Option<Measure>,
    years: impl Iterator<Item = i16>,
) -> Box<str> {
    let second = second.filter(|second| Some(*second) != first);
    let parties = match (first, second) {
        (Some(first), Some(second)) => format!("{first} → {second}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    };
    let mut name = match measure {
        Some(measure) if parties.is_empty() => measure.label().to_owned(),
        Some(measure) => format!("{parties}: {}", measure.label()),
        None if parties.is_empty() => "a figure".to_owned(),
        None => parties,
    };
    if let Some(year) = most(years).filter(|_| measure.is_some_and(Measure::is_yearly)) {
        name.push_str(&format!(" ({year})"));
    }
    name.into()
}
