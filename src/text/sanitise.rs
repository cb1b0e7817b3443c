//! The one door between untrusted text and a terminal. Only this file makes [`Safe`] text, and widgets and
//! printers accept no other.
//!
//! Safe text has no control, no bidirectional override, no invisible character and no cell of more than
//! [`CELL_BYTES`] bytes, and stays legible. Removed and replaced characters are counted. ndjson does not pass
//! here: JSON escapes such characters instead.

use std::borrow::Cow;
use std::fmt;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::Span;

/// The most bytes in one terminal cell: a base character and its combining marks.
pub(crate) const CELL_BYTES: usize = 32;

/// Text that may be written to a terminal.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Safe<'a> {
    text: Cow<'a, str>,
    hidden: u32,
}

impl Safe<'static> {
    /// A text of the program itself, not of an input.
    pub(crate) const fn literal(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text), hidden: 0 }
    }
}

impl<'a> Safe<'a> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many characters were removed or made visible.
    pub(crate) fn hidden(&self) -> u32 {
        self.hidden
    }

    /// The same text, owned.
    pub fn into_owned(self) -> Safe<'static> {
        Safe { text: Cow::Owned(self.text.into_owned()), hidden: self.hidden }
    }

    /// The part that `span` covers; any part between character boundaries is safe too.
    pub(crate) fn slice(&self, span: Span) -> Safe<'_> {
        Safe { text: Cow::Borrowed(span.of(&self.text)), hidden: 0 }
    }

    /// Width on a terminal, in columns.
    pub(crate) fn width(&self) -> usize {
        unicode_width::UnicodeWidthStr::width(self.as_str())
    }
}

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// Makes one line safe: line ends and tabs become spaces. Borrows when nothing has to change.
pub fn sanitise(text: &str) -> Safe<'_> {
    match first_suspect(text, false) {
        None => Safe { text: Cow::Borrowed(text), hidden: 0 },
        Some(at) => {
            let mut writer = Writer::new(text, at);
            writer.run(false);
            Safe { text: Cow::Owned(writer.out), hidden: writer.hidden }
        }
    }
}

/// A safe text of many lines that translates spans of its source.
#[derive(Debug, Clone, Default)]
pub struct SafeText<'a> {
    safe: Safe<'a>,
    /// The `(source, safe)` byte offsets after each change, ascending.
    steps: Vec<(u32, u32)>,
}

/// Makes a text safe and keeps its lines: CRLF, lone CR, U+2028 and U+2029 become line feeds, tabs a space.
pub fn sanitise_text(text: &str) -> SafeText<'_> {
    match first_suspect(text, true) {
        None => SafeText { safe: Safe { text: Cow::Borrowed(text), hidden: 0 }, steps: Vec::new() },
        Some(at) => {
            let mut writer = Writer::new(text, at);
            writer.run(true);
            SafeText {
                safe: Safe { text: Cow::Owned(writer.out), hidden: writer.hidden },
                steps: writer.steps,
            }
        }
    }
}

impl SafeText<'_> {
    /// The safe text.
    pub fn safe(&self) -> &Safe<'_> {
        &self.safe
    }

    /// The same, owned.
    pub(crate) fn into_owned(self) -> SafeText<'static> {
        SafeText { safe: self.safe.into_owned(), steps: self.steps }
    }

    /// The span of the safe text for a span of the source; empty when all of it was removed.
    pub(crate) fn map(&self, span: Span) -> Span {
        let start = self.to_safe(span.start);
        Span { start, end: self.to_safe(span.end).max(start) }
    }

    /// The byte of the safe text for a byte of the source.
    pub(crate) fn to_safe(&self, source: u32) -> u32 {
        let after = self.steps.partition_point(|&(s, _)| s <= source);
        let (from, to) = if after == 0 { (0, 0) } else { self.steps[after - 1] };
        let limit = self.steps.get(after).map_or(self.safe.text.len() as u32, |&(_, t)| t);
        (to + (source - from)).min(limit)
    }

    /// The byte of the source for a byte of the safe text.
    pub(crate) fn to_source(&self, safe: u32) -> u32 {
        let after = self.steps.partition_point(|&(_, t)| t <= safe);
        let (from, to) = if after == 0 { (0, 0) } else { self.steps[after - 1] };
        // Inside a replacement longer than its character: at most the end of that character.
        let limit = self.steps.get(after).map_or(u32::MAX, |&(s, _)| s);
        (from + (safe - to)).min(limit)
    }
}

