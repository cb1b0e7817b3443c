//! The terminal is given back, whatever ends or stops the program, and no key is lost on the way.

use rustix::process::Signal;

use crate::pty::{Pty, Setup};
use crate::smoke;

fn start() -> Pty {
    let mut pty = smoke::setup().start();
    pty.until_shows("keys 0.").until(|screen| screen.alternate_screen() && screen.hide_cursor());
    pty
}

/// Reports of presses, drags and the wheel, with coordinates as a terminal gives them (SGR, mode 1006).
#[test]
fn the_mouse_is_taken_and_reports_with_any_coordinates_arrive() {
    let mut pty = start();
    pty.until(|screen| {
        screen.mouse_protocol_mode() == vt100::MouseProtocolMode::ButtonMotion
            && screen.mouse_protocol_encoding() == vt100::MouseProtocolEncoding::Sgr
    });
    for (report, shown) in [
        ("\u{1b}[<0;20;10M", "last mouse 19x9."),
        ("\u{1b}[<64;500;300M", "last mouse 499x299."),
        ("\u{1b}[<32;65535;1M", "last mouse 65534x0."),
        ("\u{1b}[<0;0;0M", "last mouse 65535x65535."),
        // A column that no number has, and a button that no mouse has: no report at all.
        ("\u{1b}[<0;70000;1Mj", "last Char('j')"),
        ("\u{1b}[<255;1;1Mk", "last Char('k')"),
    ] {
        pty.bytes(report.as_bytes()).until_shows(shown);
    }
    assert_eq!(pty.keys("q").status(), Ok(0));
    pty.assert_restored();
}

#[test]
fn quitting_gives_the_terminal_back() {
    for (key, status) in [("q", 0), ("Q", 7)] {
        let mut pty = start();
        assert_ne!(pty.attributes(), pty.before);
        assert_eq!(pty.keys(key).status(), Ok(status));
        pty.assert_restored();
    }
}

#[test]
fn a_panic_anywhere_gives_the_terminal_back_and_is_told_as_safe_text() {
    for (key, message) in [
        ("p", "hostile ␛]0;title␇ text; please report it"),
        ("d", "no frame today"),
        ("t", "far from the terminal"),
    ] {
        let mut pty = start();
        assert_eq!(pty.keys(key).status(), Ok(101));
        pty.assert_restored();
        pty.until(|screen| screen.contents().replace('\n', "").contains(message));
    }
}

#[test]
fn a_contained_panic_is_no_end() {
    let mut pty = start();
    pty.keys("c").until_shows("ran Err(\"file\")").keys("j").until_shows("keys 2.");
    assert_eq!(pty.keys("q").status(), Ok(0));
    assert!(!String::from_utf8_lossy(&pty.raw()).contains("in a parser"));
}

#[test]
fn signals_end_it_with_their_status() {
    for signal in [Signal::HUP, Signal::INT, Signal::QUIT, Signal::TERM, Signal::USR1, Signal::ALARM] {
        let mut pty = start();
        assert_eq!(pty.signal(signal).status(), Ok(128 + signal.as_raw() as u32));
        pty.assert_restored();
    }
}

#[test]
fn a_signal_ends_it_even_when_it_is_stuck() {
    let mut pty = start();
    pty.keys("b").until_shows("stuck yes").signal(Signal::TERM);
    assert_eq!(pty.status(), Ok(128 + 15));
    pty.assert_restored();
}

#[test]
fn it_ends_when_the_terminal_goes_away() {
    assert_eq!(start().hang_up().status(), Ok(128 + 1));
    // Also when nothing tells it so: a process outside the terminal's session gets no signal.
    let mut pty = smoke::setup().without_controlling_terminal().start();
    pty.until_shows("keys 0.");
    assert_eq!(pty.hang_up().status(), Ok(128 + 1));
}

#[test]
fn it_ends_when_the_terminal_goes_away_while_it_is_stuck() {
    let mut pty = smoke::setup().without_controlling_terminal().start();
    pty.until_shows("keys 0.").keys("b").until_shows("stuck yes");
    assert_eq!(pty.hang_up().status(), Ok(128 + 1));
}

#[test]
fn stopping_gives_the_terminal_back_and_continuing_repaints_it() {
    let stops: [fn(&mut Pty) -> &mut Pty; 2] = [|pty| pty.keys("C-z"), |pty| pty.signal(Signal::TSTP)];
    for stop in stops {
        let mut pty = start();
        pty.keys("j").until_shows("last Char('j')");
        for _ in 0..3 {
            stop(&mut pty);
            pty.until_stopped();
            pty.assert_restored();
            pty.resize(100, 30);
            pty.signal(Signal::CONT);
            pty.until(|screen| screen.alternate_screen() && screen.hide_cursor());
            pty.until_shows("size 100x30.").resize(120, 36).until_shows("size 120x36.");
        }
        pty.keys("k").until_shows("last Char('k')");
        assert_eq!(pty.keys("q").status(), Ok(0));
        pty.assert_restored();
    }
}

