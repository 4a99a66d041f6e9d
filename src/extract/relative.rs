//! Dates that are relative to the day of publication, or to another date.

use jiff::ToSpan;
use jiff::civil::Date;

use super::dates::Dated;
use super::numerals::Amount;
use super::reader::{Picked, Reader};
use super::resolve::{Tense, day_moment, month_moment, season_of, unit_moment, unknown};
use crate::rules::{BoundWord, Class, Joint, Sense, kinds};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Bound, Calendar, Days, Grain, Moment, Pattern};

/// Kinds of words that a date relative to today begins with.
const RELATIVES: u64 = kinds::DAY_WORD | kinds::RELATIVE | kinds::DISTANCE;
/// So many tokens behind the first one of a number its unit stands at most.
const UNIT_REACH: usize = 6;
/// Days on either side that "two weeks ago" admits.
const ABOUT_A_WEEK: i64 = 3;
/// The calendar goes no further back.
const MOST_YEARS: i64 = 10_000;
/// Nobody counts more weekdays back.
const MOST_WEEKS: i64 = 20;

impl Reader<'_> {
    /// `yesterday`, `last year`, `earlier this month`, `two weeks ago`, `in two weeks`
    pub(super) fn relative_date(&self, at: usize) -> Option<Dated> {
        let here = self.kinds(at);
        let near = here & RELATIVES != 0;
        near.then(|| self.day_word(at).or_else(|| self.earlier_this(at)))
            .flatten()
            .or_else(|| near.then(|| self.this_last_next(at))?)
            .or_else(|| {
                self.unit_word_near(at).then(|| self.ago(at).or_else(|| self.in_time(at)))?
            })
            .or_else(|| self.before_last(at))
            .or_else(|| self.the_weekend(at))
    }

    /// `the week before last`, `the weekend after next`
    fn before_last(&self, at: usize) -> Option<Dated> {
        let away = match (self.text(at + 1), self.text(at + 2)) {
            ("before", "last") => -2,
            ("after", "next") => 2,
            _ => return None,
        };
        if self.text(at) == "weekend" {
            let moment = self.shifted(Calendar::Week, away, Grain::Weekend);
            return Some(Dated { moment, end: at + 3, trail: Trail::new() });
        }
        let calendar = self.calendar_unit(at).filter(|c| *c > Calendar::Day)?;
        Some(Dated { moment: self.unit_away(calendar, away)?, end: at + 3, trail: Trail::new() })
    }

    /// Whether a unit that is spelt out stands close behind `at`, as distances in time need one.
    pub(super) fn unit_word_near(&self, at: usize) -> bool {
        (at + 1..at + UNIT_REACH).any(|i| self.kinds(i) & kinds::UNIT_WORD != 0)
    }

    pub(super) fn day_word(&self, at: usize) -> Option<Dated> {
        let word = self.pick(at, kinds::DAY_WORD, |s| match s {
            Sense::DayWord(n) => Some(n),
            _ => None,
        })?;
        let day =
            self.reference.day().and_then(|d| d.checked_add(i64::from(word.value).days()).ok());
        let moment = day.map_or_else(|| unknown(Grain::Day), day_moment);
        let part = self.pick(word.end, kinds::DAY_PART, |s| (s == Sense::DayPart).then_some(()));
        let end = part.map_or(word.end, |p| p.end);
        Some(Dated { moment, end, trail: vec![self.step(word.rule, at, word.end)] })
    }

    /// `earlier this year`, `later in the year`: from its beginning up to the day of publication,
    /// which stays open where only the month or year of publication is known.
    fn earlier_this(&self, at: usize) -> Option<Dated> {
        let earlier = self.text(at).eq_ignore_ascii_case("earlier");
        if !earlier && !self.text(at).eq_ignore_ascii_case("later") {
            return None;
        }
        let in_the = self.text(at + 1) == "in" && self.text(at + 2) == "the";
        let mut dated = if in_the {
            let calendar = self.calendar_unit(at + 3)?;
            Dated { moment: self.unit_away(calendar, 0)?, end: at + 4, trail: Trail::new() }
        } else {
            let said =
                || self.weekday_name(at + 1).and_then(|_| self.dated(at, self.said(at + 1)?));
            self.day_word(at + 1).or_else(|| self.this_last_next(at + 1)).or_else(said)?
        };
        if let (Some(days), Some(known)) = (dated.moment.days, self.reference.days)
            && dated.moment.grain != Grain::Day
        {
            dated.moment.days = Some(if earlier {
                Days { lo: days.lo, hi: self.reference.day() }
            } else {
                Days { lo: known.lo.max(days.lo), hi: days.hi }
            });
        }
        dated.moment.about = true;
        Some(dated)
    }

    /// `last`, `this`, `next`, where it is no verb.
    pub(super) fn relative_word(&self, at: usize) -> Option<Picked<i8>> {
        let word = self.pick(at, kinds::RELATIVE, |s| match s {
            Sense::Relative(n) => Some(n),
            _ => None,
        })?;
        (!self.lasts(at, word.end)).then_some(word)
    }

    /// Whether a word is the verb of "will *last* three years", "is expected to *last* three years".
    fn lasts(&self, at: usize, end: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.start) else { return false };
        let counted =
            || self.shape(end) == Some(Shape::Digits) || self.kinds(end) & kinds::CARDINAL != 0;
        // "in May last year"
        let modal = self.shape(before) == Some(Shape::Lower) && self.can_be(before, Class::Modal);
        modal || self.text(before) == "to" && !self.is(end, self.rules.marks.the) && counted()
    }

    /// `this year`, `last month`, `next Tuesday`, `last autumn`
    pub(super) fn this_last_next(&self, at: usize) -> Option<Dated> {
        let word = self.relative_word(at)?;
        let trail = vec![self.step(word.rule, at, word.end)];
        let away = i64::from(word.value);
        let fiscal = self.pick(word.end, kinds::FISCAL, |s| (s == Sense::Fiscal).then_some(()));
        let unit_at = fiscal.map_or(word.end, |f| f.end);
        if let Some(calendar) = self.calendar_unit(unit_at) {
            let plural = self.text(unit_at).ends_with('s');
            let mut moment = self.unit_away(calendar, away)?;
            moment.about = fiscal.is_some();
            if self.is_after_what_was_told(at, &moment) {
                moment = unknown(moment.grain);
            }
            return (!plural).then_some(Dated { moment, end: unit_at + 1, trail });
        }
        if self.text(word.end) == "weekend" {
            let moment = self.shifted(Calendar::Week, away, Grain::Weekend);
            return Some(Dated { moment, end: word.end + 1, trail });
        }
        self.named_unit_away(word.end, away, trail)
    }

    /// Whether "the next day" or "the following week" is counted from what a past tense tells, and
    /// not from the day of publication.
    fn is_after_what_was_told(&self, at: usize, moment: &Moment) -> bool {
        let the = at > self.start && self.text(at - 1).eq_ignore_ascii_case("the");
        let following = self.text(at).eq_ignore_ascii_case("following");
        let next = the && self.text(at) == "next";
        let ahead = moment.days.and_then(|d| d.lo) > self.reference.latest();
        (following || next) && ahead && self.tense_beside(at) == Tense::Past
    }

    /// `at the weekend`: the nearest one.
    fn the_weekend(&self, at: usize) -> Option<Dated> {
        let the = at > self.start && self.text(at - 1).eq_ignore_ascii_case("the");
        if !the || self.text(at) != "weekend" || self.is(at + 1, self.rules.marks.hyphen) {
            return None;
        }
        if self.names_any(at + 1) || self.is(at + 1, self.rules.marks.of) {
            return None;
        }
        let today = self.reference.day();
        let tense = self.tense(at);
        let weeks = [-7, 0, 7].into_iter();
        let ends = weeks
            .filter_map(|n: i64| Days::around(today?.checked_add(n.days()).ok()?, Grain::Weekend));
        let found = self.nearest(ends, tense).and_then(|d| d.lo);
        let moment = match found {
            Some(day) => unit_moment(day, Grain::Weekend)?,
            None => unknown(Grain::Weekend),
        };
        Some(Dated { moment, end: at + 1, trail: Trail::new() })
    }

    /// The weekday, month or season after `last` or `next`.
    fn named_unit_away(&self, at: usize, away: i64, mut trail: Trail) -> Option<Dated> {
        let picked = self.pick(at, kinds::WEEKDAY | kinds::MONTH | kinds::SEASON, |s| match s {
            Sense::Weekday(_) | Sense::Month(_) | Sense::Season(_) => Some(s),
            _ => None,
        })?;
        trail.push(self.step(picked.rule, at, picked.end));
        let mut end = picked.end;
        let moment = match picked.value {
            Sense::Month(m) => {
                if away == 0 && !self.month_stands_alone(at) {
                    return None;
                }
                let pattern = Pattern { month: Some(m), ..Pattern::default() };
                let latest = self.reference.latest();
                let month = latest.and_then(|d| sided(d, away, |y| Date::new(y, m, 1).ok()));
                month.map_or_else(|| Some(Moment::open(Grain::Month, pattern)), month_moment)?
            }
            Sense::Season(m) => {
                let latest = self.reference.latest();
                let start = latest.and_then(|d| sided(d, away, |y| Date::new(y, m, 1).ok()));
                start.map_or_else(|| Some(unknown(Grain::Season)), |d| season_of(m, d.year()))?
            }
            Sense::Weekday(w) => {
                if let Some(dated) = self.weekday_with_day(at) {
                    trail.extend(dated.trail);
                    return Some(Dated { trail, ..dated });
                }
                let near = self.weekday_away(w, away);
                let pattern = Pattern { weekday: Some(w), ..Pattern::default() };
                let part = self.pick(end, kinds::DAY_PART, |s| (s == Sense::DayPart).then_some(()));
                end = part.map_or(end, |p| p.end);
                near.map_or_else(|| Moment::open(Grain::Day, pattern), day_moment)
            }
            _ => return None,
        };
        Some(Dated { moment, end, trail })
    }

    /// `[last] Friday, March 3`: the day and month say which Friday.
    fn weekday_with_day(&self, at: usize) -> Option<Dated> {
        let said =
            self.said(at).filter(|s| s.pattern.day.is_some() && s.pattern.month.is_some())?;
        self.dated(at, said)
    }

    fn weekday_away(&self, weekday: i8, away: i64) -> Option<Date> {
        let today = self.reference.day()?;
        let ahead = i64::from((weekday - today.weekday().to_monday_one_offset()).rem_euclid(7));
        let days = match away {
            0 if self.tense_here() == Tense::Past && ahead > 0 => ahead - 7,
            0 | 1 if ahead == 0 => 7,
            0 | 1 => ahead,
            _ if ahead == 0 => -7,
            _ => ahead - 7,
        };
        today.checked_add(days.days()).ok()
    }

    fn tense_here(&self) -> Tense {
        self.tense(self.start)
    }

    /// `last year` right after a month: "May last year", "May of this year".
    pub(super) fn relative_year(&self, at: usize) -> Option<(Moment, usize)> {
        let word = self.relative_word(at)?;
        let calendar = self.calendar_unit(word.end)?;
        let moment = self.unit_away(calendar, i64::from(word.value))?;
        (calendar == Calendar::Year).then_some((moment, word.end + 1))
    }

    /// `two weeks`, `a year`, `two weeks and two days`: how many of which unit, and where it ends.
    fn distance(&self, at: usize) -> Option<(Vec<(i64, Calendar)>, usize)> {
        let mut all = Vec::new();
        let mut next = at;
        while all.len() < 3 {
            let article = self.article(next).filter(|a| self.calendar_unit(a.end).is_some());
            let (count, end) = if let Some(article) = article {
                (1, article.end)
            } else {
                let Some(number) = self.numeral(next) else { break };
                let count = match number.amount {
                    Amount::Exact(n) => n.to_i64(),
                    Amount::Vague(lo, _) if lo < crate::value::Decimal::whole(20) => lo.to_i64(),
                    _ => None,
                };
                let Some(count) = count else { break };
                (count, self.past_of(number.end))
            };
            let Some(calendar) = self.calendar_unit(end) else { break };
            all.push((count, calendar));
            next = end + 1;
            if matches!(self.text(next), "and" | ",") {
                next += 1;
            }
        }
        let end =
            if matches!(self.text(next.wrapping_sub(1)), "and" | ",") { next - 1 } else { next };
        (!all.is_empty()).then_some((all, end))
    }

    /// `two Sundays ago`
    pub(super) fn weekdays_ago(&self, at: usize) -> Option<Dated> {
        let count = self.cardinal(at).map(|c| c.0.to_i64());
        let count = count.unwrap_or_else(|| self.small_number(at).map(i64::from))?;
        let day = self.weekday_name(at + 1).filter(|d| self.text(d.end) == "ago")?;
        let last = self.weekday_away(day.value, -1)?;
        let weeks = count.checked_sub(1).filter(|n| (0..=MOST_WEEKS).contains(n))?;
        let moment = day_moment(last.checked_sub((weeks * 7).days()).ok()?);
        let trail = vec![self.step(day.rule, at + 1, day.end)];
        Some(Dated { moment, end: day.end + 1, trail })
    }

    /// `two weeks ago`, `a year earlier`
    fn ago(&self, at: usize) -> Option<Dated> {
        let (parts, end) = self.distance(at)?;
        let distance = self.pick(end, kinds::DISTANCE, |s| match s {
            Sense::Distance(n) => Some(n),
            _ => None,
        })?;
        if self.text(end) == "before" && self.takes(at) {
            return None;
        }
        if let Some(anchor) = self.anchor_of_ago(distance.end) {
            return ago_from(&anchor, &parts, i64::from(distance.value));
        }
        let trail = vec![self.step(distance.rule, end, distance.end)];
        let sign = i64::from(distance.value);
        let vague = self.numeral(at).is_some_and(|n| matches!(n.amount, Amount::Vague(..)));
        let from_now =
            matches!(self.text(end).to_ascii_lowercase().as_str(), "ago" | "from" | "hence");
        let (count, calendar) = *parts.first()?;
        // "130 million years ago" names no year, but tells how long ago.
        if count > MOST_YEARS {
            return None;
        }
        let mut moment = if from_now && parts.len() == 1 {
            self.units_from_now(calendar, sign.checked_mul(count)?)?
        } else if from_now {
            shift_all(self.reference.day(), &parts, sign)
                .map_or_else(|| unknown(Grain::Day), day_moment)
        } else {
            self.years_away(at, &parts, sign)?
        };
        moment.about |= vague;
        Some(Dated { moment, end: distance.end, trail })
    }

    /// Whether a length that begins at `at` is the object of a verb: "*serve* 24 years before he is free".
    fn takes(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.start) else { return false };
        let (words, class) = (&self.rules.words, self.rules.vocabulary.get("takes so long"));
        words.readings(self.sym(before)).iter().any(|r| words.in_class(r.lemma, class))
    }

    /// What "a year ago" is counted from, where that is said: `today`, `this month`, `Monday`.
    fn anchor_of_ago(&self, at: usize) -> Option<Dated> {
        let unit = self.relative_word(at).filter(|w| self.calendar_unit(w.end).is_some());
        unit.and_then(|_| self.this_last_next(at)).or_else(|| self.dated_day(at))
    }

    /// `in two weeks`, where the sentence looks ahead.
    fn in_time(&self, at: usize) -> Option<Dated> {
        if self.text(at) != "in" && self.text(at) != "In" {
            return None;
        }
        let (parts, end) = self.distance(at + 1)?;
        let possessive =
            matches!(self.text(end), "'s" | "’s" | "'" | "’") && self.text(end + 1) == "time";
        let told = possessive || self.looks_ahead(at) || self.is_short();
        let exact = self.numeral(at + 1).is_none_or(|n| matches!(n.amount, Amount::Exact(_)));
        let (count, calendar) = *parts.first().filter(|_| parts.len() == 1 && told && exact)?;
        let moment = self.units_from_now(calendar, count)?;
        Some(Dated { moment, end: if possessive { end + 2 } else { end }, trail: Trail::new() })
    }

    /// Whether the sentence is a fragment: a heading or a line of a list.
    fn is_short(&self) -> bool {
        self.end - self.start <= 4
    }

    /// So many units from the day of publication: the day itself for days and weeks.
    fn units_from_now(&self, calendar: Calendar, away: i64) -> Option<Moment> {
        if calendar == Calendar::Fortnight {
            return self.units_from_now(Calendar::Week, away.checked_mul(2)?);
        }
        if calendar != Calendar::Week {
            return self.unit_away(calendar, away);
        }
        let day = self.reference.day().and_then(|d| d.checked_add(calendar.span(away)?).ok());
        let Some(day) = day else { return Some(self.shifted(calendar, away, Grain::Week)) };
        let mut moment = day_moment(day);
        let edge = |n: i64| day.checked_add(n.days()).ok();
        moment.days = Some(Days { lo: edge(-ABOUT_A_WEEK), hi: edge(ABOUT_A_WEEK) });
        moment.pattern = Pattern { year: Some(day.year()), ..Pattern::default() };
        moment.about = true;
        Some(moment)
    }

    /// `a year earlier`: than the year that the sentence names before, else years from now. Nobody
    /// knows what "four minutes later" is counted from: it stays a length of time.
    fn years_away(&self, at: usize, parts: &[(i64, Calendar)], sign: i64) -> Option<Moment> {
        let (count, calendar) = *parts.first()?;
        if calendar != Calendar::Year || parts.len() > 1 {
            return None;
        }
        let named = (self.start..at).rev().find_map(|i| {
            self.year_number(i).filter(|_| self.shape(i) == Some(crate::text::Shape::Digits))
        });
        // "A year later" is counted from what was told, "a year earlier" from now as well.
        if named.is_none() && sign > 0 {
            return None;
        }
        let year = named.map(|y| y.0).or_else(|| self.reference.latest().map(Date::year));
        let shifted = year.and_then(|y| i16::try_from(i64::from(y) + sign * count).ok());
        let moment = shifted.and_then(|y| unit_moment(Date::new(y, 1, 1).ok()?, Grain::Year));
        let mut moment = moment.unwrap_or_else(|| unknown(Grain::Year));
        moment.about = true;
        Some(moment)
    }

    /// `two days before yesterday`, `three weeks after Christmas`, `a month from 4 March`
    pub(super) fn beside_a_date(&self, at: usize) -> Option<Dated> {
        // "the day after Christmas"
        let day =
            self.is(at, self.rules.marks.the) && self.calendar_unit(at + 1) == Some(Calendar::Day);
        let (parts, end) =
            if day { (vec![(1, Calendar::Day)], at + 2) } else { self.distance(at)? };
        let word = self.pick(end, kinds::BOUND | kinds::JOINT, |s| match s {
            Sense::Bound(BoundWord::Before) => Some(-1),
            Sense::Bound(BoundWord::After) | Sense::Joint(Joint::From) => Some(1),
            // "a week on Friday"
            Sense::Bound(BoundWord::Plain(Bound::Within))
                if self.text(end) == "on" && matches!(parts[..], [(_, Calendar::Week)]) =>
            {
                Some(1)
            }
            _ => None,
        })?;
        let anchor = self.dated_day(word.end)?;
        let days = anchor.moment.days.filter(|_| anchor.moment.grain <= Grain::Week)?;
        let day = shift_all(days.lo, &parts, word.value)?;
        let mut trail = vec![self.step(word.rule, end, word.end)];
        trail.extend(anchor.trail);
        let months = parts.first()?.1 >= Calendar::Month && anchor.moment.grain != Grain::Day;
        let moment = if months { month_moment(day)? } else { day_moment(day) };
        Some(Dated { moment, end: anchor.end, trail })
    }

    /// A date of one day at `at`, as the anchor of a distance.
    fn dated_day(&self, at: usize) -> Option<Dated> {
        let the = self.past_the(at);
        let said =
            || self.said(at).filter(|s| s.pattern.day.is_some() || s.pattern.weekday.is_some());
        self.day_word(the)
            .or_else(|| self.this_last_next(the).filter(|d| d.moment.grain == Grain::Day))
            .or_else(|| self.holiday(the))
            .or_else(|| said().and_then(|s| self.dated(at, s)))
    }

    /// The unit of the calendar named at `at`.
    pub(super) fn calendar_unit(&self, at: usize) -> Option<Calendar> {
        let unit = self.unit(at).filter(|u| u.end == at + 1)?;
        self.rules.unit(unit.value)?.calendar()
    }

    /// The calendar unit `away` units from the one that holds the reference.
    pub(super) fn unit_away(&self, calendar: Calendar, away: i64) -> Option<Moment> {
        match calendar {
            Calendar::Second | Calendar::Minute | Calendar::Hour => None,
            Calendar::Day => Some(self.shifted(calendar, away, Grain::Day)),
            _ => Some(self.shifted(calendar, away, calendar.grain())),
        }
    }

    fn shifted(&self, calendar: Calendar, away: i64, grain: Grain) -> Moment {
        if grain == Grain::Weekend
            && let Some(today) = self.reference.day()
        {
            let day = today.checked_add((away * 7).days()).ok();
            let weekend = day.and_then(|d| unit_moment(d, grain));
            return weekend.unwrap_or_else(|| unknown(grain));
        }
        let base = self.reference.unit(grain).or(self.reference.days);
        let shift = |day: Date| day.checked_add(calendar.span(away)?).ok();
        let day = base.and_then(|b| b.lo).and_then(shift);
        let certain = self.reference.unit(grain).is_some();
        let moment = day.filter(|_| certain).and_then(|d| unit_moment(d, grain));
        moment.unwrap_or_else(|| unknown(grain))
    }
}

