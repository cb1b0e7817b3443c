//! From one article and its mentions to a draft for each figure. Only the title, the beginning and the lines that hold
//! figures are read, so that the time grows with the number of figures.

use std::cell::RefCell;
use std::collections::HashSet;

use crate::article::{Article, ArticleId};
use crate::facts::{FigureUnit, Kind as FactKind, Mention, MentionRef};
use crate::text::{Language, Span};

use super::clause::{clause, is_appeal, is_part, join, scope};
use super::context::InSentence;
use super::draft::{Draft, Drafts, Link};
use super::measure::{self, Cue};
use super::mix::Mixing;
use super::names::{Bearer, NameOf, Named, Names, main_names};
use super::said::{Attribution, attributions};
use super::sentence::{Found, Kind, Line};
use super::time;
use super::words::{List, hash};

/// Bytes at the beginning of a text that are read for names even without figures.
const HEAD: usize = 600;

#[derive(Default)]
struct Scratch {
    lines: Vec<Line>,
    found: Vec<Found>,
    cues: Vec<Cue>,
    said: Vec<Attribution>,
    named: Vec<Named>,
    /// Where in `named` those of each sentence end.
    ends: Vec<usize>,
    /// Hashes of the words that have a capital where that means something.
    known: HashSet<u32, Mixing>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
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
                        && !line.is(at, List::Common)
                    {
                        scratch.known.insert(hash(line.word(at)));
                    }
                }
            }
        }
        let Scratch { lines, cues, said, known, named, ends, .. } = scratch;
        let known = |word: &str| known.contains(&hash(word));
        let finder = Names { mentions: self.mentions, name_of: self.name_of };
        named.clear();
        if !headline {
            for &sentence in &title.sentences {
                finder.of(&title, sentence, &known, false, named);
            }
        }
        let in_title = named.len();
        ends.clear();
        for (line, sentence) in sentences(&lines[..count]) {
            finder.of(line, sentence, &known, true, named);
            ends.push(named.len());
        }
        // A name in the title counts twice.
        let (title, text) = named.split_at_mut(in_title);
        let weighted = |names: &[Named], weight: f32| -> Vec<(u32, f32)> {
            names.iter().flat_map(|named| named.words().map(move |word| (word, weight))).collect()
        };
        let names = total([weighted(title, 2.0), weighted(text, 1.0)].concat());
        let main = main_names(text, &names);
        let mut drafts = Vec::new();
        let (mut start, mut before): (usize, &[Named]) = (0, &[]);
        let mut last_person: Option<u32> = None;
        let mut rest = text;
        for (number, (line, sentence)) in (1..).zip(sentences(&lines[..count])) {
            let end = ends[number as usize - 1] - in_title;
            let (named, later) = rest.split_at_mut(end - start);
            (rest, start) = (later, end);
            if (sentence.0..sentence.1).any(|at| matches!(line.tokens[at].kind, Kind::Figure(_))) {
                attributions(line, sentence, &known, said);
                for named in named.iter_mut() {
                    named.speaks =
                        said.iter().any(|it| it.phrase.0 <= named.start && named.end <= it.phrase.1);
                }
                measure::cues(line, sentence, cues);
                let context = InSentence {
                    line,
                    sentence,
                    named,
                    cues,
                    said,
                    number,
                    last_person,
                    before,
                    main: &main,
                    opens: sentence.0 > 0,
                };
                self.sentence(&context, &mut drafts);
            }
            let person = |named: &&Named| named.bearer == Bearer::Person;
            last_person = named.iter().rfind(person).and_then(Named::mention).or(last_person);
            if !named.is_empty() {
                before = named;
            }
        }
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
                scratch.found.extend(within.iter().zip(first as u32..).map(|(mention, index)| {
                    let kind = match mention.fact.kind() {
                        FactKind::Amount | FactKind::Percent => Kind::Figure(index),
                        FactKind::Person => Kind::Person(index),
                        FactKind::Organisation => Kind::Organisation(index),
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

    fn sentence(&self, context: &InSentence<'_>, drafts: &mut Vec<Draft>) {
        let InSentence { line, sentence, .. } = *context;
        let first = drafts.len();
        for at in sentence.0..sentence.1 {
            let Kind::Figure(index) = line.tokens[at].kind else { continue };
            let Some(figure) = self.mentions[index as usize].fact.figure() else { continue };
            let clause = clause(line, sentence, at);
            let percent = matches!(figure.unit, Some(FigureUnit::Share(_)));
            let (measures, heads) = measure::of(line, sentence, at, percent, context.cues);
            let primary = context.primary(at, clause, &measures);
            let draft = Draft {
                at: MentionRef { article: self.id, index },
                percent,
                value: figure.value,
                high: figure.high,
                unit: figure.unit,
                measures,
                heads,
                primary: primary.map_or([0; 4], |named| named.words),
                here: primary.is_some_and(|named| context.named.iter().any(|own| own.is_like(named))),
                parties: context.parties(clause),
                shown: context.show(at, clause, &measures, primary),
                time: time::of(line, sentence, at, clause, self.article.date),
                period: time::period(line, sentence, at),
                part: is_part(line, sentence, at),
                rivals: 0,
                scope: scope(line, sentence, at),
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
                let Draft { measures, source, time, primary, here, .. } = drafts[pair - 1];
                let draft = &mut drafts[pair];
                draft.link = Some((index, link));
                draft.primary = primary;
                draft.here = here;
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
        // A heading says a value that the text explains.
        for at in 0..drafts.len() {
            let equal = |other: &&Draft| {
                other.measures[0].is_some()
                    && other.percent == drafts[at].percent
                    && other.value.to_bits() == drafts[at].value.to_bits()
                    && (other.unit == drafts[at].unit || other.unit.is_none() || drafts[at].unit.is_none())
            };
            if drafts[at].measures[0].is_none()
                && let Some(measures) = drafts.iter().take(200).find(equal).map(|other| other.measures)
            {
                drafts[at].measures = measures;
            }
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

/// The sentences of lines, in reading order.
fn sentences(lines: &[Line]) -> impl Iterator<Item = (&Line, (usize, usize))> {
    lines.iter().flat_map(|line| line.sentences.iter().map(move |&sentence| (line, sentence)))
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
