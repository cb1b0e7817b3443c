//! What is not on disk yet looks pending wherever it shows, and final only when the writer has answered.

use super::scenario::{Scenario, library, sample};
use crate::error::Error;

/// The cell of the mark in the list's rows, from the first.
fn marks(scenario: &Scenario) -> Vec<String> {
    let buffer = scenario.buffer();
    (0..4).map(|row| buffer[(2, 2 + 3 * row)].symbol().to_owned()).collect()
}

fn first_line(scenario: &Scenario) -> String {
    scenario.screen().lines().next().unwrap().to_owned()
}

#[test]
fn a_mark_is_final_only_when_the_writer_has_answered() {
    let mut scenario = Scenario::new(120, 24);
    scenario.hold_saving().keys("s r a");
    assert_eq!(marks(&scenario), ["…", "…", "…", "●"], "{}", scenario.screen());
    assert!(scenario.status().starts_with("saving… · "), "{}", scenario.status());
    assert!(first_line(&scenario).contains("2 unread…"), "{}", first_line(&scenario));
    scenario.acknowledge(1);
    assert_eq!(marks(&scenario), ["★", "…", "…", "●"]);
    assert!(scenario.status().starts_with("starred 1 article"), "{}", scenario.status());
    scenario.acknowledge(2);
    assert_eq!(marks(&scenario), ["★", " ", "✓", "●"]);
    assert!(first_line(&scenario).contains("2 unread ") || first_line(&scenario).ends_with("2 unread"));
    assert!(scenario.keys("k").status().starts_with("2.txt"), "{}", scenario.status());
}

#[test]
fn what_a_later_step_changed_again_stays_pending() {
    let mut scenario = Scenario::new(120, 24);
    scenario.hold_saving().keys("s k s k");
    scenario.acknowledge(1);
    assert_eq!(marks(&scenario)[0], "…");
    scenario.acknowledge(1);
    assert_eq!(marks(&scenario)[0], "●");
    scenario.keys("u");
    assert_eq!(marks(&scenario)[0], "…", "taking back is an action too");
    scenario.acknowledge(1);
    assert_eq!(marks(&scenario)[0], "★");
}

#[test]
fn a_pending_article_looks_pending_in_its_title_too() {
    let mut scenario = Scenario::new(120, 24);
    let title = |scenario: &Scenario| scenario.buffer()[(4, 5)].style();
    let unread = title(&scenario);
    scenario.hold_saving().keys("j r k k");
    let pending = title(&scenario);
    scenario.acknowledge(1);
    let read = title(&scenario);
    assert!(pending != read && pending != unread && read != unread, "{unread:?} {pending:?} {read:?}");
}

#[test]
fn tags_notes_and_corrections_look_pending_until_they_are_kept() {
    let mut scenario = Scenario::new(120, 24);
    scenario.hold_saving().keys("t 'affaire' Enter c 'lire' Enter");
    assert!(scenario.status().contains("#affaire #… · note…: lire"), "{}", scenario.status());
    scenario.acknowledge(1);
    scenario.keys("j k");
    assert!(scenario.status().contains("#affaire · note…: lire"), "{}", scenario.status());
    scenario.acknowledge(1);
    scenario.keys("j k");
    assert!(scenario.status().contains("0.txt #affaire · note: lire"), "{}", scenario.status());
    scenario.keys("i j j X");
    assert!(scenario.screen().contains("Facts · saving…"), "{}", scenario.screen());
    scenario.acknowledge(1);
    assert!(!scenario.screen().contains("saving…"), "{}", scenario.screen());
}

#[test]
fn what_cannot_be_saved_stays_pending_and_says_so_first() {
    let mut scenario = Scenario::new(80, 24);
    scenario.hold_saving().keys("s");
    scenario.event(super::effect::Event::SaveFailed(Error::new("state.db", "the disk is full")));
    assert!(scenario.status().starts_with("not saved: state.db: the disk is full"), "{}", scenario.status());
    assert!(scenario.screen().contains('…') && !scenario.screen().contains('★'), "{}", scenario.screen());
}

