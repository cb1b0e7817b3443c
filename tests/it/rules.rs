//! The rules of the house that a compiler does not hold: which floor may know which, who may touch the screen's
//! text, and that every file says what it is for. Code is looked at without its comments, texts and unit tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each floor and the floors it may know, besides itself.
const FLOORS: &[(&str, &str)] = &[
    ("error", ""),
    ("text", "error"),
    ("article", "text error"),
    ("typeset", "article text"),
    ("correction", "text error"),
    ("corpus", "article text error"),
    ("facts", "text article error"),
    ("claims", "correction facts article text error"),
    ("library", "claims corpus facts correction article text error"),
    ("triage", "correction article facts text error"),
    ("filter", "library claims triage facts article text error"),
    ("config", "article text error"),
    ("panes", "typeset filter library claims triage config facts article text error"),
    ("app", "panes filter library claims triage config facts correction article text error"),
    ("tui", "app panes filter library claims triage config corpus facts correction article text error"),
    ("cli", "typeset filter library claims triage config corpus facts correction article text error"),
    // The bodies of the fuzz targets look into every floor.
    ("fuzzing", "app panes filter library triage config corpus facts correction article text error"),
    // The tables of the registries, for whoever generates reference and pictures from them.
    ("main", "tui cli app config corpus library triage error text"),
];

/// Where ratatui may be named.
const SCREEN: &[&str] =
    &["src/tui", "src/tui.rs", "src/app", "src/panes", "src/config/theme.rs", "src/fuzzing"];

/// Where crossterm may be named: the terminal, and what turns its key events into ours.
const TERMINAL: &[&str] = &["src/tui", "src/tui.rs", "src/config/key.rs", "src/app", "src/fuzzing/app.rs"];

/// What takes a text to the screen unseen: only the pen may.
const PENS: &[&str] = &[
    "set_string",
    "set_stringn",
    "set_line",
    "set_span",
    "set_symbol",
    "set_char",
    "Span::raw",
    "Span::styled",
    "Span::from",
    "Line::raw",
    "Line::styled",
    "Line::from",
    "Text::raw",
    "Text::styled",
    "Text::from",
    "Paragraph::new",
    "ListItem::new",
    "List::new",
    "Row::new",
    "Cell::new",
    "Cell::from",
    "Table::new",
    "Tabs::new",
    "Block::titled",
    "render_widget",
];

/// What asks the world: state and drawing are given time and paths.
const WORLD: &[&str] = &[
    "Instant::now",
    "SystemTime::now",
    "Timestamp::now",
    "Zoned::now",
    "env::var",
    "env::var_os",
    "fs::read",
    "fs::write",
    "File::open",
    "File::create",
    "Command::new",
];

pub(super) struct Source {
    /// From the root of the package, with slashes.
    pub(super) path: String,
    pub(super) text: String,
    /// The text without comments, string literals and unit tests.
    pub(super) code: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub(super) fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = code_of(&text);
            let path = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            found.push(Source { path, text, code });
        }
    }
}

/// Blanks out comments, string and character literals, and cuts off unit tests.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if c == '"' {
            quoted(rest, '"')
        } else if let Some(raw) = raw_string(rest, code.chars().next_back()) {
            raw
        } else if c == '\'' && is_character_literal(rest) {
            quoted(rest, '\'')
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        code.push(' ');
        rest = &rest[skipped..];
    }
    match code.find("#[cfg(test)]\nmod tests {") {
        Some(at) => code[..at].to_owned(),
        None => code,
    }
}

/// The length of a literal that begins with this quotation mark.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == mark => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn raw_string(text: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let hashes = text.strip_prefix('r')?.bytes().take_while(|&byte| byte == b'#').count();
    text[1 + hashes..].starts_with('"').then(|| {
        let end = format!("\"{}", "#".repeat(hashes));
        text[hashes + 2..].find(&end).map_or(text.len(), |at| hashes + 2 + at + end.len())
    })
}

/// A character, and no lifetime.
fn is_character_literal(text: &str) -> bool {
    let mut after = text.chars().skip(1);
    after.next() == Some('\\') || after.next() == Some('\'')
}

/// Whether a name stands in the code, as a whole word.
fn names(code: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        !code[..at].chars().next_back().is_some_and(part) && !code[at + name.len()..].starts_with(part)
    })
}

/// The top-level modules that a file names, by `crate::x`, `crate::{x, y::z}`, `liseuse::x` or enough `super::`.
fn floors_named(source: &Source) -> BTreeSet<String> {
    let inside = source.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let to_root = "super::".repeat(inside.split('/').count());
    let mut named = BTreeSet::new();
    for prefix in ["crate::", "liseuse::", &to_root] {
        for (at, _) in source.code.match_indices(prefix) {
            let before = source.code[..at].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                first_names(&source.code[at + prefix.len()..], &mut named);
            }
        }
    }
    named
}

