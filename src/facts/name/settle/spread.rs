//! A full name that was found once holds for its text: the same name again, its surname alone, both also in capitals.

use super::refuse;
use super::words::{self, is};
use super::{Found, Page};
use crate::facts::name::gazetteer::Class;
use crate::facts::name::runs::Run;
use crate::facts::name::shape::Shape;
use crate::facts::name::token::Token;

/// A full name of a text.
#[derive(Debug, Clone, Copy)]
struct FullName {
    /// The hash of its surname.
    last: u32,
    /// The hash of its first token.
    first: u32,
    /// A mention of it.
    mention: Found,
    /// How often the tagger found it.
    times: usize,
    /// How often the tagger did not find it where it is.
    refused: usize,
}

/// The names that the tagger found in a text.
#[derive(Debug, Default)]
pub(super) struct FullNames {
    /// The full names, by surname and first token.
    names: Vec<FullName>,
    /// The hashes of the names of one word, with how often each was found, by hash.
    bare: Vec<(u32, usize)>,
    /// Which hashes may be among the surnames: one bit for each value of the low six bits of a hash.
    known: u64,
}

/// How often a name of one word must be found to hold for its text.
const BARE: usize = 2;

fn bit(hash: u32) -> u64 {
    1 << (hash & 63)
}

impl FullNames {
    /// Reads the full names among `names`, and those of one word.
    pub(super) fn read(&mut self, page: Page<'_>, names: &[Found]) {
        self.names.clear();
        self.bare.clear();
        self.known = 0;
        for &name in names {
            let tokens = name.tokens(page.tokens);
            let suffix = tokens.last().is_some_and(|t| t.class.has(Class::SUFFIX)) && !name.is_single();
            match &tokens[..tokens.len() - usize::from(suffix)] {
                [one] if !one.shape.is(Shape::INITIAL) => {
                    let civil = name.start.checked_sub(1).map(|at| &page.tokens[at]);
                    let shown = is(civil, words::CIVIL) && civil.is_some_and(Token::is_capital);
                    self.bare.push((one.hash, if shown { BARE } else { 1 }));
                }
                [elided, last] if elided.shape.is(Shape::ELISION) => {
                    self.bare.push((last.hash, BARE));
                }
                [first, .., last] if is_full(first, last) => {
                    let mention = Found { start: name.start, end: name.end - usize::from(suffix) };
                    let (last, first) = (last.hash, first.hash);
                    self.names.push(FullName { last, first, mention, times: 1, refused: 0 });
                }
                _ => {}
            }
        }
        self.names.sort_unstable_by_key(|name| (name.last, name.first, name.mention.start));
        self.names.dedup_by(|after, before| {
            let same = (after.last, after.first) == (before.last, before.first);
            before.times += usize::from(same);
            same
        });
        self.bare.sort_unstable();
        self.bare.dedup_by(|after, before| {
            let same = after.0 == before.0;
            before.1 += if same { after.1 } else { 0 };
            same
        });
        self.bare.retain(|&(_, times)| times >= BARE);
        let hashes = self.names.iter().map(|name| name.last).chain(self.bare.iter().map(|&(hash, _)| hash));
        self.known = hashes.fold(0, |known, hash| known | bit(hash));
    }

    /// The full names with this surname.
    fn with_surname(&self, hash: u32) -> &[FullName] {
        if self.known & bit(hash) == 0 {
            return &[];
        }
        let from = self.names.partition_point(|name| name.last < hash);
        let to = from + self.names[from..].partition_point(|name| name.last == hash);
        &self.names[from..to]
    }

    /// Whether the text has a full name with this surname.
    pub(super) fn is_surname(&self, hash: u32) -> bool {
        !self.with_surname(hash).is_empty()
    }

    fn is_bare(&self, hash: u32) -> bool {
        self.known & bit(hash) != 0 && self.bare.binary_search_by_key(&hash, |&(hash, _)| hash).is_ok()
    }

    /// Whether the text has the full name of these two words.
    pub(super) fn is_full(&self, first: u32, last: u32) -> bool {
        self.with_surname(last).iter().any(|name| name.first == first)
    }

    /// Takes the first name in before a surname where the text has the two as a full name, perhaps with an initial between them.
    pub(super) fn complete(&self, page: Page<'_>, names: &mut [Found]) {
        for i in 0..names.len() {
            let floor = i.checked_sub(1).map_or(0, |before| names[before].end);
            let Found { start, end } = names[i];
            let Some(before) = start.checked_sub(1).filter(|&at| at >= floor && end == start + 1) else {
                continue;
            };
            let (first, last) = (&page.tokens[before], &page.tokens[start]);
            if first.is_capital() && last.shape.is(Shape::SPACED) && self.is_full(first.hash, last.hash) {
                names[i].start = before;
            }
        }
    }

