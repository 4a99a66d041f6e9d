//! Numbers before any unit: which forms there are, and how they compose.

use super::reader::Reader;
use super::words::Sum;
use crate::id::RuleId;
use crate::rules::{Class, Joint, Sense, kinds};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Calendar, Decimal, Ratio};

/// A number without its unit.
#[derive(Debug)]
pub(super) struct Numeral {
    pub(super) amount: Amount,
    pub(super) end: usize,
    pub(super) trail: Trail,
    /// Whether it is written in digits.
    pub(super) digits: bool,
    /// The power of ten of its scale: 6 for "7.5 million", 0 without one.
    pub(super) scale: i16,
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

impl Amount {
    /// The number, if it is one.
    pub(super) fn exact(self) -> Option<Decimal> {
        match self {
            Self::Exact(n) => Some(n),
            _ => None,
        }
    }
}

/// A part as it is written: `half`, `two-thirds`, `3/4`, `¾`.
pub(super) struct Part {
    pub(super) ratio: Ratio,
    pub(super) end: usize,
    pub(super) trail: Trail,
    /// Whether a number, an article or a slash makes it a part for certain: `third` alone does not.
    certain: bool,
}

/// Kinds of words that a number can begin with.
const NUMBERS: u64 =
    kinds::CARDINAL | kinds::ARTICLE | kinds::FRACTION | kinds::VAGUE | kinds::SCALE | kinds::POINT;

const HALF: Ratio = Ratio { numerator: 1, denominator: 2 };
/// A hedge has at most so many tokens.
const HEDGE_REACH: usize = 4;
/// The largest whole of "one in twenty".
const LARGEST_WHOLE: i64 = 1_000_000;

impl Reader<'_> {
    /// The number that begins at `at`.
    pub(super) fn numeral(&self, at: usize) -> Option<Numeral> {
        if !self.may_be_a_number(at) || self.is_no_figure(at) {
            return None;
        }
        if let Some(part) = self.part(at)
            && let Some(numeral) = self.part_of_scale(&part).or_else(|| self.share(at, &part))
        {
            return Some(numeral);
        }
        if let Some(share) = self.one_in_whole(at) {
            return Some(share);
        }
        let numeral = self.vague(at).or_else(|| self.exact(at))?;
        Some(self.in_whole(&numeral).unwrap_or(numeral))
    }

    /// Whether a number can begin with the token; most words begin none.
    pub(super) fn may_be_a_number(&self, at: usize) -> bool {
        self.kinds(at) & NUMBERS != 0 || !self.shape(at).is_some_and(Shape::is_word)
    }

    /// Whether an expression stands at `at` that looks like a figure and is none.
    pub(super) fn is_no_figure(&self, at: usize) -> bool {
        self.hits(at, kinds::NO_FIGURE).any(|h| h.sense == Sense::NoFigure)
    }

    /// The whole number of a short digit token.
    pub(super) fn small_number(&self, at: usize) -> Option<u32> {
        let plain = self.shape(at) == Some(Shape::Digits) && self.text(at).len() <= 4;
        plain.then(|| self.text(at).parse().ok())?
    }

    /// The part of a whole that stands at `at`.
    pub(super) fn part(&self, at: usize) -> Option<Part> {
        if self.shape(at) == Some(Shape::Digits) {
            return self.slashed(at);
        }
        let mut trail = Trail::new();
        let (count, after) = match self.cardinal(at) {
            Some((n, rule, end)) => {
                trail.push(self.step(rule, at, end));
                (Some(n.to_i64()?), self.past_hyphen(end))
            }
            None => self.article(at).map_or((None, at), |a| (Some(1), self.past_hyphen(a.end))),
        };
        let (count, after) = self.compound_count(count, after).unwrap_or((count, after));
        let part = self.fraction(after).filter(|_| after == at || !self.is_no_figure(after))?;
        trail.push(self.step(part.rule, after, part.end));
        let numerator = part.value.numerator.checked_mul(count.unwrap_or(1))?;
        let ratio = Ratio { numerator, ..part.value };
        let last = self.text(part.end - 1);
        let plural = last.ends_with('s');
        let hyphen = after > at && self.is(after - 1, self.rules.marks.hyphen);
        let quarter = part.value.denominator == 4 && last.starts_with('q');
        let counted = count.is_none_or(|n| n == 1 || plural || quarter || hyphen);
        // "twenty-fifth" is an ordinal.
        let small = count.is_none_or(|n| n < 20 || plural && n % 10 != 0);
        let half = part.value.denominator == 2;
        let glyph = self.shape(after) == Some(Shape::Mark);
        let certain = count.is_some() || half || glyph;
        (counted && small).then_some(Part { ratio, end: part.end, trail, certain })
    }

