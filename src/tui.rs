//! The only terminal I/O: set-up, event loop, effects, restore.
//!
//! Whoever draws implements [`Program`]; [`run`] gives it the terminal until it is done. Around the loop, on the
//! main thread, stand three kinds of threads, and all of them put what they have into one [`channel`]:
//!
//! - *reader* (`input.rs`) sleeps in `poll(2)` on the terminal and on a wake-up pipe, and asks crossterm only when
//!   there are bytes. So it can be parked at once, before a suspend or an editor needs the terminal; it is also
//!   the watchdog that sees a hang-up without SIGHUP. Raw mode has VMIN 0, so no read ever blocks.
//! - *signals* (`signals.rs`) turns signals into input and forces restore and exit when the loop, stuck in a
//!   write or in a long computation, does not end within 700 ms.
//! - background work (loading, filtering, storing) sends messages through [`Post`].
//!
//! Input and messages wait in two queues under one condition variable: input goes first, so a key never stands
//! behind messages, and either wakes the loop. One turn of the loop handles all input, then messages for some
//! milliseconds, then draws at most once. A frame is built in memory and written at one go inside a synchronized
//! update. ratatui's terminal is made anew (with an erased screen) after each resize and return: it never asks
//! the terminal where the cursor is, which would take the reader's bytes.
//!
//! Whoever ends the program (the loop, the panic hook, the signal thread) calls `screen::leave_for_good`, which bars
//! later frames. For an end that leaves nobody to call it there is the guard (`guard.rs`).

mod channel;
mod errand;
pub mod guard;
mod input;
mod panic;
pub mod programs;
pub mod reader;
mod screen;
mod signals;
mod worker;

use std::io;
use std::process::ExitStatus;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rustix::process::Signal;

pub use channel::{Inbox, Post, channel};
pub use errand::Errand;
pub use screen::available;

use crate::error::{Error, Result};
use crate::text::Safe;
use channel::Input;

/// How long messages are handled before a frame is due.
const MESSAGES: Duration = Duration::from_millis(8);

/// How long a signal may take to be seen after the process was continued.
const SETTLE: Duration = Duration::from_millis(100);

/// What happens to a program.
#[derive(Debug)]
pub enum Event<M> {
    /// A key went down, or repeats.
    Key(KeyEvent),
    /// Text pasted into the terminal, as it came: not safe for a terminal.
    Paste(String),
    /// The terminal has this many columns and rows. Comes first of all events, and after each change.
    Resize(u16, u16),
    /// The time that [`Program::next_wake`] named has come.
    Wake,
    /// An [`Errand`] ended, or could not start.
    Ran(Result<ExitStatus>),
    /// From a background thread.
    Message(M),
}

/// What a program wants done outside itself.
#[derive(Debug)]
pub enum Outcome {
    /// End, with this exit status.
    Quit(u8),
    /// Stop, as Ctrl-Z does, until the shell continues it.
    Suspend,
    /// Put a text on the clipboard of the terminal, also through SSH (OSC 52).
    Copy(Safe<'static>),
    /// Give the terminal to another program until that ends; answered by [`Event::Ran`].
    Run(Errand),
}

/// What the event loop drives.
pub trait Program {
    /// What its background threads send.
    type Message: Send + 'static;

    /// Changes its state. `now` is the time since [`run`] began.
    fn handle(&mut self, event: Event<Self::Message>, now: Duration);

    /// Draws its state.
    fn draw(&self, frame: &mut ratatui::Frame<'_>);

    /// Whether what it draws has changed since this was last asked: asking takes the mark back.
    fn needs_draw(&mut self) -> bool;

    /// What it wants done, each once; asked after every event until it wants no more.
    fn outcome(&mut self) -> Option<Outcome>;

    /// How long after `now` it wants an [`Event::Wake`], if nothing else happens; zero is at once.
    fn next_wake(&self, now: Duration) -> Option<Duration>;
}

/// Gives the terminal to a program until it quits or a signal ends it, and restores it; the status to exit with.
///
/// Once per process: signal handlers and panic hook stay. A panic in any thread, from here to the return,
/// restores the terminal and exits with 101.
///
/// # Errors
///
/// There is no terminal (nothing was touched then; ask [`available`] earlier), or it could not be set up.
pub fn run<P: Program>(program: &mut P, inbox: Inbox<P::Message>) -> Result<u8> {
    available()?;
    let failed = |error: io::Error| {
        screen::leave_for_good();
        Error::new("terminal", error.to_string()).next("`liseuse articles` needs none")
    };
    let queue = inbox.queue;
    panic::install();
    signals::listen(Arc::clone(&queue)).map_err(failed)?;
    // In the background a terminal has the attributes that somebody else wants just then.
    if let Some(signal) = wait_for_foreground(&queue) {
        return Ok(128 + signal);
    }
    screen::enter().map_err(failed)?;
    let reader = input::Reader::start(Arc::clone(&queue)).map_err(failed)?;
    let mut session = Session {
        program,
        queue,
        reader,
        canvas: screen::Canvas::new(screen::size()),
        start: Instant::now(),
        redraw: true,
    };
    let status = session.turn_until_done();
    screen::leave_for_good();
    match status {
        Ok(status) => Ok(status),
        // The terminal went away under a frame: as a hang-up.
        Err(_) => Ok(128 + Signal::HUP.as_raw() as u8),
    }
}

/// Stops while the terminal is somebody else's, as the system stops whoever uses it then; the signal that ends the
/// program instead, if one comes.
fn wait_for_foreground<M>(queue: &channel::Queue<M>) -> Option<u8> {
    // Where it cannot be stopped (nobody is left who could continue it) the system refuses the terminal soon after.
    let mut refused = 0;
    while !screen::in_foreground() && refused < 10 {
        // A signal for a stopped process comes with the one that continues it, and either may be seen first.
        if let Some(signal) = queue.deadly_within(SETTLE) {
            return Some(signal);
        }
        if !screen::in_foreground() && !signals::stop_in_background() {
            refused += 1;
        }
    }
    queue.deadly_signal()
}

struct Session<'a, P: Program> {
    program: &'a mut P,
    queue: Arc<channel::Queue<P::Message>>,
    reader: input::Reader,
    canvas: screen::Canvas,
    start: Instant,
    redraw: bool,
}

impl<P: Program> Session<'_, P> {
    fn turn_until_done(&mut self) -> io::Result<u8> {
        let size = self.canvas.size();
        if let Some(status) = self.handle(Event::Resize(size.width, size.height))? {
            return Ok(status);
        }
        loop {
            if let Some(status) = self.input()? {
                return Ok(status);
            }
            if let Some(status) = self.messages()? {
                return Ok(status);
            }
            if self.program.needs_draw() || self.redraw {
                self.redraw = false;
                let program = &*self.program;
                self.canvas.draw(|frame| program.draw(frame))?;
            }
            let wake = self.program.next_wake(self.start.elapsed());
            if (wake == Some(Duration::ZERO) || !self.queue.wait(wake))
                && let Some(status) = self.handle(Event::Wake)?
            {
                return Ok(status);
            }
        }
    }

