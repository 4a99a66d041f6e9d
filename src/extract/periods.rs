//! Lengths of time that are told from the day of publication, and recurring times.

use super::numerals::Amount;
use super::parts::Nth;
use super::reader::{Found, Picked, Reader};
use crate::claim::{Idle, Kind};
use crate::rules::{Sense, kinds};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Calendar, Decimal, End, Hedge, Interval, Quantity, Value};

/// A vague number of units: "recent years" are a few.
const A_FEW: (i64, i64) = (2, 10);

impl Reader<'_> {
    /// `over the next decade`, `in the past three years`, `annually`, `every two weeks`, `for years`
    pub(super) fn period(&self, at: usize) -> Option<Found> {
        self.every(at)
            .or_else(|| self.each(at))
            .or_else(|| self.on_weekdays(at))
            .or_else(|| self.coming_years(at))
            .or_else(|| self.loose_years(at))
    }

    /// `daily`, `fortnightly`
    fn every(&self, at: usize) -> Option<Found> {
        let every = self.pick(at, kinds::EVERY, |s| match s {
            Sense::Every(n, unit) => Some((n, unit)),
            _ => None,
        })?;
        let (n, unit) = every.value;
        let period = unit.iso(Some(Decimal::whole(i64::from(n))));
        Some(set(at, every.end, period, vec![self.step(every.rule, at, every.end)]))
    }

    /// `every two weeks`, `each Thursday`, `every other day`, `every July`, `every weekend`
    fn each(&self, at: usize) -> Option<Found> {
        let each = self.pick(at, kinds::EACH, |s| (s == Sense::Each).then_some(()))?;
        let trail = vec![self.step(each.rule, at, each.end)];
        let other = self.text(each.end) == "other";
        let nth = self.ordinal(each.end).map_or(each.end, |o| o.end);
        if let Some(day) = self.weekday_name(if other { each.end + 1 } else { nth }) {
            return Some(set(at, day.end, format!("XXXX-WXX-{}", day.value), trail));
        }
        if let Some(month) = self.month(each.end).filter(|_| self.is_surely_month(each.end)) {
            let day = self.day_number(month.end);
            let end = day.map_or(month.end, |d| d.1);
            let day = day.map_or_else(String::new, |d| format!("-{:02}", d.0));
            return Some(set(at, end, format!("XXXX-{:02}{day}", month.value), trail));
        }
        if let Some(part) =
            self.pick(each.end, kinds::DAY_PART, |s| (s == Sense::DayPart).then_some(()))
        {
            let name = if self.text(each.end) == "night" { "TNI" } else { "TDT" };
            let name = match self.text(each.end) {
                "morning" => "TMO",
                "afternoon" => "TAF",
                "evening" => "TEV",
                _ => name,
            };
            return Some(set(at, part.end, name.to_owned(), trail));
        }
        let number = self.numeral(each.end).and_then(|n| Some((n.amount.exact()?, n.end)));
        let ordinal = || self.ordinal(each.end).map(|o| (o.number, o.end));
        let (count, unit_at) = if other {
            (Decimal::whole(2), each.end + 1)
        } else {
            number.or_else(ordinal).unwrap_or((Decimal::whole(1), each.end))
        };
        if matches!(self.text(unit_at), "weekend" | "weekends") {
            return Some(set(at, unit_at + 1, format!("P{count}WE"), trail));
        }
        if matches!(self.text(unit_at), "weekday" | "weekdays") {
            return Some(set(at, unit_at + 1, format!("P{count}WD"), trail));
        }
        let unit = self.calendar_unit(unit_at)?;
        Some(set(at, unit_at + 1, unit.iso(Some(count)), trail))
    }

    /// `the first Monday of every month`, `the 15th of each month`
    pub(super) fn nth_of_each(&self, at: usize) -> Option<Found> {
        let of = (at + 1..at + EACH_REACH).find(|&i| self.is(i, self.rules.marks.of))?;
        let each = self.pick(of + 1, kinds::EACH, |s| (s == Sense::Each).then_some(()))?;
        let (nth, counted) = self.nth(at)?;
        let unit = self.calendar_unit(each.end).filter(|u| *u > Calendar::Day)?;
        let weekday = self.weekday_name(counted).map(|d| d.end);
        let day = (self.calendar_unit(counted) == Some(Calendar::Day)).then_some(counted + 1);
        if weekday.or(day).unwrap_or(counted) != of {
            return None;
        }
        let period = match nth {
            Nth::First(n) if weekday.is_none() && unit == Calendar::Month => {
                format!("XXXX-XX-{n:02}")
            }
            _ => unit.iso(Some(Decimal::whole(1))),
        };
        let trail = vec![self.step(each.rule, of + 1, each.end)];
        Some(set(at, each.end + 1, period, trail))
    }

    /// `on Tuesdays`, `Tuesday nights`
    fn on_weekdays(&self, at: usize) -> Option<Found> {
        let day = self.weekday_name(at)?;
        let plural = self.is_plural_weekday(at);
        let counted = at > self.start
            && (self.cardinal(at - 1).is_some() || self.shape(at - 1) == Some(Shape::Digits));
        if plural && counted {
            return None;
        }
        let part = self.text(day.end);
        let code = match part {
            "nights" => "TNI",
            "mornings" => "TMO",
            "afternoons" => "TAF",
            "evenings" => "TEV",
            _ if plural => "",
            _ => return None,
        };
        let end = day.end + usize::from(!code.is_empty());
        let trail = vec![self.step(day.rule, at, day.end)];
        Some(set(at, end, format!("XXXX-WXX-{}{code}", day.value), trail))
    }

    /// `[over] the next [three] years`
    fn coming_years(&self, at: usize) -> Option<Found> {
        let here = self.text(at);
        let over = OVER.iter().any(|word| here.eq_ignore_ascii_case(word));
        let word_at = self.past_the(if over { at + 1 } else { at });
        let word = self.relative_word(word_at).filter(|w| w.value != 0)?;
        let number = self.numeral_before_unit(word.end);
        let counted = number.is_some();
        let (amount, end) = number.unwrap_or((Amount::Exact(Decimal::whole(1)), word.end));
        let unit = self.unit(end).filter(|u| u.end == end + 1)?;
        let calendar = self.rules.unit(unit.value)?.calendar()?;
        let long = calendar >= Calendar::Decade;
        let unnamed = long || calendar == Calendar::Fortnight;
        let lasts = unnamed && (over && word_at > at || word.value < 0);
        if !counted && !lasts {
            return None;
        }
        let trail = vec![self.step(word.rule, word_at, word.end)];
        let found = |quantity| {
            Some(Found {
                start: at,
                end: end + 1,
                kind: Kind::Duration,
                value: Value::Quantity(quantity),
                trail,
                idle: None,
            })
        };
        let Amount::Exact(count) = amount else {
            return found(a_few(unit.value)).map(|f| Found { idle: Some(Idle::Vague), ..f });
        };
        let years = match (long, calendar) {
            (true, Calendar::Decade) => count.times(Decimal::whole(10))?,
            (true, _) => count.times(Decimal::whole(100))?,
            _ => count,
        };
        let unit_id = if long { self.rules.unit_named("year") } else { Some(unit.value) };
        found(Quantity::exact(years, unit_id))
    }

    /// `coming`, `past`, before units that nobody counts.
    fn coming(&self, at: usize) -> Option<Picked<()>> {
        let told = |n: i8| n > 0 || n < 0 && !self.text(at).eq_ignore_ascii_case("last");
        let word = self.relative_word(at).filter(|w| told(w.value))?;
        Some(Picked { value: (), end: word.end, rule: word.rule })
    }

    /// A numeral that a calendar unit follows, "quarters" among them.
    fn numeral_before_unit(&self, at: usize) -> Option<(Amount, usize)> {
        let few = self.text(at) == "few" && self.calendar_unit(at + 1).is_some();
        if few {
            let (lo, hi) = (Decimal::whole(A_FEW.0), Decimal::whole(A_FEW.1));
            return Some((Amount::Vague(lo, hi), at + 1));
        }
        let numeral = self.numeral(at).map(|n| (n.amount, self.past_of(n.end)));
        let word = || self.cardinal(at).map(|(n, _, end)| (Amount::Exact(n), end));
        numeral.filter(|(_, end)| self.calendar_unit(*end).is_some()).or_else(word)
    }

    /// `for years`, `recent months`, `weeks later`: so many that nobody can check it.
    fn loose_years(&self, at: usize) -> Option<Found> {
        let loose = self.pick(at, kinds::LOOSE, |s| matches!(s, Sense::Loose(_)).then_some(()));
        let loose = loose.or_else(|| self.coming(at));
        let unit_at = loose.map_or(at, |l| l.end);
        let unit = self.unit(unit_at).filter(|u| u.end == unit_at + 1)?;
        let calendar = self.rules.unit(unit.value)?.calendar()?;
        let plural = self.text(unit_at).ends_with('s') && calendar != Calendar::Second;
        let numbered = at > self.start
            && (self.shape(at - 1) == Some(Shape::Digits) || self.relative_word(at - 1).is_some());
        if !plural || numbered || self.shape(unit_at) != Some(Shape::Lower) {
            return None;
        }
        let mut trail = vec![self.step(unit.rule, unit_at, unit.end)];
        trail.extend(loose.map(|l| self.step(l.rule, at, l.end)));
        let value = Value::Quantity(a_few(unit.value));
        let idle = Some(Idle::Vague);
        Some(Found { start: at, end: unit.end, kind: Kind::Duration, value, trail, idle })
    }
}

/// Words that a length of time around now can begin with.
const OVER: [&str; 5] = ["over", "in", "for", "during", "within"];
/// The words from an ordinal to the unit that recurs are at most so many.
const EACH_REACH: usize = 6;

/// A recurring time from `start` to `end`.
fn set(start: usize, end: usize, period: String, trail: Trail) -> Found {
    let value = Value::Every(period.into());
    Found { start, end, kind: Kind::Set, value, trail, idle: None }
}

/// Some of a unit, nobody knows how many.
fn a_few(unit: crate::id::UnitId) -> Quantity {
    let (lo, hi) = (Decimal::whole(A_FEW.0), Decimal::whole(A_FEW.1));
    Quantity {
        stated: None,
        unit: Some(unit),
        per: None,
        hedge: Hedge::Vague,
        literal: Interval { lo: Some(End::closed(lo)), hi: None },
        plain: Interval { lo: Some(End::closed(lo)), hi: Some(End::open(hi)) },
        also: None,
    }
}
