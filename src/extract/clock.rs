//! Times of day.

use super::reader::{Found, Picked, Reader};
use crate::claim::Kind;
use crate::rules::{Class, Joint, Sense, kinds};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Clock, Decimal, Hedge, Quantity, Value};

/// A time as its words tell it, without hedge and zone.
struct Told {
    /// Minutes since midnight.
    minutes: u16,
    end: usize,
    trail: Trail,
    /// Whether the words say which half of the day is meant.
    half_known: bool,
}

impl Told {
    fn sure(minutes: u16, end: usize, trail: Trail) -> Self {
        Self { minutes, end, trail, half_known: true }
    }

    /// An hour and minutes of a clock's face, with the half of the day where it is told.
    fn on_face(minutes: u16, half: Option<(u16, usize)>, end: usize) -> Self {
        let (hours, end) = half.unwrap_or((0, end));
        let minutes = minutes % 720 + hours * 60;
        Self { minutes, end, trail: Trail::new(), half_known: half.is_some() }
    }
}

/// Kinds of words that an hour can begin with.
const HOURS: u64 = kinds::CLOCK_WORD | kinds::CARDINAL | kinds::FRACTION | kinds::ARTICLE;

impl Reader<'_> {
    /// `8.49pm`, `7:48 a.m. local time`, `0640 GMT`, `noon`
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let hedge = self.hedge_at(at);
        let start = hedge.map_or(at, |h| h.end);
        if self.shape(start) != Some(Shape::Digits) && self.kinds(start) & HOURS == 0 {
            return None;
        }
        let Told { minutes, end, mut trail, half_known } = self
            .clock_word(start)
            .or_else(|| self.hours_h_minutes(start))
            .or_else(|| self.hours_minutes(start))
            .or_else(|| self.hour_in_words(start))
            .or_else(|| self.minutes_from(start))
            .or_else(|| self.hour_of_day(start, hedge.is_some()))
            .or_else(|| self.first_hour(start))
            .or_else(|| self.second_hour(start))
            .or_else(|| self.military(start))?;
        trail.extend(hedge.map(|h| self.step(h.rule, at, h.end)));
        let about = hedge.is_some_and(|h| h.value.hedge != Hedge::Exact);
        let zone = self.pick(end, kinds::ZONE, |s| (s == Sense::Zone).then_some(()));
        let named = zone.map(|z| {
            trail.push(self.step(z.rule, end, z.end));
            (self.doc.words(self.span(end..z.end)).to_owned(), z.end)
        });
        let (zone, end) = named.map_or((None, end), |(name, end)| (Some(name), end));
        let value = Value::Clock(Clock { minutes, about, half_known, zone });
        Some(Found { start: at, end, kind: Kind::Time, value, trail, idle: None })
    }

    /// `1:23.45`, `in 2:03:05`: how long somebody took.
    pub(super) fn finish(&self, at: usize) -> Option<Found> {
        let colon = |i: usize| self.text(i) == ":" && self.glued(i) && self.glued(i + 1);
        let digits = |i: usize| self.shape(i) == Some(Shape::Digits);
        if !colon(at + 1) || !digits(at + 2) {
            return None;
        }
        let hours = colon(at + 3) && digits(at + 4);
        let last = if hours { at + 4 } else { at + 2 };
        let hundredths = self.text(last).split_once('.').is_some_and(|(s, _)| s.len() == 2);
        // "ran 2:00:35"; by the clock it would be "at" a time, with its half of the day or its zone
        let told = self.text(at).len() == 1
            && !(at > self.start && self.can_be(at - 1, Class::Preposition))
            && self.half_day(last + 1).is_none()
            && !self.is_zone(last + 1);
        let led = at > self.start
            && matches!(self.text(at - 1), "in" | "of" | "clocked" | "clocking" | "time");
        if !(hundredths || hours && (led || told)) {
            return None;
        }
        let seconds = Decimal::parse(self.text(last)).filter(|s| *s < Decimal::whole(60))?;
        let first = i64::from(self.small_number(at)?);
        let minutes =
            if hours { first * 60 + i64::from(self.small_number(at + 2)?) } else { first };
        let total = Decimal::whole(minutes * 60).plus(seconds)?;
        let value = Value::Quantity(Quantity::exact(total, self.rules.unit_named("second")));
        let (end, trail) = (last + 1, Trail::new());
        Some(Found { start: at, end, kind: Kind::Duration, value, trail, idle: None })
    }

    fn clock_word(&self, at: usize) -> Option<Told> {
        let word = self.pick(at, kinds::CLOCK_WORD, |s| match s {
            Sense::ClockWord(minutes) => Some(minutes),
            _ => None,
        })?;
        Some(Told::sure(word.value, word.end, vec![self.step(word.rule, at, word.end)]))
    }

    /// `19h30`, as papers of South Africa and of French-speaking countries write it.
    fn hours_h_minutes(&self, at: usize) -> Option<Told> {
        let minutes = self.text(at + 1).strip_prefix('h').filter(|m| m.len() == 2)?;
        let hours =
            self.small_number(at).filter(|_| self.glued(at + 1) && self.text(at).len() <= 2)?;
        let (hours, minutes) = (u16::try_from(hours).ok()?, minutes.parse::<u16>().ok()?);
        let valid = hours < 24 && minutes < 60;
        valid.then(|| Told::sure(hours * 60 + minutes, at + 2, Trail::new()))
    }

    /// Hours and minutes with a point or colon, or hours alone before "am" and "pm".
    fn hours_minutes(&self, at: usize) -> Option<Told> {
        if self.shape(at) != Some(Shape::Digits) {
            return None;
        }
        let text = self.text(at);
        let colon = self.text(at + 1) == ":" && self.glued(at + 1) && self.glued(at + 2);
        let (hours, minutes, end) = match text.split_once('.') {
            _ if colon => (text, self.text(at + 2), self.past_seconds(at + 3)),
            Some((h, m)) => (h, m, at + 1),
            None => (text, "00", at + 1),
        };
        if hours.len() > 2 || minutes.len() != 2 {
            return None;
        }
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        let half = self.half_day(end);
        let on_face = (1..=12).contains(&hours);
        let Some(half) = half else {
            if let Some(part) = self.part_of_day(at, end).filter(|_| hours <= 12) {
                return Some(Told::on_face(hours * 60 + minutes, Some(part), end));
            }
            let zone = self.is_zone(end);
            let valid = hours < 24 && minutes < 60 && (colon || text.contains('.') && zone);
            let half_known = !on_face || zone || text.starts_with('0');
            let (minutes, trail) = (hours * 60 + minutes, Trail::new());
            return valid.then_some(Told { minutes, end, trail, half_known });
        };
        let trail = vec![self.step(half.rule, end, half.end)];
        let minutes_of_day = (hours % 12 + half.value) * 60 + minutes;
        (on_face && minutes < 60).then(|| Told::sure(minutes_of_day, half.end, trail))
    }

    /// One past the `:33` of "12:05:33".
    fn past_seconds(&self, at: usize) -> usize {
        let seconds = self.text(at) == ":"
            && self.glued(at)
            && self.glued(at + 1)
            && self.shape(at + 1) == Some(Shape::Digits)
            && self.text(at + 1).len() >= 2;
        if seconds { at + 2 } else { at }
    }

    /// `in the morning`, `at night`, after an hour that begins at `hour`: the hours to add.
    fn part_of_day(&self, hour: usize, at: usize) -> Option<(u16, usize)> {
        let the = self.past_the(at + 1);
        let word = self.pick(the, kinds::DAY_PART, |s| (s == Sense::DayPart).then_some(()))?;
        let led = match self.text(at) {
            "in" => the > at + 1,
            "at" => the == at + 1 && self.text(the) == "night",
            _ => false,
        };
        // "5 in the morning" may count anything that is no hour.
        let led = led
            && (self.text(hour + 1) == ":"
                || self.text(at - 1).ends_with("clock")
                || hour > self.start && self.can_be(hour - 1, Class::Preposition));
        let add = if self.text(the) == "morning" { 0 } else { 12 };
        led.then_some((add, word.end))
    }

    /// The hour of a clock's face at `at`, in digits or words.
    fn hour(&self, at: usize) -> Option<(u16, usize)> {
        let digits = self.shape(at) == Some(Shape::Digits) && self.text(at).len() <= 2;
        let word = || self.cardinal(at).and_then(|(n, _, end)| Some((n.to_i64()?, end)));
        let (hour, end) = match self.small_number(at).filter(|_| digits) {
            Some(n) => (i64::from(n), at + 1),
            None => word()?,
        };
        Some((u16::try_from(hour).ok().filter(|h| (1..=12).contains(h))?, end))
    }

    /// Whether words of those kinds at `at` may be an hour: `nine o'clock`, `a quarter to ten`.
    pub(super) fn may_tell_an_hour(&self, at: usize, here: u64) -> bool {
        let next = || self.text(at + 1);
        let hour = here & kinds::CARDINAL != 0
            && (next().ends_with("clock") || matches!(next(), "in" | "at" | "minutes"));
        let part = || here & kinds::ARTICLE != 0 && self.kinds(at + 1) & kinds::FRACTION != 0;
        hour || here & kinds::FRACTION != 0 || part()
    }

    /// `nine o'clock`, `half past nine`, `a quarter to ten`
    fn hour_in_words(&self, at: usize) -> Option<Told> {
        if self.text(at + 1).ends_with("clock")
            && let Some((hour, end)) = self.hour(at).filter(|h| h.1 == at + 1)
        {
            let part = self.part_of_day(at, end + 1);
            return Some(Told::on_face(hour * 60, part, end + 1));
        }
        let part = self.article(at).map_or(at, |a| a.end);
        let is = |word: &str| self.text(part).eq_ignore_ascii_case(word);
        let minutes = if is("quarter") {
            15
        } else if is("half") && part == at {
            30
        } else {
            return None;
        };
        let past = self.text(part + 1) == "past";
        let led = past || self.text(part + 1) == "to" && minutes != 30;
        led.then(|| self.away_from_hour(part + 2, minutes, past))?
    }

    /// So many minutes past or before the hour that stands at `at`.
    fn away_from_hour(&self, at: usize, minutes: u16, past: bool) -> Option<Told> {
        let away = |from: u16| (if past { from + minutes } else { from + 1440 - minutes }) % 1440;
        if let Some(named) = self.clock_word(at) {
            return Some(Told { minutes: away(named.minutes), ..named });
        }
        let (hour, end) = self.hour(at)?;
        let half = self.half_day(end).map(|h| (h.value, h.end));
        let part = half.or_else(|| self.part_of_day(at, end));
        let closed = self.stands_uncounted(end) || self.can_be(end, Class::Pronoun);
        (part.is_some() || closed).then(|| Told::on_face(away(hour % 12 * 60), part, end))
    }

    /// `20 minutes before midnight`, `ten minutes past four`
    fn minutes_from(&self, at: usize) -> Option<Told> {
        let digits = self.shape(at) == Some(Shape::Digits);
        let number = || self.cardinal(at).and_then(|(n, _, end)| Some((n.to_i64()?, end)));
        let (n, end) = match self.small_number(at).filter(|_| digits) {
            Some(n) => (i64::from(n), at + 1),
            None => number()?,
        };
        let minutes = u16::try_from(n).ok().filter(|n| (1..60).contains(n))?;
        let past = match self.text(end + 1) {
            "past" | "after" => true,
            "to" | "before" => false,
            _ => return None,
        };
        let told = matches!(self.text(end), "minute" | "minutes");
        told.then(|| self.away_from_hour(end + 2, minutes, past))?
    }

    /// `three in the morning`; `shortly before *five*`, where the hedge is one of times.
    fn hour_of_day(&self, at: usize, hedged: bool) -> Option<Told> {
        let (hour, end) = self.hour(at)?;
        let part = self.part_of_day(at, end);
        let beside = || matches!(self.text(at - 1), "before" | "after" | "past");
        let timed = hedged && at > self.start && beside() && self.stands_uncounted(end);
        (part.is_some() || timed).then(|| Told::on_face(hour * 60, part, end))
    }

    pub(super) fn half_day(&self, at: usize) -> Option<Picked<u16>> {
        self.pick(at, kinds::HALF_DAY, |s| match s {
            Sense::HalfDay(add) => Some(add),
            _ => None,
        })
    }

    /// What joins two times: `to`, `until`, a dash; `and` after "between".
    fn past_clock_joint(&self, at: usize, between: bool) -> Option<usize> {
        let joint = self.joint(at).map(|j| (j.value, j.end));
        match joint {
            Some((Joint::To, end)) => Some(end),
            Some((Joint::And, end)) if between => Some(end),
            _ => matches!(self.text(at), "until" | "till").then_some(at + 1),
        }
    }

    /// The `9` of `9-11am`, `between 9 and 10am`: the second time says which half of the day.
    fn first_hour(&self, at: usize) -> Option<Told> {
        if self.shape(at) != Some(Shape::Digits) {
            return None;
        }
        let between = at > self.start && self.text(at - 1).eq_ignore_ascii_case("between");
        let (hour, minutes) = match self.text(at).split_once('.') {
            Some((h, m)) if m.len() == 2 => (h.parse().ok()?, m.parse().ok()?),
            Some(_) => return None,
            None => (self.hour(at)?.0, 0),
        };
        let next = self.past_clock_joint(at + 1, between)?;
        let point = self.text(next).contains('.');
        let half_at = next + if self.text(next + 1) == ":" { 3 } else { 1 };
        let half = self.half_day(half_at).filter(|_| !point || minutes < 60)?;
        let second = self.hours_minutes(next)?.minutes;
        let own = hour % 12 * 60 + minutes;
        let same = own <= second % 720;
        let add = if same == (half.value == 12) { 720 } else { 0 };
        (hour <= 12 && minutes < 60).then(|| Told::sure(own + add, at + 1, Trail::new()))
    }

    /// The `11` of `9:30 to 11`, `9am to 11`: an hour after the end of a time.
    fn second_hour(&self, at: usize) -> Option<Told> {
        if self.shape(at) != Some(Shape::Digits) || at < self.start + 3 {
            return None;
        }
        let colon = self.text(at - 3) == ":" && self.glued(at - 2) && self.glued(at - 3);
        let half = self.half_day(at - 2).filter(|h| h.end == at - 1);
        if !colon && half.is_none() {
            return None;
        }
        self.past_clock_joint(at - 1, true).filter(|end| *end == at)?;
        let from = self.small_number(if colon { at - 4 } else { at - 3 });
        let from_hours = if colon { from? } else { from.unwrap_or(0) % 12 };
        let (hour, end) = self.hour(at).filter(|(_, e)| self.stands_uncounted(*e))?;
        let rises = u32::from(hour % 12) >= from_hours;
        // "9:30 to 11", "11:30 to 2"; from 10 p.m. to 2 midnight passes.
        let afternoon = match half {
            Some(half) => (half.value == 12) == rises,
            None => hour == 12 || !rises,
        };
        let add = if afternoon { 12 } else { 0 };
        Some(Told::sure((hour % 12 + add) * 60, end, Trail::new()))
    }

    /// `0640 GMT`, `0900 hrs`
    fn military(&self, at: usize) -> Option<Told> {
        let text = self.text(at);
        let digits =
            self.shape(at) == Some(Shape::Digits) && text.len() == 4 && !text.contains(['.', ',']);
        let number: u16 = digits.then(|| text.parse().ok())??;
        let (hours, minutes) = (number / 100, number % 100);
        let hrs = matches!(self.text(at + 1), "hrs" | "hours" | "h");
        let end = if hrs { at + 2 } else { at + 1 };
        let named = hrs || self.is_zone(end);
        let valid = named && hours < 24 && minutes < 60;
        valid.then(|| Told::sure(hours * 60 + minutes, end, Trail::new()))
    }

    fn is_zone(&self, at: usize) -> bool {
        self.hits(at, kinds::ZONE).any(|h| h.sense == Sense::Zone)
    }
}
