//! `liseuse articles`: one record per article.

use std::path::Path;

use clap::{ArgMatches, Args};

use super::arguments::{Records, parsed};
use super::format::{self, Format};
use super::record::{Cell, Column, Shown, column};
use super::{CommandRow, Context, Outcome, session};
use crate::article::{Article, ArticleId, Origin};
use crate::library::Library;

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "articles",
    about: "List the articles: one record each, with its marks; ndjson has the text too",
    fields: &COLUMNS,
    confined: true,
    arguments: Records::augment_args,
    run,
};

const COLUMNS: [Column; 16] = [
    Column { name: "id", shown: Shown::Short(8) },
    Column { name: "path", shown: Shown::End },
    Column { name: "path_bytes", shown: Shown::Json },
    column("title"),
    column("date"),
    column("author"),
    column("source"),
    column("url"),
    column("language"),
    column("words"),
    Column { name: "text", shown: Shown::Json },
    column("read"),
    column("starred"),
    column("archived"),
    column("tags"),
    Column { name: "story", shown: Shown::Short(8) },
];

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Records = parsed(matches)?;
    let (session, chosen) = session::select(&arguments.selection, context.commands, Vec::new())?;
    let json = arguments.format == Format::Ndjson;
    format::write(output, arguments.format, &COLUMNS, |emit| {
        chosen.iter().try_for_each(|&id| {
            let article = session.library.article(id);
            let marks = session.triage.of(id);
            emit(&[
                Cell::Text(article.key.to_string().into()),
                Cell::Text(path(&article.origin).into()),
                path_bytes(&article.origin),
                Cell::text(&article.title),
                article.date.map_or(Cell::Null, |date| Cell::Text(date.to_string().into())),
                Cell::optional(article.author.as_deref()),
                Cell::optional(article.source.as_deref()),
                Cell::optional(article.url.as_deref()),
                Cell::optional(Some(article.language.code())),
                Cell::Count(u64::from(article.words)),
                text(article, json),
                Cell::Bool(marks.read),
                Cell::Bool(marks.starred),
                Cell::Bool(marks.archived),
                Cell::List(marks.tags.iter().collect()),
                story(&session.library, id),
            ])
        })
    })?;
    Ok(session.exit_code())
}

/// The id of the first article that tells the same; null for an article that is alone.
fn story(library: &Library, id: ArticleId) -> Cell<'static> {
    library
        .story(id)
        .first()
        .map_or(Cell::Null, |&first| Cell::Text(library.article(first).key.to_string().into()))
}

/// The text, only for JSON.
fn text(article: &Article, json: bool) -> Cell<'_> {
    if json { Cell::text(&article.text) } else { Cell::Absent }
}

/// The path of an article in records: `file.jsonl#ID` for an item of a file.
pub(super) fn path(origin: &Origin) -> String {
    let file = origin.path.to_string_lossy();
    match &origin.item {
        Some(item) => format!("{file}#{item}"),
        None => file.into_owned(),
    }
}

/// The file's path without loss when it is not UTF-8: `%`, and bytes other than printable ASCII, as `%XX`.
pub(super) fn path_bytes(origin: &Origin) -> Cell<'static> {
    percent_encoded(&origin.path).map_or(Cell::Absent, |text| Cell::Text(text.into()))
}

/// A path that is not UTF-8, in ASCII; `None` for one that is UTF-8.
pub(super) fn percent_encoded(path: &Path) -> Option<String> {
    if path.to_str().is_some() {
        return None;
    }
    let mut out = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_graphic() && byte != b'%' {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn an_item_of_a_file_has_its_id_after_the_path() {
        let mut origin = Origin { path: Arc::from(Path::new("a b/c.jsonl")), item: Some("17".into()) };
        assert_eq!(path(&origin), "a b/c.jsonl#17");
        origin.item = None;
        assert_eq!(path(&origin), "a b/c.jsonl");
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_not_utf8_is_given_without_loss() {
        use std::os::unix::ffi::OsStrExt as _;
        let path = |bytes: &'static [u8]| percent_encoded(Path::new(std::ffi::OsStr::from_bytes(bytes)));
        assert_eq!(path("été 100%.txt".as_bytes()), None);
        assert_eq!(path(b"a/\xe9t\xe9 100%.txt").as_deref(), Some("a/%E9t%E9%20100%25.txt"));
    }
}
