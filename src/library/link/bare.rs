//! Names without a first name (and first names alone), across the library: whom they mean.

use std::collections::BTreeMap;

use super::company::Company;
use super::form::Form;
use super::full::{Components, FullNames, push_new};
use super::hash::{self, Map, Set};
use super::within::{Cluster, Local};
use super::words::Words;

/// A bare surname means the person who bears it in so many times more articles than any other bearer.
const FAR_MORE: usize = 20;
/// The people of the same story with whom a bearer must be named elsewhere for the link to be more than likely.
const SURE: u32 = 2;
/// A bearer who is named with so many times more of the story's people than any other is meant.
const MORE: u32 = 3;

/// What titles and first names say of a person.
#[derive(Debug, Clone, Copy, Default)]
struct Gender {
    male: bool,
    female: bool,
}

impl Gender {
    fn of(cluster: &Cluster) -> Self {
        Self { male: cluster.is_male(), female: cluster.is_female() }
    }

    fn note(&mut self, other: Self) {
        self.male |= other.male;
        self.female |= other.female;
    }

    fn contradicts(self, other: Self) -> bool {
        (self.male && !self.female && other.female && !other.male)
            || (self.female && !self.male && other.male && !other.female)
    }

    fn agrees(self, other: Self) -> bool {
        self.male != self.female && other.male != other.female && self.male == other.male
    }
}

/// Who bears which name.
pub(super) struct Bearers {
    /// By surname (the last word), and by other names of their own.
    by_name: Map<u64, Vec<u32>>,
    gender: Vec<Gender>,
    /// A group and the id of a whole surname with particles, as one number.
    surnames: Set<u64>,
    /// A group and the id of a first name, as one number.
    firsts: Set<u64>,
    /// For each group the id of the last word of a full name.
    last: Vec<u64>,
}

