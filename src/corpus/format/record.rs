//! One JSON object as an article. Shared by the formats that hold such records.
//!
//! Unknown fields are passed over without building them, so neither their depth nor their size matters.
//! A field that the README names and that is of the wrong type makes the record unreadable and is named with its
//! place; a well-known synonym of the wrong type says nothing.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::fields::{self, Fields, Meaning};
use super::html;
use crate::corpus::draft::Draft;

/// What a record may say.
#[derive(Debug, Default)]
pub(super) struct Record(pub(super) Fields);

/// Where a record's text is.
const TEXT_FIELDS: &str = "\"text\", \"content\" or \"html\"";

/// The fields whose type is checked.
const STRICT: [&str; 10] =
    ["id", "title", "text", "content", "html", "date", "author", "source", "url", "language"];

impl Record {
    /// The article, or why it is none. `place` names an item without an id of its own.
    pub(super) fn into_draft(self, place: Option<String>, raw: bool) -> Result<Draft<'static>, String> {
        let Self(mut fields) = self;
        let id = fields.take(Meaning::Id);
        let item = place.map(|place| id.filter(|id| !id.is_empty()).unwrap_or(place).into());
        let divided = |given: Option<String>| match given {
            Some(given) if html::is_markup(&given) => (None, Some(given)),
            given => (given, None),
        };
        let (content, content_html) = divided(fields.take(Meaning::Content));
        let (summary, summary_html) = divided(fields.take(Meaning::Summary));
        let text = fields.take(Meaning::Text).or(content);
        let html = fields.take(Meaning::Html).or(content_html);
        let none = text.is_none() && html.is_none();
        let said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        let mut draft = match (text, html) {
            (Some(text), html) if !text.trim().is_empty() || html.is_none() && !said(&summary) => {
                Draft { text: Cow::Owned(text), ..Draft::default() }
            }
            (_, Some(html)) => html::read(&html, raw),
            _ => match (summary, summary_html) {
                (_, Some(html)) => html::read(&html, raw),
                (Some(text), _) => Draft { text: Cow::Owned(text), ..Draft::default() },
                (None, None) => Draft::default(),
            },
        };
        draft.item = item;
        if let Some(more) = cut_by_exporter(&draft.text) {
            draft.notices.push(format!("its exporter cut it: {more} more characters").into());
        }
        fields.apply(&mut draft);
        if draft.text.trim().is_empty() {
            // Some records are no more than their headline.
            match &draft.title {
                Some(title) if !raw && !title.trim().is_empty() && (!none || draft.url.is_some()) => {
                    draft.text = Cow::Owned(title.clone());
                }
                _ if none => return Err(format!("expected a string for {TEXT_FIELDS}, found none of them")),
                _ => return Err(format!("expected a text in {TEXT_FIELDS}, found it empty")),
            }
        }
        Ok(draft)
    }
}

/// How many characters a service for news left out: it ends such a text with `[+1200 chars]`.
fn cut_by_exporter(text: &str) -> Option<u32> {
    let (_, tail) = text.trim_end().strip_suffix(" chars]")?.rsplit_once("[+")?;
    tail.parse().ok()
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
            let Some((meaning, rank)) = fields::meaning(&name) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let form = match meaning {
                Meaning::Title | Meaning::Text | Meaning::Content | Meaning::Html => Form::Text,
                Meaning::Summary | Meaning::Language => Form::Text,
                Meaning::Id | Meaning::Date | Meaning::Modified => Form::Scalar,
                Meaning::Starred | Meaning::Read | Meaning::Archived => Form::Flag,
                Meaning::Progress | Meaning::State => Form::Flag,
                Meaning::Author | Meaning::Source => Form::Names,
                Meaning::Tags => Form::Tags,
                Meaning::Url => Form::Address,
            };
            let strict = STRICT.contains(&&*name);
            let Some(given) = map.next_value_seed(Field { name: &name, form, strict })? else { continue };
            match meaning {
                Meaning::Tags => record.0.tags(&given),
                _ => record.0.put(meaning, rank, given),
            }
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
    /// A string, or an object around one.
    Text,
    /// A string or a number, or an object around one.
    Scalar,
    /// A string, an object with a name, or a list of those.
    Names,
    /// The same; the tags of a list become one a line.
    Tags,
    /// A string, an object with an address, or a list of those, of which the first is taken.
    Address,
    /// True or false, a string or a number.
    Flag,
}

/// The names in an object around a value, for each form.
fn inner(form: Form) -> &'static [&'static str] {
    match form {
        Form::Text => &["rendered", "content", "value", "text"],
        Form::Scalar => &["$date", "$oid", "value", "date"],
        Form::Names | Form::Tags => &["name", "title", "label"],
        Form::Address => &["href", "url"],
        Form::Flag => &[],
    }
}

struct Field<'n> {
    name: &'n str,
    form: Form,
    /// Whether a wrong type is an error.
    strict: bool,
}

impl Field<'_> {
    fn wrong<E: de::Error>(&self, found: &str) -> Result<Option<String>, E> {
        let expected = match self.form {
            Form::Text | Form::Address => "a string",
            Form::Scalar | Form::Flag => "a string or a number",
            Form::Names | Form::Tags => "a name or a list of names",
        };
        if !self.strict {
            return Ok(None);
        }
        Err(E::custom(format_args!("expected {expected} for \"{}\", found {found}", self.name)))
    }

    fn number<E: de::Error>(&self, number: impl fmt::Display) -> Result<Option<String>, E> {
        let taken = matches!(self.form, Form::Scalar | Form::Flag);
        if taken { Ok(Some(number.to_string())) } else { self.wrong("a number") }
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

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Self::Value, E> {
        if self.form == Form::Flag { Ok(Some(value.to_string())) } else { self.wrong("true or false") }
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
        let (between, most) = if self.form == Form::Tags { ("\n", 1 << 14) } else { (", ", 200) };
        if !matches!(self.form, Form::Names | Form::Tags | Form::Address) {
            if self.strict {
                return self.wrong("a list");
            }
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(None);
        }
        let mut names: Option<String> = None;
        let inner = || Field { name: self.name, form: self.form, strict: self.strict };
        while let Some(name) = seq.next_element_seed(inner())? {
            match (&mut names, name) {
                (Some(_), Some(_)) if self.form == Form::Address => {}
                (Some(names), Some(name)) if names.len() < most => {
                    names.push_str(between);
                    names.push_str(&name);
                }
                (None, name) => names = name,
                _ => {}
            }
        }
        Ok(names)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let known = inner(self.form);
        let mut found = None;
        while let Some(Name(name)) = map.next_key()? {
            if known.contains(&&*name) && found.is_none() {
                found = map.next_value_seed(Field { name: self.name, form: self.form, strict: false })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if found.is_none() && !matches!(self.form, Form::Names | Form::Tags) {
            self.wrong("an object")
        } else {
            Ok(found)
        }
    }
}
