//! What the end of a query that is being typed can become: names of fields, and values of the one before the cursor.
//! Looks at the whole library, so it is for another thread than the one that draws.

use super::Index;
use super::fields::{self, Context, FIELDS};
use super::token::{Token, TokenKind, tokens};
use super::value::quoted;
use super::views::Views;
use crate::library::Library;
use crate::text::fold::fold;
use crate::triage::MarksTable;

/// The most that are offered.
const MOST: usize = 40;

/// What a part of a query can become.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completions {
    /// Where that part begins, in bytes of the query; it ends at the cursor.
    pub(crate) start: usize,
    /// What can be in its place, the likeliest first.
    pub(crate) texts: Vec<String>,
}

/// What the part of `text` before byte `cursor` can become; nothing when it is not at the end of a word.
pub(crate) fn complete(
    (text, cursor): (&str, usize),
    library: &Library,
    marks: &MarksTable,
    index: &Index,
    views: &Views,
) -> Completions {
    let context = Context { library, marks, index, stale: &|| false, kinds: &[] };
    let tokens = tokens(text.get(..cursor).unwrap_or_default());
    let open = text.get(cursor..).unwrap_or_default();
    if open.starts_with(|c: char| !c.is_whitespace() && c != ')') {
        return Completions::default();
    }
    let is_word = |token: &&Token| token.kind == TokenKind::Word && token.span.end as usize == cursor;
    match &tokens[..] {
        [.., field, value] if value.kind == TokenKind::Quoted && value.joined => {
            // A closed quotation is complete.
            let name = field.span.of(text).strip_suffix(':').filter(|_| value.span.end as usize == cursor);
            let start = value.span.start as usize - 1;
            name.map_or_else(Completions::default, |name| Completions {
                start,
                texts: values(name, value.span.of(text), context, views),
            })
        }
        [.., word] if is_word(&word) => {
            let typed = word.span.of(text);
            let start = word.span.start as usize;
            match typed.split_once(':') {
                Some((name, value)) => {
                    let start = start + name.len() + 1;
                    Completions { start, texts: values(name, value, context, views) }
                }
                None => Completions { start, texts: names(typed) },
            }
        }
        [.., last]
            if !last.span.is_empty()
                && last.kind != TokenKind::Quoted
                && last.span.end as usize == cursor =>
        {
            Completions { start: cursor, texts: names("") }
        }
        _ if text[..cursor].is_empty() || text[..cursor].ends_with(char::is_whitespace) => {
            Completions { start: cursor, texts: names("") }
        }
        _ => Completions::default(),
    }
}

/// The fields whose names begin so.
fn names(typed: &str) -> Vec<String> {
    let typed = typed.to_ascii_lowercase();
    let fitting = FIELDS.iter().filter(|field| field.name.starts_with(&typed));
    fitting.map(|field| format!("{}:", field.name)).collect()
}

/// The values of a field that begin so, or in which a word does.
fn values(name: &str, typed: &str, context: Context<'_>, views: &Views) -> Vec<String> {
    let Some(field) = fields::find(name) else { return Vec::new() };
    let known = match (field.name, field.values) {
        ("view", _) => views.all().iter().map(|view| (view.name.to_string(), 0)).collect(),
        (_, Some(values)) => values(Context { kinds: field.kinds, ..context }),
        (_, None) => field.choices.iter().map(|choice| ((*choice).to_owned(), 0)).collect(),
    };
    let typed = fold(typed.trim());
    let rank = |value: &str| {
        let value = fold(value);
        let word =
            || value.match_indices(&*typed).any(|(at, _)| !value[..at].ends_with(char::is_alphanumeric));
        if value.starts_with(&*typed) { Some(0) } else { word().then_some(1) }
    };
    let mut fitting: Vec<(u8, u32, String)> = known
        .into_iter()
        .filter(|(value, _)| !value.contains(['"', '\n']))
        .filter_map(|(value, count)| Some((rank(&value)?, u32::MAX - count, value)))
        .collect();
    // What has a few words as its values has them in their order.
    if field.values.is_some() {
        fitting.sort_unstable();
    }
    fitting.truncate(MOST);
    fitting.into_iter().map(|(.., value)| quoted(&value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::testing::library;

    fn offered(text: &str) -> (usize, Vec<String>) {
        let library = library();
        let marks = MarksTable::new(library.articles().len());
        let (views, _) = Views::new([("du matin", "is:unread"), ("soir", "is:read")]);
        let found = complete((text, text.len()), &library, &marks, &Index::new(&library), &views);
        (found.start, found.texts)
    }

    #[test]
    fn fields_and_their_values_complete_what_is_typed() {
        for (text, start, texts) in [
            ("per", 0, &["person:", "percent:"][..]),
            ("pacte (PERS", 7, &["person:"]),
            ("person:osk", 7, &["\"Ilmar Osk\"", "\"Brice Osk\""]),
            ("-person:\"ilm", 8, &["\"Ilmar Osk\""]),
            ("person:\"ilmar osk\"", 0, &[]),
            ("source:ma", 7, &["\"Le Matin\""]),
            ("author:", 7, &["\"Jeanne Roy\""]),
            ("is:un", 3, &["unread"]),
            ("sort:-d", 5, &["-date"]),
            ("view:", 5, &["\"du matin\"", "soir"]),
            ("view:MAT", 5, &["\"du matin\""]),
            ("lang:e", 5, &["en"]),
            ("amount:>1", 7, &[]),
            ("pacte", 0, &[]),
            ("nothing:x", 8, &[]),
        ] {
            let (at, found) = offered(text);
            assert_eq!(found, texts, "{text}");
            assert!(found.is_empty() || at == start, "{text}: {at}");
        }
        assert_eq!(offered("").1.len(), FIELDS.len());
        assert_eq!(offered("pacte ").1.len(), FIELDS.len());
    }
}
