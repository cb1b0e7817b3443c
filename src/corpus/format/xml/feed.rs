//! RSS and Atom, in all their versions: an article for each item, with the text that is longest told: the content,
//! else the summary.

use std::borrow::Cow;

use crate::article::structure::Structure;
use crate::corpus::draft::{Draft, Ids};
use crate::corpus::format::events::{self, Event};
use crate::corpus::format::html;
use crate::corpus::{address, date, title};
use crate::text::Language;

/// Prefixes of what stands in the items of feeds beside the article: titles and descriptions of pictures.
const FOREIGN: [&str; 8] = ["media", "itunes", "googleplay", "slash", "wfw", "georss", "yt", "podcast"];

/// Elements that hold no others: what begins in one that was not ended ends it.
const SIMPLE: [&str; 9] =
    ["link", "guid", "id", "pubDate", "published", "updated", "date", "creator", "language"];

/// A feed that is being read.
pub(super) struct Feed<'x> {
    xml: &'x str,
    raw: bool,
    drafts: Vec<Draft<'static>>,
    item: Option<Item>,
    field: Option<Field>,
    items: usize,
    ids: Ids,
    site: Option<String>,
    language: Option<Language>,
    /// The address that those of the whole feed are relative to.
    base: String,
}

/// An item that is open.
struct Item {
    name: String,
    base: String,
    draft: Draft<'static>,
    summary: Option<Markup>,
    body: Option<Markup>,
}

/// An element that is open and says something of a feed or an item.
struct Field {
    foreign: bool,
    name: String,
    start: usize,
    /// How many elements of its name are open in it.
    depth: usize,
}

impl<'x> Feed<'x> {
    pub(super) fn new(xml: &'x str, raw: bool) -> Self {
        Self {
            xml,
            raw,
            drafts: Vec::new(),
            item: None,
            field: None,
            items: 0,
            ids: Ids::default(),
            site: None,
            language: None,
            base: String::new(),
        }
    }

    /// Takes an event that stands at these bytes of the document.
    pub(super) fn event(&mut self, event: Event<'_>, start: usize, end: usize) {
        match event {
            Event::Start(name, attributes) => self.start(name, attributes, start, end),
            Event::End(name) => self.end(name, start),
            Event::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, attributes: events::Attributes<'_>, start: usize, end: usize) {
        let begins_item = matches!(name, "item" | "entry");
        if begins_item && self.item.as_ref().is_none_or(|item| item.name == name) {
            self.end_item(start);
            self.items += 1;
            self.item = Some(Item {
                name: name.to_owned(),
                base: based(&self.base, attributes),
                draft: Draft { flowed: true, ..Draft::default() },
                summary: None,
                body: None,
            });
            return;
        }
        if let Some(field) = &mut self.field {
            if !SIMPLE.contains(&&*field.name) || field.foreign {
                field.depth += usize::from(field.name == name);
                return;
            }
            self.end_field(start);
        }
        match &mut self.item {
            Some(item) => {
                if name == "link"
                    && let Some(href) = attributes.get("href")
                    && attributes.get("rel").is_none_or(|rel| rel == "alternate")
                {
                    item.draft.url.get_or_insert(href);
                }
            }
            None => match name {
                "feed" | "rss" | "channel" | "RDF" => {
                    self.base = based(&self.base, attributes);
                    self.language =
                        attributes.get("lang").as_deref().and_then(Language::from_tag).or(self.language);
                    return;
                }
                // Pictures and authors have titles too.
                "title" | "language" | "image" | "author" | "textInput" if self.items == 0 => {}
                _ => return,
            },
        }
        let foreign = FOREIGN.contains(&attributes.prefix());
        self.field = Some(Field { foreign, name: name.to_owned(), start: end, depth: 0 });
    }

    fn end(&mut self, name: &str, at: usize) {
        if let Some(field) = &mut self.field
            && field.name == name
        {
            match field.depth.checked_sub(1) {
                Some(less) => field.depth = less,
                None => self.end_field(at),
            }
            return;
        }
        let ends_item = self.item.as_ref().is_some_and(|item| item.name == name);
        if ends_item || matches!(name, "channel" | "rss" | "feed") {
            self.end_item(at);
        }
    }

    /// Takes the value of the open field, which ends at a byte of the document.
    fn end_field(&mut self, at: usize) {
        let Some(field) = self.field.take() else { return };
        let inner = self.xml.get(field.start..at).unwrap_or_default();
        match &mut self.item {
            Some(item) if !field.foreign => item.field(&field.name, inner),
            Some(_) => {}
            None if field.name == "title" => {
                self.site.get_or_insert_with(|| title::one_line(&words(inner)));
            }
            None if field.name == "language" => self.language = Language::from_tag(inner.trim()),
            None => {}
        }
    }

    fn end_item(&mut self, at: usize) {
        self.end_field(at);
        let Some(item) = self.item.take() else { return };
        let mut draft = item.into_draft(self.raw);
        draft.item.get_or_insert_with(|| self.items.to_string().into());
        self.ids.tell_apart(&mut draft, self.items);
        self.drafts.push(draft);
    }

    /// The articles. Where a feed was cut, the last of them ends with it.
    pub(super) fn done(mut self) -> Vec<Draft<'static>> {
        self.end_item(self.xml.len());
        for draft in &mut self.drafts {
            draft.source = self.site.clone().filter(|site| !site.is_empty());
            draft.language = self.language;
        }
        self.drafts
    }
}

