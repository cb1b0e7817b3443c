//! A surface form of an organisation, and whether it can be short for another.

use crate::facts::name::gazetteer::{Class, class_of};
use crate::text::fold::fold;

/// Words that say the legal form of a firm, folded and without full stops. They are no part of what distinguishes it.
const LEGAL: [&str; 36] = [
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "llp",
    "lp",
    "plc",
    "sa",
    "sas",
    "sarl",
    "sasu",
    "sca",
    "sci",
    "se",
    "ag",
    "gmbh",
    "kg",
    "kgaa",
    "nv",
    "bv",
    "spa",
    "srl",
    "ab",
    "asa",
    "oyj",
    "oy",
    "as",
    "aps",
    "kk",
    "pty",
    "pvt",
];

/// Words that a firm's full name adds to the name that everybody uses.
const ADDED: [&str; 26] = [
    "group",
    "groupe",
    "holding",
    "holdings",
    "platforms",
    "international",
    "industries",
    "technologies",
    "technology",
    "systems",
    "motors",
    "airlines",
    "brands",
    "companies",
    "enterprises",
    "entreprises",
    "worldwide",
    "global",
    "communications",
    "telecom",
    "pharmaceuticals",
    "energies",
    "electronics",
    "software",
    "interactive",
    "et",
];

/// Articles before a name.
const ARTICLES: [&str; 7] = ["the", "le", "la", "les", "l", "a", "an"];

/// Small words inside a name, which an acronym may pass over.
const SMALL: [&str; 22] = [
    "of", "the", "and", "for", "in", "on", "de", "du", "des", "la", "le", "les", "l", "d", "et", "pour",
    "sur", "a", "au", "aux", "en", "contre",
];

/// A surface form of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    /// What is equal for all ways to write it: its words without article and legal form, folded and without blanks.
    pub(super) key: Box<str>,
    /// Its words, folded, without article and legal form.
    words: Box<[Box<str>]>,
    /// Whether it is an acronym: two to seven letters, all capitals (a last small one is allowed: `CGTs`).
    pub(super) is_acronym: bool,
}

impl Form {
    /// Reads a surface form.
    pub(super) fn of(surface: &str) -> Self {
        let folded = fold(surface);
        let all: Vec<String> = folded
            .split(|c: char| {
                c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '’' | '\'' | '/' | ',' | '&' | '+')
            })
            .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
            .filter(|word| !word.is_empty())
            .collect();
        let mut words = &all[..];
        while words.len() > 1 && ARTICLES.contains(&words[0].as_str()) {
            words = &words[1..];
        }
        while words.len() > 1 && LEGAL.contains(&words[words.len() - 1].as_str()) {
            words = &words[..words.len() - 1];
        }
        if let [first, rest @ ..] = words
            && !rest.is_empty()
            && ["sarl", "sas", "societe"].contains(&first.as_str())
            && first != "societe"
        {
            words = rest;
        }
        let letters = surface.chars().filter(|c| c.is_alphabetic());
        let (count, capitals) = (letters.clone().count(), letters.filter(|c| c.is_uppercase()).count());
        let is_acronym = (2..=7).contains(&count)
            && capitals >= 2
            && capitals + 1 >= count
            && !surface.contains(char::is_whitespace);
        let key: String = words.concat();
        // What has neither letters nor digits is itself.
        let key = if key.is_empty() { folded } else { key };
        Self { key: key.into(), words: words.iter().map(|word| word.as_str().into()).collect(), is_acronym }
    }

    /// Whether this acronym can be made of the initials of `long`, small words counted or not.
    fn has_initials_of(&self, long: &Self) -> bool {
        let initial = |word: &str| word.chars().next();
        let all: String = long.words.iter().filter_map(|word| initial(word)).collect();
        let large = long.words.iter().filter(|word| !SMALL.contains(&&***word));
        let large: String = large.filter_map(|word| initial(word)).collect();
        self.key.len() >= 2 && (*self.key == *all || *self.key == *large)
    }

    /// Whether this acronym, which the text puts in brackets behind `long` or before it, can be its own: the letters stand in
    /// the name in this order, the first at its beginning.
    pub(super) fn could_stand_for(&self, long: &Self) -> bool {
        let mut letters = long.key.chars();
        !long.is_acronym
            && long.key.len() > self.key.len()
            && self.key.chars().next() == long.key.chars().next()
            && self.key.chars().all(|c| letters.any(|own| own == c))
    }

    /// Whether this is a noun alone that says what an organisation is: `Journal`, `Commission`. It means one only within an article.
    pub(super) fn is_generic(&self) -> bool {
        self.words.len() == 1 && !self.is_acronym && class_of(&self.words[0]).has(Class::ORG)
    }

    /// Whether this form is short for `long`, another form of the same article: its initials, its last word where that is a
    /// generic noun, or its first words where the others are such as firms add to their names.
    pub(super) fn shortens(&self, long: &Self) -> bool {
        if self.is_acronym && long.words.len() > 1 && !long.is_acronym && self.has_initials_of(long) {
            return true;
        }
        if self.is_generic() && long.words.len() > 1 && long.words.last() == self.words.last() {
            return true;
        }
        let Some(rest) = long.words.strip_prefix(&*self.words) else { return false };
        let added = |word: &str| ADDED.contains(&word) || LEGAL.contains(&word);
        let distinct = |word: &str| {
            let class = class_of(word);
            !class.has(Class::PLACE.with(Class::DEMONYM).with(Class::ORG)) && !SMALL.contains(&word)
        };
        !rest.is_empty()
            && rest.iter().all(|word| added(word))
            && self.words.iter().any(|word| distinct(word) && word.chars().count() > 1)
    }
}

/// Whether two keys differ by one letter that is missing, added or another.
pub(super) fn a_letter_apart(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 || short == long {
        return false;
    }
    let same = short.bytes().zip(long.bytes()).take_while(|(x, y)| x == y).count();
    let digit = |key: &str| key.as_bytes().get(same).is_some_and(u8::is_ascii_digit);
    let rest = |key: &str, from: usize| key.as_bytes().get(from..).map(<[u8]>::to_vec);
    let skip = usize::from(long.len() == short.len());
    !digit(short) && !digit(long) && rest(short, same + skip) == rest(long, same + 1)
}
