//! Elements of a page by their names and classes, for exports whose shape is known: where an element begins, what
//! it says of itself, and what is in it. No tree is built; a page is walked once for each question.

use std::borrow::Cow;

use super::html;
use crate::corpus::title;

/// The beginning of an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'h> {
    /// In the case in which it is written.
    pub(super) name: &'h str,
    pub(super) attributes: &'h str,
    /// The byte at which it begins, and that at which its content does.
    pub(super) start: usize,
    pub(super) inside: usize,
}

impl Tag<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it has this class, or one that ends so.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.class().split_ascii_whitespace().any(|one| one.ends_with(class))
    }

    fn class(&self) -> &str {
        value(self.attributes, "class").unwrap_or_default()
    }
}

/// The value of an attribute, as it is written.
pub(super) fn value<'h>(attributes: &'h str, name: &str) -> Option<&'h str> {
    let mut rest = attributes;
    loop {
        let (before, after) = rest.split_once('=')?;
        let key = before
            .rsplit(|c: char| c.is_ascii_whitespace())
            .find(|part| !part.is_empty())
            .unwrap_or_default();
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote)?,
            _ => after.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((after, "")),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = next;
    }
}

/// The beginnings of all elements from byte `at` on.
pub(super) fn tags(html: &str, at: usize) -> impl Iterator<Item = Tag<'_>> {
    marks(html, at).filter_map(|mark| match mark {
        Mark::Begin(tag) => Some(tag),
        Mark::End { .. } => None,
    })
}

enum Mark<'h> {
    Begin(Tag<'h>),
    End { name: &'h str, start: usize },
}

fn marks(html: &str, mut at: usize) -> impl Iterator<Item = Mark<'_>> {
    std::iter::from_fn(move || {
        loop {
            at += memchr::memchr(b'<', html.as_bytes().get(at..)?)?;
            let start = at;
            let rest = &html[start + 1..];
            if rest.starts_with("!--") {
                at = memchr::memmem::find(rest.as_bytes(), b"-->")
                    .map_or(html.len(), |end| start + 1 + end + 3);
                continue;
            }
            let (close, body) = match rest.strip_prefix('/') {
                Some(body) => (true, body),
                None => (false, rest),
            };
            let length = body.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(body.len());
            if length == 0 {
                at = start + 1;
                continue;
            }
            let name = &body[..length];
            let from = start + 1 + usize::from(close) + length;
            let end = tag_end(html.as_bytes(), from);
            at = (end + 1).min(html.len());
            if close {
                return Some(Mark::End { name, start });
            }
            return Some(Mark::Begin(Tag { name, attributes: &html[from..end], start, inside: at }));
        }
    })
}

/// The byte of the `>` that ends a tag: none within the quotes of a value that are closed soon. As in HTML, a quote
/// that follows no `=` is nothing.
pub(super) fn tag_end(html: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memchr3(b'>', b'"', b'\'', &html[at..]) {
        let mark = at + found;
        if html[mark] == b'>' {
            return mark;
        }
        at = mark + 1;
        if html[from..mark].trim_ascii_end().ends_with(b"=") {
            let rest = &html[at..html.len().min(mark + 4096)];
            at = memchr::memchr(html[mark], rest).map_or(at, |end| at + end + 1);
        }
    }
    html.len()
}

/// What is in an element, up to its end or that of the page.
pub(super) fn inner<'h>(html: &'h str, tag: &Tag<'_>) -> &'h str {
    let mut depth = 0usize;
    for mark in marks(html, tag.inside) {
        match mark {
            Mark::Begin(inner) if inner.name.eq_ignore_ascii_case(tag.name) => depth += 1,
            Mark::End { name, start } if name.eq_ignore_ascii_case(tag.name) => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return &html[tag.inside..start],
            },
            _ => {}
        }
    }
    &html[tag.inside..]
}

/// Whether another element of its name begins in an element before it ends.
pub(super) fn holds_its_like(html: &str, tag: &Tag<'_>) -> bool {
    let like = |mark: &Mark<'_>| {
        let (Mark::Begin(Tag { name, .. }) | Mark::End { name, .. }) = mark;
        name.eq_ignore_ascii_case(tag.name)
    };
    marks(html, tag.inside).find(like).is_some_and(|mark| matches!(mark, Mark::Begin(_)))
}

/// What is in the first element of a class.
pub(super) fn of_class<'h>(html: &'h str, class: &str) -> Option<&'h str> {
    tags(html, 0).find(|tag| tag.has_class(class)).map(|tag| inner(html, &tag))
}

/// The words in a piece of markup, in one line; `None` when there are none.
pub(super) fn words(html: &str) -> Option<String> {
    let text = if html.contains(['<', '&']) { Cow::Owned(html::plain(html)) } else { Cow::Borrowed(html) };
    Some(title::one_line(&text)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_ends_at_its_own_end() {
        let html =
            "<DIV class='a b'><!-- </div> --><div title=\"x > y\">one</div> two</DIV><p class=art-c>three";
        assert_eq!(
            of_class(html, "b").unwrap().len(),
            html.find("</DIV>").unwrap() - html.find("<!--").unwrap()
        );
        assert_eq!(of_class(html, "c"), Some("three"));
        assert_eq!(of_class(html, "d"), None);
        let names: Vec<_> = tags(html, 0).map(|tag| tag.name).collect();
        assert_eq!(names, ["DIV", "div", "p"]);
    }

    #[test]
    fn a_quote_too_many_hides_nothing() {
        let html = "<link href=\"a\"\" rel=\"b\"><p title='x > y' \"> <i>one</i>";
        let names: Vec<_> = tags(html, 0).map(|tag| tag.name).collect();
        assert_eq!(names, ["link", "p", "i"]);
    }

    #[test]
    fn what_never_ends_ends() {
        for html in ["<", "<a", "<a b=\"", "<!--", "</", "<a><a><a>", "< a>", "<a '>", "<div class"] {
            tags(html, 0).for_each(|tag| {
                inner(html, &tag);
                tag.has_class("x");
            });
        }
    }
}
