//! What a user can rely on, as keys in and screen out.

use super::scenario::{Scenario, library, sample};
use super::*;

#[test]
fn the_first_screen_shows_the_list_the_text_and_its_facts() {
    insta::assert_snapshot!(Scenario::new(120, 24).screen());
}

#[test]
fn two_panes_at_80_columns_and_one_at_40() {
    let mut scenario = Scenario::new(80, 16);
    insta::assert_snapshot!("eighty_columns", scenario.screen());
    insta::assert_snapshot!("forty_columns", scenario.resize(40, 12).keys("Enter").screen());
    insta::assert_snapshot!("forty_columns_facts", scenario.keys("Tab").screen());
    assert!(scenario.resize(19, 4).screen().contains("larger, please"));
}

#[test]
fn a_person_is_tracked_from_mention_to_mention_through_every_article() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("i Enter");
    assert!(
        scenario.status().starts_with("Anna Roth · mention 1/3 here · article 1/2 · 5 in all"),
        "{}",
        scenario.status()
    );
    scenario.keys("n n");
    assert!(scenario.status().starts_with("Anna Roth · mention 3/3 here"), "{}", scenario.status());
    scenario.keys("n");
    assert_eq!(scenario.open(), "Altis change de mains");
    assert!(
        scenario.status().starts_with("Anna Roth · mention 1/2 here · article 2/2"),
        "{}",
        scenario.status()
    );
    scenario.keys("N");
    assert_eq!(scenario.open(), "Le pacte fissuré", "back to the last mention of the article before");
    assert!(scenario.status().starts_with("Anna Roth · mention 3/3 here"), "{}", scenario.status());
    scenario.keys("}");
    assert_eq!(scenario.open(), "Altis change de mains");
    scenario.keys("] ]");
    assert!(scenario.status().contains("no further mention in this article"), "{}", scenario.status());
    scenario.keys("{");
    assert_eq!(scenario.open(), "Le pacte fissuré");
    scenario.keys("Esc");
    assert!(!scenario.status().contains("Anna Roth"), "{}", scenario.status());
}

#[test]
fn backspace_goes_back_the_way_one_came() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("i Enter n n n");
    assert_eq!(scenario.open(), "Altis change de mains");
    scenario.keys("Backspace");
    assert_eq!(scenario.open(), "Le pacte fissuré");
    assert!(scenario.status().starts_with("Anna Roth · mention 3/3 here"), "{}", scenario.status());
    scenario.keys("Backspace");
    assert!(scenario.status().starts_with("Anna Roth · mention 2/3 here"), "{}", scenario.status());
}

#[test]
fn after_the_last_mention_comes_the_first_and_the_status_says_so() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("i Enter } n n");
    assert!(scenario.status().contains("past the last mention: at the first again"), "{}", scenario.status());
    assert_eq!(scenario.open(), "Le pacte fissuré");
    scenario.keys("N");
    assert!(scenario.status().contains("past the first mention: at the last again"), "{}", scenario.status());
    assert_eq!(scenario.open(), "Altis change de mains");
}

#[test]
fn a_value_is_tracked_however_it_is_written() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("i j j Enter");
    assert!(scenario.status().contains("mention 1/1 here · article 1/2 · 2 in all"), "{}", scenario.status());
    scenario.keys("n");
    assert_eq!(scenario.open(), "Deux géants, un divorce");
}

#[test]
fn without_a_target_n_goes_to_the_next_unread_article() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("j r k k n");
    assert_eq!(scenario.open(), "Une recette d'été");
    scenario.keys("N");
    assert_eq!(scenario.open(), "Le pacte fissuré");
}

#[test]
fn a_search_goes_through_all_texts_whatever_the_case_and_accents() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("/ 'TRIBUNAL' Enter");
    assert!(scenario.status().contains("mention 1/1 here · article 1/2 · 2 in all"), "{}", scenario.status());
    scenario.keys("n");
    assert_eq!(scenario.open(), "Deux géants, un divorce");
    scenario.keys("/ 'xyzzy' Enter");
    assert!(scenario.status().contains("“xyzzy” is in no article of the list"), "{}", scenario.status());
}

