//! What receives the keys: a prompt, else an overlay, else the key sequence being typed.

use ratatui::layout::{Position, Rect};

use crate::config::key::Key;
use crate::config::keymap::CommandId;
use crate::config::theme::{self, Theme};
use crate::panes::help::Help;

use super::prompt::Prompt;
use super::view::View;
use crate::triage::{Action, StepId};

/// The overlay: a list over the panes.
#[derive(Debug)]
pub(super) enum Overlay {
    /// All commands and their keys; Enter runs the selected one.
    Commands(Help, Vec<CommandId>),
    /// The problems.
    Problems(Help),
    /// A choice to make for a correction of people.
    Choice(Help, Choice),
    /// The headings of the open article, with the bytes where they begin.
    Outline(Help, Vec<u32>),
    /// The links of an article, with their addresses.
    Links(Help, Vec<String>),
    /// The views, in the order of the list.
    Views(Help, Vec<Chosen>),
    /// The ways to group the list.
    Groups(Help),
    /// The kinds of facts, coloured in the text or not.
    Colours(Help),
    /// The themes, the selected one of which is shown; with the one to which Escape returns.
    Themes(Help, Box<(Option<theme::Choice>, Theme)>),
    /// What was done, the newest first.
    Steps(Help, Vec<StepId>),
}

/// A view in the list of views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chosen {
    /// A part of the library.
    Part(View),
    /// A saved view, by its index.
    Saved(usize),
}

/// A question as a correction names it: one of its claims, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The claim: the key of its article and the byte of its text where the figure begins.
    pub(super) claim: String,
    /// The question.
    pub(super) name: String,
}

/// What the user chooses from a list.
#[derive(Debug)]
pub(super) enum Choice {
    /// The person into whom another is merged.
    Merge {
        /// The person that disappears.
        from: String,
        /// Who can be chosen, in the order of the list.
        into: Vec<String>,
    },
    /// Which name stays of those that are merged.
    MergeAll {
        /// The names, in the order of the list.
        names: Vec<String>,
    },
    /// The question with which another one is joined.
    Join {
        /// The question.
        from: Named,
        /// Which can be chosen, in the order of the list.
        into: Vec<Named>,
    },
    /// The surface form that is a different person.
    Split {
        /// The person that is split.
        name: String,
        /// What can be chosen, in the order of the list.
        surfaces: Vec<String>,
    },
}

impl Overlay {
    /// The list that it shows; `None` when it cannot be searched.
    pub(super) fn help(&self) -> Option<&Help> {
        match self {
            Self::Commands(help, _)
            | Self::Problems(help)
            | Self::Choice(help, _)
            | Self::Outline(help, _)
            | Self::Links(help, _)
            | Self::Views(help, _)
            | Self::Groups(help)
            | Self::Colours(help)
            | Self::Steps(help, _)
            | Self::Themes(help, _) => Some(help),
        }
    }

    /// The same, to be searched and moved in.
    pub(super) fn help_mut(&mut self) -> Option<&mut Help> {
        match self {
            Self::Commands(help, _)
            | Self::Problems(help)
            | Self::Choice(help, _)
            | Self::Outline(help, _)
            | Self::Links(help, _)
            | Self::Views(help, _)
            | Self::Groups(help)
            | Self::Colours(help)
            | Self::Steps(help, _)
            | Self::Themes(help, _) => Some(help),
        }
    }

    /// The row at a position of the screen that can be selected.
    pub(super) fn row_at(&self, screen: Rect, at: Position) -> Option<usize> {
        self.help()?.row_at(screen, at)
    }

    /// Whether a position is on it.
    pub(super) fn contains(screen: Rect, at: Position) -> bool {
        Help::contains(screen, at)
    }

    /// The selected row.
    pub(super) fn row(&self) -> Option<usize> {
        self.help()?.row()
    }

    /// Selects a row.
    pub(super) fn select_row(&mut self, row: usize) {
        if let Some(help) = self.help_mut() {
            help.select_row(row);
        }
    }

