//! Reading the pile anew: the model is another, and everything that a user did and where they are stays.

use super::effect::Event;
use super::scenario::{Scenario, library, sample};
use crate::library::Library;

/// The sample without the recipe, with a new article before the others and another text of the last one.
fn later() -> Library {
    library(&[
        ("Un article de plus", "2025-04-01", "{p:Anna Roth} revient."),
        (
            "Le pacte fissuré",
            "2025-01",
            "{p:Anna Roth} a fondé Altis avec {a:3e9:3 milliards d'euros}. « Nous partons », dit {p:Roth}.\n\n\
             Le fonds garde {%:49:49 %} du capital, et {p:Milan Kovar} les commandes. Personne, chez Altis, ne veut \
             parler de divorce ; tout le monde, pourtant, s'y prépare depuis l'automne.\n\nUne clause oubliée\n\n\
             À la fin, {p:Roth} a signé. La suite se jouera devant le tribunal de commerce, où {p:Kovar} a déposé \
             un recours de {a:250e6:250 millions d'euros}.",
        ),
        (
            "Deux géants, un divorce",
            "2025-03-14",
            "Les parts tombent à {%:49:49 %}. {p:Kovar} se tait.\n\nLe tribunal dira si les {a:3e9:trois milliards d'euros} \
             sont à rendre.",
        ),
        (
            "Altis change de mains",
            "2024-10-02",
            "{p:Anna Roth} s'en va pour de bon. {p:Roth} garde {%:5:5 %}.",
        ),
    ])
}

fn reload(scenario: &mut Scenario) {
    scenario.next = Some(later());
    scenario.keys("g r");
    scenario.state.assert_whole();
}

#[test]
fn it_says_what_is_new_and_what_is_gone() {
    let mut scenario = Scenario::new(120, 24);
    reload(&mut scenario);
    assert_eq!(scenario.status(), "1 new, 1 changed, 1 gone");
    assert_eq!(scenario.titles().len(), 4);
    scenario.next = Some(later());
    scenario.keys("g r");
    assert_eq!(scenario.status(), "nothing has changed");
}

#[test]
fn marks_selection_target_filter_and_place_stay() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("s t 'port' Enter v k i Enter n");
    scenario.keys("Tab");
    let (open, target) =
        (scenario.open(), scenario.state.tracking.target().map(|target| target.name.clone()));
    assert!(target.is_some());
    reload(&mut scenario);
    assert_eq!(scenario.open(), open);
    assert_eq!(scenario.state.tracking.target().map(|target| target.name.clone()), target);
    assert_eq!(scenario.state.triage().marks().counts().starred, 1);
    assert_eq!(scenario.state.selection.len(), 1);
    scenario.keys("u u u").keys("C-l");
    assert_eq!(scenario.state.triage().marks().counts().starred, 0, "undo goes on");
    scenario.keys("= 'person:kovar' Enter").keys("C-l");
    scenario.next = Some(sample());
    scenario.keys("g r");
    assert_eq!(scenario.titles(), ["Le pacte fissuré", "Deux géants, un divorce"], "the filter stays");
}

#[test]
fn an_article_that_is_gone_keeps_its_marks_for_when_it_is_back() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("j j s");
    reload(&mut scenario);
    assert_eq!(scenario.state.triage().marks().counts().starred, 0);
    assert!(!scenario.open().is_empty());
    scenario.next = Some(sample());
    scenario.keys("g r");
    assert_eq!(scenario.state.triage().marks().counts().starred, 1);
    scenario.keys("u");
    assert_eq!(scenario.state.triage().marks().counts().starred, 0);
}

#[test]
fn a_new_model_waits_until_nothing_is_typed() {
    let mut scenario = Scenario::new(120, 24);
    scenario.next = Some(later());
    for (keys, end) in [("t 'po'", "Esc"), ("?", "Esc"), ("g", "g"), ("f 'alt'", "Esc")] {
        let mut scenario = Scenario::new(120, 24);
        scenario.keys("g r").keys(keys);
        let job = scenario.jobs.pop().unwrap();
        let reloaded = super::reloading::Reloaded::new(job, later(), std::path::Path::new("/"));
        scenario.take_over(later());
        scenario.event(Event::Reloaded(Box::new(reloaded)));
        assert_eq!(scenario.state.library.ids().len(), 4);
        assert!(!scenario.state.input.is_at_rest(), "{keys}");
        scenario.keys(end);
        assert!(
            scenario.titles().contains(&"Un article de plus".to_owned()),
            "{keys}: {:?}",
            scenario.titles()
        );
        scenario.state.assert_whole();
    }
}

#[test]
fn the_status_says_that_files_have_changed_until_they_are_read() {
    let mut scenario = Scenario::new(120, 24);
    scenario.event(Event::PileChanged);
    assert!(scenario.status().starts_with("files have changed, g r reads them"), "{}", scenario.status());
    reload(&mut scenario);
    scenario.keys("C-l");
    assert!(!scenario.status().contains("files have changed"), "{}", scenario.status());
    // What cannot be read changes nothing.
    scenario.keys("g r").event(Event::NotReloaded("no article can be read there now".into()));
    assert!(scenario.status().starts_with("no article can be read"), "{}", scenario.status());
    assert_eq!(scenario.titles().len(), 4);
}
