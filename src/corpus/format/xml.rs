//! XML: RSS and Atom feeds, one article an item, and other documents by the text of their elements.
//!
//! A scanner of its own, in one pass and without a tree. No entity is expanded but the five of XML and
//! character numbers, no document type is read, and nothing outside the file is opened.

use std::borrow::Cow;

use memchr::memmem;

use super::{Format, Parsed, Sniff, Source, html, markup};
use crate::corpus::draft::{Draft, Ids};
use crate::corpus::{address, date, title};
use crate::text::Language;

pub(super) const FORMAT: Format =
    Format { name: "XML", extensions: &["xml", "rss", "atom"], sniff: Sniff::Likely(sniff), parse };

/// Elements that are within a line.
const INLINE: [&str; 18] = [
    "a", "abbr", "b", "cite", "code", "em", "emph", "hi", "i", "link", "location", "money", "num", "org",
    "person", "span", "strong", "u",
];

/// Prefixes of what stands in the items of feeds beside the article: titles and descriptions of pictures.
const FOREIGN: [&str; 8] = ["media", "itunes", "googleplay", "slash", "wfw", "georss", "yt", "podcast"];

fn sniff(source: &Source<'_>) -> bool {
    let text = source.head();
    let head = text.trim_start();
    ["<?xml", "<rss", "<feed", "<rdf:RDF"].iter().any(|start| head.starts_with(start))
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let mut parsed = Parsed::default();
    let items = feed(source.text(), source.raw, &mut parsed.drafts);
    if items == 0 {
        parsed.drafts.push(document(source.text()));
    }
    parsed
}

