//! Names that look like one person's but are not joined, since the texts do not decide: a letter apart, or a short form of
//! a first name without a story in common. They are offered to the user.

use super::company::Company;
use super::form::Form;
use super::full::{BUCKET, Components, FullNames};
use super::given::differ_in_sex;
use super::hash::{self, Map};

/// The fewest letters of a word that can be another one's misspelling.
const SHORTEST: usize = 4;
/// The letters at the beginning or at the end that two surnames a letter apart share.
const SHARED: usize = 3;
/// To how many others one person is offered at most.
const OFFERS: usize = 4;

/// Pairs of groups that may be one person: ascending, the smaller first, each once. `offered` are pairs that are known already.
pub(super) fn pairs(
    full: &FullNames<'_>,
    parts: &Components,
    is: &[u32],
    company: &Company,
    offered: Vec<(u32, u32)>,
) -> Vec<(u32, u32)> {
    let mut all: Vec<(u32, u32)> = offered;
    let group = |node: u32| parts.group_of[node as usize];
    let mut compare = |bucket: &[u32]| {
        for (i, &a) in bucket.iter().enumerate() {
            let (one, rest) = (full.forms[a as usize], &bucket[i + 1..]);
            let near = rest.iter().filter(|&&b| is_a_letter_apart(one, full.forms[b as usize]));
            all.extend(near.map(|&b| (group(a), group(b))));
        }
    };
    full.by_surname().for_each(|bucket| compare(&bucket));
    let mut near: Map<u64, Vec<u32>> = Map::default();
    for (node, form) in full.forms.iter().enumerate() {
        let (given, surname) = form.parts();
        if surname.len() < SHORTEST || given.is_empty() || !surname.is_ascii() {
            continue;
        }
        let given = hash::id(given);
        let (head, tail) = (&surname[..SHARED], &surname[surname.len() - SHARED..]);
        near.entry(given.rotate_left(7) ^ hash::id(head)).or_default().push(node as u32);
        near.entry(given.rotate_left(29) ^ hash::id(tail)).or_default().push(node as u32);
    }
    near.values().filter(|bucket| (2..=BUCKET).contains(&bucket.len())).for_each(|bucket| compare(bucket));

    for pair in &mut all {
        let (a, b) = (is[pair.0 as usize], is[pair.1 as usize]);
        *pair = (a.min(b), a.max(b));
    }
    all.sort_unstable();
    all.dedup();
    // Who is named beside the other is somebody else.
    all.retain(|&(a, b)| a != b && !company.meet(a, b));
    let mut offers: Map<u32, usize> = Map::default();
    for &(a, b) in &all {
        *offers.entry(a).or_default() += 1;
        *offers.entry(b).or_default() += 1;
    }
    all.retain(|(a, b)| offers[a] <= OFFERS && offers[b] <= OFFERS);
    all
}

/// Whether two full names differ by one letter of the first name or of the surname.
fn is_a_letter_apart(a: &Form, b: &Form) -> bool {
    let ((given_a, last_a), (given_b, last_b)) = (a.parts(), b.parts());
    if given_a == given_b {
        return near(last_a, last_b);
    }
    last_a == last_b && near(given_a, given_b) && !differ_in_sex(given_a, given_b)
}

/// Whether two words are one insertion, deletion, substitution or exchange of neighbours apart.
fn near(a: &str, b: &str) -> bool {
    let (short, long) =
        if a.len() <= b.len() { (a.as_bytes(), b.as_bytes()) } else { (b.as_bytes(), a.as_bytes()) };
    // `Jon` is `John` as `Ann` is `Anna`: the longer one counts.
    if long.len() < SHORTEST || long.len() - short.len() > 1 || a == b {
        return false;
    }
    let head = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[head..], &long[head..]);
    if short.len() < long.len() {
        return *short == long[1..];
    }
    let exchanged =
        || short.len() > 1 && short[0] == long[1] && short[1] == long[0] && short[2..] == long[2..];
    short.is_empty() || short[1..] == long[1..] || exchanged()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_letter_apart_look_alike() {
        for (a, b, expected) in [
            ("Jon Varga", "John Varga", true),
            ("Peter Zatkovic", "Peter Zatkovich", true),
            ("Peter Zatkovic", "Peter Zatkovci", true),
            ("Peter Oakes", "Peter Oaks", true),
            ("Louis Brac", "Louise Brac", false),
            ("Peter Lee", "Peter Lea", false),
            ("Peter Oakes", "Paul Oakes", false),
            ("Peter Oakes", "Peter Stokes", false),
            ("Peter Oakes", "Petra Oaks", false),
        ] {
            assert_eq!(is_a_letter_apart(&Form::of(a), &Form::of(b)), expected, "{a} / {b}");
        }
    }
}
