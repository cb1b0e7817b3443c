//! The structure of an article: blocks, emphasis and links as spans of its plain text. The text can be read without
//! it, because it contains the bullets, the numbers and the ` | ` between cells; the structure says how to lay it out.

use crate::text::Span;

/// What a block of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text. Line feeds in it are meant.
    Paragraph,
    /// A heading, with its level: 1 to 6.
    Heading(u8),
    /// An item of a list, a footnote, or a further paragraph of the one above.
    Item {
        /// The number of lists it is nested in, from 1.
        depth: u8,
        /// The bytes of the bullet or number at its beginning, with the space after it; 0 for a further paragraph.
        marker: u8,
    },
    /// Text whose lines and spaces are meant: a program, a table drawn with spaces.
    Code,
    /// A row of a table, its cells divided by ` | `.
    Row {
        /// Whether its cells are the headings of columns.
        header: bool,
        /// Whether it begins a table.
        first: bool,
    },
    /// The text below a picture or a table, or the alternative text of a picture.
    Caption,
    /// A rule between two parts.
    Rule,
}

/// A part of the text, with its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Its text.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The number of quotations it is nested in; 0 outside of quotations.
    pub quote: u8,
}

/// How a run of text is emphasised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EmphasisKind {
    /// Bold.
    Strong,
    /// Italic.
    Italic,
    /// Code within a line.
    Code,
    /// Struck out.
    Struck,
}

/// An emphasised run of text, within one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emphasis {
    /// Its text.
    pub span: Span,
    /// How.
    pub kind: EmphasisKind,
}

/// A run of text that is a link, within one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Its text.
    pub span: Span,
    /// Its address, in [`Parts::targets`].
    pub target: Span,
}

/// The parts of a [`Structure`], as they are put together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// In reading order; none overlaps another.
    pub blocks: Vec<Block>,
    /// The cells of all rows, in reading order. One may be empty.
    pub cells: Vec<Span>,
    /// By ascending beginning; two of different kinds may overlap.
    pub emphasis: Vec<Emphasis>,
    /// In reading order; none overlaps another.
    pub links: Vec<Link>,
    /// The addresses of all links, one after the other.
    pub targets: String,
}

/// The structure of one article. What is in no block is running text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Structure {
    blocks: Box<[Block]>,
    cells: Box<[Span]>,
    emphasis: Box<[Emphasis]>,
    links: Box<[Link]>,
    targets: Box<str>,
}

impl Structure {
    /// The structure of `text`, or `None` when a part does not fit it: out of its range or order, or not at the
    /// boundary of a character.
    pub fn new(parts: Parts, text: &str) -> Option<Self> {
        let structure = Self {
            blocks: parts.blocks.into(),
            cells: parts.cells.into(),
            emphasis: parts.emphasis.into(),
            links: parts.links.into(),
            targets: parts.targets.into(),
        };
        structure.fits(text).then_some(structure)
    }

    /// The blocks, in reading order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The links, in reading order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The address of a link, as the article gives it: not yet safe for a terminal.
    pub fn target(&self, link: &Link) -> &str {
        self.targets.get(link.target.range()).unwrap_or_default()
    }

    /// The cells of a row.
    pub fn cells(&self, row: Span) -> &[Span] {
        let first = self.cells.partition_point(|cell| cell.start < row.start);
        let last = self.cells.partition_point(|cell| cell.start <= row.end && cell.end <= row.end);
        &self.cells[first..last.max(first)]
    }

    /// The emphasised runs that begin within a span.
    pub fn emphasis_from(&self, span: Span) -> &[Emphasis] {
        let first = self.emphasis.partition_point(|run| run.span.start < span.start);
        let last = self.emphasis.partition_point(|run| run.span.start < span.end);
        &self.emphasis[first..last.max(first)]
    }

    /// The links that begin within a span.
    pub fn links_from(&self, span: Span) -> &[Link] {
        let first = self.links.partition_point(|link| link.span.start < span.start);
        let last = self.links.partition_point(|link| link.span.start < span.end);
        &self.links[first..last.max(first)]
    }

    /// The same with each link's address as `whole` makes it; a link for which it gives `None` is left out.
    pub(crate) fn with_targets(self, whole: impl Fn(&str) -> Option<String>) -> Self {
        let mut targets = String::with_capacity(self.targets.len());
        let carried = |link: &Link| {
            let start = targets.len();
            targets.push_str(&whole(self.targets.get(link.target.range())?)?);
            Some(Link { target: Span::new(start, targets.len()), ..*link })
        };
        let links = self.links.iter().filter_map(carried).collect();
        Self { links, targets: targets.into(), ..self }
    }

