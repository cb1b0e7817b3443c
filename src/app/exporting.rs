//! Turns the rows of the board of claims into the text of a file: CSV, Markdown or NDJSON, by the ending of the file's name. Runs in a
//! background thread. Writing the file is left to `tui/export.rs`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::facts::MentionRef;
use crate::library::Library;
use crate::library::board::{Board, Entry, label, range};
use crate::text::visible::is_invisible;
use crate::text::{sanitise, sentence};

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

/// The fields of a record, in CSV and NDJSON.
const FIELDS: [&str; 13] = [
    "question", "value", "high", "unit", "modifier", "surface", "said_by", "sentence", "title", "date",
    "source", "path", "url",
];

/// Writes the rows of the board to a file.
#[derive(Debug, Clone)]
pub struct ExportJob {
    /// The file.
    pub path: PathBuf,
    /// Whether a file that is there is replaced.
    pub replace: bool,
    pub(crate) library: Arc<Library>,
    pub(crate) board: Arc<Board>,
    /// The rows: questions with all their claims, or single figures.
    pub(crate) rows: Vec<Entry>,
}

impl ExportJob {
    /// What the file says, and how many claims that are.
    pub fn text(&self) -> (String, usize) {
        let mut text = String::new();
        let format = Format::of(&self.path);
        if format == Format::Csv {
            text.push_str(&FIELDS.join(","));
            text.push_str("\r\n");
        }
        let mut count = 0;
        let mut table = false;
        for row in &self.rows {
            let claims: &[MentionRef] = match row {
                Entry::Question(place) => self.board.claims(*place),
                Entry::Claim(at) => std::slice::from_ref(at),
            };
            if format == Format::Markdown {
                if let Entry::Question(place) = row {
                    let asked = self.board.asked(*place);
                    let name = cell(self.library.question_name(asked.question));
                    let _ = write!(text, "\n## {name} · {}\n", cell(&range(&self.library, asked)));
                    table = false;
                }
                if !table {
                    text.push_str("\n| value | who says so | sentence | article | source | date |\n|---|---|---|---|---|---|\n");
                    table = true;
                }
            }
            for at in claims {
                count += 1;
                self.claim(*at, format, &mut text);
            }
        }
        (text.trim_start().to_owned(), count)
    }

    fn claim(&self, at: MentionRef, format: Format, text: &mut String) {
        let library = &*self.library;
        let (article, mention) = (library.article(at.article), library.mention(at));
        let claim = library.claims_if_known().and_then(|claims| claims.at(at));
        let said = claim.and_then(|claim| library.said_by(claim));
        let quote = sentence::around(&article.text, mention.span).of(&article.text);
        let date = article.date.map(|date| date.to_string());
        if format == Format::Markdown {
            let cells = [
                &*label(library, at),
                said.unwrap_or("the article"),
                quote,
                &article.title,
                article.source.as_deref().unwrap_or_default(),
                date.as_deref().unwrap_or_default(),
            ];
            let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
            let _ = writeln!(text, "| {} |", cells.join(" | "));
            return;
        }
        let Some(figure) = mention.fact.figure() else { return };
        let question = claim.map(|claim| library.question_name(claim.question));
        let path = article.origin.path.display().to_string();
        let path = article.origin.item.as_ref().map_or(path.clone(), |item| format!("{path}#{item}"));
        let number = |number: f64| serde_json::Value::from(number);
        let string = |text: Option<&str>| text.map_or(serde_json::Value::Null, Into::into);
        let values = [
            string(question),
            number(figure.value),
            figure.high.map_or(serde_json::Value::Null, number),
            string(figure.unit.as_ref().map(|unit| unit.code())),
            string(Some(figure.modifier.code())),
            string(Some(mention.span.of(&article.text))),
            string(said),
            string(Some(quote)),
            string(Some(&article.title)),
            string(date.as_deref()),
            string(article.source.as_deref()),
            string(Some(&path)),
            string(article.url.as_deref()),
        ];
        if format == Format::Csv {
            let fields: Vec<String> = values.iter().map(field).collect();
            text.push_str(&fields.join(","));
            text.push_str("\r\n");
        } else {
            let pairs: Vec<String> = FIELDS
                .iter()
                .zip(&values)
                .map(|(name, value)| format!("\"{name}\":{}", json(value)))
                .collect();
            let _ = writeln!(text, "{{{}}}", pairs.join(","));
        }
    }
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
