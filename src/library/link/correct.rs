//! Applies the user's corrections of people to the result of linking: merge, split, hide, rename.

use std::collections::{HashMap, HashSet};

use super::{ArticleNames, Described, Draft, HIDDEN, Place};
use crate::correction::Correction;
use crate::facts::name::Name;
use crate::text::fold::fold;

/// Applies corrections one after another: each changes only the mentions of the people it names.
pub(super) struct Corrector<'a, 'b> {
    articles: &'a [ArticleNames<'a>],
    draft: &'b mut Draft,
    /// The mentions of each person.
    mentions: Vec<Vec<Place>>,
    described: Vec<Option<Described>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl<'a, 'b> Corrector<'a, 'b> {
    /// A corrector of `draft`.
    pub(super) fn new(articles: &'a [ArticleNames<'a>], draft: &'b mut Draft) -> Self {
        let mentions = draft.mentions(articles);
        let described = draft.describe(articles, &mentions);
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (person, described) in described.iter().enumerate() {
            if let Some(described) = described {
                by_name.entry(described.folded.clone()).or_default().push(person);
            }
        }
        Self { articles, draft, mentions, described, by_name }
    }

    /// Applies one correction.
    pub(super) fn apply(&mut self, correction: &Correction) {
        match correction {
            Correction::Merge { from, into } => self.merge(from, into),
            Correction::Hide { name } => {
                for person in self.called(name) {
                    self.give(person, None);
                }
            }
            // See `library::hiding`.
            Correction::HideFigures { .. }
            | Correction::JoinQuestions { .. }
            | Correction::TakeOut { .. }
            | Correction::NameQuestion { .. } => {}
            Correction::Rename { from, to } => {
                for person in self.called(from) {
                    self.rename(person, to);
                }
            }
            Correction::Split { name, surface, article } => self.split(name, surface, article.as_deref()),
            Correction::Confirm { name, surfaces } => {
                for place in self.likely(name, surfaces).into_iter().flat_map(|(_, places)| places) {
                    self.make_sure(&place);
                }
            }
            Correction::Refuse { name, surfaces } => {
                for (person, places) in self.likely(name, surfaces) {
                    places.iter().for_each(|place| self.make_sure(place));
                    let gone = |place: &Place| {
                        places.iter().any(|own| (own.article, own.name) == (place.article, place.name))
                    };
                    self.part(person, gone);
                }
            }
            Correction::Distinguish { names: [one, other] } => {
                let (one, other) = (self.called(one), self.called(other));
                let is = |people: &[usize], person: u32| people.contains(&(person as usize));
                self.draft
                    .alike
                    .retain(|&(a, b)| !(is(&one, a) && is(&other, b) || is(&one, b) && is(&other, a)));
            }
        }
    }

    fn merge(&mut self, from: &[String], into: &str) {
        let Some(&kept) = self.called(into).first() else { return };
        let name = self.described[kept].as_ref().map(|described| described.name.to_string());
        for person in from.iter().flat_map(|name| self.called(name)).collect::<HashSet<_>>() {
            if person != kept {
                self.give(person, Some(kept));
            }
        }
        if let Some(name) = name {
            self.rename(kept, &name);
        }
    }

    fn split(&mut self, name: &str, surface: &str, only: Option<&str>) {
        let surface = fold(surface);
        for person in self.called(name) {
            let articles = self.articles;
            let goes = |place: &Place| {
                let article = &articles[place.article as usize];
                only.is_none_or(|only| only == article.key.to_string())
                    && fold(article.names[place.name as usize].span.of(article.text)) == surface
            };
            self.part(person, goes);
        }
    }

    /// Makes the mentions of `person` that `goes` chooses those of another person.
    fn part(&mut self, person: usize, goes: impl Fn(&Place) -> bool) {
        let all = std::mem::take(&mut self.mentions[person]);
        let (gone, stays): (Vec<Place>, Vec<Place>) = all.into_iter().partition(goes);
        self.mentions[person] = stays;
        if gone.is_empty() {
            return;
        }
        let new = self.draft.kinds.len();
        self.draft.kinds.push(self.draft.kinds[person]);
        self.assign(&gone, person as u32, new as u32);
        self.mentions.push(gone);
        self.described.push(None);
        self.describe(person);
        self.describe(new);
    }

    /// The mentions with these surface forms that are only likely those of the people called `name`.
    fn likely(&self, name: &str, surfaces: &[String]) -> Vec<(usize, Vec<Place>)> {
        let surfaces: HashSet<String> = surfaces.iter().map(|surface| fold(surface)).collect();
        let of = |person: usize| {
            let meant = |place: &&Place| {
                let article = &self.articles[place.article as usize];
                self.draft.likely.contains(&(place.article, place.name))
                    && surfaces.contains(&fold(article.names[place.name as usize].span.of(article.text)))
            };
            (person, self.mentions[person].iter().filter(meant).copied().collect())
        };
        self.called(name).into_iter().map(of).collect()
    }

    /// The mentions at `place` are no longer only likely.
    fn make_sure(&mut self, place: &Place) {
        let article = &self.articles[place.article as usize];
        let surface = |name: usize| article.names[name].span.of(article.text);
        let wanted = surface(place.name as usize);
        for name in 0..article.names.len() {
            if surface(name) == wanted {
                self.draft.likely.remove(&(place.article, name as u32));
            }
        }
    }

    /// Moves all mentions of `person` to `other`, or hides them when that is `None`.
    fn give(&mut self, person: usize, other: Option<usize>) {
        let mentions = std::mem::take(&mut self.mentions[person]);
        self.assign(&mentions, person as u32, other.map_or(HIDDEN, |other| other as u32));
        if let Some(other) = other {
            self.mentions[other].extend(mentions);
        }
        self.describe(person);
    }

    /// Moves the mentions at `places` from one person to another.
    fn assign(&mut self, places: &[Place], from: u32, to: u32) {
        for place in places {
            let article = &self.articles[place.article as usize];
            let surface = |name: &Name| name.span.of(article.text);
            let wanted = surface(&article.names[place.name as usize]);
            let row = &mut self.draft.entity_of[place.article as usize];
            let settings = &self.draft.settings[place.article as usize];
            let setting = settings[place.name as usize];
            if place.count == 1 {
                row[place.name as usize] = to;
                continue;
            }
            for ((person, name), own) in row.iter_mut().zip(article.names).zip(settings) {
                if *person == from && name.description.is_none() && *own == setting && surface(name) == wanted
                {
                    *person = to;
                }
            }
        }
    }

    fn rename(&mut self, person: usize, name: &str) {
        self.draft.renamed.insert(person, name.to_owned());
        self.describe(person);
    }

    /// Updates the name of `person` and the index of names.
    fn describe(&mut self, person: usize) {
        if let Some(old) = self.described[person].take()
            && let Some(people) = self.by_name.get_mut(&old.folded)
        {
            people.retain(|&other| other != person);
        }
        let described = self.draft.describe_one(self.articles, person, &self.mentions[person]);
        if let Some(described) = &described {
            self.by_name.entry(described.folded.clone()).or_default().push(person);
        }
        self.described[person] = described;
    }

    /// The people with the canonical name `name`; the first is mentioned in the article with the smallest key.
    fn called(&self, name: &str) -> Vec<usize> {
        let mut found = self.by_name.get(&fold(name)).cloned().unwrap_or_default();
        found.sort_by_key(|&person| self.described[person].as_ref().map(|d| (d.first.0.0, d.first.1)));
        found
    }
}
