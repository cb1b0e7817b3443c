//! A page as a row of blocks: paragraphs, headings, list items, table rows, each with what is known about
//! the part of the page it stands in.
//!
//! One pass over html5gum's events, without a tree. The stack of open elements is bounded, and every step
//! takes constant time on average, so the whole is linear in the page whatever its depth.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::attributes::Attributes;
use super::between;
use super::names::{self, Layout, TAGS, Tag};
use super::page::{Around, Block, Container, Kind, Page, Role};

/// The deepest nesting that is told apart; below it everything counts as part of the element at that depth.
const MAX_DEPTH: usize = 256;

/// The most tags that are read as a page. What follows them is read as text between tags.
const MAX_TAGS: usize = 400_000;

/// Reads a page.
pub(super) fn read(html: &str) -> Page {
    let mut reader = Reader::default();
    let mut read_to = html.len();
    {
        let callback =
            |event: CallbackEvent<'_>, span: Span<usize>| reader.event(event).then_some(span.start);
        let mut emitter = CallbackEmitter::new(callback);
        emitter.naively_switch_states(true);
        let mut stops = Tokenizer::new_with_emitter(html, emitter);
        if let Some(Ok(stop)) = stops.next() {
            read_to = stop;
        }
    }
    reader.flush();
    while reader.open.pop().is_some_and(|open| reader.close_container(&open)) {}
    let mut page = reader.page;
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

/// An open element.
#[derive(Debug, Clone, Copy)]
struct Open {
    tag: Tag,
    around: Around,
    hidden: bool,
    linked: bool,
    pre: bool,
    /// Of a list: its number so far.
    count: u32,
    container: Option<u32>,
}

const OUTSIDE: Open = Open {
    tag: Tag::Other,
    around: Around::No,
    hidden: false,
    linked: false,
    pre: false,
    count: 0,
    container: None,
};

#[derive(Debug, Default)]
struct Reader {
    page: Page,
    open: Vec<Open>,
    /// How many of each tag are open.
    counts: [u32; TAGS],
    /// Start tags that were too deep to be told apart.
    deeper: u32,
    too_deep: bool,
    tags: usize,
    /// The start tag being read.
    tag: Option<Tag>,
    attributes: Attributes,
    /// Inside an element whose content is not markup.
    raw: Option<Tag>,
    block: Option<Block>,
    /// What comes before the next text: a bullet.
    lead: String,
    /// Letters outside of what is around an article, so far.
    letters: u64,
}

impl Reader {
    /// Takes an event; true asks to stop.
    fn event(&mut self, event: CallbackEvent<'_>) -> bool {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some(Tag::of(name));
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => self.attributes.name(name),
            CallbackEvent::AttributeValue { value } => self.attributes.value(value),
            CallbackEvent::CloseStartTag { .. } => {
                if let Some(tag) = self.tag.take() {
                    self.start(tag);
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

    fn start(&mut self, tag: Tag) {
        let layout = tag.layout();
        if layout == Layout::Raw {
            self.raw = Some(tag);
            // The title of a picture is not the page's.
            if !self.top().hidden || tag == Tag::Script {
                self.page.meta.raw_start(tag, &self.attributes);
            }
            return;
        }
        match tag {
            Tag::Meta | Tag::Link | Tag::Time | Tag::Html => self.page.meta.tag(tag, &self.attributes),
            _ => {}
        }
        match tag {
            Tag::Break => self.line_break(),
            Tag::Rule => self.flush(),
            _ => {}
        }
        if layout == Layout::Void {
            return;
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
        if tag == Tag::H1 {
            self.page.meta.heading_start();
        }
        if self.open.len() >= MAX_DEPTH {
            self.deeper += 1;
            self.too_deep = true;
            return;
        }
        let open = self.opened(tag);
        self.counts[tag as usize] += 1;
        self.open.push(open);
    }

    /// The element that begins, with what its place and its attributes say of it.
    fn opened(&mut self, tag: Tag) -> Open {
        let parent = self.top();
        let attributes = &self.attributes;
        let (class, id, role) = (attributes.get("class"), attributes.get("id"), attributes.get("role"));
        let style = attributes.get("style");
        let hidden = tag == Tag::Hidden
            || attributes.hidden
            || attributes.get("aria-hidden") == "true"
            || (!style.is_empty() && style.replace(' ', "").to_ascii_lowercase().contains("display:none"))
            || names::is_hiding(class);
        let in_article = self.counts[Tag::Article as usize] + self.counts[Tag::Main as usize] > 0;
        let outer = matches!(tag, Tag::Html | Tag::Body | Tag::Main | Tag::Article);
        let around = match tag {
            Tag::Nav => Around::Element,
            _ if names::is_around_role(role) => Around::Element,
            Tag::Header if !in_article => Around::Class,
            _ if !outer && (names::is_around(class) || names::is_around(id)) => Around::Class,
            _ => Around::No,
        };
        let named =
            names::is_body(class) || names::is_body(id) || attributes.get("itemprop") == "articleBody";
        let role = match tag {
            _ if named => Some(Role::Body),
            Tag::Article => Some(Role::Article),
            Tag::Main => Some(Role::Main),
            _ if role == "main" => Some(Role::Main),
            _ => None,
        };
        let container = role.map(|role| {
            let (from, letters) = (self.page.blocks.len(), self.letters);
            self.page.containers.push(Container { role, blocks: from..from, letters });
            self.page.containers.len() as u32 - 1
        });
        Open {
            tag,
            around: parent.around.max(around),
            hidden: parent.hidden || hidden,
            linked: parent.linked || tag == Tag::Anchor,
            pre: parent.pre || tag == Tag::Pre,
            count: 0,
            container,
        }
    }

    /// Closes what the start of `tag` closes by the rules of HTML: an open paragraph, item, row or cell.
    fn close_implied(&mut self, tag: Tag) {
        if self.counts[Tag::Paragraph as usize] > 0 {
            self.close(Tag::Paragraph, &[Tag::Cell, Tag::Item, Tag::Block, Tag::Article]);
        }
        match tag {
            Tag::Item => self.close(Tag::Item, &[Tag::List, Tag::Ordered]),
            Tag::Cell => self.close(Tag::Cell, &[Tag::Row]),
            Tag::Row => self.close(Tag::Row, &[Tag::Cell]),
            _ => {}
        }
    }

    fn end(&mut self, tag: Tag) {
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
        if layout == Layout::Block && tag != Tag::Cell {
            self.flush();
        }
        if matches!(tag, Tag::Item | Tag::List | Tag::Ordered) {
            self.lead.clear();
        }
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        self.close(tag, &[]);
    }

    /// Closes the innermost open `tag` and what is open inside it, unless one of `bounds` stands between.
    fn close(&mut self, tag: Tag, bounds: &[Tag]) {
        if self.counts[tag as usize] == 0 {
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
                self.counts[open.tag as usize] -= 1;
                self.close_container(&open);
            }
        }
    }

    fn close_container(&mut self, open: &Open) -> bool {
        if let Some(index) = open.container {
            let end = self.page.blocks.len() + usize::from(self.block.is_some());
            if let Some(container) = self.page.containers.get_mut(index as usize) {
                container.blocks.end = end;
                container.letters = self.letters - container.letters;
            }
        }
        true
    }

    /// Ends the block.
    fn flush(&mut self) {
        let Some(mut block) = self.block.take() else { return };
        self.lead.clear();
        let length = self.page.text.trim_end().len().max(block.start as usize);
        self.page.text.truncate(length);
        block.end = length as u32;
        if block.end > block.start {
            self.page.blocks.push(block);
        }
    }

    fn line_break(&mut self) {
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

    fn cell(&mut self) {
        if let Some(block) = &mut self.block {
            block.kind = Kind::Row;
            let length = self.page.text.trim_end().len();
            self.page.text.truncate(length);
            self.page.text.push_str(" | ");
        }
    }

    fn item(&mut self) {
        let list =
            self.open.iter_mut().rev().take(4).find(|open| matches!(open.tag, Tag::List | Tag::Ordered));
        self.lead = match list {
            Some(list) if list.tag == Tag::Ordered => {
                list.count += 1;
                format!("{}. ", list.count)
            }
            _ => "• ".to_owned(),
        };
    }

    fn text(&mut self, text: &str) {
        if self.raw.is_some() {
            return self.page.meta.raw_text(text);
        }
        let top = self.top();
        if top.hidden {
            return;
        }
        self.page.meta.heading_text(text);
        if self.block.is_none() {
            if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
                return;
            }
            let start = self.page.text.len() as u32;
            let kind = match top.tag {
                _ if !self.lead.is_empty() => Kind::Item,
                _ if self.counts[Tag::H1 as usize] + self.counts[Tag::Heading as usize] > 0 => Kind::Heading,
                _ => Kind::Paragraph,
            };
            let around = top.around;
            self.block = Some(Block { start, end: start, kind, letters: 0, linked: 0, words: 0, around });
            self.page.text.push_str(&std::mem::take(&mut self.lead));
        }
        let Some(block) = &mut self.block else { return };
        let out = &mut self.page.text;
        let mut letters = 0;
        if top.pre {
            out.push_str(text);
            letters = text.chars().filter(|c| c.is_alphanumeric()).count() as u32;
            block.words += text.split_whitespace().count() as u32;
        } else {
            if text.starts_with(|c: char| c.is_ascii_whitespace()) {
                push_space(out, block.start);
            }
            for (index, word) in text.split_ascii_whitespace().enumerate() {
                if index > 0 {
                    out.push(' ');
                }
                out.push_str(word);
                letters += word.chars().filter(|c| c.is_alphanumeric()).count() as u32;
                block.words += 1;
            }
            if text.ends_with(|c: char| c.is_ascii_whitespace()) {
                push_space(out, block.start);
            }
        }
        block.letters += letters;
        if top.linked {
            block.linked += letters;
        }
        if top.around == Around::No {
            self.letters += u64::from(letters);
        }
    }
}

/// One space, unless there is white space already or nothing yet.
fn push_space(out: &mut String, start: u32) {
    if out.len() > start as usize && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
}
