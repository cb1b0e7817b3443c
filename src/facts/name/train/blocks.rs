//! The annotated texts that the tagger learns from: blocks of prose with the people in square brackets and the organisations in
//! braces (`assets/training/*.txt`; the older files mark people only), and records of openly licensed corpora.

use serde::Deserialize;

use crate::text::Span;

/// The parts of a bracketed name, so that another can replace it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `[Hugo Lestrade]` or `[Lestrade]`: given names, then the surname; or the surname alone.
    Full,
    /// `[*Hugo]`: a given name alone.
    Given,
    /// `[~Lestrade Hugo]`: surname first.
    SurnameFirst,
    /// `[!Louis XIV]`: to be kept as it is.
    Fixed,
    /// `{Reuters}`: an organisation, which is no person and can be replaced by another organisation.
    Organisation,
}

/// One marked person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// In [`Block::text`], without the brackets.
    pub span: Span,
    /// Its parts.
    pub(crate) form: Form,
}

/// A short text and the people in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where it came from: the file or the corpus.
    pub source: String,
    /// The text as a reader sees it.
    pub text: String,
    /// The people, in order.
    pub marks: Vec<Mark>,
    /// The organisations, in order.
    pub organisations: Vec<Span>,
}

impl Block {
    /// A text without marks.
    pub fn new(source: &str, text: String) -> Self {
        Self { source: source.to_owned(), text, marks: Vec::new(), organisations: Vec::new() }
    }
}

/// Reads blocks, divided by empty lines; lines that begin with `# ` are comments. Bad blocks are left out and
/// described in the second list.
pub fn read_blocks(source: &str, file: &str) -> (Vec<Block>, Vec<String>) {
    let (mut blocks, mut problems) = (Vec::new(), Vec::new());
    let mut lines: Vec<&str> = Vec::new();
    let mut first = 1;
    for (number, line) in file.lines().chain(std::iter::once("")).enumerate() {
        if line.starts_with("# ") || line == "#" {
            continue;
        }
        if !line.trim().is_empty() {
            if lines.is_empty() {
                first = number + 1;
            }
            lines.push(line);
        } else if !lines.is_empty() {
            match read_block(source, &lines.join("\n")) {
                Ok(block) => blocks.push(block),
                Err(cause) => problems.push(format!("{source}:{first}: {cause}")),
            }
            lines.clear();
        }
    }
    (blocks, problems)
}

fn read_block(source: &str, raw: &str) -> Result<Block, String> {
    let mut block = Block::new(source, String::with_capacity(raw.len()));
    let mut rest = raw;
    while let Some(open) = rest.find(['[', ']', '{', '}']) {
        let tail = || rest[..open].chars().rev().take(20).collect::<String>();
        let (bracket, close) = match rest.as_bytes()[open] {
            b'[' => ('[', ']'),
            b'{' => ('{', '}'),
            stray => return Err(format!("a stray {} behind {:?}", char::from(stray), tail())),
        };
        block.text.push_str(&rest[..open]);
        rest = &rest[open + 1..];
        let close = rest.find(close).ok_or("a bracket is never closed")?;
        let (form, name) = match rest.as_bytes().first() {
            _ if bracket == '{' => (Form::Organisation, &rest[..close]),
            Some(b'*') => (Form::Given, &rest[1..close]),
            Some(b'~') => (Form::SurnameFirst, &rest[1..close]),
            Some(b'!') => (Form::Fixed, &rest[1..close]),
            _ => (Form::Full, &rest[..close]),
        };
        if name.trim().is_empty() || name.trim() != name || name.contains(['[', '{']) {
            return Err(format!("an odd name {name:?}"));
        }
        let start = block.text.len();
        block.text.push_str(name);
        let span = Span::new(start, block.text.len());
        match form {
            Form::Organisation => block.organisations.push(span),
            form => block.marks.push(Mark { span, form }),
        }
        rest = &rest[close + 1..];
    }
    block.text.push_str(rest);
    Ok(block)
}

#[derive(Deserialize)]
struct Record {
    suite: String,
    text: String,
    people: Vec<Offsets>,
    #[serde(default)]
    ignore: Vec<Offsets>,
    #[serde(default)]
    others: Vec<Other>,
}

/// A name that is not a person's.
#[derive(Deserialize)]
struct Other {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct Offsets {
    start: usize,
    end: usize,
}

/// Reads records, one JSON object a line: `suite`, `text`, `people` and optionally `ignore`, with offsets in
/// code points. Records with zones to ignore are left out.
///
/// # Errors
/// When a line is not such a record.
pub fn read_records(file: &str) -> Result<Vec<Block>, String> {
    let mut blocks = Vec::new();
    for (number, line) in file.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let record: Record =
            serde_json::from_str(line).map_err(|error| format!("line {}: {error}", number + 1))?;
        if !record.ignore.is_empty() {
            continue;
        }
        let mut bytes: Vec<usize> = record.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(record.text.len());
        let span = |start: usize, end: usize| match (bytes.get(start), bytes.get(end)) {
            (Some(&start), Some(&end)) if start < end => Some(Span::new(start, end)),
            _ => None,
        };
        let mut marks: Vec<Mark> = record
            .people
            .iter()
            .filter_map(|person| Some(Mark { span: span(person.start, person.end)?, form: Form::Full }))
            .collect();
        marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
        marks.dedup_by(|b, a| a.span.overlaps(b.span));
        let mut organisations: Vec<Span> = record
            .others
            .iter()
            .filter(|other| other.kind == "ORG")
            .filter_map(|other| span(other.start, other.end))
            .filter(|&other| !marks.iter().any(|mark| mark.span.overlaps(other)))
            .collect();
        organisations.sort_by_key(|span| (span.start, span.end));
        organisations.dedup_by(|b, a| a.overlaps(*b));
        blocks.push(Block { source: record.suite, text: record.text, marks, organisations });
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_become_spans_and_mistakes_are_reported() {
        let file = "# sport\nAvec [*Hugo] et\nM. [!Ibn Sahl] de {Novalix}.\n\nVoir ]ici.\n\nRien.\n";
        let (blocks, problems) = read_blocks("a", file);
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[0].text, "Avec Hugo et\nM. Ibn Sahl de Novalix.");
        let names: Vec<&str> = blocks[0].marks.iter().map(|m| m.span.of(&blocks[0].text)).collect();
        assert_eq!(names, ["Hugo", "Ibn Sahl"]);
        assert_eq!(blocks[0].marks[1].form, Form::Fixed);
        assert_eq!(blocks[0].organisations[0].of(&blocks[0].text), "Novalix");
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("a:5:"), "{problems:?}");
    }
}
