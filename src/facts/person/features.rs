//! What the tagger sees of a token: its form, its classes, its neighbours, its place in the run and the
//! evidence of the rest of the text, each hashed to the number of a pair of weights.

use super::evidence::{self, Evidence};
use super::gazetteer::{self, Class};
use super::hash::{hash_of, hash_of_mark};
use super::runs::Run;
use super::shape::Shape;
use super::token::Token;

/// The number of weight pairs is two to this power.
pub(super) const BITS: u32 = 18;

/// Tokens of context on each side of a run.
const CONTEXT: usize = 4;

const AMPERSAND: u32 = hash_of_mark('&');

/// Classes that name lists and word lists give, apart from the cues.
const LISTED: u32 = 0x7f;

/// A token as its neighbours see it.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    hash: u32,
    class: Class,
    /// The lists it is in, and its kind of shape, in one number.
    look: u32,
    cue: u32,
}

/// The features of one run at a time. Holds its buffers between runs.
#[derive(Debug, Default)]
pub(super) struct Extractor {
    /// The run and its context; token `i` of the run is at `CONTEXT + i`.
    seen: Vec<Seen>,
    /// For each token of the run, what the rest of the text shows.
    found: Vec<u16>,
    line: u32,
    /// For each token of the run, whether it is part of the name of a firm: 1 its first word, 2 its second.
    eponym: Vec<u32>,
    language: u32,
}

/// Where features of the first pass go: all that speak of the token alone, then those that also depend on the label before it,
/// which the decoder completes with that label.
pub(super) trait Sink {
    /// A feature of the token.
    fn emission(&mut self, index: u32);
    /// A feature of the token and of the label before it; see [`with_label`].
    fn transition(&mut self, key: u32);
}

/// The number of a transition feature for the label before.
pub(super) fn with_label(key: u32, label: usize) -> u32 {
    feature(60, key ^ (label as u32 + 1).wrapping_mul(0x632b_e5ab))
}

/// The number of weight pairs of the second pass, which stand behind those of the first.
pub(super) const SECOND: u32 = 1 << 12;

/// The number of a feature of the second pass.
pub(super) fn second(template: u32, value: u32) -> u32 {
    (1 << BITS) + (feature(template, value) & (SECOND - 1))
}

fn feature(template: u32, value: u32) -> u32 {
    let mixed = (value ^ template.wrapping_mul(0x9e37_79b1)).wrapping_mul(0x85eb_ca6b);
    (mixed ^ (mixed >> 15)).wrapping_mul(0xc2b2_ae35) >> (32 - BITS)
}

pub(super) fn pair(a: u32, b: u32) -> u32 {
    (a ^ b.rotate_left(15).wrapping_mul(0x27d4_eb2f)).wrapping_mul(0x1656_67b1)
}

impl Extractor {
    /// Turns to a run: reads its surroundings. `shown` is what its tokens show themselves.
    pub(super) fn turn(
        &mut self,
        text: &str,
        tokens: &[Token],
        run: Run,
        evidence: &Evidence,
        shown: &[u16],
    ) {
        self.seen.clear();
        let line_start = (run.start.saturating_sub(CONTEXT)..run.start)
            .rev()
            .find(|&i| tokens[i].shape.is(Shape::BREAK))
            .map_or(run.start.saturating_sub(CONTEXT), |i| i + 1);
        let missing = CONTEXT - (run.start - line_start);
        self.seen.extend(std::iter::repeat_n(EDGE, missing));
        self.seen.extend(tokens[line_start..run.start].iter().map(|t| see(text, t)));
        self.seen.extend(tokens[run.start..run.end].iter().map(|t| see(text, t)));
        let behind = tokens[run.end..].iter().take(CONTEXT).take_while(|t| !t.shape.is(Shape::BREAK));
        self.seen.extend(behind.map(|t| see(text, t)));
        self.seen.resize(CONTEXT + run.end - run.start + CONTEXT, EDGE);
        self.found.clear();
        self.found.extend(
            tokens[run.start..run.end].iter().zip(shown).map(|(token, &own)| evidence.of(token.hash, own)),
        );
        self.eponym.clear();
        self.eponym.resize(run.end - run.start + 1, 0);
        for at in run.start..run.end {
            let first = &tokens[at];
            let between =
                tokens.get(at + 1).is_some_and(|t| t.hash == AMPERSAND || t.shape.is(Shape::POSSESSIVE));
            let Some(second) = tokens.get(at + 1 + usize::from(between)).filter(|t| t.is_capital()) else {
                continue;
            };
            if first.is_capital()
                && gazetteer::class(gazetteer::pair_hash(first.hash, second.hash)).has(Class::EPONYM)
            {
                self.eponym[at - run.start] = 1;
                self.eponym[at + 1 - run.start] = 2;
            }
        }
        self.language = evidence.language();
        let first = missing > 0 && line_start == run.start;
        let last = tokens.get(run.end).is_none_or(|t| t.shape.is(Shape::BREAK));
        let capitals = tokens[run.start..run.end].iter().filter(|t| t.shape.is(Shape::ALL_CAPS)).count();
        self.line = u32::from(first) | u32::from(last) << 1 | (capitals.min(3) as u32) << 2;
    }

