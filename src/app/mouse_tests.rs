//! The mouse, from a press to the screen it leads to.

use crossterm::event::MouseButton;
use crossterm::event::MouseEventKind::{Down, Drag, Moved, ScrollDown, ScrollUp, Up};
use proptest::prelude::*;

use super::scenario::{Scenario, library, sample};
use crate::article::{Article, ArticleId};
use crate::corpus::{Options, in_memory};
use crate::library::{Library, build};
use crate::panes::layout::Pane;

/// Articles of so many, each with a text of many lines.
fn long(count: usize) -> Library {
    let text = "Le port attend ses grues. ".repeat(200);
    let articles: Vec<(String, &str)> =
        (1..=count).map(|n| (format!("Article {n}."), text.as_str())).collect();
    let articles: Vec<(&str, &str, &str)> =
        articles.iter().map(|(title, text)| (title.as_str(), "2025-01-02", *text)).collect();
    library(&articles)
}

#[test]
fn a_click_selects_an_article_and_a_click_on_the_selected_one_opens_it() {
    let mut reader = Scenario::new(140, 30);
    let row = reader.at("Une recette");
    reader.click(row);
    assert_eq!((reader.open().as_str(), reader.state.focus()), ("Une recette d'été", Pane::List));
    reader.click(row);
    assert_eq!(reader.state.focus(), Pane::Reader);
    let row = reader.at("Deux géants");
    reader.click(row);
    assert_eq!((reader.open().as_str(), reader.state.focus()), ("Deux géants, un divorce", Pane::List));
}

#[test]
fn a_double_click_on_a_fact_tracks_it() {
    let mut reader = Scenario::new(140, 30);
    let row = reader.at("Milan Kovar  ");
    reader.click(row);
    assert_eq!(reader.state.focus(), Pane::Facts);
    assert!(reader.state.tracking.target().is_none());
    reader.click(row);
    assert_eq!(reader.state.tracking.target().unwrap().name, "Milan Kovar");
    // In the text too, when the second press comes soon.
    let mut reader = Scenario::new(140, 30);
    let word = reader.at("Kovar les commandes");
    reader.click(word).wait(1000).click(word);
    assert!(reader.state.tracking.target().is_none());
    reader.wait(100).click(word);
    assert_eq!(reader.state.tracking.target().unwrap().name, "Milan Kovar");
    let here = reader.state.tracking.current().unwrap();
    assert_eq!(here.start, reader.state.tracking.here()[0].start, "the one that was clicked on");
}

#[test]
fn a_click_in_the_text_goes_there_and_to_the_occurrence_under_it() {
    let mut reader = Scenario::new(140, 30);
    reader.keys("/ 'roth' Enter").click((2, 3));
    let last = reader.at("Roth a signé");
    reader.click(last);
    assert_eq!(reader.state.focus(), Pane::Reader);
    assert!(reader.status().contains("3/3"), "{}", reader.status());
}

#[test]
fn the_wheel_scrolls_what_is_under_the_pointer_and_the_keyboard_stays() {
    let mut reader = Scenario::with(long(60), 140, 24, "");
    let before = reader.screen();
    reader.mouse(ScrollDown, (60, 10));
    assert_eq!(reader.state.focus(), Pane::List);
    let (list, text) = (
        |line: &str| line.chars().take(40).collect::<String>(),
        |line: &str| line.chars().skip(50).take(60).collect::<String>(),
    );
    let part = |screen: &str, of: &dyn Fn(&str) -> String| {
        screen.lines().skip(2).take(19).map(of).collect::<Vec<_>>()
    };
    assert_ne!(part(&before, &text), part(&reader.screen(), &text));
    assert_eq!(part(&before, &list), part(&reader.screen(), &list));
    reader.mouse(ScrollUp, (60, 10));
    assert_eq!(reader.screen(), before);
    reader.mouse(ScrollDown, (5, 10)).mouse(ScrollDown, (5, 10));
    assert_eq!(reader.open(), "Article 1.", "the selection stays");
    assert!(
        !reader.screen().contains("● Article 2.") && reader.screen().contains("Article 3."),
        "{}",
        reader.screen()
    );
    // A key moves from the selection, and it comes into view again.
    reader.keys("j");
    assert_eq!(reader.open(), "Article 2.");
    assert!(reader.screen().contains("Article 2."));
    for _ in 0..200 {
        reader.mouse(ScrollDown, (5, 10));
    }
    assert!(reader.screen().contains("Article 60."), "{}", reader.screen());
}

#[test]
fn borders_are_dragged_as_far_as_the_text_keeps_its_measure() {
    let mut reader = Scenario::new(160, 30);
    let width = |reader: &Scenario, pane| reader.state.window.areas().room(pane).map(|room| room.area.width);
    let border = width(&reader, Pane::List).unwrap();
    reader.mouse(Down(MouseButton::Left), (border, 9));
    reader.mouse(Drag(MouseButton::Left), (29, 9));
    assert_eq!(width(&reader, Pane::List), Some(30));
    reader.mouse(Drag(MouseButton::Left), (150, 9));
    assert_eq!(width(&reader, Pane::Reader), Some(70), "the measure and what is around it");
    assert!(width(&reader, Pane::Facts) >= Some(24));
    reader.mouse(Drag(MouseButton::Left), (0, 9));
    assert_eq!(width(&reader, Pane::List), Some(20));
    reader.mouse(Up(MouseButton::Left), (0, 9)).mouse(Drag(MouseButton::Left), (60, 9));
    assert_eq!(width(&reader, Pane::List), Some(20), "it was let go");
    let facts = 160 - width(&reader, Pane::Facts).unwrap();
    reader.mouse(Down(MouseButton::Left), (facts, 9)).mouse(Drag(MouseButton::Left), (130, 9));
    assert_eq!(width(&reader, Pane::Facts), Some(30));
    assert_eq!(reader.state.focus(), Pane::List);
}

