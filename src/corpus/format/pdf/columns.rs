//! Columns and bands: the white gaps that go through some items from top to bottom, and from left to right.

use super::boxes::{Item, all};
use super::pieces::{Area, Piece};

/// What there is to know of a page while it is cut.
pub(super) struct Page<'a> {
    pub(super) pieces: &'a [Piece],
    /// The size of the running text.
    pub(super) body: f32,
    /// Drawn horizontal lines.
    pub(super) rules: Vec<Area>,
}

impl Page<'_> {
    /// The middles of the gutters that part items into columns of text, from left to right. There are none where the
    /// items stand in rows, as the cells of a table do.
    pub(super) fn columns(&self, items: &[Item]) -> Vec<f32> {
        let mut spans: Vec<(f32, f32)> = items.iter().map(|item| (item.area.x0, item.area.x1)).collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut gutters: Vec<f32> = Vec::new();
        let mut end = f32::MAX;
        for (x0, x1) in spans {
            if end == f32::MAX {
                end = x1;
            }
            if x0 - end > self.body * 0.45 {
                let middle = (end + x0) / 2.0;
                let from = gutters.last().copied().unwrap_or(f32::MIN);
                let left: Vec<&Item> =
                    items.iter().filter(|item| item.area.x1 <= middle && item.area.x0 > from).collect();
                let right: Vec<&Item> = items.iter().filter(|item| item.area.x0 >= middle).collect();
                if self.are_columns(&left, &right, x0 - end) {
                    gutters.push(middle);
                }
            }
            end = end.max(x1);
        }
        gutters
    }

    /// Whether what is left and right of a gap are columns, and not the cells of rows.
    fn are_columns(&self, left: &[&Item], right: &[&Item], gap: f32) -> bool {
        let (lines_left, lines_right) = (self.lines(left), self.lines(right));
        let (short, long) = if lines_left.len() <= lines_right.len() {
            (&lines_left, &lines_right)
        } else {
            (&lines_right, &lines_left)
        };
        let few = short.len();
        if few < 2 || few < 4 && gap < self.body * 0.9 {
            return false;
        }
        let (top, bottom) = (long[0], long[long.len() - 1]);
        if bottom.min(short[few - 1]) - top.max(short[0]) < self.body * -0.5 {
            // One stands below the other.
            return false;
        }
        let beside: Vec<f32> =
            short.iter().copied().filter(|y| *y > top - self.body && *y < bottom + self.body).collect();
        let is_level = |y: &&f32| long.iter().any(|other| (other - **y).abs() < self.body * 0.22);
        let level = beside.iter().filter(is_level).count() as f32;
        let letters = |items: &[&Item], lines: usize| {
            let pieces = items.iter().flat_map(|item| &item.pieces);
            pieces.map(|&piece| self.pieces[piece].text.chars().count()).sum::<usize>() as f32 / lines as f32
        };
        let narrow = letters(left, lines_left.len()).min(letters(right, lines_right.len()));
        level <= 0.65 * beside.len().max(1) as f32 || narrow >= 16.0
    }

    /// The baselines in some items, from top to bottom.
    fn lines(&self, items: &[&Item]) -> Vec<f32> {
        let pieces = items.iter().flat_map(|item| &item.pieces);
        let mut baselines: Vec<f32> = pieces.map(|&piece| self.pieces[piece].y).collect();
        baselines.sort_by(f32::total_cmp);
        baselines.dedup_by(|next, kept| *next - *kept <= self.body * 0.35);
        baselines
    }

    /// The tops of the bands between which nothing stands; at least one, for at least one item.
    pub(super) fn bands(&self, items: &[Item]) -> Vec<f32> {
        let mut spans: Vec<(f32, f32)> = items.iter().map(|item| (item.area.y0, item.area.y1)).collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut tops: Vec<f32> = Vec::new();
        let mut end = f32::MIN;
        for (y0, y1) in spans {
            if tops.last().is_none_or(|top| y0 > end - self.body * 0.12 && y0 > top + 0.1) {
                tops.push(y0);
            }
            end = end.max(y1);
        }
        tops
    }

    /// Where columns are to be cut across before they are read down: at a rule, a wide gap, or a headline that begins
    /// beside others. `None` when nowhere.
    pub(super) fn across(&self, items: &[Item], bands: &[f32], gutters: &[f32]) -> Option<f32> {
        let width = all(items).width();
        for &top in bands.iter().skip(1) {
            let above: Vec<&Item> =
                items.iter().filter(|item| item.area.y1 <= top + self.body * 0.2).collect();
            let below: Vec<&Item> = items.iter().filter(|item| item.area.y0 >= top - 0.05).collect();
            if !on_both_sides(&above, gutters) || !on_both_sides(&below, gutters) {
                continue;
            }
            let end = above.iter().map(|item| item.area.y1).fold(f32::MIN, f32::max);
            let gap = top - end;
            let is_ruled = self
                .rules
                .iter()
                .any(|rule| rule.y0 > end - 1.0 && rule.y1 < top + 1.0 && rule.width() > width * 0.8);
            let mut first = below.iter().filter(|item| item.area.y0 < top + self.body * 0.6);
            let is_large =
                |item: &&Item| item.pieces.iter().all(|&piece| self.pieces[piece].size > self.body * 1.15);
            if is_ruled || gap > self.body * 3.2 || gap > self.body * 0.9 && first.all(is_large) {
                return Some(top - gap / 2.0);
            }
        }
        None
    }
}

/// Whether items stand left and right of one of the gutters.
fn on_both_sides(items: &[&Item], gutters: &[f32]) -> bool {
    gutters.iter().any(|gutter| {
        items.iter().any(|item| item.area.x1 < *gutter) && items.iter().any(|item| item.area.x0 > *gutter)
    })
}
