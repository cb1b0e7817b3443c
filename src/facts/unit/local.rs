//! Short local names of currencies that no symbol has: "Rs 20", "Dh500", "R1.2bn", "QR 20", "10 000 F CFA", "2 MDH".
//! Most are initials, units or acronyms too, so each row says on which grounds it is believed before and after a
//! number. What only the rest of the article can decide is marked as unsure.

use crate::facts::Currency;
use crate::facts::lexicon::cursor::{Cursor, Token};
use crate::facts::lexicon::{Cue, Minor};
use crate::facts::number::Number;

use super::{Money, after, percent, symbol};

/// When a short name beside a number is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Belief {
    /// Never on this side.
    Never,
    /// Beside any number.
    Always,
    /// Glued to the number, or beside one of weight: with a scale, digit groups or decimals.
    Glued,
    /// Beside a number of weight.
    Weight,
    /// Beside a number of weight or of at least three digits.
    Sum,
    /// Beside a number above five: "the three Rs".
    AboveFive,
    /// Beside a number of at least two digits.
    TwoDigits,
    /// In English: beside a number of weight, near a word of sums, or in an article about its country.
    Article,
    /// In French beside any number, in English as the row before.
    French,
    /// As `Article`, of a single letter: glued to two digits or more, or beside a scale.
    Letter,
    /// In English, beside a scale, or glued to digit groups.
    Scale,
}
use self::Belief::*;

/// Short names, the currency or noun of each, and when it is believed before and after a number. Case
/// matters, and no two rows have the same letters.
const SHORT: &[(&str, &str, Belief, Belief)] = &[
    ("Rs", "rupee", Always, AboveFive),
    ("RM", "ringgit", Glued, Always),
    ("FF", "FRF", Never, Always),
    ("FB", "BEF", Never, Sum),
    ("FS", "CHF", Never, Sum),
    ("DM", "DEM", Weight, Sum),
    ("kr", "krona", Weight, Always),
    ("zł", "PLN", Never, Always),
    ("zl", "PLN", Never, Always),
    ("Kč", "CZK", Never, Always),
    ("Kc", "CZK", Never, Always),
    ("FCFA", "XOF", Always, Always),
    ("CFA", "XOF", Never, Sum),
    ("Fr", "CHF", Never, Never),
    ("fr", "CHF", Never, Never),
    ("Tk", "BDT", Always, Sum),
    ("RMB", "CNY", Always, Always),
    ("Rp", "IDR", Always, Sum),
    ("Dh", "dirham", Always, Always),
    ("Dhs", "dirham", Always, Always),
    ("DH", "dirham", Article, French),
    ("DHS", "dirham", Article, French),
    ("dh", "dirham", Never, Always),
    ("dhs", "dirham", Never, Always),
    ("DA", "DZD", Never, Sum),
    ("DT", "TND", Never, Sum),
    ("QR", "QAR", Article, Article),
    ("SR", "SAR", Article, Article),
    ("KD", "KWD", Article, Article),
    ("JD", "JOD", Article, Article),
    ("JDs", "JOD", Never, Article),
    ("BD", "BHD", Article, Article),
    ("LE", "EGP", Article, Article),
    ("RO", "OMR", Article, Article),
    ("NIS", "ILS", TwoDigits, TwoDigits),
    ("R", "ZAR", Letter, Never),
    ("N", "NGN", Letter, Never),
    ("P", "PHP", Scale, Never),
    ("K", "ZMW", Scale, Never),
    ("KSh", "KES", Always, Sum),
    ("Ksh", "KES", Always, Sum),
    ("KSH", "KES", Always, Sum),
    ("Kshs", "KES", Always, Sum),
    ("KShs", "KES", Always, Sum),
    ("TSh", "TZS", Always, Sum),
    ("Tsh", "TZS", Always, Sum),
    ("TSH", "TZS", Always, Sum),
    ("Tshs", "TZS", Always, Sum),
    ("TShs", "TZS", Always, Sum),
    ("USh", "UGX", Always, Sum),
    ("Ush", "UGX", Always, Sum),
    ("UShs", "UGX", Always, Sum),
    ("Ushs", "UGX", Always, Sum),
    ("Shs", "shilling", Sum, Sum),
    ("Sh", "shilling", Sum, Never),
    ("TL", "TRY", Never, Sum),
    ("Ft", "HUF", Never, Sum),
    ("Php", "PHP", Always, Sum),
    ("Bs", "bolivar", Sum, Never),
    ("FBu", "BIF", Never, Always),
    ("FG", "GNF", Never, Weight),
    ("FC", "CDF", Never, Weight),
    ("Ar", "MGA", Never, Weight),
    ("руб", "RUB", Never, Always),
];

