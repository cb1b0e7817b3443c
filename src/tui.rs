//! The only terminal I/O: set-up, event loop, effects, restore.
//!
//! A screen implements [`Program`]; [`run`] gives it the terminal until it ends. The loop runs on the main thread. Three
//! kinds of threads send to it through one [`channel`]:
//!
//! - *input* (`input.rs`) sleeps in `poll(2)` on the terminal and on a wake-up pipe, and asks crossterm only when
//!   there are bytes. So it can be paused at once, before a suspend or an editor needs the terminal; it also detects a
//!   hang-up without SIGHUP. Raw mode has VMIN 0, so no read ever blocks.
//! - *signals* (`signals.rs`) turns signals into input and forces restore and exit when the loop, stuck in a
//!   write or in a long computation, does not end within 700 ms.
//! - background work (loading, filtering, storing) sends messages through [`Post`].
//!
//! Input and messages wait in two queues under one condition variable: input goes first, so a key never waits for
//! messages, and either wakes the loop. One turn of the loop handles all input, then messages for some milliseconds,
//! then draws at most once. A frame is built in memory and written at once inside a synchronized update. ratatui's
//! terminal is created again (with an erased screen) after each resize and return: it never asks the terminal where the
//! cursor is, because the answer would be read as input.
//!
//! Whichever part ends the program (the loop, the panic hook, the signal thread) calls `screen::leave_for_good`, after which
//! no frame is drawn. The guard (`guard.rs`) restores the terminal after an end in which no code of the program runs.

mod answer;
mod channel;
pub mod controller;
mod errand;
mod export;
pub mod guard;
mod input;
mod keep_view;
mod loading;
mod note_file;
mod panic;
pub mod programs;
mod screen;
mod signals;
mod watching;
mod worker;

use std::io;
use std::process::ExitStatus;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};
use rustix::process::Signal;

pub use channel::{Inbox, Post, channel};
pub use errand::Errand;
pub(crate) use screen::available;

use crate::config::theme::Background;
use crate::error::{Error, Result};
use crate::text::Safe;
use channel::Input;
use input::InputThread;

/// How long messages are handled before a frame is due.
const MESSAGES: Duration = Duration::from_millis(8);

/// How long a signal may take to be seen after the process was continued.
const SETTLE: Duration = Duration::from_millis(100);

/// An event for a program.
#[derive(Debug)]
pub enum Event<M> {
    /// A key went down, or repeats.
    Key(KeyEvent),
    /// The mouse did something, at any coordinates. Only when the program wants it.
    Mouse(MouseEvent),
    /// Text pasted into the terminal, unchanged: not safe to write to a terminal.
    Paste(String),
    /// The terminal has answered [`Outcome::AskBackground`]. One that does not know the question never does.
    Background(Background),
    /// The terminal has this many columns and rows. Comes first of all events, and after each change.
    Resize(u16, u16),
    /// The time that [`Program::next_wake`] returned has passed.
    Wake,
    /// An [`Errand`] ended, or could not start.
    Ran(Result<ExitStatus>),
    /// From a background thread.
    Message(M),
}

/// What the loop is to do for a program.
#[derive(Debug)]
pub enum Outcome {
    /// End, with this exit status.
    Quit(u8),
    /// Stop, as Ctrl-Z does, until the shell continues it.
    Suspend,
    /// Paint the whole screen anew: something else has written on it.
    Repaint,
    /// Ask the terminal for its background.
    AskBackground,
    /// Put a text on the clipboard of the terminal, also through SSH (OSC 52).
    Copy(Safe<'static>),
    /// Give the terminal to another program until that ends; answered by [`Event::Ran`].
    Run(Errand),
}

/// What the event loop drives.
pub trait Program {
    /// The messages of its background threads.
    type Message: Send + 'static;

    /// Whether it wants the mouse: then the terminal does not select text with it, unless Shift is held.
    fn wants_mouse(&self) -> bool {
        false
    }

    /// Changes its state. `now` is the time since [`run`] began.
    fn handle(&mut self, event: Event<Self::Message>, now: Duration);

