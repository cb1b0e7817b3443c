//! A cautious guess at the structure of plain text. The text is not changed; lines that are clearly a heading, a list item, a
//! table row or a rule get a block of that kind. Lines of code, signatures and dialogue stay paragraphs.

use super::structure::{Block, BlockKind, Parts, Structure};
use crate::text::Span;

/// The longest heading, in bytes and in words.
const LONGEST_HEADING: usize = 90;
const MOST_WORDS: usize = 14;

/// A line that holds something, with whether an empty one, or the end of the text, is above and below it.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
    after_gap: bool,
    before_gap: bool,
}

impl Structure {
    /// The structure that the lines of a plain text show.
    pub fn guess(text: &str) -> Self {
        let mut parts = Parts::default();
        let mut row_above = false;
        let mut above = None;
        let mut lines = lines(text).peekable();
        while let Some(mut line) = lines.next() {
            let below = lines.peek();
            line.before_gap = below.is_none_or(|below| below.after_gap);
            let above = above.replace(line);
            let (line, above) = (&line, above.as_ref());
            let kind = if is_rule(line.text) {
                BlockKind::Rule
            } else if is_row(line, above, below) {
                cells(line, &mut parts.cells);
                BlockKind::Row { header: false, first: !row_above || line.after_gap }
            } else if let Some(marker) = item(line, above, below) {
                BlockKind::Item { depth: 1, marker }
            } else if is_heading(line, below) {
                BlockKind::Heading(2)
            } else {
                row_above = false;
                continue;
            };
            row_above = matches!(kind, BlockKind::Row { .. });
            let span = Span::new(line.start, line.start + line.text.len());
            parts.blocks.push(Block { span, kind, quote: 0 });
        }
        Self::new(parts, text).unwrap_or_default()
    }
}

/// The lines that hold something. Only the next one knows whether a gap is below a line.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    let mut gap = true;
    text.split('\n').filter_map(move |whole| {
        let line = whole.trim();
        let start = at + (whole.len() - whole.trim_start().len());
        at += whole.len() + 1;
        if line.is_empty() {
            gap = true;
            return None;
        }
        Some(Line { start, text: line, after_gap: std::mem::take(&mut gap), before_gap: true })
    })
}

/// Nothing but three or more of the signs that people draw a line with: `* * *`, `-----`.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(sign) = signs.next().filter(|sign| "*-_=~•·–—⁂".contains(*sign)) else { return false };
    let count = 1 + signs.clone().take_while(|next| *next == sign).count();
    line.len() <= 240 && (count >= 3 || sign == '⁂') && signs.all(|next| next == sign)
}

/// How many cells a line has that are divided by a bar or a tab; 0 when it has no such sign.
fn columns(line: &str) -> usize {
    match divider(line) {
        Some(divider) => line.split(divider).count(),
        None => 0,
    }
}

fn divider(line: &str) -> Option<&'static str> {
    [" | ", "\t"].into_iter().find(|divider| line.contains(divider))
}

/// A line with the same cells as the one right above or below it.
fn is_row(line: &Line<'_>, above: Option<&Line<'_>>, below: Option<&Line<'_>>) -> bool {
    let count = columns(line.text);
    let same = |other: Option<&Line<'_>>, apart: bool| {
        !apart
            && other.is_some_and(|other| {
                columns(other.text) == count && divider(other.text) == divider(line.text)
            })
    };
    count > 1 && (same(above, line.after_gap) || same(below, line.before_gap))
}

fn cells(line: &Line<'_>, cells: &mut Vec<Span>) {
    let Some(divider) = divider(line.text) else { return };
    let mut at = line.start;
    for cell in line.text.split(divider) {
        let start = at + (cell.len() - cell.trim_start().len());
        cells.push(Span::new(start.min(at + cell.trim_end().len()), at + cell.trim_end().len()));
        at += cell.len() + divider.len();
    }
}

/// The bytes of the bullet or number that begins an item, with the space after it; a number alone makes no item.
fn item(line: &Line<'_>, above: Option<&Line<'_>>, below: Option<&Line<'_>>) -> Option<u8> {
    let marker = bullet(line.text);
    if marker > 0 {
        return u8::try_from(marker).ok();
    }
    let (number, length) = numbered(line.text)?;
    let other = |line: Option<&Line<'_>>| line.and_then(|line| numbered(line.text)).map(|(number, _)| number);
    let next = other(below) == Some(number + 1) || number > 0 && other(above) == Some(number - 1);
    next.then(|| u8::try_from(length).ok()).flatten()
}

/// The bytes of a bullet and the space after it. A dash begins a turn of a dialogue as well, so a line with one is an
/// item only when it does not end as a sentence does.
fn bullet(line: &str) -> usize {
    let Some(rest) = line.strip_prefix(['•', '◦', '▪', '·', '*', '-', '–']) else { return 0 };
    let marker = line.len() - rest.len();
    let dash = line.starts_with(['-', '–']);
    let ended = rest.trim_end().ends_with(['.', '!', '?', '…', '»', '"', '”']);
    if rest.starts_with([' ', '\u{a0}']) && !(dash && ended) {
        let space = rest.chars().next().map_or(0, char::len_utf8);
        marker + space
    } else {
        0
    }
}

