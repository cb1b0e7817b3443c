//! The shape of a token: capitals, digits, hyphens, and whether a word glued to it was cut off.

/// The shape of a token, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shape(pub(super) u16);

impl Shape {
    /// It holds a letter.
    pub(super) const WORD: Self = Self(1);
    /// Its first letter is upper case.
    pub(super) const CAPITAL: Self = Self(1 << 1);
    /// Two letters or more, all upper case.
    pub(super) const ALL_CAPS: Self = Self(1 << 2);
    /// One capital, or capitals joined by hyphens, each with its full stop: `W.`, `J.-P.`
    pub(super) const INITIAL: Self = Self(1 << 3);
    /// It holds a digit.
    pub(super) const DIGIT: Self = Self(1 << 4);
    /// It holds a hyphen between letters.
    pub(super) const HYPHEN: Self = Self(1 << 5);
    /// An upper-case letter after a lower-case one: `McCoy`, `OpenAI`.
    pub(super) const MIXED: Self = Self(1 << 6);
    /// An abbreviation with its full stop: `Dr.`
    pub(super) const DOT: Self = Self(1 << 7);
    /// The end of a line.
    pub(super) const BREAK: Self = Self(1 << 8);
    /// It opens a sentence, a quotation or a line.
    pub(super) const OPENS: Self = Self(1 << 9);
    /// An elided word with its apostrophe: `d'`, `Qu’`.
    pub(super) const ELISION: Self = Self(1 << 10);
    /// An English possessive ending: `'s`.
    pub(super) const POSSESSIVE: Self = Self(1 << 11);
    /// White space is before it.
    pub(super) const SPACED: Self = Self(1 << 12);
    /// A single capital letter without a full stop.
    pub(super) const LETTER: Self = Self(1 << 13);
    /// A word in lower case glued before it, or a capitalised one after it, was cut off.
    pub(super) const CUT: Self = Self(1 << 14);

    /// Whether it has any of the bits of `other`.
    pub(super) fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The bits of both.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Sets the bits of `other`.
    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
