use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The largest exponent that is kept; larger numbers are no figures of a newspaper.
const MAX_EXPONENT: i16 = 60;
/// Digits that a division keeps.
const DIVISION_DIGITS: u32 = 18;

/// An exact decimal as it was written: mantissa times a power of ten. `3.0` and `3` are equal but
/// not the same: [`Decimal::exponent`] tells them apart, and says how precise the writing is.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Decimal {
    mantissa: i128,
    exponent: i16,
}

/// An exact fraction: the factor of a unit, "two-thirds".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    /// Above the line.
    pub numerator: i64,
    /// Below the line, never 0.
    pub denominator: i64,
}

impl Ratio {
    /// One.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// The same ratio in its lowest terms.
    #[must_use]
    pub fn reduced(self) -> Self {
        let (mut a, mut b) = (self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let by = i64::try_from(a).unwrap_or(1).max(1);
        Self { numerator: self.numerator / by, denominator: self.denominator / by }
    }

    /// Reads `"1609344/1000"`, `"5/9"`, `"0.3048"` or `"1000"`.
    pub fn parse(text: &str) -> Option<Self> {
        let (over, under) = text.split_once('/').unwrap_or((text, "1"));
        let (a, b) = (Decimal::parse(over.trim())?, Decimal::parse(under.trim())?);
        let scale = a.exponent.min(b.exponent);
        let whole = |d: Decimal| i64::try_from(d.scaled_to(scale)?).ok();
        let ratio = Self { numerator: whole(a)?, denominator: whole(b)? };
        (ratio.denominator != 0).then_some(ratio)
    }
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self::whole(0);

    /// A whole number.
    pub const fn whole(n: i64) -> Self {
        Self { mantissa: n as i128, exponent: 0 }
    }

    /// `mantissa` times ten to the `exponent`; `None` outside the range that is kept.
    pub fn new(mantissa: i128, exponent: i16) -> Option<Self> {
        let kept = exponent.abs() <= MAX_EXPONENT && mantissa.abs() < 10i128.pow(36);
        kept.then_some(Self { mantissa, exponent })
    }

    /// Reads digits with at most one point, and commas that separate thousands.
    pub fn parse(digits: &str) -> Option<Self> {
        let (sign, rest) = digits.strip_prefix('-').map_or((1, digits), |r| (-1, r));
        let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
        let grouped = whole.split(',');
        let mut mantissa: i128 = 0;
        for part in grouped.chain(std::iter::once(fraction)) {
            for digit in part.bytes() {
                let d = digit.is_ascii_digit().then(|| i128::from(digit - b'0'))?;
                mantissa = mantissa.checked_mul(10)?.checked_add(d)?;
            }
        }
        let empty = whole.is_empty() && fraction.is_empty();
        let exponent = -i16::try_from(fraction.len()).ok()?;
        if empty { None } else { Self::new(sign * mantissa, exponent) }
    }

    /// The power of ten that the last written digit counts.
    pub fn exponent(self) -> i16 {
        self.exponent
    }

    /// The same number times ten to the `n`: "38" and "billion" give 38 with exponent 9.
    pub fn shift(self, n: i16) -> Option<Self> {
        Self::new(self.mantissa, self.exponent.checked_add(n)?)
    }

    /// Sum; `None` where it can't be held.
    pub fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let sum = self.scaled_to(exponent)?.checked_add(other.scaled_to(exponent)?)?;
        Self::new(sum, exponent)
    }

