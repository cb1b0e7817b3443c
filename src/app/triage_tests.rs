//! Triage as keys in, screen out: what acts is what is seen, and each decision leads on to the next.

use super::scenario::{Scenario, library, sample};

/// Articles with these titles and texts of their own.
fn titled(titles: &[&str]) -> Scenario {
    with_config(titles, "")
}

fn with_config(titles: &[&str], config: &str) -> Scenario {
    let texts: Vec<String> = (0..titles.len()).map(|number| format!("Texte {number}.")).collect();
    let articles: Vec<_> =
        titles.iter().zip(&texts).map(|(title, text)| (*title, "", text.as_str())).collect();
    Scenario::with(library(&articles), 120, 24, config)
}

/// The style of the cell where a text begins on the screen.
fn style_of(scenario: &Scenario, text: &str) -> ratatui::style::Style {
    let screen = scenario.screen();
    let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains(text)).unwrap();
    let x = line[..line.find(text).unwrap()].chars().count();
    scenario.buffer()[(x as u16, y as u16)].style()
}

#[test]
fn a_selection_acts_on_what_the_list_shows_of_it() {
    let mut scenario = titled(&["pont un", "pont deux", "digue un", "digue deux"]);
    scenario.keys("f 'pont' Enter A f 'title:digue' Enter");
    assert!(scenario.status().starts_with("2 selected, 0 here"), "{}", scenario.status());
    scenario.keys("a");
    assert_eq!(
        scenario.status(),
        "archived 1 article · 2 selected articles are not in this list and stayed as before"
    );
    scenario.keys("f 'title:un' Enter s");
    assert!(
        scenario.status().starts_with("starred 1 article · 1 selected article is not in"),
        "{}",
        scenario.status()
    );
    scenario.keys("= 'x' C-u Enter");
    assert!(scenario.status().starts_with("2 selected · "), "{}", scenario.status());
    let starred = scenario.state.triage().marks().counts().starred;
    assert_eq!(starred, 1, "only the selected article that was listed");
}

#[test]
fn scattered_letters_are_no_result_where_there_is_a_whole_word() {
    let mut scenario = titled(&["Manhole fires and burst pipes", "A rust survey", "Surveying rust"]);
    scenario.keys("f 'rust'");
    assert_eq!(scenario.titles(), ["A rust survey", "Surveying rust"]);
    scenario.keys("C-u 'mnhle'");
    assert_eq!(scenario.titles(), ["Manhole fires and burst pipes"], "abbreviations still find");
}

#[test]
fn while_typing_the_best_match_is_first_whatever_the_order_of_the_list() {
    let mut scenario = Scenario::with(
        library(&[
            ("un pcte oublié", "2025-01-01", "a"),
            ("le pacte", "2025-03-01", "b"),
            ("pacte", "2025-02-01", "c"),
        ]),
        120,
        24,
        "",
    );
    scenario.keys("S f 'pacte'");
    assert_eq!(scenario.titles(), ["pacte", "le pacte"]);
    scenario.keys("Enter");
    assert_eq!(scenario.titles(), ["le pacte", "pacte"], "then the order is that of the list again");
}

#[test]
fn a_verb_on_matches_of_words_says_how_many_and_shows_the_worst_first() {
    let mut scenario = titled(&["Le pacte", "Le compacteur", "Un pacate destin", "Autre chose"]);
    scenario.keys("f 'pacte' Enter A t 'affaire' Enter");
    assert_eq!(
        scenario.status(),
        "tag with affaire 3 articles? · the worst match is “Un pacate destin” · Enter does it"
    );
    assert!(!scenario.screen().contains("#affaire"));
    scenario.keys("Esc");
    assert_eq!(scenario.status(), "nothing was changed");
    assert_eq!(scenario.state.selection.len(), 3, "Escape only answers the question");
    scenario.keys("a");
    assert!(scenario.status().ends_with("· a or Enter does it"), "{}", scenario.status());
    scenario.keys("a");
    assert!(scenario.status().starts_with("archived 3 articles"), "{}", scenario.status());
}

