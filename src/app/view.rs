//! The parts of a library that the list can show, and the orders it can have.

use crate::filter;
use crate::triage::Marks;

/// A part of the library by triage state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// All articles.
    All,
    /// Neither read nor archived.
    Unread,
    /// Starred.
    Starred,
    /// Archived.
    Archived,
}

impl View {
    /// Its name in the frame of the list.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::All => "Articles",
            Self::Unread => "Unread",
            Self::Starred => "Starred",
            Self::Archived => "Archived",
        }
    }

    /// The condition of a filter that finds the same; `None` for all articles.
    pub(super) fn condition(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Unread => Some("is:unread"),
            Self::Starred => Some("is:starred"),
            Self::Archived => Some("is:archived"),
        }
    }

    /// Whether it has an article with these marks. What is archived is in no other view, unless the filter asks for it:
    /// `archived_too`.
    pub(super) fn shows(self, marks: &Marks, archived_too: bool) -> bool {
        let here = archived_too || !marks.archived;
        match self {
            Self::All => here,
            Self::Unread => marks.unread(),
            Self::Starred => marks.starred && here,
            Self::Archived => marks.archived,
        }
    }
}

/// The order of a list whose filter does not ask for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// By the order of the paths; by relevance while the filter has words.
    AsGiven,
    /// Newest first.
    Date,
    /// By title.
    Title,
    /// Most facts first.
    Facts,
}

impl Sort {
    /// The next one; the first after the last.
    pub(super) fn next(self) -> Self {
        match self {
            Self::AsGiven => Self::Date,
            Self::Date => Self::Title,
            Self::Title => Self::Facts,
            Self::Facts => Self::AsGiven,
        }
    }

    /// The order where the filter asks for none.
    pub(super) fn order(self) -> Option<filter::Sort> {
        match self {
            Self::AsGiven => None,
            Self::Date => Some(filter::Sort::NEWEST),
            Self::Title => Some(filter::Sort::TITLE),
            Self::Facts => Some(filter::Sort::MOST_FACTS),
        }
    }

    /// Its name in the status line.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::AsGiven => "as given",
            Self::Date => "by date, newest first",
            Self::Title => "by title",
            Self::Facts => "by number of facts, most first",
        }
    }
}
