//! Commands on stories: articles that tell the same text, wholly or nearly, and share a row of the list.

use super::Command;
use crate::app::state::State;
use crate::article::ArticleId;
use crate::panes::layout::Pane;
use crate::text::count::counted;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "unfold",
        doc: "show each near-duplicate of this article on a row of its own, or fold them into one row; in the facts, fold \
              the group",
        section: "Stories",
        run: State::unfold,
    },
    Command {
        name: "unfold-all",
        doc: "show every near-duplicate on a row of its own, or fold them",
        section: "Stories",
        run: State::unfold_all,
    },
    Command {
        name: "select-story",
        doc: "select this article and its near-duplicates in the list: triage then acts on all of them",
        section: "Stories",
        run: State::select_story,
    },
];

impl State {
    pub(in crate::app) fn unfold(&mut self) {
        if self.focus() == Pane::Facts {
            return self.facts.fold();
        }
        let story = self.story_here();
        if story.len() < 2 {
            return self.say("this article has no near-duplicate in the list");
        }
        let library = std::sync::Arc::clone(&self.library);
        self.listing.folding_mut().toggle(library.story(story[0]));
        self.filter();
    }

    pub(in crate::app) fn unfold_all(&mut self) {
        let unfolded = self.listing.folding_mut().toggle_all();
        self.say(if unfolded { "every article has a row" } else { "near-duplicates share a row" });
        self.filter();
    }

    pub(in crate::app) fn select_story(&mut self) {
        let story = self.story_here();
        if story.len() < 2 {
            return self.say("this article has no near-duplicate in the list");
        }
        self.selection.extend(&story);
        self.count_selected();
        self.say(format!("{} of this story are selected", counted(story.len(), "article")));
        if !self.listing.ordered().folded(story[0]).is_empty() {
            self.unfold();
        }
    }

    /// The articles of the current one's story that the list has, folded ones included and the one with a row first. Only the
    /// current article when it has no near-duplicate; empty when there is no current article.
    fn story_here(&self) -> Vec<ArticleId> {
        let Some(id) = self.current_id() else { return Vec::new() };
        let listed = |id: &ArticleId| self.listing.row_of(*id).is_some();
        let mut story: Vec<ArticleId> = self.library.story(id).iter().copied().filter(listed).collect();
        // The one that has a row first.
        story.sort_by_key(|id| !self.listing.ordered().leads(*id));
        story
    }
}
