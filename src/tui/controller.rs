//! Joins the state of the reader and its threads, as a [`Program`]: loads the library in the background and shows a gauge,
//! then passes keys and the messages of the threads (filter, search, store) to the state and carries out its effects.

mod reading;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::app::effect::{
    BoardJob, ClaimsJob, CompleteJob, CountJob, DossierJob, Event as AppEvent, FilterJob, HitsJob,
    RegisterJob, RelinkJob, SearchJob, TermsJob,
};

use crate::app::State;
use crate::app::reloading::ReloadJob;
use crate::article::ArticleId;
use crate::config::Settings;
use crate::config::key::Key;
use crate::config::theme::{Choice, Theme};
use crate::corpus::{Input, Progress};
use crate::error::{Error, Result};
use crate::library::Library;
use crate::library::build;
use crate::library::threads;
use crate::panes::loading;
use crate::triage::{self, Annotations, Known, Location, Triage, Writer};

use super::loading::{Loaded, load, nothing_to_read, pile, reload};
use super::note_file::NoteFile;
use super::programs::Programs;
use super::watching::Watching;
use super::worker::Worker;
use super::{Event, Outcome, Post, Program, available, channel, run};
use super::{guard, signals};

/// The gauge appears when loading takes longer than this.
const BLINK: Duration = Duration::from_millis(120);
/// The interval between two updates of the gauge.
const GAUGE: Duration = Duration::from_millis(80);

/// Writes articles into the file of a name, which it replaces only when told to; gives its path, or `None` when it was there.
pub type ExportListed = fn(&str, bool, &Library, &Annotations, &[ArticleId]) -> Result<Option<PathBuf>>;

/// What to open, and how.
#[derive(Debug)]
pub struct Request {
    /// What is read.
    pub inputs: Vec<Input>,
    /// Its name in the first line.
    pub place: String,
    /// The options for reading it.
    pub options: build::Options,
    /// Where marks are saved.
    pub state: Location,
    /// The configuration file, which saved views are written to; `None` when there is no place for one.
    pub config: Option<PathBuf>,
    /// The settings.
    pub settings: Settings,
    /// Whether to begin anew instead of where the last reader of these articles ended.
    pub fresh: bool,
    /// Writes articles into the file of a name; `None` when there is one and it is not to be replaced.
    pub export_listed: ExportListed,
    /// The programs that open files and addresses.
    pub programs: Programs,
    /// Errors to show at the start: mistakes in the configuration.
    pub notices: Vec<Error>,
    /// The time, for backups of the store.
    pub now: jiff::Timestamp,
}

/// How the reader ended.
#[derive(Debug, Default)]
pub struct Closed {
    /// The status to exit with.
    pub status: u8,
    /// Messages to print after the terminal was restored: every notice, and what could not be saved.
    pub complaints: Vec<Error>,
    /// Whether actions could not be saved.
    pub unsaved: bool,
}

/// Opens the reader; returns when the user quits.
///
/// # Errors
/// When there is no terminal, or a thread could not be started.
pub fn open(request: Request) -> Result<Closed> {
    // Before the store is opened or a thread is started.
    available()?;
    // Before any thread is started, because each takes over what is held back.
    signals::hold_faults_back();
    guard::start();
    threads::start(false)?;
    let (post, inbox) = channel();
    let mut controller = Controller::new(request, post)?;
    let status = run(&mut controller, inbox)?;
    Ok(controller.finish(status))
}

/// A message of a background thread.
enum Message {
    Loaded(Box<Loaded>),
    Failed(Error),
    App(AppEvent),
    Store(triage::Event),
}

enum Stage {
    Loading,
    Reading(Box<Reading>),
    Over,
}

/// A reader after loading.
struct Reading {
    state: State,
    filters: Worker<FilterJob>,
    searches: Worker<SearchJob>,
    terms: Worker<TermsJob>,
    hits: Worker<HitsJob>,
    relinks: Worker<RelinkJob>,
    reloads: Worker<ReloadJob>,
    watching: Option<Watching>,
    board: Worker<BoardJob>,
    register: Worker<RegisterJob>,
    dossier: Worker<DossierJob>,
    claims: Worker<ClaimsJob>,
    completions: Worker<CompleteJob>,
    counts: Worker<CountJob>,
    post: Post<Message>,
    config: Option<PathBuf>,
    /// The programs that have the terminal or wait for it; those that write a note, with its file.
    errands: VecDeque<Option<NoteFile>>,
    export_listed: ExportListed,
    writer: Option<Writer>,
    programs: Programs,
    /// The inputs: only files in them can be edited.
    inputs: Arc<[Input]>,
}

