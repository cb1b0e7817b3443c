//! The names in a sentence: the entities that were found before, and what the rule in `sentence` takes for a name. And the
//! names that an article is about.

use crate::facts::{Entity, Kind as FactKind, Mention};
use crate::text::Span;
use crate::text::fold::fold;

use super::draft::Party;
use super::sentence::{Kind, Line};
use super::words::hash;

/// What the name of an entity is, by its id.
pub(super) type NameOf<'n> = dyn Fn(Entity) -> &'n str + Sync + 'n;

/// What is called by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bearer {
    Person,
    /// An entity of another kind.
    Organisation,
    /// Something with a capital: a firm, or a place, a product.
    Unknown,
}

/// A name in a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) party: Party,
    /// Hashes of its words; 0 for none.
    pub(super) words: [u32; 4],
    pub(super) bearer: Bearer,
    /// Whether it is the source of a statement.
    pub(super) speaks: bool,
}

impl Named {
    /// Hashes of its words.
    pub(super) fn words(&self) -> impl Iterator<Item = u32> {
        self.words.into_iter().filter(|word| *word != 0)
    }

    /// The mention of an entity.
    pub(super) fn mention(&self) -> Option<u32> {
        match self.party {
            Party::Entity(mention) => Some(mention),
            Party::Name(_) => None,
        }
    }

    /// Whether both may be names of one bearer: they share a word.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.words().any(|word| other.words.contains(&word))
    }
}

/// How often an article names what it is about, at least.
const OFTEN: f32 = 2.0;

/// How many names an article is about, at most.
const MAIN: usize = 4;

/// Where names are looked for.
pub(super) struct Names<'a, 'n> {
    pub(super) mentions: &'a [Mention],
    pub(super) name_of: &'a NameOf<'n>,
}

impl Names<'_, '_> {
    /// Appends the names in a sentence. `spans` are in the article's text; those of a title (`false`) are not kept.
    pub(super) fn of(
        &self,
        line: &Line,
        sentence: (usize, usize),
        known: &impl Fn(&str) -> bool,
        spans: bool,
        found: &mut Vec<Named>,
    ) {
        let mut at = sentence.0;
        while at < sentence.1 {
            if let Some(mention) = line.tokens[at].kind.entity() {
                found.push(self.entity(mention, at));
            } else if let Some(end) = line.name_at(at, sentence, known) {
                let span = Span { start: line.tokens[at].span.start, end: line.tokens[end - 1].span.end };
                let party = Party::Name(if spans { span } else { Span::new(0, 0) });
                let own = (at..end)
                    .filter(|&at| line.tokens[at].kind == Kind::Capital)
                    .map(|at| hash(line.word(at)));
                let named = Named {
                    start: at,
                    end,
                    party,
                    words: first(own),
                    bearer: Bearer::Unknown,
                    speaks: false,
                };
                match glued(line, at, end, known).filter(|_| spans) {
                    Some(length) => found.extend(apart(named, line.word(at), span, length)),
                    None => found.push(named),
                }
                at = end;
                continue;
            }
            at += 1;
        }
    }

    fn entity(&self, mention: u32, at: usize) -> Named {
        let fact = &self.mentions[mention as usize].fact;
        let name = fold(fact.entity().map_or("", |entity| (self.name_of)(entity)));
        let words = || name.split([' ', '-']).filter(|word| word.len() > 1);
        let is_person = fact.kind() == FactKind::Person;
        let (words, bearer) = if is_person {
            // The surname first.
            (first(words().rev().map(hash).take(2)), Bearer::Person)
        } else {
            (first(words().filter(|word| !is_form(word)).map(hash)), Bearer::Organisation)
        };
        Named { start: at, end: at + 1, party: Party::Entity(mention), words, bearer, speaks: false }
    }
}

fn first(words: impl Iterator<Item = u32>) -> [u32; 4] {
    let mut slots = [0; 4];
    slots.iter_mut().zip(words).for_each(|(slot, word)| *slot = word);
    slots
}

/// Whether a folded word only says what kind of organisation is meant.
fn is_form(word: &str) -> bool {
    matches!(
        word,
        "inc"
            | "corp"
            | "ltd"
            | "plc"
            | "llc"
            | "sa"
            | "group"
            | "groupe"
            | "the"
            | "le"
            | "la"
            | "les"
            | "of"
            | "de"
            | "du"
    )
}

/// The bytes of the first of two names that are written without a space between them, as in "OracleOpenAI" where the article
/// also names OpenAI; `None` where that is not so.
fn glued(line: &Line, at: usize, end: usize, known: &impl Fn(&str) -> bool) -> Option<usize> {
    const LEAST: usize = 5;
    let word = line.word(at);
    if end != at + 1 || !word.is_ascii() {
        return None;
    }
    (LEAST..word.len().saturating_sub(LEAST) + 1).find(|&length| known(&word[length..]))
}

fn apart(named: Named, word: &str, span: Span, length: usize) -> [Named; 2] {
    let middle = span.start + length as u32;
    let part = |start, end, word: &str| Named {
        party: Party::Name(Span { start, end }),
        words: [hash(word), 0, 0, 0],
        ..named
    };
    [part(span.start, middle, &word[..length]), part(middle, span.end, &word[length..])]
}

/// The names other than of people that an article has most often, the most frequent first. `weights` has the words of all
/// names, sorted, with how often each is named.
pub(super) fn main_names(all: &[Named], weights: &[(u32, f32)]) -> Vec<Named> {
    let weight = |named: &Named| {
        let of = |word| {
            weights.binary_search_by_key(&word, |(word, _)| *word).map_or(0.0, |place| weights[place].1)
        };
        named.words().map(of).fold(0.0, f32::max)
    };
    let mut main: Vec<(f32, Named)> = Vec::new();
    for named in all.iter().filter(|named| named.bearer != Bearer::Person) {
        if main.iter().all(|(_, known)| !known.is_like(named)) {
            let weight = weight(named);
            if weight >= OFTEN {
                main.push((weight, *named));
            }
        }
    }
    let firms = |named: &Named| named.bearer == Bearer::Organisation;
    main.sort_by(|a, b| firms(&b.1).cmp(&firms(&a.1)).then(b.0.total_cmp(&a.0)));
    main.truncate(MAIN);
    main.into_iter().map(|(_, named)| named).collect()
}
