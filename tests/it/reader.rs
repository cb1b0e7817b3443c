//! The reader itself in a terminal: what `terminal.rs` shows for the event loop holds for the program as shipped.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::{Pty, Setup};

const PROGRAM: &str = env!("CARGO_BIN_EXE_liseuse");

/// The reader with a home of its own.
fn reader(home: &Path) -> Setup {
    let setup = Setup::new(PROGRAM).env("HOME", home);
    [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")]
        .into_iter()
        .fold(setup, |setup, (name, folder)| setup.env(name, home.join(folder)))
}

fn start(home: &TempDir) -> Pty {
    let mut pty = reader(home.path()).args(["--fresh"]).start();
    pty.until(|screen| screen.alternate_screen() && screen.hide_cursor()).until_shows("? help");
    pty
}

/// A file with this many articles.
fn many_articles(folder: &Path, count: usize) -> std::path::PathBuf {
    let path = folder.join("articles.jsonl");
    let line = |n| {
        format!("{{\"title\":\"Article {n}\",\"text\":\"The harbour of Port-Aven is dredged, part {n}.\"}}\n")
    };
    fs::write(&path, (1..=count).map(line).collect::<String>()).unwrap();
    path
}

#[test]
fn it_starts_and_quits_and_gives_the_terminal_back() {
    let home = TempDir::new().unwrap();
    let mut pty = start(&home);
    assert_eq!(pty.keys("Q").status(), Ok(0));
    pty.assert_restored();
}

#[test]
fn what_is_drawn_step_by_step_is_what_a_repaint_draws_in_every_script() {
    let home = TempDir::new().unwrap();
    let pile = TempDir::new().unwrap();
    for (name, text) in [
        ("a.txt", "नरेन्द्र का बंदरगाह\n\nबंदरगाह की लागत 12 million dollars थी।\n"),
        (
            "b.txt",
            "ท่าเรือใหม่ของเมือง\n\nภาษาไทยไม่มีช่องว่างระหว่างคำและบรรทัดนี้ยาวมากกว่าหนึ่งบรรทัดของหน้าจอเล็กอย่างแน่นอน\n",
        ),
        ("c.txt", "أخبار السوق اليوم\n\nقالت الشركة إن الأرباح بلغت 12 مليون دولار.\n"),
        ("d.txt", "港口公司宣布计划\n\n该公司周二表示，将投资 20 亿美元。增长率为 7.5%。\n"),
        ("e.txt", "👩‍👩‍👧‍👦 Family 🇫🇷 news 🏳️‍🌈 ❤️\n\nThe firm 🚀 raised $6.6 million 👍🏽 on Monday.\n"),
        ("f.txt", "The harbour\n\nThe harbour of Port-Aven is dredged by Tom Oakes for $3 million.\n"),
    ] {
        fs::write(pile.path().join(name), text).unwrap();
    }
    let mut pty = reader(home.path()).args(["--fresh".as_ref(), pile.path().as_os_str()]).start();
    pty.until_shows("? help").until_shows("The harbour");
    pty.keys("G Enter").until_shows("dredged");
    for (repaints, name) in ["e.txt", "d.txt", "c.txt", "b.txt", "a.txt"].into_iter().enumerate() {
        let drawn = pty.keys("K").until_shows(&format!(" {name}  ")).contents();
        assert!(!drawn.contains("ICU4X"), "{drawn}");
        pty.keys("C-l").until_sent_more_than(repaints + 1, b"\x1b[2J");
        pty.until(|screen| screen.contents() == drawn);
    }
    assert_eq!(pty.keys("Q").status(), Ok(0));
}

#[test]
fn it_gives_the_terminal_back_when_a_signal_ends_it() {
    let home = TempDir::new().unwrap();
    for signal in [Signal::HUP, Signal::INT, Signal::TERM] {
        let mut pty = start(&home);
        assert_eq!(pty.signal(signal).status(), Ok(128 + signal.as_raw() as u32));
        pty.assert_restored();
    }
    assert_eq!(start(&home).hang_up().status(), Ok(128 + 1));
}

#[test]
fn a_signal_ends_it_even_when_the_terminal_takes_nothing_more() {
    let home = TempDir::new().unwrap();
    let mut pty = start(&home);
    assert_eq!(pty.status_when_stalled(Signal::TERM), Ok(128 + 15));
    assert_eq!(pty.attributes(), pty.before);
}

#[test]
fn it_stops_and_comes_back_with_everything_on_screen() {
    let home = TempDir::new().unwrap();
    let mut pty = start(&home);
    let before = pty.contents();
    pty.keys("C-z").until_stopped().assert_restored();
    pty.signal(Signal::CONT).until(|screen| screen.alternate_screen() && screen.contents() == before);
    assert_eq!(pty.keys("Q").status(), Ok(0));
    pty.assert_restored();
}

#[test]
fn it_loses_no_key_while_the_window_changes() {
    let home = TempDir::new().unwrap();
    let articles = many_articles(home.path(), 600);
    let mut pty = reader(home.path()).args([articles]).start();
    pty.until_shows("1/600");
    let mut random = 88_172_645_463_325_252_u64;
    for _ in 0..500 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        pty.resize((random % 220) as u16, (random >> 32) as u16 % 70).keys("j");
    }
    pty.resize(120, 36).until_shows("501/600");
    assert_eq!(pty.keys("Q").status(), Ok(0));
    pty.assert_restored();
}

