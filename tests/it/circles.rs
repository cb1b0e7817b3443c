//! No circle of more than three files inside a floor: files that import each other in a circle can only be
//! understood, tested and changed together.
//!
//! A file imports what its `use` items and its paths name, as far as that is a module of the crate. A module that
//! only passes on its own children's names (`pub use`) does not thereby import them.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{Source, assert_none, is_test, sources};

/// The most files of a circle.
const MOST: usize = 3;

/// Each module with the modules that it imports.
type Imports = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_circle_of_more_than_three_files_grows_inside_a_floor() {
    let imports = imports(&sources("src"));
    let large = circles(&imports).into_iter().filter(|circle| circle.len() > MOST);
    let wrong: Vec<String> = large
        .map(|circle| {
            let names: Vec<String> = circle.into_iter().collect();
            format!("these files import each other in a circle: {}", names.join(" "))
        })
        .collect();
    assert_none(&wrong);
}

#[test]
fn circles_are_seen_through_groups_and_parents_and_not_through_re_exports() {
    let file = |path: &str, code: &str| Source { path: path.into(), text: code.into(), code: code.into() };
    let files = [
        file("src/a/mod.rs", "mod b; mod c; pub use b::B; use crate::e::E;"),
        file("src/a/b.rs", "use super::c::{self, d::D}; fn f() { crate::a::c::g() }"),
        file("src/a/c/mod.rs", "pub mod d;"),
        file("src/a/c/d.rs", "fn f() { super::super::b::g() }"),
        file("src/e.rs", ""),
    ];
    let imports = imports(&files);
    let names = |of: &str| imports[of].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(names("a"), ["e"]);
    assert_eq!(names("a/b"), ["a/c", "a/c/d"]);
    assert_eq!(names("a/c/d"), ["a/b"]);
    let circles = circles(&imports);
    assert_eq!(circles.len(), 1);
    assert_eq!(circles[0].iter().map(String::as_str).collect::<Vec<_>>(), ["a/b", "a/c/d"]);
}

fn imports(files: &[Source]) -> Imports {
    let module = |path: &str| {
        let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
        inside.trim_end_matches("/mod").to_owned()
    };
    let files: Vec<(String, &Source)> = files
        .iter()
        .filter(|source| !is_test(&source.path) && !["src/lib.rs", "src/main.rs"].contains(&&*source.path))
        .map(|source| (module(&source.path), source))
        .collect();
    let modules: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    files
        .iter()
        .map(|(name, source)| {
            let named = paths(&source.code).into_iter().filter_map(|(path, passes_on)| {
                let found = resolve(&modules, name, &path)?;
                let child = found.starts_with(&format!("{name}/"));
                (found != *name && !(passes_on && child)).then_some(found)
            });
            (name.clone(), named.collect())
        })
        .collect()
}

/// Every path that a file names, and whether it is one that it passes on.
fn paths(code: &str) -> Vec<(Vec<String>, bool)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let before = code[..at].trim_end();
        let begins = code[..at].chars().next_back().is_none_or(char::is_whitespace);
        if let Some(end) = code[at..].find(';').filter(|_| begins) {
            let passes_on = before.ends_with("pub") || before.ends_with(')') && before.contains("pub(");
            expand(&code[at + 4..at + end], &[], &mut |path| found.push((path, passes_on)));
        }
    }
    for root in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(root) {
            let part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            if !code[..at].chars().next_back().is_some_and(part) {
                let path = code[at..].split(|c| !part(c)).next().unwrap_or_default();
                let names = path.split("::").filter(|name| !name.is_empty());
                // Those of `use` items were seen above.
                let line = code[..at].rsplit(['\n', ';']).next().unwrap_or_default();
                if !line.contains("use ") {
                    found.push((names.map(str::to_owned).collect(), false));
                }
            }
        }
    }
    found
}

/// The paths of a tree of `use`.
fn expand(tree: &str, above: &[String], found: &mut impl FnMut(Vec<String>)) {
    let tree = tree.trim();
    let (path, group) = match tree.split_once('{') {
        Some((path, group)) => (path, group.rsplit_once('}').map(|(group, _)| group)),
        None => (tree, None),
    };
    let mut whole = above.to_vec();
    let names = path.split(" as ").next().unwrap_or_default().split("::").map(str::trim);
    whole.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
    let Some(group) = group else { return found(whole) };
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                if !group[start..at].trim().is_empty() {
                    expand(&group[start..at], &whole, found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The deepest module that a path names, seen from a module; `None` for what is not of this crate.
fn resolve(modules: &BTreeSet<&str>, from: &str, path: &[String]) -> Option<String> {
    let mut at: Vec<&str> = from.split('/').collect();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => (at, rest) = (Vec::new(), &path[1..]),
        "self" => rest = &path[1..],
        "super" => {}
        first if modules.contains(format!("{from}/{first}").as_str()) => {}
        _ => return None,
    }
    while rest.first().is_some_and(|name| name == "super") {
        at.pop();
        rest = &rest[1..];
    }
    for name in rest {
        at.push(name);
        if !modules.contains(at.join("/").as_str()) {
            at.pop();
            break;
        }
    }
    let found = at.join("/");
    modules.contains(found.as_str()).then_some(found)
}

/// Sets of modules that reach each other, without those of one module.
fn circles(imports: &Imports) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|name| (name.as_str(), reach(imports, name))).collect();
    let mut circles: Vec<BTreeSet<String>> = Vec::new();
    for (name, from_here) in &reached {
        let circle: BTreeSet<String> = from_here
            .iter()
            .filter(|other| reached[**other].contains(name))
            .map(|&other| other.into())
            .collect();
        if circle.len() > 1 && !circles.contains(&circle) {
            circles.push(circle);
        }
    }
    circles
}

/// What a module imports, and what those import, and so on.
fn reach<'a>(imports: &'a Imports, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = vec![imports.get_key_value(from).map_or("", |(name, _)| name)];
    while let Some(name) = open.pop() {
        for next in imports.get(name).into_iter().flatten() {
            if reached.insert(next.as_str()) {
                open.push(next);
            }
        }
    }
    reached
}
