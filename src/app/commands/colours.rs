//! Which kinds of facts are coloured in the text: a list of the kinds, each turned on and off.

use super::Command;
use crate::app::input::Overlay;
use crate::app::state::State;
use crate::facts::KINDS;
use crate::panes::help::{Entry, Help};

pub(super) const COMMANDS: &[Command] = &[Command {
    name: "colours",
    doc: "turn the colouring of people, amounts and other kinds in the text on and off",
    section: "Facts",
    run: |state| state.list_colours(0),
}];

impl State {
    fn list_colours(&mut self, selected: usize) {
        let entry = |row: &crate::facts::KindRow| Entry {
            key: if self.plain.contains(&row.kind) { "off" } else { "on" }.to_owned(),
            text: row.plural.to_owned(),
            group: "",
        };
        let title = "Colours in the text · Enter turns one on or off, Esc closes";
        let mut list = Help::new(title, KINDS.iter().map(entry).collect());
        list.step(selected as isize);
        self.lay(Overlay::Colours(list));
    }

    /// Turns the colouring of a kind on or off, by its place in the list, which stays open.
    pub(in crate::app) fn toggle_colour(&mut self, selected: Option<usize>) {
        let Some(index) = selected.filter(|index| *index < KINDS.len()) else { return };
        let kind = KINDS[index].kind;
        if self.plain.contains(&kind) {
            self.plain.retain(|own| *own != kind);
        } else {
            self.plain.push(kind);
        }
        self.list_colours(index);
    }
}
