//! Percentages and percentage points. They are found in one pass with amounts.

use super::amount::FIGURES;
use super::{Content, Counted, Field, FieldValue, KindRow, Order};
use crate::facts::display::{self, Style};
use crate::facts::{Fact, Kind};

/// Its row in the registry.
pub(super) const ROW: KindRow = KindRow {
    kind: Kind::Percent,
    name: "percent",
    plural: "Percentages",
    role: "percent",
    pass: &FIGURES,
    content: Content::Figure(shown),
    order: Order::Size,
    bar: false,
    counted: Counted { one: "percentage", many: "percentages", spare: 2 },
    field: Field {
        help: "a percentage, or a number of percentage points, of this size",
        examples: &["percent:>40", "percent:5..10"],
        value: FieldValue::Number,
    },
};

fn shown(fact: &Fact, style: Style) -> String {
    match fact {
        Fact::Percent(percent) => display::percent(percent, style),
        Fact::Amount(_) | Fact::Entity(_) => String::new(),
    }
}
