//! A table in aligned columns. The widest columns shrink until the table fits the measure, and their cells are wrapped;
//! one that cannot shrink so far without breaking words is set with one line for each cell.

use unicode_width::UnicodeWidthStr;

use super::{Part, Row, Run, Setting, Sign};
use crate::article::structure::{Block, BlockKind, Structure};
use crate::text::sanitise::SafeText;
use crate::text::{Span, sanitise};

/// How many rows are looked at for the widths of the columns.
const MEASURED: usize = 500;

/// The most columns that are set side by side.
const MOST_COLUMNS: usize = 24;

/// A word of more columns may be broken to make room.
const LONGEST_WORD: usize = 14;

/// The columns between two cells: a space, a line, a space.
const BETWEEN: usize = 3;

/// A column.
#[derive(Debug, Clone, Copy, Default)]
struct Column {
    /// Of its widest cell.
    widest: usize,
    /// Of its longest word.
    word: usize,
    /// Whether its cells are figures, which are set flush right.
    figures: bool,
    filled: usize,
    /// As it is set.
    width: usize,
}

/// The rows of a part of a table.
pub(super) fn rows(
    part: &Part,
    text: &SafeText<'_>,
    (whole, structure): (&str, &Structure),
    setting: Setting<'_>,
) -> Vec<Row> {
    let blocks = structure.blocks();
    let first = blocks.partition_point(|block| block.span.start < part.span.start);
    let end = blocks.partition_point(|block| block.span.end <= part.span.end);
    let mut columns = columns(blocks, first, whole, structure);
    let fits = fit(&mut columns, setting.measure);
    let mut out = Vec::new();
    for block in blocks.get(first..end).unwrap_or_default() {
        let cells = cells(block, structure);
        let header = matches!(block.kind, BlockKind::Row { header: true, .. });
        let row = SetRow { start: part.span.start, text, cells: &cells, header, setting };
        if fits { row.aligned(&columns, &mut out) } else { row.stacked(&mut out) }
    }
    out
}

/// The cells of a row; a row without any is one cell.
fn cells(row: &Block, structure: &Structure) -> Vec<Span> {
    let cells = structure.cells(row.span);
    if cells.is_empty() { vec![row.span] } else { cells.to_vec() }
}

/// The columns of the table that the row at `at` is in.
fn columns(blocks: &[Block], at: usize, whole: &str, structure: &Structure) -> Vec<Column> {
    let row = |block: &Block| matches!(block.kind, BlockKind::Row { .. });
    let further = |block: &Block| matches!(block.kind, BlockKind::Row { first: false, .. });
    let mut begin = at.min(blocks.len().saturating_sub(1));
    while begin > 0 && further(&blocks[begin]) && row(&blocks[begin - 1]) {
        begin -= 1;
    }
    let table = blocks[begin..].iter().enumerate().take_while(|(index, block)| *index == 0 || further(block));
    let mut columns: Vec<Column> = Vec::new();
    for (_, block) in table.take(MEASURED) {
        let header = matches!(block.kind, BlockKind::Row { header: true, .. });
        for (index, cell) in cells(block, structure).iter().enumerate() {
            if columns.len() <= index {
                columns.push(Column { figures: true, ..Column::default() });
            }
            columns[index].add(sanitise(cell.of(whole)).as_str(), header || *block == blocks[begin]);
        }
    }
    columns
}

impl Column {
    /// Takes a cell into account; a heading says nothing of figures.
    fn add(&mut self, cell: &str, heading: bool) {
        self.widest = self.widest.max(cell.width());
        let words = cell.split_whitespace().map(UnicodeWidthStr::width);
        self.word = self.word.max(words.max().unwrap_or(0)).min(LONGEST_WORD);
        if !heading && !cell.trim().is_empty() {
            self.filled += 1;
            let starts = cell.trim_start_matches(['+', '-', '−', '~', '≈', '<', '>', '$', '€', '£', ' ']);
            self.figures &= starts.starts_with(|c: char| c.is_ascii_digit()) && cell.len() <= 24;
        }
    }
}

