//! From one article and its mentions to a draft for each figure. Only the title, the beginning and the lines that hold
//! figures are read, so that the time grows with the number of figures.

use std::cell::RefCell;
use std::collections::HashSet;

use crate::article::{Article, ArticleId};
use crate::facts::{Entity, FigureUnit, Mention, MentionRef};
use crate::text::fold::fold;
use crate::text::{Language, Span};

use super::draft::{Draft, Drafts, Link, Party, Source};
use super::measure::{self, Cue};
use super::said::{Attribution, Side, Speaker, attributions};
use super::sentence::{Found, Kind, Line};
use super::time;
use super::words::{begins_clause, contrasts, is_common, is_empty};

/// Bytes at the beginning of a text that are read for names even without figures.
const HEAD: usize = 600;

/// What the name of an entity is, by its id.
pub(super) type NameOf<'n> = dyn Fn(Entity) -> &'n str + Sync + 'n;

#[derive(Default)]
struct Scratch {
    lines: Vec<Line>,
    found: Vec<Found>,
    cues: Vec<Cue>,
    said: Vec<Attribution>,
    known: HashSet<String>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// A name in a sentence.
#[derive(Debug, Clone)]
struct Named {
    start: usize,
    end: usize,
    party: Party,
    words: Vec<u32>,
    /// Whether it is the source of a statement.
    speaks: bool,
}

/// The drafts of an article.
pub(super) fn extract(
    id: ArticleId,
    article: &Article,
    mentions: &[Mention],
    name_of: &NameOf<'_>,
) -> Drafts {
    if mentions.iter().all(|mention| mention.fact.figure().is_none()) {
        return Drafts::default();
    }
    SCRATCH.with_borrow_mut(|scratch| Extraction { id, article, mentions, name_of }.run(scratch))
}

struct Extraction<'a, 'n> {
    id: ArticleId,
    article: &'a Article,
    mentions: &'a [Mention],
    name_of: &'a NameOf<'n>,
}

impl Extraction<'_, '_> {
    fn run(&self, scratch: &mut Scratch) -> Drafts {
        let count = self.read_lines(scratch);
        scratch.known.clear();
        let mut title = Line::default();
        title.read(&self.article.title, Span::new(0, self.article.title.len()), &[]);
        let headline = is_headline(&title);
        for line in scratch.lines[..count].iter().chain((!headline).then_some(&title)) {
            for &sentence in &line.sentences {
                for at in sentence.0..sentence.1 {
                    if line.tokens[at].kind == Kind::Capital
                        && !line.is_start(at, sentence)
                        && !is_common(line.word(at))
                    {
                        scratch.known.insert(line.word(at).to_owned());
                    }
                }
            }
        }
        let Scratch { lines, cues, said, known, .. } = scratch;
        let known = |word: &str| known.contains(word);
        let mut names: Vec<(u32, f32)> = Vec::new();
        let mut add = |named: &[Named], weight: f32| {
            for named in named {
                names.extend(named.words.iter().map(|&word| (word, weight)));
            }
        };
        if !headline {
            for &sentence in &title.sentences {
                add(&self.names(&title, sentence, &known, true), 2.0);
            }
        }
        let mut drafts = Vec::new();
        let (mut number, mut before): (u32, Vec<Named>) = (0, Vec::new());
        let mut last_person: Option<u32> = None;
        let mut pending: Vec<(usize, Vec<Named>)> = Vec::new();
        for line in &lines[..count] {
            for &sentence in &line.sentences {
                let mut named = self.names(line, sentence, &known, false);
                add(&named, 1.0);
                number += 1;
                if (sentence.0..sentence.1).any(|at| matches!(line.tokens[at].kind, Kind::Figure(_))) {
                    attributions(line, sentence, &known, said);
                    for named in &mut named {
                        named.speaks =
                            said.iter().any(|it| it.phrase.0 <= named.start && named.end <= it.phrase.1);
                    }
                    measure::cues(line, sentence, cues);
                    let context = InSentence {
                        line,
                        sentence,
                        named: &named,
                        cues,
                        said,
                        number,
                        last_person,
                        before: &before,
                        opens: sentence.0 > 0,
                    };
                    let first = drafts.len();
                    self.sentence(&context, &mut drafts);
                    if named.iter().all(|named| named.speaks) {
                        pending.extend((first..drafts.len()).map(|at| (at, before.clone())));
                    }
                }
                last_person = (sentence.0..sentence.1)
                    .rev()
                    .find_map(|at| match line.tokens[at].kind {
                        Kind::Person(mention) => Some(mention),
                        _ => None,
                    })
                    .or(last_person);
                if !named.is_empty() {
                    before = named;
                }
            }
        }
        let names = total(names);
        self.complete(&mut drafts, &names);
        Drafts { drafts, names: names.into() }
    }

