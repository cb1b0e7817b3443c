//! Linking organisations: names that are equal but for case, accents, article and legal form are one everywhere. A short form
//! or an acronym joins the full name that the article itself gives it: `Wall Street Journal (WSJ)`, initials of a name in the same
//! article, `Meta` beside `Meta Platforms`. What is joined in some article holds elsewhere where nothing else fits, as likely. Two
//! firms with one word in common stay two.
//!
//! The result does not depend on the order of the articles: every decision across articles is made on counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::ArticleNames;
use super::full::Union;
use super::hash::{Map, Set};
use super::naming::{Uses, shown};
use crate::facts::Kind;

mod forms;

use forms::Form;

/// The organisations of the library, as groups of names.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The number of groups.
    pub(super) count: usize,
    /// For each article, for each of its names of organisations, the group.
    pub(super) group_of: Vec<Vec<u32>>,
    /// Names whose group is only likely, as pairs of article and place among its organisations, ascending.
    pub(super) likely: Vec<(u32, u32)>,
    /// Pairs of groups that may be one organisation.
    pub(super) alike: Vec<(u32, u32)>,
}

/// The most different forms of an article that are compared with each other.
const COMPARED: usize = 200;

/// What one article says: its forms by place, and which short form it uses for which long one.
struct Local {
    /// For each name, its form as an index into `forms`.
    form_of: Vec<u32>,
    forms: Vec<Form>,
    /// Pairs of a short form and the long one it stands for.
    short: Vec<(u32, u32)>,
}