/// What is done with one character.
enum Fate {
    Keep,
    Replace(char),
    Visible(char),
    Drop,
    LineEnd,
    Mark,
    Joiner,
    Flag,
}

fn fate(c: char) -> Fate {
    match c {
        ' '..='~' => Fate::Keep,
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Fate::LineEnd,
        '\t' => Fate::Replace(' '),
        '\0'..='\u{1f}' => Fate::Visible(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\u{7f}' => Fate::Visible('\u{2421}'),
        '\u{80}'..='\u{9f}' => Fate::Visible('\u{fffd}'),
        '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' => Fate::Keep,
        '\u{200d}' => Fate::Joiner,
        '\u{1f1e6}'..='\u{1f1ff}' => Fate::Flag,
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{34f}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{13430}'..='\u{1345f}' => Fate::Drop,
        '\u{fdd0}'..='\u{fdef}' => Fate::Visible('\u{fffd}'),
        c if (c as u32) & 0xfffe == 0xfffe => Fate::Visible('\u{fffd}'),
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => Fate::Visible('\u{fffd}'),
        c if c.width() == Some(0) => Fate::Mark,
        _ => Fate::Keep,
    }
}

fn first_suspect(text: &str, lines: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    // The first byte of the characters that may form one cell.
    let mut cell = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if (b' '..=b'~').contains(&byte) || (lines && byte == b'\n') {
            at += 1;
            cell = at;
            continue;
        }
        let c = text[at..].chars().next()?;
        if !matches!(fate(c), Fate::Keep) {
            return Some(at);
        }
        at += c.len_utf8();
        if is_plain(c) {
            cell = at;
        } else if at - cell > CELL_BYTES - '\u{fffd}'.len_utf8() {
            // The same limit as in `Writer`, so that a cell does not depend on what follows it.
            return Some(cell);
        }
    }
    None
}

struct Writer<'a> {
    source: &'a str,
    at: usize,
    out: String,
    steps: Vec<(u32, u32)>,
    hidden: u32,
    /// Bytes in the cell being written; 0 when there is no base character for a mark; more than
    /// [`CELL_BYTES`] when it is full.
    cell: usize,
    /// Where that cell begins in `out`.
    cell_at: usize,
    /// Whether the next character may join the last one, because that is not plain (see `is_plain`).
    open: bool,
}

impl<'a> Writer<'a> {
    /// Starts at byte `clean`: everything before it needs no change.
    fn new(source: &'a str, clean: usize) -> Self {
        let mut out = String::with_capacity(source.len());
        out.push_str(&source[..clean]);
        let last = source[..clean].chars().next_back().unwrap_or('\n');
        // The clean part may end in an unfinished cell; no finished cell is longer than this.
        let from = (clean.saturating_sub(2 * CELL_BYTES)..=clean).find(|&at| source.is_char_boundary(at));
        let cell = source[from.unwrap_or(0)..clean].graphemes(true).next_back().map_or(0, str::len);
        let open = !is_plain(last) && last != '\n';
        let cell_at = clean - cell;
        let cell = if last == '\n' { 0 } else { cell };
        Self { source, at: clean, out, steps: Vec::new(), hidden: 0, cell, cell_at, open }
    }