    /// Appends the mentions that are not among `names` to `added`. `score` is that of a name that begins at a token, by its
    /// place among the tokens of all runs.
    pub(super) fn spread(
        &mut self,
        page: Page<'_>,
        names: &[Found],
        added: &mut Vec<Found>,
        score: impl Fn(usize) -> f32,
    ) {
        if self.known == 0 {
            return;
        }
        let (mut first_score, mut next) = (0, 0);
        for &run in page.runs {
            for at in run.start..run.end {
                let token = &page.tokens[at];
                if self.known & bit(token.hash) == 0 || !token.is_capital() {
                    continue;
                }
                let surname = self.is_surname(token.hash);
                if !surname && !self.is_bare(token.hash) {
                    continue;
                }
                while names.get(next).is_some_and(|name| name.end <= at) {
                    next += 1;
                }
                if names.get(next).is_some_and(|name| name.start <= at) {
                    continue;
                }
                let floor = next.checked_sub(1).map_or(0, |i| names[i].end).max(run.start);
                let liked = score(first_score + at - run.start) - if surname { 0.0 } else { 3.0 };
                let found = self.whole(page, at, floor).or_else(|| {
                    (liked + trust(page, run, at) > 0.0).then_some(Found { start: at, end: at + 1 })
                });
                added.extend(found.filter(|&found| !refuse::always(page, found)));
            }
            first_score += run.end - run.start;
        }
        added.retain(|found| !self.is_outvoted(page, *found));
    }

    /// The full name that ends with token `at`, which is counted as one that the tagger refused.
    fn whole(&mut self, page: Page<'_>, at: usize, floor: usize) -> Option<Found> {
        let last = page.tokens[at].hash;
        let from = self.names.partition_point(|name| name.last < last);
        let same_surname = self.names[from..].iter_mut().take_while(|name| name.last == last);
        for name in same_surname {
            let length = name.mention.end - name.mention.start;
            let Some(start) = (at + 1).checked_sub(length).filter(|&start| start >= floor) else { continue };
            let own = name.mention.tokens(page.tokens);
            let same = page.tokens[start..=at].iter().zip(own).all(|(a, b)| a.hash == b.hash);
            if same && page.tokens[start].is_capital() {
                name.refused += 1;
                return Some(Found { start, end: at + 1 });
            }
        }
        // The same without its initial.
        let before = at.checked_sub(1).filter(|&before| before >= floor)?;
        let first = &page.tokens[before];
        let spaced = page.tokens[at].shape.is(Shape::SPACED);
        (first.is_capital() && spaced && self.is_full(first.hash, last))
            .then_some(Found { start: before, end: at + 1 })
    }

    /// Whether the tagger refused a full name more than twice as often as it found it: a place, a firm.
    fn is_outvoted(&self, page: Page<'_>, found: Found) -> bool {
        let tokens = found.tokens(page.tokens);
        let [first, .., last] = tokens else { return false };
        self.with_surname(last.hash)
            .iter()
            .any(|name| name.first == first.hash && name.refused > 2 * name.times + 1)
    }
}

/// Whether these are the first and the last word of a full name that can be looked for.
fn is_full(first: &Token, last: &Token) -> bool {
    let plain = first.class.has(Class::FIRST) || first.shape.is(Shape::INITIAL) || first.class == Class::NONE;
    plain && last.is_capital() && !last.shape.is(Shape::INITIAL.with(Shape::LETTER))
}

/// How much a surname that the text has in full is trusted at token `at`, in units of score; negative where it is no person.
fn trust(page: Page<'_>, run: Run, at: usize) -> f32 {
    const NEVER: f32 = -1000.0;
    let tokens = page.tokens;
    let token = &tokens[at];
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    let inside = at > run.start && before.is_some_and(Token::is_capital);
    let title = before.is_some_and(|t| t.class.has(Class::TITLE.with(Class::ROLE)));
    let opener =
        before.is_some_and(|t| t.shape.is(Shape::OPENS) && t.class.has(Class::STARTER.with(Class::WORD)));
    if inside && !title && !opener || token.end - token.start < 3 || token.class.has(Class::DEMONYM) {
        return NEVER;
    }
    let after = tokens.get(at + 1);
    if at + 1 < run.end && after.is_some_and(Token::is_capital) || is(before, words::FIRM_BEFORE) {
        return NEVER;
    }
    let mut trust = 6.0;
    if token.class.has(Class::PLACE) {
        trust -= if token.class.has(Class::LAST) && !is(before, words::AT) { 3.0 } else { 5.0 };
    }
    if token.class.has(Class::BRAND.with(Class::ORG)) {
        trust -= 3.0;
    }
    if token.class.has(Class::WORD_OFTEN) && token.shape.is(Shape::OPENS) {
        trust -= 3.0;
    }
    trust
}
