//! Lengths of time that are told from the day of publication, and recurring times.

use super::numerals::Amount;
use super::reader::{Found, Reader};
use crate::claim::Kind;
use crate::rules::{PERIODS, Sense};
use crate::value::{Decimal, Quantity, Value};

impl Reader<'_> {
    /// `over the next decade`, `in the past three years`, `annually`
    pub(super) fn period(&self, at: usize) -> Option<Found> {
        self.every(at).or_else(|| self.coming_years(at))
    }

    fn every(&self, at: usize) -> Option<Found> {
        let every = self.pick(at, |s| match s {
            Sense::Every(n) => PERIODS.get(usize::from(n)).copied(),
            _ => None,
        })?;
        Some(Found {
            start: at,
            end: every.end,
            kind: Kind::Set,
            value: Value::Every(every.value),
            trail: vec![self.step(every.rule, at, every.end)],
        })
    }

    /// `[over] the next [three] years`
    fn coming_years(&self, at: usize) -> Option<Found> {
        let over = matches!(
            self.text(at).to_ascii_lowercase().as_str(),
            "over" | "in" | "for" | "during" | "within"
        );
        let the = if over { at + 1 } else { at };
        let word_at = if self.text(the).eq_ignore_ascii_case("the") { the + 1 } else { the };
        let word = self.pick(word_at, |s| match s {
            Sense::Relative(n) if n != 0 => Some(n),
            _ => None,
        })?;
        let number = self.numeral(word.end);
        let counted = number.is_some();
        let (amount, end) =
            number.map_or((Amount::Exact(Decimal::whole(1)), word.end), |n| (n.amount, n.end));
        let unit = self.unit(end).filter(|u| u.end == end + 1)?;
        let calendar = self.rules.unit(unit.value)?.calendar()?;
        let Amount::Exact(count) = amount else { return None };
        let long = calendar >= crate::value::Calendar::Decade;
        let lasts = over && word_at > the && long;
        if !counted && !lasts {
            return None;
        }
        let years = match (long, calendar) {
            (true, crate::value::Calendar::Decade) => count.times(Decimal::whole(10))?,
            (true, _) => count.times(Decimal::whole(100))?,
            _ => count,
        };
        let unit_id = if long { self.rules.unit_named("year") } else { Some(unit.value) };
        let quantity = Quantity::exact(years, unit_id);
        let trail = vec![self.step(word.rule, word_at, word.end)];
        Some(Found {
            start: at,
            end: end + 1,
            kind: Kind::Duration,
            value: Value::Quantity(quantity),
            trail,
        })
    }
}
