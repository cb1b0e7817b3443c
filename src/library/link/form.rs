//! The form of a name: its words, which of them are given names, and whether two names can be one person's.

use super::given::{self, Sex};
use super::{hash, surface};
use crate::facts::name::gazetteer::{Class, class_of};
use crate::text::fold::fold_into;

/// A name, folded and split into its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    /// The folded name, words divided by one space, without a nickname in quotation marks.
    pub(super) key: Box<str>,
    /// The nickname in quotation marks, folded; `None` without one.
    pub(super) nickname: Option<Box<str>>,
    /// The index of the word of `key` with which the surname begins: 0 for a bare surname or given name.
    surname: usize,
    /// Whether it ends in `Jr`, `III` or the like.
    suffix: bool,
    /// The hashes of `key`, of its first word and of its last word, for looking them up.
    pub(super) id: u64,
    /// See `id`.
    pub(super) first_id: u64,
    /// See `id`.
    pub(super) last_id: u64,
}

impl Form {
    /// Parses a surface form.
    pub(super) fn of(surface: &str) -> Self {
        let surface = surface::name_of(surface);
        let mut folded = String::with_capacity(surface.len());
        fold_into(&surface, &mut folded);
        let (name, nickname) = without_nickname(&folded);
        let mut key = String::with_capacity(name.len());
        let mut put = |word: &str| {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
        };
        for word in name.split_whitespace().map(|word| word.trim_end_matches(',')) {
            // `al-Khatibi` is written `al Khatibi` as well.
            match word.split_once('-').filter(|(article, _)| matches!(*article, "al" | "el")) {
                Some((article, rest)) if !rest.is_empty() => {
                    put(article);
                    put(rest);
                }
                _ => put(word),
            }
        }
        let words: Vec<&str> = key.split(' ').collect();
        let last_word = words[words.len() - 1];
        let suffix = words.len() > 1
            && (last_word == "i" || class_of(last_word.trim_end_matches('.')).has(Class::SUFFIX));
        let last = words.len() - 1 - usize::from(suffix);
        let first_particle = words[..last].iter().enumerate().skip(1).find(|(_, word)| is_particle(word));
        let bare = words[..last].iter().all(|word| is_particle(word));
        let surname = if bare { 0 } else { first_particle.map_or(last, |(i, _)| i) };
        let (id, first_id, last_id) = (hash::id(&key), hash::id(words[0]), hash::id(words[last]));
        Self { nickname, surname, suffix, id, first_id, last_id, key: key.into_boxed_str() }
    }

    /// The words of `key`.
    pub(super) fn words(&self) -> impl DoubleEndedIterator<Item = &str> + Clone {
        self.key.split(' ')
    }

    /// Whether it has a given name or an initial, and a surname. `Louis XIV` has no surname.
    pub(super) fn is_full(&self) -> bool {
        self.surname > 0
    }

    /// The number of words.
    pub(super) fn len(&self) -> usize {
        self.words().count()
    }

    /// The last word before a suffix like `Jr`: the surname's key in indexes.
    pub(super) fn last(&self) -> &str {
        self.words().rev().nth(usize::from(self.suffix)).unwrap_or("")
    }

    /// The first word.
    pub(super) fn first(&self) -> &str {
        self.words().next().unwrap_or("")
    }

    /// Whether it is one word and the number I, as in `Brac I`.
    pub(super) fn is_the_first(&self) -> bool {
        self.surname == 0 && self.key.ends_with(" i") && self.len() == 2
    }

    /// Whether it ends in a roman number or `Jr`.
    pub(super) fn has_suffix(&self) -> bool {
        self.suffix
    }

    /// The first names and the surname with its particles; the first is empty for a bare surname.
    pub(super) fn parts(&self) -> (&str, &str) {
        match self.surname.checked_sub(1).and_then(|at| self.key.match_indices(' ').nth(at)) {
            Some((at, _)) => (&self.key[..at], &self.key[at + 1..]),
            None => ("", &self.key),
        }
    }

    fn given(&self) -> impl Iterator<Item = &str> + Clone {
        self.words().take(self.surname)
    }

    /// How exact the name is: higher for more letters of given names; initials add little.
    pub(super) fn exactness(&self) -> usize {
        self.given().map(|word| if is_initial(word) { 1 } else { 10 + word.len() }).sum()
    }

    /// Whether it can be a given name without a surname: one word that is a known first name.
    pub(super) fn looks_given(&self) -> bool {
        let class = class_of(&self.key);
        let compound = self
            .key
            .split_once('-')
            .is_some_and(|(head, tail)| class_of(head).has(Class::FIRST) && class_of(tail).has(Class::FIRST));
        self.surname == 0
            && !self.key.contains(' ')
            && (class.has(Class::FIRST_OFTEN)
                || (class.has(Class::FIRST) && !class.has(Class::LAST))
                || compound)
    }

