//! A page as a row of blocks: paragraphs, headings, list items, table rows, each with what is known about
//! the part of the page it stands in.
//!
//! One pass over html5gum's events, without a tree. The stack of open elements is bounded, and every step
//! takes constant time on average, so the whole is linear in the page whatever its depth.

use html5gum::emitters::ForwardingEmitter;
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter as _, Span, State, Tokenizer};

use super::attributes::Attributes;
use super::between;
use super::meaning::{Meaning, Meanings};
use super::open::{self, Counts, OUTSIDE, Open, Traits};
use super::page::{Around, Between, Block, Element, Kind, Page, What, Within};
use super::pointers;
use super::tag::{Layout, Tag};
use crate::text::Language;

/// The deepest nesting that is told apart; below it everything counts as part of the element at that depth.
const MAX_DEPTH: usize = 256;

/// The most tags that are read as a page. What follows them is read as text between tags.
const MAX_TAGS: usize = 400_000;

/// The most rules and described pictures that are kept of a page.
const MOST_BETWEEN: usize = 2000;

/// How many elements may be between a block and the list item that it belongs to.
const NEAR: usize = 8;

/// The fewest letters of a page that is not looked at again for what it shows without scripts.
const FEW: u64 = 140;

/// Reads a page; where it shows nearly nothing, as it does where scripts do not run (`noscript`).
pub(super) fn read(html: &str) -> Page {
    let page = read_with(html, false);
    let letters = |page: &Page| page.blocks.iter().map(|block| u64::from(block.letters)).sum::<u64>();
    let known = letters(&page);
    if known < FEW && memchr::memmem::find(html.as_bytes(), b"<noscript").is_some() {
        let without_scripts = read_with(html, true);
        if letters(&without_scripts) > known {
            return without_scripts;
        }
    }
    page
}

fn read_with(html: &str, noscript: bool) -> Page {
    let mut reader = BlockReader { noscript, ..BlockReader::default() };
    // The root, which holds all that stands in no element.
    reader.page.elements.push(Element { parent: 0, blocks: 0..0, around: Around::No, role: None });
    let mut read_to = html.len();
    {
        let mut inner = CallbackEmitter::new(Feed(&mut reader));
        inner.naively_switch_states(true);
        let mut stops = Tokenizer::new_with_emitter(html, Emitter(inner));
        if let Some(Ok(stop)) = stops.next() {
            read_to = stop;
        }
    }
    reader.flush();
    while !reader.open.is_empty() {
        reader.close_last();
    }
    let blocks = reader.page.blocks.len() as u32;
    if let Some(root) = reader.page.elements.first_mut() {
        root.blocks.end = blocks;
    }
    // A block that was open at the end of an element may have come to nothing.
    for element in &mut reader.page.elements {
        element.blocks.end = element.blocks.end.min(blocks);
        element.blocks.start = element.blocks.start.min(element.blocks.end);
    }
    let mut page = reader.page;
    page.inline.finish();
    if read_to < html.len() {
        while !html.is_char_boundary(read_to) {
            read_to -= 1;
        }
        page.notices.push(format!("more than {MAX_TAGS} tags: the rest is read as plain text").into());
        between::tags(&html[read_to..], &mut page);
    }
    if page.blocks.is_empty() && (reader.too_deep || between::hides_text(html)) {
        between::tags(html, &mut page);
        if !page.blocks.is_empty() {
            page.notices.push("no text as a page: read as plain text".into());
        }
    }
    if reader.too_deep {
        let notice = format!("elements more than {MAX_DEPTH} deep are read as one");
        page.notices.push(notice.into());
    }
    page
}

/// The reader as the tokenizer's callback; it yields the place where reading is to stop.
struct Feed<'r>(&'r mut BlockReader);

impl Callback<usize, usize> for Feed<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<usize> {
        self.0.event(event).then_some(span.start)
    }
}

