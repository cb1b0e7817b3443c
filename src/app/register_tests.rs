//! The index, as keys in and screen out.

use super::doubt_tests::{built, one_of_two};
use super::scenario::{Scenario, library, sample};

/// What three papers say of four people, one of whom is named once and by a surname alone.
fn named() -> crate::library::Library {
    library(&[
        (
            "Un pont trop loin",
            "2024-01-10",
            "{p:Odile Varga} a vendu le pont à {p:Milan Kovar} pour {a:3e6:3 millions}.",
        ),
        (
            "La suite du pont",
            "2024-03-02",
            "{p:Varga} se tait. {p:Varga} attend. {p:Zorban} aussi, pour {%:12:12 %}.",
        ),
        ("Le pont, encore", "2024-03-20", "{p:Milan Kovar} a {a:3e6:trois millions}. {p:Otto Varg} écoute."),
    ])
}

fn index(width: u16, height: u16) -> Scenario {
    let mut scenario = Scenario::with(named(), width, height, "");
    scenario.keys("I");
    scenario
}

/// The rows of the index, without its frame and the names of its columns.
fn rows(scenario: &Scenario) -> Vec<String> {
    let screen = scenario.screen();
    let inside = |line: &str| Some(line.strip_prefix('│')?.strip_suffix('│')?.trim().to_owned());
    let lines = screen.lines().filter_map(inside).filter(|line| !line.is_empty());
    lines.filter(|line| !line.starts_with("mentions")).collect()
}

