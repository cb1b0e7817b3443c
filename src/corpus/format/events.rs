//! XML of documents and feeds, event by event. Names lose their prefix; the five entities of XML and character
//! numbers are resolved, others stay as they are written, so nothing is expanded or fetched; no tree is built, so
//! depth costs nothing.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event as Raw};
use quick_xml::{Reader, XmlVersion};

use super::markup;

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
        let mut all = self.0.html_attributes();
        let found = all.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name)?;
        match found.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => Some(value.into_owned()),
            // An entity that XML does not know.
            Err(_) => Some(decoded(&found.value).into_owned()),
        }
    }

    /// What stands before the colon of the element's name; empty where there is none.
    pub(super) fn prefix(&self) -> &str {
        self.0.name().into_inner().split_once(':').map_or("", |(prefix, _)| prefix)
    }
}

/// Hands every event of a document to `take`; `false` when the document is not well-formed, so that what comes after
/// the place where it breaks is missing.
pub(super) fn read(xml: &str, mut take: impl FnMut(Event<'_>)) -> bool {
    read_at(xml, |event, _| take(event))
}

/// The same, with the bytes of the document at which each event stands.
pub(super) fn read_at(xml: &str, mut take: impl FnMut(Event<'_>, Range<usize>)) -> bool {
    let text = xml.trim_start_matches('\u{feff}');
    let before_text = xml.len() - text.len();
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        let at = |reader: &Reader<_>| {
            usize::try_from(reader.buffer_position()).map_or(xml.len(), |at| at + before_text)
        };
        let start = at(&reader);
        let event = reader.read_event();
        let place = start..at(&reader);
        match event {
            Ok(Raw::Start(tag)) => take(Event::Start(tag.local_name().as_ref(), Attributes(&tag)), place),
            Ok(Raw::Empty(tag)) => {
                take(Event::Start(tag.local_name().as_ref(), Attributes(&tag)), place.clone());
                take(Event::End(tag.local_name().as_ref()), place);
            }
            Ok(Raw::End(tag)) => take(Event::End(tag.local_name().as_ref()), place),
            Ok(Raw::Text(text)) => take(Event::Text(&text), place),
            Ok(Raw::CData(text)) => take(Event::Text(&text), place),
            Ok(Raw::GeneralRef(entity)) => match character(&entity) {
                Some(c) => take(Event::Text(c.encode_utf8(&mut [0; 4])), place),
                None => take(Event::Text(xml.get(place.clone()).unwrap_or_default()), place),
            },
            Ok(Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_)) => {}
            Ok(Raw::Eof) => return true,
            Err(_) => return false,
        }
    }
}

/// A document with what is often wrong with feeds put right, so that it can be read to its end: a bare `<` in a text, a
/// section of CDATA or a comment that never ends, a tag with a quote too many.
pub(super) fn mended(xml: &str) -> Cow<'_, str> {
    let mut mender = Mender { xml, out: String::new(), copied: 0 };
    // A mark that is not found once is not looked for again.
    let (mut comments_end, mut instructions_end) = (true, true);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &xml.as_bytes()[at..]) {
        let start = at + found;
        let rest = &xml[start + 1..];
        let until = |mark: &str| {
            let found = memchr::memmem::find(rest.as_bytes(), mark.as_bytes());
            found.map(|end| start + 1 + end + mark.len())
        };
        let until_if = |looked_for: &mut bool, mark: &str| {
            let end = if *looked_for { until(mark) } else { None };
            *looked_for = end.is_some();
            end
        };
        at = if rest.starts_with("!--") {
            until_if(&mut comments_end, "-->").unwrap_or_else(|| mender.replace(start..start + 1, "&lt;"))
        } else if rest.starts_with("![CDATA[") {
            match until("]]>") {
                Some(end) => end,
                None => {
                    mender.replace(xml.len()..xml.len(), "]]>");
                    xml.len()
                }
            }
        } else if rest.starts_with('?') {
            until_if(&mut instructions_end, "?>").unwrap_or_else(|| mender.replace(start..start + 1, "&lt;"))
        } else if rest.starts_with('!') {
            start + 2
        } else if rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '/')) {
            let end = markup::tag_end(xml.as_bytes(), start + 1);
            if end == xml.len() {
                // The document was cut here.
                mender.replace(start..end, "")
            } else {
                mender.tag(start..end + 1)
            }
        } else {
            mender.replace(start..start + 1, "&lt;")
        };
    }
    mender.done()
}

