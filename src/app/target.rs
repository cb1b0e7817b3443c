//! The tracked target: what `n` steps through, its occurrences in the open article, and the articles of the list that
//! have it. The status line always names it.

use crate::article::ArticleId;
use crate::filter::Terms;
use crate::library::{Library, Subject};
use crate::text::Span;

use super::ordered::Ordered;
use super::text_search::Pattern;
use crate::text::count::counted;

/// What is being tracked.
#[derive(Debug, Clone)]
pub(crate) enum Goal {
    /// A person or a value.
    Subject(Subject),
    /// The claims that answer one question, in the order of articles and texts.
    Question(Box<[(ArticleId, Span)]>),
    /// Words or an expression in the text.
    Text(Box<Pattern>),
    /// What the filter asks for.
    Terms(Box<Terms>),
}

impl Goal {
    /// Its occurrences in an article, in reading order.
    pub(super) fn places(&self, library: &Library, id: ArticleId) -> Vec<Span> {
        match self {
            Self::Subject(subject) => library
                .mentions(id)
                .iter()
                .filter(|mention| Subject::of(&mention.fact) == *subject)
                .map(|mention| mention.span)
                .collect(),
            Self::Question(places) => {
                let here = places.iter().filter(|(article, _)| *article == id);
                here.map(|(_, span)| *span).collect()
            }
            Self::Text(pattern) => pattern.places(&library.article(id).text),
            Self::Terms(terms) => terms.places(library, id),
        }
    }
}

/// An article of the list that has the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hit {
    /// Its place in the list.
    place: usize,
    article: ArticleId,
    count: u32,
}

/// The target and its occurrences.
#[derive(Debug)]
pub(crate) struct Target {
    /// What is tracked.
    pub(crate) goal: Goal,
    /// Its name.
    pub(crate) name: String,
    /// Mentions per article of the library; `None` while a search is running.
    counts: Option<Vec<(ArticleId, u32)>>,
    hits: Vec<Hit>,
    here: Vec<Span>,
    current: Option<usize>,
}

impl Target {
    /// Tracks a person or a value.
    pub(crate) fn subject(subject: Subject, name: &str, library: &Library, list: &Ordered) -> Self {
        let same = library.mentions_of(&subject).chunk_by(|a, b| a.article == b.article);
        let counts = same.map(|mentions| (mentions[0].article, mentions.len() as u32)).collect();
        let mut target = Self::new(Goal::Subject(subject), name.to_owned());
        target.found(counts, list);
        target
    }

    /// Tracks the claims of a question, by its number.
    pub(crate) fn question(question: u32, library: &Library, list: &Ordered) -> Self {
        let claims = library.claims();
        let place = |claim: &u32| {
            let at = claims.claim(*claim).at;
            (at.article, library.mention(at).span)
        };
        let places = claims.question(question).claims.iter().map(place).collect();
        Self::places(places, library.question_name(question), list)
    }

    /// Tracks the claims of a question, by where they stand.
    pub(super) fn places(places: Box<[(ArticleId, Span)]>, name: &str, list: &Ordered) -> Self {
        let same = places.chunk_by(|a, b| a.0 == b.0);
        let counts = same.map(|places| (places[0].0, places.len() as u32)).collect();
        let mut target = Self::new(Goal::Question(places), name.to_owned());
        target.found(counts, list);
        target
    }

    /// Tracks words; [`Target::found`] sets the articles that contain them later.
    pub(crate) fn text(pattern: Pattern) -> Self {
        let query = pattern.query();
        let name = if query.starts_with('/') { query.to_owned() } else { format!("“{query}”") };
        Self::new(Goal::Text(Box::new(pattern)), name)
    }

    /// What the filter asks for, with the number of its occurrences in each article that has any.
    pub(super) fn terms(terms: Terms, counts: Vec<(ArticleId, u32)>, list: &Ordered) -> Self {
        let name = format!("filter {}", terms.name());
        let mut target = Self::new(Goal::Terms(Box::new(terms)), name);
        target.found(counts, list);
        target
    }

    fn new(goal: Goal, name: String) -> Self {
        Self { goal, name, counts: None, hits: Vec::new(), here: Vec::new(), current: None }
    }

    /// Takes the number of mentions in each article that has any.
    pub(crate) fn found(&mut self, counts: Vec<(ArticleId, u32)>, list: &Ordered) {
        self.counts = Some(counts);
        self.arrange(list);
    }

