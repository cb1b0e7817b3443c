//! Links names to people: which mentions of which articles are one person, and that person's canonical name. Uses
//! surface forms, their context in the article and the user's corrections; the result does not depend on the
//! order of the articles or the number of threads.
//!
//! [`within`] links one article, [`across`] the library; `naming` chooses the canonical names, and `correct` applies the
//! user's corrections. Joining two people is the worse error: when the texts do not decide, names are not joined. What
//! they only suggest is marked as likely, or offered.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::article::ContentKey;
use crate::article::structure::Block;
use crate::correction::Correction;
use crate::facts::PersonId;
use crate::facts::person::Name;
use crate::text::fold::fold;

mod across;
mod alike;
mod bare;
mod company;
mod correct;
mod form;
mod full;
mod given;
mod hash;
mod headline;
mod naming;
mod setting;
mod surface;
mod within;
mod words;

use correct::Corrector;
use hash::Map;
use setting::Setting;

/// The names found in one article.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ArticleNames<'a> {
    /// The article's key, by which corrections name it.
    pub(crate) key: ContentKey,
    /// The article's text, into which the names' spans point.
    pub(crate) text: &'a str,
    /// The blocks of its structure; empty when it has none.
    pub(crate) blocks: &'a [Block],
    /// Its names, in the order of the text.
    pub(crate) names: &'a [Name],
}

/// A person after linking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LinkedPerson {
    /// The canonical name: the fullest that the running texts support.
    pub(crate) name: Box<str>,
    /// The role most often found near the name.
    pub(crate) description: Option<Box<str>>,
}

/// The people of a library, and which of them each name means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Linked {
    /// The people in the order of their folded names; a [`PersonId`] is an index into them.
    pub(crate) people: Vec<LinkedPerson>,
    /// For each article, for each of its names: the person, or `None` when a correction hid it.
    pub(crate) person_of: Vec<Vec<Option<PersonId>>>,
    /// Names whose person is only likely, as pairs of article and name, ascending.
    pub(crate) likely: Vec<(u32, u32)>,
    /// Pairs of people who may be one, in both directions, ascending.
    pub(crate) alike: Vec<(PersonId, PersonId)>,
}