    fn run(&mut self, lines: bool) {
        while let Some(c) = self.source[self.at..].chars().next() {
            let before = self.out.len();
            let mut taken = c.len_utf8();
            match fate(c) {
                Fate::Keep => self.keep(c),
                Fate::Replace(c) => self.keep(c),
                Fate::Visible(mark) => {
                    self.keep(mark);
                    self.hidden += 1;
                }
                Fate::Drop => self.hidden += 1,
                Fate::LineEnd => {
                    if c == '\r' && self.source[self.at + 1..].starts_with('\n') {
                        taken += 1;
                    }
                    if lines {
                        self.begin_cell(0);
                        self.out.push('\n');
                    } else {
                        self.keep(' ');
                    }
                }
                Fate::Joiner => self.joiner(c, taken),
                Fate::Flag => taken = self.flag(c),
                Fate::Mark => self.mark(c),
            }
            self.at += taken;
            if self.out.len() - before != taken {
                self.steps.push((self.at as u32, self.out.len() as u32));
            }
        }
    }

    fn begin_cell(&mut self, bytes: usize) {
        self.cell = bytes;
        self.cell_at = self.out.len();
        self.open = false;
    }

    /// A character with a width begins a cell, unless it joins the one before it: skin tones, vowel signs,
    /// conjunct consonants, Hangul letters, anything after a joiner.
    fn keep(&mut self, c: char) {
        if is_plain(c) && !self.open {
            self.begin_cell(c.len_utf8());
            self.out.push(c);
        } else if self.cell > 0 && self.joins(c) {
            self.mark(c);
            self.open = true;
        } else {
            self.begin_cell(c.len_utf8());
            self.out.push(c);
            self.open = !is_plain(c);
        }
    }

    /// Whether `c` belongs to the last cell written (Unicode, UAX 29).
    fn joins(&self, c: char) -> bool {
        // A full cell ends in the replacement character; what does not join that begins a new cell.
        let cell = &self.out[self.cell_at..];
        let mut both = String::with_capacity(cell.len() + c.len_utf8());
        both.push_str(cell);
        both.push(c);
        both.graphemes(true).next_back().is_some_and(|last| last.len() > c.len_utf8())
    }

    /// Two regional indicators are a flag; terminals do not agree on the width of one alone. Returns the bytes read.
    fn flag(&mut self, first: char) -> usize {
        let second = self.source[self.at + first.len_utf8()..].chars().next();
        match second.filter(|second| matches!(fate(*second), Fate::Flag)) {
            Some(second) => {
                let bytes = first.len_utf8() + second.len_utf8();
                if !self.open || self.cell == 0 || !self.joins(first) {
                    self.begin_cell(0);
                }
                if self.cell + bytes <= CELL_BYTES - '\u{fffd}'.len_utf8() {
                    self.cell += bytes;
                    self.out.push(first);
                    self.out.push(second);
                } else {
                    self.mark('\u{fffd}');
                }
                bytes
            }
            None => {
                self.keep('\u{fffd}');
                self.hidden += 1;
                first.len_utf8()
            }
        }
    }

    /// A zero-width joiner is kept only between two pictographs, where it joins them into one emoji.
    fn joiner(&mut self, c: char, taken: usize) {
        let before = self.out.chars().next_back().is_some_and(|p| is_pictograph(p) || is_emoji_modifier(p));
        let after = self.source[self.at + taken..].chars().next().is_some_and(is_pictograph);
        let room = c.len_utf8() + '\u{1f469}'.len_utf8() + '\u{fffd}'.len_utf8();
        if before && after && self.cell + room <= CELL_BYTES {
            self.out.push(c);
            self.cell += c.len_utf8();
            self.open = true;
        } else {
            self.hidden += 1;
        }
    }

    fn mark(&mut self, c: char) {
        if self.cell == 0 {
            self.begin_cell('\u{25cc}'.len_utf8());
            self.out.push('\u{25cc}');
        }
        if self.cell > CELL_BYTES {
            self.hidden += 1;
        } else if self.cell + c.len_utf8() > CELL_BYTES - '\u{fffd}'.len_utf8() {
            self.out.push('\u{fffd}');
            self.cell = CELL_BYTES + 1;
            self.hidden += 1;
        } else {
            self.out.push(c);
            self.cell += c.len_utf8();
        }
    }
}