/// The number that a line begins with, `3. ` or `3) `, and the bytes it takes.
fn numbered(line: &str) -> Option<(u32, usize)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix(['.', ')'])?;
    (1..=3).contains(&digits).then_some(())?;
    rest.starts_with(' ').then(|| Some((line[..digits].parse().ok()?, digits + 2))).flatten()
}

/// A short line by itself, above a paragraph, that begins as a title does and ends neither as a sentence nor as a line
/// of a program.
fn is_heading(line: &Line<'_>, below: Option<&Line<'_>>) -> bool {
    let text = line.text;
    let words = text.split_whitespace().count();
    let titled = text.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
    let ended = text.ends_with([
        '.', ',', ';', ':', '…', '"', '»', '”', ')', '}', '{', ']', '\\', '|', '>', '-', '–', '—', '=',
    ]);
    let code = text.contains(['{', '}', '<', '>', '=', '|', '@', '\\', '_', '`'])
        || text.contains("()")
        || text.contains("::")
        || text.contains("//");
    let prose = below.is_some_and(|below| {
        below.text.len() > LONGEST_HEADING || below.text.ends_with(['.', '!', '?', '…', '»', '”', '"', ':'])
    });
    line.after_gap
        && line.before_gap
        && text.len() <= LONGEST_HEADING
        && (2..=MOST_WORDS).contains(&words)
        && titled
        && !ended
        && !code
        && prose
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "Le conseil de la vallée s'est réuni mardi soir.";

    /// The lines of a text that are more than running text, with their kinds.
    fn guessed(text: &str) -> Vec<(BlockKind, &str)> {
        Structure::guess(text).blocks().iter().map(|block| (block.kind, block.span.of(text))).collect()
    }

    #[test]
    fn a_short_line_above_a_paragraph_is_a_heading() {
        for heading in ["Le sort de la grue", "What happens next?", "ÉLECTIONS MUNICIPALES", "Mai 1998"] {
            let text = format!("{PROSE}\n\n{heading}\n\n{PROSE}");
            assert_eq!(guessed(&text), [(BlockKind::Heading(2), heading)]);
        }
    }

    #[test]
    fn code_rules_signatures_and_dialogue_are_no_headings() {
        for line in [
            "fn main() {",
            "let x = 3",
            "return a + b;",
            "#include <stdio.h>",
            "— Somebody",
            "– Anne Roy, maire",
            "— Vous partez demain",
            "- Anne Roy, à Malville.",
            "« Vous partez »",
            "anne.roy@malville.example",
            "Les raisons sont connues :",
            "et la suite du texte",
        ] {
            let text = format!("{PROSE}\n\n{line}\n\n{PROSE}");
            let headings = guessed(&text).iter().any(|(kind, _)| matches!(kind, BlockKind::Heading(_)));
            assert!(!headings, "{line}");
        }
    }

    #[test]
    fn verse_and_lines_at_the_end_are_left_as_they_are() {
        let verse = "The crane that stands\nhas seen the boats\n\nand none of them\nhas ever stayed";
        assert_eq!(guessed(verse), []);
        assert_eq!(guessed(&format!("{PROSE}\n\nAnne Roy")), []);
    }

    #[test]
    fn rules_items_and_rows_are_found() {
        let rule = format!("{PROSE}\n\n* * *\n\n{PROSE}\n\n-----");
        assert_eq!(guessed(&rule), [(BlockKind::Rule, "* * *"), (BlockKind::Rule, "-----")]);
        let item = |marker| BlockKind::Item { depth: 1, marker };
        assert_eq!(
            guessed("- un quai ;\n- deux quais ;"),
            [(item(2), "- un quai ;"), (item(2), "- deux quais ;")]
        );
        assert_eq!(guessed("- Bonjour, dit-elle.\n- Bonjour."), []);
        assert_eq!(
            guessed("9. un quai\n\n10. deux quais"),
            [(item(3), "9. un quai"), (item(4), "10. deux quais")]
        );
        assert_eq!(guessed("1998. Une crue."), []);
        let row = |first| BlockKind::Row { header: false, first };
        let table = "Port | Bateaux\nMalville | 3\n\nSeul | ici";
        assert_eq!(guessed(table), [(row(true), "Port | Bateaux"), (row(false), "Malville | 3")]);
        let structure = Structure::guess(table);
        let cells = structure.cells(structure.blocks()[1].span);
        assert_eq!(cells.iter().map(|cell| cell.of(table)).collect::<Vec<_>>(), ["Malville", "3"]);
    }

    proptest::proptest! {
        #[test]
        fn a_guess_fits_its_text(text in "([-*•–| \\t0-9.)\\né]|\\n\\n|Titre un|mot\\.){0,40}") {
            proptest::prop_assert!(Structure::guess(&text).fits(&text));
        }
    }
}