    /// Whether a firm's name begins at token `i` of the run and no title, role or verb of speech makes a person
    /// of it.
    pub(super) fn is_firm(&self, i: usize) -> bool {
        let people = Class::TITLE.with(Class::ROLE).with(Class::KIN).with(Class::SAY);
        let at = CONTEXT + i;
        self.eponym[i] == 1 && !self.seen[at - 1].class.has(people) && !self.seen[at + 2].class.has(people)
    }

    /// The features of token `i` of the run.
    pub(super) fn features(&self, text: &str, token: &Token, i: usize, sink: &mut impl Sink) {
        let at = CONTEXT + i;
        let length = self.seen.len() - 2 * CONTEXT;
        let [p2, p1, own, n1, n2] = [at - 2, at - 1, at, at + 1, at + 2].map(|k| self.seen[k]);
        let (before, after) = (self.seen[CONTEXT - 1], self.seen[CONTEXT + length]);
        let mut add = |template: u32, value: u32| sink.emission(feature(template, value));
        add(1, 0);
        add(2, own.hash);
        add(3, own.look);
        let mut bits = own.class.0;
        while bits != 0 {
            add(4, bits.trailing_zeros());
            bits &= bits - 1;
        }
        let [s2, s3, s4, b3] = affixes(token.of(text).as_bytes());
        add(5, s2);
        add(6, s3);
        add(7, s4);
        add(8, b3);
        add(9, p1.hash);
        add(10, n1.hash);
        add(11, p2.hash);
        add(12, n2.hash);
        add(14, pair(n1.hash, n2.hash));
        add(15, pair(p1.look, own.look));
        add(16, pair(own.look, n1.look));
        add(17, pair(pair(p1.look, own.look), n1.look));
        add(18, pair(p1.cue, own.look));
        add(19, pair(n1.cue, own.look));
        add(21, pair(n1.cue, n2.cue));
        add(22, pair(p1.hash, own.look));
        add(24, pair(p1.hash, n1.hash));
        let place = match (i, length) {
            (_, 1) => 0,
            (0, _) => 1,
            (_, _) if i + 1 == length => 2,
            _ => 3,
        };
        let opens = u32::from(token.shape.is(Shape::OPENS)) | u32::from(token.shape.is(Shape::CUT)) << 1;
        add(25, pair(place | (length.min(5) as u32) << 4, own.look));
        add(26, pair(opens, own.look));
        add(27, pair(self.line, pair(place, length.min(5) as u32)));
        add(28, pair(before.hash, place | (length.min(3) as u32) << 4));
        add(30, pair(pair(before.cue, after.cue), length.min(4) as u32));
        let found = u32::from(self.found[i]);
        let mut bits = found;
        while bits != 0 {
            add(31, bits.trailing_zeros());
            bits &= bits - 1;
        }
        let names = found & u32::from(evidence::NAME_LIKE);
        add(32, pair(names, own.look));
        let neighbours =
            i.checked_sub(1).map_or(0, |before| self.found[before]) as u32 & u32::from(evidence::NAME_LIKE);
        let next = self.found.get(i + 1).map_or(0, |&f| u32::from(f & evidence::NAME_LIKE));
        add(34, pair(neighbours | next << 16, place));
        add(37, pair(pair(n1.cue, n2.cue), self.seen[at + 3].cue));
        add(38, pair(after.cue, pair(self.seen[CONTEXT + length + 1].cue, place)));
        add(40, pair(token.end - token.start, own.look & 0x780));
        add(41, pair(p1.cue, pair(own.look, n1.cue)));

        add(42, pair(self.eponym[i], own.class.0 & Class::BRAND.with(Class::ORG).0));
        add(43, pair(self.language, own.look));
        add(44, pair(self.language, own.hash));
        add(45, pair(self.language, p1.hash));
        add(46, pair(self.language, pair(own.cue, n1.look)));

        sink.transition(0);
        sink.transition(pair(1, own.look));
        sink.transition(pair(2, pair(p1.look, own.look)));
        sink.transition(pair(3, pair(own.cue, n1.cue)));
        sink.transition(pair(4, n1.look));
        sink.transition(pair(5, own.hash));
    }
}

