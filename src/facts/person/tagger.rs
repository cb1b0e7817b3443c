//! A text through the tagger: tokens, runs, evidence, labels, and the spans of tokens that they mark.

use super::evidence::Evidence;
use super::features::Extractor;
use super::model::{self, BEGIN, INSIDE, Scores, Viterbi, Weights};
use super::runs::{Run, runs};
use super::token::{Token, tokenise};

/// A text taken apart, with the buffers for it.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// All tokens.
    pub(super) tokens: Vec<Token>,
    /// Where names can stand.
    pub(super) runs: Vec<Run>,
    /// What the text shows of its words.
    pub(super) evidence: Evidence,
    extractor: Extractor,
    scores: Vec<Scores>,
    viterbi: Viterbi,
}

impl Reading {
    /// Takes `text` apart.
    pub(super) fn open(&mut self, text: &str) {
        tokenise(text, &mut self.tokens);
        self.look();
    }

    /// Finds runs and evidence in the tokens.
    pub(super) fn look(&mut self) {
        self.runs.clear();
        runs(&self.tokens, &mut self.runs);
        self.evidence.read(&self.tokens, &self.runs);
    }

    /// Hands each name to `found`, as a half-open range of tokens.
    pub(super) fn tag(
        &mut self,
        text: &str,
        weights: &impl Weights,
        bias: f32,
        mut found: impl FnMut(usize, usize),
    ) {
        let Self { tokens, runs, evidence, extractor, scores, viterbi } = self;
        let mut shown = evidence.shown();
        for run in runs {
            let (own, rest) = shown.split_at(run.end - run.start);
            shown = rest;
            extractor.turn(text, tokens, *run, evidence, own);
            scores.clear();
            let row = tokens[run.start..run.end].iter().enumerate();
            scores.extend(row.map(|(i, token)| model::score(weights, extractor, text, token, i)));
            let mut open = None;
            for (at, &label) in viterbi.best(scores, bias).iter().enumerate() {
                if label as usize != INSIDE
                    && let Some(start) = open.take()
                {
                    found(start, run.start + at);
                }
                if label as usize == BEGIN {
                    open = Some(run.start + at);
                }
            }
            if let Some(start) = open {
                found(start, run.end);
            }
        }
    }

    /// The extractor turned to each run in turn, for training.
    pub(super) fn each_run(&mut self, text: &str, mut visit: impl FnMut(&Extractor, &[Token], Run)) {
        let mut shown = self.evidence.shown();
        for &run in &self.runs {
            let (own, rest) = shown.split_at(run.end - run.start);
            shown = rest;
            self.extractor.turn(text, &self.tokens, run, &self.evidence, own);
            visit(&self.extractor, &self.tokens, run);
        }
    }
}
