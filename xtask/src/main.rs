//! The tools for developers: `cargo xtask --help` lists them. Nothing here is part of the reader.
//!
//! A tool is one file and one row of [`Tool`]. A tool returns an error that says what failed and on what; what it
//! prints on standard output is what it did.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what a tool did is its output")]

mod build;
mod claims;
mod generate_corpus;
mod hostile;
mod people_lists;
mod readme;
mod release;
mod screenshot;
mod shell;
mod third_party;
mod train_people;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What a tool returns: its error is shown to the developer as it is.
type Outcome = Result<(), Box<dyn std::error::Error>>;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Liseuse's tools for developers", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    tool: Tool,
}

#[derive(Subcommand)]
enum Tool {
    /// Draw the reader's own screen as an SVG file
    Screenshot(screenshot::Arguments),
    /// Write the README's tables and picture again, from the program
    Readme,
    /// Measure the reader on hostile inputs: time for n and 2n bytes, memory for each byte
    Hostile(hostile::Arguments),
    /// Write a corpus of invented articles, the same for the same seed
    GenerateCorpus(generate_corpus::Arguments),
    /// Measure how well claims are grouped and attributed, on the stories in tests/data/claims
    Claims(claims::Arguments),
    /// Make the inputs of train-people from public lists and annotated corpora
    PeopleLists(people_lists::Arguments),
    /// Make the gazetteer or the model of people in assets/people, or evaluate the model
    TrainPeople(train_people::Arguments),
    /// Write THIRD-PARTY.md, the licences of the crates in the binary (needs cargo-about), or check it
    ThirdParty(third_party::Arguments),
    /// Build the newest commit twice in different folders and compare the binaries
    Reproducible,
    /// Test, build and pack a release
    Release(release::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().tool {
        Tool::Screenshot(arguments) => screenshot::run(&arguments),
        Tool::Readme => readme::run(),
        Tool::Hostile(arguments) => hostile::run(&arguments),
        Tool::GenerateCorpus(arguments) => generate_corpus::run(&arguments),
        Tool::Claims(arguments) => claims::run(&arguments),
        Tool::PeopleLists(arguments) => people_lists::run(&arguments),
        Tool::TrainPeople(arguments) => train_people::run(&arguments),
        Tool::ThirdParty(arguments) => third_party::run(&arguments),
        Tool::Reproducible => build::reproducible(),
        Tool::Release(arguments) => release::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_table_of_tools_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
