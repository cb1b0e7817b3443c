//! Linking across the library: equal full names are one person; a less exact name (`J. Roche`) joins a more exact
//! one when only one fits; a bare surname joins the only person of the library with it, or stays separate.
//!
//! Every decision is based on the whole set of names, so that the order of the articles does not matter.

use std::collections::BTreeMap;

use super::form::Form;
use super::hash::{self, Map, Set};
use super::within::{Cluster, Local};

/// The most names with one surname and first letter that are compared pair by pair; with more, only equal names are
/// joined.
const BUCKET: usize = 64;

/// The people of the library, as groups of the clusters of all articles.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The number of groups.
    pub(super) count: usize,
    /// For each article, for each of its clusters, the group.
    pub(super) group_of: Vec<Vec<u32>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Gender {
    male: bool,
    female: bool,
}

impl Gender {
    fn of(cluster: &Cluster) -> Self {
        Self { male: cluster.male, female: cluster.female }
    }

    fn note(&mut self, other: Self) {
        self.male |= other.male;
        self.female |= other.female;
    }

    fn contradicts(self, other: Self) -> bool {
        (self.male && !self.female && other.female && !other.male)
            || (self.female && !self.male && other.male && !other.female)
    }
}

/// Joins the clusters of all articles.
pub(super) fn join(articles: &[Local]) -> Groups {
    let full = FullNames::collect(articles);
    let mut groups = full.components();
    let mut bearers: Map<u64, Vec<u32>> = Map::default();
    for (node, form) in full.forms.iter().enumerate() {
        push_new(bearers.entry(form.last_id).or_default(), groups.group_of[node]);
    }
    let mut gender = vec![Gender::default(); groups.count];
    for (article, local) in articles.iter().enumerate() {
        for (i, cluster) in local.clusters.iter().enumerate() {
            if let Some(node) = full.node_of[article][i] {
                gender[groups.group_of[node as usize] as usize].note(Gender::of(cluster));
                let names = cluster.aliases.iter().chain(&cluster.other);
                for alias in names.filter(|name| !name.looks_given() || cluster.aliases.contains(name)) {
                    push_new(bearers.entry(alias.id).or_default(), groups.group_of[node as usize]);
                }
            }
        }
    }
    let mut bare = Bare::default();
    let mut group_of: Vec<Vec<u32>> = Vec::with_capacity(articles.len());
    for (article, local) in articles.iter().enumerate() {
        let mut row = Vec::with_capacity(local.clusters.len());
        for (i, cluster) in local.clusters.iter().enumerate() {
            row.push(match full.node_of[article][i] {
                Some(node) => groups.group_of[node as usize],
                None => bare.place(cluster, &bearers, &full, &groups, &gender),
            });
        }
        group_of.push(row);
    }
    bare.settle(&mut group_of, &mut groups.count);
    Groups { count: groups.count, group_of }
}

fn push_new(list: &mut Vec<u32>, group: u32) {
    if list.len() <= BUCKET && !list.contains(&group) {
        list.push(group);
    }
}

/// All full names.
struct FullNames<'a> {
    forms: Vec<&'a Form>,
    /// For each article, for each of its clusters, the index in `forms` of its most exact full name; `None` without one.
    node_of: Vec<Vec<Option<u32>>>,
    /// Pairs of names that are one person in some article.
    together: Set<(u32, u32)>,
}

struct Components {
    count: usize,
    /// For each full name, its group.
    group_of: Vec<u32>,
}

impl<'a> FullNames<'a> {
    fn collect(articles: &'a [Local]) -> Self {
        let mut all =
            Self { forms: Vec::new(), node_of: Vec::with_capacity(articles.len()), together: Set::default() };
        let mut nodes: Map<u64, u32> = Map::default();
        for local in articles {
            let mut row = Vec::with_capacity(local.clusters.len());
            for cluster in &local.clusters {
                let mut best: Option<u32> = None;
                for form in &cluster.full {
                    let node = *nodes.entry(form.id).or_insert_with(|| {
                        all.forms.push(form);
                        all.forms.len() as u32 - 1
                    });
                    if let Some(best) = best {
                        all.together.insert((best.min(node), best.max(node)));
                    }
                    let rank = |node: u32| {
                        let form = all.forms[node as usize];
                        (form.exactness(), std::cmp::Reverse(&form.key))
                    };
                    best = Some(best.filter(|&best| rank(best) >= rank(node)).unwrap_or(node));
                }
                row.push(best);
            }
            all.node_of.push(row);
        }
        all
    }

    fn linked(&self, a: u32, b: u32) -> bool {
        self.together.contains(&(a.min(b), a.max(b)))
    }

    fn fits(&self, a: u32, b: u32) -> bool {
        let (less, more) = (self.forms[a as usize], self.forms[b as usize]);
        self.linked(a, b)
            || (less.last_id == more.last_id && less.goes_with(more, false))
            || (less.len() > 1 && less.begins(more))
            || (less.len() > 1 && less.ends(more) && !less.begins_with_given())
    }

    /// Whether `b` is a more exact name than `a`.
    fn more_exact(&self, a: u32, b: u32) -> bool {
        let rank = |node: u32| {
            let form = self.forms[node as usize];
            (form.exactness(), form.len(), &form.key)
        };
        rank(b) > rank(a)
    }