    /// Its parts, to be put together anew.
    pub fn into_parts(self) -> Parts {
        Parts {
            blocks: self.blocks.into(),
            cells: self.cells.into(),
            emphasis: self.emphasis.into(),
            links: self.links.into(),
            targets: self.targets.into(),
        }
    }

    /// Whether every span lies within `text` and in order.
    pub fn fits(&self, text: &str) -> bool {
        let marked = |block: &Block| match block.kind {
            BlockKind::Item { marker, .. } => block.span.of(text).is_char_boundary(usize::from(marker)),
            _ => true,
        };
        apart(self.blocks.iter().map(|block| block.span), text)
            && self.blocks.iter().all(|block| !block.span.is_empty() && marked(block))
            && apart(self.cells.iter().copied(), text)
            && apart(self.links.iter().map(|link| link.span), text)
            && self.links.iter().all(|link| self.targets.get(link.target.range()).is_some())
            && self.emphasis.iter().all(|run| resolves(run.span, text))
            && self.emphasis.is_sorted_by_key(|run| run.span.start)
    }
}

/// Whether a span is within a text and begins and ends at character boundaries.
fn resolves(span: Span, text: &str) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

/// Whether spans are within a text, in ascending order, and do not overlap.
fn apart(mut spans: impl Iterator<Item = Span>, text: &str) -> bool {
    let mut end = 0;
    spans.all(|span| {
        let good = resolves(span, text) && span.start >= end;
        end = span.end;
        good
    })
}

impl Parts {
    /// The same parts for a text that spans are carried into by `map`; `None` is for what did not get there. `map`
    /// keeps the order of spans.
    pub(crate) fn mapped(self, map: impl Fn(Span) -> Option<Span>) -> Self {
        let some = |span| map(span).filter(|span| !span.is_empty());
        let block = |block: Block| {
            let span = some(block.span)?;
            let kind = match block.kind {
                BlockKind::Item { depth, marker } => {
                    let start = block.span.start;
                    let lead = some(Span { start, end: start + u32::from(marker) });
                    BlockKind::Item { depth, marker: lead.map_or(0, |lead| lead.len() as u8) }
                }
                kind => kind,
            };
            Some(Block { span, kind, ..block })
        };
        let emphasis = |run: Emphasis| Some(Emphasis { span: some(run.span)?, ..run });
        let link = |link: Link| Some(Link { span: some(link.span)?, ..link });
        Self {
            blocks: self.blocks.into_iter().filter_map(block).collect(),
            cells: self.cells.into_iter().filter_map(&map).collect(),
            emphasis: self.emphasis.into_iter().filter_map(emphasis).collect(),
            links: self.links.into_iter().filter_map(link).collect(),
            targets: self.targets,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(start: usize, end: usize, kind: BlockKind) -> Block {
        Block { span: Span::new(start, end), kind, quote: 0 }
    }

    #[test]
    fn a_block_takes_12_bytes() {
        assert_eq!(size_of::<Block>(), 12);
    }

    #[test]
    fn spans_beyond_the_text_out_of_order_or_within_a_character_do_not_fit() {
        let text = "• Été\n• Hiver";
        let item = BlockKind::Item { depth: 1, marker: 4 };
        for (blocks, fits) in [
            (vec![block(0, 9, item), block(10, 18, item)], true),
            (vec![block(10, 18, item), block(0, 9, item)], false),
            (vec![block(0, 11, item), block(10, 18, item)], false),
            (vec![block(0, 99, item)], false),
            (vec![block(1, 9, item)], false),
            (vec![block(0, 9, BlockKind::Item { depth: 1, marker: 2 })], false),
            (vec![block(4, 4, BlockKind::Paragraph)], false),
        ] {
            let parts = Parts { blocks: blocks.clone(), ..Parts::default() };
            assert_eq!(Structure::new(parts, text).is_some(), fits, "{blocks:?}");
        }
    }

    #[test]
    fn the_cells_of_a_row_are_those_within_it() {
        let text = "a |  | c\nd | e";
        let row = |first| BlockKind::Row { header: false, first };
        let span = |start, end| Span::new(start, end);
        let cells = vec![span(0, 1), span(4, 4), span(7, 8), span(9, 10), span(13, 14)];
        let parts = Parts {
            blocks: vec![block(0, 8, row(true)), block(9, 14, row(false))],
            cells: cells.clone(),
            ..Parts::default()
        };
        let structure = Structure::new(parts, text).unwrap();
        let of = |row: usize| structure.cells(structure.blocks()[row].span);
        assert_eq!((of(0), of(1)), (&cells[..3], &cells[3..]));
    }
}