    /// Reads the lines with figures and those at the beginning; returns how many.
    fn read_lines(&self, scratch: &mut Scratch) -> usize {
        let text = &*self.article.text;
        let (mut count, mut start, mut next) = (0, 0, 0);
        while start < text.len() {
            let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
            let first = next;
            while self.mentions.get(next).is_some_and(|mention| mention.span.range().start < end) {
                next += 1;
            }
            let within = &self.mentions[first..next];
            let figures = within.iter().any(|mention| mention.fact.figure().is_some());
            if end > start && (figures || start < HEAD) {
                if scratch.lines.len() == count {
                    scratch.lines.push(Line::default());
                }
                scratch.found.clear();
                scratch.found.extend(within.iter().enumerate().map(|(at, mention)| {
                    let index = (first + at) as u32;
                    let kind = if mention.fact.figure().is_some() {
                        Kind::Figure(index)
                    } else {
                        Kind::Person(index)
                    };
                    Found { span: mention.span, kind }
                }));
                scratch.lines[count].read(text, Span::new(start, end), &scratch.found);
                count += 1;
            }
            start = end + 1;
        }
        count
    }

    /// The names in a sentence of a line of the text, or of the title.
    fn names(
        &self,
        line: &Line,
        sentence: (usize, usize),
        known: &impl Fn(&str) -> bool,
        title: bool,
    ) -> Vec<Named> {
        let mut found = Vec::new();
        let mut at = sentence.0;
        while at < sentence.1 {
            if let Kind::Person(mention) = line.tokens[at].kind {
                let entity = self.mentions[mention as usize].fact.entity();
                let name = entity.map_or("", |entity| (self.name_of)(entity));
                let words = fold(name)
                    .split([' ', '-'])
                    .rev()
                    .filter(|word| word.len() > 1)
                    .map(hash)
                    .take(2)
                    .collect();
                found.push(Named {
                    start: at,
                    end: at + 1,
                    party: Party::Person(mention),
                    words,
                    speaks: false,
                });
            } else if let Some(end) = line.name_at(at, sentence, known) {
                let words = (at..end)
                    .filter(|&at| line.tokens[at].kind == Kind::Capital)
                    .map(|at| hash(line.word(at)))
                    .collect();
                let span = Span { start: line.tokens[at].span.start, end: line.tokens[end - 1].span.end };
                let party = Party::Name(if title { Span::new(0, 0) } else { span });
                found.push(Named { start: at, end, party, words, speaks: false });
                at = end;
                continue;
            }
            at += 1;
        }
        found
    }

