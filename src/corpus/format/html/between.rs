//! The last resort for a page: the text between its tags, without what is never text (scripts, styles, comments).

use super::page::{Around, Block, Kind, Page, Within};

/// Whether a page has elements whose content is text to its author and not shown as text.
pub(super) fn hides_text(html: &str) -> bool {
    starts(html, "<xmp") || starts(html, "<textarea")
}

/// Whether a text contains a tag, in capitals or not.
fn starts(html: &str, tag: &str) -> bool {
    find(html, tag).is_some()
}

/// The place of a text that begins with `<`, in capitals or not.
fn find(html: &str, wanted: &str) -> Option<usize> {
    memchr::memchr_iter(b'<', html.as_bytes()).find(|&at| begins(&html[at..], wanted))
}

fn begins(text: &str, wanted: &str) -> bool {
    text.as_bytes().get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// Appends the text between the tags, as one block.
pub(super) fn tags(mut rest: &str, page: &mut Page) {
    let start = page.text.len() as u32;
    loop {
        let tag = memchr::memchr(b'<', rest.as_bytes());
        let words = rest[..tag.unwrap_or(rest.len())].trim();
        if !words.is_empty() {
            page.text.push_str(words);
            page.text.push('\n');
        }
        let Some(next) = tag.and_then(|tag| past(&rest[tag..])) else { break };
        rest = next;
    }
    let end = page.text.trim_end().len() as u32;
    page.text.truncate(end.max(start) as usize);
    if end > start {
        let text = &page.text[start as usize..];
        let block = Block {
            start,
            end,
            kind: Kind::Paragraph,
            within: Within::Nothing,
            letters: text.len() as u32,
            linked: 0,
            words: (text.len() / 5) as u32,
            quote: 0,
            element: 0,
            around: Around::No,
        };
        page.blocks.push(block);
    }
}

/// What follows the tag that a text begins with; with the content of a script or a style, and a comment whole.
fn past(tag: &str) -> Option<&str> {
    let after = |at: usize| memchr::memchr(b'>', &tag.as_bytes()[at..]).map(|end| &tag[at + end + 1..]);
    if tag.starts_with("<!--") {
        return memchr::memmem::find(tag.as_bytes(), b"-->").map(|end| &tag[end + 3..]);
    }
    for (start, end) in [("<script", "</script"), ("<style", "</style")] {
        if begins(tag, start) && tag.as_bytes().get(start.len()).is_none_or(|b| !b.is_ascii_alphanumeric()) {
            return after(find(tag, end)?);
        }
    }
    after(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_between_tags_is_all_but_scripts_styles_and_comments() {
        for (html, expected) in [
            ("<b>Un</b> mot", "Un\nmot"),
            ("a<SCRIPT src=x>if (a < b) { c > d }</Script >b<scripture>c", "a\nb\nc"),
            ("<style>p { color: red }</style>b<!-- <p>x > y -->c", "b\nc"),
            ("a<script>no end", "a"),
            ("a<", "a"),
            ("\u{e9}<\u{e9}>\u{e9}", "\u{e9}\n\u{e9}"),
        ] {
            let mut page = Page::default();
            tags(html, &mut page);
            assert_eq!(page.text, expected, "{html}");
        }
        assert!(hides_text("<p><TextArea rows=3>") && hides_text("<XMP>") && !hides_text("< xmp textarea"));
    }
}
