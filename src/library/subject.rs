//! What can be tracked from mention to mention: one person, or one value. Mentions of equal value are mentions
//! of one subject, however they are written and qualified.

use crate::facts::{Entity, Fact, FigureUnit, Kind};

/// A person or a value, as what its mentions have in common. Entities come first, then figures by kind and value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// A person or another linked entity.
    Entity(Entity),
    /// A figure.
    Figure {
        /// Its kind.
        kind: Kind,
        /// The bits of its value.
        value: u64,
        /// The bits of its upper end.
        high: Option<u64>,
        /// Its unit.
        unit: Option<FigureUnit>,
    },
}

impl Subject {
    /// What a mention is a mention of.
    pub(crate) fn of(fact: &Fact) -> Self {
        let kind = fact.kind();
        let figure = |(value, high, unit): (f64, Option<f64>, _)| Self::Figure {
            kind,
            value: value.to_bits(),
            high: high.map(f64::to_bits),
            unit,
        };
        match fact {
            Fact::Entity(entity) => Self::Entity(*entity),
            Fact::Amount(amount) => {
                figure((amount.value, amount.high, amount.unit.map(FigureUnit::Currency)))
            }
            Fact::Percent(percent) => {
                figure((percent.value, percent.high, Some(FigureUnit::Share(percent.unit))))
            }
        }
    }

    /// Its kind.
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Entity(entity) => entity.kind,
            Self::Figure { kind, .. } => *kind,
        }
    }
}