    fn sentence(&self, context: &InSentence<'_>, drafts: &mut Vec<Draft>) {
        let InSentence { line, sentence, .. } = *context;
        let first = drafts.len();
        for at in sentence.0..sentence.1 {
            let Kind::Figure(index) = line.tokens[at].kind else { continue };
            let Some(figure) = self.mentions[index as usize].fact.figure() else { continue };
            let clause = clause(line, sentence, at);
            let percent = matches!(figure.unit, Some(FigureUnit::Share(_)));
            let (measures, heads) = measure::of(line, sentence, at, percent, context.cues);
            let primary = context.primary(at, clause);
            let mut shown = [None; 2];
            context.show(at, clause, primary, &mut shown);
            let draft = Draft {
                at: MentionRef { article: self.id, index },
                percent,
                value: figure.value,
                high: figure.high,
                unit: figure.unit,
                measures,
                heads,
                primary: primary.map_or([0; 4], |named| {
                    let mut words = [0; 4];
                    words.iter_mut().zip(&named.words).for_each(|(slot, word)| *slot = *word);
                    words
                }),
                parties: context.parties(clause),
                shown,
                time: time::of(line, sentence, at, clause, self.article.date),
                period: time::period(line, sentence, at),
                part: is_part(line, sentence, at),
                rivals: 0,
                appeal: is_appeal(line, clause),
                sentence: context.number,
                link: None,
                words: context.words(at),
                source: context.source(at),
                french: self.article.language == Language::FRENCH,
            };
            drafts.push(draft);
        }
        self.link(context, &mut drafts[first..]);
        // A sentence that only goes on with the figure before: "Le gouvernement visait 4,4 %."
        for at in first.max(1)..drafts.len() {
            let (before, rest) = drafts.split_at_mut(at);
            let (Some(before), Some(draft)) = (before.last(), rest.first_mut()) else { continue };
            let near = before.percent == draft.percent
                && before.sentence + 1 >= draft.sentence
                && context.opens == (before.sentence != draft.sentence);
            if draft.measures[0].is_none() && near {
                draft.measures =
                    before.measures.map(|slot| slot.map(|(measure, weight)| (measure, weight * 0.6)));
            }
        }
    }

    /// Finds figures of a sentence that replace or convert the one before them.
    fn link(&self, context: &InSentence<'_>, drafts: &mut [Draft]) {
        let InSentence { line, sentence, .. } = *context;
        let places: Vec<usize> =
            (sentence.0..sentence.1).filter(|&at| matches!(line.tokens[at].kind, Kind::Figure(_))).collect();
        for pair in 1..drafts.len().min(places.len()) {
            let (from, to) = (places[pair - 1], places[pair]);
            let (a, b) = (&drafts[pair - 1], &drafts[pair]);
            if a.percent != b.percent || a.period != b.period && a.period * b.period != 0 {
                continue;
            }
            let link = join(line, from, to, a, b);
            let apart = link == Some(Link::Change)
                && a.time.year != b.time.year
                && (a.time.year != 0 && b.time.year != 0
                    || b.time.year != 0
                        && b.time.year < 3000
                        && a.measures.iter().flatten().any(|(measure, _)| measure.is_yearly()));
            let month = a.time.part != b.time.part;
            // "A says 85 %; B speaks of 60 %": the second has no measure of its own.
            let own = b.measures[0].is_some();
            let rival = !own
                && link.is_none()
                && a.percent == b.percent
                && b.source != a.source
                && b.source.is_some();
            let link = if rival { Some(Link::Change) } else { link };
            if let Some(link) = link.filter(|_| !apart && !month) {
                let index = drafts[pair - 1].at.index;
                let Draft { measures, source, time, primary, .. } = drafts[pair - 1];
                let draft = &mut drafts[pair];
                draft.link = Some((index, link));
                draft.primary = primary;
                if link == Link::Conversion {
                    draft.measures = measures;
                    draft.source = source.or(draft.source);
                } else if draft.measures[0].is_none() {
                    draft.measures = measures;
                }
                if draft.time.year == 0 {
                    draft.time = time;
                }
            }
        }
    }

