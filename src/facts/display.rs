//! Figures the reader's way: "≈ 19 Md$", "> 300 Md$", "10–12 M€", "49 %" in French, "≈ $19bn", "€10–12m",
//! "49%" in English.
//!
//! Nothing is rounded: a value that does not fit into three decimals of a scale is written out, so that what
//! is shown, read again, is the same figure.

use std::fmt::Write as _;

use crate::facts::{Amount, Currency, Modifier, Percent};
use crate::text::Language;

/// Whose typography figures are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// "1 234,50 €", "19 Md$", "49 %"
    French,
    /// "€1,234.50", "$19bn", "49%"
    #[default]
    English,
}

impl Style {
    /// French for French, English for all else.
    pub(crate) fn of(language: Language) -> Self {
        if language == Language::FRENCH { Self::French } else { Self::English }
    }
}

/// Symbols by currency: in French after the number, in English before it.
const SYMBOLS: &[(&[u8; 3], &str, &str)] = &[
    (b"USD", "$", "$"),
    (b"EUR", "€", "€"),
    (b"GBP", "£", "£"),
    (b"JPY", "¥", "¥"),
    (b"CNY", "CN¥", "CN¥"),
    (b"CAD", "$CA", "C$"),
    (b"AUD", "$AU", "A$"),
    (b"NZD", "$NZ", "NZ$"),
    (b"HKD", "$HK", "HK$"),
    (b"SGD", "$SG", "S$"),
    (b"TWD", "$TW", "NT$"),
    (b"MXN", "$MX", "MX$"),
    (b"BRL", "R$", "R$"),
    (b"KRW", "₩", "₩"),
    (b"INR", "₹", "₹"),
    (b"RUB", "₽", "₽"),
    (b"TRY", "₺", "₺"),
    (b"ILS", "₪", "₪"),
    (b"VND", "₫", "₫"),
    (b"NGN", "₦", "₦"),
    (b"PHP", "₱", "₱"),
    (b"UAH", "₴", "₴"),
    (b"KZT", "₸", "₸"),
];

/// Before a figure below zero.
const MINUS: char = '\u{2212}';

/// An amount with its modifier's sign: "≈ 19 Md$".
pub(crate) fn amount(amount: &Amount, style: Style) -> String {
    let mut out = sign(amount.modifier);
    let low = Digits::of(amount.value);
    let high = amount.high.map(Digits::of);
    let power = scale(&low, high.as_ref(), style);
    let mut number = low.written(power, style, power == 0);
    if let Some(high) = &high {
        number.push('–');
        number.push_str(&high.written(power, style, power == 0));
    }
    let code = amount.unit.as_ref().map_or("", Currency::code);
    let symbol = SYMBOLS.iter().find(|(known, ..)| &known[..] == code.as_bytes());
    let short = match (style, power) {
        (Style::French, 6) => "M",
        (Style::French, 9) => "Md",
        (Style::English, 6) => "m",
        (Style::English, 9) => "bn",
        (Style::English, 12) => "tn",
        _ => "",
    };
    match style {
        Style::French => {
            let unit = symbol.map_or(code, |(_, french, _)| french);
            let spaced = !short.is_empty() && unit.starts_with(|c: char| c.is_alphabetic());
            let gap = if short.is_empty() && unit.is_empty() { "" } else { " " };
            let _ = write!(out, "{number}{gap}{short}{}{unit}", if spaced { " " } else { "" });
        }
        Style::English => {
            let unit = symbol.map_or(code, |(.., english)| english);
            let gap = if symbol.is_none() && !unit.is_empty() { " " } else { "" };
            // "−$5m"
            let (sign, number) = number.split_at(if amount.value < 0.0 { MINUS.len_utf8() } else { 0 });
            let _ = write!(out, "{sign}{unit}{gap}{number}{short}");
        }
    }
    out
}

/// A percentage with its modifier's sign: "> 49 %".
pub(crate) fn percent(percent: &Percent, style: Style) -> String {
    let mut out = sign(percent.modifier);
    out.push_str(&Digits::of(percent.value).written(0, style, false));
    if let Some(high) = percent.high {
        out.push('–');
        out.push_str(&Digits::of(high).written(0, style, false));
    }
    let unit = percent.unit.code();
    out.push_str(if style == Style::English && unit == "%" { "" } else { " " });
    out.push_str(unit);
    out
}

