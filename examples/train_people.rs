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

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use liseuse::article::ContentKey;
use liseuse::facts::person::train::augment::Names;
use liseuse::facts::person::train::blocks::{Block, read_blocks, read_records};
use liseuse::facts::person::train::crf::{self, Model, Settings, Weight};
use liseuse::facts::person::train::lists::{self, Lists};
use liseuse::text::Span;

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
        "model" => model(names, &blocks),
        _ => Err(format!("no command {command:?}")),
    }
}

/// Options by environment: HOLD (sources left out of training, by commas; `fold0` to `fold4` for a fifth of the texts),
/// ERRORS (how many errors to print a source).
fn model(names: &Path, blocks: &[Block]) -> Result<(), String> {
    let hold = std::env::var("HOLD").unwrap_or_default();
    let hold: Vec<&str> = hold.split(',').filter(|s| !s.is_empty()).collect();
    let errors: usize = std::env::var("ERRORS").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let number =
        |name: &str, default: f64| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default);
    let base = Settings::default();
    let settings = Settings {
        epochs: number("EPOCHS", base.epochs as f64) as usize,
        rate: number("RATE", f64::from(base.rate)) as f32,
        decay: number("DECAY", f64::from(base.decay)) as f32,
        dropout: number("DROPOUT", base.dropout as f64) as usize,
        forget: number("FORGET", base.forget as f64) as usize,
        models: number("MODELS", base.models as f64) as usize,
        second_epochs: number("SECOND", base.second_epochs as f64) as usize,
        seed: number("SEED", base.seed as f64) as u64,
    };
    let open = number("OPEN", 100.0) as usize;
    let own = number("OWN", 100.0) as usize;
    let (mut training, mut held): (Vec<(Block, Weight)>, Vec<Block>) = (Vec::new(), Vec::new());
    for block in blocks {
        let sure = block.source.ends_with(".txt");
        let fold = hold.iter().find_map(|h| h.strip_prefix("fold")).and_then(|n| n.parse::<u8>().ok());
        let folded = sure && fold.is_some_and(|fold| ContentKey::of("", &block.text).0[0] % 5 == fold);
        if folded || hold.contains(&block.source.as_str()) {
            held.push(block.clone());
            continue;
        }
        let percent = match block.source.as_str() {
            "wnut17" => number("WNUT", 10.0) as usize,
            "gum_coref" => 0,
            _ if sure => own,
            _ => open,
        };
        training.push((block.clone(), Weight { percent, sure }));
    }
    let only: Vec<Block> = training.iter().filter(|(_, w)| w.sure).map(|(b, _)| b.clone()).collect();
    let pool = Names::new(
        &read(names.join("names_first.txt"))?,
        &read(names.join("names_last.txt"))?,
        &read(names.join("places.txt"))?,
        &only,
    );
    let trained =
        crf::train(&training, &pool, &settings, |pass, epoch, loss| eprint!("{pass} {epoch}:{loss:.0} "));
    eprintln!();
    let bytes = trained.quantised();
    let shipped = Model::from_quantised(&bytes);
    if hold.is_empty() {
        let seen: Vec<Block> = training.into_iter().map(|(block, _)| block).collect();
        report(&shipped, &seen, errors);
        fs::write("assets/people/model.bin", bytes).map_err(|error| error.to_string())
    } else {
        report(&shipped, &held, errors);
        Ok(())
    }
}

/// Exact spans against the marks, a line for each source.
fn report(model: &Model, blocks: &[Block], errors: usize) {
    let bias: f32 = std::env::var("BIAS").ok().and_then(|n| n.parse().ok()).unwrap_or(0.3);
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut shown: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for block in blocks {
        let found = model.find(&block.text, bias);
        let gold: Vec<Span> = block.marks.iter().map(|m| m.span).collect();
        let count = counts.entry(&block.source).or_default();
        count[0] += gold.len();
        count[1] += found.len();
        count[2] += found.iter().filter(|span| gold.contains(span)).count();
        let list = shown.entry(&block.source).or_default();
        let tell = |sign: char, span: &Span| {
            let context =
                |at: usize| (0..4).map(|i| at + i).find(|&i| block.text.is_char_boundary(i)).unwrap_or(at);
            let from = context((span.start as usize).saturating_sub(40));
            let to = context((span.end as usize + 30).min(block.text.len()));
            let (before, after) = (
                &block.text[from..span.start as usize],
                &block.text[span.end as usize..to.max(span.end as usize)],
            );
            format!("{sign} {before}[{}]{after}", span.of(&block.text)).replace('\n', "/")
        };
        list.extend(found.iter().filter(|span| !gold.contains(span)).map(|span| tell('+', span)));
        list.extend(gold.iter().filter(|span| !found.contains(span)).map(|span| tell('-', span)));
    }
    for (source, [gold, found, both]) in &counts {
        let (p, r) = (*both as f64 / (*found).max(1) as f64, *both as f64 / (*gold).max(1) as f64);
        let name = source.rsplit('/').next().unwrap_or(source);
        println!(
            "{name:20} gold {gold:5} found {found:5}  P {p:.4} R {r:.4} F1 {:.4}",
            2.0 * p * r / (p + r).max(1e-9)
        );
        shown[source].iter().take(errors).for_each(|line| println!("    {line}"));
    }
}
