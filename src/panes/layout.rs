//! The area of each pane. The text comes first: it gets the whole measure, and the list and the facts what is left. Where that is
//! too little for both, one of them is beside the text, and where it is too little for any, the text is alone while it is read.
//! Small terminals have no frames and one line of status; below 20x5 there is only a line that asks for more room.

use ratatui::layout::{Constraint, Layout, Position, Rect};

use crate::config::{Side, Wishes};

/// The panes that can have the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Pane {
    /// The article list.
    List,
    /// The reading view.
    Reader,
    /// The facts sidebar.
    Facts,
}

/// All of them, from left to right.
pub(crate) const PANES: [Pane; 3] = [Pane::List, Pane::Reader, Pane::Facts];

/// The smallest terminal that shows panes: columns and rows.
pub(crate) const SMALLEST: (u16, u16) = (20, 5);
/// The fewest columns for two panes; with less, one is shown at a time.
pub(crate) const TWO_PANES: u16 = 70;
/// Where one pane is shown at a time, terminals of fewer columns or rows have no frames and one line of status.
const FRAMES: (u16, u16) = (50, 16);
/// The columns of the reading view that are not text: the frame, and one at either side.
pub(crate) const AROUND_TEXT: u16 = 4;
/// The fewest columns of the list and of the facts beside the text.
const LEAST: (u16, u16) = (26, 24);
/// Their columns where there is room for them, in per cent of the screen, and the most.
const SHARE: (u16, u16) = (31, 23);
const MOST: (u16, u16) = (48, 40);

/// The place of a pane on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Room {
    /// All of it.
    pub(crate) area: Rect,
    /// Whether a frame is drawn around what the pane shows.
    pub(crate) framed: bool,
}

impl Room {
    /// With a frame.
    pub(crate) fn framed(area: Rect) -> Self {
        Self { area, framed: true }
    }

    /// The area that is left for what the pane shows.
    pub(crate) fn inner(self) -> Rect {
        let by = u16::from(self.framed);
        let Rect { x, y, width, height } = self.area;
        Rect::new(
            x + by.min(width),
            y + by.min(height),
            width.saturating_sub(2 * by),
            height.saturating_sub(2 * by),
        )
    }
}

/// What lies at a position between the first and the last line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A pane.
    Pane(Pane),
    /// The border between this pane and the text.
    Border(Pane),
}

/// The areas of one frame; `None` for a hidden pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Areas {
    /// The first line: name, place, counts, filter. On small terminals it is the last line too, in place of the status while a
    /// filter is typed.
    pub(crate) top: Rect,
    /// The article list.
    pub(crate) list: Option<Room>,
    /// The reading view.
    pub(crate) reader: Option<Room>,
    /// The facts sidebar.
    pub(crate) facts: Option<Room>,
    /// What lies between the first and the last line.
    pub(crate) body: Room,
    /// The last line.
    pub(crate) status: Rect,
}

impl Areas {
    /// Divides `screen`. `focus` is the pane that has the keyboard; with `alone` only the reading view is shown.
    pub(crate) fn new(screen: Rect, focus: Pane, alone: bool, wishes: &Wishes) -> Self {
        if screen.width < SMALLEST.0 || screen.height < SMALLEST.1 {
            return Self::default();
        }
        let framed = screen.width >= TWO_PANES || screen.width >= FRAMES.0 && screen.height >= FRAMES.1;
        let [top, body, status] = screen.layout(&Layout::vertical([
            Constraint::Length(u16::from(framed)),
            Constraint::Fill(1),
            Constraint::Length(1),
        ]));
        let whole = Room { area: body, framed };
        let mut areas =
            Self { top: if framed { top } else { status }, body: whole, status, ..Self::default() };
        let (list, reader, facts) = columns(screen.width, focus, alone, wishes);
        let mut x = body.x;
        let mut next = |width: u16| {
            let area = Rect { x, width, ..body };
            x += width;
            (width > 0).then_some(Room { area, framed })
        };
        (areas.list, areas.reader, areas.facts) = (next(list), next(reader), next(facts));
        areas
    }

    /// The place of a pane; `None` when it is hidden.
    pub(crate) fn room(&self, pane: Pane) -> Option<Room> {
        match pane {
            Pane::List => self.list,
            Pane::Reader => self.reader,
            Pane::Facts => self.facts,
        }
    }

