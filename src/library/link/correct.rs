//! The user's corrections: merge, split, hide, rename. Named by what does not change from launch to launch:
//! canonical names, surface forms and the content keys of articles, without regard to case and accents.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{ArticleNames, Draft};
use crate::text::fold::fold;

/// What a user says of the people found. Applied in the order given: later ones see the effect of earlier
/// ones. One that names nobody in the library has no effect.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// The people with the canonical names `from` are the person `into`, whose name stays.
    Merge {
        /// Canonical names of the people that disappear.
        from: Vec<String>,
        /// Canonical name of the person that stays.
        into: String,
    },
    /// Mentions with this surface form are not the person they were linked to, but one of their own, who is
    /// called by that surface form.
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
    /// Not figures: in one article, the amounts and percentages that are written so disappear.
    HideFigures {
        /// The article's content key (as it displays).
        article: String,
        /// The surface forms.
        surfaces: Vec<String>,
    },
    /// Another canonical name for the same person.
    Rename {
        /// The canonical name until now.
        from: String,
        /// From now on.
        to: String,
    },
}

impl Draft {
    /// Applies one correction.
    pub(super) fn correct(&mut self, articles: &[ArticleNames<'_>], correction: &Correction) {
        match correction {
            Correction::Merge { from, into } => {
                let Some((kept, name)) = self.called(articles, into).into_iter().next() else { return };
                let gone: HashSet<usize> = from
                    .iter()
                    .flat_map(|name| self.called(articles, name))
                    .map(|(person, _)| person)
                    .filter(|&person| person != kept)
                    .collect();
                self.each(|person| Some(if gone.contains(&person) { kept } else { person }));
                self.renamed.insert(kept, name);
            }
            Correction::Hide { name } => {
                let gone: HashSet<usize> =
                    self.called(articles, name).into_iter().map(|(person, _)| person).collect();
                self.each(|person| (!gone.contains(&person)).then_some(person));
            }
            // Figures are hidden where the mentions of an article are put together.
            Correction::HideFigures { .. } => {}
            Correction::Rename { from, to } => {
                for (person, _) in self.called(articles, from) {
                    self.renamed.insert(person, to.clone());
                }
            }
            Correction::Split { name, surface, article } => {
                self.split(articles, name, surface, article.as_deref())
            }
        }
    }

    fn split(&mut self, articles: &[ArticleNames<'_>], name: &str, surface: &str, only: Option<&str>) {
        let people: HashSet<usize> =
            self.called(articles, name).into_iter().map(|(person, _)| person).collect();
        let surface = fold(surface);
        let new = self.count;
        let mut used = false;
        for (article, row) in articles.iter().zip(&mut self.of) {
            if only.is_some_and(|only| only != article.key.to_string()) {
                continue;
            }
            for (mention, person) in article.names.iter().zip(row) {
                if person.is_some_and(|p| people.contains(&p))
                    && fold(mention.span.of(article.text)) == surface
                {
                    *person = Some(new);
                    used = true;
                }
            }
        }
        self.count += usize::from(used);
    }

    fn each(&mut self, change: impl Fn(usize) -> Option<usize>) {
        self.of.iter_mut().flatten().for_each(|person| *person = person.and_then(&change));
    }

    /// Those whose canonical name is `name`, with that name as it is written.
    fn called(&self, articles: &[ArticleNames<'_>], name: &str) -> Vec<(usize, String)> {
        let wanted = fold(name);
        let described = self.describe(articles);
        let named = described.iter().enumerate().filter_map(|(i, d)| d.as_ref().map(|d| (i, d)));
        let mut found: Vec<_> = named.filter(|(_, d)| d.folded == wanted).collect();
        found.sort_by_key(|(_, d)| (d.first.0.0, d.first.1));
        found.into_iter().map(|(person, d)| (person, d.name.to_string())).collect()
    }
}
