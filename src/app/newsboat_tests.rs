//! The preset for hands that know newsboat: each key that newsboat binds by default does the same, or says that it does
//! nothing; and none of them does harm.

use super::commands;
use super::scenario::{Scenario, sample};
use crate::config::keymap::Lookup;

/// Each key that newsboat binds by default (listed in its doc/keycmds.dsv), and the command that our preset binds to it. An empty
/// command: this reader has no such function, and the key must do nothing.
const KEYS: [(&str, &str); 65] = [
    ("Enter", "open"),
    ("q", "close"),
    ("Q", "quit"),
    ("r", "reload"),
    ("R", "reload"),
    ("A", "read-listed"),
    ("C", ""),
    ("s", ""),
    ("n", "next-unread"),
    ("p", "previous-unread"),
    ("J", "next-article"),
    ("K", "previous-article"),
    ("C-k", ""),
    ("o", "browse"),
    ("O", "browse-read"),
    ("?", "help"),
    ("C-u", "boilerplate"),
    ("N", "toggle-read"),
    ("l", "toggle-unread"),
    ("u", "links"),
    ("C-t", "clear-filter"),
    ("t", "filter-tag"),
    ("/", "search"),
    ("#", "links"),
    ("1", "numbered-link"),
    ("2", "numbered-link"),
    ("3", "numbered-link"),
    ("4", "numbered-link"),
    ("5", "numbered-link"),
    ("6", "numbered-link"),
    ("7", "numbered-link"),
    ("8", "numbered-link"),
    ("9", "numbered-link"),
    ("0", "numbered-link"),
    ("e", ""),
    ("E", ""),
    ("C-r", "reload"),
    ("C-l", "repaint"),
    (":", "palette"),
    ("F", "edit-filter"),
    ("f", "views"),
    ("C-f", "clear-filter"),
    ("C-b", "toggle-star"),
    ("C-e", "add-tag"),
    ("C-n", ""),
    ("C-p", ""),
    ("j", "down"),
    ("k", "up"),
    ("D", "toggle-archive"),
    ("C-d", ""),
    ("$", ""),
    ("v", ""),
    ("C-x", ""),
    ("C-v", ""),
    ("C-g", ""),
    ("|", "pipe"),
    ("g", "sort"),
    ("G", ""),
    ("Up", "up"),
    ("Down", "down"),
    ("PageUp", "page-up"),
    ("PageDown", "page-down"),
    ("Home", "first"),
    ("End", "last"),
    (",", ""),
];

fn newsboat() -> Scenario {
    Scenario::with(sample(), 120, 24, "keymap = \"newsboat\"")
}

#[test]
fn each_key_of_newsboat_does_the_same_or_says_that_it_does_nothing() {
    let mut seen = std::collections::HashSet::new();
    for (name, command) in KEYS {
        assert!(seen.insert(name), "{name} stands twice");
        let mut scenario = newsboat();
        let key = name.parse().unwrap();
        let found = match scenario.state.settings.keymap.look_up(&[key]) {
            Lookup::Command(id) => commands::by_id(id).map_or("", |command| command.name),
            Lookup::Nothing => "",
            Lookup::Prefix => "a longer sequence",
        };
        assert_eq!(found, command, "{name}");
        scenario.keys(name);
        if command.is_empty() {
            let status = scenario.status();
            assert!(status.starts_with(&format!("{name} does nothing here")), "{name}: {status}");
        }
    }
}

#[test]
fn no_key_of_newsboat_does_harm() {
    for (name, _) in KEYS {
        let mut scenario = newsboat();
        scenario.keys(name);
        let counts = scenario.state.triage().marks().counts();
        let marks = (counts.read, counts.starred, counts.archived);
        // These three are for marks, of one article.
        let expected = match name {
            "N" => (1, 0, 0),
            "C-b" => (0, 1, 0),
            "D" => (0, 0, 1),
            _ => (0, 0, 0),
        };
        assert_eq!(marks, expected, "after {name}");
    }
    let mut scenario = newsboat();
    scenario.keys("A");
    assert!(scenario.status().starts_with("4 unread articles listed · A again"), "{}", scenario.status());
    scenario.keys("A");
    assert!(scenario.status().starts_with("marked 4 articles as read"), "{}", scenario.status());
    scenario.keys("U Enter");
    assert_eq!(scenario.state.triage().marks().unread(), 4, "and it can be undone");
}

#[test]
fn a_filter_for_a_tag_is_begun_and_dropped() {
    let mut scenario = newsboat();
    scenario.keys("C-e 'port' Enter t 'port' Enter");
    assert_eq!(scenario.titles(), ["Le pacte fissuré"]);
    scenario.keys("C-t");
    assert_eq!(scenario.titles().len(), 4);
    scenario.keys("N l");
    assert_eq!(scenario.titles().len(), 3);
    scenario.keys("l");
    assert_eq!(scenario.titles().len(), 4);
}
