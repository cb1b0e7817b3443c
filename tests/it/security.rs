//! SECURITY.md names the test of each promise: a test that was renamed or removed must not stay there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The names of functions in the Rust sources below `folder` that follow a line `#[test]` or stand in `proptest!`.
fn tests_below(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            tests_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("the source can be read");
            for part in text.split("#[test]").skip(1) {
                let name = part.split_once("fn ").map(|(_, rest)| rest.split('(').next().unwrap_or_default());
                found.extend(name.map(str::to_owned));
            }
            // A row of a macro that makes tests: `name "argument" ...`.
            let rows = text.lines().filter_map(|line| line.trim().split_once(" \"").map(|(name, _)| name));
            found.extend(rows.filter(|name| is_name(name)).map(str::to_owned));
        }
    }
}

/// Words in backquotes that are written as the names of tests are, and that stand in a row of the table.
fn named(page: &str) -> Vec<&str> {
    let rows = page.lines().filter(|line| line.starts_with('|'));
    let tests = rows.filter_map(|row| row.trim_end_matches('|').rsplit('|').next());
    let quoted = tests.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    quoted.filter(|name| is_name(name)).collect()
}

/// Whether a word is written as the names of tests are.
fn is_name(word: &str) -> bool {
    word.contains('_') && word.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())
}

#[test]
fn every_test_that_the_security_page_names_exists() {
    let page = fs::read_to_string(Path::new(ROOT).join("SECURITY.md")).expect("the page is there");
    let mut tests = BTreeSet::new();
    for folder in ["src", "tests"] {
        tests_below(&Path::new(ROOT).join(folder), &mut tests);
    }
    let named = named(&page);
    assert!(named.len() > 40, "the table names its tests: {named:?}");
    let missing: Vec<_> = named.into_iter().filter(|name| !tests.contains(*name)).collect();
    assert!(missing.is_empty(), "SECURITY.md names tests that do not exist: {missing:?}");
}
