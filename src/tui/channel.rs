//! The one channel into the event loop: input of the terminal and messages of background threads, in two queues
//! under one condition variable: keys are received before any number of messages, and both wake the loop.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossterm::event::{KeyEvent, MouseEvent, MouseEventKind};

use crate::config::theme::Background;

/// Input from outside, in the order of arrival.
#[derive(Debug, PartialEq)]
pub(super) enum Input {
    Key(KeyEvent),
    Mouse(MouseEvent),
    Paste(String),
    /// The terminal has answered what its background is.
    Background(Background),
    Resize,
    /// SIGTSTP.
    Suspend,
    /// SIGCONT after a stop that was not noticed.
    Continued,
}

pub(super) struct Queue<M> {
    state: Mutex<State<M>>,
    ready: Condvar,
}

struct State<M> {
    input: VecDeque<Input>,
    messages: VecDeque<M>,
    /// The first signal that ends the program.
    deadly: Option<u8>,
}

/// The sender for background threads. Cheap to clone; messages sent after the end of the loop are dropped.
pub struct Post<M> {
    queue: Arc<Queue<M>>,
}

/// The receiver of the loop.
pub struct Inbox<M> {
    pub(super) queue: Arc<Queue<M>>,
}

/// A channel into the event loop, created before the program so that its threads can start early.
pub fn channel<M: Send + 'static>() -> (Post<M>, Inbox<M>) {
    let state = State { input: VecDeque::new(), messages: VecDeque::new(), deadly: None };
    let queue = Arc::new(Queue { state: Mutex::new(state), ready: Condvar::new() });
    (Post { queue: Arc::clone(&queue) }, Inbox { queue })
}

impl<M: Send + 'static> Post<M> {
    /// Sends a message and wakes the loop.
    pub fn send(&self, message: M) {
        self.queue.state().messages.push_back(message);
        self.queue.ready.notify_one();
    }
}

impl<M> Clone for Post<M> {
    fn clone(&self) -> Self {
        Self { queue: Arc::clone(&self.queue) }
    }
}

impl<M> fmt::Debug for Post<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Post")
    }
}

impl<M> fmt::Debug for Inbox<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inbox")
    }
}

impl<M> Queue<M> {
    fn state(&self) -> MutexGuard<'_, State<M>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Merges consecutive resizes; of consecutive drags only the last counts.
    pub(super) fn push(&self, input: Input) {
        let mut state = self.state();
        match (state.input.back_mut(), input) {
            (Some(Input::Resize), Input::Resize) => {}
            (Some(Input::Mouse(last)), Input::Mouse(next))
                if last.kind == next.kind && matches!(next.kind, MouseEventKind::Drag(_)) =>
            {
                *last = next;
            }
            (_, input) => state.input.push_back(input),
        }
        self.ready.notify_one();
    }

    /// Asks the loop to end because of this signal; only the first one is used.
    pub(super) fn end(&self, signal: u8) {
        self.state().deadly.get_or_insert(signal);
        self.ready.notify_one();
    }

    pub(super) fn deadly_signal(&self) -> Option<u8> {
        self.state().deadly
    }

    /// Waits so long for a signal that ends the program.
    pub(super) fn deadly_within(&self, longest: Duration) -> Option<u8> {
        let waiting = self.ready.wait_timeout_while(self.state(), longest, |state| state.deadly.is_none());
        waiting.unwrap_or_else(PoisonError::into_inner).0.deadly
    }

    /// Waits for input, or a signal that ends the program.
    pub(super) fn wait_for_input(&self) {
        let nothing = |state: &mut State<M>| state.deadly.is_none() && state.input.is_empty();
        drop(self.ready.wait_while(self.state(), nothing).unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn input(&self) -> Option<Input> {
        self.state().input.pop_front()
    }

    /// The next message; `None` while input is waiting or the program must end.
    pub(super) fn message(&self) -> Option<M> {
        let mut state = self.state();
        if state.deadly.is_some() || !state.input.is_empty() { None } else { state.messages.pop_front() }
    }

    /// Waits until there is input or a message, at most this long; returns whether there is any.
    pub(super) fn wait(&self, longest: Option<Duration>) -> bool {
        let until = longest.and_then(|longest| Instant::now().checked_add(longest));
        let mut state = self.state();
        loop {
            if state.deadly.is_some() || !state.input.is_empty() || !state.messages.is_empty() {
                return true;
            }
            state = match until {
                None => self.ready.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(until) => {
                    let left = until.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return false;
                    }
                    self.ready.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    fn key(c: char) -> Input {
        Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    #[test]
    fn a_key_goes_ahead_of_messages() {
        let (post, inbox) = channel();
        (0..1000).for_each(|n| post.send(n));
        assert_eq!(inbox.queue.message(), Some(0));
        inbox.queue.push(key('j'));
        assert_eq!(inbox.queue.message(), None);
        assert_eq!(inbox.queue.input(), Some(key('j')));
        assert_eq!(inbox.queue.message(), Some(1));
    }

    #[test]
    fn resizes_in_a_row_are_one_and_no_key_is_lost_between_them() {
        let (_, inbox) = channel::<()>();
        for input in [Input::Resize, Input::Resize, key('a'), Input::Resize, Input::Resize, key('b')] {
            inbox.queue.push(input);
        }
        let mut seen = Vec::new();
        while let Some(input) = inbox.queue.input() {
            seen.push(input);
        }
        assert_eq!(seen, [Input::Resize, key('a'), Input::Resize, key('b')]);
    }

    #[test]
    fn of_drags_in_a_row_the_last_counts_and_no_turn_of_the_wheel_is_lost() {
        let (_, inbox) = channel::<()>();
        let at =
            |kind, column| Input::Mouse(MouseEvent { kind, column, row: 0, modifiers: KeyModifiers::NONE });
        let drag = MouseEventKind::Drag(crossterm::event::MouseButton::Left);
        let wheel = MouseEventKind::ScrollDown;
        for (kind, column) in [(drag, 1), (drag, 2), (wheel, 2), (wheel, 2), (drag, 3)] {
            inbox.queue.push(at(kind, column));
        }
        let seen: Vec<_> = std::iter::from_fn(|| inbox.queue.input()).collect();
        assert_eq!(seen, [at(drag, 2), at(wheel, 2), at(wheel, 2), at(drag, 3)]);
    }

    #[test]
    fn a_message_from_another_thread_wakes_the_loop() {
        let (post, inbox) = channel();
        let sender = std::thread::spawn(move || post.send("done"));
        assert!(inbox.queue.wait(None));
        assert_eq!(inbox.queue.message(), Some("done"));
        sender.join().unwrap();
        assert!(!inbox.queue.wait(Some(Duration::ZERO)));
    }

    #[test]
    fn the_first_deadly_signal_counts_and_goes_before_all_else() {
        let (post, inbox) = channel();
        post.send(());
        inbox.queue.end(15);
        inbox.queue.end(1);
        assert!(inbox.queue.wait(None));
        assert_eq!(inbox.queue.deadly_signal(), Some(15));
        assert_eq!(inbox.queue.message(), None);
    }
}
