//! The articles of the list in order, and the row of each. Articles that tell the same story can share a row: the first
//! of them is listed, and the others are folded below it.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::article::ArticleId;
use crate::filter::Found;
use crate::library::Library;
use crate::panes::list::{Rows, Told};
use crate::triage::MarksTable;

use super::grouping::{Group, GroupBy, Grouping, groups};

/// Which stories have a row for each of their articles.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folding {
    /// Stories by their first article in the library that are not what `unfolded` says.
    except: Arc<BTreeSet<ArticleId>>,
    /// Whether stories have a row for each of their articles.
    unfolded: bool,
}

impl Folding {
    /// Every story unfolded.
    fn unfolded() -> Self {
        Self { except: Arc::default(), unfolded: true }
    }

    /// Whether a story has a row for each of its articles; `story` is its articles.
    fn is_unfolded(&self, story: &[ArticleId]) -> bool {
        self.unfolded != story.first().is_some_and(|first| self.except.contains(first))
    }

    /// Whether stories have a row for each of their articles, and those, by their first article, that are not so.
    pub(super) fn parts(&self) -> (bool, impl Iterator<Item = ArticleId>) {
        (self.unfolded, self.except.iter().copied())
    }

    /// The folding of these parts.
    pub(super) fn of_parts(unfolded: bool, except: BTreeSet<ArticleId>) -> Self {
        Self { except: Arc::new(except), unfolded }
    }

    /// Folds a story, or unfolds it.
    pub(super) fn toggle(&mut self, story: &[ArticleId]) {
        let except = Arc::make_mut(&mut self.except);
        if let Some(&first) = story.first()
            && !except.remove(&first)
        {
            except.insert(first);
        }
    }

    /// Folds all stories, or unfolds them; returns whether they are unfolded now.
    pub(super) fn toggle_all(&mut self) -> bool {
        *self = Self { except: Arc::default(), unfolded: !self.unfolded };
        self.unfolded
    }
}

/// What a row of the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// An article.
    Article(ArticleId),
    /// The heading of a group, by the group's index.
    Heading(usize),
}

/// A group of the list.
#[derive(Debug)]
pub(crate) struct Section {
    /// Its heading.
    pub(crate) name: String,
    /// Whether its articles have no rows.
    pub(crate) folded: bool,
    /// The places of its articles.
    pub(crate) places: Range<usize>,
    /// The row of its heading.
    row: usize,
}

/// The articles of the list, in order, and the row of each. An article has a *place* among those that are listed, which it
/// shares with those folded below it. Where the list is grouped, the places of a group follow each other, and *rows* are
/// the headings and the places of groups that are not folded; else each place is a row.
#[derive(Debug, Default)]
pub struct Ordered {
    order: Vec<ArticleId>,
    rank: Vec<u32>,
    /// The groups; empty when the list is not grouped.
    sections: Vec<Section>,
    rows: usize,
    /// The articles that are folded below one of the list.
    folded: HashMap<ArticleId, Vec<ArticleId>>,
    /// How many those are in all.
    hidden: usize,
    /// How many articles the saved view has without the filter; 0 when none is listed.
    in_view: usize,
    /// Articles of an unfolded story after its first one.
    below: BTreeSet<ArticleId>,
    /// How well the words of the filter match each article of the library, in thousandths; empty without words.
    qualities: Vec<u16>,
}

impl Ordered {
    /// A list of some articles of a library. The articles of a story come together, where its first one is, and only the
    /// first has a row unless `folding` says otherwise.
    pub(crate) fn new(articles: Vec<ArticleId>, library: &Library, folding: &Folding) -> Self {
        let mut list = Self { rank: vec![u32::MAX; library.articles().len()], ..Self::default() };
        // The articles of the stories that have come up, by their first article in the library.
        let mut stories: HashMap<ArticleId, Vec<ArticleId>> = HashMap::new();
        let story_of = |id: &ArticleId| library.story(*id).first().copied();
        for id in &articles {
            if let Some(story) = story_of(id) {
                stories.entry(story).or_default().push(*id);
            }
        }
        for id in articles {
            let Some(story) = story_of(&id) else {
                list.order.push(id);
                continue;
            };
            // Only the first article of a story that comes up finds it here.
            let Some(told) = stories.remove(&story) else { continue };
            list.order.push(id);
            let others = told[1..].iter().copied();
            if folding.is_unfolded(library.story(id)) {
                list.below.extend(others.clone());
                list.order.extend(others);
            } else if told.len() > 1 {
                list.hidden += told.len() - 1;
                list.folded.insert(id, others.collect());
            }
        }
        list.rows = list.order.len();
        list.place();
        list
    }

