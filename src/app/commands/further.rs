//! Commands of other readers, for hands that know them: unread articles without a target, links by number, everything
//! listed as read.

use super::Command;
use crate::app::input::Asked;
use crate::app::prompt::Purpose;
use crate::app::state::State;
use crate::app::view::View;
use crate::article::ArticleId;
use crate::config::key::Key;
use crate::text::count::counted;
use crate::triage::Action;

pub(super) const FIND: &[Command] = &[
    Command {
        name: "next-unread",
        doc: "next unread article, whatever is tracked",
        section: "Find",
        run: |state| state.step_unread(true),
    },
    Command {
        name: "previous-unread",
        doc: "previous unread article, whatever is tracked",
        section: "Find",
        run: |state| state.step_unread(false),
    },
    Command { name: "filter-tag", doc: "begin a filter for a tag", section: "Find", run: State::filter_tag },
    Command {
        name: "clear-filter",
        doc: "drop the filter, whatever else is selected or tracked",
        section: "Find",
        run: |state| state.set_query(String::new()),
    },
    Command {
        name: "toggle-unread",
        doc: "list the unread articles, or all again",
        section: "Find",
        run: State::toggle_unread,
    },
];

pub(super) const TRIAGE: &[Command] = &[Command {
    name: "read-listed",
    doc: "mark everything listed as read, after saying how many",
    section: "Triage",
    run: State::read_listed,
}];

pub(super) const OUT: &[Command] = &[
    Command {
        name: "browse-read",
        doc: "open the article's address in the browser, and mark it as read",
        section: "Out",
        run: State::browse_read,
    },
    Command {
        name: "numbered-link",
        doc: "open the link of the article that has the number of the key; 0 is the tenth",
        section: "Out",
        run: State::open_numbered_link,
    },
];

impl State {
    pub(in crate::app) fn filter_tag(&mut self) {
        self.ask(Purpose::Filter { keep: false });
        if let Some(prompt) = self.input.prompt_mut() {
            prompt.line.insert("tag:");
            self.prompt_changed();
        }
    }

    pub(in crate::app) fn toggle_unread(&mut self) {
        let unread = self.listing.view() == View::Unread;
        self.set_view(if unread { View::All } else { View::Unread });
    }

    pub(in crate::app) fn read_listed(&mut self) {
        let listed = self.listing.ordered();
        let with_folded = |id: &ArticleId| [&[*id], listed.folded(*id)].concat();
        let unread = listed.ids().iter().flat_map(with_folded).filter(|id| self.triage.of(*id).unread());
        let unread: Vec<ArticleId> = unread.collect();
        if unread.is_empty() {
            return self.say("no unread article is listed");
        }
        let key = self.input.last().map(|key| key.to_string()).unwrap_or_default();
        let count = counted(unread.len(), "unread article");
        let question = format!("{count} listed · {key} again marks them as read");
        self.ask_about(Asked::Act(Action::SetRead { articles: unread, value: true }), question);
    }

    pub(in crate::app) fn browse_read(&mut self) {
        let Some(id) = self.current_id() else { return self.say("there is no article here") };
        self.browse();
        if self.library.article(id).url.is_some() && !self.triage.of(id).read {
            self.carry_out(&Action::SetRead { articles: vec![id], value: true });
        }
    }

    pub(in crate::app) fn open_numbered_link(&mut self) {
        let Some(id) = self.current_id() else { return self.say("there is no article here") };
        let digit = self.input.last().and_then(digit);
        let number = digit.map_or(1, |digit| if digit == 0 { 10 } else { digit });
        let structure = self.library.article(id).structure();
        let target = structure.links().get(number - 1).map(|link| structure.target(link).to_owned());
        match target {
            Some(target) => self.browse_to(&target),
            None => self.say(format!("this article has no link {number}")),
        }
    }
}

fn digit(key: Key) -> Option<usize> {
    key.to_string().parse().ok()
}
