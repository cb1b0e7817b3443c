//! A figure as far as its own words tell. What the whole article decides (doubtful separators, shared currency names,
//! bare sums) is settled when all of them are known.

use super::cursor::Cursor;
use super::prose::Prose;
use super::side::{Said, Side};
use crate::facts::amount::bare::{self, Hint};
use crate::facts::amount::context::{self, Context};
use crate::facts::amount::minor::Minor;
use crate::facts::amount::symbol::Money;
use crate::facts::number::separator::{Grounds, Plural, Style, divides_thousands};
use crate::facts::number::{Number, Tongue};
use crate::facts::{Amount, Currency, Fact, Mention, Modifier, Percent};
use crate::text::Span;

/// A figure before it is settled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) low: Side,
    pub(super) high: Option<Side>,
    pub(super) modifier: Modifier,
    /// Below zero: percentages alone.
    pub(super) negative: bool,
    /// What the words around a bare sum say.
    pub(super) hint: Hint,
}

/// Settles the drafts of one text.
pub(super) struct Settling<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) context: Context,
    pub(super) style: Style,
    pub(super) prose: Prose,
}

impl Settling<'_> {
    /// Appends what the drafts say.
    pub(super) fn settle(&mut self, drafts: &[Draft], out: &mut Vec<Mention>) {
        for draft in drafts {
            match draft.low.said {
                Some(Said::Money(Money::Currency(currency))) => self.context.see_currency(currency),
                Some(Said::Money(Money::Noun(noun))) => self.context.see_noun(noun),
                _ => {}
            }
        }
        let mut counts = Vec::new();
        for draft in drafts.iter().filter(|draft| !self.is_unsupported(draft)) {
            if let Some(Said::Money(money)) = draft.low.said
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
            let fact = match draft.low.said {
                Some(Said::Percent(_)) => self.percent(draft),
                Some(Said::Money(money)) => {
                    last = Some((draft.end, Hint::Money));
                    self.amount(draft, money, clear)
                }
                None => {
                    let same_sentence = last.filter(|(end, _)| !bare::apart(&self.cursor, *end, draft.start));
                    let shortly_before = last.filter(|(end, _)| draft.start - end < bare::NEAR);
                    let kind = match (draft.hint, same_sentence, shortly_before) {
                        (Hint::Open, Some((_, kind)), _) => kind,
                        (Hint::Open, None, Some((_, Hint::Count))) => Hint::Count,
                        (Hint::Open, None, _) if clear.is_some() && !draft.low.number.article => Hint::Money,
                        (hint, ..) => hint,
                    };
                    last = Some((draft.end, kind));
                    if kind != Hint::Money {
                        continue;
                    }
                    self.bare(draft, clear)
                }
            };
            out.push(Mention { span: Span::new(draft.start, draft.end), fact });
        }
    }

    /// A name that is a common word too, in an article that shows no reason to take it for money: "3 000 livres" where neither the pound
    /// nor Britain is mentioned, "50p" where the pound is not, "5,000 won" where Korea is not.
    fn is_unsupported(&self, draft: &Draft) -> bool {
        let lexicon = self.cursor.lexicon;
        if draft.low.power > 0 || draft.low.has_minor || draft.high.is_some_and(|high| high.power > 0) {
            return false;
        }
        let value = draft.low.number.value.to_f64();
        match draft.low.said {
            Some(Said::Money(Money::Minor(Minor::Letter))) => {
                !lexicon.noun("livre").is_some_and(|livre| self.context.knows(livre))
            }
            Some(Said::Money(Money::Noun(noun))) if lexicon.is(noun, "livre") => {
                !self.context.knows(noun) && !(value >= 1000.0 && self.context.speaks_of(noun))
            }
            Some(Said::Money(Money::Noun(noun)))
                if lexicon.is(noun, "won") && self.prose != Prose::French =>
            {
                value < 10_000.0 && !self.context.knows(noun) && !self.context.speaks_of(noun)
            }
            _ => false,
        }
    }

    fn percent(&self, draft: &Draft) -> Fact {
        let Some(Said::Percent(unit)) = draft.low.said else { unreachable!("called for percentages") };
        let sign = if draft.negative { -1.0 } else { 1.0 };
        let value = |side: &Side| self.value(side, draft, None);
        let (value, high) = in_order(value(&draft.low), draft.high.as_ref().map(value), draft);
        let (mut value, mut high) = (sign * value, high.map(|high| sign * high));
        if let Some(upper) = high.filter(|upper| *upper < value) {
            (value, high) = (upper, Some(value));
        }
        Fact::Percent(Percent { value, high, unit, modifier: draft.modifier })
    }

    fn amount(&self, draft: &Draft, money: Money, clear: Option<Currency>) -> Fact {
        let (unit, places) = match money {
            Money::Minor(minor) => {
                let currency = self.context.currency_of_minor(minor, clear, self.prose == Prose::French);
                (Some(currency), minor.places(Some(currency)))
            }
            money => (self.context.resolve(money), 0),
        };
        let value =
            |side: &Side| self.value(&Side { number: side.number.shift(-places), ..*side }, draft, unit);
        let (value, high) = in_order(value(&draft.low), draft.high.as_ref().map(value), draft);
        Fact::Amount(Amount { value, high, unit, inferred: false, modifier: draft.modifier })
    }

    fn bare(&self, draft: &Draft, clear: Option<Currency>) -> Fact {
        let value = |side: &Side| self.value(side, draft, clear);
        let (value, high) = in_order(value(&draft.low), draft.high.as_ref().map(value), draft);
        Fact::Amount(Amount { value, high, unit: clear, inferred: clear.is_some(), modifier: draft.modifier })
    }

    /// The value of a side, its separator decided.
    fn value(&self, side: &Side, draft: &Draft, unit: Option<Currency>) -> f64 {
        let number: &Number = &side.number;
        let Some(doubt) = number.doubt else { return number.value.to_f64() };
        let english = match number.tongue {
            Tongue::French => false,
            Tongue::English => true,
            Tongue::Either => match self.prose {
                Prose::French => false,
                Prose::English => true,
                Prose::Unknown => !self.french_typography(draft),
            },
        };
        let grounds = Grounds {
            english,
            unit_before: draft.low.unit_before,
            percent: matches!(draft.low.said, Some(Said::Percent(_))),
            scale: (side.power > 0).then(|| number.scale.map_or(Plural::Plural, |(_, plural)| plural)),
            no_minor_unit: unit.is_some_and(|unit| self.cursor.lexicon.minor_digits(unit) == 0),
        };
        if divides_thousands(doubt, grounds, self.style) {
            number.value.to_f64()
        } else {
            doubt.value.to_f64()
        }
    }

    /// A percentage, or behind a blank a symbol or a scale in short, as French and its neighbours set them.
    fn french_typography(&self, draft: &Draft) -> bool {
        if matches!(draft.low.said, Some(Said::Percent(_))) {
            return true;
        }
        let last = draft.high.as_ref().unwrap_or(&draft.low);
        let end = last.number.end;
        let spaced = self.cursor.skip_spaces(end);
        let in_short = last.power > 0 && last.number.scale.is_none();
        spaced > end && (in_short || self.cursor.char_at(spaced).is_some_and(|c| !c.is_alphabetic()))
    }
}

/// The ends of a range in order: where the separator was decided against it, the other reading of the lower end.
fn in_order(value: f64, high: Option<f64>, draft: &Draft) -> (f64, Option<f64>) {
    let Some(upper) = high.filter(|upper| *upper <= value) else { return (value, high) };
    let lower = draft.low.number.doubt.map_or(value, |doubt| doubt.value.to_f64());
    if lower < upper { (lower, high) } else { (value, None) }
}
