//! An article of any format in the reading view, at any size: laid out, scrolled and drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Target, check, recipe};
use crate::article::ArticleId;
use crate::config::look::{Guide, MOST_SPACING, TextLook};
use crate::config::theme::Theme;
use crate::corpus::{Options, in_memory};
use crate::library::build;
use crate::panes::layout::Room;
use crate::panes::reader::{ReadingView, Scene};

pub(super) const TARGET: Target = Target { name: "screen", body, random: 100 };

/// The most bytes of one file.
const MOST: usize = 1 << 14;

const NAMES: [&str; 4] = ["a.txt", "a.md", "a.html", "a.eml"];

const WORDS: &[&str] = &[
    "# ",
    "- ",
    "> ",
    "| a | b |\n|---|---|\n",
    "```\n",
    "<p>",
    "<table><tr><td>",
    "<td>",
    "<li>",
    "<blockquote>",
    "<pre>",
    "<h2>",
    "\n\n",
    "Partagez\n",
    "Share on X\n",
    "Par Anne Le Gall\n",
    "12 millions d’euros",
    "49 %",
    "Nora Lindqvist",
    "漢字",
    "👩\u{200d}🚀",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{301}",
    "\u{2028}",
    "\t",
    "\u{ad}",
    "un mot ",
    "anticonstitutionnellement ",
    "xxxxxxxxxxxxxxxx",
];

fn body(data: &[u8]) {
    let [format, width, height, measure, moves, rest @ ..] = data else { return };
    let bytes = recipe::expand(rest, WORDS, MOST);
    let options = Options { raw: format & 4 == 4, ..Options::default() };
    let read = in_memory::read(NAMES[usize::from(format & 3)], &bytes, &options);
    let library = build::of_articles(read.articles);
    let theme = Theme::built_in("auto").expect("a built-in theme");
    let mut reader = ReadingView::default();
    for id in library.ids().take(2) {
        let article = library.article(id);
        let area = Rect::new(0, 0, u16::from(*width), u16::from(*height) / 2);
        let room = Room { area, framed: format & 8 == 0 };
        let guide = Guide::ALL[usize::from(*format >> 6) % Guide::ALL.len()].0;
        let spacing = (*format >> 4 & 3).min(MOST_SPACING);
        let look = TextLook { justified: *moves & 2 == 2, spacing, guide, ..TextLook::default() };
        reader.resize(room, 20 + u16::from(*measure) % 181, look, None);
        reader.open(id, article, library.mentions(id), article.text.len() as u32 / 2);
        for step in 0..8 {
            if moves >> step & 1 == 1 {
                reader.scroll(article, [1, -1, 40, -7][step % 4]);
                reader.move_by(article, [3, -2][step % 2]);
                reader.show(article, (article.text.len() / (step + 1)) as u32);
            } else if step == 3 {
                reader.toggle_removed(article);
            } else if step == 5 {
                reader.resize(
                    Room { area: Rect { width: area.width / 2, ..area }, ..room },
                    70,
                    look,
                    Some(article),
                );
            }
            let offset = reader.offset(article);
            let end = reader.end_offset(article);
            assert!(offset <= end && end as usize <= article.text.len(), "{offset} to {end}");
            let mentions = library.mentions(id);
            let target: Vec<_> = mentions.iter().map(|mention| mention.span).collect();
            let scene = Scene {
                article,
                mentions,
                target: &target,
                current: target.first().copied(),
                highlights: &[],
                passage: None,
                plain: &[],
                theme: &theme,
                focused: moves & 1 == 0,
            };
            draw(&reader, room, &scene);
        }
    }
    assert!(library.ids().all(|id: ArticleId| library.article(id).removed.len() <= bytes.len()));
}

/// On a screen that is smaller than the pane as well.
fn draw(reader: &ReadingView, room: Room, scene: &Scene<'_>) {
    let area = room.area;
    for screen in [area, Rect { width: area.width.min(11), height: area.height.min(3), ..area }] {
        let mut buffer = Buffer::empty(screen);
        reader.draw(&mut buffer, Room { area: screen, ..room }, scene);
        check::screen(&buffer);
    }
}
