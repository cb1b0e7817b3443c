//! From a key to its frame, with a large library: every key is handled and the whole screen is painted into a
//! buffer. Background work (filter, search) is not waited for, as in the reader. Besides criterion's figures it
//! prints the 99th percentile and the worst of a long walk with mixed keys.

mod support;

use std::hint::black_box;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use liseuse::app::effect::Event;
use liseuse::app::{State, commands};
use liseuse::config::Settings;
use liseuse::corpus::{Input, Progress};
use liseuse::filter;
use liseuse::library::build::{Options, build};
use liseuse::triage::{Snapshot, Triage};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SCREEN: Rect = Rect { x: 0, y: 0, width: 120, height: 36 };

/// Keys as a person mixes them: reading, stepping, tracking, triage, filtering, help.
const WALK: &str = "j j Enter Space Space j k J J i j Enter n n n } { Backspace Esc s r a u h G g g 2 1 f a l t i Esc ? Esc D Esc F Esc";

fn state(articles: usize) -> State {
    let folder = tempfile::tempdir().expect("a temporary folder");
    support::write::corpus(folder.path(), articles, support::SEED).expect("room for the corpus");
    let inputs = [Input::Path(folder.path().to_owned())];
    let library = Arc::new(build(&inputs, &Options::default(), &[], &Progress::default()).library);
    let index = Arc::new(filter::Index::new(&library));
    let (settings, _) = Settings::load(None, commands::table());
    let triage = Triage::new(library.articles().iter().map(|article| article.key), &Snapshot::default());
    let mut state = State::new(library, index, settings, triage, "bench".to_owned());
    state.handle(Event::Resize(SCREEN.width, SCREEN.height), Duration::ZERO);
    state
}

/// Handles a key and paints the screen.
fn press(state: &mut State, buffer: &mut Buffer, key: &str) {
    state.handle(Event::Key(key.parse().expect("a key")), Duration::ZERO);
    drop(state.take_effects());
    buffer.reset();
    black_box(state.paint(buffer, SCREEN));
}

fn draw(c: &mut Criterion) {
    let articles = std::env::var("ARTICLES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let mut state = state(articles);
    let mut buffer = Buffer::empty(SCREEN);
    let mut group = c.benchmark_group(format!("draw/{articles}"));
    group.bench_function("frame", |b| b.iter(|| black_box(state.paint(&mut buffer, SCREEN))));
    group.bench_function("down and up the list", |b| {
        b.iter(|| {
            press(&mut state, &mut buffer, "j");
            press(&mut state, &mut buffer, "k");
        });
    });
    press(&mut state, &mut buffer, "Enter");
    group.bench_function("down and up the text", |b| {
        b.iter(|| {
            press(&mut state, &mut buffer, "j");
            press(&mut state, &mut buffer, "k");
        });
    });
    group.finish();

    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..200 {
        for key in WALK.split(' ') {
            let start = Instant::now();
            press(&mut state, &mut buffer, key);
            times.push(start.elapsed());
        }
    }
    times.sort_unstable();
    let (p50, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    let worst = times.last().copied().unwrap_or_default();
    let _ = writeln!(
        io::stdout().lock(),
        "draw/{articles}: {} keys: median {p50:.1?}, 99th percentile {p99:.1?}, worst {worst:.1?}",
        times.len()
    );
}

criterion_group!(benches, draw);
criterion_main!(benches);
