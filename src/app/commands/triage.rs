//! Commands of triage: marks, tags and notes on the current article, and their undo.

use super::Command;
use crate::app::prompt::Purpose;
use crate::app::state::State;
use crate::article::ArticleId;
use crate::triage::Action;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "toggle-read",
        doc: "mark as read, or as unread",
        section: "Triage",
        run: State::toggle_read,
    },
    Command {
        name: "toggle-star",
        doc: "star, or take the star away",
        section: "Triage",
        run: State::toggle_star,
    },
    Command {
        name: "toggle-archive",
        doc: "archive, or bring back",
        section: "Triage",
        run: State::toggle_archive,
    },
    Command {
        name: "add-tag",
        doc: "add tags to the article (a, b are two); Tab completes",
        section: "Triage",
        run: |state| state.ask(Purpose::AddTag),
    },
    Command {
        name: "remove-tag",
        doc: "remove tags from the article; Tab completes",
        section: "Triage",
        run: |state| state.ask(Purpose::RemoveTag),
    },
    Command {
        name: "take-offered",
        doc: "take over the tags, stars and read marks that the files of the listed or selected articles offer",
        section: "Triage",
        run: State::take_offered,
    },
    Command {
        name: "note",
        doc: "write a note; an empty one deletes it",
        section: "Triage",
        run: |state| state.ask(Purpose::Note),
    },
    Command {
        name: "repeat",
        doc: "repeat the last action on this article, or on the selected ones",
        section: "Triage",
        run: State::repeat,
    },
    Command { name: "undo", doc: "undo the last action", section: "Triage", run: State::undo },
    Command { name: "redo", doc: "redo what was undone", section: "Triage", run: State::redo },
];

impl State {
    pub(in crate::app) fn toggle_read(&mut self) {
        let read = self.all(|marks| marks.read);
        // An article just marked as unread must not be marked as read by itself.
        self.reading.read_at(None);
        self.act(move |articles| Action::SetRead { articles, value: !read });
    }

    pub(in crate::app) fn toggle_star(&mut self) {
        let starred = self.all(|marks| marks.starred);
        self.act(move |articles| Action::SetStarred { articles, value: !starred });
    }

    pub(in crate::app) fn toggle_archive(&mut self) {
        let archived = self.all(|marks| marks.archived);
        self.act(move |articles| Action::SetArchived { articles, value: !archived });
    }

    /// What exports offer: of the selected articles, else of all that are listed, with those in folded stories.
    pub(in crate::app) fn take_offered(&mut self) {
        let library = std::sync::Arc::clone(&self.library);
        let ids: Vec<ArticleId> = if self.selection.is_empty() {
            let ordered = self.listing.ordered();
            let with_folded = |&id: &ArticleId| [&[id], ordered.folded(id)].concat();
            ordered.ids().iter().flat_map(with_folded).collect()
        } else {
            self.subjects()
        };
        let action = self.triage.take_offered(ids.into_iter().map(|id| (id, library.article(id))));
        match self.triage.act(&action) {
            Some(save) => self.keep(save),
            None => self.say("the files of these articles offer no marks that they do not have"),
        }
    }

    pub(in crate::app) fn repeat(&mut self) {
        match self.last_action.clone() {
            Some(action) => self.act(|articles| on(&action, articles)),
            None => self.say("nothing was done yet that could be repeated"),
        }
    }

    pub(in crate::app) fn undo(&mut self) {
        match self.triage.undo() {
            Some(save) => {
                self.keep(save.clone());
                self.show_changed(&save);
            }
            None => self.say("nothing to undo"),
        }
    }

    pub(in crate::app) fn redo(&mut self) {
        match self.triage.redo() {
            Some(save) => {
                self.keep(save.clone());
                self.show_changed(&save);
            }
            None => self.say("nothing to redo"),
        }
    }
}

/// The same action on other articles.
fn on(action: &Action, articles: Vec<ArticleId>) -> Action {
    match action.clone() {
        Action::SetRead { value, .. } => Action::SetRead { articles, value },
        Action::SetStarred { value, .. } => Action::SetStarred { articles, value },
        Action::SetArchived { value, .. } => Action::SetArchived { articles, value },
        Action::AddTag { tag, .. } => Action::AddTag { articles, tag },
        Action::RemoveTag { tag, .. } => Action::RemoveTag { articles, tag },
        other => other,
    }
}
