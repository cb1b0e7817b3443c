//! The registry of kinds of facts: one file per kind, which says everything about it that other floors ask for:
//! how it is named and found, its role in themes, how it is shown, counted and ordered, its filter field.
//!
//! To add a kind: a variant of [`Kind`], a file here with its row, the row in [`KINDS`] and in [`Kind::row`]
//! (the compiler and a test ask for both), a colour in each theme, tests.

mod amount;
mod organisation;
mod percent;
mod person;

use super::display::Style;
use super::name::Name;
use super::{Fact, Kind, Mention, Source};

/// Every kind of fact, in the order of the sidebar.
pub const KINDS: &[KindRow] = &[person::ROW, organisation::ROW, amount::ROW, percent::ROW];

/// All that is known of a kind of fact.
#[derive(Debug, Clone, Copy)]
pub struct KindRow {
    /// The kind.
    pub(crate) kind: Kind,
    /// As `--kind`, `has:`, records and its filter field name it.
    pub(crate) name: &'static str,
    /// As a heading of the sidebar.
    pub(crate) plural: &'static str,
    /// The role of a theme that its mentions are drawn in.
    pub(crate) role: &'static str,
    /// The pass over the text that finds it. Kinds may share a pass.
    pub pass: &'static Pass,
    /// What a mention of it says: a figure, or an entity that is linked across articles.
    pub(crate) content: Content,
    /// How its rows are ordered in the sidebar.
    pub(crate) order: Order,
    /// Whether the sidebar and the board draw a bar for its size.
    pub(crate) bar: bool,
    /// How the list of articles counts it.
    pub(crate) counted: Counted,
    /// Its filter field, which has its name.
    pub(crate) field: Field,
}

/// A pass over one text that finds the mentions of one or several kinds.
#[derive(Debug)]
pub struct Pass {
    /// Its name in the report of a build; no two passes share one.
    pub(crate) name: &'static str,
    /// How it is run.
    pub(crate) find: Find,
}

/// What a pass appends for one text, in reading order. It returns the byte after which nothing was looked for, where
/// there were more than [`super::MAX_FACTS`]; `None` when the whole text was searched.
#[derive(Debug, Clone, Copy)]
pub enum Find {
    /// Finished mentions.
    Mentions(fn(Source<'_>, &mut Vec<Mention>) -> Option<usize>),
    /// Names, which become mentions when they are linked across all articles.
    Names(fn(Source<'_>, &mut Vec<Name>) -> Option<usize>),
}

/// What mentions of a kind say.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// A figure, and how it is written for a reader: with its modifier's sign, in this typography.
    Figure(fn(&Fact, Style) -> String),
    /// An entity of the library, shown by its canonical name.
    Entity,
}

/// An order of the rows of one kind in the sidebar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The most mentioned in the article first.
    Mentions,
    /// The largest value first.
    Size,
}

/// How the list of articles counts a kind: figures by their mentions, entities once each.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    /// After a count of one.
    pub(crate) one: &'static str,
    /// After any other count.
    pub(crate) many: &'static str,
    /// Where a line is too narrow, kinds of a higher number are left out first; 0 is never left out.
    pub(crate) spare: u8,
}

/// The filter field of a kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// What it finds, in half a line.
    pub(crate) help: &'static str,
    /// Queries that show its values.
    pub(crate) examples: &'static [&'static str],
    /// What it takes as a value.
    pub(crate) value: FieldValue,
}

/// What a filter field takes as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldValue {
    /// A name of an entity.
    Name,
    /// A range of sums, with or without a currency.
    Money,
    /// A range of numbers.
    Number,
}

impl Kind {
    /// Its row in the registry.
    pub(crate) const fn row(self) -> &'static KindRow {
        match self {
            Self::Amount => &amount::ROW,
            Self::Percent => &percent::ROW,
            Self::Person => &person::ROW,
            Self::Organisation => &organisation::ROW,
        }
    }

    /// As `--kind` and records name it.
    pub(crate) const fn name(self) -> &'static str {
        self.row().name
    }

    /// Its place in [`KINDS`], the order of the sidebar.
    pub fn place(self) -> usize {
        KINDS.iter().position(|row| row.kind == self).unwrap_or(KINDS.len())
    }

    /// The kind of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        KINDS.iter().find(|row| row.name == name).map(|row| row.kind)
    }
}

impl KindRow {
    /// Whether its mentions are of entities that are linked across articles.
    pub(crate) const fn is_entity(&self) -> bool {
        matches!(self.content, Content::Entity)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_stands_once_in_the_registry_and_finds_its_own_row() {
        // A kind that is missing from KINDS has no place there.
        for kind in Kind::ALL {
            assert_eq!(kind.row().kind, kind);
            assert_eq!(KINDS.iter().filter(|row| row.kind == kind).count(), 1, "{kind:?}");
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
        assert_eq!(KINDS.len(), Kind::ALL.len());
    }

    #[test]
    fn names_headings_and_roles_are_unique() {
        let texts: [fn(&KindRow) -> &str; 3] = [|row| row.name, |row| row.plural, |row| row.role];
        for text in texts {
            let all: BTreeSet<_> = KINDS.iter().map(text).collect();
            assert_eq!(all.len(), KINDS.len(), "{all:?}");
        }
    }

    #[test]
    fn kinds_of_one_pass_name_the_same_pass() {
        for (a, b) in KINDS.iter().zip(KINDS.iter().skip(1)) {
            assert_eq!(a.pass.name == b.pass.name, std::ptr::eq(a.pass, b.pass), "{} {}", a.name, b.name);
        }
    }

    #[test]
    fn only_figures_have_a_size() {
        for row in KINDS.iter().filter(|row| row.is_entity()) {
            assert!(!row.bar && row.order == Order::Mentions, "{}", row.name);
            assert_eq!(row.field.value, FieldValue::Name, "{}", row.name);
        }
    }
}
