//! Facts found per second and core, on generated French and English press prose: figures (amounts and
//! percentages in one pass), people, and all kinds together.

mod support;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use liseuse::facts::{Source, figure, name};
use liseuse::text::Language;
use support::{Tongue, english::ENGLISH, french::FRENCH};

/// Bytes of prose for each language.
const BYTES: usize = 2_000_000;

fn facts(c: &mut Criterion) {
    prose(c, "french", &FRENCH, Language::FRENCH);
    prose(c, "english", &ENGLISH, Language::ENGLISH);
}

/// Articles one by one, as the library reads them.
fn prose(c: &mut Criterion, name: &str, tongue: &'static Tongue, language: Language) {
    let mut random = support::Random::new(support::SEED);
    let mut articles = Vec::new();
    let mut bytes = 0;
    while bytes < BYTES {
        let text = support::article(tongue, &mut random).body();
        bytes += text.len();
        articles.push(text);
    }
    let mut group = c.benchmark_group(format!("facts/{name}"));
    group.sample_size(20);
    group.throughput(Throughput::Bytes(bytes as u64));
    let sources = || articles.iter().map(|text| Source { text, language });
    group.bench_function("amounts and percentages", |b| b.iter(|| sources().map(figures_in).sum::<usize>()));
    group.bench_function("people", |b| b.iter(|| sources().map(people_in).sum::<usize>()));
    group.bench_function("all kinds", |b| {
        b.iter(|| sources().map(|source| figures_in(source) + people_in(source)).sum::<usize>());
    });
    group.finish();
}

fn figures_in(source: Source<'_>) -> usize {
    let mut found = Vec::new();
    figure::find(source, &mut found);
    black_box(found).len()
}

fn people_in(source: Source<'_>) -> usize {
    let mut found = Vec::new();
    name::find(source, &mut found);
    black_box(found).len()
}

criterion_group!(benches, facts);
criterion_main!(benches);
