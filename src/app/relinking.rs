//! Linking people again after a correction: the newest job, and the person that the correction names.

/// The state of linking people again.
#[derive(Debug, Default)]
pub(super) struct Relinking {
    /// The newest job.
    asked: u64,
    /// The person that the last correction named.
    corrected: Vec<String>,
}

impl Relinking {
    /// Begins a job and returns its number.
    pub(super) fn begin(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// Whether a newer job than this one was begun.
    pub(super) fn is_stale(&self, generation: u64) -> bool {
        generation < self.asked
    }

    /// Sets the person that the present correction names.
    pub(super) fn name(&mut self, people: Vec<String>) {
        self.corrected = people;
    }

    /// Removes and returns the person that the last correction named.
    pub(super) fn take_named(&mut self) -> Vec<String> {
        std::mem::take(&mut self.corrected)
    }
}
