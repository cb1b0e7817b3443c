//! Figures: amounts and percentages, found in one pass over the text.
//!
//! [`scan`] stops where a figure may begin, [`quantity`] reads a number with its unit, [`range`] what two of them
//! make, and [`draft`] settles what only the whole article decides. Every look around a stop is bounded, and
//! the scan never goes back: the time is linear in the text, whatever the text is.

mod bare;
mod context;
mod draft;
#[cfg(test)]
mod golden;
mod modifier;
mod prose;
mod quantity;
mod range;
mod scan;
mod sign;

use self::bare::Hint;
use self::context::Context;
use self::draft::{Draft, Settling};
use self::prose::Prose;
use self::quantity::{Quantity, QuantityUnit};
use self::range::Bond;
use self::scan::{Scan, Stop};
use super::lexicon::cursor::{self, Cursor, Token};
use super::lexicon::{Country, Cue, Folded, Numeral, Tongue, Word};
use super::number::Number;
use super::number::digits::Separator;
use super::number::separator::Style;
use super::{MAX_FACTS, Mention, Modifier, Source};
use crate::text::Span;

/// Appends the amounts and percentages of a text, in reading order, none overlapping another.
///
/// The search stops after [`MAX_FACTS`] candidates, some of which are not figures after all, and returns the byte of the
/// next candidate. `None` when the whole text was searched.
pub fn find(source: Source<'_>, out: &mut Vec<Mention>) -> Option<usize> {
    let mut reader = FigureReader {
        cursor: Cursor::new(source.text),
        source,
        prose: None,
        style: Style::default(),
        context: None,
        drafts: Vec::new(),
        floor: 0,
    };
    let mut scan = Scan::new(source.text);
    while reader.drafts.len() <= MAX_FACTS
        && let Some(stop) = scan.next()
    {
        let resume = match stop {
            Stop::Digits(at) => reader.figure(at),
            Stop::Word(at) => reader.word(at),
        };
        scan.resume(resume);
    }
    let left = reader.drafts.get(MAX_FACTS).map(|draft| draft.span.start as usize);
    reader.drafts.truncate(MAX_FACTS);
    reader.settle(out);
    left
}

/// Reads figures at the stops of a scan.
struct FigureReader<'a> {
    cursor: Cursor<'a>,
    source: Source<'a>,
    prose: Option<Prose>,
    style: Style,
    context: Option<Context>,
    drafts: Vec<Draft>,
    /// Where the last figure ended.
    floor: usize,
}

