//! Commands of saved views: named filters, listed by a key, from a list with their counts, or within other filters.

use std::sync::Arc;

use super::Command;
use crate::app::effect::{CountJob, Effect};
use crate::app::input::{Asked, Chosen, Overlay};
use crate::app::prompt::Purpose;
use crate::app::state::State;
use crate::app::view::View;
use crate::config::NamedQuery;
use crate::filter::{SavedView, Views, clean_view_name};
use crate::panes::help::{Entry, Help};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "views",
        doc: "list all views with their unread articles, to choose one",
        section: "Views",
        run: State::list_views,
    },
    Command {
        name: "save-view",
        doc: "save the filter, with view and order, under a name; :save-view NAME too",
        section: "Views",
        run: State::save_view,
    },
    Command {
        name: "saved-view-1",
        doc: "list the first saved view",
        section: "Views",
        run: |state| state.show_saved(0),
    },
    Command {
        name: "saved-view-2",
        doc: "list the second saved view",
        section: "Views",
        run: |state| state.show_saved(1),
    },
    Command {
        name: "saved-view-3",
        doc: "list the third saved view",
        section: "Views",
        run: |state| state.show_saved(2),
    },
    Command {
        name: "saved-view-4",
        doc: "list the fourth saved view",
        section: "Views",
        run: |state| state.show_saved(3),
    },
    Command {
        name: "saved-view-5",
        doc: "list the fifth saved view",
        section: "Views",
        run: |state| state.show_saved(4),
    },
];

/// The parts of the library, with the commands that list them.
const PARTS: [(View, &str); 4] = [
    (View::All, "view-all"),
    (View::Unread, "view-unread"),
    (View::Starred, "view-starred"),
    (View::Archived, "view-archived"),
];

impl State {
    /// Lists a saved view, by its place among them.
    pub(in crate::app) fn show_saved(&mut self, index: usize) {
        match self.views.all().get(index).cloned() {
            Some(view) => {
                self.listing.set_saved(view);
                self.filter();
            }
            None => {
                let (save, count) = (self.first_key_for("save-view"), self.views.all().len());
                self.say(match count {
                    0 => format!("no view is saved yet: {save} saves the present filter"),
                    1 => format!("there is one saved view: {save} saves the present filter too"),
                    _ => format!("there are {count} saved views: {save} saves the present filter too"),
                });
            }
        }
    }

    /// Shows the list of views, whose counts come later.
    pub(in crate::app) fn list_views(&mut self) {
        let parts = PARTS.iter().map(|(view, _)| Chosen::Part(*view));
        let views: Vec<_> = parts.chain((0..self.views.all().len()).map(Chosen::Saved)).collect();
        let present = views.iter().position(|view| match view {
            Chosen::Part(view) => self.listing.saved().is_none() && self.listing.view() == *view,
            Chosen::Saved(index) => self.listing.saved() == self.views.all().get(*index),
        });
        let mut list = Help::new("Views · Enter lists one, Esc closes", self.entries_of_views(&[]));
        list.step(present.unwrap_or(0) as isize);
        self.lay(Overlay::Views(list, views));
        if !self.views.all().is_empty() {
            self.counted_views += 1;
            self.effects.push(Effect::Count(CountJob {
                generation: self.counted_views,
                views: Arc::clone(&self.views),
                marks: self.triage.marks().clone(),
                library: Arc::clone(&self.library),
                index: Arc::clone(&self.index),
            }));
        }
    }

    /// Takes the counts of the views for their list.
    pub(in crate::app) fn views_counted(&mut self, generation: u64, counts: &[(usize, usize)]) {
        if generation != self.counted_views {
            return;
        }
        let entries = self.entries_of_views(counts);
        if let Some(Overlay::Views(list, _)) = self.input.overlay_mut() {
            list.replace(entries);
        }
    }

