//! The tagger: a linear chain over the labels O, B and I, decoded by Viterbi. Weights are pairs of signed
//! bytes, for B and for I; O weighs nothing.

use super::features::{self, Extractor, Sink};
use super::token::Token;

/// The labels, as indices.
pub(super) const OUTSIDE: usize = 0;
/// The first token of a name.
pub(super) const BEGIN: usize = 1;
/// A further token of a name.
pub(super) const INSIDE: usize = 2;

static BYTES: &[u8] = include_bytes!("../../../assets/people/model.bin");

/// The weights of a model: [`Quantised`] in the reader, floating point while training.
pub(super) trait Weights {
    /// One unit of score in these weights.
    const UNIT: f32;

    /// The weights for B and I of a feature.
    fn pair(&self, index: u32) -> [f32; 2];
}

/// The shipped weights.
pub(super) struct Quantised;

/// Weights are stored in steps of one over this.
pub(super) const STEPS: f32 = 24.0;

impl Weights for Quantised {
    const UNIT: f32 = STEPS;

    fn pair(&self, index: u32) -> [f32; 2] {
        let at = index as usize * 2;
        match BYTES.get(at..at + 2) {
            Some(&[b, i]) => [f32::from(b as i8), f32::from(i as i8)],
            _ => [0.0, 0.0],
        }
    }
}

/// The scores of one token: for each label before it, those of B and I.
pub(super) type Scores = [[f32; 2]; 3];

struct Scoring<'a, W> {
    weights: &'a W,
    all: [f32; 2],
    by_label: Scores,
}

impl<W: Weights> Sink for Scoring<'_, W> {
    fn emission(&mut self, index: u32) {
        let [b, i] = self.weights.pair(index);
        self.all[0] += b;
        self.all[1] += i;
    }

    fn transition(&mut self, key: u32) {
        for (label, scores) in self.by_label.iter_mut().enumerate() {
            let [b, i] = self.weights.pair(features::with_label(key, label));
            scores[0] += b;
            scores[1] += i;
        }
    }
}

/// How much the name of a firm that is named after a person counts against a person. Texts have too few for training.
const FIRM: f32 = 3.0;

/// The scores of token `i` of the run that the extractor was prepared for.
pub(super) fn score<W: Weights>(
    weights: &W,
    extractor: &Extractor,
    text: &str,
    token: &Token,
    i: usize,
) -> Scores {
    let mut scoring = Scoring { weights, all: [0.0; 2], by_label: [[0.0; 2]; 3] };
    extractor.features(text, token, i, &mut scoring);
    let firm = if extractor.is_firm(i) { FIRM * W::UNIT } else { 0.0 };
    scoring.by_label.map(|[b, i]| [b + scoring.all[0] - firm, i + scoring.all[1]])
}

/// Finds the best sequence of labels for a run; holds its buffers.
#[derive(Debug, Default)]
pub(super) struct Viterbi {
    back: Vec<[u8; 3]>,
    labels: Vec<u8>,
}

impl Viterbi {
    /// The best labels for the scores of a run's tokens. `bias` is added to every B.
    pub(super) fn best(&mut self, scores: &[Scores], bias: f32) -> &[u8] {
        const NEVER: f32 = -1e9;
        self.back.clear();
        let mut best = [0.0, NEVER, NEVER];
        for score in scores {
            let (mut next, mut back) = ([NEVER; 3], [0; 3]);
            for before in [OUTSIDE, BEGIN, INSIDE] {
                let [b, i] = score[before];
                let i = if before == OUTSIDE { NEVER } else { i };
                for (label, gain) in [(OUTSIDE, 0.0), (BEGIN, b + bias), (INSIDE, i)] {
                    let total = best[before] + gain;
                    if total > next[label] {
                        (next[label], back[label]) = (total, before as u8);
                    }
                }
            }
            best = next;
            self.back.push(back);
        }
        let mut label =
            [OUTSIDE, BEGIN, INSIDE].into_iter().max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
        self.labels.clear();
        self.labels.resize(scores.len(), 0);
        for (at, back) in self.back.iter().enumerate().rev() {
            self.labels[at] = label as u8;
            label = back[label] as usize;
        }
        &self.labels
    }
}

/// The number of weight pairs of both passes.
#[cfg(any(test, feature = "training"))]
pub(super) const PAIRS: usize = (1 << features::BITS) + features::SECOND as usize;
