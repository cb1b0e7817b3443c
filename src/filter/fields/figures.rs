//! What can be counted: `amount:`, `percent:` and `words:`.

use super::{Cost, Field, Value};
use crate::facts::{Fact, Kind};

/// A sum of money in the text.
pub(super) const AMOUNT: Field = Field {
    name: "amount",
    help: "a sum of this size, in any currency or in the one named (k, m, bn or md, t)",
    examples: &["amount:>1bn", "amount:1e9..20e9", "amount:>=300m€"],
    choices: &[],
    kinds: &[Kind::Amount],
    cost: Cost::Mentions,
    parse: Value::money,
    test: |value, context| {
        let Value::Money(range, unit) = *value else { return Box::new(|_| true) };
        Box::new(move |id| {
            context.library.mentions(id).iter().any(|mention| match &mention.fact {
                Fact::Amount(amount) => {
                    (unit.is_none() || amount.unit == unit) && range.meets(amount.value, amount.high)
                }
                _ => false,
            })
        })
    },
};

/// A percentage in the text.
pub(super) const PERCENT: Field = Field {
    name: "percent",
    help: "a percentage, or so many points, of this size",
    examples: &["percent:>40", "percent:5..10"],
    choices: &[],
    kinds: &[Kind::Percent],
    cost: Cost::Mentions,
    parse: Value::numbers,
    test: |value, context| {
        let Value::Numbers(range) = *value else { return Box::new(|_| true) };
        Box::new(move |id| {
            context.library.mentions(id).iter().any(|mention| match &mention.fact {
                Fact::Percent(percent) => range.meets(percent.value, percent.high),
                _ => false,
            })
        })
    },
};

/// Its length.
pub(super) const WORDS: Field = Field {
    name: "words",
    help: "a text of so many words",
    examples: &["words:>500", "words:..200"],
    choices: &[],
    kinds: &[],
    cost: Cost::Look,
    parse: Value::numbers,
    test: |value, context| {
        let Value::Numbers(range) = *value else { return Box::new(|_| true) };
        Box::new(move |id| range.meets(f64::from(context.library.article(id).words), None))
    },
};