    /// Difference; `None` where it can't be held.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { mantissa: -other.mantissa, exponent: other.exponent })
    }

    /// Product; `None` where it can't be held.
    pub fn times(self, other: Self) -> Option<Self> {
        let mantissa = self.mantissa.checked_mul(other.mantissa)?;
        Self::new(mantissa, self.exponent.checked_add(other.exponent)?)
    }

    /// The number times a fraction, exact where it comes out even, else to eighteen digits.
    pub fn times_ratio(self, by: Ratio) -> Option<Self> {
        let product = self.times(Self::whole(by.numerator))?;
        if by.denominator == 1 {
            return Some(product);
        }
        let divisor = i128::from(by.denominator);
        let mut value = product;
        for _ in 0..DIVISION_DIGITS {
            if value.mantissa % divisor == 0 || value.mantissa.abs() > 10i128.pow(30) {
                break;
            }
            value =
                Self { mantissa: value.mantissa.checked_mul(10)?, exponent: value.exponent - 1 };
        }
        Self::new(value.mantissa / divisor, value.exponent)
    }

    /// Half of the last written digit's worth: what rounding may have taken or added.
    pub fn half_step(self) -> Self {
        Self { mantissa: 5, exponent: self.exponent - 1 }
    }

    /// The number rounded half away from zero to a multiple of ten to the `exponent`.
    pub fn rounded_to(self, exponent: i16) -> Self {
        let Some(drop) = exponent.checked_sub(self.exponent).filter(|&d| d > 0) else {
            return self;
        };
        let Some(unit) = 10i128.checked_pow(u32::try_from(drop).unwrap_or(u32::MAX)) else {
            return Self { mantissa: 0, exponent };
        };
        let half = if self.mantissa < 0 { -unit / 2 } else { unit / 2 };
        Self { mantissa: (self.mantissa + half) / unit, exponent }
    }

    /// Whether neither of two numbers is more than so many times the other.
    pub fn is_within(self, times: i64, of: Self) -> bool {
        let most = |x: Self| x.times(Self::whole(times));
        most(self).is_some_and(|most| of <= most) && most(of).is_some_and(|most| self <= most)
    }

    /// The number as people write it: `11.25 billion`, `2,400`, `−3`. Endless fractions (two-thirds) are shown
    /// to two places.
    pub fn in_words(self) -> String {
        if let Some(positive) = Self::ZERO.minus(self).filter(|_| self.is_negative()) {
            return format!("−{}", positive.in_words());
        }
        let number = if self.exponent < -MOST_PLACES { self.rounded_to(-2) } else { self };
        for (power, word) in [(12, "trillion"), (9, "billion"), (6, "million")] {
            let unit = Self::whole(1).shift(power);
            if unit.is_some_and(|u| number >= u)
                && let Some(shifted) = number.shift(-power)
            {
                return format!("{} {word}", grouped(&shifted.to_string()));
            }
        }
        grouped(&number.to_string())
    }

    /// The greatest whole number that is not above it.
    #[must_use]
    pub fn floor(self) -> Self {
        let whole = self.rounded_to(0);
        if whole > self { Self { mantissa: whole.mantissa - 1, exponent: 0 } } else { whole }
    }

    /// The least whole number that is not below it.
    #[must_use]
    pub fn ceil(self) -> Self {
        let whole = self.rounded_to(0);
        if whole < self { Self { mantissa: whole.mantissa + 1, exponent: 0 } } else { whole }
    }

    /// How many zeros the written whole number ends in, not counting a scale word.
    pub fn trailing_zeros(self) -> i16 {
        let mut n = 0;
        let mut m = self.mantissa;
        while m != 0 && m % 10 == 0 {
            m /= 10;
            n += 1;
        }
        n
    }

    /// Significant digits as written, without zeros at the end: 3 for `13800`.
    pub fn significant_digits(self) -> u32 {
        ilog10(self.digits()).map_or(0, |n| n + 1)
    }

    /// What is left of the sum of its digits when nines are cast out, from 0 to 8: the same for two numbers
    /// that have the same digits in another order, wherever the point is.
    pub fn nines_cast_out(self) -> u8 {
        let digits = self.mantissa.unsigned_abs();
        u64::try_from(digits).map_or_else(|_| (digits % 9) as u8, |short| (short % 9) as u8)
    }

    /// How many digits the mantissa has.
    pub fn digits_written(self) -> u32 {
        ilog10(self.mantissa.unsigned_abs()).map_or(1, |n| n + 1)
    }

    /// The number in plain digits: `38000000000`, `0.5`, `3.0`.
    pub fn plain_digits(self) -> PlainDigits {
        let mut out = PlainDigits { bytes: [b'0'; MOST_BYTES], start: MOST_BYTES };
        let zeros =
            if self.mantissa == 0 { 0 } else { usize::try_from(self.exponent).unwrap_or(0) };
        out.start = MOST_BYTES.saturating_sub(zeros);
        let places = self.exponent.min(0).unsigned_abs();
        let mut rest = self.mantissa.unsigned_abs();
        let mut written = 0;
        while rest != 0 || written <= places {
            if written == places && places > 0 {
                out.prepend(b'.');
            }
            let digit = if let Ok(short) = u64::try_from(rest) {
                rest = (short / 10).into();
                short % 10
            } else {
                let digit = (rest % 10) as u64;
                rest /= 10;
                digit
            };
            out.prepend(b'0' + digit as u8);
            written += 1;
        }
        if self.mantissa < 0 {
            out.prepend(b'-');
        }
        out
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The digits of the mantissa without trailing zeros: 38 for 38 billion.
    pub fn digits(self) -> u128 {
        let mut digits = self.mantissa.unsigned_abs();
        // Sixty-four bits are divided several times as fast, and hold nearly every figure.
        if let Ok(mut short) = u64::try_from(digits) {
            while short != 0 && short.is_multiple_of(10) {
                short /= 10;
            }
            return short.into();
        }
        while digits != 0 && digits.is_multiple_of(10) {
            digits /= 10;
        }
        digits
    }

    /// The number as a small whole one, if it is.
    pub fn to_i64(self) -> Option<i64> {
        let value = self.scaled_to(0)?;
        (Self { mantissa: value, exponent: 0 } == self).then(|| i64::try_from(value).ok())?
    }

    /// The mantissa at another exponent; exact if `exponent` is not larger than its own.
    fn scaled_to(self, exponent: i16) -> Option<i128> {
        let by = self.exponent - exponent;
        if by == 0 {
            return Some(self.mantissa);
        }
        let unit = 10i128.checked_pow(u32::from(by.unsigned_abs()))?;
        if by >= 0 { self.mantissa.checked_mul(unit) } else { Some(self.mantissa / unit) }
    }

    /// Power of ten of the leading digit.
    fn order(self) -> i32 {
        let digits = ilog10(self.mantissa.unsigned_abs()).unwrap_or(0);
        digits.cast_signed() + i32::from(self.exponent)
    }
}

