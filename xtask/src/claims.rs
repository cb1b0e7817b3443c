//! Measures how well claims are brought together and attributed, on the stories of tests/data/claims: by pairs of figures
//! and by B-cubed, beside the baseline "equal value and unit are one group". Every fifth story is held out of tuning.

use std::collections::HashMap;
use std::fs;
use std::hash::Hash;
use std::path::{Path, PathBuf};

use liseuse::corpus::{Input, Progress};
use liseuse::library::Library;
use liseuse::library::build::{Options, build};

use crate::{Outcome, shell};

mod learn;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write the stories there as one text file for each article, and gold.json with groups and speakers
    #[arg(long, value_name = "FOLDER")]
    write: Option<PathBuf>,
    /// Learn the weights of pairs from the stories that are not held out, and print them
    #[arg(long)]
    learn: bool,
}

/// A figure that a story marks.
#[derive(Debug, Clone)]
struct Gold {
    article: String,
    /// The letters of the mark.
    surface: String,
    /// The text of its line up to the mark, which tells equal surfaces apart.
    before: String,
    group: String,
    said_by: Option<String>,
    story: u32,
}

/// Stories as plain texts, and what they mark.
#[derive(Debug, Default)]
struct Stories {
    articles: Vec<(String, String)>,
    gold: Vec<Gold>,
}

/// One figure of a story with what was found.
struct Judged {
    gold: Gold,
    start: usize,
    /// The figure's article and place in it.
    at: (liseuse::article::ArticleId, u32),
    /// Question, value and unit, source; `None` when no figure was found there.
    found: Option<(u32, (u64, String), Option<String>)>,
}

/// Shares from 0 to 1.
#[derive(Debug, Clone, Copy)]
struct Score {
    pairs: [f64; 3],
    b_cubed: [f64; 3],
}

/// Measures, and prints the figures for the stories that are tuned on and for those held out.
///
/// # Errors
/// When the stories cannot be read, or the folder cannot be written.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let stories = stories(&shell::root().join("tests/data/claims"))?;
    let temporary = std::env::temp_dir().join(format!("liseuse-claims-{}", std::process::id()));
    let folder = arguments.write.as_deref().unwrap_or(&temporary);
    if arguments.learn {
        let library = library(&stories, folder)?;
        println!("{}", learn::weights(&library, &judge_all(&stories, &library)));
        let _ = fs::remove_dir_all(&temporary);
        return Ok(());
    }
    let judged = judge(&stories, folder);
    if arguments.write.is_none() {
        let _ = fs::remove_dir_all(&temporary);
    }
    let judged = judged?;
    if let Some(folder) = &arguments.write {
        let rows: Vec<_> = judged
            .iter()
            .map(|row| serde_json::json!({"doc": row.gold.article, "start": row.start, "group": row.gold.group, "said_by": row.gold.said_by}))
            .collect();
        fs::write(folder.join("gold.json"), serde_json::to_string(&rows)?)?;
    }
    for (name, held) in [("tuned on", false), ("held out", true)] {
        let part: Vec<&Judged> = judged.iter().filter(|row| is_held_out(row.gold.story) == held).collect();
        println!("{name}: {} figures", part.len());
        print("groups", score(&part, false));
        print("equal value and unit", score(&part, true));
        let (right, left_alone) = said(&part);
        println!("  said_by: right {right:.3}, left alone {left_alone:.3}");
    }
    Ok(())
}

fn is_held_out(story: u32) -> bool {
    story.is_multiple_of(5)
}

fn print(name: &str, score: Score) {
    let [p, r, f] = score.pairs;
    let [bp, br, bf] = score.b_cubed;
    println!("  {name}: pairs P {p:.3} R {r:.3} F {f:.3}   B3 P {bp:.3} R {br:.3} F {bf:.3}");
}

