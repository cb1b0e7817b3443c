//! Setting an article in columns: its text in parts that are laid out one by one, each as rows of runs of the text and
//! of signs that are drawn beside them. The reading view and `liseuse show` draw the same rows; nothing here knows a
//! screen or a colour.

mod justify;
mod parts;
mod rows;
mod table;

pub(crate) use parts::{Part, parts};
pub(crate) use rows::{plain, rows};

use crate::text::sanitise::SafeText;
use crate::text::{Language, Span};

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    /// The columns of a line, at least 1.
    pub measure: usize,
    /// The language to hyphenate in; of an unknown one no word is divided.
    pub language: Language,
    /// Whether lines of running text are filled up to the measure.
    pub justified: bool,
    /// The columns by which the first line of running text is indented.
    pub indent: usize,
    /// Whether a line of code that is wider is cut.
    pub cut: bool,
    /// Spans of the article's text, in order, that are not broken as long as they fit a line: its figures.
    pub held: &'a [Span],
}

impl<'a> Setting<'a> {
    /// Ragged, without an indent.
    pub(crate) fn plain(measure: usize, language: Language, cut: bool, held: &'a [Span]) -> Self {
        Self { measure, language, justified: false, indent: 0, cut, held }
    }
}

/// A row of a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// Where it begins in the safe text of its part.
    pub start: u32,
    /// What it shows of that text, from left to right.
    pub runs: Vec<Run>,
    /// What is drawn beside.
    pub signs: Vec<Sign>,
    /// Whether it is set as a heading: the first row of a table.
    pub strong: bool,
}

/// A run of text in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// Where it is drawn, from 0.
    pub column: u16,
    /// Its text, in the safe text of its part.
    pub span: Span,
    /// Whether its last word continues on the next line, so that a hyphen is drawn after it.
    pub hyphen: bool,
}

/// A sign that is not text of the article: a bar before a quotation, a rule, a line between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sign {
    /// Where it is drawn, from 0.
    pub column: u16,
    /// How often, side by side.
    pub times: u16,
    /// One column wide.
    pub sign: &'static str,
}

/// The row in which a byte of the safe text stands: where a run covers it, or else the first that goes beyond it.
pub(crate) fn row_of(rows: &[Row], byte: u32) -> usize {
    let covers = |row: &Row| row.runs.iter().any(|run| run.span.start <= byte && byte < run.span.end);
    let beyond = |row: &Row| row.runs.iter().any(|run| run.span.end > byte);
    rows.iter()
        .position(covers)
        .or_else(|| rows.iter().position(beyond))
        .unwrap_or_else(|| rows.len().saturating_sub(1))
}

/// What a run shows of `span`, a span of the source of `text`, which begins at byte `start` of the article.
pub(crate) fn within_run(text: &SafeText<'_>, start: u32, run: Span, span: Span) -> Option<Span> {
    let source = Span { start: start + text.to_source(run.start), end: start + text.to_source(run.end) };
    let (from, to) = (span.start.max(source.start), span.end.min(source.end));
    if from >= to {
        return None;
    }
    let safe = text.map(Span { start: from - start, end: to - start });
    let clipped =
        Span { start: safe.start.clamp(run.start, run.end), end: safe.end.clamp(run.start, run.end) };
    (!clipped.is_empty()).then_some(clipped)
}

#[cfg(test)]
mod tests;
