//! Numbers in words, below a million: "quatre-vingt-dix-huit", "dix neuf cent soixante-treize", "nine hundred
//! and two", "nonante", with or without hyphens; and decimals in words ("deux virgule cinq").
//!
//! A number is of one language: a French word never continues an English number.

use super::decimal::Decimal;
use crate::facts::lexicon::{Cursor, Numeral, Tongue};

/// Reads the words of one number from left to right.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) cursor: Cursor<'a>,
    /// The language that the words so far have shown.
    pub(crate) tongue: Tongue,
}

/// A value and the byte after it.
type Read = Option<(u64, usize)>;

impl Words<'_> {
    /// What the word at a byte does in a number of this language.
    pub(crate) fn numeral(&self, at: usize) -> Option<(Numeral, Tongue, usize)> {
        let (token, word) = self.cursor.word(at)?;
        let numeral = word.numeral?;
        let fits =
            word.tongue == Tongue::Either || self.tongue == Tongue::Either || word.tongue == self.tongue;
        fits.then_some((numeral, word.tongue, token.end))
    }

    /// The same for the word joined to what ends at a byte.
    pub(crate) fn joined(&self, end: usize) -> Option<(Numeral, Tongue, usize)> {
        self.numeral(self.cursor.join(end)?)
    }

    fn learn(&mut self, tongue: Tongue) {
        if self.tongue == Tongue::Either {
            self.tongue = tongue;
        }
    }

    /// 0 to 99.
    pub(crate) fn below_hundred(&mut self, at: usize) -> Read {
        let (numeral, tongue, end) = self.numeral(at)?;
        let (value, end) = match numeral {
            Numeral::Unit(4) if tongue == Tongue::French => match self.joined(end) {
                Some((Numeral::Tens(20), _, end)) => {
                    self.learn(tongue);
                    self.tail(80, end)
                }
                _ => (4, end),
            },
            Numeral::Unit(unit) => (u64::from(unit), end),
            Numeral::Teen(10) if tongue == Tongue::French => match self.joined(end) {
                Some((Numeral::Unit(unit @ 7..=9), _, end)) => (10 + u64::from(unit), end),
                _ => (10, end),
            },
            Numeral::Teen(teen) => (u64::from(teen), end),
            Numeral::Tens(tens) => {
                self.learn(tongue);
                self.tail(u64::from(tens), end)
            }
            _ => return None,
        };
        self.learn(tongue);
        Some((value, end))
    }

    /// What follows tens: a unit, after "et" too, or a teen after sixty and eighty in French.
    fn tail(&mut self, tens: u64, end: usize) -> (u64, usize) {
        let french = self.tongue == Tongue::French;
        let Some((mut numeral, mut tongue, mut after)) = self.joined(end) else {
            return (tens, end);
        };
        if numeral == Numeral::And {
            match self.joined(after) {
                Some(next @ (Numeral::Unit(1) | Numeral::Teen(11), ..)) if french => {
                    (numeral, tongue, after) = next
                }
                _ => return (tens, end),
            }
        }
        match numeral {
            Numeral::Unit(unit @ 1..) => (tens + u64::from(unit), after),
            Numeral::Teen(10) if french && matches!(tens, 60 | 80) => match self.joined(after) {
                Some((Numeral::Unit(unit @ 7..=9), _, after)) => (tens + 10 + u64::from(unit), after),
                _ => (tens + 10, after),
            },
            Numeral::Teen(teen) if tongue == Tongue::French && matches!(tens, 60 | 80) => {
                (tens + u64::from(teen), after)
            }
            _ => (tens, end),
        }
    }

    /// 0 to 9999 by hundreds.
    fn below_thousand(&mut self, at: usize) -> Read {
        if let Some((Numeral::Hundred, tongue, end)) = self.numeral(at) {
            self.learn(tongue);
            return Some(self.after_hundreds(100, end));
        }
        let (value, end) = self.below_hundred(at)?;
        match self.joined(end) {
            // "dix cents" and "vingt cents" are minor units, "onze cents" is a number.
            Some((Numeral::Hundred, Tongue::French, end)) if matches!(value, 2..=9 | 11..=19) => {
                self.learn(Tongue::French);
                Some(self.after_hundreds(value * 100, end))
            }
            Some((Numeral::Hundred, Tongue::English, end)) if value > 0 => {
                self.learn(Tongue::English);
                Some(self.after_hundreds(value * 100, end))
            }
            // "nineteen seventy-three"
            Some((Numeral::Tens(_) | Numeral::Teen(10..), Tongue::English, _))
                if matches!(value, 11..=20) =>
            {
                match self.cursor.join(end).and_then(|at| self.below_hundred(at)) {
                    Some((rest, end)) => Some((value * 100 + rest, end)),
                    None => Some((value, end)),
                }
            }
            _ => Some((value, end)),
        }
    }

    fn after_hundreds(&mut self, hundreds: u64, end: usize) -> (u64, usize) {
        match self.rest(end, Self::below_hundred) {
            Some((rest, end)) => (hundreds + rest, end),
            None => (hundreds, end),
        }
    }

    /// What follows hundreds or thousands: directly, or in English after "and".
    fn rest(&mut self, end: usize, read: impl Fn(&mut Self, usize) -> Read) -> Read {
        self.rest_at(self.cursor.join(end)?, read)
    }

    /// Past the comma and the blank after what ends at a byte, where an English number in words continues: "four
    /// thousand, seven hundred".
    pub(crate) fn after_comma(&self, end: usize) -> Option<usize> {
        let comma = self.cursor.past(end, |c| c == ',').filter(|_| self.tongue == Tongue::English)?;
        let at = self.cursor.skip_spaces(comma);
        (at > comma && self.cursor.word(at)?.1.numeral.is_some()).then_some(at)
    }

    fn rest_at(&mut self, mut at: usize, read: impl Fn(&mut Self, usize) -> Read) -> Read {
        if self.tongue == Tongue::English
            && let Some((Numeral::And, _, after)) = self.numeral(at)
        {
            at = self.cursor.join(after)?;
        }
        // "cent un euros" is 101; "cent une" and "hundred one" as well, but never "cent zéro".
        read(self, at).filter(|(value, _)| *value > 0)
    }

    /// 0 to 999,999; whether it opens with a multiplier ("cent", "mille").
    pub(crate) fn below_million(&mut self, at: usize) -> Option<(u64, usize, bool)> {
        let (numeral, tongue, end) = self.numeral(at)?;
        if numeral == Numeral::Thousand {
            self.learn(tongue);
            let (value, end) = self.after_thousands(1000, end);
            return Some((value, end, true));
        }
        let opens = numeral == Numeral::Hundred;
        let (value, end) = self.below_thousand(at)?;
        if value > 0
            && let Some((Numeral::Thousand, tongue, end)) = self.joined(end)
        {
            self.learn(tongue);
            let (value, end) = self.after_thousands(value * 1000, end);
            return Some((value, end, opens));
        }
        Some((value, end, opens))
    }

    /// What follows thousands.
    pub(crate) fn after_thousands(&mut self, thousands: u64, end: usize) -> (u64, usize) {
        if let Some(at) = self.after_comma(end) {
            // What counts on after a comma has hundreds: else it is the next item of a list.
            let counted = matches!(self.below_thousand(at), Some((100..1000, _)));
            return match self.rest_at(at, Self::below_thousand).filter(|_| counted) {
                Some((rest, end)) => (thousands + rest, end),
                None => (thousands, end),
            };
        }
        match self.rest(end, Self::below_thousand) {
            Some((rest, end)) if rest < 1000 => (thousands + rest, end),
            _ => (thousands, end),
        }
    }

    /// Decimals after "virgule" or "point" that follow what ends at a byte: digits one by one ("four three
    /// six"), or a number read as digits ("quatorze").
    pub(crate) fn decimals(&mut self, end: usize) -> Option<(Decimal, usize)> {
        let (Numeral::Point, tongue, after) = self.joined(end)? else {
            return None;
        };
        let mut digits = 0u128;
        let mut places = 0i16;
        let mut end = after;
        let mut words = Self { cursor: self.cursor, tongue };
        while places < 12
            && let Some((value, after)) =
                words.cursor.join(end).and_then(|at| words.below_hundred(at).or_else(|| words.letter_o(at)))
        {
            let width = if value < 10 { 1 } else { 2 };
            digits = digits * 10u128.pow(width) + u128::from(value);
            places += width as i16;
            end = after;
        }
        if places == 0 {
            return None;
        }
        self.tongue = tongue;
        Some((Decimal::new(digits, -places), end))
    }

    /// "o" and "oh" among decimals that are read out: a zero, before another digit.
    fn letter_o(&self, at: usize) -> Read {
        let token = self.cursor.token(at).filter(|token| matches!(token.as_str(), "o" | "oh"))?;
        let next = self.cursor.word(self.cursor.join(token.end)?)?.1.numeral;
        matches!(next, Some(Numeral::Unit(_))).then_some((0, token.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u64, usize)> {
        let mut words = Words { cursor: Cursor::new(text), tongue: Tongue::Either };
        words.below_million(0).map(|(value, end, _)| (value, end))
    }

    #[test]
    fn french_numbers() {
        for (text, value) in [
            ("zéro", 0),
            ("dix-sept", 17),
            ("vingt et un", 21),
            ("vingt-et-une", 21),
            ("soixante et onze", 71),
            ("soixante dix huit", 78),
            ("soixante-quinze", 75),
            ("septante-deux", 72),
            ("huitante huit", 88),
            ("quatre-vingts", 80),
            ("quatre vingt un", 81),
            ("quatre-vingt-onze", 91),
            ("quatre vingt dix huit", 98),
            ("nonante-neuf", 99),
            ("cent un", 101),
            ("neuf cent", 900),
            ("onze cents", 1100),
            ("dix neuf cent soixante-treize", 1973),
            ("mil neuf cent vingt", 1920),
            ("six cent quatre-vingt-neuf", 689),
            ("deux-cent-trente-cinq", 235),
            ("mille", 1000),
            ("cent mille", 100_000),
            ("quatre-vingt mille", 80_000),
            ("cinq cent soixante dix huit mille trois cent deux", 578_302),
        ] {
            assert_eq!(read(text), Some((value, text.len())), "{text}");
        }
    }

    #[test]
    fn english_numbers() {
        for (text, value) in [
            ("forty-two", 42),
            ("nineteen seventy-three", 1973),
            ("one hundred fifteen", 115),
            ("hundred fifteen", 115),
            ("nine hundred and ninety three", 993),
            ("sixty hundreds", 6000),
            ("eighteen thousand and eighty one", 18_081),
            ("one thousand nine hundred and twenty five", 1925),
            ("two hundred thousand", 200_000),
            ("four thousand, seven hundred and two", 4702),
        ] {
            assert_eq!(read(text), Some((value, text.len())), "{text}");
        }
    }

    #[test]
    fn a_number_ends_where_its_grammar_does() {
        for (text, end) in [
            ("vingt vingt", 5),
            ("cent cent", 4),
            ("dix cents", 3),
            ("deux three", 4),
            ("two and three", 3),
            ("trente et quarante", 6),
            ("soixante et un et deux", 14),
            ("mille mille", 5),
            ("five cents", 4),
        ] {
            assert_eq!(read(text).map(|(_, end)| end), Some(end), "{text}");
        }
        assert_eq!(read("dixième"), None);
    }

    #[test]
    fn decimals_in_words() {
        for (text, value) in [
            (" virgule cinq", 0.5),
            (" virgule zéro cinq", 0.05),
            (" virgule quatorze", 0.14),
            (" point four three six", 0.436),
            (" point five o six", 0.506),
            (" point oh five", 0.05),
        ] {
            let mut words = Words { cursor: Cursor::new(text), tongue: Tongue::Either };
            let (decimals, end) = words.decimals(0).unwrap();
            assert_eq!((decimals.to_f64(), end), (value, text.len()), "{text}");
        }
    }
}
