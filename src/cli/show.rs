//! `liseuse show PATH`: articles as the reader shows them, set in the measure, with the facts coloured by kind on a terminal with
//! colours; with `--all`, in plain lines one after the other.

mod linear;

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args};

use super::arguments::{Common, parsed};
use super::articles;

use super::output::Output;
use super::session::{self, Session};
use super::{CommandRow, Context, Outcome};
use crate::article::{Article, ArticleId};
use crate::config::theme::{Style, Theme};
use crate::corpus::Input;
use crate::error::Error;
use crate::text::count::counted;
use crate::text::sanitise::{SafeText, sanitise_text};
use crate::text::wrap::wrap;
use crate::text::{Language, Safe, Span, sanitise};
use crate::typeset::{self, Part, Row, Run, Setting};

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
    /// Files, folders, or paths as the other commands give them (file.jsonl#ID, corpus/fr/…); - is standard input
    #[arg(value_name = "PATH", required_unless_present = "all")]
    paths: Vec<PathBuf>,
    /// One article after the other in plain lines, for screen readers and pipes; with no PATH, those the reader opens
    #[arg(long)]
    all: bool,
    /// Only articles that match, in the language of the filter line and in its order (person:altman is:unread)
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    filter: Option<String>,
    /// The most columns of a line: else the measure of the reader, or with --all the width of the terminal, and in a pipe no
    /// limit. With --all, 0 breaks no line
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
    #[command(flatten)]
    common: Common,
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Arguments = parsed(matches)?;
    let wanted: Vec<Wanted> = arguments.paths.iter().map(|path| Wanted::of(path)).collect();
    let inputs = wanted.iter().map(|wanted| wanted.input.clone()).collect();
    // Facts are found to be coloured, and so as not to break a line within one.
    let kinds = if arguments.all && !output.colour() { Vec::new() } else { session::all_kinds() };
    let asked = session::Asked { inputs, filter: arguments.filter.as_deref(), common: &arguments.common };
    let (session, chosen) = session::select_from(asked, context.commands, kinds)?;
    let mut code = session.exit_code();
    let measure = usize::from(session.settings.layout.measure);
    let width = match (arguments.width, arguments.all) {
        (Some(columns @ 1..), _) => columns,
        (Some(0), true) => usize::MAX,
        (None, true) => output.width().unwrap_or(usize::MAX),
        (_, false) => output.width().unwrap_or(usize::MAX).min(measure),
    };
    let is_wanted = |id: &ArticleId| {
        wanted.is_empty() || wanted.iter().any(|wanted| wanted.is(session.library.article(*id)))
    };
    let shown: Vec<ArticleId> = chosen.into_iter().filter(is_wanted).collect();
    for (index, &id) in shown.iter().enumerate() {
        let mut page = Page { session: &session, id, width, output };
        if arguments.all {
            page.write_linear(index + 1, shown.len())?;
        } else {
            if index > 0 {
                writeln!(page.output, "\n{}\n", "─".repeat(width.min(24)))?;
            }
            page.write()?;
        }
        page.links()?;
    }
    if shown.is_empty() && arguments.filter.is_none() && !session.library.articles().is_empty() {
        let names = arguments.paths.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>().join(", ");
        let step = "liseuse articles FILE lists the paths of its articles";
        return Err(Error::new(names, "there is no such article in that file").next(step).into());
    }
    if session.library.articles().is_empty() {
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
        let structure = article.structure();
        let mentions = self.session.library.mentions(self.id).iter();
        let held: Vec<_> =
            mentions.filter(|mention| mention.fact.figure().is_some()).map(|mention| mention.span).collect();
        let measure = self.width.clamp(1, usize::from(u16::MAX));
        let setting = Setting::plain(measure, article.language, false, &held);
        let mut gap = true;
        let mut captions = article.removed.iter().filter(|removed| removed.caption).peekable();
        for part in typeset::parts(&article.text, &structure) {
            while let Some(caption) = captions.next_if(|caption| caption.at <= part.span.start) {
                self.caption(article, &caption.text)?;
                gap = true;
            }
            if gap {
                writeln!(self.output)?;
            }
            gap = part.gap;
            let text = sanitise_text(part.span.of(&article.text));
            let rows = typeset::rows(&part, &text, (&article.text, &structure), setting);
            let part = SetPart { part, text: &text, marks: self.marks(article, part.span) };
            for row in &rows {
                self.row(&part, row)?;
            }
        }
        captions.try_for_each(|caption| self.caption(article, &caption.text))
    }

    /// On a terminal, the addresses of the links by their numbers, as the reader lists them.
    fn links(&mut self) -> io::Result<()> {
        let article = self.session.library.article(self.id);
        let structure = article.structure();
        if self.output.width().is_none() || structure.links().is_empty() {
            return Ok(());
        }
        let theme = &self.session.settings.theme;
        writeln!(self.output, "\nLinks")?;
        for (index, link) in structure.links().iter().enumerate() {
            write!(self.output, "{}. ", index + 1)?;
            let text = sanitise(link.span.of(&article.text)).into_owned();
            self.painted(theme.link(), &text)?;
            writeln!(self.output, " · {}", sanitise(structure.target(link)))?;
        }
        Ok(())
    }

    /// The caption of a picture, below an empty line.
    fn caption(&mut self, article: &Article, text: &str) -> io::Result<()> {
        let theme = &self.session.settings.theme;
        writeln!(self.output)?;
        for line in text.lines() {
            self.wrapped(&sanitise(line), article.language, |text| theme.paint(theme.dim, text))?;
        }
        Ok(())
    }

    /// What is styled within a span of an article, in drawing order; empty without colours.
    fn marks(&self, article: &Article, span: Span) -> Vec<(Span, Style)> {
        let mut marks = Vec::new();
        if !self.output.colour() {
            return marks;
        }
        let theme = &self.session.settings.theme;
        if let Some(structure) = &article.structure {
            marks
                .extend(structure.emphasis_from(span).iter().map(|run| (run.span, theme.emphasis(run.kind))));
            marks.extend(structure.links_from(span).iter().map(|link| (link.span, theme.link())));
        }
        let mentions = self.session.library.mentions(self.id);
        let first = mentions.partition_point(|mention| mention.span.start < span.start);
        let here = mentions[first..].iter().take_while(|mention| mention.span.start < span.end);
        marks.extend(here.map(|mention| (mention.span, theme.role(mention.fact.kind().row().role))));
        marks
    }

    /// A row: its signs and its runs from left to right, with spaces between them.
    fn row(&mut self, part: &SetPart<'_>, row: &Row) -> io::Result<()> {
        let theme: &Theme = &self.session.settings.theme;
        let mut signs = BTreeMap::new();
        for sign in &row.signs {
            signs.extend(
                (sign.column..sign.column.saturating_add(sign.times)).map(|column| (column, sign.sign)),
            );
        }
        let mut runs = row.runs.iter().peekable();
        let mut column = 0;
        while runs.peek().is_some() || signs.last_key_value().is_some_and(|(&last, _)| last >= column) {
            if let Some(run) = runs.next_if(|run| run.column <= column) {
                self.run(part, *run, theme.block(part.part.kind, row.strong))?;
                column += part.text.safe().slice(run.span).width() as u16 + u16::from(run.hyphen);
                continue;
            }
            match signs.get(&column) {
                Some(sign) => self.painted(theme.dim, &Safe::literal(sign))?,
                None => write!(self.output, " ")?,
            }
            column += 1;
        }
        writeln!(self.output)
    }

    /// A run of text, what is in it styled.
    fn run(&mut self, part: &SetPart<'_>, run: Run, base: Style) -> io::Result<()> {
        let text = part.text.safe();
        let mut styles = vec![(run.span, base)];
        for &(span, style) in &part.marks {
            if let Some(marked) = typeset::within_run(part.text, part.part.span.start, run.span, span) {
                styles = restyled(styles, marked, style);
            }
        }
        for (span, style) in styles {
            self.painted(style, &text.slice(span))?;
        }
        if run.hyphen { write!(self.output, "-") } else { Ok(()) }
    }

    fn painted(&mut self, style: Style, text: &Safe<'_>) -> io::Result<()> {
        if self.output.colour() && style != Style::default() {
            write!(self.output, "{}", self.session.settings.theme.paint(style, text))
        } else {
            write!(self.output, "{text}")
        }
    }
}

/// A part with its safe text and what is styled in it.
struct SetPart<'a> {
    part: Part,
    text: &'a SafeText<'a>,
    marks: Vec<(Span, Style)>,
}

/// A run of styled spans with one more style over `marked`.
fn restyled(styles: Vec<(Span, Style)>, marked: Span, style: Style) -> Vec<(Span, Style)> {
    let mut out = Vec::with_capacity(styles.len() + 2);
    for (span, base) in styles {
        let start = marked.start.clamp(span.start, span.end);
        let end = marked.end.clamp(start, span.end);
        let parts = [
            (Span { start: span.start, end: start }, base),
            (Span { start, end }, base.patch(style)),
            (Span { start: end, end: span.end }, base),
        ];
        out.extend(parts.into_iter().filter(|(span, _)| !span.is_empty()));
    }
    out
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
