//! A page as a row of blocks: paragraphs, headings, list items, table rows, each with what is known about
//! the part of the page it stands in.
//!
//! One pass over html5gum's events, without a tree. The stack of open elements is bounded, and every step
//! takes constant time on average, so the whole is linear in the page whatever its depth.

mod words;

use html5gum::emitters::ForwardingEmitter;
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter as _, Span, State, Tokenizer};

use super::attributes::Attributes;
use super::between;
use super::meaning::{Meaning, Meanings};
use super::open::{self, Counts, OUTSIDE, Open, Traits};
use super::page::{Around, Block, Element, Kind, Page, What};
use super::tag::{Layout, Tag};

/// The deepest nesting that is told apart; below it everything counts as part of the element at that depth.
const MAX_DEPTH: usize = 256;

/// The most tags that are read as a page. What follows them is read as text between tags.
const MAX_TAGS: usize = 400_000;

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
}