    /// A list in groups. `as_given` leaves the groups in the order of their first articles.
    pub(crate) fn grouped(
        articles: Vec<ArticleId>,
        library: &Library,
        (folding, grouping): (&Folding, &Grouping),
        marks: &MarksTable,
        as_given: bool,
    ) -> Self {
        // In groups of stories every article has a row.
        let all = Folding::unfolded();
        let folding = if grouping.by() == GroupBy::Story { &all } else { folding };
        let mut list = Self::new(articles, library, folding);
        let groups = groups(grouping.by(), &list.order, library, marks, as_given);
        if groups.is_empty() {
            return list;
        }
        if grouping.by() == GroupBy::Story {
            list.below.clear();
        }
        list.order.clear();
        list.rows = 0;
        for (name, articles) in groups {
            list.add(grouping.is_folded(&name), (name, articles));
        }
        list.place();
        list
    }

    fn add(&mut self, folded: bool, (name, articles): Group) {
        let first = self.order.len();
        self.order.extend(articles);
        let places = first..self.order.len();
        let row = self.rows;
        self.rows += 1 + if folded { 0 } else { places.len() };
        self.sections.push(Section { name, folded, places, row });
    }

    /// Sets the place of each article, after a change of the order.
    fn place(&mut self) {
        for (place, id) in self.order.iter().enumerate() {
            self.rank[id.index()] = place as u32;
            for id in self.folded.get(id).into_iter().flatten() {
                self.rank[id.index()] = place as u32;
            }
        }
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// What a row shows; `None` after the last one.
    pub(crate) fn at(&self, row: usize) -> Option<Row> {
        if self.sections.is_empty() {
            return self.order.get(row).map(|id| Row::Article(*id));
        }
        if row >= self.rows {
            return None;
        }
        let index = self.sections.partition_point(|section| section.row <= row) - 1;
        let section = &self.sections[index];
        match row - section.row {
            0 => Some(Row::Heading(index)),
            below => self.order.get(section.places.start + below - 1).map(|id| Row::Article(*id)),
        }
    }

    /// The article of a row; `None` for a heading.
    pub(crate) fn article_at(&self, row: usize) -> Option<ArticleId> {
        match self.at(row)? {
            Row::Article(id) => Some(id),
            Row::Heading(_) => None,
        }
    }

    /// The groups; none when the list is not grouped.
    pub(crate) fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The articles of a group, without those that are folded below others.
    pub(crate) fn members(&self, section: &Section) -> &[ArticleId] {
        &self.order[section.places.clone()]
    }

    /// The row of the heading of this name.
    pub(super) fn row_of_heading(&self, name: &str) -> Option<usize> {
        self.sections.iter().find(|section| section.name == name).map(|section| section.row)
    }

    /// The row of a place: its own, or that of the heading of its folded group.
    fn row_of_place(&self, place: usize) -> usize {
        if self.sections.is_empty() {
            return place;
        }
        let index = self.sections.partition_point(|section| section.places.end <= place);
        match self.sections.get(index) {
            Some(section) if section.folded => section.row,
            Some(section) => section.row + 1 + place - section.places.start,
            None => 0,
        }
    }

    /// The row of an article: its own, that of its story, or that of the heading of its folded group; `None` when the list
    /// does not have it.
    pub(crate) fn row(&self, id: ArticleId) -> Option<usize> {
        self.place_of(id).map(|place| self.row_of_place(place))
    }

    /// The same list with how well the words of the filter match.
    #[must_use]
    pub(crate) fn with_qualities(mut self, found: &Found) -> Self {
        if !found.qualities.is_empty() {
            self.qualities = vec![0; self.rank.len()];
            for (id, quality) in found.ids.iter().zip(&found.qualities) {
                self.qualities[id.index()] = *quality;
            }
        }
        self
    }

    /// The same list with the number of articles that the saved view has without the filter.
    #[must_use]
    pub(crate) fn of_view(self, in_view: usize) -> Self {
        Self { in_view, ..self }
    }

    /// How many articles the saved view has without the filter.
    pub(super) fn in_view(&self) -> usize {
        self.in_view
    }

    /// How well the words of the filter match an article, in thousandths of a whole word; `None` without words.
    pub(super) fn quality(&self, id: ArticleId) -> Option<u16> {
        self.qualities.get(id.index()).copied()
    }

    /// Whether an article has a row of its own.
    pub(super) fn shows(&self, id: ArticleId) -> bool {
        self.row(id).is_some_and(|row| self.article_at(row) == Some(id))
    }

    /// Whether an article has a place of its own: a row, unless its group is folded.
    pub(super) fn leads(&self, id: ArticleId) -> bool {
        self.place_of(id).is_some_and(|place| self.order[place] == id)
    }

    /// The articles that have places of their own, in order.
    pub(crate) fn ids(&self) -> &[ArticleId] {
        &self.order
    }

    /// The place of an article, its own or that of its story; `None` when the list does not have it.
    pub(crate) fn place_of(&self, id: ArticleId) -> Option<usize> {
        self.rank.get(id.index()).filter(|&&place| place != u32::MAX).map(|&place| place as usize)
    }

    /// All articles of the list, each followed by those that are folded below it.
    pub(super) fn with_folded(&self) -> impl Iterator<Item = ArticleId> {
        self.order.iter().flat_map(|&id| std::iter::once(id).chain(self.folded(id).iter().copied()))
    }

    /// The articles that are folded below an article of the list.
    pub(super) fn folded(&self, id: ArticleId) -> &[ArticleId] {
        self.folded.get(&id).map_or(&[], Vec::as_slice)
    }

    /// How many articles are folded below others.
    pub(super) fn hidden(&self) -> usize {
        self.hidden
    }

    /// How the row of an article belongs to a story.
    pub(super) fn told(&self, id: ArticleId) -> Told {
        match self.folded(id).len() {
            0 if self.below.contains(&id) => Told::Below,
            0 => Told::Alone,
            others => Told::Folded(others),
        }
    }
}

impl Rows for Ordered {
    fn count(&self) -> usize {
        self.rows
    }

