//! The terminal of the shipped program is as it was, whatever ended the reader or another program it had started.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::{Pty, Setup};

const PROGRAM: &str = env!("CARGO_BIN_EXE_liseuse");

fn with_home(setup: Setup, home: &Path) -> Setup {
    [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")]
        .into_iter()
        .fold(setup.env("HOME", home), |setup, (name, folder)| setup.env(name, home.join(folder)))
}

fn reader(home: &TempDir) -> Setup {
    with_home(Setup::new(PROGRAM), home.path())
}

fn open(setup: Setup) -> Pty {
    let mut pty = setup.start();
    pty.until(|screen| screen.alternate_screen() && screen.hide_cursor()).until_shows("? help");
    pty
}

fn send(number: i32, pty: &Pty) {
    let line = format!("kill -{number} {}", pty.pid().as_raw_nonzero());
    assert!(Command::new("sh").args(["-c", &line]).status().unwrap().success(), "{line}");
}

/// Signals whose default is to end a program and that it can do something about, by the numbers of Linux on most
/// processors. Not in it: PIPE and XFSZ, which are no end (the write fails), and 32 and 33, which are the C library's.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn deadly() -> impl Iterator<Item = i32> {
    [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 14, 15, 16, 24, 26, 27, 29, 30, 31].into_iter().chain(34..=64)
}

#[test]
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn every_signal_that_can_be_caught_restores_the_terminal_and_is_told_by_the_status() {
    let home = TempDir::new().unwrap();
    for number in deadly() {
        let mut pty = open(reader(&home));
        send(number, &pty);
        assert_eq!(pty.status(), Ok(128 + number as u32), "signal {number}");
        pty.assert_restored();
    }
}

/// The reader under a shell that outlives it and shows the reader's number, its status, and that the terminal takes
/// lines again. (What is started in a terminal first ends the use of the terminal by all others when it ends.)
fn under_a_shell(home: &TempDir, inner: &str) -> Pty {
    // It reads no line before it is told to: the terminal is restored soon after the death, not at the same time.
    let line = "sh -c \"$INNER\"; echo status $?; echo ended; until test -e \"$HOME/go\"; do sleep 0.1; done; read line; echo got $line";
    with_home(Setup::new("sh"), home.path()).env("INNER", inner).args(["-c", line]).start()
}

#[test]
fn a_death_that_cannot_be_caught_restores_the_terminal_too() {
    let home = TempDir::new().unwrap();
    let mut pty = under_a_shell(&home, &format!("echo number $$.; exec '{PROGRAM}'"));
    pty.until(|screen| screen.alternate_screen() && screen.hide_cursor()).until_shows("? help");
    let raw = String::from_utf8_lossy(&pty.raw()).into_owned();
    let number = raw.split("number ").nth(1).and_then(|rest| rest.split('.').next()).expect("a number");
    assert!(Command::new("kill").args(["-9", number]).status().unwrap().success());
    pty.until_shows("the terminal was restored").assert_restored();
    fs::write(home.path().join("go"), "").unwrap();
    pty.until_sent(b"status 137").bytes(b"a line\r").until_shows("got a line");
    assert_eq!(pty.status(), Ok(0));
}

/// An address space has as much room as it is given on Linux only.
#[test]
#[cfg(target_os = "linux")]
fn without_memory_the_terminal_is_restored() {
    let home = TempDir::new().unwrap();
    let article = home.path().join("article.txt");
    fs::write(&article, "The harbour of Port-Aven is dredged.\n\n".repeat(700_000)).unwrap();
    let mut aborted = 0;
    for kibibytes in (20_000..=120_000).step_by(4_000) {
        if aborted > 2 {
            break;
        }
        let inner = format!("ulimit -v {kibibytes}; exec '{PROGRAM}' '{}'", article.display());
        let _ = fs::remove_file(home.path().join("go"));
        let mut pty = under_a_shell(&home, &inner);
        // With the least it does not start, or is refused a thread; with more it has no room for the article.
        pty.until_sent(b"ended");
        let raw = pty.raw();
        let sent = |wanted: &[u8]| raw.windows(wanted.len()).any(|bytes| bytes == wanted);
        // By the guard, or by the reader itself, which sees the signal of its abort if it is quick.
        aborted += usize::from(sent(b"status 134") && sent(b"\x1b[?1049h"));
        pty.assert_restored();
        fs::write(home.path().join("go"), "").unwrap();
        pty.bytes(b"a line\r").until_shows("got a line");
        assert_eq!(pty.status(), Ok(0), "{kibibytes}");
    }
    assert!(aborted > 0, "none took the terminal and was aborted");
}