    /// Gives the article's main names to all drafts.
    fn complete(&self, drafts: &mut [Draft], names: &[(u32, f32)]) {
        let mut top: Vec<(u32, f32)> = names.to_vec();
        top.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        top.truncate(4);
        for at in 0..drafts.len() {
            let rival = |other: &Draft| {
                other.percent == drafts[at].percent
                    && other.value.to_bits() != drafts[at].value.to_bits()
                    && other.link.is_none_or(|(_, link)| link != Link::Conversion)
                    && super::pair::measures(&other.measures, &drafts[at].measures)
                        .is_some_and(|nearness| nearness >= 0.6)
            };
            drafts[at].rivals = drafts.iter().take(200).filter(|other| rival(other)).count().min(255) as u8;
        }
        let most = top.first().map_or(1.0, |(_, weight)| *weight);
        for draft in drafts {
            let mut parties = std::mem::take(&mut draft.parties).into_vec();
            for &(word, weight) in &top {
                if parties.iter().all(|(known, _)| *known != word) {
                    parties.push((word, 0.35 * weight / most));
                }
            }
            parties.sort_by_key(|(word, _)| *word);
            draft.parties = parties.into();
        }
    }
}

/// A sentence with what is known of it.
#[derive(Clone, Copy)]
struct InSentence<'a> {
    line: &'a Line,
    sentence: (usize, usize),
    named: &'a [Named],
    cues: &'a [Cue],
    said: &'a [Attribution],
    number: u32,
    last_person: Option<u32>,
    before: &'a [Named],
    /// Whether another sentence of the same line is before it.
    opens: bool,
}