/// The tokenizer's events, with the one thing that it cannot know: within a picture in SVG no element
/// changes how its content is read (`<title/>`), and there may be sections of CDATA.
struct Emitter<'r>(CallbackEmitter<Feed<'r>, usize, usize>);

impl ForwardingEmitter for Emitter<'_> {
    type Token = usize;

    fn inner(&mut self) -> &mut impl html5gum::emitters::Emitter<Token = usize> {
        &mut self.0
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let state = self.0.emit_current_tag();
        let reader = &self.0.callback_mut().0;
        state.filter(|_| !(reader.in_foreign() || reader.noscript && reader.last == Tag::Noscript))
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.0.callback_mut().0.in_foreign()
    }
}

#[derive(Debug, Default)]
struct BlockReader {
    page: Page,
    open: Vec<Open>,
    /// How many of each tag are open.
    counts: Counts,
    /// Start tags that were too deep to be told apart.
    deeper: u32,
    too_deep: bool,
    tags: usize,
    /// The start tag being read.
    tag: Option<Tag>,
    /// Its level, when it is a heading.
    level: u8,
    /// The level of the heading that is open, or 0.
    heading: u8,
    /// The start tag before that.
    last: Tag,
    /// Whether the content of `noscript` is read as a part of the page.
    noscript: bool,
    attributes: Attributes,
    meanings: Meanings,
    /// Inside an element whose content is not markup.
    raw: Option<Tag>,
    block: Option<Block>,
    /// What comes before the next text: a bullet or a number, and the item that it begins.
    lead: Option<(String, Kind)>,
    /// All letters so far.
    all_letters: u64,
}

impl BlockReader {
    /// Takes an event; true asks to stop.
    fn event(&mut self, event: CallbackEvent<'_>) -> bool {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.last = Tag::of(name);
                self.tag = Some(self.last);
                self.page.inline.tag(name);
                self.level = name.get(1).map_or(0, |digit| digit.wrapping_sub(b'0'));
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => self.attributes.name(name),
            CallbackEvent::AttributeValue { value } => self.attributes.value(value),
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(tag) = self.tag.take() {
                    // Only in a picture or a formula an element may close itself.
                    let foreign = self.in_foreign();
                    if !(foreign && self_closing) {
                        self.start(tag, foreign);
                    }
                    self.tags += 1;
                }
            }
            CallbackEvent::EndTag { name } => {
                self.end(Tag::of(name));
                self.tags += 1;
            }
            CallbackEvent::String { value } => {
                if let Ok(text) = std::str::from_utf8(value) {
                    self.text(text);
                }
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        self.tags >= MAX_TAGS
    }

    fn top(&self) -> Open {
        self.open.last().copied().unwrap_or(OUTSIDE)
    }

    /// Whether the reader is within a picture in SVG or a formula.
    fn in_foreign(&self) -> bool {
        self.counts.0[Tag::Foreign as usize] > 0
    }

    /// Whether the reader is in the foot of an article, where some name its author.
    fn in_article_footer(&self) -> bool {
        let article = self.open.iter().rposition(|open| open.tag == Tag::Article);
        let article = article.map(|at| &self.open[at..]).unwrap_or_default();
        let footer = article.iter().position(|open| open.tag == Tag::Footer);
        footer.is_some_and(|footer| article[..footer].iter().all(|open| open.around == Around::No))
    }

