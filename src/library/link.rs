//! Links names to entities: which mentions of which articles are one person or one organisation, and its canonical
//! name. Uses surface forms, their context in the article and the user's corrections; the result does not depend on the
//! order of the articles or the number of threads.
//!
//! [`within`] links the people of one article, [`across`] those of the library, [`organisation`] organisations; `naming` chooses the
//! canonical names, and `correct` applies the user's corrections. Joining two is the worse error: when the texts do not decide,
//! names are not joined. What they only suggest is marked as likely, or offered.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::article::ContentKey;
use crate::article::structure::Block;
use crate::correction::Correction;
use crate::facts::name::Name;
use crate::facts::{EntityId, Kind};
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
mod organisation;
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

/// A person or organisation after linking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LinkedEntity {
    /// What it is.
    pub(crate) kind: Kind,
    /// The canonical name: the fullest that the running texts support.
    pub(crate) name: Box<str>,
    /// The role most often found near the name.
    pub(crate) description: Option<Box<str>>,
}

/// The entities of a library, and which of them each name means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Linked {
    /// Kind by kind, in the order of their folded names; an [`EntityId`] is an index into them.
    pub(crate) entities: Vec<LinkedEntity>,
    /// For each article, for each of its names: what it means, or `None` when a correction hid it.
    pub(crate) entity_of: Vec<Vec<Option<EntityId>>>,
    /// Names of which that is only likely, as pairs of article and name, ascending.
    pub(crate) likely: Vec<(u32, u32)>,
    /// Pairs of entities that may be one, in both directions, ascending.
    pub(crate) alike: Vec<(EntityId, EntityId)>,
}

/// Links the names of all articles, then applies the user's corrections.
pub(crate) fn link(articles: &[ArticleNames<'_>], corrections: &[Correction]) -> Linked {
    let draft = &mut join(articles);
    if !corrections.is_empty() {
        let mut corrector = Corrector::new(articles, draft);
        corrections.iter().for_each(|correction| corrector.apply(correction));
    }
    draft.finish(articles)
}

/// Links people and organisations, each kind by its own rules, and puts them into one table: first the people.
fn join(articles: &[ArticleNames<'_>]) -> Draft {
    let people: Vec<Vec<Name>> = articles
        .par_iter()
        .map(|article| article.names.iter().filter(|name| name.kind == Kind::Person).copied().collect())
        .collect();
    let of_people: Vec<ArticleNames<'_>> =
        articles.iter().zip(&people).map(|(article, names)| ArticleNames { names, ..*article }).collect();
    let local: Vec<within::Local> = of_people.par_iter().map(within::link).collect();
    let groups = across::join(&of_people, &local);
    let organisations = organisation::join(articles);
    let first = groups.count as u32;
    let (likely_people, likely_organisations) =
        (likely_names(&local, &groups.likely), organisations.likely.into_iter().collect::<HashSet<_>>());
    let mut likely = HashSet::new();
    let mut entity_of: Vec<Vec<u32>> = Vec::with_capacity(articles.len());
    for (at, article) in articles.iter().enumerate() {
        let (mut person, mut organisation) = (0, 0);
        let place = |(name, found): (usize, &Name)| {
            let (own, group, doubtful) = match found.kind {
                Kind::Organisation => {
                    let group = first + organisations.group_of[at][organisation];
                    (&mut organisation, group, &likely_organisations)
                }
                Kind::Person | Kind::Amount | Kind::Percent => {
                    let cluster = local[at].cluster_of[person];
                    (&mut person, groups.group_of[at][cluster as usize], &likely_people)
                }
            };
            if doubtful.contains(&(at as u32, *own as u32)) {
                likely.insert((at as u32, name as u32));
            }
            *own += 1;
            group
        };
        entity_of.push(article.names.iter().enumerate().map(place).collect());
    }
    let mut alike = groups.alike;
    alike.extend(organisations.alike.iter().map(|(a, b)| (first + a, first + b)));
    let mut kinds = vec![Kind::Person; groups.count];
    kinds.resize(groups.count + organisations.count, Kind::Organisation);
    Draft {
        entity_of,
        settings: articles.par_iter().map(setting::settings).collect(),
        kinds,
        renamed: HashMap::new(),
        likely,
        alike,
    }
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

/// People and organisations as numbers, before they are named and sorted.
struct Draft {
    /// For each article, for each of its names, the entity; [`HIDDEN`] when a correction hid it.
    entity_of: Vec<Vec<u32>>,
    /// For each article, for each of its names, where it is written.
    settings: Vec<Vec<Setting>>,
    /// The kind of each entity.
    kinds: Vec<Kind>,
    renamed: HashMap<usize, String>,
    /// Names whose entity is only likely, as pairs of article and name.
    likely: HashSet<(u32, u32)>,
    /// Pairs of entities that may be one, each pair once.
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
    fn finish(&self, articles: &[ArticleNames<'_>]) -> Linked {
        let described = self.describe(articles, &self.mentions(articles));
        let count = self.kinds.len();
        let mut order: Vec<usize> = (0..count).filter(|&i| described[i].is_some()).collect();
        order.par_sort_unstable_by_key(|&i| {
            let named = described[i].as_ref();
            (self.kinds[i], named.map(|d| (d.folded.as_str(), &*d.name, d.first.0.0, d.first.1)))
        });
        let mut ids = vec![None; count];
        for (id, &entity) in order.iter().enumerate() {
            ids[entity] = Some(EntityId(id as u32));
        }
        let described = order.iter().filter_map(|&i| Some((self.kinds[i], described[i].as_ref()?)));
        let entities = described
            .map(|(kind, d)| LinkedEntity { kind, name: d.name.clone(), description: d.description.clone() })
            .collect();
        let id = |&entity: &u32| ids.get(entity as usize).copied().flatten();
        let entity_of = self.entity_of.par_iter().map(|row| row.iter().map(id).collect()).collect();
        let shown = |&(article, name): &(u32, u32)| self.entity_of[article as usize][name as usize] != HIDDEN;
        let mut likely: Vec<(u32, u32)> = self.likely.iter().copied().filter(shown).collect();
        likely.sort_unstable();
        let both = self.alike.iter().filter_map(|(a, b)| Some((id(a)?, id(b)?))).filter(|(a, b)| a != b);
        let mut alike: Vec<(EntityId, EntityId)> = both.flat_map(|(a, b)| [(a, b), (b, a)]).collect();
        alike.sort_unstable();
        alike.dedup();
        Linked { entities, entity_of, likely, alike }
    }

    /// The mentions of each person.
    fn mentions(&self, articles: &[ArticleNames<'_>]) -> Vec<Vec<Place>> {
        let rows = self.entity_of.par_iter().zip(&self.settings).zip(articles).enumerate();
        let by_article: Vec<Vec<(u32, Place)>> = rows
            .map(|(number, ((row, settings), article))| places(number as u32, row, settings, article))
            .collect();
        let mut mentions = vec![Vec::new(); self.kinds.len()];
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
        let mut described = self.described(articles, self.kinds[person], mentions)?;
        if let Some(name) = self.renamed.get(&person) {
            described.name = name.as_str().into();
            described.folded = fold(name);
        }
        Some(described)
    }

    fn described(&self, articles: &[ArticleNames<'_>], kind: Kind, mentions: &[Place]) -> Option<Described> {
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
        let name = match kind {
            Kind::Organisation => organisation::canonical(&surfaces)?,
            Kind::Person | Kind::Amount | Kind::Percent => naming::canonical(&surfaces)?,
        };
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
