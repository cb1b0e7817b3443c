//! `view:`: a saved query. The parser puts the conditions of the view in its place, where views are known.

use super::{Cost, Field, QueryValue};

/// A saved query, by its name.
pub(super) const VIEW: Field = Field {
    name: "view",
    help: "what a saved view lists; :save-view NAME saves one",
    examples: &["view:matin", "view:\"à relire\" -is:read"],
    choices: &[],
    kinds: &[],
    values: None,
    cost: Cost::Look,
    parse: QueryValue::text,
    in_text: None,
    test: |_, _| Box::new(|_| false),
};
