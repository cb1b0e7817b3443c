//! Numbers as French and English prose writes them, in digits and in words.

pub(crate) mod decimal;
pub(crate) mod vocabulary;

/// What a word does in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numeral {
    /// 0 to 9.
    Unit(u8),
    /// 10 to 19.
    Teen(u8),
    /// 20, 30, ... 90.
    Tens(u8),
    /// Times a hundred.
    Hundred,
    /// Times a thousand.
    Thousand,
    /// Times a power of ten, which the two languages do not always agree on.
    Scale {
        /// The power in French.
        french: u8,
        /// The power in English.
        english: u8,
    },
    /// "une quinzaine": that many, about.
    Collective {
        /// How many.
        value: u16,
        /// Whether it means just as many.
        exact: bool,
    },
    /// "demi", "quarter".
    Fraction {
        /// In quarters.
        quarters: u8,
    },
    /// "virgule", "point": decimals follow.
    Point,
    /// "et", "and".
    And,
    /// "a", "an": one, before a scale or a fraction.
    Article,
}

/// Which language a word or a number shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tongue {
    /// It may be either.
    #[default]
    Either,
    /// French.
    French,
    /// English.
    English,
}
