//! The index of some articles: every entity and every value in them, with its counts, its dates and a bar by month.
//! It is gathered from the list of articles in the background; its orders too. Nothing of it is drawn here.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::board::{label, values};
use super::{Library, Subject};
use crate::article::{ArticleId, PartialDate};
use crate::facts::{Entity, KINDS, Kind, MentionRef};
use crate::text::fold::fold;

/// The most cells of a bar by month; where the dates span more months, a cell stands for several.
pub(crate) const CELLS: usize = 24;
/// The level of a full cell of a bar; 0 is an empty one.
pub(crate) const FULL: u8 = 8;
/// For an article that is not listed, or whose month is not known.
const NO_CELL: u8 = u8::MAX;

/// An entity or a value, as the listed articles mention it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    /// What it is.
    pub(crate) subject: Subject,
    /// How often it is mentioned.
    pub(crate) mentions: u32,
    /// In how many articles.
    pub(crate) articles: u32,
    /// The earliest and the latest date of these articles; `None` when none has a date.
    pub(crate) dates: Option<(PartialDate, PartialDate)>,
    /// One of its mentions.
    pub(crate) at: MentionRef,
    /// Whether there is evidence for it; always for a value.
    pub(crate) is_evident: bool,
    /// Whether linking left a question about it.
    pub(crate) is_doubtful: bool,
}

/// An order of the items of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// The most mentioned first.
    Mentions,
    /// What the most articles mention first.
    Articles,
    /// Alphabetically; values the largest first.
    Name,
    /// What was mentioned first, first; undated ones last.
    First,
    /// What was mentioned last, first; undated ones last.
    Last,
    /// Those about which linking left a question first.
    Doubtful,
}

impl Sort {
    /// The next one; the first after the last.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::Mentions => Self::Articles,
            Self::Articles => Self::Name,
            Self::Name => Self::First,
            Self::First => Self::Last,
            Self::Last => Self::Doubtful,
            Self::Doubtful => Self::Mentions,
        }
    }

    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Mentions => "most mentioned first",
            Self::Articles => "in most articles first",
            Self::Name => "by name",
            Self::First => "first dates first",
            Self::Last => "last dates first",
            Self::Doubtful => "open questions first",
        }
    }
}

/// The items of a kind, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Group {
    /// The places of its items in the register: those with evidence, then the others.
    pub(crate) items: Vec<u32>,
    /// How many have evidence.
    pub(crate) evident: usize,
}

/// The index.
#[derive(Debug, Default)]
pub(crate) struct Register {
    items: Vec<Item>,
    /// The bars, each of `cells` levels.
    levels: Vec<u8>,
    cells: usize,
    /// The first and the last month of the listed articles; `None` without dates.
    months: Option<(PartialDate, PartialDate)>,
    articles: usize,
    /// How many items of each kind there are.
    counts: [usize; KINDS.len()],
}

impl Register {
    /// The index of these articles; `None` when `stale` came true before the end.
    pub(crate) fn new(
        library: &Library,
        articles: impl Iterator<Item = ArticleId>,
        stale: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let listed = Gathering::of(library, articles);
        let entities = library.entities.par_iter().enumerate().filter_map(|(id, entity)| {
            if stale() {
                return None;
            }
            let entity = Entity { kind: entity.kind, id: id as u32 };
            listed.gather(library, Subject::Entity(entity), library.mentions_of(&Subject::Entity(entity)))
        });
        let subject = |at: &MentionRef| Subject::of(&library.mention(*at).fact);
        let same = library.figures.par_chunk_by(|a, b| subject(a) == subject(b));
        let figures = same.filter_map(|mentions| {
            (!stale()).then(|| listed.gather(library, subject(mentions.first()?), mentions)).flatten()
        });
        let gathered: Vec<(Item, [u8; CELLS])> = entities.chain(figures).collect();
        if stale() {
            return None;
        }
        let mut register = Self {
            items: Vec::with_capacity(gathered.len()),
            levels: Vec::with_capacity(gathered.len() * listed.cells),
            cells: listed.cells,
            months: listed.months(),
            articles: listed.count,
            counts: [0; KINDS.len()],
        };
        for (item, levels) in gathered {
            register.counts[item.subject.kind() as usize] += 1;
            register.items.push(item);
            register.levels.extend_from_slice(&levels[..listed.cells]);
        }
        Some(register)
    }

