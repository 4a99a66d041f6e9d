//! How digits, number words and scales add up to one number.

use super::numerals::{Amount, Numeral, scaled};
use super::reader::Reader;
use crate::grammar::noun_lemma;
use crate::id::RuleId;
use crate::rules::{Class, Joint, Sense, kinds};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Decimal, Ratio};

/// One step of a sum: the rule, where its words begin and end.
type Term = (RuleId, usize, usize);

/// The symbol of a currency has at most so many tokens: `S/`.
const LONGEST_SYMBOL: usize = 2;

/// So many tokens before a figure the word can stand that says what so many are.
const NUMBERS_REACH: usize = 10;

impl Reader<'_> {
    /// `38`, `2.5bn`, `38 billion`, `twenty-three`, `two hundred and five`, `a million`, `4 thousand
    /// 3 hundred and 21`, `two million and a half`, `three point five`.
    pub(super) fn exact(&self, at: usize) -> Option<Numeral> {
        if !self.may_be_a_number(at) {
            return None;
        }
        let mut sum = Sum::default();
        let mut trail = Trail::new();
        let mut end = self.opening(at, &mut sum, &mut trail)?;
        while let Some((rule, from, to)) = self.term(end, &mut sum) {
            trail.push(self.step(rule, from, to));
            end = to;
        }
        if end == at && !sum.started() {
            let point = self.decimals(at, &mut sum, &mut trail);
            end = if point > at { point } else { return None };
        } else if !sum.written {
            end = self.decimals(end, &mut sum, &mut trail);
            // "three point five million"
            while let Some((rule, from, to)) = self.term(end, &mut sum).filter(|_| sum.pointed) {
                trail.push(self.step(rule, from, to));
                end = to;
            }
        }
        end = self.and_part(end, &mut sum, &mut trail);
        let (amount, scale) = (Amount::Exact(sum.total()?), sum.power);
        (end > at).then_some(Numeral { amount, end, trail, digits: sum.written, scale })
    }

    /// What a sum begins with: digits, an article before a scale, a scale before its unit.
    fn opening(&self, at: usize, sum: &mut Sum, trail: &mut Trail) -> Option<usize> {
        if let Some(written) = self.written(at) {
            sum.current = Some(written.value);
            sum.written = true;
            trail.extend(written.step);
            return Some(self.suffix(written.end, sum, trail));
        }
        if self.shape(at) == Some(Shape::Digits) {
            return None;
        }
        if let Some(article) = self.article(at) {
            self.scale(article.end)?;
            trail.push(self.step(article.rule, at, article.end));
            sum.current = Some(Decimal::whole(1));
            return Some(article.end);
        }
        if self.scale(at).is_some_and(|(_, _, end)| self.unit(end).is_some()) {
            sum.current = Some(Decimal::whole(1));
        }
        Some(at)
    }

    /// A factor that is glued to the digits (`2.5bn`), or stands alone behind them (`2.5 bn`).
    fn suffix(&self, at: usize, sum: &mut Sum, trail: &mut Trail) -> usize {
        let picked = self.pick(at, kinds::SUFFIX, |s| match s {
            Sense::Suffix(by) => Some(by),
            _ => None,
        });
        let Some(suffix) = picked.filter(|_| self.is_suffix(at)) else { return at };
        let Some(value) = sum.current.and_then(|v| scaled(v, suffix.value)) else { return at };
        sum.current = Some(value);
        sum.power = power(suffix.value);
        trail.push(self.step(suffix.rule, at, suffix.end));
        suffix.end
    }

    /// Whether the letters after a figure are a factor and no unit: `m` is metres unless a currency
    /// stands before the figure or a unit after it; `K` is a thousand, kelvin only after a blank.
    fn is_suffix(&self, at: usize) -> bool {
        let goes_on = self.glued(at + 1) && self.shape(at + 1).is_some_and(Shape::is_word);
        let short = self.text(at).len() == 1;
        // "10x", but not the bus 830X
        if self.text(at) == "X" {
            return false;
        }
        let money = |from: usize| self.currency(from).or_else(|| self.letter_of_money(from));
        let money_before = (2..=LONGEST_SYMBOL + 1)
            .filter_map(|back| money(at.checked_sub(back)?))
            .any(|c| c.end == at - 1);
        // "$5 B", but no "$5 T-shirt".
        let hyphen = self.is(at + 1, self.rules.marks.hyphen) && self.glued(at + 1);
        let capital = money_before && self.shape(at) == Some(Shape::Capital) && !hyphen;
        if goes_on || !self.glued(at) && short && self.text(at) != "k" && !capital {
            return false;
        }
        let unit = |s: Sense| match s {
            Sense::Unit(id) => self.rules.unit(id).is_some_and(|u| u.dimension != "temperature"),
            _ => false,
        };
        let measured = self.hits(at, kinds::UNIT).any(|h| unit(h.sense));
        let unit_after = self.unit(self.past_hyphen(at + 1)).is_some();
        !measured || money_before || unit_after || self.text(at) == "m" && self.are_millions(at)
    }

    /// Whether the `m` at `at` counts what follows in millions: `6.1m passengers`, `6m displaced`, but
    /// neither `100m hurdles` nor `a 5m wall`.
    fn are_millions(&self, at: usize) -> bool {
        let spaced = self.token(at + 1).is_some_and(|t| t.spaced);
        // "between 3m and 4m customers", "3m-plus customers"
        let joined = matches!(self.text(at + 1), "and" | "to" | "or" | "-" | "–");
        if joined && self.shape(at + 2) == Some(Shape::Digits) && self.text(at + 3) == "m" {
            return self.are_millions(at + 3);
        }
        if self.is(at + 1, self.rules.marks.hyphen) && self.text(at + 2) == "plus" {
            return self.counts_something(at + 3);
        }
        let race = matches!(
            self.text(at - 1),
            "60" | "100"
                | "110"
                | "200"
                | "400"
                | "800"
                | "1,500"
                | "1500"
                | "5,000"
                | "5000"
                | "10,000"
                | "10000"
        );
        // "nearly 1m affected by the flood", but no "5m raised platform"
        let befallen = self.text(at + 1).ends_with("ed")
            && self.can_be(at + 1, Class::Verb)
            && !self.names_any(at + 2);
        let counts = self.counts_something(at + 1) && !self.is(at + 1, self.rules.marks.of);
        // "22m are expected", "numbers rose 6% to 7.2m in October"
        let many = matches!(self.text(at + 1), "are" | "were" | "have");
        spaced && !race && (counts || befallen || many) || !race && self.numbers_are_told(at)
    }

    /// Whether a word before `at` says that so many are told of: "passenger *numbers*", "*viewers*", "of
    /// *whom*".
    fn numbers_are_told(&self, at: usize) -> bool {
        let before = self.start.max(at.saturating_sub(NUMBERS_REACH))..at;
        let class = self.rules.vocabulary.get("told in numbers");
        let closed = self.stands_last(at + 1) || self.can_be(at + 1, Class::Preposition);
        let lemma = |i: usize| noun_lemma(self.doc, self.rules, i).1;
        let whom = before.clone().rev().take(2).any(|i| self.text(i) == "whom");
        whom || closed && before.rev().any(|i| self.rules.words.in_class(lemma(i), class))
    }

    /// The next word or digits that go on with the sum.
    fn term(&self, at: usize, sum: &mut Sum) -> Option<Term> {
        let joined = self.past_and(at, sum);
        let next = if sum.started() { self.past_hyphen(joined) } else { at };
        if let Some((n, rule, end)) = self.cardinal(next) {
            let led = joined > at || !sum.written || self.scale(end).is_some();
            return (led && sum.add(n)).then_some((rule, next, end));
        }
        if sum.started()
            && let Some(super::digits::Written { value: n, end, .. }) = self.written(next)
        {
            let by = self.scale(end).filter(|s| sum.last_scale.is_some_and(|last| s.0 < last));
            let goes_on = joined > at && sum.hundred || by.is_some() && joined == at;
            let rule = by.map_or(RuleId::default(), |s| s.1);
            return (goes_on && sum.add(n)).then_some((rule, next, end));
        }
        let (by, rule, end) = self.scale(next).or_else(|| self.plural_scale(next))?;
        sum.multiply(by).then_some((rule, next, end))
    }

    /// One past the "and" of "two hundred and five", but not of "a hundred and three quarters".
    fn past_and(&self, at: usize, sum: &Sum) -> usize {
        let and = self.hits(at, kinds::JOINT).any(|h| h.sense == Sense::Joint(Joint::And));
        if !and || !sum.takes_and() {
            return at;
        }
        let word = self.cardinal(at + 1).is_some_and(|(_, _, end)| {
            let part = self
                .hits(self.past_hyphen(end), kinds::FRACTION)
                .any(|h| matches!(h.sense, Sense::Fraction(_)));
            !part && (!sum.written || sum.hundred)
        });
        let digits = sum.hundred && sum.written && self.shape(at + 1) == Some(Shape::Digits);
        if word || digits { at + 1 } else { at }
    }

    /// `point zero three`
    fn decimals(&self, at: usize, sum: &mut Sum, trail: &mut Trail) -> usize {
        let Some(point) = self.pick(at, kinds::POINT, |s| (s == Sense::Point).then_some(())) else {
            return at;
        };
        let mut value = sum.total().unwrap_or(Decimal::ZERO);
        let mut end = point.end;
        while let Some((digit, _, next)) = self.cardinal(end).filter(|c| c.0 < Decimal::whole(10)) {
            let place = value.exponent().min(0) - 1;
            let Some(more) = digit.shift(place).and_then(|d| value.plus(d)) else { break };
            value = more;
            end = next;
        }
        if end == point.end {
            return at;
        }
        trail.push(self.step(point.rule, at, end));
        *sum = Sum { current: Some(value), pointed: true, ..Sum::default() };
        end
    }
}

