//! A text as its lines, and which of them belong together.

use std::borrow::Cow;

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing in it.
    Blank,
    /// It stays.
    Keep,
    /// It goes.
    Remove,
}

/// A line without the white space around it, as bytes of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) fate: Fate,
    /// Whether it goes on in the next line: the text was wrapped there.
    pub(super) wraps: bool,
}

impl Line {
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }

    pub(super) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }
}

/// Carriage returns, alone or before a line feed, as line feeds.
pub(super) fn line_feeds(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The lines of a text. With `indented`, white space at their beginning stays.
pub(super) fn split(text: &str, indented: bool) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / 80 + 8);
    let mut push = |start: usize, end: usize| {
        let whole = &text[start..end];
        let cut = whole.trim_end();
        let inner = if indented { cut } else { cut.trim_start() };
        let start = (start + (cut.len() - inner.len())) as u32;
        let fate = if inner.is_empty() { Fate::Blank } else { Fate::Keep };
        lines.push(Line { start, end: start + inner.len() as u32, fate, wraps: false });
    };
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        push(start, end);
        start = end + 1;
    }
    push(start, text.len());
    lines
}

/// The narrowest and the widest column at which people wrap a text by hand or by program.
const COLUMNS: std::ops::RangeInclusive<usize> = 40..=100;

/// Finds whether the text is wrapped to a column and marks the lines that go on in the next.
///
/// In a wrapped text a line ends because the next word had no room. So the widest line tells the column,
/// and nearly every line that has another right below it must be too full for the first word of that one.
pub(super) fn mark_wrapped(text: &str, lines: &mut [Line]) {
    let pairs = |lines: &[Line], index: usize| {
        lines[index].fate == Fate::Keep && lines.get(index + 1).is_some_and(|next| next.fate == Fate::Keep)
    };
    let mut widest = 0;
    let mut count = 0;
    for index in 0..lines.len() {
        if pairs(lines, index) {
            // Four bytes a letter at most: a line far longer is no wrapped one, and prose is told at once.
            if lines[index].len() > COLUMNS.end() * 4 {
                return;
            }
            widest = widest.max(lines[index].of(text).chars().count());
            if widest > *COLUMNS.end() {
                return;
            }
            count += 1;
        }
    }
    if count < 3 || !COLUMNS.contains(&widest) {
        return;
    }
    let full = |index: usize, lines: &[Line]| {
        let next = lines[index + 1].of(text);
        let word = next.split_whitespace().next().unwrap_or_default();
        let listed = matches!(word, "-" | "*" | "•" | "–" | "—" | ">" | "#")
            || word.trim_end_matches(['.', ')']).bytes().all(|byte| byte.is_ascii_digit()) && word.len() < 4;
        !listed && lines[index].of(text).chars().count() + 1 + word.chars().count() + 2 > widest
    };
    let wrapped: Vec<usize> =
        (0..lines.len()).filter(|&index| pairs(lines, index) && full(index, lines)).collect();
    if wrapped.len() * 10 >= count * 8 {
        for index in wrapped {
            lines[index].wraps = true;
        }
    }
}

/// What stands between two kept lines that follow each other.
pub(super) fn between(text: &str, line: &Line, next: &Line, blank: bool) -> &'static str {
    /// From here on a line is a paragraph, even where no blank line says so.
    const PARAGRAPH: usize = 120;
    if blank {
        "\n\n"
    } else if line.wraps {
        let mut end = line.of(text).chars().rev();
        let hyphen = end.next() == Some('-') && end.next().is_some_and(char::is_alphabetic);
        if hyphen && next.of(text).starts_with(char::is_lowercase) { "" } else { " " }
    } else if line.len().max(next.len()) >= PARAGRAPH && !is_item(line.of(text)) && !is_item(next.of(text)) {
        "\n\n"
    } else {
        "\n"
    }
}

/// Whether a line is an item of a list.
pub(super) fn is_item(line: &str) -> bool {
    line.trim_start().starts_with(['•', '-', '*', '–', '—', '◦', '▪', '·'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> usize {
        let mut lines = split(text, false);
        mark_wrapped(text, &mut lines);
        lines.iter().filter(|line| line.wraps).count()
    }

    #[test]
    fn a_text_wrapped_to_a_column_is_told_from_one_of_short_lines() {
        let wrapped = "A headline of its own\n\nThe ferry that links the two islands will not sail before\nthe \
                       autumn, its owners said, because the new engines have\nnot arrived and the old ones were \
                       sold.\n\nPassengers are offered a place on the cargo boat that leaves\non Mondays.\n";
        assert_eq!(joined(wrapped), 3);
        let verse = "The ferry left,\nthe gulls remained,\nand nobody on shore\nexplained.\n";
        let list = "Paris\nLondres\nBerlin\nMadrid\nRome\nVienne\n";
        let paragraphs = "One paragraph that is a line of its own and goes on and on, far beyond any column that \
                          people wrap a text to.\nAnother.\nA third.\nA fourth.";
        let items = "- the first item of a list that is nearly full now\n- the second item of a list that is \
                     full\n- the third item of a list that is nearly full\n- the fourth item\n";
        for text in [verse, list, paragraphs, items, "", "one", "\n\n"] {
            assert_eq!(joined(text), 0, "{text}");
        }
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        assert_eq!(line_feeds("a\r\nb\rc\nd"), "a\nb\nc\nd");
    }
}
