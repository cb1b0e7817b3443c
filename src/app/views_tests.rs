//! Saved views and completion of the filter as keys in, screen out.

use super::effect::Event;
use super::scenario::{Scenario, library, sample};
use crate::triage::{News, StoredValue};

const VIEWS: &str =
    "[views]\n\"Roth\" = \"person:roth sort:-date\"\n\"ronde de Kovar\" = \"person:kovar is:unread\"\n";

fn with_views() -> Scenario {
    Scenario::with(sample(), 120, 24, VIEWS)
}

#[test]
fn a_saved_view_is_listed_by_its_key_with_its_order_and_left_again() {
    let mut scenario = with_views();
    scenario.keys("5");
    assert_eq!(scenario.titles(), ["Le pacte fissuré", "Altis change de mains"]);
    assert!(scenario.screen().contains("╭ Roth · newest"), "{}", scenario.screen());
    assert!(scenario.screen().contains("2/2"), "{}", scenario.screen());
    // A filter is within the view, and goes first.
    scenario.keys("f 'title:altis' Enter");
    assert_eq!(scenario.titles(), ["Altis change de mains"]);
    assert!(scenario.screen().contains("1/2"), "{}", scenario.screen());
    scenario.keys("Esc Esc");
    assert_eq!(scenario.titles().len(), 4);
    scenario.keys("6 0");
    assert_eq!(scenario.titles().len(), 4);
    scenario.keys("8");
    assert_eq!(scenario.status(), "there are 2 saved views: g w saves the present filter too");
}

#[test]
fn the_list_of_views_counts_what_is_unread_in_each_and_lists_the_chosen_one() {
    let mut scenario = with_views();
    scenario.keys("j r g v");
    let screen = scenario.screen();
    for line in
        ["1  Articles · 3 unread of 4", "2  Unread · 3", "5  Roth · 2 unread of 2 · person:roth sort:-date"]
    {
        assert!(screen.contains(line), "{line}: {screen}");
    }
    assert!(screen.contains("6  ronde de Kovar · 1 unread of 1"), "{screen}");
    scenario.keys("'kovar' Enter");
    assert_eq!(scenario.titles(), ["Le pacte fissuré"]);
    assert!(scenario.screen().contains("╭ ronde de Kovar"), "{}", scenario.screen());
}

#[test]
fn a_view_is_saved_from_the_palette_and_can_be_named_in_filters() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("g w");
    assert!(scenario.status().starts_with("everything is listed"), "{}", scenario.status());
    scenario.keys("f 'person:roth' Enter 2 : 'save-view  Du soir ' Enter");
    assert_eq!(scenario.status(), "saved the view Du soir in the configuration · 5 lists it");
    let saved = &scenario.state.settings.views[0];
    assert_eq!((&*saved.name, &*saved.query), ("Du soir", "is:unread person:roth"));
    scenario.keys("Esc Esc 1 f 'view:\"du soir\" altis' Enter");
    assert_eq!(scenario.titles(), ["Altis change de mains"]);
    scenario.keys("f 'view:matin' Enter");
    assert!(scenario.status().contains("there is no view \"matin\""), "{}", scenario.status());
    // The same name again replaces it, when that is confirmed.
    scenario.keys("Esc f 'title:altis' Enter g w 'du SOIR' Enter");
    assert_eq!(scenario.status(), "the view Du soir is there (is:unread person:roth): Enter replaces it");
    scenario.keys("Enter");
    assert_eq!(scenario.state.settings.views.len(), 1);
    assert_eq!(scenario.state.settings.views[0].query, "title:altis");
}

#[test]
fn a_view_with_a_mistake_is_named_and_the_others_are_there() {
    let config = "[views]\na = \"is:nothing\"\nb = \"view:b\"\nc = \"is:unread\"\n";
    let mut scenario = Scenario::with(sample(), 120, 24, config);
    scenario.state.open_with(Vec::new());
    assert!(scenario.screen().contains("test: line 2: the view \"a\": is: "), "{}", scenario.screen());
    scenario.keys("5");
    assert!(scenario.screen().contains("╭ c "), "{}", scenario.screen());
}

#[test]
fn tab_completes_fields_and_what_is_in_the_articles() {
    let mut scenario = with_views();
    scenario.keys("f 'pers'");
    assert!(scenario.status().starts_with("person:"), "{}", scenario.status());
    scenario.keys("Tab");
    // After the only field come its values, those that are named most first.
    assert!(scenario.status().starts_with("\"Anna Roth\"  \"Milan Kovar\""), "{}", scenario.status());
    scenario.keys("Tab");
    assert_eq!(scenario.state.listing.query(), "person:\"Anna Roth\"");
    scenario.keys("Tab");
    assert_eq!(scenario.state.listing.query(), "person:\"Milan Kovar\"");
    scenario.keys("S-Tab Enter");
    assert_eq!(scenario.titles().len(), 2);
    scenario.keys("Esc f 'view:ko' Tab Enter");
    assert_eq!(scenario.state.listing.query(), "view:\"ronde de Kovar\"");
    // A plain word offers nothing, and the status is as before.
    scenario.keys("Esc f 'tribunal'");
    assert!(!scenario.status().contains("Tab completes"), "{}", scenario.status());
}

#[test]
fn tags_complete_and_what_cannot_become_right_is_still_said() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("t 'à relire' Enter f 'tag:re' Tab");
    assert_eq!(scenario.state.listing.query(), "tag:à-relire");
    scenario.keys("C-u 'is:wrong'");
    assert!(scenario.status().starts_with("is: found \"wrong\""), "{}", scenario.status());
}

#[test]
fn a_tab_that_comes_before_the_answer_waits_for_it() {
    let mut scenario = Scenario::new(120, 24);
    let press = |scenario: &mut Scenario, key: &str| {
        scenario.state.handle(Event::Key(key.parse().unwrap()), std::time::Duration::ZERO);
    };
    for key in ["f", "h", "a", "Tab"] {
        press(&mut scenario, key);
    }
    let answers: Vec<_> = scenario
        .state
        .take_effects()
        .into_iter()
        .filter_map(|effect| match effect {
            super::effect::Effect::Complete(job) => Some(job.run()),
            _ => None,
        })
        .collect();
    answers.into_iter().for_each(|answer| scenario.event(answer));
    assert_eq!(scenario.state.listing.query(), "has:");
}

#[test]
fn marks_that_come_from_elsewhere_are_in_the_counts() {
    let mut scenario = with_views();
    let key = scenario.state.library.articles()[0].key;
    let news = News { values: vec![(key, StoredValue::Read(true))], ..News::default() };
    scenario.event(Event::ChangedElsewhere(news));
    scenario.keys("g v");
    assert!(scenario.screen().contains("Roth · 1 unread of 2"), "{}", scenario.screen());
}

#[test]
fn views_need_no_article() {
    let mut scenario = Scenario::with(library(&[]), 80, 24, VIEWS);
    scenario.keys("5 g v Enter g w");
    assert!(scenario.screen().contains("save the view as"), "{}", scenario.screen());
}