#[test]
fn twins_share_what_is_pending() {
    let text = ("Altis", "", "Le même texte, deux fois.");
    let mut scenario = Scenario::with(library(&[text, text]), 120, 24, "");
    scenario.hold_saving().keys("s");
    assert_eq!(marks(&scenario)[..2], ["…", "…"]);
    scenario.acknowledge(1);
    assert_eq!(marks(&scenario)[..2], ["★", "★"]);
}

#[test]
fn unread_has_one_meaning_archived_articles_do_not_wait_to_be_read() {
    let mut scenario = Scenario::with(sample(), 120, 24, "");
    scenario.keys("j a g g");
    assert!(first_line(&scenario).contains("3 unread"), "{}", first_line(&scenario));
    let unread = ["Le pacte fissuré", "Une recette d'été", "Altis change de mains"];
    assert_eq!(scenario.keys("2").titles(), unread);
    assert_eq!(scenario.keys("1 f 'is:unread' Enter").titles(), unread);
    scenario.keys("Esc f 'sort:unread' Enter");
    assert_eq!(scenario.titles().len(), 3);
    scenario.keys("Esc g g n");
    assert_eq!(scenario.open(), "Une recette d'été");
    scenario.keys("G R");
    assert!(scenario.status().starts_with("2 unread articles above"), "{}", scenario.status());
}

const LONG: &str = "/home/camille/.local/share/liseuse/state.db: the store was damaged (database disk image is malformed); it \
    was set aside as state.db.damaged-1, and the newest good backup was restored: what was marked since is lost, END";

/// The words of a text, one space between them, without what frames are drawn with.
fn words(text: &str) -> String {
    text.replace(['│', '╭', '╮', '╰', '╯', '─'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_notice_is_wrapped_on_the_screen_whole_in_the_list_of_problems_and_kept_for_the_end() {
    let (thing, cause) = LONG.split_once(": ").unwrap();
    let error = Error::new(thing, cause);
    for (width, height) in [(80, 24), (40, 12)] {
        let mut scenario = Scenario::new(width, height);
        scenario.state.open_with(vec![error.clone()]);
        let end = |scenario: &Scenario| words(&scenario.screen()).ends_with("since is lost, END");
        assert!(end(&scenario), "{}", scenario.screen());
        scenario.keys("j");
        assert!(!end(&scenario), "the next key takes it away");
        scenario.keys("!");
        let mut seen = String::new();
        for _ in 0..30 {
            seen.push_str(&scenario.screen());
            scenario.keys("Down");
        }
        assert!(seen.contains("is lost, END"), "{seen}");
        scenario.keys("Esc");
        scenario.event(super::effect::Event::Warned(Error::new("state.db", "was restored meanwhile")));
        scenario.event(super::effect::Event::Warned(Error::new("state.db", "was restored meanwhile")));
        assert_eq!(scenario.state.notices().len(), 2);
    }
}

#[test]
fn why_nothing_is_saved_is_whole_until_the_next_key_and_in_the_list_of_problems() {
    let (thing, cause) = LONG.split_once(": ").unwrap();
    let mut scenario = Scenario::new(80, 24);
    scenario.hold_saving().keys("s");
    scenario.event(super::effect::Event::SaveFailed(Error::new(thing, cause)));
    assert!(words(&scenario.screen()).contains("is lost, END"), "{}", scenario.screen());
    scenario.keys("j");
    assert!(scenario.status().starts_with("not saved: /home"), "{}", scenario.status());
    scenario.keys("!");
    assert!(
        scenario.screen().contains("unsaved") && scenario.screen().contains("END"),
        "{}",
        scenario.screen()
    );
}

#[test]
fn the_list_says_its_order_when_a_word_only_looks_like_one() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("S f 'title:\"sort:x\"' Enter");
    assert!(scenario.screen().contains("Articles · newest"), "{}", scenario.screen());
    scenario.keys("f C-u 'sort:title' Enter");
    assert!(!scenario.screen().contains("newest"), "{}", scenario.screen());
}
