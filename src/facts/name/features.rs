//! The features of a token for the tagger: its form, its classes, its neighbours, its place in the run and the evidence
//! of the rest of the text, each hashed to the number of its weights.

use super::evidence::{self, Evidence};
use super::gazetteer::{self, Class};
use super::hash::{hash_of, hash_of_mark};
use super::runs::Run;
use super::shape::Shape;
use super::token::Token;

/// The number of features of the first pass is two to this power.
pub(super) const BITS: u32 = 18;

/// Tokens of context on each side of a run.
const CONTEXT: usize = 4;

const AMPERSAND: u32 = hash_of_mark('&');

/// The classes of the lists of names and words; the others are cues.
const LISTED: u32 = 0x7f;

/// How far the kind of shape is shifted in a look, above the bits of [`LISTED`].
const KIND_SHIFT: u32 = 7;

/// The bits of the kind of shape in a look.
const KIND: u32 = 0xf << KIND_SHIFT;

/// The kinds of shape, as the shipped model knows them: a number is never used again.
mod kind {
    /// A word in lower case.
    pub(super) const LOWER: u32 = 0;
    /// A capitalised word.
    pub(super) const CAPITAL: u32 = 1;
    /// A word in capitals.
    pub(super) const ALL_CAPS: u32 = 2;
    /// An initial with its full stop.
    pub(super) const INITIAL: u32 = 3;
    /// A capitalised word with another capital inside.
    pub(super) const CAPITAL_MIXED: u32 = 4;
    /// A capitalised word with a hyphen.
    pub(super) const CAPITAL_WITH_HYPHEN: u32 = 5;
    /// A capital letter without a full stop.
    pub(super) const LETTER: u32 = 6;
    /// A number.
    pub(super) const NUMBER: u32 = 7;
    /// A punctuation mark.
    pub(super) const MARK: u32 = 8;
    /// The beginning or the end of the line.
    pub(super) const EDGE: u32 = 9;
    /// An elision in lower case.
    pub(super) const ELISION: u32 = 10;
    /// A capitalised elision.
    pub(super) const CAPITAL_ELISION: u32 = 11;
    /// A capitalised abbreviation with its full stop.
    pub(super) const ABBREVIATION: u32 = 12;
    /// A word that begins in lower case and has a capital inside.
    pub(super) const LOWER_MIXED: u32 = 13;
    /// A capitalised word with a digit.
    pub(super) const CAPITAL_WITH_DIGIT: u32 = 14;
}

/// The cue of a number; those of words are below.
const NUMBER_CUE: u32 = 40;

/// The cue of a punctuation mark is this plus a part of its hash.
const MARK_CUE: u32 = 41;

/// The cue of [`EDGE`].
const EDGE_CUE: u32 = 99;

