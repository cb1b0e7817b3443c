//! From an article's text to the mentions in it: amounts, percentages, people, organisations. [`KINDS`] is the registry of kinds
//! that everything else (the build, `--kind`, `has:`, filter fields, sidebar, counts) iterates.
//!
//! Figures: [`lexicon`] holds the tables of words, [`number`] reads a number, [`mod@unit`] what is beside it,
//! [`figure`] finds both in one pass and settles what only the whole article decides, [`display`] writes them for
//! a reader. Names: [`name`].

pub(crate) mod display;
pub mod figure;
mod kinds;
pub(crate) mod lexicon;
pub mod name;
pub(crate) mod number;
pub(crate) mod unit;

pub use kinds::{Content, Counted, FieldValue, Find, KINDS, KindRow, Order, Pass};

use crate::article::ArticleId;
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
pub(crate) const MAX_FACTS: usize = 100_000;

/// A kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A sum of money.
    Amount,
    /// A percentage.
    Percent,
    /// A person.
    Person,
    /// A firm, a public body, a party, a paper, a club.
    Organisation,
}

impl Kind {
    /// All kinds; [`KINDS`] says what each is, in the order of the sidebar.
    pub(crate) const ALL: [Self; 4] = [Self::Amount, Self::Percent, Self::Person, Self::Organisation];
}

/// One fact in the text, where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mention {
    /// The surface form.
    pub span: Span,
    /// What it says.
    pub(crate) fact: Fact,
}

/// The place of a mention: the article and the index in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MentionRef {
    /// The article.
    pub(crate) article: ArticleId,
    /// The index in the list of mentions of that article.
    pub(crate) index: u32,
}

/// What a mention says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fact {
    /// A sum of money.
    Amount(Amount),
    /// A percentage.
    Percent(Percent),
    /// A person or another entity that is linked across the library.
    Entity(Entity),
}

impl Fact {
    /// Its kind.
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Amount(_) => Kind::Amount,
            Self::Percent(_) => Kind::Percent,
            Self::Entity(entity) => entity.kind,
        }
    }

    /// The figure that it states; `None` for an entity.
    pub(crate) fn figure(&self) -> Option<Figure> {
        match *self {
            Self::Amount(Amount { value, high, unit, inferred, modifier }) => {
                let unit = unit.map(FigureUnit::Currency);
                Some(Figure { value, high, unit, inferred: Some(inferred), modifier })
            }
            Self::Percent(Percent { value, high, unit, modifier }) => {
                let unit = Some(FigureUnit::Share(unit));
                Some(Figure { value, high, unit, inferred: None, modifier })
            }
            Self::Entity(_) => None,
        }
    }

    /// The entity that it names; `None` for a figure.
    pub(crate) fn entity(&self) -> Option<Entity> {
        match *self {
            Self::Entity(entity) => Some(entity),
            Self::Amount(_) | Self::Percent(_) => None,
        }
    }

    /// The same fact, qualified otherwise; an entity has no modifier and stays as it is.
    #[must_use]
    pub(crate) fn with_modifier(self, modifier: Modifier) -> Self {
        match self {
            Self::Amount(amount) => Self::Amount(Amount { modifier, ..amount }),
            Self::Percent(percent) => Self::Percent(Percent { modifier, ..percent }),
            Self::Entity(entity) => Self::Entity(entity),
        }
    }
}

/// What every figure has, whatever its kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Figure {
    /// The value, or the lower end of a range.
    pub(crate) value: f64,
    /// The upper end of a range.
    pub(crate) high: Option<f64>,
    /// Its unit, where it is known.
    pub(crate) unit: Option<FigureUnit>,
    /// Whether the unit comes from the article, not from the mention; `None` where a kind always states it.
    pub(crate) inferred: Option<bool>,
    /// What the words around it say.
    pub(crate) modifier: Modifier,
}

/// The unit of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum FigureUnit {
    /// Of a sum.
    Currency(Currency),
    /// Of a percentage.
    Share(PercentUnit),
}

impl FigureUnit {
    /// As records give it: an ISO 4217 code, `%` or `pp`.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Currency(currency) => currency.code(),
            Self::Share(unit) => unit.code(),
        }
    }
}

/// An entity of the library: what mentions in several articles are linked to. People and organisations; a further kind of
/// entity needs no variant of [`Fact`] of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entity {
    /// Its kind.
    pub(crate) kind: Kind,
    /// Its place in the library's table of entities.
    pub(crate) id: u32,
}

#[cfg(test)]
impl Entity {
    /// A person.
    pub(crate) const fn person(id: EntityId) -> Self {
        Self { kind: Kind::Person, id: id.0 }
    }
}

/// The place of an entity in the library's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct EntityId(pub u32);

/// A sum of money: a point or a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// In whole units of the currency (13 billion dollars is 13e9); the lower end of a range.
    pub(crate) value: f64,
    /// The upper end of a range.
    pub(crate) high: Option<f64>,
    /// The currency, where the text names one or the article makes it clear.
    pub(crate) unit: Option<Currency>,
    /// Whether the currency comes from the article, not from this mention.
    pub(crate) inferred: bool,
    /// What the words around it say.
    pub(crate) modifier: Modifier,
}

/// A percentage: a point or a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percent {
    /// In per cent (49 % is 49.0), or in percentage points; the lower end of a range.
    pub(crate) value: f64,
    /// The upper end of a range.
    pub(crate) high: Option<f64>,
    /// Per cent, or percentage points.
    pub(crate) unit: PercentUnit,
    /// What the words around it say.
    pub(crate) modifier: Modifier,
}

/// Per cent or percentage points. Basis points are hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum PercentUnit {
    /// `%`
    Percent,
    /// `pp`
    Points,
}

impl PercentUnit {
    /// As records give it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Points => "pp",
        }
    }
}

/// An ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Currency([u8; 3]);

impl Currency {
    /// A currency from its three capital letters.
    pub(crate) const fn new(code: &[u8; 3]) -> Self {
        Self(*code)
    }

    /// The currency of an ISO 4217 code, in letters of any case, present or past (`EUR`, `frf`); `None` when there is
    /// no such code.
    pub(crate) fn by_code(code: &str) -> Option<Self> {
        lexicon::Lexicon::get().by_code(code)
    }

    /// The three letters.
    pub(crate) fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// How a figure is qualified: `about 5`, `more than 5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Modifier {
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
    pub(crate) fn code(self) -> &'static str {
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
    pub(crate) fn sign(self) -> &'static str {
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
