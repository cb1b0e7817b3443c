//! `liseuse export`: what the user and the program know of articles, for other programs: marks, tags, notes, kept passages,
//! facts and citations. Markdown and BibTeX are written by templates, which the user can replace.

mod listed;
mod template;

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::{ArgMatches, Args, ValueEnum};
use serde::Serialize;

use super::arguments::{Selection, parsed};
use super::articles::{path, path_bytes};
use super::format;
use super::record::{Cell, Column, Emit, Shown, column};
use super::session;
use super::{CommandRow, Context, Failure, Outcome};
use crate::article::ArticleId;
use crate::article::citation::{self, citation};
use crate::error::{Error, Result};
use crate::library::Library;
use crate::text::sanitise::sanitise_text;
use crate::text::sentence;
use crate::triage::Annotations;
pub use listed::export_listed;
use template::Template;

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "export",
    about: "Write articles' notes, kept passages, tags, marks, facts and citations for other programs",
    fields: &COLUMNS,
    // It reads a template from any folder.
    confined: false,
    arguments: Arguments::augment_args,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    /// What is written
    #[arg(long, value_enum, default_value_t = Form::Markdown)]
    format: Form,
    /// Write each article by the template in FILE (Jinja syntax) instead of the built-in one
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Print the built-in template of the format, to be changed and given as --template
    #[arg(long, conflicts_with = "template")]
    print_template: bool,
    #[command(flatten)]
    selection: Selection,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A section for each article
    Markdown,
    /// Comma-separated values with a header line
    Csv,
    /// One JSON object a line, which `liseuse import` reads back
    Ndjson,
    /// Entries for a bibliography
    Bibtex,
}

const COLUMNS: [Column; 17] = [
    Column { name: "id", shown: Shown::Short(8) },
    Column { name: "path", shown: Shown::End },
    Column { name: "path_bytes", shown: Shown::Json },
    column("title"),
    column("date"),
    column("author"),
    column("source"),
    column("url"),
    column("language"),
    column("citation"),
    column("read"),
    column("starred"),
    column("archived"),
    column("tags"),
    column("note"),
    column("highlights"),
    column("facts"),
];

/// One article, as templates see it.
#[derive(Debug, Serialize)]
struct Exported<'a> {
    id: String,
    path: String,
    /// The name of its file, with the item in it.
    file: String,
    title: &'a str,
    /// `2025`, `2025-03` or `2025-03-14`.
    date: Option<String>,
    year: Option<i16>,
    /// 1 to 12.
    month: Option<u8>,
    author: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    language: &'a str,
    words: u32,
    citation: String,
    /// A key for a bibliography: `lavergne2025quai-3f9c`.
    cite_key: String,
    read: bool,
    starred: bool,
    archived: bool,
    tags: Vec<&'a str>,
    note: Option<&'a str>,
    highlights: Vec<Kept<'a>>,
    facts: Vec<Fact<'a>>,
}

/// A passage that is kept.
#[derive(Debug, Serialize)]
struct Kept<'a> {
    /// Its words.
    passage: &'a str,
    /// The same in the quotation marks of the language.
    quote: String,
    /// Where it begins in the article's text, in code points; where it began when it is not there any more.
    start: u32,
    /// When it was kept, in Unix seconds.
    at: i64,
}

/// A fact of an article, told apart by its kind and what it says.
#[derive(Debug, Serialize)]
struct Fact<'a> {
    kind: &'static str,
    /// The name of a person, or a figure as it is in the text.
    says: &'a str,
    /// How many mentions it has in the article.
    mentions: u64,
    /// The sentence of the first.
    sentence: &'a str,
    /// The same in the quotation marks of the language.
    quote: String,
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let arguments: Arguments = parsed(matches)?;
    let built_in = match arguments.format {
        Form::Markdown => Some(template::MARKDOWN),
        Form::Bibtex => Some(template::BIBTEX),
        Form::Csv | Form::Ndjson => None,
    };
    if built_in.is_none() && (arguments.template.is_some() || arguments.print_template) {
        let error = Error::new("--format", "csv and ndjson are not written by a template");
        return Err(error.next("use --format markdown or --format bibtex").into());
    }
    if let (Some(built_in), true) = (built_in, arguments.print_template) {
        context.output.write_all(built_in.as_bytes())?;
        return Ok(super::ExitCode::Complete);
    }
    let template = match (&arguments.template, built_in) {
        (Some(path), _) => Some(Template::of_file(path)?),
        (None, Some(built_in)) => Some(Template::built_in(built_in)?),
        (None, None) => None,
    };
    let (session, chosen) = session::select(&arguments.selection, context.commands, session::all_kinds())?;
    let annotations = session.triage.annotations(&chosen);
    let source = Source { library: &session.library, annotations: &annotations };
    write(&mut context.output, arguments.format, template.as_ref(), &source, &chosen)?;
    Ok(session.exit_code())
}

