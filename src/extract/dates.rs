//! Dates that name their day, month, year, quarter, decade; parts of them; and what bounds them.

use jiff::ToSpan;
use jiff::civil::Date;

use super::reader::{Found, Picked, Reader};
use crate::claim::Kind;
use crate::rules::{BoundWord, Class, Part, Sense};
use crate::text::Shape;
use crate::trail::{Step, Trail};
use crate::value::{Bound, Days, Grain, Moment, Pattern, Value};

/// A date expression without the word that bounds it.
pub(super) struct Dated {
    pub(super) moment: Moment,
    pub(super) end: usize,
    pub(super) trail: Trail,
}

/// Years that a bare number of four digits can mean.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;
/// Years that such a number means even without a preposition.
const NEAR_YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

impl Reader<'_> {
    /// The date at `at`, with `until`, `by`, `since` before it.
    pub(super) fn date(&self, at: usize) -> Option<Found> {
        let bound = self.pick(at, |s| match s {
            Sense::Bound(b) if b != BoundWord::Plain(Bound::Within) => Some(b),
            _ => None,
        });
        let bounded = bound.and_then(|b| {
            let mut dated = self.plain_date(b.end)?;
            dated.trail.insert(0, self.step(b.rule, at, b.end));
            bind(&mut dated.moment, b.value);
            Some(dated)
        });
        let dated = match bounded {
            Some(dated) => dated,
            None => self.plain_date(at)?,
        };
        let mut dated = dated;
        dated.trail.extend(self.preposition_before(at));
        let day = dated.moment.grain == Grain::Day && dated.moment.bound == Bound::Within;
        let kind = if day { Kind::Date } else { Kind::DateRange };
        let Dated { moment, end, trail } = dated;
        Some(Found { start: at, end, kind, value: Value::Moment(moment), trail })
    }

    /// The `in` or `on` that ends right before a date.
    fn preposition_before(&self, at: usize) -> Option<Step> {
        let before = at.checked_sub(1)?;
        let hit = self
            .hits(before)
            .find(|h| h.end == at && h.sense == Sense::Bound(BoundWord::Plain(Bound::Within)))?;
        Some(self.step(hit.rule, before, at))
    }

    /// A date without a bound, with "the" before it or not.
    pub(super) fn plain_date(&self, at: usize) -> Option<Dated> {
        let the = self.text(at).eq_ignore_ascii_case("the");
        let start = if the { at + 1 } else { at };
        self.part_of_date(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(start))
            .or_else(|| self.iso_date(at))
            .or_else(|| self.decade(start))
            .or_else(|| self.quarter(start))
            .or_else(|| self.season(start))
            .or_else(|| self.relative_date(start))
            .or_else(|| self.year(at))
    }

    pub(super) fn month(&self, at: usize) -> Option<Picked<i8>> {
        let picked = self.pick(at, |s| match s {
            Sense::Month(m) => Some(m),
            _ => None,
        })?;
        let capital = self.shape(at).is_some_and(Shape::is_capitalised);
        let short = self.rules.page.abbreviations.contains_key(&self.text(at).to_lowercase());
        let end = if short && self.text(picked.end) == "." && self.glued(picked.end) {
            picked.end + 1
        } else {
            picked.end
        };
        capital.then_some(Picked { end, ..picked })
    }

    /// A month's name that is a word of its own needs a date around it: `May`, `March`.
    fn month_stands_alone(&self, at: usize) -> bool {
        let verb = [Class::Verb, Class::VerbNoun, Class::Modal].iter().any(|c| self.can_be(at, *c));
        let hyphen = at > self.start && self.past_hyphen(at - 1) == at;
        let before = at > self.start + 1 && hyphen
            || at > self.start
                && (self.can_be(at - 1, Class::Preposition)
                    || self.hits(at - 1).any(|h| {
                        matches!(h.sense, Sense::Relative(_) | Sense::Part(_) | Sense::Bound(_))
                    }));
        let long = self.text(at).len() > 3 || self.text(at + 1) == ".";
        before || (!verb && long)
    }

    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let n =
            self.small_number(at).filter(|n| (1..=31).contains(n) && self.text(at).len() <= 2)?;
        let suffix = ["st", "nd", "rd", "th"].contains(&self.text(at + 1)) && self.glued(at + 1);
        Some((i8::try_from(n).ok()?, at + 1 + usize::from(suffix)))
    }

    /// The year of a token of four digits, after a comma or not.
    fn year_number(&self, at: usize) -> Option<(i16, usize)> {
        let at = if self.is(at, self.rules.marks.comma) { at + 1 } else { at };
        let digits = self.shape(at) == Some(Shape::Digits) && self.text(at).len() == 4;
        let year =
            digits.then(|| self.text(at).parse::<i16>().ok())?.filter(|y| YEARS.contains(y))?;
        let glued = self.glued(at + 1) && self.shape(at + 1).is_some_and(Shape::is_word);
        (!glued).then_some((year, at + 1))
    }

    /// `March 4`, `Jan. 4, 2009`, `March 2025`, `in May`
    fn month_first(&self, at: usize) -> Option<Dated> {
        let month = self.month(at)?;
        let trail = vec![self.step(month.rule, at, month.end)];
        if let Some((day, end)) = self.day_number(month.end).filter(|(_, e)| !self.is_measured(*e))
        {
            let (year, end) = self.year_number(end).map_or((None, end), |(y, e)| (Some(y), e));
            let pattern = Pattern { year, month: Some(month.value), day: Some(day), weekday: None };
            return Some(Dated { moment: self.resolve(pattern)?, end, trail });
        }
        let of = if self.is(month.end, self.rules.marks.of) { month.end + 1 } else { month.end };
        if let Some((year, end)) = self.year_number(of) {
            let pattern =
                Pattern { year: Some(year), month: Some(month.value), ..Pattern::default() };
            return Some(Dated { moment: self.resolve(pattern)?, end, trail });
        }
        if let Some(relative) = self.relative_year(month.end) {
            let year = relative.0.days.and_then(|d| d.lo).map(Date::year);
            let pattern = Pattern { year, month: Some(month.value), ..Pattern::default() };
            return Some(Dated { moment: self.resolve(pattern)?, end: relative.1, trail });
        }
        let pattern = Pattern { month: Some(month.value), ..Pattern::default() };
        let alone = self.month_stands_alone(at);
        alone.then(|| Some(Dated { moment: self.resolve(pattern)?, end: month.end, trail }))?
    }

    /// Whether the number before `at` is a quantity after all: `March 40 miles`.
    fn is_measured(&self, at: usize) -> bool {
        self.unit(at)
            .is_some_and(|u| self.rules.unit(u.value).is_some_and(|u| u.calendar().is_none()))
    }

    /// `4 March 2025`, `4th of March`
    fn day_first(&self, at: usize) -> Option<Dated> {
        let (day, end) = self.day_number(at)?;
        let of = if self.is(end, self.rules.marks.of) { end + 1 } else { end };
        let month = self.month(of)?;
        let (year, end) =
            self.year_number(month.end).map_or((None, month.end), |(y, e)| (Some(y), e));
        let pattern = Pattern { year, month: Some(month.value), day: Some(day), weekday: None };
        let trail = vec![self.step(month.rule, of, month.end)];
        Some(Dated { moment: self.resolve(pattern)?, end, trail })
    }

    /// `Tuesday`, `Tuesday, March 4, 2025`
    fn weekday(&self, at: usize) -> Option<Dated> {
        let weekday = self.pick(at, |s| match s {
            Sense::Weekday(d) => Some(d),
            _ => None,
        })?;
        if !self.shape(at).is_some_and(Shape::is_capitalised) {
            return None;
        }
        let step = self.step(weekday.rule, at, weekday.end);
        let comma = if self.is(weekday.end, self.rules.marks.comma) {
            weekday.end + 1
        } else {
            weekday.end
        };
        if let Some(mut dated) = self.month_first(comma).or_else(|| self.day_first(comma))
            && dated.moment.grain == Grain::Day
        {
            dated.moment.pattern.weekday = Some(weekday.value);
            dated.trail.insert(0, step);
            return Some(dated);
        }
        let pattern = Pattern { weekday: Some(weekday.value), ..Pattern::default() };
        Some(Dated { moment: self.resolve(pattern)?, end: weekday.end, trail: vec![step] })
    }

    /// `2025-11-03`
    fn iso_date(&self, at: usize) -> Option<Dated> {
        let (year, end) = self.year_number(at)?;
        let hyphen =
            |i: usize| self.is(i, self.rules.marks.hyphen) && self.glued(i) && self.glued(i + 1);
        if !hyphen(end) || !hyphen(end + 2) || self.text(end + 1).len() != 2 {
            return None;
        }
        let month = i8::try_from(self.small_number(end + 1)?).ok()?;
        let (day, after) = self.day_number(end + 3)?;
        let pattern =
            Pattern { year: Some(year), month: Some(month), day: Some(day), weekday: None };
        Some(Dated { moment: self.resolve(pattern)?, end: after, trail: Trail::new() })
    }

    /// `1980s`
    fn decade(&self, at: usize) -> Option<Dated> {
        let digits = self.shape(at) == Some(Shape::Digits) && self.text(at).len() == 4;
        let year: i16 = digits.then(|| self.text(at).parse().ok())??;
        let plural = self.text(at + 1) == "s" && self.glued(at + 1) && year % 10 == 0;
        let day = Date::new(year, 1, 1).ok().filter(|_| plural)?;
        let moment = Moment::known(
            Grain::Decade,
            Days::around(day, Grain::Decade)?,
            format!("{}X", year / 10),
        );
        Some(Dated { moment, end: at + 2, trail: Trail::new() })
    }

    /// `the third quarter of 2025`, `Q3 2025`, `the fourth quarter`
    fn quarter(&self, at: usize) -> Option<Dated> {
        let (number, end, trail) = self.quarter_name(at)?;
        let of = if self.is(end, self.rules.marks.of) { end + 1 } else { end };
        let year = self.year_number(of).or_else(|| {
            let (moment, end) = self.relative_year(of)?;
            Some((moment.days?.lo?.year(), end))
        });
        let Some((year, end)) = year else {
            let mut moment = Moment::open(Grain::Quarter, Pattern::default());
            moment.edtf = format!("XXXX-Q{number}");
            return Some(Dated { moment, end, trail });
        };
        let first = Date::new(year, number * 3 - 2, 1).ok()?;
        let days = Days::around(first, Grain::Quarter)?;
        let moment = Moment::known(Grain::Quarter, days, format!("{year}-Q{number}"));
        Some(Dated { moment, end, trail })
    }

    fn quarter_name(&self, at: usize) -> Option<(i8, usize, Trail)> {
        let code = self.text(at);
        if let Some(n) = code.strip_prefix('Q').and_then(|n| n.parse::<i8>().ok()) {
            return (1..=4).contains(&n).then_some((n, at + 1, Trail::new()));
        }
        let ordinal = self.pick(at, |s| match s {
            Sense::Ordinal(n) => n.to_i64().and_then(|n| i8::try_from(n).ok()),
            _ => None,
        })?;
        let word = self.past_hyphen(ordinal.end);
        let named =
            self.text(word).eq_ignore_ascii_case("quarter") && (1..=4).contains(&ordinal.value);
        let trail = vec![self.step(ordinal.rule, at, ordinal.end)];
        named.then_some((ordinal.value, word + 1, trail))
    }

    /// `summer 2012`, `the spring of 2009`
    fn season(&self, at: usize) -> Option<Dated> {
        let season = self.pick(at, |s| match s {
            Sense::Season(m) => Some(m),
            _ => None,
        })?;
        let of = if self.is(season.end, self.rules.marks.of) { season.end + 1 } else { season.end };
        let (year, end) = self.year_number(of)?;
        let trail = vec![self.step(season.rule, at, season.end)];
        Some(Dated { moment: season_of(season.value, year)?, end, trail })
    }

    /// `2032`, where it is a year: after a preposition, or a likely one that counts nothing.
    fn year(&self, at: usize) -> Option<Dated> {
        if self.is(at, self.rules.marks.comma) {
            return None;
        }
        let (year, end) = self.year_number(at)?;
        let timed = |s: Sense| {
            matches!(s, Sense::Bound(_) | Sense::Part(_) | Sense::Relative(_) | Sense::Season(_))
        };
        let placed = at > self.start
            && (self.hits(at - 1).any(|h| timed(h.sense)) || self.is(at - 1, self.rules.marks.of))
            || self.bound_ends_at(at);
        let measured = self.unit(end).is_some()
            || self.pick(end, |s| matches!(s, Sense::Scale(_)).then_some(())).is_some();
        let joined = at > self.start && self.glued(at) && !self.is(at - 1, self.rules.marks.open);
        let likely = NEAR_YEARS.contains(&year) && !self.counts_something(end) && !joined;
        if measured || !(placed && !self.counts_plainly(end) || likely) {
            return None;
        }
        let pattern = Pattern { year: Some(year), ..Pattern::default() };
        Some(Dated { moment: self.resolve(pattern)?, end, trail: Trail::new() })
    }

    /// Whether a bounding word of several tokens ends right before `at`.
    fn bound_ends_at(&self, at: usize) -> bool {
        (at.saturating_sub(5)..at).any(|i| {
            self.hits(i).any(|h| h.end == at && matches!(h.sense, Sense::Bound(_) | Sense::Part(_)))
        })
    }

    /// Whether a plural noun follows directly, as in "1500 people".
    fn counts_plainly(&self, at: usize) -> bool {
        self.shape(at) == Some(Shape::Lower) && self.counts_something(at)
    }

    /// `the end of 2026`, `early 2009`, `mid-March`, `the first half of 2019`
    fn part_of_date(&self, at: usize) -> Option<Dated> {
        let part = self.pick(at, |s| match s {
            Sense::Part(p) => Some(p),
            _ => None,
        })?;
        let after = self.past_hyphen(part.end);
        let of = if self.is(after, self.rules.marks.of) { after + 1 } else { after };
        let the = if self.text(of).eq_ignore_ascii_case("the") { of + 1 } else { of };
        let mut dated = self
            .month_first(the)
            .or_else(|| self.decade(the))
            .or_else(|| self.relative_date(the))
            .or_else(|| self.quarter(the))
            .or_else(|| self.season(the))
            .or_else(|| self.year(the))?;
        dated.trail.insert(0, self.step(part.rule, at, part.end));
        dated.moment = narrow(dated.moment, part.value)?;
        Some(dated)
    }

    /// A pattern as a moment: known days where the pattern or the reference gives them.
    pub(super) fn resolve(&self, pattern: Pattern) -> Option<Moment> {
        let Pattern { year, month, day, weekday } = pattern;
        match (year, month, day, weekday) {
            (Some(y), Some(m), Some(d), _) => Some(day_moment(Date::new(y, m, d).ok()?)),
            (Some(y), Some(m), None, _) => month_moment(Date::new(y, m, 1).ok()?),
            (Some(y), None, ..) => year_moment(Date::new(y, 1, 1).ok()?),
            (None, Some(m), Some(d), _) => {
                Date::new(2024, m, d).ok()?;
                let found = self.occurrence(|year| Date::new(year, m, d).ok());
                Some(found.map_or_else(|| Moment::open(Grain::Day, pattern), day_moment))
            }
            (None, Some(m), None, _) => {
                let found = self.occurrence(|year| Date::new(year, m, 1).ok());
                found.map_or_else(|| Some(Moment::open(Grain::Month, pattern)), month_moment)
            }
            (None, None, _, Some(w)) => {
                let found = self.near_weekday(w);
                Some(found.map_or_else(|| Moment::open(Grain::Day, pattern), day_moment))
            }
            _ => None,
        }
    }

    /// The last such date up to the reference, or the next one where the sentence looks ahead.
    fn occurrence(&self, on: impl Fn(i16) -> Option<Date>) -> Option<Date> {
        let latest = self.reference.latest()?;
        let this = on(latest.year())?;
        if self.looks_ahead() {
            let earliest = self.reference.days?.lo?.first_of_month();
            return if this < earliest { on(latest.year() + 1) } else { Some(this) };
        }
        if this > latest { on(latest.year() - 1) } else { Some(this) }
    }

    fn near_weekday(&self, weekday: i8) -> Option<Date> {
        let today = self.reference.day()?;
        let ahead = (weekday - today.weekday().to_monday_one_offset()).rem_euclid(7);
        let back = (7 - ahead) % 7;
        let days = if self.looks_ahead() { i64::from(ahead) } else { -i64::from(back) };
        today.checked_add(days.days()).ok()
    }

    /// Whether the sentence tells of what is to come.
    pub(super) fn looks_ahead(&self) -> bool {
        (self.start..self.end).any(|at| {
            matches!(
                self.text(at),
                "will" | "shall" | "due" | "scheduled" | "until" | "next" | "expected"
            )
        })
    }
}

