//! Dates as they are said, before a reference fills in the rest: days, months, years and weekdays in
//! every written order.

use super::reader::{Picked, Reader};
use crate::rules::{Class, Joint, Sense, kinds};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Decimal, Pattern};

/// A date as it is said.
pub(super) struct Said {
    pub(super) pattern: Pattern,
    pub(super) end: usize,
    pub(super) trail: Trail,
}

/// Years that a bare number of four digits can mean.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;
/// Two digits from here on are a year of the last century, below one of this.
const PIVOT: i16 = 50;
/// So many days in a row are read.
const MOST_DAYS: usize = 6;

impl Reader<'_> {
    /// The weekday, day, month and year that are said at `at`.
    pub(super) fn said(&self, at: usize) -> Option<Said> {
        self.weekday_first(at).or_else(|| self.day_and_month(at))
    }

    fn day_and_month(&self, at: usize) -> Option<Said> {
        self.numeric(at)
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.day_of_list(at))
            .or_else(|| self.year_first(at))
    }

    pub(super) fn month(&self, at: usize) -> Option<Picked<i8>> {
        let picked = self.pick(at, kinds::MONTH, |s| match s {
            Sense::Month(m) => Some(m),
            _ => None,
        })?;
        let short = self.rules.page.abbreviations.contains_key(&self.text(at).to_lowercase());
        let point = short && self.text(picked.end) == "." && self.glued(picked.end);
        Some(Picked { end: picked.end + usize::from(point), ..picked })
    }

    /// Whether the name of the month at `at` is certain to be one: a capital, or a word that is
    /// nothing else.
    pub(super) fn is_surely_month(&self, at: usize) -> bool {
        let capital = self.shape(at).is_some_and(Shape::is_capitalised);
        capital || self.text(at).len() > 3 && self.rules.words.readings(self.sym(at)).is_empty()
    }

    /// A month's name that is a word of its own needs a date around it: `May`, `March`.
    pub(super) fn month_stands_alone(&self, at: usize) -> bool {
        if !self.is_surely_month(at) {
            return false;
        }
        let verb = [Class::Verb, Class::VerbNoun, Class::Modal].iter().any(|c| self.can_be(at, *c));
        let hyphen = at > self.start && self.past_hyphen(at - 1) == at;
        let timed = |i: usize| {
            self.hits(i, kinds::RELATIVE | kinds::PART | kinds::BOUND | kinds::EACH).any(|h| {
                let timed = matches!(
                    h.sense,
                    Sense::Relative(_) | Sense::Part(_) | Sense::Bound(_) | Sense::Each
                );
                timed && h.end == at
            })
        };
        let preposition = at > self.start
            && (self.can_be(at - 1, Class::Preposition)
                || self.text(at - 1) == "as" && self.bound_ends_at(at));
        let led = at > self.start && (timed(at - 1) || preposition);
        let this = at > self.start && self.text(at - 1).eq_ignore_ascii_case("this");
        let modal = this && self.can_be(at, Class::Modal) && !self.stands_last(at + 1);
        let alone = at == self.start && self.stands_last(at + 1);
        // "April Marsden", "the August Society"
        let named = self.shape(at + 1) == Some(Shape::Capital) && !self.is_timed(at + 1);
        if named
            && !preposition
            && !timed(at.saturating_sub(1))
            && self.hits(at + 1, u64::MAX).next().is_none()
        {
            return false;
        }
        let before = (at > self.start + 1 && hyphen || led) && !modal;
        let long = self.text(at).len() > 3 || self.text(at + 1) == ".";
        before || alone || (!verb && long)
    }

    /// The day of the month at `at`: `4`, `4th`, `fourth`, `twenty-fourth`.
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let plain = self.small_number(at).filter(|_| self.text(at).len() <= 2);
        if let Some(n) = plain {
            let suffix =
                ["st", "nd", "rd", "th"].contains(&self.text(at + 1)) && self.glued(at + 1);
            let day = i8::try_from(n).ok().filter(|d| (1..=31).contains(d))?;
            return Some((day, at + 1 + usize::from(suffix)));
        }
        self.ordinal_day(at)
    }

    /// The day of the month in words or with its ending: `4th`, `fourth`.
    pub(super) fn ordinal_day(&self, at: usize) -> Option<(i8, usize)> {
        let compound = self.compound_ordinal(at);
        let ordinal = compound.or_else(|| self.ordinal(at))?;
        let day = i8::try_from(ordinal.number.to_i64()?).ok()?;
        (1..=31).contains(&day).then_some((day, ordinal.end))
    }

    /// The year of a token of four digits, after a comma or not.
    pub(super) fn year_number(&self, at: usize) -> Option<(i16, usize)> {
        let at = if self.is(at, self.rules.marks.comma) { at + 1 } else { at };
        let digits = self.shape(at) == Some(Shape::Digits) && self.text(at).len() == 4;
        let year =
            digits.then(|| self.text(at).parse::<i16>().ok())?.filter(|y| YEARS.contains(y))?;
        let glued = self.glued(at + 1) && self.shape(at + 1).is_some_and(Shape::is_word);
        (!glued).then_some((year, at + 1))
    }

    /// The year that goes on with a day and a month: `2025`, `'82`, `82`, in words, `last year`.
    fn year_after(&self, at: usize, short: bool) -> Option<(i16, usize)> {
        let inside = self.text(at) == "in";
        self.era_number(at)
            .map(|(year, end, _)| (year, end))
            .or_else(|| self.year_number(at))
            .or_else(|| {
                self.year_number(at + 1)
                    .filter(|_| inside && self.shape(at + 1) == Some(Shape::Digits))
            })
            .or_else(|| self.short_year(at).filter(|_| short))
            .or_else(|| self.year_in_words(at))
            .or_else(|| {
                let (moment, end) = self.relative_year(self.past_of(at))?;
                Some((moment.days?.lo?.year(), end))
            })
    }

    /// `'82`, or `82` that can be no day.
    fn short_year(&self, at: usize) -> Option<(i16, usize)> {
        let comma = self.is(at, self.rules.marks.comma);
        let at = if comma { at + 1 } else { at };
        let apostrophe = matches!(self.text(at), "'" | "’") && self.glued(at + 1);
        let digits = if apostrophe { at + 1 } else { at };
        let plain = self.shape(digits) == Some(Shape::Digits) && self.text(digits).len() == 2;
        let n: i16 = plain.then(|| self.text(digits).parse().ok())??;
        let measured = self.unit(digits + 1).is_some() || self.counts_something(digits + 1);
        let fits = apostrophe || n > 31 && !measured && self.stands_last(digits + 1);
        fits.then_some((full_year(n), digits + 1))
    }

    /// `nineteen ninety-six`, `twenty twenty-three`, `two thousand and fifteen`
    pub(super) fn year_in_words(&self, at: usize) -> Option<(i16, usize)> {
        let (head, _, next) = self.cardinal(at)?;
        let century = head.to_i64().filter(|n| (10..=21).contains(n));
        let Some(century) = century else {
            let thousand = head == Decimal::whole(2)
                && self.scale(next).is_some_and(|s| s.0 == Decimal::whole(1000));
            let number = self.exact(at).filter(|_| thousand)?;
            let year = number.amount.exact()?.to_i64().and_then(|n| i16::try_from(n).ok())?;
            return YEARS.contains(&year).then_some((year, number.end));
        };
        let rest = if self.scale(next).is_some_and(|s| s.0 == Decimal::whole(100)) {
            next + 1
        } else {
            next
        };
        let tail = self.exact(rest).filter(|n| !n.digits)?;
        let years =
            tail.amount.exact()?.to_i64().filter(|n| (10..100).contains(n) || rest > next)?;
        let year = i16::try_from(century * 100 + years).ok()?;
        YEARS.contains(&year).then_some((year, tail.end))
    }

    /// `March 4`, `Jan. 4, 2009`, `March the 4th`, `March 2025`, `in May`
    fn month_first(&self, at: usize) -> Option<Said> {
        let month = self.month(at)?;
        let trail = vec![self.step(month.rule, at, month.end)];
        let said = |year: Option<i16>, day: Option<i8>, end: usize, trail| Said {
            pattern: Pattern { year, month: Some(month.value), day, weekday: None },
            end,
            trail,
        };
        let comma = self.is(month.end, self.rules.marks.comma);
        let the = self.past_the(month.end);
        let day = if comma {
            self.ordinal_day(month.end + 1)
        } else if the > month.end {
            self.ordinal_day(the)
        } else {
            self.day_number(the).filter(|(_, end)| !self.is_measured(*end))
        };
        if let Some((day, end)) = day.filter(|(_, e)| !self.is_ordinal_of_something(month.end, *e))
        {
            let after = self.year_after(end, true);
            let (year, end) = after
                .map_or_else(|| (self.year_of_list(end), end), |(year, end)| (Some(year), end));
            return Some(said(year, Some(day), end, trail));
        }
        let of = self.past_of(month.end);
        let of = if self.text(of) == "/" && self.glued(of) { of + 1 } else { of };
        if let Some((year, end)) = self.year_after(of, self.text(of) == "'" || self.text(of) == "’")
        {
            return Some(said(Some(year), None, end, trail));
        }
        self.month_stands_alone(at).then(|| said(None, None, month.end, trail))
    }

    /// Whether the ordinal word after a month belongs to what follows: "in May third graders…".
    fn is_ordinal_of_something(&self, at: usize, end: usize) -> bool {
        self.shape(at).is_some_and(Shape::is_word) && end == at + 1 && self.names_any(end)
    }

    /// Whether the number before `at` is a quantity after all: `March 40 miles`.
    fn is_measured(&self, at: usize) -> bool {
        self.unit(at)
            .is_some_and(|u| self.rules.unit(u.value).is_some_and(|u| u.calendar().is_none()))
    }

    /// `4 March 2025`, `the 4th of March`, `third day of October`
    fn day_first(&self, at: usize) -> Option<Said> {
        let the = self.past_the(at);
        let (day, end) = self.day_number(the)?;
        let end = if self.text(end) == "day" { end + 1 } else { end };
        let of = self.past_of(end);
        let Some(month) = self.month(of).filter(|_| self.is_surely_month(of) || of > end) else {
            return self.day_before_list(day, end);
        };
        let (year, end) =
            self.year_after(month.end, true).map_or((None, month.end), |(y, e)| (Some(y), e));
        let pattern = Pattern { year, month: Some(month.value), day: Some(day), weekday: None };
        Some(Said { pattern, end, trail: vec![self.step(month.rule, of, month.end)] })
    }

    /// One past the days that go on with a list at `at`: `, 4 and 5`. `at` if there are none.
    fn past_days(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..MOST_DAYS {
            let comma = usize::from(self.is(end, self.rules.marks.comma));
            let and = matches!(self.text(end + comma), "and" | "or" | "&");
            let sep = comma + usize::from(and);
            let day = self.day_number(self.past_the(end + sep));
            match day.filter(|_| sep > 0) {
                Some((_, next)) => end = next,
                None => break,
            }
        }
        end
    }

    /// The year behind the other days of a list: 2019 after "March 3" in "March 3 and 4, 2019".
    fn year_of_list(&self, at: usize) -> Option<i16> {
        let end = self.past_days(at);
        self.year_number(end).filter(|_| end > at).map(|y| y.0)
    }

    /// The first day of `3 and 4 March`, whose month stands at the end of the list.
    fn day_before_list(&self, day: i8, end: usize) -> Option<Said> {
        let of = self.past_days(end);
        let at = self.past_of(of);
        let month = self.month(at).filter(|_| of > end && self.is_surely_month(at))?;
        let year = self.year_after(month.end, false).map(|y| y.0);
        let pattern = Pattern { year, month: Some(month.value), day: Some(day), weekday: None };
        Some(Said { pattern, end, trail: vec![self.step(month.rule, at, month.end)] })
    }

    /// A later day of `March 3, 4 and 5`, whose month stands at the beginning.
    fn day_of_list(&self, at: usize) -> Option<Said> {
        let joined = |i: usize| matches!(self.text(i), "and" | "or" | "&" | ",");
        if at < self.start + 3 || !joined(at - 1) {
            return None;
        }
        let (day, end) = self.day_number(at)?;
        let mut first = at;
        while first > self.start + 2 && joined(first - 1) {
            let skip = if self.is(first - 2, self.rules.marks.comma) { 3 } else { 2 };
            let before = first.checked_sub(skip).filter(|b| *b > self.start)?;
            let smaller = self.small_number(before).filter(|n| (1..=31).contains(n))?;
            first = before;
            if i64::from(smaller) >= i64::from(day) {
                return None;
            }
            if let Some(month) = self.month(first - 1).filter(|_| self.is_surely_month(first - 1)) {
                let last = self.past_days(end);
                // "On March 3, 12 people came": the last one has "and" before it.
                let listed = self.text(at - 1) != "," || last > end;
                let alone = self.stands_last(last) || !self.names_any(last);
                let plain =
                    listed && alone && self.unit(end).is_none() && self.scale(end).is_none();
                let year = self.year_number(last);
                let end = year.filter(|_| last == end).map_or(end, |y| y.1);
                let month_said = Some(month.value);
                let pattern = Pattern {
                    year: year.map(|y| y.0),
                    month: month_said,
                    day: Some(day),
                    weekday: None,
                };
                let trail = vec![self.step(month.rule, first - 1, month.end)];
                return plain.then_some(Said { pattern, end, trail });
            }
        }
        None
    }

    /// `2018 March 18`, `2017 April`
    fn year_first(&self, at: usize) -> Option<Said> {
        if self.is(at, self.rules.marks.comma) {
            return None;
        }
        let (year, end) = self.year_number(at)?;
        let month = self.month(end).filter(|_| self.is_surely_month(end))?;
        let day = self.day_number(month.end).filter(|(_, e)| !self.is_measured(*e));
        let end = day.map_or(month.end, |d| d.1);
        let own_year = self.year_number(end).is_some();
        let pattern = Pattern {
            year: Some(year),
            month: Some(month.value),
            day: day.map(|d| d.0),
            weekday: None,
        };
        let trail = vec![self.step(month.rule, end - 1, month.end)];
        (!own_year).then_some(Said { pattern, end, trail })
    }

    pub(super) fn weekday_name(&self, at: usize) -> Option<Picked<i8>> {
        let picked = self.pick(at, kinds::WEEKDAY, |s| match s {
            Sense::Weekday(d) => Some(d),
            _ => None,
        })?;
        let short = self.text(at).len() < 6;
        let point = short && self.text(picked.end) == "." && self.glued(picked.end);
        // "Sat" and "Sun" are other words as well.
        let next = picked.end + usize::from(point || self.is(picked.end, self.rules.marks.comma));
        let dated = || self.day_and_month(next).is_some_and(|s| s.pattern.day.is_some());
        if matches!(self.text(at), "Sat" | "Sun" | "sat" | "sun" | "SAT" | "SUN") && !dated() {
            return None;
        }
        let capital = self.shape(at).is_some_and(Shape::is_capitalised);
        let sure = capital || !short || point;
        sure.then_some(Picked {
            end: picked.end + usize::from(point && self.end > picked.end + 1),
            ..picked
        })
    }

    /// `Tuesdays`
    pub(super) fn is_plural_weekday(&self, at: usize) -> bool {
        self.text(at).ends_with("days") || self.text(at).ends_with("DAYS")
    }

    /// `Tuesday`, `Tuesday, March 4, 2025`, `Tuesday the 19th`, `Sunday 31`
    fn weekday_first(&self, at: usize) -> Option<Said> {
        let weekday = self.weekday_name(at).filter(|_| !self.is_plural_weekday(at))?;
        let mut trail = vec![self.step(weekday.rule, at, weekday.end)];
        // "Monday evening, March 4"
        let part = self.pick(weekday.end, kinds::DAY_PART, |s| (s == Sense::DayPart).then_some(()));
        let after = part.map_or(weekday.end, |p| p.end);
        if part.is_some()
            && self.is(after, self.rules.marks.comma)
            && let Some(said) = self.day_and_month(after + 1).filter(|s| s.pattern.day.is_some())
        {
            let pattern = Pattern { weekday: Some(weekday.value), ..said.pattern };
            trail.extend(said.trail);
            return Some(Said { pattern, end: said.end, trail });
        }
        let comma = self.is(weekday.end, self.rules.marks.comma);
        let next = weekday.end + usize::from(comma);
        if let Some(said) = self.day_and_month(next).filter(|s| s.pattern.day.is_some()) {
            trail.extend(said.trail);
            let pattern = Pattern { weekday: Some(weekday.value), ..said.pattern };
            return Some(Said { pattern, end: said.end, trail });
        }
        let day = self.day_number(self.past_the(next)).filter(|(_, end)| {
            let plain =
                self.stands_last(*end) || !self.names_any(*end) && self.unit(*end).is_none();
            let clock = self.text(*end) == ":"
                || self.hits(*end, kinds::HALF_DAY).any(|h| matches!(h.sense, Sense::HalfDay(_)));
            let digits = self.shape(*end) == Some(Shape::Digits);
            let joined = self.joint(*end).is_some_and(|j| j.value == Joint::To);
            plain && !clock && !digits && !comma && !joined
        });
        let end = day.map_or(weekday.end, |d| d.1);
        let pattern =
            Pattern { weekday: Some(weekday.value), day: day.map(|d| d.0), ..Pattern::default() };
        Some(Said { pattern, end, trail })
    }
}

/// The year that two digits mean.
pub(super) fn full_year(two_digits: i16) -> i16 {
    if two_digits < PIVOT { 2000 + two_digits } else { 1900 + two_digits }
}
