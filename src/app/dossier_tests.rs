//! The dossier, as keys in and screen out.

use super::doubt_tests::built;
use super::scenario::{Scenario, library};

/// Who sold a bridge, in three papers.
fn sold() -> crate::library::Library {
    library(&[
        (
            "Un pont trop loin",
            "2024-01-10",
            "{p:Odile Varga} a vendu le pont à {p:Milan Kovar} pour {a:3e6:3 millions}. Le maire se tait.\n\n\
             {p:Bruno Lemaire} n'en a rien su. {p:Varga}, elle, avait prévenu.",
        ),
        (
            "La suite du pont",
            "2024-03-02",
            "{p:Varga} attend {a:3e6:ses trois millions} ; {p:Kovar} n'a que {%:12:12 %}.",
        ),
        ("Sans date", "", "Le pont est à {p:Odile Varga}."),
    ])
}

fn dossier(width: u16, height: u16) -> Scenario {
    let mut scenario = Scenario::with(sold(), width, height, "");
    scenario.keys("i D");
    scenario
}

/// The first line of the frame.
fn title(scenario: &Scenario) -> String {
    scenario.screen().lines().nth(1).unwrap_or_default().trim_matches(['╭', '─', '╮', ' ']).to_owned()
}

#[test]
fn it_says_who_and_what_is_named_together_and_shows_each_mention_in_its_sentence() {
    let mut scenario = dossier(120, 30);
    insta::assert_snapshot!("dossier_whole", scenario.screen());
    for (width, height) in [(80, 24), (40, 12), (20, 5), (1, 1), (0, 0), (200, 60)] {
        scenario.resize(width, height).screen();
    }
}

#[test]
fn enter_on_a_mention_goes_there_and_backspace_comes_back_to_it() {
    let mut scenario = dossier(120, 30);
    scenario.keys("G Enter");
    assert_eq!(scenario.open(), "Sans date");
    assert!(scenario.status().starts_with("Odile Varga · mention 1/1 here"), "{}", scenario.status());
    scenario.keys("Backspace");
    assert_eq!(title(&scenario), "Odile Varga");
    scenario.keys("Enter");
    assert_eq!(scenario.open(), "Sans date", "the row is the same");
}

#[test]
fn enter_goes_on_to_the_dossier_of_who_is_named_together_and_backspace_comes_back() {
    let mut scenario = dossier(120, 30);
    scenario.keys("g g j Enter");
    assert_eq!(title(&scenario), "Milan Kovar");
    scenario.keys("g g j Enter");
    assert_eq!(title(&scenario), "Odile Varga");
    scenario.keys("Backspace");
    assert_eq!(title(&scenario), "Milan Kovar");
    scenario.keys("Backspace");
    assert_eq!(title(&scenario), "Odile Varga");
    scenario.keys("Enter");
    assert_eq!(title(&scenario), "Milan Kovar", "the row is the one from which one went on");
    scenario.keys("Backspace Backspace");
    assert!(scenario.screen().contains("Articles"), "{}", scenario.screen());
}

#[test]
fn a_sum_of_the_same_sentence_leads_to_its_sentence() {
    let mut scenario = dossier(120, 30);
    scenario.keys("g g Tab j Enter");
    assert_eq!(scenario.open(), "Un pont trop loin");
    assert!(
        scenario.status().starts_with("3 millions · mention 1/1 here · article 1/2"),
        "{}",
        scenario.status()
    );
}

#[test]
fn a_search_keeps_what_has_its_words_and_escape_takes_it_back() {
    let mut scenario = dossier(120, 30);
    scenario.keys("/ 'prevenu'");
    assert!(scenario.status().ends_with("1 mention"), "{}", scenario.status());
    scenario.keys("Enter");
    assert_eq!(title(&scenario), "Odile Varga · /prevenu");
    assert!(!scenario.screen().contains("Sans date"), "{}", scenario.screen());
    scenario.keys("Esc");
    assert!(scenario.screen().contains("Sans date"), "{}", scenario.screen());
    scenario.keys("Esc");
    assert!(scenario.screen().contains("Articles"), "{}", scenario.screen());
}

