//! `title:` and `text:`: exactly these words, ignoring case and accents.

use super::{Cost, Field, QueryValue, Term};
use crate::filter::find::Needle;
use crate::text::find::Words;

/// In the title.
pub(super) const TITLE: Field = Field {
    name: "title",
    help: "these words in the title",
    examples: &["title:divorce", "title:\"clause décisive\""],
    choices: &[],
    kinds: &[],
    values: None,
    cost: Cost::Title,
    parse: QueryValue::text,
    in_text: None,
    test: |value, context| {
        let QueryValue::Text(text) = value else { return Box::new(|_| true) };
        let needle = Needle::new(text);
        Box::new(move |id| needle.is_in_folded(context.index.title(id)))
    },
};

/// In the text.
pub(super) const TEXT: Field = Field {
    name: "text",
    help: "these words in the text",
    examples: &["text:licence", "text:\"conseil d'administration\""],
    choices: &[],
    kinds: &[],
    values: None,
    cost: Cost::Text,
    parse: QueryValue::text,
    in_text: Some(|value, _, _| match value {
        QueryValue::Text(text) => Some(Term::Phrase(Box::new(Words::new(text)))),
        _ => None,
    }),
    test: |value, context| {
        let QueryValue::Text(text) = value else { return Box::new(|_| true) };
        let needle = Needle::new(text);
        Box::new(move |id| needle.is_in(&context.library.article(id).text, context.stale))
    },
};
