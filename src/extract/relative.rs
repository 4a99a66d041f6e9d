//! Dates that are relative to the day of publication.

use jiff::ToSpan;
use jiff::civil::Date;

use super::dates::{Dated, day_moment, month_moment, season_of, year_moment};
use super::numerals::Amount;
use super::reader::Reader;
use crate::rules::Sense;
use crate::trail::Trail;
use crate::value::{Bound, Calendar, Days, Grain, Moment, Pattern};

impl Reader<'_> {
    /// `yesterday`, `last year`, `earlier this month`, `two weeks ago`
    pub(super) fn relative_date(&self, at: usize) -> Option<Dated> {
        self.day_word(at)
            .or_else(|| self.earlier_this(at))
            .or_else(|| self.this_last_next(at))
            .or_else(|| self.ago(at))
    }

    fn day_word(&self, at: usize) -> Option<Dated> {
        let word = self.pick(at, |s| match s {
            Sense::DayWord(n) => Some(n),
            _ => None,
        })?;
        let day =
            self.reference.day().and_then(|d| d.checked_add(i64::from(word.value).days()).ok());
        let moment = day.map_or_else(|| unknown(Grain::Day), day_moment);
        Some(Dated { moment, end: word.end, trail: vec![self.step(word.rule, at, word.end)] })
    }

    /// `earlier this year`: from its beginning up to the day of publication, which stays open where
    /// only the month or year of publication is known.
    fn earlier_this(&self, at: usize) -> Option<Dated> {
        let earlier = match self.text(at).to_ascii_lowercase().as_str() {
            "earlier" => true,
            "later" => false,
            _ => return None,
        };
        let mut dated = self.this_last_next(at + 1)?;
        if let (Some(days), Some(known)) = (dated.moment.days, self.reference.days) {
            dated.moment.days = Some(if earlier {
                Days { lo: days.lo, hi: self.reference.day() }
            } else {
                Days { lo: known.lo.max(days.lo), hi: days.hi }
            });
        }
        dated.moment.about = true;
        Some(dated)
    }

    fn relative_word(&self, at: usize) -> Option<super::reader::Picked<i8>> {
        self.pick(at, |s| match s {
            Sense::Relative(n) => Some(n),
            _ => None,
        })
    }

    /// `this year`, `last month`, `next Tuesday`, `last autumn`
    fn this_last_next(&self, at: usize) -> Option<Dated> {
        let word = self.relative_word(at)?;
        let trail = vec![self.step(word.rule, at, word.end)];
        let away = i64::from(word.value);
        if let Some(calendar) = self.calendar_unit(word.end) {
            let plural = self.text(word.end).ends_with('s');
            let moment = self.unit_away(calendar, away)?;
            return (!plural).then_some(Dated { moment, end: word.end + 1, trail });
        }
        if self.text(word.end) == "weekend" {
            let moment = self.shifted(Calendar::Week, away, Grain::Weekend);
            return Some(Dated { moment, end: word.end + 1, trail });
        }
        self.named_unit_away(word.end, away, trail)
    }

    /// The weekday, month or season after `last` or `next`.
    fn named_unit_away(&self, at: usize, away: i64, mut trail: Trail) -> Option<Dated> {
        let picked = self.pick(at, |s| match s {
            Sense::Weekday(_) | Sense::Month(_) | Sense::Season(_) => Some(s),
            _ => None,
        })?;
        trail.push(self.step(picked.rule, at, picked.end));
        let moment = match picked.value {
            Sense::Month(m) => {
                let pattern = Pattern { month: Some(m), ..Pattern::default() };
                let latest = self.reference.latest();
                let month = latest.and_then(|d| nearest(d, away, |y| Date::new(y, m, 1).ok()));
                month.map_or_else(|| Some(Moment::open(Grain::Month, pattern)), month_moment)?
            }
            Sense::Season(m) => {
                let latest = self.reference.latest();
                let start = latest.and_then(|d| nearest(d, away, |y| Date::new(y, m, 1).ok()));
                start.map_or_else(|| Some(unknown(Grain::Season)), |d| season_of(m, d.year()))?
            }
            Sense::Weekday(w) => {
                let near = self.weekday_away(w, away);
                let pattern = Pattern { weekday: Some(w), ..Pattern::default() };
                near.map_or_else(|| Moment::open(Grain::Day, pattern), day_moment)
            }
            _ => return None,
        };
        Some(Dated { moment, end: picked.end, trail })
    }

    fn weekday_away(&self, weekday: i8, away: i64) -> Option<Date> {
        let today = self.reference.day()?;
        let ahead = i64::from((weekday - today.weekday().to_monday_one_offset()).rem_euclid(7));
        let days = match away {
            0 | 1 => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            _ => {
                if ahead == 0 {
                    -7
                } else {
                    ahead - 7
                }
            }
        };
        today.checked_add(days.days()).ok()
    }

    /// `last year` right after a month: "May last year".
    pub(super) fn relative_year(&self, at: usize) -> Option<(Moment, usize)> {
        let word = self.relative_word(at)?;
        let calendar = self.calendar_unit(word.end)?;
        let moment = self.unit_away(calendar, i64::from(word.value))?;
        (calendar == Calendar::Year).then_some((moment, word.end + 1))
    }

    /// `two weeks ago`, `a year earlier`
    fn ago(&self, at: usize) -> Option<Dated> {
        let (count, end) = if self.article(at).is_some() && self.calendar_unit(at + 1).is_some() {
            (1, at + 1)
        } else {
            let number = self.numeral(at)?;
            let Amount::Exact(n) = number.amount else { return None };
            (n.to_i64()?, number.end)
        };
        let calendar = self.calendar_unit(end)?;
        let distance = self.pick(end + 1, |s| match s {
            Sense::Distance(n) => Some(n),
            _ => None,
        })?;
        let goes_on = self.plain_date_word(distance.end);
        let trail = vec![self.step(distance.rule, end + 1, distance.end)];
        let away = i64::from(distance.value).checked_mul(count)?;
        let from_now = self.text(end + 1).eq_ignore_ascii_case("ago");
        let moment =
            if from_now { self.unit_away(calendar, away)? } else { unknown(calendar.grain()) };
        (!goes_on).then_some(Dated { moment, end: distance.end, trail })
    }

    /// Whether "earlier" belongs to what follows: "two days earlier this week".
    fn plain_date_word(&self, at: usize) -> bool {
        self.relative_word(at).is_some() && self.calendar_unit(at + 1).is_some()
    }

    /// The unit of the calendar named at `at`.
    pub(super) fn calendar_unit(&self, at: usize) -> Option<Calendar> {
        let unit = self.unit(at).filter(|u| u.end == at + 1)?;
        self.rules.unit(unit.value)?.calendar()
    }

    /// The calendar unit `away` units from the one that holds the reference.
    fn unit_away(&self, calendar: Calendar, away: i64) -> Option<Moment> {
        match calendar {
            Calendar::Second | Calendar::Minute | Calendar::Hour => None,
            Calendar::Day => Some(self.shifted(calendar, away, Grain::Day)),
            _ => Some(self.shifted(calendar, away, calendar.grain())),
        }
    }

    fn shifted(&self, calendar: Calendar, away: i64, grain: Grain) -> Moment {
        let base = self.reference.unit(grain).or(self.reference.days);
        let shift = |day: Date| day.checked_add(calendar.span(away)?).ok();
        let day = base.and_then(|b| b.lo).and_then(shift);
        let certain = self.reference.unit(grain).is_some();
        let moment = day.filter(|_| certain).and_then(|d| match grain {
            Grain::Day => Some(day_moment(d)),
            Grain::Month => month_moment(d),
            Grain::Year => year_moment(d),
            _ => Some(Moment::known(grain, Days::around(d, grain)?, edtf(d, grain))),
        });
        moment.unwrap_or_else(|| unknown(grain))
    }
}

