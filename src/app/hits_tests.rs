//! The hits of the target in context, and the marks of the target in the list.

use super::scenario::{Scenario, library};

fn scenario() -> Scenario {
    Scenario::with(
        library(&[
            (
                "Premier",
                "2025-01",
                "Le tramway passe. {p:Anna Roth} l'attend.\n\nUn second tramway, vide, suit.",
            ),
            ("Deuxième", "", "Rien."),
            ("Troisième", "2025-03", "{p:Roth} vend le tramway de Saint-Étienne."),
        ]),
        120,
        24,
        "",
    )
}

/// The screen without the first line, which counts what is unread.
fn below_the_top(scenario: &Scenario) -> String {
    scenario.screen().lines().skip(1).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_hit_is_listed_in_its_sentence_under_its_article() {
    let mut scenario = scenario();
    scenario.keys("/ 'tramway' Enter \\");
    let screen = scenario.screen();
    assert!(screen.contains("“tramway” · 3 hits in 2 articles"), "{screen}");
    for line in ["Premier · La Gazette · 2025-01", "Le tramway passe.", "Un second tramway, vide, suit."] {
        assert!(screen.contains(line), "{screen}");
    }
    assert!(screen.contains("Roth vend le tramway de Saint-Étienne."), "{screen}");
}

#[test]
fn enter_goes_to_a_hit_and_backspace_comes_back_to_its_row() {
    let mut scenario = scenario();
    scenario.keys("/ 'tramway' Enter \\ j j");
    let list = below_the_top(&scenario);
    scenario.keys("Enter");
    assert_eq!(scenario.open(), "Troisième");
    assert!(scenario.status().contains("mention 1/1 here · article 2/2"), "{}", scenario.status());
    scenario.keys("Backspace");
    assert_eq!(below_the_top(&scenario), list);
    scenario.keys("q");
    assert_eq!(scenario.open(), "Premier", "closing leads to where one was");
}

#[test]
fn hits_are_narrowed_by_what_is_beside_them() {
    let mut scenario = scenario();
    scenario.keys("/ 'tramway' Enter \\ / 'vide'");
    assert!(scenario.screen().contains("1 hit in 1 article · /vide"), "{}", scenario.screen());
    assert!(scenario.status().ends_with("1 hit in 1 article"), "{}", scenario.status());
    scenario.keys("Esc f 'troisieme' Enter");
    assert!(scenario.screen().contains("1 hit in 1 article · /troisieme"), "{}", scenario.screen());
    scenario.keys("Esc");
    assert!(scenario.screen().contains("3 hits in 2 articles"), "the first Esc takes the words back");
    scenario.keys("Esc");
    assert!(scenario.status().starts_with("“tramway” · "), "{}", scenario.status());
}

#[test]
fn what_is_tracked_and_what_the_filter_asks_for_have_hits_too() {
    let mut scenario = scenario();
    scenario.keys("f 'person:roth' Enter \\");
    assert!(scenario.screen().contains("filter person:roth · 2 hits in 2 articles"), "{}", scenario.screen());
    scenario.keys("q Esc i Enter \\");
    assert!(scenario.screen().contains("Anna Roth · 2 hits in 2 articles"), "{}", scenario.screen());
    scenario.keys("q Esc \\");
    assert!(scenario.status().starts_with("nothing is tracked"), "{}", scenario.status());
}

#[test]
fn a_hit_is_gone_to_with_its_target_after_another_one_was_tracked() {
    let mut scenario = scenario();
    scenario.keys("/ 'tramway' Enter \\ j Enter / 'suit' Enter Backspace Backspace");
    assert!(scenario.screen().contains("“tramway” · 3 hits"), "{}", scenario.screen());
    scenario.keys("Enter");
    assert!(scenario.status().starts_with("“tramway” · mention 2/2 here"), "{}", scenario.status());
}

#[test]
fn a_hit_is_copied_with_its_citation_and_verbs_act_on_its_article() {
    let mut scenario = scenario();
    scenario.keys("/ 'tramway' Enter \\ G y s");
    assert_eq!(
        scenario.copied.pop().unwrap(),
        "«\u{a0}Roth vend le tramway de Saint-Étienne.\u{a0}» — «\u{a0}Troisième\u{a0}», La Gazette, 2025-03"
    );
    assert_eq!(scenario.status(), "starred 1 article");
    let starred: Vec<_> =
        scenario.state.library.ids().filter(|id| scenario.state.triage.of(*id).starred).collect();
    assert_eq!(starred, [crate::article::ArticleId(2)]);
}

#[test]
fn the_list_marks_and_counts_the_articles_that_have_the_target() {
    let mut scenario = scenario();
    scenario.keys("/ 'tramway' Enter");
    let screen = scenario.screen();
    let marked: Vec<_> = screen.lines().filter(|line| line.contains("┃2 ") || line.contains("┃1 ")).collect();
    assert_eq!(marked.len(), 2, "{screen}");
    scenario.keys("Esc");
    assert!(!scenario.screen().contains("┃2 "), "{}", scenario.screen());
}

#[test]
fn the_board_and_the_hits_keep_their_place_over_a_jump() {
    let mut scenario = Scenario::new(120, 30);
    scenario.keys("F Tab j j");
    let board = below_the_top(&scenario);
    scenario.keys("Enter Backspace");
    assert_eq!(below_the_top(&scenario), board);
}