/// Letters and signs that always begin a cell, except after the few signs that prefix a number: Latin,
/// Greek, Cyrillic, Hebrew and Arabic letters, punctuation, currency signs, kana, ideographs, Hangul syllables.
fn is_plain(c: char) -> bool {
    matches!(c as u32,
        0x20..=0x7e | 0xa0..=0xac | 0xae..=0x2ff | 0x370..=0x482 | 0x48a..=0x58f | 0x5d0..=0x5ea
        | 0x620..=0x64a | 0x671..=0x6d3 | 0x2010..=0x2027 | 0x2030..=0x203b | 0x20a0..=0x20bf
        | 0x2500..=0x25a9 | 0x3001..=0x3029 | 0x3041..=0x3096 | 0x30a1..=0x30fe | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff | 0xac00..=0xd7a3 | 0xff01..=0xff9d)
}

/// What a joiner may join; the halves of flags are none.
fn is_pictograph(c: char) -> bool {
    matches!(c as u32, 0x2190..=0x21ff | 0x2300..=0x23ff | 0x2600..=0x27bf | 0x2b00..=0x2bff | 0x1f000..=0x1f1e5 | 0x1f200..=0x1faff)
}

fn is_emoji_modifier(c: char) -> bool {
    matches!(c as u32, 0xfe0f | 0x1f3fb..=0x1f3ff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_prose_is_borrowed_and_unchanged() {
        for text in ["L’été, 49\u{a0}% — « oui »", "שלום", "مرحبا", "中文", "👨‍👩‍👧 famille", "naïve Ω"]
        {
            let safe = sanitise(text);
            assert_eq!(safe.as_str(), text);
            assert_eq!(safe.hidden(), 0, "{text}");
        }
        assert!(matches!(sanitise("plain é").text, Cow::Borrowed(_)));
    }

    #[test]
    fn controls_become_visible_marks() {
        for (text, shown, hidden) in [
            ("\u{1b}[31mred", "␛[31mred", 1),
            ("\u{1b}]0;t\u{7}x", "␛]0;t␇x", 2),
            ("a\u{9b}2J", "a\u{fffd}2J", 1),
            ("a\u{7f}", "a␡", 1),
            ("a\tb\rc\r\nd", "a b c d", 0),
            ("evil\u{202e}txt", "eviltxt", 1),
            ("Al\u{200b}t\u{2066}man\u{e0041}", "Altman", 3),
            ("a\u{200d}b", "ab", 1),
            ("👩\u{200d}🇫 x", "👩\u{fffd} x", 2),
            ("\u{301}x", "\u{25cc}\u{301}x", 0),
            ("\u{fdd0}\u{ffff}", "\u{fffd}\u{fffd}", 2),
            ("🇫🇷 🇫🇷🇧 x", "🇫🇷 🇫🇷\u{fffd} x", 1),
        ] {
            let safe = sanitise(text);
            assert_eq!((safe.as_str(), safe.hidden()), (shown, hidden), "{text:?}");
        }
    }

    #[test]
    fn a_heap_of_marks_ends_in_one_replacement_character() {
        let text = format!("a{}b", "\u{301}".repeat(1000));
        let safe = sanitise(&text);
        assert!(safe.as_str().len() <= CELL_BYTES + 1, "{}", safe.as_str().len());
        assert!(safe.as_str().ends_with("\u{fffd}b"));
    }

    #[test]
    fn no_cell_is_longer_whatever_it_is_made_of() {
        for (name, text) in [
            ("skin tones", format!("👍{}", "🏽".repeat(500))),
            ("family", format!("{}👦", "👩\u{200d}".repeat(500))),
            ("vowel signs", format!("क{}", "ा".repeat(500))),
            ("conjuncts", "क्".repeat(500)),
            ("linked through marks", "क\u{94d}\u{301}".repeat(500)),
            ("jamo", "ᄀ".repeat(500)),
            ("number signs", format!("{}1", "\u{600}".repeat(500))),
            ("voiced marks", format!("ｶ{}", "ﾞ".repeat(500))),
            (
                "a control after a number sign",
                format!("{}\u{1b}{}", "\u{600}".repeat(13), "\u{301}".repeat(50)),
            ),
            ("a flag after number signs", format!("{}🇫🇷{}", "\u{600}".repeat(12), "\u{301}".repeat(50))),
            ("half a flag after number signs", format!("{}🇫{}", "\u{600}".repeat(13), "\u{301}".repeat(50))),
            ("a tab after number signs", format!("{}\t{}", "\u{600}".repeat(13), "\u{301}".repeat(50))),
            ("after half a flag", format!("🇫{}", "ा".repeat(500))),
            ("after a word", format!("naïve क{}", "ा\u{301}".repeat(500))),
        ] {
            for safe in [sanitise(&text), sanitise_text(&text).safe().clone()] {
                let longest = safe.as_str().graphemes(true).map(str::len).max().unwrap();
                assert!(longest <= CELL_BYTES, "{name}: {longest}");
                assert_eq!(sanitise(safe.as_str()).as_str(), safe.as_str(), "{name}");
            }
        }
        for text in ["हिन्दी में स्त्री और राष्ट्रीय", "ภาษาไทยที่ไม่มีช่องว่าง", "👩🏽‍🚀👨‍👩‍👧‍👦🏳️‍🌈🇫🇷🇫🇷", "한국어 각", "ｶﾞｷﾞ"]
        {
            assert_eq!((sanitise(text).as_str(), sanitise(text).hidden()), (text, 0));
        }
    }

    #[test]
    fn a_cell_does_not_depend_on_what_follows_it() {
        let tones = "🏽".repeat(8);
        let alone = sanitise(&tones).into_owned();
        let before_control = format!("{tones}\u{11}");
        let once = sanitise(&before_control).into_owned();
        assert_eq!(once.as_str(), format!("{}␑", alone.as_str()));
        assert_eq!(sanitise(once.as_str()).as_str(), once.as_str());
    }

    #[test]
    fn no_place_of_the_safe_text_is_beyond_the_end_of_its_source() {
        for text in ["\u{301}", "a\n\u{301}", "\u{7}\u{301}"] {
            let made = sanitise_text(text);
            for at in 0..=made.safe().as_str().len() {
                assert!(made.to_source(at as u32) as usize <= text.len(), "{text:?} at {at}");
            }
        }
    }

    #[test]
    fn nothing_after_a_full_cell_is_lost() {
        let numbers = format!("{} 12 ", "\u{600}".repeat(16)).repeat(3);
        let safe = sanitise(&numbers).into_owned();
        assert_eq!(safe.as_str().matches("12").count(), 3, "{safe:?}");
        assert_eq!(sanitise(safe.as_str()).as_str(), safe.as_str());
    }

    #[test]
    fn spans_follow_their_words_through_the_door() {
        let text = "a\u{200b}b\r\nSam \u{1b}Altman\u{202e} c";
        let made = sanitise_text(text);
        let safe = made.safe().as_str().to_owned();
        assert_eq!(safe, "ab\nSam ␛Altman c");
        for word in ["Sam", "Altman", "b", "c"] {
            let at = text.rfind(word).unwrap();
            let span = made.map(Span::new(at, at + word.len()));
            assert_eq!(span.of(&safe), word);
            assert_eq!(made.to_source(span.start) as usize, at);
        }
    }

    #[test]
    fn the_door_lets_nothing_through_and_is_idempotent() {
        proptest::proptest!(|(text in "\\PC*|[\\x00-\\x7f]*|(.|\\n){0,60}")| {
            let once = sanitise(&text).into_owned();
            assert!(once.as_str().chars().all(|c| !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}')));
            assert_eq!(sanitise(once.as_str()).as_str(), once.as_str());
            assert!(once.as_str().graphemes(true).all(|cell| cell.len() <= CELL_BYTES));
            let lines = sanitise_text(&text);
            assert!(lines.safe().as_str().chars().all(|c| c == '\n' || !c.is_control()));
            for (at, _) in text.char_indices() {
                assert!(lines.safe().as_str().is_char_boundary(lines.to_safe(at as u32) as usize));
            }
        });
    }
}
