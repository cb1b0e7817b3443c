//! Builds `assets/people/gazetteer.bin` and trains `assets/people/model.bin`. See `assets/people/MODEL_CARD.md`.
//!
//! ```text
//! cargo run --release --example train_people -- gazetteer NAMES_DIR OPEN.jsonl TEXTS.txt...
//! cargo run --release --example train_people -- model NAMES_DIR OPEN.jsonl TEXTS.txt...
//! ```
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command for developers: what it did is its output"
)]

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use liseuse::facts::person::train::blocks::{Block, read_blocks, read_records};
use liseuse::facts::person::train::lists::{self, Lists};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("{cause}");
            ExitCode::FAILURE
        }
    }
}

fn read(path: impl AsRef<Path>) -> Result<String, String> {
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.as_ref().display()))
}

fn run(arguments: &[String]) -> Result<(), String> {
    let [command, names, open, texts @ ..] = arguments else {
        return Err("usage: train_people gazetteer|model NAMES_DIR OPEN.jsonl TEXTS.txt...".to_owned());
    };
    let names = Path::new(names);
    let mut blocks: Vec<Block> = read_records(&read(open)?)?;
    println!("{} records", blocks.len());
    for path in texts {
        let (read, problems) = read_blocks(path, &read(path)?);
        println!(
            "{path}: {} blocks, {} people",
            read.len(),
            read.iter().map(|b| b.marks.len()).sum::<usize>()
        );
        problems.iter().for_each(|problem| println!("  left out: {problem}"));
        blocks.extend(read);
    }
    match command.as_str() {
        "gazetteer" => {
            let lists = Lists {
                lexicon: read("assets/people/lexicon.txt")?,
                first: read(names.join("names_first.txt"))?,
                last: read(names.join("names_last.txt"))?,
                places: read(names.join("places.txt"))?,
            };
            let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
            let table = lists::build(&lists, &texts)?;
            println!("gazetteer.bin: {} bytes", table.len());
            fs::write("assets/people/gazetteer.bin", table).map_err(|error| error.to_string())
        }
        _ => Err(format!("no command {command:?}")),
    }
}
