//! What the triage state knows of the articles themselves, made in the background when a pile is read anew: which
//! contents there are, and which article is which of those before.

use std::collections::HashMap;

use super::Known;
use super::state::ByKey;
use crate::article::{ArticleId, ContentKey};

/// The articles of a library as triage needs them.
#[derive(Debug, Default)]
pub struct Ground {
    /// The content of each article.
    pub(super) keys: Vec<ContentKey>,
    /// For each article what tells it when its content changes.
    pub(super) known: Vec<Known>,
    /// The first article of each content.
    pub(super) ids: ByKey<ArticleId>,
    /// Articles with the same content as an earlier one, whose marks they share.
    pub(super) twins: ByKey<Vec<ArticleId>>,
}

impl Ground {
    /// Of these articles, in order.
    pub fn new<K: Into<Known>>(articles: impl IntoIterator<Item = K>) -> Self {
        let known: Vec<Known> = articles.into_iter().map(Into::into).collect();
        let keys: Vec<_> = known.iter().map(|article| article.key).collect();
        let mut ids = ByKey::with_capacity_and_hasher(keys.len(), Default::default());
        let mut twins = ByKey::<Vec<_>>::default();
        for (index, &key) in (0..).zip(&keys) {
            if let Some(&first) = ids.get(&key) {
                twins.entry(key).or_insert_with(|| vec![first]).push(ArticleId(index));
            } else {
                ids.insert(key, ArticleId(index));
            }
        }
        Self { keys, known, ids, twins }
    }

    /// Which article of these each of the articles before is: the one of the same content, else the only one of the same
    /// address, or path, title and date; `None` for one that is gone.
    pub(crate) fn follow(&self, before: &[Known]) -> Vec<Option<ArticleId>> {
        let mut free: HashMap<ContentKey, Vec<ArticleId>> = HashMap::new();
        for (index, &key) in (0..).zip(&self.keys) {
            free.entry(key).or_default().push(ArticleId(index));
        }
        // The first of those of one content is taken first.
        free.values_mut().for_each(|ids| ids.reverse());
        let mut same = |article: &Known| free.get_mut(&article.key).and_then(Vec::pop);
        let mut moved: Vec<_> = before.iter().map(&mut same).collect();
        // What is left of them, by what tells it; an identity that several have tells none of them.
        let mut left: HashMap<&str, Option<ArticleId>> = HashMap::new();
        for id in free.into_values().flatten() {
            for identity in &self.known[id.index()].identities {
                left.entry(identity).and_modify(|only| *only = None).or_insert(Some(id));
            }
        }
        let mut taken = std::collections::HashSet::new();
        for (to, article) in moved.iter_mut().zip(before).filter(|(to, _)| to.is_none()) {
            let found =
                article.identities.iter().find_map(|identity| left.get(&**identity).copied().flatten());
            *to = found.filter(|id| taken.insert(*id));
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_article_is_followed_by_content_then_by_what_tells_it() {
        let known = |number: u8, identities: &[&str]| Known {
            key: ContentKey([number; 16]),
            identities: identities.iter().map(|&identity| identity.into()).collect(),
        };
        let before =
            [known(1, &["a"]), known(2, &["b"]), known(3, &["c"]), known(1, &["d"]), known(4, &["e"])];
        let after = Ground::new([
            known(3, &["x"]),
            known(9, &["b"]),
            known(1, &["a"]),
            known(8, &["e"]),
            known(7, &["e"]),
        ]);
        let moved: Vec<_> = after.follow(&before).iter().map(|id| id.map(|id| id.0)).collect();
        assert_eq!(moved, [Some(2), Some(1), Some(0), None, None]);
    }
}
