//! The sanitising door, and the breaking of lines after it.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Target, check, recipe};
use crate::text::sanitise::sanitise_text;
use crate::text::span::CodePoints;
use crate::text::wrap::wrap;
use crate::text::{Language, Span, fold, sanitise, sentence};

pub(super) const SANITISE: Target = Target { name: "sanitise", body: sanitised, random: 1000 };
pub(super) const WRAP: Target = Target { name: "wrap", body: wrapped, random: 300 };

/// The most bytes of one text.
const MOST: usize = 1 << 12;

/// What makes cells, and what must not reach them.
const WORDS: &[&str] = &[
    "\u{1b}",
    "\u{7}",
    "\u{8}",
    "\u{7f}",
    "\u{9d}",
    "\u{85}",
    "\r",
    "\n",
    "\r\n",
    "\t",
    "\u{b}",
    "\u{2028}",
    "\u{2029}",
    "\u{202a}",
    "\u{2066}",
    "\u{61c}",
    "\u{ad}",
    "\u{34f}",
    "\u{180e}",
    "\u{200c}",
    "\u{2064}",
    "\u{3164}",
    "\u{115f}",
    "\u{fff9}",
    "\u{fdd0}",
    "\u{10ffff}",
    "\u{e0041}",
    "\u{e000}",
    "\u{fe0f}",
    "\u{fe0e}",
    "\u{20e3}",
    "1\u{fe0f}\u{20e3}",
    "👩\u{200d}🚀",
    "👍🏽",
    "🇫🇷",
    "🏴\u{e0067}\u{e007f}",
    "ा",
    "\u{94d}",
    "ᄀ",
    "ᅡ",
    "ᆨ",
    "\u{600}",
    "\u{903}",
    "ﾞ",
    "\u{1100}",
    "\u{e31}",
    "ำ",
    "\u{301}",
    "\u{308}",
    "A",
    "é",
    "Ⅷ",
    "ǆ",
    "ŉ",
    "漢",
    "-",
    "\u{2010}",
    "\u{2011}",
    "/",
    "…",
    "\u{2060}",
];

fn sanitised(data: &[u8]) {
    let text = recipe::text(data, WORDS, MOST);
    let line = sanitise(&text).into_owned();
    check::clean(line.as_str());
    assert_eq!(sanitise(line.as_str()).as_str(), line.as_str(), "the door is passed twice");
    let lines = sanitise_text(&text);
    let safe = lines.safe().as_str();
    safe.split('\n').for_each(check::clean);
    let mut before = 0;
    let mut points = CodePoints::new(&text);
    for (count, (at, c)) in text.char_indices().enumerate() {
        let to = lines.to_safe(at as u32);
        assert!(to >= before && safe.is_char_boundary(to as usize), "{at} goes to {to}");
        before = to;
        check::span(lines.map(Span::new(at, at + c.len_utf8())), safe);
        assert_eq!(points.at(at), count);
    }
    for (at, _) in safe.char_indices() {
        let source = lines.to_source(at as u32) as usize;
        assert!(source <= text.len(), "{at} comes from {source}");
    }
    let folded = fold::fold(&text);
    assert_eq!(fold::fold(&folded), folded, "folding folds anew");
}

fn wrapped(data: &[u8]) {
    let [flags, measure, rest @ ..] = data else { return };
    let text = recipe::text(rest, WORDS, MOST);
    let width = usize::from(*measure).max(1);
    let language = [Language::FRENCH, Language::ENGLISH, Language::UNKNOWN][usize::from(flags % 3)];
    let lines = sanitise_text(&text);
    for paragraph in lines.safe().as_str().split('\n') {
        let mut end = 0;
        for line in wrap(paragraph, width, language) {
            check::span(line.span, paragraph);
            assert!(line.span.range().start >= end, "lines overlap");
            assert!(paragraph[end..line.span.range().start].trim().is_empty(), "text between two lines");
            end = line.span.range().end;
            let shown = line.span.of(paragraph);
            let columns = shown.width() + usize::from(line.hyphen);
            // Only one grapheme that is wider than the measure makes a line wider.
            let widest = shown.graphemes(true).map(UnicodeWidthStr::width).max().unwrap_or(0);
            assert!(columns <= width.max(widest), "{columns} columns of {width}: {shown:?}");
        }
        assert!(paragraph[end..].trim().is_empty(), "text behind the last line");
    }
    let half = (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    if let Some(c) = text[half..].chars().next() {
        check::span(sentence::around(&text, Span::new(half, half + c.len_utf8())), &text);
    }
}
