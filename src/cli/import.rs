//! `liseuse import`: takes over the tags, stars and read marks that exports of other programs give their articles.
//!
//! So does `liseuse export`, whose records are read by [`super::exported`]. Of other programs, a format puts them into [`crate::article::Offered`] beside the article; what is read here is the same for each.

use clap::{ArgMatches, Args};

use super::arguments::{Common, parsed};
use super::articles::{path, path_bytes};
use super::format::{self, Format};
use super::output::say;
use super::record::{Cell, Column, Shown, column};
use super::session::{self, Session};
use super::{CommandRow, Context, ExitCode, Outcome, exported};
use crate::article::ArticleId;
use crate::text::count::counted;
use crate::text::sanitise::sanitise_text;
use crate::triage::{Action, StoredValue};

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "import",
    about: "Take over the tags, stars and read marks that exports of other programs give their articles",
    fields: &COLUMNS,
    // It creates the folder of the store.
    confined: false,
    arguments: Arguments::augment_args,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    /// Exports, and files and folders of articles; - is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<std::path::PathBuf>,
    /// Only say what would be taken over
    #[arg(long)]
    dry_run: bool,
    /// How records are written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    common: Common,
}

const COLUMNS: [Column; 8] = [
    Column { name: "id", shown: Shown::Short(8) },
    Column { name: "path", shown: Shown::End },
    Column { name: "path_bytes", shown: Shown::Json },
    column("title"),
    column("read"),
    column("starred"),
    column("archived"),
    column("tags"),
];

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let arguments: Arguments = parsed(matches)?;
    let (records, paths) = exported::split(arguments.paths)?;
    if !records.is_empty() {
        tell(exported::take(&arguments.common, &records, arguments.dry_run)?, arguments.dry_run);
    }
    if paths.is_empty() {
        return Ok(ExitCode::Complete);
    }
    let inputs = session::inputs(&paths);
    let mut session = Session::open(&arguments.common, context.commands, inputs, Vec::new())?;
    let library = &session.library;
    let action = session.triage.take_offered(library.ids().map(|id| (id, library.article(id))));
    let Action::TakeOffered { marks } = &action else { return Ok(session.exit_code()) };
    let taken: Vec<_> = marks.chunk_by(|a, b| a.0 == b.0).collect();
    session::begin(&mut session.triage, "import");
    if !arguments.dry_run
        && let Some(save) = session.triage.act(&action)
    {
        session::save(&arguments.common, &[save])?;
    }
    format::write(&mut context.output, arguments.format, &COLUMNS, |emit| {
        taken.iter().try_for_each(|marks| emit(&row(&session, marks)))
    })?;
    tell(taken.len(), arguments.dry_run);
    Ok(session.exit_code())
}

fn tell(taken: usize, dry_run: bool) {
    let done = if dry_run { "would take over" } else { "took over" };
    let articles = counted(taken, "article");
    say(sanitise_text(&format!("liseuse: {done} the marks of {articles}\n")).safe());
}

/// What is new of one article.
fn row<'a>(session: &'a Session, marks: &'a [(ArticleId, StoredValue)]) -> [Cell<'a>; 8] {
    let article = session.library.article(marks[0].0);
    let has = |value: &StoredValue| Cell::Bool(marks.iter().any(|(_, own)| own == value));
    let tags = marks.iter().filter_map(|(_, value)| match value {
        StoredValue::Tag(tag, _) => Some(&**tag),
        _ => None,
    });
    [
        Cell::Text(article.key.to_string().into()),
        Cell::Text(path(&article.origin).into()),
        path_bytes(&article.origin),
        Cell::text(&article.title),
        has(&StoredValue::Read(true)),
        has(&StoredValue::Starred(true)),
        has(&StoredValue::Archived(true)),
        Cell::List(tags.collect()),
    ]
}
