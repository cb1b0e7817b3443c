//! A query as a tree in normal form, and its text. Only the parser makes one, so that parsing the text of a query
//! gives the same query.

use std::fmt;

use super::fields::{Field, SORT};
use super::value::{QueryValue, quoted};
use crate::facts::{KINDS, Kind};

/// Which articles, in which order. The default is all articles in the library's order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    pub(super) root: Expression,
    pub(super) sort: Option<Sort>,
}

/// An order of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The value to sort by.
    pub(super) key: SortKey,
    /// Whether the order of the key is reversed.
    pub(super) reverse: bool,
}

/// What articles can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SortKey {
    /// The oldest first; undated ones last in both directions.
    Date,
    /// Alphabetically, without regard to case and accents.
    Title,
    /// The unread first.
    Unread,
    /// The largest sum mentioned first, whatever its currency; those without one last in both directions.
    Amount,
    /// The most facts first.
    Facts,
    /// The best match of the words first.
    Relevance,
}

impl Sort {
    /// By date, the newest first.
    pub(crate) const NEWEST: Self = Self { key: SortKey::Date, reverse: true };
    /// By title.
    pub(crate) const TITLE: Self = Self { key: SortKey::Title, reverse: false };
    /// By the number of facts, the most first.
    pub(crate) const MOST_FACTS: Self = Self { key: SortKey::Facts, reverse: false };

    /// All orders with their names in queries, in the order in which a key steps through them.
    pub(super) const ALL: &'static [(&'static str, Self)] = &[
        ("date", Self { key: SortKey::Date, reverse: false }),
        ("-date", Self { key: SortKey::Date, reverse: true }),
        ("title", Self { key: SortKey::Title, reverse: false }),
        ("-title", Self { key: SortKey::Title, reverse: true }),
        ("unread", Self { key: SortKey::Unread, reverse: false }),
        ("-unread", Self { key: SortKey::Unread, reverse: true }),
        ("amount", Self { key: SortKey::Amount, reverse: false }),
        ("-amount", Self { key: SortKey::Amount, reverse: true }),
        ("facts", Self { key: SortKey::Facts, reverse: false }),
        ("-facts", Self { key: SortKey::Facts, reverse: true }),
        ("relevance", Self { key: SortKey::Relevance, reverse: false }),
        ("-relevance", Self { key: SortKey::Relevance, reverse: true }),
    ];

    /// What comes first, for the frame of the list.
    pub(crate) fn words(self) -> &'static str {
        match (self.key, self.reverse) {
            (SortKey::Date, true) => "newest",
            (SortKey::Date, false) => "oldest",
            (SortKey::Title, false) => "by title",
            (SortKey::Title, true) => "by title, Z first",
            (SortKey::Unread, false) => "unread first",
            (SortKey::Unread, true) => "read first",
            (SortKey::Amount, false) => "largest sum",
            (SortKey::Amount, true) => "smallest sum",
            (SortKey::Facts, false) => "most facts",
            (SortKey::Facts, true) => "fewest facts",
            (SortKey::Relevance, false) => "best match",
            (SortKey::Relevance, true) => "worst match",
        }
    }

    /// Its name in queries.
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, sort)| *sort == self).map_or("", |(name, _)| name)
    }
}

/// The conditions. Normal form: no group directly in a group of the same kind, no group of fewer than two parts
/// (except the empty `All`, which matches everything), no double negation.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// A word without quotes: fuzzy match in the title.
    Word(Box<str>),
    /// Words in quotes: exact match in title or text.
    Phrase(Box<str>),
    Field(&'static Field, QueryValue),
    /// A saved view by its name, and its conditions.
    View(Box<str>, Box<Self>),
}

impl Default for Expression {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Expression {
    pub(super) fn all(parts: Vec<Self>) -> Option<Self> {
        Self::group(parts, Self::All, |part| match part {
            Self::All(parts) => Ok(parts),
            other => Err(other),
        })
    }

    pub(super) fn any(parts: Vec<Self>) -> Option<Self> {
        Self::group(parts, Self::Any, |part| match part {
            Self::Any(parts) => Ok(parts),
            other => Err(other),
        })
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    fn group(
        parts: Vec<Self>,
        make: impl FnOnce(Vec<Self>) -> Self,
        unfold: impl Fn(Self) -> Result<Vec<Self>, Self>,
    ) -> Option<Self> {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match unfold(part) {
                Ok(inner) => flat.extend(inner),
                Err(part) => flat.push(part),
            }
        }
        if flat.len() > 1 { Some(make(flat)) } else { flat.pop() }
    }

    /// Calls `each` with every part, negated ones included.
    fn each<'a>(&'a self, each: &mut impl FnMut(&'a Self)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each(each)),
            Self::Not(part) | Self::View(_, part) => part.each(each),
            leaf => each(leaf),
        }
    }

    /// Calls `each` with every part that is not negated.
    fn wanted<'a>(&'a self, each: &mut impl FnMut(&'a Self)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.wanted(each)),
            Self::Not(_) => {}
            Self::View(_, part) => part.wanted(each),
            leaf => each(leaf),
        }
    }
}

