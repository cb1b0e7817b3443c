//! `liseuse check`: every file that was found, read or skipped with the reason.

use std::io::{self, Write as _};
use std::sync::Arc;

use clap::{ArgMatches, Args};

use super::arguments::{Common, Single, parsed};
use super::articles::percent_encoded;
use super::format::{self, Format};

use super::output::Output;
use super::record::{Cell, Column, Shown, column, object};
use super::session::{self, Session};
use super::{CommandRow, Context, Outcome};
use crate::article::Article;
use crate::corpus::Seen;
use crate::library::Library;
use crate::text::count::counted;

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "check",
    about: "Report for every file whether it could be read, how many articles it gave and what share of it was dropped; if not, why",
    fields: &[],
    confined: true,
    arguments: Arguments::augment_args,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    /// Files and folders to read; - is standard input; none is the built-in corpus
    #[arg(value_name = "PATH")]
    paths: Vec<std::path::PathBuf>,
    /// How the list is written
    #[arg(long, value_enum, default_value_t = Single::Table)]
    format: Single,
    #[command(flatten)]
    common: Common,
}

const COLUMNS: [Column; 5] = [
    column("status"),
    column("articles"),
    column("dropped"),
    Column { name: "path", shown: Shown::End },
    column("reason"),
];

/// The status of a row that is not about a whole file: the file has another row, or it is a folder.
const PROBLEM: &str = "problem";

/// One line of the list.
struct Row {
    /// `read`, `skipped`, or `problem` for what is wrong within a file that was read, or with a folder.
    status: &'static str,
    articles: Cell<'static>,
    /// The share of what was read that is in no text, from 0 to 1; `None` for what was not read.
    dropped: Option<f64>,
    path: String,
    path_bytes: Option<String>,
    reason: String,
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Arguments = parsed(matches)?;
    let session =
        Session::open(&arguments.common, context.commands, session::inputs(&arguments.paths), Vec::new())?;
    let rows = rows(&session.library);
    match arguments.format {
        Single::Json => json(output, &rows, session.report.seen)?,
        Single::Table => {
            format::write(output, Format::Table, &COLUMNS, |emit| {
                rows.iter().try_for_each(|row| {
                    emit(&[
                        Cell::text(row.status),
                        row.articles.clone(),
                        row.dropped.map_or(Cell::Null, |share| Cell::Text(percent(share).into())),
                        Cell::text(&row.path),
                        Cell::text(&row.reason),
                    ])
                })
            })?;
            let Seen { files, read, skipped, .. } = session.report.seen;
            writeln!(output, "\n{}: {read} read, {skipped} skipped", counted(files, "file"))?;
        }
    }
    Ok(session.exit_code())
}

/// Files that were read, in order; then skipped files and problems, in order.
fn rows(library: &Library) -> Vec<Row> {
    let same_file = |a: &Article, b: &Article| Arc::ptr_eq(&a.origin.path, &b.origin.path);
    let read = library.articles().chunk_by(same_file).map(|articles| {
        let path = &articles[0].origin.path;
        Row {
            status: "read",
            articles: Cell::Count(articles.len() as u64),
            dropped: Some(dropped(articles)),
            path: path.to_string_lossy().into_owned(),
            path_bytes: percent_encoded(path),
            reason: reason(articles),
        }
    });
    let rest = library.problems().iter().map(|problem| Row {
        status: if problem.skipped { "skipped" } else { PROBLEM },
        articles: Cell::Null,
        dropped: None,
        path: problem.path.to_string_lossy().into_owned(),
        path_bytes: percent_encoded(&problem.path),
        reason: if problem.error.next_step.is_empty() {
            problem.error.cause.clone()
        } else {
            format!("{}; {}", problem.error.cause, problem.error.next_step)
        },
    });
    read.chain(rest).collect()
}

/// What there is to say of a file that was read.
fn reason(articles: &[Article]) -> String {
    let mut said: Vec<_> = articles[0].notices.iter().map(ToString::to_string).collect();
    let offered = articles.iter().filter(|article| article.offered.is_some()).count();
    if offered > 0 {
        let articles = counted(offered, "article");
        said.push(format!("offers tags, stars or read marks of {articles}, which liseuse import takes over"));
    }
    said.join("; ")
}

/// The share of several articles, each weighed by what was read of it.
fn dropped(articles: &[Article]) -> f64 {
    let read = |article: &Article| article.text.len() as f64 / (1.0 - article.dropped()).max(f64::EPSILON);
    let (all, kept) = articles
        .iter()
        .fold((0.0, 0.0), |(all, kept), article| (all + read(article), kept + article.text.len() as f64));
    if all > 0.0 { 1.0 - kept / all } else { 0.0 }
}

/// A share in whole per cent; less than one is told from none.
fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.005 { "< 1 %".to_owned() } else { format!("{:.0} %", share * 100.0) }
}

fn json(output: &mut Output, rows: &[Row], seen: Seen) -> io::Result<()> {
    write!(
        output,
        "{{\"files\":{},\"read\":{},\"skipped\":{},\"entries\":[",
        seen.files, seen.read, seen.skipped
    )?;
    // One entry per file; problems within a file or with a folder are a list of their own.
    list(output, rows.iter().filter(|row| row.status != PROBLEM))?;
    output.write_all(b"],\"problems\":[")?;
    list(output, rows.iter().filter(|row| row.status == PROBLEM))?;
    output.write_all(b"]}\n")
}

/// Rows as objects, with commas between them.
fn list<'a>(output: &mut Output, rows: impl Iterator<Item = &'a Row>) -> io::Result<()> {
    for (index, row) in rows.enumerate() {
        output.write_all(if index == 0 { b"" } else { b"," })?;
        let bytes = row.path_bytes.as_deref().map_or(Cell::Absent, Cell::text);
        let status = Cell::text(row.status);
        let fields = [
            ("status", if row.status == PROBLEM { &Cell::Absent } else { &status }),
            ("articles", if row.status == "read" { &row.articles } else { &Cell::Absent }),
            // In thousandths.
            (
                "dropped",
                &row.dropped.map_or(Cell::Absent, |share| Cell::Number((share * 1000.0).round() / 1000.0)),
            ),
            ("path", &Cell::text(&row.path)),
            ("path_bytes", &bytes),
            ("reason", &Cell::optional(Some(&row.reason))),
        ];
        object(output, fields)?;
    }
    Ok(())
}