#[test]
fn a_search_without_a_place_here_goes_to_the_next_article_that_has_one() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("/ 'basilic' Enter");
    assert_eq!(scenario.open(), "Une recette d'été");
    assert!(scenario.status().contains("mention 1/1 here · article 1/1"), "{}", scenario.status());
}

#[test]
fn the_filter_works_while_it_is_typed_and_escape_takes_it_back() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("f 'altis'");
    assert_eq!(scenario.titles(), ["Altis change de mains"]);
    assert_eq!(scenario.open(), "Altis change de mains");
    scenario.keys("Esc");
    assert_eq!(scenario.titles().len(), 4);
    scenario.keys("f 'altis' Enter Esc");
    assert_eq!(scenario.titles().len(), 4, "Escape clears the filter, a layer");
}

#[test]
fn marks_are_shown_and_undone_exactly() {
    let mut scenario = Scenario::with(sample(), 120, 24, "after-verb = \"stay\"");
    scenario.keys("s j r j a");
    assert!(scenario.status().starts_with("archived 1 article"), "{}", scenario.status());
    insta::assert_snapshot!("marks", scenario.screen());
    scenario.keys("3");
    assert_eq!(scenario.titles(), ["Le pacte fissuré"]);
    scenario.keys("2");
    assert_eq!(scenario.titles(), ["Le pacte fissuré", "Altis change de mains"]);
    scenario.keys("4 Esc");
    assert_eq!(scenario.titles().len(), 3, "Escape leaves the view");
    scenario.keys("u u u u");
    assert!(scenario.status().contains("nothing to undo"), "{}", scenario.status());
    assert_eq!(scenario.state.triage().marks().unread(), 4);
    scenario.keys("C-r C-r C-r 4");
    assert_eq!(scenario.titles(), ["Une recette d'été"]);
}

#[test]
fn the_last_action_is_repeated_on_another_article() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("t 'affaire' Enter j .");
    let tagged = scenario
        .state
        .listing
        .ids()
        .iter()
        .filter(|id| scenario.state.triage.of(**id).tags.contains("affaire"));
    assert_eq!(tagged.count(), 2);
    assert!(scenario.keys("k j").status().contains("#affaire"));
}

#[test]
fn an_article_counts_as_read_after_a_moment_in_the_reading_view_or_at_its_end() {
    let mut scenario = Scenario::with(sample(), 120, 9, "");
    scenario.keys("j").wait(10_000);
    assert_eq!(scenario.state.triage().marks().unread(), 4, "passing by in the list is not reading");
    scenario.keys("k Enter").wait(1_000);
    assert_eq!(scenario.state.triage().marks().unread(), 4);
    scenario.wait(1_500);
    assert_eq!(scenario.state.triage().marks().unread(), 3);
    scenario.keys("u");
    assert!(
        scenario.status().contains("nothing to undo"),
        "an article that was marked as read automatically is not a step of undo"
    );
    let mut scenario = Scenario::with(sample(), 120, 9, "read-after-ms = 0");
    scenario.keys("Enter").wait(60_000);
    assert_eq!(scenario.state.triage().marks().unread(), 4);
    scenario.keys("G");
    assert_eq!(scenario.state.triage().marks().unread(), 3);
}

#[test]
fn space_reads_on_to_the_next_unread_article() {
    let mut scenario = Scenario::new(120, 9);
    scenario.keys("Enter");
    for _ in 0..20 {
        scenario.keys("Space");
    }
    assert_eq!(scenario.open(), "Altis change de mains");
    assert_eq!(scenario.state.triage().marks().unread(), 0);
    assert!(scenario.status().contains("no unread article below"), "{}", scenario.status());
}

#[test]
fn an_article_opens_where_it_was_left() {
    let mut scenario = Scenario::new(120, 9);
    scenario.keys("Enter j j j J K");
    let screen = scenario.screen();
    assert!(!screen.contains("La Gazette · 2025-01 ·"), "{screen}");
}

