//! Places in a row: `third`, `21st`, `twenty-fifth`.

use super::reader::{Found, Reader};
use crate::claim::Kind;
use crate::rules::{Sense, kinds};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Decimal, Quantity, Value};

/// A place in a row as it is written.
pub(super) struct Ordinal {
    pub(super) number: Decimal,
    pub(super) end: usize,
    pub(super) trail: Trail,
}

impl Reader<'_> {
    /// The ordinal at `at`: a word, digits with their ending, tens and a word.
    pub(super) fn ordinal(&self, at: usize) -> Option<Ordinal> {
        self.ordinal_word(at)
            .or_else(|| self.ordinal_digits(at))
            .or_else(|| self.compound_ordinal(at))
    }

    fn ordinal_word(&self, at: usize) -> Option<Ordinal> {
        let word = self.pick(at, kinds::ORDINAL, |s| match s {
            Sense::Ordinal(n) => Some(n),
            _ => None,
        })?;
        let trail = vec![self.step(word.rule, at, word.end)];
        Some(Ordinal { number: word.value, end: word.end, trail })
    }

    fn ordinal_digits(&self, at: usize) -> Option<Ordinal> {
        let suffix = ["st", "nd", "rd", "th"].contains(&self.text(at + 1)) && self.glued(at + 1);
        if self.shape(at) != Some(Shape::Digits) || !suffix {
            return None;
        }
        let number = Decimal::parse(self.text(at)).filter(|n| n.exponent() == 0)?;
        Some(Ordinal { number, end: at + 2, trail: Trail::new() })
    }

    /// `twenty-fifth`, `one hundred and first`; but `a forty-second pause` is none.
    pub(super) fn compound_ordinal(&self, at: usize) -> Option<Ordinal> {
        if self.shape(at) == Some(Shape::Digits) || self.cardinal(at).is_none() {
            return None;
        }
        let head = self.exact(at)?;
        let n = head.amount.exact()?;
        let dash = matches!(self.text(head.end), "-" | "—" | "–" | "and");
        let last = self.ordinal_word(if dash { head.end + 1 } else { head.end })?;
        let tens = n.to_i64()?;
        let fits = tens >= 20
            && tens % 10 == 0
            && last.number < Decimal::whole(if tens % 100 == 0 { 100 } else { 10 });
        let pause = at > self.start && self.article(at - 1).is_some();
        let lasts = last.number == Decimal::whole(2) && pause;
        let number = n.plus(last.number).filter(|_| fits && !lasts)?;
        let mut trail = head.trail;
        trail.extend(last.trail);
        Some(Ordinal { number, end: last.end, trail })
    }

    /// `the 88th minute`, `a 79th-minute penalty`: when in a match something happened.
    pub(super) fn minute_of_play(&self, at: usize) -> Option<Found> {
        let nth = self.ordinal(at)?;
        let minute = self.past_hyphen(nth.end);
        if self.text(minute) != "minute" || nth.number > Decimal::whole(LONGEST_MATCH) {
            return None;
        }
        let unit = self.rules.unit_named("minute of play");
        let rule = self.rules.unit(unit?)?.rule;
        let (end, mut trail) = (minute + 1, nth.trail);
        trail.push(self.step(rule, at, end));
        let value = Value::Quantity(Quantity::exact(nth.number, unit));
        Some(Found { start: at, end, kind: Kind::Quantity, value, trail, idle: None })
    }
}

/// No match takes more minutes, added and extra time included.
const LONGEST_MATCH: i64 = 150;

impl Ordinal {
    /// The ordinal as a mention that begins at `start`.
    pub(super) fn found(self, start: usize) -> Found {
        let value = Value::Quantity(Quantity::exact(self.number, None));
        let Self { end, trail, .. } = self;
        Found { start, end, kind: Kind::Ordinal, value, trail, idle: None }
    }
}
