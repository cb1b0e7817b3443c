//! Markdown: its text without the marks, one line a paragraph, with the fields above it.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Format, Parsed, Source, front_matter, html};
use crate::corpus::draft::Draft;

pub(super) const FORMAT: Format =
    Format { name: "Markdown", extensions: &["md", "markdown", "mdown", "mkd"], sniff, parse };

/// The most tildes that are read as marks of struck text.
const MAX_TILDES: usize = 4000;

/// Fields above the text, or a heading and links: a plain text may well begin with `#`.
fn sniff(text: &str) -> bool {
    let head = crate::corpus::prefix::prefix(text, 4096);
    let heading = head.lines().any(|line| line.starts_with("# ") || line.starts_with("## "));
    front_matter::split(text).is_some() || heading && (head.contains("](") || head.contains("\n## "))
}

fn parse<'a>(source: &Source<'a>) -> Parsed<'a> {
    let mut draft = Draft { flowed: true, ..Draft::default() };
    let text = match front_matter::split(source.text) {
        Some((fields, rest)) => {
            front_matter::apply(&fields, &mut draft);
            rest
        }
        None => source.text,
    };
    let mut writer = Writer::default();
    let mut options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    // The parser's time grows with the square of the tildes that close nothing.
    if memchr::memchr_iter(b'~', text.as_bytes()).take(MAX_TILDES + 1).count() <= MAX_TILDES {
        options |= Options::ENABLE_STRIKETHROUGH;
    } else {
        draft.notices.push(format!("more than {MAX_TILDES} tildes: they are left in the text").into());
    }
    for event in Parser::new_ext(text, options) {
        writer.event(event);
    }
    if writer.out.trim().is_empty() && !text.trim().is_empty() {
        draft.notices.push("nothing but marks for Markdown: read as plain text".into());
        draft.text = Cow::Borrowed(text);
        return draft.into();
    }
    draft.text = Cow::Owned(writer.out);
    draft.title = draft.title.or(writer.title);
    draft.into()
}

#[derive(Debug, Default)]
struct Writer {
    out: String,
    /// The first heading of the first level, where the text begins with it.
    title: Option<String>,
    title_at: Option<usize>,
    /// The number of the next item of each open list, `None` for bullets.
    lists: Vec<Option<u64>>,
    /// Whether the next block goes on on the line of its bullet.
    after_bullet: bool,
    /// How many images are open: their descriptions are not text.
    images: usize,
    /// A block of HTML.
    html: String,
    row_begun: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) if is_break(&tag) => self.text("\n"),
            Event::InlineHtml(_) => {}
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule => {
                self.block();
                self.out.push_str("* * *");
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
                if *level == HeadingLevel::H1 && self.out.is_empty() {
                    self.title_at = Some(0);
                }
                self.block();
            }
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::Table(_) | Tag::HtmlBlock => self.block(),
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.lists.push(*first);
            }
            Tag::Item => self.item(),
            Tag::FootnoteDefinition(label) => {
                self.block();
                self.out.push('[');
                self.out.push_str(label);
                self.out.push_str("] ");
                self.after_bullet = true;
            }
            Tag::TableHead | Tag::TableRow => {
                self.line();
                self.row_begun = false;
            }
            Tag::TableCell => {
                if self.row_begun {
                    self.out.push_str(" | ");
                }
                self.row_begun = true;
            }
            Tag::Image { .. } => self.images += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                if let Some(at) = self.title_at.take() {
                    self.title = Some(self.out[at..].trim().to_owned()).filter(|title| !title.is_empty());
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => self.after_bullet = false,
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::HtmlBlock => {
                let text = html::plain(&std::mem::take(&mut self.html));
                self.out.push_str(&text);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.images == 0 {
            self.out.push_str(text);
        }
    }

    /// Begins a block below a blank line.
    fn block(&mut self) {
        if std::mem::take(&mut self.after_bullet) {
            return;
        }
        trim_end(&mut self.out);
        if !self.out.is_empty() {
            self.out.push_str("\n\n");
        }
    }

    /// Begins a line, below the blank line of a block that has just begun.
    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            trim_end(&mut self.out);
            self.out.push('\n');
        }
    }

    fn item(&mut self) {
        self.line();
        for _ in 1..self.lists.len().min(8) {
            self.out.push_str("  ");
        }
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&format!("{number}. "));
                *number = number.saturating_add(1);
            }
            _ => self.out.push_str("• "),
        }
        self.after_bullet = true;
    }
}

fn trim_end(out: &mut String) {
    let length = out.trim_end().len();
    out.truncate(length);
}

fn is_break(tag: &CowStr<'_>) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn tildes_strike_text_unless_there_are_thousands_of_them() {
        let read = |text: &str| {
            let source = Source { path: Path::new("a.md"), text, cut: false, raw: false };
            let draft = parse(&source).drafts.remove(0);
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