    /// An item.
    pub(crate) fn item(&self, place: u32) -> &Item {
        &self.items[place as usize]
    }

    /// The levels of an item's bar, 0 to [`FULL`], from the first month of the listed articles to the last; empty
    /// without dates.
    pub(crate) fn bar(&self, place: u32) -> &[u8] {
        let start = place as usize * self.cells;
        &self.levels[start..start + self.cells]
    }

    /// The first and the last month of the listed articles; `None` when no date is known.
    pub(crate) fn months(&self) -> Option<(PartialDate, PartialDate)> {
        self.months
    }

    /// How many articles are listed.
    pub(crate) fn articles(&self) -> usize {
        self.articles
    }

    /// How many items of a kind there are.
    pub(crate) fn count(&self, kind: Kind) -> usize {
        self.counts[kind as usize]
    }

    /// The items in groups by kind, in the order of the sidebar. `quality` says how well an item matches what is
    /// looked for, better ones higher; `None` where it does not. Better matches come before the order. `None` when
    /// `stale` came true before the end.
    pub(crate) fn groups(
        &self,
        library: &Library,
        sort: Sort,
        quality: impl Fn(&Item) -> Option<u16> + Sync,
        stale: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<(Kind, Group)>> {
        let found = (0..self.items.len() as u32).into_par_iter().filter_map(|place| {
            let quality = if stale() { None } else { quality(self.item(place)) };
            Some((quality?, place))
        });
        let found: Vec<(u16, u32)> = found.collect();
        let groups = KINDS.iter().map(|row| {
            let of_kind = found.iter().filter(|(_, place)| self.item(*place).subject.kind() == row.kind);
            let mut items: Vec<(u16, u32)> = of_kind.copied().collect();
            items.par_sort_by_cached_key(|&(quality, place)| {
                let item = self.item(place);
                (!item.is_evident, Reverse(quality), key(library, sort, item))
            });
            let evident = items.partition_point(|(_, place)| self.item(*place).is_evident);
            (row.kind, Group { items: items.into_iter().map(|(_, place)| place).collect(), evident })
        });
        let groups: Vec<_> = groups.filter(|(_, group)| !group.items.is_empty()).collect();
        (!stale()).then_some(groups)
    }
}

/// The name of an entity, or a value as it is written.
pub(crate) fn name(library: &Library, item: &Item) -> String {
    match item.subject {
        Subject::Entity(entity) => library.entity(entity).name.to_string(),
        Subject::Figure { .. } => label(library, item.at),
    }
}

/// What items are sorted by. Those with equal keys stay as they stand in the register: entities by their names, values by
/// their size.
fn key(library: &Library, sort: Sort, item: &Item) -> impl Ord + use<> {
    let counts = (Reverse(item.mentions), Reverse(item.articles));
    let number = match (sort, &item.subject) {
        (Sort::Articles, _) => u64::from(item.articles),
        (Sort::Doubtful, _) => u64::from(item.is_doubtful),
        // The bits of positive numbers are in their order.
        (Sort::Name, Subject::Figure { .. }) => values(library, item.at).1.max(0.0).to_bits(),
        _ => 0,
    };
    let first = item.dates.map(|dates| dates.0).filter(|_| sort == Sort::First);
    let last = item.dates.map(|dates| dates.1).filter(|_| sort == Sort::Last);
    let name =
        matches!((sort, item.subject), (Sort::Name, Subject::Entity(_))).then(|| fold(&name(library, item)));
    (Reverse(number), name, first.is_none(), first, Reverse(last), counts)
}

/// The articles of which mentions are gathered: in which cell of the bars each is.
pub(super) struct Gathering {
    is_listed: Vec<bool>,
    cell_of: Vec<u8>,
    cells: usize,
    /// `year * 12 + month - 1` of the first and the last month.
    months: Option<(i32, i32)>,
    count: usize,
}

impl Gathering {
    /// Of these articles.
    pub(super) fn of(library: &Library, articles: impl Iterator<Item = ArticleId>) -> Self {
        let mut is_listed = vec![false; library.articles().len()];
        let mut count = 0;
        for id in articles {
            count += usize::from(!std::mem::replace(&mut is_listed[id.index()], true));
        }
        let mut gathering = Self { is_listed, cell_of: Vec::new(), cells: 0, months: None, count };
        gathering.divide(library);
        gathering
    }

