//! What a user can rely on where several articles tell the same.

use super::scenario::{Scenario, library};
use crate::article::ArticleId;

const TWICE: &str = "{p:Anna Roth} vend {a:3e9:3 milliards d'euros} de parts à la région.";
const LONGER: &str =
    "{p:Milan Kovar} se tait. {p:Anna Roth} vend {a:3e9:3 milliards d'euros} de parts à la région.";

/// Three papers that print the same, and one that does not.
fn told_twice() -> Scenario {
    let articles = [
        ("Le Matin", "2024-05-06", TWICE),
        ("Autre chose", "", "Des tomates."),
        ("Le Soir", "2024-05-07", TWICE),
    ];
    Scenario::with(library(&articles).with_stories_found(), 120, 16, "")
}

#[test]
fn articles_that_tell_the_same_share_a_row_that_says_so_and_unfolds() {
    let mut scenario = told_twice();
    assert_eq!(scenario.titles(), ["Le Matin", "Autre chose"]);
    let screen = scenario.screen();
    assert!(screen.contains("+1 similar") && screen.contains("Articles · 1 folded"), "{screen}");
    scenario.keys("+");
    assert_eq!(scenario.titles(), ["Le Matin", "Le Soir", "Autre chose"]);
    let screen = scenario.screen();
    assert!(screen.contains("└ similar") && !screen.contains("folded"), "{screen}");
    // From an article in the middle of it the story is folded again, and its row stays selected.
    scenario.keys("j +");
    assert_eq!((scenario.titles().len(), scenario.open()), (2, "Le Matin".to_owned()));
    scenario.keys("Z");
    assert_eq!(scenario.titles().len(), 3);
    assert_eq!(scenario.keys("Z").titles().len(), 2);
    scenario.keys("j +");
    assert!(
        scenario.status().contains("this article has no near-duplicate in the list"),
        "{}",
        scenario.status()
    );
}

#[test]
fn a_story_is_counted_once_and_its_copies_do_not_hide_what_only_they_say() {
    let mut scenario = told_twice();
    scenario.keys("i Enter");
    assert!(
        scenario.status().starts_with("Anna Roth · mention 1/1 here · article 1/1 · 1 in all"),
        "{}",
        scenario.status()
    );
    scenario.keys("Esc F");
    assert!(scenario.screen().contains("1 claim in 1 article "), "{}", scenario.screen());
    scenario.keys("Esc i D");
    assert!(scenario.screen().contains("2 mentions in 2 articles (1 story)"), "{}", scenario.screen());

    // The folded one alone names Kovar: walking his mentions opens it.
    let text = "tout le reste est ici le même que dans l'autre journal, mot pour mot, et cela durera encore longtemps, bien \
                longtemps, comme on le verra dans les jours qui viennent, si personne ne change d'avis avant la fin";
    let (short, long) = (format!("{TWICE} Car {text}."), format!("{LONGER} Car {text}."));
    let articles = [
        ("Le Matin", "2024-05-06", &*short),
        ("Le Soir", "2024-05-06", &*long),
        ("Fin", "", "{p:Kovar} part."),
    ];
    let mut scenario = Scenario::with(library(&articles).with_stories_found(), 120, 16, "");
    assert_eq!(scenario.titles(), ["Le Matin", "Fin"]);
    scenario.keys("j i Enter N");
    assert_eq!(scenario.open(), "Le Soir");
    assert!(
        scenario.status().starts_with("Milan Kovar · mention 1/1 here · article 1/2"),
        "{}",
        scenario.status()
    );
}

#[test]
fn a_story_is_triaged_together_when_that_is_asked_for() {
    let mut scenario = told_twice();
    scenario.keys("a");
    assert!(
        scenario.state.triage().of(ArticleId(0)).archived
            && !scenario.state.triage().of(ArticleId(2)).archived
    );
    scenario.keys("u g s");
    assert!(scenario.status().contains("2 articles of this story are selected"), "{}", scenario.status());
    assert_eq!(scenario.titles().len(), 3, "what is selected is seen");
    scenario.keys("a");
    assert!([0, 2].iter().all(|&id| scenario.state.triage().of(ArticleId(id)).archived));
    assert!(!scenario.state.triage().of(ArticleId(1)).archived);
}
