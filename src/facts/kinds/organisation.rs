//! Organisations: firms, public bodies, parties, papers, clubs, universities. [`crate::facts::name::find`] finds them together with
//! people; the library links them across articles.

use super::person::NAMES;
use super::{Content, Counted, Field, FieldValue, KindRow, Order};
use crate::facts::Kind;

/// Its row in the registry.
pub(super) const ROW: KindRow = KindRow {
    kind: Kind::Organisation,
    name: "organisation",
    plural: "Organisations",
    role: "organisation",
    pass: &NAMES,
    content: Content::Entity,
    order: Order::Mentions,
    bar: false,
    counted: Counted { one: "organisation", many: "organisations", spare: 2 },
    field: Field {
        help: "mentions this organisation: the beginning of a name, else its letters in order",
        examples: &["organisation:openai", "organisation:\"wall street journal\""],
        value: FieldValue::Name,
    },
};
