//! Saved queries by name: `view:NAME` in another query stands for one. They are given as text, and each may use others,
//! but not itself.

use super::Query;
use super::token::{TokenKind, tokens};
use crate::text::fold::fold;

/// A saved query.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedView {
    /// Its name.
    pub(crate) name: Box<str>,
    /// The query as it was written.
    pub(crate) text: Box<str>,
    /// The same, parsed.
    pub(crate) query: Query,
}

/// All saved queries, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Views {
    views: Vec<SavedView>,
}

impl Views {
    /// Views of these names and queries, and for each entry that is none, its index and why.
    pub fn new<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<(usize, String)>) {
        let entries: Vec<_> = entries.into_iter().collect();
        let mut parsed: Vec<Option<Query>> = vec![None; entries.len()];
        let mut known = Self::default();
        let mut mistakes = Vec::new();
        // Those that use others come after them, whatever their order in the file.
        let mut left: Vec<usize> = (0..entries.len()).collect();
        while !left.is_empty() {
            let waits = |index: &usize| {
                used(entries[*index].1)
                    .any(|name| left.iter().any(|other| fold(entries[*other].0) == fold(name)))
            };
            let (waiting, ready): (Vec<usize>, Vec<usize>) = left.iter().partition(|index| waits(index));
            if ready.is_empty() {
                let circular = |index| (index, "uses itself, or views that use it".to_owned());
                mistakes.extend(waiting.into_iter().map(circular));
                break;
            }
            for index in ready {
                let (name, text) = entries[index];
                match Query::parse_strict(text, Some(&known)) {
                    Ok(query) => {
                        parsed[index] = Some(query.clone());
                        known.views.push(SavedView { name: name.into(), text: text.into(), query });
                    }
                    Err(errors) => {
                        let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
                        mistakes.push((index, errors.join("; ")));
                    }
                }
            }
            left = waiting;
        }
        mistakes.sort_unstable();
        let views = entries.iter().zip(parsed).filter_map(|(&(name, text), query)| {
            Some(SavedView { name: name.into(), text: text.into(), query: query? })
        });
        (Self { views: views.collect() }, mistakes)
    }

    /// All of them, in their order.
    pub(crate) fn all(&self) -> &[SavedView] {
        &self.views
    }

    /// The view of a name, whatever its case and accents.
    pub(crate) fn called(&self, name: &str) -> Option<&SavedView> {
        let asked = fold(name.trim());
        self.views.iter().find(|view| fold(&view.name) == asked)
    }
}

/// A name as it is saved: what `view:` can name, in one line.
pub(crate) fn clean_view_name(typed: &str) -> String {
    let kept = typed.chars().filter(|c| !c.is_control() && *c != '"').take(64);
    kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The views that a query names.
fn used(text: &str) -> impl Iterator<Item = &str> {
    let tokens = tokens(text);
    let names = (0..tokens.len()).filter_map(move |at| {
        let token = tokens[at];
        let (field, name) = token.span.of(text).split_once(':')?;
        if token.kind != TokenKind::Word || !field.eq_ignore_ascii_case("view") {
            return None;
        }
        let quoted = tokens.get(at + 1).filter(|next| name.is_empty() && next.kind == TokenKind::Quoted);
        Some(quoted.map_or(name, |next| next.span.of(text)))
    });
    names.collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_use_others_wherever_those_are_written_but_not_themselves() {
        let (views, mistakes) = Views::new([
            ("du jour", "view:port is:unread"),
            ("Port", "person:roth OR view:\"le lac\""),
            ("le lac", "text:lac sort:-date"),
            ("a", "view:b"),
            ("b", "-view:A"),
            ("faux", "is:nothing"),
            ("nulle part", "view:ailleurs"),
        ]);
        let names: Vec<_> = views.all().iter().map(|view| &*view.name).collect();
        assert_eq!(names, ["du jour", "Port", "le lac"]);
        let wrong: Vec<_> = mistakes.iter().map(|(index, _)| *index).collect();
        assert_eq!(wrong, [3, 4, 5, 6]);
        assert!(mistakes[3].1.contains("there is no view \"ailleurs\""), "{mistakes:?}");
        assert_eq!(views.called("LE LAC").unwrap().query.to_string(), "text:lac sort:-date");
        // The order of a view is that of what uses it, unless that has its own.
        assert_eq!(views.called("du jour").unwrap().query.to_string(), "view:port is:unread sort:-date");
    }

    #[test]
    fn a_name_is_one_line_that_can_be_quoted() {
        assert_eq!(clean_view_name("  du \t\"jour\"\u{1b} "), "du jour");
        assert_eq!(clean_view_name("\""), "");
    }
}