    fn entries_of_views(&self, counts: &[(usize, usize)]) -> Vec<Entry> {
        let (marks, articles) = (self.triage.marks(), self.library.articles().len());
        let all = marks.counts();
        let part = |(view, command): &(View, &str)| {
            let number = match view {
                View::All => format!("{} unread of {}", marks.unread(), articles - all.archived),
                View::Unread => marks.unread().to_string(),
                View::Starred => all.starred.to_string(),
                View::Archived => all.archived.to_string(),
            };
            Entry {
                key: self.first_key_for(command),
                text: format!("{} · {number}", view.title()),
                group: "",
            }
        };
        let saved = |(index, view): (usize, &SavedView)| {
            let number = match counts.get(index) {
                Some((unread, all)) => format!("{unread} unread of {all}"),
                None => "…".to_owned(),
            };
            let key = self.first_key_for(&format!("saved-view-{}", index + 1));
            Entry { key, text: format!("{} · {number} · {}", view.name, view.text), group: "saved" }
        };
        PARTS.iter().map(part).chain(self.views.all().iter().enumerate().map(saved)).collect()
    }

    /// Lists the view that was chosen from the list.
    pub(in crate::app) fn choose_view(&mut self, chosen: Option<Chosen>) {
        match chosen {
            Some(Chosen::Part(view)) => self.set_view(view),
            Some(Chosen::Saved(index)) => self.show_saved(index),
            None => {}
        }
    }

    /// Asks for the name under which to save what is listed.
    pub(in crate::app) fn save_view(&mut self) {
        if let Some(mistake) = self.listing.mistake() {
            return self.say(mistake);
        }
        if self.listing.to_be_saved(&self.views).is_none() {
            let filter = self.first_key_for("filter");
            return self.say(format!("everything is listed: a view needs a filter ({filter}), or an order"));
        }
        self.ask(Purpose::SaveView);
    }

    /// Saves what is listed under a name; asks first when the name is another view's.
    pub(in crate::app) fn save_view_as(&mut self, typed: &str) {
        let name = clean_view_name(typed);
        let Some(query) = self.listing.to_be_saved(&self.views).filter(|_| !name.is_empty()) else {
            return self.say("a view needs a name");
        };
        match self.views.called(&name) {
            // Saving a view on the base of itself would make a circle.
            Some(view) if self.listing.saved() == Some(view) => {
                let query = self.listing.full_query().to_string();
                let name = view.name.to_string();
                self.ask_about(
                    Asked::SaveView { name: name.clone(), query },
                    format!("the view {name} is there: Enter replaces it by what is listed"),
                );
            }
            Some(view) => {
                let name = view.name.to_string();
                let question = format!("the view {name} is there ({}): Enter replaces it", view.text);
                self.ask_about(Asked::SaveView { name, query }, question);
            }
            None => self.keep_view(name, query),
        }
    }

    /// Requests that a view is put into the configuration.
    pub(in crate::app) fn keep_view(&mut self, name: String, query: String) {
        let mut queries = self.settings.views.clone();
        put(&mut queries, &name, &query);
        let (_, mistakes) = Views::new(queries.iter().map(|view| (&*view.name, &*view.query)));
        if let Some((_, cause)) = mistakes.iter().find(|(index, _)| queries[*index].name == name) {
            return self.say(format!("the view {name} {cause}"));
        }
        self.effects.push(Effect::SaveView { name, query });
    }

    /// Takes a view that is in the configuration now.
    pub(in crate::app) fn view_saved(&mut self, name: &str, query: &str) {
        put(&mut self.settings.views, name, query);
        let views = self.settings.views.iter().map(|view| (&*view.name, &*view.query));
        self.views = Arc::new(Views::new(views).0);
        let index = self.views.all().iter().position(|view| *view.name == *name);
        let key = index.map(|index| self.first_key_for(&format!("saved-view-{}", index + 1)));
        let (key, list) = (key.unwrap_or_default(), self.first_key_for("views"));
        let how = if key.is_empty() { format!("{list} lists it") } else { format!("{key} lists it") };
        self.say(format!("saved the view {name} in the configuration · {how}"));
    }
}

/// Puts a view among those of the configuration, in the place of one of its name.
fn put(views: &mut Vec<NamedQuery>, name: &str, query: &str) {
    match views.iter_mut().find(|view| view.name == name) {
        Some(view) => query.clone_into(&mut view.query),
        None => views.push(NamedQuery {
            name: name.to_owned(),
            query: query.to_owned(),
            place: "the configuration".to_owned(),
        }),
    }
}
