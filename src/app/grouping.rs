//! The groups of the list: by what articles are brought together, under which headings, and which groups are folded. Each
//! article is in one group.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use crate::article::{ArticleId, PartialDate};
use crate::facts::{EntityId, Kind};
use crate::library::Library;
use crate::triage::MarksTable;

/// By what articles are brought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum GroupBy {
    /// By nothing.
    #[default]
    Nothing,
    /// The newspaper or site.
    Source,
    /// The month of the date.
    Month,
    /// The person who is named most.
    Person,
    /// All tags together.
    Tag,
    /// Texts that are wholly or nearly the same.
    Story,
}

/// A way to group, for the list to choose from.
pub(super) struct Way {
    pub(super) by: GroupBy,
    /// Its name, in the frame of the list too.
    pub(super) name: &'static str,
    /// What it does.
    pub(super) doc: &'static str,
}

/// All of them.
pub(super) const WAYS: [Way; 6] = [
    Way { by: GroupBy::Nothing, name: "none", doc: "no groups" },
    Way { by: GroupBy::Source, name: "source", doc: "by newspaper or site, that with most articles first" },
    Way { by: GroupBy::Month, name: "month", doc: "by month, the newest first" },
    Way { by: GroupBy::Person, name: "person", doc: "by the person whom the article names most" },
    Way { by: GroupBy::Tag, name: "tag", doc: "by tags; those with the same several tags are a group" },
    Way {
        by: GroupBy::Story,
        name: "story",
        doc: "by stories: articles with wholly or nearly the same text",
    },
];

impl GroupBy {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        WAYS.iter().find(|way| way.by == self).map_or("", |way| way.name)
    }
}

/// How the list is grouped.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grouping {
    by: GroupBy,
    /// The groups that are not what `folded` says, by their headings.
    except: Arc<BTreeSet<String>>,
    /// Whether groups are folded.
    folded: bool,
}

impl Grouping {
    /// By what articles are brought together.
    pub(super) fn by(&self) -> GroupBy {
        self.by
    }

    /// Groups by something, with every group unfolded.
    pub(super) fn set(&mut self, by: GroupBy) {
        *self = Self { by, ..Self::default() };
    }

    /// Whether the group of a heading is folded.
    pub(super) fn is_folded(&self, heading: &str) -> bool {
        self.folded != self.except.contains(heading)
    }

    /// By what articles are brought together, whether groups are folded, and the headings of those that are not so.
    pub(super) fn parts(&self) -> (GroupBy, bool, impl Iterator<Item = &str>) {
        (self.by, self.folded, self.except.iter().map(String::as_str))
    }

    /// The grouping of these parts.
    pub(super) fn of_parts(by: GroupBy, folded: bool, except: BTreeSet<String>) -> Self {
        Self { by, except: Arc::new(except), folded }
    }

    /// Folds a group, or unfolds it.
    pub(super) fn toggle(&mut self, heading: &str) {
        let except = Arc::make_mut(&mut self.except);
        if !except.remove(heading) {
            except.insert(heading.to_owned());
        }
    }

    /// Folds all groups, or unfolds them; returns whether they are folded now.
    pub(super) fn toggle_all(&mut self) -> bool {
        (self.except, self.folded) = (Arc::default(), !self.folded);
        self.folded
    }
}

/// A heading and the articles below it.
pub(super) type Group = (String, Vec<ArticleId>);

