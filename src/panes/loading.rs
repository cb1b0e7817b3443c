//! The gauge on the screen while articles are read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::theme::Theme;
use crate::text::{Safe, sanitise};

use super::ink;

/// The progress of loading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Scene {
    /// Files found; 0 while they are being listed.
    pub(crate) found: u64,
    /// Files read.
    pub(crate) done: u64,
    /// Bytes read.
    pub(crate) bytes: u64,
    /// Articles found in them.
    pub(crate) articles: u64,
}

/// Draws the gauge in the middle of the screen.
pub(crate) fn draw(buffer: &mut Buffer, screen: Rect, scene: Scene, theme: &Theme) {
    let width = screen.width.min(60);
    let x = screen.x + (screen.width - width) / 2;
    let row = |y: u16| Rect { x, y: screen.y + y, width, height: u16::from(y < screen.height) };
    let middle = screen.height / 2;
    let what = match (scene.found, scene.done >= scene.found) {
        (0, _) => "looking for articles…".to_owned(),
        (_, true) => "linking people and building the indexes…".to_owned(),
        (found, false) => {
            let (articles, bytes) = (scene.articles, scene.bytes / 1_000_000);
            format!("reading {} of {found} files · {articles} articles · {bytes} MB", scene.done)
        }
    };
    ink::centred(buffer, row(middle.saturating_sub(2)), &Safe::literal("liseuse"), theme.title);
    ink::centred(buffer, row(middle), &sanitise(&what), theme.text);
    let cells = u64::from(width.saturating_sub(4));
    let full = (cells * scene.done.min(scene.found)).checked_div(scene.found).unwrap_or(0);
    let gauge = format!("{}{}", "━".repeat(full as usize), "╌".repeat((cells - full) as usize));
    ink::centred(buffer, row(middle + 1), &sanitise(&gauge), theme.focus);
    ink::centred(buffer, row(middle + 3), &Safe::literal("q quits"), theme.dim);
}
