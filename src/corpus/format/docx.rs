//! DOCX: the text of a Word document with its headings, lists, tables, notes and links, written as HTML and read as
//! that is. Deleted text, comments, headers and footers are no part of it. Deliveries of a press archive give an
//! article for each of their documents.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::archive::{self, Archive};
use super::events::{self, Event, escaped};
use super::{Format, Parsed, Sniff, Source, html, lexisnexis};
use crate::corpus::{author, date};

pub(super) const FORMAT: Format =
    Format { name: "DOCX", extensions: &["docx", "docm", "dotx"], sniff: Sniff::Bytes(sniff), parse };

fn sniff(source: &Source<'_>) -> bool {
    archive::holds(source, "word/document.xml")
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let (mut archive, document) = match Archive::document(source, "word/document.xml") {
        Ok(opened) => opened,
        Err(problem) => return problem,
    };
    let mut writer = Writer {
        styles: archive.text("word/styles.xml").map(|xml| styles(&xml)).unwrap_or_default(),
        numbered: archive.text("word/numbering.xml").map(|xml| numbered(&xml)).unwrap_or_default(),
        links: archive.text("word/_rels/document.xml.rels").map(|xml| links(&xml)).unwrap_or_default(),
        ..Writer::default()
    };
    let whole = events::read(&document, |event| writer.event(event));
    let notes = archive.text("word/footnotes.xml").into_iter().chain(archive.text("word/endnotes.xml"));
    for xml in notes {
        writer.notes = true;
        events::read(&xml, |event| writer.event(event));
    }
    writer.end_lists(0);
    let [title, creator, modified] = match archive.text("docProps/core.xml") {
        Some(xml) => events::texts(&xml, ["title", "creator", "modified"]),
        None => [None, None, None],
    };
    let mut draft = html::read(&writer.out, true);
    if lexisnexis::is_new(&draft.text) {
        let drafts = lexisnexis::ended(&draft.text);
        return Parsed { drafts, problems: Vec::new() };
    }
    draft.title = writer.title.or(title.filter(|_| !writer.headed));
    draft.author = creator.filter(|name| author::is_person(name));
    draft.modified = modified.and_then(|given| date::given(&given));
    if !whole {
        draft.notices.push("the document is damaged: its text ends early".into());
    }
    draft.into()
}

/// What the styles of paragraphs are called, by their ids.
fn styles(xml: &str) -> HashMap<String, String> {
    let mut styles = HashMap::new();
    let mut id = None;
    events::read(xml, |event| match event {
        Event::Start("style", attributes) => id = attributes.get("styleId"),
        Event::Start("name", attributes) => {
            if let (Some(id), Some(name)) = (id.take(), attributes.get("val")) {
                styles.insert(id, name.to_lowercase());
            }
        }
        _ => {}
    });
    styles
}

/// The lists whose items have numbers, with the levels at which they do.
fn numbered(xml: &str) -> HashMap<String, Vec<bool>> {
    let mut kinds: HashMap<String, Vec<bool>> = HashMap::new();
    let mut lists = HashMap::new();
    let (mut kind, mut list) = (None::<String>, None::<String>);
    events::read(xml, |event| match event {
        Event::Start("abstractNum", attributes) => kind = attributes.get("abstractNumId"),
        Event::End("abstractNum") => kind = None,
        Event::Start("numFmt", attributes) => {
            if let Some(kind) = &kind {
                let number =
                    attributes.get("val").is_some_and(|format| format != "bullet" && format != "none");
                kinds.entry(kind.clone()).or_default().push(number);
            }
        }
        Event::Start("num", attributes) => list = attributes.get("numId"),
        Event::Start("abstractNumId", attributes) => {
            if let (Some(list), Some(kind)) = (list.take(), attributes.get("val")) {
                lists.insert(list, kinds.get(&kind).cloned().unwrap_or_default());
            }
        }
        _ => {}
    });
    lists
}

/// The addresses of links, by their ids.
fn links(xml: &str) -> HashMap<String, String> {
    let mut links = HashMap::new();
    events::read(xml, |event| {
        if let Event::Start("Relationship", attributes) = event
            && attributes.get("TargetMode").is_some_and(|mode| mode == "External")
            && let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target"))
        {
            links.insert(id, target);
        }
    });
    links
}

/// How deep lists are written in lists.
const MAX_LISTS: usize = 8;

#[derive(Debug, Default)]
struct Writer {
    styles: HashMap<String, String>,
    numbered: HashMap<String, Vec<bool>>,
    links: HashMap<String, String>,
    out: String,
    /// The paragraph of the style `title`, and whether there is a heading.
    title: Option<String>,
    headed: bool,
    /// Elements whose text is not part of the document.
    hidden: usize,
    tables: usize,
    /// The open lists, each with whether its items are numbered.
    lists: Vec<bool>,
    paragraph: Paragraph,
    run: Run,
    /// The paragraphs in which text boxes stand that are open.
    around: Vec<(Paragraph, Run)>,
    /// Whether the row names the columns.
    header: bool,
    /// Whether notes are written now, and the number of the one.
    notes: bool,
    note: Option<String>,
}

