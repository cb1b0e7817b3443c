//! Minor units: cents, centimes, pence. They stand alone ("50 cents") or finish a sum ("15 euros et 50 centimes").

use crate::facts::Currency;
use crate::facts::figures::lexicon::Lexicon;

/// A minor unit by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Minor {
    /// A hundredth of many currencies: of the one that the article speaks of, else of the dollar.
    Cent,
    /// A hundredth of the franc, and in French of the euro.
    Centime,
    /// A hundredth of the pound.
    Penny,
    /// A hundredth of a currency that the sum itself must name.
    Hundredth,
    /// A tenth of a yuan.
    Tenth,
}

/// The names of minor units.
pub(crate) const FORMS: &[(&str, Minor)] = &[
    ("cent", Minor::Cent),
    ("cents", Minor::Cent),
    ("centime", Minor::Centime),
    ("centimes", Minor::Centime),
    ("penny", Minor::Penny),
    ("pennies", Minor::Penny),
    ("pence", Minor::Penny),
    ("sen", Minor::Hundredth),
    ("sens", Minor::Hundredth),
    ("jeon", Minor::Hundredth),
    ("tiyin", Minor::Hundredth),
    ("tiyins", Minor::Hundredth),
    ("kopeck", Minor::Hundredth),
    ("kopecks", Minor::Hundredth),
    ("kopek", Minor::Hundredth),
    ("kopeks", Minor::Hundredth),
    ("paisa", Minor::Hundredth),
    ("paise", Minor::Hundredth),
    ("centavo", Minor::Hundredth),
    ("centavos", Minor::Hundredth),
    ("pfennig", Minor::Hundredth),
    ("pfennigs", Minor::Hundredth),
    ("rappen", Minor::Hundredth),
    ("grosz", Minor::Hundredth),
    ("groszy", Minor::Hundredth),
    ("ore", Minor::Hundredth),
    ("haler", Minor::Hundredth),
    ("bani", Minor::Hundredth),
    ("stotinki", Minor::Hundredth),
    ("agorot", Minor::Hundredth),
    ("piastre", Minor::Hundredth),
    ("piastres", Minor::Hundredth),
    ("fen", Minor::Hundredth),
    ("mao", Minor::Tenth),
    ("jiao", Minor::Tenth),
];

impl Minor {
    /// Decimal places it stands for.
    pub(crate) fn places(self, currency: Option<Currency>) -> i16 {
        match (self, currency) {
            (Self::Tenth, _) => 1,
            (Self::Hundredth, Some(currency)) if Lexicon::get().minor_digits(currency) == 3 => 3,
            _ => 2,
        }
    }
}
