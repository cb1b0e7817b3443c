//! Linking across the library: equal full names are one person; a less exact name (`J. Roche`) joins a more exact
//! one when only one fits, or when only one is named with the same people; a bare surname joins the only person of the
//! library with it, or the one the story or a great majority of articles means, or stays separate.
//!
//! Every decision is based on the whole set of names, so that the order of the articles does not matter.

use super::ArticleNames;
use super::alike;
use super::bare::{Bare, Bearers};
use super::company::Company;
use super::full::{FullNames, Union};
use super::within::{Cluster, Local};
use super::words::Words;

/// In a library of more articles, proper nouns are not compared.
const COMPARED: usize = 20_000;

/// The people of the library, as groups of the clusters of all articles.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The number of groups.
    pub(super) count: usize,
    /// For each article, for each of its clusters, the group.
    pub(super) group_of: Vec<Vec<u32>>,
    /// Clusters whose group is only likely, as pairs of article and cluster, ascending.
    pub(super) likely: Vec<(u32, u32)>,
    /// Pairs of groups that may be one person.
    pub(super) alike: Vec<(u32, u32)>,
}

/// Joins the clusters of all articles.
pub(super) fn join(texts: &[ArticleNames<'_>], articles: &[Local]) -> Groups {
    let full = FullNames::collect(articles);
    let parts = full.components();
    let mut bearers = Bearers::new(articles, &full, &parts);

    // Bare names that only one person bears are evidence of whom a story is about, too.
    let people = articles.iter().enumerate().map(|(article, local)| {
        let of = |(i, cluster): (usize, &Cluster)| match full.node_of[article][i] {
            Some(node) => (!cluster.aside).then(|| parts.group_of[node as usize]),
            None => bearers.only(cluster),
        };
        local.clusters.iter().enumerate().filter_map(of).collect()
    });
    let people: Vec<Vec<u32>> = people.collect();
    let mut company = Company::new(people, parts.count);

    let mut union = Union::new(parts.count);
    let offered = full.join_in_stories(&parts, &company, &mut union);
    let is: Vec<u32> = (0..parts.count).map(|group| union.root(group as u32)).collect();
    company.rename(|group| is[group as usize]);
    bearers.rename(&is);

    let mut bare = Bare::new(&bearers, &company, (texts.len() <= COMPARED).then(|| Words::new(texts)));
    let mut groups = Groups { count: parts.count, ..Groups::default() };
    for (article, local) in articles.iter().enumerate() {
        let mut row = Vec::with_capacity(local.clusters.len());
        for (i, cluster) in local.clusters.iter().enumerate() {
            let (group, likely) = match full.node_of[article][i] {
                Some(node) => (is[parts.group_of[node as usize] as usize], false),
                None => bare.place(article, cluster),
            };
            if likely {
                groups.likely.push((article as u32, i as u32));
            }
            row.push(group);
        }
        groups.group_of.push(row);
    }
    bare.settle(&mut groups.group_of, &mut groups.count);
    groups.alike = alike::pairs(&full, &parts, &is, &company, offered);
    groups
}
