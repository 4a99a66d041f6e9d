//! Figures with their units, hedges and ranges.

use super::numerals::{Amount, Numeral};
use super::reader::{Found, Picked, Reader};
use crate::claim::Kind;
use crate::id::UnitId;
use crate::rules::{Class, HedgeRule, Joint, Sense, Side};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Decimal, End, Hedge, Interval, Quantity, Value};

/// A numeral with the unit that stands before or after it.
struct Figure {
    numeral: Numeral,
    unit: Option<UnitId>,
    end: usize,
}

impl Reader<'_> {
    /// The figure at `at` with its hedges, its unit and the other end of its range.
    pub(super) fn quantity(&self, at: usize) -> Option<Found> {
        if let Some(age) = self.age(at) {
            return Some(age);
        }
        let mut trail = Trail::new();
        let (hedge, first) = self.hedges_before(at, &mut trail);
        let (range, start) = self.range_opener(first, &mut trail);
        let mut figure = self.figure(start)?;
        trail.append(&mut figure.numeral.trail);
        let low = figure.numeral.amount;
        let other = self.range_end(&figure, range, at, &mut trail);
        if range && other.is_none() {
            return None;
        }
        let (digits, mut end) = (figure.numeral.digits, figure.end);
        let mut unit = figure.unit;
        let high = other.map(|o| {
            end = o.end;
            unit = o.unit.or(unit);
            o.numeral.amount
        });
        let hedge = self.hedge_after(&mut end, &mut trail).or(hedge);
        let quantity = self.build(low, high, unit, hedge)?;
        let kind = self.kind(&quantity, low, end, digits)?;
        Some(Found { start: at, end, kind, value: Value::Quantity(quantity), trail })
    }

    /// `third`, `21st`
    pub(super) fn ordinal(&self, at: usize) -> Option<Found> {
        let worded = self.pick(at, |s| match s {
            Sense::Ordinal(n) => Some(n),
            _ => None,
        });
        let digits = || {
            let suffix = ["st", "nd", "rd", "th"].contains(&self.text(at + 1));
            let n = self.small_number(at).filter(|_| suffix && self.glued(at + 1))?;
            Some((Decimal::whole(i64::from(n)), at + 2, None))
        };
        let (n, end, rule) = worded.map(|p| (p.value, p.end, Some(p.rule))).or_else(digits)?;
        let trail = rule.map(|r| self.step(r, at, end)).into_iter().collect();
        let value = Value::Quantity(Quantity::exact(n, None));
        Some(Found { start: at, end, kind: Kind::Ordinal, value, trail })
    }

    /// The currency whose symbol, code or name stands at `at`.
    pub(super) fn currency(&self, at: usize) -> Option<Picked<UnitId>> {
        self.pick(at, |s| match s {
            Sense::Unit(id) => self.rules.unit(id).filter(|u| u.is_money()).map(|_| id),
            _ => None,
        })
    }

    /// The unit that stands at `at`.
    pub(super) fn unit(&self, at: usize) -> Option<Picked<UnitId>> {
        let letter =
            self.token(at).is_some_and(|t| t.span.end - t.span.start <= 2 && t.shape.is_word());
        let picked = self.pick(at, |s| match s {
            Sense::Unit(id) => Some(id),
            _ => None,
        })?;
        let apart = letter && picked.end == at + 1 && !self.glued(at) && self.reads_as_word(at);
        (!apart).then_some(picked)
    }

    /// Whether a short unit symbol after a blank is rather a word: `in`, `a`, `m`.
    fn reads_as_word(&self, at: usize) -> bool {
        let single = self.text(at).len() == 1;
        let closed = self.shape(at + 1).is_none_or(|s| s == Shape::Mark)
            || self.can_be(at + 1, Class::Adjective);
        single && !closed || !self.rules.words.readings(self.sym(at)).is_empty()
    }

    /// Hedges before the figure; the last one that says something counts.
    fn hedges_before(&self, at: usize, trail: &mut Trail) -> (Option<u16>, usize) {
        let mut hedge = None;
        let mut end = at;
        for _ in 0..3 {
            let before = |s| match s {
                Sense::Hedge(id) if self.hedge(id).is_some_and(|h| h.side != Side::After) => {
                    Some(id)
                }
                _ => None,
            };
            let Some(picked) = self.pick(end, before) else { break };
            trail.push(self.step(picked.rule, end, picked.end));
            let exact = |id: u16| self.hedge(id).is_none_or(|h| h.hedge == Hedge::Exact);
            if hedge.is_none_or(exact) {
                hedge = Some(picked.value);
            }
            end = picked.end;
        }
        (hedge, end)
    }

    fn hedge_after(&self, end: &mut usize, trail: &mut Trail) -> Option<u16> {
        let after = |s| match s {
            Sense::Hedge(id) if self.hedge(id).is_some_and(|h| h.side != Side::Before) => Some(id),
            _ => None,
        };
        let picked = self.pick(*end, after)?;
        if self.hedge(picked.value)?.side == Side::Both && self.numeral(picked.end).is_some() {
            return None;
        }
        trail.push(self.step(picked.rule, *end, picked.end));
        *end = picked.end;
        Some(picked.value)
    }

    fn hedge(&self, id: u16) -> Option<&HedgeRule> {
        self.rules.hedges.get(usize::from(id))
    }

    fn joint(&self, at: usize) -> Option<Picked<Joint>> {
        self.pick(at, |s| match s {
            Sense::Joint(j) => Some(j),
            _ => None,
        })
    }

    /// Whether `between` opens a range at `at`, and where the first figure stands.
    fn range_opener(&self, at: usize, trail: &mut Trail) -> (bool, usize) {
        match self.joint(at) {
            Some(j) if j.value == Joint::Between => {
                trail.push(self.step(j.rule, at, j.end));
                (true, j.end)
            }
            _ => (false, at),
        }
    }

    /// A numeral with its currency before or its unit after.
    fn figure(&self, at: usize) -> Option<Figure> {
        let before = self.currency(at).filter(|c| self.prefixes(at, c.end));
        let mut numeral = self.numeral(before.map_or(at, |c| c.end))?;
        let end = numeral.end;
        if let Some(currency) = before {
            numeral.trail.insert(0, self.step(currency.rule, at, currency.end));
            return Some(Figure { numeral, unit: Some(currency.value), end });
        }
        let after = self.unit_after(&numeral);
        numeral.trail.extend(after.map(|p| self.step(p.rule, end, p.end)));
        let (unit, end) = after.map_or((None, end), |p| (Some(p.value), p.end));
        Some(Figure { numeral, unit, end })
    }

    /// Whether the currency from `at` to `end` is a symbol or code that can stand before a figure.
    fn prefixes(&self, at: usize, end: usize) -> bool {
        let word = self.shape(at) == Some(Shape::Lower);
        !word && self.shape(end).is_some_and(|s| s != Shape::Mark)
    }

    /// The unit after a numeral, over a hyphen, an editor's mark in brackets, or "of" after vague
    /// magnitudes: `seven-year`, `a trillion (!) dollars`, `millions of dollars`.
    fn unit_after(&self, numeral: &Numeral) -> Option<Picked<UnitId>> {
        let end = self.past_remark(numeral.end);
        let hyphen = self.past_hyphen(end);
        let vague = matches!(numeral.amount, Amount::Vague(..));
        let of = if vague && self.is(end, self.rules.marks.of) { end + 1 } else { hyphen };
        let worded = self.pick(end, |s| match s {
            Sense::Unit(id) if self.rules.unit(id)?.name.contains(' ') => Some(id),
            _ => None,
        });
        worded.or_else(|| self.unit(of)).or_else(|| self.unit(end))
    }

    /// One past `(!)` or `(sic)`.
    fn past_remark(&self, at: usize) -> usize {
        let marks = &self.rules.marks;
        let remark = matches!(self.text(at + 1), "!" | "?" | "sic");
        if self.is(at, marks.open) && remark && self.is(at + 2, marks.close) { at + 3 } else { at }
    }

    /// The upper end of `5 to 7`, `5-7`, `between 5 and 7`; the unit may stand only there.
    fn range_end(
        &self,
        low: &Figure,
        between: bool,
        at: usize,
        trail: &mut Trail,
    ) -> Option<Figure> {
        let joint = self.joint(low.end)?;
        let from = at > self.start && self.joint(at - 1).is_some_and(|j| j.value == Joint::From);
        let fits = match joint.value {
            Joint::And => between,
            Joint::To => !from && !between,
            _ => false,
        };
        if !fits {
            return None;
        }
        let mut high = self.figure(joint.end)?;
        let rising = match (low.numeral.amount, high.numeral.amount) {
            (Amount::Exact(a), Amount::Exact(b)) => a < b,
            _ => false,
        };
        let same_unit = low.unit.is_none() || high.unit.is_none() || low.unit == high.unit;
        if !rising || !same_unit {
            return None;
        }
        trail.push(self.step(joint.rule, low.end, joint.end));
        trail.append(&mut high.numeral.trail);
        Some(high)
    }

    fn build(
        &self,
        low: Amount,
        high: Option<Amount>,
        unit: Option<UnitId>,
        hedge: Option<u16>,
    ) -> Option<Quantity> {
        let (mut low, high) = (low, high);
        if let (Amount::Exact(a), Some(Amount::Exact(b))) = (&mut low, high)
            && b.exponent() >= 3
            && *a < Decimal::whole(1000)
        {
            *a = a.shift(b.exponent())?;
        }
        match (low, high) {
            (Amount::Exact(a), Some(Amount::Exact(b))) => Some(range(a, b, unit)),
            (Amount::Exact(at), _) => self.hedged(at, unit, hedge),
            (Amount::Vague(lo, hi), _) => Some(vague(lo, hi, unit)),
            (Amount::Share(ratio), _) => {
                let percent = Decimal::whole(100).times_ratio(ratio)?;
                self.hedged(percent, unit.or_else(|| self.rules.unit_named("percent")), hedge)
            }
        }
    }

    /// Both readings of a hedged number, as the hedge's rule gives them.
    fn hedged(&self, at: Decimal, unit: Option<UnitId>, hedge: Option<u16>) -> Option<Quantity> {
        let Some(rule) = hedge.and_then(|id| self.hedge(id)) else {
            return Some(self.rounded(at, unit));
        };
        if rule.hedge == Hedge::Exact {
            return Some(Quantity::exact(at, unit));
        }
        let ends = |[lo, hi]: [Option<Decimal>; 2]| {
            let end = |factor: Option<Decimal>, open: bool| match factor {
                None => Some(None),
                Some(f) => {
                    let edge = at.times(f)?;
                    let closed = !(open && f == Decimal::whole(1));
                    Some(Some(End { at: edge, closed }))
                }
            };
            let lo = end(lo, rule.hedge == Hedge::MoreThan)?;
            Some(Interval { lo, hi: end(hi, rule.hedge == Hedge::LessThan)? })
        };
        let (literal, plain) = (ends(rule.literal)?, ends(rule.plain)?);
        Some(Quantity { stated: Some(at), unit, hedge: rule.hedge, literal, plain, also: None })
    }

    /// A number without a hedge. Zeros at the end of a larger whole number may come from rounding,
    /// so the literal reading admits what rounds to it.
    fn rounded(&self, at: Decimal, unit: Option<UnitId>) -> Quantity {
        let mut quantity = Quantity::exact(at, unit);
        let (least, _) = self.rules.tolerance("zeros of a round number");
        let zeros = at.trailing_zeros();
        if at.exponent() == 0
            && Decimal::whole(i64::from(zeros)) >= least
            && let Some(half) = at.half_step().shift(zeros)
        {
            quantity.literal = Interval::as_written(at, half);
        }
        quantity
    }

    fn kind(&self, quantity: &Quantity, amount: Amount, end: usize, digits: bool) -> Option<Kind> {
        if matches!(amount, Amount::Share(_)) {
            return Some(Kind::Percent);
        }
        let Some(unit) = quantity.unit.and_then(|u| self.rules.unit(u)) else {
            let whole = quantity.stated.is_none_or(|n| n.exponent() >= 0);
            let counts = whole && self.counts_something(end);
            let one = !digits && quantity.stated == Some(Decimal::whole(1));
            let somebody = one && self.counts_a_person(end);
            let said =
                !one || quantity.hedge != Hedge::Exact || matches!(amount, Amount::Vague(..));
            let kind = if counts || somebody { Kind::Count } else { Kind::Number };
            return (kind == Kind::Count || said).then_some(kind);
        };
        Some(if unit.is_money() {
            Kind::Money
        } else if unit.is_share() {
            Kind::Percent
        } else if unit.calendar().is_some() {
            Kind::Duration
        } else if unit.dimension == "temperature" {
            Kind::Temperature
        } else {
            Kind::Quantity
        })
    }
}

fn range(a: Decimal, b: Decimal, unit: Option<UnitId>) -> Quantity {
    let plain = Interval::closed(a, b);
    Quantity { stated: None, unit, hedge: Hedge::Range, literal: plain, plain, also: None }
}

fn vague(lo: Decimal, hi: Decimal, unit: Option<UnitId>) -> Quantity {
    Quantity {
        stated: None,
        unit,
        hedge: Hedge::Vague,
        literal: Interval { lo: Some(End::closed(lo)), hi: None },
        plain: Interval { lo: Some(End::closed(lo)), hi: Some(End::open(hi)) },
        also: None,
    }
}