    /// Everything that came from outside.
    fn input(&mut self) -> io::Result<Option<u8>> {
        loop {
            if let Some(signal) = self.queue.deadly_signal() {
                return Ok(Some(128 + signal));
            }
            let done = match self.queue.input() {
                None => return Ok(None),
                Some(Input::Key(key)) => self.handle(Event::Key(key))?,
                Some(Input::Paste(text)) => self.handle(Event::Paste(text))?,
                Some(Input::Resize) => self.resize()?,
                Some(Input::Suspend) => self.perform(Outcome::Suspend)?,
                Some(Input::Continued) => self.return_to_screen()?,
            };
            if done.is_some() {
                return Ok(done);
            }
        }
    }

    /// Messages, until there are none, input comes or a frame is due.
    fn messages(&mut self) -> io::Result<Option<u8>> {
        let start = Instant::now();
        while start.elapsed() < MESSAGES {
            let Some(message) = self.queue.message() else { break };
            if let Some(status) = self.handle(Event::Message(message))? {
                return Ok(Some(status));
            }
        }
        Ok(None)
    }

    fn handle(&mut self, event: Event<P::Message>) -> io::Result<Option<u8>> {
        self.program.handle(event, self.start.elapsed());
        while let Some(outcome) = self.program.outcome() {
            if let Some(status) = self.perform(outcome)? {
                return Ok(Some(status));
            }
        }
        Ok(None)
    }

    fn perform(&mut self, outcome: Outcome) -> io::Result<Option<u8>> {
        match outcome {
            Outcome::Quit(status) => Ok(Some(status)),
            Outcome::Suspend => {
                self.reader.pause();
                signals::stop(screen::leave);
                self.return_to_screen()
            }
            Outcome::Copy(text) => {
                screen::copy(&text)?;
                Ok(None)
            }
            Outcome::Run(errand) => {
                self.reader.pause();
                screen::leave();
                let hold = errand.hold;
                let result = errand::run(errand);
                if hold && result.is_ok() && self.hold()? {
                    signals::stop(screen::leave);
                }
                if let Some(status) = self.return_to_screen()? {
                    return Ok(Some(status));
                }
                self.program.handle(Event::Ran(result), self.start.elapsed());
                Ok(None)
            }
        }
    }

    /// Leaves what another program wrote in view until a key comes; whether it asks for a suspension.
    fn hold(&mut self) -> io::Result<bool> {
        screen::hold()?;
        self.reader.resume();
        let suspend = loop {
            self.queue.wait_for_input();
            if self.queue.deadly_signal().is_some() {
                break false;
            }
            match self.queue.input() {
                Some(Input::Key(key)) => {
                    break key.code == KeyCode::Char('z') && key.modifiers.contains(KeyModifiers::CONTROL);
                }
                Some(Input::Suspend) => break true,
                // After a stop that could not be seen a shell has set its own modes.
                Some(Input::Continued) => screen::hold()?,
                Some(Input::Paste(_) | Input::Resize) | None => {}
            }
        };
        self.reader.pause();
        screen::end_hold()?;
        Ok(suspend)
    }

    /// Takes the terminal (again) and repaints everything.
    fn return_to_screen(&mut self) -> io::Result<Option<u8>> {
        if let Some(signal) = wait_for_foreground(&self.queue) {
            return Ok(Some(128 + signal));
        }
        screen::enter()?;
        self.reader.resume();
        self.resize()
    }

    fn resize(&mut self) -> io::Result<Option<u8>> {
        self.canvas = screen::Canvas::new(screen::size());
        self.redraw = true;
        let size = self.canvas.size();
        self.handle(Event::Resize(size.width, size.height))
    }
}
