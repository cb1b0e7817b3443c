//! Makes `assets/people/gazetteer.bin`, or trains `assets/people/model.bin` and writes its manifest, or evaluates the
//! tagger on sources that were left out of training. `assets/people/SOURCES.md` says which inputs it needs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use liseuse::article::ContentKey;
use liseuse::facts::name::train::augment::Names;
use liseuse::facts::name::train::blocks::{Block, read_blocks, read_records};
use liseuse::facts::name::train::crf::{self, Model, Settings, Weight};
use liseuse::facts::name::train::lists::{self, Lists};
use liseuse::facts::name::train::manifest;
use liseuse::text::Span;

use crate::{Outcome, shell};

#[derive(Args)]
pub(crate) struct Arguments {
    /// What to make. The model's features ask the gazetteer that this tool was built with: make the gazetteer first
    #[arg(value_enum)]
    product: Product,
    /// The folder of names_first.txt, names_last.txt, places.txt and people_open.jsonl; see assets/people/SOURCES.md
    data: PathBuf,
    /// Leave these sources out of training, report on them and write nothing: suites of people_open.jsonl, or fold0 to
    /// fold4 for a fifth of the project's own texts
    #[arg(long, value_delimiter = ',', value_name = "SOURCE")]
    hold: Vec<String>,
    /// Also report on these files, which teach nothing: in the form of people_open.jsonl, or of assets/training where the name
    /// ends in .txt
    #[arg(long, value_name = "FILE")]
    measure: Vec<PathBuf>,
    /// Train nothing: report on this model, on the sources that --hold and --measure name
    #[arg(long, value_name = "FILE")]
    with: Option<PathBuf>,
    /// Show this many errors for each source
    #[arg(long, default_value_t = 0, value_name = "COUNT")]
    errors: usize,
}

#[derive(Clone, Copy, ValueEnum)]
enum Product {
    /// assets/people/gazetteer.bin
    Gazetteer,
    /// assets/people/model.bin and manifest.txt
    Model,
}

/// Makes one of the files of `assets/people`, or evaluates.
///
/// # Errors
/// When an input is missing or not in the form that `SOURCES.md` describes, or a file cannot be written.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    shell::optimised()?;
    let blocks = blocks(&arguments.data)?;
    match arguments.product {
        Product::Gazetteer if !arguments.hold.is_empty() => {
            Err("--hold needs `model`: the gazetteer is made whole".into())
        }
        Product::Gazetteer => gazetteer(&arguments.data, &blocks),
        Product::Model => model(arguments, &blocks),
    }
}

fn asset(name: &str) -> PathBuf {
    shell::root().join("assets/people").join(name)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path)
        .map_err(|error| format!("{}: {error}; see assets/people/SOURCES.md", path.display()))
}

fn write(name: &str, bytes: &[u8]) -> Outcome {
    let path = asset(name);
    fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("assets/people/{name}: {} bytes", bytes.len());
    Ok(())
}

/// The records of the open corpora, then the project's own texts in the order of their names.
fn blocks(data: &Path) -> Result<Vec<Block>, String> {
    let open = data.join("people_open.jsonl");
    let mut blocks = read_records(&read(&open)?).map_err(|error| format!("{}: {error}", open.display()))?;
    println!("{}: {} records", open.display(), blocks.len());
    let folder = shell::root().join("assets/training");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.ends_with(".txt"));
    names.sort_unstable();
    for name in names {
        let (read, problems) = read_blocks(&name, &read(&folder.join(&name))?);
        let people = read.iter().map(|block| block.marks.len()).sum::<usize>();
        println!("{name}: {} blocks, {people} people", read.len());
        problems.iter().for_each(|problem| println!("  left out: {problem}"));
        blocks.extend(read);
    }
    Ok(blocks)
}

/// A file that is measured on and not learnt from.
fn other(path: &Path) -> Result<Vec<Block>, String> {
    let file = read(path)?;
    if path.extension().is_some_and(|extension| extension == "txt") {
        let (blocks, problems) = read_blocks(&path.display().to_string(), &file);
        return problems.into_iter().next().map_or(Ok(blocks), Err);
    }
    read_records(&file).map_err(|error| format!("{}: {error}", path.display()))
}

fn gazetteer(data: &Path, blocks: &[Block]) -> Outcome {
    let lists = Lists {
        lexicon: read(&asset("lexicon.txt"))?,
        first: read(&data.join("names_first.txt"))?,
        last: read(&data.join("names_last.txt"))?,
        places: read(&data.join("places.txt"))?,
        organisations: read(&asset("organisations.txt"))?,
    };
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    write("gazetteer.bin", &lists::build(&lists, &texts)?)
}

