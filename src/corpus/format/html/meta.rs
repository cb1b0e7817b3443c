//! What a page says about itself: in `meta` and `link`, in JSON-LD, in its `title` and first heading.

use serde_json::Value;

use super::attributes::Attributes;
use super::names::Tag;
use crate::article::PartialDate;
use crate::corpus::{date, title};
use crate::text::Language;

/// The most of one script or title that is kept.
const MAX_RAW: usize = 512 << 10;

/// What was said, unresolved: several places may disagree.
#[derive(Debug, Default)]
pub(super) struct Meta {
    page_title: String,
    og_title: Option<String>,
    heading: Heading,
    site: Option<String>,
    author: Option<String>,
    url: Option<String>,
    og_url: Option<String>,
    language: Option<Language>,
    date: Option<PartialDate>,
    /// A date in a `time` element: less sure, any could be meant.
    time: Option<PartialDate>,
    linked: Linked,
    raw: Option<RawText>,
}

#[derive(Debug, Default)]
enum Heading {
    #[default]
    None,
    Reading(String),
    Read(String),
}

#[derive(Debug)]
enum RawText {
    Title,
    JsonLd(String),
}

/// What JSON-LD says.
#[derive(Debug, Default)]
struct Linked {
    title: Option<String>,
    date: Option<PartialDate>,
    author: Option<String>,
    publisher: Option<String>,
    language: Option<Language>,
    body: Option<String>,
}

/// What is known of the page, resolved.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) title: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) author: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<Language>,
    /// The text, as JSON-LD gives it.
    pub(super) body: Option<String>,
}

impl Meta {
    /// A tag outside of raw content.
    pub(super) fn tag(&mut self, tag: Tag, attributes: &Attributes) {
        match tag {
            Tag::Html => set(&mut self.language, Language::from_tag(attributes.get("lang"))),
            Tag::Time => set(&mut self.time, date::given(attributes.get("datetime"))),
            Tag::Link if attributes.get("rel").eq_ignore_ascii_case("canonical") => {
                set(&mut self.url, address(attributes.get("href")));
            }
            Tag::Meta => self.meta(attributes),
            _ => {}
        }
        if attributes.get("itemprop") == "datePublished" {
            let given = [attributes.get("datetime"), attributes.get("content")];
            set(&mut self.date, given.iter().find_map(|given| date::given(given)));
        }
    }

    fn meta(&mut self, attributes: &Attributes) {
        let content = attributes.get("content").trim();
        if content.is_empty() {
            return;
        }
        let named = [attributes.get("property"), attributes.get("name"), attributes.get("http-equiv")];
        let Some(name) = named.into_iter().find(|name| !name.is_empty()) else { return };
        let own = || Some(content.to_owned());
        match &*name.to_ascii_lowercase() {
            "og:title" | "twitter:title" => set(&mut self.og_title, own()),
            "og:site_name" | "application-name" => set(&mut self.site, own()),
            "og:url" => set(&mut self.og_url, address(content)),
            "og:locale" | "content-language" | "language" => {
                set(&mut self.language, Language::from_tag(content));
            }
            "author" | "article:author" | "dc.creator" | "dcterms.creator" | "parsely-author" | "byl" => {
                set(&mut self.author, person(content));
            }
            "article:published_time"
            | "og:published_time"
            | "datepublished"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.created"
            | "dcterms.date"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publication_date"
            | "parsely-pub-date"
            | "sailthru.date" => {
                set(&mut self.date, date::given(content));
            }
            _ => {}
        }
    }

    pub(super) fn raw_start(&mut self, tag: Tag, attributes: &Attributes) {
        self.raw = match tag {
            // A later one belongs to a picture.
            Tag::Title if self.page_title.is_empty() => Some(RawText::Title),
            Tag::Script if attributes.get("type").eq_ignore_ascii_case("application/ld+json") => {
                Some(RawText::JsonLd(String::new()))
            }
            _ => None,
        };
    }

    pub(super) fn raw_text(&mut self, text: &str) {
        match &mut self.raw {
            Some(RawText::Title) if self.page_title.len() < 4096 => self.page_title.push_str(text),
            Some(RawText::JsonLd(json)) if json.len() + text.len() <= MAX_RAW => json.push_str(text),
            _ => {}
        }
    }

    pub(super) fn raw_end(&mut self) {
        if let Some(RawText::JsonLd(json)) = self.raw.take()
            && let Ok(value) = serde_json::from_str(&json)
        {
            self.linked.read(&value, 6);
        }
    }

