//! Spans of the calendar that name both ends: `from 13 to 15 July`, `2014-2018`, `May 8-10, 2010`.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::Said;
use super::dates::Dated;
use super::reader::{Picked, Reader};
use super::resolve::day_moment;
use crate::rules::{BoundWord, Class, Joint, Loose, Sense, kinds};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Bound, Days, Grain, Moment, Pattern};

/// Kinds of words that can open a span without `from` or `between`.
const OPENERS: u64 = kinds::MONTH | kinds::WEEKDAY | kinds::PART | kinds::ORDINAL | kinds::CARDINAL;

/// Days in brackets behind a name that lie so many years apart are those of a life.
const GROWN_UP: i16 = 15;

/// One end of a span.
enum Edge {
    /// A date as it is said, which the other end may complete.
    Said(Said),
    /// A date that needs nothing else.
    Known(Dated),
}

impl Edge {
    fn end(&self) -> usize {
        match self {
            Self::Said(said) => said.end,
            Self::Known(dated) => dated.end,
        }
    }
}

impl Reader<'_> {
    /// The span that begins at `at`.
    pub(super) fn date_span(&self, at: usize) -> Option<Dated> {
        let opener = self.joint(at).filter(|j| matches!(j.value, Joint::From | Joint::Between));
        let start = opener.map_or(at, |o| o.end);
        let digits = self.shape(start) == Some(Shape::Digits);
        if opener.is_none() && !digits && self.kinds(start) & OPENERS == 0 {
            return None;
        }
        // "2-1/2 million"
        let hyphen = self.past_hyphen(start + 1);
        if digits && hyphen > start + 1 && self.slashed(hyphen).is_some() {
            return None;
        }
        let first = self.edge(start, opener.is_some())?;
        if let Some(now) = self.now(first.end()).filter(|_| opener.is_some()) {
            return self.up_to_now(at, first, now);
        }
        let joint = self.span_joint(first.end(), opener.map(|o| o.value))?;
        let second = self.second_edge(&first, &joint)?;
        let opened = opener.is_some();
        let (a, b) = match (first, second) {
            (Edge::Said(a), Edge::Said(b)) => self.complete(at, a, b, opened)?,
            (Edge::Said(a), Edge::Known(b)) => (self.dated(at, a)?, b),
            (Edge::Known(a), Edge::Said(b)) => (a, self.dated(at, b)?),
            (Edge::Known(a), Edge::Known(b)) => (a, b),
        };
        if self.is_life(at, &a.moment, &b.moment) {
            return None;
        }
        let mut trail = Trail::new();
        trail.extend(opener.map(|o| self.step(o.rule, at, o.end)));
        trail.extend(a.trail);
        trail.push(self.step(joint.rule, joint.end - 1, joint.end));
        trail.extend(b.trail);
        Some(Dated { moment: between(&a.moment, &b.moment)?, end: b.end, trail })
    }

    /// Whether two days in brackets behind a name are those of a birth and a death: "Ann Lee (4 May 1901 – 20 August
    /// 1994)".
    fn is_life(&self, at: usize, first: &Moment, last: &Moment) -> bool {
        let opens = at > self.start + 1 && self.is(at - 1, self.rules.marks.open);
        let named = opens && self.shape(at - 2).is_some_and(Shape::is_capitalised);
        let day = |m: &Moment| m.days.and_then(|d| d.lo).filter(|_| m.grain == Grain::Day);
        let years = day(first).zip(day(last)).map(|(a, b)| b.year() - a.year());
        named && years.is_some_and(|years| years >= GROWN_UP)
    }

    /// `from March to date`
    fn up_to_now(&self, at: usize, first: Edge, now: Dated) -> Option<Dated> {
        let mut dated = match first {
            Edge::Said(said) => self.dated(at, said)?,
            Edge::Known(dated) => dated,
        };
        dated.trail.extend(now.trail);
        Some(Dated {
            moment: between(&dated.moment, &now.moment)?,
            end: now.end,
            trail: dated.trail,
        })
    }

    /// What joins the ends: `to`, a dash, `through`; `and` after `between`.
    fn span_joint(&self, at: usize, opener: Option<Joint>) -> Option<Picked<Joint>> {
        let joint = self.joint(at).filter(|j| match j.value {
            Joint::And => opener == Some(Joint::Between),
            Joint::To => true,
            _ => false,
        });
        let bound = || {
            let until = self.pick(at, kinds::BOUND, |s| match s {
                Sense::Bound(BoundWord::Plain(Bound::Until)) => Some(Joint::To),
                _ => None,
            });
            until.filter(|_| opener != Some(Joint::Between))
        };
        joint.or_else(bound).filter(|j| self.token(j.end).is_some())
    }

    fn edge(&self, at: usize, opened: bool) -> Option<Edge> {
        if let Some(part) = self.part_of_date(self.past_the(at)) {
            return Some(Edge::Known(part));
        }
        let coded = self.shape(self.past_hyphen(at + 1)) == Some(Shape::Code)
            || self.shape(at) == Some(Shape::Code);
        let quarter = || coded.then(|| self.quarter(self.past_the(at)))?;
        if let Some(quarter) = quarter() {
            return Some(Edge::Known(quarter));
        }
        if let Some(said) = self.said(at) {
            return Some(Edge::Said(said));
        }
        if let Some(year) = self.year_number(at).filter(|_| self.shape(at) == Some(Shape::Digits)) {
            let pattern = Pattern { year: Some(year.0), ..Pattern::default() };
            return Some(Edge::Said(Said { pattern, end: year.1, trail: Trail::new() }));
        }
        if let Some((day, end)) = self.day_number(self.past_the(at)) {
            let pattern = Pattern { day: Some(day), ..Pattern::default() };
            return Some(Edge::Said(Said { pattern, end, trail: Trail::new() }));
        }
        let month = self.month(at).filter(|_| self.is_surely_month(at));
        if let Some(month) = month {
            let pattern = Pattern { month: Some(month.value), ..Pattern::default() };
            let trail = vec![self.step(month.rule, at, month.end)];
            return Some(Edge::Said(Said { pattern, end: month.end, trail }));
        }
        let start = self.past_the(at);
        let known =
            if opened { self.relative_date(start).or_else(|| self.holiday(start)) } else { None };
        let dated = known.or_else(|| self.quarter(start)).or_else(|| self.decade(start))?;
        Some(Edge::Known(dated))
    }

    /// The other end, which may be told by its day, its year's last digits, or "now".
    fn second_edge(&self, first: &Edge, joint: &Picked<Joint>) -> Option<Edge> {
        let at = joint.end;
        let glued = self.glued(at) && self.glued(at - 1);
        if let Edge::Said(a) = first
            && let Some(year) = a.pattern.year.filter(|_| a.pattern.month.is_none())
            && glued
            && self.shape(at) == Some(Shape::Digits)
            && self.text(at).len() == 2
        {
            let next = self.small_number(at).and_then(|n| i16::try_from(n).ok())?;
            let more = next - year.rem_euclid(100);
            // "in 2014-18", but no number of a case
            let years_led = more > 0 && self.leads_to_years(at - 2);
            let goes_on = (next == (year + 1).rem_euclid(100) || years_led)
                && !self.is(at + 1, self.rules.marks.hyphen);
            let last = if years_led { year + more } else { year + 1 };
            let pattern = Pattern { year: Some(last), ..Pattern::default() };
            return goes_on.then_some(Edge::Said(Said {
                pattern,
                end: at + 1,
                trail: Trail::new(),
            }));
        }
        if let Some(now) = self.now(at) {
            return Some(Edge::Known(now));
        }
        let edge = self.edge(at, true)?;
        let Edge::Said(b) = &edge else { return Some(edge) };
        let day_only =
            b.pattern.day.is_some() && b.pattern.month.is_none() && b.pattern.weekday.is_none();
        if !day_only {
            return Some(edge);
        }
        let Edge::Said(a) = first else { return None };
        let (has_month, day) = (a.pattern.month.is_some(), a.pattern.day?);
        let dash = !self.token(at - 1)?.shape.is_word();
        // "the March 3-5 meeting"
        let range = dash && glued;
        let counts = !range && self.names_any(b.end) || self.unit(b.end).is_some();
        let worded = self.shape(at) != Some(Shape::Digits);
        let rises = b.pattern.day? > day && (!dash || glued || worded);
        if !has_month || !rises || counts {
            return None;
        }
        let year = self.year_number(b.end);
        let pattern = Pattern { year: year.map(|y| y.0), month: a.pattern.month, ..b.pattern };
        let end = year.map_or(b.end, |y| y.1);
        Some(Edge::Said(Said { pattern, end, trail: Trail::new() }))
    }

    /// Whether a preposition, "the" or "years" stands before the years at `at`.
    fn leads_to_years(&self, at: usize) -> bool {
        at > self.start
            && (self.can_be(at - 1, Class::Preposition)
                || matches!(self.text(at - 1), "the" | "years" | "The"))
    }

    /// `now`, `to date` as the end of a span: the day of publication.
    fn now(&self, at: usize) -> Option<Dated> {
        let now =
            self.pick(at, kinds::LOOSE, |s| (s == Sense::Loose(Loose::Present)).then_some(()))?;
        let day = self.reference.day()?;
        let trail = vec![self.step(now.rule, at, now.end)];
        Some(Dated { moment: day_moment(day), end: now.end, trail })
    }

    /// Both ends, each with what only the other one says.
    fn complete(&self, at: usize, a: Said, mut b: Said, opened: bool) -> Option<(Dated, Dated)> {
        let (mut x, mut y) = (a.pattern, b.pattern);
        // "from 26 June to 28 June in 2020"
        let inside =
            self.year_number(b.end + 1).filter(|_| self.text(b.end) == "in" && y.year.is_none());
        if let Some((year, end)) = inside.filter(|_| y.month.is_some()) {
            (y.year, b.end) = (Some(year), end);
        }
        let years = |p: Pattern| p.year.is_some() && p.month.is_none() && p.day.is_none();
        if years(x) || years(y) {
            let counts = self.counts_something(b.end) || self.unit(b.end).is_some();
            let known = x.year.is_some() && y.year.is_some();
            if !known || counts && !opened || x.year >= y.year {
                return None;
            }
        } else if x.weekday.is_some() != y.weekday.is_some()
            && (x.month.is_none() || y.month.is_none())
        {
            return None;
        }
        let bare = |p: Pattern| p.day.is_some() && p.month.is_none() && p.weekday.is_none();
        if bare(x) {
            let counts = self.names_any(b.end) && x.day < y.day && y.month.is_none();
            let month = y.month.filter(|_| !counts)?;
            let back = x.day > y.day;
            x.month = Some(if !back {
                month
            } else if month == 1 {
                12
            } else {
                month - 1
            });
        }
        // "December to January 2020" begins in the year before.
        let before =
            |year: i16| if y.month.is_some() && x.month > y.month { year - 1 } else { year };
        x.year = x.year.or(y.year.map(before));
        let tense = self.tense(at);
        let second = self.resolve(y, tense)?;
        if x.year.is_none() && x.month.is_some() {
            let year = second.days.and_then(|d| d.lo).map(Date::year);
            x.year = year.map(|year| if x.month > y.month { year - 1 } else { year });
        }
        let first = self.resolve(x, tense)?;
        // "1 June to 31 May" ends in the next year.
        let next = x.month > y.month && y.month.is_some();
        let of_first = x.year.map(|year| if next { year + 1 } else { year });
        y.year = y.year.or(of_first).filter(|_| y.month.is_some() || y.year.is_some());
        let second = if y.month.is_some() { self.resolve(y, tense)? } else { second };
        Some((
            Dated { moment: first, end: a.end, trail: a.trail },
            Dated { moment: second, end: b.end, trail: b.trail },
        ))
    }
}

/// The stretch from the first day of one date to the last day of another; a weekday that would end
/// it before it begins is one of the next week.
pub(super) fn between(a: &Moment, b: &Moment) -> Option<Moment> {
    let (Some(x), Some(mut y)) = (a.days, b.days) else {
        let mut moment = Moment::open(Grain::Interval, Pattern::default());
        moment.edtf = format!("{}/{}", a.edtf, b.edtf);
        return Some(moment);
    };
    let mut edtf = b.edtf.clone();
    if let (Some(lo), Some(hi)) = (x.lo, y.hi)
        && hi < lo
    {
        let later = hi.checked_add(7.days()).ok().filter(|d| *d > lo && b.grain == Grain::Day)?;
        y = Days::new(later, later);
        edtf = later.to_string();
    }
    let days = Days { lo: x.lo, hi: y.hi };
    let mut moment = Moment::known(Grain::Interval, days, format!("{}/{edtf}", a.edtf));
    moment.about = a.about || b.about;
    Some(moment)
}
