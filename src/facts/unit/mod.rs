//! Units beside a number: currencies before and after it, by symbol, code and name, minor units, percentages,
//! and pounds that are weights.

pub(crate) mod after;
pub(crate) mod before;
mod local;
pub(crate) mod minor;
mod name;
pub(crate) mod percent;
mod symbol;
mod weight;

use super::Currency;
use super::lexicon::{Minor, Noun};
use super::number::Number;

/// A unit of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Money {
    /// A currency.
    Currency(Currency),
    /// A noun shared by the currencies of several countries.
    Noun(Noun),
    /// A minor unit without a currency.
    Minor(Minor),
}

/// A currency found beside a number.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Unit {
    /// The unit; `None` for only an abbreviated scale ("20 Md").
    pub(crate) money: Option<Money>,
    /// Its first byte, or of the number when it is after.
    pub(crate) start: usize,
    /// One past its last byte, or of the number when it is before.
    pub(crate) end: usize,
    /// The power of ten of an abbreviated scale.
    pub(crate) power: i16,
    /// Whether a country was named with the noun.
    pub(crate) qualified: bool,
    /// Whether only the rest of the article can confirm that it is money.
    pub(crate) unsure: bool,
    /// Whether a minus sign is between it and the number.
    pub(crate) negative: bool,
}

impl Unit {
    fn before(number: &Number, money: Money, start: usize, power: i16) -> Self {
        Self { money: Some(money), start, end: number.end, power, ..Self::default() }
    }

    /// After a number.
    fn behind(number: &Number, money: Money, end: usize, power: i16) -> Self {
        Self { money: Some(money), start: number.start, end, power, ..Self::default() }
    }
}
