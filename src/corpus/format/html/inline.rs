//! What stands within the lines of a page: emphasis, links, and the cells of rows, as spans of the page's text. A span
//! that goes on over several blocks is cut at their ends.

use super::attributes::Attributes;
use crate::article::structure::EmphasisKind;
use crate::text::Span;

/// What an inline element makes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    Emphasis(EmphasisKind),
    /// A link, with its address as the page gives it.
    Link(Box<str>),
}

/// The spans of a page.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// By ascending beginning, when the page is read.
    pub(super) marks: Vec<(Span, Mark)>,
    /// The cells of all rows, in reading order.
    pub(super) cells: Vec<Span>,
    /// Where the rows begin whose cells are all headings.
    headers: Vec<u32>,
    open: Vec<Open>,
    /// The emphasis that the start tag means which is being read.
    tag: Option<EmphasisKind>,
    anchor: bool,
    /// Whether that tag begins a cell that is a heading.
    heading: bool,
    /// The cells of the row so far: where the last one begins, and whether all are headings.
    row: Option<(u32, bool)>,
    /// Whether the first cell of the row that comes next is a heading.
    first: bool,
}

/// An open element.
#[derive(Debug)]
struct Open {
    /// How many elements are around it.
    depth: usize,
    from: u32,
    mark: Mark,
}

impl Inline {
    /// The name of the start tag that is being read.
    pub(super) fn tag(&mut self, name: &[u8]) {
        self.tag = match name {
            b"b" | b"strong" => Some(EmphasisKind::Strong),
            b"i" | b"em" | b"cite" | b"dfn" | b"var" => Some(EmphasisKind::Italic),
            b"code" | b"kbd" | b"samp" | b"tt" => Some(EmphasisKind::Code),
            b"s" | b"del" | b"strike" => Some(EmphasisKind::Struck),
            _ => None,
        };
        self.anchor = name == b"a";
        self.heading = name == b"th";
    }

    /// An element begins at byte `at` of the text, inside `depth` others.
    pub(super) fn start(&mut self, depth: usize, at: u32, attributes: &Attributes) {
        let mark = match self.tag {
            Some(kind) => Mark::Emphasis(kind),
            None if self.anchor && !attributes.get("href").is_empty() => {
                Mark::Link(attributes.get("href").into())
            }
            None => return,
        };
        self.open.push(Open { depth, from: at, mark });
    }

    /// The elements inside `depth` others end at byte `at`.
    pub(super) fn close(&mut self, depth: usize, at: u32) {
        while let Some(open) = self.open.pop_if(|open| open.depth >= depth) {
            self.add(open.from, at, open.mark);
        }
    }

    fn add(&mut self, from: u32, to: u32, mark: Mark) {
        if from < to {
            self.marks.push((Span { start: from, end: to }, mark));
        }
    }

    /// A block ends: at byte `end`; the next text is there too.
    pub(super) fn end_block(&mut self, start: u32, end: u32) {
        let mut ended = Vec::new();
        for open in &mut self.open {
            if open.from < end {
                ended.push((Span { start: open.from.max(start), end }, open.mark.clone()));
            }
            open.from = end;
        }
        self.marks.extend(ended.into_iter().filter(|(span, _)| !span.is_empty()));
        if let Some((from, heading)) = self.row.take() {
            self.cells.push(Span { start: from.min(end), end });
            if heading {
                self.headers.push(start);
            }
        }
    }

    /// Where the text of the open cell begins, in a row that begins at `start`.
    pub(super) fn cell_begins(&self, start: u32) -> u32 {
        self.row.map_or(start, |(from, _)| from)
    }

    /// A cell begins at byte `next` of the text, after one that ends at byte `end` of the row that begins at `start`.
    pub(super) fn cell(&mut self, start: u32, end: u32, next: u32) {
        let (from, heading) = self.row.unwrap_or((start, self.first));
        self.cells.push(Span { start: from, end: end.max(from) });
        self.row = Some((next, heading && self.heading));
        for open in &mut self.open {
            open.from = open.from.max(next);
        }
    }

    /// A cell begins in which, as in those before it in its row, there is no text so far.
    pub(super) fn first_cell(&mut self) {
        self.first = self.heading;
    }

    /// Puts the marks in order, at the end of the page.
    pub(super) fn finish(&mut self) {
        self.marks.sort_by_key(|(span, _)| span.start);
    }

    /// Whether all cells of the row that begins at a byte are headings.
    pub(super) fn is_header(&self, start: u32) -> bool {
        self.headers.binary_search(&start).is_ok()
    }

    /// The marks that begin within a block.
    pub(super) fn marks_of(&self, block: Span) -> &[(Span, Mark)] {
        let first = self.marks.partition_point(|(span, _)| span.start < block.start);
        let last = self.marks.partition_point(|(span, _)| span.start < block.end);
        &self.marks[first..last.max(first)]
    }

    /// The cells of a row.
    pub(super) fn cells_of(&self, row: Span) -> &[Span] {
        let first = self.cells.partition_point(|cell| cell.start < row.start);
        let last = self.cells.partition_point(|cell| cell.end <= row.end && cell.start <= row.end);
        &self.cells[first..last.max(first)]
    }
}
