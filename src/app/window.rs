//! The screen: its size, the area of each pane, and the pane that has the keyboard.

use ratatui::layout::Rect;

use crate::config::Wishes;

use crate::panes::layout::{Areas, PANES, Pane, Room, SMALLEST, TWO_PANES};

/// How the screen is divided.
#[derive(Debug)]
pub(super) struct Window {
    screen: Rect,
    areas: Areas,
    focus: Pane,
    /// Whether only the reading view is shown.
    alone: bool,
    wishes: Wishes,
}

impl Window {
    /// A window that is divided as a user wants it.
    pub(super) fn new(wishes: Wishes) -> Self {
        let (screen, areas) = (Rect::default(), Areas::default());
        Self { screen, areas, focus: Pane::List, alone: false, wishes }
    }

    /// Makes the list or the facts wider (or narrower, for a negative number of columns), whichever has the keyboard; for the
    /// reading view, what is beside it becomes narrower. Returns the pane and its columns now; `None` when nothing can change.
    pub(super) fn widen(&mut self, by: i16) -> Option<(Pane, u16)> {
        let width = |room: Option<Room>| room.map(|room| room.area.width);
        let (list, facts) = (width(self.areas.list), width(self.areas.facts));
        width(self.areas.reader)?;
        let (pane, now, by) = match (self.focus, list, facts) {
            (Pane::List, Some(list), _) => (Pane::List, list, by),
            (Pane::Facts, _, Some(facts)) => (Pane::Facts, facts, by),
            (Pane::Reader, Some(list), _) => (Pane::List, list, -by),
            (Pane::Reader, None, Some(facts)) => (Pane::Facts, facts, -by),
            _ => return None,
        };
        Some((pane, self.set_width(pane, now.saturating_add_signed(by))))
    }

    /// Puts the border between a pane and the text where the pointer is; returns the columns of the pane now, or `None` when it
    /// is not shown.
    pub(super) fn drag(&mut self, pane: Pane, column: u16) -> Option<u16> {
        let area = self.areas.room(pane)?.area;
        let columns = match pane {
            Pane::List => column.saturating_add(1).saturating_sub(area.x),
            _ => area.right().saturating_sub(column),
        };
        Some(self.set_width(pane, columns))
    }

    /// Gives the list or the facts so many columns, as far as the text and the other pane allow it; returns how many.
    fn set_width(&mut self, pane: Pane, columns: u16) -> u16 {
        let most = self.areas.most(self.screen.width, pane, &self.wishes);
        let wanted = columns.clamp(SMALLEST.0.min(most), most);
        match pane {
            Pane::List => self.wishes.list = Some(wanted),
            _ => self.wishes.facts = Some(wanted),
        }
        self.divide();
        wanted
    }

    /// How a user wants the screen to be divided.
    pub(super) fn wishes(&self) -> &Wishes {
        &self.wishes
    }

    /// Divides the screen in another way.
    pub(super) fn set_wishes(&mut self, wishes: Wishes) {
        self.wishes = wishes;
        self.divide();
    }

    /// The whole screen.
    pub(super) fn screen(&self) -> Rect {
        self.screen
    }

    /// The areas of the panes.
    pub(super) fn areas(&self) -> &Areas {
        &self.areas
    }

    /// The pane that has the keyboard.
    pub(super) fn focus(&self) -> Pane {
        self.focus
    }

    /// Whether only the reading view is shown.
    pub(super) fn is_alone(&self) -> bool {
        self.alone
    }

    /// Changes the size of the screen.
    pub(super) fn resize(&mut self, screen: Rect) {
        self.screen = screen;
        self.divide();
    }

    /// Gives a pane the keyboard. For a pane other than the reading view, all panes are shown again.
    pub(super) fn set_focus(&mut self, pane: Pane) {
        self.focus = pane;
        self.alone &= pane == Pane::Reader;
        self.divide();
    }

    /// The pane `by` places to the right; with `round`, the first follows the last.
    pub(super) fn beside(&self, by: isize, round: bool) -> Pane {
        let here = PANES.iter().position(|pane| *pane == self.focus).unwrap_or(0) as isize;
        let count = PANES.len() as isize;
        let next = if round { (here + by).rem_euclid(count) } else { (here + by).clamp(0, count - 1) };
        PANES[next as usize]
    }

    /// Shows only the reading view, if there is room for more, or all panes again.
    pub(super) fn toggle_alone(&mut self) {
        self.alone = !self.alone && self.screen.width >= TWO_PANES;
        self.focus = Pane::Reader;
        self.divide();
    }

    fn divide(&mut self) {
        self.areas = Areas::new(self.screen, self.focus, self.alone, &self.wishes);
    }
}