fn with(id: u64, group: u32) -> u64 {
    id.rotate_left(11) ^ u64::from(group).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Bearers {
    /// Collects who bears which name.
    pub(super) fn new(articles: &[Local], full: &FullNames<'_>, parts: &Components) -> Self {
        let mut bearers = Self::of_names(full, parts);
        for (article, local) in articles.iter().enumerate() {
            for (i, cluster) in local.clusters.iter().enumerate() {
                let Some(node) = full.node_of[article][i] else { continue };
                let group = parts.group_of[node as usize];
                bearers.gender[group as usize].note(Gender::of(cluster));
                let names = cluster.aliases.iter().chain(&cluster.other);
                for alias in names.filter(|name| !name.looks_given() || cluster.aliases.contains(name)) {
                    push_new(bearers.by_name.entry(alias.id).or_default(), group);
                }
            }
        }
        bearers
    }

    /// By the surnames of full names. Who is only named in credits and bylines is a bearer where nobody else is.
    fn of_names(full: &FullNames<'_>, parts: &Components) -> Self {
        let mut bearers = Self {
            by_name: Map::default(),
            gender: vec![Gender::default(); parts.count],
            surnames: Set::default(),
            firsts: Set::default(),
            last: vec![0; parts.count],
        };
        for told in [true, false] {
            let mut further: Map<u64, Vec<u32>> = Map::default();
            for (node, form) in full.forms.iter().enumerate().filter(|(node, _)| full.told[*node] == told) {
                let group = parts.group_of[node];
                if told {
                    push_new(bearers.by_name.entry(form.last_id).or_default(), group);
                } else if !bearers.by_name.contains_key(&form.last_id) {
                    push_new(further.entry(form.last_id).or_default(), group);
                }
                let ends = form.key.match_indices(' ').map(|(at, _)| hash::id(&form.key[at + 1..]));
                bearers.surnames.extend(ends.map(|id| with(id, group)));
                bearers.firsts.insert(with(form.first_id, group));
                let last = &mut bearers.last[group as usize];
                *last = form.last_id.max(*last);
            }
            bearers.by_name.extend(further);
        }
        bearers
    }

    /// The only person that a name without a first name can mean; `None` for none or several.
    pub(super) fn only(&self, cluster: &Cluster) -> Option<u32> {
        let form = cluster.other.first()?;
        let given = form.looks_given() && !(cluster.male || cluster.female);
        match self.of(cluster, form)[..] {
            [one] if !given => Some(one),
            _ => None,
        }
    }

    /// The people that a bare name can mean, ascending.
    fn of(&self, cluster: &Cluster, form: &Form) -> Vec<u32> {
        let own = Gender::of(cluster);
        let keys = [form.last_id, form.id];
        let keys = &keys[..if form.last_id == form.id { 1 } else { 2 }];
        let mut found: Vec<u32> =
            keys.iter().filter_map(|key| self.by_name.get(key)).flatten().copied().collect();
        found.retain(|&group| !self.gender[group as usize].contradicts(own));
        let agrees = |group: &u32| self.gender[*group as usize].agrees(own);
        if found.iter().any(agrees) {
            found.retain(agrees);
        }
        found.sort_unstable();
        found.dedup();
        if form.key.contains(' ') && (form.has_suffix() || (2..=4).contains(&found.len())) {
            found.retain(|&group| self.surnames.contains(&with(form.id, group)));
        }
        found
    }

    /// Replaces groups by those that they were found to be.
    pub(super) fn rename(&mut self, is: &[u32]) {
        for list in self.by_name.values_mut() {
            list.iter_mut().for_each(|group| *group = is[*group as usize]);
        }
        for (group, &other) in is.iter().enumerate() {
            let (one, other) = (self.gender[group], other as usize);
            self.gender[other].male |= one.male;
            self.gender[other].female |= one.female;
        }
    }
}

/// Clusters without a full name. Until [`Bare::settle`] their groups are numbers of at least [`PENDING`].
pub(super) struct Bare<'a> {
    bearers: &'a Bearers,
    company: &'a Company,
    /// `None` in a large library, where comparing texts would take too long.
    words: Option<Words<'a>>,
    /// By name and by whether a man's or a woman's title was given.
    by_name: BTreeMap<(&'a str, u8), u32>,
    /// The number of given names without a surname: in each article they are different people.
    lonely: u32,
}

const PENDING: u32 = u32::MAX / 4;
const LONELY: u32 = u32::MAX / 2;

impl<'a> Bare<'a> {
    pub(super) fn new(bearers: &'a Bearers, company: &'a Company, words: Option<Words<'a>>) -> Self {
        Self { bearers, company, words, by_name: BTreeMap::new(), lonely: 0 }
    }

    /// The group that a cluster of an article means, and whether that is only likely.
    pub(super) fn place(&mut self, article: usize, cluster: &'a Cluster) -> (u32, bool) {
        let own = Gender::of(cluster);
        let Some(form) = cluster.other.first() else { return (self.alone(), false) };
        if form.looks_given() && !own.male && !own.female {
            return self.given(article, form).map_or_else(|| (self.alone(), false), |group| (group, true));
        }
        let found = self.bearers.of(cluster, form);
        if !form.has_suffix() || found.len() == 1 {
            match found[..] {
                [] if form.begins_with_given() && !own.male && !own.female => {
                    if let Some(group) = self.given(article, form) {
                        return (group, true);
                    }
                }
                [] => {}
                [group] => return (group, false),
                _ => {
                    if let Some(meant) = self.meant(article, form, &found) {
                        return meant;
                    }
                }
            }
        }
        let kind = u8::from(own.male && !own.female) | u8::from(own.female && !own.male) << 1;
        let next = PENDING + self.by_name.len() as u32;
        (*self.by_name.entry((&form.key, kind)).or_insert(next), false)
    }

    /// Which of several bearers an article means: the one who is named elsewhere with the people of this article; where it
    /// names nobody who tells, the one who bears the name in far more articles than any other; else the one whose articles have
    /// the most proper nouns in common with this one.
    fn meant(&mut self, article: usize, form: &Form, found: &[u32]) -> Option<(u32, bool)> {
        let mut known = self.company.known_from(article, |group| found.binary_search(&group).is_ok());
        known.sort_unstable_by_key(|&(group, times)| (std::cmp::Reverse(times), group));
        match known[..] {
            [(group, times)] => return Some((group, times < SURE)),
            [(group, times), (_, second), ..] if times >= MORE * second && times > SURE => {
                return Some((group, true));
            }
            [] => {}
            _ => return None,
        }
        let mut often: Vec<(usize, u32)> =
            found.iter().map(|&group| (self.company.articles_of(group), group)).collect();
        often.sort_unstable_by_key(|&(times, group)| (std::cmp::Reverse(times), group));
        let &[(most, group), (second, _), ..] = &often[..] else { return None };
        if most >= FAR_MORE * second.max(1) {
            return Some((group, true));
        }
        let people: Vec<(u32, &[u32])> =
            found.iter().map(|&group| (group, self.company.articles_naming(group))).collect();
        let nearest = self.words.as_mut()?.nearest(article as u32, &people, form.last_id)?;
        Some((nearest, true))
    }

    /// The person whom a first name alone means: the only one with that first name who is named elsewhere with at
    /// least two people of this article, or with one who has the same surname.
    fn given(&self, article: usize, form: &Form) -> Option<u32> {
        let mut known =
            self.company.known_from(article, |group| self.bearers.firsts.contains(&with(form.id, group)));
        let last = |group: u32| self.bearers.last[group as usize];
        let kin =
            |group: u32| self.company.people_of(article).iter().any(|&other| last(other) == last(group));
        known.retain(|&(group, times)| times >= SURE || kin(group));
        match known[..] {
            [(group, _)] => Some(group),
            _ => None,
        }
    }

    fn alone(&mut self) -> u32 {
        self.lonely += 1;
        LONELY + self.lonely - 1
    }

    /// Assigns the final group numbers. A name without a title joins the same name with a title when there is only one.
    pub(super) fn settle(self, group_of: &mut [Vec<u32>], count: &mut usize) {
        let mut numbers: Map<u32, u32> = Map::default();
        for (&(name, kind), &pending) in &self.by_name {
            let titled: Vec<u32> =
                [1, 2].iter().filter_map(|&kind| self.by_name.get(&(name, kind)).copied()).collect();
            let same = if kind == 0 && titled.len() == 1 { titled[0] } else { pending };
            numbers.insert(pending, same);
        }
        let mut last: Map<u32, u32> = Map::default();
        for group in group_of.iter_mut().flatten().filter(|group| **group >= PENDING) {
            let key = numbers.get(group).copied().unwrap_or(*group);
            *group = *last.entry(key).or_insert_with(|| {
                *count += 1;
                *count as u32 - 1
            });
        }
    }
}
