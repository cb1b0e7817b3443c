//! A figure as far as its own words decide. What needs the whole article (ambiguous separators, shared currency names,
//! bare sums) is decided when all figures are known.

use super::bare::{self, Hint};
use super::context::{self, Context};
use super::prose::Prose;
use super::quantity::{Quantity, QuantityUnit};
use crate::facts::lexicon::{Cursor, Minor, Tongue};
use crate::facts::number::digits::Shape;
use crate::facts::number::separator::{Grounds, Plural, Style, divides_thousands};
use crate::facts::unit::Money;
use crate::facts::{Amount, Currency, Fact, Mention, Modifier, Percent, PercentUnit};
use crate::text::Span;

/// A figure that is not decided yet. Small, because a table of a million sums has a million of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    pub(super) span: Span,
    pub(super) unit: Option<QuantityUnit>,
    low: DraftValue,
    high: Option<DraftValue>,
    pub(super) modifier: Modifier,
    /// Only the rest of the article can confirm that it is money.
    unsure: bool,
    /// What the words around a bare sum show.
    pub(super) hint: Hint,
    /// The number of the scale, if any.
    scale: Option<Plural>,
    tongue: Tongue,
    unit_before: bool,
    has_minor: bool,
    /// Opens with "a", an idiom as often as a number.
    article: bool,
    /// Set as French and its neighbours set figures.
    french_style: bool,
    /// The price of a litre or a kilo: it has three decimals sooner than thousands.
    unit_price: bool,
}

/// One value of a figure, and the other reading when its separator is ambiguous.
#[derive(Debug, Clone, Copy)]
struct DraftValue {
    value: f64,
    decimals: Option<(f64, Shape)>,
    negative: bool,
}

impl DraftValue {
    fn of(quantity: &Quantity) -> Self {
        let places = match quantity.unit {
            Some(QuantityUnit::Money(Money::Minor(minor))) => minor.places(None),
            _ => 0,
        };
        let number = quantity.number.shift(-places);
        let decimals = number.ambiguity.map(|it| (it.value.to_f64(), it.shape));
        Self { value: number.value.to_f64(), decimals, negative: quantity.negative }
    }
}

impl Draft {
    /// A figure of one quantity, or of two for a range.
    pub(super) fn new(cursor: &Cursor<'_>, low: &Quantity, high: Option<&Quantity>, span: Span) -> Self {
        let last = high.unwrap_or(low);
        let scaled = low.power > 0 || high.is_some_and(|high| high.power > 0);
        Self {
            span,
            unit: low.unit,
            low: DraftValue::of(low),
            high: high.map(DraftValue::of),
            modifier: Modifier::Exact,
            unsure: low.unsure || high.is_some_and(|high| high.unsure),
            hint: Hint::Open,
            scale: scaled.then(|| low.number.scale.map_or(Plural::Plural, |(_, plural)| plural)),
            tongue: low.number.tongue,
            unit_before: low.unit_before,
            has_minor: low.has_minor,
            article: low.number.article,
            french_style: french_style(cursor, last),
            unit_price: last.number.ambiguity.is_some() && is_unit_price(cursor, last.end),
        }
    }

    fn start(&self) -> usize {
        self.span.start as usize
    }
}

/// "le litre", "par kilo", "/kWh" after a sum.
fn is_unit_price(cursor: &Cursor<'_>, end: usize) -> bool {
    let per = cursor.past(end, |c| c == '/').or_else(|| {
        let token = cursor.next_token(end)?;
        matches!(token.as_bytes(), b"le" | b"par" | b"du" | b"au" | b"per" | b"a").then_some(token.end)
    });
    let measure = per.and_then(|at| cursor.next_token(at));
    measure.is_some_and(|token| {
        matches!(token.as_bytes(), b"litre" | b"liter" | b"l" | b"kilo" | b"kg" | b"kwh" | b"gallon")
    })
}

/// A percentage, or after a blank a symbol or a scale in short, as French and its neighbours set them.
fn french_style(cursor: &Cursor<'_>, quantity: &Quantity) -> bool {
    if matches!(quantity.unit, Some(QuantityUnit::Percent(_))) {
        return true;
    }
    let end = quantity.number.end;
    let spaced = cursor.skip_spaces(end);
    let in_short = quantity.power > 0 && quantity.number.scale.is_none();
    spaced > end && (in_short || cursor.char_at(spaced).is_some_and(|c| !c.is_alphabetic()))
}

/// Decides the drafts of one text.
pub(super) struct Settling<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) context: Context,
    pub(super) style: Style,
    pub(super) prose: Prose,
}

