//! The state of the running reader and what changes it. Events come in, commands change the state, effects go
//! out; nothing here touches a terminal, a disk or a clock, so every screen can be drawn in a test.

pub mod commands;
mod correcting;
pub mod draw;
pub mod effect;
#[cfg(any(test, feature = "fuzzing"))]
mod invariants;
pub mod line_edit;
mod marking;
mod out;
mod overlay;
pub mod prompt;
mod reading;
#[cfg(test)]
mod saving_tests;
#[cfg(test)]
mod scenario;
#[cfg(test)]
mod scenario_tests;
mod selecting;
pub mod target;
pub mod text_search;
mod tracking;
pub mod view;

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::KeyModifiers;
use ratatui::layout::Rect;

use crate::config::Settings;
use crate::config::key::Key;
use crate::config::keymap::Lookup;
use crate::error::Error;
use crate::filter;
use crate::library::Library;
use crate::panes::facts::Facts;
use crate::panes::layout::{Areas, Pane};
use crate::panes::list::List;
use crate::panes::reader::Reader;
use crate::triage::{self, SaveState, Triage};

use effect::{Effect, Event};
use overlay::Overlay;
use prompt::Prompt;
use target::{Ordered, Target};
use view::{Sort, View};

/// The answer to the last key.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Message {
    text: String,
    error: bool,
}

/// Everything the screen is drawn from.
#[derive(Debug)]
pub struct State {
    library: Arc<Library>,
    index: Arc<filter::Index>,
    settings: Settings,
    triage: Triage,
    /// What was opened, as the first line names it.
    place: String,

    list: List,
    reader: Reader,
    facts: Facts,
    focus: Pane,
    alone: bool,
    screen: Rect,
    areas: Areas,

    ordered: Arc<Ordered>,
    view: View,
    sort: Sort,
    /// The filter as typed.
    query: String,
    /// The same, as it was last without a mistake: what the list that was asked for last shows.
    parsed: filter::Query,
    /// What it marks in titles.
    highlighter: filter::Highlighter,
    query_mistake: Option<String>,
    /// The filter pass asked for last, and the one whose result is shown.
    asked: u64,
    shown: u64,

    target: Option<Target>,
    searches: u64,
    /// How often people were asked to be linked anew.
    relinks: u64,
    /// Whom the last correction named.
    corrected: Vec<String>,
    /// A search that waits for its articles to know where to go.
    jump: bool,
    trail: Vec<reading::Place>,
    /// Where to go when the list that was asked for is there.
    return_to: Option<reading::Place>,

    selection: selecting::Selection,
    pending: Vec<Key>,
    prompt: Option<Prompt>,
    overlay: Option<Overlay>,
    message: Option<Message>,
    banner: Option<String>,
    /// What was wrong when the reader opened, beside what could not be read.
    notices: Vec<Error>,
    last_action: Option<triage::Action>,

    /// When the open article counts as read.
    read_at: Option<Duration>,
    now: Duration,
    effects: Vec<Effect>,
    leaving: Option<Leave>,
    dirty: bool,
}

/// Why the loop should give up the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// For good.
    Quit,
    /// To the shell, for a while.
    Suspend,
}

impl State {
    /// The reader on a library, with every article in the list and the first one open.
    pub fn new(
        library: Arc<Library>,
        index: Arc<filter::Index>,
        settings: Settings,
        triage: Triage,
        place: String,
    ) -> Self {
        let ordered = Arc::new(Ordered::new(library.ids().collect(), library.articles().len()));
        let mut state = Self {
            library,
            index,
            settings,
            triage,
            place,
            list: List::default(),
            reader: Reader::default(),
            facts: Facts::default(),
            focus: Pane::List,
            alone: false,
            screen: Rect::default(),
            areas: Areas::default(),
            ordered,
            view: View::All,
            sort: Sort::AsGiven,
            query: String::new(),
            parsed: filter::Query::default(),
            highlighter: filter::Highlighter::new(&filter::Query::default()),
            query_mistake: None,
            asked: 0,
            shown: 0,
            target: None,
            searches: 0,
            relinks: 0,
            corrected: Vec::new(),
            jump: false,
            trail: Vec::new(),
            return_to: None,
            selection: selecting::Selection::default(),
            pending: Vec::new(),
            prompt: None,
            overlay: None,
            message: None,
            banner: None,
            notices: Vec::new(),
            last_action: None,
            read_at: None,
            now: Duration::ZERO,
            effects: Vec::new(),
            leaving: None,
            dirty: true,
        };
        state.select(0);
        state
    }

