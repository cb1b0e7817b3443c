//! Markdown: its text without the marks, one line a paragraph, with the fields above it.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::{Format, Parsed, Sniff, Source, front_matter, html};
use crate::article::Removed;
use crate::article::structure::{BlockKind, EmphasisKind};
use crate::corpus::draft::Draft;
use crate::corpus::structured::StructuredText;

pub(super) const FORMAT: Format = Format {
    name: "Markdown",
    extensions: &["md", "markdown", "mdown", "mkd"],
    sniff: Sniff::Likely(sniff),
    parse,
};

/// The most tildes that are read as marks of struck text.
const MAX_TILDES: usize = 4000;

/// The fewest words of an image's description that are kept as its caption.
const FEWEST_WORDS: usize = 3;

/// Fields above the text, or a heading and links: a plain text may well begin with `#`.
fn sniff(source: &Source<'_>) -> bool {
    let text = source.head();
    let head = crate::corpus::prefix::prefix(text, 4096);
    let heading = head.lines().any(|line| line.starts_with("# ") || line.starts_with("## "));
    front_matter::split(text).is_some() || heading && (head.contains("](") || head.contains("\n## "))
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let mut draft = Draft { flowed: true, ..Draft::default() };
    let text = match front_matter::split(source.text()) {
        Some((fields, rest)) => {
            front_matter::apply(&fields, &mut draft);
            if !source.raw {
                let fields = &source.text()[..source.text().len() - rest.len()];
                draft.removed.push(Removed { at: 0, text: fields.trim().into(), caption: false });
            }
            rest
        }
        None => source.text(),
    };
    let mut writer = Writer::default();
    let mut options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    // Links between notes, `[[Kessler|the yard]]`.
    options |= Options::ENABLE_WIKILINKS;
    // The parser's time grows with the square of the tildes that close nothing.
    if memchr::memchr_iter(b'~', text.as_bytes()).take(MAX_TILDES + 1).count() <= MAX_TILDES {
        options |= Options::ENABLE_STRIKETHROUGH;
    } else {
        draft.notices.push(format!("more than {MAX_TILDES} tildes: they are left in the text").into());
    }
    let with_titles = with_titles_of_callouts(text);
    for event in Parser::new_ext(&with_titles, options) {
        writer.event(event);
    }
    let (written, structure, notice) = writer.out.finish();
    draft.notices.extend(notice);
    if written.trim().is_empty() && !text.trim().is_empty() {
        draft.notices.push("nothing but marks for Markdown: read as plain text".into());
        draft.text = Cow::Borrowed(text);
        return draft.into();
    }
    draft.text = Cow::Owned(written);
    draft.structure = structure;
    draft.title = draft.title.or(writer.title);
    draft.into()
}

/// A note's boxes, which begin with `> [!quote] Title`, with their titles as paragraphs of their own.
fn with_titles_of_callouts(text: &str) -> Cow<'_, str> {
    if !text.contains("> [!") {
        return Cow::Borrowed(text);
    }
    let title = |line: &str| -> Option<String> {
        let kind = line.trim_start().strip_prefix("> [!")?;
        let (kind, title) = kind.split_once(']')?;
        let word = !kind.is_empty()
            && kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '|' | ' '));
        let title = title.trim_start_matches(['+', '-']).trim();
        word.then(|| if title.is_empty() { ">".to_owned() } else { format!("> {title}\n>") })
    };
    let lines = text.split('\n').map(|line| title(line).map_or(Cow::Borrowed(line), Cow::Owned));
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

/// Words without the `==` that notes set around what is highlighted.
fn without_highlight(text: &str) -> Cow<'_, str> {
    let parts: Vec<&str> = text.split("==").collect();
    let marked = |part: &&str| !part.is_empty() && part.trim() == *part && !part.starts_with('=');
    if parts.len() < 3 || parts.len().is_multiple_of(2) || !parts.iter().skip(1).step_by(2).all(marked) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(parts.concat())
}

