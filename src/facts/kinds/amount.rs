//! Amounts: sums of money. They are found by [`figure::find`], in one pass with percentages.

use super::{Content, Counted, Field, FieldValue, Find, KindRow, Order, Pass};
use crate::facts::display::{self, Style};
use crate::facts::{Fact, Kind, figure};

/// The pass that finds amounts and percentages.
pub(super) static FIGURES: Pass = Pass { name: "figures", find: Find::Mentions(figure::find) };

/// Its row in the registry.
pub(super) const ROW: KindRow = KindRow {
    kind: Kind::Amount,
    name: "amount",
    plural: "Amounts",
    role: "amount",
    pass: &FIGURES,
    content: Content::Figure(shown),
    order: Order::Size,
    bar: true,
    counted: Counted { one: "amount", many: "amounts", spare: 0 },
    field: Field {
        help: "a sum of this size, in any currency or in the one named (k, m, bn or md, t)",
        examples: &["amount:>1bn", "amount:1e9..20e9", "amount:>=300m€"],
        value: FieldValue::Money,
    },
};

fn shown(fact: &Fact, style: Style) -> String {
    match fact {
        Fact::Amount(amount) => display::amount(amount, style),
        Fact::Percent(_) | Fact::Entity(_) => String::new(),
    }
}
