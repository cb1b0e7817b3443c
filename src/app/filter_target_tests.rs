//! What the filter asks for: marked in the text, counted, and stepped through where nothing else is tracked.

use super::scenario::{Scenario, library};

fn scenario() -> Scenario {
    Scenario::with(
        library(&[
            (
                "Un procès",
                "2025-01",
                "{p:Anna Roth} parle de l'action antitrust. L'action\nantitrust, dit {p:Roth}, coûte {a:3e9:3 milliards d'euros}.",
            ),
            (
                "Deux firmes",
                "2025-02",
                "Une action antitrust contre Altis, pour {a:50e6:50 millions d'euros}.",
            ),
            ("Une recette", "", "Des tomates, de l'action, et rien contre les trusts."),
        ]),
        120,
        24,
        "",
    )
}

/// The text of each mention of the target in the open article, in reading order.
fn marked(scenario: &Scenario) -> Vec<String> {
    let state = &scenario.state;
    let text = &state.library.article(state.reading.article().unwrap()).text;
    state.tracking.here().iter().map(|span| span.of(text).to_owned()).collect()
}

#[test]
fn the_terms_of_the_filter_are_marked_and_stepped_through() {
    let mut scenario = scenario();
    scenario.keys("f '\"action antitrust\" person:roth' Enter");
    assert_eq!(marked(&scenario), ["Anna Roth", "action antitrust", "action\nantitrust", "Roth"]);
    assert!(
        scenario
            .status()
            .starts_with("filter \"action antitrust\" person:roth · 4 here · article 1/1 · 4 in the list"),
        "{}",
        scenario.status()
    );
    scenario.keys("n n");
    assert!(scenario.status().contains("mention 2/4 here"), "{}", scenario.status());
    scenario.keys("N");
    assert!(scenario.status().contains("mention 1/4 here"), "{}", scenario.status());
}

#[test]
fn stepping_goes_on_into_the_next_article() {
    let mut scenario = scenario();
    scenario.keys("f '\"action antitrust\"' Enter n n n");
    assert_eq!(scenario.open(), "Deux firmes");
    assert!(
        scenario.status().contains("mention 1/1 here · article 2/2 · 3 in the list"),
        "{}",
        scenario.status()
    );
}

#[test]
fn figures_within_a_range_are_terms_and_what_is_excluded_is_not() {
    let mut scenario = scenario();
    scenario.keys("f 'amount:>1bn -\"tomates\"' Enter");
    assert_eq!(marked(&scenario), ["3 milliards d'euros"]);
}

#[test]
fn a_word_is_marked_where_it_stands_whole_and_letters_that_match_a_title_mark_nothing() {
    let mut scenario = scenario();
    scenario.keys("f 'text:action' Enter");
    assert_eq!(marked(&scenario), ["action", "action"]);
    scenario.keys("= C-u 'trust OR recette' Enter");
    assert_eq!(scenario.open(), "Une recette");
    assert!(marked(&scenario).is_empty(), "neither in antitrust nor in trusts");
    assert!(scenario.status().starts_with("2.txt"), "{}", scenario.status());
    scenario.keys("= C-u 'ufrms' Enter");
    assert_eq!(scenario.titles(), ["Deux firmes"]);
    assert!(marked(&scenario).is_empty());
}

#[test]
fn a_search_and_a_tracked_fact_come_before_the_terms_which_return_when_those_are_dropped() {
    let mut scenario = scenario();
    scenario.keys("f '\"action antitrust\"' Enter / 'coûte' Enter");
    assert_eq!(marked(&scenario), ["coûte"]);
    scenario.keys("Esc");
    assert_eq!(marked(&scenario), ["action antitrust", "action\nantitrust"]);
    scenario.keys("Esc");
    assert!(marked(&scenario).is_empty());
    assert_eq!(scenario.titles().len(), 3, "the second Esc clears the filter");
}

#[test]
fn a_step_that_is_typed_ahead_waits_for_the_terms() {
    let mut scenario = scenario();
    scenario.keys("f 'text:antitrust' Enter");
    scenario.state.tracking.forget_terms();
    scenario.state.filter();
    scenario.state.step_target(true);
    assert_eq!(scenario.state.tracking.current(), None);
    scenario.wait(1);
    assert!(scenario.status().contains("mention 1/2 here"), "{}", scenario.status());
}

#[test]
fn the_list_marks_and_counts_the_articles_that_have_the_target() {
    let mut scenario = scenario();
    let marked = |scenario: &Scenario, sign: &str| {
        scenario.screen().lines().filter(|line| line.contains(sign)).count()
    };
    scenario.keys("/ 'antitrust' Enter");
    assert_eq!((marked(&scenario, "┃2 "), marked(&scenario, "┃1 ")), (1, 1), "{}", scenario.screen());
    scenario.keys("Esc");
    assert_eq!((marked(&scenario, "┃2 "), marked(&scenario, "┃1 ")), (0, 0), "{}", scenario.screen());
    scenario.keys("f 'amount:>1bn' Enter");
    assert_eq!(marked(&scenario, "┃1 "), 1, "{}", scenario.screen());
}
