//! What a page says of itself in JSON-LD: of its article, of the page around it, and of the people it names
//! elsewhere in the same script and refers to by their `@id`.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::article::PartialDate;
use crate::corpus::{author, date};
use crate::text::Language;

/// How deep articles are looked for in lists, graphs and main entities.
const LEVELS: usize = 6;

/// The most names that are kept for references to them.
const MOST_NAMES: usize = 1000;

/// What JSON-LD says.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) title: Option<String>,
    /// Of the article.
    pub(super) date: Option<PartialDate>,
    /// The time that gives it, as it is written.
    pub(super) time: Option<String>,
    /// Of the page, where the article gives none.
    pub(super) page_date: Option<PartialDate>,
    pub(super) modified: Option<PartialDate>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<Language>,
    pub(super) body: Option<String>,
    writers: Vec<Writer>,
    /// The names of people and organisations, by their `@id`.
    names: HashMap<String, Writer>,
}

/// Who an article says wrote it.
#[derive(Debug, Clone)]
enum Writer {
    Person(String),
    Organisation(String),
    Reference(String),
}

impl Linked {
    /// Reads one script.
    pub(super) fn script(&mut self, json: &str) {
        let json = json.trim().trim_end_matches(';');
        let value = serde_json::from_str(json).or_else(|_| {
            // Line ends within strings, which JSON forbids, are frequent anyway.
            serde_json::from_str(&json.replace(|c: char| c.is_control(), " "))
        });
        if let Ok(value) = value {
            self.read(&value, LEVELS);
        }
    }

    fn read(&mut self, value: &Value, levels: usize) {
        let Some(levels) = levels.checked_sub(1) else { return };
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.read(value, levels)),
            Value::Object(fields) => {
                self.object(fields);
                for inner in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner) = fields.get(inner) {
                        self.read(inner, levels);
                    }
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, fields: &Map<String, Value>) {
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        let kind = fields.get("@type");
        if is(kind, &["Person", "Organization"])
            && let Some(id) = text("@id").filter(|_| self.names.len() < MOST_NAMES)
            && let Some(writer) = text("name").map(|name| writer(kind, name))
        {
            self.names.insert(id.to_owned(), writer);
        }
        let published = text("datePublished").and_then(date::given);
        let modified = text("dateModified").and_then(date::given);
        if is(kind, &["Article", "BlogPosting", "Report", "Review", "Recipe"]) {
            set(&mut self.title, text("headline").map(str::to_owned));
            if self.date.is_none() && published.is_some() {
                self.time = text("datePublished").map(str::to_owned);
            }
            set(&mut self.date, published.or_else(|| text("dateCreated").and_then(date::given)));
            set(&mut self.modified, modified);
            set(&mut self.language, text("inLanguage").and_then(Language::from_tag));
            set(&mut self.body, text("articleBody").map(str::to_owned));
            set(&mut self.publisher, fields.get("publisher").and_then(name).map(str::to_owned));
            if self.writers.is_empty() {
                for field in ["author", "creator"] {
                    if let Some(author) = fields.get(field).filter(|_| self.writers.is_empty()) {
                        self.writer(author, 3);
                    }
                }
            }
        } else if is(
            kind,
            &["WebPage", "DiscussionForumPosting", "Question", "VideoObject", "PodcastEpisode"],
        ) {
            set(&mut self.page_date, published.or_else(|| text("uploadDate").and_then(date::given)));
            set(&mut self.modified, modified);
        }
    }

    fn writer(&mut self, value: &Value, levels: usize) {
        match value {
            Value::String(name) => self.writers.push(Writer::Person(name.clone())),
            Value::Array(values) if levels > 0 => {
                values.iter().take(8).for_each(|value| self.writer(value, levels - 1));
            }
            Value::Object(fields) => {
                let id = fields.get("@id").and_then(Value::as_str);
                match (name(value), id) {
                    (Some(name), _) => self.writers.push(writer(fields.get("@type"), name)),
                    (None, Some(id)) => self.writers.push(Writer::Reference(id.to_owned())),
                    (None, None) => {}
                }
                // Some put several names where one belongs.
                if let Some(names @ Value::Array(_)) = fields.get("name").filter(|_| levels > 0) {
                    self.writer(names, levels - 1);
                }
            }
            _ => {}
        }
    }

    /// The people who wrote the article.
    pub(super) fn people(&self) -> Option<String> {
        let names: Vec<String> = self
            .writers
            .iter()
            .filter_map(|writer| match writer {
                Writer::Reference(id) => self.names.get(id),
                writer => Some(writer),
            })
            .filter_map(|writer| match writer {
                Writer::Person(name) => author::given(name),
                _ => None,
            })
            .collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// The organisation that it names as author.
    pub(super) fn organisation(&self) -> Option<&str> {
        self.writers.iter().find_map(|writer| match writer {
            Writer::Organisation(name) => Some(&**name),
            Writer::Reference(id) => match self.names.get(id) {
                Some(Writer::Organisation(name)) => Some(name),
                _ => None,
            },
            Writer::Person(_) => None,
        })
    }
}

fn writer(kind: Option<&Value>, name: &str) -> Writer {
    // Some are said to be both.
    if is(kind, &["Organization"]) && !is(kind, &["Person"]) {
        Writer::Organisation(name.to_owned())
    } else {
        Writer::Person(name.to_owned())
    }
}

/// Whether a type, or one of several, ends with one of these names.
fn is(kind: Option<&Value>, ends: &[&str]) -> bool {
    let one = |kind: &Value| kind.as_str().is_some_and(|kind| ends.iter().any(|end| kind.ends_with(end)));
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(one),
        Some(kind) => one(kind),
        None => false,
    }
}

/// The name that a value is or has.
fn name(value: &Value) -> Option<&str> {
    match value {
        Value::String(name) => Some(&**name),
        Value::Object(fields) => fields.get("name").and_then(Value::as_str),
        Value::Array(values) => values.iter().find_map(|value| value.get("name").and_then(Value::as_str)),
        _ => None,
    }
    .filter(|name| !name.trim().is_empty())
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Linked {
        let mut linked = Linked::default();
        linked.script(json);
        linked
    }

    #[test]
    fn an_author_may_be_named_elsewhere_in_the_script() {
        let linked = read(
            "{\"@graph\": [{\"@type\": \"Article\", \"author\": {\"@id\": \"#p1\"}}, {\"@type\": \"WebPage\", \
             \"datePublished\": \"2024-05-06\"}, {\"@type\": \"Person\", \"@id\": \"#p1\", \"name\": \"Léa Roy\"}]}",
        );
        assert_eq!(linked.people().as_deref(), Some("Léa Roy"));
        assert_eq!((linked.date, linked.page_date.unwrap().to_string()), (None, "2024-05-06".into()));
    }

    #[test]
    fn an_organisation_is_no_person() {
        let linked = read(
            "{\"@type\": \"NewsArticle\", \"headline\": \"Two\nlines\", \"author\": [{\"@type\": \"Organization\", \
             \"name\": \"Gull News\"}, {\"@type\": \"Person\", \"name\": \"By Ann Lee\"}]}",
        );
        assert_eq!(linked.people().as_deref(), Some("Ann Lee"));
        assert_eq!((linked.organisation(), linked.title.as_deref()), (Some("Gull News"), Some("Two lines")));
        assert!(read("{\"@type\": \"Person\"}").people().is_none() && read("no JSON").people().is_none());
    }
}