/// The numbers of the templates, by which equal values of different templates get different weights. The shipped
/// model was trained with them: a new template takes a new number, and a number is never used again.
mod template {
    /// Of every token: how frequent each label is.
    pub(super) const BIAS: u32 = 1;
    /// The word.
    pub(super) const WORD: u32 = 2;
    /// Its lists and shape.
    pub(super) const LOOK: u32 = 3;
    /// One of its classes.
    pub(super) const CLASS: u32 = 4;
    /// Its last two bytes.
    pub(super) const LAST_TWO: u32 = 5;
    /// Its last three bytes.
    pub(super) const LAST_THREE: u32 = 6;
    /// Its last four bytes.
    pub(super) const LAST_FOUR: u32 = 7;
    /// Its first three bytes.
    pub(super) const FIRST_THREE: u32 = 8;
    /// The word before it.
    pub(super) const WORD_BEFORE: u32 = 9;
    /// The word after it.
    pub(super) const WORD_AFTER: u32 = 10;
    /// The word two before it.
    pub(super) const WORD_TWO_BEFORE: u32 = 11;
    /// The word two after it.
    pub(super) const WORD_TWO_AFTER: u32 = 12;
    /// The two words after it.
    pub(super) const TWO_WORDS_AFTER: u32 = 14;
    /// Its look and that of the token before.
    pub(super) const LOOK_WITH_BEFORE: u32 = 15;
    /// Its look and that of the token after.
    pub(super) const LOOK_WITH_AFTER: u32 = 16;
    /// Its look and those on both sides.
    pub(super) const LOOK_WITH_BOTH: u32 = 17;
    /// The cue before it, and its look.
    pub(super) const CUE_BEFORE: u32 = 18;
    /// The cue after it, and its look.
    pub(super) const CUE_AFTER: u32 = 19;
    /// The two cues after it.
    pub(super) const TWO_CUES_AFTER: u32 = 21;
    /// The word before it, and its look.
    pub(super) const WORD_BEFORE_LOOK: u32 = 22;
    /// The words on both sides.
    pub(super) const WORDS_AROUND: u32 = 24;
    /// Its place in the run, the length of the run, its look.
    pub(super) const PLACE: u32 = 25;
    /// Whether it opens a sentence or follows a cut, and its look.
    pub(super) const OPENS: u32 = 26;
    /// Whether the run begins or ends its line, and its place.
    pub(super) const LINE: u32 = 27;
    /// The word before the run, and the place.
    pub(super) const WORD_BEFORE_RUN: u32 = 28;
    /// The cues on both sides of the run.
    pub(super) const CUES_AROUND_RUN: u32 = 30;
    /// One kind of evidence from the rest of the text.
    pub(super) const SHOWN_ELSEWHERE: u32 = 31;
    /// The evidence for or against a name, and its look.
    pub(super) const NAMED_ELSEWHERE: u32 = 32;
    /// The evidence about its neighbours.
    pub(super) const NEIGHBOURS_ELSEWHERE: u32 = 34;
    /// The three cues after it.
    pub(super) const THREE_CUES_AFTER: u32 = 37;
    /// The two cues after the run, and the place.
    pub(super) const CUES_AFTER_RUN: u32 = 38;
    /// Its length in bytes, and its shape.
    pub(super) const LENGTH: u32 = 40;
    /// The cues on both sides, and its look.
    pub(super) const CUES_AROUND: u32 = 41;
    /// Whether it is part of a firm named after people.
    pub(super) const EPONYM: u32 = 42;
    /// The language of the text, and the look.
    pub(super) const LANGUAGE_LOOK: u32 = 43;
    /// The language of the text, and the word.
    pub(super) const LANGUAGE_WORD: u32 = 44;
    /// The language of the text, and the word before.
    pub(super) const LANGUAGE_WORD_BEFORE: u32 = 45;
    /// The language, the cue, and the look after.
    pub(super) const LANGUAGE_CUE: u32 = 46;
    /// Whether the word is that of a well-known organisation, and the look.
    pub(super) const KNOWN: u32 = 47;
    /// The same, and the cue before.
    pub(super) const KNOWN_CUE: u32 = 48;
    /// A key of the label before, as [`super::with_label`] completes it.
    pub(super) const LABEL_BEFORE: u32 = 60;
    /// A key for the label before: the label before alone.
    pub(super) const FROM_LABEL: u32 = 0;
    /// A key for the label before: with the look.
    pub(super) const FROM_LOOK: u32 = 1;
    /// A key for the label before: with the look and the one before.
    pub(super) const FROM_LOOKS: u32 = 2;
    /// A key for the label before: with the cue and the one after.
    pub(super) const FROM_CUES: u32 = 3;
    /// A key for the label before: with the look after.
    pub(super) const FROM_LOOK_AFTER: u32 = 4;
    /// A key for the label before: with the word.
    pub(super) const FROM_WORD: u32 = 5;
}

/// The features of a token that its neighbours use too.
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
    /// For each token of the run, the evidence of the rest of the text.
    found: Vec<u16>,
    line: u32,
    /// For each token of the run, whether the gazetteer knows it with its neighbour: 1 and 2 the words of a firm named after a person; 3, 5
    /// and 4 the first, a middle and the last word of a well-known organisation.
    eponym: Vec<u32>,
    language: u32,
}

/// Receives the features of the first pass: first those of the token alone, then those that also depend on the label before
/// it, which the decoder completes with that label.
pub(super) trait Sink {
    /// A feature of the token.
    fn emission(&mut self, index: u32);
    /// A feature of the token and of the label before it; see [`with_label`].
    fn transition(&mut self, key: u32);
}

/// The number of a transition feature for the label before. Those of all labels lie side by side.
pub(super) fn with_label(key: u32, label: usize) -> u32 {
    feature(template::LABEL_BEFORE, key) & !7 | label as u32
}

