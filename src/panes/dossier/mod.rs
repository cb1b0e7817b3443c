//! The dossier: who and what is named together with an entity or a value, the figures in the same sentences, and every
//! mention in its sentence, grouped by article. This file holds the rows, the selection and the scroll position; `draw`
//! shows them, and `told` sets the sentences.

mod draw;
mod told;

use std::collections::HashSet;
use std::sync::Arc;

use ratatui::layout::{Position, Rect};

use crate::facts::MentionRef;
use crate::library::dossier::{Beside, Dossier, Found};
use crate::library::{Library, Subject};

use super::layout::Room;
pub(crate) use draw::Scene;

/// How many rows of a part are shown before the one that shows the rest.
const FEW: usize = 5;

/// A part of the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// The entities that are named together with its subject.
    Together,
    /// The sums and percentages in the same sentences.
    Figures,
    /// The mentions.
    Mentions,
}

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// The heading of a part.
    Part(Part),
    /// What is named together, or a figure: its place in its part.
    Beside(Part, u32),
    /// Shows so many more rows of a part.
    More(Part, u32),
    /// The article of the mentions below, by the place of the first.
    Article(u32),
    /// A mention, by its place.
    Mention(u32),
}

/// What a row is about, to find it again among other rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// What is named together.
    Subject(Subject),
    /// A mention.
    Mention(MentionRef),
}

/// The rows, and the place among them.
#[derive(Debug, Default)]
pub(crate) struct DossierPane {
    library: Arc<Library>,
    dossier: Option<Arc<Dossier>>,
    found: Found,
    rows: Vec<Row>,
    /// The parts that are shown whole, and those that are folded.
    whole: HashSet<Part>,
    folded: HashSet<Part>,
    searched: bool,
    selected: usize,
    top: usize,
    area: Rect,
}

impl DossierPane {
    /// What it shows; `None` before it is gathered.
    pub(crate) fn dossier(&self) -> Option<&Arc<Dossier>> {
        self.dossier.as_ref()
    }

    /// Whose it is, in its model; `None` before it is gathered.
    pub(crate) fn subject(&self) -> Option<Subject> {
        Some(self.dossier.as_ref()?.item()?.subject)
    }

    /// The model that it is of.
    pub(crate) fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// What of it has the words that are looked for.
    pub(crate) fn found(&self) -> &Found {
        &self.found
    }

    /// The selected row; `None` when there is none.
    pub(crate) fn selected(&self) -> Option<Row> {
        self.rows.get(self.selected).copied()
    }

    /// The mention of the row, or the first of its article; of a figure, the mention in a sentence of both. `None` on
    /// other rows.
    pub(crate) fn mention(&self) -> Option<MentionRef> {
        let dossier = self.dossier.as_ref()?;
        match self.selected()? {
            Row::Mention(place) | Row::Article(place) => dossier.mentions().get(place as usize).copied(),
            Row::Beside(Part::Figures, place) => {
                dossier.figures().get(place as usize).map(|figure| figure.at)
            }
            Row::Beside(..) | Row::Part(_) | Row::More(..) => None,
        }
    }

    /// The entity of the row; `None` on other rows.
    pub(crate) fn beside(&self) -> Option<&Beside> {
        match self.selected()? {
            Row::Beside(Part::Together, place) => self.dossier.as_ref()?.together().get(place as usize),
            _ => None,
        }
    }

    /// What the selected row is about; `None` for a heading.
    pub(crate) fn mark(&self) -> Option<Mark> {
        let dossier = self.dossier.as_ref()?;
        match self.selected()? {
            Row::Mention(_) | Row::Article(_) => self.mention().map(Mark::Mention),
            Row::Beside(Part::Figures, place) => {
                Some(Mark::Subject(dossier.figures().get(place as usize)?.subject))
            }
            Row::Beside(..) => self.beside().map(|beside| Mark::Subject(beside.subject)),
            Row::Part(_) | Row::More(..) => None,
        }
    }

    /// Shows nothing until the dossier of another subject is gathered.
    pub(crate) fn clear(&mut self) {
        let area = self.area;
        *self = Self { area, ..Self::default() };
    }

    /// Shows a dossier, and selects the row of a mark, or else the first mention. When its rows were `searched` for, all are
    /// shown.
    pub(crate) fn show(
        &mut self,
        library: Arc<Library>,
        dossier: Arc<Dossier>,
        found: Found,
        searched: bool,
        mark: Option<Mark>,
    ) {
        (self.library, self.dossier, self.found, self.searched) = (library, Some(dossier), found, searched);
        if let Some(Mark::Subject(subject)) = mark {
            let part = if matches!(subject, Subject::Entity(_)) { Part::Together } else { Part::Figures };
            self.whole.insert(part);
        }
        self.lay();
        let first = self.rows.iter().position(|row| matches!(row, Row::Mention(_)));
        let row = mark.and_then(|mark| self.find(mark)).or(first);
        (self.selected, self.top) = (row.unwrap_or(0), 0);
        self.follow();
    }

    fn find(&self, mark: Mark) -> Option<usize> {
        let dossier = self.dossier.as_ref()?;
        let is = |row: &Row| match (*row, mark) {
            (Row::Mention(place), Mark::Mention(at)) => dossier.mentions().get(place as usize) == Some(&at),
            (Row::Beside(part, place), Mark::Subject(subject)) => {
                let all = if part == Part::Figures { dossier.figures() } else { dossier.together() };
                all.get(place as usize).is_some_and(|beside| beside.subject == subject)
            }
            _ => false,
        };
        self.rows.iter().position(is)
    }

