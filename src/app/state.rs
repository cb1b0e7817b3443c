//! The state: its parts, and the operations on several of them. Each part owns its fields.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crate::article::{Article, ArticleId};
use crate::config::key::{Key, show_sequence};
use crate::config::keymap::CommandId;
use crate::config::{NamedQuery, Settings};
use crate::error::Error;
use crate::facts::Kind;
use crate::filter::{self, Views};
use crate::library::{Library, Subject};
use crate::panes::facts::Facts;
use crate::panes::layout::Pane;
use crate::panes::reader::ReadingView;
use crate::text::count::counted;
use crate::triage::{Action, Change, Save, SaveState, StoredValue, Triage};

use super::board::BoardState;
use super::coming::Coming;
use super::dossier::DossierState;
use super::effect::{Effect, RelinkJob};
use super::hits::HitsState;
use super::input::{Input, Overlay};
use super::listing::Listing;
use super::ordered::Row;
use super::passage::Passage;
use super::pointer::Pointer;
use super::reading::{Place, Reading};
use super::recall::Recall;
use super::register::RegisterState;
use super::relinking::Relinking;
use super::reloading::Reloading;
use super::selection::Selection;
use super::status::Status;
use super::target::Target;
use super::tracking::Tracking;
use super::window::Window;

/// Everything the screen is drawn from.
#[derive(Debug)]
pub struct State {
    pub(super) library: Arc<Library>,
    pub(super) index: Arc<filter::Index>,
    pub(super) settings: Settings,
    /// The saved views.
    pub(super) views: Arc<Views>,
    /// How often they were counted.
    pub(super) counted_views: u64,
    pub(super) triage: Triage,
    /// The name of what was opened, for the first line.
    pub(super) place: String,

    pub(super) listing: Listing,
    pub(super) reading: Reading,
    pub(super) facts: Facts,
    pub(super) tracking: Tracking,
    pub(super) selection: Selection,
    pub(super) relinking: Relinking,
    pub(super) board: BoardState,
    pub(super) register: RegisterState,
    pub(super) dossier: DossierState,
    pub(super) hits: HitsState,
    pub(super) window: Window,
    pub(super) pointer: Pointer,
    pub(super) input: Input,
    pub(super) status: Status,
    pub(super) recall: Recall,
    pub(super) coming: Coming,
    pub(super) reloading: Reloading,

    /// The kinds of facts that are not coloured in the text.
    pub(super) plain: Vec<Kind>,
    /// The last action of [`State::act`].
    pub(super) last_action: Option<Action>,
    /// What is said beside the label of a step when it is saved, by the number of the step.
    pub(super) remarks: VecDeque<(u64, String)>,
    /// The passage that is being selected.
    pub(super) passage: Option<Passage>,
    /// The time of the present event, since the start.
    pub(super) now: Duration,
    /// The time of day.
    pub(super) clock: jiff::Timestamp,
    pub(super) effects: Vec<Effect>,
    pub(super) leaving: Option<Leave>,
    pub(super) dirty: bool,
}

