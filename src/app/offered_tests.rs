//! What a user can rely on where the files of articles offer tags, stars and read marks.

use super::scenario::Scenario;
use crate::corpus::{Options, in_memory};
use crate::library::Library;

/// What another program exported: three articles, two with marks.
fn exported() -> Scenario {
    let export = r#"[
        {"title": "Le bac", "text": "Le bac de Malville est en panne.", "tags": ["lac", "port"], "is_starred": 1},
        {"title": "Le quai", "text": "Le quai rouvre en mars.", "labels": [{"name": "port"}], "is_archived": true},
        {"title": "Le phare", "text": "Rien ne change."}
    ]"#;
    let articles = in_memory::read("a.json", export.as_bytes(), &Options::default()).articles;
    let mentions = articles.iter().map(|_| Box::default()).collect();
    let mut scenario = Scenario::with(Library::from_parts(articles, mentions, vec![], vec![]), 120, 16, "");
    scenario.state.open_with(Vec::new());
    scenario
}

#[test]
fn offered_marks_are_told_and_taken_over_in_one_step_by_a_key_alone() {
    let mut scenario = exported();
    let told = "the files of 2 articles offer tags, stars or read marks · g i takes them over";
    assert_eq!(scenario.status(), told);
    scenario.keys("j k");
    assert!(scenario.status().contains("its file offers starred #lac #port"), "{}", scenario.status());
    assert_eq!(scenario.keys("3").titles(), [""; 0], "nothing is taken by itself");
    scenario.keys("1 g i");
    assert_eq!(scenario.status(), "took over the marks of 2 articles");
    assert_eq!(scenario.keys("3").titles(), ["Le bac"]);
    assert_eq!(scenario.keys("4").titles(), ["Le quai"]);
    scenario.keys("1 f 'tag:port' Enter");
    assert!(scenario.titles().contains(&"Le bac".to_owned()), "{:?}", scenario.titles());
    scenario.keys("Esc 1 g i");
    assert_eq!(scenario.status(), "the files of these articles offer no marks that they do not have");
    scenario.keys("u 3");
    assert_eq!(scenario.titles(), [""; 0], "one step takes all of it back");
    scenario.keys("C-r 3");
    assert_eq!(scenario.titles(), ["Le bac"]);
}

#[test]
fn only_the_selected_articles_get_their_marks() {
    let mut scenario = exported();
    scenario.keys("j v g i 4");
    assert_eq!(scenario.titles(), ["Le quai"]);
    assert_eq!(scenario.keys("3").titles(), [""; 0]);
}

#[test]
fn the_prompt_for_tags_completes_from_what_is_offered_and_what_there_is() {
    let mut scenario = exported();
    scenario.keys("j j t 'loin, mer' Enter k k t");
    assert_eq!(scenario.status(), "add tag   #lac #port #loin #mer");
    scenario.keys("'l' Tab Tab");
    assert_eq!(scenario.status(), "add tag loin  #lac #loin");
    scenario.keys("',p' Tab Enter");
    assert_eq!(scenario.status(), "tagged 1 article with loin, port");
    // What is removed is among what the article has.
    scenario.keys("T");
    assert_eq!(scenario.status(), "remove tag   #loin #port");
    scenario.keys("Tab Enter");
    assert_eq!(scenario.status(), "removed the tag loin from 1 article");
}
