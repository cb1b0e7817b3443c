//! The command line: arguments, and the headless commands, one file each. [`COMMANDS`] is the registry that
//! dispatch, help, completions and the man page derive from.
//!
//! Data go to standard output, everything else to standard error. Text that quotes an input is sanitised, except in
//! ndjson and JSON, which escape it.

mod arguments;
mod articles;
mod check;
mod claims;
mod completions;
mod config;
mod confine;
mod entities;
mod exit_code;
mod export;
mod exported;
mod facts;
mod format;
mod import;
mod json;
mod keys;
mod launch;
mod man;
mod output;
mod places;
mod record;
mod selection;
mod session;
mod show;
mod state;
mod stats;
mod table;
mod triage;

use std::ffi::OsString;
use std::io;

use clap::{ArgMatches, Command};

use crate::config::keymap;
use crate::error::Error;

use arguments::ReaderArguments;
pub use confine::confine_fully;
pub use exit_code::ExitCode;
pub use export::export_listed;
pub use launch::Launch;
use output::Output;
pub use output::complain;
use record::{Column, Shown};

/// One headless command.
pub(crate) struct CommandRow {
    /// Its name on the command line.
    name: &'static str,
    /// One line for the list of commands.
    about: &'static str,
    /// The fields of its records; empty when it gives none.
    fields: &'static [Column],
    /// Whether it only reads its inputs, the configuration and the marks, and so runs confined (see `confine`).
    confined: bool,
    /// Adds its arguments.
    arguments: fn(Command) -> Command,
    /// Runs it.
    run: fn(&ArgMatches, &mut Context) -> Outcome,
}

/// What a command has at hand.
pub(crate) struct Context {
    /// Where it writes.
    output: Output,
    /// The commands of the reader, which the configuration binds keys to.
    commands: &'static [keymap::CommandRow],
}

/// Every headless command, in the order of the help.
pub(crate) const COMMANDS: &[CommandRow] = &[
    articles::COMMAND,
    facts::COMMAND,
    entities::PEOPLE,
    entities::ORGANISATIONS,
    claims::COMMAND,
    stats::COMMAND,
    check::COMMAND,
    import::COMMAND,
    export::COMMAND,
    triage::COMMAND,
    state::COMMAND,
    show::COMMAND,
    keys::COMMAND,
    config::COMMAND,
    completions::COMMAND,
    man::COMMAND,
];

/// The result of a command.
type Outcome = Result<ExitCode, Failure>;

/// Why a command failed.
#[derive(Debug)]
enum Failure {
    /// An error to report.
    Wrong(Error),
    /// The output could not be written.
    Output(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Wrong(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// What the arguments ask for.
#[derive(Debug)]
pub enum Asked {
    /// A headless command ran and ended with this code.
    Done(ExitCode),
    /// Open the reader with these options.
    Reader(Launch),
}

/// Runs what the arguments ask for; the first is the program's name. `commands` are those of the reader.
pub fn run(arguments: impl IntoIterator<Item = OsString>, commands: &'static [keymap::CommandRow]) -> Asked {
    let matches = match command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return Asked::Done(arguments::answer(&error)),
    };
    let output = Output::of_process(matches.get_flag("no_color"));
    let mut context = Context { output, commands };
    let outcome = match matches.subcommand() {
        None => return reader(&matches, &context.output),
        Some((name, matches)) => match COMMANDS.iter().find(|row| row.name == name) {
            Some(row) => {
                if row.confined {
                    confine::confine(matches);
                }
                (row.run)(matches, &mut context)
            }
            None => Err(Error::new(name, "there is no such command").next("try liseuse --help").into()),
        },
    };
    let outcome = outcome.and_then(|code| context.output.finish().map(|()| code).map_err(Failure::from));
    Asked::Done(match outcome {
        Ok(code) => code,
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::Complete,
        Err(Failure::Output(error)) => {
            let cause = format!("cannot be written: {error}");
            complain(&Error::new("standard output", cause).next("free some space, or write somewhere else"));
            ExitCode::Failed
        }
        Err(Failure::Wrong(error)) => {
            complain(&error);
            ExitCode::Failed
        }
    })
}

/// The whole command line.
pub(crate) fn command() -> Command {
    COMMANDS.iter().fold(<ReaderArguments as clap::CommandFactory>::command(), |command, row| {
        // Replaces the description of the arguments by that of the command.
        let own = (row.arguments)(Command::new(row.name)).about(row.about).long_about(None);
        command.subcommand(if row.fields.is_empty() { own } else { own.after_help(fields(row.fields)) })
    })
}

/// The fields of a record, for help.
fn fields(columns: &[Column]) -> String {
    let mut text = "Fields of a record:".to_owned();
    for column in columns {
        text.push(' ');
        text.push_str(column.name);
        match column.shown {
            Shown::Json => text.push_str(" (ndjson alone)"),
            Shown::Lists => text.push_str(" (not in the table)"),
            Shown::Everywhere | Shown::Short(_) | Shown::End => {}
        }
    }
    text
}

fn reader(matches: &ArgMatches, output: &Output) -> Asked {
    let arguments = arguments::parsed::<ReaderArguments>(matches);
    match arguments.and_then(|arguments| Launch::new(&arguments, output.colour_allowed())) {
        Ok(launch) => Asked::Reader(launch),
        Err(error) => {
            complain(&error);
            Asked::Done(ExitCode::Failed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        command().debug_assert();
    }

    #[test]
    fn every_command_says_what_it_is_for() {
        for row in COMMANDS {
            let words = row.about.split_whitespace().count();
            assert!(words >= 2 && !row.about.ends_with('.'), "{}: {}", row.name, row.about);
        }
    }

    #[test]
    fn a_path_after_another_is_never_a_command() {
        let matches = command().try_get_matches_from(["liseuse", "folder", "articles"]).unwrap();
        assert!(matches.subcommand().is_none());
        assert_eq!(matches.get_many::<std::path::PathBuf>("paths").unwrap().count(), 2);
    }

    #[test]
    fn options_for_all_commands_go_before_or_after_the_command() {
        for line in [["liseuse", "--raw", "facts", "x"], ["liseuse", "facts", "--raw", "x"]] {
            let matches = command().try_get_matches_from(line).unwrap();
            let (name, matches) = matches.subcommand().unwrap();
            assert!(name == "facts" && matches.get_flag("raw"), "{line:?}");
        }
    }
}
