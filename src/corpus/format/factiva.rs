//! Factiva: many articles of a press archive in one page or text. Each has a headline (`HD`), authors (`BY`), a
//! date (`PD`), a newspaper (`SN`), its first paragraphs (`LP`) and the others (`TD`), or the same without codes in
//! a fixed order: headline, authors, number of words, date, newspaper, then codes and rights, then the text.

use super::{Format, Parsed, Sniff, Source, fields, html, markup};
use crate::corpus::draft::{Draft, Ids};
use crate::corpus::{author, date, title};

pub(super) const FORMAT: Format =
    Format { name: "Factiva", extensions: &[], sniff: Sniff::Sure(sniff), parse };

/// The codes of fields.
const CODES: [&str; 24] = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "ART",
    "CO", "IN", "NS", "RE", "IPD", "PUB", "AN",
];

fn sniff(source: &Source<'_>) -> bool {
    let head = source.head();
    if head.trim_start().starts_with('<') {
        let article = ["articleParagraph", "Headline"].iter().all(|class| head.contains(class));
        return article
            && (head.contains("Article\"") || head.contains("Article'"))
            && head.contains("class=");
    }
    let code = |code: &str| head.lines().any(|line| self::code(line).is_some_and(|(known, _)| known == code));
    ["HD", "PD", "SN"].into_iter().all(code) && (code("LP") || code("TD"))
        || head.lines().any(is_number) && head.lines().any(is_length)
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let text = source.text();
    let found = if text.trim_start().starts_with('<') { in_page(text) } else { in_text(text) };
    let mut drafts: Vec<_> = found.into_iter().map(Found::into_draft).collect();
    let mut ids = Ids::default();
    for (index, draft) in drafts.iter_mut().enumerate() {
        draft.item.get_or_insert_with(|| (index + 1).to_string().into());
        ids.tell_apart(draft, index + 1);
    }
    Parsed { drafts, problems: Vec::new() }
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
            "LP" | "TD" | "ART" => {
                self.body.push_str(markup.trim());
                self.body.push_str("\n\n");
            }
            _ => {}
        }
    }

    fn into_draft(self) -> Draft<'static> {
        let mut draft = match self.html {
            true => html::read(&self.body, true),
            false => Draft { text: self.body.trim().to_owned().into(), ..Draft::default() },
        };
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
        let inner = markup::inner(piece, &tag);
        // An element around others is looked into.
        if !paragraph && inner.contains("<div") {
            continue;
        }
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

/// A line that begins with a code, and what follows it.
fn code(line: &str) -> Option<(&'static str, &str)> {
    // Most lines of most texts begin otherwise.
    if !line.as_bytes().first_chunk::<2>()?.iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    let word = line.split([' ', '\t', '\u{a0}']).next()?;
    let code = CODES.iter().find(|known| **known == word)?;
    Some((code, line[word.len()..].trim()))
}

fn in_text(text: &str) -> Vec<Found> {
    let coded = text.lines().any(|line| code(line).is_some_and(|(code, _)| code == "HD"));
    let mut found = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        lines.push(line.trim_end());
        let last = if coded { code(line).is_some_and(|(code, _)| code == "AN") } else { is_number(line) };
        if last {
            found.push(if coded { in_codes(&lines) } else { in_order(&lines) });
            lines.clear();
        }
    }
    if coded && lines.iter().any(|line| code(line).is_some_and(|(code, _)| code == "HD")) {
        found.push(in_codes(&lines));
    }
    found
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
        if let Some((code, rest)) = code(line) {
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
    let mut taken = after_length(&said, &mut found);
    // Codes, pages, the language and whose the rights are, before the text.
    let rights = said[taken..].iter().take(8).position(|line| {
        let line = line.trim().to_lowercase();
        ["copyright", "©", "(c)", "all rights reserved", "tous droits"]
            .iter()
            .any(|mark| line.starts_with(mark))
    });
    taken += rights.map_or(0, |at| at + 1);
    // The blank lines between paragraphs are kept.
    let start = said.get(taken).and_then(|first| lines.iter().rposition(|line| std::ptr::eq(*line, *first)));
    let (number_line, body) = lines.split_last().unwrap_or((&"", &[]));
    found.body = body.get(start.unwrap_or(body.len())..).unwrap_or_default().join("\n");
    found.number = number(number_line).map(str::to_owned);
    found
}
