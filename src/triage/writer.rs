//! The thread that writes to the store. It receives a [`Save`] without making the sender wait; answers come back as
//! [`Event`]s. Steps that could not be written stay in memory, in order, and are tried again until the reader quits.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use super::{Memo, News, Save, Store};
use crate::error::{Error, Result};
use crate::text::count::counted_as;

/// How often the thread reads what other readers wrote, and tries again what failed.
const INTERVAL: Duration = Duration::from_secs(1);

/// What the writer reports.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Event {
    /// Every step up to this one is saved.
    Saved(u64),
    /// The steps up to this one could not be written; they stay in memory and are tried again.
    Failed(u64, Error),
    /// Another reader did this.
    Changed(News),
    /// Something the user should know.
    Notice(Error),
}

/// What the thread is given.
#[derive(Debug)]
enum Message {
    Save(Save),
    Remember(Memo),
}

/// A handle on the thread. Dropping it without [`Writer::finish`] also writes all steps.
#[derive(Debug)]
pub(crate) struct Writer {
    messages: Option<Sender<Message>>,
    thread: Option<JoinHandle<Result<()>>>,
}

impl Writer {
    /// Starts the thread on an open store. It first checks the store if it is large, and makes a backup if
    /// one is due at `now`.
    ///
    /// # Errors
    /// When the system cannot start a thread.
    pub(crate) fn start(
        store: Store,
        now: jiff::Timestamp,
        notify: impl FnMut(Event) + Send + 'static,
    ) -> Result<Self> {
        let (messages, inbox) = mpsc::channel();
        let desk = Desk { store, pending: VecDeque::new(), reported: None, notify };
        let thread =
            std::thread::Builder::new().name("writer".into()).spawn(move || desk.run(&inbox, now)).map_err(
                |error| Error::new("the thread that saves", error.to_string()).next("start the reader again"),
            )?;
        Ok(Self { messages: Some(messages), thread: Some(thread) })
    }

    /// Sends a step. Never waits.
    pub(crate) fn save(&self, save: Save) {
        if let Some(messages) = &self.messages {
            // The thread ends only after this handle. If it has ended anyway, nothing is acknowledged.
            let _ = messages.send(Message::Save(save));
        }
    }

    /// Sends something to remember. Never waits, and nobody is told when it is not kept.
    pub(crate) fn remember(&self, memo: Memo) {
        if let Some(messages) = &self.messages {
            let _ = messages.send(Message::Remember(memo));
        }
    }

    /// Writes all steps and ends the thread.
    ///
    /// # Errors
    /// When something could not be written: says how much, where and why.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.join()
    }

    fn join(&mut self) -> Result<()> {
        self.messages = None;
        match self.thread.take().map(JoinHandle::join) {
            None => Ok(()),
            Some(Ok(outcome)) => outcome,
            Some(Err(_)) => {
                Err(Error::new("the thread that saves", "ended early; the last actions may be lost"))
            }
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // `finish` returns the outcome.
        let _ = self.join();
    }
}

struct Desk<N> {
    store: Store,
    pending: VecDeque<Save>,
    /// The last failure reported, so that it is not reported again.
    reported: Option<(u64, Error)>,
    notify: N,
}

impl<N: FnMut(Event)> Desk<N> {
    fn run(mut self, inbox: &Receiver<Message>, now: jiff::Timestamp) -> Result<()> {
        if let Err(error) = self.store.check_if_large().and_then(|()| self.store.back_up_if_due(now)) {
            (self.notify)(Event::Notice(error));
        }
        loop {
            match inbox.recv_timeout(INTERVAL) {
                Ok(first) => {
                    let mut memos = Vec::new();
                    // All waiting steps go into one transaction, for one wait for the disk.
                    for message in std::iter::once(first).chain(inbox.try_iter()) {
                        match message {
                            Message::Save(save) => self.pending.push_back(save),
                            Message::Remember(memo) => memos.push(memo),
                        }
                    }
                    self.write();
                    // Marks come first, and an error with them is told by them.
                    let _ = self.store.remember(&memos);
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.write();
                    self.look();
                }
                Err(RecvTimeoutError::Disconnected) => return self.last_try(),
            }
        }
    }

    fn write(&mut self) {
        let Some(seq) = self.pending.back().map(|save| save.seq) else { return };
        match self.store.write(self.pending.iter().map(|save| save.step.as_ref())) {
            Ok(()) => {
                self.pending.clear();
                self.reported = None;
                (self.notify)(Event::Saved(seq));
            }
            Err(error) => {
                let failure = (seq, error);
                if self.reported.as_ref() != Some(&failure) {
                    (self.notify)(Event::Failed(seq, failure.1.clone()));
                    self.reported = Some(failure);
                }
            }
        }
        self.tell();
    }

    fn tell(&mut self) {
        for notice in self.store.take_notices() {
            (self.notify)(Event::Notice(notice));
        }
    }

    fn look(&mut self) {
        // A failure to read appears with the next write; before, the user can do nothing about it.
        if let Ok(news) = self.store.changes()
            && !news.is_empty()
        {
            (self.notify)(Event::Changed(news));
        }
        self.tell();
    }

    fn last_try(mut self) -> Result<()> {
        self.write();
        let settled = self.store.settle();
        self.tell();
        match (self.reported, self.pending.len()) {
            (_, 0) | (None, _) => settled,
            (Some((_, error)), left) => {
                let actions = counted_as(left, "action is", "actions are");
                let cause = format!("{}, so {actions} not saved", error.cause);
                Err(Error { cause, ..error })
            }
        }
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