/// The power of ten of the first digit; `None` of zero. Sixty-four bits hold nearly every figure, and take a
/// fraction of the time.
fn ilog10(digits: u128) -> Option<u32> {
    u64::try_from(digits).map_or_else(|_| digits.checked_ilog10(), u64::checked_ilog10)
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.exponent == other.exponent {
            return self.mantissa.cmp(&other.mantissa);
        }
        let signs = self.mantissa.signum().cmp(&other.mantissa.signum());
        if signs != Ordering::Equal || self.mantissa == 0 {
            return signs;
        }
        let exponent = self.exponent.min(other.exponent);
        if let (Some(a), Some(b)) = (self.scaled_to(exponent), other.scaled_to(exponent)) {
            return a.cmp(&b);
        }
        let larger = self.order().cmp(&other.order());
        if self.mantissa < 0 { larger.reverse() } else { larger }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

/// Of numbers with more decimal places two are shown.
const MOST_PLACES: i16 = 6;

/// Digits with commas between thousands and without zeros behind the last that counts.
fn grouped(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::with_capacity(digits.len() + 4);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { out } else { format!("{out}.{fraction}") }
}

/// Plain digits, without an exponent: `38000000000`, `0.5`, `3.0`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(self.plain_digits().as_bytes()).unwrap_or_default())
    }
}

/// So many bytes has the longest number: sign, 36 digits, as many zeros as an exponent adds, a point.
const MOST_BYTES: usize = 1 + 36 + MAX_EXPONENT as usize + 2;

/// A number in plain digits, as it is shown: two numbers can be held against each other digit by digit
/// without a text of each.
#[derive(Clone, Copy, Debug)]
pub struct PlainDigits {
    /// Filled from the end.
    bytes: [u8; MOST_BYTES],
    start: usize,
}

impl PlainDigits {
    /// The digits, with a sign and a point where there are any.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    fn prepend(&mut self, byte: u8) {
        if let Some(start) = self.start.checked_sub(1) {
            self.start = start;
            self.bytes[start] = byte;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> Decimal {
        Decimal::parse(s).unwrap()
    }

    #[test]
    fn decimals_are_exact_and_keep_their_writing() {
        assert_eq!(d("3.0"), d("3"));
        assert_eq!(d("3.0").to_string(), "3.0");
        assert_eq!(d("1,234.50").to_string(), "1234.50");
        assert_eq!(d("38").shift(9).unwrap().to_string(), "38000000000");
        let longest = Decimal::new(1 - 10i128.pow(36), -60).unwrap().to_string();
        assert_eq!(longest, format!("-0.{}{}", "0".repeat(24), "9".repeat(36)));
        assert_eq!(Decimal::new(9, 60).unwrap().to_string(), format!("9{}", "0".repeat(60)));
        assert_eq!(
            ["0", "0.00", "-0.5", "-12", "0.10"].map(|n| d(n).to_string()).join(" "),
            "0 0.00 -0.5 -12 0.10"
        );
        assert_eq!(d("0.1").plus(d("0.2")), Some(d("0.3")));
        assert!(d("-2") < d("1") && d("10") > d("9.99"));
        assert_eq!(d("13.8").rounded_to(0), d("14"));
        assert_eq!(d("4.25").rounded_to(-1), d("4.3"));
        assert_eq!((d("5.5").floor(), d("5.5").ceil()), (d("5"), d("6")));
        assert_eq!((d("-0.4").floor(), d("-0.4").ceil()), (d("-1"), d("0")));
        assert_eq!((d("12").floor(), d("12").ceil()), (d("12"), d("12")));
        assert!(Decimal::parse("1.2.3").is_none() && Decimal::parse(".").is_none());
        assert!(Decimal::parse(&"9".repeat(60)).is_none());
    }

    #[test]
    fn units_convert_by_exact_fractions() {
        let mile = Ratio::parse("1609.344").unwrap();
        assert_eq!(d("50").times_ratio(mile), Some(d("80467.2")));
        let fahrenheit = Ratio::parse("5/9").unwrap();
        assert_eq!(d("9").times_ratio(fahrenheit), Some(d("5")));
        assert!(Ratio::parse("1/0").is_none());
    }
}
