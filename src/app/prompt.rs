//! A line of input and what it is for.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::config::key::Key;
use crate::panes::layout::Pane;
use crate::triage::Action;

use super::State;
use super::line_edit::LineEdit;
use super::reading::Place;

/// What a line of input is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The filter, live; `keep` begins with the one there is.
    Filter {
        /// Whether to begin with the present filter.
        keep: bool,
    },
    /// A search in the texts.
    Search,
    /// A tag to add.
    AddTag,
    /// A tag to remove.
    RemoveTag,
    /// A note.
    Note,
    /// A command line that reads the article.
    Pipe,
    /// Another name for the selected person.
    Rename,
}

impl Purpose {
    /// What stands before the line.
    pub fn label(self) -> &'static str {
        match self {
            Self::Filter { .. } => "filter",
            Self::Search => "/",
            Self::AddTag => "add tag",
            Self::RemoveTag => "remove tag",
            Self::Note => "note",
            Self::Pipe => "pipe to",
            Self::Rename => "name",
        }
    }
}

/// A line of input.
#[derive(Debug)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What was typed.
    pub line: LineEdit,
    /// The filter and the place that Escape goes back to.
    before: (String, Option<Place>),
}

impl State {
    /// Asks for a line of input.
    pub(crate) fn ask(&mut self, purpose: Purpose) {
        let text = match purpose {
            Purpose::Filter { keep: true } => self.query.clone(),
            Purpose::Note => self.selected_note(),
            Purpose::Rename => self.selected_person().map(|(_, name)| name).unwrap_or_default(),
            _ => String::new(),
        };
        if self.current_id().is_none() && !matches!(purpose, Purpose::Filter { .. }) {
            return self.say("there is no article here");
        }
        // The list is what a filter changes: it should be in sight while one types.
        if matches!(purpose, Purpose::Filter { .. }) && self.areas.list.is_none() {
            self.set_focus(Pane::List);
        }
        let before = (self.query.clone(), self.here());
        self.prompt = Some(Prompt { purpose, line: LineEdit::new(&text), before });
        if purpose == (Purpose::Filter { keep: false }) {
            self.prompt_changed();
        }
    }

    fn selected_note(&self) -> String {
        self.current_id().and_then(|id| self.triage.note(id)).unwrap_or_default().to_owned()
    }

    pub(super) fn press_in_prompt(&mut self, key: Key) {
        let Some(prompt) = &mut self.prompt else { return };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let filtering = matches!(prompt.purpose, Purpose::Filter { .. });
        match key.code {
            KeyCode::Esc => self.cancel_prompt(),
            KeyCode::Char('c') if control => self.cancel_prompt(),
            KeyCode::Enter => self.submit(),
            KeyCode::Down if filtering => self.step_article(1),
            KeyCode::Up if filtering => self.step_article(-1),
            KeyCode::Char('n') if control && filtering => self.step_article(1),
            KeyCode::Char('p') if control && filtering => self.step_article(-1),
            _ => {
                if prompt.line.press(key) {
                    self.prompt_changed();
                }
            }
        }
    }

    fn cancel_prompt(&mut self) {
        if let Some(prompt) = self.prompt.take()
            && matches!(prompt.purpose, Purpose::Filter { .. })
        {
            let (query, place) = prompt.before;
            if query == self.query {
                return;
            }
            self.return_to = place;
            self.set_query(query);
        }
    }

    /// The text of the prompt is another one now.
    pub(super) fn prompt_changed(&mut self) {
        let Some(prompt) = &self.prompt else { return };
        if matches!(prompt.purpose, Purpose::Filter { .. }) {
            self.set_query(prompt.line.text().to_owned());
        }
    }

    fn submit(&mut self) {
        let Some(prompt) = self.prompt.take() else { return };
        let text = prompt.line.text();
        let Some(id) = self.current_id() else { return };
        match prompt.purpose {
            Purpose::Filter { .. } => {
                if let Some(mistake) = self.query_mistake.clone() {
                    self.say(mistake);
                }
            }
            Purpose::Search => self.search(text),
            Purpose::AddTag => self.act(|articles| Action::AddTag { articles, tag: text.to_owned() }),
            Purpose::RemoveTag => self.act(|articles| Action::RemoveTag { articles, tag: text.to_owned() }),
            Purpose::Rename => self.rename(text),
            Purpose::Pipe => self.pipe(id, text),
            Purpose::Note => {
                let action = Action::SetNote { article: id, text: text.to_owned() };
                self.carry_out(&action);
            }
        }
    }
}