/// The sum of a number's parts so far: finished thousands, and what is being counted.
#[derive(Default)]
pub(super) struct Sum {
    done: Option<Decimal>,
    current: Option<Decimal>,
    last_scale: Option<Decimal>,
    /// Whether "hundred" was the last word.
    hundred: bool,
    /// Whether it begins with digits.
    written: bool,
    /// Whether decimals were spoken: only scales can follow.
    pointed: bool,
    /// The power of ten of a scale that the whole number is told in: 6 for "7.5 million".
    power: i16,
}

/// The power of ten that a scale is; 0 for dozens.
fn power(scale: Decimal) -> i16 {
    if scale.digits() == 1 { scale.trailing_zeros() + scale.exponent() } else { 0 }
}

impl Sum {
    fn started(&self) -> bool {
        self.done.is_some() || self.current.is_some()
    }

    /// "and" goes on after "hundred", "thousand", ... only.
    fn takes_and(&self) -> bool {
        let Some(current) = self.current else { return self.done.is_some() };
        current >= Decimal::whole(100)
    }

    /// Takes a number if it can follow: `five` after `twenty` or `hundred`, not after `six`.
    fn add(&mut self, n: Decimal) -> bool {
        let Some(current) = self.current else {
            let fits = self.last_scale.is_none_or(|last| n < last);
            if fits {
                self.current = Some(n);
                self.power = 0;
            }
            return fits;
        };
        if self.pointed || self.written && !self.hundred && self.done.is_none() {
            return false;
        }
        let units = current.to_i64().map_or(1, |c| c % 100);
        let small = n < Decimal::whole(10) && !n.is_zero();
        let fits = if units == 0 {
            current >= Decimal::whole(100) && n < Decimal::whole(100)
        } else {
            units >= 20 && units % 10 == 0 && small
        };
        if let Some(sum) = current.plus(n).filter(|_| fits) {
            self.current = Some(sum);
            self.hundred = false;
            self.power = 0;
        }
        fits
    }

