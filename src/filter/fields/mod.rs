//! The registry of fields: each with its help, its examples, how its value is read and what it asks of an
//! article. The parser, the help and the README's table all iterate [`FIELDS`].

mod about;
mod kinds;
mod marks;
mod sort;
mod words;

use std::fmt;

pub(super) use sort::SORT;

use super::index::Index;
use super::stale::Stale;
use super::value::{Fault, Value};
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
    about::DATE,
    about::SOURCE,
    about::AUTHOR,
    about::LANG,
    words::TITLE,
    words::TEXT,
    about::WORDS,
    SORT,
];

/// A field of the query language.
#[derive(Clone, Copy)]
pub struct Field {
    /// What stands before the colon.
    pub name: &'static str,
    /// What it finds, in half a line.
    pub help: &'static str,
    /// Queries that show its values; each is parsed in a test.
    pub examples: &'static [&'static str],
    /// The words it takes, where it takes few; for completion.
    pub choices: &'static [&'static str],
    /// The kinds of facts it looks at: where they were not found, it finds nothing.
    pub(super) kinds: &'static [Kind],
    /// How long a test takes: the cheap ones are asked first.
    pub(super) cost: Cost,
    /// Reads what stands behind the colon, which is not empty.
    pub(super) parse: fn(&str) -> Result<Value, Fault>,
    /// Makes the test of one pass; what holds for the whole library is worked out here.
    pub(super) test: for<'a> fn(&'a Value, Context<'a>) -> Test<'a>,
}

/// What a test costs per article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cost {
    /// A look into a table.
    Look,
    /// A look at each mention.
    Mentions,
    /// A reading of the title.
    Title,
    /// A reading of the text.
    Text,
}

/// Asks whether an article matches.
pub(super) type Test<'a> = Box<dyn Fn(ArticleId) -> bool + Send + Sync + 'a>;

/// What a test may look at.
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

/// The field of this name, in any case.
pub(super) fn find(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name.eq_ignore_ascii_case(name))
}

/// One line of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What one writes.
    pub example: &'static str,
    /// What it finds.
    pub help: &'static str,
}

/// What the language has besides fields.
pub const SYNTAX: &[Entry] = &[
    Entry {
        example: "pacte fissuré",
        help: "each word's letters in the title, in order; a capital asks for capitals",
    },
    Entry {
        example: "\"clause décisive\"",
        help: "these very words in title or text, whatever case and accents",
    },
    Entry { example: "-is:read", help: "not what follows (! too)" },
    Entry { example: "altman OR nadella", help: "one or the other (| too); side by side means both" },
    Entry { example: "-(is:read | is:archived)", help: "brackets hold together" },
];

/// The whole reference: the syntax, then every example of every field (with its help at the first).
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