impl FigureReader<'_> {
    /// French or English, detected when it is first needed.
    fn prose(&mut self) -> Prose {
        *self.prose.get_or_insert_with(|| prose::of(self.source.text, self.source.language))
    }

    /// Handles a word that passed the filter; returns where the scan continues.
    fn word(&mut self, at: usize) -> usize {
        if !self.cursor.begins(at) {
            return at;
        }
        let Some(token) = self.cursor.token(at) else { return at };
        if let Some(one) = self.one_before(&token) {
            return self.figure(one).max(token.end);
        }
        let Some(word) = self.cursor.look_up(&token) else {
            return scan::address(self.source.text, at).unwrap_or(token.end);
        };
        if let Some(country) = word.country
            && country != Country::PART
            && word.numeral.is_none()
            && word.noun.is_none()
        {
            let pronoun = token.as_str() == "us" && !self.source.text[at..].starts_with("US");
            if !pronoun {
                let lexicon = self.cursor.lexicon;
                self.context
                    .get_or_insert_with(|| Context::new(lexicon))
                    .see_country(country, word.qualifies);
            }
            return token.end;
        }
        match self.begin(at, word) {
            Some(start) if start < at || self.leads_on(&token, word) => self.figure(start),
            _ => token.end,
        }
    }

    /// Whether the next word can make a number word part of a figure. Most small numbers in prose count something else,
    /// and this test rejects them quickly.
    fn leads_on(&self, token: &Token, word: &Word) -> bool {
        let small = matches!(word.numeral, Some(Numeral::Unit(_) | Numeral::Teen(_) | Numeral::Tens(_)));
        if !small {
            return true;
        }
        let Some(at) = self.cursor.join(token.end) else { return false };
        let Some(next) = self.cursor.token(at) else {
            return self.cursor.char_at(at).is_some_and(|c| !c.is_alphanumeric());
        };
        if self.source.text.as_bytes()[at].is_ascii_uppercase() {
            return true;
        }
        let figure = |word: &Word| {
            word.numeral.is_some()
                || word.noun.is_some()
                || word.minor.is_some()
                || word.country.is_some()
                || word.is(Cue::Percent)
        };
        self.cursor.look_up(&next).is_some_and(figure)
            || matches!(next.as_bytes(), b"a" | b"to" | b"ou" | b"or")
    }

    /// The "un" or "a" whose unit ends or begins with a word that the scan stopped at: "un pour cent", "un
    /// point de pourcentage", "a percentage point". Alone, such an article is too frequent to stop at.
    fn one_before(&self, token: &Token) -> Option<usize> {
        let phrase: &[&str] = match token.as_bytes() {
            b"cent" => &["pour", "un"],
            b"pourcentage" | b"base" => &["de", "point", "un"],
            b"percentage" => &["a"],
            _ => return None,
        };
        let mut at = token.start;
        for word in phrase {
            let before = self.cursor.previous_token(at).filter(|before| before.is(word))?;
            at = before.start;
        }
        (at >= self.floor && self.source.text[at..].starts_with(['u', 'U', 'a', 'A'])).then_some(at)
    }

    /// Where the figure begins whose first strong word is at a byte: there, or at the article before it.
    /// A currency's name without a number does not begin one.
    fn begin(&self, at: usize, word: &Word) -> Option<usize> {
        let before = self.cursor.previous_token(at).or_else(|| {
            let hyphen = self.cursor.back(at, cursor::is_hyphen)?;
            self.cursor.token_before(hyphen)
        });
        let article = before.filter(|token| token.start >= self.floor && self.cursor.begins(token.start));
        let article = article.filter(|token| match token.as_bytes() {
            b"un" | b"une" => match word.numeral {
                Some(Numeral::Scale { .. } | Numeral::Collective { .. } | Numeral::Fraction { .. }) => {
                    word.tongue != Tongue::English
                }
                Some(_) => false,
                None => word.noun.is_some(),
            },
            b"a" | b"an" if self.cursor.bytes[token.start] | 0x20 == b'a' => match word.numeral {
                Some(
                    Numeral::Scale { .. }
                    | Numeral::Collective { .. }
                    | Numeral::Fraction { .. }
                    | Numeral::Hundred
                    | Numeral::Thousand,
                ) => word.tongue != Tongue::French,
                Some(_) => false,
                None => word.noun.is_some(),
            },
            _ => false,
        });
        match article {
            Some(token) => Some(token.start),
            None => self.one_of_range(at, before, word).or(word.numeral.map(|_| at)),
        }
    }

    /// The "un" of "un à deux milliards", whose second number begins at a byte after the word `before`.
    fn one_of_range(&self, at: usize, before: Option<Token>, word: &Word) -> Option<usize> {
        let joint = before.filter(|token| {
            token.is("ou") || token.is("a") && !matches!(self.cursor.bytes[token.start], b'a' | b'A')
        })?;
        let one =
            self.cursor.previous_token(joint.start).filter(|token| token.is("un") || token.is("une"))?;
        let next = self.cursor.word(self.cursor.join(self.cursor.token(at)?.end)?)?.1.numeral;
        let counts =
            matches!(word.numeral, Some(Numeral::Unit(2..))) && matches!(next, Some(Numeral::Scale { .. }));
        (counts && one.start >= self.floor).then_some(one.start)
    }

    /// Reads the figure that begins at a byte; returns where the scan continues.
    fn figure(&mut self, at: usize) -> usize {
        let french = self.prose() == Prose::French;
        let mut first = match quantity::read(&self.cursor, at, self.floor, french) {
            Ok(quantity) => quantity,
            Err(resume) => return resume.max(at + 1),
        };
        self.learn_style(&first.number);
        let resume = first.number.end.max(at + 1);
        if self.is_vague(&first) {
            return resume;
        }
        if !first.negative
            && let Some(signed) = sign::before(&self.cursor, first.start, self.floor)
        {
            (first.start, first.negative) = signed;
        }
        if let Some((low, high, bond)) = range::read(&self.cursor, &first, french) {
            self.learn_style(&high.number);
            return match bond {
                Bond::Range => self.push(low, Some(high), first.start, high.end),
                Bond::Tolerance => {
                    let end = self.push(low, None, first.start, high.end);
                    if let Some(draft) = self.drafts.last_mut() {
                        draft.modifier = Modifier::About;
                    }
                    end
                }
                Bond::Move => {
                    self.push(low, None, first.start, first.end);
                    self.push(high, None, high.start, high.end)
                }
            };
        }
        let bare = first.unit.is_none();
        if bare && (first.power < 6 || self.is_corrupt(&first)) {
            return resume;
        }
        self.push(first, None, first.start, first.end)
    }

    /// Adds a figure; returns where the scan continues.
    fn push(&mut self, low: Quantity, high: Option<Quantity>, start: usize, end: usize) -> usize {
        let number = &low.number;
        let mut draft = Draft::new(&self.cursor, &low, high.as_ref(), Span::new(start, end));
        match low.unit {
            Some(QuantityUnit::Percent(_) | QuantityUnit::Money(_)) => {}
            // A scale in short alone ("20 Md") is only said of money.
            None if number.scale.is_none() => draft.hint = Hint::Money,
            None => {
                let french = self.prose() == Prose::French || number.tongue == Tongue::French;
                draft.hint = bare::hint(&self.cursor, start, end, french);
            }
        }
        draft.modifier = modifier::of(&self.cursor, start, end, number.about);
        self.drafts.push(draft);
        self.floor = end;
        end
    }

    /// Whether a number has no definite value: "plusieurs cents", "des millions", "le million" without a currency.
    fn is_vague(&self, quantity: &Quantity) -> bool {
        let number = &quantity.number;
        if !number.no_factor {
            return false;
        }
        let mut before = self.cursor.previous_token(number.start);
        // "un bon milliard", "a cool million dollars".
        let nice = before.filter(|token| self.cursor.is(token, Cue::Nice));
        if let Some(one) = nice.and_then(|nice| self.cursor.previous_token(nice.start)) {
            if matches!(one.as_bytes(), b"un" | b"une" | b"a" | b"one") {
                return quantity.unit.is_none();
            }
            before = Some(one);
        }
        let says = |cue| before.is_some_and(|token| self.cursor.is(&token, cue));
        match self.cursor.word(number.start) {
            Some((token, word))
                if matches!(word.numeral, Some(Numeral::Scale { .. } | Numeral::Collective { .. })) =>
            {
                let plural = self.source.text.as_bytes()[token.end - 1] | 0x20 == b's';
                plural || quantity.unit.is_none() || !says(Cue::Definite)
            }
            _ => says(Cue::Vague),
        }
    }

    /// Whether the number is broken by blanks ("2 . 6 billion"), so that its value is not known.
    fn is_corrupt(&self, quantity: &Quantity) -> bool {
        if quantity.number.digits.is_some_and(|digits| digits.broken) {
            return true;
        }
        let edge = self.cursor.skip_spaces_back(quantity.number.start);
        let Some(point) = self.cursor.back(edge, |c| matches!(c, '.' | ',')) else { return false };
        if edge == quantity.number.start {
            return false;
        }
        let before = self.cursor.skip_spaces_back(point);
        let digit = self.cursor.char_before(before).is_some_and(|c| c.is_ascii_digit());
        // "1 . 6", or "1. 6" where the digits before the stop are too few for a year that ends a sentence.
        let few = !self
            .cursor
            .back(before, |c| c.is_ascii_digit())
            .is_some_and(|at| self.cursor.char_before(at).is_some_and(|c| c.is_ascii_digit()));
        digit && (before < point || few)
    }

    /// What a number that leaves no doubt shows of the article's style.
    fn learn_style(&mut self, number: &Number) {
        let Some(digits) = number.digits else { return };
        if digits.point == Some(Separator::Point) {
            self.style.decimal_points += 1;
        }
        match digits.groups {
            Some(Separator::Point) => self.style.point_groups += 1,
            Some(Separator::Comma) => self.style.comma_groups += 1,
            _ => {}
        }
    }

    fn settle(mut self, out: &mut Vec<Mention>) {
        if self.drafts.is_empty() {
            return;
        }
        let prose = self.prose();
        let lexicon = self.cursor.lexicon;
        let mut context = self.context.unwrap_or_else(|| Context::new(lexicon));
        context.french = prose == Prose::French;
        // "U.S." is no word of the scan. It matters only where another country may lend its dollar.
        if let Some(america) = lexicon.word(&Folded::of("usa")).and_then(|word| word.country)
            && context.speaks_of_others(america)
        {
            for _ in self.source.text.matches("U.S.") {
                context.see_country(america, true);
            }
        }
        let mut settling = Settling { cursor: self.cursor, context, style: self.style, prose };
        settling.settle(&self.drafts, out);
    }
}
