//! How words and digits make one number: scales that multiply and add up, fractions of scales, collectives.

use super::decimal::Decimal;
use super::separator::Plural;
use super::words::Words;
use super::{Number, digits, link};
use crate::facts::lexicon::{Cursor, Numeral, Tongue};

/// Reads one number.
pub(super) struct NumberReader<'a> {
    words: Words<'a>,
    french: bool,
}

impl<'a> NumberReader<'a> {
    /// A reader that takes a "billion" to be of that language where the number does not show its own.
    pub(super) fn new(cursor: Cursor<'a>, french: bool) -> Self {
        Self { words: Words { cursor, tongue: Tongue::Either }, french }
    }

    fn cursor(&self) -> Cursor<'_> {
        self.words.cursor
    }

    /// A number that begins in digits.
    pub(super) fn read_digits(&mut self, start: usize) -> Result<Number, usize> {
        let digits = digits::read(&self.words.cursor, start)?;
        let mut number = Number::new(start, digits.end, digits.value);
        number.digits = Some(digits);
        number.ambiguity = digits.ambiguity;
        if digits.ambiguity.is_none()
            && let Some((end, part)) = digits::fraction(&self.words.cursor, number.end)
        {
            (number.end, number.value) = (end, number.value.plus(part));
        }
        self.scales(&mut number);
        number.tongue = self.words.tongue;
        Ok(number)
    }

    /// A number that begins in words.
    pub(super) fn read_words(&mut self, start: usize) -> Option<Number> {
        let (numeral, tongue, end) = self.words.numeral(start)?;
        self.words.tongue = tongue;
        let mut number = match numeral {
            Numeral::Article => {
                let mut number = self.after_article(start, end)?;
                (number.start, number.article) = (start, true);
                number
            }
            Numeral::Fraction { quarters } => self.fraction(start, u64::from(quarters), end)?,
            Numeral::Collective { value, exact } => {
                let mut number = self.collective(start, 1, value, exact, end);
                number.no_factor = true;
                number
            }
            Numeral::Scale { .. } => {
                let mut number = Number::new(start, start, Decimal::whole(1));
                number.no_factor = true;
                self.scale_word(&mut number, start);
                number
            }
            Numeral::Point | Numeral::And => return None,
            _ => self.counted(start)?,
        };
        let end = number.end;
        self.scales(&mut number);
        self.hundredths(&mut number);
        number.one &= number.end == end;
        number.tongue = self.words.tongue;
        Some(number)
    }

    /// "and NO/100", "and 50/100": the cents of a sum in a contract, after a number in words.
    fn hundredths(&self, number: &mut Number) {
        let cursor = self.words.cursor;
        let Some(at) = cursor.join(number.end) else { return };
        let at = match cursor.token(at) {
            Some(token) if token.is("and") => cursor.skip_spaces(token.end),
            None => cursor.past(at, |c| c == '&').map_or(at, |end| cursor.skip_spaces(end)),
            Some(_) => return,
        };
        let (cents, end) = match cursor.token(at) {
            Some(token) if matches!(token.as_str(), "no" | "zero" | "xx" | "none") => (0, token.end),
            Some(_) => return,
            None => {
                let Some([a @ b'0'..=b'9', b @ b'0'..=b'9']) = cursor.bytes.get(at..at + 2) else { return };
                (u64::from(a - b'0') * 10 + u64::from(b - b'0'), at + 2)
            }
        };
        let end = end + "/100".len();
        if cursor.text.get(..end).is_some_and(|text| text.ends_with("/100")) && cursor.ends(end) {
            number.value = number.value.plus(Decimal::whole(cents).shift(-2));
            number.end = end;
        }
    }

    /// "a million", "a quarter of a million", "a dozen", "a dollar".
    fn after_article(&mut self, start: usize, end: usize) -> Option<Number> {
        let next = self.words.joined(end);
        if let Some((Numeral::Fraction { .. } | Numeral::Collective { .. }, tongue, _)) = next {
            self.words.tongue = tongue;
        }
        match next.map(|(numeral, _, after)| (numeral, after)) {
            Some((Numeral::Fraction { quarters }, after)) => self.fraction(start, u64::from(quarters), after),
            Some((Numeral::Collective { value, exact }, after)) => {
                Some(self.collective(start, 1, value, exact, after))
            }
            Some((Numeral::Scale { .. }, _)) => {
                self.words.tongue = Tongue::English;
                Some(Number::new(start, end, Decimal::whole(1)))
            }
            Some((Numeral::Hundred | Numeral::Thousand, _)) => {
                let at = self.words.cursor.join(end)?;
                let (value, end, _) = self.words.below_million(at)?;
                Some(Number::new(start, end, Decimal::whole(value)))
            }
            _ => {
                let mut number = Number::new(start, end, Decimal::whole(1));
                number.one = true;
                Some(number)
            }
        }
    }

    /// A cardinal, then perhaps decimals, a fraction or a collective that it counts.
    fn counted(&mut self, start: usize) -> Option<Number> {
        let (value, end, no_factor) = self.words.below_million(start)?;
        let mut number = Number::new(start, end, Decimal::whole(value));
        number.no_factor = no_factor;
        if let Some((decimals, end)) = self.words.decimals(end) {
            (number.value, number.end) = (number.value.plus(decimals), end);
            return Some(number);
        }
        if value <= 3
            && let Some((numeral, _, after)) = self.words.joined(end)
        {
            match numeral {
                Numeral::Fraction { quarters } if value == 1 || quarters == 1 => {
                    let fraction = self.fraction(start, value * u64::from(quarters), after);
                    if let Some(fraction) = fraction
                        .filter(|fraction| value == 1 || fraction.scale.is_some() || fraction.end > after)
                    {
                        return Some(fraction);
                    }
                }
                Numeral::Collective { value: each, exact } if exact || value == 1 => {
                    return Some(self.collective(start, value, each, exact, after));
                }
                _ => {}
            }
        } else if value < 100
            && let Some((Numeral::Collective { value: each, exact: true }, _, after)) = self.words.joined(end)
        {
            return Some(self.collective(start, value, each, true, after));
        }
        number.one = value == 1
            && matches!(self.words.numeral(start), Some((Numeral::Unit(1), _, after)) if after == end);
        Some(number)
    }

    /// Quarters of a scale that follows: "half a million", "trois quarts de milliard", "demi-milliard".
    fn fraction(&mut self, start: usize, quarters: u64, end: usize) -> Option<Number> {
        let cursor = self.words.cursor;
        let mut number = Number::new(start, end, Decimal::new(u128::from(quarters * 25), -2));
        let mut at = cursor.join(end)?;
        if let Some(linked) = link(&cursor, at) {
            at = linked;
        }
        match self.words.numeral(at) {
            Some((Numeral::Article | Numeral::Unit(1), _, after)) => {
                number.end = after;
                at = cursor.join(after)?;
            }
            Some((Numeral::Collective { value, .. }, _, after)) => {
                let mut number = self.collective(start, 1, value, false, after);
                number.value = number.value.multiply(Decimal::new(u128::from(quarters * 25), -2))?;
                return Some(number);
            }
            _ => {}
        }
        match self.words.numeral(at) {
            Some((Numeral::Scale { .. }, ..)) => {
                self.scale_word(&mut number, at);
            }
            Some((Numeral::Thousand, _, after)) => {
                number = Number { end: after, ..number.shift(3) };
            }
            _ => number.fraction = true,
        }
        Some(number)
    }

    /// "une quinzaine", then perhaps the scale that it counts: "de millions", "de milliers".
    fn collective(&mut self, start: usize, count: u64, each: u16, exact: bool, end: usize) -> Number {
        let mut number = Number::new(start, end, Decimal::whole(count * u64::from(each)));
        (number.about, number.linked) = (!exact, true);
        let cursor = self.words.cursor;
        let at = cursor.skip_spaces(end);
        let at = link(&cursor, at).unwrap_or(at);
        match self.words.numeral(at) {
            Some((Numeral::Scale { .. }, ..)) if at > end => {
                self.scale_word(&mut number, at);
            }
            Some((Numeral::Collective { value: 1000, .. }, _, after)) if at > end => {
                number = Number { end: after, ..number.shift(3) };
            }
            _ => {}
        }
        number
    }

    /// Applies the scale word at a byte; whether there is one.
    fn scale_word(&mut self, number: &mut Number, at: usize) -> bool {
        let Some((Numeral::Scale { french, english }, tongue, end)) = self.words.numeral(at) else {
            return false;
        };
        if self.words.tongue == Tongue::Either {
            self.words.tongue = tongue;
        }
        let plural =
            if self.words.cursor.bytes[end - 1] | 0x20 == b's' { Plural::Plural } else { Plural::Singular };
        let is_french = match self.words.tongue {
            Tongue::French => true,
            Tongue::English => false,
            Tongue::Either => {
                self.french
                    || link(&self.cursor(), self.cursor().skip_spaces(end))
                        .is_some_and(|_| plural == Plural::Plural && !self.of(end))
            }
        };
        let power = i16::from(if is_french { french } else { english });
        *number = Number { end, scale: Some((power, plural)), linked: true, ..number.shift(power) };
        true
    }

    fn of(&self, end: usize) -> bool {
        self.cursor().next_token(end).is_some_and(|token| token.as_str() == "of")
    }

    /// Scales after a number, halves of them, and smaller numbers that they add: "13 000 millions", "2
    /// millions 500 mille", "un million et demi", "2 lakh crore".
    fn scales(&mut self, number: &mut Number) {
        let cursor = self.words.cursor;
        if number.scale.is_none() {
            if number.fraction || number.linked {
                return;
            }
            let spelled = number.digits.is_none();
            let mut at = cursor.join(number.end).unwrap_or(number.end);
            if spelled && at == number.end {
                return;
            }
            let mut next = self.words.numeral(at);
            if matches!(next, Some((Numeral::And, ..))) {
                self.half(number, 0);
                at = cursor.join(number.end).unwrap_or(number.end);
                next = self.words.numeral(at);
            }
            match next {
                Some((Numeral::Thousand | Numeral::Hundred, tongue, after)) if !spelled => {
                    let hundred = matches!(self.words.numeral(at), Some((Numeral::Hundred, ..)));
                    if at == number.end
                        || (hundred && tongue == Tongue::French)
                        || !thousand(&cursor, at, after)
                    {
                        return;
                    }
                    *number = Number { end: after, ..number.shift(if hundred { 2 } else { 3 }) };
                    self.words.tongue = tongue;
                    let at = cursor.join(number.end).unwrap_or(number.end);
                    if at == number.end || !self.scale_word(number, at) {
                        return;
                    }
                }
                Some((Numeral::Scale { .. }, ..)) => {
                    self.scale_word(number, at);
                }
                _ => return,
            }
        }
        let Some((mut power, _)) = number.scale else { return };
        if power == 5
            && let Some(at) = cursor.join(number.end)
            && let Some((Numeral::Scale { french: 7, .. }, ..)) = self.words.numeral(at)
        {
            self.scale_word(number, at);
            return;
        }
        self.half(number, power);
        while let Some(lower) = self.added(number, power) {
            power = lower;
        }
    }

    /// "et demi", "and a half", "et quart" after a number or its scale.
    fn half(&mut self, number: &mut Number, power: i16) {
        let Some((Numeral::And, tongue, end)) = self.words.joined(number.end) else { return };
        let cursor = self.words.cursor;
        let Some(mut at) = cursor.join(end) else { return };
        let mut quarters = 1;
        match self.words.numeral(at) {
            Some((Numeral::Article | Numeral::Unit(1), _, after)) => at = cursor.join(after).unwrap_or(after),
            Some((Numeral::Unit(3), _, after)) => {
                (at, quarters) = (cursor.join(after).unwrap_or(after), 3);
            }
            _ => {}
        }
        let Some((Numeral::Fraction { quarters: each }, _, end)) = self.words.numeral(at) else { return };
        let part = Decimal::new(u128::from(quarters * each) * 25, -2).shift(power);
        if self.words.tongue == Tongue::Either {
            self.words.tongue = tongue;
        }
        number.value = number.value.plus(part);
        number.end = end;
    }

    /// A smaller number that continues this one, believed only where a unit or a scale follows it.
    fn added(&mut self, number: &mut Number, power: i16) -> Option<i16> {
        let cursor = self.words.cursor;
        let mut at = cursor.skip_spaces(number.end);
        if at == number.end {
            at = self.words.after_comma(number.end)?;
        }
        let before = self.words.tongue;
        if let Some((Numeral::And, _, end)) = self.words.numeral(at) {
            at = cursor.join(end)?;
        }
        let (value, end) = if cursor.bytes.get(at)?.is_ascii_digit() {
            let digits = digits::read(&cursor, at).ok()?;
            let whole = digits.ambiguity.is_none() && digits.point.is_none();
            (digits.value, whole.then_some(digits.end)?)
        } else {
            let (value, end, _) = self.words.below_million(at)?;
            (Decimal::whole(value), end)
        };
        let mut part = Number::new(at, end, value);
        let scaled = match cursor.join(end) {
            Some(at) if matches!(self.words.numeral(at), Some((Numeral::Thousand, ..))) => {
                let end = cursor.token(at).map_or(end, |token| token.end);
                part = Number { end, ..part.shift(3) };
                Some(3)
            }
            Some(at) if self.scale_word(&mut part, at) => part.scale.map(|(power, _)| power),
            _ => None,
        };
        // "un million cinq cent mille": a number in words that has thousands can only go on.
        let counts_thousands = !cursor.bytes[at].is_ascii_digit() && part.value.to_f64() >= 1000.0;
        let fits = scaled.is_none_or(|lower| lower < power)
            && part.value.to_f64() < Decimal::whole(1).shift(power).to_f64()
            && (scaled.is_some() || counts_thousands || unit_follows(&cursor, part.end));
        if !fits {
            self.words.tongue = before;
            return None;
        }
        number.value = number.value.plus(part.value);
        number.end = part.end;
        number.linked = part.linked;
        scaled.filter(|lower| *lower > 3)
    }
}

/// Whether "mille", "thousand" or "hundred" after digits multiplies them. "mil" does not, and "10
/// mille-feuilles" neither.
fn thousand(cursor: &Cursor<'_>, at: usize, end: usize) -> bool {
    cursor.token(at).is_some_and(|token| token.as_str() != "mil")
        && !(cursor.char_at(end) == Some('-') && !cursor.ends(end + 1) && cursor.word(end + 1).is_none())
}

/// Whether a currency or a percentage follows, on which a number that goes on after its scale is believed.
fn unit_follows(cursor: &Cursor<'_>, end: usize) -> bool {
    let at = cursor.skip_spaces(end);
    if cursor.char_at(at).is_some_and(|c| matches!(c, '%' | '$' | '€' | '£' | '¥')) {
        return true;
    }
    let at = link(cursor, at).unwrap_or(at);
    cursor.token(at).is_some_and(|token| {
        cursor.look_up(&token).is_some_and(|word| word.noun.is_some())
            || matches!(token.as_str(), "pour" | "per" | "percent" | "pourcent")
            || cursor.lexicon.code(&cursor.bytes[token.start..token.end]).is_some()
    })
}
