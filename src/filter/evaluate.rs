//! One pass of a query over the library, in parallel: which articles match, in which order. A stale pass stops
//! within a few articles.

use rayon::prelude::*;

use super::fields::{Context, Cost, Test};
use super::find::Needle;
use super::fuzzy::Pattern;
use super::query::{Expression, Sort, SortKey};
use super::{Index, Query};
use crate::article::ArticleId;
use crate::facts::Fact;
use crate::library::Library;
use crate::triage::MarksTable;

/// Articles per task: small enough that all cores end together, large enough that the overhead is negligible.
const TASK: usize = 512;

/// A match whose quality is below this share of the best one, in thousandths, is no result: scattered letters match
/// nearly every long title.
const FLOOR: u32 = 700;

/// The articles that match, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The articles.
    pub ids: Vec<ArticleId>,
    /// How well the words of the query match each of them, in thousandths of a whole word; empty when the query has no
    /// words.
    pub(crate) qualities: Vec<u16>,
}

/// The articles that match, in the order the query asks for, else by how well its words match, else in the
/// library's order, which also decides between equals. `None` when the pass became stale before its end.
pub fn evaluate(
    library: &Library,
    marks: &MarksTable,
    query: &Query,
    index: &Index,
    stale: &(dyn Fn() -> bool + Sync),
) -> Option<Found> {
    let context = Context { library, marks, index, stale, kinds: &[] };
    let node = Node::new(&query.root, context);
    if stale() {
        return None;
    }
    let count = library.articles().len();
    let parts: Option<Vec<Vec<(i64, ArticleId, u16)>>> = (0..count.div_ceil(TASK))
        .into_par_iter()
        .map(|task| {
            let mut found = Vec::new();
            for at in task * TASK..count.min((task + 1) * TASK) {
                if stale() {
                    return None;
                }
                let id = ArticleId(at as u32);
                if let Some(Score { points, quality }) = node.score(id, context) {
                    found.push((points, id, quality));
                }
            }
            Some(found)
        })
        .collect();
    let mut found = parts?.concat();
    let has_words = !query.words().is_empty();
    if has_words {
        let best = found.iter().map(|(.., quality)| *quality).max().unwrap_or(0);
        found.retain(|(.., quality)| u32::from(*quality) * 1000 >= u32::from(best) * FLOOR);
    }
    let by_words = Sort { key: SortKey::Relevance, reverse: false };
    let sort = query.sort.or(has_words.then_some(by_words));
    if let Some(sort) = sort {
        for (key, id, _) in &mut found {
            *key = sort_key(sort, *key, *id, context);
        }
        if stale() {
            return None;
        }
        found.par_sort_unstable();
    }
    let qualities = if has_words { found.iter().map(|(.., quality)| *quality).collect() } else { Vec::new() };
    (!stale()).then(|| Found { ids: found.into_iter().map(|(_, id, _)| id).collect(), qualities })
}

/// The number by which articles are sorted, ascending. An article without the value sorted by comes last in both
/// directions.
fn sort_key(sort: Sort, score: i64, id: ArticleId, context: Context<'_>) -> i64 {
    let key =
        match sort.key {
            SortKey::Relevance => Some(-score),
            SortKey::Title => Some(i64::from(context.index.rank(id))),
            SortKey::Unread => Some(i64::from(!context.marks.get(id).unread())),
            SortKey::Date => context.library.article(id).date.map(|date| {
                i64::from(date.year) * 10_000 + i64::from(date.month) * 100 + i64::from(date.day)
            }),
            SortKey::Facts => Some(-i64::from(context.library.counts(id).total())),
            SortKey::Amount => largest_amount(context.library, id).map(|value| -ordered(value)),
        };
    match key {
        Some(key) if sort.reverse => -key,
        Some(key) => key,
        None => i64::MAX,
    }
}

fn largest_amount(library: &Library, id: ArticleId) -> Option<f64> {
    let values = library.mentions(id).iter().filter_map(|mention| match &mention.fact {
        Fact::Amount(amount) => Some(amount.high.unwrap_or(amount.value)),
        _ => None,
    });
    values.filter(|value| value.is_finite()).max_by(f64::total_cmp)
}

/// An integer with the same order as `value`, halved so that it can always be negated.
fn ordered(value: f64) -> i64 {
    let bits = value.to_bits() as i64;
    (bits ^ (((bits >> 63) as u64) >> 1) as i64) >> 1
}

/// A query prepared for one pass.
enum Node<'a> {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Word(Box<Pattern>),
    Phrase(Box<Needle>),
    Test(Test<'a>, Cost),
}

impl<'a> Node<'a> {
    fn new(expression: &'a Expression, context: Context<'a>) -> Self {
        let parts = |parts: &'a [Expression]| {
            let mut nodes: Vec<_> = parts.iter().map(|part| Self::new(part, context)).collect();
            nodes.sort_by_key(Self::cost);
            nodes
        };
        match expression {
            Expression::All(inner) => Self::All(parts(inner)),
            Expression::Any(inner) => Self::Any(parts(inner)),
            Expression::View(_, inner) => Self::new(inner, context),
            Expression::Not(inner) => Self::Not(Box::new(Self::new(inner, context))),
            Expression::Word(word) => Self::Word(Box::new(Pattern::new(word))),
            Expression::Phrase(phrase) => Self::Phrase(Box::new(Needle::new(phrase))),
            Expression::Field(field, value) => {
                let context = Context { kinds: field.kinds, ..context };
                Self::Test((field.test)(value, context), field.cost)
            }
        }
    }

    fn cost(&self) -> Cost {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().map(Self::cost).max().unwrap_or(Cost::Look),
            Self::Not(node) => node.cost(),
            Self::Word(_) => Cost::Title,
            Self::Phrase(_) => Cost::Text,
            Self::Test(_, cost) => *cost,
        }
    }

    /// The score of an article; `None` when it does not match.
    fn score(&self, id: ArticleId, context: Context<'_>) -> Option<Score> {
        match self {
            Self::All(nodes) => {
                nodes.iter().try_fold(Score::PLAIN, |all, node| Some(all.and(node.score(id, context)?)))
            }
            // The best score of all alternatives.
            Self::Any(nodes) => nodes
                .iter()
                .filter_map(|node| node.score(id, context))
                .reduce(|a, b| Score { points: a.points.max(b.points), quality: a.quality.max(b.quality) }),
            Self::Not(node) => node.score(id, context).is_none().then_some(Score::PLAIN),
            Self::Word(pattern) => {
                let title = || context.library.article(id).title.as_ref();
                let points = pattern.score(context.index.title(id), context.index.mask(id), title)?;
                Some(Score { points, quality: pattern.quality(context.index.title(id)) })
            }
            Self::Phrase(needle) => {
                let holds = needle.is_in_folded(context.index.title(id))
                    || needle.is_in(&context.library.article(id).text, context.stale);
                holds.then_some(Score::PLAIN)
            }
            Self::Test(test, _) => test(id).then_some(Score::PLAIN),
        }
    }
}

/// How well an article matches.
#[derive(Clone, Copy)]
struct Score {
    /// Higher is better; only words score above 0.
    points: i64,
    /// The quality of the worst of the words, in thousandths of a whole word.
    quality: u16,
}

impl Score {
    /// Of a condition that holds or does not.
    const PLAIN: Self = Self { points: 0, quality: 1000 };

    fn and(self, other: Self) -> Self {
        Self { points: self.points + other.points, quality: self.quality.min(other.quality) }
    }
}

#[cfg(test)]
#[path = "evaluate_tests.rs"]
mod tests;
