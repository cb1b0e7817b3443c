//! An open article as blocks that are laid out only when they come into view, so that a book of 32 MiB opens as
//! fast as a news item. A block is a paragraph, or a piece of one that is very long.

use std::collections::BTreeMap;

use crate::article::Article;
use crate::text::count::counted;
use crate::text::sanitise::{SafeText, sanitise_text};
use crate::text::wrap::{Line, wrap};
use crate::text::{Safe, Span, sanitise};

/// A longer paragraph is laid out in pieces of about this many bytes.
const LONGEST_BLOCK: usize = 4096;
/// The most laid-out blocks kept in memory.
const KEPT: usize = 256;
/// The longest text, in bytes, whose hidden characters are counted.
const COUNTED: usize = 1 << 20;
/// The longest heading, in bytes.
const LONGEST_HEADING: usize = 90;
/// Silent reading of non-fiction (Brysbaert 2019, a meta-analysis of 190 studies).
const WORDS_PER_MINUTE: u32 = 238;

/// The kind of a block, which decides its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The article's title.
    Title,
    /// Source, author, date, length.
    Byline,
    /// A notice about how the text was read.
    Notice,
    /// A heading within the text.
    Heading,
    /// Running text.
    Text,
    /// Text that cleaning removed.
    Removed,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    role: Role,
    /// Its byte offset in the article's text; never smaller than that of the block before.
    at: u32,
    /// The part of the article's text that it shows; for roles without such a part, its index as start and end.
    span: Span,
    /// Whether an empty line follows.
    gap: bool,
}

impl Block {
    fn text(role: Role, span: Span, gap: bool) -> Self {
        Self { role, at: span.start, span, gap }
    }

    fn other(role: Role, at: usize, index: usize, gap: bool) -> Self {
        Self { role, at: Span::new(at, at).start, span: Span::new(index, index), gap }
    }

    fn is_text(&self) -> bool {
        matches!(self.role, Role::Heading | Role::Text)
    }
}

/// One block, laid out.
#[derive(Debug)]
pub(crate) struct Laid {
    /// What it is.
    pub role: Role,
    /// Where it begins in the article's text.
    pub start: u32,
    /// Its safe text, which the lines point into.
    pub text: SafeText<'static>,
    /// Its lines.
    pub lines: Vec<Line>,
    gap: bool,
}

impl Laid {
    /// Rows it takes, including the empty row after it.
    pub(crate) fn rows(&self) -> usize {
        self.lines.len() + usize::from(self.gap)
    }
}

/// A row of the document: a block, and a line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Place {
    /// Index of the block.
    pub block: usize,
    /// Index of the row in it.
    pub row: usize,
}

/// An article as blocks.
#[derive(Debug, Default)]
pub(crate) struct Document {
    blocks: Vec<Block>,
    front: Vec<String>,
    measure: usize,
    laid: BTreeMap<usize, Laid>,
}

impl Document {
    /// The blocks of `article`; with `removed`, also those that cleaning removed.
    pub(crate) fn new(article: &Article, removed: bool) -> Self {
        let mut document = Self { measure: 70, ..Self::default() };
        document.front_matter(article);
        let mut taken = article.removed.iter().enumerate().filter(|_| removed).peekable();
        let mut at = 0;
        for line in article.text.split('\n') {
            while let Some((index, _)) = taken.next_if(|(_, run)| run.at as usize <= at) {
                document.blocks.push(Block::other(Role::Removed, at, index, true));
            }
            document.paragraph(&article.text, at, line);
            at += line.len() + 1;
        }
        for (index, _) in taken {
            document.blocks.push(Block::other(Role::Removed, article.text.len(), index, true));
        }
        document
    }

    fn front_matter(&mut self, article: &Article) {
        let mut add = |role, text: String, gap| {
            let index = self.front.len();
            self.front.push(text);
            self.blocks.push(Block::other(role, 0, index, gap));
        };
        add(Role::Title, article.title.to_string(), false);
        let notices = notices(article);
        add(Role::Byline, byline(article), notices.is_empty());
        if !notices.is_empty() {
            add(Role::Notice, notices, true);
        }
    }

    fn paragraph(&mut self, text: &str, at: usize, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        let role = if is_heading(line, text, at) { Role::Heading } else { Role::Text };
        let end = at + line.len();
        // Short lines that follow each other without an empty one are a list or verse and stay together.
        let gap = line.len() > LONGEST_HEADING
            || text[end..].starts_with("\n\n")
            || text[end..].starts_with("\n\r\n");
        let mut start = at;
        while end - start > LONGEST_BLOCK {
            let cut = floor_char_boundary(text, start + LONGEST_BLOCK);
            let cut =
                text[start..cut].rfind(' ').filter(|&space| space > 0).map_or(cut, |space| start + space + 1);
            self.blocks.push(Block::text(role, Span::new(start, cut), false));
            start = cut;
        }
        self.blocks.push(Block::text(role, Span::new(start, end), gap));
    }