    /// Whether two full names with the same last word can be one person's: `J. Roche` and `Jeanne Roche`,
    /// `John F. Roche` and `John Roche`. `close` also allows short forms of first names: `Bill` for `William`.
    pub(super) fn goes_with(&self, other: &Self, close: bool) -> bool {
        if self.suffix && other.suffix && self.number() != other.number() {
            return false;
        }
        let spaced = |form: &Self| form.key.replace('-', " ");
        if self.key.len() == other.key.len() && spaced(self) == spaced(other) {
            return true;
        }
        let (mut short, mut long) = (self.given(), other.given());
        if self.given().count() > other.given().count() {
            std::mem::swap(&mut short, &mut long);
        }
        let (mut short, mut long) = (short, long);
        // `W. Mark Roche` is `Mark Roche` too.
        let mut without_first = long.clone().skip(1);
        if long.clone().next().is_some_and(is_initial)
            && short
                .clone()
                .next()
                .is_some_and(|word| !is_initial(word) && without_first.next() == Some(word))
        {
            return true;
        }
        match (short.next(), long.next()) {
            (Some(a), Some(b)) if same_given(a, b, close) => {}
            _ => return false,
        }
        // Initials tell people apart where both names have them: `George W.` is not `George H. W.`
        let initials = short.clone().chain(long.clone()).all(is_initial);
        if initials {
            return short.zip(long).all(|(word, other)| same_given(word, other, false));
        }
        short.all(|word| long.by_ref().any(|other| same_given(word, other, close)))
    }

    /// The suffix without its full stop; meant for a name that has one.
    fn number(&self) -> Option<&str> {
        self.words().next_back().map(|word| word.trim_end_matches('.'))
    }

    /// Whether the surname is one letter: `John D.`
    pub(super) fn is_cut(&self) -> bool {
        self.len() == 2 && is_initial(self.last()) && !is_initial(self.first())
    }

    /// Whether the surname is shortened to its first letter: `John D.` for `John Doyle`.
    pub(super) fn is_cut_of(&self, other: &Self) -> bool {
        self.is_cut()
            && other.is_full()
            && self.first() == other.first()
            && other
                .words()
                .nth(other.surname)
                .is_some_and(|word| word.chars().next() == self.last().chars().next())
    }

    /// Whose first name it has; `None` for a bare surname, and when the name does not tell.
    pub(super) fn sex(&self) -> Option<Sex> {
        if !self.is_full() {
            return None;
        }
        self.given().find(|word| !is_initial(word)).and_then(given::sex)
    }

    /// Whether the words of `self` end the words of `other`, which has more.
    pub(super) fn ends(&self, other: &Self) -> bool {
        other.key.strip_suffix(&*self.key).is_some_and(|rest| rest.ends_with([' ', '-']))
    }

    /// Whether a bare surname, with `Jr` or without, is that of a full name.
    pub(super) fn is_surname_of(&self, full: &Self) -> bool {
        if self.suffix && (!full.suffix || self.number() != full.number()) {
            return false;
        }
        let (own, other) = (self.without_suffix(), full.without_suffix());
        other.strip_suffix(own).is_some_and(|rest| rest.ends_with([' ', '-']))
    }

    fn without_suffix(&self) -> &str {
        match self.key.rsplit_once(' ') {
            Some((name, _)) if self.suffix => name,
            _ => &self.key,
        }
    }

    /// Whether one of two surnames is a part of the other, with a hyphen: `Roche` and `Roche-Varga`.
    pub(super) fn shares_surname(&self, other: &Self) -> bool {
        let part = |short: &Self, long: &Self| {
            long.last().contains('-') && long.last().split('-').any(|part| part == short.last())
        };
        self.last_id == other.last_id || part(self, other) || part(other, self)
    }

    /// Whether the words of `self` begin the words of `other`, which has more.
    pub(super) fn begins(&self, other: &Self) -> bool {
        other.key.strip_prefix(&*self.key).is_some_and(|rest| rest.starts_with([' ', '-']))
    }

    /// Whether the first word is a known first name.
    pub(super) fn begins_with_given(&self) -> bool {
        is_initial(self.first()) || class_of(self.first()).has(Class::FIRST)
    }

    /// Whether it is two words in an order that only lists use: the last is a known first name, and the first is not. Names
    /// like `Baek Do-yun` have that order everywhere.
    pub(super) fn is_turned(&self) -> bool {
        self.looks_reversed() && !self.last().contains('-')
    }