struct Controller {
    stage: Stage,
    progress: Arc<Progress>,
    post: Post<Message>,
    settings: Option<Settings>,
    theme: Theme,
    mouse: bool,
    place: String,
    fresh: bool,
    options: build::Options,
    notices: Vec<Error>,
    opening: jiff::Timestamp,
    export_listed: ExportListed,
    config: Option<PathBuf>,
    programs: Programs,
    inputs: Arc<[Input]>,
    size: (u16, u16),
    began: Duration,
    now: Duration,
    dirty: bool,
    outcomes: VecDeque<Outcome>,
    complaints: Vec<Error>,
}

impl Controller {
    fn new(request: Request, post: Post<Message>) -> Result<Self> {
        let progress = Arc::new(Progress::default());
        let mut controller = Self {
            stage: Stage::Loading,
            progress: Arc::clone(&progress),
            post: post.clone(),
            theme: request.settings.theme.clone(),
            mouse: request.settings.mouse,
            settings: Some(request.settings),
            place: request.place,
            fresh: request.fresh,
            options: request.options.clone(),
            notices: request.notices,
            opening: request.now,
            export_listed: request.export_listed,
            config: request.config,
            programs: request.programs,
            inputs: request.inputs.into(),
            size: (0, 0),
            began: Duration::ZERO,
            now: Duration::ZERO,
            dirty: false,
            outcomes: VecDeque::new(),
            complaints: Vec::new(),
        };
        let (inputs, options, state) = (Arc::clone(&controller.inputs), request.options, request.state);
        let fresh = controller.fresh;
        let load = move || {
            let message = match load(&inputs, &options, &state, fresh, &progress) {
                Ok(loaded) => Message::Loaded(Box::new(loaded)),
                Err(error) => Message::Failed(error),
            };
            post.send(message);
        };
        thread::Builder::new().name("load".to_owned()).spawn(load).map_err(no_thread)?;
        if controller.settings.iter().any(|settings| settings.choice.is_some_and(Choice::follows_background))
        {
            controller.outcomes.push_back(Outcome::AskBackground);
        }
        Ok(controller)
    }