fn sign(modifier: Modifier) -> String {
    let sign = modifier.sign();
    if sign.is_empty() { String::new() } else { format!("{sign} ") }
}

/// The largest scale in which all values have at most three decimals and at least a digit before them.
fn scale(low: &Digits, high: Option<&Digits>, style: Style) -> i32 {
    let powers: &[i32] = if style == Style::French { &[9, 6] } else { &[12, 9, 6] };
    let largest = high.unwrap_or(low);
    let fits = |digits: &Digits, power: i32| digits.decimals(power) <= 3;
    let fit = powers
        .iter()
        .find(|power| largest.magnitude() >= **power && fits(largest, **power) && fits(low, **power));
    fit.copied().unwrap_or(0)
}

/// The shortest decimal digits that a value is read back from: `0.d1d2d3… × 10^point`.
struct Digits {
    negative: bool,
    digits: String,
    point: i32,
}

impl Digits {
    fn of(value: f64) -> Self {
        let scientific = format!("{:e}", value.abs());
        let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        let point = exponent.parse::<i32>().unwrap_or(0) + 1;
        Self { negative: value < 0.0, digits, point }
    }

    /// The power of ten of the first digit.
    fn magnitude(&self) -> i32 {
        self.point - 1
    }

    /// Decimals that the value has in a scale.
    fn decimals(&self, power: i32) -> i32 {
        (self.digits.trim_end_matches('0').len() as i32 - (self.point - power)).max(0)
    }

