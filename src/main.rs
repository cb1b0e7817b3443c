//! The binary: arguments, dispatch, exit code.

use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, io::Write};

use crossterm::event::{KeyCode, KeyModifiers};
use liseuse::tui::{self, Event, Outcome, Program};
use ratatui::text::Line;

struct Stub {
    at: usize,
    count: usize,
    changed: bool,
    outcome: Option<Outcome>,
}

impl Program for Stub {
    type Message = ();

    fn handle(&mut self, event: Event<()>, _: Duration) {
        self.changed = true;
        if let Event::Key(key) = event {
            match key.code {
                KeyCode::Char('z') if key.modifiers == KeyModifiers::CONTROL => {
                    self.outcome = Some(Outcome::Suspend);
                }
                KeyCode::Char('Q') => self.outcome = Some(Outcome::Quit(0)),
                KeyCode::Char('j') => self.at = (self.at + 1).min(self.count),
                _ => {}
            }
        }
    }

    fn draw(&self, frame: &mut ratatui::Frame<'_>) {
        let line = format!(" liseuse · {}/{}", self.at, self.count);
        frame.render_widget(Line::from(line), frame.area());
    }

    fn needs_draw(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    fn outcome(&mut self) -> Option<Outcome> {
        self.outcome.take()
    }

    fn next_wake(&self, _: Duration) -> Option<Duration> {
        None
    }
}

fn main() -> ExitCode {
    let count = env::args_os().nth(1).and_then(|path| fs::read_to_string(path).ok());
    let count = count.map_or(10, |text| text.lines().count());
    let (_post, inbox) = tui::channel();
    match tui::run(&mut Stub { at: 1, count, changed: true, outcome: None }, inbox) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "liseuse: {error}");
            ExitCode::from(2)
        }
    }
}
