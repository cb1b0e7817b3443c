//! `liseuse keys`: every command of the reader with its keys, as the configuration binds them.

use std::io::{self, Write as _};

use clap::{ArgMatches, Args, ValueEnum};

use super::arguments::{Common, parsed};
use super::output::{Output, complain};
use super::{CommandRow, Context, ExitCode, Outcome};
use crate::config::Settings;
use crate::config::keymap::{self, CommandId, Keymap};
use crate::text::sanitise;

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "keys",
    about: "List the keys of the reader, as your configuration binds them",
    fields: &[],
    confined: true,
    arguments: Arguments::augment_args,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    /// How the list is written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns under headings
    Table,
    /// A Markdown table for each heading
    Markdown,
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Arguments = parsed(matches)?;
    let document = arguments.common.document()?;
    let (settings, mistakes) = Settings::load(document.as_ref(), context.commands);
    mistakes.iter().for_each(complain);
    let all: Vec<_> = (0..).map(CommandId).zip(context.commands).collect();
    for (index, section) in all.chunk_by(|(_, a), (_, b)| a.section == b.section).enumerate() {
        if index > 0 {
            writeln!(output)?;
        }
        match arguments.format {
            Format::Table => table(output, section, &settings.keymap)?,
            Format::Markdown => markdown(output, section, &settings.keymap)?,
        }
    }
    Ok(ExitCode::Complete)
}

type Section<'a> = &'a [(CommandId, &'static keymap::CommandRow)];

fn table(output: &mut Output, section: Section<'_>, keymap: &Keymap) -> io::Result<()> {
    writeln!(output, "{}", section[0].1.section)?;
    for (id, command) in section {
        let keys = sequences(keymap, *id).join("  ");
        writeln!(output, "  {:<22} {:<26} {}", sanitise(&keys), command.name, command.doc)?;
    }
    Ok(())
}

fn markdown(output: &mut Output, section: Section<'_>, keymap: &Keymap) -> io::Result<()> {
    writeln!(output, "| {} | | |\n|---|---|---|", section[0].1.section)?;
    for (id, command) in section {
        // A bar ends a cell, even in code.
        let keys = sequences(keymap, *id).into_iter().map(|keys| format!("`{}`", keys.replace('|', "\\|")));
        let keys = keys.collect::<Vec<_>>().join(" ");
        writeln!(
            output,
            "| {} | {} | `{}` |",
            sanitise(&keys),
            command.doc.replace('|', "\\|"),
            command.name
        )?;
    }
    Ok(())
}

fn sequences(keymap: &Keymap, id: CommandId) -> Vec<String> {
    let written = |keys: &[_]| keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    keymap.keys_of(id).map(|keys: &[crate::config::key::Key]| written(keys)).collect()
}
