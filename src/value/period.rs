use jiff::Span;
use jiff::civil::Date;

use super::{Days, Decimal, Grain};

/// Units of the calendar in which lengths of time are said.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Calendar {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Two weeks.
    Fortnight,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Calendar {
    /// The unit of that English singular name, as the rules' units are called.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "week" => Self::Week,
            "fortnight" => Self::Fortnight,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            _ => return None,
        })
    }

    /// The grain of a date that names one such unit.
    pub fn grain(self) -> Grain {
        match self {
            Self::Second | Self::Minute | Self::Hour | Self::Day => Grain::Day,
            Self::Week | Self::Fortnight => Grain::Week,
            Self::Month => Grain::Month,
            Self::Quarter => Grain::Quarter,
            Self::Year => Grain::Year,
            Self::Decade => Grain::Decade,
            Self::Century => Grain::Century,
        }
    }

    /// ISO 8601: `P7Y`, `PT30M`, `P1DE`; `PXY` where the number is not known.
    pub fn iso(self, count: Option<Decimal>) -> String {
        let n = count.map_or_else(|| "X".to_owned(), |c| c.to_string());
        match self {
            Self::Second => format!("PT{n}S"),
            Self::Minute => format!("PT{n}M"),
            Self::Hour => format!("PT{n}H"),
            Self::Day => format!("P{n}D"),
            Self::Week => format!("P{n}W"),
            Self::Fortnight => {
                let weeks = count.and_then(|c| c.times(Decimal::whole(2)));
                Self::Week.iso(weeks)
            }
            Self::Month => format!("P{n}M"),
            Self::Quarter => format!("P{n}Q"),
            Self::Year => format!("P{n}Y"),
            Self::Decade => format!("P{n}DE"),
            Self::Century => format!("P{n}CE"),
        }
    }

    /// `n` such units as a calendar span; none for parts of a day.
    pub fn span(self, n: i64) -> Option<Span> {
        let days = |count: i64| Span::new().try_days(count).ok();
        let months = |count: i64| Span::new().try_months(count).ok();
        match self {
            Self::Second | Self::Minute | Self::Hour => None,
            Self::Day => days(n),
            Self::Week => days(n.checked_mul(7)?),
            Self::Fortnight => days(n.checked_mul(14)?),
            Self::Month => months(n),
            Self::Quarter => months(n.checked_mul(3)?),
            Self::Year => months(n.checked_mul(12)?),
            Self::Decade => months(n.checked_mul(120)?),
            Self::Century => months(n.checked_mul(1200)?),
        }
    }

    /// The days on which a period ends that starts within `start` and lasts `n` units, at the
    /// grain of the unit: November 2025 and seven years end in 2032.
    pub fn end_of(self, start: Days, n: i64) -> Option<Days> {
        let span = self.span(n)?;
        let end = |day: Date| Days::around(day.checked_add(span).ok()?, self.grain());
        Some(Days { lo: end(start.lo?)?.lo, hi: end(start.hi?)?.hi })
    }

    /// The days on which a period began that ends within `end` and lasted `n` units.
    pub fn start_of(self, end: Days, n: i64) -> Option<Days> {
        self.end_of(end, n.checked_neg()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_start_end_and_length_give_the_third() {
        let november = Days::around(Date::constant(2025, 11, 1), Grain::Month).unwrap();
        let end = Calendar::Year.end_of(november, 7).unwrap();
        assert_eq!(end, Days::around(Date::constant(2032, 6, 1), Grain::Year).unwrap());
        let start = Calendar::Year.start_of(end, 7).unwrap();
        assert!(start.contains(november));
        assert!(Calendar::Hour.end_of(november, 7).is_none());
        assert!(Calendar::Year.end_of(november, i64::MAX).is_none());
    }
}
