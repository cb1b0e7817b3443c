//! The text that a reader wants: what the web put around it goes, and what it said there (date, author,
//! site) is kept.
//!
//! Lines stay or go whole, by general rules of their shape and a lexicon of phrases; a sentence of the text
//! is never cut. What goes is kept with its place, so that one key shows it again.

mod byline;
mod carry;
mod head;
mod hyphen;
mod lexicon;
mod lines;
mod rules;
mod wrapped;

use super::draft::Draft;
use super::title;
use crate::article::{PartialDate, Removed, Structure};
use carry::Carried;
use lines::{Fate, Line};

/// Among how many lines from the top the first sentence is looked for.
const NEAR_TOP: usize = 40;

/// What cleaning found.
#[derive(Debug, Default)]
pub(super) struct Cleaned {
    /// `None` when the text stays as it is.
    pub(super) text: Option<String>,
    /// The structure of that text, when the draft has one.
    pub(super) structure: Option<Structure>,
    pub(super) removed: Vec<Removed>,
    pub(super) title: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) author: Option<String>,
    pub(super) source: Option<String>,
}

/// The names that a line gives as those who wrote a text: `By Ann Lee and Joe Moss | June 17`.
pub(super) fn said_by(line: &str) -> Option<String> {
    byline::said_by(line)
}

/// Examines a text; `raw` leaves it as it is and only works out what was not given.
pub(super) fn clean(draft: &Draft<'_>, raw: bool) -> Cleaned {
    let normal = lines::line_feeds(&draft.text);
    let text = &*normal;
    let mut lines = lines::split(text, draft.flowed);
    let mut found = Cleaned::default();
    head::prefix(text, &mut lines, &mut found);
    head::fields(text, &mut lines, &mut found);
    if !draft.flowed {
        wrapped::mark(text, &mut lines);
        hyphen::mark(text, &mut lines);
    }
    rules::mark(text, &mut lines);
    head::title(text, &mut lines, draft.title.as_deref(), &mut found);
    byline::find(text, &mut lines, draft.author.as_deref(), &mut found);
    if !lines.iter().any(|line| line.fate == Fate::Keep) {
        // A text of which nothing would stay is one that the rules misjudge.
        lines.iter_mut().filter(|line| line.fate == Fate::Remove).for_each(|line| line.fate = Fate::Keep);
    }
    if found.title.is_none() && draft.title.is_none() {
        let kept = |line: &&Line| line.fate == Fate::Keep;
        let said =
            lines.iter().take(NEAR_TOP).position(|line| kept(&line) && !byline::is_meta(line.of(text)));
        found.title = said
            .or_else(|| lines.iter().position(|line| kept(&line)))
            .map(|first| title::first_sentence(&lines::joined(text, &lines, first)));
    }
    found.title = found.title.filter(|title| !title.is_empty());
    if !raw {
        let carried = write(text, &lines, &draft.removed, &mut found);
        if let (Some(structure), Some(after)) = (&draft.structure, &found.text) {
            found.structure = carried.structure(structure, &draft.text, after);
        }
    }
    found
}

/// Writes the lines that stay, and the runs of those that go with the place where they stood. Says where the lines went.
fn write(text: &str, lines: &[Line], before: &[Removed], found: &mut Cleaned) -> Carried {
    let mut carried = Carried::default();
    let mut out = String::with_capacity(text.len());
    let mut before = before.iter().peekable();
    let mut gone: Vec<(Box<str>, bool)> = Vec::new();
    let mut run = String::new();
    let mut last: Option<&Line> = None;
    let mut blank = false;
    let mut joined = false;
    for (index, line) in lines.iter().enumerate() {
        match line.fate {
            Fate::Blank => blank = true,
            Fate::Remove => {
                if !run.is_empty() {
                    run.push('\n');
                }
                run.push_str(line.of(text));
                // What was around it is divided anyway.
                blank = true;
            }
            Fate::Keep => {
                if let Some(last) = last {
                    out.push_str(lines::between(text, last, line, blank, joined || line.wraps));
                    joined = last.wraps && !blank;
                }
                while let Some(removed) = before.next_if(|removed| removed.at <= line.start) {
                    gone.push((removed.text.clone(), removed.caption));
                }
                if !run.is_empty() {
                    gone.push((std::mem::take(&mut run).into(), false));
                }
                let at = out.len() as u32;
                found.removed.extend(gone.drain(..).map(|(text, caption)| Removed { at, text, caption }));
                let followed = lines.get(index + 1).is_some_and(|next| next.fate == Fate::Keep);
                let kept = if followed { line.kept(text) } else { line.of(text) };
                carried.push(line.start, kept.len() as u32, at);
                out.push_str(kept);
                last = Some(line);
                blank = false;
            }
        }
    }
    if !run.is_empty() {
        gone.push((run.into(), false));
    }
    gone.extend(before.map(|removed| (removed.text.clone(), removed.caption)));
    let at = out.len() as u32;
    found.removed.extend(gone.into_iter().map(|(text, caption)| Removed { at, text, caption }));
    found.text = Some(out);
    carried
}