#[test]
fn it_lives_in_any_size() {
    let home = TempDir::new().unwrap();
    for (columns, rows) in [(0, 0), (1, 1), (20, 5), (69, 24), (99, 24), (300, 3)] {
        let mut pty = reader(home.path()).size(columns, rows).start();
        pty.until(|screen| screen.alternate_screen());
        pty.keys("j Tab j").resize(120, 36).until_shows("liseuse").resize(columns, rows).keys("j");
        pty.resize(120, 36).until_shows("liseuse");
        assert_eq!(pty.keys("Q").status(), Ok(0));
        pty.assert_restored();
    }
}

#[test]
fn without_a_terminal_one_line_names_the_command_that_needs_none() {
    let home = TempDir::new().unwrap();
    let mut pty = reader(home.path()).env("TERM", "dumb").start();
    assert_eq!(pty.status(), Ok(2));
    pty.until_shows("liseuse articles");
    assert!(!pty.raw().contains(&0x1b));
    assert_eq!(pty.attributes(), pty.before);

    let output = Command::new(PROGRAM)
        .env("HOME", home.path())
        .env_remove("TERM")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.code(), output.stdout.len(), error.lines().count()),
        (Some(2), 0, 1),
        "{error}"
    );
    assert!(error.contains("liseuse articles"), "{error}");
}

#[test]
fn quitting_with_unsaved_actions_has_a_status_of_its_own_and_notices_are_whole_after_it() {
    let home = TempDir::new().unwrap();
    let data = home.path().join("a-file-in-the-place-of-the-folder-for-marks");
    fs::write(&data, "").unwrap();
    let mut pty = reader(home.path()).env("XDG_DATA_HOME", &data).size(80, 24).start();
    // It is wrapped, wherever a space is.
    let words = |screen: &vt100::Screen| screen.contents().split_whitespace().collect::<Vec<_>>().join(" ");
    pty.until(|screen| {
        words(screen).contains("so nothing is saved; make it, or name another store with --state")
    });
    pty.keys("s").until_shows("not saved");
    assert_eq!(pty.keys("Q").status(), Ok(3));
    pty.assert_restored();
    let shown = String::from_utf8(pty.settled_raw()).unwrap();
    let end = shown.rsplit("\x1b[?1049l").next().unwrap();
    assert!(end.contains("liseuse: ") && end.contains("1 action is not saved"), "{end}");
    assert!(end.contains("name another store with --state"), "{end}");
}

