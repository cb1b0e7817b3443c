//! An open article as blocks that are laid out only when they come into view, so that a book of 32 MiB opens as
//! fast as a news item. A block is a part of the text as it is set, or what is shown beside it: title, byline,
//! notices, and what cleaning removed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::article::structure::BlockKind;
use crate::article::{Article, Structure};
use crate::config::look::TextLook;
use crate::text::count::counted;
use crate::text::sanitise::{SafeText, sanitise_text};
use crate::text::{Language, Safe, Span, sanitise};
use crate::typeset::{self, Part, Row, Setting};

use super::heights::Heights;

/// The most laid-out blocks kept in memory.
const KEPT: usize = 256;
/// The longest text, in bytes, whose hidden characters are counted.
const COUNTED: usize = 1 << 20;
/// The columns by which a paragraph is indented that follows another without an empty row.
const INDENT: usize = 2;
/// How much of its measure a line fills on the average: a word that has no room goes to the next.
const FILLED: f32 = 0.96;
/// How many samples tell the width of a text's bytes, and the bytes of each.
const SAMPLES: (usize, usize) = (32, 2048);
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
    /// A part of the text.
    Text(BlockKind),
    /// Text that cleaning removed.
    Removed,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    /// Its byte offset in the article's text; never smaller than that of the block before.
    at: u32,
    content: Content,
}

/// What a block shows.
#[derive(Debug, Clone, Copy)]
enum Content {
    /// A text of the front matter, by its index, and whether an empty row follows.
    Front(Role, u32, bool),
    /// What cleaning removed, by its index.
    Removed(u32),
    /// A part of the text.
    Part(Part),
}

impl Block {
    fn is_text(&self) -> bool {
        matches!(self.content, Content::Part(_))
    }
}

/// One block, laid out.
#[derive(Debug)]
pub(crate) struct Laid {
    /// What it is.
    pub(crate) role: Role,
    /// Where it begins in the article's text.
    pub(crate) start: u32,
    /// Its safe text, which the rows point into.
    pub(crate) text: SafeText<'static>,
    /// Its rows.
    pub(crate) rows: Vec<Row>,
    gap: usize,
}

impl Laid {
    /// Rows it takes, including the empty ones after it.
    pub(crate) fn height(&self) -> usize {
        self.rows.len() + self.gap
    }
}

/// A row of the document: a block, and a row of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Place {
    /// Index of the block.
    pub(crate) block: usize,
    /// Index of the row in it.
    pub(crate) row: usize,
}

/// An article as blocks.
#[derive(Debug, Default)]
pub(crate) struct Document {
    blocks: Vec<Block>,
    front: Vec<String>,
    /// What the lines of a text without structure show.
    guessed: Option<Structure>,
    measure: usize,
    /// How the text is set.
    look: TextLook,
    /// The spans that are not broken over lines: the figures.
    held: Vec<Span>,
    laid: BTreeMap<usize, Laid>,
    /// The rows of each block.
    heights: Heights,
    /// How many columns a byte of the text takes, on the average.
    columns_of_a_byte: f32,
}

impl Document {
    /// The blocks of `article` and the captions of its pictures; with `removed`, also all else that cleaning removed. `held` are
    /// spans of the text, in order, that are not broken over lines.
    pub(crate) fn new(article: &Article, held: Vec<Span>, removed: bool) -> Self {
        let structure = article.structure();
        let mut document = Self { measure: 70, held, ..Self::default() };
        document.front_matter(article);
        let mut taken =
            article.removed.iter().enumerate().filter(|(_, run)| removed || run.caption).peekable();
        let gone = |(index, at): (usize, u32)| Block { at, content: Content::Removed(index as u32) };
        for part in typeset::parts(&article.text, &structure) {
            while let Some((index, _)) = taken.next_if(|(_, run)| run.at <= part.span.start) {
                document.blocks.push(gone((index, part.span.start)));
            }
            document.blocks.push(Block { at: part.span.start, content: Content::Part(part) });
        }
        let end = Span::new(0, article.text.len()).end;
        document.blocks.extend(taken.map(|(index, _)| gone((index, end))));
        document.guessed = match structure {
            Cow::Borrowed(_) => None,
            Cow::Owned(guessed) => Some(guessed),
        };
        document.columns_of_a_byte = columns_of_a_byte(&article.text);
        document
    }

    fn front_matter(&mut self, article: &Article) {
        let mut add = |role, text: String, gap| {
            let index = self.front.len() as u32;
            self.front.push(text);
            self.blocks.push(Block { at: 0, content: Content::Front(role, index, gap) });
        };
        add(Role::Title, article.title.to_string(), false);
        let notices = notices(article);
        add(Role::Byline, byline(article), notices.is_empty());
        if !notices.is_empty() {
            add(Role::Notice, notices, true);
        }
    }

    /// The same with other removed text shown.
    pub(crate) fn again(&mut self, article: &Article, removed: bool) -> Self {
        Self::new(article, std::mem::take(&mut self.held), removed)
    }

