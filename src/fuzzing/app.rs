//! The whole reader without a terminal: random articles, then random keys, pastes, sizes and answers of background
//! work, which come late, twice or never. After each event the state is whole, and what is drawn is clean.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use arbitrary::{Result, Unstructured};
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Target, check, recipe};
use crate::app::commands;
use crate::app::effect::{Effect, Event};
use crate::app::{Leave, State};
use crate::config::Settings;
use crate::config::key::{Key, parse_sequence};
use crate::corpus::{Options, in_memory};
use crate::error::Error;
use crate::filter;
use crate::library::build;
use crate::triage::{Snapshot, Triage};

pub(super) const TARGET: Target = Target { name: "app", body, random: 150 };

/// The most bytes of one article.
const MOST: usize = 1 << 13;
/// The most events of one run.
const EVENTS: usize = 120;
/// Every so many events the screen is drawn.
const DRAWN: usize = 3;

const NAMES: [&str; 5] = ["a.txt", "b.md", "c.html", "d.jsonl", "e.eml"];

const WORDS: &[&str] = &[
    "Nora Lindqvist",
    "Lindqvist",
    "Milan Kovar",
    "Kovar",
    "M. Kovar",
    "49 %",
    "3 milliards d’euros",
    "$12 million",
    "mot ",
    "# Titre\n\n",
    "{\"title\":\"x\",\"text\":\"Kovar\"}\n",
    "<p>",
    "\n\n",
    "Partagez\n",
    "17 juin 2025\n",
    "漢字",
    "👩\u{200d}🚀",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{301}",
    "\u{200b}",
    "İ",
    "une phrase de plus. ",
    "-",
    "\"",
    ":",
    "\u{2028}",
];

/// What is typed into a prompt.
const TYPED: [&str; 22] = [
    "a",
    "o",
    "k",
    "Space",
    "e",
    "é",
    "漢",
    "\"",
    "(",
    ")",
    ":",
    "-",
    "|",
    "5",
    "%",
    "Backspace",
    "Enter",
    "Esc",
    "Left",
    "C-w",
    "Tab",
    "Down",
];

const MOUSE: [MouseEventKind; 6] = [
    MouseEventKind::Down(MouseButton::Left),
    MouseEventKind::Down(MouseButton::Left),
    MouseEventKind::Drag(MouseButton::Left),
    MouseEventKind::Up(MouseButton::Left),
    MouseEventKind::ScrollDown,
    MouseEventKind::ScrollUp,
];

/// Every sequence that the default configuration binds, and keys that it does not.
static KEYS: LazyLock<Vec<Vec<Key>>> = LazyLock::new(|| {
    let (settings, _) = Settings::load(None, commands::table());
    let bound = commands::all()
        .flat_map(|(id, _)| settings.keymap.keys_of(id).map(<[Key]>::to_vec).collect::<Vec<_>>());
    let others = TYPED.iter().filter_map(|key| parse_sequence(key).ok());
    bound.chain(others).collect()
});

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| Settings::load(None, commands::table()).0);

fn body(data: &[u8]) {
    // Bytes that do not suffice for another event end the run.
    let mut bytes = Unstructured::new(data);
    let Ok(mut run) = Run::new(&mut bytes) else { return };
    for count in 0..EVENTS {
        if bytes.is_empty() || run.left || run.event(&mut bytes, count).is_err() {
            break;
        }
    }
    run.draw();
    run.state.assert_undone();
}

/// One reader.
struct Run {
    state: State,
    screen: Rect,
    now: Duration,
    /// Background work that has not answered yet.
    jobs: Vec<Effect>,
    left: bool,
}

impl Run {
    fn new(bytes: &mut Unstructured<'_>) -> Result<Self> {
        let mut articles = Vec::new();
        for _ in 0..bytes.int_in_range(0..=4)? {
            let name = *bytes.choose(&NAMES)?;
            let length = usize::from(bytes.arbitrary::<u8>()?).min(bytes.len());
            let recipe = [&[recipe::MARK], bytes.bytes(length)?].concat();
            let text = recipe::expand(&recipe, WORDS, MOST);
            articles.extend(in_memory::read(name, &text, &Options::default()).articles);
        }
        let library = Arc::new(build::of_articles(articles));
        check::library(&library);
        let index = Arc::new(filter::Index::new(&library));
        let triage = Triage::new(library.articles().iter().map(|article| article.key), &Snapshot::default());
        let state = State::new(library, index, SETTINGS.clone(), triage, "~/pre\u{1b}sse".to_owned());
        let mut run =
            Self { state, screen: Rect::default(), now: Duration::ZERO, jobs: Vec::new(), left: false };
        run.resize(bytes)?;
        Ok(run)
    }

