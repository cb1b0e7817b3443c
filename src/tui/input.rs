//! The thread that reads the terminal: sleeps in `poll(2)`, decodes with crossterm, can be paused at once when
//! another program needs the terminal, and detects a hang-up without a signal.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::Signal;

use super::answer::{Answers, Taken};
use super::channel::{Input, Queue};
use super::{screen, signals};

/// How long crossterm waits for more input after an event: with 0 it does not read at all.
const MORE: Duration = Duration::from_millis(1);

/// Wakes up regularly without input, in case a wake-up was lost.
const IDLE: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };

/// How long `pause` waits for the thread to stop reading.
const PATIENCE: Duration = Duration::from_millis(200);

/// The handle on the thread.
pub(super) struct InputThread {
    turn: Arc<Turn>,
    waker: UnixStream,
}

#[derive(Default)]
struct Turn {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    pause: bool,
    paused: bool,
}

impl InputThread {
    pub(super) fn start<M: Send + 'static>(queue: Arc<Queue<M>>) -> io::Result<Self> {
        let (waker, woken) = UnixStream::pair()?;
        waker.set_nonblocking(true)?;
        woken.set_nonblocking(true)?;
        let turn = Arc::new(Turn::default());
        let thread_turn = Arc::clone(&turn);
        thread::Builder::new().name("input".into()).spawn(move || {
            // No more keys can be read, whatever the reason.
            let _ = read(&queue, &thread_turn, woken);
            signals::end(&queue, Signal::HUP.as_raw());
        })?;
        Ok(Self { turn, waker })
    }

    /// Returns when the thread reads no more bytes from the terminal.
    pub(super) fn pause(&self) {
        let mut state = self.turn.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.pause = true;
        let _ = (&self.waker).write(&[0]);
        while !state.paused {
            let (next, timeout) =
                self.turn.changed.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner);
            state = next;
            if timeout.timed_out() {
                return;
            }
        }
    }

    pub(super) fn resume(&self) {
        self.turn.state.lock().unwrap_or_else(PoisonError::into_inner).pause = false;
        let _ = (&self.waker).write(&[0]);
    }
}

impl Turn {
    fn is_paused(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.paused != state.pause {
            state.paused = state.pause;
            self.changed.notify_all();
        }
        state.paused
    }
}

/// Reads until the terminal is closed.
fn read<M>(queue: &Queue<M>, turn: &Turn, mut woken: UnixStream) -> io::Result<()> {
    let tty = screen::tty()?;
    let mut answers = Answers::default();
    loop {
        let paused = turn.is_paused();
        let interest = if paused { PollFlags::empty() } else { PollFlags::IN };
        let mut fds = [PollFd::new(&tty, interest), PollFd::new(&woken, PollFlags::IN)];
        match poll(&mut fds, Some(&IDLE)) {
            Err(rustix::io::Errno::INTR) => continue,
            result => result?,
        };
        if fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Ok(());
        }
        if !fds[1].revents().is_empty() {
            let mut bytes = [0; 16];
            while matches!(woken.read(&mut bytes), Ok(1..)) {}
        } else if !paused {
            while event::poll(MORE)? {
                match event::read()? {
                    Event::Paste(text) => queue.push(Input::Paste(text)),
                    Event::Resize(..) => queue.push(Input::Resize),
                    Event::Mouse(mouse) => queue.push(Input::Mouse(mouse)),
                    event => {
                        if let Some(key) = event.as_key_press_event() {
                            match answers.take(key) {
                                Taken::Keys(keys) => {
                                    keys.into_iter().for_each(|key| queue.push(Input::Key(key)))
                                }
                                Taken::Background(Some(background)) => {
                                    queue.push(Input::Background(background))
                                }
                                Taken::Background(None) => {}
                            }
                        }
                    }
                }
            }
            // A terminal sends its answer in one piece.
            answers.give_up().into_iter().for_each(|key| queue.push(Input::Key(key)));
        }
    }
}