    /// Creates the state when the library is loaded.
    fn begin(&mut self, loaded: Loaded) -> Result<()> {
        let Loaded { library, index, opened, report } = loaded;
        let problems = library.problems();
        let notices: Vec<_> = opened.notices.into_iter().chain(std::mem::take(&mut self.notices)).collect();
        if library.articles().is_empty() {
            self.stage = Stage::Over;
            self.notices = notices;
            let skipped = problems.iter().map(|problem| problem.error.clone());
            self.complaints.extend(skipped);
            if self.complaints.is_empty() {
                self.complaints.push(nothing_to_read(&self.place, &report));
            }
            self.outcomes.push_back(Outcome::Quit(2));
            return Ok(());
        }
        let Some(settings) = self.settings.take() else { return Ok(()) };
        let folder = std::env::current_dir().unwrap_or_default();
        let articles = library.articles().iter().map(|article| Known::of(article, &folder));
        let mut triage = Triage::new(articles, &opened.snapshot);
        triage.begin(triage::new_run(), "reader");
        let remembered = opened.remembered;
        let writer = {
            let post = self.post.clone();
            Writer::start(opened.store, self.opening, move |event| post.send(Message::Store(event)))?
        };
        let filters = {
            let post = self.post.clone();
            Worker::start("filter", move |job: FilterJob, newest| {
                if let Some(ordered) = job.run(newest) {
                    let event = AppEvent::Filtered { generation: job.generation, ordered };
                    post.send(Message::App(event));
                }
            })
        };
        let searches = {
            let post = self.post.clone();
            Worker::start("search", move |job: SearchJob, newest| {
                if let Some(event) = job.run(newest) {
                    post.send(Message::App(event));
                }
            })
        };
        let hits = {
            let post = self.post.clone();
            Worker::start("hits", move |job: HitsJob, newest| {
                job.run(newest).into_iter().for_each(|event| post.send(Message::App(event)));
            })
        };
        let terms = {
            let post = self.post.clone();
            Worker::start("terms", move |job: TermsJob, newest| {
                job.run(newest).into_iter().for_each(|event| post.send(Message::App(event)));
            })
        };
        let board = {
            let post = self.post.clone();
            Worker::start("board", move |job: BoardJob, newest| {
                if let Some(event) = job.run(newest) {
                    post.send(Message::App(event));
                }
            })
        };
        let register = {
            let post = self.post.clone();
            Worker::start("index", move |job: RegisterJob, newest| {
                if let Some(made) = job.run(newest) {
                    post.send(Message::App(AppEvent::Register(made)));
                }
            })
        };
        let dossier = {
            let post = self.post.clone();
            Worker::start("dossier", move |job: DossierJob, newest| {
                if let Some(made) = job.run(newest) {
                    post.send(Message::App(AppEvent::Dossier(made)));
                }
            })
        };
        let claims = {
            let post = self.post.clone();
            Worker::start("claims", move |job: ClaimsJob, _| post.send(Message::App(job.run())))
        };
        let completions = {
            let post = self.post.clone();
            Worker::start("complete", move |job: CompleteJob, _| post.send(Message::App(job.run())))
        };
        let counts = {
            let post = self.post.clone();
            Worker::start("count", move |job: CountJob, newest| {
                job.run(newest).into_iter().for_each(|event| post.send(Message::App(event)));
            })
        };
        let relinks = {
            let post = self.post.clone();
            Worker::start("relink", move |job: RelinkJob, _| post.send(Message::App(job.run())))
        };
        let reloads = {
            let (post, inputs) = (self.post.clone(), Arc::clone(&self.inputs));
            let options = self.options.clone();
            Worker::start("reload", move |job: ReloadJob, _| {
                post.send(Message::App(reload(&inputs, &options, job)));
            })
        };
        let watching = self.watch();
        let mut state = State::new(library, index, settings, triage, std::mem::take(&mut self.place));
        state.set_time(jiff::Timestamp::now());
        state.open_with(notices);
        let mut reading = Reading {
            state,
            filters: filters.map_err(no_thread)?,
            searches: searches.map_err(no_thread)?,
            terms: terms.map_err(no_thread)?,
            hits: hits.map_err(no_thread)?,
            relinks: relinks.map_err(no_thread)?,
            reloads: reloads.map_err(no_thread)?,
            watching,
            board: board.map_err(no_thread)?,
            register: register.map_err(no_thread)?,
            dossier: dossier.map_err(no_thread)?,
            claims: claims.map_err(no_thread)?,
            completions: completions.map_err(no_thread)?,
            counts: counts.map_err(no_thread)?,
            post: self.post.clone(),
            config: self.config.clone(),
            errands: VecDeque::new(),
            export_listed: self.export_listed,
            writer: Some(writer),
            programs: self.programs.clone(),
            inputs: Arc::clone(&self.inputs),
        };
        let (width, height) = self.size;
        reading.state.handle(AppEvent::Resize(width, height), self.now);
        reading.state.recall(&remembered.prompts);
        reading.state.remember_look(remembered.look().filter(|_| !self.fresh));
        if let Some(pile) = pile(&self.inputs) {
            let back = remembered.place(&pile).filter(|_| !self.fresh);
            reading.state.remember_as(pile.as_str().into(), back);
        }
        reading.handle(AppEvent::Resize(width, height), self.now, &mut self.outcomes);
        self.stage = Stage::Reading(Box::new(reading));
        Ok(())
    }

    /// Looks from time to time whether the files change. The built-in articles do not, and standard input cannot be looked
    /// at. Without the thread one presses the key all the same.
    fn watch(&self) -> Option<Watching> {
        let all_files = self.inputs.iter().all(|input| matches!(input, Input::Path(_)));
        let post = self.post.clone();
        let tell = move || post.send(Message::App(AppEvent::PileChanged));
        let since = self.opening.as_nanosecond();
        all_files.then(|| Watching::start(Arc::clone(&self.inputs), since, tell).ok()).flatten()
    }

    fn fail(&mut self, error: Error) {
        self.stage = Stage::Over;
        self.complaints.push(error);
        self.outcomes.push_back(Outcome::Quit(2));
    }