/// The articles brought together, each group in their order. Groups come in the order of their first articles where
/// `as_given` says so; else months the newest first, and others by their number of articles. Those for which nothing is
/// known are the last group.
pub(super) fn groups(
    by: GroupBy,
    articles: &[ArticleId],
    library: &Library,
    marks: &MarksTable,
    as_given: bool,
) -> Vec<Group> {
    let (known, unknown, nothing) = match by {
        GroupBy::Nothing => return Vec::new(),
        GroupBy::Source => {
            let (known, unknown) = by_key(articles, |id| library.article(id).source.as_deref());
            (named(known, str::to_owned), unknown, "no source")
        }
        GroupBy::Person => {
            let (known, unknown) = by_key(articles, |id| most_named(library, id));
            let name = |person| library.profile(person).name.to_string();
            (named(known, name), unknown, "nobody is named")
        }
        GroupBy::Tag => {
            let tags = |id: ArticleId| marks.get(id).tags.iter().collect::<Vec<_>>();
            let (known, unknown) = by_key(articles, |id| Some(tags(id)).filter(|tags| !tags.is_empty()));
            let name =
                |tags: Vec<&str>| tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ");
            (named(known, name), unknown, "untagged")
        }
        GroupBy::Story => {
            let (known, unknown) = by_key(articles, |id| library.story(id).first().copied());
            let (told, once): (Vec<_>, Vec<_>) = known.into_iter().partition(|(_, ids)| ids.len() > 1);
            let mut alone = unknown;
            alone.extend(once.into_iter().flat_map(|(_, ids)| ids));
            // Their own order, which the two lists have only apart.
            let alone_ones: HashSet<ArticleId> = alone.into_iter().collect();
            let alone = articles.iter().copied().filter(|id| alone_ones.contains(id)).collect();
            (named(told, |first| library.article(first).title.to_string()), alone, "told once")
        }
        GroupBy::Month => {
            let (mut known, unknown) = by_key(articles, |id| library.article(id).date.map(month));
            if !as_given {
                known.sort_by_key(|(month, _)| Reverse(*month));
            }
            let known = known.into_iter().map(|(month, ids)| (month_name(month), ids)).collect();
            return with_rest(known, unknown, "undated");
        }
    };
    let mut known = known;
    if !as_given {
        known.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
    }
    with_rest(known, unknown, nothing)
}

/// The groups, and the articles that are in none as the last one.
fn with_rest(mut groups: Vec<Group>, rest: Vec<ArticleId>, heading: &str) -> Vec<Group> {
    if !rest.is_empty() {
        groups.push((heading.to_owned(), rest));
    }
    groups
}

/// Articles by a key, in the order in which the keys come up, and those without one.
fn by_key<K: Eq + Hash + Clone>(
    articles: &[ArticleId],
    key: impl Fn(ArticleId) -> Option<K>,
) -> (Vec<(K, Vec<ArticleId>)>, Vec<ArticleId>) {
    let (mut groups, mut rest): (Vec<(K, Vec<ArticleId>)>, _) = (Vec::new(), Vec::new());
    let mut places: HashMap<K, usize> = HashMap::new();
    for &id in articles {
        let Some(key) = key(id) else {
            rest.push(id);
            continue;
        };
        let place = *places.entry(key.clone()).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(id);
    }
    (groups, rest)
}

/// Groups with headings. Two groups with the same heading are told apart by numbers.
fn named<K>(groups: Vec<(K, Vec<ArticleId>)>, name: impl Fn(K) -> String) -> Vec<Group> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let named = groups.into_iter().map(|(key, ids)| {
        let name = name(key);
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        (if *count > 1 { format!("{name} ({count})") } else { name }, ids)
    });
    named.collect()
}

/// The person whom an article names most; of several, the one who is named first.
fn most_named(library: &Library, id: ArticleId) -> Option<EntityId> {
    let mut counts: Vec<(EntityId, u32)> = Vec::new();
    let entities = library.mentions(id).iter().filter_map(|mention| mention.fact.entity());
    for entity in entities.filter(|entity| entity.kind == Kind::Person) {
        match counts.iter_mut().find(|(person, _)| person.0 == entity.id) {
            Some((_, count)) => *count += 1,
            None => counts.push((EntityId(entity.id), 1)),
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map(|(person, _)| *person)
}

fn month(date: PartialDate) -> (i16, u8) {
    (date.year, date.month)
}

fn month_name((year, month): (i16, u8)) -> String {
    PartialDate { year, month, day: 0 }.to_string()
}
