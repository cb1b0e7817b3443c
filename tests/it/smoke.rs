//! A small program for the event loop, which shows what reaches it and does on a key what a reader must never do.
//! The test binary starts itself to run it in a terminal of its own.

use std::ffi::OsString;
use std::io::{self, Write};
use std::time::Duration;
use std::{env, process, thread};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use liseuse::error::contain;
use liseuse::text::sanitise::sanitise;
use liseuse::tui::{self, Errand, Event, Outcome, Post, Program};
use ratatui::Frame;
use ratatui::text::Line;

use crate::pty::Setup;

const CHILD: &str = "LISEUSE_SMOKE";

/// The command that runs it.
pub(crate) fn setup() -> Setup {
    let this = env::current_exe().expect("the test binary");
    Setup::new(this).args(["--exact", "smoke::child", "--nocapture"]).env(CHILD, "1")
}

/// The same as a line for a shell.
pub(crate) fn shell_command() -> String {
    let this = env::current_exe().expect("the test binary");
    format!("env {CHILD}=1 '{}' --exact smoke::child --nocapture", this.display())
}

#[test]
fn child() {
    if env::var_os(CHILD).is_none() {
        return;
    }
    let (post, inbox) = tui::channel();
    let mut program = Smoke { post, ..Smoke::new() };
    match tui::run(&mut program, inbox) {
        Ok(status) => process::exit(status.into()),
        Err(error) => {
            let _ = writeln!(io::stderr(), "liseuse: {error}");
            process::exit(2);
        }
    }
}

struct Smoke {
    post: Post<u64>,
    keys: u32,
    last: String,
    size: (u16, u16),
    messages: u64,
    wakes: u32,
    wake: Option<Duration>,
    ran: String,
    outcome: Option<Outcome>,
    changed: bool,
    fails_to_draw: bool,
    stuck: bool,
}

impl Smoke {
    fn new() -> Self {
        Self {
            post: tui::channel().0,
            keys: 0,
            last: String::new(),
            size: (0, 0),
            messages: 0,
            wakes: 0,
            wake: None,
            ran: String::new(),
            outcome: None,
            changed: false,
            fails_to_draw: false,
            stuck: false,
        }
    }

    fn key(&mut self, key: KeyEvent, now: Duration) {
        self.keys += 1;
        self.last = format!("{:?}", key.code);
        let KeyCode::Char(letter) = key.code else { return };
        if key.modifiers == KeyModifiers::CONTROL {
            if letter == 'z' {
                self.outcome = Some(Outcome::Suspend);
            }
            return;
        }
        match letter {
            'q' => self.outcome = Some(Outcome::Quit(0)),
            'Q' => self.outcome = Some(Outcome::Quit(7)),
            'p' => panic!("hostile \u{1b}]0;title\u{7} text"),
            'd' => self.fails_to_draw = true,
            't' => drop(thread::spawn(|| panic!("far from the terminal"))),
            'c' => self.ran = format!("{:?}", contain("file", || panic!("in a parser")).map_err(|e| e.thing)),
            'b' => self.stuck = true,
            'f' => {
                for _ in 0..2 {
                    let post = self.post.clone();
                    thread::spawn(move || {
                        loop {
                            post.send(1);
                        }
                    });
                }
            }
            'w' => self.wake = Some(now + Duration::from_millis(20)),
            'y' => self.outcome = Some(Outcome::Copy(sanitise("a \u{1b}]0;x\u{7} b").into_owned())),
            'e' => self.run("echo in the errand; read line; echo read $line; exit 3", None, false),
            'i' => self.run("wc -c; echo piped", Some(vec![b'x'; 12345]), true),
            'n' => {
                let program = "no-such-program-here".into();
                let errand = Errand { program, arguments: Vec::new(), input: None, hold: true };
                self.outcome = Some(Outcome::Run(errand));
            }
            _ => {}
        }
    }

    fn run(&mut self, line: &str, input: Option<Vec<u8>>, hold: bool) {
        let arguments = ["-c", line].map(OsString::from).into();
        self.outcome = Some(Outcome::Run(Errand { program: "sh".into(), arguments, input, hold }));
    }
}

impl Program for Smoke {
    type Message = u64;

    fn handle(&mut self, event: Event<u64>, now: Duration) {
        self.changed = true;
        match event {
            Event::Mouse(mouse) => self.last = format!("mouse {}x{}.", mouse.column, mouse.row),
            Event::Key(key) => self.key(key, now),
            Event::Paste(text) => self.last = format!("paste {text:?}"),
            Event::Background(background) => self.last = format!("background {background:?}"),
            Event::Resize(columns, rows) => self.size = (columns, rows),
            Event::Wake => {
                self.wakes += 1;
                self.wake = None;
            }
            Event::Ran(Ok(status)) => self.ran = format!("{:?}", status.code()),
            Event::Ran(Err(error)) => self.ran = error.to_string(),
            Event::Message(_) => self.messages += 1,
        }
    }

    fn wants_mouse(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        assert!(!self.fails_to_draw, "no frame today");
        let lines = [
            format!("keys {}.", self.keys),
            format!("size {}x{}.", self.size.0, self.size.1),
            format!("last {}", self.last),
            format!("wakes {}.", self.wakes),
            format!("ran {}", self.ran),
            format!("messages {}", if self.messages > 0 { "yes" } else { "no" }),
            format!("stuck {}", if self.stuck { "yes" } else { "no" }),
        ];
        for (line, row) in lines.iter().zip(frame.area().rows()) {
            frame.render_widget(Line::from(line.as_str()), row);
        }
    }

    fn needs_draw(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    fn outcome(&mut self) -> Option<Outcome> {
        self.outcome.take()
    }

    fn next_wake(&self, now: Duration) -> Option<Duration> {
        // After the frame that says so.
        if self.stuck {
            loop {
                thread::park();
            }
        }
        Some(self.wake?.saturating_sub(now))
    }
}
