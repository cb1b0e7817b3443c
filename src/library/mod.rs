//! The in-memory model: articles, their mentions, the people linked across them, and indexes. Built once at
//! launch, immutable after that; panes and commands only read it.

pub use crate::article::Problem;
use crate::article::{Article, ArticleId};
use crate::facts::{Mention, PersonId};

/// A person of the library, after linking.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The canonical name: the fullest that the articles give.
    pub name: Box<str>,
    /// A role found near the name ("PDG de Microsoft").
    pub description: Option<Box<str>>,
    /// Each surface form with its count, most frequent first.
    pub surfaces: Box<[(Box<str>, u32)]>,
    /// Every mention, in reading order.
    pub mentions: Box<[MentionRef]>,
    /// How many articles mention the person.
    pub articles: u32,
}

/// Where a mention is kept: the article and its place in the article's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MentionRef {
    /// The article.
    pub article: ArticleId,
    /// The index in [`Library::mentions`] of that article.
    pub index: u32,
}

/// The model.
#[derive(Debug, Default)]
pub struct Library {
    articles: Vec<Article>,
    mentions: Vec<Box<[Mention]>>,
    people: Vec<Person>,
    problems: Vec<Problem>,
}

impl Library {
    /// All articles, by [`ArticleId`].
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// One article.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.index()]
    }

    /// The ids of all articles, in order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = ArticleId> + use<> {
        (0..u32::try_from(self.articles.len()).unwrap_or(u32::MAX)).map(ArticleId)
    }

    /// The mentions of one article, in reading order; no two overlap within a kind.
    pub fn mentions(&self, id: ArticleId) -> &[Mention] {
        &self.mentions[id.index()]
    }

    /// All people, by [`PersonId`], in the order of their folded names.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// One person.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.0 as usize]
    }

    /// What could not be read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