#[test]
fn help_is_searched_and_runs_what_is_selected() {
    let mut scenario = Scenario::new(120, 24);
    insta::assert_snapshot!("help", scenario.keys("? 'unread'").screen());
    scenario.keys("Esc : 'take the star' Enter");
    assert!(scenario.status().starts_with("starred 1 article"), "{}", scenario.status());
}

#[test]
fn a_quote_is_copied_with_its_citation() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("i y");
    assert_eq!(scenario.copied.remove(0), "«\u{a0}Le pacte fissuré\u{a0}», La Gazette, 2025-01");
    scenario.keys("Enter n y");
    let quote =
        "«\u{a0}« Nous partons », dit Roth.\u{a0}» — «\u{a0}Le pacte fissuré\u{a0}», La Gazette, 2025-01";
    assert_eq!(scenario.copied, [quote]);
    scenario.keys("Y");
    assert_eq!(scenario.copied[1], "0.txt");
}

#[test]
fn q_goes_back_to_the_list_and_then_leaves() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("Enter q");
    assert_eq!(scenario.left, None);
    scenario.keys("q");
    assert_eq!(scenario.left, Some(Leave::Quit));
}

#[test]
fn an_unknown_key_says_where_help_is() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("%");
    assert_eq!(scenario.status(), "% does nothing here · ? shows all keys");
    scenario.keys("g %");
    assert_eq!(scenario.status(), "g % does nothing here · ? shows all keys");
}

#[test]
fn an_empty_library_says_so() {
    let mut scenario = Scenario::with(library(&[]), 80, 16, "");
    assert!(scenario.screen().contains("no articles"), "{}", scenario.screen());
    scenario.keys(
        "j k Enter n } ] s r a t c y Y u / f 'x' Enter Esc Esc Tab Tab z G g g Space S ! ? Esc : Esc J K q",
    );
    assert!(scenario.screen().contains("no articles"));
}

#[test]
fn every_pane_is_drawn_at_every_size() {
    let mut scenario = Scenario::new(80, 24);
    for (width, height) in
        [(0, 0), (1, 1), (20, 5), (5, 30), (80, 24), (200, 60), (65, 3), (70, 6), (100, 5), (500, 200)]
    {
        for keys in ["", "Enter", "Tab", "Tab", "i Enter n", "f 'a'", "Esc /", "Esc ?", "Esc z", "z !"] {
            scenario.resize(width, height).keys(keys).screen();
        }
        scenario.keys("Esc Esc Esc");
    }
}

#[test]
fn hostile_text_is_harmless_in_every_pane() {
    let nasty = "A\u{1b}]0;title\u{7}\u{202e}B\u{200b}\u{9b}2J \u{1b}[31m";
    let text = format!("{nasty} {{p:{nasty}X}} und {{a:5:{nasty}}}\n\n{nasty}");
    let mut scenario = Scenario::with(library(&[(nasty, "", &text)]), 120, 24, "");
    for keys in ["", "i Enter", "n", "f 'x\u{1b}'", "Enter Esc Esc", "? Esc", "Enter y", "c 'n' Enter"] {
        scenario.keys(keys);
        let buffer = scenario.buffer();
        for cell in buffer.content() {
            let bad = |c: char| {
                c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{200b}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!cell.symbol().chars().any(bad), "{:?}", cell.symbol());
        }
    }
    assert!(scenario.screen().contains("hidden characters"), "{}", scenario.screen());
}

