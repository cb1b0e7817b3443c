//! Building a text together with its structure: a format begins blocks and pushes text into them, and what divides
//! the blocks in the text is written here.

use crate::article::structure::{Block, BlockKind, Emphasis, EmphasisKind, Link, Parts, Structure};
use crate::text::Span;

/// The most emphasised runs, and the most links, that are kept of one article.
const MOST_INLINE: usize = 20_000;

/// The longest address, in bytes, that is one: a longer one is data.
const LONGEST_TARGET: usize = 2048;

/// The kinds of emphasis, as indexes of what is open.
const KINDS: [EmphasisKind; 4] =
    [EmphasisKind::Strong, EmphasisKind::Italic, EmphasisKind::Code, EmphasisKind::Struck];

/// A text that is being written, with its structure.
#[derive(Debug, Default)]
pub(super) struct StructuredText {
    text: String,
    parts: Parts,
    open: Option<Open>,
    /// For each of [`KINDS`], how many elements of it are open, and where the text of the outermost begins.
    emphasis: [(u32, u32); KINDS.len()],
    /// Where the text of the open link begins, and its address.
    link: Option<(u32, String)>,
    left_out: usize,
}

/// The block that is being written.
#[derive(Debug)]
struct Open {
    start: u32,
    kind: BlockKind,
    quote: u8,
    /// Where the open cell of a row begins.
    cell: Option<u32>,
}

impl StructuredText {
    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Begins a block: below an empty line, but for an item after an item and a row after a row of its table.
    pub(super) fn begin(&mut self, kind: BlockKind, quote: u8) {
        let last = self.end();
        let close = match (last, kind) {
            (Some(BlockKind::Item { .. }), BlockKind::Item { marker, .. }) => marker > 0,
            (Some(BlockKind::Row { .. }), BlockKind::Row { first, .. }) => !first,
            _ => false,
        };
        self.open_after(if close { "\n" } else { "\n\n" }, kind, quote);
    }

    /// Begins a block below an empty line, whatever is above.
    pub(super) fn begin_apart(&mut self, kind: BlockKind, quote: u8) {
        self.end();
        self.open_after("\n\n", kind, quote);
    }

    /// Begins an item with its bullet or number, which a space follows. White space before it, an indent, is in the
    /// text but not in the block. With `apart` an empty line is above it.
    pub(super) fn begin_item(&mut self, depth: u8, marker: &str, quote: u8, apart: bool) {
        let lead = marker.trim_start();
        let kind = BlockKind::Item { depth, marker: u8::try_from(lead.len()).unwrap_or(0) };
        let close = matches!(self.end(), Some(BlockKind::Item { .. })) && !apart;
        self.open_after(if close { "\n" } else { "\n\n" }, kind, quote);
        self.text.push_str(marker);
        if let Some(open) = &mut self.open {
            open.start += (marker.len() - lead.len()) as u32;
        }
    }

