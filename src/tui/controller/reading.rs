//! The reader while articles are open: what the state asks for is handed to its workers, or done in a thread of its own.

use std::collections::VecDeque;
use std::process::ExitStatus;
use std::thread;
use std::time::Duration;

use crate::app::Leave;
use crate::app::effect::{Effect, Event as AppEvent, ExportJob, ListedJob};
use crate::corpus;
use crate::error::{Error, Result};
use crate::tui::export::{self, Written};
use crate::tui::keep_view::keep_view;
use crate::tui::note_file::NoteFile;
use crate::tui::programs::pipe;
use crate::tui::{Errand, Outcome};

use super::{Message, Reading, no_thread};

impl Reading {
    /// Hands an event to the state and carries out what it asks for.
    pub(super) fn handle(&mut self, event: AppEvent, now: Duration, outcomes: &mut VecDeque<Outcome>) {
        self.state.handle(event, now);
        for effect in self.state.take_effects() {
            match effect {
                Effect::Filter(job) => self.filters.submit(job.generation, job),
                Effect::Search(job) => self.searches.submit(job.generation, job),
                Effect::Hits(job) => self.hits.submit(job.generation, job),
                Effect::Terms(job) => self.terms.submit(job.generation, job),
                Effect::Relink(job) => self.relinks.submit(job.generation, job),
                Effect::Claims(job) => self.claims.submit(job.generation, job),
                Effect::Dossier(job) => self.dossier.submit(job.generation, job),
                Effect::Register(job) => self.register.submit(job.generation, job),
                Effect::Board(job) => self.board.submit(job.generation, job),
                Effect::Complete(job) => self.completions.submit(job.generation, job),
                Effect::Count(job) => self.counts.submit(job.generation, job),
                Effect::SaveView { name, query } => self.save_view(name, query),
                Effect::Save(save) => {
                    if let Some(writer) = &self.writer {
                        writer.save(save);
                    }
                }
                Effect::Remember(memo) => {
                    if let Some(writer) = &self.writer {
                        writer.remember(memo);
                    }
                }
                Effect::Reload(job) => {
                    if let Some(watching) = &self.watching {
                        watching.begin_again(jiff::Timestamp::now().as_nanosecond());
                    }
                    self.reloads.submit(job.generation, job);
                }
                Effect::Repaint => outcomes.push_back(Outcome::Repaint),
                Effect::Export(job) => self.export(job),
                Effect::Copy(text) => outcomes.push_back(Outcome::Copy(text)),
                Effect::Browse(address) => {
                    let errand = self.programs.browse(&address);
                    self.run(errand, now, outcomes);
                }
                // An editor would create a missing file: the built-in articles have none.
                Effect::Edit(path) if !corpus::is_there(&self.inputs, &path) => {
                    let error = Error::new(
                        path.display().to_string(),
                        "is not a regular file, or a link has replaced it since it was read",
                    );
                    self.state.handle(AppEvent::Failed(error), now);
                }
                Effect::Edit(path) => {
                    let errand = self.programs.edit(&path);
                    self.run(errand, now, outcomes);
                }
                Effect::ExportListed(job) => self.export_listed(job),
                Effect::EditNote { key, text } => {
                    let made = NoteFile::new(key, &text);
                    match made.and_then(|file| Ok((self.programs.edit(file.path())?, file))) {
                        Ok((errand, file)) => {
                            self.errands.push_back(Some(file));
                            outcomes.push_back(Outcome::Run(errand));
                        }
                        Err(error) => self.state.handle(AppEvent::Failed(error), now),
                    }
                }
                Effect::Pipe { command, text } => self.run(Ok(pipe(command, &text)), now, outcomes),
            }
        }
        match self.state.take_leave() {
            Some(Leave::Quit) => outcomes.push_back(Outcome::Quit(0)),
            Some(Leave::Suspend) => outcomes.push_back(Outcome::Suspend),
            None => {}
        }
    }

    /// What comes of a program that has ended.
    pub(super) fn ran(&mut self, status: Result<ExitStatus>) -> Option<AppEvent> {
        let note = self.errands.pop_front().flatten();
        match (status, note) {
            (Err(error), _) => Some(AppEvent::Failed(error)),
            (Ok(status), Some(_)) if !status.success() => {
                Some(AppEvent::Notice(format!("the editor ended with {status}: the note is as it was")))
            }
            (Ok(_), Some(file)) => Some(match file.read() {
                Ok(text) => AppEvent::NoteWritten { key: file.key(), text },
                Err(error) => AppEvent::Failed(error),
            }),
            (Ok(status), None) if status.success() => None,
            (Ok(status), None) => Some(AppEvent::Notice(format!("the program ended with {status}"))),
        }
    }

    /// Exports articles, in a thread of its own.
    fn export_listed(&self, job: ListedJob) {
        let (post, export) = (self.post.clone(), self.export_listed);
        let work = move || {
            let ListedJob { name, replace, articles, annotations, library } = job;
            let event = match export(&name, replace, &library, &annotations, &articles) {
                Ok(Some(path)) => AppEvent::Exported { count: articles.len(), path },
                Ok(None) => AppEvent::ExportExists { name },
                Err(error) => AppEvent::Failed(error),
            };
            post.send(Message::App(event));
        };
        if let Err(error) = thread::Builder::new().name("export".to_owned()).spawn(work) {
            self.post.send(Message::App(AppEvent::Failed(no_thread(error))));
        }
    }

    /// Writes a view into the configuration, in a thread of its own: the disk may be slow.
    fn save_view(&self, name: String, query: String) {
        let Some(path) = self.config.clone() else {
            let error = Error::new("the configuration", "has no place, since the home folder is not known");
            let error = error.next("set HOME, or name a file with --config FILE");
            return self.post.send(Message::App(AppEvent::Failed(error)));
        };
        let post = self.post.clone();
        let work = move || {
            let event = match keep_view(&path, &name, &query) {
                Ok(()) => AppEvent::ViewSaved { name, query },
                Err(error) => AppEvent::Failed(error),
            };
            post.send(Message::App(event));
        };
        if let Err(error) = thread::Builder::new().name("save-view".to_owned()).spawn(work) {
            self.post.send(Message::App(AppEvent::Failed(no_thread(error))));
        }
    }

    /// Writes a file in a thread of its own, since it may be long and the disk slow.
    fn export(&self, job: ExportJob) {
        let post = self.post.clone();
        let write = move || {
            let (text, told) = job.text();
            post.send(Message::App(match export::write(&job.path, &text, job.replace) {
                Ok(Written::Done) => AppEvent::Notice(format!("wrote {told} to {}", job.path.display())),
                Ok(Written::IsThere) => AppEvent::FileIsThere(job.path),
                Err(error) => AppEvent::Failed(error),
            }));
        };
        if let Err(error) = thread::Builder::new().name("export".to_owned()).spawn(write) {
            self.post.send(Message::App(AppEvent::Failed(no_thread(error))));
        }
    }

    pub(super) fn run(&mut self, errand: Result<Errand>, now: Duration, outcomes: &mut VecDeque<Outcome>) {
        match errand {
            Ok(errand) => {
                self.errands.push_back(None);
                outcomes.push_back(Outcome::Run(errand));
            }
            Err(error) => self.state.handle(AppEvent::Failed(error), now),
        }
    }
}
