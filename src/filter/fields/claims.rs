//! What articles claim: `measure:`, `said:` and `disputed:`.

use super::{Cost, Field, QueryValue};
use crate::claims::Measure;
use crate::facts::Kind;
use crate::filter::find::Needle;
use crate::text::fold::fold;

/// What claims are made of.
const KINDS: &[Kind] = &[Kind::Amount, Kind::Percent, Kind::Person];

/// What a figure measures.
pub(super) const MEASURE: Field = Field {
    name: "measure",
    help: "a figure that measures this: invest, value, fine, steal, cost, stake …",
    examples: &["measure:invest"],
    choices: &[],
    kinds: KINDS,
    values: Some(|_| Measure::all().map(|measure| (measure.name().to_owned(), 0)).collect()),
    cost: Cost::Mentions,
    parse: QueryValue::text,
    in_text: None,
    test: |value, context| {
        let QueryValue::Text(text) = value else { return Box::new(|_| true) };
        let asked = fold(text.trim());
        let means =
            |measure: &Measure| measure.name().starts_with(&asked) || measure.label().contains(&asked);
        let asked: Vec<Measure> = Measure::all().filter(means).collect();
        let claims = context.library.claims();
        Box::new(move |id| {
            claims
                .of_article(id)
                .iter()
                .any(|claim| claim.measure.is_some_and(|measure| asked.contains(&measure)))
        })
    },
};

/// Who says so.
pub(super) const SAID: Field = Field {
    name: "said",
    help: "a figure that the text attributes to this person, paper or other source",
    examples: &["said:\"wall street journal\""],
    choices: &[],
    kinds: KINDS,
    values: None,
    cost: Cost::Mentions,
    parse: QueryValue::text,
    in_text: None,
    test: |value, context| {
        let QueryValue::Text(text) = value else { return Box::new(|_| true) };
        let needle = Needle::new(text);
        let (library, stale) = (context.library, context.stale);
        let claims = library.claims();
        Box::new(move |id| {
            let said = claims.of_article(id).iter().filter_map(|claim| library.said_by(claim));
            said.into_iter().any(|source| needle.is_in(source, stale))
        })
    },
};

/// Whether another claim contradicts one of its own.
pub(super) const DISPUTED: Field = Field {
    name: "disputed",
    help: "a figure to which another one in the library is contrary: yes or no",
    examples: &["disputed:yes"],
    choices: &["yes", "no"],
    kinds: KINDS,
    values: None,
    cost: Cost::Mentions,
    parse: |text| QueryValue::choice(text, &["yes", "no"]),
    in_text: None,
    test: |value, context| {
        let QueryValue::Choice(asked) = *value else { return Box::new(|_| true) };
        let claims = context.library.claims();
        let disputed = move |question: u32| claims.question(question).is_disputed();
        Box::new(move |id| {
            claims.of_article(id).iter().any(|claim| disputed(claim.question)) == (asked == "yes")
        })
    },
};
