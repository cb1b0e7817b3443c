//! Exit codes, and what is said when something is wrong.

use std::io::Read as _;
use std::process::Stdio;

use super::{FRENCH, Place, Run};

#[test]
fn one_bad_input_does_not_stop_the_others() {
    let place = Place::with_articles();
    place.file("bad.json", "{\"title\": 7, ");
    for arguments in [
        &["articles", "a.txt", "missing.txt", "--format", "ndjson"][..],
        &["articles", "a.txt", "bad.json", "--format", "ndjson"],
    ] {
        let run = place.run(arguments);
        assert_eq!(run.code, 1, "{run:?}");
        assert_eq!(run.records().len(), 1);
        assert!(run.err.starts_with(&format!("liseuse: {}: ", arguments[2])), "{}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    }
}

#[test]
fn nothing_read_is_a_failure_with_a_next_step() {
    let place = Place::new();
    for path in ["missing", "."] {
        for command in ["articles", "facts", "people", "stats", "check", "show"] {
            let run = place.run([command, path]);
            assert_eq!(run.code, 2, "{command} {path}: {run:?}");
            assert!(
                run.err.starts_with("liseuse: ") && run.err.contains("; "),
                "{command} {path}: {}",
                run.err
            );
        }
    }
    assert_eq!(place.run_with_input(&["facts", "-"], b"").code, 2);
}

#[test]
fn wrong_usage_is_a_failure_and_says_what_is_right() {
    let place = Place::with_articles();
    for (arguments, hint) in [
        (&["facts", ".", "--kind", "place"][..], "person, organisation, amount, percent"),
        (&["facts", ".", "--format", "xml"], "ndjson"),
        (&["articles", ".", "--max-size", "lots"], "64M"),
        (&["articles", ".", "--colour"], "--"),
        (&["show"], "<PATH>"),
        (&["articles", ".", "--config", "none.toml"], "no such file; check the spelling, or name another"),
        (&["articles", ".", "--config", "."], "is a folder"),
        (&["articles", ".", "--filter", "a amount:>abc"], "character 10: amount: "),
        (&["articles", ".", "--filter", "amount:>abc"], "amount:>1bn"),
        (&["facts", ".", "--filter", "is:"], "as in is:unread"),
        (&["people", ".", "--filter", "(a"], "character 1: this bracket is not closed"),
        (&["stats", ".", "--filter", "text:"], "as in text:licence"),
        (&["articles", ".", "--filter", "OR"], "as in altman OR nadella"),
        (&["articles", ".", "--filter=-"], "as in -is:read"),
        (&["completions", "klingon"], "bash"),
    ] {
        let run = place.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {run:?}");
        assert!(run.err.contains(hint), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn what_is_no_store_is_left_as_it_is() {
    let place = Place::with_articles();
    place.file("notes.txt", "These are somebody's notes.");
    std::fs::create_dir(place.path().join("clippings")).unwrap();
    for (state, said) in [
        (".", "is a folder"),
        ("clippings", "is a folder"),
        ("notes.txt", "is not a store of marks"),
        ("slip/state.db", "slip: there is no such folder"),
        ("notes.txt/state.db", "notes.txt: is not a folder"),
    ] {
        for command in ["articles", "facts", "people", "stats", "check", "show"] {
            let run = place.run([command, "a.txt", "--state", state]);
            assert_eq!((run.code, run.out.as_str()), (2, ""), "{command} {state}: {run:?}");
            assert!(run.err.contains(said) && run.err.contains("--state"), "{}", run.err);
            assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        }
    }
    let mut names: Vec<_> =
        std::fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(
        names,
        ["a.txt", "b.md", "c.json", "clippings", "d.jsonl", "notes.txt"],
        "nothing is moved or made"
    );
    assert!(place.run(["articles", "a.txt", "--state", "new.db"]).code == 0);
    assert!(!place.path().join("new.db").exists(), "who only reads makes no store");
}

#[test]
fn the_reader_without_a_terminal_names_the_headless_command() {
    let place = Place::with_articles();
    let run = place.run(["."]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("liseuse articles"), "{}", run.err);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let place = Place::new();
    let line = serde_json::json!({ "title": "Un titre", "text": FRENCH }).to_string() + "\n";
    place.file("many.jsonl", line.repeat(3000));
    for format in ["ndjson", "csv", "table"] {
        let mut child = place.command(["facts", ".", "--format", format]).spawn().unwrap();
        let mut some = [0; 64];
        child.stdout.take().unwrap().read_exact(&mut some).unwrap();
        let run = Run::of(child.wait_with_output().unwrap());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let place = Place::with_articles();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = place.command(["articles", ".", "--format", "ndjson"]);
    let run = Run::of(command.stdout(Stdio::from(full)).output().unwrap());
    assert_eq!(run.code, 2);
    assert!(run.err.contains("standard output"), "{}", run.err);
}

#[test]
fn a_closed_output_is_told_and_one_that_is_thrown_away_is_not() {
    let place = Place::with_articles();
    for arguments in [&["articles", "."][..], &["state", "--path"], &["--version"], &["."], &["keys"]] {
        // The standard library cannot start a process without a standard output; a shell can.
        let mut shell = std::process::Command::new("sh");
        let program = place.command(arguments);
        shell.args(["-c", "exec \"$0\" \"$@\" >&-"]).arg(program.get_program()).args(program.get_args());
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let run = Run::of(shell.current_dir(place.path()).output().unwrap());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.starts_with("liseuse: standard output: is closed"), "{arguments:?}: {}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    }
    for for_reading in [false, true] {
        let nothing = std::fs::OpenOptions::new().read(for_reading).write(true).open("/dev/null").unwrap();
        let mut command = place.command(["articles", "."]);
        let run = Run::of(command.stdout(Stdio::from(nothing)).output().unwrap());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "also read: {for_reading}");
    }
}

#[test]
fn marks_that_cannot_be_read_are_told_and_have_a_status_of_their_own() {
    use liseuse::triage::{Location, Store};

    let place = Place::with_articles();
    let state = place.path().join("marks.db");
    drop(Store::open(&Location::Named(state.clone())).unwrap());
    let other = rusqlite::Connection::open(&state).unwrap();
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let run = place.run(["articles", "a.txt", "--state", "marks.db", "--format", "ndjson"]);
    assert_eq!((run.code, run.records().len()), (4, 1), "{run:?}");
    assert!(run.err.contains("another program keeps it locked"), "{}", run.err);
    assert!(run.err.contains("liseuse: the marks: could not be read"), "{}", run.err);
    let run = place.run(["articles", "missing.txt", "--state", "marks.db"]);
    assert_eq!(run.code, 2, "nothing read is worse: {run:?}");
    drop(other);
    assert_eq!(place.run(["articles", "a.txt", "--state", "marks.db"]).code, 0);
}
