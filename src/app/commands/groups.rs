//! Commands of groups: by what the list is grouped, and which groups are folded.

use super::Command;
use crate::app::grouping::{GroupBy, WAYS};
use crate::app::input::Overlay;
use crate::app::state::State;
use crate::panes::help::{Entry, Help};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "group",
        doc: "group the list by source, month, person, tag or story, or not at all",
        section: "Views",
        run: State::choose_grouping,
    },
    Command {
        name: "fold-groups",
        doc: "fold all groups of the list, or unfold them",
        section: "Views",
        run: State::fold_groups,
    },
];

impl State {
    pub(in crate::app) fn choose_grouping(&mut self) {
        let entry = |way: &crate::app::grouping::Way| Entry {
            key: way.name.to_owned(),
            text: way.doc.to_owned(),
            group: "",
        };
        let mut list = Help::new("Groups · Enter chooses, Esc closes", WAYS.iter().map(entry).collect());
        let present = WAYS.iter().position(|way| way.by == self.listing.grouping().by());
        list.step(present.unwrap_or(0) as isize);
        self.lay(Overlay::Groups(list));
    }

    /// Groups the list as was chosen.
    pub(in crate::app) fn group_by(&mut self, chosen: Option<usize>) {
        let Some(way) = chosen.and_then(|index| WAYS.get(index)) else { return };
        self.listing.grouping_mut().set(way.by);
        self.filter();
    }

    /// Folds the group of the selected heading, or unfolds it.
    pub(in crate::app) fn fold_group(&mut self) {
        let Some(name) = self.listing.section().map(|section| section.name.clone()) else { return };
        self.listing.grouping_mut().toggle(&name);
        self.filter();
    }

    pub(in crate::app) fn fold_groups(&mut self) {
        if self.listing.grouping().by() == GroupBy::Nothing {
            let key = self.first_key_for("group");
            return self.say(format!("the list is not grouped: {key} groups it"));
        }
        self.listing.grouping_mut().toggle_all();
        self.filter();
    }
}
