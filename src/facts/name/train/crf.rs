//! The learner: a linear-chain conditional random field over the five labels, by stochastic gradient with AdaGrad
//! steps and features dropped at random; the weights are averaged over the later epochs. One thread, one
//! seed: the same input gives the same model.

use super::augment::{Names, Random, concatenate, vary};
use super::blocks::Block;
use crate::facts::name::BIAS;
use crate::facts::name::features::{BITS, Extractor, Sink, with_label};
use crate::facts::name::gazetteer::Class;
use crate::facts::name::model::{
    BEGIN, ByLabel, FEATURES, INSIDE, LABELS, ORGANISATION, ORGANISATION_INSIDE, OUTSIDE, STEPS, Scores,
    Weights, follows, sum as added,
};
use crate::facts::name::runs::Run;
use crate::facts::name::settle::Found;
use crate::facts::name::tagger::{Tagger, row};
use crate::facts::name::token::Token;
use crate::text::Span;

/// The settings of the training.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Passes over the texts, each with other names.
    pub(crate) epochs: usize,
    /// The first step's length.
    pub(crate) rate: f32,
    /// Weight decay on the features of a step.
    pub(crate) decay: f32,
    /// Of a hundred features, how many are left out of a step.
    pub(crate) dropout: usize,
    /// Of a hundred words, how many lose their classes.
    pub(crate) forget: usize,
    /// How many models of the first pass are trained, each on other variations; the shipped one is their mean.
    pub(crate) models: usize,
    /// Passes over the texts for the second pass.
    pub(crate) second_epochs: usize,
    /// Where the random numbers begin.
    pub(crate) seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            epochs: 24,
            rate: 0.06,
            decay: 1e-3,
            dropout: 15,
            forget: 8,
            models: 4,
            second_epochs: 4,
            seed: 7,
        }
    }
}

/// Weights in floating point.
#[derive(Debug, Clone)]
pub struct Model {
    weights: Vec<ByLabel>,
}

impl Weights for Model {
    const UNIT: f32 = 1.0;

    fn of(&self, index: u32) -> ByLabel {
        self.weights[index as usize]
    }
}

impl Model {
    fn mean(models: &[Self]) -> Self {
        let share = 1.0 / models.len().max(1) as f32;
        let mut weights = vec![[0.0_f32; LABELS - 1]; FEATURES];
        for model in models {
            for (sum, w) in weights.iter_mut().zip(&model.weights) {
                *sum = added(*sum, w.map(|w| w * share));
            }
        }
        Self { weights }
    }

    /// As `model.bin` holds them: signed bytes, in steps of one over [`STEPS`].
    pub fn quantised(&self) -> Vec<u8> {
        let byte = |w: f32| (w * STEPS).round().clamp(-127.0, 127.0) as i8 as u8;
        self.weights.iter().flatten().map(|&w| byte(w)).collect()
    }

    /// The weights that `model.bin` gives back.
    pub fn from_quantised(bytes: &[u8]) -> Self {
        let weight = |byte: u8| f32::from(byte as i8) / STEPS;
        let of_one = |bytes: &[u8]| std::array::from_fn(|label| weight(bytes[label]));
        Self { weights: bytes.chunks_exact(LABELS - 1).map(of_one).collect() }
    }

    /// The names that this model finds in `text`: of people, and of organisations.
    pub fn find(&self, text: &str) -> [Vec<Span>; 2] {
        let mut tagger = Tagger::default();
        tagger.open(text);
        tagger.first_pass(text, self);
        tagger.second_pass(self, BIAS);
        tagger.settle(text, self);
        let span = |name: &Found| {
            Span::new(tagger.tokens[name.start].start as usize, tagger.tokens[name.end - 1].end as usize)
        };
        [&tagger.people, &tagger.organisations].map(|names| names.iter().map(span).collect())
    }
}

/// The weight of a text: how often it is seen in an epoch, and whether the forms of its names are annotated.
#[derive(Debug, Clone, Copy)]
pub struct Weight {
    /// Times an epoch, in hundredths.
    pub percent: usize,
    /// Whether the forms of names are annotated.
    pub sure: bool,
}

#[derive(Default)]
struct Collected {
    emissions: Vec<u32>,
    transitions: Vec<u32>,
    /// Where each token's features end.
    ends: Vec<(usize, usize)>,
    dropout: usize,
    random: Option<Random>,
}

impl Collected {
    fn keep(&mut self) -> bool {
        self.random.as_mut().is_none_or(|random| !random.chance(self.dropout))
    }
}

