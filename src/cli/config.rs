//! `liseuse config`: the default configuration, to begin one's own with.

use std::io::Write as _;

use clap::{ArgMatches, Command};

use super::output::Output;
use super::{CommandRow, ExitCode, Outcome};

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "config",
    about: "Print the default configuration, commented, to begin your own with",
    fields: &[],
    arguments: |command: Command| command,
    run,
};

fn run(_: &ArgMatches, output: &mut Output) -> Outcome {
    output.write_all(crate::config::DEFAULT.as_bytes())?;
    Ok(ExitCode::Complete)
}
