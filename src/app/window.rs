//! The screen: its size, the area of each pane, and the pane that has the keyboard.

use ratatui::layout::Rect;

use crate::panes::layout::{Areas, PANES, Pane, TWO_PANES};

/// How the screen is divided.
#[derive(Debug)]
pub(super) struct Window {
    screen: Rect,
    areas: Areas,
    focus: Pane,
    /// Whether only the reading view is shown.
    alone: bool,
}

impl Default for Window {
    fn default() -> Self {
        Self { screen: Rect::default(), areas: Areas::default(), focus: Pane::List, alone: false }
    }
}

impl Window {
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
        self.areas = Areas::new(self.screen, self.focus, self.alone);
    }
}
