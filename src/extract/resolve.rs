//! From a date as it is said to the days it means: by the reference, the tense of the nearest verb,
//! and what a reader would take for the nearest such day.

use jiff::ToSpan;
use jiff::civil::Date;

use super::reader::Reader;
use crate::rules::{Class, Form, Sense, kinds};
use crate::trail::Step;
use crate::value::{Days, Grain, Moment, Pattern};

/// Whether what is told has happened or is to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unknown,
}

/// So many tokens on either side a verb can stand that tells the tense of a date.
const TENSE_REACH: usize = 40;
/// A date on the side of time where the tense does not point must be so many times nearer.
const AGAINST_TENSE: i32 = 3;

impl Reader<'_> {
    /// The tense of the verb nearest before `at`, else after it.
    pub(super) fn tense(&self, at: usize) -> Tense {
        // "Mall to open in January"
        let reach = self.start.max(at.saturating_sub(TENSE_REACH))..at;
        let planned = || reach.into_iter().any(|i| self.is_infinitive(i)).then_some(Tense::Future);
        self.tense_told(at).or_else(planned).unwrap_or(Tense::Unknown)
    }

    /// The tense that a verb tells.
    fn tense_told(&self, at: usize) -> Option<Tense> {
        let before = (self.start.max(at.saturating_sub(TENSE_REACH))..at).rev();
        let after = at..self.end.min(at + TENSE_REACH);
        before.chain(after).find_map(|i| self.tense_of(i))
    }

    /// Whether "to" and a verb stand at `at`.
    fn is_infinitive(&self, at: usize) -> bool {
        self.text(at) == "to"
            && (self.can_be(at + 1, Class::Verb) || self.can_be(at + 1, Class::VerbNoun))
            && !self.can_be(at + 1, Class::Determiner)
    }

    /// The tense around a word that itself looks ahead: of the verb nearest before it, else after it.
    pub(super) fn tense_beside(&self, at: usize) -> Tense {
        let before = (self.start.max(at.saturating_sub(TENSE_REACH))..at).rev();
        let after = at + 1..self.end.min(at + TENSE_REACH);
        before.chain(after).find_map(|i| self.tense_of(i)).unwrap_or(Tense::Unknown)
    }

    /// The rule that told the tense of the date at `at`, if a rule did.
    pub(super) fn tense_step(&self, at: usize) -> Option<Step> {
        let before = (self.start.max(at.saturating_sub(TENSE_REACH))..at).rev();
        let after = at..self.end.min(at + TENSE_REACH);
        let told = before.chain(after).find(|i| self.tense_of(*i).is_some())?;
        let hit = self.hits(told, kinds::TENSE).find(|h| matches!(h.sense, Sense::Tense(_)))?;
        Some(self.step(hit.rule, told, hit.end))
    }

    /// The tense that the word at `at` tells, if it tells one.
    fn tense_of(&self, at: usize) -> Option<Tense> {
        if !self.token(at)?.shape.is_word() {
            return None;
        }
        let told = self.hits(at, kinds::TENSE).find_map(|h| match h.sense {
            Sense::Tense(ahead) => Some(if ahead { Tense::Future } else { Tense::Past }),
            _ => None,
        });
        if told.is_some() {
            return told;
        }
        let readings = self.rules.words.readings(self.sym(at));
        let past = self.is_past(at)
            && readings.iter().all(|r| !matches!(r.class, Class::Adjective | Class::Noun));
        let was = matches!(self.text(at), "was" | "were" | "had" | "did" | "wasn't" | "weren't");
        // "reopens on Friday"
        let only_verb = readings.iter().all(|r| r.class == Class::Verb && r.form == Form::S);
        let says = readings.iter().any(|r| !self.rules.voices.get(r.lemma).is_empty());
        if only_verb && !readings.is_empty() && !says {
            return Some(Tense::Future);
        }
        (past || was).then_some(Tense::Past)
    }

    /// Whether the word at `at` can be the past of a verb.
    pub(super) fn is_past(&self, at: usize) -> bool {
        let readings = self.rules.words.readings(self.sym(at)).iter();
        let verb = |c: Class| matches!(c, Class::Verb | Class::VerbNoun);
        readings.into_iter().any(|r| verb(r.class) && matches!(r.form, Form::Past | Form::Ed))
    }

    /// Whether the date at `at` is one to come.
    pub(super) fn looks_ahead(&self, at: usize) -> bool {
        self.tense_told(at) == Some(Tense::Future)
    }

    /// The candidate that a reader would take: the nearest one, on the side of the tense if the
    /// other is not much nearer.
    pub(super) fn nearest(
        &self,
        candidates: impl Iterator<Item = Days>,
        tense: Tense,
    ) -> Option<Days> {
        let today = self.reference.latest()?;
        let distance = |days: &Days| {
            let (lo, hi) = (days.lo?, days.hi?);
            let away = |a: Date, b: Date| a.until(b).ok().map(|s| s.get_days());
            let (back, ahead) = (away(hi, today)?, away(today, lo)?);
            Some(match tense {
                _ if back <= 0 && ahead <= 0 => 0,
                Tense::Past if ahead > 0 => ahead * AGAINST_TENSE,
                Tense::Future if back > 0 => back * AGAINST_TENSE,
                _ => back.max(ahead),
            })
        };
        candidates
            .filter_map(|d| Some((distance(&d)?, d)))
            .min_by_key(|(n, d)| (*n, d.lo))
            .map(|(_, d)| d)
    }

    /// The unit of `grain` around `on` of each year near the reference, the one that is meant.
    pub(super) fn nearest_year(
        &self,
        tense: Tense,
        on: impl Fn(i16) -> Option<Days>,
    ) -> Option<Days> {
        let year = self.reference.latest()?.year();
        self.nearest((year - 1..=year + 1).filter_map(on), tense)
    }

    /// A pattern as a moment: known days where the pattern or the reference gives them.
    pub(super) fn resolve(&self, pattern: Pattern, tense: Tense) -> Option<Moment> {
        let Pattern { year, month, day, weekday } = pattern;
        let open = |grain| Some(Moment::open(grain, pattern));
        match (year, month, day, weekday) {
            (Some(y), Some(m), Some(d), _) => Some(day_moment(Date::new(y, m, d).ok()?)),
            (Some(y), Some(m), None, _) => month_moment(Date::new(y, m, 1).ok()?),
            (Some(y), None, ..) => year_moment(Date::new(y, 1, 1).ok()?),
            (None, Some(m), Some(d), weekday) => {
                Date::new(2024, m, d).ok()?;
                let found = self.day_of_year(m, d, weekday, tense);
                found.map_or_else(|| open(Grain::Day), |d| Some(without_year(day_moment(d))))
            }
            (None, Some(m), None, _) => {
                let on = |y| Days::around(Date::new(y, m, 1).ok()?, Grain::Month);
                let found = self.nearest_year(tense, on).and_then(|d| d.lo);
                found.map_or_else(|| open(Grain::Month), |d| month_moment(d).map(without_year))
            }
            (None, None, Some(d), weekday) => {
                let found = self.day_of_month(d, weekday, tense);
                found.map_or_else(|| open(Grain::Day), |d| Some(day_moment(d)))
            }
            (None, None, None, Some(w)) => {
                let found = self.near_weekday(w, tense);
                found.map_or_else(|| open(Grain::Day), |d| Some(day_moment(d)))
            }
            (None, None, None, None) => None,
        }
    }

    /// A day and month without a year; of a weekday that is said too, if one year has it.
    fn day_of_year(&self, m: i8, d: i8, weekday: Option<i8>, tense: Tense) -> Option<Date> {
        let on = |y| Date::new(y, m, d).ok().map(|d| Days::new(d, d));
        let fits = |days: &Days| weekday.is_none_or(|w| days.lo.is_some_and(|d| is_weekday(d, w)));
        let agreeing = self.nearest_year(tense, |y| on(y).filter(fits));
        agreeing.or_else(|| self.nearest_year(tense, on)).and_then(|d| d.lo)
    }

    /// `the 18th`, `Sunday 31`: a day of a month near the reference.
    fn day_of_month(&self, d: i8, weekday: Option<i8>, tense: Tense) -> Option<Date> {
        let first = self.reference.latest()?.first_of_month();
        let reach = if weekday.is_some() { 12 } else { 1 };
        let months = (-reach..=reach).filter_map(|n: i64| first.checked_add(n.months()).ok());
        let days = months.filter_map(|m| Date::new(m.year(), m.month(), d).ok());
        let fitting = days.filter(|d| weekday.is_none_or(|w| is_weekday(*d, w)));
        self.nearest(fitting.map(|d| Days::new(d, d)), tense).and_then(|d| d.lo)
    }

    fn near_weekday(&self, weekday: i8, tense: Tense) -> Option<Date> {
        let today = self.reference.day()?;
        let ahead = (weekday - today.weekday().to_monday_one_offset()).rem_euclid(7);
        let back = (7 - ahead) % 7;
        let days = if tense == Tense::Future { i64::from(ahead) } else { -i64::from(back) };
        today.checked_add(days.days()).ok()
    }
}

