//! What can be tracked from mention to mention: one person, or one value. Mentions of equal value are mentions
//! of one subject, however they are written and qualified.

use crate::facts::{Currency, Fact, Kind, PercentUnit, PersonId};

/// A person or a value, as what its mentions have in common. Ordered by kind, then by value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A person.
    Person(PersonId),
    /// A sum, as the bits of its value and upper end, and its currency.
    Amount(u64, Option<u64>, Option<Currency>),
    /// A percentage, as the bits of its value and upper end.
    Percent(u64, Option<u64>, bool),
}

impl Subject {
    /// What a mention is a mention of.
    pub fn of(fact: &Fact) -> Self {
        match fact {
            Fact::Person(id) => Self::Person(*id),
            Fact::Amount(amount) => {
                Self::Amount(amount.value.to_bits(), amount.high.map(f64::to_bits), amount.unit)
            }
            Fact::Percent(percent) => Self::Percent(
                percent.value.to_bits(),
                percent.high.map(f64::to_bits),
                percent.unit == PercentUnit::Points,
            ),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Person(_) => Kind::Person,
            Self::Amount(..) => Kind::Amount,
            Self::Percent(..) => Kind::Percent,
        }
    }
}
