//! The index as a file: one record for each name and each value.

use std::fmt::Write as _;

use super::{Format, Records, cell, string};
use crate::library::register::{Register, name};
use crate::library::{Library, Subject};

/// The fields of a record, in CSV and NDJSON.
const FIELDS: [&str; 8] = ["kind", "name", "role", "mentions", "articles", "first", "last", "surfaces"];

/// What the file says of the items at these places.
pub(super) fn text(library: &Library, register: &Register, places: &[u32], format: Format) -> String {
    let mut records = Records::new(&FIELDS, format);
    let mut kind = None;
    for place in places {
        let item = register.item(*place);
        let entity = match item.subject {
            Subject::Entity(entity) => Some(library.entity(entity)),
            Subject::Figure { .. } => None,
        };
        let name = name(library, item);
        let role = entity.and_then(|entity| entity.description.as_deref());
        let (first, last) = item.dates.map(|(first, last)| (first.to_string(), last.to_string())).unzip();
        let row = item.subject.kind().row();
        if format == Format::Markdown {
            if kind.replace(row.kind) != Some(row.kind) {
                let heading =
                    "| name | role | mentions | articles | first | last |\n|---|---|---:|---:|---|---|";
                let _ = write!(records.text, "\n## {}\n\n{heading}\n", row.plural);
            }
            let cells = [&*name, role.unwrap_or_default()].map(cell).join(" | ");
            let dates = [first, last].map(Option::unwrap_or_default).join(" | ");
            let _ = writeln!(records.text, "| {cells} | {} | {} | {dates} |", item.mentions, item.articles);
            continue;
        }
        let surfaces = entity.map_or(serde_json::Value::Null, |entity| {
            let form = |(form, count): &(Box<str>, u32)| (form.to_string(), serde_json::Value::from(*count));
            entity.surfaces.iter().map(form).collect()
        });
        records.add(&[
            string(Some(row.name)),
            string(Some(&name)),
            string(role),
            item.mentions.into(),
            item.articles.into(),
            string(first.as_deref()),
            string(last.as_deref()),
            surfaces,
        ]);
    }
    records.text.trim_start().to_owned()
}