const EDGE: Seen = Seen { hash: 1, class: Class::NONE, look: 9 << 7, cue: 99 };

fn see(text: &str, token: &Token) -> Seen {
    let mut class = token.class;
    let shape = token.shape;
    if class.0 & LISTED == 0 && shape.is(Shape::HYPHEN) {
        let word = token.of(text);
        if let Some((head, tail)) = word.split_once(['-', '‐', '‑']) {
            let (head, tail) = (gazetteer::class(hash_of(head)), gazetteer::class(hash_of(tail)));
            class =
                class.with(Class(head.0 & 0x3)).with(Class(tail.0 & 0x4)).with(Class(head.0 & tail.0 & 0x60));
        }
    }
    let kind = if !shape.is(Shape::WORD) {
        if shape.is(Shape::DIGIT) { 7 } else { 8 }
    } else if shape.is(Shape::ELISION) {
        10 + u32::from(token.is_capital())
    } else if !token.is_capital() {
        if shape.is(Shape::MIXED) { 13 } else { 0 }
    } else if shape.is(Shape::INITIAL) {
        3
    } else if shape.is(Shape::LETTER) {
        6
    } else if shape.is(Shape::DIGIT) {
        14
    } else if shape.is(Shape::ALL_CAPS) {
        2
    } else if shape.is(Shape::MIXED) {
        4
    } else if shape.is(Shape::HYPHEN) {
        5
    } else if shape.is(Shape::DOT) {
        12
    } else {
        1
    };
    Seen {
        hash: token.hash,
        class,
        look: class.0 & LISTED | kind << 7 | u32::from(class.has(Class::LAST_OFTEN)) << 11,
        cue: cue(token, class),
    }
}

/// The one thing that a token says of its neighbours.
fn cue(token: &Token, class: Class) -> u32 {
    const ORDER: [Class; 14] = [
        Class::TITLE,
        Class::KIN,
        Class::SAY,
        Class::ROLE,
        Class::SUFFIX,
        Class::NAMED_AFTER,
        Class::ORG,
        Class::BRAND,
        Class::WEB,
        Class::DEMONYM,
        Class::CALENDAR,
        Class::VERB,
        Class::PARTICLE,
        Class::STARTER,
    ];
    if token.shape.is(Shape::WORD) {
        let known = ORDER.iter().position(|&c| class.has(c)).map_or(0, |i| i as u32 + 1);
        known << 1 | u32::from(token.is_capital())
    } else if token.shape.is(Shape::DIGIT) {
        40
    } else {
        41 + (token.hash >> 8)
    }
}

/// Hashes of the last two, three and four bytes and the first three, in lower case.
fn affixes(word: &[u8]) -> [u32; 4] {
    let lower = |bytes: &[u8]| bytes.iter().fold(0_u32, |all, b| all << 8 | u32::from(b | 0x20));
    let tail = |n: usize| lower(&word[word.len().saturating_sub(n)..]);
    [tail(2), tail(3), tail(4), lower(&word[..word.len().min(3)])]
}