/// The letters of dirhams, dinars and CFA francs with a scale in short glued before them: "2 MDH", "12 MdFCFA".
const SCALED: &[(&str, &str, i16)] = &[
    ("kDH", "dirham", 3),
    ("KDH", "dirham", 3),
    ("MDH", "dirham", 6),
    ("MMDH", "dirham", 9),
    ("MdDH", "dirham", 9),
    ("MrdDH", "dirham", 9),
    ("MDA", "DZD", 6),
    ("MDT", "TND", 6),
    ("MFCFA", "XOF", 6),
    ("MdFCFA", "XOF", 9),
    ("MdsFCFA", "XOF", 9),
];

/// A short name beside a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Local {
    /// Its currency.
    pub(super) money: Money,
    /// One past its last byte.
    pub(super) end: usize,
    /// Whether only the article can confirm it.
    pub(super) unsure: bool,
}

/// The longest short name in ASCII.
const LONGEST: usize = 4;

/// The row of a short name.
fn row(letters: &str) -> Option<&'static (&'static str, &'static str, Belief, Belief)> {
    // Most words beside a number are longer, or small.
    let first = *letters.as_bytes().first()?;
    let common = letters.len() > LONGEST && first.is_ascii();
    if common || first.is_ascii_lowercase() && !matches!(first, b'd' | b'k' | b'z') {
        return None;
    }
    SHORT.iter().find(|(short, ..)| *short == letters)
}

/// A currency by its code or its noun.
fn money(cursor: &Cursor<'_>, name: &str) -> Option<Money> {
    match name.as_bytes() {
        [a, b, c] if a.is_ascii_uppercase() => Some(Money::Currency(Currency::new(&[*a, *b, *c]))),
        _ => cursor.lexicon.noun(name).map(Money::Noun),
    }
}

/// A scale in short and a short name in one word.
pub(super) fn scaled(cursor: &Cursor<'_>, letters: &str) -> Option<(Money, i16)> {
    if !letters.ends_with(['H', 'A', 'T']) {
        return None;
    }
    let (_, name, power) = SCALED.iter().find(|(short, ..)| *short == letters)?;
    Some((money(cursor, name)?, *power))
}

/// The short name before a number, with a blank between or none.
pub(super) fn before(cursor: &Cursor<'_>, number: &Number, token: &Token, french: bool) -> Option<Local> {
    let letters = &cursor.text[token.start..token.end];
    let &(_, name, belief, _) = row(letters)?;
    let grounds =
        Grounds { cursor, number, french, glued: cursor.text.get(token.end..number.start) == Some("") };
    let unsure = grounds.believe(belief, token.start)?;
    // "BD 15 €", "N 5 %": the number has a unit of its own.
    let weak = matches!(belief, Article | Letter | Scale);
    if weak
        && (matches!(cursor.bytes.get(cursor.skip_spaces(number.end)), Some(b'=' | b'/'))
            || letters == "N" && number.value.to_f64() == 95.0
            || percent::after(cursor, number).is_some()
            || after::read(cursor, number, None, french).is_some_and(|unit| unit.money.is_some()))
    {
        return None;
    }
    Some(Local { money: money(cursor, name)?, end: number.end, unsure })
}

/// The short name after a number. `linked` says that "de" or "of" is between.
pub(super) fn after(
    cursor: &Cursor<'_>,
    number: &Number,
    token: &Token,
    linked: bool,
    french: bool,
) -> Option<Local> {
    let letters = &cursor.text[token.start..token.end];
    if letters == "F" {
        return franc(cursor, number, token, linked, french);
    }
    let value = number.value.to_f64();
    if letters == "p" && !french && token.start == number.end && number.scale.is_none() && value < 1000.0 {
        return Some(Local { money: Money::Minor(Minor::Letter), end: token.end, unsure: false });
    }
    if matches!(letters, "Fr" | "fr") {
        let dotted = cursor.char_at(token.end) == Some('.') && french;
        return dotted.then_some(Local {
            money: Money::Currency(Currency::new(b"CHF")),
            end: token.end,
            unsure: false,
        });
    }
    let &(_, name, _, belief) = row(letters)?;
    let grounds = Grounds { cursor, number, french, glued: token.start == number.end };
    let unsure = grounds.believe(belief, number.start)?;
    let weak = matches!(belief, Article | French) && !(french && belief == French);
    if linked && !matches!(belief, Always | Sum | French) || weak && !cursor.is_complete(token.end) {
        return None;
    }
    Some(Local { money: money(cursor, name)?, end: token.end, unsure })
}

