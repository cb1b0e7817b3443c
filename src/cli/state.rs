//! `liseuse state`: where marks and corrections are saved and how many there are; checks the store or restores a
//! backup.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args};

use super::arguments::{Common, parsed};
use super::output::{Output, complain};
use super::{CommandRow, Context, ExitCode, Outcome};
use crate::text::{Safe, sanitise};
use crate::triage::{self, Holdings, Survey};

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "state",
    about: "Show where marks are saved and what is there; check them, or restore a backup",
    fields: &[],
    arguments: Arguments::augment_args,
    // It reads a backup from any folder and creates the folder of the store; it reads no article.
    confined: false,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    /// Check every page of the store; the exit status is 0 when it is whole and 1 when it is damaged
    #[arg(long, conflicts_with = "restore")]
    verify: bool,
    /// Put a copy of BACKUP in the store's place; the present store is set aside, never deleted
    #[arg(long, value_name = "BACKUP")]
    restore: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Arguments = parsed(matches)?;
    let location = arguments.common.location()?;
    if let Some(backup) = &arguments.restore {
        let aside = triage::restore(&location, backup)?;
        writeln!(output, "restored {}", shown(backup).as_str())?;
        if let Some(aside) = aside {
            writeln!(output, "the store that was there is now {}", shown(&aside).as_str())?;
        }
        return Ok(ExitCode::Complete);
    }
    if arguments.verify {
        return match triage::verify(&location) {
            Ok(true) => {
                writeln!(output, "the store is whole").map(|()| ExitCode::Complete).map_err(Into::into)
            }
            Ok(false) => {
                writeln!(output, "there is no store yet").map(|()| ExitCode::Complete).map_err(Into::into)
            }
            Err(error) => {
                complain(&error);
                Ok(ExitCode::Partial)
            }
        };
    }
    tell(output, &triage::survey(&location)?)?;
    Ok(ExitCode::Complete)
}

fn tell(output: &mut Output, survey: &Survey) -> std::io::Result<()> {
    writeln!(output, "store: {}", shown(&survey.path).as_str())?;
    match &survey.holdings {
        Some(holdings) => writeln!(output, "  {}", holds(holdings))?,
        None => writeln!(output, "  not there yet")?,
    }
    for copy in &survey.backups {
        let made = copy.made.map_or_else(String::new, |made| format!(" {made:.0}"));
        writeln!(output, "backup: {}{made}", shown(&copy.path).as_str())?;
        match &copy.holdings {
            Ok(holdings) => writeln!(output, "  {}", holds(holdings))?,
            Err(error) => writeln!(output, "  {}", sanitise(&error.cause).as_str())?,
        }
    }
    for path in &survey.set_aside {
        writeln!(output, "set aside: {}", shown(path).as_str())?;
    }
    Ok(())
}

fn holds(of: &Holdings) -> String {
    format!(
        "layout {}, {} bytes: {} read, {} starred, {} archived, {} tags, {} notes, {} passages, {} positions, {} corrections, {} steps to undo",
        of.layout,
        of.bytes,
        of.read,
        of.starred,
        of.archived,
        of.tags,
        of.notes,
        of.highlights,
        of.positions,
        of.corrections,
        of.steps
    )
}

fn shown(path: &Path) -> Safe<'static> {
    sanitise(&path.to_string_lossy()).into_owned()
}