/// Reads the stories of a folder.
fn stories(folder: &Path) -> Result<Stories, Box<dyn std::error::Error>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut stories = Stories::default();
    for path in paths {
        let (mut story, mut open) = (0, false);
        for line in fs::read_to_string(&path)?.lines() {
            if let Some(rest) = line.strip_prefix("### ") {
                let number = rest.split(' ').next().unwrap_or_default();
                story = number.parse().map_err(|_| format!("{}: no number in {line:?}", path.display()))?;
                open = false;
            } else if let Some(rest) = line.strip_prefix("== ") {
                let letter = rest.split('|').next().unwrap_or_default().trim();
                stories.articles.push((format!("s{story:02}{letter}"), String::new()));
                open = true;
            } else if let Some((name, text)) = stories.articles.last_mut().filter(|_| open) {
                read_line(line, name, story, text, &mut stories.gold);
                text.push('\n');
            }
        }
    }
    Ok(stories)
}

/// Appends a line to the text of an article without its marks.
fn read_line(line: &str, article: &str, story: u32, text: &mut String, gold: &mut Vec<Gold>) {
    let mut rest = line;
    let start = text.len();
    while let Some((before, after)) = rest.split_once("[[") {
        text.push_str(before);
        let (mark, after) = after.split_once("]]").unwrap_or((after, ""));
        let mut parts = mark.split('|');
        let (surface, group) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        gold.push(Gold {
            article: article.to_owned(),
            surface: surface.to_owned(),
            before: text[start..].to_owned(),
            group: format!("{story}:{group}"),
            said_by: parts.next().map(str::to_owned),
            story,
        });
        text.push_str(surface);
        rest = after;
    }
    text.push_str(rest);
}

/// Writes the articles into a folder, reads them as the reader does, and finds the claim of each mark.
fn judge(stories: &Stories, folder: &Path) -> Result<Vec<Judged>, Box<dyn std::error::Error>> {
    Ok(judge_all(stories, &library(stories, folder)?))
}

fn library(stories: &Stories, folder: &Path) -> std::io::Result<Library> {
    fs::create_dir_all(folder)?;
    for (name, text) in &stories.articles {
        fs::write(folder.join(format!("{name}.txt")), text.trim_start())?;
    }
    Ok(build(&[Input::Path(folder.to_owned())], &Options::default(), &[], &Progress::default()).library)
}

fn judge_all(stories: &Stories, library: &Library) -> Vec<Judged> {
    let by_name: HashMap<String, liseuse::article::ArticleId> = library
        .articles()
        .iter()
        .zip(0..)
        .map(|(article, id)| {
            let name = article.origin.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            (name, liseuse::article::ArticleId(id))
        })
        .collect();
    stories.gold.iter().filter_map(|gold| judge_one(gold, library, *by_name.get(&gold.article)?)).collect()
}

/// `None` where the mark is not in the text, as in a title.
fn judge_one(gold: &Gold, library: &Library, id: liseuse::article::ArticleId) -> Option<Judged> {
    let text = &library.article(id).text;
    let line = format!("{}{}", gold.before, gold.surface);
    let mut at =
        text.match_indices(&line).map(|(at, _)| at).find(|at| *at == 0 || text[..*at].ends_with('\n'))?;
    at += gold.before.len();
    let end = at + gold.surface.len();
    let claimed = library.claimed(id);
    let found =
        claimed.iter().find(|claim| (claim.span.start as usize) < end && claim.span.end as usize > at);
    Some(Judged {
        gold: gold.clone(),
        at: (id, found.map_or(at as u32, |claim| claim.span.start)),
        start: text[..found.map_or(at, |claim| claim.span.start as usize)].chars().count(),
        found: found.map(|claim| {
            (claim.question, (claim.value.to_bits(), claim.unit.clone()), claim.said_by.map(str::to_owned))
        }),
    })
}