    /// What lies at a position; `None` on the first and the last line, and off the screen.
    pub(crate) fn at(&self, at: Position) -> Option<Spot> {
        let pane =
            PANES.into_iter().find(|pane| self.room(*pane).is_some_and(|room| room.area.contains(at)))?;
        // Both frames are the border.
        let edge = |room: Option<Room>| room.filter(|room| room.framed && self.reader.is_some());
        if edge(self.list).is_some_and(|list| at.x + 1 == list.area.right() || at.x == list.area.right()) {
            return Some(Spot::Border(Pane::List));
        }
        if edge(self.facts).is_some_and(|facts| at.x == facts.area.x || at.x + 1 == facts.area.x) {
            return Some(Spot::Border(Pane::Facts));
        }
        Some(Spot::Pane(pane))
    }

    /// The most columns that the list or the facts can have: the text keeps its measure and the other pane, if it is shown, what
    /// it needs. Half of the screen where the text has not its measure as it is.
    pub(crate) fn most(&self, screen: u16, pane: Pane, wishes: &Wishes) -> u16 {
        let (other, wish, least) = match pane {
            Pane::List => (self.facts, wishes.facts, LEAST.1),
            _ => (self.list, wishes.list, LEAST.0),
        };
        let other = other.map_or(0, |room| wish.map_or(least, |_| room.area.width));
        let left = screen.saturating_sub(wishes.measure + AROUND_TEXT + other).min(screen / 2);
        if left < SMALLEST.0 { screen / 2 } else { left }
    }

    /// Whether the filter shares the line of the status.
    pub(crate) fn share_a_line(&self) -> bool {
        self.top == self.status
    }
}