    /// The numerator of `twenty-three hundredths`: tens and units.
    fn compound_count(&self, tens: Option<i64>, at: usize) -> Option<(Option<i64>, usize)> {
        let tens = tens.filter(|n| *n >= 20 && n % 10 == 0)?;
        let (units, _, end) = self.cardinal(at).filter(|c| c.0 < Decimal::whole(10))?;
        Some((Some(tens + units.to_i64()?), self.past_hyphen(end)))
    }

    /// `1/2`: a part, with a denominator that is no month.
    pub(super) fn slashed(&self, at: usize) -> Option<Part> {
        let slash =
            |i: usize| matches!(self.text(i), "/" | "⁄") && self.glued(i) && self.glued(i + 1);
        let chained = at > self.start && self.glued(at) && self.text(at - 1) == "/";
        if !slash(at + 1) || slash(at + 3) || chained {
            return None;
        }
        let (a, b) = (self.small_number(at)?, self.small_number(at + 2)?);
        let sign = self.text(at + 1) == "⁄";
        let common = (sign || matches!(b, 2..=6 | 8 | 10 | 16 | 100)) && a > 0 && a < b;
        let ratio = Ratio { numerator: i64::from(a), denominator: i64::from(b) };
        common.then_some(Part { ratio, end: at + 3, trail: Trail::new(), certain: true })
    }

    fn fraction(&self, at: usize) -> Option<super::reader::Picked<Ratio>> {
        self.pick(at, kinds::FRACTION, |s| match s {
            Sense::Fraction(ratio) => Some(ratio),
            _ => None,
        })
    }

    /// `half a million`, `a quarter of a billion`, `half million`
    fn part_of_scale(&self, part: &Part) -> Option<Numeral> {
        if !part.certain && self.cardinal(part.end).is_some() {
            return None;
        }
        let of = self.past_of(part.end);
        let scale_at = self.article(of).map_or_else(|| self.past_hyphen(part.end), |a| a.end);
        let (by, rule, end) = self.scale(scale_at)?;
        let mut trail = part.trail.clone();
        trail.push(self.step(rule, scale_at, end));
        let amount = Amount::Exact(by.times_ratio(part.ratio)?);
        Some(Numeral { amount, end, trail, digits: false, scale: 0 })
    }

    /// A part as a share of a whole ("two-thirds of them", "more than half"), or as the number that
    /// it is where nothing can be the whole.
    fn share(&self, at: usize, part: &Part) -> Option<Numeral> {
        let half = part.ratio == HALF;
        // "the second half": which part of a match, not how much of it.
        if half && at > self.start && self.kinds(at - 1) & kinds::ORDINAL != 0 {
            return None;
        }
        let whole = self.is(part.end, self.rules.marks.of) || self.text(part.end) == "the";
        // "a fifth less fuel", "Half were given the drug"
        let compares = part.certain && !half && self.compares_with_more(part.end);
        let opens = at == self.start || self.text(at - 1) == ",";
        let does = || self.can_be(part.end, Class::Auxiliary) || self.is_past(part.end);
        let subject = half && opens && does();
        let by = at > self.start
            && matches!(self.text(at - 1), "by" | "between" | "Between" | "from" | "From")
            && !self.names_any(part.end)
            && self.text(part.end) != "past"
            && self.article(part.end).is_none();
        let hedged = self.is_hedged(at);
        let glyph = self.shape(part.end - 1) == Some(Shape::Mark);
        let spelled = part.ratio.numerator > 1 || part.trail.len() > 1;
        let told = whole
            || hedged
            || by
            || spelled
            || glyph
            || compares
            || subject
            || !half && part.certain && !self.names_any(part.end);
        if !part.certain && (!whole || self.is_one_of_a_number(at, part.end)) || !told {
            return None;
        }
        let more = part.ratio.numerator > part.ratio.denominator;
        let joined = glyph && !self.names_any(part.end);
        let alone = !whole
            && !hedged
            && !self.led_by_preposition(at)
            && (self.stands_last(part.end) || joined);
        let number = Decimal::whole(1).times_ratio(part.ratio);
        let amount = if alone || more { Amount::Exact(number?) } else { Amount::Share(part.ratio) };
        Some(Numeral { amount, end: part.end, trail: part.trail.clone(), digits: false, scale: 0 })
    }

