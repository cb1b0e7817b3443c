//! Scenario tests of the sidebar of facts: each presses keys and reads the screen. Folding groups, finding names, the order of
//! rows.

use super::scenario::{Scenario, library, sample};

/// The labels of the rows of the facts that are on the screen, as far as they are seen.
fn facts(scenario: &Scenario) -> Vec<String> {
    let screen = scenario.screen();
    let pane = |line: &str| {
        let inside = line.trim_end().strip_suffix('│')?;
        let (_, facts) = inside.rsplit_once('│')?;
        let label = facts.trim_start_matches(['▸', ' ', '?']).split("  ").next()?.trim().to_owned();
        (!label.is_empty()).then_some(label)
    };
    screen.lines().filter_map(pane).collect()
}

#[test]
fn a_group_folds_to_its_heading_and_unfolds_by_the_same_key() {
    let mut scenario = Scenario::new(140, 24);
    scenario.keys("i +");
    let folded = facts(&scenario);
    assert_eq!(folded[0], "People", "{}", scenario.screen());
    assert!(!folded.contains(&"Anna Roth".to_owned()), "{}", scenario.screen());
    scenario.keys("j");
    assert!(scenario.status().starts_with("3 Md€"), "{}", scenario.status());
    scenario.keys("k Enter");
    assert!(facts(&scenario).contains(&"Anna Roth".to_owned()), "{}", scenario.screen());
}

#[test]
fn f_finds_within_the_facts_and_escape_takes_it_back() {
    let mut scenario = Scenario::new(140, 24);
    let before = facts(&scenario);
    scenario.keys("i f 'kov'");
    assert!(scenario.status().ends_with("1 row"), "{}", scenario.status());
    scenario.keys("Enter");
    assert_eq!(facts(&scenario), ["People", "Milan Kovar"], "{}", scenario.screen());
    scenario.keys("Enter");
    assert!(scenario.status().starts_with("Milan Kovar · mention 1/2 here"), "{}", scenario.status());
    scenario.keys("i Esc");
    assert_eq!(facts(&scenario), before);
    scenario.keys("f 'xyzzy'");
    assert_eq!(facts(&scenario), ["no fact has these words"], "{}", scenario.screen());
    scenario.keys("Esc");
    assert_eq!(facts(&scenario), before);
}

#[test]
fn a_long_group_shows_its_most_frequent_rows_and_how_many_more_there_are() {
    let mut text = String::new();
    for number in 1..=40 {
        text.push_str(&format!("Il a {{a:{number}e6:{number} millions d'euros}}. "));
    }
    text.push_str("Encore {a:2e6:deux millions d'euros}.");
    let mut scenario = Scenario::with(library(&[("Quarante", "", &text)]), 140, 60, "");
    let rows = facts(&scenario);
    assert_eq!((rows[1].starts_with("2 M€"), &*rows[13]), (true, "… 28 more"), "{}", scenario.screen());
    scenario.keys("i");
    scenario.keys("j j j j j j j j j j j j Enter");
    let rows = facts(&scenario);
    assert_eq!(
        (rows.len(), rows[1].starts_with("40 M€")),
        (41, true),
        "the largest first: {}",
        scenario.screen()
    );
}

#[test]
fn whom_the_title_names_stands_first() {
    let scenario = Scenario::with(
        library(&[(
            "Kovar s'en va",
            "",
            "Hier, {p:Bruno Lemaire} a parlé. {p:Lemaire} a ri. {p:Milan Kovar} s'en va.",
        )]),
        140,
        24,
        "",
    );
    assert_eq!(facts(&scenario)[1..3], ["Milan Kovar", "Bruno Lemaire"], "{}", scenario.screen());
}

#[test]
fn the_colouring_of_a_kind_is_turned_off_and_on_and_remembered() {
    let coloured = |scenario: &Scenario| {
        let buffer = scenario.buffer();
        let person = scenario.state.settings.theme.role("person");
        let area = scenario.state.window.areas().reader.unwrap().area;
        let cells = area.positions().filter(|at| Some(buffer[*at].fg) == person.fg).count();
        cells > 0
    };
    let mut scenario = Scenario::with(sample(), 140, 24, "");
    scenario.keys("Enter");
    assert!(coloured(&scenario));
    scenario.keys("g k");
    assert!(scenario.screen().contains("Colours in the text"), "{}", scenario.screen());
    scenario.keys("Enter Esc");
    assert!(!coloured(&scenario), "{}", scenario.screen());
    let place = serde_json::to_string(&scenario.state.whereabouts()).unwrap();
    assert!(place.contains("\"plain\":[\"person\"]"), "{place}");
    scenario.keys("g k Enter Esc");
    assert!(coloured(&scenario));
}
