//! The hits at all sizes of the screen, and what is seen of them.

use super::*;
use crate::article::{ContentKey, Origin};
use crate::config::Settings;

fn article(title: &str, text: &str) -> Article {
    Article {
        key: ContentKey::of(title, text),
        origin: Origin { path: std::path::Path::new("a.txt").into(), item: None },
        title: title.into(),
        date: None,
        author: None,
        source: Some("Le Phare".into()),
        url: None,
        language: Language::FRENCH,
        words: 9,
        text: text.into(),
        structure: None,
        removed: Box::new([]),
        offered: None,
        notices: Box::new([]),
    }
}

/// Two articles, with forty hits in each.
fn pane() -> (HitsPane, Library) {
    let text = "Le tramway passe à l'heure. ".repeat(40);
    let articles = vec![article("Premier", &text), article("Second", &text)];
    let library = Library::from_parts(articles, vec![Box::new([]), Box::new([])], vec![], vec![]);
    let hits = |id: u32| {
        text.match_indices("tramway").map(move |(at, hit)| (ArticleId(id), Span::new(at, at + hit.len())))
    };
    let mut pane = HitsPane::default();
    pane.show(&library, hits(0).chain(hits(1)).collect(), None);
    (pane, library)
}

fn drawn(pane: &HitsPane, library: &Library, width: u16, height: u16) -> Vec<String> {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let (settings, _) = Settings::load(None, crate::app::commands::table());
    let (title, empty) = (Safe::literal("“tramway”"), Safe::literal("none"));
    let scene = Scene { library, theme: &settings.theme, title: &title, empty: &empty };
    pane.draw(&mut buffer, Room::framed(area), &scene);
    (0..height).map(|y| (0..width).map(|x| buffer[(x, y)].symbol()).collect()).collect()
}

#[test]
fn it_is_drawn_at_every_size() {
    let (mut pane, library) = pane();
    for (width, height) in [(0, 0), (1, 1), (20, 5), (80, 24), (200, 60)] {
        pane.resize(Room::framed(Rect::new(0, 0, width, height)), &library);
        drawn(&pane, &library, width, height);
    }
}

#[test]
fn the_selected_hit_is_in_sight_and_the_heading_of_its_article_too() {
    let (mut pane, library) = pane();
    pane.resize(Room::framed(Rect::new(0, 0, 60, 12)), &library);
    for (steps, title) in [(25, "Premier"), (30, "Second"), (-50, "Premier"), (isize::MAX, "Second")] {
        pane.step(&library, steps);
        let rows = drawn(&pane, &library, 60, 12);
        let shown = pane.top..pane.top + pane.shown(&library);
        assert!(shown.contains(&pane.selected), "{} in {shown:?}", pane.selected);
        assert!(rows.iter().any(|row| row.contains(title)), "{rows:#?}");
    }
    pane.step_article(&library, false);
    assert_eq!(pane.selected().map(|(id, _)| id), Some(ArticleId(0)));
    pane.step_article(&library, true);
    assert_eq!(pane.selected().map(|(id, span)| (id, span.start)), Some((ArticleId(1), 3)));
}

#[test]
fn a_sentence_is_whole_where_it_fits_a_few_lines_and_cut_around_its_hit_where_not() {
    let long = format!("{} tramway {}.", "mot ".repeat(60), "mot ".repeat(60));
    for (text, width, whole) in
        [("Le tramway passe lentement devant la gare de Vannes.", 30, true), (&long, 30, false)]
    {
        let library = Library::from_parts(vec![article("Un", text)], vec![Box::new([])], vec![], vec![]);
        let at = text.find("tramway").unwrap();
        let mut pane = HitsPane::default();
        pane.show(&library, vec![(ArticleId(0), Span::new(at, at + 7))], None);
        pane.resize(Room::framed(Rect::new(0, 0, width, 9)), &library);
        let rows = drawn(&pane, &library, width, 9);
        assert!(rows.iter().any(|row| row.contains("tramway")), "{rows:#?}");
        assert_eq!(rows.iter().any(|row| row.contains("Vannes.")), whole, "{rows:#?}");
        assert_eq!(rows.iter().any(|row| row.contains('…')), !whole, "{rows:#?}");
    }
}
