//! Passages and notes as keys in, screen out.

use ratatui::style::Modifier;

use super::effect::Event;
use super::scenario::Scenario;
use crate::article::ArticleId;

const FIRST: ArticleId = ArticleId(0);

fn kept(scenario: &Scenario) -> Vec<String> {
    scenario.state.triage().highlights(FIRST).iter().map(|kept| kept.passage.to_string()).collect()
}

fn note(scenario: &Scenario) -> &str {
    scenario.state.triage().note(FIRST).unwrap_or_default()
}

#[test]
fn a_passage_is_selected_by_sentences_and_words_and_copied() {
    let mut scenario = Scenario::new(120, 30);
    scenario.keys("Enter v");
    let status = scenario.status();
    assert!(status.starts_with("passage · 9 words · a sentence"), "{status}");
    assert!(status.contains("y copy") && status.contains("H keep"), "{status}");
    scenario.keys("j");
    assert!(scenario.status().starts_with("passage · 4 words · a sentence"), "{}", scenario.status());
    scenario.keys("k l y");
    assert_eq!(
        scenario.copied[0],
        "«\u{a0}Anna Roth a fondé Altis avec 3 milliards d'euros. « Nous\u{a0}» — «\u{a0}Le pacte fissuré\u{a0}», La Gazette, 2025-01"
    );
    assert_eq!(scenario.status(), "copied the passage with its citation");
    // Escape drops the passage alone; then the keys scroll again.
    scenario.keys("v Esc j");
    assert!(!scenario.status().starts_with("passage"), "{}", scenario.status());
}

#[test]
fn a_kept_passage_is_marked_listed_filtered_and_taken_back() {
    let mut scenario = Scenario::new(120, 30);
    scenario.keys("Enter v j H");
    assert_eq!(scenario.status(), "kept the passage");
    assert_eq!(kept(&scenario), ["« Nous partons », dit Roth."]);
    assert!(scenario.screen().contains("❝ 2025-01"), "{}", scenario.screen());
    assert!(scenario.screen().contains("▎"), "{}", scenario.screen());
    scenario.keys("g h");
    assert!(scenario.screen().contains("Kept passages"), "{}", scenario.screen());
    scenario.keys("Enter u");
    assert_eq!(scenario.status(), "undid: kept the passage");
    assert!(kept(&scenario).is_empty() && !scenario.screen().contains("▎"));
    scenario.keys("C-r f 'has:highlight' Enter");
    assert_eq!(scenario.titles(), ["Le pacte fissuré"]);
    scenario.keys("Enter v j H");
    assert_eq!(scenario.status(), "the passage is no longer kept");
    assert!(kept(&scenario).is_empty());
    scenario.keys("g h");
    assert_eq!(scenario.status(), "no passage of this article is kept: H keeps one");
}

#[test]
fn without_a_passage_the_sentence_of_the_mention_is_meant() {
    let mut scenario = Scenario::new(120, 30);
    scenario.keys("/ 'tribunal' Enter H");
    assert!(kept(&scenario)[0].starts_with("La suite se jouera devant le tribunal"), "{:?}", kept(&scenario));
}

#[test]
fn what_is_kept_is_marked_where_colours_are_not() {
    let mut scenario = Scenario::with(super::scenario::sample(), 120, 30, "theme = \"mono\"");
    scenario.keys("Enter H");
    let screen = scenario.screen();
    let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains("a fondé")).unwrap();
    let x = line[..line.find("a fondé").unwrap()].chars().count();
    let style = scenario.buffer()[(x as u16, y as u16)].style();
    assert!(style.add_modifier.contains(Modifier::UNDERLINED), "{style:?}");
}

