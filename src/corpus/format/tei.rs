//! What trafilatura writes of a page as XML: `<doc title="…" …><main>…</main></doc>`, or TEI with a header that says the
//! same. Both use one vocabulary for the text, which is written as HTML and read as that is.

use std::fmt::Write as _;

use super::events::{self, Event, escaped};
use super::fields::Fields;
use super::{Format, Parsed, Sniff, Source, html};

pub(super) const FORMAT: Format =
    Format { name: "trafilatura's XML and TEI", extensions: &["tei"], sniff: Sniff::Sure(sniff), parse };

fn sniff(source: &Source<'_>) -> bool {
    let head = source.head();
    let begins = |start: &str| memchr::memmem::find(head.as_bytes(), start.as_bytes());
    let doc = begins("<doc ").and_then(|at| head[at..].split_once('>')).map(|(tag, _)| tag);
    doc.is_some_and(|tag| {
        tag.contains("fingerprint=") || tag.contains("hostname=") || tag.contains("sitename=")
    }) || begins("<TEI").is_some() && begins("<teiHeader").is_some()
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let mut writer = Writer::default();
    let whole = events::read(source.text(), |event| writer.event(event));
    let mut draft = html::read(&writer.out, true);
    writer.fields.apply(&mut draft);
    if !whole {
        draft.notices.push("the document is damaged: its text ends early".into());
    }
    draft.into()
}