/// Pairs and B-cubed; a figure that was not found is alone.
fn score(rows: &[&Judged], baseline: bool) -> Score {
    let given = |(place, row): (usize, &&Judged)| match &row.found {
        None => (0, place as u64, String::new()),
        Some((_, (value, unit), _)) if baseline => (2, *value, unit.clone()),
        Some((question, ..)) => (1, u64::from(*question), String::new()),
    };
    let given: Vec<_> = rows.iter().enumerate().map(given).collect();
    let gold: Vec<&str> = rows.iter().map(|row| row.gold.group.as_str()).collect();
    let both: Vec<_> = gold.iter().zip(&given).collect();
    let (of_gold, of_given, of_both) = (counts(&gold), counts(&given), counts(&both));
    let pairs = |counts: Vec<usize>| counts.iter().map(|n| n * (n - 1) / 2).sum::<usize>() as f64;
    let total = |counts: &HashMap<_, usize>| counts.values().copied().collect::<Vec<_>>();
    let together = pairs(of_both.values().copied().collect());
    let precision = ratio(together, pairs(of_given.values().copied().collect()));
    let recall = ratio(together, pairs(total(&of_gold)));
    let share = |of: &dyn Fn(usize) -> usize| {
        let sum: f64 = (0..rows.len()).map(|row| of_both[&both[row]] as f64 / of(row) as f64).sum();
        sum / rows.len().max(1) as f64
    };
    let b_precision = share(&|row| of_given[&given[row]]);
    let b_recall = share(&|row| of_gold[&gold[row]]);
    Score {
        pairs: [precision, recall, harmonic(precision, recall)],
        b_cubed: [b_precision, b_recall, harmonic(b_precision, b_recall)],
    }
}

fn counts<T: Hash + Eq + Clone>(all: &[T]) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    all.iter().for_each(|item| *counts.entry(item.clone()).or_default() += 1);
    counts
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 1.0 }
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

/// The share of named sources that are right (one holds the other), and of claims without a source that are left so.
fn said(rows: &[&Judged]) -> (f64, f64) {
    let found = |row: &Judged| {
        row.found.as_ref().and_then(|(_, _, said)| said.clone()).map(|said| said.to_lowercase())
    };
    let (mut right, mut named, mut alone, mut unnamed) = (0.0, 0.0, 0.0, 0.0);
    for row in rows {
        match (&row.gold.said_by, found(row)) {
            (Some(gold), found) => {
                named += 1.0;
                let gold = gold.to_lowercase();
                right += f64::from(u8::from(
                    found.is_some_and(|found| found.contains(&gold) || gold.contains(&found)),
                ));
            }
            (None, found) => {
                unnamed += 1.0;
                alone += f64::from(u8::from(found.is_none()));
            }
        }
    }
    (ratio(right, named), ratio(alone, unnamed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_of_the_stories_are_grouped_better_than_by_equal_values_and_attributed() {
        let folder = std::env::temp_dir().join(format!("liseuse-claims-test-{}", std::process::id()));
        let stories = stories(&shell::root().join("tests/data/claims")).unwrap();
        let judged = judge(&stories, &folder);
        let _ = fs::remove_dir_all(&folder);
        let judged = judged.unwrap();
        let all: Vec<&Judged> = judged.iter().collect();
        let (ours, baseline, (right, alone)) = (score(&all, false), score(&all, true), said(&all));
        assert!(all.len() > 480, "{} figures", all.len());
        assert!(ours.pairs[2] > 0.62 && ours.b_cubed[2] > 0.85, "{ours:?}");
        assert!(ours.pairs[2] > baseline.pairs[2] + 0.2, "{ours:?} {baseline:?}");
        assert!(right > 0.82 && alone > 0.92, "{right} {alone}");
    }

    #[test]
    fn a_mark_gives_its_sum_group_and_speaker() {
        let (mut text, mut gold) = (String::new(), Vec::new());
        read_line("Up [[$5m|a|Ann]] from [[$4m|b]].", "x", 7, &mut text, &mut gold);
        assert_eq!(text, "Up $5m from $4m.");
        assert_eq!((gold[0].group.as_str(), gold[0].said_by.as_deref()), ("7:a", Some("Ann")));
        assert_eq!((gold[1].before.as_str(), gold[1].said_by.as_deref()), ("Up $5m from ", None));
    }
}