    /// The value in a scale. A price has two decimals, or none.
    fn written(&self, power: i32, style: Style, price: bool) -> String {
        let (group, decimal) = match style {
            Style::French => (' ', ','),
            Style::English => (',', '.'),
        };
        let digits = self.digits.trim_end_matches('0');
        let point = self.point - power;
        let digit = |place: i32| {
            let index = usize::try_from(point - 1 - place).ok();
            index.and_then(|index| digits.as_bytes().get(index)).map_or('0', |byte| char::from(*byte))
        };
        let mut out = String::new();
        if self.negative {
            out.push(MINUS);
        }
        for place in (0..point.max(1)).rev() {
            out.push(digit(place));
            if place > 0 && place % 3 == 0 {
                out.push(group);
            }
        }
        let mut decimals = self.decimals(power);
        if price && decimals > 0 {
            // Three decimals could be thousands: a fourth makes them decimals.
            decimals = if decimals == 3 { 4 } else { decimals.max(2) };
        }
        if decimals > 0 {
            out.push(decimal);
            out.extend((1..=decimals).map(|place| digit(-place)));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::facts::figure::find;
    use crate::facts::{Fact, PercentUnit, Source};

    fn sum(value: f64, high: Option<f64>, code: &[u8; 3], modifier: Modifier) -> Amount {
        Amount { value, high, unit: Some(Currency::new(code)), inferred: false, modifier }
    }

    #[test]
    fn as_the_reader_writes_it() {
        for (value, high, code, modifier, french, english) in [
            (19e9, None, b"USD", Modifier::About, "≈ 19 Md$", "≈ $19bn"),
            (300e9, None, b"USD", Modifier::MoreThan, "> 300 Md$", "> $300bn"),
            (10e6, Some(12e6), b"EUR", Modifier::Exact, "10–12 M€", "€10–12m"),
            (3_190e9, None, b"USD", Modifier::Exact, "3 190 Md$", "$3.19tn"),
            (6.6e9, None, b"USD", Modifier::Exact, "6,6 Md$", "$6.6bn"),
            (15.5, None, b"EUR", Modifier::Exact, "15,50 €", "€15.50"),
            (25_000.0, None, b"CAD", Modifier::AtLeast, "≥ 25 000 $CA", "≥ C$25,000"),
            (51_578_302.0, None, b"CHF", Modifier::Exact, "51 578 302 CHF", "CHF 51,578,302"),
            (5e9, None, b"CHF", Modifier::Exact, "5 Md CHF", "CHF 5bn"),
            (9e5, Some(1.2e6), b"EUR", Modifier::Exact, "0,9–1,2 M€", "€0.9–1.2m"),
            (0.0, None, b"EUR", Modifier::Exact, "0 €", "€0"),
            (-3.2e6, None, b"USD", Modifier::About, "≈ −3,2 M$", "≈ −$3.2m"),
            (-5e6, Some(-3e6), b"EUR", Modifier::Exact, "−5–−3 M€", "−€5–−3m"),
        ] {
            let amount = sum(value, high, code, modifier);
            assert_eq!(super::amount(&amount, Style::French), french);
            assert_eq!(super::amount(&amount, Style::English), english);
        }
        let bare = Amount { unit: None, ..sum(20e9, None, b"USD", Modifier::Exact) };
        assert_eq!(super::amount(&bare, Style::French), "20 Md");
        let share =
            Percent { value: 49.0, high: None, unit: PercentUnit::Percent, modifier: Modifier::Exact };
        assert_eq!(percent(&share, Style::French), "49 %");
        assert_eq!(percent(&share, Style::English), "49%");
        let points = Percent { value: 0.25, high: Some(0.5), unit: PercentUnit::Points, ..share };
        assert_eq!(percent(&points, Style::French), "0,25–0,5 pp");
        assert_eq!(percent(&Percent { value: -3.5, ..share }, Style::French), "−3,5 %");
    }

    fn read_back(text: &str, style: Style) -> Vec<Fact> {
        let language = if style == Style::French { Language::FRENCH } else { Language::ENGLISH };
        let mut mentions = Vec::new();
        find(Source { text, language }, &mut mentions);
        mentions.iter().map(|mention| mention.fact).collect()
    }

    fn modifiers() -> impl Strategy<Value = Modifier> {
        use Modifier::*;
        // "≤" is read as at most, so "up to" does not come back.
        prop::sample::select(vec![Exact, MoreThan, AtLeast, LessThan, AtMost, About, Nearly])
    }

    fn currencies() -> impl Strategy<Value = Currency> {
        let mut codes: Vec<&[u8; 3]> = SYMBOLS.iter().map(|(code, ..)| *code).collect();
        codes.extend([b"CHF", b"SEK", b"XOF", b"PLN", b"ZAR", b"DKK"]);
        prop::sample::select(codes).prop_map(Currency::new)
    }

    /// Values as sums are: some digits, some zeros, perhaps cents.
    fn values() -> impl Strategy<Value = f64> {
        let whole =
            (1u64..100_000, 0u32..10).prop_map(|(digits, zeros)| digits as f64 * 10f64.powi(zeros as i32));
        let cents = (1u64..100_000_000).prop_map(|cents| cents as f64 / 100.0);
        let mills = (1u64..100_000_000).prop_map(|mills| mills as f64 / 1000.0);
        let any = (1u64..1 << 50).prop_map(|value| value as f64);
        prop_oneof![whole, cents, mills, any]
    }

    fn styles() -> impl Strategy<Value = Style> {
        prop::sample::select(vec![Style::French, Style::English])
    }

    proptest! {
        #[test]
        fn a_shown_amount_reads_back_as_itself(
            value in values(),
            rise in prop::option::of(values()),
            unit in currencies(),
            negative in any::<bool>(),
            modifier in modifiers(),
            style in styles(),
        ) {
            let high = rise.map(|rise| value + rise);
            let value = if negative && high.is_none() { -value } else { value };
            let amount = Amount { value, high, unit: Some(unit), inferred: false, modifier };
            let shown = super::amount(&amount, style);
            prop_assert_eq!(read_back(&shown, style), vec![Fact::Amount(amount)], "{}", shown);
        }

        #[test]
        fn a_shown_percentage_reads_back_as_itself(
            thousandths in -100_000i32..1_000_000,
            points in any::<bool>(),
            modifier in modifiers(),
            style in styles(),
        ) {
            let unit = if points { PercentUnit::Points } else { PercentUnit::Percent };
            let share = Percent { value: f64::from(thousandths) / 1000.0, high: None, unit, modifier };
            let shown = percent(&share, style);
            prop_assert_eq!(read_back(&shown, style), vec![Fact::Percent(share)], "{}", shown);
        }
    }
}
