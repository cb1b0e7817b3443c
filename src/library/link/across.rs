//! Linking across the library: the same full name is the same person; a less exact one (`J. Roche`) joins a
//! more exact one when only one fits; a bare surname joins the only bearer of the library, or stays on its own.
//!
//! Every decision is taken on the whole set of names, so that the order of the articles does not matter.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::form::Form;
use super::within::{Cluster, Local};

/// The most names that are compared pair by pair for one surname and first letter; beyond that, only equal
/// names are one person's.
const BUCKET: usize = 64;

/// The people of the library: for each article and each of its clusters, a group.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// How many there are.
    pub(super) count: usize,
    /// For each article, for each of its clusters, its group.
    pub(super) of: Vec<Vec<usize>>,
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
    let mut bearers: HashMap<&str, Vec<usize>> = HashMap::new();
    for (node, form) in full.forms.iter().enumerate() {
        push_new(bearers.entry(form.last()).or_default(), groups.of[node]);
    }
    let mut gender = vec![Gender::default(); groups.count];
    for (article, local) in articles.iter().enumerate() {
        for (i, cluster) in local.clusters.iter().enumerate() {
            if let Some(node) = full.of[article][i] {
                gender[groups.of[node]].note(Gender::of(cluster));
                let names = cluster.aliases.iter().chain(&cluster.other);
                for alias in names.filter(|name| !name.looks_given() || cluster.aliases.contains(name)) {
                    push_new(bearers.entry(&alias.key).or_default(), groups.of[node]);
                }
            }
        }
    }
    let mut bare = Bare::default();
    let mut of: Vec<Vec<usize>> = Vec::with_capacity(articles.len());
    for (article, local) in articles.iter().enumerate() {
        let mut row = Vec::with_capacity(local.clusters.len());
        for (i, cluster) in local.clusters.iter().enumerate() {
            row.push(match full.of[article][i] {
                Some(node) => groups.of[node],
                None => bare.place(cluster, &bearers, &full, &groups, &gender),
            });
        }
        of.push(row);
    }
    bare.settle(&mut of, &mut groups.count);
    Groups { count: groups.count, of }
}

fn push_new(list: &mut Vec<usize>, group: usize) {
    if list.len() <= BUCKET && !list.contains(&group) {
        list.push(group);
    }
}

/// All full names.
struct FullNames<'a> {
    forms: Vec<&'a Form>,
    /// For each article, for each of its clusters, the node of its most exact full name.
    of: Vec<Vec<Option<usize>>>,
    /// Pairs of names that one article gave to one person.
    together: HashSet<(usize, usize)>,
}

struct Components {
    count: usize,
    of: Vec<usize>,
}

impl<'a> FullNames<'a> {
    fn collect(articles: &'a [Local]) -> Self {
        let mut all =
            Self { forms: Vec::new(), of: Vec::with_capacity(articles.len()), together: HashSet::new() };
        let mut nodes: HashMap<&str, usize> = HashMap::new();
        for local in articles {
            let mut row = Vec::with_capacity(local.clusters.len());
            for cluster in &local.clusters {
                let mut best: Option<usize> = None;
                for form in &cluster.full {
                    let node = *nodes.entry(&form.key).or_insert_with(|| {
                        all.forms.push(form);
                        all.forms.len() - 1
                    });
                    if let Some(best) = best {
                        all.together.insert((best.min(node), best.max(node)));
                    }
                    let rank =
                        |node: usize| (all.forms[node].exactness(), std::cmp::Reverse(&all.forms[node].key));
                    best = Some(best.filter(|&best| rank(best) >= rank(node)).unwrap_or(node));
                }
                row.push(best);
            }
            all.of.push(row);
        }
        all
    }

    fn linked(&self, a: usize, b: usize) -> bool {
        self.together.contains(&(a.min(b), a.max(b)))
    }

    fn fits(&self, a: usize, b: usize) -> bool {
        let (less, more) = (self.forms[a], self.forms[b]);
        self.linked(a, b)
            || (less.last() == more.last() && less.goes_with(more, false))
            || (less.len() > 1 && less.begins(more))
            || (less.len() > 1 && less.ends(more) && !less.begins_with_given())
    }

    /// Whether `b` names someone more exactly than `a`.
    fn more_exact(&self, a: usize, b: usize) -> bool {
        let rank =
            |node: usize| (self.forms[node].len(), self.forms[node].exactness(), &self.forms[node].key);
        let (a_form, b_form) = (self.forms[a], self.forms[b]);
        (b_form.exactness(), rank(b)) > (a_form.exactness(), rank(a))
    }

