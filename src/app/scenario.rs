//! How the tests of the whole app read: articles in, keys pressed, the screen out. Background work is carried
//! out at once, saving succeeds at once, and time passes only when a test says so.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::article::{Article, ArticleId, ContentKey, Origin, PartialDate};
use crate::config::{Document, Settings};
use crate::facts::{Amount, Currency, Entity, Fact, Kind, Mention, Modifier, Percent, PercentUnit};
use crate::filter;
use crate::library::{Library, MentionRef, Profile};
use crate::text::{Language, Span};
use crate::triage::{Memo, Snapshot, Triage};

use super::commands;
use super::effect::{Effect, Event};
use super::ordered::Row;
use super::reloading::{ReloadJob, Reloaded};
use super::state::{Leave, State};

/// A running reader without a terminal.
pub(super) struct Scenario {
    pub(super) state: State,
    library: Arc<Library>,
    screen: Rect,
    now: Duration,
    pub(super) copied: Vec<String>,
    /// The files written, with what they say.
    pub(super) exported: Vec<(std::path::PathBuf, String)>,
    pub(super) left: Option<Leave>,
    /// Steps whose saving waits for [`Scenario::acknowledge`]; `None` when saving succeeds at once.
    held: Option<Vec<u64>>,
    /// The time of day, in Unix seconds.
    clock: i64,
    pub(super) remembered: Vec<Memo>,
    /// What the next reload reads; `None`: it takes long.
    pub(super) next: Option<Library>,
    /// The reloads that take long.
    pub(super) jobs: Vec<ReloadJob>,
}

impl Scenario {
    /// A reader on the sample library, of a terminal of this size.
    pub(super) fn new(width: u16, height: u16) -> Self {
        Self::with(sample(), width, height, "")
    }

    /// A reader on a library, with a configuration.
    pub(super) fn with(library: Library, width: u16, height: u16, config: &str) -> Self {
        let library = Arc::new(library);
        let user = Document { name: "test".to_owned(), text: config.to_owned() };
        let (settings, mistakes) = Settings::load(Some(&user), commands::table());
        assert!(mistakes.is_empty(), "{mistakes:?}");
        let keys = library.articles().iter().map(|article| article.key);
        let triage = Triage::new(keys, &Snapshot::default());
        let index = Arc::new(filter::Index::new(&library));
        let state = State::new(Arc::clone(&library), index, settings, triage, "sample".to_owned());
        let screen = Rect::new(0, 0, width, height);
        let mut scenario = Self {
            state,
            library,
            screen,
            now: Duration::ZERO,
            copied: Vec::new(),
            exported: Vec::new(),
            left: None,
            held: None,
            clock: 1_700_000_000,
            remembered: Vec::new(),
            next: None,
            jobs: Vec::new(),
        };
        scenario.pass(0).event(Event::Resize(width, height));
        scenario
    }

    /// Presses keys, written as in config files and divided by spaces; `'text'` types text.
    pub(super) fn keys(&mut self, keys: &str) -> &mut Self {
        for (index, part) in keys.split('\'').enumerate() {
            if index % 2 == 1 {
                for c in part.chars() {
                    let key = if c == ' ' { "Space".to_owned() } else { c.to_string() };
                    self.event(Event::Key(key.parse().unwrap()));
                }
            } else {
                for key in part.split_whitespace() {
                    self.event(Event::Key(key.parse().unwrap()));
                }
            }
        }
        self
    }

