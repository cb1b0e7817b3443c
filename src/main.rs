//! The binary: arguments, dispatch, exit code.

use std::process::ExitCode;

use liseuse::cli::{self, Asked, Launch};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Asked::Done(code) => code.into(),
        Asked::Reader(launch) => open_reader(launch),
    }
}

/// Opens the reader in the terminal.
fn open_reader(launch: Launch) -> ExitCode {
    drop(launch);
    cli::ExitCode::Failed.into()
}
