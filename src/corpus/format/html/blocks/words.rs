//! What is written into the blocks of a page: words with the white space between them, the beginnings of items and
//! cells, and what each block is that begins.

use super::BlockReader;
use crate::corpus::format::html::open::Open;
use crate::corpus::format::html::page::{Around, Between, Block, Kind, What, Within};
use crate::corpus::format::html::pointers;
use crate::corpus::format::html::tag::Tag;
use crate::text::Language;

/// The most rules and described pictures that are kept of a page.
const MOST_BETWEEN: usize = 2000;

/// How many elements may be between a block and the list item that it belongs to.
const NEAR: usize = 8;

impl BlockReader {
    /// Notes what is above the next block, when the page shows it in an article.
    pub(super) fn between(&mut self, what: What) {
        let top = self.top();
        let block = self.page.blocks.len() + usize::from(self.block.is_some());
        if !top.hidden && top.around == Around::No && self.page.between.len() < MOST_BETWEEN {
            self.page.between.push(Between { block, what });
        }
    }

    /// Takes the alternative text of a picture, when it is a sentence.
    pub(super) fn picture(&mut self) {
        let text = self.attributes.get("alt");
        if pointers::describes(text) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.between(What::Picture(text.into()));
        }
    }

    /// Ends the block.
    pub(super) fn flush(&mut self) {
        let Some(mut block) = self.block.take() else { return };
        self.lead = None;
        let length = self.page.text.trim_end().len().max(block.start as usize);
        self.page.text.truncate(length);
        block.end = length as u32;
        self.page.inline.end_block(block.start, block.end);
        if block.end > block.start {
            self.page.blocks.push(block);
        }
    }

    pub(super) fn line_break(&mut self) {
        self.page.meta.candidates.line();
        if self.block.is_some() && !self.top().hidden {
            // Two in a row divide paragraphs.
            if self.page.text.ends_with('\n') {
                self.flush();
            } else {
                let length = self.page.text.trim_end_matches(' ').len();
                self.page.text.truncate(length);
                self.page.text.push('\n');
            }
        }
    }

    /// The mark before (0) or after (1) words quoted within a line, which HTML leaves to style sheets.
    pub(super) fn quotation_mark(&mut self, place: usize) {
        let language = self.page.meta.language();
        let marks = match language.as_ref().map(Language::code) {
            Some("fr") => ["«\u{a0}", "\u{a0}»"],
            Some("de") => ["„", "“"],
            _ => ["“", "”"],
        };
        self.text(marks[place]);
        if let Some(block) = &mut self.block {
            // A mark is no word.
            block.words = block.words.saturating_sub(1);
        }
    }

    pub(super) fn cell(&mut self) {
        if let Some(block) = &mut self.block {
            block.kind = Kind::Row;
            let begins = self.page.inline.cell_begins(block.start) as usize;
            let length = self.page.text.trim_end().len().max(begins);
            self.page.text.truncate(length);
            self.page.text.push_str(" | ");
            self.page.inline.cell(block.start, length as u32, self.page.text.len() as u32);
        } else {
            self.page.inline.first_cell();
        }
    }

    pub(super) fn item(&mut self) {
        let depth =
            (self.counts.0[Tag::List as usize] + self.counts.0[Tag::Ordered as usize]).clamp(1, 255) as u8;
        let list =
            self.open.iter_mut().rev().take(4).find(|open| matches!(open.tag, Tag::List | Tag::Ordered));
        self.lead = Some(match list {
            Some(list) if list.tag == Tag::Ordered => {
                list.count += 1;
                (format!("{}. ", list.count), Kind::Item { depth, number: Some(list.count) })
            }
            _ => ("• ".to_owned(), Kind::Item { depth, number: None }),
        });
    }

    /// What a block that begins here is a part of.
    fn within(&self) -> Within {
        let count = |tag: Tag| self.counts.0[tag as usize];
        let inside = count(Tag::Item) + count(Tag::Description) + count(Tag::TableCaption) + count(Tag::Cell);
        if self.lead.is_some() || inside == 0 {
            return Within::Nothing;
        }
        let inner = self.open.iter().rev().take(NEAR).map(|open| open.tag).find(|tag| {
            let bound = matches!(tag, Tag::List | Tag::Ordered | Tag::Row | Tag::Term);
            bound || matches!(tag, Tag::Item | Tag::Description | Tag::TableCaption | Tag::Cell)
        });
        match inner {
            Some(Tag::TableCaption) => Within::TableCaption,
            Some(Tag::Cell) => Within::Cell,
            Some(Tag::Item | Tag::Description) => {
                Within::Item((count(Tag::List) + count(Tag::Ordered)).clamp(1, 255) as u8)
            }
            _ => Within::Nothing,
        }
    }

    /// Whether the text is that of a table, a listing or a quotation, which may stand in a figure.
    fn in_figure_body(&self) -> bool {
        let open = |tag: Tag| self.counts.0[tag as usize] > 0;
        open(Tag::Figure)
            && !open(Tag::Caption)
            && (open(Tag::Row) || open(Tag::Pre) || open(Tag::Quote) || open(Tag::Paragraph))
    }

    /// What a block is that begins here.
    fn kind(&self, top: &Open) -> Kind {
        match (&self.lead, self.heading) {
            _ if top.caption && !self.in_figure_body() => Kind::Caption,
            (Some((_, item)), _) => *item,
            (None, level @ 1..) => Kind::Heading(level),
            _ if top.pre => Kind::Code,
            _ => Kind::Paragraph,
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.raw.is_some() {
            return self.page.meta.raw_text(text);
        }
        if self.counts.0[Tag::Raised as usize] > 0
            && let Some(raised) = raised(text, self.top().linked)
        {
            return self.lowered(&raised);
        }
        self.lowered(text);
    }

    /// Adds words that stand on the line.
    fn lowered(&mut self, text: &str) {
        let top = self.top();
        self.page.meta.candidates.text(text);
        if top.hidden {
            return;
        }
        self.page.meta.heading_text(text);
        if self.block.is_none() {
            if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
                return;
            }
            let start = self.page.text.len() as u32;
            let (kind, within) = (self.kind(&top), self.within());
            let quote = self.counts.0[Tag::Quote as usize].min(255) as u8;
            let (element, around) = (top.element, top.around);
            self.block = Some(Block {
                start,
                end: start,
                kind,
                within,
                quote,
                letters: 0,
                linked: 0,
                words: 0,
                element,
                around,
            });
            if let Some((lead, _)) = self.lead.take() {
                self.page.text.push_str(&lead);
            }
        }
        let Some(block) = &mut self.block else { return };
        let out = &mut self.page.text;
        let mut letters = 0;
        if top.pre {
            out.push_str(text);
            for word in text.split_whitespace() {
                let (count, words) = measure(word);
                letters += count;
                block.words += words;
            }
        } else {
            if text.starts_with(|c: char| c.is_ascii_whitespace()) {
                push_space(out, block.start);
            }
            for (index, word) in text.split_ascii_whitespace().enumerate() {
                if index > 0 {
                    out.push(' ');
                }
                out.push_str(word);
                let (count, words) = measure(word);
                letters += count;
                block.words += words;
            }
            if text.ends_with(|c: char| c.is_ascii_whitespace()) {
                push_space(out, block.start);
            }
        }
        block.letters += letters;
        self.all_letters += u64::from(letters);
        if top.linked {
            block.linked += letters;
        }
    }
}

/// The letters of what is between white space, and the words that it counts as: in scripts without spaces
/// two signs make one.
fn measure(word: &str) -> (u32, u32) {
    if word.is_ascii() {
        return (word.bytes().filter(u8::is_ascii_alphanumeric).count() as u32, 1);
    }
    let (mut letters, mut signs) = (0, 0);
    for c in word.chars() {
        letters += u32::from(c.is_alphanumeric());
        signs +=
            u32::from(matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'));
    }
    (letters, (signs / 2).max(1))
}

/// Raised digits, which would be read as the last ones of the number or the word before them: the number of a note,
/// which is a link, in brackets, another as raised digits are written.
fn raised(text: &str, linked: bool) -> Option<String> {
    let digits = text.trim();
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if linked {
        return Some(format!("[{digits}]"));
    }
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    Some(digits.bytes().map(|digit| RAISED[usize::from(digit - b'0')]).collect())
}

/// One space, unless there is white space already or nothing yet.
fn push_space(out: &mut String, start: u32) {
    if out.len() > start as usize && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
}
