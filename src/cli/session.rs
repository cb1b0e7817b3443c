//! What every command on articles does first: reads the settings, the store and the library, and reports problems.

use std::path::{Path, PathBuf};

use super::arguments::{Common, Selection};
use super::output::complain;
use super::{ExitCode, Failure, selection};
use crate::article::ArticleId;
use crate::config::Settings;
use crate::config::keymap::CommandRow;
use crate::corpus::{Input, Progress};
use crate::error::{Error, Result};
use crate::facts::{KINDS, Kind};
use crate::filter;
use crate::library::build::{self, Built, Report};
use crate::library::{Library, threads};
use crate::triage::{Known, Location, Save, Snapshot, Store, Triage, new_run};

/// The articles and what belongs to them.
pub(super) struct Session {
    /// The model.
    pub(super) library: Library,
    /// The report of its build.
    pub(super) report: Report,
    /// The marks of the store.
    pub(super) triage: Triage,
    /// Whether the store could be read; if not, no article has marks.
    marks_read: bool,
    /// The user's settings.
    pub(super) settings: Settings,
}

/// The inputs for these paths.
pub(super) fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    let input =
        |path: &PathBuf| if path == Path::new("-") { Input::Stdin } else { Input::Path(path.clone()) };
    paths.iter().map(input).collect()
}

/// The inputs, or, where there are none, the folder of the settings or the built-in corpus.
pub(super) fn inputs_or(mut inputs: Vec<Input>, folder: Option<&Path>) -> Vec<Input> {
    if inputs.is_empty() {
        inputs.push(folder.map_or(Input::BuiltIn, |folder| Input::Path(folder.to_owned())));
    }
    inputs
}

/// The user's settings. Mistakes are reported, and a setting with a mistake has its default.
pub(super) fn settings(common: &Common, commands: &'static [CommandRow]) -> Result<Settings> {
    let document = common.document()?;
    let (settings, mistakes) = Settings::load(document.as_ref(), commands);
    mistakes.iter().for_each(complain);
    Ok(settings)
}

/// The saved views. Those that are none are reported, where views can be named.
fn views(settings: &Settings, named: bool) -> filter::Views {
    let (views, wrong) = filter::Views::new(settings.views.iter().map(|view| (&*view.name, &*view.query)));
    for (index, cause) in wrong.into_iter().filter(|_| named) {
        let view = &settings.views[index];
        let cause = format!("the view \"{}\": {cause}", view.name);
        complain(&Error::new(view.place.clone(), cause).next("correct it; until then there is no such view"));
    }
    views
}

/// All kinds of facts.
pub(super) fn all_kinds() -> Vec<Kind> {
    KINDS.iter().map(|row| row.kind).collect()
}

impl Session {
    /// Reads the articles of `inputs` or, when that is empty, of the folder in the settings or the built-in corpus.
    /// Reports every input that could not be read.
    pub(super) fn open(
        common: &Common,
        commands: &'static [CommandRow],
        inputs: Vec<Input>,
        kinds: Vec<Kind>,
    ) -> Result<Self> {
        Self::open_with(common, settings(common, commands)?, inputs, kinds)
    }

    /// The same with settings that were read already.
    fn open_with(common: &Common, settings: Settings, inputs: Vec<Input>, kinds: Vec<Kind>) -> Result<Self> {
        threads::start(true)?;
        let inputs = inputs_or(inputs, settings.corpus.as_deref());
        let (snapshot, marks_read) = snapshot(&common.location()?)?;
        let corrections: Vec<_> = snapshot.corrections().cloned().collect();
        let options = build::Options { corpus: common.corpus(), kinds, claims: false };
        let Built { library, report } = build::build(&inputs, &options, &corrections, &Progress::default());
        let problems = library.problems().iter().filter(|problem| problem.fault);
        problems.for_each(|problem| complain(&problem.error));
        let folder = std::env::current_dir().unwrap_or_default();
        let articles = library.articles().iter().map(|article| Known::of(article, &folder));
        let mut triage = Triage::new(articles, &snapshot);
        begin(&mut triage, "triage");
        Ok(Self { library, report, triage, marks_read, settings })
    }

    /// The exit code of the command if nothing else fails.
    pub(super) fn exit_code(&self) -> ExitCode {
        let faults = self.library.problems().iter().filter(|problem| problem.fault).count();
        match ExitCode::of(self.library.articles().len(), faults) {
            ExitCode::Complete | ExitCode::Partial if !self.marks_read => ExitCode::WithoutMarks,
            code => code,
        }
    }
}

/// Which articles a command is about.
pub(super) struct Asked<'a> {
    /// What is read; empty for the folder in the settings or the built-in corpus.
    pub(super) inputs: Vec<Input>,
    /// The filter.
    pub(super) filter: Option<&'a str>,
    /// The options of every command.
    pub(super) common: &'a Common,
}

/// Reads the articles of a selection with these kinds of facts; also returns those that match its filter, in order.
pub(super) fn select(
    arguments: &Selection,
    commands: &'static [CommandRow],
    kinds: Vec<Kind>,
) -> std::result::Result<(Session, Vec<ArticleId>), Failure> {
    let Selection { paths, filter, common } = arguments;
    select_from(Asked { inputs: inputs(paths), filter: filter.as_deref(), common }, commands, kinds)
}

/// The same from inputs.
pub(super) fn select_from(
    asked: Asked<'_>,
    commands: &'static [CommandRow],
    kinds: Vec<Kind>,
) -> std::result::Result<(Session, Vec<ArticleId>), Failure> {
    let settings = settings(asked.common, commands)?;
    let views = views(&settings, asked.filter.is_some());
    let query = asked.filter.map(|text| selection::parse(text, &views)).transpose()?;
    // A query may ask for kinds that are not shown.
    let needed = query.as_ref().map(filter::Query::kinds).unwrap_or_default();
    let kinds = KINDS.iter().map(|row| row.kind).filter(|kind| kinds.contains(kind) || needed.contains(kind));
    let kinds = kinds.collect();
    let session = Session::open_with(asked.common, settings, asked.inputs, kinds)?;
    let chosen = match &query {
        Some(query) => selection::evaluate(query, &session.library, &session.triage),
        None => session.library.ids().collect(),
    };
    if chosen.is_empty() && !session.library.articles().is_empty() {
        complain(&Error::new("--filter", "no article matches the filter"));
    }
    Ok((session, chosen))
}

/// Says to the history which command acts, and when.
pub(super) fn begin(triage: &mut Triage, command: &str) {
    triage.begin(new_run(), command);
    triage.set_time(jiff::Timestamp::now().as_second());
}

/// Writes what was done to the store: all of it, or nothing and an error.
pub(super) fn save(common: &Common, saves: &[Save]) -> Result<()> {
    if saves.is_empty() {
        return Ok(());
    }
    let opened = Store::open(&common.location()?)?;
    opened.notices.iter().for_each(complain);
    let mut store = opened.store;
    store.write(saves.iter().map(|save| &*save.step))?;
    store.settle()
}

/// The contents of the store, and whether it could be read. A store that does not exist is empty and is not created.
pub(super) fn snapshot(location: &Location) -> Result<(Snapshot, bool)> {
    let Some(opened) = Store::open_existing(location)? else { return Ok((Snapshot::default(), true)) };
    opened.notices.iter().for_each(complain);
    let read = opened.store.is_read();
    if !read {
        let cause = "could not be read, so the output is without marks and corrections";
        complain(
            &Error::new("the marks", cause).next("try again later, or use --state :memory: to go without"),
        );
    }
    Ok((opened.snapshot, read))
}
