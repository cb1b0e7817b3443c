//! Names to people: which mentions of which articles are one person, and what to call them. Works on surface
//! forms, the articles' own context and the user's corrections; the result does not depend on the order of
//! the articles nor on the number of threads.

use serde::{Deserialize, Serialize};

use crate::article::ContentKey;
use crate::facts::PersonId;
use crate::facts::person::Name;
use crate::text::Language;
use crate::text::fold::fold;

/// The names found in one article.
#[derive(Debug, Clone, Copy)]
pub struct ArticleNames<'a> {
    /// What corrections that concern one article name it by.
    pub key: ContentKey,
    /// The article's text, into which the names' spans point.
    pub text: &'a str,
    /// Its language.
    pub language: Language,
    /// In the order of the text.
    pub names: &'a [Name],
}

/// What a user says of the people found. Kept as strings, since ids do not outlive a launch; case and accents
/// do not matter when they are applied. Applied in the order given: later ones see the effect of earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// The people with the canonical names `from` are the person `into`.
    Merge {
        /// Canonical names of the people that disappear.
        from: Vec<String>,
        /// Canonical name of the person that stays.
        into: String,
    },
    /// Mentions with this surface form are not the person they were linked to: they become a person of their own.
    Split {
        /// The canonical name they were linked to.
        name: String,
        /// The surface form that goes.
        surface: String,
        /// In the article with this content key (as it displays) alone; `None` for everywhere.
        article: Option<String>,
    },
    /// Not a person: the mentions disappear.
    Hide {
        /// A canonical name.
        name: String,
    },
    /// Another canonical name for the same person.
    Rename {
        /// The canonical name until now.
        from: String,
        /// From now on.
        to: String,
    },
}

/// A person after linking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedPerson {
    /// The canonical name: the fullest that the articles give.
    pub name: Box<str>,
    /// The role that the articles most often give near the name.
    pub description: Option<Box<str>>,
}

/// Who the names of a library belong to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Linked {
    /// In the order of their folded names; a [`PersonId`] is an index into it.
    pub people: Vec<LinkedPerson>,
    /// For each article, for each of its names: the person, or `None` where a correction hid it.
    pub of: Vec<Vec<Option<PersonId>>>,
}

/// Links the names of all articles.
pub fn link(articles: &[ArticleNames<'_>], _corrections: &[Correction]) -> Linked {
    let mut people: std::collections::BTreeMap<String, Box<str>> = std::collections::BTreeMap::new();
    for article in articles {
        for name in article.names {
            let surface = name.span.of(article.text);
            people.entry(fold(surface)).or_insert_with(|| surface.into());
        }
    }
    let ids: std::collections::BTreeMap<&String, PersonId> =
        people.keys().enumerate().map(|(i, key)| (key, PersonId(i as u32))).collect();
    let of = articles
        .iter()
        .map(|article| {
            article.names.iter().map(|n| ids.get(&fold(n.span.of(article.text))).copied()).collect()
        })
        .collect();
    let people = people.values().map(|name| LinkedPerson { name: name.clone(), description: None }).collect();
    Linked { people, of }
}
