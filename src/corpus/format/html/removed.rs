//! The blocks of a page that are not in the text of its article: what was around it, and the captions of its pictures.

use std::ops::Range;

use super::page::{Around, Block, Kind, Page};
use crate::article::Removed;
use crate::corpus::title;

/// The most that is kept of what was around an article.
const MAX_REMOVED: usize = 64 << 10;

/// How many blocks above the first of an article the caption of its first picture may stand.
const ABOVE: usize = 3;

/// Runs of blocks that go, until their place in the text is known.
#[derive(Debug)]
pub(super) struct RemovedRuns {
    /// The blocks of the article, with the picture above it.
    article: Range<usize>,
    /// Those of captions apart from the others.
    runs: Vec<(String, bool)>,
    left: usize,
    cut: bool,
}

impl RemovedRuns {
    /// For a page of which these blocks stay.
    pub(super) fn new(page: &Page, keep: &[bool]) -> Self {
        let first = keep.iter().position(|keep| *keep).unwrap_or(page.blocks.len());
        let last = keep.iter().rposition(|keep| *keep).map_or(0, |last| last + 1);
        let article = first.saturating_sub(ABOVE)..last.max(first);
        Self { article, runs: Vec::new(), left: MAX_REMOVED, cut: false }
    }

    /// Adds a block, by its index, that goes.
    pub(super) fn push(&mut self, index: usize, block: &Block, words: &str) {
        if words.len() >= self.left {
            self.cut = true;
            return;
        }
        self.left -= words.len();
        let caption =
            block.kind == Kind::Caption && block.around == Around::No && self.article.contains(&index);
        match self.runs.last_mut() {
            Some((run, of_captions)) if *of_captions == caption => {
                run.push('\n');
                run.push_str(words);
            }
            _ => self.runs.push((words.to_owned(), caption)),
        }
    }

    /// Adds the sentence that describes a picture above the block of that index, unless the blocks around say the same.
    pub(super) fn picture(&mut self, index: usize, page: &Page, words: &str) {
        let near = index.saturating_sub(ABOVE)..(index + ABOVE).min(page.blocks.len());
        let key = title::key(words);
        let said = |block: &Block| {
            let text = title::key(page.text_of(block));
            text.contains(&key) || text.len() > 20 && key.contains(&text)
        };
        if !self.article.contains(&index) || words.len() >= self.left || page.blocks[near].iter().any(said) {
            return;
        }
        self.left -= words.len();
        self.runs.push((words.to_owned(), true));
    }

    /// Gives the runs so far their place, the length of the text before them.
    pub(super) fn place(&mut self, at: usize, removed: &mut Vec<Removed>) {
        let runs = self.runs.drain(..);
        removed.extend(runs.map(|(text, caption)| Removed { at: at as u32, text: text.into(), caption }));
    }

    /// Says that not all is kept.
    pub(super) fn notice(&self) -> Option<Box<str>> {
        let notice = || format!("the text around the article was cut at {} KiB", MAX_REMOVED >> 10).into();
        self.cut.then(notice)
    }
}
