//! What a figure measures: the class of the verb or noun of its sentence that belongs to it. A noun that a preposition
//! joins to the figure counts most, then the verb near it; other figures and clauses between make it less likely.

use super::draft::Measures;
use super::lexicon::{Lexicon, Measure, Part};
use super::sentence::{Kind, Line};
use super::words::{List, hash, stem};

/// How many tokens may be between a verb and its figure.
const FAR: usize = 22;

/// A word of a class in a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    at: usize,
    end: usize,
    measure: Measure,
    part: Part,
    /// Whether any other word counts more.
    weak: bool,
}

/// Finds the words of classes in a sentence.
pub(super) fn cues(line: &Line, sentence: (usize, usize), out: &mut Vec<Cue>) {
    let lexicon = Lexicon::get();
    out.clear();
    for at in sentence.0..sentence.1 {
        if !matches!(line.tokens[at].kind, Kind::Word | Kind::Capital) {
            continue;
        }
        let word = line.word(at);
        // "to pay", "will offer" are verbs, "the pay", "an offer" nouns.
        let before = if at > sentence.0 { line.word(at - 1) } else { "" };
        let is_verb = matches!(
            before,
            "to" | "will"
                | "would"
                | "must"
                | "may"
                | "might"
                | "could"
                | "can"
                | "should"
                | "not"
                | "they"
                | "he"
                | "she"
        );
        let is_noun =
            matches!(before, "the" | "an" | "its" | "his" | "their" | "this" | "un" | "une" | "ce" | "cette");
        lexicon.meanings(word, |measure, part, weak| {
            let other = is_verb && part == Part::Noun || is_noun && part == Part::Verb;
            if !other {
                out.push(Cue { at, end: at + 1, measure, part, weak });
            }
        });
        let follows = |rest: &[&str]| {
            at + rest.len() < sentence.1
                && rest.iter().enumerate().all(|(n, word)| {
                    let own = line.word(at + 1 + n);
                    own == *word || own.strip_suffix('\'') == Some(word)
                })
        };
        lexicon.sequences(word, follows, |measure, part, length| {
            out.push(Cue { at, end: at + length, measure, part, weak: false });
        });
    }
}

/// The classes of the figure at a token, and the stems of the nouns before and behind it.
pub(super) fn of(
    line: &Line,
    sentence: (usize, usize),
    figure: usize,
    percent: bool,
    cues: &[Cue],
) -> (Measures, [u32; 2]) {
    let mut scored: Vec<(Measure, f32)> = Vec::new();
    let anchor = anchor(line, figure, cues);
    for (number, cue) in cues.iter().enumerate() {
        if cue.measure.moves() && !percent {
            continue;
        }
        let mut score = match anchor {
            Some(anchor) if cue.end <= anchor && cue.part == Part::Noun => score(line, anchor, cue),
            _ => score(line, figure, cue),
        };
        // "cost savings": the last noun of a compound counts.
        if cue.part == Part::Noun
            && cues[number + 1..]
                .iter()
                .any(|next| next.at == cue.end && next.part == Part::Noun && next.measure != cue.measure)
        {
            score *= 0.5;
        }
        if cue.weak {
            score *= 0.45;
        }
        if cue.measure.moves() {
            score *= 0.8;
        }
        match scored.iter_mut().find(|(measure, _)| *measure == cue.measure) {
            Some((_, best)) => *best = best.max(score),
            None => scored.push((cue.measure, score)),
        }
    }
    scored.retain(|(_, score)| *score > 0.5);
    // A verb far before a figure, with nothing nearer: "a versé à la jeune pousse la plus en vue … une somme de 13 millions".
    if scored.is_empty()
        && let Some(cue) = cues.iter().rfind(|cue| cue.part == Part::Verb && !cue.weak && cue.end <= figure)
        && figure - cue.end <= FAR
        && (percent || !cue.measure.moves())
        && (cue.end..figure).all(|at| !matches!(line.tokens[at].kind, Kind::Figure(_) | Kind::Mark(_)))
    {
        scored.push((cue.measure, 1.0));
    }
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let best = scored.first().map_or(1.0, |(_, score)| *score);
    let mut measures = [None; 3];
    for (slot, (measure, score)) in measures.iter_mut().zip(scored) {
        let weight = score / best;
        if weight >= 0.3 {
            *slot = Some((measure, weight));
        }
    }
    (measures, [head_before(line, sentence, figure), head_behind(line, sentence, figure)])
}