#[derive(Debug, Default)]
struct Writer {
    out: StructuredText,
    /// The first heading of the first level, where the text begins with it.
    title: Option<String>,
    in_title: bool,
    /// The number of the next item of each open list, `None` for bullets.
    lists: Vec<Option<u64>>,
    /// How many quotations are open.
    quote: u8,
    /// Whether the next block goes on on the line of its bullet.
    after_bullet: bool,
    /// Whether the next item is the first of a list that is not nested in another.
    begins_list: bool,
    /// How many images are open.
    images: usize,
    /// What the images of the paragraph show: captions below it.
    captions: Vec<String>,
    /// A block of HTML.
    html: String,
    /// Whether the next row begins a table.
    begins_table: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::Code(text) => {
                self.out.emphasise(EmphasisKind::Code, true);
                self.text(&text);
                self.out.emphasise(EmphasisKind::Code, false);
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) if is_break(&tag) => self.text("\n"),
            Event::InlineHtml(_) => {}
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule => {
                self.block(BlockKind::Rule);
                self.out.push("* * *");
            }
            Event::FootnoteReference(label) => {
                self.text("[");
                self.text(&label);
                self.text("]");
            }
            Event::TaskListMarker(done) => self.text(if done { "☑ " } else { "☐ " }),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.in_title = *level == HeadingLevel::H1 && self.out.text().is_empty();
                self.block(BlockKind::Heading(*level as u8));
            }
            Tag::Paragraph => self.block(BlockKind::Paragraph),
            Tag::CodeBlock(_) => self.block(BlockKind::Code),
            Tag::BlockQuote(_) => self.quote = self.quote.saturating_add(1),
            Tag::Table(_) => self.begins_table = true,
            Tag::List(first) => {
                self.begins_list = self.lists.is_empty() && !std::mem::take(&mut self.after_bullet);
                self.lists.push(*first);
            }
            Tag::Item => self.item(),
            Tag::FootnoteDefinition(label) => {
                self.after_bullet = false;
                self.out.begin_item(1, &format!("[{label}] "), self.quote, true);
                self.after_bullet = true;
            }
            Tag::TableHead => self.row(true),
            Tag::TableRow => self.row(false),
            Tag::TableCell => self.out.cell(),
            Tag::Image { .. } => {
                self.images += 1;
                if self.images == 1 {
                    self.captions.push(String::new());
                }
            }
            // The name of a note is no address.
            Tag::Link { link_type: LinkType::WikiLink { .. }, .. } => {}
            Tag::Link { dest_url, .. } => self.out.link(Some(dest_url)),
            Tag::Strong => self.out.emphasise(EmphasisKind::Strong, true),
            Tag::Emphasis => self.out.emphasise(EmphasisKind::Italic, true),
            Tag::Strikethrough => self.out.emphasise(EmphasisKind::Struck, true),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) if std::mem::take(&mut self.in_title) => {
                self.title = Some(self.out.text().trim().to_owned()).filter(|title| !title.is_empty());
            }
            TagEnd::Paragraph => self.captions(),
            TagEnd::BlockQuote(_) => self.quote = self.quote.saturating_sub(1),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => self.after_bullet = false,
            TagEnd::Link => self.out.link(None),
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::HtmlBlock => {
                let (text, structure) = html::structured(&std::mem::take(&mut self.html));
                self.after_bullet = false;
                self.out.append(&text, structure);
            }
            TagEnd::Strong => self.out.emphasise(EmphasisKind::Strong, false),
            TagEnd::Emphasis => self.out.emphasise(EmphasisKind::Italic, false),
            TagEnd::Strikethrough => self.out.emphasise(EmphasisKind::Struck, false),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.captions.last_mut().filter(|_| self.images > 0) {
            Some(caption) => caption.push_str(text),
            None => self.out.push(&without_highlight(text)),
        }
    }

    /// What images show, when it is said in more than a word or two, which name an icon or a file.
    fn captions(&mut self) {
        for caption in std::mem::take(&mut self.captions) {
            if caption.split_whitespace().count() >= FEWEST_WORDS {
                self.out.begin_apart(BlockKind::Caption, self.quote);
                self.out.push(caption.trim());
                self.out.end();
            }
        }
    }

    /// Begins a block below a blank line, or goes on on the line of the bullet. A further paragraph of an item is a
    /// part of it.
    fn block(&mut self, kind: BlockKind) {
        if std::mem::take(&mut self.after_bullet) {
            return;
        }
        let kind = match (kind, self.depth()) {
            (BlockKind::Paragraph, depth @ 1..) => BlockKind::Item { depth, marker: 0 },
            (kind, _) => kind,
        };
        self.out.begin_apart(kind, self.quote);
    }

    fn row(&mut self, header: bool) {
        self.after_bullet = false;
        let first = std::mem::take(&mut self.begins_table);
        self.out.begin(BlockKind::Row { header, first }, self.quote);
    }

    /// The number of lists that the text is nested in.
    fn depth(&self) -> u8 {
        u8::try_from(self.lists.len()).unwrap_or(u8::MAX)
    }

    fn item(&mut self) {
        let mut marker = "  ".repeat(self.lists.len().clamp(1, 8) - 1);
        match self.lists.last_mut() {
            Some(Some(number)) => {
                marker.push_str(&format!("{number}. "));
                *number = number.saturating_add(1);
            }
            _ => marker.push_str("• "),
        }
        let apart = std::mem::take(&mut self.begins_list);
        self.out.begin_item(self.depth(), &marker, self.quote, apart);
        self.after_bullet = true;
    }
}

fn is_break(tag: &CowStr<'_>) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;

    #[test]
    fn tildes_strike_text_unless_there_are_thousands_of_them() {
        let read = |text: &str| {
            let draft = trial::read(&FORMAT, "a.md", text).drafts.remove(0);
            (draft.text.into_owned(), draft.notices)
        };
        assert_eq!(read("A ~~bad~~ good word."), ("A bad good word.".to_owned(), vec![]));
        let (text, notices) = read(&"~a~~b".repeat(MAX_TILDES));
        assert_eq!(
            (text.len(), &*notices[0]),
            (5 * MAX_TILDES, "more than 4000 tildes: they are left in the text")
        );
    }
}