    /// Takes an event that came `now` (since the start).
    pub fn handle(&mut self, event: Event, now: Duration) {
        self.now = now;
        self.dirty = true;
        match event {
            Event::Key(key) => self.press(key),
            Event::Paste(text) => self.paste(&text),
            Event::Resize(width, height) => self.resize(Rect::new(0, 0, width, height)),
            Event::Wake => self.dirty = false,
            Event::Filtered { generation, ordered } => self.filtered(generation, ordered),
            Event::Searched { generation, counts } => self.searched(generation, counts),
            Event::Figures { generation, mentions } => self.figures_gathered(generation, mentions),
            Event::Relinked { generation, library, index } => self.relinked(generation, library, index),
            Event::Saved(seq) => self.saved(seq),
            Event::SaveFailed(error) => self.save_failed(error),
            Event::Warned(error) => self.warn(error),
            Event::ChangedElsewhere(values) => self.triage.changed_elsewhere(&values),
            Event::Notice(text) => self.say(text),
            Event::Failed(error) => self.complain(&error),
        }
        self.mark_read_when_due();
    }

    /// What is to be done outside, in order; asking takes it.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Whether the screen may look different from the last frame; asking resets it.
    pub fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    /// Whether the terminal should be given up; asking resets a suspension.
    pub fn take_leave(&mut self) -> Option<Leave> {
        match self.leaving {
            Some(Leave::Suspend) => self.leaving.take(),
            other => other,
        }
    }

    /// When to be woken, though nothing happens.
    pub fn next_wake(&self) -> Option<Duration> {
        self.read_at
    }

    /// A lasting warning for the first line of the status: the store cannot be written, say.
    pub fn set_banner(&mut self, banner: Option<String>) {
        self.banner = banner;
        self.dirty = true;
    }

    /// The pane that has the keyboard.
    pub fn focus(&self) -> Pane {
        self.focus
    }

    fn press(&mut self, key: Key) {
        self.message = None;
        // Nothing that takes keys keeps one in: a key with Control is no text.
        if (self.prompt.is_some() || self.overlay.is_some()) && self.suspends(key) {
            return self.suspend();
        }
        if self.prompt.is_some() {
            return self.press_in_prompt(key);
        }
        if self.overlay.is_some() {
            return self.press_in_overlay(key);
        }
        self.pending.push(key);
        match self.settings.keymap.look_up(&self.pending) {
            Lookup::Prefix => {}
            Lookup::Nothing => {
                let keys = crate::config::key::show_sequence(&self.pending);
                self.pending.clear();
                let help = self.keys_for("help");
                self.say(format!("{keys} does nothing here · {help} shows all keys"));
            }
            Lookup::Command(id) => {
                self.pending.clear();
                if let Some(command) = commands::by_id(id) {
                    let asked = self.selection.asked();
                    (command.run)(self);
                    self.selection.forget_question(asked);
                }
            }
        }
    }

    /// Whether this is a key with Control that is bound to suspending.
    fn suspends(&self, key: Key) -> bool {
        let Lookup::Command(id) = self.settings.keymap.look_up(&[key]) else { return false };
        key.modifiers.contains(KeyModifiers::CONTROL) && commands::by_name("suspend") == Some(id)
    }

    fn paste(&mut self, text: &str) {
        match (&mut self.prompt, &mut self.overlay) {
            (Some(prompt), _) => {
                prompt.line.insert(text);
                self.prompt_changed();
            }
            (None, Some(overlay)) => {
                let Some(help) = overlay.help_mut() else { return };
                let mut line = line_edit::LineEdit::new(help.query());
                line.insert(text);
                help.search(line.text());
            }
            (None, None) => {}
        }
    }

    fn resize(&mut self, screen: Rect) {
        self.screen = screen;
        self.arrange();
    }

