//! Golden articles: each file of tests/data/articles beside the `.golden` file that says what a reader gets.
//! Set `UPDATE_GOLDEN=1` to write what is read now, then look at the difference.
//!
//! A folder called `NAME.epub`, `NAME.docx`, `NAME.odt` or `NAME.zip` holds the parts of such a file, which is made of
//! them here, and `NAME.gz` or `NAME.zst` the one file that is packed: so that a person can read what is tested.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

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
    if let Some(offered) = &article.offered {
        let marks = [(offered.starred, "starred"), (offered.read, "read"), (offered.archived, "archived")];
        let marks = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| (*mark).to_owned());
        let tags = offered.tags.iter().map(|tag| format!("#{tag}"));
        field("offered", Some(marks.chain(tags).collect::<Vec<_>>().join(" ")));
    }
    for notice in &article.notices {
        field("notice", Some(notice.to_string()));
    }
    // A space that does not break is a space to whoever reads the golden file.
    let body = article.text.replace(['\u{a0}', '\u{202f}'], " ");
    let structure = [structure(article), removed(article)].concat().replace(['\u{a0}', '\u{202f}'], " ");
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

/// What is no part of the text: a line for each, with the byte of the text at which it stood.
fn removed(article: &Article) -> String {
    let mut out = String::new();
    for removed in &article.removed {
        let kind = if removed.caption { "picture" } else { "removed" };
        let head = if out.is_empty() { "---\n" } else { "" };
        let _ = writeln!(out, "{head}{kind} {} | {}", removed.at, removed.text.replace('\n', " / "));
    }
    out
}

/// The files below a folder, by their paths in it; `mimetype` comes first, as documents have it.
fn parts(folder: &Path, below: &str, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_str().unwrap());
        match path.is_dir() {
            true => parts(&path, &format!("{name}/"), found),
            false => found.push((name, std::fs::read(&path).unwrap())),
        }
    }
    found.sort_by_key(|(name, _)| (name != "mimetype", name.clone()));
}

/// The file that a folder holds the parts of; `None` when it is a folder of articles.
fn made_of(folder: &Path) -> Option<Vec<u8>> {
    let kind = folder.extension()?.to_str()?;
    let mut files = Vec::new();
    parts(folder, "", &mut files);
    Some(match kind {
        "epub" | "docx" | "odt" | "zip" => {
            let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            for (name, bytes) in files {
                let stored = if name == "mimetype" { 0 } else { 1 };
                let way = [zip::CompressionMethod::Stored, zip::CompressionMethod::Deflated][stored];
                let options = zip::write::SimpleFileOptions::default().compression_method(way);
                writer.start_file(name, options).unwrap();
                writer.write_all(&bytes).unwrap();
            }
            writer.finish().unwrap().into_inner()
        }
        "gz" => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(&files[0].1).unwrap();
            encoder.finish().unwrap()
        }
        "zst" => {
            let level = ruzstd::encoding::CompressionLevel::Fastest;
            ruzstd::encoding::compress_to_vec(&*files[0].1, level)
        }
        _ => return None,
    })
}

#[test]
fn articles_read_as_their_golden_files_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/articles");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_none_or(|extension| extension != "golden"));
    files.sort();
    assert!(files.len() >= 5);
    let made = tempfile::tempdir().unwrap();
    for path in files {
        let input = match path.is_dir().then(|| made_of(&path)).flatten() {
            Some(bytes) => {
                let made: PathBuf = made.path().join(path.file_name().unwrap());
                std::fs::write(&made, bytes).unwrap();
                made
            }
            None => path.clone(),
        };
        let loaded = load(&[Input::Path(input)], &Options::default(), &Progress::default());
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        let found = loaded.articles.iter().map(describe).collect::<Vec<_>>().join("===\n");
        let golden = PathBuf::from(format!("{}.golden", path.display()));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&golden, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&golden).unwrap();
        assert_eq!(found, expected, "{}", path.display());
    }
}
