//! Applies the user's corrections of people to the result of linking: merge, split, hide, rename.

use std::collections::{HashMap, HashSet};

use super::{ArticleNames, Described, Draft, HIDDEN, Place};
use crate::correction::Correction;
use crate::facts::person::Name;
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
            Correction::HideFigures { .. } => {}
            Correction::Rename { from, to } => {
                for person in self.called(from) {
                    self.rename(person, to);
                }
            }
            Correction::Split { name, surface, article } => self.split(name, surface, article.as_deref()),
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
            let all = std::mem::take(&mut self.mentions[person]);
            let goes = |place: &Place| {
                let article = &self.articles[place.article as usize];
                only.is_none_or(|only| only == article.key.to_string())
                    && fold(article.names[place.name as usize].span.of(article.text)) == surface
            };
            let (gone, stays): (Vec<Place>, Vec<Place>) = all.into_iter().partition(goes);
            self.mentions[person] = stays;
            if gone.is_empty() {
                continue;
            }
            let new = self.draft.count;
            self.draft.count += 1;
            self.assign(&gone, person as u32, new as u32);
            self.mentions.push(gone);
            self.described.push(None);
            self.describe(person);
            self.describe(new);
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
            let row = &mut self.draft.person_of[place.article as usize];
            if place.count == 1 {
                row[place.name as usize] = to;
                continue;
            }
            for (person, name) in row.iter_mut().zip(article.names) {
                if *person == from && name.description.is_none() && surface(name) == wanted {
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
