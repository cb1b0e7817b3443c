//! From an article's text to the mentions in it: amounts, percentages, people. One file or folder per kind;
//! [`KINDS`] is the registry that everything else (`--kind`, sidebar groups, tests) iterates.

pub mod display;
pub mod figure;
pub(crate) mod lexicon;
pub(crate) mod number;
pub mod person;
pub(crate) mod unit;

use crate::text::{Language, Span};

/// What is being read: one article's text and its language.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The text; spans point into it.
    pub text: &'a str,
    /// Its language; where unknown, rules fall back to what the text itself shows.
    pub language: Language,
}

/// The most amounts and percentages, and the most names, that are kept of one article.
pub const MAX_FACTS: usize = 100_000;

/// A kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A sum of money.
    Amount,
    /// A percentage.
    Percent,
    /// A person.
    Person,
}

/// One row of the registry of kinds.
#[derive(Debug)]
pub struct KindRow {
    /// The kind.
    pub kind: Kind,
    /// As `--kind` and records name it.
    pub name: &'static str,
    /// As a heading.
    pub plural: &'static str,
}

/// Every kind of fact, in the order of the sidebar.
pub const KINDS: [KindRow; 3] = [
    KindRow { kind: Kind::Person, name: "person", plural: "People" },
    KindRow { kind: Kind::Amount, name: "amount", plural: "Amounts" },
    KindRow { kind: Kind::Percent, name: "percent", plural: "Percentages" },
];

impl Kind {
    /// Its row in the registry.
    fn row(self) -> &'static KindRow {
        KINDS.iter().find(|row| row.kind == self).unwrap_or(&KINDS[0])
    }

    /// As `--kind` and records name it.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// As a heading.
    pub fn plural(self) -> &'static str {
        self.row().plural
    }
}

/// One fact in the text, where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mention {
    /// The surface form.
    pub span: Span,
    /// What it says.
    pub fact: Fact,
}

/// What a mention says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fact {
    /// A sum of money.
    Amount(Amount),
    /// A percentage.
    Percent(Percent),
    /// A person, linked across the library.
    Person(PersonId),
}

impl Fact {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Amount(_) => Kind::Amount,
            Self::Percent(_) => Kind::Percent,
            Self::Person(_) => Kind::Person,
        }
    }
}

/// The place of a person in the library's table of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub u32);

/// A sum of money: a point or a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// In whole units of the currency (13 billion dollars is 13e9); the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// The currency, where the text names one or the article makes it clear.
    pub unit: Option<Currency>,
    /// Whether the currency comes from the article, not from this mention.
    pub inferred: bool,
    /// What the words around it say.
    pub modifier: Modifier,
}

/// A percentage: a point or a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percent {
    /// In per cent (49 % is 49.0), or in percentage points; the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// Per cent, or percentage points.
    pub unit: PercentUnit,
    /// What the words around it say.
    pub modifier: Modifier,
}

/// Per cent or percentage points. Basis points are hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PercentUnit {
    /// `%`
    Percent,
    /// `pp`
    Points,
}

impl PercentUnit {
    /// As records give it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Points => "pp",
        }
    }
}

/// An ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// A currency from its three capital letters.
    pub const fn new(code: &[u8; 3]) -> Self {
        Self(*code)
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// How a figure is qualified: `about 5`, `more than 5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Modifier {
    /// No qualification.
    #[default]
    Exact,
    /// "more than", "plus de"
    MoreThan,
    /// "at least", "au moins", "ou plus"
    AtLeast,
    /// "less than", "moins de"
    LessThan,
    /// "at most", "au plus"
    AtMost,
    /// "about", "environ"
    About,
    /// "up to", "jusqu'à"
    UpTo,
    /// "nearly", "près de"
    Nearly,
}

impl Modifier {
    /// As records give it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::MoreThan => "more_than",
            Self::AtLeast => "at_least",
            Self::LessThan => "less_than",
            Self::AtMost => "at_most",
            Self::About => "about",
            Self::UpTo => "up_to",
            Self::Nearly => "nearly",
        }
    }

    /// As the sidebar shows it, before the figure: `≈`, `>`; empty for an exact one.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::MoreThan => ">",
            Self::AtLeast => "≥",
            Self::LessThan => "<",
            Self::AtMost | Self::UpTo => "≤",
            Self::About => "≈",
            Self::Nearly => "≲",
        }
    }
}
