//! Where the lines of a text went when it was cleaned, so that its structure can follow.

use crate::article::Structure;
use crate::text::Span;

/// The lines that stayed, in their order.
#[derive(Debug, Default)]
pub(super) struct Carried(Vec<Piece>);

#[derive(Debug)]
struct Piece {
    from: u32,
    length: u32,
    to: u32,
}

impl Carried {
    /// A line at byte `from`, of which `length` bytes are now at `to`.
    pub(super) fn push(&mut self, from: u32, length: u32, to: u32) {
        self.0.push(Piece { from, length, to });
    }

    /// What stayed of a span.
    fn span(&self, span: Span) -> Option<Span> {
        let first = self.0.partition_point(|piece| piece.from + piece.length < span.start);
        let end = self.0.partition_point(|piece| piece.from <= span.end);
        let pieces = self.0.get(first..end)?;
        let within = |piece: &Piece| {
            let (start, end) = (span.start.max(piece.from), span.end.min(piece.from + piece.length));
            (start < end || span.is_empty() && start == end)
                .then(|| Span { start: start - piece.from + piece.to, end: end - piece.from + piece.to })
        };
        let start = pieces.iter().find_map(within)?.start;
        let end = pieces.iter().rev().find_map(within)?.end;
        Some(Span { start, end })
    }

    /// The structure of `before`, the text as its format gave it, for the text that came of it.
    pub(super) fn structure(&self, structure: &Structure, before: &str, after: &str) -> Option<Structure> {
        // Lines are counted in the text without carriage returns before line feeds.
        let returns: Vec<u32> =
            memchr::memmem::find_iter(before.as_bytes(), "\r\n").map(|at| at as u32).collect();
        let shifted = |at: u32| at - returns.partition_point(|&removed| removed < at) as u32;
        let parts = structure
            .clone()
            .into_parts()
            .mapped(|span| self.span(Span { start: shifted(span.start), end: shifted(span.end) }));
        let structure = Structure::new(parts, after);
        debug_assert!(structure.is_some(), "a structure stays in order");
        structure
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::article::structure::{BlockKind, EmphasisKind};
    use crate::corpus::draft::Draft;
    use crate::corpus::structured::StructuredText;

    /// The blocks that are left when a text of these is cleaned.
    fn cleaned(blocks: &[(BlockKind, &str)]) -> Vec<String> {
        let mut out = StructuredText::default();
        for (kind, words) in blocks {
            out.begin(*kind, 0);
            out.push(words);
        }
        let (text, structure, _) = out.finish();
        let draft = Draft { text: text.into(), structure, flowed: true, ..Draft::default() };
        let cleaned = super::super::clean(&draft, false);
        let text = cleaned.text.unwrap();
        cleaned.structure.unwrap().blocks().iter().map(|block| block.span.of(&text).to_owned()).collect()
    }

    #[test]
    fn blocks_follow_their_lines() {
        let body = "Le lac a gelé cette nuit, pour la première fois depuis trente ans, dit la mairie.";
        let left = cleaned(&[
            (BlockKind::Heading(1), "Le lac gèle enfin"),
            (BlockKind::Paragraph, "17 juin 2025"),
            (BlockKind::Paragraph, body),
            (BlockKind::Heading(2), "La glace"),
            (BlockKind::Code, "a\r\n  b\rc"),
            (BlockKind::Paragraph, "Partager sur Facebook"),
        ]);
        assert_eq!(left, [body, "La glace", "a\n  b\nc"]);
    }

    proptest! {
        #[test]
        fn a_structure_is_in_order_after_cleaning(
            blocks in prop::collection::vec((0usize..6, "(Partager sur X|Par Anne Roy|date 2025-03 |[aé •|>\\r\\n\t-]){0,9}"), 0..9),
            flowed: bool,
        ) {
            let mut out = StructuredText::default();
            for (kind, words) in &blocks {
                out.emphasise(EmphasisKind::Strong, kind % 2 == 0);
                out.link((kind % 3 == 0).then_some("https://a.example/"));
                match kind {
                    0 => out.begin(BlockKind::Paragraph, 1),
                    1 => out.begin_item(2, "  • ", 0, false),
                    2 => out.begin(BlockKind::Code, 0),
                    3 => {
                        out.begin(BlockKind::Row { header: false, first: false }, 0);
                        out.cell();
                    }
                    4 => out.cell(),
                    _ => out.begin_item(2, "3. ", 0, true),
                }
                out.push(words);
            }
            let (text, structure, _) = out.finish();
            let draft = Draft { text: text.into(), structure, flowed, ..Draft::default() };
            let cleaned = super::super::clean(&draft, false);
            prop_assert!(cleaned.structure.unwrap().fits(&cleaned.text.unwrap()));
        }
    }
}
