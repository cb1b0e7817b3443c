//! Boxes: what a drawn frame or a coloured ground holds belongs together, and is read as one.

use super::pieces::{Area, Piece};

/// What is ordered as one: a piece, or a box with what it holds.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) area: Area,
    /// The pieces in it, by their numbers.
    pub(super) pieces: Vec<usize>,
    /// What it holds, if it is a box.
    pub(super) inner: Option<Vec<Item>>,
}

/// How many rectangles of a page are looked at.
const MOST: usize = 2000;

/// The pieces of a page in its boxes. A rectangle is a box when it holds two items or more, and cuts through none;
/// `page` is the width and height of the page.
pub(super) fn boxed(pieces: &[Piece], rectangles: &[Area], page: (f32, f32), body: f32) -> Vec<Item> {
    let single =
        |(number, piece): (usize, &Piece)| Item { area: piece.area(), pieces: vec![number], inner: None };
    let mut items: Vec<Item> = pieces.iter().enumerate().map(single).collect();
    let is_box = |area: &Area| {
        area.width() > body * 4.0 && area.height() > body * 2.0 && area.size() < page.0 * page.1 * 0.6
    };
    let mut boxes: Vec<Area> = rectangles.iter().copied().filter(is_box).take(MOST).collect();
    boxes.sort_by(|a, b| a.size().total_cmp(&b.size()));
    for area in boxes {
        let holds = |item: &Item| holds(area, item.area, body * 0.4);
        let cuts = |item: &Item| {
            let shared = area.shared(item.area);
            !holds(item) && shared.width() > body * 0.5 && shared.height() > body * 0.3
        };
        let count = items.iter().filter(|item| holds(item)).count();
        if count < 2 || count == items.len() || items.iter().any(cuts) {
            continue;
        }
        let (inner, mut rest): (Vec<_>, Vec<_>) = items.into_iter().partition(holds);
        rest.push(together(inner));
        items = rest;
    }
    items
}

fn holds(outer: Area, inner: Area, slack: f32) -> bool {
    inner.x0 >= outer.x0 - slack
        && inner.x1 <= outer.x1 + slack
        && inner.y0 >= outer.y0 - slack
        && inner.y1 <= outer.y1 + slack
}

/// One box of some items, at least one.
fn together(inner: Vec<Item>) -> Item {
    let area = all(&inner);
    let pieces = inner.iter().flat_map(|item| item.pieces.iter().copied()).collect();
    Item { area, pieces, inner: Some(inner) }
}

/// The area of all of some items.
pub(super) fn all(items: &[Item]) -> Area {
    let none = Area { x0: f32::MAX, y0: f32::MAX, x1: f32::MIN, y1: f32::MIN };
    items.iter().fold(none, |area, item| area.with(item.area))
}
