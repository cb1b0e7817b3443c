//! `sort:`: an order, not a condition; the parser removes it from the conditions.

use super::{Cost, Field, QueryValue};
use crate::facts::Kind;

const ORDERS: &[&str] = &[
    "date",
    "-date",
    "title",
    "-title",
    "unread",
    "-unread",
    "amount",
    "-amount",
    "facts",
    "-facts",
    "relevance",
    "-relevance",
];

/// The order of what is found.
pub(in crate::filter) const SORT: Field = Field {
    name: "sort",
    help: "in this order: date (-date: the newest first), title, unread, amount (the largest first), facts (the most first), relevance",
    examples: &["sort:-date", "sort:amount"],
    choices: ORDERS,
    kinds: &[Kind::Amount],
    values: None,
    cost: Cost::Look,
    parse: |text| QueryValue::choice(text, ORDERS),
    in_text: None,
    test: |_, _| Box::new(|_| true),
};

#[cfg(test)]
mod tests {
    use super::ORDERS;
    use crate::filter::query::Sort;

    #[test]
    fn every_order_that_can_be_written_exists() {
        assert_eq!(ORDERS, Sort::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }
}
