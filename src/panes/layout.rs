//! The area of each pane: three panes side by side, two below 100 columns, one below 70, and below 20x5 only a line
//! that asks for more room.

use ratatui::layout::{Constraint, Layout, Rect};

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
/// The fewest columns for three panes; with less, the facts are hidden.
pub(crate) const THREE_PANES: u16 = 100;
/// The fewest columns for two panes; with less, one is shown at a time.
pub(crate) const TWO_PANES: u16 = 70;

/// The areas of one frame; `None` for a hidden pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Areas {
    /// The first line: name, place, counts, filter.
    pub(crate) top: Rect,
    /// The article list.
    pub(crate) list: Option<Rect>,
    /// The reading view.
    pub(crate) reader: Option<Rect>,
    /// The facts sidebar.
    pub(crate) facts: Option<Rect>,
    /// The last line.
    pub(crate) status: Rect,
}

impl Areas {
    /// Divides `screen`. `focus` is the pane that has the keyboard; with `alone` only the reading view is shown.
    pub(crate) fn new(screen: Rect, focus: Pane, alone: bool) -> Self {
        if screen.width < SMALLEST.0 || screen.height < SMALLEST.1 {
            return Self::default();
        }
        let [top, body, status] = screen.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
        ]));
        let mut areas = Self { top, status, ..Self::default() };
        let focused = |areas: &mut Self| match focus {
            Pane::List => areas.list = Some(body),
            Pane::Reader => areas.reader = Some(body),
            Pane::Facts => areas.facts = Some(body),
        };
        if alone {
            areas.reader = Some(body);
        } else if screen.width < TWO_PANES {
            focused(&mut areas);
        } else if screen.width < THREE_PANES {
            let [list, rest] = body.layout(&Layout::horizontal([
                Constraint::Length(list_width(screen.width)),
                Constraint::Fill(1),
            ]));
            areas.list = Some(list);
            // The facts replace the text while they have the keyboard.
            if focus == Pane::Facts { areas.facts = Some(rest) } else { areas.reader = Some(rest) }
        } else {
            let facts = (screen.width * 23 / 100).clamp(28, 40);
            let [list, reader, facts] = body.layout(&Layout::horizontal([
                Constraint::Length(list_width(screen.width)),
                Constraint::Fill(1),
                Constraint::Length(facts),
            ]));
            (areas.list, areas.reader, areas.facts) = (Some(list), Some(reader), Some(facts));
        }
        areas
    }
}

fn list_width(screen: u16) -> u16 {
    (screen * 31 / 100).clamp(28, 48)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas(width: u16, height: u16, focus: Pane) -> Areas {
        Areas::new(Rect::new(0, 0, width, height), focus, false)
    }

    #[test]
    fn panes_fold_away_as_the_window_narrows() {
        let wide = areas(120, 36, Pane::List);
        assert!(wide.list.is_some() && wide.reader.is_some() && wide.facts.is_some());
        let two = areas(99, 30, Pane::List);
        assert!(two.list.is_some() && two.reader.is_some() && two.facts.is_none());
        assert!(areas(80, 24, Pane::Facts).facts.is_some(), "the facts can still be reached");
        let one = areas(69, 24, Pane::Reader);
        assert!(one.list.is_none() && one.reader.is_some() && one.facts.is_none());
        assert_eq!(areas(19, 24, Pane::Reader), Areas::default());
    }
}