/// The first words of the rows.
fn names(scenario: &Scenario) -> Vec<String> {
    rows(scenario).iter().map(|row| row.split("  ").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn everyone_named_in_the_listed_articles_has_a_row_the_most_mentioned_first() {
    let scenario = index(120, 20);
    insta::assert_snapshot!("index", scenario.screen());
}

#[test]
fn the_index_is_of_use_on_small_screens() {
    let mut scenario = index(80, 24);
    insta::assert_snapshot!("index_80", scenario.screen());
    insta::assert_snapshot!("index_40", scenario.resize(40, 12).screen());
    insta::assert_snapshot!("index_20", scenario.resize(20, 5).screen());
    for (width, height) in [(0, 0), (1, 1), (20, 5), (200, 60)] {
        scenario.resize(width, height).screen();
    }
}

#[test]
fn what_was_seen_once_without_evidence_is_last_and_folded() {
    let mut scenario = index(120, 20);
    assert_eq!(
        names(&scenario)[4],
        "▸ 1 name seen once, with nothing that tells what it is",
        "{}",
        scenario.screen()
    );
    assert!(!names(&scenario).contains(&"Zorban".to_owned()));
    scenario.keys("j j j l");
    assert_eq!(names(&scenario)[5], "Zorban", "{}", scenario.screen());
    scenario.keys("j h");
    assert!(!names(&scenario).contains(&"Zorban".to_owned()));
    scenario.keys("/ 'zorb' Enter");
    assert_eq!(names(&scenario)[2], "Zorban", "a search shows it: {}", scenario.screen());
}

#[test]
fn groups_fold_and_tab_goes_from_one_to_the_next() {
    let mut scenario = index(120, 20);
    scenario.keys("Tab Enter");
    assert!(names(&scenario).contains(&"3 M€".to_owned()), "{}", scenario.screen());
    scenario.keys("S-Tab h");
    assert!(!names(&scenario).contains(&"Odile Varga".to_owned()), "{}", scenario.screen());
}

#[test]
fn the_order_changes_and_is_named() {
    let mut scenario = index(120, 20);
    for (named, first) in [
        ("in most articles first", "Odile Varga"),
        ("by name", "Milan Kovar"),
        ("first dates first", "Odile Varga"),
        ("last dates first", "Milan Kovar"),
        ("open questions first", "Odile Varga"),
        ("most mentioned first", "Odile Varga"),
    ] {
        scenario.keys("S");
        assert!(scenario.screen().lines().nth(1).unwrap().contains(named), "{}", scenario.screen());
        assert_eq!(names(&scenario)[1], first, "{named}: {}", scenario.screen());
    }
}

#[test]
fn enter_goes_to_the_first_mention_and_coming_back_lands_on_the_same_row() {
    let mut scenario = index(120, 20);
    scenario.keys("j Enter");
    assert_eq!(scenario.open(), "Un pont trop loin");
    let status = scenario.status();
    assert!(status.starts_with("Milan Kovar · mention 1/1 here · article 1/2 · 2 in all"), "{status}");
    scenario.keys("n");
    assert_eq!(scenario.open(), "Le pont, encore");
    scenario.keys("Backspace Backspace");
    assert!(scenario.screen().contains("Index ·"), "{}", scenario.screen());
    assert!(scenario.status().starts_with("Milan Kovar ×2"), "{}", scenario.status());
    scenario.keys("I");
    assert!(!scenario.screen().contains("Index ·"), "I closes it again");
}

#[test]
fn it_reaches_a_person_who_is_not_in_the_open_article() {
    let mut scenario = index(120, 20);
    scenario.keys("/ 'varg' Enter j Enter");
    assert_eq!(scenario.open(), "Le pont, encore");
    assert!(scenario.status().starts_with("Otto Varg"), "{}", scenario.status());
}

#[test]
fn a_search_finds_any_form_and_letters_in_order_and_escape_takes_it_back() {
    let mut scenario = index(120, 20);
    scenario.keys("f 'kvar'");
    assert!(scenario.status().ends_with("1 row"), "{}", scenario.status());
    scenario.keys("Enter");
    assert_eq!(names(&scenario)[1..], ["Milan Kovar"], "{}", scenario.screen());
    scenario.keys("Esc");
    assert!(scenario.screen().contains("Odile Varga"), "{}", scenario.screen());
    scenario.keys("/ 'xyzzy' Esc");
    assert!(scenario.screen().contains("Odile Varga"), "Escape while one types goes back");
    scenario.keys("Esc");
    assert!(!scenario.screen().contains("Index ·"), "{}", scenario.screen());
}

#[test]
fn the_filter_of_articles_narrows_it_and_counts_only_what_is_listed() {
    let mut scenario = Scenario::with(named(), 120, 20, "");
    scenario.keys("f 'suite' Enter I");
    let screen = scenario.screen();
    assert!(screen.contains("2 people, 1 percentage in 1 article"), "{screen}");
    assert!(rows(&scenario)[1].contains("  2        1  "), "{screen}");
}

#[test]
fn an_export_holds_what_is_selected_else_every_row() {
    let mut scenario = index(120, 20);
    scenario.keys("w Enter");
    assert!(scenario.status().contains("wrote 6 rows to index.csv"), "{}", scenario.status());
    let csv = &scenario.exported[0].1;
    assert!(
        csv.starts_with("kind,name,role,mentions,articles,first,last,surfaces\r\nperson,Odile Varga,,3,2,2024-01-10,2024-03-02,"),
        "{csv}"
    );
    scenario.keys("v v w C-u 'two.md' Enter");
    assert!(scenario.status().contains("wrote 2 rows to two.md"), "{}", scenario.status());
    let markdown = &scenario.exported[1].1;
    assert!(markdown.contains("| Milan Kovar |  | 2 | 2 | 2024-01-10 | 2024-03-20 |"), "{markdown}");
    scenario.keys("w C-u 'two.ndjson' Enter");
    let first = scenario.exported[2].1.lines().next().unwrap_or_default().to_owned();
    assert!(
        first.starts_with("{\"kind\":\"person\",\"name\":\"Odile Varga\",\"role\":null,\"mentions\":3,"),
        "{first}"
    );
}

#[test]
fn an_empty_library_says_so() {
    let mut scenario = Scenario::with(library(&[("Vide", "", "Rien.")]), 100, 20, "");
    scenario.keys("I");
    assert!(scenario.screen().contains("nobody and nothing is named in these articles"));
    scenario.keys("j k G Enter v M X w Esc Esc");
    assert!(!scenario.screen().contains("nobody and nothing"), "{}", scenario.screen());
    let mut scenario = Scenario::with(sample(), 100, 20, "");
    scenario.keys("I Space Space M Esc Esc Esc");
    assert!(!scenario.screen().contains("Index ·"), "{}", scenario.screen());
}

/// Three people, the linker's own work.
fn linked() -> Scenario {
    let mut scenario = built(&[
        ("a.txt", "Un pont\n\nOdile Varga a vendu le pont. Odile Varga a ri avec Milan Kovar.\n"),
        ("b.txt", "Une route\n\nOdila Vargas a vu la route. Bruno Lemaire l'a suivie.\n"),
    ]);
    scenario.keys("I");
    scenario
}

#[test]
fn what_is_selected_is_merged_at_once_and_undo_takes_it_back() {
    let mut scenario = linked();
    let before = names(&scenario);
    scenario.keys("Space Space M");
    assert!(scenario.screen().contains("2 are one: which name stays?"), "{}", scenario.screen());
    scenario.keys("Enter");
    assert!(scenario.status().starts_with("corrected: merge "), "{}", scenario.status());
    assert_eq!(names(&scenario).len(), before.len() - 1, "{}", scenario.screen());
    assert!(!scenario.screen().contains('✓'), "{}", scenario.screen());
    scenario.keys("u");
    assert_eq!(names(&scenario), before);
}

#[test]
fn what_is_selected_is_hidden_at_once_and_one_undo_takes_it_back() {
    let mut scenario = linked();
    let before = names(&scenario);
    scenario.keys("v v X");
    assert_eq!(names(&scenario).len(), before.len() - 2, "{}", scenario.screen());
    let (first, second) = (&before[1], &before[2]);
    assert!(
        scenario.status().starts_with(&format!("corrected: hide {first}, {second}")),
        "{}",
        scenario.status()
    );
    scenario.keys("u");
    assert_eq!(names(&scenario), before);
}

#[test]
fn a_likely_link_is_confirmed_in_the_index_and_the_row_stays() {
    let mut scenario = one_of_two();
    scenario.keys("I");
    assert!(rows(&scenario)[1].starts_with("? Victor Lavergne"), "{}", scenario.screen());
    assert!(
        scenario.status().starts_with("Lavergne is likely Victor Lavergne, in 1 mention: m yes · p no"),
        "{}",
        scenario.status()
    );
    scenario.keys("m");
    assert!(rows(&scenario)[1].starts_with("Victor Lavergne"), "{}", scenario.screen());
    assert!(scenario.status().starts_with("corrected: confirm"), "{}", scenario.status());
}

#[test]
fn the_dossier_of_a_row_opens_and_closing_it_comes_back_to_the_row() {
    let mut scenario = index(120, 24);
    scenario.keys("j D");
    assert!(
        scenario.screen().lines().nth(1).unwrap().starts_with("╭ Milan Kovar ─"),
        "{}",
        scenario.screen()
    );
    scenario.keys("q");
    assert!(scenario.screen().contains("Index ·"), "{}", scenario.screen());
    assert!(scenario.status().starts_with("Milan Kovar ×2"), "{}", scenario.status());
}

/// A person and an organisation of one name, and another organisation.
fn of_two_kinds() -> crate::library::Library {
    library(&[
        ("La vente", "2024-01-10", "{o:Altis Roth} vend à {o:Brévanne Industries} pour {a:3e6:3 millions}."),
        ("La suite", "2024-02-11", "{p:Anna Roth} quitte {o:Altis Roth}. {o:Altis Roth} se tait."),
    ])
}

#[test]
fn organisations_have_a_group_of_their_own_and_go_with_people_everywhere() {
    let mut scenario = Scenario::with(of_two_kinds(), 120, 24, "");
    scenario.keys("I");
    let rows = names(&scenario);
    assert_eq!(
        rows[..4],
        ["▾ People", "Anna Roth", "▾ Organisations", "Altis Roth"],
        "{}",
        scenario.screen()
    );
    scenario.keys("j j D");
    let screen = scenario.screen();
    assert!(screen.lines().nth(1).unwrap().starts_with("╭ Altis Roth ─"), "{screen}");
    assert!(screen.contains("Brévanne Industries  in 1 sentence · 1 article"), "{screen}");
    assert!(screen.contains("Anna Roth  in 1 sentence · 1 article"), "{screen}");
}

#[test]
fn names_of_two_kinds_are_not_merged() {
    let mut scenario = Scenario::with(of_two_kinds(), 120, 24, "");
    scenario.keys("I v j v M");
    let status = scenario.status();
    assert!(status.starts_with("select two names or more of one kind to merge them"), "{status}");
}

#[test]
fn tab_completes_the_names_of_each_kind_in_its_own_field() {
    let filter = |typed: &str| {
        let mut scenario = Scenario::with(of_two_kinds(), 120, 24, "");
        scenario.keys(&format!("f '{typed}' Tab Enter"));
        scenario.state.listing.query().to_owned()
    };
    assert_eq!(filter("person:ro"), "person:\"Anna Roth\"");
    assert_eq!(filter("organisation:ro"), "organisation:\"Altis Roth\"");
}
