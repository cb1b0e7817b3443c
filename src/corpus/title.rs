//! The title of an article that names none: a headline, the first sentence, or the file's name.

use std::path::Path;

/// The longest title that is kept whole.
const MOST_CHARS: usize = 300;

/// A given title or name on one line, without white space around it.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(MOST_CHARS * 4));
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        if out.len() > MOST_CHARS * 4 {
            break;
        }
    }
    if out.chars().count() > MOST_CHARS {
        out = out.chars().take(MOST_CHARS).collect();
        out.push('…');
    }
    out
}

/// The file's name as a title.
pub(super) fn from_name(path: &Path, item: Option<&str>) -> String {
    let stem = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
    let name = one_line(&stem.replace(['-', '_'], " "));
    let name = if name.is_empty() { stem.into_owned() } else { name };
    match item {
        Some(item) => format!("{name} {item}"),
        None => name,
    }
}