/// The mouse is the reader's only while it has the terminal: not during another program, a stop, or after any end.
#[test]
fn the_mouse_is_given_back_with_the_terminal() {
    let taken =
        |screen: &vt100::Screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::ButtonMotion;
    let home = TempDir::new().unwrap();
    let mut pty = open(with_editor(&home, "echo in the editor; read line"));
    pty.until(taken).keys("e").until_sent(b"in the editor").until(|screen| {
        !screen.alternate_screen() && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    });
    pty.bytes(b"\r").until(taken).keys("C-z").until_stopped().assert_restored();
    pty.signal(Signal::CONT).until(taken).keys("Q");
    assert_eq!(pty.status(), Ok(0));
    pty.assert_restored();
    // `mouse = false` never takes it.
    fs::create_dir_all(home.path().join("config/liseuse")).unwrap();
    fs::write(home.path().join("config/liseuse/config.toml"), "mouse = false\n").unwrap();
    let mut pty = open(reader(&home));
    pty.keys("Q");
    assert_eq!(pty.status(), Ok(0));
    let mode = |number: u16| format!("\u{1b}[?{number}h");
    let raw = String::from_utf8_lossy(&pty.settled_raw()).into_owned();
    assert!([1000, 1002, 1003, 1006].iter().all(|number| !raw.contains(&mode(*number))), "{raw:?}");
}

#[test]
fn a_clean_end_is_told_by_nobody_else() {
    let home = TempDir::new().unwrap();
    let mut pty =
        Setup::new("sh").args(["-c", &format!("'{PROGRAM}'; echo ended; read line; echo over $line")]);
    pty = with_home(pty, home.path());
    let mut pty = open(pty);
    pty.keys("Q").until_shows("ended").bytes(b"now\r").until_shows("over now");
    assert_eq!(pty.status(), Ok(0));
    assert!(!pty.contents().contains("restored"), "{}", pty.contents());
    pty.assert_restored();
}