#[test]
fn after_a_stop_that_could_not_be_caught_it_repaints() {
    let mut pty = start();
    pty.signal(Signal::STOP).until_stopped();
    let frames = |pty: &Pty| pty.raw().windows(4).filter(|bytes| bytes == b"\x1b[2J").count();
    let before = frames(&pty);
    pty.signal(Signal::CONT).keys("j").until_shows("keys 1.");
    // The signal and the key come by two ways: the repaint may follow the answer to the key.
    pty.until_sent_more_than(before, b"\x1b[2J");
    pty.until(|screen| screen.contents().starts_with("keys 1.")).until_sent(b"last");
    assert_eq!(pty.keys("q").status(), Ok(0));
    pty.assert_restored();
}

#[test]
fn what_started_it_is_stopped_with_it() {
    let mut pty = Setup::new("sh").args(["-c", &format!("{}; exit 5", smoke::shell_command())]).start();
    pty.until_shows("keys 0.").keys("C-z").until_stopped().assert_restored();
    rustix::process::kill_process_group(pty.pid(), Signal::CONT).unwrap();
    pty.until_shows("keys 1.").keys("q");
    assert_eq!(pty.status(), Ok(5));
    pty.assert_restored();
}

#[test]
fn a_shell_takes_it_back_to_the_foreground() {
    let mut pty = Setup::new("sh").args(["-i"]).env("PS1", "ready> ").env("ENV", "/dev/null").start();
    let prompt = |pty: &mut Pty, number: usize| {
        pty.until(|screen| {
            !screen.alternate_screen() && screen.contents().matches("ready>").count() == number
        });
    };
    prompt(&mut pty, 1);
    pty.bytes(smoke::shell_command().as_bytes()).keys("Enter");
    pty.until(|screen| screen.alternate_screen() && screen.contents().starts_with("keys 0."));
    pty.keys("j C-z");
    prompt(&mut pty, 2);
    pty.bytes(b"echo in the $(echo shell)\r").until_shows("in the shell");
    prompt(&mut pty, 3);
    // Continued in the background it must not touch the terminal.
    pty.bytes(b"bg\r");
    prompt(&mut pty, 4);
    pty.bytes(b"fg\r").until(|screen| screen.alternate_screen() && screen.contents().starts_with("keys 2."));
    pty.keys("j").until_shows("keys 3.").keys("Q");
    prompt(&mut pty, 5);
    pty.bytes(b"echo status $?\r").until_shows("status 7");
}

#[test]
fn no_key_is_lost_while_the_window_changes() {
    let mut pty = start();
    let mut random = 88_172_645_463_325_252_u64;
    for _ in 0..500 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        pty.resize((random % 220) as u16, (random >> 32) as u16 % 70).keys("j");
    }
    pty.resize(90, 20).until_shows("keys 500.").until_shows("size 90x20.");
    assert_eq!(pty.keys("q").status(), Ok(0));
    pty.assert_restored();
}

#[test]
fn any_size_is_a_size() {
    for (columns, rows) in [(0, 0), (0, 24), (80, 0), (1, 1), (2, 1), (1, 50), (1000, 500)] {
        let mut pty = smoke::setup().size(columns, rows).start();
        pty.until(|screen| screen.alternate_screen() && screen.hide_cursor());
        pty.keys("j").resize(80, 24).until_shows("keys 1.").until_shows("size 80x24.");
        pty.resize(columns, rows).keys("j").resize(81, 25).until_shows("keys 2.").until_shows("size 81x25.");
        pty.keys("q");
        assert_eq!(pty.status(), Ok(0));
        pty.assert_restored();
    }
    smoke::setup().size(0, 0).start().until_shows("size 80x24.");
}

#[test]
fn a_key_goes_ahead_of_a_flood_of_messages() {
    let mut pty = start();
    pty.keys("f").until_shows("messages yes");
    for count in 2..20 {
        pty.keys("j").until_shows(&format!("keys {count}."));
    }
    assert_eq!(pty.keys("q").status(), Ok(0));
    pty.assert_restored();
}

#[test]
fn it_wakes_when_it_asked_to() {
    let mut pty = start();
    pty.keys("w").until_shows("wakes 1.").keys("w").until_shows("wakes 2.");
}

