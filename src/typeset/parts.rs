//! A text in parts that are small enough to be laid out one by one when they come into view: a line of a paragraph or
//! a piece of a very long one, some rows of a table, some lines of code.

use unicode_width::UnicodeWidthStr;

use crate::article::structure::{Block, BlockKind, Structure};
use crate::text::Span;

/// A longer line of a paragraph is laid out in pieces of about this many bytes.
const LONGEST: usize = 4096;

/// The most rows of a table, or lines of code, in one part.
const MOST_ROWS: usize = 64;

/// A line that has more bytes is a paragraph by itself.
const PARAGRAPH: usize = 90;

/// An item that has more bytes is set apart from the next, when its text is.
const LONG_ITEM: usize = 240;

/// A part of a text that is set by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its text.
    pub span: Span,
    /// What it is; a part of kind [`BlockKind::Row`] holds several rows.
    pub kind: BlockKind,
    /// The number of quotations it is nested in; 0 outside of quotations.
    pub quote: u8,
    /// Columns from the left at which the text of an item is set, after its marker.
    pub hang: u8,
    /// Whether an empty row follows.
    pub gap: bool,
}

/// The parts of a text, in its order. White space between them is left out.
pub(crate) fn parts(text: &str, structure: &Structure) -> Vec<Part> {
    let mut parts = Parts { text, out: Vec::new(), hang: 0 };
    let blocks = structure.blocks();
    let mut at = 0;
    let mut index = 0;
    while let Some(block) = blocks.get(index) {
        parts.between(at, block.span.start as usize);
        index += 1;
        at = block.span.end as usize;
        match block.kind {
            BlockKind::Row { .. } => {
                let rows = blocks[index..].iter().take(MOST_ROWS - 1).take_while(|row| goes_on(row, block));
                let rows = rows.count();
                index += rows;
                let last = blocks[index - 1];
                at = last.span.end as usize;
                parts.push(block, block.span.start as usize, at);
                let more = blocks.get(index).is_some_and(|row| goes_on(row, block));
                parts.gap(at, more);
            }
            BlockKind::Code => parts.code(block),
            BlockKind::Rule => {
                parts.push(block, block.span.start as usize, at);
                parts.gap(at, false);
            }
            _ => parts.lines(block, block.span.start as usize, at),
        }
    }
    parts.between(at, text.len());
    parts.out
}

/// Whether a block is a further row of the table of another.
fn goes_on(block: &Block, table: &Block) -> bool {
    matches!(block.kind, BlockKind::Row { first: false, .. }) && block.quote == table.quote
}

struct Parts<'a> {
    text: &'a str,
    out: Vec<Part>,
    /// Of the last item.
    hang: u8,
}

impl Parts<'_> {
    /// Text that is in no block.
    fn between(&mut self, start: usize, end: usize) {
        if start < end {
            let block = Block { span: Span::new(start, end), kind: BlockKind::Paragraph, quote: 0 };
            self.lines(&block, start, end);
        }
    }

    fn push(&mut self, block: &Block, start: usize, end: usize) {
        self.close_items(block);
        let span = Span::new(start, end);
        let hang = if matches!(block.kind, BlockKind::Item { .. }) { self.hang } else { 0 };
        self.out.push(Part { span, kind: block.kind, quote: block.quote, hang, gap: false });
    }

    /// An item right after an item needs no empty row, unless it is long.
    fn close_items(&mut self, block: &Block) {
        let item = |kind| matches!(kind, BlockKind::Item { .. });
        if let (Some(last), BlockKind::Item { marker: 1.., .. }) = (self.out.last_mut(), block.kind)
            && item(last.kind)
            && last.quote == block.quote
            && last.span.len() <= LONG_ITEM
        {
            last.gap = false;
        }
    }

    /// Sets whether an empty row follows the last part, which ends at `end`.
    fn gap(&mut self, end: usize, more: bool) {
        let blank = !more && self.text[end..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') && {
            let rest = &self.text[end..];
            let line = rest.find('\n').map_or(rest, |feed| &rest[feed + 1..]);
            line.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
        };
        if let Some(last) = self.out.last_mut() {
            let long = last.span.len() > PARAGRAPH && matches!(last.kind, BlockKind::Paragraph);
            last.gap = blank || long && !more;
        }
    }

    /// The lines of a block. Short lines that follow each other without an empty one stay together.
    fn lines(&mut self, block: &Block, start: usize, end: usize) {
        let mut at = start;
        let mut block = *block;
        for line in self.text[start..end].split('\n') {
            let inner = line.trim_end();
            if !inner.trim_start().is_empty() {
                self.hang(&block);
                self.line(&block, at, at + inner.len());
                if let BlockKind::Item { depth, .. } = block.kind {
                    block.kind = BlockKind::Item { depth, marker: 0 };
                }
            }
            at += line.len() + 1;
        }
    }

    /// Where the text of an item is set.
    fn hang(&mut self, block: &Block) {
        if let BlockKind::Item { depth, marker: marker @ 1.. } = block.kind {
            let marker =
                self.text.get(block.span.start as usize..block.span.start as usize + usize::from(marker));
            let columns = marker.map_or(2, |marker| marker.width().min(12));
            self.hang = (2 * usize::from(depth.clamp(1, 8) - 1) + columns) as u8;
        } else if let (BlockKind::Item { depth, .. }, 0) = (block.kind, self.hang) {
            // The description of a term has no marker.
            self.hang = 2 * depth.clamp(1, 8);
        } else if !matches!(block.kind, BlockKind::Item { .. }) {
            self.hang = 0;
        }
    }

    fn line(&mut self, block: &Block, mut start: usize, end: usize) {
        let mut block = *block;
        while end - start > LONGEST {
            let mut most = start + LONGEST;
            while !self.text.is_char_boundary(most) {
                most -= 1;
            }
            let space = self.text[start..most].rfind(' ').filter(|&space| space > 0);
            let cut = space.map_or(most, |space| start + space + 1);
            self.push(&block, start, cut);
            if let BlockKind::Item { depth, .. } = block.kind {
                block.kind = BlockKind::Item { depth, marker: 0 };
            }
            start = cut;
        }
        self.push(&block, start, end);
        self.gap(end, false);
    }

    fn code(&mut self, block: &Block) {
        let end = block.span.end as usize;
        let mut start = block.span.start as usize;
        loop {
            let rest = &self.text[start..end];
            let cut = memchr::memchr_iter(b'\n', rest.as_bytes()).nth(MOST_ROWS - 1);
            let Some(cut) = cut.filter(|cut| cut + 1 < rest.len()) else { break };
            self.push(block, start, start + cut);
            start += cut + 1;
        }
        self.push(block, start, end);
        self.gap(end, false);
    }
}
