//! A sentence with a figure, and what it says of the figure: its parties, the words around it, and who says so.

use super::clause::is_firm as names_a_firm;
use super::draft::{Measures, Party, Source};
use super::measure::Cue;
use super::names::{Bearer, Named};
use super::said::{Attribution, Side};
use super::sentence::{Kind, Line};
use super::speaker::Speaker;
use super::words::{List, hash, stem};

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
    /// What the article is about.
    pub(super) main: &'a [Named],
    /// Whether another sentence of the same line is before it.
    pub(super) opens: bool,
}

impl<'a> InSentence<'a> {
    /// The name that a figure most likely belongs to.
    pub(super) fn primary(
        &self,
        at: usize,
        clause: (usize, usize),
        measures: &Measures,
    ) -> Option<&'a Named> {
        let named = || self.named.iter().filter(|named| !named.speaks);
        let within = |named: &Named| named.start >= clause.0 && named.end <= clause.1;
        // "an offer of 5 million from Oakmont", "a contract worth 5 million with the Kings".
        if measures[0].is_some_and(|(measure, _)| measure.has_partner())
            && let Some(partner) = named().find(|named| within(named) && self.is_partner(at, named))
        {
            return Some(partner);
        }
        // "Le géant technologique a investi … dans OpenAI": the description stands for a name before.
        let alone = !named().any(|named| within(named) && !self.describes(named));
        let around = if alone { self.sentence } else { clause };
        if let Some(noun) = self.description(around, at)
            && !named().any(|named| named.start >= around.0 && named.end <= at && !self.describes(named))
            && let Some(named) = self.meant(noun)
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

    /// Whether a name behind a figure is joined to it by "from", "by" or "with".
    fn is_partner(&self, at: usize, named: &Named) -> bool {
        named.bearer != Bearer::Person
            && named.start > at + 1
            && named.start <= at + 7
            && (named.start.saturating_sub(2).max(at + 1)..named.start)
                .any(|place| matches!(self.line.word(place), "from" | "by" | "with"))
            && (at + 1..named.start)
                .all(|place| !matches!(self.line.tokens[place].kind, Kind::Figure(_) | Kind::Mark(_)))
    }

    /// Whether another figure is between a figure and a place behind it.
    fn is_past_figure(&self, at: usize, place: usize) -> bool {
        (at + 1..place).any(|between| matches!(self.line.tokens[between].kind, Kind::Figure(_)))
    }

    /// The noun of a description that stands for a firm, before the figure in its clause.
    fn description(&self, clause: (usize, usize), at: usize) -> Option<usize> {
        (clause.0.max(self.sentence.0 + 1)..at).find(|&place| {
            names_a_firm(self.line.word(place))
                && matches!(
                    self.line.word(place - 1),
                    "le" | "la" | "l'" | "the" | "cette" | "ce" | "this" | "its" | "son" | "sa"
                )
        })
    }