pub(super) fn day_moment(day: Date) -> Moment {
    Moment::known(Grain::Day, Days::new(day, day), day.to_string())
}

pub(super) fn month_moment(day: Date) -> Option<Moment> {
    let edtf = format!("{:04}-{:02}", day.year(), day.month());
    Some(Moment::known(Grain::Month, Days::around(day, Grain::Month)?, edtf))
}

pub(super) fn year_moment(day: Date) -> Option<Moment> {
    let edtf = format!("{:04}", day.year());
    Some(Moment::known(Grain::Year, Days::around(day, Grain::Year)?, edtf))
}

/// The season that begins with a month; winter goes on into the next year.
pub(super) fn season_of(month: i8, year: i16) -> Option<Moment> {
    let lo = Date::new(year, month, 1).ok()?;
    let hi = lo.checked_add(3.months()).ok()?.yesterday().ok()?;
    let name = match month {
        3 => "SP",
        6 => "SU",
        9 => "FA",
        _ => "WI",
    };
    Some(Moment::known(Grain::Season, Days::new(lo, hi), format!("{year}-{name}")))
}

/// Applies `by`, `until`, `since`, `before`, `after` to a date.
fn bind(moment: &mut Moment, word: BoundWord) {
    match word {
        BoundWord::Plain(bound) => moment.bound = bound,
        BoundWord::NotBefore => moment.bound = Bound::From,
        BoundWord::Before => {
            let eve = moment.days.and_then(|d| d.lo).and_then(|lo| lo.yesterday().ok());
            moment.days = eve.map(|eve| Days::new(eve, eve));
            moment.bound = Bound::By;
        }
        BoundWord::After => {
            let next = moment.days.and_then(|d| d.hi).and_then(|hi| hi.tomorrow().ok());
            moment.days = next.map(|next| Days::new(next, next));
            moment.bound = Bound::From;
        }
    }
    let days = moment.days;
    match (moment.bound, days) {
        (Bound::By, Some(Days { hi: Some(hi), .. })) => moment.edtf = format!("../{hi}"),
        (Bound::From, Some(Days { lo: Some(lo), .. })) => moment.edtf = format!("{lo}/.."),
        _ => {}
    }
}

/// The part of a calendar unit that "early", "mid" or "the end of" names. Where one third passes
/// into the next is a matter of taste, so the moment admits its neighbours.
fn narrow(mut moment: Moment, part: Part) -> Option<Moment> {
    let Some(Days { lo: Some(lo), hi: Some(hi) }) = moment.days else { return Some(moment) };
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
    moment.about = true;
    moment.grain = Grain::Interval;
    moment.pattern = Pattern { month: None, day: None, ..moment.pattern };
    Some(moment)
}
