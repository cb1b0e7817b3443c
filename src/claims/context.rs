//! A sentence with a figure, and what it says of the figure: its parties, the words around it, and who says so.

use super::clause::is_firm;
use super::draft::{Party, Source};
use super::measure::Cue;
use super::said::{Attribution, Side};
use super::sentence::{Kind, Line};
use super::speaker::Speaker;
use super::words::{contrasts, hash, is_empty, stem};

/// A name in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) party: Party,
    pub(super) words: Vec<u32>,
    /// Whether it is the source of a statement.
    pub(super) speaks: bool,
}

/// A sentence with what is known of it.
#[derive(Clone, Copy)]
pub(super) struct InSentence<'a> {
    pub(super) line: &'a Line,
    pub(super) sentence: (usize, usize),
    pub(super) named: &'a [Named],
    pub(super) cues: &'a [Cue],
    pub(super) said: &'a [Attribution],
    pub(super) number: u32,
    pub(super) last_person: Option<u32>,
    pub(super) before: &'a [Named],
    /// Whether another sentence of the same line is before it.
    pub(super) opens: bool,
}

impl<'a> InSentence<'a> {
    /// The name that a figure most likely belongs to.
    pub(super) fn primary(&self, at: usize, clause: (usize, usize)) -> Option<&'a Named> {
        let named = || self.named.iter().filter(|named| !named.speaks);
        let within = |named: &Named| named.start >= clause.0 && named.end <= clause.1;
        // "Le géant technologique a investi … dans OpenAI": the description stands for a name before.
        if let Some(noun) = self.description(clause, at)
            && !named().any(|named| within(named) && named.end <= at && !self.describes(named))
            && let Some(named) = self
                .before
                .iter()
                .find(|known| !known.speaks && self.named.iter().all(|other| other.words != known.words))
            && noun < at
        {
            return Some(named);
        }
        let named = || named().filter(|named| !self.describes(named));
        named()
            .rfind(|named| within(named) && named.end <= at)
            .or_else(|| named().find(|named| within(named) && !self.is_past_figure(at, named.start)))
            .or_else(|| named().rfind(|named| named.end <= at))
            .or_else(|| named().next())
            .or_else(|| self.before.iter().find(|named| !named.speaks))
    }

    /// Whether another figure is between a figure and a place behind it.
    fn is_past_figure(&self, at: usize, place: usize) -> bool {
        (at + 1..place).any(|between| matches!(self.line.tokens[between].kind, Kind::Figure(_)))
    }

    /// The noun of a description that stands for a firm, before the figure in its clause.
    fn description(&self, clause: (usize, usize), at: usize) -> Option<usize> {
        (clause.0.max(self.sentence.0 + 1)..at).find(|&place| {
            is_firm(self.line.word(place))
                && matches!(
                    self.line.word(place - 1),
                    "le" | "la" | "l'" | "the" | "cette" | "ce" | "this" | "its" | "son" | "sa"
                )
        })
    }

    /// Whether a name only describes another: "le géant de Redmond", "la start-up dirigée par Sam Altman".
    fn describes(&self, named: &Named) -> bool {
        let led = named.start >= self.sentence.0 + 2
            && matches!(self.line.word(named.start - 1), "par" | "by")
            && (self.line.is_participle(named.start - 2)
                || matches!(self.line.word(named.start - 2), "led" | "run" | "headed" | "founded" | "owned"));
        led || named.start >= self.sentence.0 + 2
            && matches!(self.line.word(named.start - 1), "de" | "d'" | "from" | "of" | "du")
            && matches!(self.line.word(named.start - 2), "geant" | "firme" | "giant" | "pepite" | "enseigne")
    }

    /// The names to show: those of the clause, then the sentence, the primary one among them.
    pub(super) fn show(
        &self,
        at: usize,
        clause: (usize, usize),
        primary: Option<&Named>,
        shown: &mut [Option<Party>; 2],
    ) {
        let mut places: Vec<&Named> = self
            .named
            .iter()
            .filter(|named| !named.speaks && named.start >= clause.0 && named.end <= clause.1)
            .collect();
        if places.is_empty() {
            places.extend(primary);
        }
        if places.len() > 2 {
            places.sort_by_key(|named| named.start.abs_diff(at));
            places.truncate(2);
            places.sort_by_key(|named| named.start);
        }
        for (slot, named) in shown.iter_mut().zip(places) {
            *slot = Some(named.party);
        }
    }

    pub(super) fn parties(&self, clause: (usize, usize)) -> Box<[(u32, f32)]> {
        let mut parties: Vec<(u32, f32)> = Vec::new();
        let mut add = |named: &Named, weight: f32| {
            for &word in &named.words {
                match parties.iter_mut().find(|(known, _)| *known == word) {
                    Some((_, known)) => *known = known.max(weight),
                    None => parties.push((word, weight)),
                }
            }
        };
        for named in self.named {
            let inside = named.start >= clause.0 && named.end <= clause.1;
            add(
                named,
                if named.speaks {
                    0.3
                } else if inside {
                    1.0
                } else {
                    0.6
                },
            );
        }
        for named in self.before {
            add(named, 0.3);
        }
        parties.into()
    }

    /// Stems of the words near a figure that say what it is about.
    pub(super) fn words(&self, at: usize) -> Box<[u32]> {
        let (from, to) = (at.saturating_sub(14).max(self.sentence.0), (at + 12).min(self.sentence.1));
        let mut words: Vec<u32> = (from..to)
            .filter(|&at| self.line.tokens[at].kind == Kind::Word)
            .map(|at| self.line.word(at))
            .filter(|word| word.len() > 3 && !is_empty(word))
            .map(|word| hash(stem(word)))
            .collect();
        words.sort_unstable();
        words.dedup();
        words.into()
    }

    pub(super) fn source(&self, at: usize) -> Option<Source> {
        let best = self
            .said
            .iter()
            .filter_map(|said| Some((self.reach(at, said)?, said)))
            .min_by_key(|(distance, _)| *distance)?
            .1;
        match best.speaker {
            Speaker::Person(mention) => Some(Source::Person(mention)),
            Speaker::Text(span) => Some(Source::Text(span)),
            Speaker::He => self.last_person.map(Source::Person),
            Speaker::It => self.before.iter().find_map(|named| match named.party {
                Party::Name(span) => Some(Source::Text(span)),
                Party::Person(_) => None,
            }),
        }
    }

    /// Whether a figure is in a clause between commas that a statement around it does not state: "X, which lost 210 million, will …".
    fn is_enclosed(&self, at: usize, said: &Attribution) -> bool {
        let comma = |place: &usize| self.line.tokens[*place].kind == Kind::Mark(',');
        let Some(open) = (self.sentence.0..at).rev().find(comma) else { return false };
        let Some(close) = (at + 1..self.sentence.1).find(comma) else { return false };
        let aside =
            matches!(self.line.word(open + 1), "which" | "who" | "qui") || self.line.is_participle(open + 1);
        aside && said.phrase.0 > close
    }

    /// How far an attribution is from the figure that it may state; `None` when it does not reach it.
    fn reach(&self, at: usize, said: &Attribution) -> Option<usize> {
        let (from, to, cost) = if at < said.phrase.0 {
            (at + 1, said.phrase.0, if said.side == Side::After { 40 } else { 0 })
        } else {
            (said.phrase.1, at, if said.side == Side::Before { 40 } else { 0 })
        };
        let mut distance = cost;
        let mut contrast = false;
        for place in from..to.max(from) {
            match self.line.tokens[place].kind {
                Kind::Mark(';') => contrast = true,
                Kind::Word | Kind::Capital if contrasts(self.line.word(place)) => contrast = true,
                Kind::Mark(',') => distance += 2,
                _ => distance += 1,
            }
        }
        if self.is_enclosed(at, said) {
            return None;
        }
        // A statement "before" never reaches what comes after another clause, nor the other way round.
        if contrast
            || cost > 0 && (from..to).any(|place| matches!(self.line.tokens[place].kind, Kind::Mark(',')))
        {
            return None;
        }
        (distance < 90).then_some(distance)
    }
}
