//! What a model was made with: the BLAKE3 hashes of its weights, of the gazetteer, and of the feature numbers that both
//! passes compute for a sample text. Training writes the manifest beside the model. A test fails when the features, the
//! gazetteer or the weights were changed without the others.

use crate::facts::name::features::{Extractor, Sink};
use crate::facts::name::gazetteer;
use crate::facts::name::model::{BEGIN, INSIDE, ORGANISATION, OUTSIDE};
use crate::facts::name::second_pass;
use crate::facts::name::tagger::{Tagger, row};

/// A text in both languages with titles, roles, initials, particles, firms, possessives, capitals and numbers.
const SAMPLE: &str = "Mme Odile Ferrand-Roche, présidente de Brévanne SA, a reçu M. J.-P. Varga à Lyon lundi 3 mars.\n\
« Je pars », a dit Ferrand. L'avocat d'Elsa Morin, Hugo de la Tour, et Varga (élu en 1998) ont refusé : 49 % des voix.\n\
HUGO DE LA TOUR QUITTE LE CLUB\n\
Mr. Tom Oakes Jr., chief executive of Oakes & Sons, told Dr. Mia \"Red\" Whitcombe that O'Neill's team would stay.\n\
In Boston, Whitcombe said the French had lost; Oakes, Lee, McAdam and von Brac did not answer. www.example.org";

/// The manifest of these weights, with the gazetteer and the features of this build.
pub fn of(model: &[u8]) -> String {
    format!(
        "model.bin {}\ngazetteer.bin {}\nfeatures {}\n",
        blake3::hash(model).to_hex(),
        blake3::hash(gazetteer::BYTES).to_hex(),
        features().to_hex()
    )
}

/// Hashes feature numbers as they come.
struct Numbers(blake3::Hasher);

impl Sink for Numbers {
    fn emission(&mut self, index: u32) {
        self.0.update(&index.to_le_bytes());
    }

    fn transition(&mut self, key: u32) {
        self.0.update(&key.to_be_bytes());
    }
}

/// The hash of the features of both passes for [`SAMPLE`].
fn features() -> blake3::Hash {
    let mut numbers = Numbers(blake3::Hasher::new());
    let mut tagger = Tagger::default();
    tagger.open(SAMPLE);
    tagger.each_run(SAMPLE, |extractor: &Extractor, tokens, run| {
        for (i, token) in tokens[run.start..run.end].iter().enumerate() {
            extractor.features(SAMPLE, token, i, &mut numbers);
        }
    });
    // The second pass sees labels; these do not depend on the weights.
    let tokens: usize = tagger.runs.iter().map(|run| run.end - run.start).sum();
    let labels: Vec<u8> =
        (0..tokens).map(|at| [BEGIN, INSIDE, OUTSIDE, BEGIN, ORGANISATION][at % 5] as u8).collect();
    second_pass::judge(&tagger.tokens, &tagger.runs, &labels, &mut tagger.evidence);
    let mut at = 0;
    for i in 0..tagger.runs.len() {
        row(&tagger.tokens, &tagger.runs, &labels, i, at).features(&tagger.evidence, |token, index| {
            numbers.0.update(&(token as u32).to_le_bytes());
            numbers.emission(index);
        });
        at += tagger.runs[i].end - tagger.runs[i].start;
    }
    numbers.0.finalize()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_shipped_model_belongs_to_the_shipped_gazetteer_and_features() {
        let model = include_bytes!("../../../../assets/people/model.bin");
        let shipped = include_str!("../../../../assets/people/manifest.txt");
        assert_eq!(super::of(model), shipped, "cargo xtask train-people model: see assets/people/SOURCES.md");
    }
}
