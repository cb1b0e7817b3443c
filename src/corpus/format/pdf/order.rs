//! The reading order of a page: it is cut in columns, and where no gutter goes through, in bands, of which those that
//! share gutters stay together; and so on in each part. What can be cut neither way is put in order by its blocks.

use super::blocks;
use super::boxes::{Item, boxed};
use super::columns::Page;
use super::pieces::{Area, Piece, body};

/// More pieces than this are no page of text, but a map or a table: they are read line by line.
const MOST: usize = 4000;

/// How deep parts are cut.
const DEEPEST: usize = 60;

/// The pieces in reading order, in parts that belong together: a column, a box. `page` is its width and height.
pub(super) fn order(pieces: &[Piece], rectangles: &[Area], page: (f32, f32)) -> Vec<Vec<usize>> {
    let body = body(pieces);
    let is_rule = |area: &&Area| area.height() < 3.0 && area.width() > body * 8.0;
    let rules = rectangles.iter().filter(is_rule).copied().collect();
    let mut cutter = Cutter { page: Page { pieces, body, rules }, parts: Vec::new() };
    let items = boxed(pieces, if pieces.len() > MOST { &[] } else { rectangles }, page, body);
    if pieces.len() > MOST {
        cutter.rows(items, 0)
    } else {
        cutter.cut(items, 0)
    }
    cutter.parts
}

struct Cutter<'a> {
    page: Page<'a>,
    parts: Vec<Vec<usize>>,
}

impl Cutter<'_> {
    fn cut(&mut self, mut items: Vec<Item>, depth: usize) {
        if items.len() < 2 {
            if let Some(item) = items.pop() {
                self.one(item, depth);
            }
            return;
        }
        if depth > DEEPEST {
            return self.rows(items, depth);
        }
        let gutters = self.page.columns(&items);
        let bands = self.page.bands(&items);
        if !gutters.is_empty() {
            return match self.page.across(&items, &bands, &gutters) {
                Some(y) => {
                    let is_above = |item: &Item| item.area.y0 + item.area.y1 < y * 2.0;
                    let (above, below) = items.into_iter().partition(is_above);
                    self.cut(above, depth + 1);
                    self.cut(below, depth + 1);
                }
                None => {
                    let middle = |item: &Item| (item.area.x0 + item.area.x1) / 2.0;
                    for column in parted(items, gutters.len() + 1, |item| {
                        gutters.iter().filter(|gutter| **gutter < middle(item)).count()
                    }) {
                        self.cut(column, depth + 1);
                    }
                }
            };
        }
        let mut groups = self.groups(items, &bands);
        if groups.len() > 1 {
            for group in groups {
                self.cut(group, depth + 1);
            }
        } else if let Some(all) = groups.pop() {
            self.by_blocks(all, depth);
        }
    }

    /// The bands, with those that follow each other and share a gutter as one.
    fn groups(&self, items: Vec<Item>, bands: &[f32]) -> Vec<Vec<Item>> {
        let band = |item: &Item| bands.iter().filter(|top| **top <= item.area.y0 + 0.05).count().max(1) - 1;
        let mut groups: Vec<Vec<Item>> = Vec::new();
        for mut band in parted(items, bands.len(), band) {
            if let Some(last) = groups.last_mut() {
                let before = last.len();
                last.append(&mut band);
                if !self.page.columns(last).is_empty() {
                    continue;
                }
                band = last.split_off(before);
            }
            groups.push(band);
        }
        groups
    }

    fn by_blocks(&mut self, items: Vec<Item>, depth: usize) {
        for block in blocks::ordered(&self.page, items) {
            self.rows(block, depth);
        }
    }

    fn one(&mut self, item: Item, depth: usize) {
        match item.inner {
            Some(inner) => self.cut(inner, depth + 1),
            None => self.parts.push(item.pieces),
        }
    }

    /// Line by line, and from left to right on a line.
    fn rows(&mut self, mut items: Vec<Item>, depth: usize) {
        items.sort_by(|a, b| a.area.y1.total_cmp(&b.area.y1));
        let mut rows: Vec<(Area, Vec<Item>)> = Vec::new();
        for item in items {
            match rows.last_mut() {
                Some((area, row)) if are_level(*area, item.area) => {
                    *area = area.with(item.area);
                    row.push(item);
                }
                _ => rows.push((item.area, vec![item])),
            }
        }
        let mut part = Vec::new();
        for (_, mut row) in rows {
            row.sort_by(|a, b| a.area.x0.total_cmp(&b.area.x0));
            for item in row {
                if item.inner.is_some() {
                    if !part.is_empty() {
                        self.parts.push(std::mem::take(&mut part));
                    }
                    self.one(item, depth);
                } else {
                    part.extend(item.pieces);
                }
            }
        }
        if !part.is_empty() {
            self.parts.push(part);
        }
    }
}

fn are_level(a: Area, b: Area) -> bool {
    a.shared(b).height() > a.height().min(b.height()) * 0.55
}

