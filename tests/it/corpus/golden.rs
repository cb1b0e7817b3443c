//! Golden articles: each file of tests/data/articles beside the `.golden` file that says what a reader gets.
//! Set `UPDATE_GOLDEN=1` to write what is read now, then look at the difference.

use std::fmt::Write as _;
use std::path::Path;

use liseuse::article::Article;
use liseuse::article::structure::BlockKind;
use liseuse::corpus::{Input, Options, Progress, load};
use liseuse::text::Span;

fn describe(article: &Article) -> String {
    let mut out = String::new();
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {value}");
        }
    };
    let text = |value: &Option<Box<str>>| value.as_deref().map(str::to_owned);
    field("item", text(&article.origin.item));
    field("title", Some(article.title.to_string()));
    field("date", article.date.map(|date| date.to_string()));
    field("author", text(&article.author));
    field("source", text(&article.source));
    field("url", text(&article.url));
    field("language", Some(article.language.code().to_owned()));
    for notice in &article.notices {
        field("notice", Some(notice.to_string()));
    }
    // A space that does not break is a space to whoever reads the golden file.
    let body = article.text.replace(['\u{a0}', '\u{202f}'], " ");
    let structure = structure(article).replace(['\u{a0}', '\u{202f}'], " ");
    format!("{}---\n{body}\n{structure}", out.replace(['\u{a0}', '\u{202f}'], " "))
}

/// What is more than plain text: a line for each block that is no paragraph, each emphasis and each link.
fn structure(article: &Article) -> String {
    let Some(structure) = &article.structure else { return String::new() };
    let mut out = String::from("---\n");
    let whole = Span::new(0, article.text.len());
    for block in structure.blocks() {
        if block.kind != BlockKind::Paragraph || block.quote > 0 {
            let kind = format!("{:?}", block.kind).replace(" {", "").replace(" }", "");
            let quote = if block.quote > 0 { format!(" quote:{}", block.quote) } else { String::new() };
            let words = block.span.of(&article.text).lines().next().unwrap_or_default();
            let _ = writeln!(out, "{kind}{quote} | {}", words.chars().take(40).collect::<String>());
        }
        if matches!(block.kind, BlockKind::Row { .. }) {
            let cells = structure.cells(block.span).iter().map(|cell| cell.of(&article.text));
            let _ = writeln!(out, "  {:?}", cells.collect::<Vec<_>>());
        }
    }
    for run in structure.emphasis_from(whole) {
        let _ = writeln!(out, "{:?} | {}", run.kind, run.span.of(&article.text));
    }
    for link in structure.links() {
        let _ = writeln!(out, "link | {} | {}", link.span.of(&article.text), structure.target(link));
    }
    out
}

#[test]
fn articles_read_as_their_golden_files_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/articles");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_none_or(|extension| extension != "golden"));
    files.sort();
    assert!(files.len() >= 5);
    for path in files {
        let loaded = load(&[Input::Path(path.clone())], &Options::default(), &Progress::default());
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        let found = loaded.articles.iter().map(describe).collect::<Vec<_>>().join("===\n");
        let golden = path.with_extension("golden");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&golden, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&golden).unwrap();
        assert_eq!(found, expected, "{}", path.display());
    }
}