/// The number of features of the second pass, which come after those of the first.
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
    /// Prepares the features of a run: reads its surroundings. `shown` is the evidence of its own tokens.
    pub(super) fn prepare(
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
        let following = tokens[run.end..].iter().take(CONTEXT).take_while(|t| !t.shape.is(Shape::BREAK));
        self.seen.extend(following.map(|t| see(text, t)));
        self.seen.resize(CONTEXT + run.end - run.start + CONTEXT, EDGE);
        self.found.clear();
        self.found.extend(
            tokens[run.start..run.end].iter().zip(shown).map(|(token, &own)| evidence.of(token.hash, own)),
        );
        self.eponym.clear();
        self.eponym.resize(run.end - run.start + 1, 0);
        for at in run.start..run.end {
            self.mark_pair(tokens, at, at - run.start);
        }
        self.language = evidence.language();
        let first = missing > 0 && line_start == run.start;
        let last = tokens.get(run.end).is_none_or(|t| t.shape.is(Shape::BREAK));
        let capitals = tokens[run.start..run.end].iter().filter(|t| t.shape.is(Shape::ALL_CAPS)).count();
        self.line = u32::from(first) | u32::from(last) << 1 | (capitals.min(3) as u32) << 2;
    }

    /// Marks the token at `at`, the `i`th of the run, and the next word, where the gazetteer knows the two: as the name of a firm that
    /// is named after a person, or as part of that of a well-known organisation.
    fn mark_pair(&mut self, tokens: &[Token], at: usize, i: usize) {
        let first = &tokens[at];
        let mark = tokens.get(at + 1).filter(|t| t.hash == AMPERSAND || t.shape.is(Shape::POSSESSIVE));
        let Some(second) = tokens.get(at + 1 + usize::from(mark.is_some())) else { return };
        if !second.shape.is(Shape::WORD) || !first.is_capital() && !second.is_capital() {
            return;
        }
        let class = gazetteer::class(gazetteer::pair_hash(first.hash, second.hash));
        if class.has(Class::EPONYM) && first.is_capital() && second.is_capital() {
            (self.eponym[i], self.eponym[i + 1]) = (1, 2);
        } else if class.has(Class::KNOWN_ORGANISATION) && self.eponym[i] != 2 {
            self.eponym[i] = if self.eponym[i] == 4 { 5 } else { 3 };
            self.eponym[i + 1] = 4;
        }
    }

    /// Whether a firm's name begins at token `i` of the run, without a title, role or verb of speech beside it that would
    /// show a person.
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
        add(template::BIAS, 0);
        add(template::WORD, own.hash);
        add(template::LOOK, own.look);
        let mut bits = own.class.0;
        while bits != 0 {
            add(template::CLASS, bits.trailing_zeros());
            bits &= bits - 1;
        }
        let [s2, s3, s4, b3] = affixes(token.of(text).as_bytes());
        add(template::LAST_TWO, s2);
        add(template::LAST_THREE, s3);
        add(template::LAST_FOUR, s4);
        add(template::FIRST_THREE, b3);
        add(template::WORD_BEFORE, p1.hash);
        add(template::WORD_AFTER, n1.hash);
        add(template::WORD_TWO_BEFORE, p2.hash);
        add(template::WORD_TWO_AFTER, n2.hash);
        add(template::TWO_WORDS_AFTER, pair(n1.hash, n2.hash));
        add(template::LOOK_WITH_BEFORE, pair(p1.look, own.look));
        add(template::LOOK_WITH_AFTER, pair(own.look, n1.look));
        add(template::LOOK_WITH_BOTH, pair(pair(p1.look, own.look), n1.look));
        add(template::CUE_BEFORE, pair(p1.cue, own.look));
        add(template::CUE_AFTER, pair(n1.cue, own.look));
        add(template::TWO_CUES_AFTER, pair(n1.cue, n2.cue));
        add(template::WORD_BEFORE_LOOK, pair(p1.hash, own.look));
        add(template::WORDS_AROUND, pair(p1.hash, n1.hash));
        let place = match (i, length) {
            (_, 1) => 0,
            (0, _) => 1,
            (_, _) if i + 1 == length => 2,
            _ => 3,
        };
        let opens = u32::from(token.shape.is(Shape::OPENS)) | u32::from(token.shape.is(Shape::CUT)) << 1;
        add(template::PLACE, pair(place | (length.min(5) as u32) << 4, own.look));
        add(template::OPENS, pair(opens, own.look));
        add(template::LINE, pair(self.line, pair(place, length.min(5) as u32)));
        add(template::WORD_BEFORE_RUN, pair(before.hash, place | (length.min(3) as u32) << 4));
        add(template::CUES_AROUND_RUN, pair(pair(before.cue, after.cue), length.min(4) as u32));
        let found = u32::from(self.found[i]);
        let mut bits = found;
        while bits != 0 {
            add(template::SHOWN_ELSEWHERE, bits.trailing_zeros());
            bits &= bits - 1;
        }
        let names = found & u32::from(evidence::NAME_LIKE);
        add(template::NAMED_ELSEWHERE, pair(names, own.look));
        let neighbours =
            i.checked_sub(1).map_or(0, |before| self.found[before]) as u32 & u32::from(evidence::NAME_LIKE);
        let next = self.found.get(i + 1).map_or(0, |&f| u32::from(f & evidence::NAME_LIKE));
        add(template::NEIGHBOURS_ELSEWHERE, pair(neighbours | next << 16, place));
        add(template::THREE_CUES_AFTER, pair(pair(n1.cue, n2.cue), self.seen[at + 3].cue));
        add(template::CUES_AFTER_RUN, pair(after.cue, pair(self.seen[CONTEXT + length + 1].cue, place)));
        add(template::LENGTH, pair(token.end - token.start, own.look & KIND));
        add(template::CUES_AROUND, pair(p1.cue, pair(own.look, n1.cue)));

        let known = Class::BRAND.with(Class::ORG).with(Class::KNOWN_ORGANISATION);
        add(template::EPONYM, pair(self.eponym[i], own.class.0 & known.0));
        let known = u32::from(own.class.has(Class::KNOWN_ORGANISATION)) | self.eponym[i] << 1;
        if known != 0 {
            add(template::KNOWN, pair(known, own.look));
            add(template::KNOWN_CUE, pair(known, p1.cue));
        }
        add(template::LANGUAGE_LOOK, pair(self.language, own.look));
        add(template::LANGUAGE_WORD, pair(self.language, own.hash));
        add(template::LANGUAGE_WORD_BEFORE, pair(self.language, p1.hash));
        add(template::LANGUAGE_CUE, pair(self.language, pair(own.cue, n1.look)));

        sink.transition(template::FROM_LABEL);
        sink.transition(pair(template::FROM_LOOK, own.look));
        sink.transition(pair(template::FROM_LOOKS, pair(p1.look, own.look)));
        sink.transition(pair(template::FROM_CUES, pair(own.cue, n1.cue)));
        sink.transition(pair(template::FROM_LOOK_AFTER, n1.look));
        sink.transition(pair(template::FROM_WORD, own.hash));
    }
}

