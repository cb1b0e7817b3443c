//! The roles that the texts give an entity, as they are written beside its name.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Library;
use crate::article::ArticleId;
use crate::facts::Entity;

impl Library {
    /// The roles of an entity in some of the articles, each with its count, the most frequent first.
    pub(crate) fn roles_of(&self, entity: Entity, listed: impl Fn(ArticleId) -> bool) -> Vec<(&str, u32)> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for at in self.entity(entity).mentions.iter().filter(|at| listed(at.article)) {
            let names = &self.names[at.article.index()];
            let span = self.mention(*at).span;
            let name = names.binary_search_by_key(&span, |name| name.span).ok().map(|place| &names[place]);
            if let Some(role) = name.and_then(|name| name.description) {
                *counts.entry(role.of(&self.article(at.article).text)).or_default() += 1;
            }
        }
        let mut roles: Vec<(&str, u32)> = counts.into_iter().collect();
        roles.sort_by_key(|(_, count)| Reverse(*count));
        roles
    }
}
