//! The grammar, leniency while typing, and mistakes with their places.

use proptest::prelude::*;

use super::*;
use crate::filter::{SYNTAX, reference, reference_markdown};

fn shown(text: &str) -> String {
    match Query::parse(text) {
        Ok(query) => query.to_string(),
        Err(errors) => panic!("{text}: {errors:?}"),
    }
}

#[test]
fn queries_in_their_normal_form() {
    for (text, normal) in [
        ("pacte  fissuré", "pacte fissuré"),
        ("a AND b", "a b"),
        ("a b OR c", "a b OR c"),
        ("a (b | c) d", "a (b OR c) d"),
        ("((a))", "a"),
        ("a (b (c d))", "a b c d"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("!is:read", "-is:read"),
        ("--a", "a"),
        ("-(a b)", "-(a b)"),
        ("-(a | b)", "-(a OR b)"),
        ("-(-a)", "a"),
        ("\"Clause Décisive\"", "\"Clause Décisive\""),
        ("person:\"sam altman\"", "person:\"sam altman\""),
        ("PERSON:altman", "person:altman"),
        ("amount:>1000000000", "amount:>1bn"),
        ("amount:>300m€", "amount:>300meur"),
        ("date:2024-10..2025-3", "date:2024-10..2025-03"),
        ("sort:-date is:unread", "is:unread sort:-date"),
        ("sort:date sort:amount", "sort:amount"),
        ("lang:fr-CA", "lang:fr"),
        ("12:30 l'été", "12:30 l'été"),
        ("a - b", "a b"),
        ("vingt-deux", "vingt-deux"),
    ] {
        assert_eq!(shown(text), normal, "{text}");
    }
}

#[test]
fn what_is_half_typed_matches_everything() {
    for text in [
        "",
        " ",
        "person:",
        "person:\"",
        "amount:>",
        "is:un",
        "is:",
        "date:20",
        "sort:",
        "sort:-",
        "-",
        "!",
        "-(",
        "(",
        "\"",
        "\" \"",
        "a:",
        "OR",
        "| |",
        "lang:f",
        "has:am",
        "-person:",
        "()",
        "percent:>=",
    ] {
        let query = Query::parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
        assert!(query.is_empty() || text == "a:", "{text}: {query}");
    }
    assert_eq!(shown("altman (is:read"), "altman is:read");
    assert_eq!(shown("\"clause déc"), "\"clause déc\"");
    assert_eq!(shown("a OR"), "a");
    assert_eq!(shown("is:unread person:"), "is:unread");
}

#[test]
fn all_mistakes_are_named_with_their_place_and_the_next_step() {
    let text = "foo:bar is:blue amount:lots pacte) date:2025-99";
    let errors = Query::parse(text).unwrap_err();
    let places: Vec<_> = errors.iter().map(|error| error.span.of(text)).collect();
    assert_eq!(places, ["foo:bar", "blue", "lots", ")", "2025-99"]);
    assert_eq!(
        errors[1].to_string(),
        "is: found \"blue\"; write one of read, unread, starred, archived, repeated, changed"
    );
    assert!(errors[0].to_string().contains("there is no field \"foo\""), "{}", errors[0]);
    assert!(errors.iter().all(|error| !error.next_step.is_empty()));
    assert!(Query::parse("-sort:date").is_err());
    assert!(Query::parse("(a | sort:date)").is_err());
}

#[test]
fn brackets_may_be_deep_but_not_without_end() {
    let nested = |depth: usize| format!("{}a{}", "(b | -".repeat(depth), ")".repeat(depth));
    assert!(Query::parse(&nested(DEPTH)).is_ok());
    assert!(Query::parse(&nested(DEPTH + 1)).is_err());
    assert!(Query::parse(&"(".repeat(100_000)).is_err());
    assert!(Query::parse(&"-".repeat(100_000)).is_ok());
}

#[test]
fn every_example_of_the_reference_is_a_query() {
    for entry in reference() {
        let query =
            Query::parse(entry.example).unwrap_or_else(|errors| panic!("{}: {errors:?}", entry.example));
        assert!(!query.is_empty(), "{}", entry.example);
        assert_eq!(Query::parse(&query.to_string()).as_ref(), Ok(&query), "{}", entry.example);
    }
    for field in FIELDS {
        assert!(!field.help.is_empty() && !field.examples.is_empty(), "{field:?}");
        for choice in field.choices {
            assert!(Query::parse(&format!("{}:{choice}", field.name)).is_ok_and(|query| !query.is_empty()));
        }
    }
    assert_eq!(reference_markdown().lines().count(), 2 + SYNTAX.len() + FIELDS.len());
}

/// Texts that look like queries.
fn like_a_query() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zé]{1,4}",
        prop::sample::select(vec![
            "(",
            ")",
            "-",
            "!",
            "|",
            " OR ",
            " AND ",
            " ",
            " ",
            "\"",
            ":",
            "..",
            ">",
            "<=",
            "=",
            "%",
            "€",
            "bn",
            "2025",
            "-03",
            "1.5",
            "e9",
            "is:read",
            "is:starred",
            "sort:-date",
            "sort:title",
            "lang:en",
            "has:note",
            "tag:x",
        ])
        .prop_map(str::to_owned),
        prop::sample::select(FIELDS.iter().map(|field| format!("{}:", field.name)).collect::<Vec<_>>()),
        prop::sample::select(reference().map(|entry| format!(" {} ", entry.example)).collect::<Vec<_>>()),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn parsing_never_panics_and_what_is_shown_is_the_same_query(text in prop_oneof![".{0,60}", like_a_query()]) {
        match Query::parse(&text) {
            Ok(query) => {
                let shown = query.to_string();
                prop_assert_eq!(Query::parse(&shown), Ok(query), "{} shown as {}", text, shown);
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                for error in errors {
                    prop_assert!(text.get(error.span.range()).is_some(), "{:?}", error);
                }
            }
        }
    }
}
