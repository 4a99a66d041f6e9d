//! Mentions of one sentence that belong together: a value written twice, and dates to choose from.

use super::reader::Reader;
use crate::claim::{Idle, Kind, Mention};
use crate::id::UnitId;
use crate::rules::{Joint, Sense, kinds};
use crate::text::Span;
use crate::trail::Step;
use crate::value::{Days, Decimal, Hedge, Interval, Moment, Quantity, Value};

/// Joins what belongs together among the mentions from `first` on.
pub(super) fn join(reader: &Reader<'_>, first: usize, mentions: &mut Vec<Mention>) {
    let mut at = first;
    while at + 1 < mentions.len() {
        let (head, tail) = mentions.split_at_mut(at + 1);
        let (Some(one), Some(other)) = (head.last_mut(), tail.first_mut()) else { return };
        if reader.repeats(one, other)
            || reader.bounds(one, other)
            || reader.offers_choice(one, other)
        {
            mentions.remove(at + 1);
        } else {
            reader.converts(one, other);
            reader.moves_in_points(one, other);
            at += 1;
        }
    }
    let currency = only_currency(&mentions[first..]);
    for at in first..mentions.len() {
        let (before, rest) = mentions.split_at_mut(at);
        if let Some(mention) = rest.first_mut() {
            reader.shares_unit(&before[first..], mention, currency);
        }
    }
}

/// The only currency in which some mentions tell millions.
fn only_currency(mentions: &[Mention]) -> Option<UnitId> {
    let money = mentions.iter().filter(|m| m.kind == Kind::Money && m.idle.is_none());
    let mut units = money.filter_map(|m| m.value.quantity()).filter_map(|q| {
        let large = q.per.is_none() && q.stated? >= Decimal::whole(LEAST_SUM);
        q.unit.filter(|_| large)
    });
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}

/// A bare number from here on is money where its sentence tells other sums.
const LEAST_SUM: i64 = 1_000_000;

/// So many mentions back the figure that another is compared with can stand: "61.2% on Sunday, up from
/// 57.8".
const MOST_BACK: usize = 2;

/// Figures that are compared differ by less, or the unit is another one too.
const MOST_APART: i64 = 10;

