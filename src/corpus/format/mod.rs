//! The registry of input formats: one file each, one row each. A row says which names and which contents
//! are of the format and how to read them.

mod front_matter;
mod html;
mod json;
mod jsonl;
mod mail;
mod markdown;
mod plain;
mod record;
mod xml;

use std::path::Path;

use super::draft::Draft;
use crate::error::Error;

/// One input format.
#[derive(Debug)]
pub(super) struct Format {
    /// As people call it.
    pub(super) name: &'static str,
    /// In lower case, without the dot.
    pub(super) extensions: &'static [&'static str],
    /// Whether a text is of this format, for a file whose name does not say.
    pub(super) sniff: fn(&str) -> bool,
    /// Reads the articles.
    pub(super) parse: for<'a> fn(&Source<'a>) -> Parsed<'a>,
}

/// A decoded file.
#[derive(Debug)]
pub(super) struct Source<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    /// Whether the file goes on beyond the text.
    pub(super) cut: bool,
    /// Whether the texts are to be left as they are.
    pub(super) raw: bool,
}

impl Source<'_> {
    /// An error about the file, or about a line of it.
    pub(super) fn error(&self, line: Option<usize>, cause: impl std::fmt::Display) -> Error {
        let cause = match line {
            Some(line) => format!("line {line}: {cause}"),
            None => cause.to_string(),
        };
        Error::new(self.path.to_string_lossy(), cause)
    }
}

/// What a format found in a file.
#[derive(Debug, Default)]
pub(super) struct Parsed<'a> {
    pub(super) drafts: Vec<Draft<'a>>,
    /// One for each article that could not be read.
    pub(super) problems: Vec<Error>,
}

impl<'a> From<Draft<'a>> for Parsed<'a> {
    fn from(draft: Draft<'a>) -> Self {
        Self { drafts: vec![draft], problems: Vec::new() }
    }
}

/// All formats. The first whose `sniff` agrees is taken; plain text, the last, takes everything.
const FORMATS: &[Format] =
    &[html::FORMAT, xml::FORMAT, json::FORMAT, jsonl::FORMAT, mail::FORMAT, markdown::FORMAT, plain::FORMAT];

/// The format that the name of a file says it has.
pub(super) fn by_name(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?;
    FORMATS.iter().find(|format| format.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// The format of a text.
pub(super) fn by_content(text: &str) -> &'static Format {
    FORMATS.iter().find(|format| (format.sniff)(text)).unwrap_or(&plain::FORMAT)
}

/// All formats with their extensions, for people.
pub(super) fn kinds() -> String {
    let kind = |format: &Format| format!("{} (.{})", format.name, format.extensions.join(" ."));
    FORMATS.iter().map(kind).collect::<Vec<_>>().join(", ")
}