/// The date of a year nearest to `day`, before it (`away` below 0), after it, or in its year.
fn sided(day: Date, away: i64, on: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let this = on(day.year())?;
    match away {
        0 => Some(this),
        1.. if this > day => Some(this),
        1.. => on(day.year() + 1),
        _ if this.last_of_month() < day => Some(this),
        _ => on(day.year() - 1),
    }
}

/// `a year ago today`, `two years ago this month`
fn ago_from(anchor: &Dated, parts: &[(i64, Calendar)], sign: i64) -> Option<Dated> {
    let grain = anchor.moment.grain;
    // A week of another year begins on another day: its middle tells which it is.
    let middle = if grain == Grain::Week { 3.days() } else { 0.days() };
    let base = anchor.moment.days?.lo?.checked_add(middle).ok();
    let day = shift_all(base, parts, sign)?;
    let moment = unit_moment(day, grain).filter(|_| sign < 0 && grain < Grain::Year)?;
    Some(Dated { moment, end: anchor.end, trail: anchor.trail.clone() })
}

/// The day that lies so many units after or before another one.
fn shift_all(day: Option<Date>, parts: &[(i64, Calendar)], sign: i64) -> Option<Date> {
    parts.iter().try_fold(day?, |day, (count, calendar)| {
        day.checked_add(calendar.span(sign.checked_mul(*count)?)?).ok()
    })
}
