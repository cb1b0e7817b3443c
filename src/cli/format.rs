//! Writes records as a table, as CSV or as one JSON object a line.
//!
//! Tables and CSV are sanitised; JSON has the data unchanged, with escapes.

use std::io::{self, Write};

use clap::ValueEnum;

use super::output::Output;
use super::record::{Column, Emit, Shown, object};
use super::table;
use crate::text::sanitise;

/// The formats of a list of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Aligned columns, to look at
    Table,
    /// Comma-separated values with a header line
    Csv,
    /// One JSON object a line
    Ndjson,
}

/// Writes records. `rows` calls its argument with each row. A table calls `rows` twice, first for the widths, so that
/// no row is stored.
pub(super) fn write(
    output: &mut Output,
    format: Format,
    columns: &[Column],
    rows: impl Fn(&mut Emit<'_>) -> io::Result<()>,
) -> io::Result<()> {
    match format {
        Format::Ndjson => ndjson(output, columns, rows),
        Format::Csv => csv(output, columns, rows),
        Format::Table => table::write(output, columns, rows),
    }
}

/// Writes records, one JSON object a line.
pub(super) fn ndjson(
    output: &mut impl Write,
    columns: &[Column],
    rows: impl Fn(&mut Emit<'_>) -> io::Result<()>,
) -> io::Result<()> {
    rows(&mut |row| {
        debug_assert_eq!(columns.len(), row.len(), "a value for each column");
        object(output, columns.iter().map(|column| column.name).zip(row))?;
        output.write_all(b"\n")
    })
}

/// Writes records as CSV with a header line.
pub(super) fn csv(
    output: &mut impl Write,
    columns: &[Column],
    rows: impl Fn(&mut Emit<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let given = |column: &Column| column.shown != Shown::Json;
    let mut writer = csv::Writer::from_writer(output);
    let header = columns.iter().filter(|column| given(column)).map(|column| column.name);
    writer.write_record(header).map_err(plain_error)?;
    rows(&mut |row| {
        for (_, value) in columns.iter().zip(row).filter(|(column, _)| given(column)) {
            writer.write_field(sanitise(&value.plain()).as_str()).map_err(plain_error)?;
        }
        writer.write_record(None::<&[u8]>).map_err(plain_error)
    })?;
    writer.flush()
}

/// The I/O error inside, whose kind tells whether a pipe was closed.
fn plain_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