pub(super) fn is_weekday(day: Date, weekday: i8) -> bool {
    day.weekday().to_monday_one_offset() == weekday
}

pub(super) fn day_moment(day: Date) -> Moment {
    let (year, month, date) = (year_text(day.year()), day.month(), day.day());
    Moment::known(Grain::Day, Days::new(day, day), format!("{year}-{month:02}-{date:02}"))
}

/// A year as EDTF writes it: `2025`, `-0043`.
fn year_text(year: i16) -> String {
    if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") }
}

/// A date of which the words say no year: it is taken from the day of publication.
fn without_year(moment: Moment) -> Moment {
    Moment { pattern: Pattern { year: None, ..moment.pattern }, ..moment }
}

pub(super) fn month_moment(day: Date) -> Option<Moment> {
    let edtf = format!("{}-{:02}", year_text(day.year()), day.month());
    Some(Moment::known(Grain::Month, Days::around(day, Grain::Month)?, edtf))
}

pub(super) fn year_moment(day: Date) -> Option<Moment> {
    Some(Moment::known(Grain::Year, Days::around(day, Grain::Year)?, year_text(day.year())))
}

/// The unit of `grain` that holds `day`.
pub(super) fn unit_moment(day: Date, grain: Grain) -> Option<Moment> {
    match grain {
        Grain::Day => Some(day_moment(day)),
        Grain::Month => month_moment(day),
        Grain::Year => year_moment(day),
        _ => Some(Moment::known(grain, Days::around(day, grain)?, timex(day, grain))),
    }
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

/// A date that the text does not let us know.
pub(super) fn unknown(grain: Grain) -> Moment {
    Moment::open(grain, Pattern::default())
}

/// TIMEX3 names of the units that EDTF has none for.
fn timex(day: Date, grain: Grain) -> String {
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