impl Reader<'_> {
    /// Whether `other` stands in brackets or after ", or" right behind `one`.
    fn stands_beside(&self, one: &Mention, other: &Mention) -> Option<usize> {
        let open = one.tokens.end;
        let bracket = self.is(open, self.rules.marks.open)
            && other.tokens.start == open + 1
            && matches!(self.text(other.tokens.end), ")" | ";" | ",");
        let closed =
            other.tokens.end + usize::from(self.is(other.tokens.end, self.rules.marks.close));
        let or = self.is(open, self.rules.marks.comma)
            && self.joint(open + 1).is_some_and(|j| j.value == Joint::Or)
            && other.tokens.start == open + 2;
        (bracket || or).then_some(if bracket { closed } else { other.tokens.end })
    }

    /// `forty-five (45)`: one number, written twice.
    fn repeats(&self, one: &mut Mention, other: &Mention) -> bool {
        let Some(end) = self.stands_beside(one, other) else { return false };
        let (Value::Quantity(a), Value::Quantity(b)) = (&one.value, &other.value) else {
            return false;
        };
        let same = a.stated.is_some() && a.stated == b.stated && a.unit == b.unit;
        if same {
            one.tokens.end = end;
            one.span = self.span(one.tokens.clone());
        }
        same
    }

    /// `40 kilometers (25 miles)`, `€2 million ($2.6 million)`: one value, written twice.
    fn converts(&self, one: &mut Mention, other: &mut Mention) {
        let Some(end) = self.stands_beside(one, other) else { return };
        let (Value::Quantity(a), Value::Quantity(b)) = (&mut one.value, &other.value) else {
            return;
        };
        let unit = |id: Option<crate::id::UnitId>| id.and_then(|u| self.rules.unit(u));
        let (Some(x), Some(y)) = (unit(a.unit), unit(b.unit)) else { return };
        // "40 kilometers (52 miles)" are two figures, and one of them is wrong.
        let meet = || x.calendar().is_some() || self.rules.meet((&a.literal, x), (&b.literal, y));
        if x != y && (x.dimension == y.dimension && meet() || x.is_money() && y.is_money()) {
            a.also = Some(Box::new(b.clone()));
            one.tokens.end = end;
            one.span = self.span(one.tokens.clone());
            one.trail.extend(&other.trail);
            other.idle = Some(Idle::Restated);
        }
    }

    /// `2.8 points` of "rose by 2.8 points to 41.2%": percentage points.
    fn moves_in_points(&self, one: &mut Mention, other: &Mention) {
        let points = one.tokens.end;
        let bare = matches!(one.kind, Kind::Number | Kind::Count);
        let told = matches!(self.text(points), "point" | "points")
            && matches!(self.text(points + 1), "to" | "at")
            && other.tokens.start == points + 2
            && other.kind == Kind::Percent;
        let unit = self.rules.unit_named("percentage point").filter(|_| bare && told);
        if let (Value::Quantity(quantity), Some(unit)) = (&mut one.value, unit) {
            quantity.unit = Some(unit);
            one.kind = Kind::Percent;
            one.tokens.end = points + 1;
            one.span = self.span(one.tokens.clone());
        }
    }

    /// `57.8` of "61.2%, up from 57.8": a bare number in the unit of the one that it is compared with.
    fn shares_unit(&self, before: &[Mention], mention: &mut Mention, currency: Option<UnitId>) {
        let start = mention.tokens.start;
        if mention.kind != Kind::Number {
            return;
        }
        let told =
            |m: &&Mention| (m.kind.is_measured() || m.kind == Kind::Count) && m.idle.is_none();
        // "29.8 percent and 41 seats, down from 52": the nearest figure is meant, and it has no unit.
        let nearest = || before.iter().rev().take(MOST_BACK).find(told);
        let compared = |joint| Some((joint, nearest().filter(|m| m.kind != Kind::Count)?));
        let from = || {
            let last = before.last()?;
            Some((self.leads_back(start, last).or_else(|| self.leads_on(start, last))?, last))
        };
        let Some((joint, model)) = self.compared(start).and_then(compared).or_else(from) else {
            return self.is_money_too(mention, currency);
        };
        let (Value::Quantity(one), Value::Quantity(other)) = (&model.value, &mut mention.value)
        else {
            return;
        };
        let both = one.stated.zip(other.stated);
        if one.per.is_none() && both.is_some_and(|(x, y)| x.is_within(MOST_APART, y)) {
            other.unit = one.unit;
            mention.kind = model.kind;
            mention.trail.push(joint);
        }
    }

    /// `130 million` of "With debt of 130 million the deal is worth £1 billion": a bare number of millions in
    /// the only currency of its sentence.
    fn is_money_too(&self, mention: &mut Mention, currency: Option<UnitId>) {
        let last = mention.tokens.end - 1;
        let scaled = self.kinds(last) & (kinds::SCALE | kinds::SUFFIX) != 0;
        if let (Value::Quantity(quantity), Some(unit)) = (&mut mention.value, currency)
            && quantity.stated.is_some_and(|n| scaled && n >= Decimal::whole(LEAST_SUM))
        {
            quantity.unit = Some(unit);
            mention.kind = Kind::Money;
        }
    }

    /// The rule of the "from" that leads from a figure with a unit to a bare one: "to 23 cents from 21".
    fn leads_back(&self, at: usize, model: &Mention) -> Option<Step> {
        let from = model.tokens.end;
        let joint = self.joint(from).filter(|j| j.value == Joint::From && j.end == at)?;
        let unit = model.value.quantity()?.unit.and_then(|u| self.rules.unit(u));
        let fits = unit.is_some() && model.kind != Kind::Age;
        (fits && self.stands_last(at + 1)).then(|| self.step(joint.rule, from, at))
    }

    /// The rule of the "to" that leads on from a figure with a unit behind "from": "from 52 minutes *to* 34".
    fn leads_on(&self, at: usize, model: &Mention) -> Option<Step> {
        let (start, to) = (model.tokens.start, model.tokens.end);
        let from = start.checked_sub(1).and_then(|f| self.joint(f));
        let joint = from.filter(|j| j.value == Joint::From && j.end == start)?;
        let fits = model.value.quantity()?.unit.is_some() && model.kind != Kind::Age;
        let bare = self.text(to) == "to" && at == to + 1 && self.stands_last(at + 1);
        (fits && bare).then(|| self.step(joint.rule, start - 1, at))
    }

    /// The rule that compares what begins at `at` with a figure before.
    fn compared(&self, at: usize) -> Option<Step> {
        let from = at.saturating_sub(MOST_BACK).max(self.start);
        (from..at).find_map(|i| {
            let joint = self.joint(i)?;
            let leads = joint.value == Joint::Compared && joint.end == at;
            leads.then(|| self.step(joint.rule, i, at))
        })
    }

    /// `more than 40 and less than 60`: one range.
    fn bounds(&self, one: &mut Mention, other: &Mention) -> bool {
        let and = one.tokens.end;
        let joint =
            self.joint(and).filter(|j| j.value == Joint::And && j.end == other.tokens.start);
        let but = self.text(and) == "but" && other.tokens.start == and + 1;
        let step = joint.map(|j| self.step(j.rule, and, j.end));
        let (true, Value::Quantity(a), Value::Quantity(b)) =
            (but || joint.is_some(), &mut one.value, &other.value)
        else {
            return false;
        };
        let lower = |q: &Quantity| matches!(q.hedge, Hedge::AtLeast | Hedge::MoreThan);
        let upper = |q: &Quantity| matches!(q.hedge, Hedge::AtMost | Hedge::LessThan);
        let (lo, hi) =
            if lower(a) && upper(b) { (a.stated, b.stated) } else { (b.stated, a.stated) };
        let opposed = lower(a) && upper(b) || upper(a) && lower(b);
        let (Some(lo), Some(hi)) = (lo, hi) else { return false };
        let range = opposed && lo < hi && (a.unit == b.unit || a.unit.is_none());
        if range {
            let plain = Interval::closed(lo, hi);
            *a = Quantity {
                stated: None,
                unit: b.unit,
                hedge: Hedge::Range,
                literal: plain,
                plain,
                ..a.clone()
            };
            one.kind = other.kind;
            one.tokens.end = other.tokens.end;
            one.span = self.span(one.tokens.clone());
            one.trail.extend(step);
            one.trail.extend(&other.trail);
        }
        range
    }

    /// `next year or in 2027`: one date with two to choose from.
    fn offers_choice(&self, one: &mut Mention, other: &Mention) -> bool {
        let or = one.tokens.end;
        let joint = self.hits(or, kinds::JOINT).find(|h| h.sense == Sense::Joint(Joint::Or));
        let near = other.tokens.start > or && other.tokens.start <= or + 2;
        let (Value::Moment(a), Value::Moment(b)) = (&mut one.value, &other.value) else {
            return false;
        };
        let Some(joint) = joint else { return false };
        if !near || a.grain != b.grain || a.bound != b.bound {
            return false;
        }
        choose(a, b);
        one.trail.push(self.step(joint.rule, or, joint.end));
        one.kind = Kind::DateRange;
        one.tokens.end = other.tokens.end;
        one.span = Span::new(one.span.start, other.span.end);
        one.trail.extend(&other.trail);
        true
    }
}

fn choose(a: &mut Moment, b: &Moment) {
    a.edtf = format!("[{},{}]", a.edtf, b.edtf);
    let (Some(first), Some(second)) = (a.days, b.days) else { return };
    a.alternatives = vec![first, second];
    a.days = Some(Days { lo: first.lo.min(second.lo), hi: first.hi.max(second.hi) });
}
