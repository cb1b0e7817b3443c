//! Evidence from the rest of a text about a word: that it is elsewhere part of a full name, after a title, next to a verb
//! of speech, in lower case, in the name of a firm. An occurrence is judged by the others, not by itself.

use super::gazetteer::Class;
use super::hash::hash_of_mark;
use super::runs::Run;
use super::shape::Shape;
use super::token::Token;

/// The number of kinds of evidence. The evidence of one occurrence is a set of the bits below.
pub(super) const KINDS: u32 = 12;
const LAST_OF_NAME: u16 = 1;
const FIRST_OF_NAME: u16 = 1 << 1;
const TITLED: u16 = 1 << 2;
const ROLE_NEAR: u16 = 1 << 3;
const SPEAKS: u16 = 1 << 4;
const WITH_FIRM: u16 = 1 << 5;
const AT_PLACE: u16 = 1 << 6;
const INSIDE: u16 = 1 << 7;
const OWNS: u16 = 1 << 8;
const ALONE: u16 = 1 << 9;
const INITIALLED: u16 = 1 << 10;
const ARTICLE: u16 = 1 << 11;
/// Set by [`Evidence::of`] beside the kinds: the word is in lower case somewhere.
pub(super) const LOWER: u16 = 1 << 12;
/// Likewise: the word occurs twice, or more often.
pub(super) const AGAIN: u16 = 1 << 13;
pub(super) const OFTEN: u16 = 1 << 14;

/// The evidence of one text.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Hashes and counts, with open addressing; a free slot has the hash 0. Two bits for each kind count up to three
    /// occurrences; the top two bits count all occurrences.
    table: Vec<(u32, u32)>,
    /// A set of the hashes of words in lower case.
    lower: Vec<u64>,
    /// The evidence of each token of each run, in order.
    shown: Vec<u16>,
    /// How the first pass labelled the occurrences of each word of `table`: two bits for each [`Judged`].
    judged: Vec<u16>,
    language: u32,
    foreign: bool,
}

/// How the first pass labelled an occurrence of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// Not a part of a name.
    Outside,
    /// A person's name of one word.
    Single,
    /// The beginning of a longer name.
    First,
    /// A later word of a longer name.
    Later,
    /// The beginning of an organisation's name.
    Organisation,
    /// A later word of one.
    OrganisationLater,
}

/// The number of values of [`Judged`].
pub(super) const JUDGED: u32 = 6;

impl Evidence {
    /// Reads a text.
    pub(super) fn read(&mut self, tokens: &[Token], runs: &[Run]) {
        let words: usize = runs.iter().map(|run| run.end - run.start).sum();
        self.table.clear();
        self.table.resize((words * 2).next_power_of_two().max(16), (0, 0));
        self.lower.clear();
        self.lower.resize((tokens.len() / 8).next_power_of_two().max(16), 0);
        let bits = self.lower.len() as u32 * 64 - 1;
        for token in tokens.iter().filter(|t| t.shape.0 & (Shape::WORD.0 | Shape::CAPITAL.0) == Shape::WORD.0)
        {
            let bit = token.hash & bits;
            self.lower[bit as usize / 64] |= 1 << (bit % 64);
        }
        self.detect_language();
        self.shown.clear();
        for run in runs {
            let before = self.shown.len();
            show(tokens, *run, &mut self.shown);
            for (i, token) in tokens[run.start..run.end].iter().enumerate() {
                if token.is_capital() {
                    self.count(token.hash, self.shown[before + i]);
                }
            }
        }
    }

    /// The language of the frequent short words: 1 French, 2 English, 0 both or neither.
    pub(super) fn language(&self) -> u32 {
        self.language
    }

    /// Whether the frequent short words are those of a language that is neither French nor English.
    pub(super) fn is_foreign(&self) -> bool {
        self.foreign
    }

