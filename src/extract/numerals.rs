//! Numbers in digits and words, before any unit: how they compose.

use super::reader::Reader;
use crate::id::RuleId;
use crate::rules::{Joint, Sense};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Decimal, Ratio};

/// A number without its unit.
#[derive(Debug)]
pub(super) struct Numeral {
    pub(super) amount: Amount,
    pub(super) end: usize,
    pub(super) trail: Trail,
    /// Whether it is written in digits.
    pub(super) digits: bool,
}

/// What a numeral says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    /// One number.
    Exact(Decimal),
    /// At least the first, plainly at most the second.
    Vague(Decimal, Decimal),
    /// A part of a whole.
    Share(Ratio),
}

impl Reader<'_> {
    /// The number that begins at `at`.
    pub(super) fn numeral(&self, at: usize) -> Option<Numeral> {
        if self.hits(at).any(|h| h.sense == Sense::NoFigure) {
            return None;
        }
        self.digits(at)
            .or_else(|| self.share(at))
            .or_else(|| self.vague(at))
            .or_else(|| self.words(at))
    }

    /// The whole number of a short digit token.
    pub(super) fn small_number(&self, at: usize) -> Option<u32> {
        let plain = self.shape(at) == Some(Shape::Digits) && self.text(at).len() <= 4;
        plain.then(|| self.text(at).parse().ok())?
    }

    /// `38`, `1,200.5`, `2.5bn`, `38 billion`, `3 1/2`.
    fn digits(&self, at: usize) -> Option<Numeral> {
        if self.shape(at) != Some(Shape::Digits) || !well_grouped(self.text(at)) {
            return None;
        }
        let mut trail = Trail::new();
        let mut value = Decimal::parse(self.text(at))?;
        let mut end = at + 1;
        if self.is_suffix(end) {
            let suffix = self.pick(end, |s| match s {
                Sense::Suffix(by) => Some(by),
                _ => None,
            })?;
            value = scaled(value, suffix.value)?;
            trail.push(self.step(suffix.rule, end, suffix.end));
            end = suffix.end;
        }
        let end = self.scales(&mut value, end, &mut trail);
        Some(Numeral { amount: Amount::Exact(value), end, trail, digits: true })
    }

    /// Whether the letters glued to a figure are a factor and no unit: `m` is metres unless a
    /// currency stands before the figure or a unit after it.
    fn is_suffix(&self, at: usize) -> bool {
        let suffix = self.hits(at).any(|h| matches!(h.sense, Sense::Suffix(_)));
        if !suffix
            || !self.glued(at)
            || self.glued(at + 1) && self.shape(at + 1).is_some_and(Shape::is_word)
        {
            return false;
        }
        let unit = self.hits(at).any(|h| matches!(h.sense, Sense::Unit(_)));
        let money_before = at >= 2 && self.currency(at - 2).is_some_and(|c| c.end == at - 1);
        !unit || money_before || self.currency(at + 1).is_some()
    }

    /// Multiplies by the scale words that follow; returns where they end.
    fn scales(&self, value: &mut Decimal, mut end: usize, trail: &mut Trail) -> usize {
        while let Some(scale) = self.scale(self.past_hyphen(end)) {
            let Some(product) = scaled(*value, scale.0) else { break };
            *value = product;
            trail.push(self.step(scale.1, end, scale.2));
            end = scale.2;
        }
        end
    }

    fn scale(&self, at: usize) -> Option<(Decimal, RuleId, usize)> {
        let picked = self.pick(at, |s| match s {
            Sense::Scale(by) => Some(by),
            _ => None,
        })?;
        Some((picked.value, picked.rule, picked.end))
    }

    /// `half`, `two-thirds`, `a quarter`, `three in five`; and `half a million`.
    fn share(&self, at: usize) -> Option<Numeral> {
        let mut trail = Trail::new();
        let (count, after) = match self.cardinal(at) {
            Some((n, rule, end)) => {
                trail.push(self.step(rule, at, end));
                (n.to_i64()?, self.past_hyphen(end))
            }
            None if self.article(at).is_some() => (1, at + 1),
            None => (1, at),
        };
        let part = self.pick(after, |s| match s {
            Sense::Fraction(ratio) => Some(ratio),
            _ => None,
        })?;
        trail.push(self.step(part.rule, after, part.end));
        let numerator = part.value.numerator.checked_mul(count)?;
        let ratio = Ratio { numerator, ..part.value };
        if let Some(numeral) = self.part_of_scale(ratio, part.end, &trail) {
            return Some(numeral);
        }
        let of = self.is(part.end, self.rules.marks.of) || self.text(part.end) == "the";
        let half = ratio.denominator == 2;
        let shared = of && (half || after > at) || count > 1;
        shared.then_some(Numeral {
            amount: Amount::Share(ratio),
            end: part.end,
            trail,
            digits: false,
        })
    }

    /// `half a million`, `a quarter of a billion`
    fn part_of_scale(&self, ratio: Ratio, at: usize, trail: &Trail) -> Option<Numeral> {
        let of = if self.is(at, self.rules.marks.of) { at + 1 } else { at };
        let scale_at = self.article(of).map(|_| of + 1)?;
        let (by, rule, end) = self.scale(scale_at)?;
        let mut trail = trail.clone();
        trail.push(self.step(rule, scale_at, end));
        let amount = Amount::Exact(by.times_ratio(ratio)?);
        Some(Numeral { amount, end, trail, digits: false })
    }

    /// The rule of the article at `at`, if one stands there.
    pub(super) fn article(&self, at: usize) -> Option<RuleId> {
        self.hits(at).find(|h| h.sense == Sense::Article).map(|h| h.rule)
    }

    fn cardinal(&self, at: usize) -> Option<(Decimal, RuleId, usize)> {
        let picked = self.pick(at, |s| match s {
            Sense::Cardinal(n) => Some(n),
            _ => None,
        })?;
        Some((picked.value, picked.rule, picked.end))
    }

    fn vague_word(&self, at: usize) -> Option<((Decimal, Decimal), RuleId, usize)> {
        let picked = self.pick(at, |s| match s {
            Sense::Vague(lo, hi) => Some((lo, hi)),
            _ => None,
        })?;
        Some((picked.value, picked.rule, picked.end))
    }

    /// `dozens`, `hundreds of thousands`, `several hundred`, `billion-dollar`.
    fn vague(&self, at: usize) -> Option<Numeral> {
        let mut trail = Trail::new();
        let ((mut lo, mut hi), mut end) = if let Some((range, rule, end)) = self.vague_word(at) {
            trail.push(self.step(rule, at, end));
            (range, end)
        } else {
            let (by, rule, end) = self.scale(at)?;
            let hyphen = self.is(end, self.rules.marks.hyphen);
            let currency = hyphen && self.currency(end + 1).is_some();
            if !currency {
                return None;
            }
            trail.push(self.step(rule, at, end));
            ((by, by.times(Decimal::whole(10))?), end)
        };
        loop {
            let of =
                if self.is(end, self.rules.marks.of) { end + 1 } else { self.past_hyphen(end) };
            let (by, rule, next) = match self.vague_word(of) {
                Some(((twice, _), rule, next)) => (twice.times_ratio(HALF)?, rule, next),
                None => match self.scale(of) {
                    Some((by, rule, next)) => (by, rule, next),
                    None => break,
                },
            };
            lo = scaled(lo, by)?;
            hi = scaled(hi, by)?;
            trail.push(self.step(rule, of, next));
            end = next;
        }
        Some(Numeral { amount: Amount::Vague(lo, hi), end, trail, digits: false })
    }

    /// `twenty-three`, `two hundred and five`, `a million`, `two million and a half`.
    fn words(&self, at: usize) -> Option<Numeral> {
        let mut sum = Words::default();
        let mut trail = Trail::new();
        let mut end = at;
        if let Some(rule) = self.article(at) {
            self.scale(at + 1)?;
            trail.push(self.step(rule, at, at + 1));
            sum.current = Some(Decimal::whole(1));
            end = at + 1;
        }
        loop {
            let next = if sum.started() { self.past_hyphen(self.past_and(end, &sum)) } else { end };
            let step = if let Some((n, rule, after)) = self.cardinal(next) {
                sum.add(n).then_some((rule, after))
            } else if let Some((by, rule, after)) = self.scale(next) {
                sum.multiply(by).then_some((rule, after))
            } else {
                None
            };
            let Some((rule, after)) = step else { break };
            trail.push(self.step(rule, next, after));
            end = after;
        }
        let amount = Amount::Exact(sum.total()?);
        (sum.started() && end > at).then_some(Numeral { amount, end, trail, digits: false })
    }

    /// One past the "and" of "two hundred and five".
    fn past_and(&self, at: usize, sum: &Words) -> usize {
        let and = self.hits(at).any(|h| h.sense == Sense::Joint(Joint::And));
        let goes_on = sum.takes_and() && self.cardinal(at + 1).is_some();
        if and && goes_on { at + 1 } else { at }
    }
}

