//! Parts of longer dates: `early March`, `the end of the year`, `the first Monday of May`, `the week
//! of 6 October`.

use jiff::ToSpan;
use jiff::civil::Date;

use super::dates::Dated;
use super::reader::Reader;
use super::resolve::{day_moment, is_weekday, unit_moment, unknown};
use crate::rules::{Part, Sense, kinds};
use crate::trail::Trail;
use crate::value::{Calendar, Days, Grain, Moment, Pattern};

/// Which one of several.
#[derive(Clone, Copy)]
pub(super) enum Nth {
    /// Counted from the beginning, from 1.
    First(i64),
    /// Counted from the end, from 1.
    Last(i64),
}

/// What is counted inside a longer date.
#[derive(Clone, Copy)]
enum Counted {
    Weekday(i8),
    Unit(Calendar),
}

impl Reader<'_> {
    /// `the end of 2026`, `early 2009`, `mid-March`, `late yesterday`, `the end of the year`
    pub(super) fn part_of_date(&self, at: usize) -> Option<Dated> {
        let part = self.pick(at, kinds::PART, |s| match s {
            Sense::Part(p) => Some(p),
            _ => None,
        })?;
        let of = self.past_of(self.past_hyphen(part.end));
        let of = if self.text(of).eq_ignore_ascii_case("in") { of + 1 } else { of };
        let the = self.past_the(of);
        let mut dated = self
            .year_first_word(of)
            .or_else(|| self.said_date_of_part(the))
            .or_else(|| self.decade(the))
            .or_else(|| self.relative_date(the))
            .or_else(|| self.this_unit(the, the > of))
            .or_else(|| self.quarter(the))
            .or_else(|| self.week_of(the))
            .or_else(|| self.century(the))
            .or_else(|| self.year_part(the))?;
        dated.trail.insert(0, self.step(part.rule, at, part.end));
        dated.moment = narrow(dated.moment, part.value)?;
        Some(dated)
    }

    /// Nothing but a place to end the chain of a part without "of".
    fn year_first_word(&self, at: usize) -> Option<Dated> {
        let nested = self.hits(at, kinds::PART).any(|h| matches!(h.sense, Sense::Part(_)));
        nested.then(|| self.part_of_date(at))?
    }

    fn said_date_of_part(&self, at: usize) -> Option<Dated> {
        let month = self.month(at).is_some_and(|_| self.is_surely_month(at));
        let weekday = self.weekday_name(at).is_some();
        (month || weekday).then(|| self.dated(at, self.said(at)?))?
    }

    pub(super) fn year_part(&self, at: usize) -> Option<Dated> {
        let (year, end) = self.year_number(at)?;
        let moment = unit_moment(Date::new(year, 1, 1).ok()?, Grain::Year)?;
        Some(Dated { moment, end, trail: Trail::new() })
    }

    /// `the year`, `month`: the one in which the article appeared, inside a longer expression.
    pub(super) fn this_unit(&self, at: usize, the: bool) -> Option<Dated> {
        let calendar = self.calendar_unit(at).filter(|c| *c > Calendar::Day)?;
        // Which turn of a century is meant, nobody says.
        if at >= self.start + 3 && self.text(at - 3) == "turn" && calendar > Calendar::Year {
            return None;
        }
        let plural = self.text(at).ends_with('s');
        let moment = self.unit_away(calendar, 0)?;
        (!plural && (the || self.stands_last(at + 1))).then_some(Dated {
            moment,
            end: at + 1,
            trail: Trail::new(),
        })
    }

    /// `the year`, after "the": the moment and where it ends.
    pub(super) fn this_year(&self, at: usize) -> Option<(Moment, usize)> {
        let the = at > self.start && self.text(at - 1).eq_ignore_ascii_case("the");
        let dated = self.this_unit(at, true).filter(|d| the && d.moment.grain == Grain::Year)?;
        Some((dated.moment, dated.end))
    }

    /// `the first Monday of this month`, `last day of October 2015`, `third week of May`, `the first
    /// nine months of the year`
    pub(super) fn nth_of(&self, at: usize) -> Option<Dated> {
        let (nth, after) = self.nth(at)?;
        let number = self.exact(after).filter(|n| n.end > after);
        let count = number.as_ref().and_then(|n| n.amount.exact()?.to_i64());
        let unit_at = number.as_ref().map_or(after, |n| n.end);
        let (counted, end) = self.counted_unit(unit_at)?;
        let of = self.is(end, self.rules.marks.of) || self.text(end).eq_ignore_ascii_case("in");
        let the = self.past_the(end + 1);
        let of = of.then_some(the)?;
        let whole = self
            .said_date_of_part(of)
            .or_else(|| self.relative_date(of))
            .or_else(|| self.this_unit(of, of > end + 1))
            .or_else(|| self.year_part(of))?;
        // "the first three months of next year", of whatever year that is
        let Some(days) = whole.moment.days else {
            let open = count.is_some() && whole.moment.pattern == Pattern::default();
            return open.then(|| Dated { moment: unknown(Grain::Interval), ..whole });
        };
        // "the first days of March"
        if count.is_none()
            && matches!(counted, Counted::Unit(_))
            && self.text(unit_at).ends_with('s')
        {
            let part = if matches!(nth, Nth::First(_)) { Part::Start } else { Part::End };
            return Some(Dated { moment: narrow(whole.moment, part)?, ..whole });
        }
        let moment = match (count, counted) {
            (Some(n), Counted::Unit(unit)) => run_of(days, nth, unit, n)?,
            (Some(_), _) => return None,
            (None, Counted::Weekday(w)) => day_moment(nth_weekday(days, nth, w)?),
            (None, Counted::Unit(unit)) => nth_unit(days, nth, unit)?,
        };
        Some(Dated { moment, end: whole.end, trail: whole.trail })
    }

    /// `first`, `20th`, `last`, `fifth last`
    pub(super) fn nth(&self, at: usize) -> Option<(Nth, usize)> {
        let last = |i: usize| {
            self.hits(i, kinds::RELATIVE).any(|h| h.sense == Sense::Relative(-1) && h.end == i + 1)
                && ["last", "final"].iter().any(|w| self.text(i).eq_ignore_ascii_case(w))
        };
        if last(at) {
            return Some((Nth::Last(1), at + 1));
        }
        let ordinal = self.compound_ordinal(at).or_else(|| self.ordinal(at))?;
        let n = ordinal.number.to_i64().filter(|n| (1..=366).contains(n))?;
        if last(ordinal.end) {
            return Some((Nth::Last(n), ordinal.end + 1));
        }
        Some((Nth::First(n), ordinal.end))
    }

    fn counted_unit(&self, at: usize) -> Option<(Counted, usize)> {
        if let Some(day) = self.weekday_name(at) {
            return Some((Counted::Weekday(day.value), day.end));
        }
        // "20th of next month": days are counted.
        if self.is(at, self.rules.marks.of) {
            return Some((Counted::Unit(Calendar::Day), at));
        }
        let unit = self.calendar_unit(at).filter(|c| {
            matches!(c, Calendar::Day | Calendar::Week | Calendar::Month | Calendar::Quarter)
        })?;
        Some((Counted::Unit(unit), at + 1))
    }

    /// `the week of 6 October`
    pub(super) fn week_of(&self, at: usize) -> Option<Dated> {
        let week = self.calendar_unit(at) == Some(Calendar::Week);
        let linked =
            |word| matches!(word, "of" | "commencing" | "beginning" | "starting" | "ending");
        if !week || !linked(self.text(at + 1)) {
            return None;
        }
        let of = at + 2;
        let day = self.said(self.past_the(of)).filter(|s| s.pattern.day.is_some());
        let alone = || {
            let the = self.past_the(of);
            let (day, end) = self.ordinal_day(the).filter(|_| the > of)?;
            let pattern = Pattern { day: Some(day), ..Pattern::default() };
            Some(super::calendar::Said { pattern, end, trail: Trail::new() })
        };
        let dated = self.dated(at, day.or_else(alone)?)?;
        let moment = unit_moment(dated.moment.days?.lo?, Grain::Week)?;
        Some(Dated { moment, ..dated })
    }

    /// `Wednesday of next week`, `next week on Tuesday`, `last week's Sunday`, `Monday last week`
    pub(super) fn weekday_of_week(&self, at: usize) -> Option<Dated> {
        let linked =
            |i: usize| matches!(self.text(i), "of" | "on" | "from" | "'s" | "’s" | "," | "-");
        let skip = |i: usize| if linked(i) { i + 1 } else { i };
        let (weekday, week, end) = if let Some(day) = self.weekday_name(at) {
            let week = self.this_last_next(self.past_the(skip(day.end)))?;
            (day.value, week.moment, week.end)
        } else {
            let week = self.this_last_next(at)?;
            let day = self.weekday_name(skip(week.end))?;
            (day.value, week.moment, day.end)
        };
        let days = week.days.filter(|_| week.grain == Grain::Week)?;
        let day = days.lo?.checked_add(i64::from(weekday - 1).days()).ok()?;
        Some(Dated { moment: day_moment(day), end, trail: Trail::new() })
    }
}