#[test]
fn a_verb_on_more_than_a_screenful_asks_first() {
    let titles: Vec<String> = (0..40).map(|number| format!("titre {number}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let mut scenario = titled(&titles);
    scenario.keys("A r");
    assert_eq!(scenario.status(), "mark as read 40 articles? · r or Enter does it");
    scenario.keys("j");
    assert_eq!(scenario.state.triage().marks().unread(), 40, "another key does what it does, and no more");
    scenario.keys("r r");
    assert_eq!(scenario.status(), "marked 40 articles as read");
    scenario.keys("u");
    assert_eq!(scenario.state.triage().marks().unread(), 40);
}

#[test]
fn one_number_is_said_and_copies_are_explained() {
    let same = "Le même texte, mot pour mot.";
    let mut scenario = Scenario::with(
        library(&[("a", "", same), ("a", "", same), ("b", "", "autre"), ("c", "", "encore")]),
        120,
        24,
        "",
    );
    scenario.keys("Z j j r A r");
    assert_eq!(scenario.status(), "marked 3 articles as read, of which 1 is a copy · 1 already was");
}

#[test]
fn a_key_decides_and_goes_on_to_the_next_article() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("a r");
    assert_eq!(scenario.open(), "Une recette d'été");
    assert_eq!(scenario.titles().len(), 4, "what was acted on stays in sight");
    assert!(scenario.screen().contains("3/4 · 1 gone"), "{}", scenario.screen());
    assert!(style_of(&scenario, "Le pacte").add_modifier.contains(ratatui::style::Modifier::DIM));
    scenario.keys("k k s");
    assert_eq!(scenario.open(), "Deux géants, un divorce");
    scenario.keys("t 'x' Enter");
    assert_eq!(scenario.open(), "Deux géants, un divorce", "a tag decides nothing");
    for (config, open) in [("stay", "Le pacte fissuré"), ("next-unread", "Une recette d'été")] {
        let mut scenario = Scenario::with(sample(), 120, 24, &format!("after-verb = \"{config}\""));
        assert_eq!(scenario.keys("j r g g a").open(), open, "{config}");
    }
}

#[test]
fn what_is_archived_is_in_no_view_but_archived() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("s g g a");
    let first = scenario.screen().lines().next().unwrap().to_owned();
    assert!(first.contains("3 articles · 3 unread"), "{first}");
    for (keys, count) in [("1", 3), ("2", 3), ("3", 0), ("4", 1)] {
        assert_eq!(scenario.keys(keys).titles().len(), count, "{keys}");
    }
    scenario.keys("1 f 'is:archived' Enter");
    assert_eq!(scenario.titles(), ["Le pacte fissuré"], "the filter can ask for it");
    scenario.keys("Esc u");
    assert_eq!(scenario.titles().len(), 4, "undo brings it back into the list");
    assert_eq!(scenario.open(), "Le pacte fissuré");
}

#[test]
fn tags_and_the_sign_of_a_note_are_in_the_list() {
    let mut scenario = Scenario::with(sample(), 200, 24, "list-width = 60");
    scenario.keys("t 'affaire' Enter t 'suivre' Enter c 'à vérifier' Enter j");
    let screen = scenario.screen();
    assert!(screen.contains("#affaire #suivre ✎ 2025-01"), "{screen}");
    assert_ne!(style_of(&scenario, "#affaire").fg, style_of(&scenario, "#suivre").fg, "{screen}");
}

#[test]
fn what_the_filter_does_not_understand_is_marked_where_it_is_and_the_list_kept() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("f 'amount:>1bn'");
    assert_eq!(scenario.titles().len(), 2);
    scenario.keys("'zz'");
    assert_eq!(scenario.titles().len(), 2, "the last list that was understood");
    assert!(scenario.status().contains("the list is still that of amount:>1bn"), "{}", scenario.status());
    let style = style_of(&scenario, ">1bnzz");
    assert_eq!(style.fg, scenario.state.settings.theme.error.fg);
    assert!(style.add_modifier.contains(ratatui::style::Modifier::UNDERLINED));
    scenario.keys("C-u 'is:unread amount:'");
    assert_eq!(scenario.titles().len(), 4);
    assert!(scenario.status().contains("colon · the list is without it · write"), "{}", scenario.status());
    scenario.keys("Enter");
    assert!(scenario.status().starts_with("amount: nothing is after the colon"), "{}", scenario.status());
}

#[test]
fn the_list_of_what_was_done_leads_back_to_any_of_it() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("U");
    assert!(scenario.status().starts_with("nothing was done yet"), "{}", scenario.status());
    scenario.keys("s s j s");
    let starred = |scenario: &Scenario| scenario.state.triage().marks().counts().starred;
    assert_eq!(starred(&scenario), 3);
    scenario.pass(3600).keys("U");
    let screen = scenario.screen();
    assert!(screen.contains("1 h ago") && screen.contains("What was done"), "{screen}");
    scenario.keys("Down Enter");
    assert_eq!(scenario.status(), "undid 2 steps, down to: starred 1 article");
    assert_eq!(starred(&scenario), 1);
    // What was undone is listed too, and the step that undo would revert is selected.
    scenario.keys("U");
    let screen = scenario.screen();
    assert_eq!(screen.matches("undone").count(), 2, "{screen}");
    scenario.keys("Up Up Enter");
    assert_eq!(
        (scenario.status(), starred(&scenario)),
        ("redid 2 steps, up to: starred 1 article".into(), 3)
    );
    scenario.keys(": 'undo' Enter");
    assert!(scenario.screen().contains("What was done"), "`:undo` is the list");
}
