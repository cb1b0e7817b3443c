//! Scenarios over six articles: what each field finds, orders, and stale passes.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::filter::Highlighter;
use crate::filter::testing::{article, library};
use crate::triage::{Action, Snapshot, Triage};

fn marked(library: &Library) -> Triage {
    let mut triage = Triage::new(library.articles().iter().map(|article| article.key), &Snapshot::default());
    for action in [
        Action::SetRead { articles: vec![ArticleId(0), ArticleId(2)], value: true },
        Action::SetStarred { articles: vec![ArticleId(1)], value: true },
        Action::SetArchived { articles: vec![ArticleId(5)], value: true },
        Action::AddTag { articles: vec![ArticleId(4)], tag: "À relire".into() },
        Action::SetNote { article: ArticleId(3), text: "to check".into() },
    ] {
        triage.act(&action).unwrap();
    }
    triage
}

fn found(query: &str) -> Vec<u32> {
    let library = library();
    let query = Query::parse(query).unwrap_or_else(|errors| panic!("{errors:?}"));
    let index = Index::new(&library);
    let ids = evaluate(&library, marked(&library).marks(), &query, &index, &|| false).unwrap().ids;
    ids.into_iter().map(|id| id.0).collect()
}

#[test]
fn a_folder_is_found_by_the_beginning_of_its_name_or_by_a_part_of_its_path() {
    let paths = [
        "/home/c/presse/2024/a.txt",
        "/home/c/presse/2025/Été/b.txt",
        "/home/c/presse/2025/c.jsonl",
        "d.txt",
    ];
    let articles = paths.map(|path| {
        let mut article = article(path, (0, 0, 0), path);
        article.origin.path = std::sync::Arc::from(std::path::Path::new(path));
        article.origin.item = path.ends_with("jsonl").then(|| "7".into());
        article
    });
    let none = vec![Box::default(); paths.len()];
    let library = Library::from_parts(articles.to_vec(), none, Vec::new(), Vec::new());
    let index = Index::new(&library);
    let marks = MarksTable::new(paths.len());
    for (query, expected) in [
        ("folder:presse", &[0, 1, 2][..]),
        ("folder:2025", &[1, 2]),
        ("folder:202", &[0, 1, 2]),
        ("folder:2025/ete", &[1]),
        ("folder:/2024/", &[0]),
        ("folder:c.json", &[2]),
        ("folder:24", &[]),
        ("-folder:home", &[3]),
    ] {
        let query = Query::parse(query).unwrap();
        let found = evaluate(&library, &marks, &query, &index, &|| false).unwrap().ids;
        assert_eq!(found.iter().map(|id| id.0).collect::<Vec<_>>(), expected, "{query}");
    }
    let names = index.folders(&library).names();
    assert!(
        names.contains(&("home/c/presse/2025".to_owned(), 2))
            || names.contains(&("/home/c/presse/2025".to_owned(), 2)),
        "{names:?}"
    );
}

#[test]
fn each_field_finds_what_its_help_says() {
    for (query, expected) in [
        ("", &[0, 1, 2, 3, 4, 5][..]),
        ("person:osk", &[0, 1, 4]),
        ("person:ilmar", &[0, 1]),
        ("person:\"osk ilmar\"", &[0, 1]),
        ("person:breva", &[0]),
        ("person:évaud", &[0]),
        ("person:zbvd", &[0]),
        ("person:nobody", &[]),
        ("amount:>1bn", &[0, 3]),
        ("amount:>1bn$", &[0]),
        ("amount:400m", &[1]),
        ("amount:>500m€", &[]),
        ("amount:>=500m€", &[1]),
        ("amount:1e9..20e9", &[0, 3]),
        ("percent:>40", &[1]),
        ("percent:5%", &[4]),
        ("is:read", &[0, 2]),
        ("is:unread", &[1, 3, 4]),
        ("is:starred", &[1]),
        ("is:archived", &[5]),
        ("tag:relire", &[]),
        ("tag:a-rel", &[4]),
        ("has:note", &[3]),
        ("has:tag", &[4]),
        ("folder:a.txt", &[]),
        ("has:amount", &[0, 1, 3]),
        ("has:percent", &[1, 4]),
        ("has:person", &[0, 1, 4]),
        ("date:2025", &[0, 1, 5]),
        ("date:>=2025-03", &[0, 1]),
        ("date:2024-10..2025-03", &[0, 4, 5]),
        ("date:2024", &[2, 4]),
        ("source:MATIN", &[0]),
        ("author:\"jeanne roy\"", &[1]),
        ("lang:en", &[3]),
        ("title:geants", &[0, 2]),
        ("text:licence", &[0, 3]),
        ("text:\"conseil d'administration\"", &[4]),
        ("\"clause décisive\"", &[1, 4]),
        ("words:>5", &[1, 3]),
        ("words:..2", &[2, 5]),
    ] {
        assert_eq!(found(query), expected, "{query}");
    }
}