    /// Scrolls by rows, down or up, and leaves the selection where it is.
    pub(super) fn scroll(&mut self, by: isize) {
        if let Some(help) = self.help_mut() {
            help.scroll(by);
        }
    }

    /// Adapts to the size of the screen.
    pub(super) fn resize(&mut self, screen: Rect) {
        if let Some(help) = self.help_mut() {
            help.resize(screen);
        }
    }
}

/// Something that waits for a confirmation.
#[derive(Debug)]
pub(super) enum Asked {
    /// An action on articles.
    Act(Action),
    /// A view of a name that there is already.
    SaveView {
        /// Its name.
        name: String,
        /// Its query.
        query: String,
    },
    /// Opening an address.
    Browse(String),
    /// An export into a file that there is already.
    Export {
        /// Its name.
        name: String,
    },
}

/// A question, which the next key answers.
#[derive(Debug)]
pub(super) struct Question {
    /// What is done when it is confirmed.
    pub(super) asked: Asked,
    /// The key that confirms it, besides Enter and `y`.
    pub(super) key: Option<Key>,
}

/// What receives the keys.
#[derive(Debug, Default)]
pub(super) struct Input {
    pending: Vec<Key>,
    /// The last key of a sequence that ran a command, or that ended a prompt.
    last: Option<Key>,
    question: Option<Question>,
    prompt: Option<Prompt>,
    overlay: Option<Overlay>,
    /// The newest question of what a filter can become.
    questions: u64,
}

impl Input {
    /// The keys of a sequence that is not complete yet.
    pub(super) fn pending(&self) -> &[Key] {
        &self.pending
    }

    /// Adds a key to the sequence.
    pub(super) fn push(&mut self, key: Key) {
        self.pending.push(key);
    }

    /// Ends the sequence and returns it.
    pub(super) fn take_pending(&mut self) -> Vec<Key> {
        std::mem::take(&mut self.pending)
    }

    /// The last key that ran something.
    pub(super) fn last(&self) -> Option<Key> {
        self.last
    }

    /// Sets the last key that ran something.
    pub(super) fn ran(&mut self, key: Key) {
        self.last = Some(key);
    }

    /// Asks for a confirmation by the next key.
    pub(super) fn confirm(&mut self, question: Question) {
        self.question = Some(question);
    }

    /// Removes and returns the question not yet answered.
    pub(super) fn take_question(&mut self) -> Option<Question> {
        self.question.take()
    }

    /// The line of input; `None` when no input is being typed.
    pub(super) fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// The line of input, to be edited.
    pub(super) fn prompt_mut(&mut self) -> Option<&mut Prompt> {
        self.prompt.as_mut()
    }

    /// Begins a line of input.
    pub(super) fn ask(&mut self, prompt: Prompt) {
        self.prompt = Some(prompt);
    }

    /// Ends the line of input.
    pub(super) fn take_prompt(&mut self) -> Option<Prompt> {
        self.prompt.take()
    }

    /// The overlay: a list over the panes.
    pub(super) fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// What lies over the panes, to be moved in.
    pub(super) fn overlay_mut(&mut self) -> Option<&mut Overlay> {
        self.overlay.as_mut()
    }

    /// Opens an overlay.
    pub(super) fn lay(&mut self, overlay: Overlay) {
        self.overlay = Some(overlay);
    }

    /// Closes the overlay.
    pub(super) fn take_overlay(&mut self) -> Option<Overlay> {
        self.overlay.take()
    }

    /// The number of a new question of what a filter can become.
    pub(super) fn next_question(&mut self) -> u64 {
        self.questions += 1;
        self.questions
    }

    /// Whether nothing is being typed, chosen or asked.
    pub(super) fn is_at_rest(&self) -> bool {
        self.is_free() && self.question.is_none() && self.pending.is_empty()
    }

    /// Whether the panes receive the keys.
    pub(super) fn is_free(&self) -> bool {
        self.prompt.is_none() && self.overlay.is_none()
    }
}