impl Sink for Collected {
    fn emission(&mut self, index: u32) {
        if self.keep() {
            self.emissions.push(index);
        }
    }

    fn transition(&mut self, key: u32) {
        if self.keep() {
            self.transitions.push(key);
        }
    }
}

struct Learner {
    model: Model,
    squares: Vec<ByLabel>,
    settings: Settings,
}

/// The parts of the training texts: a first pass that has not seen a part labels it for the second pass.
const PARTS: usize = 4;

/// Trains both passes on blocks, each with its weight. `progress` hears the pass, the epoch and its loss.
pub fn train(
    blocks: &[(Block, Weight)],
    names: &Names,
    settings: &Settings,
    mut progress: impl FnMut(&str, usize, f64),
) -> Model {
    let all: Vec<usize> = (0..blocks.len()).collect();
    let models: Vec<Model> = (0..settings.models as u64)
        .map(|model| {
            let settings = Settings { seed: settings.seed + 1000 * model, ..settings.clone() };
            first_pass(blocks, &all, names, &settings, |epoch, loss| progress("first", epoch, loss))
        })
        .collect();
    let mut whole = Model::mean(&models);
    if settings.second_epochs == 0 {
        return whole;
    }
    let parts: Vec<Model> = (0..PARTS)
        .map(|part| {
            let rest: Vec<usize> = all.iter().copied().filter(|i| i % PARTS != part).collect();
            first_pass(blocks, &rest, names, settings, |_, _| {})
        })
        .collect();
    let mut random = Random(settings.seed ^ 0x5eed);
    let mut learner = Learner::new(settings);
    let mut sum = vec![[0.0_f32; LABELS - 1]; FEATURES];
    let mut tagger = Tagger::default();
    for epoch in 0..settings.second_epochs {
        let mut loss = 0.0;
        for (part, labeller) in parts.iter().enumerate() {
            let own: Vec<usize> = all.iter().copied().filter(|i| i % PARTS == part).collect();
            for text in epoch_texts(blocks, &own, names, &mut random) {
                loss += learner.learn_second(&text, labeller, &mut tagger);
            }
        }
        for (sum, w) in sum.iter_mut().zip(&learner.model.weights) {
            *sum = added(*sum, *w);
        }
        progress("second", epoch, loss);
    }
    let scale = 1.0 / settings.second_epochs as f32;
    for (w, sum) in whole.weights.iter_mut().zip(sum).skip(1 << BITS) {
        *w = sum.map(|s| s * scale);
    }
    whole
}

fn first_pass(
    blocks: &[(Block, Weight)],
    which: &[usize],
    names: &Names,
    settings: &Settings,
    mut progress: impl FnMut(usize, f64),
) -> Model {
    let mut random = Random(settings.seed);
    let mut learner = Learner::new(settings);
    let mut sum = vec![[0.0_f32; LABELS - 1]; FEATURES];
    let averaged = settings.epochs / 2;
    let mut tagger = Tagger::default();
    for epoch in 0..settings.epochs {
        let mut loss = 0.0;
        for text in epoch_texts(blocks, which, names, &mut random) {
            loss += learner.learn(&text, &mut tagger, &mut random);
        }
        if epoch >= settings.epochs - averaged {
            for (sum, w) in sum.iter_mut().zip(&learner.model.weights) {
                *sum = added(*sum, *w);
            }
        }
        progress(epoch, loss);
    }
    let scale = 1.0 / averaged.max(1) as f32;
    Model { weights: sum.into_iter().map(|all| all.map(|w| w * scale)).collect() }
}

/// The texts of one epoch: shuffled, varied, and some of one source put together.
fn epoch_texts(
    blocks: &[(Block, Weight)],
    which: &[usize],
    names: &Names,
    random: &mut Random,
) -> Vec<Block> {
    let mut order: Vec<usize> = Vec::new();
    for &i in which {
        let percent = blocks[i].1.percent;
        let times = percent / 100 + usize::from(random.chance(percent % 100));
        order.extend(std::iter::repeat_n(i, times));
    }
    for i in (1..order.len()).rev() {
        order.swap(i, random.below(i + 1));
    }
    let mut texts = Vec::with_capacity(order.len());
    let mut at = 0;
    while at < order.len() {
        let (block, weight) = &blocks[order[at]];
        let mut group = vec![vary(block, names, weight.sure, random)];
        at += 1;
        while weight.sure && group.len() < 6 && at < order.len() && random.chance(35) {
            let (other, other_weight) = &blocks[order[at]];
            if !other_weight.sure || other.source != block.source {
                break;
            }
            group.push(vary(other, names, true, random));
            at += 1;
        }
        texts.push(concatenate(&group));
    }
    texts
}