/// What the scanner meets.
#[derive(Debug)]
enum Node<'a> {
    /// Text with its entities.
    Text(&'a str),
    /// Text as it is.
    Literal(&'a str),
    Start {
        prefix: &'a str,
        name: &'a str,
        attributes: &'a str,
        empty: bool,
    },
    End {
        name: &'a str,
    },
}

/// A place in a document.
#[derive(Debug, Clone)]
struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// Up to the end of `mark`, or to the end of the text.
    fn until(&mut self, mark: &str) -> &'a str {
        let rest = &self.text[self.at..];
        let found = memmem::find(rest.as_bytes(), mark.as_bytes());
        self.at += found.map_or(rest.len(), |found| found + mark.len());
        &rest[..found.unwrap_or(rest.len())]
    }

    /// Past a document type, with the declarations in it, whose texts and comments may hold brackets.
    fn doctype(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        if memchr::memchr2(b'[', b'>', rest).is_none_or(|at| rest[at] == b'>') {
            self.until(">");
            return;
        }
        self.until("[");
        while let Some(at) = memchr::memchr3(b']', b'"', b'<', &self.text.as_bytes()[self.at..]) {
            let mark = self.text.as_bytes()[self.at + at];
            self.at += at;
            if self.text[self.at..].starts_with("<!--") {
                self.until("-->");
                continue;
            }
            self.at += 1;
            match mark {
                b']' => {
                    self.until(">");
                    return;
                }
                b'"' => {
                    self.until("\"");
                }
                _ => {}
            }
        }
        self.at = self.text.len();
    }

    /// Past the end of the element `name` that was just begun, and what was inside; `None` when it never
    /// ends.
    fn inside(&mut self, name: &str) -> Option<&'a str> {
        let start = self.at;
        let mut depth = 0usize;
        loop {
            let before = self.at;
            match self.next()? {
                Node::Start { name: inner, empty: false, .. } if inner == name => depth += 1,
                Node::End { name: inner } if inner == name => match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return Some(&self.text[start..before]),
                },
                _ => {}
            }
        }
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        loop {
            let rest = &self.text[self.at..];
            if rest.is_empty() {
                return None;
            }
            let Some(after) = rest.strip_prefix('<') else {
                let length = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
                self.at += length;
                return Some(Node::Text(&rest[..length]));
            };
            if after.starts_with("!--") {
                self.at += 4;
                self.until("-->");
            } else if after.starts_with("![CDATA[") {
                self.at += 9;
                return Some(Node::Literal(self.until("]]>")));
            } else if after.starts_with('!') {
                self.doctype();
            } else if after.starts_with('?') {
                self.until("?>");
            } else {
                let start = self.at + 1;
                let end = markup::tag_end(self.text.as_bytes(), start);
                let tag = &self.text[start..end];
                self.at = (end + 1).min(self.text.len());
                if let Some(name) = tag.strip_prefix('/') {
                    return Some(Node::End { name: local(name.trim()) });
                }
                let (tag, empty) = match tag.strip_suffix('/') {
                    Some(tag) => (tag, true),
                    None => (tag, false),
                };
                let end = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
                let (prefix, name) = tag[..end].rsplit_once(':').unwrap_or(("", &tag[..end]));
                return Some(Node::Start { prefix, name, attributes: &tag[end..], empty });
            }
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some((before, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = after[1..].split_once(quote)?;
        if before.trim() == name {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// The value of an attribute with its entities decoded.
pub(super) fn value(attributes: &str, name: &str) -> Option<String> {
    let mut value = String::new();
    decode(attribute(attributes, name)?, &mut value);
    Some(value)
}

/// Appends text with its entities decoded. An entity that is not one of XML's own stays as it is written.
pub(super) fn decode(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest[1..].split_once(';').map(|(entity, _)| entity).filter(|entity| entity.len() <= 10);
        let c = entity.and_then(|entity| match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => {
                let number = entity.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        match (c, entity) {
            (Some(c), Some(entity)) => {
                out.push(c);
                rest = &rest[entity.len() + 2..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
}

/// The content of an element as text: markup, written out or escaped, becomes its text.
fn content(inner: &str) -> String {
    let mut out = String::new();
    let mut tags = false;
    for node in (Scanner { text: inner, at: 0 }) {
        match node {
            Node::Text(text) => decode(text, &mut out),
            Node::Literal(text) => out.push_str(text),
            Node::Start { .. } | Node::End { .. } => tags = true,
        }
    }
    if tags {
        return html::plain(inner);
    }
    let markup = out.contains("</") || out.contains("/>") || out.contains("<br") || out.contains("<p>");
    if markup || out.contains('&') && out.contains(';') { html::plain(&out) } else { out.trim().to_owned() }
}

/// The articles of a feed; the number of items that it has.
fn feed(text: &str, raw: bool, drafts: &mut Vec<Draft<'_>>) -> usize {
    let mut scanner = Scanner { text, at: 0 };
    let mut items = 0;
    let mut ids = Ids::default();
    let mut site = None;
    let mut language = None;
    let mut base = String::new();
    while let Some(node) = scanner.next() {
        let Node::Start { name, attributes, empty: false, .. } = node else { continue };
        if matches!(name, "feed" | "rss" | "channel") {
            base = based(&base, attributes);
        }
        match name {
            "item" | "entry" => {
                let base = based(&base, attributes);
                let Some(inner) = scanner.inside(name) else { break };
                items += 1;
                let mut draft = item(inner, raw, &base);
                draft.item.get_or_insert_with(|| items.to_string().into());
                ids.tell_apart(&mut draft, items);
                drafts.push(draft);
            }
            "title" if items == 0 => {
                let Some(inner) = scanner.inside(name) else { break };
                site.get_or_insert_with(|| title::one_line(&content(inner)));
            }
            "language" if items == 0 => {
                let Some(inner) = scanner.inside(name) else { break };
                language = Language::from_tag(inner);
            }
            "feed" => language = attribute(attributes, "xml:lang").and_then(Language::from_tag),
            // Pictures and authors have titles too.
            "image" | "author" if items == 0 => {
                let Some(_) = scanner.inside(name) else { break };
            }
            _ => {}
        }
    }
    for draft in drafts {
        draft.source = site.clone().filter(|site| !site.is_empty());
        draft.language = language;
    }
    items
}

/// The address that relative ones in an element are relative to: its `xml:base`, itself relative to the one around.
fn based(around: &str, attributes: &str) -> String {
    let Some(base) = value(attributes, "xml:base") else { return around.to_owned() };
    address::resolve(Some(around), &base).unwrap_or_else(|| around.to_owned())
}

fn item(inner: &str, raw: bool, base: &str) -> Draft<'static> {
    let mut draft = Draft { flowed: true, ..Draft::default() };
    let mut scanner = Scanner { text: inner, at: 0 };
    let (mut summary, mut body) = (None, None);
    while let Some(node) = scanner.next() {
        let Node::Start { prefix, name, attributes, empty } = node else { continue };
        if empty {
            if name == "link" && attribute(attributes, "rel").is_none_or(|rel| rel == "alternate") {
                let mut url = String::new();
                decode(attribute(attributes, "href").unwrap_or_default(), &mut url);
                draft.url = draft.url.or(Some(url));
            }
            continue;
        }
        let Some(value) = scanner.inside(name) else { break };
        if FOREIGN.contains(&prefix) {
            continue;
        }
        let text = || Some(content(value)).filter(|text| !text.is_empty());
        match name {
            "title" => draft.title = draft.title.or_else(text),
            "link" => draft.url = draft.url.or_else(text),
            "guid" | "id" => draft.item = text().map(Into::into),
            "pubDate" | "published" | "date" => draft.date = date::given(&content(value)).or(draft.date),
            "updated" => draft.date = draft.date.or_else(|| date::given(&content(value))),
            "creator" => draft.author = text(),
            "author" => {
                // Atom: name, address and mail; RSS: a mail address, perhaps with the name in brackets.
                let mut inside = Scanner { text: value, at: 0 };
                let named = inside
                    .find(|node| matches!(node, Node::Start { name: "name", empty: false, .. }))
                    .and_then(|_| inside.inside("name"));
                let text = content(named.unwrap_or(value));
                let bracketed = text.split_once('(').and_then(|(_, name)| name.strip_suffix(')'));
                draft.author = draft.author.or_else(|| Some(bracketed.unwrap_or(&text).to_owned()));
            }
            "description" | "summary" => summary = summary.or_else(text),
            "encoded" | "content" => body = text().or(body),
            _ => {}
        }
    }
    draft.url = draft.url.map(|url| address::resolve(Some(base), &url).unwrap_or(url));
    let text = body.or(summary).unwrap_or_default();
    // An item may be no more than its headline.
    let text = if text.trim().is_empty() && !raw { draft.title.clone().unwrap_or_default() } else { text };
    draft.text = Cow::Owned(text);
    draft
}

/// Any other document: each element that is not inline is a paragraph.
fn document(text: &str) -> Draft<'static> {
    let mut draft = Draft { flowed: true, ..Draft::default() };
    let mut out = String::new();
    let mut scanner = Scanner { text, at: 0 };
    // Only the first is looked at: it may never end.
    let mut headed = false;
    while let Some(node) = scanner.next() {
        match node {
            Node::Text(text) => {
                let mut words = String::new();
                decode(text, &mut words);
                push_words(&words, &mut out);
            }
            Node::Literal(text) => push_words(text, &mut out),
            Node::Start { name, attributes, empty, .. } => {
                if let Some(lang) =
                    attribute(attributes, "xml:lang").or_else(|| attribute(attributes, "lang"))
                {
                    draft.language = draft.language.or_else(|| Language::from_tag(lang));
                }
                if matches!(name, "title" | "headline" | "hl1") && !empty && !headed {
                    headed = true;
                    let title = scanner.clone().inside(name).map(content);
                    draft.title = title.filter(|title| !title.is_empty());
                }
                end_paragraph(name, &mut out);
            }
            Node::End { name } => end_paragraph(name, &mut out),
        }
    }
    draft.text = Cow::Owned(out);
    draft
}

fn push_words(text: &str, out: &mut String) {
    let spaced = |c: Option<char>| c.is_some_and(|c| c.is_ascii_whitespace());
    if spaced(text.chars().next()) && !out.is_empty() && !out.ends_with(['\n', ' ']) {
        out.push(' ');
    }
    for (index, word) in text.split_ascii_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    if spaced(text.chars().next_back()) && !out.is_empty() && !out.ends_with(['\n', ' ']) {
        out.push(' ');
    }
}

fn end_paragraph(name: &str, out: &mut String) {
    if !INLINE.contains(&name) && !out.is_empty() && !out.ends_with("\n\n") {
        let length = out.trim_end().len();
        out.truncate(length);
        out.push_str("\n\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;

    fn read(text: &str) -> Vec<Draft<'static>> {
        trial::read(&FORMAT, "a.xml", text).drafts
    }

    #[test]
    fn a_feed_gives_an_article_for_each_item() {
        let rss = r#"<?xml version="1.0"?><rss><channel><title>La Rive</title><language>fr-ch</language>
            <image><title>Logo</title></image>
            <item><title>Le lac &amp; la dette</title><link>https://larive.example/1</link><guid>n-1</guid>
              <pubDate>Tue, 05 Nov 2024 06:30:00 +0100</pubDate><dc:creator>Maud Perrochet</dc:creator>
              <description>Court.</description>
              <content:encoded><![CDATA[<p>La dette atteint <b>4,2</b> millions.</p><p>Le canton se tait.</p>]]></content:encoded>
            </item>
            <item><media:content url="a.jpg"><media:title>anne</media:title></media:content><media:title>b</media:title>
              <title>Brève</title><description>&lt;p&gt;Le port g&amp;eacute;le.&lt;/p&gt;</description>
              <media:content url="b.jpg"><media:description>Une photo</media:description></media:content></item>
            </channel></rss>"#;
        let drafts = read(rss);
        assert_eq!(drafts.len(), 2);
        let first = &drafts[0];
        assert_eq!(first.title.as_deref(), Some("Le lac & la dette"));
        assert_eq!(first.text, "La dette atteint 4,2 millions.\n\nLe canton se tait.");
        assert_eq!(first.date.unwrap().to_string(), "2024-11-05");
        assert_eq!(first.author.as_deref(), Some("Maud Perrochet"));
        assert_eq!(first.source.as_deref(), Some("La Rive"));
        assert_eq!((first.item.as_deref(), first.language), (Some("n-1"), Some(Language::FRENCH)));
        assert_eq!((drafts[1].item.as_deref(), &*drafts[1].text), (Some("2"), "Le port géle."));
        assert_eq!(drafts[1].title.as_deref(), Some("Brève"));
        let atom = r#"<feed xml:lang="en"><title>The Post</title><entry><id>t:1</id><title>Ships</title>
            <link rel="alternate" href="https://p.example/?a=1&amp;b=2"/><updated>2025-02-03T04:05:06Z</updated>
            <author><name>Ann Lee</name><email>a@p.example</email></author>
            <content type="xhtml"><div><p>Two ships met.</p></div></content></entry></feed>"#;
        let drafts = read(atom);
        assert_eq!(drafts[0].url.as_deref(), Some("https://p.example/?a=1&b=2"));
        assert_eq!((drafts[0].author.as_deref(), &*drafts[0].text), (Some("Ann Lee"), "Two ships met."));
    }

    #[test]
    fn another_document_gives_its_paragraphs() {
        let drafts = read(
            "<doc lang='en'><head><title>The quarry</title></head><body><para>It is <em>shut</em>, says\n Lee.</para>\
             <para>For good.</para></body></doc>",
        );
        assert_eq!(drafts[0].title.as_deref(), Some("The quarry"));
        assert_eq!(drafts[0].text.trim(), "The quarry\n\nIt is shut, says Lee.\n\nFor good.");
    }

    #[test]
    fn no_entity_is_expanded_and_nothing_is_fetched() {
        let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \
                    \"file:///etc/hostname\">]><doc><p>x &b; &c; &#x1b; &#99999999; &#65;</p></doc>";
        let drafts = read(bomb);
        assert_eq!(drafts[0].text.trim(), "x &b; &c; \u{1b} &#99999999; A");
    }

    #[test]
    fn what_never_ends_ends() {
        for text in [
            "<rss><item>",
            "<rss><item><title>",
            "<![CDATA[",
            "<!DOCTYPE [",
            "<a",
            "<!--",
            "</",
            "<>",
            "&",
            "<?",
        ] {
            read(text);
        }
    }
}
