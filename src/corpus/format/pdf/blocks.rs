//! Blocks: lines of one size at one left edge, one below the other; and their order where neither a gutter nor a band
//! goes through: a block comes after those above it, and after those at its left unless something that is over both
//! stands between them (Breuel 2003).

use super::boxes::Item;
use super::columns::Page;
use super::pieces::Area;

/// More blocks than this are left as they stand: comparing them takes the cube of their number.
const MOST: usize = 250;

/// The items in blocks, in reading order.
pub(super) fn ordered(page: &Page<'_>, items: Vec<Item>) -> Vec<Vec<Item>> {
    let blocks = blocks(page, items);
    if blocks.len() > MOST {
        return vec![blocks.into_iter().flat_map(|block| block.items).collect()];
    }
    let areas: Vec<Area> = blocks.iter().map(|block| block.area).collect();
    let comes_before = before(&areas, page.body);
    let mut blocks: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    let mut sequence = Vec::with_capacity(blocks.len());
    for _ in 0..blocks.len() {
        let waits_for = |block: usize| {
            (0..blocks.len()).filter(|&other| blocks[other].is_some() && comes_before[other][block]).count()
        };
        let left = (0..blocks.len()).filter(|&block| blocks[block].is_some());
        let next =
            left.min_by(|&a, &b| waits_for(a).cmp(&waits_for(b)).then(areas[a].y0.total_cmp(&areas[b].y0)));
        sequence.extend(next.and_then(|next| blocks[next].take()).map(|block| block.items));
    }
    sequence
}

/// For each pair of blocks, whether the first comes before the second.
fn before(areas: &[Area], body: f32) -> Vec<Vec<bool>> {
    let is_over = |a: Area, b: Area| a.shared(b).width() > body * 0.3;
    let comes_first = |a: Area, b: Area| {
        if is_over(a, b) {
            return a.y0 + a.y1 < b.y0 + b.y1;
        }
        let (from, to) = (a.y1.min(b.y1), a.y0.max(b.y0));
        let parts = |other: &Area| {
            let middle = (other.y0 + other.y1) / 2.0;
            from < middle && middle < to && is_over(*other, a) && is_over(*other, b)
        };
        a.x1 <= b.x0 + body * 0.3 && !areas.iter().any(parts)
    };
    areas.iter().map(|a| areas.iter().map(|b| a != b && comes_first(*a, *b)).collect()).collect()
}

#[derive(Debug)]
struct Block {
    area: Area,
    items: Vec<Item>,
}

fn blocks(page: &Page<'_>, mut items: Vec<Item>) -> Vec<Block> {
    items.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0));
    let mut blocks: Vec<Block> = Vec::new();
    for item in items {
        match blocks.iter_mut().find(|block| block.goes_on(page, &item)) {
            Some(block) => {
                block.area = block.area.with(item.area);
                block.items.push(item);
            }
            None => blocks.push(Block { area: item.area, items: vec![item] }),
        }
    }
    blocks
}

impl Block {
    /// Whether an item is the next line of the block.
    fn goes_on(&self, page: &Page<'_>, item: &Item) -> bool {
        let Some(last) = self.items.last() else { return false };
        if last.inner.is_some() || item.inner.is_some() {
            return false;
        }
        let size_of = |item: &Item| item.pieces.first().map_or(page.body, |&piece| page.pieces[piece].size);
        let (small, large) = (size_of(last).min(size_of(item)), size_of(last).max(size_of(item)));
        let down = item.area.y1 - last.area.y1;
        let is_at_edge = |x: f32| (item.area.x0 - x).abs() < large * 2.2;
        let off_middle = (item.area.x0 + item.area.x1 - last.area.x0 - last.area.x1).abs();
        down >= large * 0.3
            && down <= large * 1.75
            && small >= large * 0.8
            && last.area.shared(item.area).width() >= large
            && (is_at_edge(last.area.x0) || is_at_edge(self.area.x0) || off_middle < large * 1.5)
    }
}
