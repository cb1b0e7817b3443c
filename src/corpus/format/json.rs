//! JSON: one record, several one after the other, a list of records, or an object that holds such a list (a JSON
//! Feed, the answer of a service).
//!
//! Each record is first skipped to find where it ends, then read by itself, so that one that cannot be
//! read does not take the others with it. Skipping uses no stack: depth does not matter.

use serde::de::IgnoredAny;
use serde_json::Deserializer;

use super::fields::is_address;
use super::jsonl::{self, MAX_PROBLEMS};
use super::record::Record;
use super::{ENDS_AT_LIMIT, Format, Parsed, RAISE_LIMIT, Sniff, Source};
use crate::corpus::draft::{Draft, Ids};
use crate::corpus::prefix::prefix;
use crate::error::Error;
use crate::text::count::counted;

pub(super) const FORMAT: Format =
    Format { name: "JSON", extensions: &["json"], sniff: Sniff::Likely(sniff), parse };

/// Fields that hold the list in an object around it, and fields that hold such an object.
const LISTS: [&str; 8] = ["articles", "items", "docs", "data", "results", "entries", "bookmarks", "records"];
const AROUND: [&str; 4] = ["response", "_embedded", "data", "feed"];

/// How deep such an object may lie in others.
const MAX_AROUND: usize = 3;

fn sniff(source: &Source<'_>) -> bool {
    let text = source.head().trim_start();
    let whole = source.bytes.len() <= source.head().len();
    match text.as_bytes().first() {
        Some(b'{') if text[1..].trim_start().starts_with('"') => {
            // Values one after the other; the last may go on beyond the head.
            let mut values = Deserializer::from_str(text).into_iter::<IgnoredAny>();
            let mut count = 0;
            loop {
                match values.next() {
                    Some(Ok(_)) => count += 1,
                    Some(Err(error)) => return error.is_eof() && (!whole || source.cut || count > 0),
                    None => return true,
                }
                // A record on each line is JSON Lines.
                if count > 1 && jsonl::is_lines(text) {
                    return false;
                }
            }
        }
        Some(b'[') => text[1..].trim_start().starts_with('{'),
        _ => false,
    }
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let mut parsed = Parsed::default();
    let text = source.text();
    let start = text.len() - text.trim_start().len();
    if text[start..].starts_with('[') {
        list(source, start + 1, Some(']'), &mut parsed);
        return parsed;
    }
    let mut values = Deserializer::from_str(&text[start..]).into_iter::<Record>();
    let first = values.next();
    let end = start + values.byte_offset();
    if let Some(Ok(_)) = first
        && text[end..].trim_start().starts_with('{')
    {
        if jsonl::is_lines(text) {
            return jsonl::parse(source);
        }
        list(source, start, None, &mut parsed);
        return parsed;
    }
    // Many records of which the first cannot be read.
    if matches!(first, Some(Err(_))) && jsonl::is_lines(text) {
        return jsonl::parse(source);
    }
    match serde_json::from_str::<Record>(text) {
        Ok(record) => {
            let inner = if record.0.holds_text() { None } else { inner_list(text, start, MAX_AROUND) };
            match inner {
                Some(at) => {
                    list(source, at + 1, Some(']'), &mut parsed);
                    of_feed(text, record, &mut parsed);
                }
                None if !record.0.holds_text() && by_address(source, start, &mut parsed) => {}
                None => match record.into_draft(None, source.raw) {
                    Ok(draft) => parsed.drafts.push(draft),
                    Err(cause) => parsed.problems.push(source.error(None, cause).next("give it one")),
                },
            }
        }
        Err(error) => parsed.problems.push(explain(source, 1, &error)),
    }
    parsed
}

