//! Commands that select articles, so that triage acts on many at once. A mark on everything above asks first: it
//! says how many it would be, and does it when the same key comes again.

use super::Command;
use crate::app::input::Asked;
use crate::app::state::State;
use crate::article::ArticleId;
use crate::panes::layout::Pane;
use crate::text::count::counted;
use crate::triage::Action;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "select",
        doc: "in the text, select a passage; in the list, the article, or on a heading its group: triage then acts on all selected",
        section: "Triage",
        run: State::toggle_selected,
    },
    Command {
        name: "select-range",
        doc: "select everything from the last selected article to this one",
        section: "Triage",
        run: State::select_range,
    },
    Command {
        name: "select-all",
        doc: "select everything in the list, or nothing",
        section: "Triage",
        run: State::select_all,
    },
    Command {
        name: "read-above",
        doc: "mark everything above as read, after saying how many",
        section: "Triage",
        run: State::read_above,
    },
];

impl State {
    pub(in crate::app) fn toggle_selected(&mut self) {
        if self.focus() == Pane::Reader {
            return self.begin_passage();
        }
        if let Some(section) = self.heading() {
            let members = self.listing.ordered().members(section).to_vec();
            self.selection.extend(&members);
            return self.say_selected();
        }
        let Some(id) = self.current_id() else { return self.say("there is no article here") };
        self.selection.toggle(id);
        self.select(self.listing.row() + 1);
    }

    pub(in crate::app) fn select_range(&mut self) {
        let anchor = self.selection.anchor().and_then(|id| self.listing.row_of(id));
        let Some(anchor) = anchor else { return self.toggle_selected() };
        let here = self.listing.row();
        let rows = anchor.min(here)..=anchor.max(here);
        let range: Vec<_> = rows.filter_map(|row| self.listing.article_at(row)).collect();
        self.selection.extend(&range);
        self.say_selected();
    }

    pub(in crate::app) fn select_all(&mut self) {
        let ids: Vec<_> = (0..self.listing.rows()).filter_map(|row| self.listing.article_at(row)).collect();
        if ids.iter().all(|id| self.selection.has(*id)) {
            self.selection.clear();
            return self.say("nothing is selected");
        }
        self.selection.extend(&ids);
        self.say_selected();
    }

    /// How many articles are selected, and how many of them are listed when not all are.
    fn say_selected(&mut self) {
        self.count_selected();
        let text = self.selected().unwrap_or_default();
        self.say(text);
    }

    /// `34 selected, 2 here`; `None` when nothing is selected.
    pub(in crate::app) fn selected(&self) -> Option<String> {
        let all = self.selection.len();
        let here = self.selection.here();
        match all {
            0 => None,
            _ if here == all => Some(format!("{all} selected")),
            _ => Some(format!("{all} selected, {here} here")),
        }
    }

    pub(in crate::app) fn read_above(&mut self) {
        let above = (0..self.listing.row()).filter_map(|row| self.listing.article_at(row));
        let unread: Vec<ArticleId> = above.filter(|id| self.triage.of(*id).unread()).collect();
        if unread.is_empty() {
            return self.say("no unread article above");
        }
        let question = format!(
            "{} above · {} again marks them as read",
            counted(unread.len(), "unread article"),
            self.first_key_for("read-above")
        );
        self.ask_about(Asked::Act(Action::SetRead { articles: unread, value: true }), question);
    }
}