    /// Draws its state.
    fn draw(&self, frame: &mut ratatui::Frame<'_>);

    /// Whether it must be drawn again: whether its picture has changed since the last call.
    fn needs_draw(&mut self) -> bool;

    /// The next effect that the loop is to carry out; asked after every event until it returns `None`.
    fn outcome(&mut self) -> Option<Outcome>;

    /// How long after `now` it wants an [`Event::Wake`] if no other event comes before; zero is at once.
    fn next_wake(&self, now: Duration) -> Option<Duration>;
}

/// Gives the terminal to a program until it quits or a signal ends it, and restores it. Returns the exit status.
///
/// Once per process: signal handlers and panic hook stay. A panic in any thread, from here to the return,
/// restores the terminal and exits with 101.
///
/// # Errors
///
/// When there is no terminal (then nothing was changed; [`available`] tells before), or it could not be set up.
pub fn run<P: Program>(program: &mut P, inbox: Inbox<P::Message>) -> Result<u8> {
    available()?;
    let failed = |error: io::Error| {
        screen::leave_for_good();
        Error::new("terminal", error.to_string()).next("`liseuse articles` needs none")
    };
    let queue = inbox.queue;
    panic::install();
    signals::listen(Arc::clone(&queue)).map_err(failed)?;
    // While this process is in the background, the terminal has the attributes of another program.
    if let Some(signal) = wait_for_foreground(&queue) {
        return Ok(128 + signal);
    }
    screen::enter(program.wants_mouse()).map_err(failed)?;
    let input_thread = InputThread::start(Arc::clone(&queue)).map_err(failed)?;
    let mut session = Session {
        program,
        queue,
        input_thread,
        canvas: screen::Canvas::new(screen::size()),
        start: Instant::now(),
        redraw: true,
    };
    let status = session.turn_until_done();
    screen::leave_for_good();
    match status {
        Ok(status) => Ok(status),
        // The terminal was closed while a frame was written: treated as a hang-up.
        Err(_) => Ok(128 + Signal::HUP.as_raw() as u8),
    }
}

/// Stops while another program has the terminal, as the system stops a process that uses it from the background. Returns
/// the signal that ends the program, if one came.
fn wait_for_foreground<M>(queue: &channel::Queue<M>) -> Option<u8> {
    // When it cannot be stopped (no process is left that could continue it) the system soon refuses the terminal.
    let mut refused = 0;
    while !screen::in_foreground() && refused < 10 {
        // A signal sent to a stopped process arrives with the one that continues it, and either may be seen first.
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
    input_thread: InputThread,
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

    /// Handles all input that has arrived.
    fn input(&mut self) -> io::Result<Option<u8>> {
        loop {
            if let Some(signal) = self.queue.deadly_signal() {
                return Ok(Some(128 + signal));
            }
            let done = match self.queue.input() {
                None => return Ok(None),
                Some(Input::Key(key)) => self.handle(Event::Key(key))?,
                Some(Input::Mouse(mouse)) => self.handle(Event::Mouse(mouse))?,
                Some(Input::Paste(text)) => self.handle(Event::Paste(text))?,
                Some(Input::Background(background)) => self.handle(Event::Background(background))?,
                Some(Input::Resize) => self.resize()?,
                Some(Input::Suspend) => self.perform(Outcome::Suspend)?,
                Some(Input::Continued) => self.return_to_screen()?,
            };
            if done.is_some() {
                return Ok(done);
            }
        }
    }

    /// Handles messages until none is left, input arrives or a frame is due.
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
                self.input_thread.pause();
                signals::stop(screen::leave);
                self.return_to_screen()
            }
            Outcome::Repaint => self.resize(),
            Outcome::AskBackground => {
                screen::ask_background()?;
                Ok(None)
            }
            Outcome::Copy(text) => {
                screen::copy(&text)?;
                Ok(None)
            }
            Outcome::Run(errand) => {
                self.input_thread.pause();
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

    /// Leaves the output of another program in view until a key is pressed. Returns whether that key was Ctrl-Z.
    fn hold(&mut self) -> io::Result<bool> {
        screen::hold()?;
        self.input_thread.resume();
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
                // After a stop that was not noticed a shell has set its own modes.
                Some(Input::Continued) => screen::hold()?,
                Some(Input::Mouse(_) | Input::Paste(_) | Input::Background(_) | Input::Resize) | None => {}
            }
        };
        self.input_thread.pause();
        screen::end_hold()?;
        Ok(suspend)
    }

    /// Takes the terminal (again) and repaints everything.
    fn return_to_screen(&mut self) -> io::Result<Option<u8>> {
        if let Some(signal) = wait_for_foreground(&self.queue) {
            return Ok(Some(128 + signal));
        }
        screen::enter(self.program.wants_mouse())?;
        self.input_thread.resume();
        self.resize()
    }

    fn resize(&mut self) -> io::Result<Option<u8>> {
        self.canvas = screen::Canvas::new(screen::size());
        self.redraw = true;
        let size = self.canvas.size();
        self.handle(Event::Resize(size.width, size.height))
    }
}
