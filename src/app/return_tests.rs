//! A restart comes back to where one was, and prompts to what was typed.

use super::scenario::{Scenario, library, sample};
use crate::triage::Memo;

/// A reader whose place is remembered.
fn remembering() -> Scenario {
    let mut scenario = Scenario::new(120, 24);
    scenario.state.remember_as("pile".into(), None);
    scenario
}

/// The place that was written down last.
fn written(scenario: &Scenario) -> Option<String> {
    scenario.remembered.iter().rev().find_map(|memo| match memo {
        Memo::Place { json, .. } => Some(json.clone()),
        Memo::Prompt(_) | Memo::Look { .. } => None,
    })
}

/// The look that was written down last.
fn look(scenario: &Scenario) -> Option<String> {
    scenario.remembered.iter().rev().find_map(|memo| match memo {
        Memo::Look { json, .. } => Some(json.clone()),
        Memo::Place { .. } | Memo::Prompt(_) => None,
    })
}

/// A reader with a configuration, of whatever articles, after one that left this look.
fn looking(config: &str, back: Option<&str>) -> Scenario {
    let mut scenario = Scenario::with(sample(), 160, 24, config);
    scenario.state.remember_look(back);
    scenario
}

#[test]
fn the_widths_of_panes_are_kept_for_every_pile_until_the_configuration_names_others() {
    let width = |scenario: &Scenario| scenario.state.window.areas().list.map(|room| room.area.width);
    let mut scenario = looking("list-width = 30", None);
    scenario.keys("> > Q");
    assert_eq!(width(&scenario), Some(34));
    let look = look(&scenario);
    assert_eq!(width(&looking("list-width = 30", look.as_deref())), Some(34));
    assert_eq!(
        width(&looking("list-width = 26", look.as_deref())),
        Some(26),
        "the configuration was changed"
    );
    // Nothing is written where nothing was chosen, and what is no look is passed over.
    let mut same = looking("list-width = 30", look.as_deref());
    same.keys("j k Q");
    assert_eq!(self::look(&same), None);
    assert_eq!(width(&looking("list-width = 30", Some("{\"chosen\":7}"))), Some(30));
}

/// The reader that is opened after this one was quit.
fn restarted(mut before: Scenario) -> Scenario {
    before.keys("Q");
    let place = written(&before);
    let mut scenario = Scenario::new(120, 24);
    scenario.state.remember_as("pile".into(), place.as_deref());
    scenario.resize(120, 24);
    scenario
}

/// The panes without the marks, which are not kept here, and the filter.
fn panes(scenario: &Scenario) -> String {
    let screen = scenario.screen().replace('●', " ");
    let rows: Vec<_> = screen.trim_end().lines().collect();
    format!("{}\n{}", scenario.state.listing.query(), rows[1..rows.len() - 1].join("\n"))
}

#[test]
fn a_restart_shows_what_was_on_the_screen() {
    for keys in [
        "",
        "j j",
        "S",
        "f 'person:kovar' Enter",
        "f 'person:kovar' Enter j Enter",
        "Enter",
        "z",
        "i j j",
        "i Enter n",
        "/ 'tribunal' Enter n",
        "/ '/milli\\w+/' Enter",
        "i x",
    ] {
        let mut scenario = remembering();
        scenario.keys(keys).keys("C-l");
        let (before, status) = (panes(&scenario), scenario.status());
        let mut back = restarted(scenario);
        assert_eq!(panes(&back), before, "after {keys:?}");
        if keys.is_empty() {
            assert!(!back.status().contains("as you left it"), "{}", back.status());
        } else {
            assert!(
                back.status().starts_with("as you left it · liseuse --fresh"),
                "{keys}: {}",
                back.status()
            );
            back.keys("C-l");
            assert_eq!(back.status(), status, "after {keys:?}");
        }
    }
}

#[test]
fn the_view_comes_back_and_a_story_stays_unfolded() {
    let mut scenario = remembering();
    scenario.keys("2");
    assert!(restarted(scenario).screen().contains("Unread"));
    let mut scenario = remembering();
    scenario.keys("Z");
    let place = {
        scenario.keys("Q");
        written(&scenario).unwrap()
    };
    assert!(place.contains("\"unfolded\":true"), "{place}");
}