/// Why the loop should leave the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// To end the program.
    Quit,
    /// To suspend it, as Ctrl-Z does.
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
        let window = Window::new(settings.layout);
        let (views, wrong) = Views::new(settings.views.iter().map(|view| (&*view.name, &*view.query)));
        let mut status = Status::default();
        for (index, cause) in wrong {
            let NamedQuery { name, place, .. } = &settings.views[index];
            let error = Error::new(place.clone(), format!("the view \"{name}\": {cause}"));
            status.notice(error.next("correct it; until then there is no such view"));
        }
        let mut state = Self {
            listing: Listing::new(&library),
            library,
            index,
            settings,
            views: Arc::new(views),
            counted_views: 0,
            triage,
            place,
            reading: Reading::default(),
            facts: Facts::default(),
            tracking: Tracking::default(),
            selection: Selection::default(),
            relinking: Relinking::default(),
            board: BoardState::default(),
            register: RegisterState::default(),
            dossier: DossierState::default(),
            hits: HitsState::default(),
            window,
            pointer: Pointer::default(),
            input: Input::default(),
            status,
            recall: Recall::default(),
            coming: Coming::default(),
            reloading: Reloading::default(),
            plain: Vec::new(),
            last_action: None,
            remarks: VecDeque::new(),
            passage: None,
            now: Duration::ZERO,
            clock: jiff::Timestamp::UNIX_EPOCH,
            effects: Vec::new(),
            leaving: None,
            dirty: true,
        };
        state.select(0);
        state.ask_for_claims();
        state
    }

    /// Sets the time of day, for what is kept with a date.
    pub fn set_time(&mut self, now: jiff::Timestamp) {
        self.clock = now;
        self.triage.set_time(now.as_second());
    }

    /// Removes and returns the effects, in order.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Whether the screen may differ from the last frame; resets that.
    pub(crate) fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    /// Whether to leave the terminal, and why; a suspension is returned only once.
    pub(crate) fn take_leave(&mut self) -> Option<Leave> {
        match self.leaving {
            Some(Leave::Suspend) => self.leaving.take(),
            other => other,
        }
    }

    /// When [`super::effect::Event::Wake`] is needed; `None` when it is not.
    pub(crate) fn next_wake(&self) -> Option<Duration> {
        [self.reading.due(), self.place_due()].into_iter().flatten().min()
    }

    /// The pane that has the keyboard.
    pub(crate) fn focus(&self) -> Pane {
        self.window.focus()
    }

    /// The error to be shown again after quitting.
    pub fn notices(&self) -> &[Error] {
        self.status.notices()
    }

    /// The triage state.
    #[cfg(test)]
    pub(super) fn triage(&self) -> &Triage {
        &self.triage
    }

    /// Reports problems from the start: in the configuration, the store, the inputs. The status line shows one, the list of
    /// problems all of them.
    pub(crate) fn open_with(&mut self, notices: Vec<Error>) {
        let problems = self.library.problems();
        let notices: Vec<_> = notices.into_iter().chain(self.status.notices().iter().cloned()).collect();
        let first =
            notices.first().or(problems.first().map(|problem| &problem.error)).map(ToString::to_string);
        let (serious, more) = (!notices.is_empty(), notices.len() + problems.len());
        notices.into_iter().for_each(|notice| self.status.notice(notice));
        let key = self.first_key_for("problems");
        let Some(text) = first.or_else(|| self.offers()) else { return };
        let text = if more > 1 { format!("{key} lists {more} problems · {text}") } else { text };
        if serious { self.status.complain(text) } else { self.status.say(text) }
    }

    /// How many articles come with marks that they do not have; `None` when there is none.
    fn offers(&self) -> Option<String> {
        let count = self.library.ids().filter(|id| !self.missing(*id).is_empty()).count();
        let key = self.first_key_for("take-offered");
        let articles = counted(count, "article");
        (count > 0).then(|| {
            format!("the files of {articles} offer tags, stars or read marks · {key} takes them over")
        })
    }

    /// Shows an answer to the present key.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.status.say(text);
    }

    /// The status of saving; `None` when everything is saved.
    pub(super) fn save_note(&self) -> Option<String> {
        match self.triage.save_state() {
            SaveState::Saved => None,
            SaveState::Saving(_) => Some("saving…".to_owned()),
            SaveState::Failed(_, error) => Some(format!("not saved: {error}")),
        }
    }

    fn keys_of(&self, command: &str) -> impl Iterator<Item = &[Key]> {
        let id: Option<CommandId> = self.settings.command(command);
        id.into_iter().flat_map(|id| self.settings.keymap.keys_of(id))
    }

    /// The keys of a command, as the user has bound them: `f, &`.
    pub(super) fn keys_for(&self, command: &str) -> String {
        self.keys_of(command).map(show_sequence).collect::<Vec<_>>().join(", ")
    }

    /// The first key of a command; empty when it has none.
    pub(super) fn first_key_for(&self, command: &str) -> String {
        self.keys_of(command).next().map(show_sequence).unwrap_or_default()
    }

    /// Gives a pane the keyboard.
    pub(super) fn set_focus(&mut self, pane: Pane) {
        self.window.set_focus(pane);
        self.arrange();
        self.watch_reading();
    }

    /// Adapts each pane to its area of the screen.
    pub(super) fn arrange(&mut self) {
        let (list, reader, facts) =
            (self.window.areas().list, self.window.areas().reader, self.window.areas().facts);
        if let Some(area) = list {
            self.listing.resize(area);
        }
        if let Some(area) = facts {
            self.facts.resize(area);
        }
        if let Some(area) = reader {
            let library = Arc::clone(&self.library);
            let article = self.reading.article().map(|id| library.article(id));
            let moved = self.reading.pane_mut().resize(
                area,
                self.settings.layout.measure,
                self.settings.text,
                article,
            );
            // Keep the current mention visible after the text was laid out again.
            if moved && let (Some(article), Some(span)) = (article, self.tracking.current()) {
                self.reading.pane_mut().show(article, span.start);
            }
        }
        self.board.resize(self.window.areas().body);
        self.register.resize(self.window.areas().body);
        self.dossier.resize(self.window.areas().body);
        self.hits.resize(self.window.areas().body, &self.library);
        let screen = self.window.screen();
        if let Some(overlay) = self.input.overlay_mut() {
            overlay.resize(screen);
        }
    }

    /// Opens an overlay.
    pub(super) fn lay(&mut self, mut overlay: Overlay) {
        overlay.resize(self.window.screen());
        self.input.lay(overlay);
    }

    /// Selects a row of the list and shows its article, if it is one.
    pub(super) fn select(&mut self, index: usize) {
        match self.listing.move_to(index) {
            Some(Row::Article(id)) => self.open(id),
            // What is read stays beside the heading.
            Some(Row::Heading(_)) => {}
            None => {
                self.keep_position();
                self.reading.close();
                self.facts.close();
            }
        }
    }

    /// Shows an article at its saved position.
    pub(super) fn open(&mut self, id: ArticleId) {
        if self.reading.article() == Some(id) {
            return;
        }
        self.keep_position();
        let library = Arc::clone(&self.library);
        let article = library.article(id);
        let offset = self.triage.position(id).unwrap_or(0).min(article.text.len() as u32);
        self.reading.open(id, article, library.mentions(id), offset);
        self.find_highlights();
        self.facts.open(&library, id);
        self.tracking.enter(&library, id);
        self.watch_reading();
    }

    /// Shows an article, and selects it if the list has it.
    pub(super) fn show_article(&mut self, id: ArticleId) {
        if let Some(row) = self.listing.row_of(id) {
            self.listing.move_to(row);
        }
        self.open(id);
    }

    /// The article that commands act on: that of the row of the board, of the dossier or of the hits; none on the index; else the selected one when the list has the keyboard, else the open one.
    pub(super) fn current_id(&self) -> Option<ArticleId> {
        match self.focus() {
            _ if self.board.is_shown() => self.board.claims().first().map(|at| at.article),
            _ if self.register.is_shown() => None,
            _ if self.dossier.is_shown() => self.dossier.pane().mention().map(|at| at.article),
            _ if self.hits.is_shown() => self.hits.pane().selected().map(|(id, _)| id),
            Pane::List => self.listing.current(),
            _ => self.reading.article(),
        }
    }

    /// Calls `with` with the reading view and its open article; `None` when no article is open.
    pub(super) fn with_reader<T>(
        &mut self,
        with: impl FnOnce(&mut ReadingView, &Article, ArticleId) -> T,
    ) -> Option<T> {
        let id = self.reading.article()?;
        let library = Arc::clone(&self.library);
        Some(with(self.reading.pane_mut(), library.article(id), id))
    }

    /// Called after a move in the reading view: at the end of the text the article counts as read.
    pub(super) fn moved(&mut self) {
        if self.focus() == Pane::Reader && self.reading.pane().at_end() {
            self.mark_read();
        }
    }

    /// Starts the time after which the open article counts as read.
    pub(super) fn watch_reading(&mut self) {
        let delay = self.settings.read_after_ms;
        let unread = self.reading.article().is_some_and(|id| !self.triage.of(id).read);
        let reading = self.focus() == Pane::Reader && self.cover().is_none() && delay > 0 && unread;
        self.reading.read_at(reading.then(|| self.now + Duration::from_millis(delay)));
    }

    /// Saves the position in the open article.
    pub(super) fn keep_position(&mut self) {
        let Some((id, offset)) = self.with_reader(|reader, article, id| (id, reader.offset(article))) else {
            return;
        };
        if self.triage.position(id).unwrap_or(0) != offset
            && let Some(save) = self.triage.act(&Action::SetPosition { article: id, offset })
        {
            self.keep(save);
        }
    }

    /// The present place, to go back to.
    pub(super) fn here(&mut self) -> Option<Place> {
        let mention = self.tracking.current();
        let cover = self.cover();
        let place = |reader: &mut ReadingView, article: &Article, id| (id, reader.offset(article));
        let (article, offset) = self.with_reader(place)?;
        Some(Place { article, offset, mention, cover })
    }

    /// Adds the present place to those to go back to.
    pub(super) fn leave_mark(&mut self) {
        if let Some(place) = self.here() {
            self.reading.remember(place);
        }
    }

    /// Goes back to a place.
    pub(super) fn go_to(&mut self, place: Place) {
        self.show_article(place.article);
        self.with_reader(|reader, article, _| reader.go_to(article, place.offset));
        let index = self.tracking.here().iter().position(|span| Some(*span) == place.mention);
        self.tracking.stand_on(index);
        self.set_cover(place.cover);
    }

    /// Requests the list of the present filter, view and order.
    pub(super) fn filter(&mut self) {
        let typing = self.input.prompt().is_some_and(|prompt| prompt.purpose.is_filter());
        self.listing.set_typing(typing);
        let job = self.listing.ask(self.triage.marks(), &self.library, &self.index, &self.views);
        self.effects.push(Effect::Filter(job));
        self.expect_terms(typing);
    }

    /// Changes the filter and requests its list.
    pub(super) fn set_query(&mut self, query: String) {
        if self.listing.set_query(query) {
            self.filter();
        }
    }

    /// Tracks a person or a value, and goes to its first mention in the open article.
    pub(super) fn track(&mut self, subject: Subject, name: &str) {
        let target = Target::subject(subject, name, &self.library, self.listing.ordered());
        self.track_target(target);
        self.stand_on(Some(0));
    }

    /// Tracks a target, and goes to the reading view.
    pub(super) fn track_target(&mut self, mut target: Target) {
        if let Some(id) = self.reading.article() {
            target.enter(&self.library, id);
        }
        self.tracking.set(target);
        self.set_focus(Pane::Reader);
    }

    /// Makes an occurrence in the open article the current one and shows it.
    pub(super) fn stand_on(&mut self, index: Option<usize>) {
        if let Some(span) = self.tracking.stand_on(index) {
            self.with_reader(|reader, article, _| reader.show(article, span.start));
            self.moved();
        }
    }

    /// Requests saving a step; its label is shown when it is saved.
    pub(super) fn keep(&mut self, save: Save) {
        let corrections = save.step.changes.iter().filter_map(|change| match &change.after {
            StoredValue::Correction(correction, _) => Some(Arc::clone(correction)),
            _ => None,
        });
        let corrections: Vec<_> = corrections.collect();
        self.listing_marked(&save.step.changes);
        let kept = |change: &&Change| matches!(change.after, StoredValue::Highlight(..));
        let kept: Vec<_> = save.step.changes.iter().filter(kept).map(|change| change.key).collect();
        let articles: Vec<_> = kept.iter().flat_map(|key| self.triage.articles_of(*key)).copied().collect();
        self.highlights_changed(articles);
        self.effects.push(Effect::Save(save));
        if !corrections.is_empty() {
            let names = corrections.iter().flat_map(|it| it.names());
            self.relinking.name(names.map(str::to_owned).collect());
            self.relink();
        }
    }

    /// Requests linking people again, with all active corrections.
    pub(super) fn relink(&mut self) {
        self.effects.push(Effect::Relink(RelinkJob {
            generation: self.relinking.begin(),
            corrections: self.triage.corrections().cloned().collect(),
            library: Arc::clone(&self.library),
        }));
    }

    /// Marks the open article as read. Undo does not revert it, because no key was pressed for it.
    pub(super) fn mark_read(&mut self) {
        self.reading.read_at(None);
        if let Some(id) = self.reading.article()
            && let Some(save) =
                self.triage.act_unrecorded(&Action::SetRead { articles: vec![id], value: true })
        {
            self.keep(save);
        }
    }
}
