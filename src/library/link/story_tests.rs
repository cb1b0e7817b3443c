//! Measures linking on stories that several articles tell (`tests/data/stories`): B³ within articles and across
//! them, and the share of mentions with a canonical name that somebody in the story really wrote. Run with
//! `cargo test --lib story_tests -- --nocapture` to see the figures and the mentions that are wrong.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::tests::{Told, scenario};
use super::*;

/// One mention: what it means, and what linking made of it.
struct Judged {
    /// The article.
    article: usize,
    /// The person, with what tells people of one name apart.
    gold: String,
    found: EntityId,
    name: Box<str>,
    surface: String,
}

/// The stories of a folder: the articles, and for each person the other names that are as good.
fn read(folder: &str) -> (Vec<Told>, HashMap<String, HashSet<String>>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/stories").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    let (mut told, mut names) = (Vec::new(), HashMap::<String, HashSet<String>>::new());
    for path in paths {
        let file = std::fs::read_to_string(path).unwrap();
        for line in file.lines().filter_map(|line| line.strip_prefix("= ")) {
            let all: Vec<&str> = line.split(" / ").collect();
            names.entry(all[0].to_owned()).or_default().extend(all.iter().map(|name| (*name).to_owned()));
        }
        let lines = file.lines().filter(|line| !line.starts_with("= ") && !line.starts_with("=== "));
        let articles: Vec<&str> = lines.skip_while(|line| !line.starts_with("== ")).collect();
        told.extend(scenario(&articles.join("\n")));
    }
    (told, names)
}

fn judged(told: &[Told]) -> Vec<Judged> {
    let articles: Vec<ArticleNames<'_>> = told.iter().map(Told::article).collect();
    let linked = link(&articles, &[]);
    let mut all = Vec::new();
    for (article, (told, row)) in told.iter().zip(&linked.entity_of).enumerate() {
        for ((name, gold), found) in told.names.iter().zip(&told.people).zip(row) {
            let found = found.unwrap();
            let name_found = linked.entities[found.0 as usize].name.clone();
            let surface = name.span.of(&told.text).to_owned();
            all.push(Judged { article, gold: gold.clone(), found, name: name_found, surface });
        }
    }
    all
}

/// B³ precision and recall of mentions, where `group` restricts which ones are compared.
fn b_cubed(all: &[Judged], group: impl Fn(&Judged) -> usize) -> (f64, f64) {
    let (mut precision, mut recall) = (0.0, 0.0);
    for one in all {
        let same = |other: &&Judged| group(other) == group(one);
        let found = all.iter().filter(same).filter(|other| other.found == one.found);
        let gold = all.iter().filter(same).filter(|other| other.gold == one.gold);
        let both = found.clone().filter(|other| other.gold == one.gold).count() as f64;
        precision += both / found.count() as f64;
        recall += both / gold.count() as f64;
    }
    (precision / all.len() as f64, recall / all.len() as f64)
}

fn f1((precision, recall): (f64, f64)) -> f64 {
    2.0 * precision * recall / (precision + recall)
}

/// B³ within articles and across them, and the share of right canonical names.
#[expect(clippy::print_stdout, reason = "the figures are read by who changes linking")]
fn measure(folder: &str, show: bool) -> (f64, f64, f64) {
    let (told, names) = read(folder);
    let all = judged(&told);
    let within = b_cubed(&all, |one| one.article);
    let across = b_cubed(&all, |_| 0);
    let is_named = |one: &&Judged| {
        let gold = one.gold.split('@').next().unwrap_or_default();
        *one.name == *gold || names.get(gold).is_some_and(|names| names.contains(&*one.name))
    };
    let named = all.iter().filter(is_named).count() as f64 / all.len() as f64;
    println!(
        "{folder:>8}: {} articles, {} mentions; within {:.4}; across {:.4} (P {:.4}, R {:.4}); named {named:.4}",
        told.len(),
        all.len(),
        f1(within),
        f1(across),
        across.0,
        across.1
    );
    if show {
        let mut people: HashMap<&str, HashSet<(u32, &str)>> = HashMap::new();
        for one in &all {
            people.entry(&one.gold).or_default().insert((one.found.0, &one.name));
        }
        for one in &all {
            let split = people[one.gold.as_str()].len() > 1;
            let mixed = all.iter().any(|other| other.found == one.found && other.gold != one.gold);
            if split || mixed || !is_named(&one) {
                let what = [(split, "split"), (mixed, "mixed"), (!is_named(&one), "named")];
                let what: Vec<&str> = what.iter().filter(|(is, _)| *is).map(|(_, what)| *what).collect();
                println!("  {}: {} -> {} ({})", one.gold, one.surface, one.name, what.join(" "));
            }
        }
    }
    (f1(within), f1(across), named)
}

#[test]
fn stories_are_linked_as_well_as_before() {
    let (within, across, named) = measure(".", true);
    assert!(within >= 0.99 && across >= 0.985 && named >= 0.98, "{within} {across} {named}");
    let (within, across, named) = measure("heldout", false);
    assert!(within >= 0.99 && across >= 0.98 && named >= 0.96, "{within} {across} {named}");
}