    fn multiply(&mut self, by: Decimal) -> bool {
        let falling = self.last_scale.is_none_or(|last| by < last || self.done.is_none());
        let Some(current) = self.current.filter(|_| falling) else { return false };
        let Some(product) = scaled(current, by) else { return false };
        self.hundred = by == Decimal::whole(100);
        if self.hundred {
            self.power = 2;
            self.current = Some(product);
            return true;
        }
        self.last_scale = Some(by);
        self.power = if self.done.is_none() { self.power + power(by) } else { 0 };
        let sum = self.done.map_or(Some(product), |d| d.plus(product));
        self.done = sum;
        self.current = None;
        sum.is_some()
    }

    /// Whether "and a half" can follow.
    pub(super) fn takes_part(&self) -> bool {
        let whole = self.total().is_some_and(|t| t.exponent() >= 0);
        self.started() && (whole || self.done.is_some())
    }

    /// What "a half" after the sum is a half of: a million after "two million".
    pub(super) fn part_of(&self) -> Decimal {
        let scale = self.last_scale.filter(|_| self.current.is_none());
        scale.unwrap_or(Decimal::whole(1))
    }

    pub(super) fn add_part(&mut self, part: Decimal) -> bool {
        let Some(sum) = self.total().and_then(|t| t.plus(part)) else { return false };
        self.done = Some(sum);
        self.current = None;
        true
    }

    /// Whether it is told in no scale so far.
    pub(super) fn has_no_scale(&self) -> bool {
        self.last_scale.is_none()
    }

    /// `one` and `half` of a million: all of it in that scale.
    pub(super) fn add_part_of(&mut self, part: Ratio, by: Decimal) -> bool {
        let more = Decimal::whole(1).times_ratio(part);
        let sum = self.total().and_then(|t| scaled(t.plus(more?)?, by));
        self.done = sum;
        self.current = None;
        self.last_scale = Some(by);
        self.power = power(by);
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
