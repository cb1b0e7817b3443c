//! Nothing in an article, a name or an argument reaches a terminal as a control, from any command.

use serde_json::Value;

use super::{Place, Run};

/// Terminal sequences and characters that do harm, each with a word around it.
const HOSTILE: &[&str] = &[
    "a\u{1b}[31mred\u{1b}[0m",
    "b\u{1b}]0;title\u{7}c",
    "d\u{1b}]52;c;aGk=\u{1b}\\e",
    "f\u{1b}]8;;http://example.org\u{7}link",
    "g\u{1b}Pdcs\u{1b}\\h",
    "i\u{9b}2Jj",
    "k\u{9d}0;x\u{9c}l",
    "m\u{8}\u{8}n",
    "o\u{7f}p",
    "q\u{b}\u{c}\u{e}\u{f}r",
    "s\u{202e}cod.exe\u{202c}t",
    "u\u{2066}v\u{2069}w",
    "x\u{200b}\u{feff}\u{200e}y",
    "z\u{e0041}\u{e007f}",
    "1\u{2028}2\u{2029}3",
];

fn hostile_text() -> String {
    HOSTILE.join(" ")
}

/// Whether a terminal could be moved, or a reader be misled, by a character.
fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn assert_harmless(run: &Run, what: &str) {
    for (name, text) in [("standard output", &run.out), ("standard error", &run.err)] {
        let found = text.chars().find(|c| is_harmful(*c));
        assert_eq!(found, None, "{what}: {name}: {text:?}");
    }
}

/// A hostile article in JSON, whose every field is hostile, and one whose name is.
fn place() -> Place {
    let place = Place::new();
    let text = hostile_text();
    let record = serde_json::json!({
        "id": text, "title": text, "author": text, "source": text, "url": text,
        "text": format!("{text}\n\nHier Jeanne\u{1b}[2J Lavergne, Malcolm\u{202e} Thornbury et Jeanne Lavergne sont partis."),
    });
    place.file("a.jsonl", format!("{record}\n"));
    place.file("b\u{1b}]0;x\u{7}\u{202e}.txt", format!("{text}\n\nJeanne Lavergne revient. {text}\n"));
    place.file("c\u{1b}[2J\n.json", "{");
    place.file("d\u{1b}[2J.txt", "");
    place
}

#[test]
fn tables_csv_and_pages_are_harmless() {
    let place = place();
    for command in ["articles", "facts", "people"] {
        for format in ["table", "csv"] {
            for raw in [&[][..], &["--raw"]] {
                let run = place.run([command, ".", "--format", format].iter().chain(raw));
                assert!(run.code == 1 && !run.out.is_empty(), "{run:?}");
                assert_harmless(&run, &format!("{command} {format} {raw:?}"));
            }
        }
    }
    for arguments in [&["show", "."][..], &["show", ".", "--raw"], &["check", "."], &["stats", "."]] {
        assert_harmless(&place.run(arguments), &format!("{arguments:?}"));
    }
}

#[test]
fn csv_keeps_one_record_a_line() {
    let csv = place().run(["articles", ".", "--format", "csv"]).out;
    assert_eq!(csv.lines().count(), 3, "{csv}");
}

#[test]
fn json_is_escaped_and_lossless() {
    let place = place();
    for arguments in [
        &["articles", ".", "--format", "ndjson", "--raw"][..],
        &["facts", ".", "--format", "ndjson"],
        &["people", ".", "--format", "ndjson"],
        &["check", ".", "--format", "json"],
    ] {
        let run = place.run(arguments);
        assert_harmless(&run, &format!("{arguments:?}"));
        for line in run.out.lines() {
            let _: Value = serde_json::from_str(line).unwrap();
        }
    }
    let article = &place.run(["articles", "a.jsonl", "--format", "ndjson", "--raw"]).records()[0];
    assert!(article["text"].as_str().unwrap().starts_with(&hostile_text()));
    let check: Value = serde_json::from_str(&place.run(["check", ".", "--format", "json"]).out).unwrap();
    let paths: Vec<_> =
        check["entries"].as_array().unwrap().iter().map(|e| e["path"].as_str().unwrap()).collect();
    assert!(paths.contains(&"./b\u{1b}]0;x\u{7}\u{202e}.txt"), "{paths:?}");
}

#[test]
fn messages_that_quote_arguments_are_harmless() {
    let place = place();
    let text = hostile_text();
    let config = place.file("config\u{1b}[2J.toml", format!("measure = 1\n\"{}\" = 2\n", "x\u{202e}y"));
    for arguments in [
        &["articles", &text][..],
        &["articles", ".", "--kind", &text],
        &["facts", ".", "--kind", &text],
        &["facts", ".", &format!("--{text}")],
        &["articles", ".", "--format", &text],
        &["articles", ".", "--max-size", &text],
        &["articles", ".", "--filter", &text],
        &["articles", ".", "--config", &text],
        &["articles", ".", "--config", config.to_str().unwrap()],
        &["articles", ".", "--state", "."],
        &["completions", &text],
        &["show", &format!("a.jsonl#{text}x")],
        &[&text],
    ] {
        let run = place.run(arguments);
        assert_harmless(&run, &format!("{arguments:?}"));
    }
}
