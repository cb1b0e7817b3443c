//! Triage by key: marks, tags, notes, undo. In memory at once; the effect hands it to the store.

use std::sync::Arc;

use crate::article::ArticleId;
use crate::panes::layout::Pane;
use crate::triage::{Action, Marks, Save, Value};

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

    /// The articles that triage acts on: the selected ones, else the current one.
    fn subjects(&self) -> Vec<ArticleId> {
        if self.selection.is_empty() { self.current_id().into_iter().collect() } else { self.selection.ids() }
    }

    /// Whether all of the articles that triage acts on have a mark, so that a toggle takes it away.
    fn all(&self, has: impl Fn(&Marks) -> bool) -> bool {
        self.subjects().iter().all(|id| has(self.triage.of(*id)))
    }

    /// Does something to the selected articles or the current one, and remembers it for [`State::repeat`].
    pub(super) fn act(&mut self, action: impl FnOnce(Vec<ArticleId>) -> Action) {
        let subjects = self.subjects();
        if subjects.is_empty() {
            return self.say("there is no article here");
        }
        let action = action(subjects);
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
        let corrections: Vec<_> = save
            .step
            .changes
            .iter()
            .filter_map(|change| match &change.after {
                Value::Correction(correction, _) => Some(Arc::clone(correction)),
                _ => None,
            })
            .collect();
        self.effects.push(Effect::Save(save));
        if !corrections.is_empty() {
            self.corrected = corrections.iter().flat_map(|it| it.names()).map(str::to_owned).collect();
            self.relink();
        }
    }

    pub(crate) fn toggle_read(&mut self) {
        let read = self.all(|marks| marks.read);
        // What was just marked as unread by hand should not count as read a moment later.
        self.read_at = None;
        self.act(move |articles| Action::SetRead { articles, value: !read });
    }

    pub(crate) fn toggle_star(&mut self) {
        let starred = self.all(|marks| marks.starred);
        self.act(move |articles| Action::SetStarred { articles, value: !starred });
    }

    pub(crate) fn toggle_archive(&mut self) {
        let archived = self.all(|marks| marks.archived);
        self.act(move |articles| Action::SetArchived { articles, value: !archived });
    }

    pub(crate) fn repeat(&mut self) {
        match self.last_action.clone() {
            Some(action) => self.act(|articles| on(&action, articles)),
            None => self.say("nothing was done yet that could be repeated"),
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
