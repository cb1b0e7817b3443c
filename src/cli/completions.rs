//! `liseuse completions SHELL`: the script with which a shell completes our command lines.

use std::io::Write as _;

use clap::{ArgMatches, Args};
use clap_complete::Shell;

use super::arguments::parsed;

use super::{CommandRow, Context, ExitCode, Outcome};

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "completions",
    about: "Print completions for a shell",
    fields: &[],
    confined: true,
    arguments: Arguments::augment_args,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    /// The shell they are for
    #[arg(value_enum)]
    shell: Shell,
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Arguments = parsed(matches)?;
    // The generator panics when it cannot write, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::command(), "liseuse", &mut script);
    output.write_all(&script)?;
    Ok(ExitCode::Complete)
}
