//! The weights of pairs of claims, by logistic regression on the stories that are not held out. They are pulled towards those of
//! the program and keep their signs: a few stories do not teach that what speaks against one question speaks for it.

use std::collections::HashMap;

use liseuse::library::Library;

use super::{Judged, is_held_out};

/// How strongly weights are pulled towards those of the program.
const PULL: f32 = 0.004;

/// Steps of the descent, and how far each goes.
const STEPS: usize = 400;
const RATE: f32 = 1.0;

/// Learns the weights, and writes them as a row of numbers.
pub(super) fn weights(library: &Library, judged: &[Judged]) -> String {
    let gold: HashMap<_, _> = judged
        .iter()
        .filter(|row| row.found.is_some() && !is_held_out(row.gold.story))
        .map(|row| (row.at, row.gold.group.as_str()))
        .collect();
    let mut pairs = Vec::new();
    let mut start = Vec::new();
    for pair in library.claim_pairs() {
        let [a, b] = pair.claims.map(|(article, span)| gold.get(&(article, span.start)));
        let (Some(a), Some(b)) = (a, b) else { continue };
        start = pair.features.iter().map(|(_, weight)| *weight).collect();
        let features: Vec<f32> = pair.features.iter().map(|(feature, _)| *feature).collect();
        pairs.push((features, a == b));
    }
    let learnt = descend(&pairs, &start);
    let rows: Vec<String> = learnt.iter().map(|weight| format!("{weight:.2}")).collect();
    format!(
        "{} pairs, {} of one question\n{}",
        pairs.len(),
        pairs.iter().filter(|pair| pair.1).count(),
        rows.join(", ")
    )
}

fn descend(pairs: &[(Vec<f32>, bool)], start: &[f32]) -> Vec<f32> {
    let mut weights = start.to_vec();
    let count = pairs.len().max(1) as f32;
    let positive = pairs.iter().filter(|pair| pair.1).count().max(1) as f32;
    for _ in 0..STEPS {
        let mut slope = vec![0.0; weights.len()];
        for (features, is_one) in pairs {
            let sum: f32 = features.iter().zip(&weights).map(|(feature, weight)| feature * weight).sum();
            let error = f32::from(u8::from(*is_one)) - 1.0 / (1.0 + (-sum).exp());
            slope.iter_mut().zip(features).for_each(|(slope, feature)| *slope += error * feature);
        }
        let rate = RATE * count / (count + positive);
        for (place, weight) in weights.iter_mut().enumerate() {
            *weight += rate * (slope[place] / positive - PULL * (*weight - start[place]));
            // A weight keeps its sign.
            *weight = if start[place] < 0.0 { weight.min(0.0) } else { weight.max(0.0) };
        }
    }
    weights
}