    fn detect_language(&mut self) {
        const FRENCH: [u32; 12] = [
            word("les"),
            word("des"),
            word("une"),
            word("est"),
            word("dans"),
            word("pour"),
            word("du"),
            word("et"),
            word("qui"),
            word("sur"),
            word("le"),
            word("la"),
        ];
        const ENGLISH: [u32; 12] = [
            word("the"),
            word("of"),
            word("and"),
            word("to"),
            word("is"),
            word("was"),
            word("for"),
            word("with"),
            word("his"),
            word("that"),
            word("said"),
            word("has"),
        ];
        // Small words of German, Dutch, Spanish, Italian, Portuguese, the Scandinavian languages, Polish and Turkish.
        const OTHERS: [u32; 52] = [
            word("der"),
            word("und"),
            word("das"),
            word("ist"),
            word("nicht"),
            word("den"),
            word("mit"),
            word("auf"),
            word("ein"),
            word("eine"),
            word("auch"),
            word("wird"),
            word("sich"),
            word("fur"),
            word("het"),
            word("een"),
            word("van"),
            word("voor"),
            word("niet"),
            word("zijn"),
            word("el"),
            word("los"),
            word("las"),
            word("del"),
            word("una"),
            word("con"),
            word("por"),
            word("pero"),
            word("como"),
            word("di"),
            word("che"),
            word("della"),
            word("per"),
            word("non"),
            word("sono"),
            word("gli"),
            word("nel"),
            word("uma"),
            word("nao"),
            word("com"),
            word("dos"),
            word("mais"),
            word("och"),
            word("att"),
            word("inte"),
            word("det"),
            word("som"),
            word("av"),
            word("nie"),
            word("jest"),
            word("bir"),
            word("ve"),
        ];
        let seen = |words: &[u32]| words.iter().filter(|&&word| self.is_lower(word)).count();
        let (french, english, others) = (seen(&FRENCH), seen(&ENGLISH), seen(&OTHERS));
        self.foreign = others >= 4 && others > 2 * french.max(english);
        self.language = match (french, english) {
            (french, english) if french > english => 1,
            (french, english) if english > french => 2,
            _ => 0,
        };
    }

    fn is_lower(&self, hash: u32) -> bool {
        let bit = hash & (self.lower.len() as u32 * 64 - 1);
        self.lower[bit as usize / 64] >> (bit % 64) & 1 == 1
    }

    /// The evidence of each token of each run, in order of the runs: one bit for each kind.
    pub(super) fn shown(&self) -> &[u16] {
        &self.shown
    }

    /// Forgets the judgements of the first pass.
    pub(super) fn begin_judging(&mut self) {
        self.judged.clear();
        self.judged.resize(self.table.len(), 0);
    }

    /// Notes how the first pass labelled an occurrence.
    pub(super) fn judge(&mut self, hash: u32, judged: Judged) {
        let at = self.place(hash);
        let shift = 2 * judged as u16;
        if self.judged[at] >> shift & 3 < 3 {
            self.judged[at] += 1 << shift;
        }
    }

    /// How the first pass labelled the other occurrences, if this one was labelled `own`: two bits for each [`Judged`],
    /// with the count of none, one or more.
    pub(super) fn judged(&self, hash: u32, own: Judged) -> u32 {
        let counts = self.judged[self.place(hash)];
        (0..JUDGED).fold(0, |all, kind| {
            let count =
                (counts >> (2 * kind) & 3) - u16::from(kind == own as u32 && counts >> (2 * kind) & 3 > 0);
            all | u32::from(count.min(2)) << (2 * kind)
        })
    }

    fn place(&self, hash: u32) -> usize {
        let mask = self.table.len() - 1;
        let hash = hash | 1;
        let mut at = (hash >> 3) as usize & mask;
        while self.table[at].0 != 0 && self.table[at].0 != hash {
            at = (at + 1) & mask;
        }
        at
    }

    fn count(&mut self, hash: u32, shown: u16) {
        let at = self.place(hash);
        let (key, counts) = &mut self.table[at];
        *key = hash | 1;
        for kind in (0..KINDS).filter(|kind| shown >> kind & 1 == 1).chain(std::iter::once(15)) {
            if *counts >> (2 * kind) & 3 < 3 {
                *counts += 1 << (2 * kind);
            }
        }
    }

    /// The evidence of the other occurrences of a word, if `own` is that of this one.
    pub(super) fn of(&self, hash: u32, own: u16) -> u16 {
        let counts = self.table[self.place(hash)].1;
        let mut found = 0;
        for kind in 0..KINDS {
            if counts >> (2 * kind) & 3 > u32::from(own >> kind & 1) {
                found |= 1 << kind;
            }
        }
        if self.is_lower(hash) {
            found |= LOWER;
        }
        match counts >> 30 {
            0 | 1 => found,
            2 => found | AGAIN,
            _ => found | AGAIN | OFTEN,
        }
    }
}

