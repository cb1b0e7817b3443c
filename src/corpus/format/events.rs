//! Well-formed XML of documents, event by event. Names lose their prefix; the five entities of XML and character
//! numbers are resolved, no others, so nothing is expanded or fetched; no tree is built, so depth costs nothing.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event as Raw};
use quick_xml::{Reader, XmlVersion};

/// A piece of a document: text, or the beginning or the end of an element.
#[derive(Debug)]
pub(super) enum Event<'e> {
    Start(&'e str, Attributes<'e>),
    End(&'e str),
    Text(&'e str),
}

/// The attributes of an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attributes<'e>(&'e BytesStart<'e>);

impl Attributes<'_> {
    /// The value of the first attribute of this name, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let found = all.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }
}

/// Hands every event of a document to `take`; `false` when the document is not well-formed, so that what comes after
/// the place where it breaks is missing.
pub(super) fn read(xml: &str, mut take: impl FnMut(Event<'_>)) -> bool {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        match reader.read_event() {
            Ok(Raw::Start(tag)) => take(Event::Start(tag.local_name().as_ref(), Attributes(&tag))),
            Ok(Raw::Empty(tag)) => {
                take(Event::Start(tag.local_name().as_ref(), Attributes(&tag)));
                take(Event::End(tag.local_name().as_ref()));
            }
            Ok(Raw::End(tag)) => take(Event::End(tag.local_name().as_ref())),
            Ok(Raw::Text(text)) => take(Event::Text(&text)),
            Ok(Raw::CData(text)) => take(Event::Text(&text)),
            Ok(Raw::GeneralRef(entity)) => {
                let c = match &*entity {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => entity.resolve_char_ref().ok().flatten(),
                };
                if let Some(c) = c {
                    take(Event::Text(c.encode_utf8(&mut [0; 4])));
                }
            }
            Ok(Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_)) => {}
            Ok(Raw::Eof) => return true,
            Err(_) => return false,
        }
    }
}

/// The text of the first element of each of these names.
pub(super) fn texts<const N: usize>(xml: &str, names: [&str; N]) -> [Option<String>; N] {
    let mut found = [const { None::<String> }; N];
    let mut inside: Option<usize> = None;
    read(xml, |event| match event {
        Event::Start(name, _) => {
            let at = names.iter().position(|one| *one == name);
            if let Some(at) = at.filter(|&at| found[at].is_none()) {
                found[at] = Some(String::new());
                inside = Some(at);
            }
        }
        Event::End(name) => {
            inside = inside.filter(|&at| names[at] != name);
        }
        Event::Text(text) => {
            if let Some(text_of) = inside.and_then(|at| found[at].as_mut()).filter(|text| text.len() < 4096) {
                text_of.push_str(text);
            }
        }
    });
    found.map(|text| text.filter(|text| !text.trim().is_empty()))
}

/// Text with the characters that mean something in HTML escaped.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&', '"']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_a_document_are_neither_expanded_nor_fetched() {
        let xml = "<!DOCTYPE a [<!ENTITY b \"bbb\"><!ENTITY c SYSTEM \"file:///etc/hostname\">]>\
                   <x:a><x:t n:k='1 &lt; 2'>&b;&c;&#65;&amp;</x:t></x:a>";
        let mut seen = String::new();
        assert!(read(xml, |event| match event {
            Event::Start(name, attributes) => {
                seen.push_str(&format!("<{name} {}>", attributes.get("k").unwrap_or_default()));
            }
            Event::End(name) => seen.push_str(&format!("</{name}>")),
            Event::Text(text) => seen.push_str(text),
        }));
        assert_eq!(seen, "<a ><t 1 < 2>A&</t></a>");
        assert_eq!(
            texts("<m><title>One</title><title>Two</title></m>", ["title", "x"]),
            [Some("One".to_owned()), None]
        );
        assert!(!read("<a", |_| {}));
    }
}