fn model(arguments: &Arguments, blocks: &[Block]) -> Outcome {
    let Arguments { data, hold, errors, .. } = arguments;
    let mut others = Vec::new();
    for path in &arguments.measure {
        others.extend(other(path)?);
    }
    let (training, held) = divide(blocks, hold);
    if let Some(unknown) =
        hold.iter().find(|name| fold(name).is_none() && !blocks.iter().any(|b| b.source == **name))
    {
        return Err(format!(
            "--hold {unknown}: no such source; a suite of people_open.jsonl, or fold0 to fold4"
        )
        .into());
    }
    if let Some(path) = &arguments.with {
        let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let given = Model::from_quantised(&bytes);
        report(&given, &others, *errors);
        report(&given, &held, *errors);
        return Ok(());
    }
    let own: Vec<Block> = training.iter().filter(|(_, w)| w.sure).map(|(block, _)| block.clone()).collect();
    let pool = Names::new(
        &read(&data.join("names_first.txt"))?,
        &read(&data.join("names_last.txt"))?,
        &read(&data.join("places.txt"))?,
        &own,
    );
    let trained = crf::train(&training, &pool, &Settings::default(), |pass, epoch, loss| {
        eprint!("{pass} {epoch}:{loss:.0} ");
    });
    eprintln!();
    let bytes = trained.quantised();
    let shipped = Model::from_quantised(&bytes);
    report(&shipped, &others, *errors);
    if !hold.is_empty() {
        report(&shipped, &held, *errors);
        return Ok(());
    }
    let seen: Vec<Block> = training.into_iter().map(|(block, _)| block).collect();
    report(&shipped, &seen, *errors);
    write("model.bin", &bytes)?;
    write("manifest.txt", manifest::of(&bytes).as_bytes())
}

/// The number of a fifth of the project's own texts.
fn fold(name: &str) -> Option<u8> {
    name.strip_prefix("fold").and_then(|number| number.parse().ok()).filter(|&number| number < 5)
}

/// What is learnt from, with its weight, and what is left out.
fn divide(blocks: &[Block], hold: &[String]) -> (Vec<(Block, Weight)>, Vec<Block>) {
    let (mut training, mut held) = (Vec::new(), Vec::new());
    for block in blocks {
        let own = block.source.ends_with(".txt");
        let fifth = ContentKey::of("", &block.text).0[0] % 5;
        if hold.contains(&block.source) || own && hold.iter().any(|name| fold(name) == Some(fifth)) {
            held.push(block.clone());
            continue;
        }
        let percent = match block.source.as_str() {
            "wnut17" => 10,
            "gum_coref" => 0,
            _ => 100,
        };
        training.push((block.clone(), Weight { percent, sure: own }));
    }
    (training, held)
}

/// What the tagger found in the texts of one source.
#[derive(Default)]
struct Count {
    gold: usize,
    found: usize,
    both: usize,
    errors: Vec<String>,
}

/// Exact spans against the marks, a line for each kind and source.
fn report(model: &Model, blocks: &[Block], errors: usize) {
    let mut counts: BTreeMap<(&str, &str), Count> = BTreeMap::new();
    for block in blocks {
        let people: Vec<Span> = block.marks.iter().map(|mark| mark.span).collect();
        let gold = [("people", people), ("organisations", block.organisations.clone())];
        for ((kind, gold), found) in gold.into_iter().zip(model.find(&block.text)) {
            let count = counts.entry((kind, &block.source)).or_default();
            count.gold += gold.len();
            count.found += found.len();
            count.both += found.iter().filter(|span| gold.contains(span)).count();
            let invented =
                found.iter().filter(|span| !gold.contains(span)).map(|&span| show('+', &block.text, span));
            let missed =
                gold.iter().filter(|span| !found.contains(span)).map(|&span| show('-', &block.text, span));
            count.errors.extend(invented.chain(missed));
        }
    }
    for ((kind, source), Count { gold, found, both, errors: list }) in &counts {
        let (p, r) = (*both as f64 / (*found).max(1) as f64, *both as f64 / (*gold).max(1) as f64);
        let f1 = 2.0 * p * r / (p + r).max(1e-9);
        println!("{kind:13} {source:20} gold {gold:5} found {found:5}  P {p:.4} R {r:.4} F1 {f1:.4}");
        list.iter().take(errors).for_each(|line| println!("    {line}"));
    }
}

/// One error on one line, with some of the text around it: `+` for a name that was made up, `-` for one missed.
fn show(sign: char, text: &str, span: Span) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = boundary(text, start.saturating_sub(40));
    let to = boundary(text, (end + 30).min(text.len()));
    format!("{sign} {}[{}]{}", &text[from..start], span.of(text), &text[end..to]).replace('\n', "/")
}

/// The last boundary of a character at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(source: &str, text: &str) -> Block {
        Block::new(source, text.to_owned())
    }

    #[test]
    fn what_is_held_back_is_not_learnt_from() {
        let own: Vec<Block> = (0..50).map(|i| block("press.txt", &format!("Text {i}."))).collect();
        let blocks: Vec<Block> =
            own.into_iter().chain([block("wnut17", "a"), block("sequoia", "b")]).collect();
        let (training, held) = divide(&blocks, &["fold2".to_owned(), "sequoia".to_owned()]);
        assert_eq!(training.len() + held.len(), blocks.len());
        let fifth = |block: &Block| ContentKey::of("", &block.text).0[0] % 5;
        assert!(held.iter().all(|block| block.source == "sequoia" || fifth(block) == 2));
        assert!(held.iter().any(|block| block.source == "press.txt"));
        assert!(training.iter().all(|(block, _)| block.source == "wnut17" || fifth(block) != 2));
        let tweets =
            training.iter().find(|(block, _)| block.source == "wnut17").map(|(_, weight)| weight.percent);
        assert_eq!(tweets, Some(10));
    }

    #[test]
    fn an_error_is_shown_on_one_line_with_its_surroundings() {
        assert_eq!(show('-', "Été\nVarga part.", Span::new(6, 11)), "- Été/[Varga] part.");
    }
}
