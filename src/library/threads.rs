//! The threads that rayon works with, made before the first use: rayon's own way panics when the system gives none.

use std::num::NonZero;
use std::sync::mpsc;
use std::thread;

use crate::error::{Error, Result};

/// Starts as many threads as there are processors, or as many of them as the system gives. Once they are there it
/// does nothing. `alone` lets the calling thread do all the work when it gives none at all.
///
/// # Errors
/// There is no thread to be had, and the caller has other work.
pub(crate) fn start(alone: bool) -> Result<()> {
    let available = available();
    if available == 0 && !alone {
        return Err(Error::new("threads", "the system lets this program start none")
            .next("close other programs, or raise the limit (ulimit -u)"));
    }
    let builder = rayon::ThreadPoolBuilder::new();
    let builder = if available == 0 {
        builder.num_threads(1).use_current_thread()
    } else if available < wanted() {
        builder.num_threads(available)
    } else {
        builder
    };
    // That there is a pool already is no error.
    let _ = builder.build_global();
    Ok(())
}

/// Does long work with threads of its own, so that work for the common threads is not queued behind it. Where the system
/// gives none, the common ones do it.
pub(crate) fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

fn wanted() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// How many threads can be started at the same time, up to those wanted. A failed try of rayon's cannot be repeated,
/// so this is tried first.
fn available() -> usize {
    let mut running = Vec::new();
    for _ in 0..wanted() {
        let (end, ended) = mpsc::channel::<()>();
        let Ok(handle) = thread::Builder::new().spawn(move || ended.recv().is_ok()) else { break };
        running.push((end, handle));
    }
    let count = running.len();
    for (end, handle) in running {
        drop(end);
        let _ = handle.join();
    }
    count
}
