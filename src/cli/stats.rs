//! `liseuse stats`: what was loaded, and the time and memory used.

use std::fs;
use std::io::{self, Write as _};

use clap::{ArgMatches, Args};

use super::arguments::{Selection, Single, parsed};

use super::output::Output;
use super::record::{Cell, object};
use super::{CommandRow, Context, Outcome, session};
use crate::facts::Kind;

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "stats",
    about: "Report what was loaded, and the time and memory used",
    fields: &[],
    confined: true,
    arguments: Arguments::augment_args,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    /// How the figures are written
    #[arg(long, value_enum, default_value_t = Single::Table)]
    format: Single,
    #[command(flatten)]
    selection: Selection,
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Arguments = parsed(matches)?;
    let (session, chosen) = session::select(&arguments.selection, context.commands, session::all_kinds())?;
    let library = &session.library;
    let mentions: usize = chosen.iter().map(|&id| library.mentions(id).len()).sum();
    let problems = library.problems().iter().filter(|problem| problem.fault).count();
    let milliseconds = |time: std::time::Duration| (time.as_secs_f64() * 1e4).round() / 10.0;
    let mut row = vec![
        ("articles".to_owned(), Cell::Count(chosen.len() as u64)),
        ("bytes".to_owned(), Cell::Count(session.report.seen.bytes)),
        ("mentions".to_owned(), Cell::Count(mentions as u64)),
        ("people".to_owned(), Cell::Count(library.entities_of(Kind::Person).count() as u64)),
        ("organisations".to_owned(), Cell::Count(library.entities_of(Kind::Organisation).count() as u64)),
        ("problems".to_owned(), Cell::Count(problems as u64)),
        ("build_ms".to_owned(), Cell::Number(milliseconds(session.report.total))),
        ("peak_rss_bytes".to_owned(), peak_rss().map_or(Cell::Null, Cell::Count)),
    ];
    for (phase, time) in session.report.phases.rows() {
        row.push((format!("{phase}_ms"), Cell::Number(milliseconds(time))));
    }
    write(output, arguments.format, &row)?;
    Ok(session.exit_code())
}

/// Writes one record, as lines of name and value or as an object.
pub(super) fn write(output: &mut Output, format: Single, row: &[(String, Cell<'_>)]) -> io::Result<()> {
    match format {
        Single::Json => {
            object(output, row.iter().map(|(name, value)| (name.as_str(), value)))?;
            output.write_all(b"\n")
        }
        Single::Table => {
            let widest = row.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
            row.iter().try_for_each(|(name, value)| {
                writeln!(output, "{name:widest$}  {}", crate::text::sanitise(&value.plain()))
            })
        }
    }
}

/// The peak memory of the process in bytes; `None` when the system does not report it.
fn peak_rss() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
