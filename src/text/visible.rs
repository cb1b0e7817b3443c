//! A text without what a screen does not show within words: soft hyphens, spaces of no width, marks of direction. Facts
//! are looked for in it, and their spans carried back.

use std::borrow::Cow;

use super::Span;

/// Whether a character takes no part in a word: the sanitising door drops it wherever it is.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{13430}'..='\u{1345f}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The joiner that makes one emoji of several; between other characters it shows nothing.
pub(super) const JOINER: char = '\u{200d}';

/// A text without its invisible characters.
#[derive(Debug)]
pub(crate) struct Visible<'a> {
    /// The text.
    pub(crate) text: Cow<'a, str>,
    /// For each character left out, the byte of `text` where it stood and the bytes left out up to it, ascending.
    left_out: Vec<(u32, u32)>,
}

impl<'a> Visible<'a> {
    /// Borrows when there is nothing to leave out.
    pub(crate) fn of(text: &'a str) -> Self {
        let Some(first) = first(text) else {
            return Self { text: Cow::Borrowed(text), left_out: Vec::new() };
        };
        let mut out = String::with_capacity(text.len());
        out.push_str(&text[..first]);
        let mut left_out = Vec::new();
        let mut bytes = 0;
        for c in text[first..].chars() {
            if is_invisible(c) || c == JOINER && out.ends_with(char::is_alphanumeric) {
                bytes += c.len_utf8() as u32;
                left_out.push((out.len() as u32, bytes));
            } else {
                out.push(c);
            }
        }
        Self { text: Cow::Owned(out), left_out }
    }

    /// The span of the source for a span of the text.
    pub(crate) fn to_source(&self, span: Span) -> Span {
        let after = |count: usize| count.checked_sub(1).map_or(0, |last| self.left_out[last].1);
        let start = span.start + after(self.left_out.partition_point(|&(at, _)| at <= span.start));
        let end = span.end + after(self.left_out.partition_point(|&(at, _)| at < span.end));
        Span { start, end: end.max(start) }
    }

    /// The byte of the source for a byte of the text.
    pub(crate) fn byte_to_source(&self, byte: usize) -> usize {
        let at = Span::new(byte, byte);
        self.to_source(at).start as usize
    }
}

/// The first character that may be invisible. All begin with one of these bytes, most of which few texts have.
fn first(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let invisible = |&at: &usize| text[at..].chars().next().is_some_and(|c| is_invisible(c) || c == JOINER);
    let soft = memchr::memmem::find(bytes, "\u{ad}".as_bytes());
    let others = memchr::memchr2_iter(0xe2, 0xef, bytes).find(invisible);
    let rare = memchr::memchr3_iter(0xcd, 0xd8, 0xe1, bytes).find(invisible);
    let rarer = memchr::memchr3_iter(0xe3, 0xf0, 0xf3, bytes).find(invisible);
    [soft, others, rare, rarer].into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_carried_back_to_the_letters_it_covers() {
        let text = "un\u{200b} mil\u{ad}liard\u{ad} d’euros";
        let visible = Visible::of(text);
        assert_eq!(visible.text, "un milliard d’euros");
        let at = visible.text.find("milliard").unwrap();
        assert_eq!(visible.to_source(Span::new(at, at + 8)).of(text), "mil\u{ad}liard");
        assert!(matches!(Visible::of("l’été à 5 €").text, Cow::Borrowed(_)));
        let plain = Visible::of("abc");
        assert_eq!(plain.to_source(Span::new(1, 2)), Span::new(1, 2));
    }

    #[test]
    fn what_the_sanitising_door_drops_is_invisible_to_facts_and_search() {
        for c in ('\0'..=char::MAX).filter(|c| !c.is_ascii()) {
            let word = format!("a{c}b");
            if crate::text::sanitise(&word).as_str() == "ab" {
                assert_eq!(Visible::of(&word).text, "ab", "U+{:04X}", c as u32);
                assert_eq!(crate::text::fold::fold(&word), "ab", "U+{:04X}", c as u32);
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn every_letter_is_where_it_was(text in "[aé\u{ad}\u{200b}\u{200d}\u{34f}\u{feff}’😀]{0,30}") {
            let visible = Visible::of(&text);
            for (at, c) in visible.text.char_indices() {
                let span = visible.to_source(Span::new(at, at + c.len_utf8()));
                proptest::prop_assert_eq!(span.of(&text), c.to_string());
            }
        }
    }
}