/// Groups the organisations of all articles. Names of other kinds are passed over.
pub(super) fn join(articles: &[ArticleNames<'_>]) -> Groups {
    let locals: Vec<Local> = articles.par_iter().map(local).collect();
    let mut numbers: Map<&str, u32> = Map::default();
    let mut forms: Vec<&Form> = Vec::new();
    for form in locals.iter().flat_map(|local| &local.forms) {
        numbers.entry(&form.key).or_insert_with(|| {
            forms.push(form);
            forms.len() as u32 - 1
        });
    }
    let number = |form: &Form| numbers[&*form.key];
    // For each short form, the long ones that articles give it, each with the number of articles.
    let mut meant: BTreeMap<u32, BTreeMap<u32, u32>> = BTreeMap::new();
    for local in &locals {
        for &(short, long) in &local.short {
            let (short, long) = (number(&local.forms[short as usize]), number(&local.forms[long as usize]));
            if short != long {
                *meant.entry(short).or_default().entry(long).or_default() += 1;
            }
        }
    }
    let mut union = Union::new(forms.len());
    let mut likely_forms: Set<u32> = Set::default();
    // A short form that stands for several long ones is decided in each article alone, so it stays apart here.
    let mut several: Set<u32> = Set::default();
    for (&short, longs) in &meant {
        let firsts: BTreeSet<&str> = longs.keys().map(|&long| &*forms[long as usize].key).collect();
        let one = !forms[short as usize].is_generic() && (firsts.len() == 1 || nested(&firsts));
        if one {
            longs.keys().for_each(|&long| union.unite(short, long));
            likely_forms.insert(short);
        } else {
            several.insert(short);
        }
    }
    let mut groups = Groups { count: forms.len(), ..Groups::default() };
    for (article, local) in locals.iter().enumerate() {
        let given: Map<u32, u32> = local.short.iter().copied().collect();
        let mut row = Vec::with_capacity(local.form_of.len());
        for (place, &form) in local.form_of.iter().enumerate() {
            let own = number(&local.forms[form as usize]);
            let stands_for = given.get(&form).map(|&long| number(&local.forms[long as usize]));
            if stands_for.is_none() && likely_forms.contains(&own) && forms[own as usize].is_acronym {
                groups.likely.push((article as u32, place as u32));
            }
            let meant = if several.contains(&own) { stands_for.unwrap_or(own) } else { own };
            row.push(union.root(meant));
        }
        groups.group_of.push(row);
    }
    groups.alike = alike(&forms, &mut union);
    groups
}

/// Whether the longest of these keys begins with each of the others: `metaplatforms` and `meta`.
fn nested(keys: &BTreeSet<&str>) -> bool {
    let Some(longest) = keys.iter().max_by_key(|key| key.len()) else { return false };
    keys.iter().all(|key| longest.starts_with(key))
}

/// Reads the organisations of one article.
fn local(article: &ArticleNames<'_>) -> Local {
    let mut local = Local { form_of: Vec::new(), forms: Vec::new(), short: Vec::new() };
    let mut by_surface: Map<&str, u32> = Map::default();
    let names = article.names.iter().filter(|name| name.kind == Kind::Organisation);
    let mut before: Option<(u32, usize)> = None;
    for name in names {
        let surface = name.span.of(article.text);
        let form = *by_surface.entry(surface).or_insert_with(|| {
            local.forms.push(Form::of(surface));
            local.forms.len() as u32 - 1
        });
        // `Wall Street Journal (WSJ)`, and `WSJ (Wall Street Journal)`.
        if let Some((other, end)) = before
            && article
                .text
                .get(end..name.span.start as usize)
                .is_some_and(|gap| matches!(gap.trim_start(), "(" | "(l'" | "(the "))
            && article.text[name.span.end as usize..].trim_start().starts_with([')', ','])
        {
            let (own, other) = (form, other);
            let forms = &local.forms;
            if forms[own as usize].is_acronym && forms[own as usize].could_stand_for(&forms[other as usize]) {
                local.short.push((own, other));
            } else if forms[other as usize].is_acronym
                && forms[other as usize].could_stand_for(&forms[own as usize])
            {
                local.short.push((other, own));
            }
        }
        before = Some((form, name.span.end as usize));
        local.form_of.push(form);
    }
    if local.forms.len() <= COMPARED {
        shortened(&mut local);
    }
    local.short.sort_unstable();
    local.short.dedup_by_key(|pair| pair.0);
    local
}

/// Finds the forms that shorten exactly one other form of the article.
fn shortened(local: &mut Local) {
    let Local { forms, short, .. } = local;
    for (own, form) in forms.iter().enumerate() {
        if short.iter().any(|&(known, _)| known as usize == own) {
            continue;
        }
        let longs = forms.iter().enumerate().filter(|(_, long)| form.key != long.key && form.shortens(long));
        let mut keys: Vec<(&str, u32)> = longs.map(|(at, long)| (&*long.key, at as u32)).collect();
        keys.sort_unstable();
        keys.dedup_by_key(|pair| pair.0);
        if let [(_, long)] = keys[..] {
            short.push((own as u32, long));
        }
    }
}

/// The canonical name among surface forms: of the longest names, the one that running text writes most often; an
/// acronym only where there is nothing else. `None` without any.
pub(super) fn canonical(surfaces: &Map<&str, Uses>) -> Option<Box<str>> {
    let mut by_key: Map<Box<str>, u32> = Map::default();
    let forms: Vec<(&str, Uses, Form)> =
        surfaces.iter().map(|(surface, uses)| (*surface, *uses, Form::of(surface))).collect();
    for (_, uses, form) in &forms {
        *by_key.entry(form.key.clone()).or_default() += uses.all();
    }
    // What many write is the name; a longer form that hardly anybody writes is not.
    let most = by_key.values().max().copied().unwrap_or(0);
    forms
        .iter()
        .max_by_key(|(surface, uses, form)| {
            let known = by_key[&form.key] * 20 >= most;
            let small = surface.chars().any(char::is_lowercase) || form.is_acronym;
            (
                !form.is_acronym,
                known,
                form.key.len(),
                Reverse(uses.best()),
                small,
                uses.all(),
                Reverse(*surface),
            )
        })
        .map(|(surface, ..)| shown(surface))
}

/// Pairs of groups whose names differ by one letter, or by a word that firms add to their names.
fn alike(forms: &[&Form], union: &mut Union) -> Vec<(u32, u32)> {
    const LEAST: usize = 6;
    const BUCKET: usize = 24;
    let mut pairs = Vec::new();
    let mut buckets: Map<&str, Vec<u32>> = Map::default();
    for (number, form) in
        forms.iter().enumerate().filter(|(_, form)| form.key.len() >= LEAST && form.key.is_ascii())
    {
        let half = form.key.len() / 2;
        let bucket = buckets.entry(&form.key[..half.min(4)]).or_default();
        if bucket.len() < BUCKET {
            bucket.push(number as u32);
        }
    }
    for bucket in buckets.values() {
        for (i, &a) in bucket.iter().enumerate() {
            for &b in &bucket[i + 1..] {
                let (one, other) = (union.root(a), union.root(b));
                if one != other && forms::a_letter_apart(&forms[a as usize].key, &forms[b as usize].key) {
                    pairs.push((one.min(other), one.max(other)));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests;