    fn start(&mut self, tag: Tag, foreign: bool) {
        let layout = tag.layout();
        if foreign {
            let guest = self.counts.0[Tag::Guest as usize] > 0;
            if guest || tag.layout() != Layout::Block {
                let tag = if matches!(tag, Tag::Foreign | Tag::Guest) { tag } else { Tag::Hidden };
                return self.push(tag, Meaning::default());
            }
            // A paragraph within a picture ends the picture.
            self.close(Tag::Foreign, &[]);
        }
        if layout == Layout::Raw {
            self.raw = Some(tag);
            // The title of a picture is not the page's.
            if !self.top().hidden || tag == Tag::Script {
                self.page.meta.raw_start(tag, &self.attributes);
            }
            return;
        }
        match tag {
            Tag::Meta | Tag::Link | Tag::Html => self.page.meta.tag(tag, &self.attributes),
            _ => {}
        }
        let meaning = self.meanings.of(self.attributes.get("class"), self.attributes.get("id"));
        let around = self.top().around;
        let allowed = around < Around::Comment || around == Around::Element && self.in_article_footer();
        if allowed {
            let depth = (layout != Layout::Void).then_some(self.open.len());
            let (block, letters) = (self.page.blocks.len(), self.all_letters);
            self.page.meta.candidates.start(tag, &self.attributes, meaning, depth, (block, letters));
        }
        match tag {
            Tag::Break => self.line_break(),
            Tag::Rule => {
                self.flush();
                self.between(What::Rule);
            }
            Tag::Image => self.picture(),
            _ => {}
        }
        if layout == Layout::Void {
            return;
        }
        if tag == Tag::Quotation {
            self.quotation_mark(0);
        }
        if layout == Layout::Inline && open::is_block(self.attributes.get("style")) {
            self.flush();
        }
        if layout == Layout::Block {
            self.close_implied(tag);
            match tag {
                Tag::Cell => self.cell(),
                _ => self.flush(),
            }
        }
        if tag == Tag::Item {
            self.item();
        }
        if let Tag::H1 | Tag::Heading = tag {
            self.heading = if tag == Tag::H1 { 1 } else { self.level };
        }
        if tag == Tag::H1 {
            self.page.meta.heading_start();
        }
        self.push(tag, meaning);
    }

    fn push(&mut self, tag: Tag, meaning: Meaning) {
        if self.open.len() >= MAX_DEPTH {
            self.deeper += 1;
            self.too_deep = true;
            return;
        }
        let open = self.opened(tag, meaning);
        self.counts.0[tag as usize] += 1;
        self.page.inline.start(self.open.len(), self.page.text.len() as u32, &self.attributes);
        self.open.push(open);
    }

    /// The element that begins, with what its place and its attributes say of it.
    fn opened(&mut self, tag: Tag, meaning: Meaning) -> Open {
        let parent = self.top();
        let in_article = self.counts.0[Tag::Article as usize] + self.counts.0[Tag::Main as usize] > 0;
        let traits = Traits::of(tag, &self.attributes, meaning, in_article);
        let Traits { around, role, .. } = traits;
        let recorded = traits.recorded(tag);
        let element = if recorded {
            let from = self.page.blocks.len() as u32;
            self.page.elements.push(Element { parent: parent.element, blocks: from..from, around, role });
            self.page.elements.len() as u32 - 1
        } else {
            parent.element
        };
        Open {
            tag,
            around: parent.around.max(around),
            hidden: parent.hidden || traits.hidden || tag == Tag::Noscript && !self.noscript,
            linked: parent.linked || tag == Tag::Anchor,
            pre: parent.pre || tag == Tag::Pre,
            caption: parent.caption || traits.caption,
            block: tag.layout() == Layout::Inline && open::is_block(self.attributes.get("style")),
            count: 0,
            element,
            recorded,
        }
    }

    /// Notes what is above the next block, when the page shows it in an article.
    fn between(&mut self, what: What) {
        let top = self.top();
        let block = self.page.blocks.len() + usize::from(self.block.is_some());
        if !top.hidden && top.around == Around::No && self.page.between.len() < MOST_BETWEEN {
            self.page.between.push(Between { block, what });
        }
    }

