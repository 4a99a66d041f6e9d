use std::fmt;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use toml::de::DeValue;

use super::error::{did_you_mean, quoted};
use super::values::text;
use crate::compare;
use crate::value::Decimal;

/// The kinds of values that can have a tolerance.
pub const KINDS: [&str; 6] = ["money", "count", "percent", "quantity", "duration", "date"];

/// The kind whose tolerance is in days.
const DATE: &str = "date";
/// One percent, in ten-thousandths of a percent.
const PERCENT: u32 = 10_000;
/// Decimals of a percentage.
const DECIMALS: usize = 4;
/// Digits of a number of days.
const DAY_DIGITS: usize = 4;
/// What a tolerance looks like.
const PATTERN: &str = r"^([0-9]+(\.[0-9]{1,4})?%|[0-9]{1,4}d)$";

/// By how much two values of a kind may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(with = "String", extend("pattern" = PATTERN))]
pub enum Tolerance {
    /// By a percentage, in ten-thousandths of a percent: 5% is 50 000, and 100% the most.
    Percent(u32),
    /// By so many days, at most 9999.
    Days(u32),
}

impl Tolerance {
    /// Reads the tolerance of a kind of values: `1d` for dates, `2.5%` for all others.
    pub(super) fn read(kind: &str, value: &DeValue<'_>) -> Result<Self, String> {
        let text = text(value)?;
        let (tolerance, form) = if kind == DATE {
            (days(&text).map(Self::Days), "days: 1d")
        } else {
            (percent(&text).map(Self::Percent), "a percentage with at most four decimals: 2.5%")
        };
        tolerance
            .ok_or_else(|| format!("{} is no tolerance of {kind}; write {form}", quoted(&text)))
    }
}

impl From<Tolerance> for compare::Tolerance {
    fn from(tolerance: Tolerance) -> Self {
        match tolerance {
            Tolerance::Days(days) => Self::Days(i64::from(days)),
            Tolerance::Percent(share) => {
                let percent = Decimal::new(i128::from(share), -4).unwrap_or(Decimal::ZERO);
                Self::Percent(percent)
            }
        }
    }
}

/// The kind of that name.
pub(super) fn kind(name: &str) -> Result<&'static str, String> {
    KINDS.into_iter().find(|kind| *kind == name).ok_or_else(|| {
        let hint = did_you_mean(name, KINDS);
        format!("{} is none of {}{hint}", quoted(name), KINDS.join(", "))
    })
}

fn days(text: &str) -> Option<u32> {
    let number = text.strip_suffix('d').filter(|n| n.len() <= DAY_DIGITS)?;
    digits(number)?.parse().ok()
}

fn percent(text: &str) -> Option<u32> {
    let number = text.strip_suffix('%')?;
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    digits(decimals).filter(|d| d.len() <= DECIMALS)?;
    let part: u32 = format!("{decimals:0<DECIMALS$}").parse().ok()?;
    let share = digits(whole)?.parse::<u32>().ok()?.checked_mul(PERCENT)?.checked_add(part)?;
    (share <= 100 * PERCENT).then_some(share)
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(f, "{days}d"),
            Self::Percent(share) if share.is_multiple_of(PERCENT) => {
                write!(f, "{}%", share / PERCENT)
            }
            Self::Percent(share) => {
                let decimals = format!("{:0DECIMALS$}", share % PERCENT);
                write!(f, "{}.{}%", share / PERCENT, decimals.trim_end_matches('0'))
            }
        }
    }
}

impl Serialize for Tolerance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: &str, text: &str) -> Result<Tolerance, String> {
        Tolerance::read(kind, &DeValue::String(text.into()))
    }

    #[test]
    fn tolerances_are_exact_and_written_as_they_are_read() {
        let cases = [
            ("money", "5%", Tolerance::Percent(50_000)),
            ("count", "2.5%", Tolerance::Percent(25_000)),
            ("percent", "0.0001%", Tolerance::Percent(1)),
            ("quantity", "100%", Tolerance::Percent(1_000_000)),
            ("duration", "0%", Tolerance::Percent(0)),
            ("date", "1d", Tolerance::Days(1)),
            ("date", "9999d", Tolerance::Days(9999)),
        ];
        for (kind, text, expected) in cases {
            assert_eq!(read(kind, text), Ok(expected), "{kind} {text}");
            assert_eq!(expected.to_string(), text);
        }
        assert_eq!(read("money", "02.50%").map(|t| t.to_string()), Ok("2.5%".to_owned()));
    }

    #[test]
    fn values_are_compared_with_the_same_percentage() {
        let percent = |share| compare::Tolerance::from(Tolerance::Percent(share));
        let exact = |text| compare::Tolerance::Percent(Decimal::parse(text).unwrap());
        assert_eq!(percent(25_000), exact("2.5"));
        assert_eq!(percent(1), exact("0.0001"));
        assert_eq!(compare::Tolerance::from(Tolerance::Days(1)), compare::Tolerance::Days(1));
    }

    #[test]
    fn what_is_no_tolerance_is_refused() {
        let money = ["5", "%", "-5%", "+5%", "5.%", ".5%", "0.00001%", "101%", "5 %", "1d", "٥%"];
        for text in money {
            assert!(read("money", text).is_err(), "{text}");
        }
        for text in ["1", "d", "-1d", "1.5d", "10000d", "5%"] {
            assert!(read("date", text).is_err(), "{text}");
        }
        assert!(read("money", &format!("{}%", "9".repeat(1_000_000))).is_err());
    }

    #[test]
    fn kinds_are_known() {
        assert_eq!(kind("money"), Ok("money"));
        let message = kind("dates").unwrap_err();
        assert!(message.ends_with("duration, date (did you mean `date`?)"), "{message}");
    }
}
