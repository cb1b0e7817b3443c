//! Writes a corpus of invented articles, the same for the same seed, to measure and try the reader with:
//! `cargo run --release --example generate_corpus -- FOLDER COUNT [SEED]`.

#[path = "../benches/support/mod.rs"]
mod support;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let folder = arguments.next().map(PathBuf::from);
    let mut number = |missing| arguments.next().map_or(missing, |text| text.to_str()?.parse::<u64>().ok());
    let (Some(folder), Some(count), Some(seed)) = (folder, number(None), number(Some(support::SEED))) else {
        let _ = writeln!(std::io::stderr(), "usage: generate_corpus FOLDER COUNT [SEED]");
        return ExitCode::from(2);
    };
    match support::write::corpus(&folder, count as usize, seed) {
        Ok((files, bytes)) => {
            let _ = writeln!(
                std::io::stdout(),
                "{count} articles in {files} files, {:.1} MB, seed {seed}",
                bytes as f64 / 1e6
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "generate_corpus: {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}
