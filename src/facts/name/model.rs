//! The tagger: a linear chain over five labels (outside, and the first and a further token of a person and of an
//! organisation), decoded by Viterbi. Weights are four signed bytes, one for each label but the outside, which weighs nothing.

use super::features::{self, Extractor, Sink};
use super::token::Token;

/// The labels, as indices.
pub(super) const OUTSIDE: usize = 0;
/// The first token of a person's name.
pub(super) const BEGIN: usize = 1;
/// A further token of a person's name.
pub(super) const INSIDE: usize = 2;
/// The first token of an organisation's name.
pub(super) const ORGANISATION: usize = 3;
/// A further token of an organisation's name.
pub(super) const ORGANISATION_INSIDE: usize = 4;
/// The number of labels.
pub(super) const LABELS: usize = 5;

/// A weight or score for each label but [`OUTSIDE`], in order.
pub(super) type ByLabel = [f32; LABELS - 1];

/// Whether `label` can stand behind `before`: a further token only behind one of the same name.
pub(super) const fn follows(before: usize, label: usize) -> bool {
    match label {
        INSIDE => before == BEGIN || before == INSIDE,
        ORGANISATION_INSIDE => before == ORGANISATION || before == ORGANISATION_INSIDE,
        _ => true,
    }
}

static BYTES: &[u8] = include_bytes!("../../../assets/people/model.bin");

/// The weights of a model: [`Quantised`] in the reader, floating point while training.
pub(super) trait Weights {
    /// One unit of score in these weights.
    const UNIT: f32;

    /// The weights of a feature.
    fn of(&self, index: u32) -> ByLabel;
}

/// The shipped weights.
pub(super) struct Quantised;

/// Weights are stored in steps of one over this.
pub(super) const STEPS: f32 = 24.0;

impl Weights for Quantised {
    const UNIT: f32 = STEPS;

    fn of(&self, index: u32) -> ByLabel {
        let at = index as usize * (LABELS - 1);
        match BYTES.get(at..at + LABELS - 1) {
            Some(&[b, i, c, j]) => [b, i, c, j].map(|byte| f32::from(byte as i8)),
            _ => [0.0; LABELS - 1],
        }
    }
}

/// The scores of one token: for each label before it, those of the labels but the outside.
pub(super) type Scores = [ByLabel; LABELS];

/// The sum of two, label by label.
pub(super) fn sum(a: ByLabel, b: ByLabel) -> ByLabel {
    std::array::from_fn(|label| a[label] + b[label])
}

struct Scoring<'a, W> {
    weights: &'a W,
    all: ByLabel,
    by_label: Scores,
}

impl<W: Weights> Sink for Scoring<'_, W> {
    fn emission(&mut self, index: u32) {
        self.all = sum(self.all, self.weights.of(index));
    }

    fn transition(&mut self, key: u32) {
        for (label, scores) in self.by_label.iter_mut().enumerate() {
            *scores = sum(*scores, self.weights.of(features::with_label(key, label)));
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
    let mut scoring = Scoring { weights, all: [0.0; LABELS - 1], by_label: [[0.0; LABELS - 1]; LABELS] };
    extractor.features(text, token, i, &mut scoring);
    if extractor.is_firm(i) {
        scoring.all[BEGIN - 1] -= FIRM * W::UNIT;
    }
    scoring.by_label.map(|scores| sum(scores, scoring.all))
}

/// Finds the best sequence of labels for a run; holds its buffers.
#[derive(Debug, Default)]
pub(super) struct Viterbi {
    back: Vec<[u8; LABELS]>,
    labels: Vec<u8>,
}

/// What is added to the score of the beginning of each name: the balance between missed names and false ones.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bias {
    /// Of a person.
    pub(super) person: f32,
    /// Of an organisation.
    pub(super) organisation: f32,
}

impl Viterbi {
    /// The best labels for the scores of a run's tokens.
    pub(super) fn best(&mut self, scores: &[Scores], bias: Bias) -> &[u8] {
        const NEVER: f32 = -1e9;
        let bias = [0.0, bias.person, 0.0, bias.organisation, 0.0];
        self.back.clear();
        let mut best = [NEVER; LABELS];
        best[OUTSIDE] = 0.0;
        for score in scores {
            let (mut next, mut back) = ([NEVER; LABELS], [0; LABELS]);
            for before in 0..LABELS {
                for label in (0..LABELS).filter(|&label| follows(before, label)) {
                    let gain = if label == OUTSIDE { 0.0 } else { score[before][label - 1] };
                    let total = best[before] + gain + bias[label];
                    if total > next[label] {
                        (next[label], back[label]) = (total, before as u8);
                    }
                }
            }
            best = next;
            self.back.push(back);
        }
        let mut label = (0..LABELS).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(OUTSIDE);
        self.labels.clear();
        self.labels.resize(scores.len(), 0);
        for (at, back) in self.back.iter().enumerate().rev() {
            self.labels[at] = label as u8;
            label = back[label] as usize;
        }
        &self.labels
    }
}

/// The number of features of both passes.
#[cfg(any(test, feature = "training"))]
pub(super) const FEATURES: usize = (1 << features::BITS) + features::SECOND as usize;
