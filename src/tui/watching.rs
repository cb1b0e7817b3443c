//! A thread that looks from time to time whether files of the pile were added, changed or removed. It lists folders and
//! asks for sizes and times; no file is opened.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::corpus::{Input, Progress, Stamp};

/// The shortest time between two looks.
const PAUSE: Duration = Duration::from_secs(5);

/// How many times as long as a look the pause after it is, so that looking takes a hundredth of one processor at most.
const SHARE: u32 = 100;

/// A handle on the thread; it ends when this is dropped.
pub(super) struct Watching {
    messages: Sender<i128>,
}

impl Watching {
    /// Starts looking; `tell` is called once when the files are other than at the time `since`, in nanoseconds since
    /// 1970.
    pub(super) fn start(
        inputs: Arc<[Input]>,
        since: i128,
        mut tell: impl FnMut() + Send + 'static,
    ) -> std::io::Result<Self> {
        let (messages, inbox) = mpsc::channel();
        let look = move || {
            let (mut since, mut before, mut told) = (since, None::<Stamp>, false);
            loop {
                let start = Instant::now();
                let now = Stamp::of(&inputs, &Progress::default());
                let changed = match &before {
                    Some(before) => *before != now,
                    None => now.is_newer_than(since),
                };
                if changed && !told {
                    tell();
                    told = true;
                }
                before.get_or_insert(now);
                match inbox.recv_timeout(PAUSE.max(start.elapsed() * SHARE)) {
                    Ok(time) => (since, before, told) = (time, None, false),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        };
        std::thread::Builder::new().name("watch".to_owned()).spawn(look)?;
        Ok(Self { messages })
    }

    /// From now on the files are compared with those at this time.
    pub(super) fn begin_again(&self, since: i128) {
        // The thread ends only after this handle.
        let _ = self.messages.send(since);
    }
}
