//! The fields that Markdown and plain text files carry above their text: `+++` around TOML, or `---` around the
//! part of YAML that notes use: `key: value`, lists, folded texts, and a `name` below its key.

use super::fields::{self, Fields, Meaning};
use crate::corpus::draft::Draft;

/// The most lines that a block of fields may have, and bytes.
const MAX_LINES: usize = 200;
const MAX_BYTES: usize = 64 << 10;

/// Tables whose keys count as those of the whole: Zola and Hugo keep authors and tags there.
const TABLES: [&str; 3] = ["extra", "taxonomies", "params"];

/// The fields at the top of a text and what follows them; `None` when there are none.
pub(super) fn split(text: &str) -> Option<(Fields, &str)> {
    let mark = text.get(..3).filter(|mark| matches!(*mark, "---" | "+++"))?;
    let first = text.find('\n')? + 1;
    if text[3..first].trim() != "" {
        return None;
    }
    let mut at = first;
    for _ in 0..MAX_LINES {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let line = text[at..end].trim_end();
        let next = (end + 1).min(text.len());
        if line == mark || mark == "---" && line == "..." {
            let inside = &text[first..at];
            let fields = match mark {
                "+++" => toml(inside).or_else(|| lines(inside, '=')),
                _ => lines(inside, ':'),
            };
            return fields.map(|fields| (fields, &text[next..]));
        }
        if next == text.len() || next > MAX_BYTES {
            return None;
        }
        at = next;
    }
    None
}

/// Puts what the fields say into a draft.
pub(super) fn apply(fields: &Fields, draft: &mut Draft<'_>) {
    fields.clone().apply(draft);
}

/// Fields written in TOML; `None` when they are not, or there are none.
fn toml(inside: &str) -> Option<Fields> {
    let table: toml::Table = inside.parse().ok().filter(|table: &toml::Table| !table.is_empty())?;
    let mut fields = Fields::default();
    for (key, value) in &table {
        fields.named(key, &written(value));
    }
    for table in TABLES.iter().filter_map(|name| table.get(*name)?.as_table()) {
        for (key, value) in table {
            fields.named(key, &written(value));
        }
    }
    Some(fields)
}

/// A value as text: a list as its items, a table as its name.
fn written(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Datetime(date) => date.to_string(),
        toml::Value::Array(items) => {
            let items = items.iter().map(written).filter(|item| !item.is_empty());
            items.collect::<Vec<_>>().join(", ")
        }
        toml::Value::Table(table) => table.get("name").map(written).unwrap_or_default(),
        toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) => value.to_string(),
    }
}

/// A key with its value so far.
struct Entry<'t> {
    key: &'t str,
    value: String,
    /// Whether indented lines go on with it: after `|` or `>`.
    folded: bool,
}

/// Fields written one a line; `None` when a line is none, or there are none.
fn lines(inside: &str, sign: char) -> Option<Fields> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for line in inside.lines().map(str::trim_end) {
        let indented = line.starts_with([' ', '\t']);
        let trimmed = line.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') && !entries.last().is_some_and(|last| last.folded) {
            continue;
        }
        if indented && entries.last().is_some_and(|last| last.folded) {
            let last = entries.last_mut()?;
            last.value.push_str(if last.value.is_empty() { "" } else { " " });
            last.value.push_str(trimmed);
            continue;
        }
        if let Some(item) = trimmed.strip_prefix("- ") {
            // A list goes on below its key; its items may be objects with a name.
            let name = item.split_once(sign).filter(|(key, _)| key.trim() == "name");
            push_item(&mut entries.last_mut()?.value, name.map_or(item, |(_, name)| name));
            continue;
        }
        if indented {
            if let Some((key, name)) = trimmed.split_once(sign)
                && key.trim() == "name"
            {
                push_item(&mut entries.last_mut()?.value, name);
            }
            continue;
        }
        if trimmed == "-" {
            continue;
        }
        let (key, value) = line.split_once(sign)?;
        let key = unquoted(key);
        if key.is_empty() || key.contains(' ') {
            return None;
        }
        let folded = matches!(value.trim(), "|" | "|-" | ">" | ">-" | "|+" | ">+");
        let value = if folded { String::new() } else { value_of(value) };
        entries.push(Entry { key, value, folded });
    }
    if entries.is_empty() {
        return None;
    }
    let mut fields = Fields::default();
    for Entry { key, value, .. } in entries {
        // Some notes say so whether they are published.
        let flag = matches!(&*value, "true" | "false" | "null" | "~");
        if !(flag && fields::meaning(key).is_some_and(|(meaning, _)| meaning == Meaning::Date)) {
            fields.named(key, &value);
        }
    }
    Some(fields)
}

