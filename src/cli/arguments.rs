//! Arguments that several commands share, and the output for wrong arguments and for help.

use std::io;
use std::path::PathBuf;

use clap::{ArgMatches, Args, FromArgMatches, Parser, ValueEnum};

use super::exit_code::ExitCode;
use super::format::Format;
use super::output::say;
use super::places;
use crate::config::Document;
use crate::corpus;
use crate::error::{Error, Result};
use crate::text::sanitise::sanitise_text;
use crate::triage::Location;

/// A reader for piles of articles, with the facts beside the text.
///
/// Opens the reader on the articles of files and folders; with no PATH, on the built-in corpus or on the
/// folder that the configuration names. The commands give the same articles and facts as data.
#[derive(Debug, Parser)]
#[command(name = "liseuse", version, after_help = EXIT_STATUS, subcommand_value_name = "COMMAND", max_term_width = 100)]
pub(super) struct ReaderArguments {
    /// Files and folders to read; - is standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Begin anew, not where the last reader of these articles ended
    #[arg(long)]
    pub(super) fresh: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// The meaning of the exit status, for help and the man page.
pub(super) const EXIT_STATUS: &str = "Exit status: 0 all read; 1 some inputs could not be read (each is named \
    on standard error, the rest is complete); 2 wrong usage, or nothing could be read; 3 the reader was quit with \
    actions that could not be saved; 4 the marks could not be read, so what was written is without them.";

/// The options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Common {
    /// Save marks and corrections in FILE; with :memory: nothing is saved
    #[arg(long, value_name = "FILE", global = true)]
    state: Option<PathBuf>,
    /// Read the configuration from FILE
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// Leave texts as they are: no boilerplate is removed
    #[arg(long, global = true)]
    raw: bool,
    /// Read at most SIZE of each file, for example 500K or 64M
    #[arg(long, value_name = "SIZE", global = true, default_value = "32M", value_parser = size)]
    max_size: u64,
    /// Use no colours; so does the variable NO_COLOR
    #[arg(long, global = true)]
    no_color: bool,
}

impl Common {
    /// The options for reading files.
    pub(super) fn corpus(&self) -> corpus::Options {
        corpus::Options { raw: self.raw, max_file_bytes: self.max_size, ..corpus::Options::default() }
    }

    /// Where marks are saved.
    pub(super) fn location(&self) -> Result<Location> {
        match &self.state {
            Some(path) if path.as_os_str() == ":memory:" => Ok(Location::Memory),
            Some(path) => Ok(Location::Named(path.clone())),
            None => places::state().map(Location::Usual),
        }
    }

    /// The path of the configuration file, whether it exists or not.
    pub(super) fn config_path(&self) -> Result<PathBuf> {
        let usual = || {
            places::config().ok_or_else(|| {
                Error::new("the home folder", "is not known")
                    .next("set HOME, or name a configuration with --config FILE")
            })
        };
        self.config.clone().map_or_else(usual, Ok)
    }

    /// The configuration file: the one named, which must exist, or the default one; `None` when that does not exist.
    pub(super) fn document(&self) -> Result<Option<Document>> {
        match &self.config {
            Some(path) => places::document(path, true),
            None => places::config().map_or(Ok(None), |path| places::document(&path, false)),
        }
    }
}

/// The inputs, and the filter of their articles.
#[derive(Debug, Args)]
pub(super) struct Selection {
    /// Files and folders to read; - is standard input; none is the built-in corpus
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Only articles that match, in the language of the filter line (person:altman is:unread)
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub(super) filter: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

/// What a command takes that writes one record for each thing it finds: the form of the records, and the articles.
#[derive(Debug, Args)]
pub(super) struct Records {
    /// How records are written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) selection: Selection,
}

/// The formats of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Single {
    /// Aligned columns, to look at
    Table,
    /// One JSON object
    Json,
}

/// The arguments of one command, from what clap matched.
pub(super) fn parsed<A: FromArgMatches>(matches: &ArgMatches) -> Result<A> {
    A::from_arg_matches(matches).map_err(|error| {
        Error::new("arguments", error.to_string()).next("liseuse --help lists what there is")
    })
}

/// Prints help and version to standard output, and a mistake to standard error, sanitised because it quotes input.
pub(super) fn answer(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        say(sanitise_text(&error.render().to_string()).safe());
        return ExitCode::Failed;
    }
    match error.print() {
        Err(failed) if failed.kind() != io::ErrorKind::BrokenPipe => ExitCode::Failed,
        _ => ExitCode::Complete,
    }
}

/// A number of bytes with an optional binary unit.
fn size(text: &str) -> std::result::Result<u64, String> {
    let (digits, unit) = text.split_at(text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len());
    let factor: u64 = match unit.to_ascii_uppercase().trim_end_matches("IB").trim_end_matches('B') {
        "" => 1,
        "K" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1 << 30,
        _ => return Err("expected a number of bytes, optionally with K, M or G, like 64M".to_owned()),
    };
    // Spans have 32 bits.
    const MOST: u64 = 2 << 30;
    let bytes = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(factor));
    bytes
        .filter(|bytes| (1..=MOST).contains(bytes))
        .ok_or_else(|| "expected 1 byte to 2G, like 64M".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_bytes_or_have_a_binary_unit() {
        for (text, bytes) in [
            ("1", Some(1)),
            ("500K", Some(500 << 10)),
            ("64M", Some(64 << 20)),
            ("64MiB", Some(64 << 20)),
            ("2gb", Some(2 << 30)),
            ("0", None),
            ("3G", None),
            ("99999999999999999999", None),
            ("M", None),
            ("64X", None),
            ("-1", None),
            ("6é", None),
            ("", None),
        ] {
            assert_eq!(size(text).ok(), bytes, "{text}");
        }
    }
}
