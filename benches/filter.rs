//! The filter over 100,000 titles: one pass for each of several queries, as a keystroke asks for it.
//!
//! The same titles are written to `target/tmp/titles.txt`, so that the time of
//! `fzf --filter altman < target/tmp/titles.txt` can be put beside it.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use liseuse::article::{Article, ArticleId, ContentKey, Origin, PartialDate};
use liseuse::filter::{Highlighter, Index, Query, evaluate};
use liseuse::library::Library;
use liseuse::text::Language;
use liseuse::triage::MarksTable;

const ARTICLES: u32 = 100_000;

const WORDS: &[&str] = &[
    "Le",
    "pacte",
    "fissuré",
    "entre",
    "deux",
    "géants",
    "milliards",
    "de",
    "dollars",
    "après",
    "la",
    "rupture",
    "Altman",
    "Nadella",
    "annonce",
    "une",
    "clause",
    "décisive",
    "pour",
    "l’intelligence",
    "artificielle",
    "The",
    "alliance",
    "that",
    "broke",
    "how",
    "investors",
    "lost",
    "billions",
    "as",
    "cloud",
    "contracts",
    "shift",
    "Brussels",
    "enquête",
    "sur",
    "les",
    "licences",
    "du",
    "géant",
    "européen",
    "banque",
    "centrale",
    "marchés",
    "inquiets",
    "quarterly",
    "results",
    "beat",
    "forecasts",
    "ministre",
    "démission",
    "surprise",
    "à",
    "Québec",
    "récolte",
    "vignobles",
    "sécheresse",
    "record",
    "court",
    "rules",
    "against",
    "merger",
    "startup",
    "raises",
];

/// Pseudo-random numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit
    }
}

fn library() -> Library {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let path: Arc<Path> = Path::new("generated").into();
    let mut words = |count: usize| {
        let picked: Vec<_> = (0..count).map(|_| WORDS[numbers.below(WORDS.len())]).collect();
        picked.join(" ")
    };
    let articles: Vec<_> = (0..ARTICLES)
        .map(|number| {
            let title = words(6 + number as usize % 7);
            let text = words(60);
            Article {
                key: ContentKey::of(&title, &text),
                origin: Origin { path: Arc::clone(&path), item: None },
                title: title.into(),
                date: Some(PartialDate { year: 2025, month: 1 + (number % 12) as u8, day: 0 }),
                author: None,
                source: None,
                url: None,
                language: Language::FRENCH,
                text: text.into(),
                structure: None,
                removed: Box::default(),
                words: 60,
                offered: None,
                notices: Box::default(),
            }
        })
        .collect();
    let mentions = articles.iter().map(|_| Box::default()).collect();
    Library::from_parts(articles, mentions, Vec::new(), Vec::new())
}

fn passes(criterion: &mut Criterion) {
    let library = library();
    let marks = MarksTable::new(ARTICLES as usize);
    let index = Index::new(&library);
    let lines: String = library.articles().iter().map(|article| format!("{}\n", article.title)).collect();
    let _ = std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("titles.txt"), lines);

    let mut group = criterion.benchmark_group("filter 100,000 articles");
    group.sample_size(20);
    for text in [
        "a",
        "al",
        "alt",
        "altman",
        "altman nadella",
        "Altman",
        "milliards rupture clause",
        "zzzz",
        "is:unread",
        "date:2025-03",
        "is:unread sort:-date",
        "title:clause",
        "text:\"clause décisive\"",
    ] {
        let query = Query::parse(text).expect("a query");
        group.bench_function(text, |bencher| {
            bencher.iter(|| evaluate(&library, &marks, black_box(&query), &index, &|| false));
        });
    }
    group.bench_function("build the index", |bencher| bencher.iter(|| Index::new(black_box(&library))));
    let query = Query::parse("altman nadella").expect("a query");
    group.bench_function("highlight 50 rows", |bencher| {
        bencher.iter(|| {
            let highlighter = Highlighter::new(&query);
            (0..50).map(|id| highlighter.letters(&library.article(ArticleId(id)).title).len()).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, passes);
criterion_main!(benches);
