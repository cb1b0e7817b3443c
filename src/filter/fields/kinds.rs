//! The fields of kinds of facts: `person:`, `amount:`, `percent:`. The registry of kinds says what each is called
//! and takes.

use super::{Context, Cost, Field, Index, QueryValue, Term, Test};
use crate::facts::{Entity, FieldValue, KINDS, Kind, KindRow};
use crate::filter::terms::Figures;
use crate::library::Subject;

/// One field for each kind, in the order of the registry.
pub(super) const FIELDS: [Field; KINDS.len()] = {
    let mut fields = [of_kind(&KINDS[0]); KINDS.len()];
    let mut at = 1;
    while at < KINDS.len() {
        fields[at] = of_kind(&KINDS[at]);
        at += 1;
    }
    fields
};

const fn of_kind(row: &'static KindRow) -> Field {
    Field {
        name: row.name,
        help: row.field.help,
        examples: row.field.examples,
        choices: &[],
        kinds: std::slice::from_ref(&row.kind),
        values: match row.field.value {
            FieldValue::Name => Some(all_names),
            FieldValue::Money | FieldValue::Number => None,
        },
        cost: match row.field.value {
            FieldValue::Name => Cost::Look,
            FieldValue::Money | FieldValue::Number => Cost::Mentions,
        },
        parse: match row.field.value {
            FieldValue::Name => QueryValue::text,
            FieldValue::Money => QueryValue::money,
            FieldValue::Number => QueryValue::numbers,
        },
        in_text: match row.field.value {
            FieldValue::Name => Some(mentions_of),
            FieldValue::Money | FieldValue::Number => Some(figures_within),
        },
        test: match row.field.value {
            FieldValue::Name => names,
            FieldValue::Money | FieldValue::Number => figures,
        },
    }
}

/// The names of the entities of a kind, with the number of their mentions.
fn all_names(context: Context<'_>) -> Vec<(String, u32)> {
    let entities = context.kinds.iter().flat_map(|&kind| context.library.entities_of(kind));
    entities.map(|(_, entity)| (entity.name.to_string(), entity.mentions.len() as u32)).collect()
}

/// Articles that mention an entity of this name.
fn names<'a>(value: &'a QueryValue, context: Context<'a>) -> Test<'a> {
    let QueryValue::Text(text) = value else { return Box::new(|_| true) };
    let mut mentioned = vec![false; context.library.articles().len()];
    let called = context.kinds.iter().flat_map(|&kind| context.index.called(kind, text));
    for entity in called {
        for mention in &context.library.profile(entity).mentions {
            if let Some(article) = mentioned.get_mut(mention.article.index()) {
                *article = true;
            }
        }
    }
    Box::new(move |id| mentioned[id.index()])
}

/// The mentions of the entities of this name.
fn mentions_of(value: &QueryValue, kinds: &'static [Kind], index: &Index) -> Option<Term> {
    let (QueryValue::Text(text), Some(&kind)) = (value, kinds.first()) else { return None };
    let called = index.called(kind, text).into_iter();
    Some(Term::Entities(called.map(|id| Subject::Entity(Entity { kind, id: id.0 })).collect()))
}

/// The figures of this kind within a range.
fn figures_within(value: &QueryValue, kinds: &'static [Kind], _: &Index) -> Option<Term> {
    figures_of(value, kinds).map(Term::Figures)
}

fn figures_of(value: &QueryValue, kinds: &'static [Kind]) -> Option<Figures> {
    match *value {
        QueryValue::Money(range, currency) => Some(Figures { kinds, range, currency }),
        QueryValue::Numbers(range) => Some(Figures { kinds, range, currency: None }),
        _ => None,
    }
}

/// Articles with a figure of this kind within a range.
fn figures<'a>(value: &'a QueryValue, context: Context<'a>) -> Test<'a> {
    let Some(figures) = figures_of(value, context.kinds) else { return Box::new(|_| true) };
    Box::new(move |id| context.library.mentions(id).iter().any(|mention| figures.has(&mention.fact)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::fields::find;

    #[test]
    fn every_kind_has_a_field_of_its_name_and_can_be_asked_for_with_has() {
        let has = find("has").unwrap();
        for row in KINDS {
            assert_eq!(find(row.name).unwrap().kinds, [row.kind]);
            assert!(!row.field.examples.is_empty() && !row.field.help.is_empty(), "{}", row.name);
            assert!(has.choices.contains(&row.name), "{}", row.name);
            assert!(has.kinds.contains(&row.kind), "{}", row.name);
            assert!(has.help.contains(row.name), "the help of has: leaves out {}", row.name);
        }
    }
}
