//! Holidays that news use as dates: `Christmas`, `last Easter`, `Thanksgiving 2016`.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::dates::Dated;
use super::reader::Reader;
use super::resolve::{Tense, day_moment, unit_moment};
use crate::rules::{Class, Holiday, Sense, kinds};
use crate::text::Shape;
use crate::value::{Days, Grain, Moment};

impl Reader<'_> {
    /// The holiday at `at`, with `last` or `next` before it and its year behind it.
    pub(super) fn holiday(&self, at: usize) -> Option<Dated> {
        let away = self.pick(at, kinds::RELATIVE, |s| match s {
            Sense::Relative(n) => Some(n),
            _ => None,
        });
        let start = away.map_or(at, |a| a.end);
        let holiday = self.pick(start, kinds::HOLIDAY, |s| match s {
            Sense::Holiday(h) => Some(h),
            _ => None,
        })?;
        let mut trail = vec![self.step(holiday.rule, start, holiday.end)];
        trail.extend(away.map(|a| self.step(a.rule, at, a.end)));
        let on = |year: i16| day_of(holiday.value, year).map(|d| Days::new(d, d));
        let year = self.year_of(holiday.end);
        let mut end = year.map_or(holiday.end, |y| y.1);
        let found = match (year, away.map(|a| a.value)) {
            (Some((year, _)), _) => on(year),
            (None, Some(n)) if n != 0 => self.occurrence(n, &on),
            (None, Some(_)) => on(self.reference.latest()?.year()),
            (None, None) => self.nearest_year(self.tense(at), on),
        };
        let weekend = self.text(end) == "weekend";
        let after = self.year_of(end + 1).filter(|_| weekend && year.is_none());
        let found = after.map_or(found, |(year, _)| on(year));
        if !weekend && year.is_none() && away.is_none() && !self.is_told_as_date(at, end) {
            return None;
        }
        end = after.map_or(end + usize::from(weekend), |(_, end)| end);
        let day = found.and_then(|d| d.lo);
        let moment = match day {
            Some(day) if weekend => weekend_with(day)?,
            Some(day) => day_moment(day),
            None => super::resolve::unknown(Grain::Day),
        };
        Some(Dated { moment, end, trail })
    }

    /// Whether the holiday stands for its day: after a preposition, or alone; a "Christmas market"
    /// tells no date.
    fn is_told_as_date(&self, at: usize, end: usize) -> bool {
        let led = at > self.start
            && (self.can_be(at - 1, Class::Preposition) || self.is_timed(at - 1))
            || at >= self.start + 2
                && self.text(at - 1) == "the"
                && self.can_be(at - 2, Class::Preposition);
        let day = matches!(
            self.text(end - 1).to_ascii_lowercase().as_str(),
            "day" | "eve" | "monday" | "friday" | "sunday"
        );
        let noun = self.names_any(end) && self.shape(end) == Some(Shape::Lower);
        (led || day || self.stands_last(end)) && !noun
    }

    /// The last or next time before or after publication.
    fn occurrence(&self, away: i8, on: &impl Fn(i16) -> Option<Days>) -> Option<Days> {
        let today = self.reference.latest()?;
        let all = (today.year() - 1..=today.year() + 1).filter_map(on);
        let past = |d: &Days| d.hi.is_some_and(|h| h < today);
        let tense = if away < 0 { Tense::Past } else { Tense::Future };
        let sided: Vec<Days> = all.filter(|d| past(d) == (away < 0)).collect();
        self.nearest(sided.into_iter(), tense)
    }
}

/// The weekend of a holiday: with a Monday after it or a Friday before it, if that is the holiday.
fn weekend_with(day: Date) -> Option<Moment> {
    let near = match day.weekday() {
        Weekday::Monday => day.checked_sub(2.days()).ok()?,
        _ => day,
    };
    let mut moment = unit_moment(near, Grain::Weekend)?;
    let days = moment.days?;
    if day.weekday() == Weekday::Monday || day.weekday() == Weekday::Friday {
        let long = Days { lo: days.lo.min(Some(day)), hi: days.hi.max(Some(day)) };
        moment = Moment::known(Grain::Interval, long, format!("{}/{}", long.lo?, long.hi?));
    }
    Some(moment)
}

/// The day of a holiday in a year.
fn day_of(holiday: Holiday, year: i16) -> Option<Date> {
    match holiday {
        Holiday::Fixed { month, day } => Date::new(year, month, day).ok(),
        Holiday::Weekday { month, weekday, nth, plus } => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            let first = Date::new(year, month, 1).ok()?;
            first.nth_weekday_of_month(nth, weekday).ok()?.checked_add(i64::from(plus).days()).ok()
        }
        Holiday::Easter { plus } => {
            let easter = computus::gregorian(i32::from(year)).ok()?;
            let (month, day) = (i8::try_from(easter.month).ok()?, i8::try_from(easter.day).ok()?);
            Date::new(year, month, day).ok()?.checked_add(i64::from(plus).days()).ok()
        }
    }
}
