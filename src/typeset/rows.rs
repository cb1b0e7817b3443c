//! A part as rows: running text wrapped and hyphenated, items hung from their markers, code line by line, a bar before
//! what is quoted.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Part, Row, Run, Setting, Sign, justify, table};
use crate::article::structure::{BlockKind, Structure};
use crate::text::Span;
use crate::text::sanitise::SafeText;
use crate::text::wrap::{Shape, wrap_holding};

/// The most bars before a quotation.
const MOST_BARS: usize = 4;

/// The fewest columns that indents and bars leave to a text.
const FEWEST: usize = 10;

/// The rows of a part of an article, whose safe text is `text`. `whole` is the article's text.
pub(crate) fn rows(
    part: &Part,
    text: &SafeText<'_>,
    (whole, structure): (&str, &Structure),
    setting: Setting<'_>,
) -> Vec<Row> {
    let bars = usize::from(part.quote).min(MOST_BARS).min(setting.measure.saturating_sub(FEWEST) / 2);
    let left = 2 * bars;
    let held = held(part, text, setting.held);
    let inner = Setting { measure: (setting.measure - left).max(1), held: &held, ..setting };
    let mut rows = match part.kind {
        BlockKind::Code => code(text, inner),
        BlockKind::Rule => rule(inner),
        BlockKind::Row { .. } => {
            let inner = Setting { justified: false, indent: 0, ..inner };
            table::rows(part, text, (whole, structure), inner)
        }
        BlockKind::Item { marker, .. } => item(part, text, u32::from(marker), Setting { indent: 0, ..inner }),
        BlockKind::Paragraph => wrapped(text, 0, 0, inner),
        _ => wrapped(text, 0, 0, Setting { justified: false, indent: 0, ..inner }),
    };
    if bars > 0 {
        for row in &mut rows {
            row.runs.iter_mut().for_each(|run| run.column += left as u16);
            row.signs.iter_mut().for_each(|sign| sign.column += left as u16);
            row.signs.extend((0..bars).map(|bar| Sign { column: 2 * bar as u16, times: 1, sign: "│" }));
        }
    }
    rows
}

/// The held spans of the article within a part, in its safe text.
fn held(part: &Part, text: &SafeText<'_>, held: &[Span]) -> Vec<Span> {
    let first = held.partition_point(|span| span.start < part.span.start);
    let within = held[first..].iter().take_while(|span| span.end <= part.span.end);
    let safe = |at: u32| text.to_safe(at - part.span.start);
    within.map(|span| Span { start: safe(span.start), end: safe(span.end) }).collect()
}

/// A text that is no part of an article, wrapped.
pub(crate) fn plain(text: &SafeText<'_>, setting: Setting<'_>) -> Vec<Row> {
    wrapped(text, 0, 0, Setting { justified: false, indent: 0, ..setting })
}

/// Text from byte `from` on, wrapped, at a column.
pub(super) fn wrapped(text: &SafeText<'_>, from: u32, column: usize, setting: Setting<'_>) -> Vec<Row> {
    let whole = Span::new(from as usize, text.safe().as_str().len());
    let lines = lines(text, whole, setting.measure.saturating_sub(column), setting);
    let words = text.safe().as_str();
    let mut rows: Vec<Row> = Vec::with_capacity(lines.len());
    for (number, &(span, hyphen)) in lines.iter().enumerate() {
        let indent = if number == 0 { indent_of(setting.indent, setting.measure) } else { 0 };
        let run = Run { column: (column + indent) as u16, span, hyphen };
        let mut row = Row { start: span.start, runs: vec![run], ..Row::default() };
        // The last line of a paragraph stays as it is.
        let goes_on = lines.get(number + 1).filter(|(next, _)| {
            let between = words.get(span.range().end..next.range().start);
            between.is_some_and(|between| !between.contains('\n'))
        });
        if setting.justified && goes_on.is_some() {
            justify::fill(&mut row, words, setting.measure, number % 2 == 1);
        }
        rows.push(row);
    }
    rows
}