    /// How many cells a bar has.
    pub(super) fn cells(&self) -> usize {
        self.cells
    }

    /// The first and the last month; `None` when no date is known.
    pub(super) fn months(&self) -> Option<(PartialDate, PartialDate)> {
        let date = |month: i32| PartialDate {
            year: month.div_euclid(12) as i16,
            month: month.rem_euclid(12) as u8 + 1,
            day: 0,
        };
        self.months.map(|(first, last)| (date(first), date(last)))
    }

    /// Divides the months of the articles into cells.
    fn divide(&mut self, library: &Library) {
        let month = |id: usize| {
            let date = library.articles()[id].date.filter(|date| date.month > 0 && self.is_listed[id])?;
            Some(i32::from(date.year) * 12 + i32::from(date.month) - 1)
        };
        let months: Vec<Option<i32>> = (0..self.is_listed.len()).map(month).collect();
        let known = months.iter().flatten();
        self.months = known.clone().min().zip(known.max()).map(|(first, last)| (*first, *last));
        let Some((first, last)) = self.months else {
            self.cell_of = vec![NO_CELL; months.len()];
            return;
        };
        let span = (last - first + 1) as usize;
        self.cells = span.min(CELLS);
        let cell = |month: &Option<i32>| {
            month.map_or(NO_CELL, |month| ((month - first) as usize * self.cells / span) as u8)
        };
        self.cell_of = months.iter().map(cell).collect();
    }

    /// What the articles say of a subject, with the levels of its bar; `None` when they do not mention it.
    pub(super) fn gather(
        &self,
        library: &Library,
        subject: Subject,
        mentions: &[MentionRef],
    ) -> Option<(Item, [u8; CELLS])> {
        let mut cells = [0_u32; CELLS];
        let mut item: Option<Item> = None;
        for same in mentions.chunk_by(|a, b| a.article == b.article) {
            let id = same[0].article;
            if !self.is_listed[id.index()] {
                continue;
            }
            let count = same.len() as u32;
            let item = item.get_or_insert_with(|| Item {
                subject,
                mentions: 0,
                articles: 0,
                dates: None,
                at: same[0],
                is_evident: library.is_evident(&subject),
                is_doubtful: library.is_doubtful(&subject),
            });
            item.mentions += count;
            item.articles += 1;
            if let Some(date) = library.article(id).date {
                let (first, last) = item.dates.unwrap_or((date, date));
                item.dates = Some((first.min(date), last.max(date)));
            }
            if let Some(cell) = cells.get_mut(usize::from(self.cell_of[id.index()])) {
                *cell += count;
            }
        }
        Some((item?, levels(&cells)))
    }
}

/// Counts as levels from 0 to [`FULL`] of the greatest; what is not 0 is at least 1.
fn levels(cells: &[u32; CELLS]) -> [u8; CELLS] {
    let most = u64::from(cells.iter().copied().max().unwrap_or(0).max(1));
    cells.map(|count| (u64::from(count) * u64::from(FULL)).div_ceil(most) as u8)
}

impl Library {
    /// Whether there is evidence for an entity; always for a value.
    fn is_evident(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Entity(entity) => self.confidence[entity.id as usize].is_any(),
            Subject::Figure { .. } => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_with_anything_has_a_bar_and_the_fullest_is_full() {
        let mut cells = [0; CELLS];
        (cells[0], cells[1], cells[3]) = (1, 1000, 500);
        assert_eq!(levels(&cells)[..5], [1, FULL, 0, 4, 0]);
        assert_eq!(levels(&[0; CELLS]), [0; CELLS]);
    }

    #[test]
    fn the_orders_go_round() {
        let mut sort = Sort::Mentions;
        let names: Vec<_> = std::iter::from_fn(|| {
            sort = sort.next();
            Some(sort.name())
        })
        .take(6)
        .collect();
        assert_eq!(names.last(), Some(&Sort::Mentions.name()));
        assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), 6);
    }
}
