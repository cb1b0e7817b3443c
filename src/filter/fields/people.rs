//! `person:`: articles that mention a person, by any name the articles use.

use super::{Cost, Field, Value};
use crate::facts::Kind;

/// A person mentioned.
pub(super) const PERSON: Field = Field {
    name: "person",
    help: "mentions this person: the beginning of a name, else its letters in order",
    examples: &["person:altman", "person:\"sam altman\""],
    choices: &[],
    kinds: &[Kind::Person],
    cost: Cost::Look,
    parse: Value::text,
    test: |value, context| {
        let Value::Text(text) = value else { return Box::new(|_| true) };
        let mut mentioned = vec![false; context.library.articles().len()];
        for person in context.index.people_called(text) {
            for mention in &context.library.person(person).mentions {
                if let Some(article) = mentioned.get_mut(mention.article.index()) {
                    *article = true;
                }
            }
        }
        Box::new(move |id| mentioned[id.index()])
    },
};