    /// `the seventh of 11 children`, `the third of her four novels`: an ordinal, and no part.
    fn is_one_of_a_number(&self, at: usize, of: usize) -> bool {
        let own = of + 1 + usize::from(self.can_be(of + 1, Class::Determiner));
        let number = self.shape(own) == Some(Shape::Digits) || self.cardinal(own).is_some();
        number && at > self.start && self.is(at - 1, self.rules.marks.the)
    }

    /// Whether `less`, `more`, `higher` stands at `at`.
    fn compares_with_more(&self, at: usize) -> bool {
        let class = |name: &str| self.rules.vocabulary.get(name);
        let is = |name: &str| self.rules.words.in_class(self.sym(at), class(name));
        is("stands lower") || is("stands higher")
    }

    /// Whether a hedge ends right before `at`.
    fn is_hedged(&self, at: usize) -> bool {
        (self.start.max(at.saturating_sub(HEDGE_REACH))..at).any(|i| {
            self.hits(i, kinds::HEDGE).any(|h| h.end == at && matches!(h.sense, Sense::Hedge(_)))
        })
    }

    /// Whether the sentence or its part ends at `at`.
    pub(super) fn stands_last(&self, at: usize) -> bool {
        self.shape(at).is_none_or(|s| s == Shape::Mark) && !self.is(at, self.rules.marks.hyphen)
    }

    fn led_by_preposition(&self, at: usize) -> bool {
        at > self.start && self.can_be(at - 1, Class::Preposition)
    }

    /// `one person in three`: a share as well.
    pub(super) fn one_in_whole(&self, at: usize) -> Option<Numeral> {
        if self.kinds(at) & kinds::CARDINAL == 0 {
            return None;
        }
        let (one, rule, end) = self.cardinal(at).filter(|c| c.0 == Decimal::whole(1))?;
        let noun = self.names_any(end) && self.unit(end).is_none();
        let joint = self.joint(end + 1).filter(|j| noun && j.value == Joint::In)?;
        let whole = self.exact(joint.end).filter(|n| self.stands_uncounted(n.end))?;
        let b = whole.amount.exact()?.to_i64().filter(|b| (2..=LARGEST_WHOLE).contains(b))?;
        if whole.digits && self.text(joint.end).len() == 4 {
            return None;
        }
        let mut trail = vec![self.step(rule, at, end), self.step(joint.rule, end + 1, joint.end)];
        trail.extend(&whole.trail);
        let amount = Amount::Share(Ratio { numerator: one.to_i64()?, denominator: b });
        Some(Numeral { amount, end: whole.end, trail, digits: false, scale: 0 })
    }

    /// `three in five`, `one out of 20`: a share after all.
    fn in_whole(&self, count: &Numeral) -> Option<Numeral> {
        let joint = self
            .joint(self.past_hyphen(count.end))
            .filter(|j| matches!(j.value, Joint::In | Joint::OutOf))?;
        let a = count.amount.exact()?.to_i64()?;
        let whole = self.exact(self.past_hyphen(joint.end))?;
        let b = whole.amount.exact()?.to_i64()?;
        let year = joint.value == Joint::In && whole.digits && self.text(joint.end).len() == 4;
        let timed = self.unit(self.past_hyphen(whole.end)).is_some();
        let round = matches!(b, 10 | 100) || b % 1000 == 0;
        // "won one in 1998, two in 2003"; but "one in eight, or 400, will go"
        let listed = self.text(whole.end) == "," && !round && whole.digits;
        let bare = listed || self.currency(whole.end).is_some();
        let fits = 0 < a && a < b && b <= LARGEST_WHOLE && !year && !timed && !bare;
        let mut trail = count.trail.clone();
        trail.push(self.step(joint.rule, count.end, joint.end));
        trail.extend(&whole.trail);
        let ratio = Ratio { numerator: a, denominator: b };
        let amount = Amount::Share(ratio);
        fits.then_some(Numeral { amount, end: whole.end, trail, digits: false, scale: 0 })
    }

    /// The article at `at`, "full" and the like behind it: `a`, `another`, `a full`.
    pub(super) fn article(&self, at: usize) -> Option<super::reader::Picked<()>> {
        self.pick(at, kinds::ARTICLE, |s| (s == Sense::Article).then_some(()))
    }