/// A document that is copied with changes, from the first change on.
struct Mender<'x> {
    xml: &'x str,
    out: String,
    copied: usize,
}

impl<'x> Mender<'x> {
    /// Puts something else in a place; where the place ends.
    fn replace(&mut self, place: Range<usize>, by: &str) -> usize {
        self.out.push_str(&self.xml[self.copied..place.start]);
        self.out.push_str(by);
        self.copied = place.end;
        place.end
    }

    /// Passes a tag. One whose quotes do not match loses its attributes.
    fn tag(&mut self, place: Range<usize>) -> usize {
        let tag = &self.xml[place.clone()];
        let mut quote = None;
        for byte in tag.bytes().filter(|byte| matches!(byte, b'"' | b'\'')) {
            match quote {
                None => quote = Some(byte),
                Some(open) if open == byte => quote = None,
                Some(_) => {}
            }
        }
        if quote.is_none() {
            return place.end;
        }
        let end =
            tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'')).unwrap_or(tag.len() - 1);
        let whole = format!("{}{}", &tag[..end], if tag.ends_with("/>") { "/>" } else { ">" });
        self.replace(place, &whole)
    }

    fn done(mut self) -> Cow<'x, str> {
        if self.copied == 0 && self.out.is_empty() {
            return Cow::Borrowed(self.xml);
        }
        self.out.push_str(&self.xml[self.copied..]);
        Cow::Owned(self.out)
    }
}

/// The character that an entity stands for: one of XML's five, or a number.
fn character(entity: &str) -> Option<char> {
    match entity {
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
    }
}

/// Text with its entities resolved. One that is not XML's own stays as it is written.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let entity = after.split_once(';').map(|(entity, _)| entity).filter(|entity| entity.len() <= 10);
        match entity.and_then(|entity| Some((character(entity)?, entity.len()))) {
            Some((c, length)) => {
                out.push(c);
                rest = &after[length + 1..];
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
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
                   <x:a><x:t n:k='1 &lt; 2 &b;'>&b;&c;&#65;&amp;</x:t></x:a>";
        let mut seen = String::new();
        assert!(read(xml, |event| match event {
            Event::Start(name, attributes) => {
                seen.push_str(&format!("<{name} {}>", attributes.get("k").unwrap_or_default()));
            }
            Event::End(name) => seen.push_str(&format!("</{name}>")),
            Event::Text(text) => seen.push_str(text),
        }));
        assert_eq!(seen, "<a ><t 1 < 2 &b;>&b;&c;A&</t></a>");
        assert_eq!(
            texts("<m><title>One</title><title>Two</title></m>", ["title", "x"]),
            [Some("One".to_owned()), None]
        );
        assert!(!read("<a", |_| {}));
    }

    #[test]
    fn what_is_often_wrong_is_put_right() {
        for (xml, good) in [
            ("<a>1 < 2 <3 </a>", "<a>1 &lt; 2 &lt;3 </a>"),
            ("<a><![CDATA[x <b> ", "<a><![CDATA[x <b> ]]>"),
            ("<a>x<!-- y</a>", "<a>x&lt;!-- y</a>"),
            ("<a b=\"c\"\" d=\"e\">x</a>", "<a>x</a>"),
            ("<a b='it\"s'>x</a>", "<a b='it\"s'>x</a>"),
            ("<a>x</a><b c=\"d", "<a>x</a>"),
            ("<a>x <", "<a>x &lt;"),
        ] {
            assert_eq!(mended(xml), good);
            let mut texts = String::new();
            read(good, |event| {
                if let Event::Text(text) = event {
                    texts.push_str(text);
                }
            });
            assert!(texts.contains(['x', '1']), "{good}: {texts}");
        }
    }
}
