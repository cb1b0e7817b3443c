//! What linking left open: mentions whose person is only likely, and people who may be one person. The user answers with a
//! correction; until then records and the sidebar say so.

use std::collections::HashMap;

use super::{Library, MentionRef, Subject};
use crate::article::ArticleId;
use crate::correction::Correction;
use crate::facts::{Entity, EntityId};

/// What is doubtful about the people of a library.
#[derive(Debug, Default)]
pub(crate) struct Doubts {
    /// Mentions whose person is only likely, ascending.
    likely: Box<[MentionRef]>,
    /// Pairs of people who may be one, in both directions, ascending.
    alike: Box<[(EntityId, EntityId)]>,
    /// The surface forms of the likely mentions of each person, with their counts.
    surfaces: HashMap<EntityId, Vec<(Box<str>, u32)>>,
}

impl Doubts {
    /// From the likely mentions, each with its person and surface form, and the pairs in both directions and ascending.
    pub(crate) fn new<'a>(
        likely: impl Iterator<Item = (MentionRef, EntityId, &'a str)>,
        alike: Vec<(EntityId, EntityId)>,
    ) -> Self {
        let mut surfaces: HashMap<EntityId, Vec<(Box<str>, u32)>> = HashMap::new();
        let mut all = Vec::new();
        for (at, person, surface) in likely {
            all.push(at);
            let forms = surfaces.entry(person).or_default();
            match forms.iter_mut().find(|(form, _)| **form == *surface) {
                Some((_, count)) => *count += 1,
                None => forms.push((surface.into(), 1)),
            }
        }
        for forms in surfaces.values_mut() {
            forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        }
        all.sort_unstable();
        Self { likely: all.into(), alike: alike.into(), surfaces }
    }
}

/// A question about a person that the user can answer with yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// Whether these surface forms, where the article does not tell, mean the person.
    Likely {
        /// The surface forms, the most frequent first.
        surfaces: Vec<String>,
        /// The number of mentions.
        mentions: u32,
    },
    /// Whether the person with this name is the same.
    Alike {
        /// The canonical name.
        other: String,
        /// Whether the other is mentioned more often, so that their name would stay.
        stays: bool,
    },
}

impl Doubt {
    /// The correction that answers the question about the person called `name`.
    pub(crate) fn answer(self, name: &str, yes: bool) -> Correction {
        let name = name.to_owned();
        match (self, yes) {
            (Self::Likely { surfaces, .. }, true) => Correction::Confirm { name, surfaces },
            (Self::Likely { surfaces, .. }, false) => Correction::Refuse { name, surfaces },
            (Self::Alike { other, stays: true }, true) => Correction::Merge { from: vec![name], into: other },
            (Self::Alike { other, .. }, true) => Correction::Merge { from: vec![other], into: name },
            (Self::Alike { other, .. }, false) => Correction::Distinguish { names: [name, other] },
        }
    }
}

impl Library {
    /// Whether the person of the mention at `at` is only likely.
    pub(crate) fn is_likely(&self, at: MentionRef) -> bool {
        self.doubts.likely.binary_search(&at).is_ok()
    }

    /// The mentions of an article whose person is only likely.
    pub(crate) fn likely_in(&self, id: ArticleId) -> &[MentionRef] {
        let likely = &self.doubts.likely;
        let from = likely.partition_point(|at| at.article < id);
        let end = from + likely[from..].partition_point(|at| at.article == id);
        &likely[from..end]
    }

    /// The people who may be the same as a person.
    pub(crate) fn alike(&self, id: EntityId) -> impl Iterator<Item = EntityId> + '_ {
        let alike = &self.doubts.alike;
        let from = alike.partition_point(|pair| pair.0 < id);
        alike[from..].iter().take_while(move |pair| pair.0 == id).map(|pair| pair.1)
    }

    /// The canonical names of those who may be the same as an entity.
    pub(crate) fn alike_names(&self, entity: Entity) -> impl Iterator<Item = &str> {
        self.alike(EntityId(entity.id)).map(|id| &*self.profile(id).name)
    }

    /// How many mentions of a person are only likely.
    pub(crate) fn likely_of(&self, id: EntityId) -> u32 {
        self.doubts.surfaces.get(&id).map_or(0, |forms| forms.iter().map(|(_, count)| count).sum())
    }

    /// Whether there is an open question about a subject; never about a value.
    pub(crate) fn is_doubtful(&self, subject: &Subject) -> bool {
        let Subject::Entity(entity) = subject else { return false };
        let id = EntityId(entity.id);
        self.doubts.surfaces.contains_key(&id) || self.alike(id).next().is_some()
    }

    /// The first open question about a person; `None` when nothing is doubtful.
    pub(crate) fn doubt(&self, id: EntityId) -> Option<Doubt> {
        if let Some(forms) = self.doubts.surfaces.get(&id) {
            let surfaces = forms.iter().map(|(form, _)| form.to_string()).collect();
            return Some(Doubt::Likely { surfaces, mentions: self.likely_of(id) });
        }
        let person = self.profile(id);
        let other = self.profile(self.alike(id).next()?);
        let stays = (other.articles, other.mentions.len()) > (person.articles, person.mentions.len());
        Some(Doubt::Alike { other: other.name.to_string(), stays })
    }
}
