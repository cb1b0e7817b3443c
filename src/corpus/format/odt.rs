//! ODT: the text of a LibreOffice document with its headings, lists, tables, notes and links, written as HTML and read
//! as that is. Comments and deleted text are no part of it.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::archive::Archive;
use super::events::{self, Event, escaped};
use super::{Format, Parsed, Sniff, Source, html};
use crate::corpus::{author, date};

pub(super) const FORMAT: Format =
    Format { name: "ODT", extensions: &["odt", "ott"], sniff: Sniff::Bytes(sniff), parse };

fn sniff(source: &Source<'_>) -> bool {
    let head = &source.bytes[..source.bytes.len().min(200)];
    head.starts_with(b"PK\x03\x04")
        && memchr::memmem::find(head, b"mimetypeapplication/vnd.oasis.opendocument.text").is_some()
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let (mut archive, content) = match Archive::document(source, "content.xml") {
        Ok(opened) => opened,
        Err(problem) => return problem,
    };
    let mut writer = Writer::default();
    let whole = events::read(&content, |event| writer.event(event));
    let notes = std::mem::take(&mut writer.notes);
    writer.out.push_str(&notes);
    let [title, creator, first, date] = match archive.text("meta.xml") {
        Some(xml) => events::texts(&xml, ["title", "creator", "initial-creator", "date"]),
        None => [None, None, None, None],
    };
    let mut draft = html::read(&writer.out, true);
    // The heading of a document says more than what its file was called when it was begun.
    draft.title = title.filter(|_| !writer.headed);
    draft.author = first.or(creator).filter(|name| author::is_person(name));
    draft.modified = date.and_then(|given| date::given(&given));
    if !whole {
        draft.notices.push("the document is damaged: its text ends early".into());
    }
    draft.into()
}

/// How an automatic style sets its text.
#[derive(Debug, Default, Clone, Copy)]
struct Style {
    bold: bool,
    italic: bool,
}

#[derive(Debug, Default)]
struct Writer {
    out: String,
    /// The text of notes, which follows the document.
    notes: String,
    styles: HashMap<String, Style>,
    style: Option<String>,
    /// The styles of lists with numbers at their first level, and the one that is being told.
    numbered: HashSet<String>,
    list_style: Option<String>,
    /// The ends of the lists that are open.
    lists: Vec<&'static str>,
    /// Whether the rows are those that name the columns.
    header: bool,
    /// Whether the document begins with a heading of the first level.
    headed: bool,
    /// The description of a picture that is being read.
    described: Option<String>,
    /// Elements whose text is not part of the document.
    hidden: usize,
    /// Paragraphs and headings that are open: text outside them is none.
    blocks: usize,
    cells: usize,
    /// The ends of the spans that are open.
    spans: Vec<&'static str>,
    /// The text around a note that is open, and its number.
    around: Option<String>,
    note: usize,
}

