//! Completing the tags of a line of input, which may hold several: `a, b`. Each Tab takes the next tag that begins
//! as the last one on the line does.

use crate::text::fold::fold;

/// How many tags are shown.
const SHOWN: usize = 8;

/// The tags that a line of input can be completed from.
#[derive(Debug, Default)]
pub(crate) struct Completion {
    /// Those offered first come first.
    tags: Vec<String>,
    /// What was typed before the first Tab, and how many followed; `None` after any other key.
    turn: Option<(String, usize)>,
}

impl Completion {
    /// A completion from these; a tag that comes again is left out.
    pub(super) fn new<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        let mut seen = std::collections::HashSet::new();
        let tags = tags.into_iter().filter(|tag| seen.insert(*tag)).map(str::to_owned).collect();
        Self { tags, turn: None }
    }

    /// The line after a Tab; `None` when no tag begins so.
    pub(super) fn next(&mut self, line: &str) -> Option<String> {
        let (typed, turn) = self.turn.take().unwrap_or_else(|| (line.to_owned(), 0));
        let fitting = self.fitting(&typed);
        let tag = *fitting.get(turn % fitting.len().max(1))?;
        let before = typed.rfind(',').map_or(0, |comma| comma + 1);
        let space = if before > 0 { " " } else { "" };
        let line = format!("{}{space}{tag}", &typed[..before]);
        self.turn = Some((typed, turn + 1));
        Some(line)
    }

    /// Called after any key but Tab.
    pub(super) fn reset(&mut self) {
        self.turn = None;
    }

    /// The tags that fit, for the user: `#a #b`; empty when there is none.
    pub(crate) fn shown(&self, line: &str) -> String {
        let typed = self.turn.as_ref().map_or(line, |(typed, _)| typed);
        let fitting = self.fitting(typed);
        let more = if fitting.len() > SHOWN { " …" } else { "" };
        let tags = fitting.iter().take(SHOWN).map(|tag| format!("#{tag}"));
        tags.collect::<Vec<_>>().join(" ") + more
    }

    /// The tags that begin as the last one of the line, without those that are on it.
    fn fitting(&self, line: &str) -> Vec<&str> {
        let mut parts: Vec<&str> = line.split(',').map(str::trim).collect();
        let last = fold(parts.pop().unwrap_or_default());
        let fits = |tag: &&String| !parts.contains(&tag.as_str()) && fold(tag).starts_with(&*last);
        self.tags.iter().filter(fits).map(String::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tab_takes_the_next_tag_that_begins_as_the_last_one() {
        let mut tags = Completion::new(["élections", "lac", "port", "lac", "le-port"]);
        assert_eq!(tags.shown(""), "#élections #lac #port #le-port");
        assert_eq!(tags.shown("l"), "#lac #le-port");
        assert_eq!(tags.next("l").as_deref(), Some("lac"));
        assert_eq!(tags.next("lac").as_deref(), Some("le-port"));
        assert_eq!(tags.next("le-port").as_deref(), Some("lac"));
        tags.reset();
        assert_eq!(tags.next("lac,ELE").as_deref(), Some("lac, élections"));
        tags.reset();
        assert_eq!(tags.shown("lac, l"), "#le-port", "what is on the line is not offered again");
        assert_eq!(tags.next("x"), None);
        assert_eq!(Completion::default().next(""), None);
    }
}
