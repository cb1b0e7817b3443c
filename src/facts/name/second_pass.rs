//! The second pass: its features are the labels that the first pass gave the same word elsewhere in the text, and the runs
//! next to this one. A surname that is part of a full name three lines above is a person here too; the third item of a
//! list of names is a name.

use super::evidence::{Evidence, JUDGED, Judged};
use super::features::{pair, second};
use super::gazetteer::Class;
use super::hash::hash_of_mark;
use super::model::{BEGIN, INSIDE, ORGANISATION, ORGANISATION_INSIDE, OUTSIDE};
use super::runs::Run;
use super::shape::Shape;
use super::token::Token;

/// The numbers of the templates of the second pass; the rule of those of the first holds.
mod template {
    /// The labels of the word elsewhere and here.
    pub(super) const ELSEWHERE_HERE: u32 = 71;
    /// Its labels elsewhere.
    pub(super) const ELSEWHERE: u32 = 72;
    /// The same, and its lists.
    pub(super) const ELSEWHERE_LIST: u32 = 73;
    /// One label elsewhere with its count, and the one here.
    pub(super) const ELSEWHERE_COUNT: u32 = 74;
    /// The run before it is a name.
    pub(super) const RUN_BEFORE: u32 = 75;
    /// The run after it is a name.
    pub(super) const RUN_AFTER: u32 = 76;
    /// Both runs, and the label.
    pub(super) const RUNS_AROUND: u32 = 77;
    /// Both runs, and the lists.
    pub(super) const RUNS_AROUND_LIST: u32 = 78;
    /// The labels elsewhere of the words on both sides.
    pub(super) const WORDS_AROUND: u32 = 81;
}

/// The most tokens between two runs that count as neighbours.
const NEAR: usize = 3;

/// For a word without a capital, which has no labels elsewhere.
const NOTHING: u32 = 0xffff;

/// Whether a neighbouring run was labelled as a name.
fn is_name(neighbour: u32) -> bool {
    neighbour >= 2 && neighbour >> 1 & 7 != 1 + Judged::Outside as u32
}

/// How the first pass labelled token `i` of a run, given its labels.
pub(super) fn judged(labels: &[u8], i: usize) -> Judged {
    let continues = labels.get(i + 1).is_some_and(|&next| next as usize == INSIDE);
    match labels[i] as usize {
        OUTSIDE => Judged::Outside,
        BEGIN if continues => Judged::First,
        BEGIN => Judged::Single,
        INSIDE => Judged::Later,
        ORGANISATION => Judged::Organisation,
        _ => Judged::OrganisationLater,
    }
}

/// Notes the first labels of all runs.
pub(super) fn judge(tokens: &[Token], runs: &[Run], labels: &[u8], evidence: &mut Evidence) {
    evidence.begin_judging();
    let mut rest = labels;
    for run in runs {
        let (own, others) = rest.split_at(run.end - run.start);
        rest = others;
        for (i, token) in tokens[run.start..run.end].iter().enumerate().filter(|(_, t)| t.is_capital()) {
            evidence.judge(token.hash, judged(own, i));
        }
    }
}

/// A run and its neighbours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    /// All tokens.
    pub(super) tokens: &'a [Token],
    /// The runs before, at and after it.
    pub(super) runs: [Option<Run>; 3],
    /// The first labels of the three.
    pub(super) labels: [&'a [u8]; 3],
}

impl Row<'_> {
    /// Hands the features of each token of the middle run to `sink`: its index in the run, the feature.
    pub(super) fn features(&self, evidence: &Evidence, mut sink: impl FnMut(usize, u32)) {
        let [before, Some(run), after] = self.runs else { return };
        let labels = self.labels[1];
        let left =
            before.map_or(0, |before| self.neighbour(before, self.labels[0], before.end, run.start, true));
        let right =
            after.map_or(0, |after| self.neighbour(after, self.labels[2], run.end, after.start, false));
        let length = (run.end - run.start).min(4) as u32;
        let named = labels.iter().any(|&label| label as usize != OUTSIDE);
        for (i, token) in self.tokens[run.start..run.end].iter().enumerate() {
            let own = judged(labels, i);
            let others = if token.is_capital() { evidence.judged(token.hash, own) } else { NOTHING };
            let label = own as u32 | length << 4;
            let list = token.class.0 & Class::FIRST.with(Class::LAST).with(Class::WORD).with(Class::PLACE).0;
            // Without evidence from the rest of the text, the result of the first pass is kept.
            if others != 0 && others != NOTHING {
                sink(i, second(template::ELSEWHERE_HERE, others | label << 12));
                sink(i, second(template::ELSEWHERE, others));
                sink(i, second(template::ELSEWHERE_LIST, pair(list, others)));
                for kind in (0..JUDGED).filter(|kind| others >> (2 * kind) & 3 > 0) {
                    sink(
                        i,
                        second(
                            template::ELSEWHERE_COUNT,
                            kind << 8 | (others >> (2 * kind) & 3) | (own as u32) << 4,
                        ),
                    );
                }
            }
            if is_name(left) {
                sink(i, second(template::RUN_BEFORE, pair(left, label)));
            }
            if is_name(right) {
                sink(i, second(template::RUN_AFTER, pair(right, label)));
            }
            if is_name(left) || is_name(right) {
                sink(i, second(template::RUNS_AROUND, pair(pair(left, right), label)));
                sink(
                    i,
                    second(template::RUNS_AROUND_LIST, pair(pair(left, right), list | u32::from(named) << 9)),
                );
            }
            let neighbours = |at: Option<usize>| match at.map(|at| &self.tokens[run.start + at]) {
                Some(token) if token.is_capital() => evidence.judged(token.hash, Judged::Outside) >> 2,
                _ => 0,
            };
            let behind = neighbours(Some(i + 1).filter(|&at| at < labels.len()));
            let before = neighbours(i.checked_sub(1));
            if before != 0 || behind != 0 {
                sink(i, second(template::WORDS_AROUND, pair(before, behind)));
            }
        }
    }

    /// A number for the label of a neighbouring run and for the tokens between.
    fn neighbour(&self, run: Run, labels: &[u8], from: usize, to: usize, last: bool) -> u32 {
        let gap = &self.tokens[from..to];
        if gap.len() > NEAR || gap.iter().any(|token| token.shape.is(Shape::BREAK)) {
            return 1;
        }
        let between = match gap {
            [] => 0,
            [one] if one.hash == hash_of_mark(',') => 1,
            [one] if one.hash == hash_of_mark(';') => 2,
            [one] if one.shape.is(Shape::WORD) => 3,
            [one] if one.hash == hash_of_mark('-') => 4,
            [_] => 5,
            [one, ..] if one.hash == hash_of_mark(',') => 6,
            [one, ..] if one.shape.is(Shape::POSSESSIVE) => 7,
            _ => 8,
        };
        let at = if last { labels.len().saturating_sub(1) } else { 0 };
        let label = labels.get(at).map_or(0, |_| judged(labels, at) as u32);
        let whole = labels.len() > 1
            && matches!(labels[0] as usize, BEGIN | ORGANISATION)
            && labels[1..].iter().all(|&l| matches!(l as usize, INSIDE | ORGANISATION_INSIDE));
        between * 16 + (label + 1) * 2 + u32::from(whole) + ((run.end - run.start).min(3) as u32) * 256
    }
}
