//! Full names across the library: which of them are one person.

use super::company::Company;
use super::form::Form;
use super::hash::{self, Map, Set};
use super::within::Local;

/// The most names with one surname and first letter that are compared pair by pair; with more, only equal names are
/// joined.
pub(super) const BUCKET: usize = 64;

/// Adds a group to a short list, once.
pub(super) fn push_new(list: &mut Vec<u32>, group: u32) {
    if list.len() <= BUCKET && !list.contains(&group) {
        list.push(group);
    }
}

/// All full names.
pub(super) struct FullNames<'a> {
    pub(super) forms: Vec<&'a Form>,
    /// For each article, for each of its clusters, the index in `forms` of its most exact full name; `None` without one.
    pub(super) node_of: Vec<Vec<Option<u32>>>,
    /// For each full name, whether it is written anywhere but in credits and bylines.
    pub(super) told: Vec<bool>,
    /// Pairs of names that are one person in some article.
    together: Set<(u32, u32)>,
}

/// Full names in groups that are one person each.
pub(super) struct Components {
    pub(super) count: usize,
    /// For each full name, its group.
    pub(super) group_of: Vec<u32>,
}

/// Sets that are joined (union-find).
pub(super) struct Union {
    parent: Vec<u32>,
}

impl Union {
    pub(super) fn new(count: usize) -> Self {
        Self { parent: (0..count as u32).collect() }
    }

    /// The smallest member of the set of `node`.
    pub(super) fn root(&mut self, node: u32) -> u32 {
        let mut at = node as usize;
        while self.parent[at] as usize != at {
            self.parent[at] = self.parent[self.parent[at] as usize];
            at = self.parent[at] as usize;
        }
        at as u32
    }

    pub(super) fn unite(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b) as usize] = a.min(b);
    }
}