#[test]
fn facts_are_coloured_by_kind_and_the_current_mention_stands_out() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("i Enter");
    let theme = scenario.state.settings.theme.clone();
    let buffer = scenario.buffer();
    let style_of = |word: &str| {
        let screen: Vec<String> = scenario.screen().lines().map(str::to_owned).collect();
        let (y, line) = screen.iter().enumerate().find(|(_, line)| line.contains(word)).unwrap();
        let x = line[..line.find(word).unwrap()].chars().count();
        buffer[(x as u16, y as u16)].style()
    };
    assert_eq!(style_of("3 milliards").fg, theme.amount.fg);
    assert_eq!(style_of("49 % du").fg, theme.percent.fg);
    assert_eq!(style_of("Milan Kovar  ").fg, theme.person.fg);
    assert!(style_of("Anna Roth a").add_modifier.contains(ratatui::style::Modifier::REVERSED));
    assert!(style_of("Roth.").add_modifier.contains(ratatui::style::Modifier::UNDERLINED));
}

/// Two spellings of one name in two articles, as the linker sees them.
fn corrected(width: u16) -> Scenario {
    use crate::corpus::{Input, Progress};
    use crate::library::build::{Options, build};
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "a.txt",
        "Un départ\n\nLa ministre Jeanne Lavergne a démissionné lundi. Jeanne Lavergne part à Lyon.\n",
    );
    write("b.txt", "Un retour\n\nSelon Paul Brassard, directeur, Jeanne Lavergnes reviendra mardi.\n");
    let inputs = [Input::Path(folder.path().to_owned())];
    let library = build(&inputs, &Options::default(), &[], &Progress::default()).library;
    Scenario::with(library, width, 24, "")
}

#[test]
fn a_wrong_person_is_hidden_by_one_key_and_comes_back_with_undo() {
    let mut scenario = corrected(120);
    assert!(scenario.screen().contains("Jeanne Lavergne  "), "{}", scenario.screen());
    scenario.keys("i X");
    assert!(scenario.screen().contains("no facts found"), "{}", scenario.screen());
    assert!(scenario.status().starts_with("corrected: hide Jeanne Lavergne"), "{}", scenario.status());
    scenario.keys("u");
    assert!(!scenario.screen().contains("no facts found"), "{}", scenario.screen());
    let selected = scenario.state.facts.selected().unwrap();
    assert_eq!(&*selected.label, "Jeanne Lavergne", "the next key is about whoever came back");
}

#[test]
fn the_dossier_shows_every_mention_in_its_sentence_and_goes_there() {
    let mut scenario = Scenario::new(100, 20);
    insta::assert_snapshot!("dossier", scenario.keys("i D").screen());
    scenario.keys("G Enter");
    assert_eq!(scenario.open(), "Altis change de mains");
    assert!(scenario.status().starts_with("Anna Roth · mention 2/2 here"), "{}", scenario.status());
}

#[test]
fn on_a_narrow_screen_a_filter_shows_the_list_it_changes() {
    let mut scenario = Scenario::new(40, 12);
    insta::assert_snapshot!("narrow_filter", scenario.keys("Enter f 'alt'").screen());
}

#[test]
fn all_that_was_wrong_at_the_start_is_listed() {
    let mut scenario = Scenario::new(120, 24);
    let wrong = |line: u8| {
        crate::error::Error::new(format!("config.toml: line {line}"), "there is no setting \"colour\"")
    };
    scenario.state.open_with(vec![wrong(3), wrong(7)]);
    assert!(
        scenario.status().starts_with("! lists 2 problems · config.toml: line 3: there is no"),
        "{}",
        scenario.status()
    );
    scenario.keys("!");
    assert!(scenario.screen().contains("config.toml: line 7"), "{}", scenario.screen());
}

#[test]
fn triage_acts_on_all_that_is_selected_and_one_undo_takes_it_back() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("v v");
    assert!(scenario.status().starts_with("2 selected"), "{}", scenario.status());
    scenario.keys("s");
    assert!(scenario.status().starts_with("starred 2 articles"), "{}", scenario.status());
    scenario.keys("Esc 3");
    assert_eq!(scenario.titles(), ["Le pacte fissuré", "Deux géants, un divorce"]);
    scenario.keys("u 3");
    assert!(scenario.titles().is_empty());
    scenario.keys("1 g g v G V r");
    assert!(scenario.status().starts_with("marked 4 articles as read"), "{}", scenario.status());
    scenario.keys("Esc A A t 'x' Enter");
    assert!(scenario.status().starts_with("tagged 1 article"), "all, then nothing: {}", scenario.status());
}

