//! Every output to a terminal, tried with hostile articles: only text reaches the terminal.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::hostile;
use crate::pty::{Pty, Setup};

const PROGRAM: &str = env!("CARGO_BIN_EXE_liseuse");

/// A folder with the hostile articles, and a home.
struct Place {
    articles: TempDir,
    home: TempDir,
}

impl Place {
    fn new(write: fn(&Path)) -> Self {
        let place = Self { articles: TempDir::new().unwrap(), home: TempDir::new().unwrap() };
        write(place.articles.path());
        place
    }

    fn run(&self, arguments: &[&str], path: &Path) -> Output {
        let mut command = Command::new(PROGRAM);
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
            command.env_remove(name);
        }
        command.env("HOME", self.home.path()).args(arguments).arg(path).output().expect("the program starts")
    }
}

#[track_caller]
fn assert_harmless(name: &str, bytes: &[u8]) {
    let text = str::from_utf8(bytes).expect("UTF-8");
    for line in text.lines() {
        if let Some(harm) = hostile::harm(line) {
            panic!("{name}: {harm} in {line:?}");
        }
    }
}

#[test]
fn no_headless_command_lets_anything_through() {
    let place = Place::new(hostile::write_texts);
    for arguments in [
        "articles",
        "articles --format csv",
        "articles --format ndjson",
        "facts",
        "facts --format csv",
        "facts --format ndjson",
        "people",
        "stats",
        "stats --format json",
        "check",
        "check --format json",
        "articles --raw --format ndjson",
        "facts --raw --format ndjson",
    ] {
        let words: Vec<_> = arguments.split(' ').collect();
        let output = place.run(&words, place.articles.path());
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments}: {:?}: {error}", output.status);
        assert!(!output.stdout.is_empty(), "{arguments}");
        assert_harmless(arguments, &output.stderr);
        if !words.contains(&"ndjson") && !words.contains(&"json") {
            assert_harmless(arguments, &output.stdout);
            continue;
        }
        // Data are given as they are, with all that could act on a terminal escaped.
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        for line in text.lines() {
            serde_json::from_str::<serde_json::Value>(line).expect("JSON");
            assert!(!line.chars().any(hostile::acts), "{arguments}: {line:?}");
        }
    }
}

#[test]
fn showing_an_article_lets_nothing_through() {
    let place = Place::new(hostile::write_texts);
    for (name, _) in hostile::texts() {
        for extension in ["txt", "html"] {
            let path = place.articles.path().join(name.replace(' ', "-")).with_extension(extension);
            let output = place.run(&["show"], &path);
            // Some are taken for binary data, and said to be.
            assert!(matches!(output.status.code(), Some(0 | 2)), "{path:?}: {:?}", output.status);
            assert_harmless(name, &output.stderr);
            assert_harmless(name, &output.stdout);
        }
    }
}

#[test]
fn the_reader_lets_nothing_through() {
    let place = Place::new(hostile::write);
    let mut pty = Setup::new(PROGRAM).env("HOME", place.home.path()).args([place.articles.path()]).start();
    let position = |pty: &Pty| -> Option<(usize, usize)> {
        let contents = pty.contents();
        let word = contents.lines().rev().find(|line| line.starts_with('╰'))?;
        let (at, of) = word.split(' ').find_map(|word| word.split_once('/'))?;
        Some((at.parse().ok()?, of.parse().ok()?))
    };
    pty.until(|screen| screen.contents().lines().any(|line| line.starts_with('╰') && line.contains(" 1/")));
    let (_, count) = position(&pty).expect("a place in the list");
    assert!(count > 100, "{count}");
    for number in 2..=count {
        pty.keys("J").until_shows(&format!(" {number}/{count} "));
    }
    let plain = |screen: &vt100::Screen| {
        let contents = screen.contents();
        let first = contents.lines().next().unwrap_or_default();
        contents.matches('╭').count() == 3 && first.contains("f filter")
    };
    // Help, problems, figures, the palette, and a filter that is typed and pasted. Each is seen open and closed, because
    // keys that come right after an Esc are taken together with it.
    let pasted = b"\x1b[200~\x1b]0;owned\x07 \xe2\x80\xae\x1b[201~";
    for keys in ["?", "!", "F", ": s"] {
        pty.keys(keys).until(|screen| !plain(screen));
        pty.bytes(pasted).keys("Down Down Esc").until(plain);
    }
    pty.keys("f B e f").until_shows("f filter Bef").bytes(pasted).until_shows("owned").keys("Down Down Esc");
    pty.until(|screen| !screen.contents().contains("f filter Bef"));
    pty.keys("Q");
    assert_eq!(pty.status(), Ok(0));
    pty.assert_restored();
    assert_eq!(hostile::harm_on_terminal(&pty.raw_on_alternate_screen()), None);
}
