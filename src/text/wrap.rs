//! Line breaking of one paragraph: by display width, at the places Unicode allows, hyphenated for the
//! text's language, with all lines of the paragraph optimised together (Knuth and Plass, by textwrap).
//!
//! Returns spans, not strings, so that spans of mentions and matches stay valid.

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Language, Span};

/// One line of a wrapped paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// The text of the line, without the white space at its end.
    pub(crate) span: Span,
    /// Whether its last word continues on the next line, so that a hyphen is drawn after it.
    pub(crate) hyphen: bool,
}

/// The lines that a paragraph is broken into.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// The columns of a line, at least 1.
    pub(crate) width: usize,
    /// How many of them the first line has less.
    pub(crate) indent: usize,
    /// Whether lines are filled up afterwards: then short ones are worse than hyphens.
    pub(crate) justified: bool,
}

/// The fewest letters of a word that may be hyphenated.
const SHORTEST_HYPHENATED: usize = 6;
/// The penalty of a hyphen, on the scale of squared empty columns: a line is hyphenated only when it would
/// otherwise be some twelve columns short, since the text is not justified.
const HYPHEN_PENALTY: usize = 150;
/// The same for lines that are filled up.
const JUSTIFIED_HYPHEN_PENALTY: usize = 40;
/// The penalty of a column beyond the measure: more than the worst line that fits. With textwrap's default, a short
/// word before one that fills a line gave a line that was cut at the edge of the screen.
const OVERFLOW_PENALTY: usize = 1_000_000;
/// The fewest letters before or after a hyphen.
const SHORTEST_PART: usize = 3;

/// Titles before a name. No line ends between one of them and a capital letter.
const TITLES: [&str; 17] = [
    "M.", "MM.", "Mme", "Mmes", "Mlle", "Me", "Dr", "Dr.", "Pr", "Pr.", "Mr", "Mr.", "Mrs", "Mrs.", "Ms",
    "Ms.", "Prof.",
];

/// Breaks `paragraph`, which has no line feed, into lines of at most `width` columns (at least 1). Only a line of
/// one grapheme that is itself wider than `width` is longer.
pub(crate) fn wrap(paragraph: &str, width: usize, language: Language) -> Vec<Line> {
    wrap_holding(paragraph, &[], Shape { width, indent: 0, justified: false }, language)
}

/// The same, with spans of the paragraph (in order) that are not broken as long as they fit a line.
pub(crate) fn wrap_holding(paragraph: &str, held: &[Span], shape: Shape, language: Language) -> Vec<Line> {
    let width = shape.width.max(1);
    // What is held together fits into the first line too.
    let first = width.saturating_sub(shape.indent).max(1);
    let pieces = join(pieces(paragraph, first, hyphenation(language)), paragraph, held, first);
    let measure = [first as f64, width as f64];
    let hyphen_penalty = if shape.justified { JUSTIFIED_HYPHEN_PENALTY } else { HYPHEN_PENALTY };
    let penalties = Penalties { hyphen_penalty, overflow_penalty: OVERFLOW_PENALTY, ..Penalties::new() };
    let lines =
        wrap_optimal_fit(&pieces, &measure, &penalties).unwrap_or_else(|_| wrap_first_fit(&pieces, &measure));
    lines
        .into_iter()
        .filter_map(|line| {
            let (first, last) = (line.first()?, line.last()?);
            Some(Line { span: Span::new(first.start, last.end), hyphen: last.hyphen })
        })
        .collect()
}

/// A piece of a word; a line may end after it.
#[derive(Debug)]
struct Piece {
    start: usize,
    end: usize,
    width: usize,
    white_space: usize,
    hyphen: bool,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.white_space as f64
    }

    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.hyphen))
    }
}

fn pieces(paragraph: &str, width: usize, hyphenation: Option<hypher::Lang>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(paragraph) {
        let text: &str = &word;
        let mut start = at;
        if let Some(language) = hyphenation.filter(|_| text.len() >= SHORTEST_HYPHENATED) {
            for point in hyphen_points(text, language) {
                if paragraph[start..at + point].width() >= width {
                    continue;
                }
                push(&mut pieces, paragraph, start, at + point, width);
                if let Some(piece) = pieces.last_mut() {
                    piece.hyphen = true;
                }
                start = at + point;
            }
        }
        push(&mut pieces, paragraph, start, at + text.len(), width);
        if let Some(piece) = pieces.last_mut() {
            piece.white_space = word.whitespace.width();
        }
        at += text.len() + word.whitespace.len();
    }
    pieces
}

/// Joins the pieces between which no line may end, as far as they fit a line.
fn join(pieces: Vec<Piece>, paragraph: &str, mut held: &[Span], width: usize) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Some(last) = joined.last_mut() else {
            joined.push(piece);
            continue;
        };
        held = &held[held.iter().take_while(|span| span.range().end <= last.end).count()..];
        let inside = held.first().is_some_and(|span| span.range().start < last.end);
        let sum = last.width + last.white_space + piece.width;
        if sum <= width && (inside || is_title_with_name(paragraph, last, &piece)) {
            *last = Piece { start: last.start, width: sum, ..piece };
        } else {
            joined.push(piece);
        }
    }
    joined
}

/// Whether the first piece ends in a title and the second begins with a capital letter.
fn is_title_with_name(paragraph: &str, first: &Piece, second: &Piece) -> bool {
    let word =
        paragraph[first.start..first.end].rsplit([' ', '(', '«', '“', '\'', '’']).next().unwrap_or_default();
    TITLES.contains(&word) && paragraph[second.start..second.end].starts_with(char::is_uppercase)
}