    pub(super) fn heading_start(&mut self) {
        if matches!(self.heading, Heading::None) {
            self.heading = Heading::Reading(String::new());
        }
    }

    pub(super) fn heading_text(&mut self, text: &str) {
        match &mut self.heading {
            Heading::Reading(heading) if heading.len() < 4096 => heading.push_str(text),
            _ => {}
        }
    }

    pub(super) fn heading_end(&mut self) {
        if let Heading::Reading(heading) = &mut self.heading {
            let heading = title::one_line(heading);
            self.heading = if heading.is_empty() { Heading::None } else { Heading::Read(heading) };
        }
    }

    /// Settles what the page says.
    pub(super) fn resolve(self) -> About {
        let site = self.site.or(self.linked.publisher);
        let heading = match self.heading {
            Heading::Read(heading) => Some(heading),
            _ => None,
        };
        let page_title = title::one_line(&self.page_title);
        let (page, page_site) = title::split_page_site(&page_title, site.as_deref());
        let site = site.or_else(|| page_site.map(str::to_owned));
        let given = self.og_title.or(self.linked.title).map(|given| {
            let given = title::one_line(&given);
            title::split_page_site(&given, site.as_deref()).0.to_owned()
        });
        let title = match (given, heading) {
            // The heading as the page shows it, where the two say the same and more.
            (Some(given), Some(heading)) => {
                let (a, b) = (title::key(&given), title::key(&heading));
                if b.len() >= 8 && a.starts_with(&b) { Some(heading) } else { Some(given) }
            }
            (Some(given), None) => Some(given),
            (None, Some(heading)) if title::key(&heading).len() >= 8 || page.is_empty() => Some(heading),
            (None, _) => Some(page.to_owned()),
        };
        About {
            title: title.filter(|title| !title.is_empty()),
            date: self.date.or(self.linked.date).or(self.time),
            author: self.author.or(self.linked.author),
            source: site,
            url: self.url.or(self.og_url),
            language: self.language.or(self.linked.language),
            body: self.linked.body,
        }
    }
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}

fn address(text: &str) -> Option<String> {
    let text = text.trim();
    (text.starts_with("https://") || text.starts_with("http://")).then(|| text.to_owned())
}

/// A name; an address in its place is none.
fn person(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.len() < 200 && !text.contains("://")).then(|| text.to_owned())
}

impl Linked {
    /// Looks for articles in a value, in lists and graphs so many levels deep.
    fn read(&mut self, value: &Value, levels: usize) {
        match value {
            Value::Array(values) if levels > 0 => {
                values.iter().for_each(|value| self.read(value, levels - 1))
            }
            Value::Object(fields) => {
                let is = |kind: &Value| {
                    kind.as_str().is_some_and(|kind| ARTICLES.iter().any(|end| kind.ends_with(end)))
                };
                let article = fields.get("@type").is_some_and(|kind| match kind {
                    Value::Array(kinds) => kinds.iter().any(is),
                    kind => is(kind),
                });
                if article {
                    let text = |name: &str| fields.get(name).and_then(Value::as_str);
                    set(&mut self.title, text("headline").map(str::to_owned));
                    set(&mut self.date, text("datePublished").and_then(date::given));
                    set(&mut self.language, text("inLanguage").and_then(Language::from_tag));
                    set(&mut self.author, fields.get("author").and_then(|author| names(author, 3)));
                    set(
                        &mut self.publisher,
                        fields.get("publisher").and_then(|publisher| names(publisher, 3)),
                    );
                    set(&mut self.body, text("articleBody").map(str::to_owned));
                } else if let Some(graph) = fields.get("@graph").filter(|_| levels > 0) {
                    self.read(graph, levels - 1);
                }
            }
            _ => {}
        }
    }
}

/// The ends of the types that are articles.
const ARTICLES: [&str; 4] = ["Article", "BlogPosting", "Report", "Review"];

/// The name or names in a string, an object or a list.
fn names(value: &Value, levels: usize) -> Option<String> {
    match value {
        Value::String(name) => person(name),
        Value::Object(fields) => fields.get("name").and_then(|name| names(name, levels.checked_sub(1)?)),
        Value::Array(values) => {
            let all: Vec<_> =
                values.iter().take(5).filter_map(|value| names(value, levels.checked_sub(1)?)).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        _ => None,
    }
}
