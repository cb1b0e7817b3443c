//! Triage by key: marks, tags, notes, undo. In memory at once; the effect hands it to the store.

use crate::article::ArticleId;
use crate::panes::layout::Pane;
use crate::triage::{Action, Save, Value};

use super::State;
use super::effect::Effect;

impl State {
    /// The article that commands act on: the selected one.
    pub(super) fn current_id(&self) -> Option<ArticleId> {
        match self.focus {
            Pane::List => self.ordered.ids().get(self.list.selected()).copied(),
            _ => self.reader.article(),
        }
    }

    /// Does something to the current article, and remembers it for [`State::repeat`].
    pub(super) fn act(&mut self, action: impl FnOnce(Vec<ArticleId>) -> Action) {
        let Some(id) = self.current_id() else { return self.say("there is no article here") };
        let action = action(vec![id]);
        self.carry_out(&action);
        self.last_action = Some(action);
    }

    pub(super) fn carry_out(&mut self, action: &Action) {
        match self.triage.act(action) {
            Some(save) => self.keep(save),
            None => self.say("nothing to change"),
        }
    }

    /// Hands a step to the store; its label is shown when it is kept.
    pub(super) fn keep(&mut self, save: Save) {
        let corrects = save.step.changes.iter().any(|change| matches!(change.after, Value::Correction(..)));
        self.effects.push(Effect::Save(save));
        if corrects {
            self.relink();
        }
    }

    pub(crate) fn toggle_read(&mut self) {
        let read = self.current_id().is_some_and(|id| self.triage.of(id).read);
        // What was just marked as unread by hand should not count as read a moment later.
        self.read_at = None;
        self.act(move |articles| Action::SetRead { articles, value: !read });
    }

    pub(crate) fn toggle_star(&mut self) {
        let starred = self.current_id().is_some_and(|id| self.triage.of(id).starred);
        self.act(move |articles| Action::SetStarred { articles, value: !starred });
    }

    pub(crate) fn toggle_archive(&mut self) {
        let archived = self.current_id().is_some_and(|id| self.triage.of(id).archived);
        self.act(move |articles| Action::SetArchived { articles, value: !archived });
    }

    pub(crate) fn repeat(&mut self) {
        match (self.last_action.clone(), self.current_id()) {
            (Some(action), Some(id)) => self.carry_out(&on(&action, id)),
            (None, _) => self.say("nothing was done yet that could be repeated"),
            (_, None) => self.say("there is no article here"),
        }
    }

    pub(crate) fn undo(&mut self) {
        match self.triage.undo() {
            Some(save) => self.keep(save),
            None => self.say("nothing to undo"),
        }
    }

    pub(crate) fn redo(&mut self) {
        match self.triage.redo() {
            Some(save) => self.keep(save),
            None => self.say("nothing to redo"),
        }
    }

    /// Marks the open article as read, without a place in the history of undo: nobody pressed a key for it.
    pub(super) fn mark_read(&mut self) {
        self.read_at = None;
        if let Some(id) = self.reader.article()
            && let Some(save) =
                self.triage.act_unrecorded(&Action::SetRead { articles: vec![id], value: true })
        {
            self.keep(save);
        }
    }

    /// The open article counts as read when it was open long enough.
    pub(super) fn mark_read_when_due(&mut self) {
        if self.read_at.is_some_and(|due| self.now >= due) {
            self.mark_read();
            self.dirty = true;
        }
    }
}

/// The same action on another article.
fn on(action: &Action, id: ArticleId) -> Action {
    let articles = vec![id];
    match action.clone() {
        Action::SetRead { value, .. } => Action::SetRead { articles, value },
        Action::SetStarred { value, .. } => Action::SetStarred { articles, value },
        Action::SetArchived { value, .. } => Action::SetArchived { articles, value },
        Action::AddTag { tag, .. } => Action::AddTag { articles, tag },
        Action::RemoveTag { tag, .. } => Action::RemoveTag { articles, tag },
        other => other,
    }
}