    /// Prepares for lines of `measure` columns. The title is a block only when it does not fit into the frame, which
    /// has room for `title` columns.
    pub(crate) fn arrange(&mut self, article: &Article, measure: usize, title: usize, look: TextLook) {
        let is_title = |block: &Block| matches!(block.content, Content::Front(Role::Title, ..));
        let stands = self.blocks.first().is_some_and(is_title);
        let needed = self.front.first().is_some_and(|front| sanitise(front).width() > title);
        let changes = self.measure != measure || self.look != look || stands != needed;
        if changes {
            (self.measure, self.look) = (measure, look);
            self.laid.clear();
        }
        match (stands, needed) {
            (true, false) => drop(self.blocks.remove(0)),
            (false, true) => {
                self.blocks.insert(0, Block { at: 0, content: Content::Front(Role::Title, 0, false) });
            }
            _ => {}
        }
        if changes || self.heights.len() != self.blocks.len() {
            self.estimate(article);
        }
    }

    /// Estimates the rows of all blocks, from the bytes of each.
    fn estimate(&mut self, article: &Article) {
        let measure = self.measure.max(1) as f32 * FILLED;
        let wrapped = |bytes: usize, indent: usize| {
            let columns = bytes as f32 * self.columns_of_a_byte;
            (columns / (measure - indent as f32).max(1.0)).ceil().max(1.0) as u32
        };
        let rows = |block: usize| match self.blocks[block].content {
            Content::Front(_, index, gap) => {
                wrapped(self.front.get(index as usize).map_or(0, String::len), 0) + u32::from(gap)
            }
            Content::Removed(index) => {
                wrapped(article.removed.get(index as usize).map_or(0, |run| run.text.len()), 0) + 1
            }
            Content::Part(part) => {
                let lines = match part.kind {
                    BlockKind::Code | BlockKind::Row { .. } => {
                        memchr::memchr_iter(b'\n', part.span.of(&article.text).as_bytes()).count() as u32 + 1
                    }
                    _ => wrapped(part.span.len(), usize::from(part.hang) + 2 * usize::from(part.quote)),
                };
                lines + self.gap_after(block) as u32
            }
        };
        self.heights = Heights::new((0..self.blocks.len()).map(rows).collect());
    }

    /// The byte of the text where the rows begin that are after `part` of `whole` equal shares of all rows. Exact as far as blocks have
    /// been laid out.
    pub(crate) fn share(&self, part: u16, whole: u16) -> u32 {
        let row = self.heights.total() * u64::from(part) / u64::from(whole.max(1));
        let (index, row) = self.heights.at(row);
        let Some(block) = self.blocks.get(index) else { return u32::MAX };
        match (block.content, self.laid.get(&index)) {
            (Content::Part(_), Some(laid)) => match laid.rows.get(row as usize) {
                Some(row) => laid.start + laid.text.to_source(row.start),
                None => laid.start + laid.text.to_source(laid.text.safe().as_str().len() as u32),
            },
            (Content::Part(part), None) => {
                let rows = u64::from(self.heights.of(index)).max(1);
                part.span.start + (part.span.len() as u64 * row / rows) as u32
            }
            _ => block.at,
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
            let laid = self.lay_out(article, block);
            self.heights.set(block, laid.height() as u32);
            self.laid.insert(block, laid);
        }
        &self.laid[&block]
    }

    /// A block, if it is laid out.
    pub(crate) fn laid(&self, block: usize) -> Option<&Laid> {
        self.laid.get(&block)
    }

    fn lay_out(&self, article: &Article, block: usize) -> Laid {
        let Block { at: start, content } = self.blocks[block];
        let hyphenated = self.look.hyphenated.is_on(article.language);
        let setting = Setting {
            justified: self.look.justified,
            indent: if self.begins_without_gap(block) { INDENT } else { 0 },
            ..Setting::plain(
                self.measure.max(1),
                if hyphenated { article.language } else { Language::UNKNOWN },
                true,
                &self.held,
            )
        };
        let beside = |role, source: &str, gap| {
            let text = sanitise_text(source).into_owned();
            let rows = typeset::plain(&text, setting);
            Laid { role, start, text, rows, gap: usize::from(gap) }
        };
        match content {
            Content::Front(role, index, gap) => {
                beside(role, self.front.get(index as usize).map_or("", |front| front), gap)
            }
            Content::Removed(index) => {
                beside(Role::Removed, article.removed.get(index as usize).map_or("", |run| &run.text), true)
            }
            Content::Part(part) => {
                let text = sanitise_text(part.span.of(&article.text)).into_owned();
                let none = Structure::default();
                let structure = article.structure.as_deref().or(self.guessed.as_ref()).unwrap_or(&none);
                let rows = typeset::rows(&part, &text, (&article.text, structure), setting);
                Laid { role: Role::Text(part.kind), start, text, rows, gap: self.gap_after(block) }
            }
        }
    }

