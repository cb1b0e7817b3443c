//! `liseuse man`: the manual page in roff, every command with its options on one page.

use std::io::{self, Write};

use clap::{Arg, ArgMatches, Command};
use clap_mangen::Man;

use super::{CommandRow, Context, ExitCode, Outcome, arguments};

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "man",
    about: "Print the manual page; read it with liseuse man | man -l -",
    fields: &[],
    confined: true,
    arguments: |command: Command| command,
    run,
};

fn run(_: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let mut command = super::command();
    command.build();
    write(&command, output)?;
    Ok(ExitCode::Complete)
}

fn write(command: &Command, out: &mut impl Write) -> io::Result<()> {
    let page = Man::new(command.clone()).manual("User commands");
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    writeln!(out, ".SH COMMANDS")?;
    for own in command.get_subcommands().filter(|own| own.get_name() != "help") {
        let values = own.get_positionals().map(|arg| format!(" [{}]", value_name(arg))).collect::<String>();
        writeln!(out, ".SS \"liseuse {}{}\"", escape(own.get_name()), escape(&values))?;
        writeln!(out, "{}.", escape(&own.get_about().map(ToString::to_string).unwrap_or_default()))?;
        for arg in own.get_arguments().filter(|arg| is_own(arg)) {
            option(arg, out)?;
        }
    }
    writeln!(
        out,
        ".SH FILES\n.TP\n$XDG_CONFIG_HOME/liseuse/config.toml\nThe configuration; liseuse config prints the defaults."
    )?;
    writeln!(
        out,
        ".TP\n$XDG_DATA_HOME/liseuse/state.db\nMarks, tags, notes and corrections; \\-\\-state names another."
    )?;
    writeln!(out, ".SH EXIT STATUS\n{}", escape(arguments::EXIT_STATUS))
}

/// Whether an option is of one command, not of all.
fn is_own(arg: &Arg) -> bool {
    !arg.is_global_set() && !arg.is_positional() && arg.get_id() != "help" && arg.get_id() != "version"
}

fn option(arg: &Arg, out: &mut impl Write) -> io::Result<()> {
    let name = arg.get_long().unwrap_or_default();
    writeln!(out, ".TP\n\\fB\\-\\-{}\\fR \\fI{}\\fR", escape(name), escape(&value_name(arg)))?;
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let choices: Vec<_> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let choices = if choices.is_empty() { String::new() } else { format!(" ({})", choices.join(", ")) };
    writeln!(out, "{}{}", escape(&help), escape(&choices))
}

fn value_name(arg: &Arg) -> String {
    arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string).unwrap_or_default()
}

/// Escapes the characters that are special in roff: a backslash, a hyphen, a leading dot.
fn escape(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}