const HALF: Ratio = Ratio { numerator: 1, denominator: 2 };

/// The sum of number words so far: finished thousands, and what is being counted.
#[derive(Default)]
struct Words {
    done: Option<Decimal>,
    current: Option<Decimal>,
    last_scale: Option<Decimal>,
}

impl Words {
    fn started(&self) -> bool {
        self.done.is_some() || self.current.is_some()
    }

    /// "and" goes on after "hundred", "thousand", ... only.
    fn takes_and(&self) -> bool {
        let Some(current) = self.current else { return self.done.is_some() };
        current >= Decimal::whole(100)
    }

    /// Takes a number word if it can follow: `five` after `twenty` or `hundred`, not after `six`.
    fn add(&mut self, n: Decimal) -> bool {
        let Some(current) = self.current else {
            self.current = Some(n);
            return true;
        };
        let units = current.to_i64().map_or(0, |c| c % 100);
        let small = n < Decimal::whole(10) && !n.is_zero();
        let fits = if units == 0 {
            current >= Decimal::whole(100)
        } else {
            units >= 20 && units % 10 == 0 && small
        };
        if let Some(sum) = current.plus(n).filter(|_| fits) {
            self.current = Some(sum);
        }
        fits
    }

    fn multiply(&mut self, by: Decimal) -> bool {
        let falling = self.last_scale.is_none_or(|last| by < last || self.done.is_none());
        let Some(current) = self.current.filter(|_| falling) else { return false };
        let Some(product) = scaled(current, by) else { return false };
        if by == Decimal::whole(100) {
            self.current = Some(product);
            return true;
        }
        self.last_scale = Some(by);
        let sum = self.done.map_or(Some(product), |d| d.plus(product));
        self.done = sum;
        self.current = None;
        sum.is_some()
    }

    fn total(&self) -> Option<Decimal> {
        match (self.done, self.current) {
            (Some(done), Some(current)) => done.plus(current),
            (Some(n), None) | (None, Some(n)) => Some(n),
            (None, None) => None,
        }
    }
}

/// A number times a scale; powers of ten keep the written digits.
fn scaled(value: Decimal, by: Decimal) -> Option<Decimal> {
    if by.digits() == "1" {
        let power = by.trailing_zeros() + by.exponent();
        return value.shift(power);
    }
    value.times(by)
}

/// Commas stand before groups of three digits, or in the Indian way of two, the last of three.
fn well_grouped(digits: &str) -> bool {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let head = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty()
        || (head.len() <= 3
            && rest.last().is_some_and(|g| g.len() == 3)
            && rest.iter().all(|g| (2..=3).contains(&g.len())));
    grouped && !fraction.contains(['.', ',']) && digits.len() <= 40
}
