//! Draws the reader's own screen as an SVG file.
//!
//! The built-in corpus is loaded as the reader loads it, the keys are pressed one after another, and every cell
//! becomes text in its colour. No terminal is needed.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use liseuse::app::effect::{Effect, Event};
use liseuse::app::{State, commands};
use liseuse::config::Settings;
use liseuse::corpus::{Input, Progress};
use liseuse::filter;
use liseuse::library::build::{Options, build};
use liseuse::triage::{Snapshot, Triage};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use crate::Outcome;

const SIZE: (u16, u16) = (120, 36);
const CELL: (f32, f32) = (8.4, 18.0);
const PAPER: &str = "#16181d";
const INK: &str = "#d8dadf";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The file to write
    pub(crate) out: PathBuf,
    /// The keys to press before, written as in the configuration and divided by spaces
    #[arg(default_value = "")]
    pub(crate) keys: String,
}

/// Draws the screen after the keys were pressed.
///
/// # Errors
/// When a key is not one, or the file cannot be written.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let library = build(&[Input::BuiltIn], &Options::default(), &[], &Progress::default()).library;
    let library = Arc::new(library);
    let index = Arc::new(filter::Index::new(&library));
    let (mut settings, _) = Settings::load(None, commands::table());
    settings.choose_theme("dark");
    let triage = Triage::new(library.articles().iter().map(|article| article.key), &Snapshot::default());
    let mut state = State::new(library, index, settings, triage, "built-in articles".to_owned());

    let mut events = vec![Event::Resize(SIZE.0, SIZE.1)];
    for key in arguments.keys.split_whitespace() {
        events.push(Event::Key(key.parse()?));
    }
    events.reverse();
    while let Some(event) = events.pop() {
        state.handle(event, Duration::ZERO);
        for effect in state.take_effects() {
            match effect {
                Effect::Filter(job) => {
                    if let Some(ordered) = job.run(&AtomicU64::new(job.generation)) {
                        events.push(Event::Filtered { generation: job.generation, ordered });
                    }
                }
                Effect::Search(job) => events.extend(job.run(&AtomicU64::new(job.generation))),
                Effect::Hits(job) => events.extend(job.run(&AtomicU64::new(job.generation))),
                Effect::Terms(job) => events.extend(job.run(&AtomicU64::new(job.generation))),
                Effect::Complete(job) => events.push(job.run()),
                Effect::Count(job) => events.extend(job.run(&AtomicU64::new(job.generation))),
                Effect::SaveView { name, query } => events.push(Event::ViewSaved { name, query }),
                Effect::Relink(job) => events.push(job.run()),
                Effect::Claims(job) => events.push(job.run()),
                Effect::Dossier(job) => {
                    events.extend(job.run(&AtomicU64::new(job.generation)).map(Event::Dossier));
                }
                Effect::Register(job) => {
                    events.extend(job.run(&AtomicU64::new(job.generation)).map(Event::Register));
                }
                Effect::Board(job) => events.extend(job.run(&AtomicU64::new(job.generation))),
                Effect::Save(save) => events.push(Event::Saved(save.seq)),
                Effect::Reload(_)
                | Effect::Remember(_)
                | Effect::Export(_)
                | Effect::Repaint
                | Effect::Copy(_)
                | Effect::Browse(_)
                | Effect::Edit(_)
                | Effect::EditNote { .. }
                | Effect::ExportListed(_)
                | Effect::Pipe { .. } => {}
            }
        }
    }
    let screen = Rect::new(0, 0, SIZE.0, SIZE.1);
    let mut buffer = Buffer::empty(screen);
    let _ = state.paint(&mut buffer, screen);
    std::fs::write(&arguments.out, svg(&buffer))
        .map_err(|error| format!("{}: {error}", arguments.out.display()).into())
}

fn svg(buffer: &Buffer) -> String {
    let (width, height) = (f32::from(SIZE.0) * CELL.0 + 24.0, f32::from(SIZE.1) * CELL.1 + 24.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" \
         font-size=\"14\" xml:space=\"preserve\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    for y in 0..SIZE.1 {
        let mut x = 0;
        while x < SIZE.0 {
            let start = x;
            let first = &buffer[(x, y)];
            let mut text = String::new();
            while x < SIZE.0 && look(&buffer[(x, y)]) == look(first) {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                x += (symbol.width() as u16).max(1);
            }
            same_look(&mut out, (start, y), x - start, first, &text);
        }
    }
    out.push_str("</svg>\n");
    out
}

fn look(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

/// Cells of one look, as a rectangle and a text whose length is fixed to the grid.
fn same_look(out: &mut String, (column, row): (u16, u16), columns: u16, cell: &Cell, text: &str) {
    let (x, y) = (12.0 + f32::from(column) * CELL.0, 12.0 + f32::from(row) * CELL.1);
    let width = f32::from(columns) * CELL.0;
    let (mut ink, mut paper) = (colour(cell.fg, INK), colour(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut paper);
    }
    if paper != PAPER {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{paper}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.6\""),
    ] {
        if cell.modifier.contains(modifier) {
            style.push_str(attribute);
        }
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{style}>{text}</text>",
        y + 13.5
    );
}

/// The colour as CSS has it: the xterm cube and greys for an index.
fn colour(colour: Color, default: &str) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Indexed(index @ 232..) => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
        Color::Indexed(index @ 16..) => {
            let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            let cube = index - 16;
            format!("#{:02x}{:02x}{:02x}", level(cube / 36), level(cube / 6 % 6), level(cube % 6))
        }
        _ => default.to_owned(),
    }
}