    /// Joins each name with the more exact ones that it fits, unless these are different people.
    fn components(&self) -> Components {
        let mut candidates: Vec<Vec<u32>> = vec![Vec::new(); self.forms.len()];
        for bucket in self.buckets() {
            for &a in &bucket {
                candidates[a as usize]
                    .extend(bucket.iter().filter(|&&b| a != b && self.more_exact(a, b) && self.fits(a, b)));
            }
        }
        for &(a, b) in &self.together {
            let (less, more) = if self.more_exact(a, b) { (a, b) } else { (b, a) };
            candidates[less as usize].push(more);
        }
        let mut parent: Vec<usize> = (0..self.forms.len()).collect();
        for (node, more) in candidates.iter_mut().enumerate() {
            more.sort_unstable();
            more.dedup();
            let agree = more.len() <= BUCKET
                && more
                    .iter()
                    .enumerate()
                    .all(|(i, &a)| more[i + 1..].iter().all(|&b| self.fits(a, b) || self.fits(b, a)));
            if agree {
                more.iter().for_each(|&other| unite(&mut parent, node, other as usize));
            }
        }
        self.reversed(&mut parent);
        let mut numbers: Map<usize, u32> = Map::default();
        let group_of = (0..parent.len())
            .map(|node| {
                let root = root(&mut parent, node);
                let next = numbers.len() as u32;
                *numbers.entry(root).or_insert(next)
            })
            .collect();
        Components { count: numbers.len(), group_of }
    }

    /// Names that may fit each other: with the same last word and first letter, or with the same first two words.
    fn buckets(&self) -> Vec<Vec<u32>> {
        let mut all: Map<u64, Vec<u32>> = Map::default();
        for (node, form) in self.forms.iter().enumerate() {
            let letter = form.first().chars().next().map_or(0, u64::from);
            let mut put = |key: u64| all.entry(key).or_default().push(node as u32);
            put(form.last_id.rotate_left(8) ^ letter);
            if form.len() == 2 {
                put(form.id);
            } else {
                let mut spaces = form.key.match_indices(' ').map(|(at, _)| at);
                if let Some(second) = spaces.nth(1) {
                    put(hash::id(&form.key[..second]));
                }
                let mut spaces = form.key.rmatch_indices(' ').map(|(at, _)| at);
                if let Some(second) = spaces.nth(1) {
                    put(hash::id(&form.key[second + 1..]));
                }
            }
        }
        let mut buckets: Vec<Vec<u32>> =
            all.into_values().filter(|b| (2..=BUCKET).contains(&b.len())).collect();
        buckets.iter_mut().for_each(Vec::dedup);
        buckets
    }

    /// `Lestrade Hugo` is `Hugo Lestrade`.
    fn reversed(&self, parent: &mut [usize]) {
        let by_id: Map<u64, usize> = self.forms.iter().enumerate().map(|(i, f)| (f.id, i)).collect();
        for (node, form) in self.forms.iter().enumerate().filter(|(_, form)| form.looks_reversed()) {
            if let Some(&other) = form.reversed().and_then(|key| by_id.get(&hash::id(&key))) {
                unite(parent, node, other);
            }
        }
    }
}

fn root(parent: &mut [usize], node: usize) -> usize {
    let mut at = node;
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

fn unite(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b)] = a.min(b);
}

/// Clusters without a full name. Until [`Bare::settle`] their groups are numbers of at least [`PENDING`].
#[derive(Default)]
struct Bare<'a> {
    /// By name and by whether a man's or a woman's title was given.
    by_name: BTreeMap<(&'a str, u8), u32>,
    /// The number of given names without a surname: in each article they are different people.
    lonely: u32,
}

const PENDING: u32 = u32::MAX / 4;
const LONELY: u32 = u32::MAX / 2;

impl<'a> Bare<'a> {
    fn place(
        &mut self,
        cluster: &'a Cluster,
        bearers: &Map<u64, Vec<u32>>,
        full: &FullNames<'_>,
        groups: &Components,
        gender: &[Gender],
    ) -> u32 {
        let own = Gender::of(cluster);
        let Some(form) = cluster.other.first() else { return self.alone() };
        let titled = own.male || own.female;
        if form.looks_given() && !titled {
            return self.alone();
        }
        let mut found: Vec<u32> = Vec::new();
        let keys = [form.last_id, form.id];
        for key in &keys[..if form.last_id == form.id { 1 } else { 2 }] {
            found.extend(
                bearers.get(key).into_iter().flatten().filter(|&&g| !gender[g as usize].contradicts(own)),
            );
        }
        found.sort_unstable();
        found.dedup();
        let particle = form.key.contains(' ');
        if particle && found.len() > 1 {
            let exact = |group: &u32| {
                full.forms
                    .iter()
                    .enumerate()
                    .any(|(node, name)| groups.group_of[node] == *group && form.ends(name))
            };
            if found.len() <= 4 {
                found.retain(exact);
            }
        }
        match found[..] {
            [group] if !form.has_suffix() => group,
            _ => {
                let kind = u8::from(own.male && !own.female) | u8::from(own.female && !own.male) << 1;
                let next = PENDING + self.by_name.len() as u32;
                *self.by_name.entry((&form.key, kind)).or_insert(next)
            }
        }
    }

    fn alone(&mut self) -> u32 {
        self.lonely += 1;
        LONELY + self.lonely - 1
    }

    /// Assigns the final group numbers. A name without a title joins the same name with a title when there is only one.
    fn settle(self, group_of: &mut [Vec<u32>], count: &mut usize) {
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
