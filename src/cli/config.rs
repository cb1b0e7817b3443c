//! `liseuse config`: the default configuration, or the path of the user's own.

use std::io::Write as _;

use clap::{ArgMatches, Args};

use super::arguments::{Common, parsed};

use super::{CommandRow, Context, ExitCode, Outcome};

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "config",
    about: "Print the default configuration with comments, as a start for your own",
    fields: &[],
    confined: true,
    arguments: Arguments::augment_args,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    /// Print the path of your own file instead
    #[arg(long)]
    path: bool,
    #[command(flatten)]
    common: Common,
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Arguments = parsed(matches)?;
    if arguments.path {
        let path = arguments.common.config_path()?;
        // Sanitised, because it may go to a terminal.
        writeln!(output, "{}", crate::text::sanitise(&path.to_string_lossy()))?;
    } else {
        output.write_all(crate::config::DEFAULT.as_bytes())?;
    }
    Ok(ExitCode::Complete)
}