#[derive(Debug, Default)]
struct Writer {
    out: String,
    fields: Fields,
    /// The header of TEI, comments, and what is in them.
    header: usize,
    comments: usize,
    /// Whether each open `div` is of comments.
    divisions: Vec<bool>,
    /// The field of the header whose text follows.
    field: Option<&'static str>,
    value: String,
    /// The ends of the elements that are open for emphasis and headings.
    heads: Vec<String>,
    runs: Vec<&'static str>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start("teiHeader", _) => self.header += 1,
            Event::End("teiHeader") => self.header = self.header.saturating_sub(1),
            Event::Start(name, attributes) if self.header > 0 => self.header_start(name, attributes),
            Event::End(_) if self.header > 0 => {
                if let Some(field) = self.field.take() {
                    self.fields.named(field, &std::mem::take(&mut self.value));
                }
            }
            Event::Text(text) if self.header > 0 => {
                if self.field.is_some() && self.value.len() < 4096 {
                    self.value.push_str(text);
                }
            }
            Event::Start("comments", _) => self.comments += 1,
            Event::End("comments") => self.comments = self.comments.saturating_sub(1),
            Event::Start("div", attributes) => {
                let comments = attributes.get("type").is_some_and(|kind| kind == "comments");
                self.divisions.push(comments);
                self.comments += usize::from(comments);
            }
            Event::End("div") => {
                let comments = self.divisions.pop() == Some(true);
                self.comments = self.comments.saturating_sub(usize::from(comments));
            }
            _ if self.comments > 0 => {}
            Event::Start(name, attributes) => self.start(name, attributes),
            Event::End(name) => self.end(name),
            Event::Text(text) => self.out.push_str(&escaped(text)),
        }
    }

    /// A field of TEI's header: the first of each name is that of the article.
    fn header_start(&mut self, name: &str, attributes: events::Attributes<'_>) {
        self.field = match name {
            "title" => Some("title"),
            "author" => Some("author"),
            "publisher" => Some("sitename"),
            "date" if attributes.get("type").is_none() => Some("date"),
            _ => None,
        };
        self.value.clear();
        if name == "ptr"
            && attributes.get("type").is_some_and(|kind| kind == "URL")
            && let Some(target) = attributes.get("target")
        {
            self.fields.named("url", &target);
        }
    }

    fn start(&mut self, name: &str, attributes: events::Attributes<'_>) {
        match name {
            "doc" => {
                for field in ["title", "author", "date", "sitename", "source", "url", "hostname", "language"]
                {
                    if let Some(value) = attributes.get(field) {
                        self.fields.named(field, &value);
                    }
                }
            }
            "p" | "lg" => self.out.push_str("<p>"),
            "note" => self.out.push_str(" ["),
            "graphic" => {
                let words = attributes.get("alt").or_else(|| attributes.get("title")).unwrap_or_default();
                let _ = write!(self.out, "<img alt=\"{}\">", escaped(&words));
            }
            "ab" if attributes.get("type").is_none_or(|kind| kind != "header") => {
                self.heads.push("</p>\n".to_owned());
                self.out.push_str("<p>");
            }
            "head" | "ab" => {
                let level = attributes.get("rend").filter(|rend| rend.len() == 2 && rend.starts_with('h'));
                let level = level.and_then(|rend| rend[1..].parse::<u8>().ok()).unwrap_or(2).clamp(1, 6);
                let _ = write!(self.out, "<h{level}>");
                self.heads.push(format!("</h{level}>\n"));
            }
            "list" => self.out.push_str(if attributes.get("rend").is_some_and(|rend| rend == "ol") {
                "<ol>"
            } else {
                "<ul>"
            }),
            "item" => self.out.push_str("<li>"),
            "quote" => self.out.push_str("<blockquote>"),
            "code" => self.out.push_str("<pre>"),
            "table" => self.out.push_str("<table>"),
            "row" => self.out.push_str("<tr>"),
            "cell" => {
                let head = attributes.get("role").is_some_and(|role| role == "head" || role == "label");
                self.out.push_str(if head { "<th>" } else { "<td>" });
            }
            "lb" => self.out.push_str("<br>"),
            "hi" => {
                let (open, close) = match attributes.get("rend").as_deref() {
                    Some("#b") => ("<b>", "</b>"),
                    Some("#i") => ("<i>", "</i>"),
                    _ => ("", ""),
                };
                self.out.push_str(open);
                self.runs.push(close);
            }
            "ref" => {
                let target = attributes.get("target").unwrap_or_default();
                let _ = write!(self.out, "<a href=\"{}\">", escaped(&target));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "head" | "ab" => self.out.push_str(&self.heads.pop().unwrap_or_default()),
            "note" => self.out.push(']'),
            "l" => self.out.push_str("<br>"),
            "hi" => self.out.push_str(self.runs.pop().unwrap_or_default()),
            "p" | "lg" => self.out.push_str("</p>\n"),
            "list" => self.out.push_str("</ul>\n"),
            "item" => self.out.push_str("</li>\n"),
            "quote" => self.out.push_str("</blockquote>\n"),
            "code" => self.out.push_str("</pre>\n"),
            "table" => self.out.push_str("</table>\n"),
            "row" => self.out.push_str("</tr>"),
            "cell" => self.out.push_str("</td>"),
            "ref" => self.out.push_str("</a>"),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;

    #[test]
    fn attributes_or_a_header_say_what_the_page_was() {
        let doc = "<doc sitename=\"La Rive\" title=\"Le bac\" author=\"Maud Perrochet\" date=\"2024-11-05\" \
                   source=\"https://larive.example/bac\" hostname=\"larive.example\"><main><head rend=\"h2\">En panne</head>\
                   <p>Le bac est <hi rend=\"#b\">en panne</hi>.</p><list rend=\"ul\"><item>Un</item></list></main><comments><p>Ah !</p>\
                   </comments></doc>";
        let tei = "<TEI><teiHeader><fileDesc><titleStmt><title type=\"main\">Le bac</title><author>Maud Perrochet</author></titleStmt>\
                   <publicationStmt><publisher>La Rive</publisher></publicationStmt><sourceDesc><ptr type=\"URL\" \
                   target=\"https://larive.example/bac\"/><date>2024-11-05</date></sourceDesc></fileDesc><creation><date \
                   type=\"download\">2024-12-01</date></creation></teiHeader><text><body><div type=\"entry\"><head rend=\"h2\">En \
                   panne</head><p>Le bac est en panne.</p><list rend=\"ul\"><item>Un</item></list></div><div type=\"comments\"><p>Ah \
                   !</p></div></body></text></TEI>";
        for xml in [doc, tei] {
            assert!(trial::sniffs(&FORMAT, xml));
            let draft = trial::read(&FORMAT, "a.xml", xml).drafts.remove(0);
            assert_eq!(draft.text, "En panne\n\nLe bac est en panne.\n\n• Un");
            assert_eq!(
                (draft.title.as_deref(), draft.author.as_deref()),
                (Some("Le bac"), Some("Maud Perrochet"))
            );
            assert_eq!(
                (draft.source.as_deref(), draft.date.unwrap().to_string()),
                (Some("La Rive"), "2024-11-05".to_owned())
            );
            assert_eq!(draft.url.as_deref(), Some("https://larive.example/bac"));
        }
        assert!(!trial::sniffs(&FORMAT, "<doc lang='en'><p>One</p></doc>"));
    }
}
