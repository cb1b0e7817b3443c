//! Rough values of currencies, by which sums of different currencies are compared. They need only be near: rates move by
//! a fifth within a few years, and the comparison allows for that.

use crate::facts::FigureUnit;

/// Euros for one unit, near enough for the years since 2015.
const EUROS: &[(&str, f64)] = &[
    ("EUR", 1.0),
    ("USD", 0.9),
    ("GBP", 1.16),
    ("CHF", 0.98),
    ("CAD", 0.67),
    ("AUD", 0.61),
    ("JPY", 0.0069),
    ("CNY", 0.13),
    ("INR", 0.0112),
    ("SEK", 0.092),
    ("NOK", 0.091),
    ("DKK", 0.134),
    ("PLN", 0.225),
    ("BRL", 0.18),
    ("RUB", 0.0115),
    ("MXN", 0.05),
    ("KRW", 0.00071),
    ("HKD", 0.116),
    ("SGD", 0.66),
    ("NZD", 0.57),
    ("ZAR", 0.052),
    ("TRY", 0.05),
    ("ILS", 0.25),
    ("MAD", 0.092),
    ("TND", 0.3),
    ("DZD", 0.0067),
    ("XOF", 0.00152),
    ("XAF", 0.00152),
    ("FRF", 0.1524),
    ("DEM", 0.511),
    ("AED", 0.245),
    ("SAR", 0.24),
    ("THB", 0.026),
    ("IDR", 0.00006),
    ("UAH", 0.025),
    ("CZK", 0.04),
    ("HUF", 0.0026),
    ("RON", 0.2),
];

/// Euros for one unit; `None` for a share or a currency whose value is not known.
pub(super) fn euros(unit: Option<FigureUnit>) -> Option<f64> {
    let Some(FigureUnit::Currency(currency)) = unit else { return None };
    EUROS.iter().find(|(code, _)| *code == currency.code()).map(|(_, euros)| *euros)
}

/// The first value in the unit of the second, over the second; `None` when it cannot be compared.
pub(super) fn ratio(a: f64, a_unit: Option<FigureUnit>, b: f64, b_unit: Option<FigureUnit>) -> Option<f64> {
    if a <= 0.0 || b <= 0.0 {
        return None;
    }
    if a_unit == b_unit || a_unit.is_none() || b_unit.is_none() {
        return Some(a / b);
    }
    Some(a * euros(a_unit)? / (b * euros(b_unit)?))
}

/// A value in euros, for scales; as it is where its currency is not known.
pub(crate) fn common(value: f64, unit: Option<FigureUnit>) -> f64 {
    value * euros(unit).unwrap_or(1.0)
}