fn with_link() -> Scenario {
    let html = "<html><head><title>Le port</title></head><body><article><p>Le port rouvrira en mars, dit la \
        mairie, qui <a href=\"https://elsewhere.example/x?y=1\">cite https://port.example</a> et attend depuis trois ans \
        que les grues arrivent au port.</p><p>Personne n'y croyait, pas même ceux qui l'avaient promis.</p>\
        </article></body></html>";
    let articles: Vec<Article> = in_memory::read("a.html", html.as_bytes(), &Options::default()).articles;
    Scenario::with(build::of_articles(articles), 120, 24, "")
}

#[test]
fn a_link_says_where_it_goes_and_opens_when_that_is_confirmed() {
    let mut reader = with_link();
    let link = reader.at("cite");
    reader.click(link);
    assert_eq!(reader.status(), "Enter, or a click here, opens https://elsewhere.example/x?y=1");
    assert!(reader.copied.is_empty());
    // Any other key or click cancels the question, and the link is not opened.
    reader.keys("j Enter").click(link).click(link).keys("Esc Enter");
    assert!(reader.copied.is_empty(), "{:?}", reader.copied);
    reader.click(link).keys("Enter");
    assert_eq!(reader.copied, ["Browse(\"https://elsewhere.example/x?y=1\")"]);
    reader.click(link).click((30, 23));
    assert_eq!(reader.copied.len(), 2);
}

#[test]
fn lists_over_the_panes_take_clicks_and_the_wheel() {
    let mut reader = Scenario::new(120, 30);
    reader.keys("C-t");
    let row = reader.at("high-contrast");
    reader.click(row).click(row);
    assert!(!reader.screen().contains("high-contrast  "), "{}", reader.screen());
    reader.keys("?");
    let before = reader.screen();
    reader.mouse(ScrollDown, (50, 12));
    assert_ne!(reader.screen(), before);
    reader.mouse(ScrollUp, (50, 12));
    assert_eq!(reader.screen(), before);
    reader.click((0, 0));
    assert!(!reader.screen().contains("Esc closes"), "a click beside it closes it");
    reader.keys("i D");
    assert!(
        reader.screen().contains("3 mentions") || reader.screen().contains("mentions in"),
        "{}",
        reader.screen()
    );
    let row = reader.at("Roth s'en va").1.min(28);
    reader.click((10, row)).click((10, row));
    assert_eq!(reader.open(), "Altis change de mains", "{}", reader.screen());
}

#[test]
fn a_click_on_the_board_selects_a_row_and_another_unfolds_it() {
    let mut reader = Scenario::new(120, 30);
    reader.keys("F");
    let signs = |reader: &Scenario, sign: &str| reader.screen().matches(sign).count();
    let row = reader.at("▸");
    let folded = signs(&reader, "▾");
    reader.keys("G").click(row).click(row);
    assert_eq!(signs(&reader, "▾"), folded + 1, "{}", reader.screen());
}

#[test]
fn the_first_line_takes_a_filter_and_a_click_in_the_list_ends_it() {
    let mut reader = Scenario::new(140, 30);
    reader.click((20, 0)).keys("'altis'");
    let row = reader.at("● Altis change");
    reader.click(row);
    assert!(reader.state.input.is_at_rest());
    assert_eq!((reader.open().as_str(), reader.state.listing.query()), ("Altis change de mains", "altis"));
    // What else is being typed is not lost.
    reader.keys("t 'port'").click(row);
    assert_eq!(reader.state.input.prompt().unwrap().line.text(), "port");
}

#[test]
fn without_the_mouse_nothing_acts() {
    let mut reader = Scenario::with(sample(), 140, 30, "mouse = false");
    let before = reader.screen();
    let row = reader.at("Une recette");
    reader.click(row).mouse(ScrollDown, (60, 10));
    assert_eq!(reader.screen(), before);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_report_of_the_mouse_at_any_place_breaks_anything(
        size in (0u16..170, 0u16..50),
        events in proptest::collection::vec((0usize..7, any::<bool>(), any::<(u16, u16)>(), 0usize..14), 1..40),
    ) {
        let mut reader = Scenario::new(size.0, size.1);
        let left = MouseButton::Left;
        let kinds = [Down(left), Up(left), Drag(left), ScrollDown, ScrollUp, Moved, Down(MouseButton::Right)];
        let keys = ["j", "?", "F", "i", "D", "Esc", "Enter", "f", "v", "z", "C-t", "O", "L", "G"];
        for (kind, near, (x, y), key) in events {
            let at = if near { (x % size.0.max(1), y % size.1.max(1)) } else { (x, y) };
            reader.mouse(kinds[kind], at);
            if x % 3 == 0 {
                reader.keys(keys[key]);
            }
            reader.state.assert_whole();
            reader.buffer();
        }
        let id = reader.state.reading.article();
        prop_assert!(id.is_none_or(|id| id < ArticleId(4)));
    }
}