#[test]
fn every_key_and_paste_arrives_as_what_it_is() {
    let mut pty = start();
    for (bytes, shown) in [
        ("\u{1b}", "last Esc"),
        ("é", "last Char('é')"),
        ("\u{1b}[A", "last Up"),
        ("\u{1b}", "last Esc"),
        ("\u{1b}[200~two\nlines \u{1b}[31m\u{1b}[201~", "last paste \"two\\nlines \\u{1b}[31m\""),
        ("\u{3}", "last Char('c')"),
    ] {
        pty.bytes(bytes.as_bytes()).until_shows(shown);
    }
    // A sequence in two halves, with all that may come between.
    pty.bytes(b"\x1b[").resize(100, 30).until_shows("size 100x30.").bytes(b"B").until_shows("last Down");
}

#[test]
fn another_program_has_the_terminal_to_itself_until_it_ends() {
    let mut pty = start();
    pty.keys("e").until(|screen| !screen.alternate_screen() && screen.contents().contains("in the errand"));
    assert_eq!(pty.attributes(), pty.before);
    pty.bytes(b"qqq\r").until_sent(b"read qqq");
    pty.until(|screen| screen.alternate_screen()).until_shows("keys 1.").until_shows("ran Some(3)");
    // Ctrl-C is for the other program.
    pty.keys("e").until(|screen| !screen.alternate_screen()).until_sent(b"in the errand");
    pty.until(|screen| screen.contents().matches("in the errand").count() == 2).keys("C-c");
    pty.until(|screen| screen.alternate_screen()).until_shows("keys 2.").until_shows("ran None");
    assert_eq!(pty.keys("q").status(), Ok(0));
    pty.assert_restored();
}

#[test]
fn what_a_command_wrote_stays_until_a_key() {
    let mut pty = start();
    pty.keys("i").until_shows("12345").until_shows("any key");
    pty.until(|screen| !screen.alternate_screen()).keys("x");
    pty.until(|screen| screen.alternate_screen()).until_shows("keys 1.").until_shows("ran Some(0)");
    pty.keys("n").until_shows("ran no-such-program-here: ").until_shows("keys 2.");
    assert_eq!(pty.keys("q").status(), Ok(0));
    pty.assert_restored();
    // The line that asks for a key goes with the key.
    pty.until(|screen| screen.contents().contains("12345") && !screen.contents().contains("any key"));
}

#[test]
fn the_end_of_the_reader_is_the_end_of_the_other_program() {
    let mut pty = start();
    pty.keys("e").until_sent(b"in the errand").signal(Signal::TERM);
    assert_eq!(pty.status(), Ok(128 + 15));
    pty.assert_restored();
}

#[test]
fn a_copy_is_base64_of_safe_text_so_that_no_control_reaches_the_terminal_or_the_clipboard() {
    let mut pty = start();
    pty.keys("y").until_sent(b"\x1b]52;c;YSDikJtdMDt44pCHIGI=\x1b\\");
    assert!(!pty.raw().windows(5).any(|bytes| bytes == b"\x1b]0;x"));
}

#[test]
fn every_frame_is_a_synchronized_update() {
    let mut pty = start();
    pty.keys("j j").until_shows("keys 2.").keys("q").status().unwrap();
    let raw = String::from_utf8(pty.raw()).unwrap();
    let (begin, end) = ("\u{1b}[?2026h", "\u{1b}[?2026l");
    assert!(raw.matches(begin).count() >= 2);
    for frame in raw.split(begin).skip(1) {
        assert!(frame.contains(end), "{frame:?}");
    }
}

#[test]
fn keys_come_from_the_terminal_when_text_is_piped_in() {
    let mut pty = Setup::new("sh").args(["-c", &format!("echo q | {}", smoke::shell_command())]).start();
    pty.until_shows("keys 0.").keys("j").until_shows("keys 1.").keys("C-z").until_stopped().assert_restored();
    rustix::process::kill_process_group(pty.pid(), Signal::CONT).unwrap();
    pty.until(|screen| screen.alternate_screen()).keys("e").until_shows("in the errand").bytes(b"x\r");
    pty.until_shows("ran Some(3)").keys("Q");
    assert_eq!(pty.status(), Ok(7));
    pty.assert_restored();
}

#[test]
fn without_a_terminal_it_says_what_to_do_and_touches_nothing() {
    let dumb = smoke::setup().env("TERM", "dumb");
    let piped = Setup::new("sh").args(["-c", &format!("{} | cat; echo", smoke::shell_command())]);
    let nothing = smoke::setup().without_controlling_terminal();
    for (setup, status) in [(dumb, Ok(2)), (piped, Ok(0))] {
        let mut pty = setup.start();
        assert_eq!(pty.status(), status);
        pty.until_shows("liseuse articles");
        assert!(!pty.raw().contains(&0x1b));
        assert_eq!(pty.attributes(), pty.before);
    }
    drop(nothing);
}
