//! One JSON object as an article. Shared by the formats that hold such records.
//!
//! Unknown fields are passed over without building them, so neither their depth nor their size matters.
//! A field of the wrong type makes the record unreadable and is named with its place.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::html;
use crate::corpus::date;
use crate::corpus::draft::Draft;
use crate::text::Language;

/// What a record may say, by its field names and their well-known synonyms.
#[derive(Debug, Default)]
pub(super) struct Record {
    id: Option<String>,
    title: Option<String>,
    text: Option<String>,
    content: Option<String>,
    html: Option<String>,
    date: Option<String>,
    author: Option<String>,
    source: Option<String>,
    url: Option<String>,
    language: Option<String>,
}

/// Where a record's text is.
const TEXT_FIELDS: &str = "\"text\", \"content\" or \"html\"";

impl Record {
    /// The article, or why it is none. `place` names an item without an id of its own.
    pub(super) fn into_draft(self, place: Option<String>, raw: bool) -> Result<Draft<'static>, String> {
        let item = place.map(|place| self.id.filter(|id| !id.is_empty()).unwrap_or(place).into());
        let mut notices = Vec::new();
        let date = self.date.as_deref().and_then(|given| {
            let date = date::given(given);
            if date.is_none() && !given.trim().is_empty() {
                notices.push(format!("date not understood: {given}").into());
            }
            date
        });
        let content = self.content.map(|content| match html::is_markup(&content) {
            true => (None, Some(content)),
            false => (Some(content), None),
        });
        let (content, content_html) = content.unwrap_or_default();
        let mut draft = match (self.text.or(content), self.html.or(content_html)) {
            (Some(text), _) => Draft { text: Cow::Owned(text), ..Draft::default() },
            (None, Some(html)) => html::read(&html, raw),
            (None, None) => return Err(format!("expected a string for {TEXT_FIELDS}, found none of them")),
        };
        draft.item = item;
        draft.title = self.title.or(draft.title);
        draft.date = date.or(draft.date);
        draft.author = self.author.or(draft.author);
        draft.source = self.source.or(draft.source);
        draft.url = self.url.or(draft.url);
        draft.language = self.language.as_deref().and_then(Language::from_tag).or(draft.language);
        draft.notices.append(&mut notices);
        if draft.text.trim().is_empty() {
            // Some records are no more than their headline.
            match &draft.title {
                Some(title) if !raw && !title.trim().is_empty() => draft.text = Cow::Owned(title.clone()),
                _ => return Err(format!("expected a text in {TEXT_FIELDS}, found it empty")),
            }
        }
        Ok(draft)
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RecordVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut record = Record::default();
        while let Some(Name(name)) = map.next_key()? {
            let (slot, form) = match &*name {
                "id" | "guid" => (&mut record.id, Form::Scalar),
                "title" | "headline" => (&mut record.title, Form::Text),
                "text" | "content_text" | "body" => (&mut record.text, Form::Text),
                "content" => (&mut record.content, Form::Text),
                "html" | "content_html" => (&mut record.html, Form::Text),
                "date" | "published" | "date_published" | "published_at" | "datePublished" => {
                    (&mut record.date, Form::Scalar)
                }
                "author" | "authors" | "byline" => (&mut record.author, Form::Names),
                "source" | "site" | "publisher" => (&mut record.source, Form::Names),
                "url" | "link" => (&mut record.url, Form::Text),
                "language" | "lang" => (&mut record.language, Form::Text),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            let given = map.next_value_seed(Field { name: &name, form })?;
            // A synonym does not overrule what was said before, and `null` says nothing.
            *slot = given.or_else(|| slot.take());
        }
        Ok(record)
    }
}

/// A field's name; only the known ones matter, so a long one is not kept.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl Visitor<'_> for NameVisitor {
            type Value = Name;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<Name, E> {
                Ok(Name(if name.len() > 32 { String::new() } else { name.to_owned() }))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A string.
    Text,
    /// A string or a number.
    Scalar,
    /// A string, an object with a name, or a list of those.
    Names,
}

struct Field<'n> {
    name: &'n str,
    form: Form,
}

impl Field<'_> {
    fn wrong<T, E: de::Error>(&self, found: &str) -> Result<T, E> {
        let expected = match self.form {
            Form::Text => "a string",
            Form::Scalar => "a string or a number",
            Form::Names => "a name or a list of names",
        };
        Err(E::custom(format_args!("expected {expected} for \"{}\", found {found}", self.name)))
    }

    fn number<E: de::Error>(&self, number: impl fmt::Display) -> Result<Option<String>, E> {
        if self.form == Form::Scalar { Ok(Some(number.to_string())) } else { self.wrong("a number") }
    }
}

impl<'de> de::DeserializeSeed<'de> for Field<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Field<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Self::Value, E> {
        self.wrong("true or false")
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        self.number(value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
        self.number(value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
        self.number(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        if self.form != Form::Names {
            return self.wrong("a list");
        }
        let mut names: Option<String> = None;
        let inner = || Field { name: self.name, form: Form::Names };
        while let Some(name) = seq.next_element_seed(inner())? {
            match (&mut names, name) {
                (Some(names), Some(name)) if names.len() < 200 => {
                    names.push_str(", ");
                    names.push_str(&name);
                }
                (None, name) => names = name,
                _ => {}
            }
        }
        Ok(names)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        if self.form != Form::Names {
            return self.wrong("an object");
        }
        let mut found = None;
        while let Some(Name(name)) = map.next_key()? {
            if matches!(&*name, "name" | "title") && found.is_none() {
                found = map.next_value_seed(Field { name: self.name, form: Form::Names })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}
