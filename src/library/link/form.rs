//! The form of a name: its words, which of them are given names, and whether two names can be one person's.

use super::hash;
use crate::facts::person::gazetteer::{Class, class_of};
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
        let mut folded = String::with_capacity(surface.len());
        fold_into(surface, &mut folded);
        let (name, nickname) = without_nickname(&folded);
        let mut key = String::with_capacity(name.len());
        for word in name.split_whitespace() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word.trim_end_matches(','));
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
        if self.suffix && other.suffix && self.words().next_back() != other.words().next_back() {
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
        match (short.next(), long.next()) {
            (Some(a), Some(b)) if same_given(a, b, close) => {}
            _ => return false,
        }
        short.all(|word| long.by_ref().any(|other| same_given(word, other, close)))
    }

    /// Whether the words of `self` end the words of `other`, which has more.
    pub(super) fn ends(&self, other: &Self) -> bool {
        other.key.strip_suffix(&*self.key).is_some_and(|rest| rest.ends_with([' ', '-']))
    }

    /// Whether the words of `self` begin the words of `other`, which has more.
    pub(super) fn begins(&self, other: &Self) -> bool {
        other.key.strip_prefix(&*self.key).is_some_and(|rest| rest.starts_with([' ', '-']))
    }

    /// Whether the first word is a known first name.
    pub(super) fn begins_with_given(&self) -> bool {
        is_initial(self.first()) || class_of(self.first()).has(Class::FIRST)
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
    let close = close && !a.contains('-') && !b.contains('-');
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    close && ((short.len() >= 3 && long.starts_with(short)) || SHORT_FORMS.contains(&(short, long)))
}

/// Short forms that are not the beginning of the whole name.
const SHORT_FORMS: [(&str, &str); 30] = [
    ("bill", "william"),
    ("billy", "william"),
    ("will", "william"),
    ("bob", "robert"),
    ("bobby", "robert"),
    ("dick", "richard"),
    ("rick", "richard"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("jack", "john"),
    ("johnny", "john"),
    ("mike", "michael"),
    ("mick", "michael"),
    ("tony", "anthony"),
    ("ted", "edward"),
    ("ned", "edward"),
    ("kate", "catherine"),
    ("katie", "katherine"),
    ("liz", "elizabeth"),
    ("beth", "elizabeth"),
    ("betty", "elizabeth"),
    ("peggy", "margaret"),
    ("maggie", "margaret"),
    ("charlie", "charles"),
    ("chuck", "charles"),
    ("hank", "henry"),
    ("harry", "henry"),
    ("larry", "lawrence"),
    ("steve", "stephen"),
    ("andy", "andrew"),
];

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
            ("Tom Brac Jr.", true, "brac"),
            ("Tony \"Big T\" Varga", true, "varga"),
        ] {
            let form = Form::of(name);
            assert_eq!((form.is_full(), form.last()), (full, last), "{name}");
        }
    }
}