    /// The name that a description stands for: that of the sentence before; a start-up is what the article is about.
    fn meant(&self, noun: usize) -> Option<&'a Named> {
        let elsewhere = |known: &&Named| {
            known.bearer != Bearer::Person
                && !known.speaks
                && self.named.iter().all(|other| !other.is_like(known))
        };
        let young = matches!(self.line.word(noun), "start-up" | "startup" | "pepite" | "pousse");
        let main = self.main.iter().find(elsewhere);
        let before = self.before.iter().find(elsewhere);
        if young { main.or(before) } else { before.or(main) }
    }

    /// Whether a name only describes another: "le géant de Redmond", "la start-up dirigée par Sam Altman".
    fn describes(&self, named: &Named) -> bool {
        let led = named.start >= self.sentence.0 + 2
            && matches!(self.line.word(named.start - 1), "par" | "by")
            && (self.line.is_participle(named.start - 2)
                || matches!(self.line.word(named.start - 2), "led" | "run" | "headed" | "founded" | "owned"));
        // "la start-up que dirige Altman".
        let leads = named.start >= self.sentence.0 + 2
            && matches!(self.line.word(named.start - 1), "dirige" | "preside" | "fonda")
            && matches!(self.line.word(named.start - 2), "que" | "qu'");
        led || leads
            || named.start >= self.sentence.0 + 2
                && matches!(self.line.word(named.start - 1), "de" | "d'" | "from" | "of" | "du")
                && matches!(
                    self.line.word(named.start - 2),
                    "geant"
                        | "firme"
                        | "giant"
                        | "pepite"
                        | "enseigne"
                        | "group"
                        | "groupe"
                        | "maker"
                        | "firm"
                )
    }

    /// The names to show: those of the clause that belong to the figure, else the primary one. Firms come before what may be a
    /// place or a product, and what is worth, raised or earned is a firm's, not that of a person beside it.
    pub(super) fn show(
        &self,
        at: usize,
        clause: (usize, usize),
        measures: &Measures,
        primary: Option<&Named>,
    ) -> [Option<Party>; 2] {
        let mut places: Vec<&Named> = self
            .named
            .iter()
            .filter(|named| !named.speaks && named.start >= clause.0 && named.end <= clause.1)
            .filter(|named| !self.describes(named) && !self.is_aside(at, named))
            .collect();
        // A name before another figure belongs to that one, if there is a name nearer.
        let near = |named: &&Named| named.start > at || !self.is_past_figure(named.end, at);
        if places.iter().any(&near) {
            places.retain(near);
        }
        // What stands for a name is a party where no name does.
        let stands_for = primary.filter(|primary| places.iter().all(|named| !named.is_like(primary)));
        if let Some(primary) = stands_for.filter(|_| !places.iter().any(|named| named.end <= at)) {
            places.insert(0, primary);
        }
        let is_firm = |named: &&Named| named.bearer == Bearer::Organisation;
        if places.iter().any(is_firm) {
            places.retain(|named| named.bearer != Bearer::Unknown);
        } else if self.main.iter().any(|named| is_firm(&named))
            && places.iter().all(|named| {
                named.bearer == Bearer::Unknown && !self.main.iter().any(|main| main.is_like(named))
            })
        {
            // A product or a place alone: the firm that the article is about.
            let firm = self.before.iter().chain(self.main).find(is_firm);
            places = firm.into_iter().collect();
        }
        let of_firms = measures[0].is_some_and(|(measure, _)| measure.is_of_firms());
        if of_firms && places.iter().any(|named| named.bearer != Bearer::Person) {
            places.retain(|named| named.bearer != Bearer::Person);
        }
        places.dedup_by(|a, b| a.is_like(b));
        if places.len() > 2 {
            places.sort_by_key(|named| named.start.abs_diff(at));
            places.truncate(2);
            places.sort_by_key(|named| named.start);
        }
        let mut shown = [None; 2];
        shown.iter_mut().zip(places).for_each(|(slot, named)| *slot = Some(named.party));
        shown
    }

    /// Whether a name behind the figure is of something else: past another figure, or past a comma where the clause has a name
    /// before ("l'évaluation d'Abel à 157 millions, Borel, avec …").
    fn is_aside(&self, at: usize, named: &Named) -> bool {
        let comma = || (at + 1..named.start).any(|place| self.line.tokens[place].kind == Kind::Mark(','));
        let before =
            || self.named.iter().any(|other| other.end <= at && !other.speaks && !self.describes(other));
        named.start > at && (self.is_past_figure(at, named.start) || comma() && before())
    }

    pub(super) fn parties(&self, clause: (usize, usize)) -> Box<[(u32, f32)]> {
        let mut parties: Vec<(u32, f32)> = Vec::new();
        let mut add = |named: &Named, weight: f32| {
            for word in named.words() {
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
            .filter(|&at| self.line.tokens[at].kind == Kind::Word && !self.line.is(at, List::Empty))
            .map(|at| self.line.word(at))
            .filter(|word| word.len() > 3)
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
            Speaker::Entity(mention) => Some(Source::Entity(mention)),
            Speaker::Text(span) => Some(Source::Text(span)),
            Speaker::He => {
                let own = self.subject(best, |named| named.bearer == Bearer::Person).and_then(Named::mention);
                own.or(self.last_person).map(Source::Entity)
            }
            Speaker::It => {
                let own = self.subject(best, |named| named.bearer != Bearer::Person);
                let named = own.or_else(|| self.before.iter().find(|named| named.bearer != Bearer::Person));
                named.map(|named| match named.party {
                    Party::Name(span) => Source::Text(span),
                    Party::Entity(mention) => Source::Entity(mention),
                })
            }
        }
    }

    /// The first name of the sentence that a pronoun behind it may stand for: "Quorra lost 97 million, it said".
    fn subject(&self, said: &Attribution, fits: impl Fn(&Named) -> bool) -> Option<&'a Named> {
        self.named.iter().find(|named| named.end <= said.phrase.0 && fits(named))
    }

    /// Whether a figure is in a clause behind a statement that adds what the article itself says: ", dont le coût est de 365
    /// millions", ", of which insurance covers 11 million".
    fn is_added(&self, at: usize, said: &Attribution) -> bool {
        let comma = |place: &usize| self.line.tokens[*place].kind == Kind::Mark(',');
        let Some(open) = (said.phrase.1..at).rev().find(comma) else { return false };
        matches!(self.line.word(open + 1), "dont" | "which" | "whose")
            || self.line.word(open + 1) == "of" && self.line.word(open + 2) == "which"
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
                Kind::Word | Kind::Capital if self.line.is(place, List::Contrasts) => contrast = true,
                Kind::Mark(',') => distance += 2,
                _ => distance += 1,
            }
        }
        let others = |from: usize, to: usize| {
            (from..to).any(|at| matches!(self.line.tokens[at].kind, Kind::Figure(_)))
        };
        if said.side == Side::Nearest && (at > said.phrase.0 || others(at + 1, said.phrase.0)) {
            return None;
        }
        if self.is_enclosed(at, said) || self.is_added(at, said) {
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
