//! The marks that the file of an article offers, taken over as one action that undo reverts.

use super::{Action, StoredValue, Triage, clean_tag};
use crate::article::{Article, ArticleId, Offered};

impl Triage {
    /// The marks that a file offers and the article does not have yet.
    pub(crate) fn missing(&self, id: ArticleId, offered: &Offered) -> Vec<StoredValue> {
        let marks = self.of(id);
        let flags = [
            (offered.starred && !marks.starred, StoredValue::Starred(true)),
            (offered.read && !marks.read, StoredValue::Read(true)),
            (offered.archived && !marks.archived, StoredValue::Archived(true)),
        ];
        let flags = flags.into_iter().filter_map(|(missing, value)| missing.then_some(value));
        let tags = offered.tags.iter().filter_map(|tag| clean_tag(tag));
        let tags = tags.filter(|tag| !marks.tags.contains(tag)).map(|tag| StoredValue::Tag(tag, true));
        flags.chain(tags).collect()
    }

    /// The action that takes over what the files of these articles offer.
    pub(crate) fn take_offered<'a>(
        &self,
        articles: impl IntoIterator<Item = (ArticleId, &'a Article)>,
    ) -> Action {
        let mut marks = Vec::new();
        for (id, article) in articles {
            if let Some(offered) = &article.offered {
                marks.extend(self.missing(id, offered).into_iter().map(|value| (id, value)));
            }
        }
        Action::TakeOffered { marks }
    }
}
