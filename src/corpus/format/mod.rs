//! The registry of input formats: one file each, one row each. A row says which names and which contents
//! are of the format and how to read them.

mod archive;
mod csv;
mod docx;
mod epub;
mod europresse;
mod events;
mod factiva;
mod fields;
mod front_matter;
mod html;
mod json;
mod jsonl;
mod lexisnexis;
mod mail;
mod markdown;
mod markup;
mod mbox;
mod mhtml;
mod mime;
mod odt;
mod omnivore;
mod packed;
pub(super) mod pdf;
mod plain;
mod record;
mod tei;
mod wiki;
mod xml;
mod zip;

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use super::decode::{Decoded, decode};
use super::draft::Draft;
use super::file_kind;
use super::options::Options;
use crate::error::Error;
use crate::text::count::size;

/// One input format.
#[derive(Debug)]
pub(super) struct Format {
    /// As people call it.
    pub(super) name: &'static str,
    /// In lower case, without the dot.
    pub(super) extensions: &'static [&'static str],
    /// How a file of this format is known.
    pub(super) sniff: Sniff,
    /// Reads the articles.
    pub(super) parse: for<'s> fn(&'s Source<'_>) -> Parsed<'s>,
}

/// How a file of a format is known by its head.
#[derive(Debug)]
pub(super) enum Sniff {
    /// By bytes that nothing else begins with: whatever the file is called, and though it is no text.
    Bytes(fn(&Source<'_>) -> bool),
    /// By its bytes too, for a file that holds files: it is not opened within another.
    Container(fn(&Source<'_>) -> bool),
    /// By signs in its text that nothing else has: whatever the file is called.
    Sure(fn(&Source<'_>) -> bool),
    /// By what its text looks like, when its name does not say.
    Likely(fn(&Source<'_>) -> bool),
}

impl Sniff {
    fn agrees(&self, source: &Source<'_>) -> bool {
        let (Self::Bytes(sniff) | Self::Container(sniff) | Self::Sure(sniff) | Self::Likely(sniff)) = self;
        sniff(source)
    }
}

/// How many times the size limit of a file is unpacked of one that holds many.
const MAX_UNPACKED: usize = 4;

/// How far into a page its body is looked for.
const MOST_STYLES: usize = 2 << 20;

/// How much of a file is looked at to find its format.
const HEAD: usize = 16 << 10;

/// A file.
#[derive(Debug)]
pub(super) struct Source<'a> {
    pub(super) path: &'a Path,
    pub(super) bytes: &'a [u8],
    /// Whether the file goes on beyond the bytes.
    pub(super) cut: bool,
    /// Whether the texts are to be left as they are.
    pub(super) raw: bool,
    /// The most bytes that are read of one file, packed or not.
    pub(super) limit: usize,
    /// What may still be unpacked of a file, in bytes.
    budget: AtomicUsize,
    /// The budget of the file in which the bytes were packed: then no container in them is opened.
    outer: Option<&'a AtomicUsize>,
    head: OnceLock<Cow<'a, str>>,
    decoded: OnceLock<Decoded<'a>>,
    /// Whether a format read the decoded text, and not only its head.
    read: AtomicBool,
}

impl<'a> Source<'a> {
    pub(super) fn new(path: &'a Path, bytes: &'a [u8], cut: bool, options: &Options) -> Self {
        let limit = usize::try_from(options.max_file_bytes).unwrap_or(usize::MAX);
        Self {
            path,
            bytes,
            cut,
            raw: options.raw,
            limit,
            budget: AtomicUsize::new(limit.saturating_mul(MAX_UNPACKED)),
            outer: None,
            head: OnceLock::new(),
            decoded: OnceLock::new(),
            read: AtomicBool::new(false),
        }
    }

    /// What may still be unpacked of the file that was named or found, in bytes.
    pub(super) fn budget(&self) -> &AtomicUsize {
        self.outer.unwrap_or(&self.budget)
    }

    /// Reads a file that was packed in this one, and is called `path`. It may itself be no packed file.
    pub(super) fn unpacked(&self, path: &Path, bytes: &[u8], cut: bool) -> Parsed<'static> {
        let Self { raw, limit, .. } = *self;
        let (head, decoded, read) = (OnceLock::new(), OnceLock::new(), AtomicBool::new(false));
        let budget = AtomicUsize::new(0);
        let inner =
            Source { path, bytes, cut, raw, limit, budget, outer: Some(self.budget()), head, decoded, read };
        let format = match of(&inner) {
            Ok(format) => format,
            Err(kind) => {
                let error = Error::new(path.to_string_lossy(), format!("holds {kind}, not text"));
                return Parsed { drafts: Vec::new(), problems: vec![error.next("unpack it to read it")] };
            }
        };
        let mut parsed = (format.parse)(&inner);
        let notices = inner.notices().to_vec();
        if cut && bytes.len() == limit {
            parsed.ends_at_limit(&inner);
        }
        let own = |draft: Draft<'_>| {
            let mut draft = draft.into_owned();
            draft.notices = [&notices, &*draft.notices].concat();
            draft
        };
        Parsed { drafts: parsed.drafts.into_iter().map(own).collect(), problems: parsed.problems }
    }

    /// The text, decoded when it is first asked for.
    pub(super) fn text(&self) -> &str {
        self.read.store(true, Relaxed);
        &self.whole().text
    }

    fn whole(&self) -> &Decoded<'a> {
        self.decoded.get_or_init(|| decode(self.bytes, self.cut))
    }

    /// The first 16 KiB of the text. A file that is not longer is decoded once, for its head and its text.
    pub(super) fn head(&self) -> &str {
        if self.bytes.len() <= HEAD || self.decoded.get().is_some() {
            return super::prefix::prefix(&self.whole().text, HEAD);
        }
        self.head.get_or_init(|| {
            let cut = self.bytes.len() > HEAD;
            decode(&self.bytes[..self.bytes.len().min(HEAD)], cut || self.cut).text
        })
    }

    /// The first 16 KiB of a page below its own head, where styles and scripts may take hundreds; of any other file
    /// its first 16 KiB. Not decoded: names of elements and classes read the same in nearly every encoding.
    pub(super) fn page_head(&self) -> &[u8] {
        let is_page =
            self.bytes.iter().take(1024).find(|byte| !byte.is_ascii_whitespace() && byte.is_ascii());
        let within = &self.bytes[..self.bytes.len().min(MOST_STYLES)];
        let body = || [b"<body", b"<BODY"].iter().find_map(|tag| memchr::memmem::find(within, *tag));
        let from = if is_page == Some(&b'<') { body().unwrap_or(0) } else { 0 };
        &self.bytes[from..self.bytes.len().min(from + HEAD)]
    }

    /// What there is to say of how the text was decoded; nothing where a format read the bytes.
    pub(super) fn notices(&self) -> &[Box<str>] {
        self.decoded.get().filter(|_| self.read.load(Relaxed)).map_or(&[], |decoded| &decoded.notices)
    }

    /// What can be done about a file that cannot be read: where it is larger than the limit, raising that.
    pub(super) fn step(&self, otherwise: &'static str) -> &'static str {
        if self.cut { "raise the limit with --max-size, or unpack it" } else { otherwise }
    }

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

/// What a problem says of a file that goes on beyond the size limit.
pub(super) const ENDS_AT_LIMIT: &str = "the size limit ends the file here";

/// What can be done about it.
pub(super) const RAISE_LIMIT: &str = "raise the limit with --max-size, or split the file";

impl Parsed<'_> {
    /// Says of a file that goes on beyond the size limit what that does to its articles: a single one is cut, and of
    /// several the last, and those after it are not read at all. A format that leaves the last one out says so itself.
    pub(super) fn ends_at_limit(&mut self, source: &Source<'_>) {
        if self.problems.iter().any(|problem| problem.cause.contains(ENDS_AT_LIMIT)) {
            return;
        }
        let limit = size(source.limit as u64);
        let count = self.drafts.len();
        let Some(last) = self.drafts.last_mut() else { return };
        last.notices.push(format!("cut at {limit}").into());
        if count > 1 || last.item.is_some() {
            let cause = format!(
                "{ENDS_AT_LIMIT}, after {limit}: article {count} is cut, and what follows is left out"
            );
            self.problems.push(source.error(None, cause).next(RAISE_LIMIT));
        }
    }
}

impl<'a> From<Draft<'a>> for Parsed<'a> {
    fn from(draft: Draft<'a>) -> Self {
        Self { drafts: vec![draft], problems: Vec::new() }
    }
}

/// All formats. The first whose `sniff` agrees is taken; plain text, the last, takes everything.
const FORMATS: &[Format] = &[
    epub::FORMAT,
    odt::FORMAT,
    docx::FORMAT,
    pdf::FORMAT,
    packed::GZIP,
    packed::ZSTD,
    zip::FORMAT,
    europresse::FORMAT,
    factiva::FORMAT,
    lexisnexis::FORMAT,
    mbox::FORMAT,
    mhtml::FORMAT,
    wiki::FORMAT,
    tei::FORMAT,
    csv::FORMAT,
    html::FORMAT,
    xml::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    mail::FORMAT,
    markdown::FORMAT,
    plain::FORMAT,
];

/// The format that the name of a file says it has. A packed file that its inner name calls something else than
/// an article, `site.tar.gz`, has none.
pub(super) fn by_name(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?;
    let known = |format: &&Format| format.extensions.iter().any(|one| one.eq_ignore_ascii_case(extension));
    let format = FORMATS.iter().find(known)?;
    if packed::EXTENSIONS.iter().any(|one| one.eq_ignore_ascii_case(extension)) {
        let inner = path.with_extension("");
        let other = file_kind::not_an_article(&inner).is_some();
        return Some(format).filter(|_| !other || by_name(&inner).is_some());
    }
    Some(format)
}

/// The format of a file: by its first bytes, by signs that only one format has, by its name, by what it looks
/// like. Where it holds no text, what it holds.
pub(super) fn of(source: &Source<'_>) -> Result<&'static Format, &'static str> {
    let known = |wanted: fn(&Sniff) -> bool| {
        FORMATS.iter().find(|format| wanted(&format.sniff) && format.sniff.agrees(source))
    };
    let bytes = || known(|sniff| matches!(sniff, Sniff::Bytes(_)));
    let container = || known(|sniff| matches!(sniff, Sniff::Container(_))).filter(|_| source.outer.is_none());
    if let Some(format) = bytes().or_else(container) {
        return Ok(format);
    }
    if let Some(kind) = file_kind::binary(source.bytes) {
        return Err(kind);
    }
    let named =
        || by_name(source.path).filter(|named| !matches!(named.sniff, Sniff::Bytes(_) | Sniff::Container(_)));
    Ok(known(|sniff| matches!(sniff, Sniff::Sure(_)))
        .or_else(named)
        .or_else(|| known(|sniff| matches!(sniff, Sniff::Likely(_))))
        .unwrap_or(&plain::FORMAT))
}

/// All formats with their extensions, for people.
pub(super) fn kinds() -> String {
    let kind = |format: &Format| match format.extensions {
        [] => format.name.to_owned(),
        extensions => format!("{} (.{})", format.name, extensions.join(" .")),
    };
    FORMATS.iter().map(kind).collect::<Vec<_>>().join(", ")
}

/// What a format reads in some bytes, and whether it takes them for its own.
#[cfg(test)]
mod trial {
    use std::path::Path;

    use super::{Draft, Format, Options, Parsed, Source};

    pub(super) fn read(format: &Format, name: &str, bytes: impl AsRef<[u8]>) -> Parsed<'static> {
        let source = Source::new(Path::new(name), bytes.as_ref(), false, &Options::default());
        let parsed = (format.parse)(&source);
        let drafts = parsed.drafts.into_iter().map(Draft::into_owned).collect();
        Parsed { drafts, problems: parsed.problems }
    }

    pub(super) fn sniffs(format: &Format, bytes: impl AsRef<[u8]>) -> bool {
        format.sniff.agrees(&Source::new(Path::new(""), bytes.as_ref(), false, &Options::default()))
    }
}
