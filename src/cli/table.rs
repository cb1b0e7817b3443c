//! A table: columns aligned by display width, numbers on the right. Columns without any value are left out. It is cut
//! to the width of a terminal, but not in a pipe.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::output::Output;
use super::record::{Cell, Column, Emit, Shown};
use crate::text::sanitise;

/// The space between two columns.
const GAP: &str = "  ";

/// The narrowest that a column is cut to.
const NARROWEST: usize = 5;

#[derive(Debug, Clone, Default)]
struct Width {
    columns: usize,
    number: bool,
    used: bool,
    /// Whether a cut keeps the end.
    end: bool,
}

/// Writes the rows with a header.
pub(super) fn write(
    output: &mut Output,
    columns: &[Column],
    rows: impl Fn(&mut Emit<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut widths = vec![Width::default(); columns.len()];
    rows(&mut |row| {
        for ((column, value), width) in columns.iter().zip(row).zip(&mut widths) {
            if !in_table(column) {
                continue;
            }
            let cell = cell(column, value);
            width.end = column.shown == Shown::End;
            width.columns = width.columns.max(cell.width());
            width.used |= !cell.is_empty();
            width.number |= value.is_number();
        }
        Ok(())
    })?;
    if !widths.iter().any(|width| width.used) {
        // Without rows, the header has all columns.
        for (column, width) in columns.iter().zip(&mut widths) {
            width.used = in_table(column);
        }
    }
    for (column, width) in columns.iter().zip(&mut widths).filter(|(_, width)| width.used) {
        width.columns = width.columns.max(column.name.len());
    }
    if let Some(available) = output.width() {
        fit(&mut widths, available);
    }
    let mut line = String::new();
    for (column, width) in columns.iter().zip(&widths) {
        push(&mut line, column.name, width);
    }
    end(output, &mut line)?;
    rows(&mut |row| {
        for ((column, value), width) in columns.iter().zip(row).zip(&widths) {
            push(&mut line, &cell(column, value), width);
        }
        end(output, &mut line)
    })
}

/// Whether a table has this column.
fn in_table(column: &Column) -> bool {
    !matches!(column.shown, Shown::Json | Shown::Lists)
}

/// The sanitised text of a cell.
fn cell<'v>(column: &Column, value: &'v Cell<'_>) -> Cow<'v, str> {
    let text = match (value, column.shown) {
        (Cell::Bool(false), _) => Cow::Borrowed(""),
        (Cell::Bool(true), _) => Cow::Borrowed("yes"),
        (_, Shown::Short(characters)) => match value.plain() {
            Cow::Borrowed(text) => Cow::Borrowed(cut_characters(text, characters)),
            Cow::Owned(text) => Cow::Owned(cut_characters(&text, characters).to_owned()),
        },
        _ => value.plain(),
    };
    let safe = sanitise(&text);
    if safe.as_str() == text { text } else { Cow::Owned(safe.as_str().to_owned()) }
}

fn cut_characters(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(at, _)| &text[..at])
}

/// Narrows the widest columns until the table fits or none can be narrowed more.
fn fit(widths: &mut [Width], available: usize) {
    loop {
        let used = widths.iter().filter(|width| width.used);
        let total: usize =
            used.clone().map(|width| width.columns + GAP.len()).sum::<usize>().saturating_sub(GAP.len());
        let Some(excess) = total.checked_sub(available).filter(|&excess| excess > 0) else { return };
        let widest = used.clone().filter(|width| !width.number).map(|width| width.columns).max().unwrap_or(0);
        if widest <= NARROWEST {
            return;
        }
        let next = used
            .filter(|width| !width.number && width.columns < widest)
            .map(|width| width.columns)
            .max()
            .unwrap_or(0)
            .max(NARROWEST);
        let many =
            widths.iter().filter(|width| width.used && !width.number && width.columns == widest).count();
        // Narrow all of the widest together, to the next width or as far as needed.
        let less = excess.div_ceil(many).min(widest - next).max(1);
        for width in widths.iter_mut().filter(|width| width.used && !width.number && width.columns == widest)
        {
            width.columns = widest - less;
        }
    }
}

fn push(line: &mut String, text: &str, width: &Width) {
    if !width.used {
        return;
    }
    let text = if width.end { cut_front(text, width.columns) } else { cut(text, width.columns) };
    let padding = width.columns.saturating_sub(text.width());
    if width.number {
        line.extend(std::iter::repeat_n(' ', padding));
    }
    line.push_str(&text);
    if !width.number {
        line.extend(std::iter::repeat_n(' ', padding));
    }
    line.push_str(GAP);
}

/// The beginning that fits, with an ellipsis when it is cut.
fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used + 1 > columns {
            break;
        }
        out.push_str(grapheme);
    }
    if columns > 0 {
        out.push('…');
    }
    Cow::Owned(out)
}

/// The end that fits, with an ellipsis when it is cut.
fn cut_front(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let (mut start, mut used) = (text.len(), 0);
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += grapheme.width();
        if used + 1 > columns {
            break;
        }
        start = at;
    }
    Cow::Owned(if columns > 0 { format!("…{}", &text[start..]) } else { String::new() })
}

fn end(out: &mut impl Write, line: &mut String) -> io::Result<()> {
    let result = writeln!(out, "{}", line.trim_end());
    line.clear();
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(columns: &[usize]) -> Vec<Width> {
        columns.iter().map(|&columns| Width { columns, used: true, ..Width::default() }).collect()
    }

    #[test]
    fn the_widest_columns_are_narrowed_first() {
        for (before, available, after) in [
            (vec![10, 40, 60], 200, vec![10, 40, 60]),
            (vec![10, 40, 60], 100, vec![10, 40, 46]),
            (vec![10, 40, 60], 54, vec![10, 20, 20]),
            (vec![10, 10], 3, vec![5, 5]),
        ] {
            let mut widths = widths(&before);
            fit(&mut widths, available);
            assert_eq!(widths.iter().map(|width| width.columns).collect::<Vec<_>>(), after, "{before:?}");
        }
    }

    #[test]
    fn a_cut_never_splits_a_character_and_never_grows() {
        for (text, columns, shown) in
            [("Été", 3, "Été"), ("Étés", 3, "Ét…"), ("日本語", 4, "日…"), ("👨‍👩‍👧x", 2, "…"), ("abc", 0, "")]
        {
            assert_eq!(cut(text, columns), shown);
            assert!(cut(text, columns).width() <= columns);
        }
        for (path, columns, shown) in
            [("a/b.txt", 7, "a/b.txt"), ("a/b.txt", 6, "…b.txt"), ("日本", 3, "…本")]
        {
            assert_eq!(cut_front(path, columns), shown);
        }
    }
}