/// Appends the evidence of each token of a run, from the words around it.
fn show(tokens: &[Token], run: Run, shown: &mut Vec<u16>) {
    let class = |at: usize| tokens.get(at).map_or(Class::NONE, |t| t.class);
    let mark = |at: usize, mark: char| tokens.get(at).is_some_and(|t| t.hash == hash_of_mark(mark));
    let firm = (run.start..run.end)
        .any(|i| class(i).has(Class::ORG.with(Class::BRAND)) && !class(i).has(Class::LAST))
        || mark(run.end, '&');
    let before = if run.start > 0 { class(run.start - 1) } else { Class::NONE };
    let cue_before = Class::NAMED_AFTER.with(Class::ORG);
    let firm = firm || before.has(cue_before);
    let after = class(run.end);
    let speaks = after.has(Class::SAY)
        || before.has(Class::SAY)
        || (mark(run.end, ',') && class(run.end + 1).has(Class::SAY));
    let role = before.has(Class::ROLE)
        || (mark(run.end, ',') && class(run.end + 1).has(Class::ROLE.with(Class::KIN)));
    let owns = tokens.get(run.end).is_some_and(|t| t.shape.is(Shape::POSSESSIVE));
    let place =
        run.start > 0 && !tokens[run.start - 1].is_capital() && is_place_word(tokens[run.start - 1].hash);
    let article = run.start > 0 && is_article(tokens[run.start - 1].hash);
    let capitals = (run.start..run.end).filter(|&i| tokens[i].is_capital()).count();
    for at in run.start..run.end {
        let mut bits = 0;
        let token = &tokens[at];
        let (own, previous) = (token.class, if at > 0 { class(at - 1) } else { Class::NONE });
        let single = at == run.start && at + 1 == run.end;
        if token.is_capital() {
            if firm {
                bits |= WITH_FIRM;
            }
            if at > run.start {
                let first = previous.has(Class::FIRST)
                    && tokens[at - 1].is_capital()
                    && !previous.has(Class::STARTER);
                if first && !firm && !own.has(Class::ORG.with(Class::BRAND)) {
                    bits |= LAST_OF_NAME;
                }
                if tokens[at - 1].shape.is(Shape::INITIAL) && !previous.has(Class::TITLE) {
                    bits |= INITIALLED;
                }
            }
            if at + 1 < run.end && own.has(Class::FIRST) && tokens[at + 1].is_capital() && !firm {
                bits |= FIRST_OF_NAME;
            }
            if at > 0 && previous.has(Class::TITLE) && tokens[at - 1].end <= token.start {
                bits |= TITLED;
            }
            if at + 1 == run.end && speaks {
                bits |= SPEAKS;
            }
            if role && (at == run.start || at + 1 == run.end) {
                bits |= ROLE_NEAR;
            }
            if at + 1 == run.end && owns {
                bits |= OWNS;
            }
            if at == run.start && place {
                bits |= AT_PLACE;
            }
            if at == run.start && article {
                bits |= ARTICLE;
            }
            if !token.shape.is(Shape::OPENS) {
                bits |= INSIDE;
            }
            if single || capitals == 1 {
                bits |= ALONE;
            }
        }
        shown.push(bits);
    }
}

fn is_place_word(hash: u32) -> bool {
    const WORDS: [u32; 6] = [word("a"), word("en"), word("in"), word("at"), word("near"), word("vers")];
    WORDS.contains(&hash)
}

fn is_article(hash: u32) -> bool {
    const WORDS: [u32; 7] =
        [word("le"), word("la"), word("les"), word("l"), word("the"), word("du"), word("au")];
    WORDS.contains(&hash)
}

const fn word(ascii: &str) -> u32 {
    super::hash::hash_of_ascii(ascii)
}

/// The kinds of evidence for or against a name.
pub(super) const NAME_LIKE: u16 =
    LAST_OF_NAME | FIRST_OF_NAME | TITLED | SPEAKS | WITH_FIRM | AT_PLACE | INITIALLED | LOWER;