    /// Prepares for lines of `measure` columns. The title is a block only when it does not fit into the frame, which
    /// has room for `title` columns.
    pub(crate) fn arrange(&mut self, measure: usize, title: usize) {
        let stands = self.blocks.first().is_some_and(|block| block.role == Role::Title);
        let needed = self.front.first().is_some_and(|front| sanitise(front).width() > title);
        if self.measure != measure || stands != needed {
            self.measure = measure;
            self.laid.clear();
        }
        match (stands, needed) {
            (true, false) => drop(self.blocks.remove(0)),
            (false, true) => self.blocks.insert(0, Block::other(Role::Title, 0, 0, false)),
            _ => {}
        }
    }

    /// The number of blocks.
    pub(crate) fn blocks(&self) -> usize {
        self.blocks.len()
    }

    /// A block, laid out if it is not yet.
    pub(crate) fn lay(&mut self, article: &Article, block: usize) -> &Laid {
        if !self.laid.contains_key(&block) {
            if self.laid.len() >= KEPT {
                self.laid.clear();
            }
            let laid = self.lay_out(article, self.blocks[block]);
            self.laid.insert(block, laid);
        }
        &self.laid[&block]
    }

    /// A block, if it is laid out.
    pub(crate) fn laid(&self, block: usize) -> Option<&Laid> {
        self.laid.get(&block)
    }

    fn lay_out(&self, article: &Article, Block { role, at: start, span, gap }: Block) -> Laid {
        let index = span.start as usize;
        let source = match role {
            Role::Title | Role::Byline | Role::Notice => &self.front[index],
            Role::Removed => article.removed.get(index).map_or("", |run| &run.text),
            Role::Heading | Role::Text => span.of(&article.text),
        };
        let text = sanitise_text(source).into_owned();
        let mut lines = Vec::new();
        let shown = text.safe().as_str();
        let mut at = 0;
        for paragraph in shown.split('\n') {
            lines.extend(wrap(paragraph, self.measure, article.language).into_iter().map(|line| Line {
                span: Span::new(at + line.span.range().start, at + line.span.range().end),
                ..line
            }));
            at += paragraph.len() + 1;
        }
        Laid { role, start, text, lines, gap }
    }

    /// The row with byte `offset` of the article's text.
    pub(crate) fn place_of(&mut self, article: &Article, offset: u32) -> Place {
        let behind = self.blocks.partition_point(|block| block.at <= offset);
        let block = self.blocks[..behind].iter().rposition(Block::is_text).unwrap_or(0);
        let laid = self.lay(article, block);
        let inside = laid.text.to_safe(offset.saturating_sub(laid.start));
        let row = laid.lines.partition_point(|line| line.span.end <= inside);
        Place { block, row: row.min(laid.lines.len().saturating_sub(1)) }
    }

    /// The byte of the article's text where a row begins; front matter counts as 0.
    pub(crate) fn offset_of(&mut self, article: &Article, place: Place) -> u32 {
        if !self.blocks[place.block].is_text() {
            return self.blocks[place.block].at;
        }
        let laid = self.lay(article, place.block);
        let safe =
            laid.lines.get(place.row).map_or(laid.text.safe().as_str().len() as u32, |line| line.span.start);
        laid.start + laid.text.to_source(safe)
    }
}

fn byline(article: &Article) -> String {
    let minutes = article.words.div_ceil(WORDS_PER_MINUTE).max(1);
    let parts = [
        article.source.as_deref().map(str::to_owned),
        article.author.as_deref().map(str::to_owned),
        article.date.map(|date| date.to_string()),
        Some(format!("{} words", grouped(article.words))),
        Some(format!("{minutes} min")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn notices(article: &Article) -> String {
    let mut notices: Vec<String> =
        article.notices.iter().map(|notice| sanitise(notice).as_str().to_owned()).collect();
    if article.text.len() <= COUNTED {
        match sanitise_text(&article.text).safe().hidden() {
            0 => {}
            n => notices.push(counted(n, "hidden character")),
        }
    }
    notices.join(" · ")
}

/// A number with its thousands separated by a no-break space: `1 240`.
pub(crate) fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// Whether a line is a heading: short, a paragraph by itself, and without the end of a sentence.
fn is_heading(line: &str, text: &str, at: usize) -> bool {
    let line = line.trim_end();
    let open = line.starts_with(['•', '-', '–', '#', '1', '«', '"', '“', '(', '|', '>']);
    let alone = (at == 0 || text[..at].ends_with("\n\n")) && text[at..].contains('\n');
    let ended = line.ends_with(['.', ',', ';', '…', '"', '»', '”', ')']);
    alone && line.len() <= LONGEST_HEADING && !open && !ended && line.contains(' ')
}

fn floor_char_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The title of an article, for a frame.
pub(crate) fn title(article: &Article) -> Safe<'_> {
    sanitise(&article.title)
}