/// "10 000 F CFA", "12 milliards de F.CFA", "2.700.000 F".
fn franc(cursor: &Cursor<'_>, number: &Number, token: &Token, linked: bool, french: bool) -> Option<Local> {
    let next = cursor.skip_spaces(cursor.past(token.end, |c| c == '.').unwrap_or(token.end));
    if let Some(cfa) = cursor.token(next).filter(|token| token.is("cfa")) {
        return Some(Local { money: Money::Currency(Currency::new(b"XOF")), end: cfa.end, unsure: false });
    }
    let sum = french && !linked && (number.has_weight() || number.value.to_f64() >= 1000.0);
    let alone = !cursor
        .char_at(token.end)
        .is_some_and(|c| matches!(c, '-' | '\'' | '’' | '.') && !cursor.ends(token.end + c.len_utf8()));
    let money = Money::Noun(cursor.lexicon.noun("franc")?);
    (sum && alone).then_some(Local { money, end: token.end, unsure: false })
}

/// What a belief rests on.
struct Grounds<'a, 'b> {
    cursor: &'a Cursor<'b>,
    number: &'a Number,
    french: bool,
    glued: bool,
}

impl Grounds<'_, '_> {
    /// Whether a short name is believed: `Some(true)` when only the article can confirm it. `start` is the first byte of
    /// the name or the number.
    fn believe(&self, belief: Belief, start: usize) -> Option<bool> {
        let value = self.number.value.to_f64();
        let weight = self.number.has_weight() || self.is_scaled();
        let near = || {
            let word = self.cursor.previous_token(start);
            word.is_some_and(|word| self.cursor.is(&word, Cue::Sums))
        };
        let digits = self.number.digits;
        let grouped = self.number.ambiguity.is_some() || digits.is_some_and(|digits| digits.groups.is_some());
        let sure = match belief {
            Never => return None,
            Always => true,
            Glued => self.glued || weight,
            Weight => weight,
            Sum => weight || value >= 100.0,
            AboveFive => value > 5.0,
            TwoDigits => weight || value >= 10.0,
            Scale => !self.french && (self.is_scaled() || self.glued && grouped),
            French if self.french => true,
            Article if self.french => self.is_scaled() || grouped,
            Article | French => {
                // "10.6 DH" is the hardness of water.
                let decimals = belief == French && weight && !grouped;
                let sure = belief == Article && weight || grouped || self.is_scaled() || !decimals && near();
                return (!self.is_year()).then_some(!sure);
            }
            Letter if self.is_scaled() || grouped && (self.glued || !self.french) => true,
            Letter if self.french || value < 10.0 || self.is_year() => false,
            Letter => {
                let followed = near();
                return (followed || self.glued || value >= 100.0).then_some(!followed);
            }
        };
        sure.then_some(false)
    }

    /// Whether the number is written as a year.
    fn is_year(&self) -> bool {
        let plain = self.number.digits.is_some_and(|digits| digits.lead == 4) && !self.number.has_weight();
        plain && (1900.0..2100.0).contains(&self.number.value.to_f64())
    }

    /// Whether the number has a scale, in words or in short.
    fn is_scaled(&self) -> bool {
        self.number.scale.is_some()
            || self.cursor.token(self.number.end).is_some_and(|token| {
                // "R5mm" is a radius.
                let letters = &self.cursor.text[token.start..token.end];
                letters != "mm" && symbol::abbreviation(letters).is_some() && self.cursor.ends(token.end)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::number;

    #[test]
    fn no_letters_have_two_rows() {
        for (index, (letters, name, ..)) in SHORT.iter().enumerate() {
            assert!(SHORT[..index].iter().all(|(other, ..)| other != letters), "{letters}");
            assert!(money(&Cursor::new(""), name).is_some(), "{letters}");
        }
    }

    /// The currency before the first digits of a text, with a question mark where the article must confirm it.
    fn read_before(text: &str) -> Option<String> {
        let cursor = Cursor::new(text);
        let start = text.find(|c: char| c.is_ascii_digit()).unwrap();
        let number = number::read(&cursor, start, false).unwrap();
        let token = cursor.token_before(cursor.skip_spaces_back(start)).unwrap();
        let local = before(&cursor, &number, &token, false)?;
        Some(format!("{:?}{}", local.money, if local.unsure { "?" } else { "" }))
    }

    #[test]
    fn letters_before_a_number_are_money_where_its_size_or_the_words_say_so() {
        for (text, sure) in [
            ("a fine of R500", true),
            ("a radius R500", false),
            ("R1.2bn", true),
            ("Shs2bn", true),
            ("R 500 million", true),
            ("R1,200", true),
            ("paid QR 20", true),
            ("the QR 20", false),
            ("a QR 20", false),
            ("Dh5", true),
            ("NIS 50", true),
            ("N200 million", true),
            ("worth N500", true),
        ] {
            let found = read_before(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.ends_with('?'), !sure, "{text}");
        }
        for text in [
            "R2",
            "R5mm",
            "R 2 = 0.9",
            "N 5",
            "N95",
            "of N95",
            "R 0.9",
            "NIS 2",
            "K2",
            "P45",
            "BD 15 €",
            "N 5 %",
        ] {
            assert_eq!(read_before(text), None, "{text}");
        }
    }
}
