//! The last word on the names of a text, after the tagger: where one begins and ends beside titles, initials and
//! particles; which ones are streets, firms or signs; names written surname first; and the names that the full names of
//! the same text show to be there. Rules in place of weights: each is about something that texts for training have too
//! few of, or that takes the whole text to see.

mod bounds;
mod evident;
mod foreign;
mod inverted;
mod organisation;
mod refuse;
mod spread;
mod titled;
mod words;

use super::runs::Run;
use super::token::Token;

/// A name, as a half-open range of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Found {
    fn tokens(self, tokens: &[Token]) -> &[Token] {
        &tokens[self.start..self.end]
    }

    fn is_single(self) -> bool {
        self.end == self.start + 1
    }
}

/// What the rules look at.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) runs: &'a [Run],
    /// The language of the text: 1 French, 2 English, 0 unknown.
    pub(super) language: u32,
    /// Whether the small words of the text are those of another language.
    pub(super) foreign: bool,
}

/// The buffers of the rules.
#[derive(Debug, Default)]
pub(super) struct Settler {
    full: spread::FullNames,
    added: Vec<Found>,
    organisations: organisation::Known,
}

impl Settler {
    /// Applies the rules to `names`, which are in order and without overlap, and stay so. `score` is how much the tagger
    /// would have liked a name to begin at a token, given the index of the run's first score and the place in the run.
    pub(super) fn settle(&mut self, page: Page<'_>, names: &mut Vec<Found>, score: impl Fn(usize) -> f32) {
        names.iter_mut().for_each(|name| bounds::trim(page, name));
        bounds::extend(page, names);
        names.retain(|&name| !refuse::always(page, name));
        if page.foreign {
            names.retain_mut(|name| foreign::narrow(page, name));
        }
        if !page.foreign {
            self.added.clear();
            evident::find(page, names, &mut self.added, &score);
            self.added.retain(|&name| !refuse::always(page, name));
            merge(names, &mut self.added);
        }
        self.full.read(page, names);
        self.full.complete(page, names);
        names.retain(|&name| !refuse::alone(page, name, &self.full));
        self.added.clear();
        titled::find(page, names, &mut self.added);
        merge(names, &mut self.added);
        self.full.spread(page, names, &mut self.added, score);
        merge(names, &mut self.added);
        bounds::extend(page, names);
        inverted::join(page, names, &self.full);
    }

    /// Applies the rules to the names of organisations, behind those of people.
    pub(super) fn organisations(&mut self, page: Page<'_>, people: &[Found], names: &mut Vec<Found>) {
        if page.foreign {
            names.retain(|name| !name.is_single());
        }
        self.organisations.settle(page, people, names);
    }
}

/// Puts `added`, which overlap nothing, among `names`.
fn merge(names: &mut Vec<Found>, added: &mut Vec<Found>) {
    if !added.is_empty() {
        names.append(added);
        names.sort_unstable_by_key(|name| name.start);
        names.dedup_by(|after, before| after.start < before.end);
    }
}

#[cfg(test)]
mod tests;
