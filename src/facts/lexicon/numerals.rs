//! The number words of French and English, and the meaning of each in a number.

use self::Numeral::*;
use self::Tongue::*;

/// The meaning of a word in a number.
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

/// The language of a word or a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tongue {
    /// Either language.
    #[default]
    Either,
    /// French.
    French,
    /// English.
    English,
}

/// Every number word: its spellings, its meaning, and its language if only one of the two has it.
pub(crate) const NUMERALS: &[(&[&str], Numeral, Tongue)] = &[
    (&["un", "une"], Unit(1), French),
    (&["a", "an"], Article, Either),
    (&["one"], Unit(1), English),
    (&["zéro", "zero"], Unit(0), Either),
    (&["deux"], Unit(2), French),
    (&["trois"], Unit(3), French),
    (&["quatre"], Unit(4), French),
    (&["cinq"], Unit(5), French),
    (&["six"], Unit(6), Either),
    (&["sept"], Unit(7), French),
    (&["huit"], Unit(8), French),
    (&["neuf"], Unit(9), French),
    (&["two"], Unit(2), English),
    (&["three"], Unit(3), English),
    (&["four"], Unit(4), English),
    (&["five"], Unit(5), English),
    (&["seven"], Unit(7), English),
    (&["eight"], Unit(8), English),
    (&["nine"], Unit(9), English),
    (&["dix"], Teen(10), French),
    (&["onze"], Teen(11), French),
    (&["douze"], Teen(12), French),
    (&["treize"], Teen(13), French),
    (&["quatorze"], Teen(14), French),
    (&["quinze"], Teen(15), French),
    (&["seize"], Teen(16), French),
    (&["ten"], Teen(10), English),
    (&["eleven"], Teen(11), English),
    (&["twelve"], Teen(12), English),
    (&["thirteen"], Teen(13), English),
    (&["fourteen"], Teen(14), English),
    (&["fifteen"], Teen(15), English),
    (&["sixteen"], Teen(16), English),
    (&["seventeen"], Teen(17), English),
    (&["eighteen"], Teen(18), English),
    (&["nineteen"], Teen(19), English),
    (&["vingt", "vingts"], Tens(20), French),
    (&["trente"], Tens(30), French),
    (&["quarante"], Tens(40), French),
    (&["cinquante"], Tens(50), French),
    (&["soixante"], Tens(60), French),
    (&["septante"], Tens(70), French),
    (&["huitante", "octante"], Tens(80), French),
    (&["nonante"], Tens(90), French),
    (&["twenty"], Tens(20), English),
    (&["thirty"], Tens(30), English),
    (&["forty", "fourty"], Tens(40), English),
    (&["fifty"], Tens(50), English),
    (&["sixty"], Tens(60), English),
    (&["seventy"], Tens(70), English),
    (&["eighty"], Tens(80), English),
    (&["ninety"], Tens(90), English),
    (&["cent", "cents"], Hundred, French),
    (&["hundred", "hundreds"], Hundred, English),
    (&["mille", "mil"], Thousand, French),
    (&["thousand", "thousands"], Thousand, English),
    (&["million", "millions"], Scale { french: 6, english: 6 }, Either),
    (&["milliard", "milliards"], Scale { french: 9, english: 9 }, French),
    (&["billion", "billions"], Scale { french: 12, english: 9 }, Either),
    (&["billiard", "billiards"], Scale { french: 15, english: 15 }, French),
    (&["trillion", "trillions"], Scale { french: 18, english: 12 }, Either),
    (&["quadrillion", "quadrillions"], Scale { french: 24, english: 15 }, Either),
    (&["lakh", "lakhs", "lac", "lacs"], Scale { french: 5, english: 5 }, English),
    (&["crore", "crores"], Scale { french: 7, english: 7 }, English),
    (&["dizaine"], Collective { value: 10, exact: false }, French),
    (&["douzaine"], Collective { value: 12, exact: false }, French),
    (&["quinzaine"], Collective { value: 15, exact: false }, French),
    (&["vingtaine"], Collective { value: 20, exact: false }, French),
    (&["trentaine"], Collective { value: 30, exact: false }, French),
    (&["quarantaine"], Collective { value: 40, exact: false }, French),
    (&["cinquantaine"], Collective { value: 50, exact: false }, French),
    (&["soixantaine"], Collective { value: 60, exact: false }, French),
    (&["centaine"], Collective { value: 100, exact: false }, French),
    (&["millier", "milliers"], Collective { value: 1000, exact: true }, French),
    (&["dozen"], Collective { value: 12, exact: true }, English),
    (&["demi", "demie"], Fraction { quarters: 2 }, French),
    (&["half"], Fraction { quarters: 2 }, English),
    (&["quart", "quarts"], Fraction { quarters: 1 }, French),
    (&["quarter", "quarters"], Fraction { quarters: 1 }, English),
    (&["virgule"], Point, French),
    (&["point"], Point, English),
    (&["et"], And, French),
    (&["and"], And, English),
];