/// Gives each column its width; false when they do not fit. What is wider than others gives way first, so that
/// figures and short names stay whole.
fn fit(columns: &mut [Column], measure: usize) -> bool {
    let room = measure.saturating_sub(BETWEEN * columns.len().saturating_sub(1));
    let width = |column: &Column, most: usize| column.widest.min(most).max(column.word).max(1);
    let fits = |most: usize| columns.iter().map(|column| width(column, most)).sum::<usize>() <= room;
    if columns.len() > MOST_COLUMNS || !fits(0) {
        return false;
    }
    // The widest that a column may be: 0 fits, and what is not wider than any cell is needed by none.
    let (mut least, mut most) = (0, room + 1);
    while most - least > 1 {
        let middle = least.midpoint(most);
        if fits(middle) { least = middle } else { most = middle }
    }
    let widths: Vec<usize> = columns.iter().map(|column| width(column, least)).collect();
    columns.iter_mut().zip(widths).for_each(|(column, width)| column.width = width);
    true
}

/// One row of a table, to be set.
struct SetRow<'a> {
    /// Where the part begins in the article.
    start: u32,
    text: &'a SafeText<'a>,
    cells: &'a [Span],
    header: bool,
    setting: Setting<'a>,
}

impl SetRow<'_> {
    /// A cell in the safe text.
    fn cell(&self, cell: Span) -> Span {
        self.text.map(Span { start: cell.start - self.start, end: cell.end - self.start })
    }

    /// The cells side by side, each wrapped in its column.
    fn aligned(&self, columns: &[Column], out: &mut Vec<Row>) {
        let from = out.len();
        let mut left = 0;
        let mut bars = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            if index > 0 {
                bars.push(left + 1);
                left += BETWEEN;
            }
            let cell = self.cells.get(index).map(|&cell| self.cell(cell));
            let lines = cell.map(|cell| super::rows::lines(self.text, cell, column.width, self.setting));
            for (row, (span, hyphen)) in lines.unwrap_or_default().into_iter().enumerate() {
                if out.len() <= from + row {
                    out.push(Row { start: span.start, strong: self.header, ..Row::default() });
                }
                let used = span.of(self.text.safe().as_str()).width();
                let flush =
                    if column.figures && column.filled > 0 { column.width.saturating_sub(used) } else { 0 };
                out[from + row].runs.push(Run { column: (left + flush) as u16, span, hyphen });
            }
            left += column.width;
        }
        for row in &mut out[from..] {
            row.signs.extend(bars.iter().map(|&bar| Sign { column: bar as u16, times: 1, sign: "│" }));
        }
        if self.header {
            out.push(self.rule(&bars, left));
        }
    }

    /// The line below the headings of columns.
    fn rule(&self, bars: &[usize], width: usize) -> Row {
        let end = self.cells.last().map_or(0, |&cell| self.cell(cell).end);
        let mut signs = vec![Sign { column: 0, times: width as u16, sign: "─" }];
        signs.extend(bars.iter().map(|&bar| Sign { column: bar as u16, times: 1, sign: "┼" }));
        Row { start: end, signs, ..Row::default() }
    }

    /// One line for each cell, those after the first one indented.
    fn stacked(&self, out: &mut Vec<Row>) {
        for (index, &cell) in self.cells.iter().enumerate() {
            let indent = if index > 0 && self.setting.measure > 8 { 2 } else { 0 };
            let lines =
                super::rows::lines(self.text, self.cell(cell), self.setting.measure - indent, self.setting);
            out.extend(lines.into_iter().map(|(span, hyphen)| Row {
                start: span.start,
                runs: vec![Run { column: indent as u16, span, hyphen }],
                strong: index == 0,
                ..Row::default()
            }));
        }
    }
}