#[test]
fn quotations_come_into_the_note_with_their_citations_one_below_the_other() {
    let mut scenario = Scenario::new(120, 30);
    scenario.keys("Enter v j \"");
    let cited = "«\u{a0}Le pacte fissuré\u{a0}», La Gazette, 2025-01";
    let first = format!("«\u{a0}« Nous partons », dit Roth.\u{a0}» — {cited}");
    assert_eq!(note(&scenario), first);
    scenario.keys("v j \"");
    assert_eq!(scenario.status(), "the note has this passage");
    scenario.keys("Esc v \"");
    let second = format!("«\u{a0}Anna Roth a fondé Altis avec 3 milliards d'euros.\u{a0}» — {cited}");
    assert_eq!(note(&scenario), format!("{first}\n\n{second}"));
    scenario.keys("h");
    assert!(scenario.status().contains("(and 2 lines more)"), "{}", scenario.status());
    scenario.keys("u");
    assert_eq!(note(&scenario), first);
}

#[test]
fn a_note_has_several_lines() {
    let mut scenario = Scenario::new(80, 24);
    scenario.keys("c 'un' C-n 'deux' A-Enter 'trois'");
    let screen = scenario.screen();
    let rows: Vec<_> = screen.lines().rev().take(3).map(str::trim).collect();
    assert_eq!(rows[0], "trois");
    assert_eq!(rows[1], "deux");
    assert!(rows[2].starts_with("note un"), "{}", rows[2]);
    scenario.keys("Up Home 'x' Enter");
    assert_eq!(note(&scenario), "un\nxdeux\ntrois");
    scenario.keys("c Enter");
    assert_eq!(scenario.status(), "the note is as it was");
    scenario.event(Event::Paste("not typed".to_owned()));
    scenario.keys("c");
    scenario.event(Event::Paste("\r\nquatre\u{1b}[31m".to_owned()));
    scenario.keys("Enter");
    assert_eq!(note(&scenario), "un\nxdeux\ntrois\nquatre[31m");
    for (width, height) in [(20, 5), (40, 12)] {
        scenario.resize(width, height).keys("c");
        assert!(scenario.screen().contains("quatre"), "{}", scenario.screen());
        scenario.keys("Esc");
    }
}

#[test]
fn the_editor_gets_the_note_and_what_comes_back_cannot_act() {
    let mut scenario = Scenario::new(120, 30);
    scenario.keys("c 'vu' C-o");
    let asked = scenario.copied.pop().unwrap();
    assert!(asked.starts_with("EditNote") && asked.contains("text: \"vu\""), "{asked}");
    assert_eq!(note(&scenario), "", "nothing is written before the editor has ended");
    let key = scenario.state.library.articles()[0].key;
    let back = |scenario: &mut Scenario, text: &str| {
        scenario.event(Event::NoteWritten { key, text: text.to_owned() });
    };
    back(&mut scenario, "vu\r\net \u{1b}]0;x\u{7}relu\n\n");
    assert_eq!(note(&scenario), "vu\net ]0;xrelu");
    back(&mut scenario, "vu\net ]0;xrelu\n");
    assert_eq!(scenario.status(), "the note is as it was");
    scenario.keys("g c");
    assert!(scenario.copied.pop().unwrap().contains("relu"));
    back(&mut scenario, "\n");
    assert_eq!(scenario.status(), "deleted the note");
    assert_eq!(note(&scenario), "");
}

#[test]
fn what_is_listed_is_exported_and_a_file_that_is_there_is_replaced_only_when_confirmed() {
    let mut scenario = Scenario::new(120, 30);
    scenario.keys("f 'person:roth' Enter w");
    assert!(
        scenario.status().contains("2 articles · name.md, .csv, .ndjson or .bib"),
        "{}",
        scenario.status()
    );
    scenario.keys("'new.csv' Enter");
    assert_eq!(scenario.status(), "exported 2 articles to new.csv");
    scenario.keys("v w 'there.md' Enter");
    assert_eq!(scenario.status(), "there.md is there already: Enter replaces it");
    scenario.keys("Esc");
    assert_eq!(scenario.status(), "nothing was changed");
    scenario.keys("w 'there.md' Enter Enter");
    assert_eq!(scenario.status(), "exported 1 article to there.md", "the selected one");
}