#[test]
fn the_order_of_the_articles_turns_round_and_undated_ones_stay_last() {
    let mut scenario = dossier(120, 30);
    let order = |scenario: &Scenario| {
        let screen = scenario.screen();
        let place = |title: &str| screen.find(&format!("{title} · La Gazette")).unwrap();
        let mut titles = ["Un pont trop loin", "La suite du pont", "Sans date"];
        titles.sort_by_key(|title| place(title));
        titles
    };
    assert_eq!(order(&scenario), ["La suite du pont", "Un pont trop loin", "Sans date"]);
    scenario.keys("S");
    assert_eq!(order(&scenario), ["Un pont trop loin", "La suite du pont", "Sans date"]);
}

#[test]
fn a_mention_is_copied_with_its_citation() {
    let mut scenario = dossier(120, 30);
    scenario.keys("G y");
    assert_eq!(
        scenario.copied,
        ["«\u{a0}Le pont est à Odile Varga.\u{a0}» — «\u{a0}Sans date\u{a0}», La Gazette"]
    );
}

#[test]
fn an_export_holds_what_is_shown_in_three_formats() {
    let mut scenario = dossier(120, 30);
    scenario.keys("w Enter");
    assert!(scenario.status().contains("wrote 4 mentions to dossier.md"), "{}", scenario.status());
    let markdown = &scenario.exported[0].1;
    assert!(markdown.starts_with("# Odile Varga\n"), "{markdown}");
    assert!(markdown.contains("- Milan Kovar: 2 sentences, 2 articles\n"), "{markdown}");
    assert!(markdown.contains("- « Le pont est à Odile Varga. »\n"), "{markdown}");
    scenario.keys("/ 'prevenu' Enter w C-u 'a.csv' Enter");
    let csv = &scenario.exported[1].1;
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(
        csv.starts_with("name,kind,surface,sentence,title,date,source,path,url\r\nOdile Varga,person,Varga,"),
        "{csv}"
    );
    scenario.keys("w C-u 'a.ndjson' Enter");
    assert!(
        scenario.exported[2]
            .1
            .starts_with("{\"name\":\"Odile Varga\",\"kind\":\"person\",\"surface\":\"Varga\"")
    );
}

#[test]
fn a_long_sentence_is_cut_around_its_mention() {
    let long = format!("{} {{p:Odile Varga}} {}.", "mot ".repeat(300).trim(), "mot ".repeat(300).trim());
    let mut scenario = Scenario::with(library(&[("Long", "", &long)]), 80, 24, "");
    scenario.keys("i D");
    let screen = scenario.screen();
    let sentence: Vec<&str> = screen.lines().filter(|line| line.contains("mot mot")).collect();
    assert_eq!(sentence.len(), 4, "{screen}");
    assert!(screen.contains("Odile Varga mot"), "{screen}");
}

#[test]
fn a_correction_in_the_dossier_is_about_whose_it_is() {
    let mut scenario = built(&[
        ("a.txt", "Un pont\n\nOdile Varga a vendu le pont. Odile Varga a ri avec Milan Kovar.\n"),
        ("b.txt", "Une route\n\nOdile Varga a vu la route.\n"),
    ]);
    scenario.keys("i D");
    assert_eq!(title(&scenario), "Odile Varga");
    scenario.keys("E C-u 'Odile V. Varga' Enter");
    assert!(
        scenario.status().starts_with("corrected: rename Odile Varga → Odile V. Varga"),
        "{}",
        scenario.status()
    );
    assert_eq!(title(&scenario), "Odile V. Varga");
    scenario.keys("X");
    assert!(
        scenario.screen().contains("Articles"),
        "whoever is hidden has no dossier: {}",
        scenario.screen()
    );
}
