//! Turns what covers the panes into the text of a file: CSV, Markdown or NDJSON, by the ending of the file's name. Runs in a
//! background thread. Each cover has a file; this one has what they share. Writing the file is left to `tui/export.rs`.

mod claims;
mod dossier;
mod index;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::library::board::{Board, Entry};
use crate::library::dossier::{Dossier, Found};
use crate::library::register::Register;
use crate::library::{Library, Subject};
use crate::text::count::counted;
use crate::text::sanitise;
use crate::text::visible::is_invisible;

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Markdown,
    Ndjson,
}

impl Format {
    /// The one that the name of a file asks for: CSV where it asks for none.
    fn of(path: &Path) -> Self {
        match path
            .extension()
            .and_then(|extension| extension.to_str())
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            Some("md" | "markdown") => Self::Markdown,
            Some("ndjson" | "jsonl" | "json") => Self::Ndjson,
            _ => Self::Csv,
        }
    }
}

/// What is written.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Rows of the board: questions with all their claims, or single figures.
    Claims(Arc<Board>, Vec<Entry>),
    /// Items of the index, by their places.
    Index(Arc<Register>, Vec<u32>),
    /// What is shown of the dossier of a subject.
    Dossier(Subject, Arc<Dossier>, Found),
}

/// Writes what covers the panes to a file.
#[derive(Debug, Clone)]
pub struct ExportJob {
    /// The file.
    pub path: PathBuf,
    /// Whether a file that is there is replaced.
    pub replace: bool,
    pub(crate) library: Arc<Library>,
    pub(crate) content: Content,
}

impl ExportJob {
    /// What the file says, and what that is: `5 claims`.
    pub fn text(&self) -> (String, String) {
        let format = Format::of(&self.path);
        match &self.content {
            Content::Claims(board, rows) => {
                let (text, count) = claims::text(&self.library, board, rows, format);
                (text, counted(count, "claim"))
            }
            Content::Index(register, places) => {
                let text = index::text(&self.library, register, places, format);
                (text, counted(places.len(), "row"))
            }
            Content::Dossier(subject, dossier, found) => {
                let text = dossier::text(&self.library, subject, dossier, found, format);
                (text, counted(found.mentions.len(), "mention"))
            }
        }
    }
}

/// Records under the names of their fields, as CSV or NDJSON.
struct Records {
    fields: &'static [&'static str],
    format: Format,
    text: String,
}

impl Records {
    /// None yet.
    fn new(fields: &'static [&'static str], format: Format) -> Self {
        let text = if format == Format::Csv { format!("{}\r\n", fields.join(",")) } else { String::new() };
        Self { fields, format, text }
    }

    /// Adds one, with a value for each field.
    fn add(&mut self, values: &[serde_json::Value]) {
        if self.format == Format::Csv {
            let fields: Vec<String> = values.iter().map(field).collect();
            self.text.push_str(&fields.join(","));
            self.text.push_str("\r\n");
        } else {
            let pair = |(name, value): (&&str, &_)| format!("\"{name}\":{}", json(value));
            let pairs: Vec<String> = self.fields.iter().zip(values).map(pair).collect();
            let _ = writeln!(self.text, "{{{}}}", pairs.join(","));
        }
    }
}

/// A text, or `null`.
fn string(text: Option<&str>) -> serde_json::Value {
    text.map_or(serde_json::Value::Null, Into::into)
}

/// A cell of a Markdown table: one line, sanitised, with its bars escaped.
fn cell(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    sanitise(&line).as_str().replace('\\', "\\\\").replace('|', "\\|")
}

/// A field of CSV (RFC 4180), sanitised.
fn field(value: &serde_json::Value) -> String {
    let text = match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => sanitise(text).to_string(),
        // Texts with their counts.
        serde_json::Value::Object(tally) => {
            let parts: Vec<_> = tally.iter().map(|(text, count)| format!("{text} ({count})")).collect();
            sanitise(&parts.join("; ")).to_string()
        }
        other => other.to_string(),
    };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// A value as JSON, with every control and format character escaped.
fn json(value: &serde_json::Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        if c.is_control() || is_invisible(c) {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| {
                let _ = write!(out, "\\u{unit:04x}");
            });
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_file_chooses_the_format() {
        for (name, format) in [
            ("a.csv", Format::Csv),
            ("a", Format::Csv),
            ("a.MD", Format::Markdown),
            ("b/a.ndjson", Format::Ndjson),
            ("a.jsonl", Format::Ndjson),
        ] {
            assert_eq!(Format::of(Path::new(name)), format, "{name}");
        }
    }

    #[test]
    fn what_divides_cells_is_escaped_and_no_control_gets_through() {
        assert_eq!(
            cell("a|b\n\\c\u{1b}[2J"),
            "a\\|b \\\\c[2J".replace("c[2J", &format!("c{}", sanitise("\u{1b}[2J")))
        );
        assert_eq!(field(&"say \"x\", y".into()), "\"say \"\"x\"\", y\"");
        assert_eq!(json(&"a\u{202e}\u{9b}\"".into()), "\"a\\u202e\\u009b\\\"\"");
    }
}