fn is_hidden(name: &str) -> bool {
    matches!(name, "annotation" | "tracked-changes" | "note-citation" | "title" | "forms" | "sequence-decls")
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(name, _) if is_hidden(name) => self.hidden += 1,
            Event::End(name) if is_hidden(name) => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            Event::Start(name, attributes) => self.start(name, attributes),
            Event::End(name) => self.end(name),
            Event::Text(text) => match &mut self.described {
                Some(words) => words.push_str(&escaped(text)),
                None if self.blocks > 0 => self.out.push_str(&escaped(text)),
                None => {}
            },
        }
    }

    fn start(&mut self, name: &str, attributes: events::Attributes<'_>) {
        match name {
            "style" => self.style = attributes.get("name"),
            "text-properties" => {
                if let Some(style) = self.style.take() {
                    let bold = attributes.get("font-weight").is_some_and(|weight| weight == "bold");
                    let italic = attributes.get("font-style").is_some_and(|style| style == "italic");
                    self.styles.insert(style, Style { bold, italic });
                }
            }
            "p" => self.block("<p>"),
            "desc" => self.described = Some(String::new()),
            "list-style" => self.list_style = attributes.get("name"),
            "list-level-style-number" if attributes.get("level").is_none_or(|level| level == "1") => {
                self.numbered.extend(self.list_style.take());
            }
            "h" => {
                let level =
                    attributes.get("outline-level").and_then(|level| level.parse::<u8>().ok()).unwrap_or(1);
                self.headed = self.headed || level == 1 && self.out.is_empty();
                let open = format!("<h{}>", level.clamp(1, 6));
                self.block(&open);
            }
            "span" => {
                let style = attributes.get("style-name").and_then(|name| self.styles.get(&name)).copied();
                let Style { bold, italic } = style.unwrap_or_default();
                let (open, close) = match (bold, italic) {
                    (true, true) => ("<b><i>", "</i></b>"),
                    (true, false) => ("<b>", "</b>"),
                    (false, true) => ("<i>", "</i>"),
                    (false, false) => ("", ""),
                };
                self.out.push_str(open);
                self.spans.push(close);
            }
            "a" => {
                let target = attributes.get("href").unwrap_or_default();
                let _ = write!(self.out, "<a href=\"{}\">", escaped(&target));
            }
            "s" | "tab" => self.out.push(' '),
            "line-break" => self.out.push_str("<br>"),
            "list" => {
                let style = attributes.get("style-name");
                let (open, close) = match style.is_some_and(|style| self.numbered.contains(&style)) {
                    true => ("<ol>", "</ol>\n"),
                    false => ("<ul>", "</ul>\n"),
                };
                self.out.push_str(open);
                self.lists.push(close);
            }
            "list-item" | "list-header" => self.out.push_str("<li>"),
            "table-header-rows" => self.header = true,
            "table" => self.out.push_str("<table>"),
            "table-row" => self.out.push_str("<tr>"),
            "table-cell" => {
                self.cells += 1;
                self.out.push_str(if self.header { "<th>" } else { "<td>" });
            }
            "note-body" if self.around.is_none() => {
                self.note += 1;
                let _ = write!(self.out, "[{}]", self.note);
                self.around = Some(std::mem::take(&mut self.out));
                let _ = write!(self.out, "[{}] ", self.note);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_block("</p>\n"),
            // Any end of a heading ends it.
            "h" => self.end_block("</h1>\n"),
            "span" => self.out.push_str(self.spans.pop().unwrap_or_default()),
            "a" => self.out.push_str("</a>"),
            "list" => self.out.push_str(self.lists.pop().unwrap_or_default()),
            "list-item" | "list-header" => self.out.push_str("</li>"),
            "table-header-rows" => self.header = false,
            "desc" => {
                if let Some(words) = self.described.take() {
                    let _ = write!(self.out, "<img alt=\"{words}\">");
                }
            }
            "table" => self.out.push_str("</table>\n"),
            "table-row" => self.out.push_str("</tr>"),
            "table-cell" => {
                self.cells = self.cells.saturating_sub(1);
                self.out.push_str("</td>");
            }
            "note-body" => {
                if let Some(around) = self.around.take() {
                    let note = std::mem::replace(&mut self.out, around);
                    let _ = writeln!(self.notes, "<p>{note}</p>");
                }
            }
            _ => {}
        }
    }

    /// Begins a paragraph or a heading; in a cell or a note it is only its text.
    fn block(&mut self, open: &str) {
        self.blocks += 1;
        if self.cells == 0 && self.around.is_none() {
            self.out.push_str(open);
        }
    }

    fn end_block(&mut self, close: &str) {
        self.blocks = self.blocks.saturating_sub(1);
        self.out.push_str(if self.cells == 0 && self.around.is_none() { close } else { " " });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;
    use crate::corpus::format::zip::tests::zipped;

    fn document(body: &str) -> Vec<u8> {
        let content = format!(
            "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:table=\"b\" \
             xmlns:xlink=\"x\"><office:automatic-styles><style:style style:name=\"T1\"><style:text-properties \
             fo:font-weight=\"bold\"/></style:style></office:automatic-styles><office:body>{body}</office:body>\
             </office:document-content>"
        );
        zipped(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", content.as_bytes()),
            (
                "meta.xml",
                b"<m xmlns:dc='d'><dc:title>The quay</dc:title><dc:creator>Ann Lee</dc:creator></m>",
            ),
        ])
    }

    #[test]
    fn headings_lists_tables_and_notes_are_read() {
        let body = "<text:h text:outline-level=\"2\">What it costs</text:h><text:p>It costs <text:span \
                    text:style-name=\"T1\">3 million</text:span><text:s/>euros<text:note><text:note-citation>1</text:note-citation>\
                    <text:note-body><text:p>A note.</text:p></text:note-body></text:note>.<office:annotation><text:p>Why?</text:p>\
                    </office:annotation></text:p><text:list><text:list-item><text:p>An item</text:p></text:list-item></text:list>\
                    <table:table><table:table-row><table:table-cell><text:p>Cranes</text:p></table:table-cell>\
                    <table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>";
        let bytes = document(body);
        assert!(trial::sniffs(&FORMAT, &bytes));
        let draft = trial::read(&FORMAT, "a.odt", &bytes).drafts.remove(0);
        assert_eq!((draft.title.as_deref(), draft.author.as_deref()), (Some("The quay"), Some("Ann Lee")));
        assert_eq!(
            draft.text,
            "What it costs\n\nIt costs 3 million euros[1].\n\n• An item\n\nCranes | 12\n\n[1] A note."
        );
    }

    #[test]
    fn what_never_ends_ends() {
        trial::read(&FORMAT, "a.odt", document(&"<text:list><text:list-item>".repeat(20_000)));
        trial::read(&FORMAT, "a.odt", document(&"<text:p><text:note><text:note-body>".repeat(5000)));
    }
}
