//! Linking people anew after a correction: which job is the newest, and whom the correction named.

/// The state of linking anew.
#[derive(Debug, Default)]
pub(super) struct Relinking {
    /// The newest job.
    asked: u64,
    /// Whom the last correction named.
    corrected: Vec<String>,
}

impl Relinking {
    /// Begins a job, and gives its number.
    pub(super) fn begin(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// Whether a newer job than this one was begun.
    pub(super) fn is_stale(&self, generation: u64) -> bool {
        generation < self.asked
    }

    /// Sets whom the correction at hand names.
    pub(super) fn name(&mut self, people: Vec<String>) {
        self.corrected = people;
    }

    /// Takes whom the last correction named.
    pub(super) fn take_named(&mut self) -> Vec<String> {
        std::mem::take(&mut self.corrected)
    }
}
