//! JSON Lines: one record a line. A line that cannot be read is one problem; the others load.

use rayon::prelude::*;
use serde::de::IgnoredAny;

use super::record::Record;
use super::{ENDS_AT_LIMIT, Format, Parsed, RAISE_LIMIT, Sniff, Source};
use crate::corpus::draft::{Draft, Ids};
use crate::error::Error;
use crate::text::count::counted;

pub(super) const FORMAT: Format =
    Format { name: "JSON Lines", extensions: &["jsonl", "ndjson"], sniff: Sniff::Likely(sniff), parse };

/// How many bad lines of one file are named one by one.
pub(super) const MAX_PROBLEMS: usize = 100;

/// How many lines are looked at.
const SNIFF_LINES: usize = 16;

fn sniff(source: &Source<'_>) -> bool {
    is_lines(source.head())
}

/// At least two lines that begin as objects, nearly all of those looked at, and one of them is an object by
/// itself: a bad line among them is one problem, not a reason to read records as prose.
pub(super) fn is_lines(text: &str) -> bool {
    let (mut lines, mut begun, mut whole) = (0, 0, false);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(SNIFF_LINES) {
        lines += 1;
        if line.starts_with('{') {
            begun += 1;
            whole = whole || line.ends_with('}') && serde_json::from_str::<IgnoredAny>(line).is_ok();
        }
    }
    whole && begun >= 2 && begun * 3 >= lines * 2
}

pub(super) fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let mut lines: Vec<(usize, &str)> =
        source.text().split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    let mut problems = Vec::new();
    if source.cut
        && !source.text().ends_with('\n')
        && let Some((index, _)) = lines.pop()
    {
        let cause = format!("{ENDS_AT_LIMIT}; this line and the rest are left out");
        problems.push(source.error(Some(index + 1), cause).next(RAISE_LIMIT));
    }
    // An error takes many times a bad line of two bytes: only those that are named are made, below.
    let read: Vec<Option<Box<Draft<'static>>>> = lines
        .par_iter()
        .with_min_len(16)
        .map(|&(index, line)| read_line(source, index + 1, line).ok().map(Box::new))
        .collect();
    let mut parsed = Parsed { drafts: Vec::with_capacity(read.len()), problems: Vec::new() };
    let mut bad = 0;
    let mut ids = Ids::default();
    for (draft, (index, line)) in read.into_iter().zip(lines) {
        match draft {
            Some(mut draft) => {
                ids.tell_apart(&mut draft, index + 1);
                parsed.drafts.push(*draft);
            }
            None => {
                bad += 1;
                if bad <= MAX_PROBLEMS {
                    parsed.problems.extend(read_line(source, index + 1, line).err());
                }
            }
        }
    }
    if bad > MAX_PROBLEMS {
        let cause = format!("{} cannot be read either", counted(bad - MAX_PROBLEMS, "more line"));
        parsed.problems.push(source.error(None, cause).next("is this a file of JSON Lines?"));
    }
    parsed.problems.append(&mut problems);
    parsed
}

fn read_line(source: &Source<'_>, number: usize, line: &str) -> Result<Draft<'static>, Error> {
    let record: Record =
        serde_json::from_str(line).map_err(|error| super::json::explain(source, number, &error))?;
    record
        .into_draft(Some(number.to_string()), source.raw)
        .map_err(|cause| source.error(Some(number), cause).next("give it one"))
}
