//! Records: columns and rows of cells. `format` writes them as a table, as CSV or as JSON.

use std::borrow::Cow;
use std::io::{self, Write};

use super::json;

/// One column of a kind of record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// The field's name.
    pub(super) name: &'static str,
    /// The formats that have it.
    pub(super) shown: Shown,
}

/// The formats that have a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// All.
    Everywhere,
    /// All; a table cuts it to so many characters.
    Short(usize),
    /// All; a table that must cut it keeps the end, in which paths differ.
    End,
    /// All but the table, where it would leave no room for the rest.
    Lists,
    /// Only ndjson.
    Json,
}

/// A column that all formats have.
pub(super) const fn column(name: &'static str) -> Column {
    Column { name, shown: Shown::Everywhere }
}

/// The value of one column in one record.
#[derive(Debug, Clone)]
pub(super) enum Cell<'a> {
    /// The record has no such field: left out in JSON, an empty cell elsewhere.
    Absent,
    /// Not known: `null` in JSON, an empty cell elsewhere.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Count(u64),
    /// A number.
    Number(f64),
    /// Text, untrusted.
    Text(Cow<'a, str>),
    /// Several texts.
    List(Vec<&'a str>),
    /// Texts with their counts: an object in JSON.
    Tally(Vec<(&'a str, u64)>),
    /// Records within the record: an array of objects in JSON, elsewhere their fields of this name.
    Records(&'static str, Vec<Vec<(&'static str, Cell<'a>)>>),
}

impl<'a> Cell<'a> {
    /// A text.
    pub(super) fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// A text; `Null` when it is `None` or empty.
    pub(super) fn optional(text: Option<&'a str>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Null, Self::text)
    }

    /// As plain text, not yet safe.
    pub(super) fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Absent | Self::Null => Cow::Borrowed(""),
            Self::Bool(yes) => Cow::Borrowed(if *yes { "true" } else { "false" }),
            Self::Count(count) => Cow::Owned(count.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Text(text) => Cow::Borrowed(text),
            Self::List(texts) => Cow::Owned(texts.join("; ")),
            Self::Tally(tally) => {
                let parts: Vec<_> = tally.iter().map(|(text, count)| format!("{text} ({count})")).collect();
                Cow::Owned(parts.join("; "))
            }
            Self::Records(shown, records) => {
                let fields = records.iter().flatten().filter(|(name, _)| name == shown);
                Cow::Owned(fields.map(|(_, value)| value.plain()).collect::<Vec<_>>().join("; "))
            }
        }
    }

    /// Whether it is a number, which a table aligns on the right.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Number(_))
    }

    fn json(&self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Absent | Self::Null => out.write_all(b"null"),
            Self::Bool(yes) => write!(out, "{yes}"),
            Self::Count(count) => write!(out, "{count}"),
            Self::Number(number) => json::number(out, *number),
            Self::Text(text) => json::string(out, text),
            Self::List(texts) => {
                out.write_all(b"[")?;
                for (index, text) in texts.iter().enumerate() {
                    out.write_all(if index == 0 { b"" } else { b"," })?;
                    json::string(out, text)?;
                }
                out.write_all(b"]")
            }
            Self::Tally(tally) => {
                out.write_all(b"{")?;
                for (index, (text, count)) in tally.iter().enumerate() {
                    out.write_all(if index == 0 { b"" } else { b"," })?;
                    json::string(out, text)?;
                    write!(out, ":{count}")?;
                }
                out.write_all(b"}")
            }
            Self::Records(_, records) => {
                out.write_all(b"[")?;
                for (index, record) in records.iter().enumerate() {
                    out.write_all(if index == 0 { b"" } else { b"," })?;
                    object(out, record.iter().map(|(name, value)| (*name, value)))?;
                }
                out.write_all(b"]")
            }
        }
    }
}

/// Receives rows, one value for each column.
pub(super) type Emit<'e> = dyn FnMut(&[Cell<'_>]) -> io::Result<()> + 'e;

/// Writes one record as a JSON object.
pub(super) fn object<'v>(
    out: &mut impl Write,
    fields: impl IntoIterator<Item = (&'v str, &'v Cell<'v>)>,
) -> io::Result<()> {
    let mut lead = "{";
    for (name, value) in fields.into_iter().filter(|(_, value)| !matches!(value, Cell::Absent)) {
        write!(out, "{lead}\"{name}\":")?;
        value.json(out)?;
        lead = ",";
    }
    out.write_all(if lead == "{" { b"{}" } else { b"}" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_leaves_out_what_a_record_does_not_have() {
        let row = [
            Cell::Absent,
            Cell::Null,
            Cell::Number(1e9),
            Cell::List(vec!["x", "y\u{1b}"]),
            Cell::Tally(vec![("Z", 2)]),
        ];
        let mut out = Vec::new();
        object(&mut out, ["a", "b", "c", "d", "e"].into_iter().zip(&row)).unwrap();
        let json = r#"{"b":null,"c":1000000000,"d":["x","y\u001b"],"e":{"Z":2}}"#;
        assert_eq!(String::from_utf8(out).unwrap(), json);
    }
}
