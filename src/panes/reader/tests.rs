//! What the reading view marks is what it shows, however the text is set.

use proptest::prelude::*;
use ratatui::style::Color;

use super::*;
use crate::config::look::Hyphenated;
use crate::corpus::{Options, in_memory};

const MEASURE: u16 = 34;

/// The article of a plain text of some paragraphs.
fn article(words: &[String]) -> Article {
    let paragraphs: Vec<String> = words.chunks(23).map(|words| words.join(" ")).collect();
    let text = format!("Le titre\n\n{}\n", paragraphs.join("\n\n"));
    in_memory::read("a.txt", text.as_bytes(), &Options::default()).articles.remove(0)
}

/// The letters on the screen whose background is this, and those of the whole text, row by row.
fn letters(buffer: &Buffer, inner: Rect, background: Option<Color>) -> String {
    let rows = inner.rows().flat_map(|row| row.columns());
    let cells = rows.filter(|cell| background.is_none_or(|wanted| buffer[(cell.x, cell.y)].bg == wanted));
    cells.map(|cell| buffer[(cell.x, cell.y)].symbol().trim().to_owned()).collect()
}

proptest! {
    #[test]
    fn what_is_marked_is_exactly_its_words_and_every_cell_gives_its_byte(
        words in proptest::collection::vec("[a-zé]{1,12}[.,]?|日本|12\u{a0}%|anticonstitutionnellement", 30..120),
        (start, length) in (0usize..200, 1usize..120),
        spacing in 0u8..3,
        justified in any::<bool>(),
        hyphenated in any::<bool>(),
    ) {
        let article = article(&words);
        let bounds: Vec<usize> = article.text.char_indices().map(|(at, _)| at).collect();
        let from = start % bounds.len();
        let to = (from + length).min(bounds.len() - 1);
        let span = Span::new(bounds[from], bounds[to]);
        let hyphenated = if hyphenated { Hyphenated::default() } else { Hyphenated::NONE };
        let look = TextLook { spacing, justified, hyphenated, guide: Guide::Off };
        let mut theme = Theme::built_in("dark").unwrap();
        theme.target = Style::new().bg(Color::Indexed(99));
        let room = Room { area: Rect::new(0, 0, MEASURE + 6, 120), framed: false };
        let mut reader = ReadingView::default();
        reader.resize(room, MEASURE, look, None);
        reader.open(ArticleId(0), &article, &[], 0);
        let mut buffer = Buffer::empty(room.area);
        let target = [span];
        let scene = Scene {
            article: &article,
            mentions: &[],
            target: &target,
            current: None,
            highlights: &[],
            passage: None,
            plain: &[],
            theme: &theme,
            focused: true,
        };
        reader.draw(&mut buffer, room, &scene);
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(letters(&buffer, room.area, Some(Color::Indexed(99))), squeezed(span.of(&article.text)));
        // Each letter of the text is where a click finds it.
        let mut found = String::new();
        for position in room.area.positions() {
            let Some(byte) = reader.byte_at(room, position) else { continue };
            let shown = buffer[position].symbol();
            let read = &article.text[byte as usize..];
            prop_assert!(shown == " " || read.starts_with(shown), "{shown:?} at {byte}");
            if !shown.trim().is_empty() && span.contains(byte) {
                found.push_str(shown);
            }
        }
        prop_assert_eq!(found, squeezed(span.of(&article.text)));
    }
}

/// The rows of the minimap that are marked.
fn marked_on_minimap(text: &str, words: &str, height: u16) -> Vec<u16> {
    let article = in_memory::read("a.md", text.as_bytes(), &Options::default()).articles.remove(0);
    let target: Vec<Span> =
        article.text.match_indices(words).map(|(at, _)| Span::new(at, at + words.len())).collect();
    assert!(!target.is_empty());
    let theme = Theme::built_in("dark").unwrap();
    let room = Room::framed(Rect::new(0, 0, 60, height));
    let mut reader = ReadingView::default();
    reader.resize(room, 40, TextLook::default(), None);
    reader.open(ArticleId(0), &article, &[], 0);
    let mut buffer = Buffer::empty(room.area);
    let scene = Scene {
        article: &article,
        mentions: &[],
        target: &target,
        current: None,
        highlights: &[],
        passage: None,
        plain: &[],
        theme: &theme,
        focused: true,
    };
    reader.draw(&mut buffer, room, &scene);
    let marked = |y: &u16| ["┃", "█"].contains(&buffer[(59, *y)].symbol());
    (1..height - 1).filter(marked).map(|y| y - 1).collect()
}

