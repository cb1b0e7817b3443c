//! The registry of fields: each with its help, its examples, the parser of its value and the test of an article.
//! The parser, the help and the README's table all iterate [`FIELDS`].

mod about;
mod claims;
mod kinds;
mod marks;
mod sort;
mod views;
mod words;

use std::collections::HashMap;
use std::fmt;

pub(super) use sort::SORT;

use super::index::Index;
use super::stale::Stale;
use super::terms::Term;
use super::value::{Fault, QueryValue};
use crate::article::ArticleId;
use crate::facts::Kind;
use crate::library::Library;
use crate::triage::MarksTable;

/// All fields, in the order of the help: those of the kinds of facts, then the others.
pub const FIELDS: &[Field] = &ALL;

const ALL: [Field; kinds::FIELDS.len() + OTHERS.len()] = {
    let mut all = [SORT; kinds::FIELDS.len() + OTHERS.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < kinds::FIELDS.len() { kinds::FIELDS[at] } else { OTHERS[at - kinds::FIELDS.len()] };
        at += 1;
    }
    all
};

const OTHERS: &[Field] = &[
    marks::IS,
    marks::TAG,
    marks::HAS,
    claims::MEASURE,
    claims::SAID,
    claims::DISPUTED,
    about::DATE,
    about::FOLDER,
    about::SOURCE,
    about::AUTHOR,
    about::LANG,
    views::VIEW,
    words::TITLE,
    words::TEXT,
    about::WORDS,
    SORT,
];

/// A field of the query language.
#[derive(Clone, Copy)]
pub struct Field {
    /// The word before the colon.
    pub(crate) name: &'static str,
    /// What it finds, in half a line.
    pub help: &'static str,
    /// Queries that show its values; each is parsed in a test.
    pub(crate) examples: &'static [&'static str],
    /// All values, when it takes only a few words; else empty.
    pub(crate) choices: &'static [&'static str],
    /// The kinds of facts it looks at: where they were not found, it finds nothing.
    pub(super) kinds: &'static [Kind],
    /// How expensive a test is; cheap tests run first.
    pub(super) cost: Cost,
    /// The values that there are, each with the number of what has it, to complete from; `None` where that makes no sense.
    pub(super) values: Option<Values>,
    /// Parses the value after the colon, which is not empty.
    pub(super) parse: fn(&str) -> Result<QueryValue, Fault>,
    /// What of a text its value asks for, so that it can be shown there; `None` where that does not stand in texts.
    pub(super) in_text: Option<InText>,
    /// Makes the test for one pass; work for the whole library is done here, once.
    pub(super) test: for<'a> fn(&'a QueryValue, Context<'a>) -> Test<'a>,
}

/// What of a text a value asks for; `None` for nothing.
pub(super) type InText = fn(&QueryValue, &'static [Kind], &Index) -> Option<Term>;

/// How expensive a test is per article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cost {
    /// Looks in a table.
    Look,
    /// Looks at each mention.
    Mentions,
    /// Reads the title.
    Title,
    /// Reads the text.
    Text,
}

/// The values of a field in a library.
pub(super) type Values = for<'a> fn(Context<'a>) -> Vec<(String, u32)>;

/// Returns whether an article matches.
pub(super) type Test<'a> = Box<dyn Fn(ArticleId) -> bool + Send + Sync + 'a>;

/// What a test can read.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) library: &'a Library,
    pub(super) marks: &'a MarksTable,
    pub(super) index: &'a Index,
    pub(super) stale: Stale<'a>,
    /// The kinds of facts of the field that makes the test.
    pub(super) kinds: &'static [Kind],
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// How often each text comes.
fn counted<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<(String, u32)> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    texts.for_each(|text| *counts.entry(text).or_default() += 1);
    counts.into_iter().map(|(text, count)| (text.to_owned(), count)).collect()
}

/// The field of this name, ignoring case.
pub(super) fn find(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name.eq_ignore_ascii_case(name))
}

/// One line of the query reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// A query or a part of one.
    pub example: &'static str,
    /// What it finds.
    pub help: &'static str,
}

/// The syntax of the query language apart from fields.
pub const SYNTAX: &[Entry] = &[
    Entry {
        example: "pacte fissuré",
        help: "each word's letters in the title, in order; a capital asks for capitals",
    },
    Entry {
        example: "\"clause décisive\"",
        help: "exactly these words in title or text, ignoring case and accents",
    },
    Entry { example: "-is:read", help: "excludes what follows (! works too)" },
    Entry {
        example: "altman OR nadella",
        help: "one or the other (| works too); without OR, both must match",
    },
    Entry { example: "-(is:read | is:archived)", help: "brackets group conditions" },
];

/// The whole reference: the syntax, then every example of every field; the help is with the first example.
pub fn reference() -> impl Iterator<Item = Entry> {
    let fields = FIELDS.iter().flat_map(|field| {
        field
            .examples
            .iter()
            .enumerate()
            .map(|(at, example)| Entry { example, help: if at == 0 { field.help } else { "" } })
    });
    SYNTAX.iter().copied().chain(fields)
}

/// The reference as a Markdown table, one row per field, for the README.
pub fn reference_markdown() -> String {
    let mut table = String::from("| write | to find |\n|---|---|\n");
    let mut row = |examples: &[&str], help: &str| {
        let examples: Vec<_> =
            examples.iter().map(|example| format!("`{}`", example.replace('|', "\\|"))).collect();
        table.push_str(&format!("| {} | {} |\n", examples.join(" "), help.replace('|', "\\|")));
    };
    for entry in SYNTAX {
        row(&[entry.example], entry.help);
    }
    for field in FIELDS {
        row(field.examples, field.help);
    }
    table
}
