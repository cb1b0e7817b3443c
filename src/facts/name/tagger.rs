//! A text through the tagger: tokens, runs, evidence, labels of a first and a second pass, and the names that
//! they mark.

use super::evidence::Evidence;
use super::features::Extractor;
use super::model::{
    self, BEGIN, Bias, ByLabel, INSIDE, LABELS, ORGANISATION, ORGANISATION_INSIDE, OUTSIDE, Scores, Viterbi,
    Weights,
};
use super::runs::{Run, runs};
use super::second_pass::{self, Row};
use super::settle::{Found, Page, Settler};
use super::token::{Memory, Token, tokenise};

/// The tokens, runs and labels of a text, with buffers that are reused for the next text.
#[derive(Debug, Default)]
pub(super) struct Tagger {
    /// All tokens.
    pub(super) tokens: Vec<Token>,
    /// The runs in which names are looked for.
    pub(super) runs: Vec<Run>,
    /// The evidence of the text about its words.
    pub(super) evidence: Evidence,
    /// The scores of the tokens of all runs, in order.
    pub(super) scores: Vec<Scores>,
    /// Their labels.
    pub(super) labels: Vec<u8>,
    /// The names of people, in order and without overlap.
    pub(super) people: Vec<Found>,
    /// The names of organisations, likewise; none overlaps the name of a person.
    pub(super) organisations: Vec<Found>,
    memory: Memory,
    extractor: Extractor,
    viterbi: Viterbi,
    sums: Vec<ByLabel>,
    settler: Settler,
}

impl Tagger {
    /// Reads `text`: its tokens, runs and evidence.
    pub(super) fn open(&mut self, text: &str) {
        tokenise(text, &mut self.memory, &mut self.tokens);
        self.look();
    }

    /// Finds runs and evidence in the tokens.
    pub(super) fn look(&mut self) {
        self.runs.clear();
        runs(&self.tokens, &mut self.runs);
        self.evidence.read(&self.tokens, &self.runs);
    }

    /// The first pass: scores and labels of every run by itself.
    pub(super) fn first_pass(&mut self, text: &str, weights: &impl Weights) {
        let Self { tokens, runs, evidence, extractor, scores, labels, viterbi, .. } = self;
        scores.clear();
        labels.clear();
        let mut shown = evidence.shown();
        for run in runs.iter() {
            let (own, rest) = shown.split_at(run.end - run.start);
            shown = rest;
            extractor.prepare(text, tokens, *run, evidence, own);
            let row = tokens[run.start..run.end].iter().enumerate();
            let first = scores.len();
            scores.extend(row.map(|(i, token)| model::score(weights, extractor, text, token, i)));
            labels.extend_from_slice(viterbi.best(&scores[first..], Bias::default()));
        }
        second_pass::judge(tokens, runs, labels, evidence);
    }

    /// The second pass: adds the weights of its features to the scores, and finds the names. `bias` is added for the
    /// beginning of each name.
    pub(super) fn second_pass<W: Weights>(&mut self, weights: &W, bias: Bias) {
        let bias = Bias { person: bias.person * W::UNIT, organisation: bias.organisation * W::UNIT };
        let mut sums = std::mem::take(&mut self.sums);
        let mut at = 0;
        self.people.clear();
        self.organisations.clear();
        for i in 0..self.runs.len() {
            let run = self.runs[i];
            sums.clear();
            sums.resize(run.end - run.start, [0.0; LABELS - 1]);
            row(&self.tokens, &self.runs, &self.labels, i, at).features(&self.evidence, |token, index| {
                sums[token] = model::sum(sums[token], weights.of(index));
            });
            let scores = &mut self.scores[at..at + sums.len()];
            for (scores, sum) in scores.iter_mut().zip(&sums) {
                scores.iter_mut().for_each(|score| *score = model::sum(*score, *sum));
            }
            let labels = self.viterbi.best(scores, bias);
            spans(labels, BEGIN, INSIDE, run.start, &mut self.people);
            spans(labels, ORGANISATION, ORGANISATION_INSIDE, run.start, &mut self.organisations);
            at += sums.len();
        }
        self.sums = sums;
    }

    /// Applies the rules to the names that the passes found.
    pub(super) fn settle<W: Weights>(&mut self, text: &str, _: &W) {
        let Self { tokens, runs, evidence, scores, people, organisations, settler, .. } = self;
        let page = Page { text, tokens, runs, language: evidence.language(), foreign: evidence.is_foreign() };
        settler.settle(page, people, |at| scores[at][OUTSIDE][BEGIN - 1] / W::UNIT);
        settler.organisations(page, people, organisations);
    }

    /// Calls `visit` with the extractor prepared for each run, for training the first pass.
    #[cfg(any(test, feature = "training"))]
    pub(super) fn each_run(&mut self, text: &str, mut visit: impl FnMut(&Extractor, &[Token], Run)) {
        let mut shown = self.evidence.shown();
        for &run in &self.runs {
            let (own, rest) = shown.split_at(run.end - run.start);
            shown = rest;
            self.extractor.prepare(text, &self.tokens, run, &self.evidence, own);
            visit(&self.extractor, &self.tokens, run);
        }
    }
}

/// Appends the names whose first token has the label `begin` and further ones `inside`; `first` is the token of the first label.
fn spans(labels: &[u8], begin: usize, inside: usize, first: usize, out: &mut Vec<Found>) {
    let mut open = None;
    for (k, &label) in labels.iter().enumerate() {
        if label as usize != inside
            && let Some(start) = open.take()
        {
            out.push(Found { start, end: first + k });
        }
        if label as usize == begin {
            open = Some(first + k);
        }
    }
    if let Some(start) = open {
        out.push(Found { start, end: first + labels.len() });
    }
}

/// Run `i` with its neighbours, where the labels of its tokens begin at `at`.
pub(super) fn row<'a>(tokens: &'a [Token], runs: &[Run], labels: &'a [u8], i: usize, at: usize) -> Row<'a> {
    let before = i.checked_sub(1).map(|i| runs[i]);
    let (run, after) = (runs[i], runs.get(i + 1).copied());
    let length = |run: Run| run.end - run.start;
    let middle = at + length(run);
    Row {
        tokens,
        runs: [before, Some(run), after],
        labels: [
            &labels[at - before.map_or(0, length)..at],
            &labels[at..middle],
            &labels[middle..middle + after.map_or(0, length)],
        ],
    }
}
