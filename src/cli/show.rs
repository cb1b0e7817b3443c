//! `liseuse show PATH`: articles as the reader shows them, wrapped, with the facts coloured by kind on a terminal with
//! colours.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args};

use super::arguments::{Common, parsed};
use super::articles;

use super::output::Output;
use super::session::{self, Session};
use super::{CommandRow, Context, Outcome};
use crate::article::{Article, ArticleId};
use crate::config::theme::Theme;
use crate::corpus::Input;
use crate::error::Error;
use crate::facts::Kind;
use crate::text::count::counted;
use crate::text::sanitise::{SafeText, sanitise_text};
use crate::text::wrap::wrap;
use crate::text::{Language, Safe, Span, sanitise};

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "show",
    about: "Print articles as the reader shows them",
    fields: &[],
    confined: true,
    arguments: Arguments::augment_args,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    /// Files, or paths as the other commands give them (file.jsonl#ID, corpus/fr/…); - is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    common: Common,
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Arguments = parsed(matches)?;
    let wanted: Vec<Wanted> = arguments.paths.iter().map(|path| Wanted::of(path)).collect();
    let inputs = wanted.iter().map(|wanted| wanted.input.clone()).collect();
    let session = Session::open(&arguments.common, context.commands, inputs, session::all_kinds())?;
    let mut code = session.exit_code();
    let width = output.width().unwrap_or(usize::MAX).min(usize::from(session.settings.measure));
    let mut shown = 0;
    for id in session.library.ids() {
        let article = session.library.article(id);
        if wanted.iter().any(|wanted| wanted.is(article)) {
            if shown > 0 {
                writeln!(output, "\n{}\n", "─".repeat(width.min(24)))?;
            }
            shown += 1;
            Page { session: &session, id, width, output }.write()?;
        }
    }
    if shown == 0 && !session.library.articles().is_empty() {
        let names = arguments.paths.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>().join(", ");
        let step = "liseuse articles FILE lists the paths of its articles";
        return Err(Error::new(names, "there is no such article in that file").next(step).into());
    }
    if shown == 0 {
        code = super::ExitCode::Failed;
    }
    Ok(code)
}

/// One of the paths, which may be that of a record.
struct Wanted {
    input: Input,
    /// The record's path of the one article to show; `None` for all articles of the input.
    only: Option<String>,
}

impl Wanted {
    fn of(path: &Path) -> Self {
        if path == Path::new("-") {
            return Self { input: Input::Stdin, only: None };
        }
        let whole = || Self { input: Input::Path(path.to_owned()), only: None };
        let Some(text) = path.to_str().filter(|_| !path.exists()) else { return whole() };
        let only = Some(text.to_owned());
        // Ids and folders can contain # too: use the longest path that is a file.
        let file = text.rmatch_indices('#').map(|(at, _)| &text[..at]).find(|file| Path::new(file).is_file());
        match file {
            Some(file) => Self { input: Input::Path(PathBuf::from(file)), only },
            None if text.starts_with("corpus/") => Self { input: Input::BuiltIn, only },
            None => whole(),
        }
    }

    fn is(&self, article: &Article) -> bool {
        let path = articles::path(&article.origin);
        match (&self.only, &self.input) {
            (Some(only), _) => *only == path,
            (None, Input::Path(input)) => article.origin.path.starts_with(input),
            (None, Input::Stdin) => &*article.origin.path == Path::new("-"),
            (None, Input::BuiltIn) => true,
        }
    }
}

/// Writes one article.
struct Page<'a> {
    session: &'a Session,
    id: ArticleId,
    width: usize,
    output: &'a mut Output,
}

impl Page<'_> {
    fn write(&mut self) -> io::Result<()> {
        let session = self.session;
        let article = session.library.article(self.id);
        let theme = &session.settings.theme;
        self.wrapped(&sanitise(&article.title), article.language, |text| theme.paint(theme.title, text))?;
        self.wrapped(&sanitise(&byline(article)), article.language, |text| theme.paint(theme.dim, text))?;
        for notice in &article.notices {
            self.wrapped(&sanitise(notice), Language::ENGLISH, |text| theme.paint(theme.dim, text))?;
        }
        self.body(article)
    }

    /// A paragraph of one style.
    fn wrapped(
        &mut self,
        text: &Safe<'_>,
        language: Language,
        paint: impl Fn(&Safe<'_>) -> String,
    ) -> io::Result<()> {
        for line in wrap(text.as_str(), self.width, language) {
            let part = text.slice(line.span);
            let hyphen = if line.hyphen { "-" } else { "" };
            if self.output.colour() {
                writeln!(self.output, "{}{hyphen}", paint(&part))?;
            } else {
                writeln!(self.output, "{part}{hyphen}")?;
            }
        }
        Ok(())
    }

    fn body(&mut self, article: &Article) -> io::Result<()> {
        let safe = sanitise_text(&article.text);
        let mentions = self.mentions(&safe);
        let mut start = 0;
        for paragraph in safe.safe().as_str().split('\n') {
            if !paragraph.trim().is_empty() {
                writeln!(self.output)?;
                for line in wrap(paragraph, self.width, article.language) {
                    let span = Span::new(start + line.span.range().start, start + line.span.range().end);
                    self.line(safe.safe(), span, &mentions)?;
                    writeln!(self.output, "{}", if line.hyphen { "-" } else { "" })?;
                }
            }
            start += paragraph.len() + 1;
        }
        Ok(())
    }

    /// The spans of mentions in the safe text, with their kinds; empty without colours.
    fn mentions(&self, safe: &SafeText<'_>) -> Vec<(Span, Kind)> {
        if !self.output.colour() {
            return Vec::new();
        }
        let mentions = self.session.library.mentions(self.id).iter();
        mentions.map(|mention| (safe.map(mention.span), mention.fact.kind())).collect()
    }

    /// One line of the text, its mentions coloured.
    fn line(&mut self, text: &Safe<'_>, line: Span, mentions: &[(Span, Kind)]) -> io::Result<()> {
        let theme: &Theme = &self.session.settings.theme;
        let mut at = line.start;
        let first = mentions.partition_point(|(span, _)| span.end <= line.start);
        for &(span, kind) in mentions[first..].iter().take_while(|(span, _)| span.start < line.end) {
            let (start, end) = (span.start.max(at), span.end.min(line.end));
            if start >= end {
                continue;
            }
            let style = theme.role(kind.row().role);
            write!(self.output, "{}", text.slice(Span { start: at, end: start }))?;
            write!(self.output, "{}", theme.paint(style, &text.slice(Span { start, end })))?;
            at = end;
        }
        write!(self.output, "{}", text.slice(Span { start: at, end: line.end }))
    }
}

/// Source, author, date and number of words, in one line.
fn byline(article: &Article) -> String {
    let date = article.date.map(|date| date.to_string());
    let parts = [article.source.as_deref(), article.author.as_deref(), date.as_deref()];
    let mut line = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if !line.is_empty() {
        line.push_str(" · ");
    }
    line.push_str(&counted(article.words, "word"));
    line
}
