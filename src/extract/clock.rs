//! Times of day.

use super::reader::{Found, Reader};
use crate::claim::Kind;
use crate::rules::{Sense, kinds};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Clock, Hedge, Value};

impl Reader<'_> {
    /// `8.49pm`, `7:48 a.m. local time`, `0640 GMT`, `noon`
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let hedge = self.pick(at, kinds::HEDGE, |s| match s {
            Sense::Hedge(id) => self.rules.hedges.get(usize::from(id)),
            _ => None,
        });
        let start = hedge.map_or(at, |h| h.end);
        let (minutes, end, mut trail) = self
            .clock_word(start)
            .or_else(|| self.hours_minutes(start))
            .or_else(|| self.military(start))?;
        trail.extend(hedge.map(|h| self.step(h.rule, at, h.end)));
        let about = hedge.is_some_and(|h| h.value.hedge != Hedge::Exact);
        let zone = self.pick(end, kinds::ZONE, |s| (s == Sense::Zone).then_some(()));
        let named = zone.map(|z| {
            trail.push(self.step(z.rule, end, z.end));
            (self.doc.words(self.span(end..z.end)).to_owned(), z.end)
        });
        let (zone, end) = named.map_or((None, end), |(name, end)| (Some(name), end));
        let value = Value::Clock(Clock { minutes, about, zone });
        Some(Found { start: at, end, kind: Kind::Time, value, trail, idle: None })
    }

    fn clock_word(&self, at: usize) -> Option<(u16, usize, Trail)> {
        let word = self.pick(at, kinds::CLOCK_WORD, |s| match s {
            Sense::ClockWord(minutes) => Some(minutes),
            _ => None,
        })?;
        Some((word.value, word.end, vec![self.step(word.rule, at, word.end)]))
    }

    /// Hours and minutes with a point or colon, or hours alone before "am" and "pm".
    fn hours_minutes(&self, at: usize) -> Option<(u16, usize, Trail)> {
        if self.shape(at) != Some(Shape::Digits) {
            return None;
        }
        let text = self.text(at);
        let colon = self.text(at + 1) == ":" && self.glued(at + 1) && self.glued(at + 2);
        let (hours, minutes, end) = match text.split_once('.') {
            _ if colon => (text, self.text(at + 2), at + 3),
            Some((h, m)) => (h, m, at + 1),
            None => (text, "00", at + 1),
        };
        if hours.len() > 2 || minutes.len() != 2 {
            return None;
        }
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        let half = self.pick(end, kinds::HALF_DAY, |s| match s {
            Sense::HalfDay(add) => Some(add),
            _ => None,
        });
        let Some(half) = half else {
            let zoned = colon || (text.contains('.') && self.is_zone(end));
            let valid = hours < 24 && minutes < 60 && zoned;
            return valid.then(|| (hours * 60 + minutes, end, Trail::new()));
        };
        let valid = (1..=12).contains(&hours) && minutes < 60;
        let trail = vec![self.step(half.rule, end, half.end)];
        valid.then(|| ((hours % 12 + half.value) * 60 + minutes, half.end, trail))
    }

    /// `0640 GMT`, `0900 hrs`
    fn military(&self, at: usize) -> Option<(u16, usize, Trail)> {
        let text = self.text(at);
        let digits =
            self.shape(at) == Some(Shape::Digits) && text.len() == 4 && !text.contains(['.', ',']);
        let number: u16 = digits.then(|| text.parse().ok())??;
        let (hours, minutes) = (number / 100, number % 100);
        let hrs = matches!(self.text(at + 1), "hrs" | "hours" | "h");
        let end = if hrs { at + 2 } else { at + 1 };
        let named = hrs || self.is_zone(end);
        (named && hours < 24 && minutes < 60).then(|| (hours * 60 + minutes, end, Trail::new()))
    }

    fn is_zone(&self, at: usize) -> bool {
        self.hits(at, kinds::ZONE).any(|h| h.sense == Sense::Zone)
    }
}
