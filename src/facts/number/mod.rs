//! Numbers as French and English prose writes them: in digits, in words, with scales ("13 000 millions", "un
//! milliard vingt-cinq millions"), fractions ("half a billion", "un million et demi") and approximate
//! collectives ("une quinzaine de millions").

pub(crate) mod decimal;
pub(crate) mod digits;
mod grammar;
pub(crate) mod separator;
pub(crate) mod words;

use self::decimal::Decimal;
use self::digits::{Ambiguity, Digits};
use self::grammar::NumberReader;
use self::separator::Plural;
use self::words::Words;
use crate::facts::lexicon::Tongue;
use crate::facts::lexicon::cursor::{Cursor, is_apostrophe};

/// A number in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number {
    /// Its first byte.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
    /// Its value, with an ambiguous separator read as one of thousands.
    pub(crate) value: Decimal,
    /// The reading with decimals, when a separator is ambiguous; scaled like `value`.
    pub(crate) ambiguity: Option<Ambiguity>,
    /// The digits that it is written in, if any.
    pub(crate) digits: Option<Digits>,
    /// The power of ten of its last scale word and that word's number.
    pub(crate) scale: Option<(i16, Plural)>,
    /// The language that its words show.
    pub(crate) tongue: Tongue,
    /// It means about that many.
    pub(crate) about: bool,
    /// It ends in a noun, so that a unit may follow with "de" or "of".
    pub(crate) linked: bool,
    /// It opens with a multiplier and names no factor: "cent", "million".
    pub(crate) no_factor: bool,
    /// It is a fraction and nothing else: "half a".
    pub(crate) fraction: bool,
    /// It is "un", "une", "one", "a" and nothing else.
    pub(crate) one: bool,
    /// It opens with "a": an idiom as often as a number.
    pub(crate) article: bool,
}

impl Number {
    fn new(start: usize, end: usize, value: Decimal) -> Self {
        Self {
            start,
            end,
            value,
            ambiguity: None,
            digits: None,
            scale: None,
            tongue: Tongue::Either,
            about: false,
            linked: false,
            no_factor: false,
            fraction: false,
            one: false,
            article: false,
        }
    }

    /// The same number times a power of ten.
    #[must_use]
    pub(crate) fn shift(mut self, power: i16) -> Self {
        self.value = self.value.shift(power);
        if let Some(ambiguity) = &mut self.ambiguity {
            ambiguity.value = ambiguity.value.shift(power);
        }
        self
    }

    /// Whether it has a scale, digit groups or decimals, so that an acronym beside it may be a currency.
    pub(crate) fn has_weight(&self) -> bool {
        self.scale.is_some()
            || self.ambiguity.is_some()
            || self.digits.is_some_and(|digits| digits.groups.is_some() || digits.point.is_some())
    }
}

/// Reads the number that begins at a byte. `french` says which scale a "billion" is where the number's own
/// words leave it open. `Err` gives a byte before which no figure begins.
pub(crate) fn read(cursor: &Cursor<'_>, start: usize, french: bool) -> Result<Number, usize> {
    let mut reader = NumberReader::new(*cursor, french);
    if cursor.bytes.get(start).is_some_and(u8::is_ascii_digit) {
        reader.read_digits(start)
    } else {
        reader.read_words(start).ok_or_else(|| cursor.token(start).map_or(start + 1, |token| token.end))
    }
}

/// Reads 0 to 99 in words or as two digits, as minor units are counted.
pub(crate) fn read_small(cursor: &Cursor<'_>, start: usize) -> Option<(u64, usize)> {
    if cursor.bytes.get(start)?.is_ascii_digit() {
        let digits = digits::read(cursor, start).ok()?;
        let whole = digits.ambiguity.is_none() && digits.point.is_none() && digits.end - start <= 2;
        return whole.then(|| (digits.value.to_f64() as u64, digits.end));
    }
    let mut words = Words { cursor: *cursor, tongue: Tongue::Either };
    words.below_hundred(start)
}