    /// Joins each name with the more exact ones that it fits, unless these are of different people.
    fn components(&self) -> Components {
        let mut candidates: Vec<Vec<usize>> = vec![Vec::new(); self.forms.len()];
        for bucket in self.buckets() {
            for &a in &bucket {
                candidates[a]
                    .extend(bucket.iter().filter(|&&b| a != b && self.more_exact(a, b) && self.fits(a, b)));
            }
        }
        for &(a, b) in &self.together {
            let (less, more) = if self.more_exact(a, b) { (a, b) } else { (b, a) };
            candidates[less].push(more);
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
                more.iter().for_each(|&other| unite(&mut parent, node, other));
            }
        }
        self.reversed(&mut parent);
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        let of = (0..parent.len())
            .map(|node| {
                let root = root(&mut parent, node);
                let next = numbers.len();
                *numbers.entry(root).or_insert(next)
            })
            .collect();
        Components { count: numbers.len(), of }
    }

    /// Names that may fit each other: with one last word and first letter, or with the same first two words.
    fn buckets(&self) -> Vec<Vec<usize>> {
        let mut by_last: HashMap<(&str, Option<char>), Vec<usize>> = HashMap::new();
        let mut by_head: HashMap<String, Vec<usize>> = HashMap::new();
        for (node, form) in self.forms.iter().enumerate() {
            by_last.entry((form.last(), form.first().chars().next())).or_default().push(node);
            if form.len() == 2 {
                by_head.entry(form.key.to_string()).or_default().push(node);
            } else {
                let mut words = form.words();
                if let (Some(a), Some(b)) = (words.next(), words.next()) {
                    by_head.entry(format!("{a} {b}")).or_default().push(node);
                }
                let tail: Vec<&str> = form.words().rev().take(2).collect();
                by_head.entry(format!("{} {}", tail[1], tail[0])).or_default().push(node);
            }
        }
        by_last
            .into_values()
            .chain(by_head.into_values())
            .filter(|b| (2..=BUCKET).contains(&b.len()))
            .collect()
    }

    /// `Lestrade Hugo` is `Hugo Lestrade`.
    fn reversed(&self, parent: &mut [usize]) {
        let by_key: HashMap<&str, usize> = self.forms.iter().enumerate().map(|(i, f)| (&*f.key, i)).collect();
        for (node, form) in self.forms.iter().enumerate().filter(|(_, form)| form.looks_reversed()) {
            if let Some(&other) = form.reversed().and_then(|key| by_key.get(&*key)) {
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

/// Clusters without a full name. Until [`Bare::settle`] their groups are numbers above [`PENDING`].
#[derive(Default)]
struct Bare<'a> {
    /// By name and by whether a man's or a woman's title was given.
    by_name: BTreeMap<(&'a str, u8), usize>,
    /// Given names alone: each article's are people of their own.
    lonely: usize,
}

const PENDING: usize = usize::MAX / 4;
const LONELY: usize = usize::MAX / 2;

impl<'a> Bare<'a> {
    fn place(
        &mut self,
        cluster: &'a Cluster,
        bearers: &HashMap<&str, Vec<usize>>,
        full: &FullNames<'_>,
        groups: &Components,
        gender: &[Gender],
    ) -> usize {
        let own = Gender::of(cluster);
        let Some(form) = cluster.other.first() else { return self.alone() };
        let titled = own.male || own.female;
        if form.looks_given() && !titled {
            return self.alone();
        }
        let mut found: Vec<usize> = Vec::new();
        let keys = [form.last(), &form.key];
        for key in &keys[..if form.last() == &*form.key { 1 } else { 2 }] {
            found.extend(bearers.get(key).into_iter().flatten().filter(|&&g| !gender[g].contradicts(own)));
        }
        found.sort_unstable();
        found.dedup();
        let particle = form.key.contains(' ');
        if particle && found.len() > 1 {
            let exact = |group: &usize| {
                full.forms.iter().enumerate().any(|(node, name)| groups.of[node] == *group && form.ends(name))
            };
            if found.len() <= 4 {
                found.retain(exact);
            }
        }
        match found[..] {
            [group] if !form.has_suffix() => group,
            _ => {
                let kind = u8::from(own.male && !own.female) | u8::from(own.female && !own.male) << 1;
                let next = PENDING + self.by_name.len();
                *self.by_name.entry((&form.key, kind)).or_insert(next)
            }
        }
    }

    fn alone(&mut self) -> usize {
        self.lonely += 1;
        LONELY + self.lonely - 1
    }

    /// Gives the groups their numbers. A name without a title joins the only one with a title.
    fn settle(self, of: &mut [Vec<usize>], count: &mut usize) {
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        for (&(name, kind), &pending) in &self.by_name {
            let titled: Vec<usize> =
                [1, 2].iter().filter_map(|&kind| self.by_name.get(&(name, kind)).copied()).collect();
            let same = if kind == 0 && titled.len() == 1 { titled[0] } else { pending };
            numbers.insert(pending, same);
        }
        let mut last: HashMap<usize, usize> = HashMap::new();
        for group in of.iter_mut().flatten().filter(|group| **group >= PENDING) {
            let key = numbers.get(group).copied().unwrap_or(*group);
            *group = *last.entry(key).or_insert_with(|| {
                *count += 1;
                *count - 1
            });
        }
    }
}
