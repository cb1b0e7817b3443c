//! The annotated texts that the tagger learns from: blocks of prose with the people in square brackets
//! (`assets/training/*.txt`), and records of openly licensed corpora.

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
    let mut block =
        Block { source: source.to_owned(), text: String::with_capacity(raw.len()), marks: Vec::new() };
    let mut rest = raw;
    while let Some(open) = rest.find(['[', ']']) {
        if rest[open..].starts_with(']') {
            return Err(format!(
                "a stray ] behind {:?}",
                rest[..open].chars().rev().take(20).collect::<String>()
            ));
        }
        block.text.push_str(&rest[..open]);
        rest = &rest[open + 1..];
        let close = rest.find(']').ok_or("a bracket is never closed")?;
        let (form, name) = match rest.as_bytes().first() {
            Some(b'*') => (Form::Given, &rest[1..close]),
            Some(b'~') => (Form::SurnameFirst, &rest[1..close]),
            Some(b'!') => (Form::Fixed, &rest[1..close]),
            _ => (Form::Full, &rest[..close]),
        };
        if name.trim().is_empty() || name.trim() != name || name.contains('[') {
            return Err(format!("an odd name {name:?}"));
        }
        let start = block.text.len();
        block.text.push_str(name);
        block.marks.push(Mark { span: Span::new(start, block.text.len()), form });
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
        let mut marks: Vec<Mark> = Vec::new();
        for person in &record.people {
            if let (Some(&start), Some(&end)) = (bytes.get(person.start), bytes.get(person.end))
                && start < end
            {
                marks.push(Mark { span: Span::new(start, end), form: Form::Full });
            }
        }
        marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
        marks.dedup_by(|b, a| a.span.overlaps(b.span));
        blocks.push(Block { source: record.suite, text: record.text, marks });
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_become_spans_and_mistakes_are_reported() {
        let file = "# sport\nAvec [*Hugo] et\nM. [!Ibn Sahl].\n\nVoir ]ici.\n\nRien.\n";
        let (blocks, problems) = read_blocks("a", file);
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[0].text, "Avec Hugo et\nM. Ibn Sahl.");
        let names: Vec<&str> = blocks[0].marks.iter().map(|m| m.span.of(&blocks[0].text)).collect();
        assert_eq!(names, ["Hugo", "Ibn Sahl"]);
        assert_eq!(blocks[0].marks[1].form, Form::Fixed);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("a:5:"), "{problems:?}");
    }
}