    pub(super) fn cardinal(&self, at: usize) -> Option<(Decimal, RuleId, usize)> {
        let picked = self.pick(at, kinds::CARDINAL, |s| match s {
            Sense::Cardinal(n) => Some(n),
            _ => None,
        })?;
        Some((picked.value, picked.rule, picked.end))
    }

    pub(super) fn scale(&self, at: usize) -> Option<(Decimal, RuleId, usize)> {
        let picked = self.pick(at, kinds::SCALE, |s| match s {
            Sense::Scale(by) => Some(by),
            _ => None,
        })?;
        Some((picked.value, picked.rule, picked.end))
    }

    /// A scale word in the plural after a number: `three billions`, `two hundred dozens`.
    pub(super) fn plural_scale(&self, at: usize) -> Option<(Decimal, RuleId, usize)> {
        let ((least, _), rule, end) = self.vague_word(at)?;
        Some((least.times_ratio(HALF)?, rule, end)).filter(|_| self.text(at).ends_with('s'))
    }

    fn vague_word(&self, at: usize) -> Option<((Decimal, Decimal), RuleId, usize)> {
        let picked = self.pick(at, kinds::VAGUE, |s| match s {
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
            if !hyphen || self.currency(end + 1).is_none() {
                return None;
            }
            trail.push(self.step(rule, at, end));
            ((by, by.times(Decimal::whole(10))?), end)
        };
        loop {
            let of =
                if self.is(end, self.rules.marks.of) { end + 1 } else { self.past_hyphen(end) };
            let Some((by, rule, next)) = self.plural_scale(of).or_else(|| self.scale(of)) else {
                break;
            };
            lo = scaled(lo, by)?;
            hi = scaled(hi, by)?;
            trail.push(self.step(rule, of, next));
            end = next;
        }
        Some(Numeral { amount: Amount::Vague(lo, hi), end, trail, digits: false, scale: 0 })
    }

    /// `and a half`, `and three quarters`, with the scale it is a part of or not: adds it to `sum`.
    pub(super) fn and_part(&self, at: usize, sum: &mut Sum, trail: &mut Trail) -> usize {
        // "two-and-a-half-year"
        let and_at = self.past_hyphen(at);
        let and = self.hits(and_at, kinds::JOINT).any(|h| h.sense == Sense::Joint(Joint::And));
        let part_at = self.past_hyphen(and_at + 1);
        let Some(part) = self.part(part_at).filter(|_| and && sum.takes_part()) else { return at };
        let scale = self.scale(part.end);
        let end = scale.map_or(part.end, |(_, _, end)| end);
        let of_more = self.is(end, self.rules.marks.of) && self.calendar_unit(end + 1).is_none();
        let shared =
            of_more || self.text(end) == "the" || self.shape(part_at) == Some(Shape::Digits);
        // Of "one and a half million" all is in millions, of "two million and a half million" not.
        let added = !shared
            && match scale {
                Some((by, ..)) if sum.has_no_scale() => sum.add_part_of(part.ratio, by),
                Some((by, ..)) => by.times_ratio(part.ratio).is_some_and(|m| sum.add_part(m)),
                None => {
                    let more = sum.part_of().times_ratio(part.ratio);
                    more.is_some_and(|m| sum.add_part(m))
                }
            };
        if !added {
            return at;
        }
        trail.extend(&part.trail);
        end
    }

    /// The calendar unit after "of", an article or a hyphen: `half an hour`, `a tenth of a second`.
    pub(super) fn past_of_a(&self, at: usize) -> usize {
        let of = self.past_of(at);
        let the = self.past_the(of);
        if the > of && of > at {
            return the;
        }
        self.article(of).map_or_else(|| self.past_hyphen(of), |a| a.end)
    }

    /// Whether the unit is one in which parts and single ones are told apart from ordinals and
    /// verbs: a second, a quarter, a mark are none.
    pub(super) fn is_plain_calendar(&self, unit: crate::id::UnitId) -> bool {
        let calendar = self.rules.unit(unit).and_then(crate::rules::Unit::calendar);
        calendar.is_some_and(|c| !matches!(c, Calendar::Second | Calendar::Quarter))
    }
}

/// A number times a scale; powers of ten keep the written digits.
pub(super) fn scaled(value: Decimal, by: Decimal) -> Option<Decimal> {
    if by.digits() == 1 {
        let power = by.trailing_zeros() + by.exponent();
        return value.shift(power);
    }
    value.times(by)
}