/// A value without its quotes; a list `[a, b]` as its items.
fn value_of(value: &str) -> String {
    let value = value.trim();
    if value.starts_with("[[") && value.ends_with("]]") {
        return value.to_owned();
    }
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(list) => {
            let mut items = String::new();
            let mut quote = None;
            let divides = |c: char| {
                match quote {
                    Some(open) if c == open => quote = None,
                    None if matches!(c, '"' | '\'') => quote = Some(c),
                    _ => {}
                }
                c == ',' && quote.is_none()
            };
            list.split(divides).for_each(|item| push_item(&mut items, item));
            items
        }
        None => unquoted(value).to_owned(),
    }
}

fn push_item(items: &mut String, item: &str) {
    let item = unquoted(item);
    if !items.is_empty() && !item.is_empty() {
        items.push_str(", ");
    }
    items.push_str(item);
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn read(text: &str) -> (Draft<'static>, &str) {
        let (fields, rest) = split(text).unwrap_or_else(|| panic!("no fields in {text}"));
        let mut draft = Draft::default();
        apply(&fields, &mut draft);
        (draft, rest)
    }

    #[test]
    fn fields_are_read_from_yaml() {
        let (draft, rest) = read(
            "---\ntitle: \"Le port : acte deux\"\ndate: 2025-03\nauthors:\n  - Ann Lee\n  - 'Bo Ek'\nlang: fr-CA\n\
             tags: [a, \"b\"]\n# remark\n---\nLe texte.",
        );
        assert_eq!(rest, "Le texte.");
        assert_eq!(draft.title.as_deref(), Some("Le port : acte deux"));
        assert_eq!(draft.author.as_deref(), Some("Ann Lee, Bo Ek"));
        assert_eq!(draft.date.unwrap().to_string(), "2025-03");
        assert_eq!(draft.language, Some(Language::FRENCH));
    }

    #[test]
    fn notes_that_a_browser_clipped_say_where_and_by_whom() {
        let (draft, _) = read(
            "---\ntitle: >-\n  Le port\n  rouvre\nsource: \"https://larive.example/1\"\nauthor:\n  - \"[[Ann Lee]]\"\n\
             published: 2024-05-14\ncreated: 2024-06-01\npublisher:\n  name: La Rive\ndescription: \"a: b\"\n---\nx",
        );
        assert_eq!(
            (draft.title.as_deref(), draft.author.as_deref()),
            (Some("Le port rouvre"), Some("Ann Lee"))
        );
        assert_eq!(draft.url.as_deref(), Some("https://larive.example/1"));
        assert_eq!(
            (draft.date.unwrap().to_string(), draft.source.as_deref()),
            ("2024-05-14".into(), Some("La Rive"))
        );
        let (draft, _) = read("---\npublished: false\nauthor:\n- name: Ann Lee\n- name: Bo Ek\n---\nx");
        assert_eq!((draft.author.as_deref(), draft.notices.len()), (Some("Ann Lee, Bo Ek"), 0));
    }

    #[test]
    fn fields_are_read_from_any_toml() {
        let (draft, rest) = read(
            "+++\ntitle = 'Le port'\ndate = 2025-03-04T10:00:00Z\ndraft = false\n[taxonomies]\ntags = [\"a\", \"b\"]\n\
             [extra]\nauthors = [\"Ann Lee\", \"Bo Ek\"]\n[[extra.links]]\nname = \"x\"\n+++\nLe texte.",
        );
        assert_eq!((draft.title.as_deref(), rest), (Some("Le port"), "Le texte."));
        assert_eq!(
            (draft.date.unwrap().to_string(), draft.author.as_deref()),
            ("2025-03-04".into(), Some("Ann Lee, Bo Ek"))
        );
        let (draft, _) =
            read("+++\ntitle = \"Le port\"\nauthors = [\n  \"Ann Lee\",\n]\n[author]\nname = \"Bo\"\n+++\nx");
        assert_eq!(draft.author.as_deref(), Some("Bo"));
        // What is no TOML is read line by line.
        let (draft, _) = read("+++\ntitle = Le port\n+++\nx");
        assert_eq!(draft.title.as_deref(), Some("Le port"));
    }

    #[test]
    fn a_text_that_begins_with_dashes_has_no_fields() {
        for text in [
            "---\nLe texte commence ici : il est long.\n---\n",
            "---\ntitle: never closed\n",
            "--- one\ntitle: x\n---\n",
            "---\n---\n",
            "+++\n+++\n",
            "---",
            "+++\n",
            "",
        ] {
            assert!(split(text).is_none(), "{text}");
        }
    }
}
