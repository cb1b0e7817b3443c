//! People. Names are found by [`name::find`] in one text; the library links them across articles.

use super::{Content, Counted, Field, FieldValue, Find, KindRow, Order, Pass};
use crate::facts::{Kind, name};

/// The pass that finds people and organisations.
pub(super) static NAMES: Pass = Pass { name: "names", find: Find::Names(name::find) };

/// Its row in the registry.
pub(super) const ROW: KindRow = KindRow {
    kind: Kind::Person,
    name: "person",
    plural: "People",
    role: "person",
    pass: &NAMES,
    content: Content::Entity,
    order: Order::Mentions,
    bar: false,
    counted: Counted { one: "person", many: "people", spare: 1 },
    field: Field {
        help: "mentions this person: the beginning of a name, else its letters in order",
        examples: &["person:altman", "person:\"sam altman\""],
        value: FieldValue::Name,
    },
};
