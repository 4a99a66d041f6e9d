//! Evidence from times: when it happened, and dates that are told themselves.

use super::Scale;
use crate::claim::{Kind, YEAR_BEFORE, YEAR_OF_ARTICLE};
use crate::link::sketch::Sketch;
use crate::rules::Ground;
use crate::value::{Grain, Moment, Value};

impl Scale<'_> {
    /// Whether dates that differ are told of two things: "launched the phone on 3 June", "launched
    /// the tablet on 5 June".
    pub(super) fn happenings(&mut self) {
        let point = |s: &Sketch<'_>| s.claim.mention.kind.is_point();
        let (a, b) = (&self.a.struck, &self.b.struck);
        if !point(self.a) || !point(self.b) || a.is_empty() || b.is_empty() {
            return;
        }
        if self.is_disputed() && !a.iter().any(|head| b.contains(head)) && !self.is_one_of_a_story()
        {
            self.add(Ground::AnotherThingThatHappened);
        }
    }

    pub(super) fn years(&mut self) {
        let (a, b) = (&self.a.claim.frame.years, &self.b.claim.frame.years);
        let temporal = |s: &Sketch<'_>| s.claim.mention.kind.is_temporal();
        if temporal(self.a) || temporal(self.b) || a.is_empty() && b.is_empty() {
            return;
        }
        let detail = || {
            let year = |y: &i16| match *y {
                YEAR_BEFORE => "the year before".to_owned(),
                YEAR_OF_ARTICLE => "the year of the article".to_owned(),
                year => year.to_string(),
            };
            let list = |y: &[i16]| y.iter().map(year).collect::<Vec<_>>().join(", ");
            format!("{} / {}", list(a), list(b))
        };
        // "this year", in an article of which no year is known, is a year of the other or not.
        let open = |years: &[i16]| years.iter().all(|y| *y == YEAR_OF_ARTICLE);
        if a.is_empty() || b.is_empty() {
            // "Ann Lee, 31, attacked him in 2022", "Ann Lee, 31, was jailed"
            let age = self.a.claim.mention.kind == Kind::Age && self.agrees();
            if !(age || open(a) && open(b)) {
                self.add_told(Ground::OnlyOneNamesAYear, detail);
            }
        } else if a.iter().any(|y| b.contains(y)) {
            self.add_told(Ground::SameYears, detail);
        } else if a.iter().chain(b).all(|y| *y > YEAR_OF_ARTICLE) {
            self.add_told(Ground::OtherYears, detail);
        }
    }

    /// Days on which the two happened that can't be one: "Sunday's quake", "today's quake".
    pub(super) fn days(&mut self) {
        let (a, b) = (&self.a.claim.frame.days, &self.b.claim.frame.days);
        // Nobody's age is another some days later.
        if tells_time(self.a) || tells_time(self.b) || a.is_empty() || b.is_empty() {
            return;
        }
        if a.iter().all(|x| b.iter().all(|y| are_other_days(x, y))) {
            let detail = || format!("{} / {}", a[0].edtf, b[0].edtf);
            self.add_told(Ground::OtherDays, detail);
        }
    }

    /// What two articles that were published long after each other tell at their heads is of two pieces of news: the
    /// turnout of two elections. What stands below may be what the other one reported.
    pub(super) fn news(&mut self) {
        // Nobody is of one age in both.
        let aged = self.a.claim.mention.kind == Kind::Age && self.is_disputed();
        let heads = aged || self.a.claim.frame.head && self.b.claim.frame.head;
        let known = |s: &Sketch<'_>| {
            let moment = s.claim.mention.value.moment();
            moment.is_some_and(|m| m.days.is_some())
                || s.claim.frame.years.iter().any(|y| *y > YEAR_OF_ARTICLE)
        };
        let apart = || {
            let issued = self.a.page.issued.zip(self.b.page.issued);
            issued.is_some_and(|(a, b)| a.is_far_from(b))
        };
        if heads && !known(self.a) && !known(self.b) && apart() {
            self.add(Ground::OtherNews);
        }
    }

    /// Whether both date something that lies behind, years apart: "the quake of 1996", "in 2002".
    pub(super) fn are_two_pasts(&self) -> bool {
        self.a.past().zip(self.b.past()).is_some_and(|(x, y)| (x - y).abs() > 1)
    }

    /// Whether both name a day of the week, in articles of other weeks: "on Friday" in June and in July.
    pub(super) fn are_of_other_weeks(&self) -> bool {
        let named = |s: &Sketch<'_>| {
            let moment = s.claim.mention.value.moment();
            moment.is_some_and(|m| m.days.is_none() && m.pattern.weekday.is_some())
        };
        let day = |(month, day): (i16, i16)| month * DAYS_OF_MONTH + day;
        let apart = |(x, y): (i16, i16)| {
            let days = (x - y).abs();
            days.min(12 * DAYS_OF_MONTH - days) > WEEK_AND_MORE
        };
        let lines = self.a.dateline.map(day).zip(self.b.dateline.map(day));
        named(self.a) && named(self.b) && lines.is_some_and(apart)
    }

    /// Whether the one gives a year or a month of it, the other a day of other years: "in 1971", "on
    /// Thursday".
    pub(super) fn are_of_other_years(&self) -> bool {
        let told = |s: &Sketch<'_>| {
            let moment = s.claim.mention.value.moment()?;
            let year = || Some(moment.days?.lo?.year());
            Some((moment.grain, moment.pattern.year.or_else(year)))
        };
        let (Some((a, x)), Some((b, y))) = (told(self.a), told(self.b)) else { return false };
        let news = |grain: Grain, year: Option<i16>| grain == Grain::Day && year.is_none();
        let apart = x.zip(y).is_some_and(|(x, y)| (x - y).abs() > 1);
        // "in 2002" and "on Sunday" can't be compared.
        let unlike = self.verdict().is_none()
            && (news(a, x) && self.b.past().is_some() || news(b, y) && self.a.past().is_some());
        a != b && (unlike || self.is_disputed() && (apart || news(a, x) || news(b, y)))
    }
}