/// The address that relative ones in an element are relative to: its `xml:base`, itself relative to the one around.
fn based(around: &str, attributes: events::Attributes<'_>) -> String {
    let Some(base) = attributes.get("base") else { return around.to_owned() };
    address::resolve(Some(around), &base).unwrap_or_else(|| around.to_owned())
}

impl Item {
    fn field(&mut self, name: &str, inner: &str) {
        let draft = &mut self.draft;
        let text = || Some(words(inner)).filter(|text| !text.is_empty());
        match name {
            "title" => draft.title = draft.title.take().or_else(text),
            "link" => draft.url = draft.url.take().or_else(text),
            "guid" | "id" => draft.item = text().map(Into::into),
            "pubDate" | "published" | "date" => draft.date = date::given(&words(inner)).or(draft.date),
            "updated" => draft.date = draft.date.or_else(|| date::given(&words(inner))),
            "creator" => draft.author = text().or(draft.author.take()),
            "author" => {
                // Atom: name, address and mail; RSS: a mail address, perhaps with the name in brackets.
                let [named] = events::texts(inner, ["name"]);
                let text = named.unwrap_or_else(|| words(inner));
                let bracketed = text.split_once('(').and_then(|(_, name)| name.trim().strip_suffix(')'));
                let name = bracketed.unwrap_or(&text).trim();
                draft.author = draft.author.take().or_else(|| Some(name.to_owned()));
            }
            "description" | "summary" => self.summary = self.summary.take().or_else(|| Markup::of(inner)),
            "encoded" | "content" => self.body = Markup::of(inner).or(self.body.take()),
            _ => {}
        }
    }

    fn into_draft(self, raw: bool) -> Draft<'static> {
        let Self { base, mut draft, summary, body, .. } = self;
        draft.url = draft.url.map(|url| address::resolve(Some(&base), &url).unwrap_or(url));
        let (text, beside) = match (body, summary) {
            (Some(body), summary) => (Some(body), summary),
            (None, summary) => (summary, None),
        };
        let Markup { text, structure } = text.unwrap_or_default();
        draft.structure = structure.map(|structure| match base.is_empty() {
            true => structure,
            false => structure.with_targets(|target| address::resolve(Some(&base), target)),
        });
        // An item may be no more than its headline.
        let bare = text.trim().is_empty() && !raw;
        draft.text = Cow::Owned(if bare { draft.title.clone().unwrap_or_default() } else { text });
        // A summary is most often how the text begins.
        if let Some(beside) = beside.filter(|beside| !says(&draft.text, &beside.text)) {
            draft.set_aside(&beside.text, false);
        }
        draft
    }
}

/// Whether a text says what a summary of it does, which may end with dots.
fn says(text: &str, summary: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let summary = plain(summary);
    let summary = summary.trim_end_matches(['.', '…', ']', '[', ' ']);
    plain(text).contains(summary)
}

/// A text with its structure.
#[derive(Debug, Default)]
struct Markup {
    text: String,
    structure: Option<Structure>,
}

impl Markup {
    /// What an element says, its markup written out or escaped; `None` when it says nothing.
    fn of(inner: &str) -> Option<Self> {
        let (plain, tags) = literal(inner);
        let (text, structure) = if tags {
            html::structured(&with_sections(inner))
        } else if is_markup(&plain) {
            html::structured(&plain)
        } else {
            (plain.trim().to_owned(), None)
        };
        (!text.trim().is_empty()).then_some(Self { text, structure })
    }
}

/// The words of an element.
fn words(inner: &str) -> String {
    let (plain, tags) = literal(inner);
    if tags {
        html::plain(&with_sections(inner))
    } else if is_markup(&plain) {
        html::plain(&plain)
    } else {
        plain.trim().to_owned()
    }
}

fn is_markup(text: &str) -> bool {
    let tags = text.contains("</") || text.contains("/>") || text.contains("<br") || text.contains("<p>");
    tags || text.contains('&') && text.contains(';')
}

/// The text of an element with its entities resolved, and whether it holds others.
fn literal(inner: &str) -> (String, bool) {
    let (mut out, mut tags) = (String::new(), false);
    events::read(inner, |event| match event {
        Event::Text(text) => out.push_str(text),
        Event::Start(..) | Event::End(_) => tags = true,
    });
    (out, tags)
}

/// Markup whose sections of CDATA are text.
fn with_sections(inner: &str) -> Cow<'_, str> {
    if !inner.contains("<![CDATA[") {
        return Cow::Borrowed(inner);
    }
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once("<![CDATA[") {
        let (section, next) = after.split_once("]]>").unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(&events::escaped(section));
        rest = next;
    }
    out.push_str(rest);
    Cow::Owned(out)
}
