//! Stories: articles that tell the same text, wholly or nearly (a dispatch that several papers print, a corrected
//! version), found among all articles in time that grows with their number.
//!
//! Articles whose sketches agree in a band of bins are compared; each is compared with the first article of a story
//! alone, so that a chain of small changes does not join texts that differ. Which articles are compared, and so the
//! result, depends on the articles alone.

mod sketch;

use crate::article::{Article, ArticleId, PartialDate};

pub(crate) use sketch::Sketch;

/// The similarity from which two texts are the same story.
const SAME: f32 = 0.5;

/// The share of the shorter text that the longer one must hold, for a text that was shortened to be the same story.
const HELD: f32 = 0.8;

/// The least similarity of a text and a shortened one.
const SHORTENED: f32 = 0.3;

/// The similarity asked of texts that were published more than [`NEAR_DAYS`] days apart: reports that return each
/// month share their phrases.
const FAR: f32 = 0.85;

/// The days within which papers print the same dispatch.
const NEAR_DAYS: i32 = 14;

/// With how many articles of one band an article is compared. Articles that are written from one pattern agree in many
/// bands, so that more would cost seconds for a hundred thousand of them.
const COMPARED: usize = 2;

/// In how many bands articles are looked up: of two bins each, they find a similarity of a third 97 times of 100.
const BANDS: usize = 32;

/// The stories that several articles tell.
#[derive(Debug, Default)]
pub(super) struct Stories {
    /// For each article the index of its story in `members`, or [`ALONE`].
    of: Vec<u32>,
    members: Vec<Box<[ArticleId]>>,
}

const ALONE: u32 = u32::MAX;

impl Stories {
    /// Groups the articles of a library by their sketches.
    pub(super) fn new(articles: &[Article], sketches: &[Sketch]) -> Self {
        let mut groups = Groups { first: (0..articles.len() as u32).collect(), articles, sketches };
        groups.join_by(
            |sketch| Some(sketch.whole()),
            |sketches, a, b| sketches[a].whole() == sketches[b].whole(),
        );
        for band in 0..BANDS {
            let key = |sketch: &Sketch| sketch.band(band).map(u64::from);
            groups.join_by(key, |_, _, _| true);
        }
        groups.finish()
    }

    /// The articles that tell the same story as `id`, in their order, with `id`; empty when no other does.
    pub(super) fn members(&self, id: ArticleId) -> &[ArticleId] {
        match self.of.get(id.index()) {
            Some(&story) if story != ALONE => &self.members[story as usize],
            _ => &[],
        }
    }
}

/// Articles that are being grouped.
struct Groups<'a> {
    /// For each article one of the same story that comes before it, or itself.
    first: Vec<u32>,
    articles: &'a [Article],
    sketches: &'a [Sketch],
}

impl Groups<'_> {
    /// Compares articles with the same key, and joins the stories of those that tell the same.
    fn join_by(
        &mut self,
        key: impl Fn(&Sketch) -> Option<u64> + Sync,
        near: impl Fn(&[Sketch], usize, usize) -> bool,
    ) {
        use rayon::prelude::*;
        let mut keyed: Vec<(u64, u32)> = self
            .sketches
            .par_iter()
            .enumerate()
            .filter_map(|(index, sketch)| Some((key(sketch)?, index as u32)))
            .collect();
        keyed.par_sort_unstable();
        for same in keyed.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            for (place, &(_, later)) in same.iter().enumerate().skip(1) {
                for &(_, earlier) in &same[..place.min(COMPARED)] {
                    let (a, b) = (self.leader(earlier), self.leader(later));
                    if a == b {
                        break;
                    }
                    if near(self.sketches, a as usize, b as usize) && self.is_same(a as usize, b as usize) {
                        self.first[a.max(b) as usize] = a.min(b);
                        break;
                    }
                }
            }
        }
    }

    /// The first article of a story.
    fn leader(&mut self, mut index: u32) -> u32 {
        while self.first[index as usize] != index {
            let next = self.first[index as usize];
            self.first[index as usize] = self.first[next as usize];
            index = next;
        }
        index
    }

    /// Whether two articles tell the same story.
    fn is_same(&self, a: usize, b: usize) -> bool {
        let (left, right) = (&self.sketches[a], &self.sketches[b]);
        if left.whole() == right.whole() {
            return true;
        }
        let (fewer, more) = (left.shingles().min(right.shingles()), left.shingles().max(right.shingles()));
        // Shorter texts must have the same words.
        if fewer < sketch::FEWEST {
            return false;
        }
        let similarity = left.similarity(right);
        if are_far(self.articles[a].date, self.articles[b].date) {
            return similarity >= FAR;
        }
        // |A and B| = J / (1 + J) (|A| + |B|)
        let common = similarity / (1.0 + similarity) * (fewer + more) as f32;
        similarity >= SAME || similarity >= SHORTENED && common >= HELD * fewer as f32
    }

    fn finish(mut self) -> Stories {
        let count = self.first.len() as u32;
        let leaders: Vec<u32> = (0..count).map(|index| self.leader(index)).collect();
        let mut sizes = vec![0u32; leaders.len()];
        leaders.iter().for_each(|&leader| sizes[leader as usize] += 1);
        let mut members: Vec<Vec<ArticleId>> = Vec::new();
        let mut of = vec![ALONE; leaders.len()];
        for (index, &leader) in leaders.iter().enumerate() {
            if sizes[leader as usize] < 2 {
                continue;
            }
            if leader as usize == index {
                of[index] = members.len() as u32;
                members.push(Vec::with_capacity(sizes[index] as usize));
            } else {
                of[index] = of[leader as usize];
            }
            members[of[index] as usize].push(ArticleId(index as u32));
        }
        Stories { of, members: members.into_iter().map(Into::into).collect() }
    }
}

/// Whether two dates are known to the day and further apart than a dispatch is printed.
fn are_far(a: Option<PartialDate>, b: Option<PartialDate>) -> bool {
    let day = |date: Option<PartialDate>| {
        let date = date.filter(|date| date.day > 0)?;
        // Months of 31 days: exact enough here, and rising with time.
        Some((i32::from(date.year) * 12 + i32::from(date.month)) * 31 + i32::from(date.day))
    };
    matches!((day(a), day(b)), (Some(a), Some(b)) if a.abs_diff(b) > NEAR_DAYS as u32)
}

#[cfg(test)]
mod tests;
