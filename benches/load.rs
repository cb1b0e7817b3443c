//! From files to the complete model, for 1,000 and 10,000 generated articles, and how that compares with only
//! looking at the same bytes: a walk, a read of every file and a search for one word, in as many threads.

mod support;

use std::hint::black_box;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, io::Write as _};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use liseuse::corpus::{Input, Progress};
use liseuse::library::build::{Built, Options, build};
use rayon::prelude::*;

/// What the plain reader looks for, as `rg -c milliard` does.
const WORD: &[u8] = b"milliard";

fn load(c: &mut Criterion) {
    for articles in [1_000, 10_000] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (_, bytes) =
            support::write::corpus(folder.path(), articles, support::SEED).expect("room for the corpus");
        let mut group = c.benchmark_group(format!("load/{articles}"));
        group.sample_size(10).measurement_time(Duration::from_secs(if articles > 1_000 { 12 } else { 4 }));
        group.throughput(Throughput::Bytes(bytes));
        group.bench_function("model", |b| b.iter(|| black_box(model(folder.path()))));
        group.bench_function("plain read", |b| b.iter(|| black_box(plain_read(folder.path()))));
        group.finish();
        compare(folder.path(), articles);
    }
}

fn model(folder: &Path) -> Built {
    build(&[Input::Path(folder.to_owned())], &Options::default(), &[], &Progress::default())
}

/// Prints the ratio of the two, each the best of five, and the phases of the model.
fn compare(folder: &Path, articles: usize) {
    let best = |run: &dyn Fn() -> Duration| (0..5).map(|_| run()).min().unwrap_or_default();
    let timed = |work: &dyn Fn()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let model_time = best(&|| timed(&|| drop(black_box(model(folder)))));
    let read_time = best(&|| {
        timed(&|| {
            black_box(plain_read(folder));
        })
    });
    let ratio = model_time.as_secs_f64() / read_time.as_secs_f64();
    let mut out = io::stdout().lock();
    let _ = writeln!(
        out,
        "load/{articles}: model {model_time:.1?}, plain read {read_time:.1?}: {ratio:.1} times; phases of one more run:"
    );
    for (phase, time) in model(folder).report.phases.rows() {
        let _ = writeln!(out, "    {phase:8} {time:.1?}");
    }
}

/// How many files hold the word.
fn plain_read(folder: &Path) -> usize {
    let files = walk(folder).expect("a folder of folders of files");
    let finder = memchr::memmem::Finder::new(WORD);
    files
        .par_iter()
        .map_init(Vec::new, |buffer, file| {
            buffer.clear();
            fs::File::open(file)
                .and_then(|mut file| file.read_to_end(buffer))
                .is_ok_and(|_| finder.find(buffer).is_some())
        })
        .filter(|&found| found)
        .count()
}

fn walk(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files.extend(walk(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    Ok(files)
}

criterion_group!(benches, load);
criterion_main!(benches);
