//! Selecting articles so that triage acts on many at once. A mark on everything above asks first: it says how
//! many it would be, and does it when the same key comes again.

use std::collections::BTreeSet;

use crate::article::ArticleId;
use crate::triage::Action;

use super::State;

/// The selected articles, and a question that waits for its answer.
#[derive(Debug, Default)]
pub(super) struct Selection {
    articles: BTreeSet<ArticleId>,
    /// Where a range begins.
    anchor: Option<ArticleId>,
    /// How many articles the question is about.
    question: Option<usize>,
}

impl Selection {
    /// Whether nothing is selected.
    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// How many are.
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether one is.
    pub(super) fn has(&self, id: ArticleId) -> bool {
        self.articles.contains(&id)
    }

    /// All of them.
    pub(super) fn ids(&self) -> Vec<ArticleId> {
        self.articles.iter().copied().collect()
    }

    /// Selects nothing.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The question that waits.
    pub(super) fn asked(&self) -> Option<usize> {
        self.question
    }

    /// A question that was not answered by the very next command is forgotten.
    pub(super) fn forget_question(&mut self, asked: Option<usize>) {
        if asked.is_some() {
            self.question = None;
        }
    }
}

impl State {
    pub(crate) fn toggle_selected(&mut self) {
        let Some(id) = self.current_id() else { return self.say("there is no article here") };
        if !self.selection.articles.remove(&id) {
            self.selection.articles.insert(id);
        }
        self.selection.anchor = Some(id);
        self.select(self.list.selected() + 1);
    }

    pub(crate) fn select_range(&mut self) {
        let anchor = self.selection.anchor.and_then(|id| self.ordered.place(id));
        let Some(anchor) = anchor else { return self.toggle_selected() };
        let here = self.list.selected();
        let range = self.ordered.ids().get(anchor.min(here)..=anchor.max(here)).unwrap_or_default();
        self.selection.articles.extend(range);
        self.say(format!("{} articles are selected", self.selection.len()));
    }

    pub(crate) fn select_all(&mut self) {
        let ids = self.ordered.ids();
        if ids.iter().all(|id| self.selection.has(*id)) {
            self.selection.clear();
            return self.say("nothing is selected");
        }
        self.selection.articles.extend(ids);
        self.say(format!("{} articles are selected", self.selection.len()));
    }

    pub(crate) fn read_above(&mut self) {
        let above = self.ordered.ids().get(..self.list.selected()).unwrap_or_default();
        let unread: Vec<ArticleId> =
            above.iter().copied().filter(|id| self.triage.of(*id).unread()).collect();
        match unread.len() {
            0 => self.say("no unread article above"),
            count if self.selection.question == Some(count) => {
                self.carry_out(&Action::SetRead { articles: unread, value: true });
            }
            count => {
                let key = self.first_key_for("read-above");
                self.say(format!("{count} unread articles above · {key} again marks them as read"));
                self.selection.question = Some(count);
            }
        }
    }
}