/// The columns of list, reading view and facts; 0 for one that is hidden.
fn columns(screen: u16, focus: Pane, alone: bool, wishes: &Wishes) -> (u16, u16, u16) {
    let only = |pane| match pane {
        Pane::List => (screen, 0, 0),
        Pane::Reader => (0, screen, 0),
        Pane::Facts => (0, 0, screen),
    };
    if alone || screen < TWO_PANES {
        return only(if alone { Pane::Reader } else { focus });
    }
    let most = screen / 2;
    let wanted = |wish: Option<u16>, share: u16, least: u16, limit: u16| match wish {
        Some(columns) => columns.clamp(SMALLEST.0, most),
        None => (screen * share / 100).clamp(least, limit),
    };
    let list = wanted(wishes.list, SHARE.0, LEAST.0, MOST.0);
    let facts = wanted(wishes.facts, SHARE.1, LEAST.1, MOST.1);
    let least_list = wishes.list.map_or(LEAST.0, |_| list);
    let least_facts = wishes.facts.map_or(LEAST.1, |_| facts);
    let left = screen.saturating_sub(wishes.measure + AROUND_TEXT);
    if left >= least_list + least_facts {
        // What is more than the least goes to the list first: titles are what one triages by.
        let list = list.min(left - least_facts);
        let facts = facts.min(left - list);
        return (list, screen - list - facts, facts);
    }
    let beside = match focus {
        Pane::Reader if wishes.folds_first == Side::List => Pane::Facts,
        Pane::Reader => Pane::List,
        pane => pane,
    };
    let (wanted, least) = if beside == Pane::List { (list, least_list) } else { (facts, least_facts) };
    let width = match left {
        left if left >= least => wanted.min(left),
        // The text is not being read: the pane is over a part of it.
        _ if focus != Pane::Reader => wanted,
        _ => return only(Pane::Reader),
    };
    if beside == Pane::List { (width, screen - width, 0) } else { (0, screen - width, width) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Pane; 3] = PANES;

    fn areas(width: u16, height: u16, focus: Pane) -> Areas {
        Areas::new(Rect::new(0, 0, width, height), focus, false, &Wishes::default())
    }

    /// The columns of text.
    fn text(width: u16, focus: Pane) -> u16 {
        let inner = areas(width, 36, focus).reader.map_or(0, |room| room.inner().width);
        inner.saturating_sub(2).min(Wishes::default().measure)
    }

    #[test]
    fn more_columns_never_give_less_text() {
        for focus in ALL {
            for width in TWO_PANES..250 {
                assert!(text(width + 1, focus) >= text(width, focus), "{focus:?} at {width}");
            }
        }
    }

    #[test]
    fn a_text_that_is_read_has_its_measure_as_soon_as_the_screen_has_it() {
        for width in TWO_PANES..250 {
            assert_eq!(text(width, Pane::Reader), 66, "{width}");
        }
    }

    #[test]
    fn panes_fold_away_as_the_window_narrows() {
        let shown = |width, focus| {
            let areas = areas(width, 36, focus);
            [areas.list, areas.reader, areas.facts].map(|room| room.is_some())
        };
        for focus in ALL {
            assert_eq!(shown(120, focus), [true, true, true], "{focus:?}");
        }
        assert_eq!(shown(100, Pane::List), [true, true, false]);
        assert_eq!(shown(100, Pane::Reader), [false, true, true], "who is named is beside what is read");
        assert_eq!(shown(100, Pane::Facts), [false, true, true]);
        assert_eq!(shown(80, Pane::List), [true, true, false]);
        assert_eq!(shown(80, Pane::Reader), [false, true, false]);
        assert_eq!(shown(80, Pane::Facts), [false, true, true]);
        assert_eq!(shown(69, Pane::Facts), [false, false, true]);
        assert_eq!(areas(19, 24, Pane::Reader), Areas::default());
    }

    #[test]
    fn a_user_says_how_wide_panes_are_and_which_is_folded_first() {
        let wishes =
            Wishes { list: Some(30), facts: Some(24), folds_first: Side::Facts, ..Wishes::default() };
        assert_eq!(columns(140, Pane::Reader, false, &wishes), (30, 86, 24));
        assert_eq!(columns(110, Pane::Reader, false, &wishes), (30, 80, 0));
        let wide = Wishes { list: Some(200), ..wishes };
        assert_eq!(columns(160, Pane::List, false, &wide).0, 80, "half of the screen at most");
    }

    #[test]
    fn every_position_of_the_screen_is_one_thing_and_the_frames_between_panes_are_their_border() {
        let areas = areas(160, 36, Pane::List);
        let at = |x, y| areas.at(Position::new(x, y));
        let (list, facts) = (areas.list.unwrap().area, areas.facts.unwrap().area);
        assert_eq!((at(3, 0), at(3, 35)), (None, None), "the first and the last line");
        assert_eq!(at(0, 5), Some(Spot::Pane(Pane::List)));
        for x in [list.right() - 1, list.right()] {
            assert_eq!(at(x, 5), Some(Spot::Border(Pane::List)));
        }
        for x in [facts.x - 1, facts.x] {
            assert_eq!(at(x, 5), Some(Spot::Border(Pane::Facts)));
        }
        assert_eq!(at(list.right() + 1, 5), Some(Spot::Pane(Pane::Reader)));
        assert_eq!(at(159, 5), Some(Spot::Pane(Pane::Facts)));
        assert_eq!((at(160, 5), at(u16::MAX, u16::MAX)), (None, None));
    }

    #[test]
    fn a_pane_is_never_so_wide_that_the_text_loses_its_measure_or_another_pane_goes() {
        for width in TWO_PANES..250 {
            for pane in [Pane::List, Pane::Facts] {
                let before = areas(width, 36, pane);
                let wishes = Wishes::default();
                let most = before.most(width, pane, &wishes);
                let wishes = match pane {
                    Pane::List => Wishes { list: Some(most), ..wishes },
                    _ => Wishes { facts: Some(most), ..wishes },
                };
                let after = Areas::new(Rect::new(0, 0, width, 36), pane, false, &wishes);
                let shown = |areas: &Areas| PANES.map(|pane| areas.room(pane).is_some());
                assert_eq!(shown(&after), shown(&before), "{pane:?} at {width}");
                let columns = |areas: &Areas| areas.reader.map_or(0, |room| room.area.width);
                let full = wishes.measure + AROUND_TEXT;
                assert!(
                    columns(&after) >= columns(&before).min(full) || columns(&before) < full,
                    "{pane:?} at {width}"
                );
            }
        }
    }

    #[test]
    fn small_terminals_give_their_rows_to_what_is_read() {
        let small = areas(40, 12, Pane::Reader);
        assert_eq!(small.reader.map(Room::inner), Some(Rect::new(0, 0, 40, 11)));
        assert!(small.share_a_line() && !areas(80, 24, Pane::Reader).share_a_line());
        assert_eq!(areas(80, 24, Pane::Reader).reader.map(Room::inner), Some(Rect::new(1, 2, 78, 20)));
    }

    #[test]
    fn the_areas_of_a_screen_do_not_overlap_and_lie_on_it() {
        for width in 0..200 {
            for (height, focus) in [(4, Pane::List), (12, Pane::Facts), (40, Pane::Reader)] {
                for alone in [false, true] {
                    let screen = Rect::new(0, 0, width, height);
                    let areas = Areas::new(screen, focus, alone, &Wishes::default());
                    let rooms: Vec<Rect> = [areas.list, areas.reader, areas.facts]
                        .into_iter()
                        .flatten()
                        .map(|room| room.area)
                        .collect();
                    for (at, area) in rooms.iter().enumerate() {
                        assert_eq!(screen.intersection(*area), *area);
                        assert!(rooms[..at].iter().all(|other| !other.intersects(*area)), "{width}");
                    }
                }
            }
        }
    }
}
