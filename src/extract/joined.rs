//! Mentions of one sentence that belong together: a value written twice, and dates to choose from.

use super::reader::Reader;
use crate::claim::{Kind, Mention};
use crate::rules::{Joint, Sense};
use crate::text::Span;
use crate::value::{Days, Moment, Value};

/// Joins what belongs together among the mentions from `first` on.
pub(super) fn join(reader: &Reader<'_>, first: usize, mentions: &mut Vec<Mention>) {
    let mut at = first;
    while at + 1 < mentions.len() {
        let (head, tail) = mentions.split_at_mut(at + 1);
        let (Some(one), Some(other)) = (head.last_mut(), tail.first()) else { return };
        if reader.converts(one, other) || reader.offers_choice(one, other) {
            mentions.remove(at + 1);
        } else {
            at += 1;
        }
    }
}

impl Reader<'_> {
    /// `40 kilometers (25 miles)`, `€2 million ($2.6 million)`: one value, written twice.
    fn converts(&self, one: &mut Mention, other: &Mention) -> bool {
        let open = one.tokens.end;
        let bracketed = self.is(open, self.rules.marks.open)
            && other.tokens.start == open + 1
            && self.is(other.tokens.end, self.rules.marks.close);
        if !bracketed {
            return false;
        }
        let (Value::Quantity(a), Value::Quantity(b)) = (&mut one.value, &other.value) else {
            return false;
        };
        let unit = |id: Option<crate::id::UnitId>| id.and_then(|u| self.rules.unit(u));
        let (Some(x), Some(y)) = (unit(a.unit), unit(b.unit)) else { return false };
        let converts = x != y && (x.dimension == y.dimension || x.is_money() && y.is_money());
        if converts {
            a.also = Some(Box::new(b.clone()));
            one.tokens.end = other.tokens.end + 1;
            one.span = self.span(one.tokens.clone());
            one.trail.extend(&other.trail);
        }
        converts
    }

    /// `next year or in 2027`: one date with two to choose from.
    fn offers_choice(&self, one: &mut Mention, other: &Mention) -> bool {
        let or = one.tokens.end;
        let joint = self.hits(or).find(|h| h.sense == Sense::Joint(Joint::Or));
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