    /// Saves all steps and ends the threads.
    fn finish(mut self, status: u8) -> Closed {
        self.progress.cancel();
        // On the screen a notice disappears with the next key and may have been cut.
        let mut complaints = std::mem::take(&mut self.notices);
        complaints.append(&mut self.complaints);
        let mut unsaved = false;
        if let Stage::Reading(mut reading) = self.stage {
            complaints.extend_from_slice(reading.state.notices());
            if let Some(writer) = reading.writer.take()
                && let Err(error) = writer.finish()
            {
                complaints.push(error);
                unsaved = true;
            }
        }
        let complaints = complaints.into_iter().map(triage::after_the_end).collect();
        Closed { status, complaints, unsaved }
    }

    fn while_loading(&mut self, event: &Event<Message>) {
        if let (Event::Background(background), Some(settings)) = (event, &mut self.settings) {
            settings.set_background(*background);
            self.theme = settings.theme.clone();
        }
        if let Event::Key(key) = event {
            let key = Key::from(*key);
            let quits = ["q", "Q", "Esc", "C-c", "C-d"].iter().any(|name| name.parse() == Ok(key));
            if quits {
                self.progress.cancel();
                self.outcomes.push_back(Outcome::Quit(0));
            } else if "C-z".parse() == Ok(key) {
                self.outcomes.push_back(Outcome::Suspend);
            }
        }
        self.dirty = true;
    }
}

impl Program for Controller {
    type Message = Message;

    fn wants_mouse(&self) -> bool {
        self.mouse
    }

    fn handle(&mut self, event: Event<Message>, now: Duration) {
        self.now = now;
        if let Stage::Reading(reading) = &mut self.stage {
            reading.state.set_time(jiff::Timestamp::now());
        }
        if let Event::Resize(width, height) = event {
            self.size = (width, height);
        }
        let event = match event {
            Event::Message(Message::Loaded(loaded)) => {
                self.dirty = true;
                if let Err(error) = self.begin(*loaded) {
                    self.fail(error);
                }
                return;
            }
            Event::Message(Message::Failed(error)) => return self.fail(error),
            event => event,
        };
        let Stage::Reading(reading) = &mut self.stage else { return self.while_loading(&event) };
        let event = match event {
            Event::Key(key) => AppEvent::Key(Key::from(key)),
            Event::Mouse(mouse) => AppEvent::Mouse(mouse),
            Event::Paste(text) => AppEvent::Paste(text),
            Event::Background(background) => AppEvent::Background(background),
            Event::Resize(width, height) => AppEvent::Resize(width, height),
            Event::Wake => AppEvent::Wake,
            Event::Ran(status) => match reading.ran(status) {
                Some(event) => event,
                None => return,
            },
            Event::Message(Message::App(event)) => event,
            Event::Message(Message::Store(event)) => match event {
                triage::Event::Saved(seq) => AppEvent::Saved(seq),
                triage::Event::Failed(_, error) => AppEvent::SaveFailed(error),
                triage::Event::Changed(news) => AppEvent::ChangedElsewhere(news),
                triage::Event::Notice(error) => AppEvent::Warned(error),
            },
            Event::Message(Message::Loaded(_) | Message::Failed(_)) => return,
        };
        reading.handle(event, now, &mut self.outcomes);
    }

    fn draw(&self, frame: &mut ratatui::Frame<'_>) {
        match &self.stage {
            Stage::Reading(reading) => reading.state.draw(frame),
            Stage::Loading if self.now.saturating_sub(self.began) >= BLINK => {
                let scene = loading::Scene {
                    found: self.progress.found(),
                    done: self.progress.done(),
                    bytes: self.progress.bytes(),
                    articles: self.progress.articles(),
                };
                let area = frame.area();
                loading::draw(frame.buffer_mut(), area, scene, &self.theme);
            }
            Stage::Loading | Stage::Over => {}
        }
    }

    fn needs_draw(&mut self) -> bool {
        match &mut self.stage {
            Stage::Reading(reading) => reading.state.take_dirty(),
            _ => std::mem::take(&mut self.dirty),
        }
    }

    fn outcome(&mut self) -> Option<Outcome> {
        self.outcomes.pop_front()
    }

    fn next_wake(&self, now: Duration) -> Option<Duration> {
        match &self.stage {
            Stage::Loading => Some(GAUGE),
            Stage::Reading(reading) => reading.state.next_wake().map(|due| due.saturating_sub(now)),
            Stage::Over => None,
        }
    }
}

fn no_thread(error: std::io::Error) -> Error {
    Error::new("a background thread", error.to_string()).next("close other programs and try again")
}