/// The nth of some weekday within the days.
fn nth_weekday(days: Days, nth: Nth, weekday: i8) -> Option<Date> {
    let (lo, hi) = (days.lo?, days.hi?);
    let (mut day, step, n) = match nth {
        Nth::First(n) => (lo, 1, n),
        Nth::Last(n) => (hi, -1, n),
    };
    while !is_weekday(day, weekday) {
        day = day.checked_add(step.days()).ok()?;
    }
    let found = day.checked_add(((n - 1) * 7 * step).days()).ok()?;
    (lo..=hi).contains(&found).then_some(found)
}

/// The nth day, week, month or quarter of the days. Weeks are counted in full ones from the end.
fn nth_unit(days: Days, nth: Nth, unit: Calendar) -> Option<Moment> {
    let (lo, hi) = (days.lo?, days.hi?);
    let start = match nth {
        Nth::First(n) => lo.checked_add(unit.span(n - 1)?).ok()?,
        Nth::Last(n) if unit == Calendar::Week => {
            let sunday = nth_weekday(days, Nth::Last(n), 7)?;
            sunday.checked_sub(6.days()).ok()?
        }
        Nth::Last(n) => hi.tomorrow().ok()?.checked_sub(unit.span(n)?).ok()?,
    };
    (start <= hi && start >= lo).then(|| unit_moment(start, unit.grain()))?
}

