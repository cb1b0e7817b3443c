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
    /// How it is joined to the next line when it goes on there.
    pub(super) seam: Seam,
}

/// What is between two parts of a line that was wrapped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Seam {
    #[default]
    Space,
    /// Nothing: the line ends with the hyphen of a word that is written with one.
    Close,
    /// Nothing, and the hyphen at the end of the line goes, which has this many bytes: it divided a word.
    Cut(u8),
}

impl Line {
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }

    /// The line without the hyphen that goes when it is joined to the next.
    pub(super) fn kept<'t>(&self, text: &'t str) -> &'t str {
        let cut = match self.seam {
            Seam::Cut(bytes) if self.wraps => usize::from(bytes),
            _ => 0,
        };
        &text[self.start as usize..self.end as usize - cut]
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
        lines.push(Line { start, end: start + inner.len() as u32, fate, wraps: false, seam: Seam::Space });
    };
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        push(start, end);
        start = end + 1;
    }
    push(start, text.len());
    lines
}

/// A line with those that it goes on in, as far as a title may need them.
pub(super) fn joined<'t>(text: &'t str, lines: &[Line], first: usize) -> Cow<'t, str> {
    const MOST: usize = 600;
    if !lines[first].wraps {
        return Cow::Borrowed(lines[first].of(text));
    }
    let mut out = String::new();
    for pair in lines[first..].windows(2) {
        out.push_str(pair[0].kept(text));
        if !pair[0].wraps || out.len() > MOST {
            return Cow::Owned(out);
        }
        out.push_str(between(text, &pair[0], &pair[1], false, false));
    }
    out.push_str(lines.last().map_or("", |last| last.of(text)));
    Cow::Owned(out)
}

/// What is between two kept lines that follow each other. With `prose`, one of them is part of a
/// paragraph of several lines.
pub(super) fn between(text: &str, line: &Line, next: &Line, blank: bool, prose: bool) -> &'static str {
    /// From here on a line is a paragraph, even where no blank line says so.
    const PARAGRAPH: usize = 120;
    if blank {
        "\n\n"
    } else if line.wraps {
        if line.seam == Seam::Space { " " } else { "" }
    } else if (prose || line.len().max(next.len()) >= PARAGRAPH)
        && !is_item(line.of(text))
        && !is_item(next.of(text))
    {
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

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        assert_eq!(line_feeds("a\r\nb\rc\nd"), "a\nb\nc\nd");
    }
}