/// An executable script, and an article to open with it.
fn with_editor(home: &TempDir, script: &str) -> Setup {
    let (editor, article) = (home.path().join("my editor"), home.path().join("article.txt"));
    fs::write(&editor, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(&article, "Title\n\nThe harbour of Port-Aven is dredged.\n").unwrap();
    reader(home).env("VISUAL", format!("'{}'", editor.display())).args([article])
}

#[test]
fn an_editor_that_leaves_the_terminal_raw_or_dies_in_it_changes_nothing() {
    for script in ["stty raw -echo", "stty raw -echo; kill -9 $$", "stty -icanon -isig; kill -SEGV $$"] {
        let home = TempDir::new().unwrap();
        let mut pty = open(with_editor(&home, &format!("echo in the editor; {script}")));
        pty.keys("e").until_sent(b"in the editor").until(|screen| screen.alternate_screen()).keys("Q");
        assert_eq!(pty.status(), Ok(0), "{script}");
        pty.assert_restored();
    }
}

#[test]
fn an_editor_is_given_every_signal() {
    let home = TempDir::new().unwrap();
    let mut pty = open(with_editor(&home, "(kill -SEGV $$); echo still there; read line"));
    pty.keys("e").until_shows("signal: 11").keys("Q");
    assert_eq!(pty.status(), Ok(0));
    assert!(!String::from_utf8_lossy(&pty.raw()).contains("still there"));
    pty.assert_restored();
}

#[test]
fn a_reader_that_is_killed_while_an_editor_has_the_terminal_raw_restores_it() {
    let home = TempDir::new().unwrap();
    let script = "trap '' TERM HUP; stty raw -echo; echo in the editor; exec sleep 60";
    let mut pty = open(with_editor(&home, script));
    pty.keys("e").until_sent(b"in the editor").signal(Signal::TERM);
    assert_eq!(pty.status(), Ok(128 + 15));
    pty.assert_restored();
}

#[test]
fn a_file_name_is_no_option_of_the_editor() {
    let home = TempDir::new().unwrap();
    let name = "+!touch pwned; :.txt";
    let setup = with_editor(&home, "echo \"got: $1\"; read line");
    fs::rename(home.path().join("article.txt"), home.path().join(name)).unwrap();
    drop(setup);
    let editor = home.path().join("my editor");
    let line = format!("cd '{}' && exec '{PROGRAM}' -- '{name}'", home.path().display());
    let setup = with_home(Setup::new("sh"), home.path()).args(["-c", &line]);
    let mut pty = open(setup.env("VISUAL", format!("'{}'", editor.display())));
    pty.keys("e").until_shows("got: ./+!touch pwned; :.txt").bytes(b"\r");
    pty.until(|screen| screen.alternate_screen()).keys("Q");
    assert_eq!(pty.status(), Ok(0));
}

#[test]
fn what_a_command_repeats_of_an_article_is_harmless() {
    let home = TempDir::new().unwrap();
    let article = home.path().join("article.txt");
    fs::write(&article, "Title\n\nThe harbour \u{1b}[201~ of Port-Aven \u{9b}31m is dredged.\n").unwrap();
    let mut pty = open(reader(&home).args([article]));
    pty.keys("|").bytes(b"cat\r").until_shows("any key");
    let raw = pty.raw();
    let text = String::from_utf8_lossy(&raw);
    assert!(text.contains("The harbour ␛[201~ of Port-Aven"), "{text}");
    assert!(!text.contains("\u{1b}[201~") && !text.contains('\u{9b}'), "{text}");
    // Ctrl-Z here is no key that goes back, but what it always is.
    pty.keys("C-z").until_stopped().assert_restored();
    pty.signal(Signal::CONT).until(|screen| screen.alternate_screen()).keys("Q");
    assert_eq!(pty.status(), Ok(0));
    pty.assert_restored();
}

#[test]
fn a_suspended_reader_that_is_killed_ends() {
    let home = TempDir::new().unwrap();
    // Behind a shell with job control, which has the terminal meanwhile.
    let shell = Setup::new("sh").args(["-i"]).env("PS1", "ready> ").env("ENV", "/dev/null");
    let mut pty = with_home(shell, home.path()).start();
    pty.until_shows("ready>").bytes(format!("'{PROGRAM}' & number=$!; fg\r").as_bytes());
    pty.until(|screen| screen.alternate_screen()).until_shows("? help");
    pty.keys("C-z").until(|screen| !screen.alternate_screen()).until_shows("Stopped");
    // A shell may tell a second time that it was stopped: 128 and the number of a signal to stop.
    let line = "kill $number; kill -CONT $number; \
                until wait $number; status=$?; test $status -lt 147; do sleep 0.1; done; echo status $status\r";
    pty.bytes(line.as_bytes()).until_sent(b"status 143");
}

#[test]
fn a_reader_stopped_from_outside_and_killed_ends() {
    let home = TempDir::new().unwrap();
    let mut pty = open(reader(&home));
    pty.signal(Signal::STOP).until_stopped().signal(Signal::TERM).signal(Signal::CONT);
    assert_eq!(pty.status(), Ok(128 + 15));
    pty.assert_restored();
}

/// More than there is room for in an address space, so that no thread can be started.
const NO_THREADS: (&str, &str) = ("RUST_MIN_STACK", "140737488355328");

#[test]
fn without_threads_commands_work_with_one_and_the_reader_says_so() {
    let home = TempDir::new().unwrap();
    let command = |threads: bool| {
        let mut command = Command::new(PROGRAM);
        command.env("HOME", home.path()).args(["facts", "--format", "ndjson"]);
        if !threads {
            command.env(NO_THREADS.0, NO_THREADS.1);
        }
        command.output().unwrap()
    };
    let (with, without) = (command(true), command(false));
    assert_eq!(without.status.code(), Some(0), "{}", String::from_utf8_lossy(&without.stderr));
    assert_eq!(with.stdout, without.stdout);
    let mut pty = reader(&home).env(NO_THREADS.0, NO_THREADS.1).start();
    assert_eq!(pty.status(), Ok(2));
    pty.until_shows("threads: the system lets this program start none");
    assert!(!pty.contents().contains("panicked") && !pty.contents().contains("a fault of the program"));
    pty.assert_restored();
}