#[test]
fn marking_everything_above_says_how_many_first() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("j j R");
    assert!(scenario.status().starts_with("2 unread articles above · R again"), "{}", scenario.status());
    scenario.keys("j R");
    assert!(scenario.status().starts_with("3 unread articles above"), "another key, another question");
    scenario.keys("R");
    assert!(scenario.status().starts_with("marked 3 articles as read"), "{}", scenario.status());
}

#[test]
fn a_wrong_figure_is_hidden_in_its_article_and_comes_back_with_undo() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("i j j X");
    assert!(scenario.status().starts_with("corrected: hide 3 milliards d'euros"), "{}", scenario.status());
    assert!(!scenario.screen().contains("3 Md€"), "{}", scenario.screen());
    scenario.keys("u");
    assert!(scenario.status().starts_with("undid: corrected: hide"), "{}", scenario.status());
}

#[test]
fn a_mistake_in_the_filter_leaves_what_was_typed_in_sight() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("f 'is:foo'");
    let screen = scenario.screen();
    assert!(screen.lines().next().unwrap().contains("filter is:foo"), "{screen}");
    assert!(scenario.status().contains("foo"), "{}", scenario.status());
    assert_eq!(scenario.titles().len(), 4, "the list stays as it was");
}

#[test]
fn a_filter_that_is_taken_back_gives_the_place_back() {
    let mut scenario = Scenario::new(120, 9);
    scenario.keys("Enter j j j j j j q");
    let before = scenario.screen();
    scenario.keys("f 'altis' Esc");
    assert_eq!(scenario.open(), "Le pacte fissuré");
    assert_eq!(scenario.screen(), before);
}

#[test]
fn backspace_leads_back_to_a_dossier_and_out_of_it() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("i D G Enter");
    assert_eq!(scenario.open(), "Altis change de mains");
    scenario.keys("Backspace Backspace");
    assert_eq!(scenario.open(), "Le pacte fissuré");
    assert!(scenario.screen().contains("Articles"), "it was closed: {}", scenario.screen());
    scenario.keys("Backspace");
    assert!(scenario.status().starts_with("this is where you began"), "{}", scenario.status());
}

#[test]
fn the_mention_stays_in_sight_when_the_window_changes() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("i Enter n n").resize(40, 8);
    assert!(scenario.screen().contains("Roth"), "{}", scenario.screen());
}

#[test]
fn a_search_that_finds_nothing_says_so_again_and_moves_nothing() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys("/ 'xyzzy' Enter n");
    assert!(scenario.status().starts_with("“xyzzy” is in no article of the list"), "{}", scenario.status());
    assert_eq!(scenario.open(), "Le pacte fissuré");
}

#[test]
fn the_palette_puts_what_begins_with_the_word_first() {
    let mut scenario = Scenario::new(120, 24);
    scenario.keys(": 'star' Enter");
    assert!(scenario.status().starts_with("starred 1 article"), "{}", scenario.status());
}

#[test]
fn control_z_suspends_from_every_overlay_and_prompt_and_keeps_it() {
    for keys in ["", "?", ":", "!", "/", "f", "=", "t", "T", "m", "|", "? 'x'", "f 'roth'", "c", "R"] {
        let mut scenario = Scenario::new(100, 30);
        scenario.keys(keys);
        let before = scenario.screen();
        scenario.keys("C-z");
        assert_eq!(scenario.left, Some(Leave::Suspend), "after {keys:?}:\n{before}");
        if !scenario.state.input.is_free() {
            assert_eq!(scenario.screen(), before, "after {keys:?}");
        }
    }
    // A letter is text, whatever it is bound to.
    let mut scenario = Scenario::with(scenario::sample(), 100, 30, "[keys]\nz = \"suspend\"");
    scenario.keys("f z");
    assert_eq!(scenario.left, None);
}
