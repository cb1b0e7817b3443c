//! Commands for what an article is made of: its headings, to jump to, and its links, to be opened or copied.

use super::Command;
use crate::app::input::Overlay;
use crate::app::state::State;
use crate::article::structure::BlockKind;
use crate::panes::help::{Entry, Help};
use crate::panes::layout::Pane;
use crate::text::sanitise;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "outline",
        doc: "list the headings of the article and go to one",
        section: "Find",
        run: State::outline,
    },
    Command {
        name: "links",
        doc: "list the links of the article, to open or copy one",
        section: "Out",
        run: State::links,
    },
];

impl State {
    /// Lists the headings, with the one that the view is below selected.
    pub(in crate::app) fn outline(&mut self) {
        let Some(id) = self.reading.article() else { return self.say("there is no article here") };
        let article = self.library.article(id);
        let structure = article.structure();
        let heading = |kind| match kind {
            BlockKind::Heading(level) => Some(usize::from(level)),
            _ => None,
        };
        let headings: Vec<_> =
            structure.blocks().iter().filter_map(|block| Some((heading(block.kind)?, block.span))).collect();
        let top = headings.iter().map(|(level, _)| *level).min().unwrap_or(0);
        let entries = headings.iter().map(|(level, span)| Entry {
            key: String::new(),
            text: format!("{}{}", "  ".repeat(level - top), span.of(&article.text)),
            group: "",
        });
        let entries: Vec<_> = entries.collect();
        let places: Vec<u32> = headings.iter().map(|(_, span)| span.start).collect();
        if entries.is_empty() {
            return self.say("this article has no headings");
        }
        let here = self.here().map_or(0, |place| place.offset);
        let mut list = Help::new("Outline · Enter goes there, Esc closes", entries);
        let above = places.partition_point(|&place| place <= here);
        list.step(isize::try_from(above.saturating_sub(1)).unwrap_or(0));
        self.lay(Overlay::Outline(list, places));
    }

    /// Goes to the heading that was chosen from the outline.
    pub(in crate::app) fn go_to_heading(&mut self, place: Option<u32>) {
        let Some(offset) = place else { return };
        self.leave_mark();
        self.set_focus(Pane::Reader);
        self.with_reader(|reader, article, _| reader.go_to(article, offset));
        self.moved();
    }

    /// Lists the links by their numbers.
    pub(in crate::app) fn links(&mut self) {
        let Some(id) = self.current_id() else { return self.say("there is no article here") };
        let article = self.library.article(id);
        let structure = article.structure();
        let links = structure.links();
        let entries = links.iter().enumerate().map(|(index, link)| Entry {
            key: (index + 1).to_string(),
            text: format!("{} · {}", link.span.of(&article.text), structure.target(link)),
            group: "",
        });
        let entries: Vec<_> = entries.collect();
        if entries.is_empty() {
            return self.say("this article has no links");
        }
        let targets = links.iter().map(|link| structure.target(link).to_owned()).collect();
        self.lay(Overlay::Links(Help::new("Links · Enter opens, y copies, Esc closes", entries), targets));
    }

    /// Opens a link that was chosen from the list in the browser.
    pub(in crate::app) fn open_link(&mut self, target: Option<&str>) {
        if let Some(target) = target {
            self.browse_to(target);
        }
    }

    /// Copies the link that is selected in the list.
    pub(in crate::app) fn copy_link(&mut self) {
        let Some(Overlay::Links(list, targets)) = self.input.take_overlay() else { return };
        let Some(target) = list.selected().and_then(|index| targets.get(index)) else { return };
        let target = sanitise(target).into_owned();
        let what = format!("copied {target}");
        self.copy(target, what);
    }
}