/// Reads the records from byte `at` on, which commas divide up to the end of their list, or nothing up to the end of
/// the file.
fn list(source: &Source<'_>, at: usize, end_of_list: Option<char>, parsed: &mut Parsed<'_>) {
    let text = source.text();
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut at = skip_space(text, at);
    let ends = |at: usize| match end_of_list {
        Some(mark) => text[at..].starts_with(mark),
        None => at == text.len(),
    };
    let (mut last_line, mut on_line) = (0, 0);
    let (mut ids, mut bad) = (Ids::default(), 0);
    while !ends(at) {
        let line = lines.line_of(at);
        on_line = if line == last_line { on_line + 1 } else { 1 };
        last_line = line;
        let mut values = Deserializer::from_str(&text[at..]).into_iter::<IgnoredAny>();
        match values.next() {
            Some(Ok(_)) => {}
            Some(Err(error)) => return parsed.problems.push(explain(source, line, &error)),
            None => break,
        }
        let end = at + values.byte_offset();
        let place = if on_line == 1 { line.to_string() } else { format!("{line}.{on_line}") };
        match serde_json::from_str::<Record>(&text[at..end]) {
            Ok(record) => match record.into_draft(Some(place.clone()), source.raw) {
                Ok(mut draft) => {
                    ids.tell_apart(&mut draft, place);
                    parsed.drafts.push(draft);
                }
                Err(cause) if bad < MAX_PROBLEMS => {
                    bad += 1;
                    parsed.problems.push(source.error(Some(line), cause).next("give it one"));
                }
                Err(_) => bad += 1,
            },
            Err(error) if bad < MAX_PROBLEMS => {
                bad += 1;
                parsed.problems.push(explain(source, line, &error));
            }
            Err(_) => bad += 1,
        }
        at = skip_space(text, end);
        match text.as_bytes().get(at) {
            Some(b',') => at = skip_space(text, at + 1),
            Some(b'{') if end_of_list.is_none() => {}
            _ => break,
        }
    }
    if bad > MAX_PROBLEMS {
        let more = counted(bad - MAX_PROBLEMS, "more record");
        parsed.problems.push(source.error(None, format!("{more} cannot be read")).next("correct them"));
    }
    if !ends(at) {
        let cause = match end_of_list {
            Some(_) => "expected \",\" or \"]\" after a record of the list, found the end or something else",
            None => "expected \"{\" after a record, found something else",
        };
        parsed
            .problems
            .push(source.error(Some(lines.line_of(at)), cause).next("the records before it are read"));
    }
}

/// Gives the articles of a JSON Feed what the feed says of itself.
fn of_feed(text: &str, feed: Record, parsed: &mut Parsed<'_>) {
    if !prefix(text, 4096).contains("jsonfeed.org/version") {
        return;
    }
    let mut of = Draft::default();
    feed.0.apply(&mut of);
    for draft in &mut parsed.drafts {
        draft.source = draft.source.take().or_else(|| of.title.clone());
        draft.language = draft.language.or(of.language);
        draft.author = draft.author.take().or_else(|| of.author.clone());
    }
}

/// Reads an object that holds records by their addresses or ids, `{"https://…": {"text": …}}`; whether it is one.
fn by_address(source: &Source<'_>, start: usize, parsed: &mut Parsed<'_>) -> bool {
    let text = source.text();
    let mut found = Vec::new();
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut at = skip_space(text, start + 1);
    while text[at..].starts_with('"') {
        let mut keys = Deserializer::from_str(&text[at..]).into_iter::<String>();
        let Some(Ok(key)) = keys.next() else { return false };
        let line = lines.line_of(at);
        at = skip_space(text, at + keys.byte_offset());
        if !text[at..].starts_with(':') {
            return false;
        }
        at = skip_space(text, at + 1);
        if !text[at..].starts_with('{') {
            return false;
        }
        let mut values = Deserializer::from_str(&text[at..]).into_iter::<Record>();
        let Some(Ok(record)) = values.next() else { return false };
        if !record.0.holds_text() {
            return false;
        }
        found.push((line, key, record));
        at = skip_space(text, at + values.byte_offset());
        at = skip_space(text, at + usize::from(text[at..].starts_with(',')));
    }
    let mut ids = Ids::default();
    let any = !found.is_empty();
    for (line, key, record) in found {
        let address = is_address(&key).then(|| key.clone());
        match record.into_draft(Some(if address.is_some() { line.to_string() } else { key }), source.raw) {
            Ok(mut draft) => {
                draft.url = draft.url.take().or(address);
                ids.tell_apart(&mut draft, line);
                parsed.drafts.push(draft);
            }
            Err(cause) if parsed.problems.len() < MAX_PROBLEMS => {
                parsed.problems.push(source.error(Some(line), cause).next("give it one"));
            }
            Err(_) => {}
        }
    }
    any
}

