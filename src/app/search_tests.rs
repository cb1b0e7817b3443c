//! Searching the texts: what is shown while one types, and where Escape and Enter lead.

use super::scenario::{Scenario, library};

fn scenario() -> Scenario {
    let lines = "Rien ici.\n\n".repeat(60);
    Scenario::with(
        library(&[
            ("Premier", "", &format!("Un tramway passe à Saint-\u{c9}tienne.\n\n{lines}Un second tramway.")),
            ("Deuxième", "", "Rien."),
            ("Troisième", "", "Le tramway de Saint Étienne coûte 12 Md€, puis 7 M€."),
        ]),
        120,
        24,
        "",
    )
}

#[test]
fn a_search_counts_and_shows_while_one_types() {
    let mut scenario = scenario();
    scenario.keys("/ 'tramway'");
    assert!(scenario.status().ends_with("2 here · 3 in 2 articles"), "{}", scenario.status());
    assert!(scenario.screen().contains("Un tramway passe"));
    scenario.keys("'s'");
    assert!(scenario.status().ends_with("nowhere in the list"), "{}", scenario.status());
    scenario.keys("Backspace Enter");
    assert!(scenario.status().starts_with("“tramway” · mention 1/2 here"), "{}", scenario.status());
}

#[test]
fn a_preview_goes_to_the_first_match_from_where_one_was_and_escape_goes_back() {
    let mut scenario = scenario();
    let before = scenario.screen();
    scenario.keys("/ 'second'");
    assert!(scenario.screen().contains("Un second tramway."), "{}", scenario.screen());
    scenario.keys("Esc");
    assert_eq!(scenario.screen(), before);
    scenario.keys("/ 'second' Enter");
    assert!(scenario.screen().contains("Un second tramway."), "{}", scenario.screen());
    scenario.keys("/ 'tramway'");
    assert!(scenario.screen().contains("Un second tramway."), "the match that is in view comes first");
    scenario.keys("Esc");
    assert!(scenario.status().starts_with("“second” · "), "{}", scenario.status());
}

#[test]
fn enter_goes_to_another_article_when_the_open_one_has_no_match() {
    let mut scenario = scenario();
    scenario.keys("/ 'coûte' Enter");
    assert_eq!(scenario.open(), "Troisième");
    scenario.keys("Backspace");
    assert_eq!(scenario.open(), "Premier");
}

#[test]
fn words_match_over_hyphens_and_accents() {
    let mut scenario = scenario();
    scenario.keys("/ 'saint etienne'");
    assert!(scenario.status().ends_with("1 here · 2 in 2 articles"), "{}", scenario.status());
}

#[test]
fn an_expression_is_searched_for_and_its_mistakes_are_told_beside_it() {
    let mut scenario = scenario();
    scenario.keys("/ '/[0-9]+ m.?€/'");
    assert!(scenario.status().ends_with("0 here · 2 in 1 article"), "{}", scenario.status());
    scenario.keys("Backspace '('");
    assert!(scenario.status().contains("unclosed group"), "{}", scenario.status());
    scenario.keys("Enter");
    assert!(scenario.status().contains("unclosed group"), "Enter does not take it: {}", scenario.status());
    scenario.keys("Backspace Enter");
    assert_eq!(scenario.open(), "Troisième");
}