    fn is_heading(&self, row: usize) -> bool {
        matches!(self.at(row), Some(Row::Heading(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::scenario;

    #[test]
    fn the_articles_of_a_story_come_together_and_share_a_row_until_it_is_unfolded() {
        let same = "Le port de Malville rouvrira lundi, dit la mairie.";
        let library = scenario::library(&[
            ("a", "2024-05-06", same),
            ("b", "2024-05-06", "La digue attend."),
            ("c", "2024-05-07", same),
            ("d", "2024-05-08", same),
        ])
        .with_stories_found();
        let id = ArticleId;
        let list = |order: &[u32], folding: &Folding| {
            let list = Ordered::new(order.iter().copied().map(ArticleId).collect(), &library, folding);
            let rows: Vec<u32> = list.ids().iter().map(|id| id.0).collect();
            (rows, list)
        };
        let mut folding = Folding::default();
        let (rows, folded) = list(&[3, 1, 0, 2], &folding);
        assert_eq!(rows, [3, 1]);
        assert_eq!((folded.folded(id(3)), folded.hidden()), (&[id(0), id(2)][..], 2));
        assert_eq!([3, 1, 0, 2].map(|it| folded.row(id(it))), [Some(0), Some(1), Some(0), Some(0)]);
        assert_eq!((folded.told(id(3)), folded.told(id(1))), (Told::Folded(2), Told::Alone));
        assert_eq!(list(&[1, 2], &folding).1.told(id(2)), Told::Alone);

        folding.toggle(library.story(id(2)));
        let (rows, unfolded) = list(&[3, 1, 0, 2], &folding);
        assert_eq!(rows, [3, 0, 2, 1]);
        assert_eq!(
            (unfolded.told(id(3)), unfolded.told(id(0)), unfolded.hidden()),
            (Told::Alone, Told::Below, 0)
        );
        folding.toggle(library.story(id(2)));
        assert_eq!(list(&[0, 1, 2, 3], &folding).0, [0, 1]);
        assert!(folding.toggle_all());
        assert_eq!(list(&[0, 1, 2, 3], &folding).0, [0, 2, 3, 1]);
    }
}
