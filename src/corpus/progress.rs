//! The progress of a load, which another thread can read while it runs, and the flag that stops it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// Counters that the loading threads write and the screen reads. They only grow, and are exact once the load has ended.
#[derive(Debug, Default)]
pub struct Progress {
    found: AtomicU64,
    done: AtomicU64,
    bytes: AtomicU64,
    articles: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Files found so far; complete before the first one is read.
    pub fn found(&self) -> u64 {
        self.found.load(Relaxed)
    }

    /// Files read or skipped so far.
    pub fn done(&self) -> u64 {
        self.done.load(Relaxed)
    }

    /// Bytes read so far: a large file counts while it is being read.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Relaxed)
    }

    /// Articles finished so far; also grows after a large file of many articles was read, while its articles are parsed.
    pub fn articles(&self) -> u64 {
        self.articles.load(Relaxed)
    }

    /// Asks the load to end soon; its result is then marked as cancelled.
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }

    /// Whether the load was asked to end.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Relaxed)
    }

    pub(super) fn add_found(&self, files: usize) {
        self.found.fetch_add(files as u64, Relaxed);
    }

    pub(super) fn add_bytes(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Relaxed);
    }

    pub(super) fn article_done(&self) {
        self.articles.fetch_add(1, Relaxed);
    }

    pub(super) fn file_done(&self) {
        self.done.fetch_add(1, Relaxed);
    }
}