    /// Whether it is two words in reverse order: the last is a known first name, and the first is not.
    pub(super) fn looks_reversed(&self) -> bool {
        self.len() == 2 && !self.begins_with_given() && class_of(self.last()).has(Class::FIRST)
    }

    /// The key with its two words swapped; `None` for a name of more or fewer words.
    pub(super) fn reversed(&self) -> Option<String> {
        let (head, tail) = self.key.split_once(' ')?;
        (!tail.contains(' ') && !self.suffix).then(|| format!("{tail} {head}"))
    }
}

fn without_nickname(folded: &str) -> (String, Option<Box<str>>) {
    const QUOTES: [char; 5] = ['"', '“', '”', '«', '»'];
    let Some((head, rest)) = folded.split_once(QUOTES) else { return (folded.to_owned(), None) };
    let Some((nickname, tail)) = rest.split_once(QUOTES) else { return (folded.to_owned(), None) };
    (format!("{head} {tail}"), Some(nickname.trim().into()))
}

fn is_particle(word: &str) -> bool {
    // Some lists of first names have it.
    if word == "de" {
        return true;
    }
    let class = class_of(word.trim_end_matches('\''));
    class.has(Class::PARTICLE) && !(class.has(Class::FIRST_OFTEN)) && word.len() <= 5
}

fn is_initial(word: &str) -> bool {
    word.trim_end_matches('.').chars().count() == 1
}

fn same_given(a: &str, b: &str, close: bool) -> bool {
    if a == b {
        return true;
    }
    if is_initial(a) || is_initial(b) {
        return a.chars().next() == b.chars().next();
    }
    if let (Some((a, more_a)), Some((b, more_b))) = (a.split_once('-'), b.split_once('-')) {
        return same_given(a, b, close) && same_given(more_a, more_b, close);
    }
    if !close || a.contains('-') || b.contains('-') || given::differ_in_sex(a, b) {
        return false;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    (short.len() >= 3 && long.starts_with(short)) || given::is_short_form(short, long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_can_be_one_persons() {
        for (a, b, close, expected) in [
            ("J. Brac", "Jeanne Brac", false, true),
            ("J.-P. Brac", "Jean-Pierre Brac", false, true),
            ("Jean-Pierre Brac", "Jean Pierre Brac", false, true),
            ("John F. Brac", "John Brac", false, true),
            ("Jeanne Brac", "Paul Brac", false, false),
            ("Jean Brac", "Jean-Pierre Brac", true, false),
            ("Bill Brac", "William Brac", true, true),
            ("Bill Brac", "William Brac", false, false),
            ("Tom Brac Jr.", "Tom Brac III", false, false),
            ("Élise de Brac", "Elise De Brac", false, true),
            ("George H. W. Brac", "George W. Brac", true, false),
            ("George H. W. Brac", "George H. Brac", false, true),
            ("George W. Brac", "George Brac", false, true),
            ("J. K. Brac", "Joanne Brac", false, true),
            ("John F. Brac", "John Fitz Brac", false, true),
            ("W. Mark Brac", "Mark Brac", false, true),
            ("W. Mark Brac", "Paul Brac", false, false),
            ("Louis Brac", "Louise Brac", true, false),
            ("Fred Brac", "Frederick C. Brac", true, true),
            ("Mo Brac", "Maurice Brac", true, true),
            ("Manu Brac", "Emmanuel Brac", true, true),
            ("Tom Brac Jr.", "Tom Brac, Jr", false, true),
            ("Brac, Jeanne", "Jeanne Brac", false, true),
            ("Jeanne Brac MP", "Jeanne Brac", false, true),
            ("Bill Brac", "Will Brac", true, false),
            ("Samir al-Brac", "Samir al Brac", false, true),
        ] {
            assert_eq!(Form::of(a).goes_with(&Form::of(b), close), expected, "{a} / {b}");
        }
    }

    #[test]
    fn the_surname_is_found_after_given_names_and_particles() {
        for (name, full, last) in [
            ("Hugo Lestrade", true, "lestrade"),
            ("Lestrade", false, "lestrade"),
            ("Ulrike von der Brac", true, "brac"),
            ("von der Brac", false, "brac"),
            ("Le Brac", false, "brac"),
            ("de Brac", false, "brac"),
            ("Guy de Brac", true, "brac"),
            ("Tom Brac Jr.", true, "brac"),
            ("Tony \"Big T\" Varga", true, "varga"),
        ] {
            let form = Form::of(name);
            assert_eq!((form.is_full(), form.last()), (full, last), "{name}");
        }
    }
}