    /// Whether the articles that have it are known.
    pub(crate) fn is_complete(&self) -> bool {
        self.counts.is_some()
    }

    /// Whether no article of the list has it.
    pub(crate) fn is_nowhere(&self) -> bool {
        self.is_complete() && self.hits.is_empty()
    }

    /// Updates it after a change of the list.
    pub(crate) fn arrange(&mut self, list: &Ordered) {
        let counts = self.counts.iter().flatten();
        let hit = |&(article, count): &(ArticleId, u32)| {
            Some(Hit { place: list.place_of(article)?, article, count })
        };
        self.hits = counts.filter_map(hit).collect();
        // Of the articles that share a place one counts: the listed one where it has the target.
        self.hits.sort_by_key(|hit| (hit.place, list.ids()[hit.place] != hit.article));
        self.hits.dedup_by_key(|hit| hit.place);
    }

    /// Updates it after a change of the open article.
    pub(crate) fn enter(&mut self, library: &Library, id: ArticleId) {
        self.current = None;
        self.here = self.goal.places(library, id);
    }

    /// Its occurrences in the open article.
    pub(crate) fn here(&self) -> &[Span] {
        &self.here
    }

    /// The current occurrence.
    pub(crate) fn current(&self) -> Option<Span> {
        self.current.and_then(|index| self.here.get(index)).copied()
    }

    /// Makes an occurrence in the open article the current one.
    pub(crate) fn stand_on(&mut self, index: Option<usize>) {
        self.current = index.filter(|&index| index < self.here.len());
    }

    /// The next (or previous) occurrence in the open article, from the current one, or else from byte `offset` of the
    /// text.
    pub(crate) fn step_here(&self, forward: bool, offset: u32) -> Option<usize> {
        let next = match (self.current, forward) {
            (Some(index), true) => index + 1,
            (Some(index), false) => index.checked_sub(1)?,
            (None, true) => self.here.partition_point(|span| span.start < offset),
            (None, false) => self.here.partition_point(|span| span.start < offset).checked_sub(1)?,
        };
        (next < self.here.len()).then_some(next)
    }

    /// How many occurrences the article of a place of the list has; `None` for none.
    pub(super) fn count_at(&self, place: usize) -> Option<u32> {
        let index = self.hits.binary_search_by_key(&place, |hit| hit.place).ok()?;
        Some(self.hits[index].count)
    }

    /// How many occurrences the articles of the list have, and how many articles; `None` while they are being counted.
    pub(crate) fn totals(&self) -> Option<(u64, usize)> {
        self.is_complete().then(|| (self.hits.iter().map(|hit| u64::from(hit.count)).sum(), self.hits.len()))
    }

    /// The next (or previous) article of the list that has it, from a place in the list. It may be folded below the
    /// article of its place.
    pub(crate) fn step_article(&self, forward: bool, from: Option<usize>) -> Option<ArticleId> {
        let hit = match (from, forward) {
            (Some(from), true) => self.hits.get(self.hits.partition_point(|hit| hit.place <= from)),
            (Some(from), false) => self
                .hits
                .partition_point(|hit| hit.place < from)
                .checked_sub(1)
                .map(|index| &self.hits[index]),
            (None, true) => self.hits.first(),
            (None, false) => self.hits.last(),
        };
        hit.map(|hit| hit.article)
    }

    /// `Sam Altman · mention 2/4 here · article 1/3 · 11 in all`, seen from a place in the list; `in the list`, where that
    /// is not the whole library.
    pub(crate) fn label(&self, from: Option<usize>, whole: bool) -> String {
        let here = match (self.here.len(), self.current) {
            (0, _) => "none here".to_owned(),
            (total, Some(index)) => format!("mention {}/{total} here", index + 1),
            (total, None) => format!("{total} here"),
        };
        if self.counts.is_none() {
            return format!("{} · {here} · searching…", self.name);
        }
        let article = match self.hits.iter().position(|hit| Some(hit.place) == from) {
            Some(index) => format!("article {}/{}", index + 1, self.hits.len()),
            None => counted(self.hits.len(), "article"),
        };
        let all: u64 = self.hits.iter().map(|hit| u64::from(hit.count)).sum();
        let all = if whole { format!("{all} in all") } else { format!("{all} in the list") };
        format!("{} · {here} · {article} · {all}", self.name)
    }
}