/// Links the names of all articles, then applies the user's corrections.
pub(crate) fn link(articles: &[ArticleNames<'_>], corrections: &[Correction]) -> Linked {
    let local: Vec<within::Local> = articles.par_iter().map(within::link).collect();
    let groups = across::join(articles, &local);
    let likely = likely_names(&local, &groups.likely);
    let mut settings = Vec::with_capacity(local.len());
    let mut person_of: Vec<Vec<u32>> = Vec::with_capacity(local.len());
    for (local, groups) in local.into_iter().zip(&groups.group_of) {
        person_of.push(local.cluster_of.iter().map(|&cluster| groups[cluster as usize]).collect());
        settings.push(local.settings);
    }
    let mut draft = Draft {
        person_of,
        settings,
        renamed: HashMap::new(),
        count: groups.count,
        likely,
        alike: groups.alike,
    };
    if !corrections.is_empty() {
        let mut corrector = Corrector::new(articles, &mut draft);
        corrections.iter().for_each(|correction| corrector.apply(correction));
    }
    draft.finish(articles)
}

/// The names of the clusters that are only likely linked.
fn likely_names(local: &[within::Local], clusters: &[(u32, u32)]) -> HashSet<(u32, u32)> {
    let mut likely = HashSet::new();
    for of_one in clusters.chunk_by(|a, b| a.0 == b.0) {
        let article = of_one[0].0;
        let is_likely = |cluster: u32| of_one.iter().any(|&(_, own)| own == cluster);
        let names = local[article as usize].cluster_of.iter().enumerate();
        likely.extend(
            names.filter(|(_, cluster)| is_likely(**cluster)).map(|(name, _)| (article, name as u32)),
        );
    }
    likely
}

/// In [`Draft::person_of`]: hidden by a correction.
const HIDDEN: u32 = u32::MAX;

/// The mentions of one person in one article with one surface form in one setting: the article, the first mention, the
/// number.
#[derive(Debug, Clone, Copy)]
struct Place {
    article: u32,
    name: u32,
    count: u32,
}

/// People as numbers, before they are named and sorted.
struct Draft {
    /// For each article, for each of its names, the person; [`HIDDEN`] when a correction hid it.
    person_of: Vec<Vec<u32>>,
    /// For each article, for each of its names, where it is written.
    settings: Vec<Vec<Setting>>,
    renamed: HashMap<usize, String>,
    count: usize,
    /// Names whose person is only likely, as pairs of article and name.
    likely: HashSet<(u32, u32)>,
    /// Pairs of people who may be one, each pair once.
    alike: Vec<(u32, u32)>,
}

/// A person's name and role, and the first mention, which decides the order of people with equal names.
struct Described {
    name: Box<str>,
    folded: String,
    description: Option<Box<str>>,
    first: (ContentKey, u32),
}

impl Draft {
    fn finish(self, articles: &[ArticleNames<'_>]) -> Linked {
        let described = self.describe(articles, &self.mentions(articles));
        let mut order: Vec<usize> = (0..self.count).filter(|&i| described[i].is_some()).collect();
        order.par_sort_unstable_by_key(|&i| {
            described[i].as_ref().map(|d| (d.folded.as_str(), &*d.name, d.first.0.0, d.first.1))
        });
        let mut ids = vec![None; self.count];
        for (id, &person) in order.iter().enumerate() {
            ids[person] = Some(PersonId(id as u32));
        }
        let people = order.iter().filter_map(|&i| described[i].as_ref());
        let people = people
            .map(|d| LinkedPerson { name: d.name.clone(), description: d.description.clone() })
            .collect();
        let id = |&person: &u32| ids.get(person as usize).copied().flatten();
        let person_of = self.person_of.par_iter().map(|row| row.iter().map(id).collect()).collect();
        let shown = |&(article, name): &(u32, u32)| self.person_of[article as usize][name as usize] != HIDDEN;
        let mut likely: Vec<(u32, u32)> = self.likely.into_iter().filter(shown).collect();
        likely.sort_unstable();
        let both = self.alike.iter().filter_map(|(a, b)| Some((id(a)?, id(b)?))).filter(|(a, b)| a != b);
        let mut alike: Vec<(PersonId, PersonId)> = both.flat_map(|(a, b)| [(a, b), (b, a)]).collect();
        alike.sort_unstable();
        alike.dedup();
        Linked { people, person_of, likely, alike }
    }

    /// The mentions of each person.
    fn mentions(&self, articles: &[ArticleNames<'_>]) -> Vec<Vec<Place>> {
        let rows = self.person_of.par_iter().zip(&self.settings).zip(articles).enumerate();
        let by_article: Vec<Vec<(u32, Place)>> = rows
            .map(|(number, ((row, settings), article))| places(number as u32, row, settings, article))
            .collect();
        let mut mentions = vec![Vec::new(); self.count];
        for &(person, place) in by_article.iter().flatten() {
            mentions[person as usize].push(place);
        }
        mentions
    }

    /// The canonical name and role of each person; `None` for one without mentions.
    fn describe(&self, articles: &[ArticleNames<'_>], mentions: &[Vec<Place>]) -> Vec<Option<Described>> {
        let one = |(person, mentions): (usize, &Vec<Place>)| self.describe_one(articles, person, mentions);
        mentions.par_iter().enumerate().map(one).collect()
    }

    fn describe_one(
        &self,
        articles: &[ArticleNames<'_>],
        person: usize,
        mentions: &[Place],
    ) -> Option<Described> {
        let mut described = self.described(articles, mentions)?;
        if let Some(name) = self.renamed.get(&person) {
            described.name = name.as_str().into();
            described.folded = fold(name);
        }
        Some(described)
    }

    fn described(&self, articles: &[ArticleNames<'_>], mentions: &[Place]) -> Option<Described> {
        let mut surfaces: Map<&str, naming::Uses> = Map::default();
        let mut roles: Map<&str, u32> = Map::default();
        let mut first: Option<(ContentKey, u32)> = None;
        for place in mentions {
            let article = &articles[place.article as usize];
            let name = &article.names[place.name as usize];
            let setting = self.settings[place.article as usize][place.name as usize];
            surfaces.entry(name.span.of(article.text)).or_default().add(setting, place.count);
            if let Some(role) = name.description {
                *roles.entry(role.of(article.text)).or_insert(0) += 1;
            }
            let at = (article.key, name.span.start);
            first = Some(first.filter(|f| (f.0.0, f.1) <= (at.0.0, at.1)).unwrap_or(at));
        }
        let name = naming::canonical(&surfaces)?;
        let role = roles
            .iter()
            .max_by_key(|&(role, count)| (*count, role.len().min(60), std::cmp::Reverse(*role)))
            .map(|(role, _)| (*role).into());
        Some(Described { folded: fold(&name), name, description: role, first: first? })
    }
}

/// The mentions of an article, grouped by person, surface form and setting; mentions with a role are separate groups.
fn places(number: u32, row: &[u32], settings: &[Setting], article: &ArticleNames<'_>) -> Vec<(u32, Place)> {
    let mut places: Vec<(u32, Place)> = Vec::new();
    let mut seen: Map<(u32, &str, u8), usize> = Map::default();
    for (i, (&person, name)) in row.iter().zip(article.names).enumerate().filter(|(_, (p, _))| **p != HIDDEN)
    {
        let place = Place { article: number, name: i as u32, count: 1 };
        if name.description.is_some() {
            places.push((person, place));
            continue;
        }
        match seen.entry((person, name.span.of(article.text), settings[i] as u8)) {
            Entry::Occupied(known) => places[*known.get()].1.count += 1,
            Entry::Vacant(new) => {
                new.insert(places.len());
                places.push((person, place));
            }
        }
    }
    places
}

#[cfg(test)]
mod story_tests;
#[cfg(test)]
mod tests;