/// The gold label of each token of a run.
fn gold(block: &Block, tokens: &[Token], run: Run, labels: &mut Vec<u8>) {
    labels.clear();
    labels.resize(run.end - run.start, OUTSIDE as u8);
    let tokens = &tokens[run.start..run.end];
    let people = block.marks.iter().map(|mark| mark.span);
    mark(people, [BEGIN, INSIDE], tokens, labels);
    mark(block.organisations.iter().copied(), [ORGANISATION, ORGANISATION_INSIDE], tokens, labels);
}

/// Labels the tokens within `spans`, which are in order.
fn mark(spans: impl Iterator<Item = Span>, label: [usize; 2], tokens: &[Token], labels: &mut [u8]) {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
    let near = spans.filter(|span| span.start < last.end && first.start < span.end);
    for span in near {
        let inside = |token: &Token| span.start < token.end && token.start < span.end;
        let within = tokens.iter().zip(&mut *labels).filter(|(token, _)| inside(token));
        for (place, (_, own)) in within.enumerate() {
            *own = label[usize::from(place > 0)] as u8;
        }
    }
}

/// Removes the classes of some words, so that the tagger learns to do without them.
fn forget(tokens: &mut [Token], percent: usize, random: &mut Random) {
    const NAMES: Class = Class::FIRST
        .with(Class::FIRST_OFTEN)
        .with(Class::LAST)
        .with(Class::LAST_OFTEN)
        .with(Class::PLACE)
        .with(Class::PLACE_PART);
    let salt = random.next();
    for token in tokens.iter_mut() {
        let dice = |salt: u64| (Random(salt ^ u64::from(token.hash)).next() % 100) as usize;
        if dice(salt) < percent {
            token.class = token.class.without(NAMES);
        }
        if dice(salt.rotate_left(32)) < percent && !token.class.has(Class::WORD_OFTEN) {
            token.class = token.class.without(Class::WORD);
        }
        if dice(salt.rotate_left(16)) < percent {
            token.class = token.class.without(Class::BRAND.with(Class::KNOWN_ORGANISATION));
        }
    }
}

impl Learner {
    fn new(settings: &Settings) -> Self {
        Self {
            model: Model { weights: vec![[0.0; LABELS - 1]; FEATURES] },
            squares: vec![[0.0; LABELS - 1]; FEATURES],
            settings: settings.clone(),
        }
    }

    /// A step of the second pass on each run of a text, labelled by a first pass that has not seen it.
    fn learn_second(&mut self, block: &Block, labeller: &Model, tagger: &mut Tagger) -> f64 {
        tagger.open(&block.text);
        tagger.first_pass(&block.text, labeller);
        let mut features = Collected::default();
        let (mut labels, mut loss, mut at) = (Vec::new(), 0.0, 0);
        for i in 0..tagger.runs.len() {
            let run = tagger.runs[i];
            let length = run.end - run.start;
            let mut by_token: Vec<Vec<u32>> = vec![Vec::new(); length];
            row(&tagger.tokens, &tagger.runs, &tagger.labels, i, at)
                .features(&tagger.evidence, |token, index| by_token[token].push(index));
            features.emissions.clear();
            features.ends.clear();
            for token in by_token {
                features.emissions.extend(token);
                features.ends.push((features.emissions.len(), 0));
            }
            gold(block, &tagger.tokens, run, &mut labels);
            loss += self.step(&features, &labels, Some(&tagger.scores[at..at + length]));
            at += length;
        }
        loss
    }

    fn learn(&mut self, block: &Block, tagger: &mut Tagger, random: &mut Random) -> f64 {
        tagger.open(&block.text);
        if random.chance(60) {
            forget(&mut tagger.tokens, self.settings.forget, random);
            tagger.look();
        }
        let mut features = Collected {
            dropout: self.settings.dropout,
            random: Some(random.clone()),
            ..Collected::default()
        };
        random.next();
        let mut labels = Vec::new();
        let mut loss = 0.0;
        let text = &block.text;
        tagger.each_run(text, |extractor: &Extractor, tokens, run| {
            features.emissions.clear();
            features.transitions.clear();
            features.ends.clear();
            for (i, token) in tokens[run.start..run.end].iter().enumerate() {
                extractor.features(text, token, i, &mut features);
                features.ends.push((features.emissions.len(), features.transitions.len()));
            }
            gold(block, tokens, run, &mut labels);
            loss += self.step(&features, &labels, None);
        });
        loss
    }

