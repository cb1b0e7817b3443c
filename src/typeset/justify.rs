//! Filling a line up to its measure: the spaces between its words become wider. A line is then several runs, each with the
//! spaces that follow its words in the text, so that every byte keeps its place in a run.

use unicode_width::UnicodeWidthStr;

use super::{Row, Run};
use crate::text::Span;

/// The most columns that are added to a space on the average; a line that would need more stays ragged.
const MOST_ADDED: usize = 2;

/// Fills up `row`, a single run of `text`, to `measure` columns. With `mirrored` what cannot be divided evenly goes to the first
/// spaces instead of the last, so that gaps in rows that follow each other do not form rivers.
pub(super) fn fill(row: &mut Row, text: &str, measure: usize, mirrored: bool) {
    let [run] = row.runs[..] else { return };
    let line = run.span.of(text);
    let used = usize::from(run.column) + line.width() + usize::from(run.hyphen);
    let gaps: Vec<usize> = ends_of_gaps(line).collect();
    let Some(extra) = measure.checked_sub(used).filter(|extra| *extra > 0) else { return };
    if extra > MOST_ADDED * gaps.len() || line.chars().any(is_right_to_left) {
        return;
    }
    row.runs.clear();
    let (mut from, mut column, mut added) = (0, usize::from(run.column), 0);
    for (number, &end) in gaps.iter().enumerate() {
        let place = number + 1;
        let share = extra * place / gaps.len();
        let share = if mirrored { extra - extra * (gaps.len() - place) / gaps.len() } else { share };
        if share == added {
            continue;
        }
        let start = run.span.range().start;
        row.runs.push(Run {
            column: column as u16,
            span: Span::new(start + from, start + end),
            hyphen: false,
        });
        column += line[from..end].width() + share - added;
        (from, added) = (end, share);
    }
    let rest = Span::new(run.span.range().start + from, run.span.range().end);
    row.runs.push(Run { column: column as u16, span: rest, hyphen: run.hyphen });
}

/// Where each run of spaces between two words ends. No-break spaces keep their width: they stand inside of what belongs together.
fn ends_of_gaps(line: &str) -> impl Iterator<Item = usize> {
    let first = line.len() - line.trim_start_matches(' ').len();
    let bytes = line.as_bytes();
    (first + 1..line.len()).filter(move |&at| bytes[at - 1] == b' ' && bytes[at] != b' ')
}

/// Whether a terminal may draw the line from the right, so that its columns are not known.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, measure: usize, mirrored: bool) -> String {
        let run = Run { column: 0, span: Span::new(0, text.len()), hyphen: false };
        let mut row = Row { runs: vec![run], ..Row::default() };
        fill(&mut row, text, measure, mirrored);
        let mut line = String::new();
        for run in &row.runs {
            line.push_str(&" ".repeat(usize::from(run.column) - line.width()));
            line.push_str(run.span.of(text));
        }
        line
    }

    #[test]
    fn spaces_are_widened_evenly_and_no_break_spaces_not() {
        assert_eq!(filled("un deux trois", 15, false), "un  deux  trois");
        assert_eq!(filled("un deux trois", 14, false), "un deux  trois");
        assert_eq!(filled("un deux trois", 14, true), "un  deux trois");
        assert_eq!(filled("il coûte 12\u{a0}% de plus", 23, false), "il coûte  12\u{a0}% de  plus");
        assert_eq!(filled("  un deux", 10, false), "  un  deux", "an indent stays");
        for ragged in ["un deux", "anticonstitutionnel", "", " ", "שלום וברכה לכולם ולכל"] {
            assert_eq!(filled(ragged, 40, false), ragged);
        }
        assert_eq!(filled("日本 語の 文", 13, false), "日本 語の  文");
    }
}