impl<'a> InSentence<'a> {
    /// The name that a figure most likely belongs to.
    fn primary(&self, at: usize, clause: (usize, usize)) -> Option<&'a Named> {
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
    fn show(
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

    fn parties(&self, clause: (usize, usize)) -> Box<[(u32, f32)]> {
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
    fn words(&self, at: usize) -> Box<[u32]> {
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

    fn source(&self, at: usize) -> Option<Source> {
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

/// The clause around a token: between marks and words that begin another.
fn clause(line: &Line, sentence: (usize, usize), at: usize) -> (usize, usize) {
    let is_edge = |place: usize| match line.tokens[place].kind {
        Kind::Mark(c) => {
            matches!(c, ';' | ':' | '(' | ')' | '—' | '–')
                || c == ',' && line.tokens.get(place + 1).is_some_and(|_| begins_clause(line.word(place + 1)))
        }
        Kind::Word => matches!(
            line.word(place),
            "which" | "dont" | "mais" | "but" | "while" | "whereas" | "tandis" | "alors"
        ),
        _ => false,
    };
    let mut start =
        (sentence.0..at).rev().find(|&place| is_edge(place)).map_or(sentence.0, |place| place + 1);
    let mut end = (at + 1..sentence.1).find(|&place| is_edge(place)).unwrap_or(sentence.1);
    // "Microsoft, which invested 13 billion, will …": with what it refers to, and up to the next comma.
    if start > sentence.0 + 1 && matches!(line.word(start), "qui" | "which" | "who" | "dont") {
        let comma = |place: &usize| line.tokens[*place].kind == Kind::Mark(',');
        let before =
            (sentence.0..start - 1).rev().find(|place| matches!(line.tokens[*place].kind, Kind::Mark(_)));
        start = before.map_or(sentence.0, |place| place + 1);
        end = (at + 1..end).find(comma).unwrap_or(end);
    }
    (start, end)
}

/// Whether the words before a figure say that it is a part of another.
fn is_part(line: &Line, sentence: (usize, usize), at: usize) -> bool {
    let from = at.saturating_sub(5).max(sentence.0);
    (from..at).any(|place| {
        !matches!(line.tokens[place].kind, Kind::Figure(_))
            && (from.max(place)..at).all(|between| !matches!(line.tokens[between].kind, Kind::Figure(_)))
            && matches!(
                line.word(place),
                "dont" | "including" | "alone" | "seul" | "seule" | "another" | "which"
            )
    }) || (at + 1..(at + 3).min(sentence.1)).any(|place| line.word(place) == "alone")
}

/// Whether a folded word is a noun by which a firm is called.
fn is_firm(word: &str) -> bool {
    matches!(
        word,
        "geant"
            | "groupe"
            | "societe"
            | "entreprise"
            | "firme"
            | "compagnie"
            | "start-up"
            | "startup"
            | "club"
            | "constructeur"
            | "operateur"
            | "fabricant"
            | "banque"
            | "company"
            | "firm"
            | "giant"
            | "group"
            | "maker"
            | "exchange"
            | "retailer"
            | "bank"
            | "chain"
            | "carrier"
            | "airline"
            | "manufacturer"
            | "chipmaker"
            | "studio"
            | "fund"
            | "fonds"
            | "pepite"
    )
}

/// Whether a clause speaks of a ruling on appeal.
fn is_appeal(line: &Line, clause: (usize, usize)) -> bool {
    (clause.0..clause.1).any(|at| {
        matches!(line.word(at), "appeals" | "appeal")
            || line.word(at) == "appel" && at > 0 && matches!(line.word(at - 1), "d'" | "en")
    })
}

/// Whether two neighbouring figures are one value in two currencies, or one that replaced the other.
fn join(line: &Line, from: usize, to: usize, a: &Draft, b: &Draft) -> Option<Link> {
    let between = |words: &[&str]| (from + 1..to).any(|place| words.contains(&line.word(place)));
    let ratio = super::rates::ratio(a.value, a.unit, b.value, b.unit);
    let near = to - from <= 4;
    let opens = (from + 1..to).any(|place| matches!(line.tokens[place].kind, Kind::Mark('(' | '/')));
    if !a.percent
        && a.unit != b.unit
        && near
        && (opens || between(&["or", "soit", "ou", "environ", "roughly", "about"]))
        && ratio.is_some_and(|ratio| (0.7..1.45).contains(&ratio))
    {
        return Some(Link::Conversion);
    }
    if a.unit != b.unit && a.unit.is_some() && b.unit.is_some() {
        return None;
    }
    let follows = |first: &str, second: &str| {
        (from + 1..to).any(|place| line.word(place) == first && line.word(place + 1) == second)
    };
    if follows("au", "lieu")
        || follows("instead", "of")
        || follows("up", "from")
        || follows("down", "from")
        || follows("rather", "than")
        || between(&["contre"]) && to - from <= 8
        || between(&["atteignant", "reaching"]) && to - from <= 16
    {
        return Some(Link::Change);
    }
    let before = |words: &[&str]| (1..=3).any(|back| from >= back && words.contains(&line.word(from - back)));
    if near
        && matches!(line.word(to - 1), "a" | "to" | "au" | "jusqu'a")
        && before(&["de", "from", "du", "d'", "des"])
    {
        return Some(Link::Change);
    }
    None
}

/// Whether most words of a title begin with a capital, so that capitals say nothing.
fn is_headline(title: &Line) -> bool {
    let long = |at: &usize| {
        title.word(*at).len() > 3 && matches!(title.tokens[*at].kind, Kind::Word | Kind::Capital)
    };
    let words: Vec<usize> = (0..title.tokens.len()).filter(long).collect();
    let capitals = words.iter().filter(|&&at| title.tokens[at].kind == Kind::Capital).count();
    words.len() > 3 && capitals * 10 > words.len() * 7
}

/// Adds up the weights of each word.
fn total(mut names: Vec<(u32, f32)>) -> Vec<(u32, f32)> {
    names.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut total: Vec<(u32, f32)> = Vec::new();
    for (word, weight) in names {
        match total.last_mut() {
            Some((known, sum)) if *known == word => *sum += weight,
            _ => total.push((word, weight)),
        }
    }
    total
}

/// The beginning of a word, which its forms share.
pub(super) fn stem(word: &str) -> &str {
    let word = word.trim_end_matches(['s', 'x', 'e']);
    word.char_indices().nth(7).map_or(word, |(at, _)| &word[..at])
}

/// A hash of a folded word that is the same in every run.
pub(super) fn hash(word: &str) -> u32 {
    word.bytes()
        .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
        .max(1)
}