#[test]
fn a_view_that_was_saved_is_in_the_configuration_and_there_again_with_the_next_start() {
    let home = TempDir::new().unwrap();
    let config = home.path().join("config/liseuse/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    fs::write(&config, "measure = 60 # as in print\n").unwrap();
    let mut pty = start(&home);
    pty.bytes(b"fis:unread\r:save-view Du soir\r").until_shows("saved the view Du soir");
    assert_eq!(pty.keys("Q").status(), Ok(0));
    let text = fs::read_to_string(&config).unwrap();
    assert_eq!(text, "measure = 60 # as in print\n\n[views]\n\"Du soir\" = \"is:unread\"\n");
    let mut pty = start(&home);
    pty.keys("5").until_shows(" Du soir ");
    assert_eq!(pty.keys("Q").status(), Ok(0));
}

/// A command of the program, with the same home as the reader's.
fn command(home: &TempDir, arguments: &[&str]) -> String {
    let mut command = Command::new(PROGRAM);
    for (name, folder) in
        [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")]
    {
        command.env(name, home.path().join(folder));
    }
    let output = command.env("HOME", home.path()).args(arguments).output().expect("the program starts");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_a_script_marks_shows_in_the_reader_that_is_open_and_the_other_way_round() {
    let home = TempDir::new().unwrap();
    let articles = many_articles(home.path(), 3);
    let path = articles.to_str().unwrap();
    let mut pty = reader(home.path()).args([&articles]).start();
    pty.until_shows("1/3");
    command(
        &home,
        &[
            "triage",
            path,
            "--filter",
            "title:\"article 2\"",
            "--star",
            "--tag",
            "dredging",
            "--note",
            "Seen.",
        ],
    );
    pty.until_shows("#dredging").until_shows("★ Article 2").until_shows("✎");
    pty.keys("j Enter H").until_shows("kept the passage");
    let exported = command(&home, &["export", path, "--filter", "has:highlight"]);
    assert!(exported.contains("> “The harbour of Port-Aven is dredged, part 2.”"), "{exported}");
    assert_eq!(pty.keys("Q").status(), Ok(0));
}

#[test]
fn a_note_is_written_by_an_editor_whose_arguments_are_quoted() {
    let home = TempDir::new().unwrap();
    let script = r#"cat "$1" >> "$0"; printf 'deux\nlignes \033]0;x\007\n' >> "$1""#;
    let seen = home.path().join("seen by the editor");
    let editor = format!("sh -c '{}' '{}'", script.replace('\'', r"'\''"), seen.display());
    let articles = many_articles(home.path(), 2);
    let setup = reader(home.path()).env("VISUAL", "").env("EDITOR", editor).env("TMPDIR", home.path());
    let mut pty = setup.args([&articles]).start();
    pty.until_shows("1/2").bytes(b"cun\x0e\x0f").until_shows("wrote the note");
    pty.keys("g g").until_shows("note: un (and 2 lines more)");
    assert_eq!(fs::read_to_string(&seen).unwrap(), "un\n", "it gets what was typed");
    let exported = command(&home, &["export", articles.to_str().unwrap(), "--filter", "has:note"]);
    assert!(exported.contains("un\ndeux\nlignes ]0;x\n"), "{exported}");
    let left = fs::read_dir(home.path()).unwrap().filter_map(Result::ok);
    let left: Vec<_> = left.map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert!(!left.iter().any(|name| name.starts_with("liseuse-note")), "{left:?}");
    assert_eq!(pty.keys("Q").status(), Ok(0));
    pty.assert_restored();
}

#[test]
fn it_takes_the_theme_for_the_background_that_the_terminal_names_and_the_answer_is_no_keys() {
    let home = TempDir::new().unwrap();
    // A person in the theme for a light background, and in that for a dark one.
    for (answer, person) in [
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", vt100::Color::Idx(90)),
        ("\x1b]11;rgb:1e1e/1e1e/2e2e\x07", vt100::Color::Idx(183)),
    ] {
        let mut pty = start(&home);
        pty.until_sent(b"\x1b]11;?\x1b\\");
        let before = pty.contents();
        pty.bytes(answer.as_bytes()).until(|screen| {
            let (rows, columns) = screen.size();
            let mut cells =
                (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
            cells.any(|(row, column)| screen.cell(row, column).is_some_and(|cell| cell.fgcolor() == person))
        });
        assert_eq!(pty.contents(), before, "no letter of the answer did anything");
        assert_eq!(pty.keys("Q").status(), Ok(0));
    }
    let mut pty = reader(home.path()).env("NO_COLOR", "1").start();
    pty.until_shows("? help");
    assert_eq!(pty.keys("Q").status(), Ok(0));
    assert!(!String::from_utf8_lossy(&pty.raw()).contains("]11;?"), "nothing depends on it");
}