/// Whether a claim tells when, or how old somebody is.
pub(super) fn tells_time(sketch: &Sketch<'_>) -> bool {
    let kind = sketch.claim.mention.kind;
    kind.is_temporal() || kind == Kind::Age
}

/// Days of a month, nearly.
const DAYS_OF_MONTH: i16 = 30;
/// Articles that are further apart do not mean the same day by its name.
const WEEK_AND_MORE: i16 = 8;

/// Whether two days are certainly different ones, the night between two days apart.
fn are_other_days(a: &Moment, b: &Moment) -> bool {
    let day = |m: &Moment| m.days.and_then(|d| d.lo);
    match (day(a), day(b)) {
        (Some(x), Some(y)) => x.until(y).is_ok_and(|s| s.get_days().abs() > 1),
        _ => {
            a.pattern.conflicts(b.pattern)
                && a.pattern.weekday.is_some()
                && b.pattern.weekday.is_some()
        }
    }
}

/// A slip of the day is a few days at most.
const FEW_DAYS: i32 = 10;

/// Whether two days are further apart than a slip of the pen explains: they date two events.
pub(super) fn are_far_apart(a: &Value, b: &Value) -> bool {
    let (Some(x), Some(y)) = (a.moment(), b.moment()) else { return false };
    let (p, q) = (x.pattern, y.pattern);
    let differ = |a: Option<i8>, b: Option<i8>| matches!((a, b), (Some(a), Some(b)) if a != b);
    if let (Some(Some(m)), Some(Some(n))) = (x.days.map(|d| d.lo), y.days.map(|d| d.lo)) {
        let apart = m.until(n).map_or(0, |s| s.get_days().abs());
        let slip = m.day() == n.day() && (m.month() == n.month() || m.year() == n.year());
        return x.grain == Grain::Day && y.grain == Grain::Day && apart > FEW_DAYS && !slip;
    }
    differ(p.month, q.month) && differ(p.day, q.day)
}