/// The first name of a path, or of each path of a group.
fn first_names(code: &str, named: &mut BTreeSet<String>) {
    let code = code.trim_start();
    let name = |code: &str| -> String {
        code.trim_start().chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect()
    };
    let Some(group) = code.strip_prefix('{') else {
        named.insert(name(code));
        return;
    };
    let mut depth = 0;
    named.insert(name(group));
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return,
            '}' => depth -= 1,
            ',' if depth == 0 => drop(named.insert(name(&group[at + 1..]))),
            _ => {}
        }
    }
}

fn floor_of(path: &str) -> &str {
    let inside = path.trim_start_matches("src/");
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

fn is_within(path: &str, places: &[&str]) -> bool {
    places
        .iter()
        .any(|place| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Unit tests that have files of their own.
pub(super) fn is_test(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.contains("/tests/")
        || name == "tests.rs"
        || name.ends_with("_tests.rs")
        || ["scenario.rs", "testing.rs", "fixture.rs"].contains(&name)
}

pub(super) fn assert_none(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn each_floor_knows_only_the_floors_below_it() {
    let mut broken = Vec::new();
    for source in sources("src").iter().filter(|source| source.path != "src/lib.rs" && !is_test(&source.path))
    {
        let floor = floor_of(&source.path);
        let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == floor) else {
            broken.push(format!(
                "{}: `{floor}` has no place in the house; give it a row in FLOORS",
                source.path
            ));
            continue;
        };
        for named in floors_named(source) {
            let known = FLOORS.iter().any(|(name, _)| *name == named);
            if known && named != floor && !allowed.split(' ').any(|name| name == named) {
                broken.push(format!("{}: {floor} may not know {named}", source.path));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn the_floors_are_in_order() {
    for (at, (floor, allowed)) in FLOORS.iter().enumerate() {
        for name in allowed.split(' ').filter(|name| !name.is_empty()) {
            let below = FLOORS[..at].iter().any(|(below, _)| *below == name);
            assert!(below, "{floor} is to know {name}, which is not below it");
        }
    }
}

#[test]
fn only_the_screen_knows_ratatui_and_only_the_terminal_crossterm() {
    let mut broken = Vec::new();
    for source in sources("src") {
        for (name, places) in [("ratatui", SCREEN), ("crossterm", TERMINAL)] {
            if names(&source.code, name) && !is_within(&source.path, places) {
                broken.push(format!("{}: {name} is only for {}", source.path, places.join(", ")));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn only_the_pen_writes_text_on_the_screen() {
    let mut broken = Vec::new();
    for source in sources("src").iter().filter(|source| is_within(&source.path, &["src/panes", "src/app"])) {
        if source.path == "src/panes/ink.rs" || is_test(&source.path) {
            continue;
        }
        for pen in PENS.iter().filter(|pen| names(&source.code, pen)) {
            // A span of ours is a place in a text.
            if *pen == "Span::from" && !names(&source.code, "ratatui::text") {
                continue;
            }
            broken.push(format!("{}: {pen}; let panes/ink.rs write it, as Safe", source.path));
        }
    }
    assert_none(&broken);
}

#[test]
fn state_and_drawing_ask_neither_clock_nor_environment_nor_disk() {
    let mut broken = Vec::new();
    let pure = ["src/text", "src/article", "src/typeset", "src/facts", "src/filter", "src/panes", "src/app"];
    for source in
        sources("src").iter().filter(|source| is_within(&source.path, &pure) && !is_test(&source.path))
    {
        for name in WORLD.iter().filter(|name| names(&source.code, name)) {
            broken.push(format!("{}: {name}; take it as an argument", source.path));
        }
    }
    assert_none(&broken);
}

#[test]
fn nothing_opens_a_network_connection() {
    let mut broken = Vec::new();
    for source in sources("src") {
        for name in ["TcpStream", "TcpListener", "UdpSocket", "ToSocketAddrs"] {
            if names(&source.code, name) {
                broken.push(format!("{}: {name}; the reader promises to open no connection", source.path));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = ["src", "tests", "benches", "examples", "xtask"]
        .into_iter()
        .flat_map(sources)
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| format!("{}: opens without `//!`", source.path))
        .collect::<Vec<_>>();
    assert_none(&silent);
}

#[test]
fn the_rules_see_through_comments_groups_and_quotes() {
    let source =
        |path: &str, text: &str| Source { path: path.into(), text: text.into(), code: code_of(text) };
    let text = r##"//! crate::a
use crate::{b, c::{d, e}, f};
fn x<'a>(y: &'a str) -> char { let _ = ("crate::g", r#"crate::"h"#, '"', '\''); crate::i::j(); super::super::k() }
/* crate::l */
#[cfg(test)]
mod tests {
    use crate::m;
}
"##;
    let named: Vec<_> = floors_named(&source("src/z/y.rs", text)).into_iter().collect();
    assert_eq!(named, ["b", "c", "f", "i", "k"]);
    assert_eq!(
        floors_named(&source("src/main.rs", "use liseuse::tui;")).into_iter().collect::<Vec<_>>(),
        ["tui"]
    );
    assert!(names("x.set_string(", "set_string") && !names("set_stringn", "set_string"));
    assert!(is_within("src/tui/a.rs", SCREEN) && !is_within("src/tuition.rs", SCREEN));
}
