//! The parts of a library that the list can show, and the orders it can have.

use crate::filter;
use crate::triage::Marks;

/// A part of the library by triage state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Everything.
    All,
    /// Neither read nor archived.
    Unread,
    /// Starred.
    Starred,
    /// Archived.
    Archived,
}

impl View {
    /// As the frame of the list names it.
    pub fn title(self) -> &'static str {
        match self {
            Self::All => "Articles",
            Self::Unread => "Unread",
            Self::Starred => "Starred",
            Self::Archived => "Archived",
        }
    }

    /// Whether an article with these marks belongs to it.
    pub(super) fn shows(self, marks: &Marks) -> bool {
        match self {
            Self::All => true,
            Self::Unread => marks.unread(),
            Self::Starred => marks.starred,
            Self::Archived => marks.archived,
        }
    }
}

/// The order of a list whose filter does not ask for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// As the paths were given; by fit while the filter has words.
    AsGiven,
    /// Newest first.
    Date,
    /// By title.
    Title,
    /// Most facts first.
    Facts,
}

impl Sort {
    /// The next one, and after the last the first.
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

    /// What stands in the frame of the list; nothing for the order as given.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::AsGiven => None,
            Self::Date => Some("by date"),
            Self::Title => Some("by title"),
            Self::Facts => Some("by facts"),
        }
    }

    /// As the status line tells it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::AsGiven => "as given",
            Self::Date => "by date, newest first",
            Self::Title => "by title",
            Self::Facts => "by number of facts, most first",
        }
    }
}
