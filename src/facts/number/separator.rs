//! The decision on "1.335" and "73,460": does one separator before three digits divide thousands or decimals?
//!
//! In this order:
//! 1. Three zeros after it: thousands ("$10.000", "5,000 euros"); nobody writes three idle decimals.
//! 2. A currency without minor unit, and no scale: thousands ("1,335 yens").
//! 3. A symbol before the number is English typography, whatever the language: comma thousands, point
//!    decimals.
//! 4. English: comma thousands, point decimals.
//! 5. French, a percentage, or the price of a litre: decimals. With a scale: comma decimals ("8,943
//!    milliards"); a point divides thousands ("1.200 milliards") unless the article writes decimals with
//!    points, or the scale is singular ("1.335 milliard").
//! 6. French, a plain sum: a point divides thousands ("1.335 euros") unless the article writes decimals with
//!    points and no thousands with them. A comma divides decimals after one digit ("1,335 euros", the price
//!    of a litre), and thousands after two or three ("73,460 €": no sum has three decimals and so much
//!    before them), after one digit too when two zeros end it ("1,500 euros") or when the article divides
//!    thousands by commas.
//! 7. No language can be told: as French after a sign of French typography, else as English.

use super::digits::{Separator, Shape};

/// What the decision rests on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grounds {
    /// English prose, or unknown and English in style.
    pub(crate) english: bool,
    /// The unit is before the number.
    pub(crate) unit_before: bool,
    /// A percentage.
    pub(crate) percent: bool,
    /// A scale follows; whether in the plural.
    pub(crate) scale: Option<Plural>,
    /// The price of a litre or a kilo.
    pub(crate) unit_price: bool,
    /// The currency has no minor unit.
    pub(crate) no_minor_unit: bool,
}

/// The number of a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plural {
    /// "milliard"
    Singular,
    /// "milliards", or an abbreviation
    Plural,
}

/// How the unambiguous numbers of an article are written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Style {
    /// Decimals after a point.
    pub(crate) decimal_points: u32,
    /// Thousands divided by points.
    pub(crate) point_groups: u32,
    /// Thousands divided by commas.
    pub(crate) comma_groups: u32,
}

/// Whether the separator divides thousands.
pub(crate) fn divides_thousands(shape: Shape, grounds: Grounds, style: Style) -> bool {
    if shape.zeros == 3 || grounds.no_minor_unit && grounds.scale.is_none() {
        return true;
    }
    let comma = shape.separator == Separator::Comma;
    if grounds.english || grounds.unit_before {
        return comma;
    }
    if grounds.percent || grounds.unit_price && shape.lead == 1 {
        return false;
    }
    let decimal_points = style.decimal_points > 0 && style.point_groups == 0;
    match (grounds.scale, comma) {
        (Some(_), true) => false,
        (Some(plural), false) => plural == Plural::Plural && !decimal_points,
        (None, true) => shape.lead > 1 || shape.zeros == 2 || style.comma_groups > 0,
        (None, false) => !decimal_points,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::cursor::Cursor;
    use crate::facts::number::digits;

    const FRENCH: Grounds = Grounds {
        english: false,
        unit_before: false,
        percent: false,
        scale: None,
        unit_price: false,
        no_minor_unit: false,
    };

    fn thousands(text: &str, grounds: Grounds, style: Style) -> bool {
        let ambiguity = digits::read(&Cursor::new(text), 0).unwrap().ambiguity.unwrap();
        divides_thousands(ambiguity.shape, grounds, style)
    }

    #[test]
    fn language_and_unit_decide() {
        let english = Grounds { english: true, ..FRENCH };
        let scaled = Grounds { scale: Some(Plural::Plural), ..FRENCH };
        let singular = Grounds { scale: Some(Plural::Singular), ..FRENCH };
        for (text, grounds, wanted) in [
            ("1.335", FRENCH, true),
            ("1,335", FRENCH, false),
            ("1,500", FRENCH, true),
            ("1,500", Grounds { unit_price: true, ..FRENCH }, false),
            ("73,460", FRENCH, true),
            ("1,335", english, true),
            ("1.335", english, false),
            ("20.506", english, false),
            ("10.000", english, true),
            ("1,335", Grounds { no_minor_unit: true, ..FRENCH }, true),
            ("1,335", Grounds { unit_before: true, ..FRENCH }, true),
            ("8,943", scaled, false),
            ("1.200", scaled, true),
            ("1.335", singular, false),
            ("12.345", Grounds { percent: true, ..FRENCH }, false),
        ] {
            assert_eq!(thousands(text, grounds, Style::default()), wanted, "{text} {grounds:?}");
        }
    }

    #[test]
    fn the_article_decides_where_its_style_is_clear() {
        let points = Style { decimal_points: 2, ..Style::default() };
        assert!(!thousands("1.335", FRENCH, points));
        let commas = Style { comma_groups: 1, ..Style::default() };
        assert!(thousands("1,335", FRENCH, commas));
    }
}
