//! When a document was published, and which are too far apart in time to tell one piece of news.

use crate::ledger::Profile;
use crate::value::Days;

/// When a document was published, as far as it or its source says so.
#[derive(Clone, Copy, Debug)]
pub(super) enum Issued {
    /// On one of these days.
    On(Days),
    /// On a day of a month, of a year that is not said.
    OfSomeYear { month: i16, day: i16 },
}

/// Articles on one piece of news are published within so many days of each other.
pub(crate) const MOST_DAYS_APART: i32 = 31;

/// Twelve months of 31 days.
const DAYS_OF_A_YEAR: i32 = 372;

impl Issued {
    pub(super) fn of(profile: &Profile) -> Option<Self> {
        profile.own_days().map(Self::On).or_else(|| {
            let (month, day) = month_and_day(profile.dateline.as_deref()?)?;
            Some(Self::OfSomeYear { month, day })
        })
    }

    /// Whether two documents were published too long after each other to tell one piece of news.
    pub(super) fn is_far_from(self, other: Self) -> bool {
        if let (Self::On(a), Self::On(b)) = (self, other) {
            let after = |first: Days, then: Days| {
                let gap = first.hi.zip(then.lo).and_then(|(hi, lo)| hi.until(lo).ok());
                gap.is_some_and(|gap| gap.get_days() > MOST_DAYS_APART)
            };
            return after(a, b) || after(b, a);
        }
        let Some((a, b)) = self.day_of_year().zip(other.day_of_year()) else { return false };
        let apart = (a - b).abs();
        apart.min(DAYS_OF_A_YEAR - apart) > MOST_DAYS_APART
    }

    /// The day of a year whose months have 31 days each, if one day is known.
    fn day_of_year(self) -> Option<i32> {
        let (month, day) = match self {
            Self::On(days) => {
                let day = days.lo.filter(|lo| days.hi == Some(*lo))?;
                (day.month().into(), day.day().into())
            }
            Self::OfSomeYear { month, day } => (month, day),
        };
        Some(i32::from(month) * 31 + i32::from(day))
    }
}

/// Month and day of a day in EDTF: `XXXX-03-04`.
pub(super) fn month_and_day(day: &str) -> Option<(i16, i16)> {
    let mut parts = day.split('-').skip(1).map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn documents_a_month_apart_tell_two_pieces_of_news() {
        let line = |month, day| Issued::OfSomeYear { month, day };
        let on = |y, m, d| Issued::On(Days { lo: Some(date(y, m, d)), hi: Some(date(y, m, d)) });
        let cases = [
            (line(9, 13), line(10, 16), true),
            (line(9, 13), line(9, 30), false),
            (line(12, 28), line(1, 4), false),
            (on(2007, 9, 13), on(2012, 9, 14), true),
            (on(2007, 9, 13), line(9, 14), false),
            (on(2007, 9, 13), line(11, 14), true),
            (on(2007, 12, 30), on(2008, 1, 2), false),
        ];
        for (a, b, far) in cases {
            assert_eq!((a.is_far_from(b), b.is_far_from(a)), (far, far), "{a:?} {b:?}");
        }
    }
}