#[test]
fn conditions_join_negate_and_nest() {
    for (query, expected) in [
        ("is:unread date:2025", &[1][..]),
        ("-is:unread", &[0, 2, 5]),
        ("is:starred OR is:archived", &[1, 5]),
        ("-(is:read | is:archived) has:amount", &[1, 3]),
        ("lang:fr -title:pacte -is:read", &[4]),
        ("person: is:starred", &[1]),
    ] {
        assert_eq!(found(query), expected, "{query}");
    }
}

#[test]
fn words_bring_the_best_match_first_and_all_must_match() {
    assert_eq!(found("pacte"), [5, 1], "the beginning of a title is worth more");
    assert_eq!(found("geant divorce"), [2]);
    assert_eq!(found("pacte OR clause").len(), 3);
    assert_eq!(found("pact -lang:fr"), [3]);
    assert!(found("zzz").is_empty());
}

#[test]
fn orders_are_stable_and_what_lacks_the_quality_comes_last() {
    for (query, expected) in [
        ("sort:date", [2, 4, 5, 0, 1, 3]),
        ("sort:-date", [1, 0, 5, 4, 2, 3]),
        ("sort:title", [4, 2, 0, 1, 5, 3]),
        ("sort:unread", [1, 3, 4, 0, 2, 5]),
        ("sort:amount", [0, 3, 1, 2, 4, 5]),
        ("sort:-amount", [1, 3, 0, 2, 4, 5]),
        ("sort:facts", [0, 1, 4, 3, 2, 5]),
        ("sort:-facts", [2, 5, 3, 4, 0, 1]),
        ("sort:relevance", [0, 1, 2, 3, 4, 5]),
    ] {
        assert_eq!(found(query), expected, "{query}");
    }
    let listed = |text: &str| Query::parse(text).unwrap().or_sorted(Some(Sort::NEWEST)).to_string();
    assert_eq!(
        (listed("pacte"), listed("pacte sort:title")),
        ("pacte sort:-date".into(), "pacte sort:title".into())
    );
    assert_eq!(found("pacte sort:date"), [5, 1], "an order that is asked for goes before relevance");
}

#[test]
fn amounts_order_like_numbers() {
    let values = [f64::MIN, -1e9, -1.0, 0.0, 0.5, 1.0, 1e9, 1e300];
    assert!(values.windows(2).all(|pair| ordered(pair[0]) < ordered(pair[1])));
    assert_eq!(-ordered(f64::MIN), ordered(f64::MAX) + 1);
}

#[test]
fn a_pass_that_becomes_stale_at_any_moment_gives_nothing() {
    let library = library();
    let index = Index::new(&library);
    let marks = MarksTable::new(6);
    let query = Query::parse("e text:milliards sort:title").unwrap();
    let asked = AtomicUsize::new(0);
    let count = || asked.fetch_add(1, Ordering::Relaxed) == usize::MAX;
    assert!(evaluate(&library, &marks, &query, &index, &count).is_some());
    for moment in 0..asked.into_inner() {
        let asked = AtomicUsize::new(0);
        let stale = || asked.fetch_add(1, Ordering::Relaxed) >= moment;
        assert_eq!(evaluate(&library, &marks, &query, &index, &stale), None, "{moment}");
    }
}

#[test]
fn an_empty_library_and_odd_titles_are_no_trouble() {
    let empty = Library::default();
    let index = Index::new(&empty);
    assert_eq!(index.len(), 0);
    let query = Query::parse("a sort:title person:x").unwrap();
    assert_eq!(evaluate(&empty, &MarksTable::new(0), &query, &index, &|| false), Some(Found::default()));

    let odd: Vec<_> = ["", "\u{301}\u{301}", "é".repeat(5000).as_str(), "\u{1b}[31m\u{202e}x"]
        .iter()
        .map(|title| article(title, (2025, 1, 1), ""))
        .collect();
    let library = Library::from_parts(odd, vec![Box::default(); 4], Vec::new(), Vec::new());
    let index = Index::new(&library);
    assert_eq!(index.len(), 4);
    let query = Query::parse("e").unwrap();
    let found = evaluate(&library, &MarksTable::new(4), &query, &index, &|| false).map(|found| found.ids);
    assert_eq!(found, Some(vec![ArticleId(2)]));
    let highlighter = Highlighter::new(&query);
    library.articles().iter().for_each(|article| drop(highlighter.letters(&article.title)));
}
