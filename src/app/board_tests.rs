//! The board of claims, as keys in and screen out.

use super::scenario::{Scenario, library, sample};

/// What three papers say of an investment, of a value, and of a share.
pub(super) fn disputed() -> crate::library::Library {
    library(&[
        (
            "Altis mise sur Brévanne",
            "2024-05-02",
            "Le groupe Altis a investi {a:13e6:13 millions d'euros} dans Brévanne, selon Le Phare.\n\n\
             La ville de Malville y gagne {%:12:12 %} d'emplois.",
        ),
        (
            "La facture d'Altis",
            "2024-05-04",
            "Altis a injecté {a:40e6:40 millions d'euros} dans la société Brévanne.\n\n\
             Altis est valorisé {a:900e6:900 millions d'euros} par les marchés.",
        ),
        ("Brévanne se réjouit", "2024-05-03", "Altis a investi {a:13e6:13 millions d'euros} dans Brévanne."),
    ])
}

fn board(width: u16, height: u16) -> Scenario {
    let mut scenario = Scenario::with(disputed(), width, height, "");
    scenario.keys("F");
    scenario
}

/// The rows of the board, without its frame.
fn rows(scenario: &Scenario) -> Vec<String> {
    let screen = scenario.screen();
    let inside = |line: &str| Some(line.strip_prefix('│')?.strip_suffix('│')?.trim().to_owned());
    screen.lines().filter_map(inside).filter(|line| !line.is_empty()).collect()
}

#[test]
fn each_question_has_a_row_the_most_disputed_first_and_unfolds_to_its_claims() {
    let mut scenario = board(120, 20);
    insta::assert_snapshot!("board", scenario.screen());
    insta::assert_snapshot!("board_unfolded", scenario.keys("Enter").screen());
    scenario.keys("j j h");
    assert!(rows(&scenario)[1].contains("Altis"), "{}", scenario.screen());
    assert!(scenario.screen().contains(" 1/3 "), "the left arrow folds: {}", scenario.screen());
}

#[test]
fn the_board_is_of_use_on_small_screens() {
    let mut scenario = board(80, 24);
    insta::assert_snapshot!("board_80", scenario.keys("l").screen());
    insta::assert_snapshot!("board_40", scenario.resize(40, 12).screen());
    insta::assert_snapshot!("board_20", scenario.resize(20, 5).screen());
    for (width, height) in [(0, 0), (1, 1), (200, 60)] {
        scenario.resize(width, height).screen();
    }
}

#[test]
fn enter_goes_to_the_sentence_and_tracks_the_question_and_coming_back_lands_on_the_same_row() {
    let mut scenario = board(120, 20);
    scenario.keys("Enter j j Enter");
    assert_eq!(scenario.open(), "La facture d'Altis");
    let status = scenario.status();
    assert!(
        status.starts_with("Altis → Brévanne: invested · mention 1/1 here · article 2/3 · 3 in all"),
        "{status}"
    );
    scenario.keys("n");
    assert_eq!(scenario.open(), "Brévanne se réjouit");
    scenario.keys("Backspace Backspace");
    assert!(scenario.screen().contains(" 3/6 "), "{}", scenario.screen());
    scenario.keys("Enter F");
    assert!(scenario.screen().contains(" 3/6 "), "{}", scenario.screen());
    scenario.keys("F");
    assert!(!scenario.screen().contains("Who claims what"), "F closes it again");
}

#[test]
fn every_figure_has_a_row_in_the_flat_view() {
    let mut scenario = board(120, 20);
    insta::assert_snapshot!("board_flat", scenario.keys("Tab").screen());
    let values = |scenario: &Scenario| -> Vec<String> {
        let rows = rows(scenario);
        let starts = rows.iter().map(|row| row.split("  ").next().unwrap_or_default().to_owned());
        starts.filter(|start| start.ends_with(['€', '%'])).collect()
    };
    assert_eq!(values(&scenario), ["900 M€", "40 M€", "13 M€", "13 M€", "12 %"], "the largest first");
    scenario.keys("G Enter");
    assert_eq!(scenario.open(), "Altis mise sur Brévanne");
    assert!(scenario.status().starts_with("12 % · mention 1/1 here"), "{}", scenario.status());
    scenario.keys("F");
    assert!(scenario.screen().contains(" 5/5 "), "{}", scenario.screen());
}

