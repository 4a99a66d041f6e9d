//! Figures with their hedges and ranges: both readings of what the words admit.

use super::figures::Figure;
use super::numerals::{Amount, Numeral};
use super::reader::{Found, Picked, Reader};
use crate::claim::Kind;
use crate::id::UnitId;
use crate::rules::{Class, HedgeRule, Joint, Reading, Sense, Side, kinds};
use crate::trail::Trail;
use crate::value::{Decimal, End, Hedge, Interval, Quantity, Value};

/// So many tokens before "from" a verb can stand that tells of a change.
const CHANGE_REACH: usize = 8;

/// A figure or a range, read up to its last token.
pub(super) struct Span {
    pub(super) low: Amount,
    pub(super) high: Option<Amount>,
    pub(super) unit: Option<UnitId>,
    pub(super) digits: bool,
    pub(super) end: usize,
}

impl Reader<'_> {
    /// The figure at `at` with its hedges, its unit, the other end of its range and what it is told
    /// for.
    pub(super) fn quantity(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.bare_age(at).or_else(|| self.times(at)) {
            return Some(found);
        }
        if self.is_preposition(at) || self.compares_with_ago(at) {
            return None;
        }
        let mut trail = Trail::new();
        let (hedge, first) = self.hedges_before(at, &mut trail);
        // "between the ages of 5 and 11"
        let opener = (self.kinds(first) & kinds::JOINT != 0)
            .then(|| self.joint(first))
            .flatten()
            .filter(|j| matches!(j.value, Joint::Between | Joint::From));
        let inside = opener.and_then(|j| self.aged(j.end));
        let aged = inside.or_else(|| self.aged(first));
        let first = aged.map_or(first, |a| a.end);
        let (late, start) =
            if aged.is_some() { self.hedges_before(first, &mut trail) } else { (None, first) };
        let opener = opener.map(|j| j.value).filter(|_| inside.is_some());
        let mut span = self.figure_or_range(at, start, opener, &mut trail)?;
        let old = self.old_after(&span);
        let bare_end = span.end;
        let hedge = self.hedge_after(&mut span.end, &mut trail).or(late).or(hedge);
        if span.end > bare_end {
            self.unit_after_hedge(&mut span, &mut trail);
        }
        let mut quantity = self.build(&span, hedge)?;
        let bounded =
            hedge.is_some() && self.bounds_an_age(at, &span) || self.tells_an_age(at, &span);
        let (kind, end) = if old.is_some() || aged.is_some() || bounded {
            let aged = aged.map(|a| self.step(a.rule, first - 1, first));
            trail.extend(aged.into_iter().chain(old.map(|o| self.step(o.rule, span.end, o.end))));
            quantity.unit = span.unit.or_else(|| self.rules.unit_named("year"));
            (self.kind_of_age(&span, old.is_some())?, old.map_or(span.end, |o| o.end.max(span.end)))
        } else {
            let kind = self.kind(&quantity, &span)?;
            (kind, self.rate(kind, &mut quantity, span.end, &mut trail))
        };
        Some(Found { start: at, end, kind, value: Value::Quantity(quantity), trail, idle: None })
    }

    /// The unit of `ten or more years`, `20-odd miles`.
    fn unit_after_hedge(&self, span: &mut Span, trail: &mut Trail) {
        let at = self.past_hyphen(span.end);
        let Some(unit) = self.unit(at).filter(|_| span.unit.is_none()) else { return };
        if !self.glued(at) || at > span.end {
            trail.push(self.step(unit.rule, at, unit.end));
            (span.unit, span.end) = (Some(unit.value), unit.end);
        }
    }

    /// Whether `over` sets no bound: "hand over $5 million", "jailed over a $5 million fraud", "took over five years
    /// ago".
    pub(super) fn is_preposition(&self, at: usize) -> bool {
        if !matches!(self.text(at), "over" | "Over") {
            return false;
        }
        let v = &self.rules.vocabulary;
        let verb = at.checked_sub(1).filter(|&b| b >= self.start).map(|b| self.sym(b));
        let words = &self.rules.words;
        let lemmas = |s| words.readings(s).iter().map(|r| r.lemma);
        let is = |s, class: &str| lemmas(s).any(|l| words.in_class(l, v.get(class)));
        let particle = |s| {
            let ago = || self.plain_date(at + 1).is_some_and(|d| self.is_ago(&d));
            is(s, "hands over") || is(s, "takes over") && ago()
        };
        let money = |u| self.rules.unit(u).is_some_and(crate::rules::Unit::is_money);
        // A sum before a noun that it is the size of: "over £386,000 fraud".
        let cause = || {
            let figure = self.figure(at + 1).filter(|f| f.unit.is_some_and(money));
            figure.is_some_and(|f| self.names_any(f.end))
        };
        verb.is_some_and(particle) || cause()
    }

    /// The end of a figure, with what it is told for: `$3 a litre`; a noun in between keeps it out.
    fn rate(&self, kind: Kind, quantity: &mut Quantity, end: usize, trail: &mut Trail) -> usize {
        if matches!(kind, Kind::Duration | Kind::Age | Kind::Temperature) {
            return end;
        }
        let counted = kind == Kind::Count;
        let after = if counted { self.past_counted(end) } else { end };
        let Some((per, to)) = self.per(after, kind == Kind::Money) else { return end };
        let word = self.pick(after, kinds::PER | kinds::EACH | kinds::ARTICLE, |s| {
            matches!(s, Sense::Per | Sense::Each | Sense::Article).then_some(())
        });
        trail.extend(word.map(|w| self.step(w.rule, after, w.end)));
        quantity.per = Some(per);
        if counted { end } else { to }
    }

    /// The figure or range at `at`; `first` is where its hedges begin.
    fn figure_or_range(
        &self,
        first: usize,
        at: usize,
        opened: Option<Joint>,
        trail: &mut Trail,
    ) -> Option<Span> {
        let (opener, start) =
            if opened.is_some() { (opened, at) } else { self.range_opener(at, trail) };
        let mut low = self.figure(start)?;
        trail.append(&mut low.numeral.trail);
        let high = self.range_end(&low, opener, first, trail);
        let change = opener == Some(Joint::From) && self.tells_a_change(at);
        if opener.is_some() && (high.is_none() || change) {
            return None;
        }
        let Figure { numeral, unit, end, .. } = low;
        let one = Span { low: numeral.amount, high: None, unit, digits: numeral.digits, end };
        // "between 2 and 3 a.m."
        if high.as_ref().is_some_and(|h| h.unit.is_none() && self.half_day(h.end).is_some()) {
            return None;
        }
        let Some(high) = high else {
            return Some(if opener.is_none() { self.lent(one, &numeral, first) } else { one });
        };
        let low = borrowed(&numeral, &high.numeral)
            .or_else(|| self.thousands(&numeral, &high))
            .map_or(numeral.amount, Amount::Exact);
        let (end, unit) = (high.end, high.unit.or(unit));
        Some(Span { low, high: Some(high.numeral.amount), unit, end, ..one })
    }

    /// The lower end of `15-20,000` in thousands, as only the upper one is written out.
    fn thousands(&self, low: &Numeral, high: &Figure) -> Option<Decimal> {
        let written = self.text(high.numeral.end - 1).ends_with(",000");
        let (a, b) = (low.amount.exact()?, high.numeral.amount.exact()?);
        let scaled = a.shift(3).filter(|n| written && low.digits && low.scale == 0 && *n < b)?;
        (b <= scaled.times(Decimal::whole(MOST_TIMES))?).then_some(scaled)
    }

    /// The first figure of "from 3 to 5 percent", which a change keeps apart: its unit and its scale
    /// stand with the second.
    fn lent(&self, one: Span, low: &Numeral, first: usize) -> Span {
        if one.unit.is_some() {
            return one;
        }
        let from = first > self.start
            && self.joint(first - 1).is_some_and(|j| j.value == Joint::From && j.end == first);
        let to = self.joint(one.end).filter(|j| from && j.value == Joint::To).map(|t| t.end);
        let by = matches!(self.text(one.end), "by" | "x" | "×").then_some(one.end + 1);
        let length = |f: &Figure| {
            f.unit.and_then(|u| self.rules.unit(u)).is_some_and(|u| u.dimension == "length")
        };
        let side = || by.and_then(|by| self.figure(by)).filter(length);
        let Some(high) = to.and_then(|t| self.figure(t)).or_else(side) else { return one };
        let (Some(a), Some(b)) = (low.amount.exact(), high.numeral.amount.exact()) else {
            return one;
        };
        let scale = high.numeral.scale;
        let lends = low.scale == 0 && scale >= 3 && a < Decimal::whole(1000);
        let scaled = a.shift(scale).filter(|_| lends && !a.is_zero());
        // "from 10 to 4.5 metres": a plain number and one with a unit before it are two things.
        let unit = high.unit.filter(|_| !high.prefixed && (scaled.is_some() || !b.is_zero()));
        Span { low: scaled.map_or(one.low, Amount::Exact), unit, ..one }
    }

    /// Hedges before the figure: a bound counts more than "about", the first more than the next.
    fn hedges_before(&self, at: usize, trail: &mut Trail) -> (Option<u16>, usize) {
        let mut hedge = None;
        let mut end = at;
        // "a three-under 69"
        let hyphen = at > self.start && self.is(at - 1, self.rules.marks.hyphen);
        if hyphen && self.glued(at - 1) && self.glued(at) {
            return (hedge, end);
        }
        for _ in 0..3 {
            let before = |s| match s {
                Sense::Hedge(id) if self.hedge(id).is_some_and(|h| h.side != Side::After) => {
                    Some(id)
                }
                _ => None,
            };
            let Some(picked) = self.pick(end, kinds::HEDGE, before) else { break };
            trail.push(self.step(picked.rule, end, picked.end));
            if self.strength(Some(picked.value)) > self.strength(hedge) {
                hedge = Some(picked.value);
            }
            end = picked.end;
        }
        (hedge, end)
    }

    fn strength(&self, hedge: Option<u16>) -> u8 {
        match hedge.and_then(|id| self.hedge(id)).map(|h| h.hedge) {
            None => 0,
            Some(Hedge::Exact) => 1,
            Some(Hedge::About) => 2,
            Some(_) => 3,
        }
    }

    fn hedge_after(&self, end: &mut usize, trail: &mut Trail) -> Option<u16> {
        let after = |s| match s {
            Sense::Hedge(id) if self.hedge(id).is_some_and(|h| h.side != Side::Before) => Some(id),
            _ => None,
        };
        let picked = self.pick(*end, kinds::HEDGE, after)?;
        let is_figure = |at: usize| self.numeral(at).is_some() || self.currency(at).is_some();
        // "less than two hours or more than four days"
        let (_, next) = self.hedges_before(picked.end - 1, &mut Trail::new());
        if next > picked.end && is_figure(next) {
            return None;
        }
        if self.hedge(picked.value)?.side == Side::Both && is_figure(picked.end) {
            return None;
        }
        trail.push(self.step(picked.rule, *end, picked.end));
        *end = picked.end;
        Some(picked.value)
    }

    pub(super) fn hedge(&self, id: u16) -> Option<&HedgeRule> {
        self.rules.hedges.get(usize::from(id))
    }

    pub(super) fn joint(&self, at: usize) -> Option<Picked<Joint>> {
        self.pick(at, kinds::JOINT, |s| match s {
            Sense::Joint(j) => Some(j),
            _ => None,
        })
    }

    /// Whether `between` or `from` opens a range at `at`, and where the first figure stands.
    fn range_opener(&self, at: usize, trail: &mut Trail) -> (Option<Joint>, usize) {
        match self.joint(at) {
            Some(j) if matches!(j.value, Joint::Between | Joint::From) => {
                trail.push(self.step(j.rule, at, j.end));
                (Some(j.value), j.end)
            }
            _ => (None, at),
        }
    }

    /// Whether "from A to B" at `at` tells what something was before and after a change.
    pub(super) fn tells_a_change(&self, at: usize) -> bool {
        (self.start.max(at.saturating_sub(CHANGE_REACH))..at).any(|i| self.changes(i, i + 1 == at))
    }

    /// Whether the word tells of a rise or fall; `as_noun` if it may be a noun.
    fn changes(&self, at: usize, as_noun: bool) -> bool {
        let class = |name: &str| self.rules.vocabulary.get(name);
        let (rise, fall) = (class("rise"), class("fall"));
        let words = &self.rules.words;
        let verb = |r: &Reading| matches!(r.class, Class::Verb | Class::VerbNoun);
        let tells = |r: &Reading| words.in_class(r.lemma, rise) || words.in_class(r.lemma, fall);
        let mut readings = words.readings(self.sym(at)).iter();
        matches!(self.text(at), "up" | "down") || readings.any(|r| tells(r) && (verb(r) || as_noun))
    }

    /// The upper end of `5 to 7`, `5-7`, `8- to 16-metre`, `between 5 and 7`; the unit may stand
    /// only there.
    fn range_end(
        &self,
        low: &Figure,
        opener: Option<Joint>,
        first: usize,
        trail: &mut Trail,
    ) -> Option<Figure> {
        let hanging = self.is(low.end, self.rules.marks.hyphen)
            && self.glued(low.end)
            && self.token(low.end + 1).is_some_and(|t| t.spaced);
        // "three-to-five-year"
        let linked = self.past_hyphen(low.end) > low.end && self.text(low.end + 1) == "to";
        let joint_at = if hanging || linked { low.end + 1 } else { low.end };
        let joint = self.joint(joint_at)?;
        // After "from" that opened no range, two ends of a change stand.
        let apart = opener.is_none()
            && first > self.start
            && self.joint(first - 1).is_some_and(|j| j.value == Joint::From);
        let fits = match joint.value {
            Joint::And => opener == Some(Joint::Between),
            Joint::To => opener != Some(Joint::Between) && !apart,
            Joint::Or => opener.is_none() && low.unit.is_none(),
            _ => false,
        };
        if !fits {
            return None;
        }
        let after = if linked { self.past_hyphen(joint.end) } else { joint.end };
        let (_, start) = self.hedges_before(after, &mut Trail::new());
        let high = self.figure(start)?;
        let mut high = self.nested_end(&high).unwrap_or(high);
        high.unit = high.unit.or(low.unit.filter(|_| low.prefixed));
        if joint.value == Joint::Or && !self.is_one_or_the_next(low, &high) {
            return None;
        }
        let same_unit = low.unit.is_none() || low.unit == high.unit;
        // "by 20 million pounds to 435 million pounds", "rose $1.20 to $83.40": the change, and what came of it.
        let two = self.text(joint_at) == "to" && (low.unit.is_some() || high.unit.is_none());
        let led = |at: usize| self.text(at) == "by" || self.changes(at, false);
        let changed = two && !is_near(low, &high) && first > self.start && led(first - 1);
        if !same_unit || !rises(low, &high) || changed {
            return None;
        }
        trail.push(self.step(joint.rule, joint_at, joint.end));
        trail.append(&mut high.numeral.trail);
        Some(high)
    }

    /// `two or three`, `10 or 15`: whole numbers beside each other, of which only the second one
    /// counts or measures something.
    fn is_one_or_the_next(&self, low: &Figure, high: &Figure) -> bool {
        let (Some(a), Some(b)) = (low.numeral.amount.exact(), high.numeral.amount.exact()) else {
            return false;
        };
        let (Some(a), Some(b)) = (a.to_i64(), b.to_i64()) else { return false };
        let next = b == a + 1 || b == a + 2 && a >= 8;
        let round = a % 5 == 0 && b % 5 == 0 && b <= 2 * a;
        let plain = low.numeral.scale == 0 && high.numeral.scale == 0 && !high.prefixed && b < 1000;
        let words = !low.numeral.digits && !high.numeral.digits;
        let told = words || high.unit.is_some() || self.counts_something(high.end);
        a > 0 && (next || round) && plain && told
    }

    /// `20-22 billion` as the upper end of another range: its own upper end.
    fn nested_end(&self, low: &Figure) -> Option<Figure> {
        let hyphen = self.joint(low.end).filter(|j| j.value == Joint::To && self.glued(low.end))?;
        let high = self.figure(hyphen.end)?;
        rises(low, &high).then_some(high)
    }

    fn build(&self, span: &Span, hedge: Option<u16>) -> Option<Quantity> {
        let unit = span.unit;
        match (span.low, span.high) {
            (Amount::Exact(a), Some(Amount::Exact(b))) => {
                let (lo, hi) = if a < b { (a, b) } else { (b, a) };
                Some(range(lo, hi, unit))
            }
            (Amount::Share(a), Some(Amount::Share(b))) => {
                let percent = |r| Decimal::whole(100).times_ratio(r);
                Some(range(percent(a)?, percent(b)?, self.rules.unit_named("percent")))
            }
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
            Some(ordered(Interval { lo, hi: end(hi, rule.hedge == Hedge::LessThan)? }))
        };
        let (literal, plain) = (ends(rule.literal)?, ends(rule.plain)?);
        let stated = Some(at);
        Some(Quantity { stated, unit, per: None, hedge: rule.hedge, literal, plain, also: None })
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

    fn kind(&self, quantity: &Quantity, span: &Span) -> Option<Kind> {
        if matches!(span.low, Amount::Share(_)) {
            return Some(Kind::Percent);
        }
        let Some(unit) = quantity.unit.and_then(|u| self.rules.unit(u)) else {
            return self.kind_of_number(quantity, span);
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

    /// A number that counts something or stands alone; "one" does so rarely.
    fn kind_of_number(&self, quantity: &Quantity, span: &Span) -> Option<Kind> {
        let whole = quantity.stated.is_none_or(|n| n.exponent() >= 0);
        let counts = whole && self.counts_something(span.end);
        let one = !span.digits && quantity.stated == Some(Decimal::whole(1));
        let befallen = || self.befalls(span.end) || self.is_befallen(span.end);
        let somebody = one && (self.counts_a_person(span.end) || befallen());
        let said = !one || quantity.hedge != Hedge::Exact || matches!(span.low, Amount::Vague(..));
        let kind = if counts || somebody { Kind::Count } else { Kind::Number };
        (kind == Kind::Count || said).then_some(kind)
    }

    /// Whether what becomes of somebody stands at `at`: "one dead".
    fn befalls(&self, at: usize) -> bool {
        let class = self.rules.vocabulary.get("what becomes of somebody");
        let after = if self.can_be(at, Class::Adverb) { at + 1 } else { at };
        let words = &self.rules.words;
        let told = self.text(after).ends_with("ed") || words.in_class(self.sym(after), class);
        told && words.readings(self.sym(after)).iter().any(|r| words.in_class(r.lemma, class))
    }

    /// Whether "one" ends at `end` and is who something befalls: "the storm killed *one* and injured 12".
    fn is_befallen(&self, end: usize) -> bool {
        let class = self.rules.vocabulary.get("what becomes of somebody");
        let words = &self.rules.words;
        let befalls = |at: usize| {
            let verb = |r: &Reading| matches!(r.class, Class::Verb | Class::VerbNoun);
            let mut readings = words.readings(self.sym(at)).iter();
            readings.any(|r| verb(r) && words.in_class(r.lemma, class))
        };
        let verb = end.checked_sub(2).filter(|at| *at >= self.start);
        let alone = self.stands_last(end)
            || [Class::Conjunction, Class::Preposition].iter().any(|c| self.can_be(end, *c));
        alone && verb.is_some_and(befalls)
    }

    /// `doubled`, `tenfold`, `twice`: a number that something is multiplied by.
    fn times(&self, at: usize) -> Option<Found> {
        let times = self.pick(at, kinds::TIMES, |s| match s {
            Sense::Times(ratio) => Some(ratio),
            _ => None,
        })?;
        let mut quantity = Quantity::exact(Decimal::whole(1).times_ratio(times.value)?, None);
        let per = self.per(times.end, false);
        quantity.per = per.map(|p| p.0);
        let (kind, end) = (Kind::Number, per.map_or(times.end, |p| p.1));
        let trail = vec![self.step(times.rule, at, times.end)];
        Some(Found { start: at, end, kind, value: Value::Quantity(quantity), trail, idle: None })
    }
}

/// The upper end of a range whose lower one leaves out its thousands is at most so many times as much.
const MOST_TIMES: i64 = 4;

/// A range of two figures told after "by" seldom ends at this many times its beginning.
const NEAR_TIMES: i64 = 2;

/// Whether the second figure is less than some times the first.
fn is_near(low: &Figure, high: &Figure) -> bool {
    match (low.numeral.amount, high.numeral.amount) {
        (Amount::Exact(a), Amount::Exact(b)) => {
            a.times(Decimal::whole(NEAR_TIMES)).is_some_and(|most| b < most)
        }
        _ => true,
    }
}

/// Whether the second number can be the other end of a range from the first on; below zero either
/// may come first.
fn rises(low: &Figure, high: &Figure) -> bool {
    let (a, b) = match (low.numeral.amount, high.numeral.amount) {
        (Amount::Exact(a), Amount::Exact(b)) => (a, b),
        // "between a third and a half"
        (Amount::Share(a), Amount::Share(b)) => {
            return a.numerator * b.denominator < b.numerator * a.denominator;
        }
        _ => return false,
    };
    let below = a.is_negative() && b.is_negative() && b < a;
    a < b || below || borrowed(&low.numeral, &high.numeral).is_some()
}

/// The lower end with the scale of the upper one: 5 million in "5 to 7 million".
fn borrowed(low: &Numeral, high: &Numeral) -> Option<Decimal> {
    let (a, b) = (low.amount.exact()?, high.amount.exact()?);
    let fits = low.scale == 0 && high.scale >= 3 && a < Decimal::whole(1000);
    a.shift(high.scale).filter(|a| fits && *a < b)
}

/// The interval with its ends in order: factors on a negative number turn them around.
fn ordered(interval: Interval) -> Interval {
    match (interval.lo, interval.hi) {
        (Some(lo), Some(hi)) if lo.at > hi.at => Interval { lo: Some(hi), hi: Some(lo) },
        _ => interval,
    }
}

fn range(a: Decimal, b: Decimal, unit: Option<UnitId>) -> Quantity {
    let plain = Interval::closed(a, b);
    Quantity {
        stated: None,
        unit,
        per: None,
        hedge: Hedge::Range,
        literal: plain,
        plain,
        also: None,
    }
}

fn vague(lo: Decimal, hi: Decimal, unit: Option<UnitId>) -> Quantity {
    Quantity {
        stated: None,
        unit,
        per: None,
        hedge: Hedge::Vague,
        literal: Interval { lo: Some(End::closed(lo)), hi: None },
        plain: Interval { lo: Some(End::closed(lo)), hi: Some(End::open(hi)) },
        also: None,
    }
}
