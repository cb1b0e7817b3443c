//! The documents name files and folders of the project: each must exist, so that a document is corrected when a file is
//! moved. A path is named from the root, from `src`, or from the document's folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::rules::{assert_none, sources};

const DOCUMENTS: &[&str] = &[
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "README.md",
    "docs/glossary.md",
    "docs/store.md",
    "fuzz/README.md",
];

#[test]
fn the_documents_name_files_that_exist() {
    let files: Vec<String> = ["src", "tests", "xtask/src"]
        .iter()
        .flat_map(|folder| sources(folder))
        .map(|file| file.path)
        .collect();
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root(document)).unwrap();
        let folder = Path::new(document).parent().unwrap_or(Path::new(""));
        for name in names(&text) {
            let places = [Path::new(""), Path::new("src"), folder];
            let is_there =
                places.iter().any(|from| root("").join(from).join(name.trim_end_matches('/')).exists());
            // A file or a folder of the source may be named without the folder that it is in.
            let is_short = name.trim_end_matches('/').find('/').is_none();
            let inside = if name.ends_with('/') { format!("/{name}") } else { format!("/{name}\n") };
            if !(is_there || is_short && files.iter().any(|path| format!("/{path}\n").contains(&inside))) {
                missing.push(format!("{document}: there is no {name}"));
            }
        }
    }
    assert_none(&missing);
}

#[test]
fn names_of_files_are_told_from_other_code() {
    let text = "`a/b.rs`, `tests/it/`, [c](d.md), `NAME.rs`, `src/NAME_tests.rs`, `~/.x/c.toml`, `x.y()`, `*.rs`, `and/or`, `e.toml`";
    assert_eq!(names(text), ["a/b.rs", "tests/it/", "e.toml", "d.md"]);
}

/// The paths in code and in links: files that the project itself has (Rust, Markdown, TOML) and folders, without placeholders.
fn names(text: &str) -> Vec<&str> {
    let code = text.split('`').skip(1).step_by(2);
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let is_path = |name: &&str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
        let ending = [".rs", ".md", ".toml", "/"].iter().any(|ending| name.ends_with(ending));
        let placeholder = ["NAME", "TARGET"].iter().any(|placeholder| name.contains(placeholder));
        ending && !placeholder && name.chars().all(plain) && !name.starts_with(['/', '.', '-'])
    };
    code.chain(links).filter(is_path).collect()
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
