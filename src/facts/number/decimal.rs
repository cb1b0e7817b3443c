//! A number as it was written: decimal digits and a power of ten. Nothing is rounded until
//! [`Decimal::to_f64`], so `8,943 milliards` and `8 943 millions` are one value.

/// `digits × 10^exponent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal {
    digits: u128,
    exponent: i16,
}

/// More digits than any sum of money has; above this a run of digits is no number.
const MOST_DIGITS: u32 = 30;

impl Decimal {
    /// A whole number.
    pub(crate) const fn whole(value: u64) -> Self {
        Self { digits: value as u128, exponent: 0 }
    }

    /// `digits × 10^exponent`, as it stands.
    pub(crate) const fn new(digits: u128, exponent: i16) -> Self {
        Self { digits, exponent }
    }

    /// Reads ASCII digits, skipping every other byte; the last `decimals` digits are after the point.
    /// `None` when there are more digits than a number has.
    pub(crate) fn read(bytes: &[u8], decimals: usize) -> Option<Self> {
        let (mut digits, mut count) = (0u128, 0);
        for byte in bytes.iter().filter(|byte| byte.is_ascii_digit()) {
            count += u32::from(digits > 0);
            if count >= MOST_DIGITS {
                return None;
            }
            digits = digits * 10 + u128::from(byte - b'0');
        }
        Some(Self { digits, exponent: -i16::try_from(decimals).ok()? })
    }

    /// Times a power of ten.
    #[must_use]
    pub(crate) fn shift(self, power: i16) -> Self {
        Self { digits: self.digits, exponent: self.exponent.saturating_add(power) }
    }

    /// The sum; `self` where the two are too far apart to be one number.
    #[must_use]
    pub(crate) fn plus(self, other: Self) -> Self {
        let exponent = self.exponent.min(other.exponent);
        let align = |part: Self| {
            let power = u32::try_from(i32::from(part.exponent) - i32::from(exponent)).ok()?;
            part.digits.checked_mul(10u128.checked_pow(power)?)
        };
        match (align(self), align(other)) {
            (Some(a), Some(b)) => Self { digits: a.saturating_add(b), exponent },
            _ => self,
        }
    }

    /// The product, where it can be held.
    pub(crate) fn multiply(self, other: Self) -> Option<Self> {
        let digits = self.digits.checked_mul(other.digits)?;
        Some(Self { digits, exponent: self.exponent.checked_add(other.exponent)? })
    }

    /// The nearest double.
    pub(crate) fn to_f64(self) -> f64 {
        if self.digits == 0 {
            return 0.0;
        }
        let (mut digits, mut exponent) = (self.digits, self.exponent);
        while exponent < 0 && digits.is_multiple_of(10) {
            (digits, exponent) = (digits / 10, exponent + 1);
        }
        while exponent > 0 && digits < 1 << 49 {
            (digits, exponent) = (digits * 10, exponent - 1);
        }
        // Below 2^53 and 10^22 both are exact, so the quotient is the nearest double. Beyond, the library
        // rounds once.
        if digits < 1 << 53 && (-22..=0).contains(&exponent) {
            return digits as f64 / 10f64.powi(-i32::from(exponent));
        }
        format!("{digits}e{exponent}").parse().unwrap_or(f64::INFINITY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sum_written_two_ways_is_one_value() {
        let milliards = Decimal::read(b"8,943", 3).unwrap().shift(9);
        let millions = Decimal::read(b"8 943", 0).unwrap().shift(6);
        assert_eq!(milliards.to_f64(), millions.to_f64());
        assert_eq!(milliards.to_f64(), 8_943_000_000.0);
    }

    #[test]
    fn parts_add_up_across_powers() {
        let sum = Decimal::whole(15).plus(Decimal::new(5, -2)).plus(Decimal::whole(2).shift(6));
        assert_eq!(sum.to_f64(), 2_000_015.05);
        assert_eq!(Decimal::whole(10).shift(24).to_f64(), 1e25);
    }

    #[test]
    fn a_line_of_digits_is_no_number() {
        assert_eq!(Decimal::read(&[b'9'; 31], 0), None);
        assert_eq!(Decimal::read(&[b'0'; 300], 0).unwrap().to_f64(), 0.0);
    }
}
