//! A full name that was found once holds for its text: the same name again, its surname alone, both also in capitals.

use super::refuse;
use super::words::{self, is};
use super::{Found, Page};
use crate::facts::person::gazetteer::Class;
use crate::facts::person::runs::Run;
use crate::facts::person::shape::Shape;
use crate::facts::person::token::Token;

/// A full name of a text.
#[derive(Debug, Clone, Copy)]
struct FullName {
    /// The hash of its first token.
    first: u32,
    /// The hash of its surname.
    last: u32,
    /// A mention of it.
    mention: Found,
    /// How often the tagger found it.
    times: usize,
}

/// The full names of a text.
#[derive(Debug, Default)]
pub(super) struct FullNames {
    names: Vec<FullName>,
    /// Which hashes may be among the surnames: one bit for each value of the low six bits of a hash.
    surnames: u64,
}

fn bit(hash: u32) -> u64 {
    1 << (hash & 63)
}

impl FullNames {
    /// Reads the full names among `names`.
    pub(super) fn read(&mut self, page: Page<'_>, names: &[Found]) {
        self.names.clear();
        self.surnames = 0;
        for &name in names.iter().filter(|name| !name.is_single()) {
            let tokens = name.tokens(page.tokens);
            let suffix = tokens.last().is_some_and(|t| t.class.has(Class::SUFFIX));
            let [first, .., last] = &tokens[..tokens.len() - usize::from(suffix)] else { continue };
            let known = self.surnames & bit(last.hash) != 0;
            if let Some(before) =
                self.names.iter_mut().find(|n| known && (n.first, n.last) == (first.hash, last.hash))
            {
                before.times += 1;
                continue;
            }
            let plain =
                first.class.has(Class::FIRST) || first.shape.is(Shape::INITIAL) || first.class == Class::NONE;
            if plain && last.is_capital() && !last.shape.is(Shape::INITIAL.with(Shape::LETTER)) {
                let mention = Found { start: name.start, end: name.end - usize::from(suffix) };
                self.names.push(FullName { first: first.hash, last: last.hash, mention, times: 1 });
                self.surnames |= bit(last.hash);
            }
        }
    }

    /// Whether the text has a full name with this surname.
    pub(super) fn is_surname(&self, hash: u32) -> bool {
        self.surnames & bit(hash) != 0 && self.names.iter().any(|name| name.last == hash)
    }

    /// Whether the text has the full name of these two words.
    pub(super) fn is_full(&self, first: u32, last: u32) -> bool {
        self.surnames & bit(last) != 0
            && self.names.iter().any(|name| (name.first, name.last) == (first, last))
    }

    /// Appends the mentions that are not among `names` to `added`. `score` is that of a name that begins at a token, by its
    /// place among the tokens of all runs.
    pub(super) fn spread(
        &self,
        page: Page<'_>,
        names: &[Found],
        added: &mut Vec<Found>,
        score: impl Fn(usize) -> f32,
    ) {
        let (mut first_score, mut next) = (0, 0);
        for &run in page.runs.iter().filter(|_| !self.names.is_empty()) {
            for at in run.start..run.end {
                let token = &page.tokens[at];
                if !self.is_surname(token.hash) || !token.is_capital() {
                    continue;
                }
                while names.get(next).is_some_and(|name| name.end <= at) {
                    next += 1;
                }
                if names.get(next).is_some_and(|name| name.start <= at) {
                    continue;
                }
                let floor = next.checked_sub(1).map_or(0, |i| names[i].end).max(run.start);
                let liked = score(first_score + at - run.start);
                let found = self.whole(page, at, floor).or_else(|| {
                    (liked + trust(page, run, at) > 0.0).then_some(Found { start: at, end: at + 1 })
                });
                added.extend(found.filter(|&found| !refuse::always(page, found)));
            }
            first_score += run.end - run.start;
        }
        self.drop_outvoted(page, added);
    }

    /// The full name that ends with token `at`.
    fn whole(&self, page: Page<'_>, at: usize, floor: usize) -> Option<Found> {
        let last = page.tokens[at].hash;
        self.names.iter().filter(|name| name.last == last).find_map(|name| {
            let length = name.mention.end - name.mention.start;
            let start = (at + 1).checked_sub(length).filter(|&start| start >= floor)?;
            let own = name.mention.tokens(page.tokens);
            let same = page.tokens[start..=at].iter().zip(own).all(|(a, b)| a.hash == b.hash);
            (same && page.tokens[start].is_capital()).then_some(Found { start, end: at + 1 })
        })
    }

    /// Drops the mentions of a full name that the tagger refused more than twice as often as it found it: a place, a firm.
    fn drop_outvoted(&self, page: Page<'_>, added: &mut Vec<Found>) {
        for name in &self.names {
            let own = name.mention.tokens(page.tokens);
            let same = |found: &Found| {
                let tokens = found.tokens(page.tokens);
                tokens.len() == own.len() && tokens.iter().zip(own).all(|(a, b)| a.hash == b.hash)
            };
            if added.len() > 2 * name.times + 1
                && added.iter().filter(|f| same(f)).count() > 2 * name.times + 1
            {
                added.retain(|found| !same(found));
            }
        }
    }
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