impl<'a> FullNames<'a> {
    pub(super) fn collect(articles: &'a [Local]) -> Self {
        let mut all = Self {
            forms: Vec::new(),
            node_of: Vec::with_capacity(articles.len()),
            told: Vec::new(),
            together: Set::default(),
        };
        let mut nodes: Map<u64, u32> = Map::default();
        for local in articles {
            let mut row = Vec::with_capacity(local.clusters.len());
            for cluster in &local.clusters {
                let mut best: Option<u32> = None;
                for form in &cluster.full {
                    let node = *nodes.entry(form.id).or_insert_with(|| {
                        all.forms.push(form);
                        all.told.push(false);
                        all.forms.len() as u32 - 1
                    });
                    all.told[node as usize] |= !cluster.aside;
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

    /// Whether two names are one person in some article.
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
    pub(super) fn more_exact(&self, a: u32, b: u32) -> bool {
        let rank = |node: u32| {
            let form = self.forms[node as usize];
            (form.exactness(), form.len(), &form.key)
        };
        rank(b) > rank(a)
    }

    /// Joins each name with the more exact ones that it fits, unless these are different people.
    pub(super) fn components(&self) -> Components {
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
        let mut union = Union::new(self.forms.len());
        for (node, more) in candidates.iter_mut().enumerate() {
            more.sort_unstable();
            more.dedup();
            let agree = more.len() <= BUCKET
                && more
                    .iter()
                    .enumerate()
                    .all(|(i, &a)| more[i + 1..].iter().all(|&b| self.fits(a, b) || self.fits(b, a)));
            if agree {
                more.iter().for_each(|&other| union.unite(node as u32, other));
            }
        }
        self.reversed(&mut union);
        let mut numbers: Map<u32, u32> = Map::default();
        let group_of = (0..self.forms.len() as u32)
            .map(|node| {
                let root = union.root(node);
                let next = numbers.len() as u32;
                *numbers.entry(root).or_insert(next)
            })
            .collect();
        Components { count: numbers.len(), group_of }
    }

    /// Joins people whose names are short forms of each other (`Fred` and `Frederick C. Roche`), or less exact than several,
    /// when they are named with the same people and only one is. Gives back the pairs that no story joined.
    pub(super) fn join_in_stories(
        &self,
        parts: &Components,
        company: &Company,
        union: &mut Union,
    ) -> Vec<(u32, u32)> {
        let exact = self.most_exact(parts);
        let fit = |a: u32, b: u32| {
            let (a, b) = (self.forms[exact[a as usize] as usize], self.forms[exact[b as usize] as usize]);
            a.shares_surname(b) && (a.goes_with(b, a.last_id == b.last_id) || a.ends(b) || b.ends(a))
        };
        let mut fits: Vec<(u32, u32)> = Vec::new();
        for bucket in self.by_surname() {
            let mut groups: Vec<u32> = bucket.iter().map(|&node| parts.group_of[node as usize]).collect();
            groups.sort_unstable();
            groups.dedup();
            for (i, &a) in groups.iter().enumerate() {
                fits.extend(groups[i + 1..].iter().filter(|&&b| fit(a, b)).flat_map(|&b| [(a, b), (b, a)]));
            }
        }
        fits.sort_unstable();
        fits.dedup();
        fits.retain(|&(a, b)| !company.meet(a, b));
        let mut offered = Vec::new();
        let mut claims: Map<u32, Vec<u32>> = Map::default();
        for of_one in fits.chunk_by(|a, b| a.0 == b.0) {
            let mut in_story = of_one.iter().filter(|&&(a, b)| company.shared(a, b) > 0);
            match (in_story.next(), in_story.next()) {
                (Some(&(a, b)), None) => claims.entry(b).or_default().push(a),
                (None, _) if of_one.len() == 1 => offered.push(of_one[0]),
                _ => {}
            }
        }
        for (claimed, by) in claims {
            // A name that two others claim, who are not one themselves, joins neither.
            let agree = |a: &u32| by.iter().all(|b| a == b || fits.binary_search(&(*a, *b)).is_ok());
            by.iter().filter(|a| agree(a)).for_each(|&a| union.unite(a, claimed));
        }
        offered
    }

    /// For each group its most exact name, without those that only add words to another name of the group (`Roche Saturday`).
    fn most_exact(&self, parts: &Components) -> Vec<u32> {
        let mut of_group: Vec<Vec<u32>> = vec![Vec::new(); parts.count];
        for (&group, node) in parts.group_of.iter().zip(0..) {
            of_group[group as usize].push(node);
        }
        let form = |node: u32| self.forms[node as usize];
        let exact = |nodes: &Vec<u32>| {
            let overlong = |node: u32| {
                nodes.len() <= BUCKET && nodes.iter().any(|&other| form(other).begins(form(node)))
            };
            let own = nodes.iter().copied().filter(|&node| !overlong(node));
            own.reduce(|a, b| if self.more_exact(a, b) { b } else { a }).unwrap_or_default()
        };
        of_group.iter().map(exact).collect()
    }

    /// Names with the same last word, or with one that is a part of a double surname.
    pub(super) fn by_surname(&self) -> impl Iterator<Item = Vec<u32>> + use<> {
        let mut all: Map<u64, Vec<u32>> = Map::default();
        for (node, form) in self.forms.iter().enumerate() {
            all.entry(form.last_id).or_default().push(node as u32);
            for part in form.last().split('-').filter(|_| form.last().contains('-')) {
                all.entry(hash::id(part)).or_default().push(node as u32);
            }
        }
        all.into_values().filter(|bucket| (2..=BUCKET).contains(&bucket.len()))
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
    fn reversed(&self, union: &mut Union) {
        let by_id: Map<u64, u32> = self.forms.iter().zip(0..).map(|(form, node)| (form.id, node)).collect();
        for (node, form) in self.forms.iter().enumerate().filter(|(_, form)| form.looks_reversed()) {
            if let Some(&other) = form.reversed().and_then(|key| by_id.get(&hash::id(&key))) {
                union.unite(node as u32, other);
            }
        }
    }
}
