//! What the targets hold their results to. What a terminal may act on is told here again, apart from the
//! sanitising door that is to keep it out.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use unicode_segmentation::UnicodeSegmentation;

use crate::article::{Article, ContentKey};
use crate::corpus::Loaded;
use crate::facts::{Fact, Kind, Mention};
use crate::library::{Library, Subject};
use crate::text::Span;
use crate::text::sanitise::CELL_BYTES;

/// Whether a terminal may act on a character, or draw text in another order for it.
fn acts(c: char) -> bool {
    match c {
        '\u{61c}' | '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' => true,
        '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

/// A text that may be written to a terminal in one line.
pub(super) fn clean(text: &str) {
    assert!(!text.contains(acts), "a control or format character in {text:?}");
    let heap = text.graphemes(true).find(|cell| cell.len() > CELL_BYTES);
    assert!(heap.is_none(), "a cell of {} bytes", heap.unwrap_or_default().len());
}

/// Every cell of a screen.
pub(super) fn screen(buffer: &Buffer) {
    for cell in buffer.content() {
        let symbol = cell.symbol();
        // Nearly all cells are one printable character.
        if !matches!(symbol.as_bytes(), [b' '..=b'~']) {
            clean(symbol);
        }
    }
}

/// A span that stands in a text.
pub(super) fn span(span: Span, text: &str) {
    assert!(span.start <= span.end, "{span:?} runs backward");
    assert!(text.get(span.range()).is_some(), "{span:?} does not resolve in {} bytes", text.len());
}

/// Mentions in reading order, none overlapping another of its kind.
pub(super) fn mentions<'a>(all: impl IntoIterator<Item = &'a Mention>, text: &str) {
    let mut ends = [0; 3];
    let mut start = 0;
    for mention in all {
        span(mention.span, text);
        assert!(!mention.span.is_empty(), "an empty mention");
        assert!(mention.span.start >= start, "{:?} is out of order", mention.span);
        start = mention.span.start;
        let kind = match mention.fact {
            Fact::Amount(_) => 0,
            Fact::Percent(_) => 1,
            _ => 2,
        };
        assert!(start >= ends[kind], "{:?} overlaps the one before", mention.span);
        ends[kind] = mention.span.end;
        figure(&mention.fact);
    }
}

/// A figure can be compared: its value is a number, and a range runs upward.
fn figure(fact: &Fact) {
    let (value, high) = match fact {
        Fact::Amount(amount) => (amount.value, amount.high),
        Fact::Percent(percent) => (percent.value, percent.high),
        _ => return,
    };
    assert!(value.is_finite() && high.is_none_or(f64::is_finite), "{value} to {high:?}");
    assert!(high.is_none_or(|high| high > value), "{value} to {high:?}");
}

/// What came of `input` bytes: articles, or a problem that says why there are none; in bounded memory.
pub(super) fn loaded(loaded: &Loaded, input: usize) {
    assert_eq!(loaded.seen.files, loaded.seen.read + loaded.seen.skipped);
    assert!(!loaded.articles.is_empty() || !loaded.problems.is_empty(), "neither an article nor a problem");
    for problem in &loaded.problems {
        assert!(!problem.error.thing.is_empty() && !problem.error.cause.is_empty(), "{problem:?}");
    }
    let mut items = HashSet::new();
    let mut kept = 0;
    for one in &loaded.articles {
        article(one);
        assert!(items.insert(one.origin.item.as_deref()), "two items are called {:?}", one.origin.item);
        kept += one.text.len() + one.title.len();
        kept += one.removed.iter().map(|removed| removed.text.len()).sum::<usize>();
        kept += one.notices.iter().map(|notice| notice.len()).sum::<usize>();
    }
    // The worst are lists in lists without text: `* ` becomes a line of its own, with its indent.
    assert!(kept <= 10 * input + 4096, "{input} bytes became {kept}");
}

/// An article is whole.
pub(super) fn article(article: &Article) {
    assert!(!article.title.trim().is_empty() && !article.title.contains(['\n', '\r']), "{:?}", article.title);
    assert!(!article.text.trim().is_empty(), "an article without text");
    assert_eq!(article.key, ContentKey::of(&article.title, &article.text));
    assert!(article.words as usize <= article.text.len());
    assert!(article.removed.is_sorted_by_key(|removed| removed.at));
    for removed in &article.removed {
        assert!(article.text.is_char_boundary(removed.at as usize), "{removed:?}");
    }
    let structure = article.structure.as_deref();
    assert!(structure.is_none_or(|structure| structure.fits(&article.text)), "{structure:?}");
    if let Some(date) = article.date {
        assert!((1000..=9999).contains(&date.year) && date.month <= 12 && date.day <= 31, "{date}");
        assert!(date.month > 0 || date.day == 0, "{date}");
    }
}

/// A model in which everything that points somewhere points to the right place.
pub(super) fn library(library: &Library) {
    for id in library.ids() {
        let found = library.mentions(id);
        mentions(found, &library.article(id).text);
        let counts = library.counts(id);
        assert!(counts.of(Kind::Person) as usize <= library.entities().len());
        for (index, mention) in found.iter().enumerate() {
            let subject = Subject::of(&mention.fact);
            let listed = library.mentions_of(&subject).iter();
            let here = listed.filter(|at| at.article == id && at.index as usize == index).count();
            assert_eq!(here, 1, "{:?} is listed {here} times under {subject:?}", mention.span);
        }
    }
    for person in library.entities() {
        assert!(!person.name.trim().is_empty(), "a person without a name");
        assert!(person.mentions.is_sorted() && !person.mentions.is_empty(), "{}", person.name);
        let surfaces: u32 = person.surfaces.iter().map(|(_, count)| count).sum();
        assert_eq!(surfaces as usize, person.mentions.len(), "{}", person.name);
        for &at in &person.mentions {
            let Some(entity) = library.mention(at).fact.entity() else { panic!("{at:?} is no entity") };
            assert!(std::ptr::eq(library.entity(entity), person), "{at:?} is of another person");
        }
    }
}
