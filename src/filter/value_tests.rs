//! What values can be written, what is only unfinished, and what is wrong.

use super::*;

fn shown(value: Result<QueryValue, Fault>) -> Option<String> {
    value.ok().map(|value| value.to_string())
}

#[test]
fn numbers_and_ranges_of_them() {
    for (text, expected) in [
        (">40", Some(">40")),
        ("40%", Some("40")),
        (">= 2,5 %", Some(">=2.5")),
        ("5..10", Some("5..10")),
        ("5..", Some(">=5")),
        ("..200", Some("<=200")),
        ("=7", Some("7")),
        ("≥5k", Some(">=5000")),
        ("-3", Some("-3")),
        ("1_000", Some("1000")),
        ("5.", Some("5")),
        ("abc", None),
        ("5 apples", None),
        ("1.2.3", None),
        ("1e999", None),
    ] {
        assert_eq!(shown(QueryValue::numbers(text)).as_deref(), expected, "{text}");
    }
}

#[test]
fn sums_with_scales_and_currencies_on_either_side() {
    for (text, number, unit) in [
        (">1bn", 1e9, None),
        ("1,5md€", 1.5e9, Some("EUR")),
        (">300m€", 300e6, Some("EUR")),
        ("$10bn", 10e9, Some("USD")),
        ("10 milliards eur", 10e9, Some("EUR")),
        ("3m$", 3e6, Some("USD")),
        ("10mxn", 10.0, Some("MXN")),
        ("10meur", 10e6, Some("EUR")),
        ("2T", 2e12, None),
        ("US$5b", 5e9, Some("USD")),
        ("20e9", 20e9, None),
    ] {
        let Ok(QueryValue::Money(range, currency)) = QueryValue::money(text) else {
            panic!("{text}: {:?}", QueryValue::money(text))
        };
        let (Range::Exactly(value) | Range::Above(value)) = range else { panic!("{text}") };
        assert_eq!((value, currency.as_ref().map(Currency::code)), (number, unit), "{text}");
    }
    assert_eq!(shown(QueryValue::money("1bn..20md€")).as_deref(), Some("1bn..20bneur"));
}

#[test]
fn what_is_half_typed_is_unfinished_and_what_cannot_become_right_is_wrong() {
    for text in [">", ">=", "<", "$", "10e", "10mi", "300milli", "us", "5..", "-"] {
        let unfinished = matches!(QueryValue::money(text), Err(Fault::Unfinished) | Ok(_));
        assert!(unfinished, "{text}: {:?}", QueryValue::money(text));
    }
    for text in ["lots", "10 xyz", "10 bn bananas", "1,2,3"] {
        assert!(
            matches!(QueryValue::money(text), Err(Fault::Wrong { .. })),
            "{text}: {:?}",
            QueryValue::money(text)
        );
    }
    for text in ["2", "20", "202", "2025-0", "2024..", ">=", "2024-10..2"] {
        assert!(
            matches!(QueryValue::dates(text), Err(Fault::Unfinished) | Ok(_)),
            "{text}: {:?}",
            QueryValue::dates(text)
        );
    }
    for text in ["yesterday", "2025-13", "2025-02-30", "2025-00", "2025-1-1-1", "12025", "0", "2025/03"] {
        assert!(
            matches!(QueryValue::dates(text), Err(Fault::Wrong { .. })),
            "{text}: {:?}",
            QueryValue::dates(text)
        );
    }
}

#[test]
fn dates_are_years_months_and_days() {
    for (text, expected) in [
        ("2025", "2025"),
        ("2025-", "2025"),
        ("2025-3", "2025-03"),
        (">=2025-03", ">=2025-03"),
        ("2024-10..2025-03-14", "2024-10..2025-03-14"),
        ("2024-10.", "2024-10"),
        ("..2025", "<=2025"),
        ("2024-02-29", "2024-02-29"),
    ] {
        assert_eq!(shown(QueryValue::dates(text)).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_date_is_in_a_range_with_all_the_days_it_may_mean() {
    let date = |text: &str| match QueryValue::dates(text) {
        Ok(QueryValue::Dates(Range::Exactly(date))) => date,
        other => panic!("{other:?}"),
    };
    let within = |text: &str, day: &str| match QueryValue::dates(text) {
        Ok(QueryValue::Dates(range)) => range.contains(date(day)),
        other => panic!("{other:?}"),
    };
    for (range, day, expected) in [
        ("2025", "2025-03-14", true),
        ("2025", "2024-12-31", false),
        ("2025-03", "2025", false),
        (">=2025-03", "2025-03", true),
        (">=2025-03", "2025", false),
        (">2025-03", "2025-03-31", false),
        ("<2025", "2024", true),
        ("<=2025-03", "2025-03-31", true),
        ("2024-10..2025-03", "2025-03-31", true),
        ("2024-10..2025-03", "2024-09-30", false),
    ] {
        assert_eq!(within(range, day), expected, "{day} in {range}");
    }
}

#[test]
fn a_figure_that_is_a_range_matches_with_any_part_of_it() {
    assert!(Range::Above(400e6).meets(300e6, Some(500e6)));
    assert!(!Range::Above(500e6).meets(300e6, Some(500e6)));
    assert!(Range::Between(450e6, 1e9).meets(300e6, Some(500e6)));
    assert!(Range::Exactly(6.6e9).meets(6.6 * 1e9, None));
    assert!(!Range::Above(6.6e9).meets(6.6 * 1e9, None));
    assert!(Range::Below(10.0).meets(9.0, None) && !Range::Below(10.0).meets(10.0, None));
    assert!(!Range::AtLeast(0.0).meets(f64::NAN, None));
}

#[test]
fn choices_are_words_of_which_a_beginning_is_unfinished() {
    let choices: &[_] = &["read", "unread"];
    assert_eq!(QueryValue::choice("READ", choices), Ok(QueryValue::Choice("read")));
    assert_eq!(QueryValue::choice("un", choices), Err(Fault::Unfinished));
    assert!(matches!(QueryValue::choice("reads", choices), Err(Fault::Wrong { .. })));
}

#[test]
fn the_currencies_are_those_that_the_texts_are_read_with() {
    for code in ["eur", "usd", "frf", "xof", "dem"] {
        let Ok(QueryValue::Money(_, unit)) = QueryValue::money(&format!(">1{code}")) else {
            panic!("{code} is refused")
        };
        assert_eq!(unit.map(|unit| unit.code().to_ascii_lowercase()).as_deref(), Some(code));
    }
    assert!(matches!(QueryValue::money(">1zzz"), Err(Fault::Wrong { .. })));
}
