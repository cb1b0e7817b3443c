//! Any line that may be typed as a filter: a query or errors that point into it, and an answer out of the library.

use std::sync::LazyLock;

use super::{Target, check, recipe};
use crate::article::ArticleId;
use crate::corpus::{Options, in_memory};
use crate::filter::{FIELDS, Highlighter, Index, Query, evaluate};
use crate::library::{Library, build};
use crate::triage::MarksTable;

pub(super) const TARGET: Target = Target { name: "filter", body, random: 500 };

/// The most bytes of one line.
const MOST: usize = 1 << 11;

/// The syntax; the fields and their examples come from the registry.
const WORDS: &[&str] = &[
    "(",
    ")",
    "|",
    " OR ",
    "-",
    "!",
    "\"",
    ":",
    "..",
    ">",
    "<",
    ">=",
    "=",
    ",",
    " ",
    "2024",
    "2024-10",
    "2025-06-14",
    "10M€",
    "$5bn",
    "49%",
    "sort:date",
    "-sort:",
    "is:",
    "is:unread",
    "person:",
    "amount:",
    "date:",
    "osk",
    "pacte",
    "géants",
    "*",
    "\\",
    "k",
    "Md",
    "1e309",
    "-0",
    "0x1",
    "999999999999999999999",
    "ł",
    "İ",
];

static VOCABULARY: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let fields = FIELDS.iter().flat_map(|field| field.examples.iter().chain(field.choices).copied());
    WORDS.iter().copied().chain(fields).collect()
});

/// Five articles of fictional people and firms, with their index.
static LIBRARY: LazyLock<(Library, Index)> = LazyLock::new(|| {
    let texts = [
        "L'été des géants\n\nZoé Brévaud a vendu une licence pour 13 milliards de dollars en mars 2025.",
        "Le pacte fissuré\n\nIlmar Osk garde 49 % et entre 300 et 500 millions d'euros.",
        "The broken pact\n\nIlmar Osk said the licence cost £2 billion, up 5 per cent.",
        "Clause DÉCISIVE\n\nLe conseil d’administration vote demain.",
        "Pacte de famille\n\nUn repas.",
    ];
    let read = |text: &&str| in_memory::read("a.txt", text.as_bytes(), &Options::default()).articles;
    let library = build::of_articles(texts.iter().flat_map(read).collect());
    let index = Index::new(&library);
    (library, index)
});

fn body(data: &[u8]) {
    let text = recipe::text(data, &VOCABULARY, MOST);
    let strict = Query::parse_strict(&text, None);
    let query = match Query::parse(&text) {
        Ok(query) => query,
        Err(errors) => {
            assert!(!errors.is_empty() && strict.is_err(), "typed it is wrong, as an argument it is right");
            for error in errors {
                check::span(error.span, &text);
                assert!(!error.message.is_empty() && !error.next_step.is_empty(), "{error:?}");
            }
            return;
        }
    };
    let found = answer(&query);
    let highlighter = Highlighter::new(&query);
    for article in LIBRARY.0.articles() {
        let letters = highlighter.letters(&article.title);
        assert!(letters.is_sorted() && letters.iter().all(|&at| article.title.is_char_boundary(at as usize)));
    }
    if strict.is_ok()
        && !query.sorts()
        && !query.is_empty()
        && let Ok(opposite) = Query::parse(&format!("-({text})"))
    {
        let mut all = [found, answer(&opposite)].concat();
        all.sort_unstable();
        assert!(LIBRARY.0.ids().eq(all), "what does not match {text:?} matches its opposite");
    }
}

fn answer(query: &Query) -> Vec<ArticleId> {
    let (library, index) = &*LIBRARY;
    let marks = MarksTable::new(library.articles().len());
    let found = evaluate(library, &marks, query, index, &|| false).expect("nothing makes it stale").ids;
    let mut sorted = found.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), found.len(), "an article is given twice");
    assert!(found.iter().all(|id| id.index() < library.articles().len()));
    found
}