/// The indent of a first line, which leaves it most of the measure.
fn indent_of(indent: usize, measure: usize) -> usize {
    indent.min(measure / 8)
}

/// The lines into which a part of a safe text is wrapped, and whether each ends with a hyphen.
pub(super) fn lines(
    text: &SafeText<'_>,
    span: Span,
    measure: usize,
    setting: Setting<'_>,
) -> Vec<(Span, bool)> {
    let mut lines = Vec::new();
    let mut at = span.start as usize;
    for paragraph in span.of(text.safe().as_str()).split('\n') {
        let (from, to) = (at as u32, (at + paragraph.len()) as u32);
        let first = setting.held.partition_point(|span| span.start < from);
        let held: Vec<Span> = setting.held[first..]
            .iter()
            .take_while(|span| span.end <= to)
            .map(|span| Span { start: span.start - from, end: span.end - from })
            .collect();
        let shape = Shape {
            width: measure,
            indent: if at == span.start as usize { indent_of(setting.indent, setting.measure) } else { 0 },
            justified: setting.justified,
        };
        lines.extend(wrap_holding(paragraph, &held, shape, setting.language).into_iter().map(|line| {
            let span = Span::new(at + line.span.range().start, at + line.span.range().end);
            (span, line.hyphen)
        }));
        at += paragraph.len() + 1;
    }
    lines
}

fn item(part: &Part, text: &SafeText<'_>, marker: u32, setting: Setting<'_>) -> Vec<Row> {
    let hang = usize::from(part.hang).min(setting.measure.saturating_sub(FEWEST));
    let lead = Span { start: 0, end: text.to_safe(marker) };
    let shown = lead.of(text.safe().as_str()).trim_end();
    let columns = shown.width();
    if hang <= columns {
        return wrapped(text, 0, 0, setting);
    }
    let mut rows = wrapped(text, lead.end, hang, setting);
    if lead.is_empty() {
        return rows;
    }
    let full = lead.of(text.safe().as_str()).width().max(columns + 1);
    let run = Run {
        column: hang.saturating_sub(full) as u16,
        span: Span { start: 0, end: shown.len() as u32 },
        hyphen: false,
    };
    match rows.first_mut() {
        Some(first) => {
            first.start = 0;
            first.runs.insert(0, run);
        }
        None => rows.push(Row { runs: vec![run], ..Row::default() }),
    }
    rows
}

fn rule(setting: Setting<'_>) -> Vec<Row> {
    let times = u16::try_from(setting.measure).unwrap_or(u16::MAX);
    vec![Row { signs: vec![Sign { column: 0, times, sign: "─" }], ..Row::default() }]
}

fn code(text: &SafeText<'_>, setting: Setting<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut at = 0;
    for line in text.safe().as_str().split('\n') {
        let mut row = Row { start: at, ..Row::default() };
        let shown = if setting.cut { fitting(line, setting.measure) } else { line.len() };
        let end = at + shown as u32;
        if shown > 0 {
            row.runs.push(Run { column: 0, span: Span { start: at, end }, hyphen: false });
        }
        if shown < line.len() {
            let column = setting.measure.saturating_sub(1) as u16;
            row.signs.push(Sign { column, times: 1, sign: "…" });
        }
        rows.push(row);
        at += line.len() as u32 + 1;
    }
    rows
}

/// The bytes of a line that fit into `measure` columns: all of it, or what leaves a column for a sign.
fn fitting(line: &str, measure: usize) -> usize {
    let mut columns = 0;
    let mut fits = 0;
    for (at, grapheme) in line.grapheme_indices(true) {
        columns += grapheme.width();
        if columns > measure {
            return fits;
        }
        if columns < measure {
            fits = at + grapheme.len();
        }
    }
    line.len()
}