#[derive(Debug, Default)]
struct Paragraph {
    html: String,
    style: String,
    list: Option<String>,
    level: usize,
}

#[derive(Debug, Default)]
struct Run {
    /// Whether it is in the properties of a run.
    properties: bool,
    bold: bool,
    italic: bool,
    struck: bool,
    /// Whether its text is part of the document.
    text: bool,
}

/// Elements of which nothing is shown.
fn is_hidden(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "instrText")
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(name, _) if is_hidden(name) => self.hidden += 1,
            Event::End(name) if is_hidden(name) => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            Event::Start(name, attributes) => self.start(name, attributes),
            Event::End(name) => self.end(name),
            Event::Text(text) if self.run.text => self.paragraph.html.push_str(&escaped(text)),
            Event::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, attributes: events::Attributes<'_>) {
        let value = || attributes.get("val").unwrap_or_default();
        let on = || !matches!(&*value(), "0" | "false" | "none");
        match name {
            "p" => self.paragraph = Paragraph::default(),
            // What a text box says comes above the paragraph that it is tied to.
            "txbxContent" if self.around.len() < MAX_LISTS => {
                self.around.push((std::mem::take(&mut self.paragraph), std::mem::take(&mut self.run)));
            }
            "docPr" => {
                if let Some(words) = attributes.get("descr") {
                    let _ = write!(self.out, "<img alt=\"{}\">", escaped(&words));
                }
            }
            "tblHeader" => self.header = on(),
            "pStyle" => self.paragraph.style = value(),
            "numId" => self.paragraph.list = Some(value()),
            "ilvl" => self.paragraph.level = value().parse::<usize>().unwrap_or(0).min(MAX_LISTS - 1),
            "r" => self.run = Run::default(),
            "rPr" => self.run.properties = true,
            "b" if self.run.properties => self.run.bold = on(),
            "i" if self.run.properties => self.run.italic = on(),
            "strike" if self.run.properties => self.run.struck = on(),
            "t" => {
                self.run.text = true;
                self.emphasis("<");
            }
            "tab" if !self.run.properties => self.paragraph.html.push(' '),
            "br" | "cr" => self.paragraph.html.push_str("<br>"),
            "noBreakHyphen" => self.paragraph.html.push('-'),
            "hyperlink" => {
                let target = attributes.get("id").and_then(|id| self.links.get(&id));
                let _ = match target {
                    Some(target) => write!(self.paragraph.html, "<a href=\"{}\">", escaped(target)),
                    None => write!(self.paragraph.html, "<a>"),
                };
            }
            "footnoteReference" | "endnoteReference" => {
                let _ =
                    write!(self.paragraph.html, "[{}]", escaped(&attributes.get("id").unwrap_or_default()));
            }
            "footnote" | "endnote" => {
                // The first two are lines, not notes.
                self.note = attributes.get("id").filter(|_| attributes.get("type").is_none());
            }
            "tbl" => {
                self.end_lists(0);
                self.tables += 1;
                self.out.push_str("<table>");
            }
            "tr" => {
                self.header = false;
                self.out.push_str("<tr>");
            }
            "tc" => self.out.push_str(if self.header { "<th>" } else { "<td>" }),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "txbxContent" => (self.paragraph, self.run) = self.around.pop().unwrap_or_default(),
            "rPr" => self.run.properties = false,
            "t" => {
                self.run.text = false;
                self.emphasis("</");
            }
            "hyperlink" => self.paragraph.html.push_str("</a>"),
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                self.out.push_str("</table>\n");
            }
            "tr" => self.out.push_str("</tr>"),
            "tc" => self.out.push_str("</td>"),
            _ => {}
        }
    }

    fn emphasis(&mut self, open: &str) {
        let run = &self.run;
        let mut tags: Vec<&str> = [(run.bold, "b"), (run.italic, "i"), (run.struck, "s")]
            .into_iter()
            .filter_map(|(on, tag)| on.then_some(tag))
            .collect();
        if open == "</" {
            tags.reverse();
        }
        for tag in tags {
            let _ = write!(self.paragraph.html, "{open}{tag}>");
        }
    }

    fn end_paragraph(&mut self) {
        let Paragraph { html, style, list, level } = std::mem::take(&mut self.paragraph);
        if html.trim().is_empty() || self.notes && self.note.is_none() {
            return;
        }
        if self.tables > 0 {
            // A cell is one line.
            self.out.push_str(&html);
            self.out.push(' ');
            return;
        }
        let name = self.styles.get(&style).map_or(&*style, String::as_str).to_lowercase();
        let heading = ["heading ", "heading", "titre ", "titre", "überschrift "]
            .iter()
            .find_map(|start| name.strip_prefix(start)?.trim().parse::<u8>().ok());
        if let Some(list) = list.filter(|list| list != "0" && heading.is_none()) {
            let numbered =
                self.numbered.get(&list).and_then(|levels| levels.get(level)).copied().unwrap_or(false);
            self.end_lists(level + 1);
            while self.lists.len() <= level {
                self.out.push_str(if numbered { "<ol>" } else { "<ul>" });
                self.lists.push(numbered);
            }
            let _ = writeln!(self.out, "<li>{html}</li>");
            return;
        }
        self.end_lists(0);
        if let Some(note) = &self.note {
            let _ = writeln!(self.out, "<p>[{}] {html}</p>", escaped(note));
            return;
        }
        let _ = match heading {
            Some(level) => writeln!(self.out, "<h{0}>{html}</h{0}>", level.clamp(1, 6)),
            None if name == "title" && self.title.is_none() => {
                self.title = super::markup::words(&html);
                Ok(())
            }
            None if name.contains("quote") => writeln!(self.out, "<blockquote><p>{html}</p></blockquote>"),
            None if name == "caption" => writeln!(self.out, "<figcaption>{html}</figcaption>"),
            None => writeln!(self.out, "<p>{html}</p>"),
        };
        self.headed = self.headed || heading.is_some();
    }

    /// Closes all lists but the outermost `keep`.
    fn end_lists(&mut self, keep: usize) {
        while self.lists.len() > keep {
            self.out.push_str(if self.lists.pop() == Some(true) { "</ol>" } else { "</ul>" });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;
    use crate::corpus::format::zip::tests::zipped;

    const SPACES: &str = "xmlns:w=\"w\" xmlns:r=\"r\"";

    fn document(body: &str) -> Vec<u8> {
        let document = format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>");
        let numbering = format!(
            "<w:numbering {SPACES}><w:abstractNum w:abstractNumId=\"3\"><w:lvl><w:numFmt w:val=\"decimal\"/></w:lvl>\
             </w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>"
        );
        let notes = format!(
            "<w:footnotes {SPACES}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>\
             <w:footnote w:id=\"1\"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
        );
        zipped(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", document.as_bytes()),
            ("word/numbering.xml", numbering.as_bytes()),
            ("word/footnotes.xml", notes.as_bytes()),
            ("docProps/core.xml", b"<c><title>Doc1</title><creator>Ann Lee</creator></c>"),
        ])
    }

    fn paragraph(style: &str, text: &str) -> String {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    #[test]
    fn headings_lists_tables_and_notes_are_read() {
        let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:r><w:t>An \
                    item</w:t></w:r></w:p>";
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let body = [
            paragraph("Title", "The quay"),
            paragraph("Heading1", "What it costs"),
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">It costs </w:t></w:r><w:del><w:r><w:delText>4</w:delText>\
             <w:t>4</w:t></w:r></w:del><w:r><w:t>3 million euros</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>"
                .to_owned(),
            item.to_owned(),
            item.to_owned(),
            format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("Cranes"), cell("12")),
        ];
        let bytes = document(&body.concat());
        assert!(trial::sniffs(&FORMAT, &bytes));
        let draft = trial::read(&FORMAT, "a.docx", &bytes).drafts.remove(0);
        assert_eq!((draft.title.as_deref(), draft.author.as_deref()), (Some("The quay"), Some("Ann Lee")));
        assert_eq!(
            draft.text,
            "What it costs\n\nIt costs 3 million euros[1]\n\n1. An item\n2. An item\n\nCranes | 12\n\n[1] A note."
        );
    }

    #[test]
    fn a_delivery_of_a_press_archive_gives_its_documents() {
        let lines = [
            "Ferry to sail",
            "Dunmore Post",
            "May 2, 2024",
            "Length: 9 words",
            "Body",
            "It sails.",
            "End of Document",
        ];
        let body: String = lines.iter().chain(&lines).map(|line| paragraph("", line)).collect();
        let drafts = trial::read(&FORMAT, "a.docx", document(&body)).drafts;
        assert_eq!(drafts.iter().map(|draft| &*draft.text).collect::<Vec<_>>(), ["It sails.", "It sails."]);
    }

    #[test]
    fn a_document_without_its_text_is_a_problem() {
        let bytes = zipped(&[("word/document.xml.bak", b"x")]);
        let problem = trial::read(&FORMAT, "a.docx", bytes).problems.remove(0).to_string();
        assert!(problem.starts_with("a.docx: its text cannot be unpacked"), "{problem}");
        trial::read(&FORMAT, "a.docx", document(&"<w:tbl><w:tr><w:tc>".repeat(20_000)));
    }
}