    /// Makes the rows of what is found.
    fn lay(&mut self) {
        self.rows.clear();
        for (part, places) in [(Part::Together, &self.found.together), (Part::Figures, &self.found.figures)] {
            if places.is_empty() {
                continue;
            }
            self.rows.push(Row::Part(part));
            if self.folded.contains(&part) {
                continue;
            }
            // A row that shows one more would take its place.
            let all = self.searched || self.whole.contains(&part) || places.len() <= FEW + 1;
            let shown = if all { places.len() } else { FEW };
            self.rows.extend(places[..shown].iter().map(|place| Row::Beside(part, *place)));
            if shown < places.len() {
                self.rows.push(Row::More(part, (places.len() - shown) as u32));
            }
        }
        let Some(dossier) = self.dossier.as_ref().filter(|_| !self.found.mentions.is_empty()) else { return };
        self.rows.push(Row::Part(Part::Mentions));
        if self.folded.contains(&Part::Mentions) {
            return;
        }
        let mut before = None;
        for &place in &self.found.mentions {
            let article = dossier.mentions()[place as usize].article;
            if before.replace(article) != Some(article) {
                self.rows.push(Row::Article(place));
            }
            self.rows.push(Row::Mention(place));
        }
    }

    /// Shows all rows of the part of the selected row, or folds and unfolds it on its heading; returns whether the row was
    /// such a one.
    pub(crate) fn unfold(&mut self) -> bool {
        match self.selected() {
            Some(Row::More(part, _)) => self.whole.insert(part),
            Some(Row::Part(part)) => self.folded.remove(&part) || self.folded.insert(part),
            _ => return false,
        };
        self.lay();
        self.follow();
        true
    }

    /// Folds the part of the selected row, whose heading becomes the selected one.
    pub(crate) fn fold(&mut self) {
        let to = (self.selected + 1).min(self.rows.len());
        let heading = self.rows[..to].iter().rposition(|row| matches!(row, Row::Part(_)));
        let Some(Row::Part(part)) = heading.map(|row| self.rows[row]) else { return };
        self.folded.insert(part);
        self.lay();
        self.selected = heading.unwrap_or(0);
        self.follow();
    }

    /// Goes to the next heading of a part, or the one before; after the last comes the first.
    pub(crate) fn step_part(&mut self, forward: bool) {
        let is_part = |row: &usize| matches!(self.rows[*row], Row::Part(_));
        let (count, here) = (self.rows.len(), self.selected);
        let next = if forward {
            (here + 1..count).chain(0..count).find(is_part)
        } else {
            (0..here.min(count)).rev().chain((0..count).rev()).find(is_part)
        };
        self.selected = next.unwrap_or(here);
        self.follow();
    }

    /// Moves the selection by rows.
    pub(crate) fn step(&mut self, rows: isize) {
        self.selected = self.selected.saturating_add_signed(rows).min(self.rows.len().saturating_sub(1));
        self.follow();
    }

    /// Moves the selection by pages.
    pub(crate) fn pages(&mut self, pages: f32) {
        let page = (usize::from(self.rows_area().height) / 2).max(1);
        self.step((page as f32 * pages) as isize);
    }

    /// Adapts to an area of the screen.
    pub(crate) fn resize(&mut self, room: Room) {
        if self.area != room.inner() {
            self.area = room.inner();
            self.follow();
        }
    }

    /// Scrolls by rows, down or up, and leaves the selection where it is.
    pub(crate) fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
    }

    /// The index of the selected row.
    pub(crate) fn index(&self) -> usize {
        self.selected
    }

    /// Selects a row by its index.
    pub(crate) fn select(&mut self, row: usize) {
        self.selected = row;
        self.step(0);
    }

    /// The row at a position of the screen; `None` outside of all rows.
    pub(crate) fn row_at(&self, at: Position) -> Option<usize> {
        self.places(self.rows_area()).find(|(_, area)| area.contains(at)).map(|(row, _)| row)
    }

    /// The rows on the screen, each with its area.
    fn places(&self, inner: Rect) -> impl Iterator<Item = (usize, Rect)> {
        let mut y = inner.y;
        (self.top..self.rows.len()).map_while(move |row| {
            let left = inner.bottom().checked_sub(y).filter(|left| *left > 0)?;
            let area = Rect { y, height: (self.lines(row) as u16).min(left), ..inner };
            y += area.height;
            Some((row, area))
        })
    }

    /// The area below the lines about the subject.
    fn rows_area(&self) -> Rect {
        let head = draw::head(self.area).min(self.area.height);
        Rect { y: self.area.y + head, height: self.area.height - head, ..self.area }
    }

    /// The lines of a row.
    fn lines(&self, row: usize) -> usize {
        match (self.rows.get(row), &self.dossier) {
            (Some(Row::Mention(place)), Some(dossier)) => match dossier.mentions().get(*place as usize) {
                Some(at) => told::lines(&self.library, *at, draw::width_of_sentence(self.area)).len().max(1),
                None => 1,
            },
            _ => 1,
        }
    }

    /// Scrolls so that the selected row is seen. Looks only at rows that fit on the screen.
    fn follow(&mut self) {
        self.selected = self.selected.min(self.rows.len().saturating_sub(1));
        self.top = self.top.min(self.selected);
        let height = usize::from(self.rows_area().height);
        let (mut first, mut used) = (self.selected, self.lines(self.selected));
        while first > self.top {
            used += self.lines(first - 1);
            if used > height {
                break;
            }
            first -= 1;
        }
        self.top = first;
    }
}