impl Settling<'_> {
    /// Appends the mentions of the drafts.
    pub(super) fn settle(&mut self, drafts: &[Draft], out: &mut Vec<Mention>) {
        for draft in drafts {
            match draft.unit {
                Some(QuantityUnit::Money(_)) if draft.unsure => {}
                Some(QuantityUnit::Money(Money::Currency(currency))) => self.context.see_currency(currency),
                Some(QuantityUnit::Money(Money::Noun(noun))) => self.context.see_noun(noun),
                _ => {}
            }
        }
        let mut counts = Vec::new();
        for draft in drafts.iter().filter(|draft| !self.is_unsupported(draft)) {
            if let Some(QuantityUnit::Money(money)) = draft.unit
                && let Some(currency) = self.context.resolve(money)
            {
                context::count(&mut counts, currency);
            }
        }
        let clear = context::clear(&counts);
        // What the last figure with a scale was, and where it ended: a bare one after it is of its kind.
        let mut last: Option<(usize, Hint)> = None;
        for draft in drafts {
            if self.is_unsupported(draft) {
                continue;
            }
            let fact = match draft.unit {
                Some(QuantityUnit::Percent(unit)) => self.percent(draft, unit),
                Some(QuantityUnit::Money(money)) => {
                    last = Some((draft.span.end as usize, Hint::Money));
                    self.amount(draft, money, clear)
                }
                None => {
                    let same_sentence = last
                        .filter(|(end, _)| !bare::are_in_other_sentences(&self.cursor, *end, draft.start()));
                    let shortly_before = last.filter(|(end, _)| draft.start() - end < bare::NEAR);
                    let kind = match (draft.hint, same_sentence, shortly_before) {
                        (Hint::Open, Some((_, kind)), _) => kind,
                        (Hint::Open, None, Some((_, Hint::Count))) => Hint::Count,
                        (Hint::Open, None, _) if clear.is_some() && !draft.article => Hint::Money,
                        (hint, ..) => hint,
                    };
                    last = Some((draft.span.end as usize, kind));
                    if kind != Hint::Money {
                        continue;
                    }
                    self.bare(draft, clear)
                }
            };
            out.push(Mention { span: draft.span, fact });
        }
    }

    /// A name that is a common word too, in an article that shows no reason to take it for money: "3 000
    /// livres" where neither the pound nor Britain is mentioned, "50p" where the pound is not, "5,000 won"
    /// where Korea is not.
    fn is_unsupported(&self, draft: &Draft) -> bool {
        let lexicon = self.cursor.lexicon;
        if let Some(QuantityUnit::Money(money)) = draft.unit
            && draft.unsure
        {
            return !self.context.confirms(money);
        }
        if draft.scale.is_some() || draft.has_minor {
            return false;
        }
        let value = draft.low.value;
        match draft.unit {
            Some(QuantityUnit::Money(Money::Minor(Minor::Letter))) => {
                !lexicon.noun("livre").is_some_and(|livre| self.context.knows(livre))
            }
            Some(QuantityUnit::Money(Money::Noun(noun))) if lexicon.is(noun, "livre") => {
                let spoken_of = value >= 1000.0 && self.context.speaks_of(noun);
                !spoken_of && !self.context.knows(noun)
            }
            Some(QuantityUnit::Money(Money::Noun(noun)))
                if lexicon.is(noun, "won") && self.prose != Prose::French =>
            {
                value < 10_000.0 && !self.context.knows(noun) && !self.context.speaks_of(noun)
            }
            _ => false,
        }
    }

    fn percent(&self, draft: &Draft, unit: PercentUnit) -> Fact {
        let (value, high) = self.values(draft, None);
        Fact::Percent(Percent { value, high, unit, modifier: draft.modifier })
    }

    fn amount(&self, draft: &Draft, money: Money, clear: Option<Currency>) -> Fact {
        let unit = match money {
            Money::Minor(minor) => Some(self.context.currency_of_minor(minor, clear)),
            money => self.context.resolve(money),
        };
        let (value, high) = self.values(draft, unit);
        Fact::Amount(Amount { value, high, unit, inferred: false, modifier: draft.modifier })
    }

    fn bare(&self, draft: &Draft, clear: Option<Currency>) -> Fact {
        let (value, high) = self.values(draft, clear);
        Fact::Amount(Amount { value, high, unit: clear, inferred: clear.is_some(), modifier: draft.modifier })
    }

    /// The values of a draft in ascending order, with separators decided; the lower end takes its other reading when
    /// otherwise it would be above the upper end.
    fn values(&self, draft: &Draft, unit: Option<Currency>) -> (f64, Option<f64>) {
        let low = self.value(&draft.low, draft, unit);
        let Some(high) = draft.high.map(|high| self.value(&high, draft, unit)) else { return (low, None) };
        if high > low {
            return (low, Some(high));
        }
        // "-3 à -5 %" are both ends, the lower one last.
        if high < low && low < 0.0 {
            return (high, Some(low));
        }
        let other = draft.low.decimals.map_or(low, |(value, _)| value);
        if other < high { (other, Some(high)) } else { (low, None) }
    }

    fn value(&self, value: &DraftValue, draft: &Draft, unit: Option<Currency>) -> f64 {
        let size = self.size(value, draft, unit);
        if value.negative && size > 0.0 { -size } else { size }
    }

    /// The value of one side without its sign.
    fn size(&self, value: &DraftValue, draft: &Draft, unit: Option<Currency>) -> f64 {
        let Some((decimals, shape)) = value.decimals else { return value.value };
        let english = match draft.tongue {
            Tongue::French => false,
            Tongue::English => true,
            Tongue::Either => match self.prose {
                Prose::French => false,
                Prose::English => true,
                Prose::Unknown => !draft.french_style,
            },
        };
        let grounds = Grounds {
            english,
            unit_before: draft.unit_before,
            percent: matches!(draft.unit, Some(QuantityUnit::Percent(_))),
            scale: draft.scale,
            unit_price: draft.unit_price,
            no_minor_unit: unit.is_some_and(|unit| self.cursor.lexicon.minor_digits(unit) == 0),
        };
        if divides_thousands(shape, grounds, self.style) { value.value } else { decimals }
    }
}
