//! A line of input and what it is for.

use super::completion::Completion;
use super::line_edit::LineEdit;
use super::reading::Place;
use super::recall::Recalled;
use super::suggestions::Suggestions;
use super::target::Target;
use crate::panes::layout::Pane;

/// The purpose of a line of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The filter, live; `keep` begins with the one there is.
    Filter {
        /// Whether to begin with the present filter.
        keep: bool,
    },
    /// A search in the texts.
    Search,
    /// A search in the rows of what covers the panes, or in the facts.
    Rows,
    /// A tag to add.
    AddTag,
    /// A tag to remove.
    RemoveTag,
    /// A note.
    Note,
    /// A shell command that reads the article.
    Pipe,
    /// The file to which what covers the panes is written.
    ExportCover,
    /// The same, when it is there already: Enter replaces it.
    ReplaceFile,
    /// Another name for the selected person.
    Rename,
    /// The name under which the filter is saved.
    SaveView,
    /// Another name for the question of a row of the board.
    NameQuestion,
    /// The file into which the listed articles are exported.
    Export,
}

impl Purpose {
    /// Whether it edits the filter.
    pub(crate) fn is_filter(self) -> bool {
        matches!(self, Self::Filter { .. })
    }

    /// The label before the line.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Filter { .. } => "filter",
            Self::Search | Self::Rows => "/",
            Self::AddTag => "add tag",
            Self::RemoveTag => "remove tag",
            Self::ExportCover => "write to (.csv, .md, .ndjson)",
            Self::ReplaceFile => "is there, Enter replaces it",
            Self::Note => "note",
            Self::Pipe => "pipe to",
            Self::Rename | Self::NameQuestion => "name",
            Self::Export => "export to",
            Self::SaveView => "save the view as",
        }
    }
}

/// A line of input.
#[derive(Debug)]
pub(crate) struct Prompt {
    /// Its purpose.
    pub(crate) purpose: Purpose,
    /// What was typed.
    pub(crate) line: LineEdit,
    /// The tags it can be completed from; none for another purpose.
    pub(crate) completion: Completion,
    /// What the filter can become.
    pub(crate) suggestions: Suggestions,
    /// Where one is in what was typed before.
    pub(super) recalled: Recalled,
    /// The filter (for what covers the panes, its search) and the place to which Escape returns.
    pub(super) before: (String, Option<Place>),
    /// For a search: the target and the pane to which Escape returns.
    pub(super) set_aside: Option<(Option<Target>, Pane)>,
    /// What cannot be understood in what was typed.
    pub(super) mistake: Option<String>,
}