/// Past "de", "d'" or "of" at a byte.
pub(crate) fn link(cursor: &Cursor<'_>, at: usize) -> Option<usize> {
    if !matches!(cursor.bytes.get(at)?, b'd' | b'D' | b'o' | b'O') {
        return None;
    }
    let token = cursor.token(at)?;
    match token.as_bytes() {
        b"de" | b"of" => Some(cursor.skip_spaces(token.end)).filter(|next| *next > token.end),
        b"d" => cursor.past(token.end, is_apostrophe).map(|end| cursor.skip_spaces(end)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, french: bool) -> (f64, &str) {
        let number = read(&Cursor::new(text), 0, french).unwrap();
        (number.value.to_f64(), &text[number.end..])
    }

    #[test]
    fn scales_multiply_and_add() {
        for (text, value, rest) in [
            ("13 000 millions de dollars", 13e9, " de dollars"),
            ("6,6 milliards", 6.6e9, ""),
            ("un milliard vingt-cinq millions d'euros", 1.025e9, " d'euros"),
            (
                "cinquante et un million cinq cent soixante dix huit mille trois cent deux euros",
                51_578_302.0,
                " euros",
            ),
            ("mille millions", 1e9, ""),
            ("un million un euros", 1_000_001.0, " euros"),
            ("deux millions deux ans après", 2e6, " deux ans après"),
            ("2 millions 500 000 euros", 2.5e6, " euros"),
            ("5 millions 300 mille euros", 5.3e6, " euros"),
            ("dix billions dix euros", 10_000_000_000_010.0, " euros"),
            ("dix quadrillions d'euros", 1e25, " d'euros"),
            ("20 mille euros", 20_000.0, " euros"),
            ("5 hundred million", 5e8, ""),
            ("2 lakh crore", 2e12, ""),
            ("175-million", 175e6, ""),
            ("deux-millions", 2e6, ""),
            ("5 millions 2019", 5e6, " 2019"),
            ("two million, three hundred thousand dollars", 2.3e6, " dollars"),
            ("two million, three of them", 2e6, ", three of them"),
            ("Fifty Thousand and NO/100 Dollars", 50_000.0, " Dollars"),
            ("ninety and 25/100 dollars", 90.25, " dollars"),
        ] {
            assert_eq!(values(text, true), (value, rest), "{text}");
        }
    }

    #[test]
    fn a_billion_is_what_its_language_says() {
        for (text, french, value) in [
            ("2 billion", false, 2e9),
            ("2 billions", true, 2e12),
            ("deux billions", false, 2e12),
            ("two billion", true, 2e9),
            ("2 trillion", false, 2e12),
            ("2 trillions", true, 2e18),
            ("2 billions de dollars", false, 2e12),
            ("2 milliards", false, 2e9),
        ] {
            assert_eq!(values(text, french).0, value, "{text}");
        }
    }

    #[test]
    fn fractions_and_collectives() {
        for (text, value, rest) in [
            ("half a billion dollars", 5e8, " dollars"),
            ("half-a-million", 5e5, ""),
            ("a half billion", 5e8, ""),
            ("a quarter of a million", 250_000.0, ""),
            ("a quarter million us dollars", 250_000.0, " us dollars"),
            ("three quarters billion", 75e7, ""),
            ("un demi-milliard", 5e8, ""),
            ("trois quarts de milliard", 75e7, ""),
            ("1 million et demi de dollars", 1.5e6, " de dollars"),
            ("deux milliards et quart", 2.25e9, ""),
            ("two and a half million", 2.5e6, ""),
            ("2 1/2 million", 2.5e6, ""),
            ("2½ million", 2.5e6, ""),
            ("a billion and a half", 1.5e9, ""),
            ("une quinzaine de millions d'euros", 15e6, " d'euros"),
            ("une dizaine d'euros", 10.0, " d'euros"),
            ("un millier de milliards", 1e12, ""),
            ("une demi-douzaine de millions", 6e6, ""),
            ("two point five billion", 2.5e9, ""),
            ("deux virgule cinq millions", 2.5e6, ""),
            ("a hundred and fifty thousand", 150_000.0, ""),
        ] {
            assert_eq!(values(text, true), (value, rest), "{text}");
        }
        assert!(read(&Cursor::new("une quinzaine de millions"), 0, true).unwrap().about);
    }
}