    /// One event, as the next bytes say.
    fn event(&mut self, bytes: &mut Unstructured<'_>, count: usize) -> Result<()> {
        match bytes.arbitrary::<u8>()? {
            0..=139 => {
                for key in bytes.choose(&KEYS)?.clone() {
                    self.take(Event::Key(key));
                }
            }
            140..=199 => {
                let key = bytes.choose(&TYPED)?.parse().expect("a key");
                self.take(Event::Key(key));
            }
            200..=211 => self.resize(bytes)?,
            212..=219 => {
                let length = bytes.int_in_range(0..=30)?;
                let recipe = [&[recipe::MARK], bytes.bytes(length)?].concat();
                self.take(Event::Paste(recipe::text(&recipe, WORDS, MOST).into_owned()));
            }
            220..=239 if !self.jobs.is_empty() => {
                let job = bytes.choose_index(self.jobs.len())?;
                let job = self.jobs.swap_remove(job);
                self.answer(job, bytes.ratio(1, 8)?);
            }
            240..=247 => {
                self.now += Duration::from_millis(100 * u64::from(bytes.arbitrary::<u8>()?));
                self.take(Event::Wake);
            }
            248..=250 => {
                let (button, coarse, column, row): (u8, bool, u8, u8) = bytes.arbitrary()?;
                let kind = MOUSE[usize::from(button) % MOUSE.len()];
                // Now and then far off the screen.
                let far = if coarse { 1 } else { 257 };
                let (column, row) = (u16::from(column) * far, u16::from(row) / 3 * far);
                self.take(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
            }
            251 => self.take(Event::Notice("a \u{9b}notice".to_owned())),
            _ => {
                for job in std::mem::take(&mut self.jobs) {
                    self.answer(job, false);
                }
            }
        }
        if count.is_multiple_of(DRAWN) {
            self.draw();
        }
        Ok(())
    }

    fn resize(&mut self, bytes: &mut Unstructured<'_>) -> Result<()> {
        let (width, height): (u8, u8) = bytes.arbitrary()?;
        self.screen = Rect::new(0, 0, u16::from(width), u16::from(height) / 3);
        self.take(Event::Resize(self.screen.width, self.screen.height));
        Ok(())
    }

    fn take(&mut self, event: Event) {
        self.state.handle(event, self.now);
        self.left |= self.state.take_leave() == Some(Leave::Quit);
        self.jobs.extend(self.state.take_effects());
        self.state.assert_whole();
    }

    /// Does the work of an effect and hands in what comes of it; saving may fail.
    fn answer(&mut self, effect: Effect, fails: bool) {
        let newest = AtomicU64::new(match &effect {
            Effect::Filter(job) => job.generation,
            Effect::Search(job) => job.generation,
            Effect::Terms(job) => job.generation,
            Effect::Hits(job) => job.generation,
            Effect::Board(job) => job.generation,
            _ => 0,
        });
        let answer = match effect {
            Effect::Filter(job) => {
                let generation = job.generation;
                job.run(&newest).map(|ordered| Event::Filtered { generation, ordered })
            }
            Effect::Search(job) => job.run(&newest),
            Effect::Terms(job) => job.run(&newest),
            Effect::Hits(job) => job.run(&newest),
            Effect::Complete(job) => Some(job.run()),
            Effect::Count(job) => job.run(&newest),
            Effect::SaveView { name, query } => Some(Event::ViewSaved { name, query }),
            Effect::Relink(job) => Some(job.run()),
            Effect::Claims(job) => Some(job.run()),
            Effect::Board(job) => job.run(&newest),
            Effect::Save(_) if fails => Some(Event::SaveFailed(Error::new("store", "the disk is full"))),
            Effect::Save(save) => Some(Event::Saved(save.seq)),
            _ => None,
        };
        if let Some(event) = answer {
            self.take(event);
        }
    }

    fn draw(&self) {
        let mut buffer = Buffer::empty(self.screen);
        let cursor = self.state.paint(&mut buffer, self.screen);
        check::screen(&buffer);
        if let Some(cursor) = cursor {
            assert!(self.screen.contains(cursor.into()), "the cursor is at {cursor:?} of {}", self.screen);
        }
    }
}
