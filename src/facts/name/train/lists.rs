//! From lists of names, places and words to the gazetteer's table.

use std::collections::BTreeMap;

use crate::facts::name::gazetteer::{Class, pair_hash, table};
use crate::facts::name::hash::hash_of;
use crate::facts::name::shape::Shape;
use crate::facts::name::token::{Memory, Token, tokenise};

/// First names borne by at least this many people of the French death records count as frequent.
const OFTEN: u32 = 2000;
/// In how many texts a word in lower case must be seen to count as an ordinary word, and as a frequent one.
const WORD_TEXTS: u32 = 2;
const WORD_OFTEN_TEXTS: u32 = 25;

/// The lists, as text: one name a line.
#[derive(Debug, Default)]
pub struct Lists {
    /// `lexicon.txt`: sections of words.
    pub lexicon: String,
    /// First names; a tab and a count where one is known.
    pub first: String,
    /// Surnames.
    pub last: String,
    /// Places.
    pub places: String,
    /// Well-known organisations.
    pub organisations: String,
}

/// Builds the table from the lists and from the words that `texts` show in lower case.
///
/// # Errors
/// A section of the lexicon that names no class, or a table that cannot be built.
pub fn build(lists: &Lists, texts: &[&str]) -> Result<Vec<u8>, String> {
    let mut words: BTreeMap<u32, Class> = BTreeMap::new();
    let add = |words: &mut BTreeMap<u32, Class>, word: &str, class: Class| {
        let entry = words.entry(hash_of(word)).or_default();
        *entry = entry.with(class);
        if class.has(Class::FIRST_OFTEN) {
            *entry = entry.with(Class::FIRST);
        }
        if class.has(Class::LAST_OFTEN) {
            *entry = entry.with(Class::LAST);
        }
    };
    let mut section = Class::NONE;
    for line in lists.lexicon.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let known = Class::SECTIONS.iter().find(|(section, _)| *section == name);
            section = known.ok_or_else(|| format!("the lexicon's section {name:?} is no class"))?.1;
        } else {
            for word in line.split_whitespace() {
                match word.split_once('+') {
                    Some((first, second)) => {
                        let entry = words.entry(pair_hash(hash_of(first), hash_of(second))).or_default();
                        *entry = entry.with(section);
                    }
                    None => add(&mut words, word, section),
                }
            }
        }
    }
    for line in lists.first.lines() {
        let (name, count) = line.split_once('\t').unwrap_or((line, "0"));
        let often = count.trim().parse::<u32>().unwrap_or(0) >= OFTEN;
        add(&mut words, name, if often { Class::FIRST.with(Class::FIRST_OFTEN) } else { Class::FIRST });
    }
    lists.last.lines().for_each(|name| add(&mut words, name, Class::LAST));
    for place in lists.places.lines() {
        if place.contains(' ') {
            let parts = place.split(|c: char| !c.is_alphanumeric() && c != '-');
            parts
                .filter(|part| part.chars().count() >= 4 && part.starts_with(char::is_uppercase))
                .for_each(|part| add(&mut words, part, Class::PLACE_PART));
        } else {
            add(&mut words, place, Class::PLACE);
        }
    }
    let (mut memory, mut tokens) = (Memory::default(), Vec::<Token>::new());
    for name in lists.organisations.lines().filter(|line| !line.starts_with('#')) {
        tokenise(name, &mut memory, &mut tokens);
        tokens.retain(|token| token.shape.is(Shape::WORD));
        let hashes: Vec<u32> = match &tokens[..] {
            [one] => vec![one.hash],
            all => all.windows(2).map(|two| pair_hash(two[0].hash, two[1].hash)).collect(),
        };
        for hash in hashes {
            let entry = words.entry(hash).or_default();
            *entry = entry.with(Class::KNOWN_ORGANISATION);
        }
    }
    for (hash, count) in lower_case(texts) {
        if count >= WORD_TEXTS {
            let entry = words.entry(hash).or_default();
            *entry = entry.with(Class::WORD);
            if count >= WORD_OFTEN_TEXTS {
                *entry = entry.with(Class::WORD_OFTEN);
            }
        }
    }
    table::build(&words)
}

/// In how many texts each word is in lower case.
fn lower_case(texts: &[&str]) -> BTreeMap<u32, u32> {
    let mut counts = BTreeMap::new();
    let (mut memory, mut tokens) = (Memory::default(), Vec::<Token>::new());
    let mut seen: Vec<u32> = Vec::new();
    for text in texts {
        tokenise(text, &mut memory, &mut tokens);
        seen.clear();
        let plain = tokens.iter().filter(|t| t.shape.is(Shape::WORD) && !t.is_capital());
        seen.extend(plain.filter(|t| !t.shape.is(Shape::MIXED)).map(|t| t.hash));
        seen.sort_unstable();
        seen.dedup();
        for &hash in &seen {
            *counts.entry(hash).or_insert(0) += 1;
        }
    }
    counts
}
