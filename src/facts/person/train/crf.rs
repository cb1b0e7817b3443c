//! The learner: a linear-chain conditional random field over O, B and I, by stochastic gradient with AdaGrad
//! steps and features dropped at random; the weights are averaged over the later epochs. One thread, one
//! seed: the same input gives the same model.

use super::augment::{Names, Random, concatenate, vary};
use super::blocks::Block;
use crate::facts::person::BIAS;
use crate::facts::person::features::{BITS, Extractor, Sink, with_label};
use crate::facts::person::gazetteer::Class;
use crate::facts::person::model::{BEGIN, INSIDE, OUTSIDE, PAIRS, STEPS, Scores, Weights};
use crate::facts::person::runs::Run;
use crate::facts::person::settle::Found;
use crate::facts::person::tagger::{Tagger, row};
use crate::facts::person::token::Token;
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
    weights: Vec<[f32; 2]>,
}

impl Weights for Model {
    const UNIT: f32 = 1.0;

    fn pair(&self, index: u32) -> [f32; 2] {
        self.weights[index as usize]
    }
}

impl Model {
    fn mean(models: &[Self]) -> Self {
        let share = 1.0 / models.len().max(1) as f32;
        let mut weights = vec![[0.0_f32; 2]; PAIRS];
        for model in models {
            for (sum, w) in weights.iter_mut().zip(&model.weights) {
                *sum = [sum[0] + w[0] * share, sum[1] + w[1] * share];
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
        Self { weights: bytes.chunks_exact(2).map(|pair| [weight(pair[0]), weight(pair[1])]).collect() }
    }

    /// The names that this model finds in `text`.
    pub fn find(&self, text: &str) -> Vec<Span> {
        let mut tagger = Tagger::default();
        tagger.open(text);
        tagger.first_pass(text, self);
        tagger.second_pass(self, BIAS);
        tagger.settle(text, self);
        let span = |name: &Found| {
            Span::new(tagger.tokens[name.start].start as usize, tagger.tokens[name.end - 1].end as usize)
        };
        tagger.names.iter().map(span).collect()
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
    squares: Vec<[f32; 2]>,
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
    let mut sum = vec![[0.0_f32; 2]; PAIRS];
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
            *sum = [sum[0] + w[0], sum[1] + w[1]];
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
    let mut sum = vec![[0.0_f32; 2]; PAIRS];
    let averaged = settings.epochs / 2;
    let mut tagger = Tagger::default();
    for epoch in 0..settings.epochs {
        let mut loss = 0.0;
        for text in epoch_texts(blocks, which, names, &mut random) {
            loss += learner.learn(&text, &mut tagger, &mut random);
        }
        if epoch >= settings.epochs - averaged {
            for (sum, w) in sum.iter_mut().zip(&learner.model.weights) {
                *sum = [sum[0] + w[0], sum[1] + w[1]];
            }
        }
        progress(epoch, loss);
    }
    let scale = 1.0 / averaged.max(1) as f32;
    Model { weights: sum.into_iter().map(|[b, i]| [b * scale, i * scale]).collect() }
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
    let mut mark = block.marks.partition_point(|mark| mark.span.end <= tokens[run.start].start);
    let mut before = None;
    for token in &tokens[run.start..run.end] {
        while block.marks.get(mark).is_some_and(|m| m.span.end <= token.start) {
            mark += 1;
        }
        let inside =
            block.marks.get(mark).is_some_and(|m| m.span.start < token.end && token.start < m.span.end);
        let label = match (inside, before) {
            (false, _) => OUTSIDE,
            (true, Some(last)) if last == mark => INSIDE,
            (true, _) => BEGIN,
        };
        before = inside.then_some(mark);
        labels.push(label as u8);
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
            token.class = token.class.without(Class::BRAND);
        }
    }
}

impl Learner {
    fn new(settings: &Settings) -> Self {
        Self {
            model: Model { weights: vec![[0.0; 2]; PAIRS] },
            squares: vec![[0.0; 2]; PAIRS],
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
        let mut scores = vec![[[0.0_f64; 3]; 3]; labels.len()];
        let (mut e, mut t) = (0, 0);
        for (at, &(e_end, t_end)) in features.ends.iter().enumerate() {
            let mut all = [0.0; 2];
            for &index in &features.emissions[e..e_end] {
                let w = self.model.weights[index as usize];
                all = [all[0] + f64::from(w[0]), all[1] + f64::from(w[1])];
            }
            for (before, row) in scores[at].iter_mut().enumerate() {
                let [b, i] = base.map_or([0.0; 2], |base| base[at][before]);
                *row = [0.0, all[0] + f64::from(b), all[1] + f64::from(i)];
                for &key in &features.transitions[t..t_end] {
                    let w = self.model.weights[with_label(key, before) as usize];
                    *row = [0.0, row[1] + f64::from(w[0]), row[2] + f64::from(w[1])];
                }
                if before == OUTSIDE {
                    row[INSIDE] = f64::NEG_INFINITY;
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
            let mut gradient = [0.0_f64; 2];
            let mut by_label = [[0.0_f64; 2]; 3];
            for b in 0..3 {
                for (k, l) in [BEGIN, INSIDE].into_iter().enumerate() {
                    let expected = f64::from(u8::from(b == before && l == label)) - edges[at][b][l];
                    by_label[b][k] = expected;
                    gradient[k] += expected;
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

    fn update(&mut self, index: u32, gradient: [f64; 2]) {
        let w = &mut self.model.weights[index as usize];
        let s = &mut self.squares[index as usize];
        for k in 0..2 {
            let g = gradient[k] as f32 - self.settings.decay * w[k];
            s[k] += g * g;
            w[k] += self.settings.rate * g / (s[k] + 1e-3).sqrt();
        }
    }
}

/// The probability of each pair of labels at each token, and the logarithm of the sum over all rows of labels.
fn marginals(scores: &[[[f64; 3]; 3]]) -> (Vec<[[f64; 3]; 3]>, f64) {
    let never = f64::NEG_INFINITY;
    let mut forward = vec![[0.0, never, never]];
    for score in scores {
        let last = forward[forward.len() - 1];
        let mut next = [never; 3];
        for (label, next) in next.iter_mut().enumerate() {
            *next = log_sum([0, 1, 2].map(|b| last[b] + score[b][label]));
        }
        forward.push(next);
    }
    let mut backward = vec![[0.0; 3]; scores.len() + 1];
    for at in (0..scores.len()).rev() {
        for b in 0..3 {
            backward[at][b] = log_sum([0, 1, 2].map(|l| scores[at][b][l] + backward[at + 1][l]));
        }
    }
    let log_z = backward[0][OUTSIDE];
    let mut edges = vec![[[0.0; 3]; 3]; scores.len()];
    for (at, score) in scores.iter().enumerate() {
        for b in 0..3 {
            for l in 0..3 {
                edges[at][b][l] = (forward[at][b] + score[b][l] + backward[at + 1][l] - log_z).exp();
            }
        }
    }
    (edges, log_z)
}

fn log_sum(values: [f64; 3]) -> f64 {
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + values.iter().map(|v| (v - most).exp()).sum::<f64>().ln()
}
