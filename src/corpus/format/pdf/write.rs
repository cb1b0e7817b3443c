//! Lines and paragraphs: the ordered pieces as text. Lines are left as the page has them; the cleaning joins those that
//! were wrapped, as in any text.

use super::pieces::Piece;

/// The text of a page, of which `parts` are the pieces in order.
pub(super) fn text(pieces: &[Piece], parts: &[Vec<usize>]) -> String {
    let mut columns: Vec<Vec<Line>> = Vec::new();
    for part in parts {
        let lines = lines(&part.iter().map(|&piece| &pieces[piece]).collect::<Vec<_>>());
        match (columns.last_mut(), lines.first()) {
            (Some(column), Some(first)) if column.last().is_some_and(|last| last.is_above(first)) => {
                column.extend(lines);
            }
            _ => columns.push(lines),
        }
    }
    let mut out = String::new();
    for column in columns {
        let begins = column.first().map_or("", |line| &*line.text);
        out.push_str(between(&out, begins));
        write(&column, &mut out);
    }
    out
}

/// The texts of pages as one.
pub(super) fn joined(pages: &[String]) -> String {
    let mut out = String::new();
    for page in pages.iter().map(|page| page.trim()).filter(|page| !page.is_empty()) {
        out.push_str(between(&out, page));
        out.push_str(page);
    }
    out
}

/// What parts a text from the column or page after it: a sentence that goes on there is not broken.
fn between(before: &str, after: &str) -> &'static str {
    let goes_on = before
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '\u{2010}' | ',' | ';'))
        && after.starts_with(char::is_lowercase);
    match before.is_empty() {
        true => "",
        false if goes_on => "\n",
        false => "\n\n",
    }
}

#[derive(Debug)]
struct Line {
    text: String,
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
}

impl Line {
    /// Whether another stands below it in the same column.
    fn is_above(&self, other: &Self) -> bool {
        let down = other.y - self.y;
        down > 0.0
            && down < self.size.max(other.size) * 4.0
            && self.x1.min(other.x1) - self.x0.max(other.x0) > self.size.min(other.size)
    }
}

/// The pieces of one baseline in a row are one line.
fn lines(part: &[&Piece]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut end = 0.0;
    for piece in part {
        match lines.last_mut() {
            Some(line)
                if (piece.y - line.y).abs() < line.size.min(piece.size) * 0.5 && piece.x0 >= line.x0 =>
            {
                if piece.x0 - end > line.size.min(piece.size) * 0.15 {
                    line.text.push(' ');
                }
                line.text.push_str(&piece.text);
                line.size = line.size.max(piece.size);
                line.x1 = line.x1.max(piece.x1);
            }
            _ => lines.push(Line {
                text: piece.text.clone(),
                x0: piece.x0,
                x1: piece.x1,
                y: piece.y,
                size: piece.size,
            }),
        }
        end = piece.x1;
    }
    lines
}

/// Writes lines, with an empty one before each that begins a paragraph.
fn write(lines: &[Line], out: &mut String) {
    let mut steps: Vec<f32> =
        lines.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|step| *step > 0.0).collect();
    steps.sort_by(f32::total_cmp);
    let usual = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
    let edge = lines.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
    for (at, line) in lines.iter().enumerate() {
        if let Some(last) = at.checked_sub(1).and_then(|before| lines.get(before)) {
            let step = line.y - last.y;
            let (small, large) = (line.size.min(last.size), line.size.max(last.size));
            let is_apart = step < 0.0 || step > usual * 1.3 && step > large * 1.25 || step > large * 2.2;
            let is_indented = line.x0 - edge > line.size * 0.7 && (last.x0 - edge) < line.size * 0.3;
            let has_ended = last.text.ends_with(['.', '!', '?', '…', '»', '”', '"', ':']);
            let begins = is_apart || large > small * 1.12 || is_indented && has_ended;
            out.push_str(if begins { "\n\n" } else { "\n" });
        }
        out.push_str(line.text.trim());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[(f32, f32, &str)]) -> (Vec<Piece>, Vec<Vec<usize>>) {
        let piece = |&(x0, y, text): &(f32, f32, &str)| Piece {
            text: text.into(),
            x0,
            x1: x0 + 200.0,
            y,
            size: 10.0,
        };
        (lines.iter().map(piece).collect(), (0..lines.len()).map(|line| vec![line]).collect())
    }

    fn written(lines: &[(f32, f32, &str)]) -> String {
        let (pieces, parts) = page(lines);
        text(&pieces, &parts)
    }

    #[test]
    fn a_wider_gap_or_an_indent_after_a_full_stop_begins_a_paragraph() {
        let lines = [
            (10.0, 12.0, "The quay opens"),
            (10.0, 24.0, "in March."),
            (22.0, 36.0, "Boats will moor"),
            (10.0, 48.0, "there again."),
            (10.0, 70.0, "A crane stays."),
        ];
        assert_eq!(
            written(&lines),
            "The quay opens\nin March.\n\nBoats will moor\nthere again.\n\nA crane stays."
        );
    }

    #[test]
    fn a_sentence_that_goes_on_in_the_next_column_is_not_broken() {
        let goes_on = [(10.0, 500.0, "The quay opens in"), (300.0, 20.0, "the month of March.")];
        assert_eq!(written(&goes_on), "The quay opens in\nthe month of March.");
        let ends = [(10.0, 500.0, "The quay opens."), (300.0, 20.0, "Boats moor.")];
        assert_eq!(written(&ends), "The quay opens.\n\nBoats moor.");
        let pages =
            ["One ends here.".to_owned(), String::new(), "Another be-".to_owned(), "gins.".to_owned()];
        assert_eq!(joined(&pages), "One ends here.\n\nAnother be-\ngins.");
    }
}