    /// Gives each pane its area, for the size of the screen and the pane in use.
    fn arrange(&mut self) {
        self.areas = Areas::new(self.screen, self.focus, self.alone);
        if let Some(area) = self.areas.list {
            self.list.resize(area, self.ordered.ids().len());
        }
        if let Some(area) = self.areas.facts {
            self.facts.resize(area);
        }
        if let Some(area) = self.areas.reader {
            let library = Arc::clone(&self.library);
            let article = self.reader.article().map(|id| library.article(id));
            let moved = self.reader.resize(area, self.settings.measure, article);
            // The mention one stands on stays in sight, however the text is laid out anew.
            if moved
                && let (Some(article), Some(span)) = (article, self.target.as_ref().and_then(Target::current))
            {
                self.reader.show(article, span.start);
            }
        }
        if let Some(overlay) = &mut self.overlay {
            match overlay {
                Overlay::Mentions(mentions) => mentions.resize(self.screen),
                overlay => drop(overlay.help_mut().map(|help| help.resize(self.screen))),
            }
        }
    }

    /// Gives a pane the keyboard.
    pub(crate) fn set_focus(&mut self, pane: Pane) {
        self.focus = pane;
        self.alone &= pane == Pane::Reader;
        self.arrange();
        self.watch_reading();
    }

    fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), error: false });
    }

    fn complain(&mut self, error: &Error) {
        self.message = Some(Message { text: error.to_string(), error: true });
    }

    /// The keys of a command, as the user has bound them: `f, &`.
    fn keys_for(&self, command: &str) -> String {
        let Some(id) = commands::by_name(command) else { return String::new() };
        let keys = self.settings.keymap.keys_of(id).map(crate::config::key::show_sequence);
        keys.collect::<Vec<_>>().join(", ")
    }

    fn first_key_for(&self, command: &str) -> String {
        let id = commands::by_name(command);
        let mut keys = id.into_iter().flat_map(|id| self.settings.keymap.keys_of(id));
        keys.next().map(crate::config::key::show_sequence).unwrap_or_default()
    }

    /// One layer less: selection, target, filter, view.
    pub(crate) fn clear_layer(&mut self) {
        if !self.selection.is_empty() {
            self.selection.clear();
        } else if self.target.take().is_some() {
            self.jump = false;
        } else if !self.query.is_empty() {
            self.set_query(String::new());
        } else if self.view != View::All {
            self.set_view(View::All);
        } else if self.alone {
            self.zoom();
        }
    }

    /// Back to the list; from the list, out.
    pub(crate) fn close(&mut self) {
        if self.focus == Pane::List { self.quit() } else { self.set_focus(Pane::List) }
    }

    pub(crate) fn quit(&mut self) {
        self.keep_position();
        self.leaving = Some(Leave::Quit);
    }

    pub(crate) fn suspend(&mut self) {
        self.leaving = Some(Leave::Suspend);
    }

    /// What the status line says of saving, when there is anything to say.
    fn save_note(&self) -> Option<String> {
        match self.triage.save_state() {
            SaveState::Saved => None,
            SaveState::Saving(_) => Some("saving…".to_owned()),
            SaveState::Failed(_, error) => Some(format!("not saved: {error}")),
        }
    }

    fn saved(&mut self, seq: u64) {
        // What the reader did by itself has no label, and says nothing.
        for label in self.triage.saved(seq).into_iter().filter(|label| !label.is_empty()) {
            self.say(label);
        }
    }

    fn save_failed(&mut self, error: Error) {
        self.triage.failed(error);
        // Whole, until the next key; then the banner has one line for it.
        self.message = self.save_note().map(|text| Message { text, error: true });
    }

    /// Tells of something that the list of problems keeps.
    fn warn(&mut self, error: Error) {
        self.complain(&error);
        if !self.notices.contains(&error) {
            self.notices.push(error);
        }
    }

    /// What the user must learn of, also after quitting.
    pub fn notices(&self) -> &[Error] {
        &self.notices
    }

    /// The triage state, for whoever shows or stores it.
    pub fn triage(&self) -> &triage::Triage {
        &self.triage
    }
}
