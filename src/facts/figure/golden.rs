//! Golden sentences: each figure stands in brackets with what it says. And what holds of every text whatever.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::find;
use crate::facts::{Fact, Mention, Modifier, Source};
use crate::text::Language;

const SENTENCES: &str = include_str!("golden.txt");

fn found(text: &str, language: Language) -> Vec<Mention> {
    let mut mentions = Vec::new();
    find(Source { text, language }, &mut mentions);
    mentions
}

/// The text with its figures marked as the golden file marks them.
fn marked(text: &str, mentions: &[Mention]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for mention in mentions {
        let span = mention.span.range();
        let _ =
            write!(out, "{}[{} = {}]", &text[done..span.start], &text[span.clone()], written(&mention.fact));
        done = span.end;
    }
    out.push_str(&text[done..]);
    out
}

fn written(fact: &Fact) -> String {
    let (value, high, unit, inferred, modifier) = match fact {
        Fact::Amount(amount) => {
            let unit = amount.unit.as_ref().map_or("-", |unit| unit.code());
            (amount.value, amount.high, unit, amount.inferred, amount.modifier)
        }
        Fact::Percent(percent) => (percent.value, percent.high, percent.unit.code(), false, percent.modifier),
        Fact::Entity(_) => return String::new(),
    };
    let mut out = number(value);
    if let Some(high) = high {
        let _ = write!(out, "..{}", number(high));
    }
    let _ = write!(out, " {unit}");
    out.push_str(if inferred { " inferred" } else { "" });
    if modifier != Modifier::Exact {
        let _ = write!(out, " {}", modifier.code());
    }
    out
}

/// Millions and above by their power of ten where that is short.
fn number(value: f64) -> String {
    let power = [18, 12, 9, 6].into_iter().find(|power| value.abs() >= 10f64.powi(*power));
    power
        .map(|power| (value / 10f64.powi(power), power))
        .filter(|(part, _)| (part * 1000.0).fract() == 0.0)
        .map_or_else(|| format!("{value}"), |(part, power)| format!("{part}e{power}"))
}

/// The text of a golden line, its marks taken out.
fn unmarked(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, behind) = after.split_once(']').expect("a mark that opens closes");
        let (surface, _) = mark.rsplit_once(" = ").expect("a mark says what its surface means");
        out.push_str(before);
        out.push_str(surface);
        rest = behind;
    }
    out + rest
}

#[test]
fn every_golden_sentence_holds_its_figures_and_no_other() {
    let mut wrong = String::new();
    let mut count = 0;
    for line in SENTENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (tag, golden) = line.split_once('|').expect("a language before each sentence");
        let text = unmarked(golden);
        // The language must not be needed: detection misjudges short texts.
        for language in [Language::from_tag(tag).unwrap(), Language::UNKNOWN] {
            let marked = marked(&text, &found(&text, language));
            if marked != golden {
                let _ = writeln!(wrong, "{language:?} wanted {golden}\n      found {marked}");
            }
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 80);
}

/// Pieces of figures and what is between them, thrown together at random.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1",
        "12",
        "000",
        "1 000",
        "3,5",
        "1.335",
        "0",
        ".",
        ",",
        "'",
        "’",
        " ",
        " ",
        " ",
        "\u{a0}",
        "\u{202f}",
        "\n",
        "-",
        "–",
        "/",
        "±",
        "(",
        ")",
        "%",
        "$",
        "€",
        "£",
        "US$",
        "$US",
        "HK$",
        "EUR",
        "CHF",
        "M",
        "Md",
        "k",
        "bn",
        "m",
        "million",
        "millions",
        "milliard",
        "milliards",
        "billion",
        "cent",
        "cents",
        "mille",
        "deux",
        "vingt",
        "quatre",
        "dix",
        "un",
        "une",
        "a",
        "half",
        "demi",
        "et",
        "and",
        "de",
        "d'",
        "of",
        "à",
        "to",
        "entre",
        "from",
        "euros",
        "dollars",
        "livres",
        "francs",
        "suisses",
        "pour",
        "per",
        "percent",
        "points",
        "base",
        "pourcentage",
        "virgule",
        "point",
        "environ",
        "plus",
        "jusqu'à",
        "ou",
        "or",
        "more",
        "+",
        "été",
        "œuf",
        "É",
        "😀",
        "日本",
        "https://a.b/c%20d",
        "moins",
        "dizaine",
        "quinzaine",
        "lakh",
        "crore",
        "c",
        "p",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    for language in [Language::FRENCH, Language::ENGLISH, Language::UNKNOWN] {
        let mentions = found(text, language);
        let mut end = 0;
        for mention in &mentions {
            let span = mention.span.range();
            prop_assert!(end <= span.start && span.start < span.end, "{span:?} after {end} in {text:?}");
            prop_assert!(text.get(span.clone()).is_some(), "{span:?} does not resolve in {text:?}");
            end = span.end;
            let (value, high) = match mention.fact {
                Fact::Amount(amount) => (amount.value, amount.high),
                Fact::Percent(percent) => (percent.value, percent.high),
                Fact::Entity(_) => continue,
            };
            prop_assert!(
                value.is_finite() && high.is_none_or(|high| high > value),
                "{value} {high:?} in {text:?}"
            );
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn spans_resolve_in_order_in_any_text(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn spans_resolve_in_order_among_pieces_of_figures(text in pieces()) {
        check(&text)?;
    }
}
