//! `liseuse config`: the default configuration, to begin one's own with, or where one's own is looked for.

use std::io::Write as _;

use clap::{ArgMatches, Args};

use super::arguments::{Common, parsed};

use super::{CommandRow, Context, ExitCode, Outcome};

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "config",
    about: "Print the default configuration, commented, to begin your own with",
    fields: &[],
    confined: true,
    arguments: Arguments::augment_args,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    /// Print where your own file is looked for instead
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
        // The one line goes to a terminal as well as into a script.
        writeln!(output, "{}", crate::text::sanitise(&path.to_string_lossy()))?;
    } else {
        output.write_all(crate::config::DEFAULT.as_bytes())?;
    }
    Ok(ExitCode::Complete)
}