/// What is in place of the tokens before and after a line.
const EDGE: Seen = Seen { hash: 1, class: Class::NONE, look: kind::EDGE << KIND_SHIFT, cue: EDGE_CUE };

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
        if shape.is(Shape::DIGIT) { kind::NUMBER } else { kind::MARK }
    } else if shape.is(Shape::ELISION) {
        if token.is_capital() { kind::CAPITAL_ELISION } else { kind::ELISION }
    } else if !token.is_capital() {
        if shape.is(Shape::MIXED) { kind::LOWER_MIXED } else { kind::LOWER }
    } else if shape.is(Shape::INITIAL) {
        kind::INITIAL
    } else if shape.is(Shape::LETTER) {
        kind::LETTER
    } else if shape.is(Shape::DIGIT) {
        kind::CAPITAL_WITH_DIGIT
    } else if shape.is(Shape::ALL_CAPS) {
        kind::ALL_CAPS
    } else if shape.is(Shape::MIXED) {
        kind::CAPITAL_MIXED
    } else if shape.is(Shape::HYPHEN) {
        kind::CAPITAL_WITH_HYPHEN
    } else if shape.is(Shape::DOT) {
        kind::ABBREVIATION
    } else {
        kind::CAPITAL
    };
    Seen {
        hash: token.hash,
        class,
        look: class.0 & LISTED | kind << KIND_SHIFT | u32::from(class.has(Class::LAST_OFTEN)) << 11,
        cue: cue(token, class),
    }
}

/// The cue that a token is for its neighbours, as a number.
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
        NUMBER_CUE
    } else {
        MARK_CUE + (token.hash >> 8)
    }
}

/// Hashes of the last two, three and four bytes and the first three, in lower case.
fn affixes(word: &[u8]) -> [u32; 4] {
    let lower = |bytes: &[u8]| bytes.iter().fold(0_u32, |all, b| all << 8 | u32::from(b | 0x20));
    let tail = |n: usize| lower(&word[word.len().saturating_sub(n)..]);
    [tail(2), tail(3), tail(4), lower(&word[..word.len().min(3)])]
}