    /// The mouse does something at a position.
    pub(super) fn mouse(&mut self, kind: MouseEventKind, (column, row): (u16, u16)) -> &mut Self {
        self.event(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
        self
    }

    /// Presses and releases the left button at a position.
    pub(super) fn click(&mut self, at: (u16, u16)) -> &mut Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), at);
        self.mouse(MouseEventKind::Up(MouseButton::Left), at)
    }

    /// Where a text is on the screen: its first letter, in the first row that has it.
    #[track_caller]
    pub(super) fn at(&self, text: &str) -> (u16, u16) {
        use unicode_width::UnicodeWidthStr;
        let screen = self.screen();
        let found =
            screen.lines().zip(0..).find_map(|(line, y)| Some((line[..line.find(text)?].width() as u16, y)));
        found.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}"))
    }

    /// Lets time pass.
    pub(super) fn wait(&mut self, ms: u64) -> &mut Self {
        self.now += Duration::from_millis(ms);
        self.event(Event::Wake);
        self
    }

    /// Lets the clock on the wall go on by so many seconds.
    pub(super) fn pass(&mut self, seconds: i64) -> &mut Self {
        self.clock += seconds;
        self.state.set_time(jiff::Timestamp::from_second(self.clock).unwrap());
        self
    }

    /// Titles are those of this library from now on.
    pub(super) fn take_over(&mut self, library: Library) {
        self.library = Arc::new(library);
    }

    /// From now on the disk is slow: nothing is saved until [`Scenario::acknowledge`].
    pub(super) fn hold_saving(&mut self) -> &mut Self {
        self.held = Some(Vec::new());
        self
    }

    /// The disk has the first `count` of the steps that wait.
    pub(super) fn acknowledge(&mut self, count: usize) -> &mut Self {
        let held = self.held.as_mut().unwrap();
        let last = held.drain(..count).next_back().unwrap();
        self.event(Event::Saved(last));
        self
    }

    /// Changes the size of the terminal.
    pub(super) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.screen = Rect::new(0, 0, width, height);
        self.event(Event::Resize(width, height));
        self
    }

    pub(super) fn event(&mut self, event: Event) {
        self.state.handle(event, self.now);
        self.left = self.state.take_leave().or(self.left);
        for effect in self.state.take_effects() {
            let answer = match effect {
                Effect::Filter(job) => {
                    let newest = AtomicU64::new(job.generation);
                    let ordered = job.run(&newest).unwrap();
                    Event::Filtered { generation: job.generation, ordered }
                }
                Effect::Search(job) => job.run(&AtomicU64::new(job.generation)).unwrap(),
                Effect::Hits(job) => job.run(&AtomicU64::new(job.generation)).unwrap(),
                Effect::Terms(job) => job.run(&AtomicU64::new(job.generation)).unwrap(),
                Effect::Complete(job) => job.run(),
                Effect::Count(job) => job.run(&AtomicU64::new(job.generation)).unwrap(),
                Effect::SaveView { name, query } => Event::ViewSaved { name, query },
                Effect::Relink(job) => job.run(),
                Effect::Claims(job) => job.run(),
                Effect::Dossier(job) => Event::Dossier(job.run(&AtomicU64::new(job.generation)).unwrap()),
                Effect::Register(job) => Event::Register(job.run(&AtomicU64::new(job.generation)).unwrap()),
                Effect::Board(job) => job.run(&AtomicU64::new(job.generation)).unwrap(),
                Effect::Save(save) => match &mut self.held {
                    None => Event::Saved(save.seq),
                    Some(held) => {
                        held.push(save.seq);
                        continue;
                    }
                },
                Effect::Reload(job) => match self.next.take() {
                    Some(library) => {
                        let reloaded = Reloaded::new(job, library, std::path::Path::new("/"));
                        self.library = Arc::clone(reloaded.library());
                        Event::Reloaded(Box::new(reloaded))
                    }
                    None => {
                        self.jobs.push(job);
                        continue;
                    }
                },
                Effect::Remember(memo) => {
                    self.remembered.push(memo);
                    continue;
                }
                Effect::Repaint => {
                    self.copied.push("Repaint".to_owned());
                    continue;
                }
                Effect::Export(job)
                    if self.exported.iter().any(|(path, _)| *path == job.path) && !job.replace =>
                {
                    Event::FileIsThere(job.path)
                }
                Effect::Export(job) => {
                    let (text, told) = job.text();
                    self.exported.push((job.path.clone(), text));
                    Event::Notice(format!("wrote {told} to {}", job.path.display()))
                }
                Effect::Copy(text) => {
                    self.copied.push(text.to_string());
                    continue;
                }
                Effect::ExportListed(job) if job.name == "there.md" && !job.replace => {
                    Event::ExportExists { name: job.name }
                }
                Effect::ExportListed(job) => {
                    Event::Exported { count: job.articles.len(), path: job.name.into() }
                }
                other @ (Effect::Browse(_)
                | Effect::Edit(_)
                | Effect::EditNote { .. }
                | Effect::Pipe { .. }) => {
                    self.copied.push(format!("{other:?}"));
                    continue;
                }
            };
            self.event(answer);
        }
    }

    pub(super) fn buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(self.screen);
        self.state.paint(&mut buffer, self.screen);
        buffer
    }

    /// The screen's text.
    pub(super) fn screen(&self) -> String {
        let buffer = self.buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut skip = 0;
            let mut row = String::new();
            for x in 0..buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    row.push_str(symbol);
                }
                skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1).max(skip.max(1) - 1);
            }
            text.push_str(row.trim_end());
            text.push('\n');
        }
        text
    }

    /// The last line.
    pub(super) fn status(&self) -> String {
        self.screen().lines().last().unwrap_or_default().trim().to_owned()
    }

    /// The rows of the list: titles, and headings with a sign before them.
    pub(super) fn rows(&self) -> Vec<String> {
        let ordered = self.state.listing.ordered();
        let row = |row| match ordered.at(row).unwrap() {
            Row::Article(id) => self.library.article(id).title.to_string(),
            Row::Heading(index) => {
                let section = &ordered.sections()[index];
                format!(
                    "{} {} {}",
                    if section.folded { '▸' } else { '▾' },
                    section.name,
                    section.places.len()
                )
            }
        };
        (0..ordered.rows()).map(row).collect()
    }

    /// The titles in the list, from the first row on the screen.
    pub(super) fn titles(&self) -> Vec<String> {
        self.state.listing.ids().iter().map(|id| self.library.article(*id).title.to_string()).collect()
    }

    /// The title of the open article.
    pub(super) fn open(&self) -> String {
        let id = self.state.reading.article();
        id.map(|id| self.library.article(id).title.to_string()).unwrap_or_default()
    }
}