/// Where a word that says little begins, if it joins what is before it to the figure: "a deal with Oracle, worth 10 million".
fn anchor(line: &Line, figure: usize, cues: &[Cue]) -> Option<usize> {
    let linked = |cue: &&Cue| {
        cue.weak
            && cue.part == Part::Verb
            && cue.end <= figure
            && (cue.end..figure).all(|at| line.is(at, List::Linking))
    };
    let at = cues.iter().find(linked)?.at;
    let comma = at > 0 && line.tokens[at - 1].kind == Kind::Mark(',');
    Some(if comma { at - 1 } else { at })
}

fn score(line: &Line, figure: usize, cue: &Cue) -> f32 {
    let (from, to) = if cue.at < figure { (cue.end, figure) } else { (figure + 1, cue.at) };
    let distance = to.saturating_sub(from) as f32;
    let between = from..to.max(from);
    let linked = between.clone().all(|at| match line.tokens[at].kind {
        Kind::Word | Kind::Capital => line.is(at, List::Linking),
        Kind::Person(_) | Kind::Organisation(_) => true,
        _ => false,
    });
    let mut cost = 0.0;
    for at in between {
        cost += match line.tokens[at].kind {
            Kind::Figure(_) => 2.5,
            Kind::Mark(';') => 5.0,
            Kind::Mark(',') => 0.8,
            Kind::Mark(_) => 1.0,
            Kind::Word if line.is(at, List::BeginsClause) => 1.2,
            _ => 0.0,
        };
    }
    let before = cue.at < figure;
    match (before, cue.part, linked) {
        (true, Part::Noun, true) => 10.0 - 0.4 * distance,
        (true, Part::Verb, true) => 9.0 - 0.4 * distance,
        (false, Part::Noun, _) if distance <= 1.0 => 9.0 - distance - cost,
        (false, Part::Noun, true) if distance <= 3.0 => 8.5 - 0.5 * distance,
        (false, Part::Verb, true) => 7.0 - 0.5 * distance,
        (true, Part::Verb, false) => 6.5 - 0.45 * distance - cost,
        (true, Part::Noun, false) => 5.5 - 0.45 * distance - cost,
        (false, Part::Verb, false) => 4.5 - 0.5 * distance - cost,
        (false, Part::Noun, _) => 4.0 - 0.5 * distance - cost,
    }
}

/// The noun before a figure, joined to it by small words ("une prime de 31 %").
fn head_before(line: &Line, sentence: (usize, usize), figure: usize) -> u32 {
    for at in (sentence.0..figure).rev().take(6) {
        match line.tokens[at].kind {
            Kind::Word if line.is(at, List::Linking) => {}
            Kind::Word => return key(line.word(at)),
            _ => return 0,
        }
    }
    0
}

/// The noun behind a figure ("9 % du capital", "$180 million contract").
fn head_behind(line: &Line, sentence: (usize, usize), figure: usize) -> u32 {
    for at in (figure + 1..sentence.1).take(5) {
        match line.tokens[at].kind {
            Kind::Word if line.is(at, List::Linking) => {}
            Kind::Word => return key(line.word(at)),
            _ => return 0,
        }
    }
    0
}

/// A key of a noun: of its class, so that both languages agree, else of its stem.
fn key(word: &str) -> u32 {
    let mut found = None;
    Lexicon::get().meanings(word, |measure, part, weak| {
        if part == Part::Noun && !weak {
            found.get_or_insert(measure);
        }
    });
    found.map_or_else(|| if word.len() > 3 { hash(stem(word)) } else { 0 }, |measure| hash(measure.name()))
}
