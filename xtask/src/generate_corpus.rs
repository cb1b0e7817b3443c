//! Writes a corpus of invented articles to measure and try the reader with.

#[path = "../../benches/support/mod.rs"]
mod support;

use std::path::PathBuf;

use crate::{Outcome, shell};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder to write into; made when it is not there
    folder: PathBuf,
    /// How many articles
    count: usize,
    /// The same seed gives the same bytes on every machine
    #[arg(default_value_t = support::SEED)]
    seed: u64,
}

/// Writes the corpus and says how large it is.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    shell::optimised()?;
    let Arguments { folder, count, seed } = arguments;
    let (files, bytes) = support::write::corpus(folder, *count, *seed)
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    println!("{count} articles in {files} files, {:.1} MB, seed {seed}", bytes as f64 / 1e6);
    Ok(())
}