/// Where what is exported comes from.
struct Source<'a> {
    library: &'a Library,
    annotations: &'a Annotations,
}

/// Writes articles in a form, by a template where the form has one.
fn write(
    output: &mut impl io::Write,
    form: Form,
    template: Option<&Template>,
    source: &Source<'_>,
    chosen: &[ArticleId],
) -> std::result::Result<(), Failure> {
    let rows = |emit: &mut Emit<'_>| chosen.iter().try_for_each(|&id| emit(&row(source, id)));
    match (template, form) {
        (Some(template), _) => {
            for &id in chosen {
                let text = template.write(&exported(source, id))?;
                output.write_all(sanitise_text(&text).safe().as_str().as_bytes())?;
            }
        }
        (None, Form::Csv) => format::csv(output, &COLUMNS, rows)?,
        (None, _) => format::ndjson(output, &COLUMNS, rows)?,
    }
    Ok(())
}

fn exported<'a>(source: &Source<'a>, id: ArticleId) -> Exported<'a> {
    let article = source.library.article(id);
    let marks = source.annotations.of(id);
    Exported {
        id: article.key.to_string(),
        path: path(&article.origin),
        file: citation::file(article),
        title: &article.title,
        date: article.date.map(|date| date.to_string()),
        year: article.date.map(|date| date.year),
        month: article.date.map(|date| date.month).filter(|&month| month > 0),
        author: article.author.as_deref(),
        source: article.source.as_deref(),
        url: article.url.as_deref(),
        language: article.language.code(),
        words: article.words,
        citation: citation(article),
        cite_key: template::cite_key(article),
        read: marks.read,
        starred: marks.starred,
        archived: marks.archived,
        tags: marks.tags.iter().collect(),
        note: source.annotations.note(id),
        highlights: highlights(source, id),
        facts: facts(source, id),
    }
}

/// The passages that are kept of an article, in the order of its text.
fn highlights<'a>(source: &Source<'a>, id: ArticleId) -> Vec<Kept<'a>> {
    let language = source.library.article(id).language;
    let kept = source.annotations.highlights(id).iter().map(|kept| Kept {
        passage: &kept.passage,
        quote: citation::quoted(&on_one_line(&kept.passage), language),
        start: kept.start,
        at: kept.at,
    });
    kept.collect()
}

/// A passage with its lines one after the other; other white space stays, such as that within quotation marks.
fn on_one_line(passage: &str) -> String {
    passage.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The facts of an article, each once, in the order of their first mentions.
fn facts<'a>(source: &Source<'a>, id: ArticleId) -> Vec<Fact<'a>> {
    let article = source.library.article(id);
    let mut facts: Vec<Fact<'_>> = Vec::new();
    let mut known: HashMap<(&str, &str), usize> = HashMap::new();
    for mention in source.library.mentions(id) {
        let kind = mention.fact.kind().name();
        let says = match mention.fact.entity() {
            Some(entity) => &*source.library.entity(entity).name,
            None => mention.span.of(&article.text),
        };
        if let Some(&at) = known.get(&(kind, says)) {
            facts[at].mentions += 1;
            continue;
        }
        known.insert((kind, says), facts.len());
        let sentence = sentence::around(&article.text, mention.span).of(&article.text).trim();
        let quote = citation::quoted(sentence, article.language);
        facts.push(Fact { kind, says, mentions: 1, sentence, quote });
    }
    facts
}

fn row<'a>(source: &Source<'a>, id: ArticleId) -> [Cell<'a>; 17] {
    let article = source.library.article(id);
    let marks = source.annotations.of(id);
    let kept = highlights(source, id).into_iter().map(|kept| {
        vec![
            ("passage", Cell::text(kept.passage)),
            ("start", Cell::Count(kept.start.into())),
            ("at", Cell::Count(kept.at.max(0).unsigned_abs())),
        ]
    });
    let facts = facts(source, id).into_iter().map(|fact| {
        vec![
            ("kind", Cell::text(fact.kind)),
            ("says", Cell::text(fact.says)),
            ("mentions", Cell::Count(fact.mentions)),
            ("sentence", Cell::text(fact.sentence)),
        ]
    });
    [
        Cell::Text(article.key.to_string().into()),
        Cell::Text(path(&article.origin).into()),
        path_bytes(&article.origin),
        Cell::text(&article.title),
        article.date.map_or(Cell::Null, |date| Cell::Text(date.to_string().into())),
        Cell::optional(article.author.as_deref()),
        Cell::optional(article.source.as_deref()),
        Cell::optional(article.url.as_deref()),
        Cell::optional(Some(article.language.code())),
        Cell::Text(citation(article).into()),
        Cell::Bool(marks.read),
        Cell::Bool(marks.starred),
        Cell::Bool(marks.archived),
        Cell::List(marks.tags.iter().collect()),
        Cell::optional(source.annotations.note(id)),
        Cell::Records("passage", kept.collect()),
        Cell::Records("says", facts.collect()),
    ]
}
