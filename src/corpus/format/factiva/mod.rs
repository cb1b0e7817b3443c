//! Factiva: many articles of a press archive in one page, text or XML document. In pages and texts each has a headline (`HD`), authors (`BY`), a
//! date (`PD`), a newspaper (`SN`), its first paragraphs (`LP`) and the others (`TD`), or the same without codes in
//! a fixed order: headline, authors, number of words, date, newspaper, then codes and rights, then the text.

mod xml;

use super::{Format, Parsed, Sniff, Source, fields, html, markup};
use crate::corpus::draft::{Draft, Ids};
use crate::corpus::{author, date, title};

pub(super) const FORMAT: Format =
    Format { name: "Factiva", extensions: &[], sniff: Sniff::Sure(sniff), parse };

/// The codes of fields.
const CODES: [&str; 31] = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA", "CY", "CX",
    "LP", "TD", "ART", "RF", "CT", "CLM", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
];

fn sniff(source: &Source<'_>) -> bool {
    let head = source.head();
    if head.trim_start().starts_with('<') {
        if xml::sniff(head) {
            return true;
        }
        let body = source.page_head();
        let has = |mark: &str| memchr::memmem::find(body, mark.as_bytes()).is_some();
        let article = has("Article\"") || has("Article'");
        return article && has("articleParagraph") && has("Headline") && has("class=");
    }
    let code =
        |code: &str| head.lines().any(|line| self::code(line, false).is_some_and(|(known, _)| known == code));
    ["HD", "PD", "SN"].into_iter().all(code) && (code("LP") || code("TD"))
        || head.lines().any(is_number) && head.lines().any(is_length)
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let text = source.text();
    let (found, problem) = if xml::sniff(source.head()) {
        let (found, whole) = xml::read(text);
        let cause = "the XML is not well-formed: articles after the place where it breaks are missing";
        (found, (!whole).then(|| source.error(None, cause).next("get the file anew")))
    } else if text.trim_start().starts_with('<') {
        (in_page(text), None)
    } else {
        (in_text(text), None)
    };
    let mut drafts: Vec<_> = found.into_iter().map(Found::into_draft).collect();
    let mut ids = Ids::default();
    for (index, draft) in drafts.iter_mut().enumerate() {
        draft.item.get_or_insert_with(|| (index + 1).to_string().into());
        ids.tell_apart(draft, index + 1);
    }
    Parsed { drafts, problems: problem.into_iter().collect() }
}

/// What was found of one article.
#[derive(Debug, Default)]
struct Found {
    title: String,
    author: Option<String>,
    date: Option<String>,
    source: Option<String>,
    language: Option<String>,
    number: Option<String>,
    /// As HTML, or as plain text.
    body: String,
    /// Captions of pictures, and words beside the text; in the same form.
    captions: String,
    beside: String,
    html: bool,
}

impl Found {
    /// Takes the value of a field by its code.
    fn field(&mut self, code: &str, words: String, markup: &str) {
        match code {
            "HD" => self.title = words,
            "BY" => self.author = Some(words),
            "PD" => self.date = Some(words),
            "SN" => self.source = Some(words),
            "LA" => self.language = Some(words),
            "AN" => self.number = number(&words).map(str::to_owned),
            _ => {
                let out = match code {
                    "LP" | "TD" => &mut self.body,
                    "ART" => &mut self.captions,
                    "RF" | "CT" | "CLM" | "CX" => &mut self.beside,
                    _ => return,
                };
                out.push_str(markup.trim());
                out.push_str("\n\n");
            }
        }
    }

    fn into_draft(self) -> Draft<'static> {
        let mut draft = match self.html {
            true => html::read(&self.body, true),
            false => Draft { text: self.body.trim().to_owned().into(), ..Draft::default() },
        };
        let words = |given: String| if self.html { html::plain(&given) } else { given };
        draft.set_aside(&words(self.captions), true);
        draft.set_aside(&words(self.beside), false);
        draft.title = Some(self.title).filter(|title| !title.is_empty());
        draft.author = self.author.map(|names| author::given(&names).unwrap_or(names));
        draft.date = self.date.and_then(|text| date::given(&text));
        draft.source = self.source;
        draft.language = self.language.and_then(|name| fields::language(&name)).or(draft.language);
        draft.item = self.number.map(Into::into);
        draft
    }
}