/// The items in so many parts, each where `place` says; parts without items are left out.
fn parted(items: Vec<Item>, count: usize, place: impl Fn(&Item) -> usize) -> Vec<Vec<Item>> {
    let mut parts = vec![Vec::new(); count];
    for item in items {
        let at = place(&item).min(count - 1);
        parts[at].push(item);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever is drawn wherever, nothing is lost and nothing is read twice.
        #[test]
        fn each_piece_is_read_once(
            pieces in vec((0.0..600.0_f32, 1.0..300.0_f32, 0.0..800.0_f32, 3.0..40.0_f32, 1..30_usize), 0..150),
            boxes in vec((0.0..500.0_f32, 0.0..700.0_f32, 0.0..400.0_f32, 0.0..400.0_f32), 0..15),
        ) {
            let piece = |&(x0, width, y, size, letters): &(f32, f32, f32, f32, usize)| {
                Piece { text: "x".repeat(letters), x0, x1: x0 + width, y, size }
            };
            let pieces: Vec<Piece> = pieces.iter().map(piece).collect();
            let area = |&(x0, y0, width, height): &(f32, f32, f32, f32)| {
                Area { x0, y0, x1: x0 + width, y1: y0 + height }
            };
            let boxes: Vec<Area> = boxes.iter().map(area).collect();
            let mut order = order(&pieces, &boxes, (600.0, 800.0)).concat();
            order.sort_unstable();
            prop_assert!(order.into_iter().eq(0..pieces.len()));
        }
    }

    /// Pieces of a page, each with its text, left edge, right edge and baseline.
    fn read(lines: &[(&str, f32, f32, f32)], boxes: &[Area]) -> String {
        let piece = |&(text, x0, x1, y): &(&str, f32, f32, f32)| Piece {
            text: format!("{text} and some more words"),
            x0,
            x1,
            y,
            size: 10.0,
        };
        let pieces: Vec<Piece> = lines.iter().map(piece).collect();
        let order = order(&pieces, boxes, (600.0, 800.0)).concat();
        order.iter().map(|&piece| lines[piece].0).collect::<Vec<_>>().join(" ")
    }

    /// Two columns of four lines, drawn row by row.
    fn columns(top: f32, names: [[&'static str; 4]; 2]) -> Vec<(&'static str, f32, f32, f32)> {
        let row = |at: usize| {
            let y = top + 12.0 * at as f32;
            [(names[0][at], 50.0, 280.0, y), (names[1][at], 310.0, 550.0, y)]
        };
        (0..4).flat_map(row).collect()
    }

    #[test]
    fn columns_are_read_down_and_headlines_over_them_first() {
        let mut lines = vec![("head", 50.0, 550.0, 40.0)];
        lines.extend(columns(100.0, [["a", "b", "c", "d"], ["e", "f", "g", "h"]]));
        lines.push(("next", 50.0, 550.0, 200.0));
        lines.extend(columns(240.0, [["i", "j", "k", "l"], ["m", "n", "o", "p"]]));
        assert_eq!(read(&lines, &[]), "head a b c d e f g h next i j k l m n o p");
    }

    #[test]
    fn a_rule_or_a_wide_gap_parts_two_pieces_that_share_a_gutter() {
        let mut lines = columns(100.0, [["a", "b", "c", "d"], ["e", "f", "g", "h"]]);
        lines.extend(columns(164.0, [["i", "j", "k", "l"], ["m", "n", "o", "p"]]));
        let down = "a b c d i j k l e f g h m n o p";
        assert_eq!(read(&lines, &[]), down);
        let rule = Area { x0: 50.0, y0: 148.0, x1: 550.0, y1: 148.5 };
        assert_eq!(read(&lines, &[rule]), "a b c d e f g h i j k l m n o p");
    }

    #[test]
    fn cells_are_read_row_by_row() {
        let cell = |text, x: f32, y| (text, x, x + 60.0, y);
        let mut lines: Vec<_> = (0u8..5)
            .flat_map(|row| {
                let y = 100.0 + 14.0 * f32::from(row);
                let names: [&str; 2] =
                    [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"], ["i", "j"]][usize::from(row)];
                [cell(names[0], 50.0, y), cell(names[1], 300.0, y)]
            })
            .collect();
        lines.sort_by(|a, b| a.1.total_cmp(&b.1));
        let pieces: Vec<Piece> = lines
            .iter()
            .map(|&(text, x0, x1, y)| Piece { text: text.into(), x0, x1, y, size: 10.0 })
            .collect();
        let order = order(&pieces, &[], (600.0, 800.0)).concat();
        let read: String = order.iter().map(|&piece| lines[piece].0).collect();
        assert_eq!(read, "abcdefghij");
    }

    #[test]
    fn what_a_frame_holds_stays_together() {
        let mut lines = columns(100.0, [["a", "b", "c", "d"], ["e", "f", "g", "h"]]);
        lines.push(("x", 60.0, 270.0, 170.0));
        lines.push(("y", 60.0, 270.0, 182.0));
        lines.push(("right", 310.0, 550.0, 176.0));
        let frame = Area { x0: 52.0, y0: 155.0, x1: 278.0, y1: 190.0 };
        assert_eq!(read(&lines, &[frame]), "a b c d x y e f g h right");
    }

    #[test]
    fn a_column_beside_others_with_a_headline_over_them_is_read_alone() {
        // The headline stands beside the first line of the column, so that neither a gutter nor a band goes through.
        let mut lines = vec![("wide", 200.0, 550.0, 100.0)];
        for (at, name) in ["s", "t", "u", "v"].into_iter().enumerate() {
            lines.push((name, 40.0, 190.0, 104.0 + 12.0 * at as f32));
        }
        for (at, (left, right)) in [("a", "d"), ("b", "e"), ("c", "f")].into_iter().enumerate() {
            let y = 130.0 + 12.0 * at as f32;
            lines.extend([(left, 200.0, 365.0, y), (right, 380.0, 550.0, y)]);
        }
        assert_eq!(read(&lines, &[]), "s t u v wide a b c d e f");
    }
}