/// One article of a test: title, date, text. Facts are marked in the text: `{p:Anna Roth}` is a person, `{o:Altis}` an
/// organisation, `{a:3e9:3 milliards d'euros}` a sum in euros, `{%:49:49 %}` a percentage.
pub(super) fn library(articles: &[(&str, &str, &str)]) -> Library {
    let mut entities: Vec<(String, Kind, Vec<MentionRef>)> = Vec::new();
    let mut made = Vec::new();
    let mut mentions = Vec::new();
    for (number, (title, date, marked)) in articles.iter().enumerate() {
        let mut text = String::new();
        let mut found: Vec<Mention> = Vec::new();
        let mut rest = *marked;
        while let Some(open) = rest.find('{') {
            let close = rest[open..].find('}').unwrap() + open;
            text.push_str(&rest[..open]);
            let start = text.len();
            let fields: Vec<&str> = rest[open + 1..close].splitn(3, ':').collect();
            text.push_str(fields[fields.len() - 1]);
            let span = Span::new(start, text.len());
            let fact = match fields[0] {
                "p" | "o" => {
                    let kind = if fields[0] == "p" { Kind::Person } else { Kind::Organisation };
                    let surname = fields[1].rsplit(' ').next().unwrap();
                    let known = |(name, own, _): &(String, Kind, _)| *own == kind && name.ends_with(surname);
                    let index = entities.iter().position(known).unwrap_or_else(|| {
                        entities.push((fields[1].to_owned(), kind, Vec::new()));
                        entities.len() - 1
                    });
                    let at = MentionRef { article: ArticleId(number as u32), index: found.len() as u32 };
                    entities[index].2.push(at);
                    Fact::Entity(Entity { kind, id: index as u32 })
                }
                "a" => Fact::Amount(Amount {
                    value: fields[1].parse().unwrap(),
                    high: None,
                    unit: Some(Currency::new(b"EUR")),
                    inferred: false,
                    modifier: Modifier::Exact,
                }),
                _ => Fact::Percent(Percent {
                    value: fields[1].parse().unwrap(),
                    high: None,
                    unit: PercentUnit::Percent,
                    modifier: Modifier::Exact,
                }),
            };
            found.push(Mention { span, fact });
            rest = &rest[close + 1..];
        }
        text.push_str(rest);
        let date = (!date.is_empty()).then(|| PartialDate {
            year: date[..4].parse().unwrap(),
            month: date.get(5..7).map_or(0, |m| m.parse().unwrap()),
            day: date.get(8..10).map_or(0, |d| d.parse().unwrap()),
        });
        made.push(Article {
            key: ContentKey::of(title, &text),
            origin: Origin { path: std::path::Path::new(&format!("{number}.txt")).into(), item: None },
            title: (*title).into(),
            date,
            author: None,
            source: Some("La Gazette".into()),
            url: None,
            language: Language::FRENCH,
            words: text.split_whitespace().count() as u32,
            text: text.into(),
            structure: None,
            removed: Box::new([]),
            offered: None,
            notices: Box::new([]),
        });
        mentions.push(found.into());
    }
    let entities = entities
        .into_iter()
        .map(|(name, kind, mentions)| Profile {
            kind,
            articles: mentions.iter().map(|at| at.article).collect::<std::collections::HashSet<_>>().len()
                as u32,
            surfaces: Box::new([(name.as_str().into(), mentions.len() as u32)]),
            name: name.into(),
            description: None,
            mentions: mentions.into(),
        })
        .collect();
    Library::from_parts(made, mentions, entities, Vec::new())
}

/// Four articles about a fictional firm.
pub(super) fn sample() -> Library {
    library(&[
        (
            "Le pacte fissuré",
            "2025-01",
            "{p:Anna Roth} a fondé Altis avec {a:3e9:3 milliards d'euros}. « Nous partons », dit {p:Roth}.\n\n\
             Le fonds garde {%:49:49 %} du capital, et {p:Milan Kovar} les commandes. Personne, chez Altis, ne veut \
             parler de divorce ; tout le monde, pourtant, s'y prépare depuis l'automne.\n\nUne clause oubliée\n\n\
             À la fin, {p:Roth} a signé. La suite se jouera devant le tribunal de commerce, où {p:Kovar} a déposé \
             un recours de {a:250e6:250 millions d'euros}.",
        ),
        (
            "Deux géants, un divorce",
            "2025-03-14",
            "Les parts tombent à {%:49:49 %}. {p:Kovar} se tait.\n\nLe tribunal dira si les {a:3e9:trois milliards d'euros} \
             sont à rendre.",
        ),
        ("Une recette d'été", "", "Des tomates, du basilic, et rien de plus."),
        ("Altis change de mains", "2024-10-02", "{p:Anna Roth} s'en va. {p:Roth} garde {%:5:5 %}."),
    ])
}
