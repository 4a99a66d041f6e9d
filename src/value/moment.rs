use std::fmt;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// The size of the calendar unit that a date names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// One day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A season of three months.
    Season,
    /// A quarter of a year.
    Quarter,
    /// Half a year.
    Half,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// Any other stretch.
    Interval,
}

/// A stretch of days, both ends included; a missing end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub lo: Option<Date>,
    /// The last day.
    pub hi: Option<Date>,
}

impl Days {
    /// From `lo` to `hi`, both included.
    pub fn new(lo: Date, hi: Date) -> Self {
        Self { lo: Some(lo), hi: Some(hi) }
    }

    /// Whether no day is in both.
    pub fn disjoint(self, other: Self) -> bool {
        let below =
            |hi: Option<Date>, lo: Option<Date>| matches!((hi, lo), (Some(h), Some(l)) if h < l);
        below(self.hi, other.lo) || below(other.hi, self.lo)
    }

    /// Whether every day of `other` is in `self`.
    pub fn contains(self, other: Self) -> bool {
        let lo = self.lo.is_none_or(|a| other.lo.is_some_and(|b| a <= b));
        let hi = self.hi.is_none_or(|a| other.hi.is_some_and(|b| a >= b));
        lo && hi
    }

    /// The calendar unit of `grain` that holds `day`.
    pub fn around(day: Date, grain: Grain) -> Option<Self> {
        let year = day.year();
        let months = |first: i8, count: i64| {
            let lo = Date::new(year, first, 1).ok()?;
            Some(Self::new(lo, last_day(lo, count.months())?))
        };
        let month0 = day.month() - 1;
        match grain {
            Grain::Day | Grain::Interval => Some(Self::new(day, day)),
            Grain::Weekend | Grain::Week => {
                let monday =
                    day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
                let lo = monday.ok()?;
                let from =
                    if grain == Grain::Weekend { lo.checked_add(5.days()).ok()? } else { lo };
                Some(Self::new(from, lo.checked_add(6.days()).ok()?))
            }
            Grain::Month => months(day.month(), 1),
            Grain::Quarter | Grain::Season => months(month0 / 3 * 3 + 1, 3),
            Grain::Half => months(month0 / 6 * 6 + 1, 6),
            Grain::Year => years(year, 1),
            Grain::Decade => years(year.div_euclid(10) * 10, 10),
            Grain::Century => years(year.div_euclid(100) * 100, 100),
        }
    }
}

fn years(first: i16, count: i64) -> Option<Days> {
    let lo = Date::new(first, 1, 1).ok()?;
    Some(Days::new(lo, last_day(lo, count.years())?))
}

fn last_day(lo: Date, length: Span) -> Option<Date> {
    lo.checked_add(length).ok()?.yesterday().ok()
}

/// What the words say of a date, before a reference fills in the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// The year, if said.
    pub year: Option<i16>,
    /// The month, 1 to 12, if said.
    pub month: Option<i8>,
    /// The day of the month, if said.
    pub day: Option<i8>,
    /// The weekday, 1 (Monday) to 7, if said.
    pub weekday: Option<i8>,
}

impl Pattern {
    /// Whether something that both say differs.
    pub fn conflicts(self, other: Self) -> bool {
        fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
            matches!((a, b), (Some(a), Some(b)) if a != b)
        }
        differ(self.year, other.year)
            || differ(self.month, other.month)
            || differ(self.day, other.day)
            || differ(self.weekday, other.weekday)
    }

    /// Whether both say something of the same part: two years, two months.
    pub fn shares_a_part(self, other: Self) -> bool {
        self.year.is_some() && other.year.is_some()
            || self.month.is_some() && other.month.is_some()
            || self.day.is_some() && other.day.is_some()
            || self.weekday.is_some() && other.weekday.is_some()
    }

    /// What a full date says.
    pub fn of(day: Date) -> Self {
        Self {
            year: Some(day.year()),
            month: Some(day.month()),
            day: Some(day.day()),
            weekday: Some(day.weekday().to_monday_one_offset()),
        }
    }
}

/// EDTF, `X` for what is not known: `2025-11`, `XXXX-01-04`, `XXXX-WXX-2`.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(y) => write!(f, "{y:04}")?,
            None => f.write_str("XXXX")?,
        }
        match (self.month, self.day, self.weekday) {
            (Some(m), Some(d), _) => write!(f, "-{m:02}-{d:02}"),
            (Some(m), None, _) => write!(f, "-{m:02}"),
            (None, Some(d), _) => write!(f, "-XX-{d:02}"),
            (None, None, Some(w)) => write!(f, "-WXX-{w}"),
            (None, None, None) => Ok(()),
        }
    }
}