#[test]
fn the_order_changes_and_is_named() {
    let mut scenario = board(120, 20);
    let first = |scenario: &Scenario| rows(scenario)[0].clone();
    assert!(first(&scenario).contains("invested"), "{}", first(&scenario));
    for (named, row) in [
        ("largest first", "900 M€"),
        ("newest first", "13–40 M€"),
        ("by article", "13–40 M€"),
        ("by question", "Altis"),
        ("most disputed first", "13–40 M€"),
    ] {
        scenario.keys("S g g");
        let screen = scenario.screen();
        assert!(screen.lines().nth(1).unwrap().contains(named), "{screen}");
        assert!(first(&scenario).contains(row), "{named}: {screen}");
    }
}

#[test]
fn a_search_keeps_the_rows_that_have_its_words_and_escape_takes_it_back() {
    let mut scenario = board(120, 20);
    scenario.keys("/ 'malville'");
    assert!(scenario.status().ends_with("1 row"), "{}", scenario.status());
    scenario.keys("Enter");
    assert_eq!(rows(&scenario).len(), 1, "{}", scenario.screen());
    assert!(rows(&scenario)[0].contains("12 %"), "{}", scenario.screen());
    scenario.keys("Esc");
    assert_eq!(rows(&scenario).len(), 3, "{}", scenario.screen());
    scenario.keys("/ 'xyzzy' Esc");
    assert_eq!(rows(&scenario).len(), 3, "Escape while one types goes back");
    scenario.keys("Esc");
    assert!(!scenario.screen().contains("Who claims what"), "{}", scenario.screen());
}

#[test]
fn the_filter_narrows_the_board_to_the_articles_that_it_lists() {
    let mut scenario = board(120, 20);
    scenario.keys("f 'facture' Enter");
    let screen = scenario.screen();
    assert!(screen.contains("2 questions in 1 article"), "{screen}");
    scenario.keys("F Esc F");
    assert!(scenario.screen().contains("3 questions in 3 articles"), "{}", scenario.screen());
}

#[test]
fn verbs_act_on_the_article_of_the_row_and_on_all_articles_of_a_question() {
    let mut scenario = board(120, 20);
    scenario.keys("Enter j j s");
    assert!(scenario.status().contains("starred 1 article"), "{}", scenario.status());
    assert!(scenario.screen().contains("★"), "{}", scenario.screen());
    scenario.keys("t 'x' Enter");
    assert!(scenario.status().contains("tagged 1 article with x"), "{}", scenario.status());
    scenario.keys("k k s");
    assert!(scenario.status().contains("starred 2 articles"), "{}", scenario.status());
    scenario.keys("c");
    assert!(scenario.status().contains("choose one"), "{}", scenario.status());
    scenario.keys("u u u");
    assert_eq!(scenario.state.triage().marks().counts().starred, 0);
    scenario.keys("j c 'voir' Enter");
    assert!(scenario.status().contains("wrote the note"), "{}", scenario.status());
}

#[test]
fn a_row_is_copied_with_what_is_needed_to_cite_it() {
    let mut scenario = board(120, 20);
    scenario.keys("Enter j y");
    let claim = scenario.copied.pop().unwrap();
    assert!(claim.starts_with("«\u{a0}Le groupe Altis a investi 13 millions d'euros"), "{claim}");
    assert!(claim.contains("Altis mise sur Brévanne") && claim.ends_with("2024-05-02"), "{claim}");
    scenario.keys("k y");
    let question = scenario.copied.pop().unwrap();
    let lines: Vec<&str> = question.lines().collect();
    assert_eq!(lines[0], "Altis → Brévanne: invested · 13–40 M€");
    assert!(lines.len() == 4 && lines[1].starts_with("- 13 M€ (Le Phare): «"), "{question}");
}

#[test]
fn a_key_that_is_for_the_panes_says_so_on_the_board() {
    let mut scenario = board(120, 20);
    scenario.keys("D");
    assert!(scenario.status().contains("does nothing on the board"), "{}", scenario.status());
}

#[test]
fn a_correction_of_people_makes_the_board_anew_and_keeps_its_row() {
    let mut scenario = Scenario::with(sample(), 120, 24, "");
    scenario.keys("F j j");
    assert!(scenario.status().starts_with("Milan Kovar"), "{}", scenario.status());
    scenario.keys("F i E 's' Enter F");
    assert!(scenario.status().starts_with("Kovar"), "{}", scenario.screen());
}

