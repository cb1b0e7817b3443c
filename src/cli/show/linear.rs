//! Articles one after the other in plain lines, for screen readers and pipes: no boxes and no hyphens at the ends of lines. Structure
//! is said in characters: `#` before a heading, `>` before what is quoted, the heading of its column before a cell.

use std::io::{self, Write as _};

use super::{Page, SetPart};
use crate::article::Article;
use crate::article::structure::{BlockKind, Structure};
use crate::config::theme::Style;
use crate::text::sanitise::sanitise_text;
use crate::text::wrap::wrap;
use crate::text::{Language, Safe, Span, sanitise};
use crate::typeset::{self, Part, Run};

/// The most columns of indent, however deep a list is.
const DEEPEST: usize = 8;

impl Page<'_> {
    /// Writes an article, after a line that says which of `all` it is.
    pub(super) fn write_linear(&mut self, number: usize, all: usize) -> io::Result<()> {
        let session = self.session;
        let article = session.library.article(self.id);
        let theme = &session.settings.theme;
        if number > 1 {
            write!(self.output, "\n\n")?;
        }
        if all > 1 {
            writeln!(self.output, "Article {number} of {all}\n")?;
        }
        self.plain("# ", &sanitise(&article.title), theme.title)?;
        self.plain("", &sanitise(&super::byline(article)), theme.dim)?;
        for notice in &article.notices {
            self.plain("", &sanitise(notice), theme.dim)?;
        }
        let structure = article.structure();
        let mut captions = article.removed.iter().filter(|removed| removed.caption).peekable();
        let mut gap = true;
        let mut columns: Vec<String> = Vec::new();
        let mut end = None;
        for part in typeset::parts(&article.text, &structure) {
            while let Some(caption) = captions.next_if(|caption| caption.at <= part.span.start) {
                self.picture(&caption.text)?;
                gap = true;
            }
            // A piece of a very long line goes on in it.
            let goes_on = end == Some(part.span.start) && self.width == usize::MAX;
            if !goes_on && end.is_some() {
                writeln!(self.output)?;
            }
            if gap && !goes_on {
                writeln!(self.output)?;
            }
            gap = part.gap;
            end = Some(part.span.end);
            match part.kind {
                BlockKind::Row { .. } => self.table(article, &structure, part, &mut columns)?,
                _ => self.part(article, part, goes_on)?,
            }
        }
        if end.is_some() {
            writeln!(self.output)?;
        }
        captions.try_for_each(|caption| self.picture(&caption.text))
    }

    /// A paragraph of one style.
    fn plain(&mut self, before: &str, text: &Safe<'_>, style: Style) -> io::Result<()> {
        write!(self.output, "{before}")?;
        for (index, line) in self.lines(text, before.len()).into_iter().enumerate() {
            if index > 0 {
                writeln!(self.output)?;
            }
            self.painted(style, &text.slice(line))?;
        }
        writeln!(self.output)
    }

    /// The caption of a picture, below an empty line.
    fn picture(&mut self, text: &str) -> io::Result<()> {
        let dim = self.session.settings.theme.dim;
        writeln!(self.output)?;
        text.lines().try_for_each(|line| self.plain("Picture: ", &sanitise(line), dim))
    }

    /// The lines of a text after `before` columns, without hyphens; where no width is set, those that it has.
    fn lines(&self, text: &Safe<'_>, before: usize) -> Vec<Span> {
        let mut lines = Vec::new();
        let mut at = 0;
        for line in text.as_str().split('\n') {
            let span = Span::new(at, at + line.len());
            at += line.len() + 1;
            if self.width == usize::MAX {
                lines.push(span);
                continue;
            }
            let wrapped = wrap(line, self.width.saturating_sub(before).max(1), Language::UNKNOWN);
            let within = |line: Span| Span { start: span.start + line.start, end: span.start + line.end };
            lines.extend(wrapped.into_iter().map(|line| within(line.span)));
        }
        lines
    }

    /// A part of the text, without the end of its last line.
    fn part(&mut self, article: &Article, part: Part, goes_on: bool) -> io::Result<()> {
        let theme = &self.session.settings.theme;
        let (style, quote) = (theme.block(part.kind, false), "> ".repeat(usize::from(part.quote)));
        let (first, other) = match part.kind {
            BlockKind::Rule => return write!(self.output, "{quote}* * *"),
            BlockKind::Heading(level) => {
                (format!("{quote}{} ", "#".repeat(usize::from(level).max(2))), String::new())
            }
            BlockKind::Code => (format!("{quote}    "), format!("{quote}    ")),
            BlockKind::Item { depth, marker } => {
                let deep = "  ".repeat(usize::from(depth).saturating_sub(1).min(DEEPEST));
                let further = format!("{quote}{deep}  ");
                (if marker > 0 { format!("{quote}{deep}") } else { further.clone() }, further)
            }
            _ => (quote.clone(), quote),
        };
        let text = sanitise_text(part.span.of(&article.text));
        let set = SetPart { part, text: &text, marks: self.marks(article, part.span) };
        let lines = match part.kind {
            // Its lines are meant.
            BlockKind::Code => {
                let mut at = 0;
                let mut lines = Vec::new();
                for line in text.safe().as_str().split('\n') {
                    lines.push(Span::new(at, at + line.len()));
                    at += line.len() + 1;
                }
                lines
            }
            _ => self.lines(text.safe(), first.len()),
        };
        for (index, span) in lines.into_iter().enumerate() {
            match index {
                0 if goes_on => {}
                0 => write!(self.output, "{first}")?,
                _ => write!(self.output, "\n{other}")?,
            }
            self.run(&set, Run { column: 0, span, hyphen: false }, style)?;
        }
        Ok(())
    }

    /// Rows of a table: each cell after the heading of its column, without the end of the last line. `columns` has the headings.
    fn table(
        &mut self,
        article: &Article,
        structure: &Structure,
        part: Part,
        columns: &mut Vec<String>,
    ) -> io::Result<()> {
        let blocks = structure.blocks();
        let begin = blocks.partition_point(|block| block.span.start < part.span.start);
        let rows = blocks[begin..].iter().take_while(|block| block.span.start < part.span.end);
        let quote = "> ".repeat(usize::from(part.quote));
        for (index, row) in rows.enumerate() {
            let BlockKind::Row { header, first } = row.kind else { continue };
            let cells = structure.cells(row.span).iter();
            let cells: Vec<String> =
                cells.map(|cell| sanitise(cell.of(&article.text).trim()).as_str().to_owned()).collect();
            if first {
                columns.clear();
            }
            let end = if index > 0 { "\n" } else { "" };
            let line = if header {
                columns.clone_from(&cells);
                cells.join("; ")
            } else {
                let named = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
                let named =
                    named.map(|(index, cell)| match columns.get(index).filter(|name| !name.is_empty()) {
                        Some(name) => format!("{name}: {cell}"),
                        None => cell.clone(),
                    });
                named.collect::<Vec<_>>().join("; ")
            };
            // Made of safe cells; what joins them is our own.
            write!(self.output, "{end}{quote}{}", sanitise(&line))?;
        }
        Ok(())
    }
}