/// `the first nine months`: so many units from the beginning or the end of the days.
fn run_of(days: Days, nth: Nth, unit: Calendar, n: i64) -> Option<Moment> {
    let (lo, hi) = (days.lo?, days.hi?);
    let run = match nth {
        Nth::First(1) => Days::new(lo, lo.checked_add(unit.span(n)?).ok()?.yesterday().ok()?),
        Nth::Last(1) => Days::new(hi.tomorrow().ok()?.checked_sub(unit.span(n)?).ok()?, hi),
        _ => return None,
    };
    let (first, last) = (run.lo?, run.hi?);
    let edge = |d: Date| unit_moment(d, unit.grain()).map(|m| m.edtf);
    let edtf = format!("{}/{}", edge(first)?, edge(last)?);
    (first >= lo && last <= hi).then(|| Moment::known(Grain::Interval, run, edtf))
}

/// The part of a calendar unit that "early", "mid" or "the end of" names. Where one third passes
/// into the next is a matter of taste, so the moment admits its neighbours.
fn narrow(mut moment: Moment, part: Part) -> Option<Moment> {
    let Some(Days { lo: Some(lo), hi: Some(hi) }) = moment.days else { return Some(moment) };
    if moment.grain == Grain::Year && matches!(part, Part::FirstHalf | Part::SecondHalf) {
        let month = if part == Part::FirstHalf { 1 } else { 7 };
        return unit_moment(Date::new(lo.year(), month, 1).ok()?, Grain::Half);
    }
    moment.about = true;
    if moment.grain == Grain::Day {
        return Some(moment);
    }
    if moment.grain == Grain::Year {
        let months = |from: i8, to: i8| {
            let last = Date::new(lo.year(), to, 1).ok()?.last_of_month();
            Some(Days::new(Date::new(lo.year(), from, 1).ok()?, last))
        };
        moment.days = match part {
            Part::Start => months(1, 4),
            Part::Middle => months(5, 8),
            _ => months(9, 12),
        };
        moment.grain = Grain::Interval;
        moment.pattern = Pattern { month: None, day: None, ..moment.pattern };
        return Some(moment);
    }
    let length = lo.until(hi).ok()?.get_days();
    let day = |n: i32| lo.checked_add(n.days()).ok();
    let (from, to) = match part {
        Part::Start => (0, length / 3),
        Part::Middle => (length / 3, length * 2 / 3),
        Part::End => (length * 2 / 3, length),
        Part::FirstHalf => (0, length / 2),
        Part::SecondHalf => (length / 2 + 1, length),
    };
    moment.days = Some(Days::new(day(from)?, day(to)?));
    moment.grain = Grain::Interval;
    moment.pattern = Pattern { month: None, day: None, ..moment.pattern };
    Some(moment)
}