#[test]
fn what_is_gone_is_no_trouble_and_neither_is_nonsense() {
    let mut scenario = remembering();
    scenario.keys("j j i Enter Q");
    let place = written(&scenario).unwrap();
    for place in [place.as_str(), "", "[]", "{\"article\":7}", "{\"row\":99,\"offset\":99999,\"pane\":\"x\"}"]
    {
        let other = library(&[("Un autre", "", "Texte."), ("Encore un", "", "Texte encore.")]);
        let mut scenario = Scenario::with(other, 120, 24, "");
        scenario.state.remember_as("pile".into(), Some(place));
        scenario.resize(120, 24);
        scenario.state.assert_whole();
        assert_eq!(scenario.titles().len(), 2, "{place}");
        assert!(!scenario.open().is_empty(), "{place}");
    }
}

#[test]
fn the_place_is_written_when_one_rests_and_only_when_it_is_another() {
    let mut scenario = remembering();
    scenario.keys("j");
    assert!(written(&scenario).is_none() && scenario.state.next_wake().is_some());
    scenario.wait(5000);
    assert!(written(&scenario).is_some());
    let count = scenario.remembered.len();
    scenario.keys("j k").wait(5000);
    assert_eq!(scenario.remembered.len(), count, "it is the same place");
    let mut scenario = Scenario::with(sample(), 120, 24, "");
    scenario.keys("j").wait(5000).keys("Q");
    assert!(scenario.remembered.is_empty(), "without a name nothing is remembered");
}

fn typed(scenario: &Scenario) -> String {
    scenario.state.input.prompt().map(|prompt| prompt.line.text().to_owned()).unwrap_or_default()
}

#[test]
fn up_takes_what_was_typed_before_in_each_kind_of_prompt() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("f 'person:kovar' Enter f 'person:roth' Enter f 'person:kovar' Enter f 'alt' Up");
    assert_eq!(typed(&scenario), "person:kovar");
    assert_eq!(scenario.titles().len(), 2, "and the list shows it");
    scenario.keys("Up Up");
    assert_eq!(typed(&scenario), "person:roth", "each once, and there is no more");
    scenario.keys("Down Down");
    assert_eq!(typed(&scenario), "alt", "what was being typed is the end of it");
    scenario.keys("Esc f C-u Enter / Up");
    assert_eq!(typed(&scenario), "", "a search has its own");
    scenario.keys("'tribunal' Enter / Up");
    assert_eq!(typed(&scenario), "tribunal");
    scenario.keys("Esc t 'port' Enter t Up");
    assert_eq!(typed(&scenario), "port");
    let kept: Vec<_> = scenario
        .remembered
        .iter()
        .map(|memo| match memo {
            Memo::Prompt(prompted) => format!("{} {}", prompted.kind, prompted.text),
            Memo::Place { .. } | Memo::Look { .. } => String::new(),
        })
        .collect();
    assert_eq!(
        kept,
        ["filter person:kovar", "filter person:roth", "filter person:kovar", "/ tribunal", "add tag port"]
    );
}

#[test]
fn a_note_is_taken_up_with_its_lines() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("c 'un' C-n 'deux' Enter j c 'x' Up");
    assert_eq!(typed(&scenario), "un\ndeux");
    scenario.keys("Up Up");
    assert_eq!(typed(&scenario), "un\ndeux", "through its lines, and there is nothing before");
    scenario.keys("Down Down");
    assert_eq!(typed(&scenario), "x");
}

#[test]
fn what_was_typed_in_earlier_runs_is_there() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("f 'person:kovar' Enter f 'person:roth' Enter");
    let prompts: Vec<_> = scenario
        .remembered
        .iter()
        .filter_map(|memo| match memo {
            Memo::Prompt(prompted) => Some(prompted.clone()),
            Memo::Place { .. } | Memo::Look { .. } => None,
        })
        .collect();
    let mut next = Scenario::new(120, 24);
    next.state.recall(&prompts);
    next.keys("= C-u Up Up");
    assert_eq!(typed(&next), "person:kovar");
}

#[test]
fn down_and_up_still_move_through_the_list_while_a_filter_is_typed() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("f 'person:roth' Enter f 'person:roth' Down");
    assert_eq!(scenario.open(), "Altis change de mains");
    scenario.keys("Up");
    assert_eq!((scenario.open(), typed(&scenario)), ("Le pacte fissuré".into(), "person:roth".into()));
}

#[test]
fn control_l_paints_anew_and_moves_nothing() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("j");
    let before = scenario.screen();
    scenario.keys("C-l");
    assert_eq!(scenario.copied, ["Repaint"]);
    assert_eq!(scenario.screen(), before);
}
