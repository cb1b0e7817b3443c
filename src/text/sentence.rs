//! The sentence around a place in a text, for quotes and keywords in context: Unicode sentence boundaries
//! (UAX 29) within a line, except after an initial or an abbreviation such as `M.`.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;

/// Bytes searched on each side for the ends of the sentence.
const REACH: usize = 2000;

/// The sentence around `span`, without surrounding white space.
pub(crate) fn around(text: &str, span: Span) -> Span {
    let start = text[..span.range().start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.range().end..].find('\n').map_or(text.len(), |at| span.range().end + at);
    let start = boundary(text, start.max(span.range().start.saturating_sub(REACH)));
    let end = boundary(text, end.min(span.range().end + REACH));
    let line = &text[start..end];
    let (mut from, mut to) = (0, line.len());
    for (at, sentence) in line.split_sentence_bound_indices() {
        if start + at <= span.range().start && !continues(&line[..at]) {
            from = at;
        }
        let behind = at + sentence.len();
        if start + behind >= span.range().end && !continues(&line[..behind]) {
            to = behind;
            break;
        }
    }
    let sentence = &line[from..to];
    let lead = sentence.len() - sentence.trim_start().len();
    Span::new(start + from + lead, start + from + sentence.trim_end().len().max(lead))
}

/// Whether the sentence goes on after `before`, because that ends in an initial or a title.
fn continues(before: &str) -> bool {
    const TITLES: [&str; 14] =
        ["M", "MM", "Mr", "Mrs", "Ms", "Dr", "Me", "Mme", "St", "Prof", "Sen", "Rep", "Gov", "vs"];
    let Some(word) = before.trim_end().strip_suffix('.') else { return false };
    let word = word.rsplit([' ', '\u{a0}', '.', '-', '(', '«', '\'', '’']).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial || TITLES.contains(&word)
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence<'a>(text: &'a str, word: &str) -> &'a str {
        let at = text.find(word).unwrap();
        around(text, Span::new(at, at + word.len())).of(text)
    }

    #[test]
    fn a_sentence_ends_where_a_reader_hears_it_end() {
        let text = "Premier point. M. Delorme a payé 3,5 millions à J. P. Morel hier. Fin.\nAutre ligne.";
        assert_eq!(sentence(text, "Delorme"), "M. Delorme a payé 3,5 millions à J. P. Morel hier.");
        assert_eq!(sentence(text, "Premier"), "Premier point.");
        assert_eq!(sentence(text, "Autre"), "Autre ligne.");
        assert_eq!(sentence("Sans fin", "Sans fin"), "Sans fin");
    }

    #[test]
    fn it_always_holds_the_span() {
        proptest::proptest!(|(text in "[A-Za-z .!\né]{1,80}", at in 0usize..80)| {
            let at = boundary(&text, at.min(text.len()));
            let Some(c) = text[at..].chars().next() else { return Ok(()) };
            if c.is_whitespace() { return Ok(()) }
            let span = Span::new(at, at + c.len_utf8());
            let sentence = around(&text, span);
            proptest::prop_assert!(sentence.start <= span.start && span.end <= sentence.end);
        });
    }
}