/// What an expression says of the calendar relative to the days it names.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
pub enum Bound {
    /// Within those days: "in 2032".
    #[default]
    Within,
    /// No later: "by the end of 2026".
    By,
    /// Up to and including: "until 2032".
    Until,
    /// No earlier: "until at least 2032", "since 2019".
    From,
}

/// A date with its grain. Its days are what the words literally admit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The calendar unit that is named.
    pub grain: Grain,
    /// The named days; none where the year or week can't be known.
    pub days: Option<Days>,
    /// What was said of year, month, day and weekday.
    pub pattern: Pattern,
    /// How the expression bounds time.
    pub bound: Bound,
    /// Several days or years to choose from: "next year or in 2027".
    pub alternatives: Vec<Days>,
    /// The expression in EDTF or TIMEX3 terms.
    pub edtf: String,
    /// Whether the words admit a neighbouring unit ("around 1980", "early this year").
    pub about: bool,
}

impl Moment {
    /// A date of known days.
    pub fn known(grain: Grain, days: Days, edtf: String) -> Self {
        let pattern = match (grain, days.lo) {
            (Grain::Day, Some(lo)) => Pattern::of(lo),
            (Grain::Month, Some(lo)) => {
                Pattern { year: Some(lo.year()), month: Some(lo.month()), ..Pattern::default() }
            }
            (Grain::Year, Some(lo)) => Pattern { year: Some(lo.year()), ..Pattern::default() },
            _ => Pattern::default(),
        };
        let (bound, alternatives) = (Bound::Within, Vec::new());
        Self { grain, days: Some(days), pattern, bound, alternatives, edtf, about: false }
    }

    /// A date that nothing resolves: "Tuesday" of an unknown week, "4 January" of an unknown year.
    pub fn open(grain: Grain, pattern: Pattern) -> Self {
        let (bound, alternatives) = (Bound::Within, Vec::new());
        let edtf = pattern.to_string();
        Self { grain, days: None, pattern, bound, alternatives, edtf, about: false }
    }

    /// The year that is said, or of the day or month that is said; "next week" names none.
    pub fn year(&self) -> Option<i16> {
        let resolved = || self.pattern.month.and_then(|_| Some(self.days?.lo?.year()));
        self.pattern.year.or_else(resolved)
    }

    /// The days that the words literally admit: the named ones, or all up to or from them.
    pub fn admits(&self) -> Option<Days> {
        let days = self.days?;
        Some(match self.bound {
            Bound::Within | Bound::Until => days,
            Bound::By => Days { lo: None, hi: days.hi },
            Bound::From => Days { lo: days.lo, hi: None },
        })
    }
}

/// `2025`, `2025-11` or `2025-11-03` as days; `None` for anything else.
pub fn parse_edtf(text: &str) -> Option<Days> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month = parts.next().map(str::parse::<i8>);
    let day = parts.next().map(str::parse::<i8>);
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (None, _) => Days::around(Date::new(year, 1, 1).ok()?, Grain::Year),
        (Some(m), None) => Days::around(Date::new(year, m.ok()?, 1).ok()?, Grain::Month),
        (Some(m), Some(d)) => Days::around(Date::new(year, m.ok()?, d.ok()?).ok()?, Grain::Day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_units_hold_their_days() {
        let day = Date::constant(2025, 11, 3);
        let of = |grain| {
            let d = Days::around(day, grain).unwrap();
            format!("{}..{}", d.lo.unwrap(), d.hi.unwrap())
        };
        assert_eq!(of(Grain::Month), "2025-11-01..2025-11-30");
        assert_eq!(of(Grain::Quarter), "2025-10-01..2025-12-31");
        assert_eq!(of(Grain::Week), "2025-11-03..2025-11-09");
        assert_eq!(of(Grain::Decade), "2020-01-01..2029-12-31");
    }

    #[test]
    fn what_is_not_said_is_written_as_unknown() {
        let open = Pattern { month: Some(1), day: Some(4), ..Pattern::default() };
        assert_eq!(open.to_string(), "XXXX-01-04");
        assert!(!open.conflicts(Pattern::of(Date::constant(2009, 1, 4))));
        assert!(open.conflicts(Pattern::of(Date::constant(2009, 1, 5))));
    }
}