    /// One gradient step on one run; its loss.
    fn step(&mut self, features: &Collected, labels: &[u8], base: Option<&[Scores]>) -> f64 {
        let mut scores = vec![[[f64::NEG_INFINITY; LABELS]; LABELS]; labels.len()];
        let (mut e, mut t) = (0, 0);
        for (at, &(e_end, t_end)) in features.ends.iter().enumerate() {
            let mut all = [0.0; LABELS - 1];
            for &index in &features.emissions[e..e_end] {
                all = added(all, self.model.weights[index as usize]);
            }
            for (before, row) in scores[at].iter_mut().enumerate() {
                let mut own = base.map_or(all, |base| added(all, base[at][before]));
                for &key in &features.transitions[t..t_end] {
                    own = added(own, self.model.weights[with_label(key, before) as usize]);
                }
                row[OUTSIDE] = 0.0;
                for label in (1..LABELS).filter(|&label| follows(before, label)) {
                    row[label] = f64::from(own[label - 1]);
                }
            }
            (e, t) = (e_end, t_end);
        }
        let (edges, log_z) = marginals(&scores);
        let mut gold_score = 0.0;
        let mut before = OUTSIDE;
        (e, t) = (0, 0);
        for (at, &(e_end, t_end)) in features.ends.iter().enumerate() {
            let label = labels[at] as usize;
            gold_score += scores[at][before][label];
            let mut gradient = [0.0_f64; LABELS - 1];
            let mut by_label = [[0.0_f64; LABELS - 1]; LABELS];
            for b in 0..LABELS {
                for l in 1..LABELS {
                    let expected = f64::from(u8::from(b == before && l == label)) - edges[at][b][l];
                    by_label[b][l - 1] = expected;
                    gradient[l - 1] += expected;
                }
            }
            if gradient.iter().any(|g| g.abs() > 1e-4) {
                for &index in &features.emissions[e..e_end] {
                    self.update(index, gradient);
                }
            }
            for &key in &features.transitions[t..t_end] {
                for (b, gradient) in by_label.iter().enumerate() {
                    if gradient.iter().any(|g| g.abs() > 1e-4) {
                        self.update(with_label(key, b), *gradient);
                    }
                }
            }
            before = label;
            (e, t) = (e_end, t_end);
        }
        log_z - gold_score
    }

    fn update(&mut self, index: u32, gradient: [f64; LABELS - 1]) {
        let w = &mut self.model.weights[index as usize];
        let s = &mut self.squares[index as usize];
        for k in 0..LABELS - 1 {
            let g = gradient[k] as f32 - self.settings.decay * w[k];
            s[k] += g * g;
            w[k] += self.settings.rate * g / (s[k] + 1e-3).sqrt();
        }
    }
}

/// A score or probability for each label before a token and each of its own.
type Edges = [[f64; LABELS]; LABELS];

/// The probability of each pair of labels at each token, and the logarithm of the sum over all rows of labels.
fn marginals(scores: &[Edges]) -> (Vec<Edges>, f64) {
    let never = f64::NEG_INFINITY;
    let mut first = [never; LABELS];
    first[OUTSIDE] = 0.0;
    let mut forward = vec![first];
    for score in scores {
        let last = forward[forward.len() - 1];
        forward
            .push(std::array::from_fn(|label| log_sum(std::array::from_fn(|b| last[b] + score[b][label]))));
    }
    let mut backward = vec![[0.0; LABELS]; scores.len() + 1];
    for at in (0..scores.len()).rev() {
        let next = backward[at + 1];
        backward[at] = std::array::from_fn(|b| log_sum(std::array::from_fn(|l| scores[at][b][l] + next[l])));
    }
    let log_z = backward[0][OUTSIDE];
    let mut edges = vec![[[0.0; LABELS]; LABELS]; scores.len()];
    for (at, score) in scores.iter().enumerate() {
        for b in 0..LABELS {
            for l in 0..LABELS {
                edges[at][b][l] = (forward[at][b] + score[b][l] + backward[at + 1][l] - log_z).exp();
            }
        }
    }
    (edges, log_z)
}

fn log_sum(values: [f64; LABELS]) -> f64 {
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + values.iter().map(|v| (v - most).exp()).sum::<f64>().ln()
}