    /// The part that a block shows, if it is running text.
    fn prose(&self, block: usize) -> Option<Part> {
        match self.blocks.get(block)?.content {
            Content::Part(part) if part.kind == BlockKind::Paragraph => Some(part),
            _ => None,
        }
    }

    /// The empty rows after a part. Those between two paragraphs are as the user wants them; all else needs at least one.
    fn gap_after(&self, block: usize) -> usize {
        let Content::Part(part) = self.blocks[block].content else { return 0 };
        let between = self.prose(block).is_some() && self.prose(block + 1).is_some();
        match usize::from(self.look.spacing) {
            _ if !part.gap => 0,
            spacing if between => spacing,
            spacing => spacing.max(1),
        }
    }

    /// Whether a paragraph follows another one without an empty row, so that only an indent tells them apart.
    fn begins_without_gap(&self, block: usize) -> bool {
        let before = block.checked_sub(1).and_then(|before| self.prose(before));
        self.look.spacing == 0 && self.prose(block).is_some() && before.is_some_and(|part| part.gap)
    }

    /// The row with byte `offset` of the article's text.
    pub(crate) fn place_of(&mut self, article: &Article, offset: u32) -> Place {
        let behind = self.blocks.partition_point(|block| block.at <= offset);
        let block = self.blocks[..behind].iter().rposition(Block::is_text).unwrap_or(0);
        let laid = self.lay(article, block);
        let inside = laid.text.to_safe(offset.saturating_sub(laid.start));
        Place { block, row: typeset::row_of(&laid.rows, inside) }
    }

    /// The byte of the article's text where a row begins; front matter counts as 0.
    pub(crate) fn offset_of(&mut self, article: &Article, place: Place) -> u32 {
        if !self.blocks[place.block].is_text() {
            return self.blocks[place.block].at;
        }
        let laid = self.lay(article, place.block);
        let safe = laid.rows.get(place.row).map_or(laid.text.safe().as_str().len() as u32, |row| row.start);
        laid.start + laid.text.to_source(safe)
    }
}

/// How many columns a byte of a text takes, from samples over all of it.
fn columns_of_a_byte(text: &str) -> f32 {
    let (mut bytes, mut columns) = (0, 0);
    for sample in 0..SAMPLES.0 {
        let boundary =
            |at: usize| (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        let from = boundary(text.len() / SAMPLES.0 * sample);
        let to = boundary(from + SAMPLES.1);
        let sampled = text.get(from..to).unwrap_or_default();
        bytes += sampled.len();
        columns += sampled.width();
    }
    if bytes == 0 { 1.0 } else { columns as f32 / bytes as f32 }
}

fn byline(article: &Article) -> String {
    let minutes = article.words.div_ceil(WORDS_PER_MINUTE).max(1);
    let parts = [
        article.source.as_deref().map(str::to_owned),
        article.author.as_deref().map(str::to_owned),
        article.date.map(|date| date.to_string()),
        Some(format!("{} word{}", grouped(article.words), if article.words == 1 { "" } else { "s" })),
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

/// The title of an article, for a frame.
pub(crate) fn title(article: &Article) -> Safe<'_> {
    sanitise(&article.title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Options, in_memory};

    const TEXT: &str = "\
# Un titre

Le port **rouvrira** en mars, dit la mairie, qui attend depuis trois ans que les grues arrivent.

- un quai, long de trois cents mètres et large de vingt, au nord de la vieille ville
  1. de pierre

     ou de bois

> Personne n'y croyait, pas même ceux qui l'avaient promis.

| Poste | Coût | Qui paie |
|---|---|---|
| Quai | 40 M€ | la région, et la ville de Malville pour le reste |
|  | 7 M€ | |

```
fn main() {

    let mesure = 1;
}
```

---

La fin.
";

    #[test]
    fn a_row_is_found_again_by_the_byte_where_it_begins() {
        let article = in_memory::read("a.md", TEXT.as_bytes(), &Options::default()).articles.remove(0);
        let text = TextLook::default();
        let filled = TextLook { spacing: 0, justified: true, ..text };
        for (measure, look) in
            [1, 2, 5, 12, 20, 40, 80, 120].into_iter().flat_map(|it| [(it, text), (it, filled)])
        {
            let mut document = Document::new(&article, Vec::new(), false);
            document.arrange(&article, measure, 200, look);
            let texts: Vec<usize> =
                (0..document.blocks()).filter(|&block| document.blocks[block].is_text()).collect();
            for block in texts {
                for row in 0..document.lay(&article, block).rows.len() {
                    // A row without text, a rule, is found as the next that has some.
                    let empty = document.lay(&article, block).rows[row].runs.is_empty();
                    let offset = document.offset_of(&article, Place { block, row });
                    let found = document.place_of(&article, offset);
                    assert!(
                        found == Place { block, row } || empty,
                        "{found:?} for {block} {row} at {measure}"
                    );
                }
            }
        }
    }
}