/// The date of a year nearest to `day`, before it (`away` below 0), after it, or in its year.
fn nearest(day: Date, away: i64, on: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let this = on(day.year())?;
    match away {
        0 => Some(this),
        1.. => {
            if this > day {
                Some(this)
            } else {
                on(day.year() + 1)
            }
        }
        _ => {
            if this.last_of_month() < day {
                Some(this)
            } else {
                on(day.year() - 1)
            }
        }
    }
}

/// TIMEX3 names of the units that EDTF has none for.
fn edtf(day: Date, grain: Grain) -> String {
    let year = day.year();
    match grain {
        Grain::Week => {
            let week = day.iso_week_date();
            format!("{}-W{:02}", week.year(), week.week())
        }
        Grain::Weekend => {
            let week = day.iso_week_date();
            format!("{}-W{:02}-WE", week.year(), week.week())
        }
        Grain::Quarter => format!("{year}-Q{}", (day.month() - 1) / 3 + 1),
        Grain::Half => format!("{year}-H{}", (day.month() - 1) / 6 + 1),
        Grain::Decade => format!("{}X", year.div_euclid(10)),
        Grain::Century => format!("{}XX", year.div_euclid(100)),
        _ => day.to_string(),
    }
}

/// A date that the text does not let us know.
fn unknown(grain: Grain) -> Moment {
    let mut moment = Moment::open(grain, Pattern::default());
    moment.bound = Bound::Within;
    moment
}
