//! What a user can rely on where linking is not sure: the sidebar says so, and one key answers for the whole library.

use super::scenario::Scenario;
use crate::corpus::{Input, Progress};
use crate::library::build::{Options, build};

/// A library built from files, as the linker sees them.
pub(super) fn built(files: &[(&str, &str)]) -> Scenario {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let inputs = [Input::Path(folder.path().to_owned())];
    let library = build(&inputs, &Options::default(), &[], &Progress::default()).library;
    Scenario::with(library, 120, 24, "")
}

/// An article that gives the surname alone, twenty about a man with that surname, and one about a woman.
pub(super) fn one_of_two() -> Scenario {
    let mut files = vec![
        ("a.txt".to_owned(), "Un refus\n\nSelon Lavergne, le pont coûtera cher.\n".to_owned()),
        (
            "b.txt".to_owned(),
            "Un livre\n\nJeanne Lavergne publie un livre. Jeanne Lavergne vit à Rouen.\n".to_owned(),
        ),
    ];
    for day in 1..=20 {
        let text = format!(
            "Le pont, jour {day}\n\nVictor Lavergne a visité le pont au jour {day}. Victor Lavergne a ri.\n"
        );
        files.push((format!("c{day:02}.txt"), text));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    built(&files)
}

fn selected(scenario: &Scenario) -> (String, bool) {
    let row = scenario.state.facts.selected().unwrap();
    (row.label.to_string(), row.doubtful)
}

#[test]
fn a_likely_link_is_marked_and_confirmed_by_one_key() {
    let mut scenario = one_of_two();
    scenario.keys("i");
    assert_eq!(selected(&scenario), ("Victor Lavergne".to_owned(), true));
    assert!(scenario.screen().contains("?Victor Lave"), "{}", scenario.screen());
    assert!(
        scenario.status().starts_with("Lavergne is likely Victor Lavergne, in 1 mention: m yes · p no"),
        "{}",
        scenario.status()
    );
    scenario.keys("m");
    assert!(
        scenario.status().starts_with("corrected: confirm Lavergne → Victor Lavergne"),
        "{}",
        scenario.status()
    );
    assert_eq!(selected(&scenario), ("Victor Lavergne".to_owned(), false));
    scenario.keys("m");
    assert!(
        scenario.status().starts_with("nothing is doubtful about Victor Lavergne"),
        "{}",
        scenario.status()
    );
    scenario.keys("u");
    assert_eq!(selected(&scenario), ("Victor Lavergne".to_owned(), true));
}

#[test]
fn a_refused_link_makes_another_person_and_comes_back_with_undo() {
    let mut scenario = one_of_two();
    scenario.keys("i p");
    assert_eq!(selected(&scenario), ("Lavergne".to_owned(), false));
    scenario.keys("u");
    assert_eq!(selected(&scenario), ("Victor Lavergne".to_owned(), true));
}

/// Two spellings of one name.
fn a_letter_apart() -> Scenario {
    built(&[
        (
            "a.txt",
            "Un départ\n\nLa ministre Jeanne Lavergne a démissionné lundi. Jeanne Lavergne part à Lyon.\n",
        ),
        ("b.txt", "Un retour\n\nSelon le maire, Jeanne Lavergnes reviendra mardi.\n"),
    ])
}

#[test]
fn names_a_letter_apart_are_offered_and_joined_by_one_key() {
    let mut scenario = a_letter_apart();
    scenario.keys("i");
    let asked = "Jeanne Lavergne and Jeanne Lavergnes may be one person: m yes · p no";
    assert!(scenario.status().starts_with(asked), "{}", scenario.status());
    scenario.keys("m");
    assert!(
        scenario.status().starts_with("corrected: merge Jeanne Lavergnes → Jeanne Lavergne"),
        "{}",
        scenario.status()
    );
    assert_eq!(selected(&scenario), ("Jeanne Lavergne".to_owned(), false));
    scenario.keys("Esc J i");
    assert_eq!(selected(&scenario).0, "Jeanne Lavergne");
}

#[test]
fn names_that_are_told_apart_are_no_longer_offered() {
    let mut scenario = a_letter_apart();
    scenario.keys("i p");
    assert!(
        scenario.status().starts_with("corrected: distinguish Jeanne Lavergne ≠ Jeanne Lavergnes"),
        "{}",
        scenario.status()
    );
    assert_eq!(selected(&scenario), ("Jeanne Lavergne".to_owned(), false));
    scenario.keys("u");
    assert!(selected(&scenario).1);
}
