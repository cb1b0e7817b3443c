//! The fields that Markdown and plain text files carry above their text: `---` around `key: value` (YAML in
//! its simplest form) or `+++` around `key = value` (TOML likewise).

use crate::corpus::date;
use crate::corpus::draft::Draft;
use crate::text::Language;

/// The most lines that a block of fields may have.
const MAX_LINES: usize = 200;

/// The fields at the top of a text and what follows them; `None` when there are none.
pub(super) fn split(text: &str) -> Option<(Vec<(&str, String)>, &str)> {
    let (mark, sign) = match text.get(..3)? {
        "---" => ("---", ':'),
        "+++" => ("+++", '='),
        _ => return None,
    };
    let mut fields: Vec<(&str, String)> = Vec::new();
    let mut at = text.find('\n')? + 1;
    if text[3..at].trim() != "" {
        return None;
    }
    for _ in 0..MAX_LINES {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let line = text[at..end].trim_end();
        let next = (end + 1).min(text.len());
        if line == mark || line == "..." {
            return (!fields.is_empty()).then(|| (fields, &text[next..]));
        }
        let item = line.trim_start().strip_prefix("- ");
        match (item, line.split_once(sign)) {
            // A list goes on below its key.
            (Some(item), _) => push_item(&mut fields.last_mut()?.1, item),
            (None, Some((key, value))) if !line.starts_with([' ', '\t', '#']) => {
                let key = key.trim();
                if key.is_empty() || key.contains(' ') {
                    return None;
                }
                fields.push((key, value_of(value)));
            }
            _ if line.trim().is_empty() || line.starts_with([' ', '\t', '#']) => {}
            _ => return None,
        }
        if next == text.len() {
            return None;
        }
        at = next;
    }
    None
}

/// A value without its quotes; a list `[a, b]` as its items.
fn value_of(value: &str) -> String {
    let value = value.trim();
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(list) => {
            let mut items = String::new();
            list.split(',').for_each(|item| push_item(&mut items, item));
            items
        }
        None => unquoted(value).to_owned(),
    }
}

fn push_item(items: &mut String, item: &str) {
    if !items.is_empty() {
        items.push_str(", ");
    }
    items.push_str(unquoted(item));
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(value)
}

/// Puts what the fields say into a draft.
pub(super) fn apply(fields: &[(&str, String)], draft: &mut Draft<'_>) {
    for (key, value) in fields {
        let text = || Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        match &*key.to_ascii_lowercase() {
            "title" | "titre" => draft.title = text(),
            "date" | "published" | "pubdate" | "publishdate" => match date::given(value) {
                Some(date) => draft.date = Some(date),
                None if value.is_empty() => {}
                None => draft.notices.push(format!("date not understood: {value}").into()),
            },
            "author" | "authors" | "auteur" | "auteurs" | "by" => draft.author = text(),
            "source" | "site" | "publisher" | "publication" | "journal" => draft.source = text(),
            "url" | "link" | "canonical" | "canonical_url" | "lien" => draft.url = text(),
            "lang" | "language" | "langue" | "locale" => draft.language = Language::from_tag(value),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_from_yaml_and_toml() {
        let yaml = "---\ntitle: \"Le port : acte deux\"\ndate: 2025-03\nauthors:\n  - Ann Lee\n  - 'Bo Ek'\nlang: fr-CA\n\
                    tags: [a, \"b\"]\n# remark\n---\nLe texte.";
        let toml = "+++\ntitle = 'Le port'\ndate = 2025-03-04\n+++\nLe texte.";
        let mut draft = Draft::default();
        let (fields, rest) = split(yaml).unwrap();
        apply(&fields, &mut draft);
        assert_eq!(rest, "Le texte.");
        assert_eq!(draft.title.as_deref(), Some("Le port : acte deux"));
        assert_eq!(draft.author.as_deref(), Some("Ann Lee, Bo Ek"));
        assert_eq!(draft.date.unwrap().to_string(), "2025-03");
        assert_eq!(draft.language, Some(Language::FRENCH));
        let (fields, rest) = split(toml).unwrap();
        assert_eq!((fields.len(), rest), (2, "Le texte."));
    }

    #[test]
    fn a_text_that_begins_with_dashes_has_no_fields() {
        for text in [
            "---\nLe texte commence ici : il est long.\n---\n",
            "---\ntitle: never closed\n",
            "--- one\ntitle: x\n---\n",
            "---\n---\n",
            "---",
            "+++\n",
            "",
        ] {
            assert!(split(text).is_none(), "{text}");
        }
    }
}
