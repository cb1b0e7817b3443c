//! What a script may not leave unfinished, and that the rest means what it means while typing.

use proptest::prelude::*;

use crate::filter::{FIELDS, Query, SYNTAX, reference};

#[test]
fn what_is_unfinished_or_wrong_is_named_with_its_place_and_an_example() {
    for (text, place, said) in [
        ("amount:>abc", ">abc", "is not a valid value"),
        ("amount:>", ">", "is not a valid value"),
        ("amount:10..5", "10..5", "this range is empty"),
        ("date:2025..2024", "2025..2024", "this range is empty"),
        ("date:20", "20", "is not a valid value"),
        ("percent:lots", "lots", "found \"lots\""),
        ("is:", "is:", "nothing is after the colon"),
        ("is:un", "un", "write one of read, unread, starred, archived"),
        ("is:blue", "blue", "write one of read, unread, starred, archived"),
        ("text:", "text:", "nothing is after the colon"),
        ("text:\"\"", "text:", "nothing is after the colon"),
        ("a sort:", "sort:", "nothing is after the colon"),
        ("lang:f", "f", "is not a valid value"),
        ("person: altman", "person:", "nothing is after the colon"),
        ("persn:altman", "persn:altman", "there is no field \"persn\""),
        ("persn:", "persn:", "there is no field \"persn\""),
        ("(a", "(", "this bracket is not closed"),
        ("a)", ")", "this bracket closes nothing"),
        ("()", "(", "nothing is in these brackets"),
        ("\"clause", "clause", "this quote is not closed"),
        ("\" \"", " ", "nothing is in these quotes"),
        ("\"", "", "this quote is not closed"),
        ("text:\"clause", "clause", "this quote is not closed"),
        ("OR", "OR", "nothing is before it"),
        ("a OR", "OR", "nothing is after it"),
        ("| a", "|", "nothing is before it"),
        ("(a |) b", "|", "nothing is after it"),
        ("a OR AND b", "AND", "nothing is before it"),
        ("AND a", "AND", "nothing is before it"),
        ("a AND", "AND", "nothing is after it"),
        ("-", "-", "this sign negates nothing"),
        ("a - b", "-", "this sign negates nothing"),
        ("(a -) b", "-", "this sign negates nothing"),
    ] {
        let errors = Query::parse_strict(text, None).unwrap_err();
        let [error] = &errors[..] else { panic!("{text}: {errors:?}") };
        assert_eq!(error.span.of(text), place, "{text}: {error}");
        let whole = error.to_string();
        assert!(whole.contains(said), "{text}: {whole}");
        let example = ["as in ", "for example "].iter().any(|lead| whole.contains(lead));
        assert!(example || said.contains("closes nothing"), "{text}: {whole}");
    }
}

#[test]
fn all_mistakes_come_in_the_order_of_their_places() {
    let text = "(is: amount:>x a) foo:b OR \"c";
    let places: Vec<_> =
        Query::parse_strict(text, None).unwrap_err().iter().map(|error| error.span.of(text)).collect();
    assert_eq!(places, ["is:", ">x", "foo:b", "c"]);
}

#[test]
fn every_example_and_what_is_whole_passes() {
    let examples = reference().map(|entry| entry.example).chain(SYNTAX.iter().map(|entry| entry.example));
    let whole =
        ["", "12:30", "l'été vingt-deux", "--a", "-(a b)", "a AND b", "a | b", "amount:5..", "date:..2025"];
    for text in examples.chain(whole) {
        assert_eq!(Query::parse_strict(text, None), Query::parse(text), "{text}");
    }
    for field in FIELDS {
        for choice in field.choices {
            assert!(Query::parse_strict(&format!("{}:{choice}", field.name), None).is_ok());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn strict_is_lenient_or_refused(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "(", ")", "-", "|", " OR ", " AND ", " ", "\"", ":", "é", "ab", "is:", "is:read", "amount:", ">1bn", "..",
                "date:", "2025", "sort:", "-date", "x:",
            ]),
            0..12,
        )
    ) {
        let text = pieces.concat();
        match Query::parse_strict(&text, None) {
            Ok(query) => prop_assert_eq!(Query::parse(&text), Ok(query)),
            Err(errors) => {
                prop_assert!(!errors.is_empty() && errors.is_sorted_by_key(|error| error.span.start));
                for error in errors {
                    prop_assert!(text.get(error.span.range()).is_some(), "{:?}", error);
                }
            }
        }
    }
}
