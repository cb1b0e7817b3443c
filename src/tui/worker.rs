//! A thread that runs only the newest job: a new job replaces a waiting one, and the running one can see that it is
//! stale. So typing never waits for an outdated pass.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// A handle on the thread; the thread ends when it is dropped.
pub(super) struct Worker<Job> {
    shared: Arc<Shared<Job>>,
}

struct Shared<Job> {
    slot: Mutex<Slot<Job>>,
    filled: Condvar,
    newest: AtomicU64,
}

struct Slot<Job> {
    job: Option<Job>,
    closed: bool,
}

impl<Job: Send + 'static> Worker<Job> {
    /// Starts the thread. `work` is called with each job and the number of the newest one.
    pub(super) fn start(
        name: &str,
        mut work: impl FnMut(Job, &AtomicU64) + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            slot: Mutex::new(Slot { job: None, closed: false }),
            filled: Condvar::new(),
            newest: AtomicU64::new(0),
        });
        let theirs = Arc::clone(&shared);
        std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            while let Some(job) = theirs.next() {
                work(job, &theirs.newest);
            }
        })?;
        Ok(Self { shared })
    }

    /// Sends a job, which makes every earlier one stale.
    pub(super) fn submit(&self, generation: u64, job: Job) {
        self.shared.newest.store(generation, Ordering::Relaxed);
        self.shared.slot.lock().unwrap_or_else(PoisonError::into_inner).job = Some(job);
        self.shared.filled.notify_one();
    }
}

impl<Job> Drop for Worker<Job> {
    fn drop(&mut self) {
        self.shared.newest.store(u64::MAX, Ordering::Relaxed);
        self.shared.slot.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.shared.filled.notify_one();
    }
}

impl<Job> Shared<Job> {
    fn next(&self) -> Option<Job> {
        let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if slot.closed {
                return None;
            }
            if let Some(job) = slot.job.take() {
                return Some(job);
            }
            slot = self.filled.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn only_the_newest_of_the_waiting_jobs_is_done_and_a_running_one_sees_that_it_is_stale() {
        let (began, has_begun) = mpsc::channel();
        let (go_on, may_go_on) = mpsc::channel::<()>();
        let (done, is_done) = mpsc::channel();
        let worker = Worker::start("test", move |job: u64, newest: &AtomicU64| {
            began.send(job).unwrap();
            may_go_on.recv().unwrap();
            done.send((job, newest.load(Ordering::Relaxed) != job)).unwrap();
        })
        .unwrap();
        worker.submit(1, 1);
        assert_eq!(has_begun.recv(), Ok(1));
        worker.submit(2, 2);
        worker.submit(3, 3);
        go_on.send(()).unwrap();
        assert_eq!(is_done.recv(), Ok((1, true)));
        go_on.send(()).unwrap();
        assert_eq!(is_done.recv(), Ok((3, false)));
        drop(worker);
        assert!(has_begun.recv().is_ok_and(|job| job == 3));
        assert!(has_begun.recv().is_err(), "the thread has ended");
    }
}