    /// Takes the alternative text of a picture, when it is a sentence.
    fn picture(&mut self) {
        let text = self.attributes.get("alt");
        if pointers::describes(text) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.between(What::Picture(text.into()));
        }
    }

    /// Closes what the start of `tag` closes by the rules of HTML: an open paragraph, item, row or cell.
    fn close_implied(&mut self, tag: Tag) {
        if self.counts.0[Tag::Paragraph as usize] > 0 {
            let bounds = [Tag::Cell, Tag::Item, Tag::Description, Tag::Term, Tag::Block, Tag::Article];
            self.close(Tag::Paragraph, &bounds);
        }
        match tag {
            Tag::Item => self.close(Tag::Item, &[Tag::List, Tag::Ordered]),
            Tag::Cell => self.close(Tag::Cell, &[Tag::Row]),
            Tag::Row => {
                self.close(Tag::TableCaption, &[Tag::Block]);
                self.close(Tag::Row, &[Tag::Cell]);
            }
            Tag::Term | Tag::Description => {
                self.close(Tag::Description, &[Tag::Block]);
                self.close(Tag::Term, &[Tag::Block]);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: Tag) {
        if self.in_foreign() && self.raw.is_none() && tag != Tag::Foreign {
            let inside = self.open.last().is_some_and(|open| open.tag != Tag::Foreign);
            if inside || self.counts.0[tag as usize] == 0 || tag == Tag::Other {
                if inside {
                    self.close_last();
                }
                return;
            }
            // The picture was never closed.
            self.close(Tag::Foreign, &[]);
        }
        if self.raw.take_if(|raw| *raw == tag).is_some() {
            self.page.meta.raw_end();
            return;
        }
        let layout = tag.layout();
        if layout == Layout::Void || layout == Layout::Raw {
            if tag == Tag::Break {
                self.line_break();
            }
            return;
        }
        if tag == Tag::H1 {
            self.page.meta.heading_end();
        }
        if let Tag::H1 | Tag::Heading = tag {
            self.flush();
            self.heading = 0;
        }
        if layout == Layout::Block && tag != Tag::Cell {
            self.flush();
        }
        if tag == Tag::Quotation && self.counts.0[tag as usize] > 0 {
            self.quotation_mark(1);
        }
        if matches!(tag, Tag::Item | Tag::List | Tag::Ordered) {
            self.lead = None;
        }
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        self.close(tag, &[]);
    }

    /// Closes the innermost open `tag` and what is open inside it, unless one of `bounds` is between.
    fn close(&mut self, tag: Tag, bounds: &[Tag]) {
        if self.counts.0[tag as usize] == 0 {
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open.tag == tag || bounds.contains(&open.tag))
        else {
            return;
        };
        if self.open[at].tag != tag {
            return;
        }
        while self.open.len() > at {
            if let Some(open) = self.open.pop() {
                self.counts.0[open.tag as usize] -= 1;
                self.close_element(&open);
            }
        }
        self.page.inline.close(at, self.page.text.len() as u32);
        self.page.meta.candidates.close(at);
    }

    /// Closes the innermost element.
    fn close_last(&mut self) {
        if let Some(open) = self.open.pop() {
            self.counts.0[open.tag as usize] -= 1;
            self.close_element(&open);
        }
        self.page.inline.close(self.open.len(), self.page.text.len() as u32);
        self.page.meta.candidates.close(self.open.len());
    }

    fn close_element(&mut self, open: &Open) {
        if open.block {
            self.flush();
        }
        if open.recorded
            && let Some(element) = self.page.elements.get_mut(open.element as usize)
        {
            element.blocks.end = (self.page.blocks.len() + usize::from(self.block.is_some())) as u32;
        }
    }

    /// Ends the block.
    fn flush(&mut self) {
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

    fn line_break(&mut self) {
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
    fn quotation_mark(&mut self, place: usize) {
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

    fn cell(&mut self) {
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

    fn item(&mut self) {
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

    fn text(&mut self, text: &str) {
        if self.raw.is_some() {
            return self.page.meta.raw_text(text);
        }
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

/// One space, unless there is white space already or nothing yet.
fn push_space(out: &mut String, start: u32) {
    if out.len() > start as usize && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
}
