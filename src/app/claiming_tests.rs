//! What the reading view and the sidebar say of claims, as keys in and screen out.

use super::board_tests::disputed;
use super::scenario::{Scenario, sample};

#[test]
fn the_sidebar_marks_what_others_contradict_and_the_last_line_says_what_they_say() {
    let mut scenario = Scenario::with(disputed(), 140, 16, "");
    insta::assert_snapshot!("sidebar_disputed", scenario.keys("i").screen());
    let status = scenario.status();
    assert!(status.starts_with("13 M€ · Altis → Brévanne: invested · others say: 40 M€"), "{status}");
    scenario.keys("j");
    assert!(!scenario.status().contains("others"), "nobody else says 12 %: {}", scenario.status());
    scenario.keys("k Enter");
    assert!(scenario.status().starts_with("13 M€ · mention 1/1 here · article 1/2"), "{}", scenario.status());
}

#[test]
fn the_sum_under_the_cursor_shows_what_others_say() {
    let mut scenario = Scenario::with(disputed(), 140, 16, "");
    scenario.keys("J i j Enter");
    let status = scenario.status();
    assert!(status.contains("mention 1/1 here") && status.contains("others say: 13 M€ ×2"), "{status}");
}

#[test]
fn a_tracked_question_is_walked_through_all_articles() {
    let mut scenario = Scenario::with(disputed(), 140, 16, "");
    scenario.keys("i C");
    let status = scenario.status();
    assert!(
        status.starts_with("Altis → Brévanne: invested · mention 1/1 here · article 1/3 · 3 in all"),
        "{status}"
    );
    scenario.keys("n");
    assert_eq!(scenario.open(), "La facture d'Altis");
    scenario.keys("n");
    assert_eq!(scenario.open(), "Brévanne se réjouit");
    scenario.keys("Backspace Backspace Backspace");
    assert_eq!(scenario.open(), "Altis mise sur Brévanne");
}

#[test]
fn without_a_figure_under_the_cursor_the_key_says_where_to_find_one() {
    let mut scenario = Scenario::with(sample(), 120, 16, "");
    scenario.keys("C");
    assert!(scenario.status().contains("goes to the facts"), "{}", scenario.status());
}