#[test]
fn the_minimap_places_marks_by_rows_in_every_script() {
    // A thousand rows of a few bytes, the mark, then a thousand rows of many: half of all rows, a tenth of the bytes.
    let short = "- ab\n".repeat(1000);
    for filling in [
        "les grues arrivent au port de la ville ",
        "日本語の文章を読む人のための道具です",
        "القارئ يقرأ النص الطويل ",
    ] {
        let long: String = (0..200)
            .map(|_| {
                let columns = UnicodeWidthStr::width(filling);
                format!("{}\n\n", filling.repeat(160 / columns))
            })
            .collect();
        let text = format!("# T\n\n{short}\n\nKovar\n\n{long}");
        let marks = marked_on_minimap(&text, "Kovar", 42);
        assert_eq!(marks.len(), 1);
        assert!((18..=22).contains(&marks[0]), "{marks:?} of 40 for {filling:?}");
    }
    // Many in one row are one mark, and the first and the last row have theirs.
    let text = format!("# T\n\nKovar\n\n{}\n\nKovar Kovar Kovar Kovar Kovar\n", short);
    assert_eq!(marked_on_minimap(&text, "Kovar", 12), [0, 9]);
}

#[test]
fn the_marked_line_stays_in_the_middle_of_the_screen_and_is_no_empty_row() {
    let words: Vec<String> = (0..400).map(|n| format!("mot{n}")).collect();
    let article = article(&words);
    let theme = Theme::built_in("dark").unwrap();
    let room = Room { area: Rect::new(0, 0, 40, 21), framed: false };
    let mut reader = ReadingView::default();
    reader.resize(room, MEASURE, TextLook { guide: Guide::Signs, ..TextLook::default() }, None);
    reader.open(ArticleId(0), &article, &[], 0);
    let marked = |reader: &ReadingView| {
        let mut buffer = Buffer::empty(room.area);
        let scene = Scene {
            article: &article,
            mentions: &[],
            target: &[],
            current: None,
            highlights: &[],
            passage: None,
            plain: &[],
            theme: &theme,
            focused: true,
        };
        reader.draw(&mut buffer, room, &scene);
        let row = room
            .area
            .rows()
            .position(|row| row.columns().any(|cell| buffer[(cell.x, cell.y)].symbol() == "›"));
        let row = row.expect("a marked row") as u16;
        let words = room.area.rows().nth(usize::from(row)).unwrap().columns();
        (row, words.map(|cell| buffer[(cell.x, cell.y)].symbol().to_owned()).collect::<String>())
    };
    let mut seen = Vec::new();
    for _ in 0..60 {
        reader.move_by(&article, 1);
        let (row, words) = marked(&reader);
        assert!(words.contains("mot") || words.contains("min"), "{words:?}");
        assert!(row <= 14, "{row}");
        seen.push(words);
    }
    seen.dedup();
    assert_eq!(seen.len(), 60, "each press is another line");
    reader.move_by(&article, 1000);
    assert_eq!(marked(&reader).0, 20, "the last line is reached");
    reader.move_by(&article, -1000);
    assert_eq!(reader.top, Place::default());
    let first: String = article.text.chars().take(20).collect();
    let (_, words) = marked(&reader);
    assert!(words.contains(&first), "{words:?} is not the first line: {first:?}");
    // What scrolls takes the mark along, and a click sets it.
    reader.scroll(&article, 30);
    assert_eq!(marked(&reader).0, 0);
    reader.mark_line(room, Position::new(9, 8));
    assert_eq!(marked(&reader).0, 8);
}