    /// Adds to the open block, or begins a paragraph.
    pub(super) fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.open.is_none() {
            self.begin(BlockKind::Paragraph, 0);
        }
        let begins = |open: &Open| open.start as usize == self.text.len() && open.kind != BlockKind::Code;
        let begins = self.open.as_ref().is_some_and(begins);
        self.text.push_str(if begins { text.trim_start() } else { text });
    }

    /// Begins a cell of the open row.
    pub(super) fn cell(&mut self) {
        let end = self.text.trim_end_matches(' ').len() as u32;
        let Some(open) = &mut self.open else { return };
        if let Some(start) = open.cell {
            self.parts.cells.push(Span { start, end: end.max(start) });
            self.text.push_str(" | ");
        }
        open.cell = Some(self.text.len() as u32);
    }

    /// Begins (`on`) or ends an emphasis, which may go on over several blocks.
    pub(super) fn emphasise(&mut self, kind: EmphasisKind, on: bool) {
        let at = self.text.len() as u32;
        let Some(index) = KINDS.iter().position(|known| *known == kind) else { return };
        let (open, start) = &mut self.emphasis[index];
        if on {
            *open += 1;
            if *open == 1 {
                *start = at;
            }
        } else if *open > 0 {
            *open -= 1;
            if *open == 0 {
                let start = *start;
                self.add_emphasis(Span { start, end: at }, kind);
            }
        }
    }

    /// Begins a link to an address, which may be relative to the article's; with `None`, ends it.
    pub(super) fn link(&mut self, target: Option<&str>) {
        let at = self.text.len() as u32;
        if let Some((start, target)) = self.link.take() {
            self.add_link(Span { start, end: at }, &target);
        }
        self.link = target.map(|target| (at, target.to_owned()));
    }

    /// Adds an emphasised run of the text so far; runs of one kind come in their order.
    pub(super) fn add_emphasis(&mut self, span: Span, kind: EmphasisKind) {
        let Some(span) = self.within_block(span) else { return };
        let runs = &mut self.parts.emphasis;
        let full = runs.len() >= MOST_INLINE;
        match runs.last_mut().filter(|last| last.kind == kind && last.span.end == span.start) {
            Some(last) => last.span.end = span.end,
            None if full => self.left_out += 1,
            None => runs.push(Emphasis { span, kind }),
        }
    }

    /// Adds a link of the text so far; links come in their order.
    pub(super) fn add_link(&mut self, span: Span, target: &str) {
        let Some(span) = self.within_block(span) else { return };
        let after = self.parts.links.last().is_none_or(|last| last.span.end <= span.start);
        if !after || target.is_empty() || target.len() > LONGEST_TARGET {
            return;
        }
        if self.parts.links.len() >= MOST_INLINE {
            self.left_out += 1;
            return;
        }
        let targets = &mut self.parts.targets;
        let start = targets.len();
        targets.push_str(target);
        let target = Span::new(start, targets.len());
        self.parts.links.push(Link { span, target });
    }

    /// The part of a span that is in the open block, without the white space around it.
    fn within_block(&self, span: Span) -> Option<Span> {
        let start = span.start.max(self.open.as_ref()?.start) as usize;
        let inside = self.text.get(start..(span.end as usize).max(start))?;
        let from = start + (inside.len() - inside.trim_start().len());
        let to = start + inside.trim_end().len();
        (from < to).then(|| Span::new(from, to))
    }

    /// Ends the open block and gives its kind, or that of the last one.
    pub(super) fn end(&mut self) -> Option<BlockKind> {
        let Some(open) = &self.open else { return self.parts.blocks.last().map(|block| block.kind) };
        let (start, kind, quote, cell) = (open.start, open.kind, open.quote, open.cell);
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        let end = (length as u32).max(start);
        for (index, kind) in KINDS.into_iter().enumerate() {
            if let (1.., from) = self.emphasis[index] {
                self.add_emphasis(Span { start: from, end }, kind);
                self.emphasis[index].1 = u32::MAX;
            }
        }
        if let Some((from, target)) = self.link.take() {
            self.add_link(Span { start: from, end }, &target);
            self.link = Some((end, target));
        }
        self.open = None;
        if end == start {
            return self.parts.blocks.last().map(|block| block.kind);
        }
        if let Some(start) = cell {
            self.parts.cells.push(Span { start: start.min(end), end });
        }
        let kind = match kind {
            BlockKind::Item { depth, marker } => {
                BlockKind::Item { depth, marker: marker.min(u8::try_from(end - start).unwrap_or(u8::MAX)) }
            }
            kind => kind,
        };
        self.parts.blocks.push(Block { span: Span { start, end }, kind, quote });
        Some(kind)
    }

    fn open_after(&mut self, between: &str, kind: BlockKind, quote: u8) {
        if !self.text.is_empty() {
            self.text.push_str(between);
        }
        let start = self.text.len() as u32;
        for (open, from) in &mut self.emphasis {
            if *open > 0 {
                *from = start;
            }
        }
        if let Some((from, _)) = &mut self.link {
            *from = start;
        }
        self.open = Some(Open { start, kind, quote, cell: None });
    }

    /// Adds another text with its structure, below an empty line.
    pub(super) fn append(&mut self, text: &str, structure: Option<Structure>) {
        self.end();
        if text.trim().is_empty() {
            return;
        }
        let Some(structure) = structure else {
            self.begin_apart(BlockKind::Paragraph, 0);
            self.push(text);
            self.end();
            return;
        };
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let by = self.text.len() as u32;
        self.text.push_str(text);
        let moved = |span: Span| Span { start: span.start + by, end: span.end + by };
        let parts = structure.into_parts();
        let targets = self.parts.targets.len() as u32;
        self.parts.targets.push_str(&parts.targets);
        self.parts
            .blocks
            .extend(parts.blocks.iter().map(|block| Block { span: moved(block.span), ..*block }));
        self.parts.cells.extend(parts.cells.iter().map(|&cell| moved(cell)));
        self.parts
            .emphasis
            .extend(parts.emphasis.iter().map(|run| Emphasis { span: moved(run.span), ..*run }));
        self.parts.links.extend(parts.links.iter().map(|link| Link {
            span: moved(link.span),
            target: Span { start: link.target.start + targets, end: link.target.end + targets },
        }));
    }

    /// The text, its structure, and a notice when some of it was left out.
    pub(super) fn finish(mut self) -> (String, Option<Structure>, Option<Box<str>>) {
        self.end();
        let notice =
            (self.left_out > 0).then(|| format!("{} links or emphases were left out", self.left_out).into());
        self.parts.emphasis.sort_by_key(|run| run.span.start);
        let structure = Structure::new(self.parts, &self.text);
        debug_assert!(structure.is_some(), "a structure fits the text that it was written with");
        (self.text, structure, notice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: BlockKind = BlockKind::Row { header: false, first: false };

    #[test]
    fn blocks_are_divided_as_their_kinds_ask() {
        let mut out = StructuredText::default();
        out.begin(BlockKind::Heading(2), 0);
        out.push("Les ports ");
        out.begin_item(1, "• ", 0, true);
        out.push("Malville");
        out.begin_item(2, "  1. ", 0, false);
        out.push("le quai");
        out.begin(BlockKind::Row { header: true, first: true }, 0);
        for cell in ["Port", "", "Bateaux"] {
            out.cell();
            out.push(cell);
        }
        out.begin(ROW, 0);
        out.cell();
        out.push("Malville");
        out.begin(BlockKind::Paragraph, 1);
        out.begin(BlockKind::Code, 0);
        out.push("a\n\n  b\n");
        let (text, structure, notice) = out.finish();
        assert_eq!(text, "Les ports\n\n• Malville\n  1. le quai\n\nPort |  | Bateaux\nMalville\n\na\n\n  b");
        let structure = structure.unwrap();
        let of: Vec<&str> = structure.blocks().iter().map(|block| block.span.of(&text)).collect();
        assert_eq!(
            of,
            ["Les ports", "• Malville", "1. le quai", "Port |  | Bateaux", "Malville", "a\n\n  b"]
        );
        let cells = structure.cells(structure.blocks()[3].span);
        assert_eq!(cells.iter().map(|cell| cell.of(&text)).collect::<Vec<_>>(), ["Port", "", "Bateaux"]);
        assert_eq!(notice, None);
    }

    #[test]
    fn emphasis_and_links_are_cut_at_the_ends_of_blocks() {
        let mut out = StructuredText::default();
        out.push("a ");
        out.emphasise(EmphasisKind::Strong, true);
        out.emphasise(EmphasisKind::Strong, true);
        out.push("b ");
        out.link(Some("https://a.example/"));
        out.push("c");
        out.begin(BlockKind::Paragraph, 0);
        out.push("d");
        out.link(None);
        out.emphasise(EmphasisKind::Strong, false);
        out.push("e");
        out.emphasise(EmphasisKind::Strong, false);
        out.push("f");
        let (text, structure, _) = out.finish();
        let structure = structure.unwrap();
        let whole = Span::new(0, text.len());
        let of = |span: Span| span.of(&text).to_owned();
        assert_eq!(
            structure.emphasis_from(whole).iter().map(|run| of(run.span)).collect::<Vec<_>>(),
            ["b c", "de"]
        );
        assert_eq!(structure.links().iter().map(|link| of(link.span)).collect::<Vec<_>>(), ["c", "d"]);
        assert!(structure.links().iter().all(|link| structure.target(link) == "https://a.example/"));
    }

    #[test]
    fn a_text_that_is_appended_brings_its_structure() {
        let part = |name: &str| {
            let mut out = StructuredText::default();
            out.begin(BlockKind::Heading(1), 0);
            out.link(Some(name));
            out.push(name);
            let (text, structure, _) = out.finish();
            (text, structure)
        };
        let mut out = StructuredText::default();
        for name in ["un", "deux"] {
            let (text, structure) = part(name);
            out.append(&text, structure);
        }
        out.append("trois", None);
        let (text, structure, _) = out.finish();
        let structure = structure.unwrap();
        assert_eq!(text, "un\n\ndeux\n\ntrois");
        assert_eq!(
            structure.links().iter().map(|link| structure.target(link)).collect::<Vec<_>>(),
            ["un", "deux"]
        );
        assert_eq!(
            structure.blocks().iter().map(|block| block.span.of(&text)).collect::<Vec<_>>(),
            ["un", "deux", "trois"]
        );
    }
}