#[test]
fn a_row_says_why_its_claims_are_together() {
    let mut scenario = board(120, 24);
    scenario.keys("?");
    let screen = scenario.screen();
    assert!(screen.contains("Why these are one question"), "{screen}");
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in ["13 M€", "40 M€", "for they name the same parties", "against their values are apart"] {
        assert!(plain(&screen).contains(line), "{line}: {screen}");
    }
    scenario.keys("Esc G ?");
    assert!(scenario.status().contains("this claim is alone"), "{}", scenario.status());
}

#[test]
fn a_claim_is_taken_out_of_its_question_and_undo_brings_it_back() {
    let mut scenario = board(120, 24);
    scenario.keys("Enter j j P");
    assert!(
        scenario.status().contains("take out 40 M€ → Altis → Brévanne: invested"),
        "{}",
        scenario.status()
    );
    let screen = scenario.screen();
    assert!(
        screen.contains("4 questions in 3 articles") && screen.contains("2 claims in 2 articles"),
        "{screen}"
    );
    scenario.keys("u");
    assert!(scenario.screen().contains("3 questions in 3 articles"), "{}", scenario.screen());
    scenario.keys("C-r P");
    assert!(scenario.screen().contains("4 questions in 3 articles"), "{}", scenario.screen());
}

#[test]
fn two_questions_are_joined_and_named() {
    let mut scenario = board(120, 24);
    scenario.keys("j M");
    assert!(scenario.screen().contains("Altis: valued at is one question with…"), "{}", scenario.screen());
    scenario.keys("Enter");
    assert!(
        scenario.status().contains("join Altis: valued at → Altis → Brévanne: invested"),
        "{}",
        scenario.status()
    );
    assert!(scenario.screen().contains("4 claims in 3 articles"), "{}", scenario.screen());
    scenario.keys("g g E C-u 'the deal' Enter");
    assert!(rows(&scenario)[0].contains("the deal"), "{}", scenario.screen());
    scenario.keys("u u");
    assert!(rows(&scenario)[0].contains("Altis → Brévanne: invested"), "{}", scenario.screen());
    assert!(scenario.screen().contains("3 questions in 3 articles"), "{}", scenario.screen());
}

#[test]
fn a_question_of_several_claims_is_not_taken_out_as_a_whole() {
    let mut scenario = board(120, 24);
    scenario.keys("P");
    assert!(scenario.status().contains("choose a claim"), "{}", scenario.status());
    scenario.keys("G l j P");
    assert!(scenario.status().contains("alone already") || scenario.status().contains("choose a claim"));
}

#[test]
fn the_board_is_written_to_a_file_as_it_stands() {
    let mut scenario = board(120, 24);
    scenario.keys("W Enter");
    assert!(scenario.status().contains("wrote 5 claims to claims.csv"), "{}", scenario.status());
    let (_, csv) = scenario.exported.pop().unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 6, "{csv}");
    assert!(
        lines[0].starts_with("question,value,high,unit,modifier,surface,said_by,sentence,title,date"),
        "{csv}"
    );
    let first =
        "Altis → Brévanne: invested,13000000.0,,EUR,exact,13 millions d'euros,Le Phare,\"Le groupe Altis";
    assert!(lines[1].starts_with(first), "{csv}");

    scenario.keys("/ 'malville' Enter W C-u 'x.md' Enter");
    let (_, markdown) = scenario.exported.pop().unwrap();
    assert!(markdown.starts_with("## Malville: profit · 12 %\n\n| value | who says so |"), "{markdown}");
    assert!(
        markdown.contains("\n| 12 % | the article | La ville de Malville y gagne 12 % d'emplois. |"),
        "{markdown}"
    );

    scenario.keys("Esc Tab W C-u 'x.ndjson' Enter");
    let text = scenario.exported[0].1.clone();
    let records: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), 5);
    assert_eq!((&records[0]["value"], &records[0]["unit"]), (&900e6.into(), &"EUR".into()));
}

#[test]
fn a_file_that_is_there_is_not_replaced_without_asking() {
    let mut scenario = board(120, 24);
    scenario.keys("W Enter W Enter");
    assert!(scenario.status().contains("is there, Enter replaces it claims.csv"), "{}", scenario.status());
    scenario.keys("Esc");
    assert_eq!(scenario.exported.len(), 1);
    scenario.keys("W Enter Enter");
    assert_eq!(scenario.exported.len(), 2);
    scenario.keys("W Enter C-u 'other.csv' Enter");
    assert_eq!(scenario.exported.last().unwrap().0.to_str(), Some("other.csv"));
}
