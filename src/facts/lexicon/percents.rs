//! Words and phrases that make a percentage of the number before them: "pour cent", "percentage points", "bps".
//! All are folded: lower case, no accents.

use crate::facts::PercentUnit;

/// Phrases, their unit, and the power of ten by which the number is multiplied to give points. Earlier rows are tried first.
pub(crate) const PERCENT_PHRASES: &[(&[&str], PercentUnit, i16)] = &[
    (&["points", "de", "pourcentage"], PercentUnit::Points, 0),
    (&["point", "de", "pourcentage"], PercentUnit::Points, 0),
    (&["points", "de", "pourcentages"], PercentUnit::Points, 0),
    (&["pts", "de", "pourcentage"], PercentUnit::Points, 0),
    (&["pt", "de", "pourcentage"], PercentUnit::Points, 0),
    (&["percentage", "points"], PercentUnit::Points, 0),
    (&["percentage", "point"], PercentUnit::Points, 0),
    (&["percent", "points"], PercentUnit::Points, 0),
    (&["points", "de", "base"], PercentUnit::Points, -2),
    (&["point", "de", "base"], PercentUnit::Points, -2),
    (&["basis", "points"], PercentUnit::Points, -2),
    (&["basis", "point"], PercentUnit::Points, -2),
    (&["points", "of", "percentage"], PercentUnit::Points, 0),
    (&["percent"], PercentUnit::Percent, 0),
    (&["per", "cent"], PercentUnit::Percent, 0),
    (&["pour", "cent"], PercentUnit::Percent, 0),
    (&["pour", "cents"], PercentUnit::Percent, 0),
    (&["pourcent"], PercentUnit::Percent, 0),
    (&["pourcents"], PercentUnit::Percent, 0),
    (&["pct"], PercentUnit::Percent, 0),
    (&["pp"], PercentUnit::Points, 0),
    (&["ppt"], PercentUnit::Points, 0),
    (&["bps"], PercentUnit::Points, -2),
    (&["bp"], PercentUnit::Points, -2),
    (&["pdb"], PercentUnit::Points, -2),
    (&["pb"], PercentUnit::Points, -2),
];

/// The words that open a unit.
pub(crate) fn first_words() -> impl Iterator<Item = &'static str> {
    let others = ["p", "pc", "pts", "pt", "percentage", "percentages", "pourcentage", "pourcentages"];
    PERCENT_PHRASES.iter().map(|(phrase, ..)| phrase[0]).chain(others)
}