impl Query {
    /// Whether it has no condition and no order.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same query with this order, unless it already has one.
    #[must_use]
    pub(crate) fn or_sorted(mut self, sort: Option<Sort>) -> Self {
        self.sort = self.sort.or(sort);
        self
    }

    /// The articles of both; the order is this one's, else that of `other`.
    #[must_use]
    pub(crate) fn within(self, other: &Self) -> Self {
        let root = Expression::all(vec![other.root.clone(), self.root]).unwrap_or_default();
        Self { root, sort: self.sort.or(other.sort) }
    }

    /// Whether it has an order.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(crate) fn sorts(&self) -> bool {
        self.sort.is_some()
    }

    /// Whether the best matches of its words come first.
    pub(crate) fn is_best_first(&self) -> bool {
        self.order().is_some_and(|sort| sort.key == SortKey::Relevance && !sort.reverse)
    }

    /// The order of what it finds; `None` for the library's.
    pub(crate) fn order(&self) -> Option<Sort> {
        self.sort.or_else(|| self.clone().or_best_first().sort)
    }

    /// Whether it asks whether articles are archived.
    pub(crate) fn asks_for_archived(&self) -> bool {
        let mut asks = false;
        self.root.each(&mut |part| {
            asks |= matches!(part, Expression::Field(field, QueryValue::Choice("archived")) if field.name == "is");
        });
        asks
    }

    /// Whether it has words that match fuzzily.
    pub(crate) fn is_fuzzy(&self) -> bool {
        !self.words().is_empty()
    }

    /// The same query with the best matches first, if it has words and no order.
    #[must_use]
    pub(crate) fn or_best_first(self) -> Self {
        let best = Sort { key: SortKey::Relevance, reverse: false };
        let sort = self.is_fuzzy().then_some(best);
        self.or_sorted(sort)
    }

    /// The kinds of facts that its conditions and its order need.
    pub fn kinds(&self) -> Vec<Kind> {
        let mut kinds = Vec::new();
        self.root.each(&mut |part| {
            if let Expression::Field(field, _) = part {
                kinds.extend_from_slice(field.kinds);
            }
        });
        match self.sort.map(|sort| sort.key) {
            Some(SortKey::Amount) => kinds.extend_from_slice(SORT.kinds),
            Some(SortKey::Facts) => kinds.extend(KINDS.iter().map(|row| row.kind)),
            _ => {}
        }
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Calls `each` with every part that is not negated.
    pub(super) fn wanted_parts<'a>(&'a self, each: &mut impl FnMut(&'a Expression)) {
        self.root.wanted(each);
    }

    /// The words without quotes, which are matched fuzzily in titles.
    pub(super) fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        self.root.wanted(&mut |part| {
            if let Expression::Word(word) = part {
                words.push(word.as_ref());
            }
        });
        words
    }

    /// What is matched exactly in titles: phrases and `title:`.
    pub(super) fn phrases(&self) -> Vec<&str> {
        let mut phrases = Vec::new();
        self.root.wanted(&mut |part| match part {
            Expression::Phrase(phrase) => phrases.push(phrase.as_ref()),
            Expression::Field(field, QueryValue::Text(text)) if field.name == "title" => phrases.push(text),
            _ => {}
        });
        phrases
    }
}

/// The shortest text that parses to the same query: brackets only where they are needed.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.write(f, Inside::Nothing)?;
        if let Some(sort) = self.sort {
            let gap = if self.root == Expression::default() { "" } else { " " };
            write!(f, "{gap}sort:{}", sort.name())?;
        }
        Ok(())
    }
}

/// A part of a query as it is written.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, Inside::Nothing)
    }
}

/// The kind of group that an expression is directly in.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Nothing,
    Any,
    All,
    Not,
}

impl Expression {
    fn write(&self, f: &mut fmt::Formatter<'_>, inside: Inside) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Phrase(phrase) => write!(f, "\"{phrase}\""),
            Self::View(name, _) => write!(f, "view:{}", quoted(name)),
            Self::Field(field, QueryValue::Text(text)) => write!(f, "{}:{}", field.name, quoted(text)),
            Self::Field(field, value) => write!(f, "{}:{value}", field.name),
            Self::Not(part) => {
                f.write_str("-")?;
                part.write(f, Inside::Not)
            }
            Self::All(parts) => join(f, parts, " ", Inside::All, inside == Inside::Not),
            Self::Any(parts) => {
                join(f, parts, " OR ", Inside::Any, matches!(inside, Inside::All | Inside::Not))
            }
        }
    }
}

fn join(
    f: &mut fmt::Formatter<'_>,
    parts: &[Expression],
    between: &str,
    inside: Inside,
    bracket: bool,
) -> fmt::Result {
    if bracket {
        f.write_str("(")?;
    }
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        part.write(f, inside)?;
    }
    if bracket { f.write_str(")") } else { Ok(()) }
}