/// The number of a document, `Document XYZ0000020240514ek5e00001`.
fn number(line: &str) -> Option<&str> {
    let number = line.trim().rsplit(char::is_whitespace).next()?;
    number.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some(number)
}

/// Whether a line is the number of a document, with which an article ends.
fn is_number(line: &str) -> bool {
    line.trim().split_once(' ').is_some_and(|(word, number)| {
        matches!(word, "Document" | "Dokument" | "Documento")
            && number.len() >= 15
            && number
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && number.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// Whether a line says how long an article is: `1,234 words`.
fn is_length(line: &str) -> bool {
    line.trim().rsplit_once([' ', '\u{a0}']).is_some_and(|(number, word)| {
        matches!(word, "words" | "mots" | "Wörter" | "palabras" | "parole")
            && number.len() < 12
            && number.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.'))
    })
}

fn in_page(page: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    for tag in markup::tags(page, 0) {
        if tag.start >= from && tag.is("div") && tag.has_class("Article") {
            let piece = markup::inner(page, &tag);
            from = tag.inside + piece.len();
            let coded = coded(piece);
            found.push(if coded.title.is_empty() { ordered(piece) } else { coded });
        }
    }
    found
}

/// An article whose fields stand in the rows of a table, each after its code.
fn coded(piece: &str) -> Found {
    let mut found = Found { html: true, ..Found::default() };
    let mut code: Option<&str> = None;
    let mut from = 0;
    for tag in markup::tags(piece, 0).filter(|tag| tag.is("td")) {
        if tag.start < from {
            continue;
        }
        let inner = markup::inner(piece, &tag);
        from = tag.inside + inner.len();
        let Some(words) = markup::words(inner) else { continue };
        match (code.take(), CODES.iter().find(|known| **known == words)) {
            (_, Some(known)) => code = Some(known),
            (Some(code), None) => found.field(code, words, inner),
            (None, None) => {}
        }
    }
    found
}

/// An article whose fields stand in a fixed order, each in an element of its own.
fn ordered(piece: &str) -> Found {
    let of = |class| markup::of_class(piece, class).and_then(markup::words);
    let mut found = Found {
        html: true,
        title: of("Headline").unwrap_or_default(),
        author: of("author"),
        ..Found::default()
    };
    let mut lines = Vec::new();
    let mut from = 0;
    for tag in markup::tags(piece, 0).filter(|tag| tag.is("div") || tag.is("p")) {
        let paragraph = tag.has_class("articleParagraph");
        if tag.start < from || tag.is("p") && !paragraph {
            continue;
        }
        // An element around others is looked into.
        if !paragraph && markup::holds_its_like(piece, &tag) {
            continue;
        }
        let inner = markup::inner(piece, &tag);
        from = tag.inside + inner.len();
        if paragraph {
            found.body.push_str("<p>");
            found.body.push_str(inner);
            found.body.push_str("</p>\n");
        } else {
            lines.extend(markup::words(inner));
        }
    }
    after_length(&lines, &mut found);
    found.number = piece.lines().rev().find_map(|line| markup::words(line).filter(|words| is_number(words)));
    found.number = found.number.as_deref().and_then(number).map(str::to_owned);
    found
}

/// Date and newspaper, which follow the number of words; how many lines they are in all.
fn after_length(lines: &[impl AsRef<str>], found: &mut Found) -> usize {
    let Some(at) = lines.iter().position(|line| is_length(line.as_ref())) else { return 0 };
    let rest = lines[at + 1..].iter().map(AsRef::as_ref);
    let mut taken = at + 1;
    for line in rest.take(3) {
        let time = line.len() <= 5 && line.contains(':');
        match (&found.date, &found.source) {
            (None, _) => found.date = Some(line.to_owned()),
            (Some(_), None) if !time => found.source = Some(line.to_owned()),
            (Some(_), None) => {}
            _ => break,
        }
        taken += 1;
    }
    taken
}

/// A line that begins with a code, and what follows it. Within a text, where a line may begin with capitals (`IN a
/// speech`), a code of two letters must be followed by as much space as the archive writes.
fn code(line: &str, in_text: bool) -> Option<(&'static str, &str)> {
    // Most lines of most texts begin otherwise.
    if !line.as_bytes().first_chunk::<2>()?.iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    let word = line.split([' ', '\t', '\u{a0}']).next()?;
    let code = CODES.iter().find(|known| **known == word)?;
    let rest = &line[word.len()..];
    let spaced =
        rest.is_empty() || rest.starts_with("  ") || rest.starts_with(['\t', '\u{a0}']) || word.len() > 2;
    (spaced || !in_text).then(|| (*code, rest.trim()))
}

fn in_text(text: &str) -> Vec<Found> {
    let begins = |line: &str| code(line, false).is_some_and(|(code, _)| code == "HD");
    let coded = text.lines().any(begins);
    let mut found: Vec<Found> = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        lines.push(line.trim_end());
        let last =
            if coded { code(line, true).is_some_and(|(code, _)| code == "AN") } else { is_number(line) };
        if last {
            found.push(if coded { in_codes(&lines) } else { in_order(&lines) });
            lines.clear();
        }
    }
    if coded && lines.iter().any(|line| begins(line)) {
        found.push(in_codes(&lines));
    } else if let Some(last) = found.last_mut() {
        // What the archive says of the search stands below all articles.
        last.beside.push_str(&lines.join("\n"));
    }
    found
}

fn is_rights(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    ["copyright", "©", "(c)", "all rights reserved", "tous droits"].iter().any(|mark| line.starts_with(mark))
        || line.ends_with("all rights reserved.")
        || line.ends_with("tous droits réservés.")
}

fn in_codes(lines: &[&str]) -> Found {
    let mut found = Found::default();
    let mut field: Option<(&str, String)> = None;
    let done = |field: Option<(&str, String)>, found: &mut Found| {
        if let Some((code, text)) = field {
            found.field(code, title::one_line(&text), &text);
        }
    };
    for line in lines {
        let in_text = field.as_ref().is_some_and(|(code, _)| matches!(*code, "LP" | "TD"));
        if let Some((code, rest)) = code(line, in_text) {
            done(field.replace((code, rest.to_owned())), &mut found);
        } else if let Some((_, text)) = &mut field {
            text.push('\n');
            text.push_str(line);
        }
    }
    done(field, &mut found);
    found
}

fn in_order(lines: &[&str]) -> Found {
    let mut found = Found::default();
    let said: Vec<&str> = lines.iter().copied().filter(|line| !line.trim().is_empty()).collect();
    let Some(length) = said.iter().position(|line| is_length(line)) else {
        found.body = lines.join("\n");
        return found;
    };
    let (head, by) = match &said[..length] {
        [head @ .., by] if !head.is_empty() && author::given(by).is_some() && by.len() < 100 => {
            (head, Some(*by))
        }
        head => (head, None),
    };
    found.title = title::one_line(&head.join(" "));
    found.author = by.map(str::to_owned);
    after_length(&said, &mut found);
    // Codes, pages, the language and whose the rights are stand in the same lines, before an empty one.
    let length = lines.iter().position(|line| is_length(line)).unwrap_or(0);
    let head_end = lines[length..].iter().position(|line| line.trim().is_empty()).map(|at| length + at);
    let together = head_end.filter(|end| end - length > 3);
    let rights = lines[length..].iter().take(16).position(|line| is_rights(line)).map(|at| length + at);
    let start = together.or(rights.map(|at| at + 1)).or(head_end).unwrap_or(length + 1);
    let (number_line, body) = lines.split_last().unwrap_or((&"", &[]));
    let mut body = body.get(start..).unwrap_or_default();
    // The publisher stands below the text too.
    let of_rights = rights.map_or("", |at| lines[at]);
    while let Some((last, above)) = body.split_last() {
        if !last.trim().is_empty() && !of_rights.contains(last.trim().trim_end_matches('.')) {
            break;
        }
        body = above;
    }
    found.body = body.join("\n");
    found.number = number(number_line).map(str::to_owned);
    found
}