/// Adds one piece, or, when it is wider than the measure, several, cut between graphemes.
fn push(pieces: &mut Vec<Piece>, paragraph: &str, start: usize, end: usize, width: usize) {
    let piece = |start, end, width| Piece { start, end, width, white_space: 0, hyphen: false };
    let text = &paragraph[start..end];
    let whole = text.width();
    if whole <= width {
        return pieces.push(piece(start, end, whole));
    }
    let (mut from, mut columns) = (start, 0);
    for (offset, grapheme) in text.grapheme_indices(true) {
        let next = grapheme.width();
        if columns + next > width && start + offset > from {
            pieces.push(piece(from, start + offset, columns));
            (from, columns) = (start + offset, 0);
        }
        columns += next;
    }
    pieces.push(piece(from, end, columns));
}

/// Byte offsets in `word` where a hyphen is allowed. Capitalised words, figures and addresses stay whole.
fn hyphen_points(word: &str, language: hypher::Lang) -> Vec<usize> {
    let letters = word.trim_matches(|c: char| !c.is_alphabetic());
    let letters = letters.rsplit_once(['\'', '’']).map_or(letters, |(_, behind)| behind);
    let plain =
        letters.chars().all(char::is_alphabetic) && letters.chars().next().is_some_and(char::is_lowercase);
    if !plain || letters.len() < SHORTEST_HYPHENATED {
        return Vec::new();
    }
    let offset = letters.as_ptr() as usize - word.as_ptr() as usize;
    let mut points = Vec::new();
    let mut at = offset;
    for syllable in hypher::hyphenate_bounded(letters, language, SHORTEST_PART, SHORTEST_PART) {
        at += syllable.len();
        points.push(at);
    }
    points.pop();
    points
}

fn hyphenation(language: Language) -> Option<hypher::Lang> {
    match language.code() {
        "fr" => Some(hypher::Lang::French),
        "en" => Some(hypher::Lang::English),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, width: usize, language: Language) -> Vec<String> {
        wrap(text, width, language)
            .into_iter()
            .map(|line| format!("{}{}", line.span.of(text), if line.hyphen { "-" } else { "" }))
            .collect()
    }

    #[test]
    fn words_hyphenate_in_their_language() {
        let text = "une considération anticonstitutionnelle";
        assert_eq!(shown(text, 16, Language::FRENCH), ["une considéra-", "tion anticonsti-", "tutionnelle"]);
        assert_eq!(shown(text, 20, Language::UNKNOWN).len(), 3);
    }

    #[test]
    fn no_break_spaces_hold_a_figure_together() {
        for line in shown("le cours monte de 49\u{a0}% et 13\u{202f}000\u{a0}€ de plus", 12, Language::FRENCH)
        {
            assert!(!line.ends_with("49") && !line.ends_with("13"), "{line:?}");
        }
    }

    #[test]
    fn a_held_span_stays_on_one_line_as_long_as_it_fits() {
        let text = "Le groupe avait investi 20 milliards de dollars, dit M. Valmont, et 6,6 billions.";
        let held = ["20 milliards de dollars", "6,6 billions"].map(|sum| {
            let at = text.find(sum).unwrap();
            Span::new(at, at + sum.len())
        });
        for width in 12..60 {
            let lines: Vec<&str> =
                wrap_holding(text, &held, Shape { width, indent: 0, justified: false }, Language::FRENCH)
                    .iter()
                    .map(|line| line.span.of(text))
                    .collect();
            for whole in ["20 milliards de dollars", "6,6 billions", "M. Valmont"] {
                let on_one = lines.iter().any(|line| line.contains(whole));
                // A full stop or a comma belongs to the word before it.
                assert!(on_one || whole.width() + 1 > width, "{whole} at {width}: {lines:#?}");
            }
            assert!(lines.iter().all(|line| line.width() <= width), "{lines:#?}");
        }
    }

    #[test]
    fn wide_words_break_between_graphemes_and_never_inside_an_emoji_family() {
        let family = "👨‍👩‍👧‍👦".repeat(6);
        for line in wrap(&family, 5, Language::ENGLISH) {
            assert_eq!(line.span.len() % "👨‍👩‍👧‍👦".len(), 0);
        }
        assert_eq!(shown("日本語文字", 4, Language::UNKNOWN), ["日本", "語文", "字"]);
    }

    #[test]
    fn a_short_word_before_one_that_fills_a_line_stands_alone() {
        let address = format!("à {}", "x".repeat(60));
        assert_eq!(shown(&address, 60, Language::FRENCH), ["à", &"x".repeat(60)]);
    }

    #[test]
    fn every_line_fits_and_nothing_is_lost() {
        proptest::proptest!(|(text in "[a-zéà’ \u{a0}日👍-]{0,200}", width in 2usize..60)| {
            let lines = wrap(&text, width, Language::FRENCH);
            let mut at = 0;
            for line in &lines {
                let span = line.span.range();
                proptest::prop_assert!(text[at..span.start].chars().all(char::is_whitespace));
                proptest::prop_assert!(text[span.clone()].width() + usize::from(line.hyphen) <= width.max(2));
                at = span.end;
            }
            proptest::prop_assert!(text[at..].chars().all(char::is_whitespace));
        });
    }
}
