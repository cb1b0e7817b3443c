//! What a word finds in a title, in which order, and which letters are shown to match.

use proptest::prelude::*;

use super::*;

fn score(word: &str, title: &str) -> Option<i64> {
    let folded = fold(title);
    let folded = first_chars(&folded, TITLE_CHARS);
    Pattern::new(word).score(folded, mask(folded.as_bytes()), || title)
}

/// The title with its matched letters in brackets.
fn marked(title: &str, query: &str) -> String {
    let letters = Highlighter::new(&Query::parse(query).unwrap()).letters(title);
    let mut shown = String::new();
    let mut inside = false;
    for (at, c) in title.char_indices() {
        let matches = letters.contains(&(at as u32));
        if matches != inside {
            shown.push(if matches { '[' } else { ']' });
            inside = matches;
        }
        shown.push(c);
    }
    if inside { shown + "]" } else { shown }
}

#[test]
fn letters_in_order_match_whatever_case_and_accents() {
    for (word, title, matches) in [
        ("fissure", "Le pacte FISSURÉ", true),
        ("pcte", "Le pacte fissuré", true),
        ("étcap", "Le pacte fissuré", false),
        ("oeuvre", "Son Œuvre", true),
        ("Pacte", "Le pacte fissuré", false),
        ("Pacte", "Le Pacte fissuré", true),
        ("Été", "l'Été", true),
        ("Été", "l'été", false),
        ("αθηνα", "Αθηνα", true),
        ("20 %", "20\u{a0}%", true),
        ("x", "", false),
    ] {
        assert_eq!(score(word, title).is_some(), matches, "{word} in {title}");
    }
}

#[test]
fn whole_words_come_before_scattered_letters() {
    let good = score("pacte", "Le pacte fissuré").unwrap();
    let poor = score("pacte", "Page à deux colonnes: tout, encore").unwrap();
    assert!(good > poor, "{good} > {poor}");
}

#[test]
fn matched_letters_are_marked_in_the_title_as_it_is_written() {
    for (title, query, expected) in [
        ("Le pacte fissuré", "fissure", "Le pacte [fissuré]"),
        ("Le pacte fissuré", "pacte fiss", "Le [pacte] [fiss]uré"),
        ("Son Œuvre", "oeuv", "Son [Œuv]re"),
        ("Une clause décisive", "\"Clause Décisive\"", "Une [clause décisive]"),
        ("Une clause décisive", "title:clause", "Une [clause] décisive"),
        ("Le pacte", "-pacte", "Le pacte"),
        ("Le pacte", "is:read", "Le pacte"),
        ("Le Pacte pacte", "Pacte", "Le [Pacte] pacte"),
        ("e\u{301}te\u{301}", "ete", "[e]\u{301}[te]\u{301}"),
    ] {
        assert_eq!(marked(title, query), expected, "{query}");
    }
}

#[test]
fn endless_words_and_titles_cost_little_memory() {
    let long = "ab".repeat(1_000_000);
    assert!(score(&long, &long).is_some());
    assert!(score(&"é".repeat(500_000), &"É".repeat(500_000)).is_some());
    let query = Query::parse(&long).unwrap();
    assert!(!Highlighter::new(&query).letters(&long).is_empty());
}

proptest! {
    /// The cut to the part that matters and the masks must not change any answer.
    #[test]
    fn the_shortcuts_give_the_matchers_own_answer(word in "[a-cé ]{1,5}", title in "[a-cA-Cé.:/ ]{0,30}") {
        let (folded, pattern) = (fold(&title), fold(&word));
        prop_assert_eq!(score(&word, &title), any_case().fuzzy_match(&folded, &pattern));
    }

    #[test]
    fn matched_letters_are_characters_of_the_title(word in ".{1,8}", title in ".{0,40}") {
        if let Ok(query) = Query::parse(&word) {
            let letters = Highlighter::new(&query).letters(&title);
            prop_assert!(letters.iter().all(|&at| title.is_char_boundary(at as usize)));
            prop_assert!(letters.is_sorted_by(|a, b| a < b) && letters.last().is_none_or(|&at| (at as usize) < title.len()));
        }
    }
}

#[test]
fn a_word_in_one_piece_is_a_better_match_than_its_letters_here_and_there() {
    for (word, title, quality) in [
        ("rust", "La rouille: rust", 1000),
        ("rust", "Thrust", 1000),
        ("rust", "Manhole fires and burst pipes", 500),
        ("pcte", "Le pacte fissuré", 750),
        ("nvda", "Navada", 500),
        ("rustsurvey", "Rust survey", 900),
        ("survey", "Security researchers serve you", 500),
    ] {
        let folded = fold(title);
        assert_eq!(Pattern::new(word).quality(&folded), quality, "{word} in {title}");
    }
}