/// Where the list begins in an object that holds one, itself or in an object within, `deep` at most.
fn inner_list(text: &str, start: usize, deep: usize) -> Option<usize> {
    let mut at = skip_space(text, start + 1);
    while text[at..].starts_with('"') {
        let mut keys = Deserializer::from_str(&text[at..]).into_iter::<String>();
        let key = keys.next()?.ok()?;
        at = skip_space(text, at + keys.byte_offset());
        at = skip_space(text, at + text[at..].starts_with(':').then_some(1)?);
        if LISTS.contains(&&*key) && text[at..].starts_with('[') {
            return Some(at);
        }
        if deep > 0
            && AROUND.contains(&&*key)
            && text[at..].starts_with('{')
            && let Some(found) = inner_list(text, at, deep - 1)
        {
            return Some(found);
        }
        let mut values = Deserializer::from_str(&text[at..]).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        at = skip_space(text, at + values.byte_offset());
        at = skip_space(text, at + text[at..].starts_with(',').then_some(1)?);
    }
    None
}

fn skip_space(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + (rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len())
}

/// Line numbers of ascending bytes, in one pass.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn line_of(&mut self, at: usize) -> usize {
        self.line += memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.at..at]).count();
        self.at = at;
        self.line
    }
}

/// serde_json's error in our words. `first` is the line on which what it was given begins.
pub(super) fn explain(source: &Source<'_>, first: usize, error: &serde_json::Error) -> Error {
    let text = error.to_string();
    let cause = text.split(" at line ").next().unwrap_or(&text);
    let line = first + error.line().saturating_sub(1);
    let step = match error.classify() {
        serde_json::error::Category::Data => "correct the record",
        _ if source.cut => {
            let cause = format!("{ENDS_AT_LIMIT}; this record and the rest are left out");
            return source.error(Some(line), cause).next(RAISE_LIMIT);
        }
        _ => "the file is not well-formed JSON here: correct it",
    };
    source.error(Some(line), cause).next(step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial::{self, sniffs};

    fn read(format: &Format, text: &str) -> (Vec<(Option<String>, String)>, Vec<String>) {
        let parsed = trial::read(format, "a.json", text);
        let texts =
            parsed.drafts.into_iter().map(|draft| (draft.item.map(Into::into), draft.text.into_owned()));
        (texts.collect(), parsed.problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_record_a_list_and_an_object_around_a_list_are_read() {
        let texts = |text| read(&FORMAT, text).0;
        let item = |id: &str, text: &str| (Some(id.to_owned()), text.to_owned());
        assert_eq!(texts(r#" {"text": "one", "other": [{}]} "#), [(None, "one".to_owned())]);
        assert_eq!(
            texts(
                "[{\"text\": \"one\"},\n {\"id\": 7, \"content\": \"two\"}, {\"id\": null, \"html\": \"<p>three\"}]"
            ),
            [item("1", "one"), item("7", "two"), item("2.2", "three")]
        );
        assert_eq!(
            texts(r#"{"version": "1.1", "title": "Feed", "items": [{"id": "x", "content_text": "one"}]}"#),
            [item("x", "one")]
        );
    }

    #[test]
    fn an_object_of_records_by_their_addresses_is_read() {
        let (texts, _) =
            read(&FORMAT, "{\"https://a.example/1\": {\"text\": \"one\"},\n\"b\": {\"text\": \"two\"}}");
        let item = |id: &str, text: &str| (Some(id.to_owned()), text.to_owned());
        assert_eq!(texts, [item("1", "one"), item("b", "two")]);
        let (texts, problems) = read(&FORMAT, "{\"a\": {\"text\": \"one\"}, \"b\": {\"x\": 1}}");
        assert_eq!((texts.len(), problems.len()), (0, 1));
    }

    #[test]
    fn a_hundred_bad_records_are_named_and_the_others_counted() {
        let text = format!("[{{\"text\": \"one\"}}{}]", ",{}".repeat(MAX_PROBLEMS + 5));
        let (texts, problems) = read(&FORMAT, &text);
        assert_eq!((texts.len(), problems.len()), (1, MAX_PROBLEMS + 1));
        assert_eq!(problems[MAX_PROBLEMS], "a.json: 5 more records cannot be read; correct them");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_the_rest_is_read() {
        let (texts, problems) = read(
            &FORMAT,
            "[{\"text\": \"one\"},\n{\n\"title\": 4, \"text\": \"two\"},\n{\"text\": \"three\"}]",
        );
        assert_eq!(texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["one", "three"]);
        assert_eq!(
            problems,
            ["a.json: line 3: expected a string for \"title\", found a number; correct the record"]
        );
        for (text, problem) in [
            ("{\"title\": true}", "a.json: line 1: expected a string for \"title\", found true or false"),
            ("{\"date\": []}", "a.json: line 1: expected a string or a number for \"date\", found a list"),
            ("{}", "a.json: expected a string for \"text\", \"content\" or \"html\", found none of them"),
            ("{\"text\": NaN}", "a.json: line 1: expected value"),
            ("[{\"text\": \"a\"}, {\"text\"", "a.json: line 1: EOF while parsing an object"),
            ("[{\"text\": \"a\"}", "a.json: line 1: expected \",\" or \"]\" after a record of the list"),
            ("{\"text\": \"\\ud800\"}", "a.json: line 1: unexpected end of hex escape"),
            ("\"text\"", "a.json: line 1: invalid type: string \"text\", expected an object"),
            ("[1]", "a.json: line 1: invalid type: integer `1`, expected an object"),
        ] {
            let (_, problems) = read(&FORMAT, text);
            assert!(problems.len() == 1 && problems[0].starts_with(problem), "{text}: {problems:?}");
        }
    }

    #[test]
    fn one_bad_line_of_many_is_one_problem() {
        let text = "{\"text\": \"one\"}\n\n{\"text\": 2}\n{\"text\": \"three\", \"id\": \"c\"}\n{bad\n";
        let (texts, problems) = read(&crate::corpus::format::jsonl::FORMAT, text);
        assert_eq!(
            texts,
            [(Some("1".to_owned()), "one".to_owned()), (Some("c".to_owned()), "three".to_owned())]
        );
        assert_eq!(problems.len(), 2);
        assert_eq!(
            problems[0],
            "a.json: line 3: expected a string for \"text\", found a number; correct the record"
        );
        assert!(problems[1].starts_with("a.json: line 5: key must be a string"), "{}", problems[1]);
    }

    #[test]
    fn records_are_told_from_other_texts() {
        let jsonl = &crate::corpus::format::jsonl::FORMAT;
        for (text, json, lines) in [
            ("{\"text\": 1}", true, false),
            ("[{\"text\": 1}]", true, false),
            ("{\"a\": 1}\n{\"a\": 2}\n", false, true),
            ("{\"a\": 1}\n{\"a\": \"cut sh\n{\"a\": 3}\n", false, true),
            ("{\"a\": \"cut sh\n\n{\"a\": 2}\r\n{\"a\": 3}", false, true),
            ("{\"a\": 1}\n{\"a\": 2, \"b\":\n\"the rest\"}", false, true),
            ("{\"a\": 1}\nis a record,\n{\"b\": 2}\nis another.", false, false),
            ("{one}\n{two}\n{three}", false, false),
            ("{ not json }", false, false),
            ("[1] A footnote", false, false),
            ("A text", false, false),
        ] {
            assert_eq!((sniffs(&FORMAT, text), sniffs(jsonl, text)), (json, lines), "{text}");
        }
    }
}
