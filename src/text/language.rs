//! The language of a text, as its two-letter ISO 639-1 code.

use std::fmt;

/// An ISO 639-1 code, or [`Language::UNKNOWN`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language([u8; 2]);

impl Language {
    /// French.
    pub const FRENCH: Self = Self(*b"fr");
    /// English.
    pub const ENGLISH: Self = Self(*b"en");
    /// The language is not known.
    pub(crate) const UNKNOWN: Self = Self(*b"??");

    /// Reads the primary subtag of a BCP 47 tag (`fr`, `fr-CA`, `en_GB`). `None` unless it has two letters.
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        match primary.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
            }
            _ => None,
        }
    }

    /// The code, or the empty string when unknown.
    pub fn code(&self) -> &str {
        if *self == Self::UNKNOWN { "" } else { std::str::from_utf8(&self.0).unwrap_or_default() }
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_primary_subtag_counts() {
        assert_eq!(Language::from_tag("fr-CA"), Some(Language::FRENCH));
        assert_eq!(Language::from_tag("EN_gb"), Some(Language::ENGLISH));
        assert_eq!(Language::from_tag("français"), None);
    }
}
