//! A number with its unit: before it, after it, of several parts ("5 feet 2 inches"), and what it is
//! told for ("$3 a litre").

use super::numerals::{Amount, Numeral, Part};
use super::reader::{Picked, Reader};
use crate::id::UnitId;
use crate::rules::{BoundWord, Class, Joint, Sense, Unit, kinds};
use crate::text::Shape;
use crate::trail::{Step, Trail};
use crate::value::{Decimal, Per, Ratio, Told};

/// A numeral with the unit that stands before or after it.
pub(super) struct Figure {
    pub(super) numeral: Numeral,
    pub(super) unit: Option<UnitId>,
    /// Whether the unit stands before the number.
    pub(super) prefixed: bool,
    pub(super) end: usize,
}

/// A figure has at most so many parts: years, months, days.
const MOST_PARTS: usize = 4;
/// Words that say which unit is meant, not what it is like: `last`, `third`.
const ORDERED: u64 = kinds::RELATIVE | kinds::ORDINAL | kinds::FISCAL | kinds::LOOSE;
/// So many tokens before a figure the word can stand that tells a weight.
const WEIGHT_REACH: usize = 4;
const HUNDREDTH: Ratio = Ratio { numerator: 1, denominator: 100 };

impl Reader<'_> {
    /// The currency whose symbol, code or name stands at `at`.
    pub(super) fn currency(&self, at: usize) -> Option<Picked<UnitId>> {
        let picked = self.pick(at, kinds::UNIT, |s| match s {
            Sense::Unit(id) => self.rules.unit(id).filter(|u| u.is_money()).map(|_| id),
            _ => None,
        });
        self.at_home(at, picked)
    }

    /// The unit that stands at `at`.
    pub(super) fn unit(&self, at: usize) -> Option<Picked<UnitId>> {
        let picked = self.pick(at, kinds::UNIT, |s| match s {
            Sense::Unit(id) => Some(id),
            _ => None,
        });
        let letter =
            self.token(at).is_some_and(|t| t.span.end - t.span.start <= 2 && t.shape.is_word());
        let single = |picked: &Picked<UnitId>| picked.end == at + 1;
        let apart = letter && !self.glued(at) && self.reads_as_word(at);
        self.at_home(at, picked.filter(|p| !(apart && single(p))))
    }

    /// Whether a short unit symbol after a blank is rather a word: `in`, `a`, `m`.
    fn reads_as_word(&self, at: usize) -> bool {
        let single = self.text(at).len() == 1;
        // "28 m and", "41 C in the shade"
        let closed = self.shape(at + 1).is_none_or(|s| s == Shape::Mark)
            || [Class::Adjective, Class::Conjunction, Class::Preposition]
                .iter()
                .any(|class| self.can_be(at + 1, *class));
        single && !closed || !self.rules.words.readings(self.sym(at)).is_empty()
    }

    /// The figure at `at`, with its sign, its unit and all its parts.
    pub(super) fn figure(&self, at: usize) -> Option<Figure> {
        let (minus, start, word) = self.minus(at);
        let mut figure = self
            .part_of_unit(start)
            .or_else(|| self.single(start))
            .or_else(|| self.unit_long(start))
            .or_else(|| self.feet_and_inches(start))
            .or_else(|| self.simple(start))?;
        self.and_part_of_unit(&mut figure);
        self.weigh(at, &mut figure);
        self.add_parts(&mut figure);
        self.add_inches(&mut figure);
        figure.numeral.trail.extend(word);
        let below = self.below_zero(&mut figure);
        if minus || below {
            let Amount::Exact(n) = figure.numeral.amount else { return None };
            figure.numeral.amount = Amount::Exact(Decimal::ZERO.minus(n)?);
        }
        Some(figure)
    }

    /// Whether a minus stands at `at`, and where the figure begins: `minus 27`, `-18`, `−$5`.
    fn minus(&self, at: usize) -> (bool, usize, Option<Step>) {
        if let Some(word) = self.pick(at, kinds::MINUS, |s| (s == Sense::Minus).then_some(())) {
            return (true, self.past_hyphen(word.end), Some(self.step(word.rule, at, word.end)));
        }
        let digits = |i: usize| self.shape(i) == Some(Shape::Digits) && self.glued(i);
        let apart = at == self.start
            || self.token(at).is_some_and(|t| t.spaced)
            || matches!(self.text(at - 1), "(" | "~" | "<" | ">" | "=" | "≈");
        let sign = self.text(at) == "−" || self.is(at, self.rules.marks.hyphen) && apart;
        let figure = digits(at + 1)
            || self.glued(at + 1) && self.currency(at + 1).is_some_and(|c| digits(c.end));
        if sign && figure { (true, at + 1, None) } else { (false, at, None) }
    }

    /// `6,700 pounds of marijuana`, `a 220-pound man`, `weighed 80 pounds`: a word for money that is one
    /// for a mass as well.
    fn weigh(&self, start: usize, figure: &mut Figure) {
        let money = figure.unit.and_then(|u| self.rules.unit(u)).is_some_and(Unit::is_money);
        if !money || figure.prefixed {
            return;
        }
        let word = figure.end - 1;
        let mass = self.pick(word, kinds::UNIT, |s| match s {
            Sense::Unit(id) => self.rules.unit(id).filter(|u| u.dimension == "mass").map(|_| id),
            _ => None,
        });
        let Some(mass) = mass.filter(|m| m.end == figure.end) else { return };
        let class = |name: &str| self.rules.vocabulary.get(name);
        let weight = class("tells a weight");
        let weighs = |at: usize| {
            let readings = self.rules.words.readings(self.sym(at)).iter();
            let mut lemmas = readings.map(|r| r.lemma).chain([self.sym(at)]);
            lemmas.any(|lemma| self.rules.words.in_class(lemma, weight))
        };
        let of = figure.end + 1;
        let thing = self.is(figure.end, self.rules.marks.of)
            && figure.numeral.scale < 6
            && self.names_any(of)
            && self.names_a("money-noun", of).is_none();
        let hyphen = self.past_hyphen(figure.numeral.end) == word && word > figure.numeral.end;
        let body = hyphen
            && ["person", "animal"].iter().any(|class| self.names_a(class, figure.end).is_some());
        let before = self.start.max(start.saturating_sub(WEIGHT_REACH))..start;
        // "7 pounds 3 ounces"
        let part = self.simple(figure.end).and_then(|p| self.rules.unit(p.unit?));
        let part = part.is_some_and(|unit| unit.dimension == "mass");
        if thing || body || part || before.clone().any(weighs) || weighs(figure.end) {
            figure.unit = Some(mass.value);
            figure.numeral.trail.push(self.step(mass.rule, word, figure.end));
        }
    }

    /// `2 degrees below zero`
    fn below_zero(&self, figure: &mut Figure) -> bool {
        let dimension = figure.unit.and_then(|u| self.rules.unit(u)).map(|u| u.dimension.as_str());
        if !matches!(dimension, None | Some("temperature" | "angle"))
            || self.shape(figure.end) != Some(Shape::Lower)
        {
            return false;
        }
        let below = self.pick(figure.end, kinds::MINUS, |s| (s == Sense::Minus).then_some(()));
        let Some(below) = below.filter(|b| b.end == figure.end + 2) else { return false };
        figure.unit = figure.unit.or_else(|| self.rules.unit_named("degree"));
        figure.numeral.trail.push(self.step(below.rule, figure.end, below.end));
        figure.end = below.end;
        true
    }

    /// A numeral with its currency before or its unit after.
    fn simple(&self, at: usize) -> Option<Figure> {
        let before = self.currency(at).filter(|c| self.prefixes(at, c.end));
        let before = before.or_else(|| self.letter_of_money(at));
        let mut numeral = self.numeral(before.map_or(at, |c| c.end))?;
        let end = numeral.end;
        if let Some(currency) = before {
            numeral.trail.insert(0, self.step(currency.rule, at, currency.end));
            return Some(Figure { numeral, unit: Some(currency.value), prefixed: true, end });
        }
        let after = self.unit_after(&numeral);
        numeral.trail.extend(after.map(|p| self.step(p.rule, end, p.end)));
        let (unit, end) = after.map_or((None, end), |p| (Some(p.value), p.end));
        // `49ers`, `4x4`, `35A9`: letters that are no unit make a name.
        if self.glued(end)
            && self.shape(end).is_some_and(|s| s.is_word() || s == Shape::Code)
            && self.shape(end - 1) == Some(Shape::Digits)
        {
            return None;
        }
        let mut figure = Figure { numeral, unit, prefixed: false, end };
        self.scale_after_unit(&mut figure);
        Some(figure)
    }

    /// The `R` of `R450,000`
    pub(super) fn letter_of_money(&self, at: usize) -> Option<Picked<UnitId>> {
        let letter = self.pick(at, kinds::UNIT, |s| match s {
            Sense::MoneyLetter(id) => Some(id),
            _ => None,
        })?;
        let glued = self.glued(letter.end) && self.shape(letter.end) == Some(Shape::Digits);
        glued.then_some(letter)
    }

    /// `80 USD million`
    fn scale_after_unit(&self, figure: &mut Figure) {
        let money = figure.unit.and_then(|u| self.rules.unit(u)).is_some_and(Unit::is_money);
        let Some((by, rule, end)) = self.scale(figure.end).filter(|_| money) else { return };
        if let Amount::Exact(n) = figure.numeral.amount
            && let Some(product) = super::numerals::scaled(n, by)
        {
            figure.numeral.amount = Amount::Exact(product);
            figure.numeral.trail.push(self.step(rule, figure.end, end));
            figure.end = end;
        }
    }

    /// Whether the currency from `at` to `end` is a symbol, code or name that can stand before a
    /// figure: `$5`, `USD 12`, `Rupees 500`, but not "the dollar 5 years ago".
    fn prefixes(&self, at: usize, end: usize) -> bool {
        let figure = self.shape(end).is_some_and(|s| s != Shape::Mark) || self.text(end) == ".";
        if self.shape(at) != Some(Shape::Lower) {
            return figure;
        }
        // "e40 million" is what is left of a euro sign; "e85" is a fuel.
        if self.text(at).len() == 1 {
            return self.glued(end) && self.numeral(end).is_some_and(|n| n.scale >= 3);
        }
        let named = end > at + 1 || self.text(at).ends_with('s') && self.text(at).len() > 2;
        let closed = |n: Numeral| self.stands_last(n.end) && self.unit(n.end).is_none();
        named && figure && self.numeral(end).is_some_and(closed)
    }

    /// The unit after a numeral, over a hyphen, an editor's mark in brackets, or "of" after vague
    /// magnitudes: `seven-year`, `a trillion (!) dollars`, `millions of dollars`.
    fn unit_after(&self, numeral: &Numeral) -> Option<Picked<UnitId>> {
        let end = self.past_remark(numeral.end);
        let hyphen = self.past_hyphen(end);
        let vague = matches!(numeral.amount, Amount::Vague(..));
        let part = numeral.amount.exact().is_some_and(|n| n.exponent() < 0)
            && self.calendar_unit(end + 1).is_some();
        let of =
            if (vague || part) && self.is(end, self.rules.marks.of) { end + 1 } else { hyphen };
        let worded = self.pick(end, kinds::UNIT, |s| match s {
            Sense::Unit(id) if self.rules.unit(id)?.name.contains(' ') => Some(id),
            _ => None,
        });
        worded
            .or_else(|| self.unit(of))
            .or_else(|| self.unit(end))
            .filter(|u| self.is_unit_here(numeral, u, end))
            .or_else(|| self.part_of_point(numeral))
            .or_else(|| self.described_unit(numeral))
    }

    /// The unit of `0.5 of a percentage point`.
    fn part_of_point(&self, numeral: &Numeral) -> Option<Picked<UnitId>> {
        let part = numeral.amount.exact().is_some_and(|n| n.exponent() < 0);
        let of = part && self.is(numeral.end, self.rules.marks.of);
        let article = self.article(numeral.end + 1).filter(|_| of)?;
        self.unit(article.end).filter(|u| self.rules.unit(u.value).is_some_and(Unit::is_share))
    }

    /// The unit of `three full years`, `two more weeks`: behind one word that describes it.
    fn described_unit(&self, numeral: &Numeral) -> Option<Picked<UnitId>> {
        let end = numeral.end;
        let describes = self.shape(end) == Some(Shape::Lower)
            && (self.can_be(end, Class::Adjective) || matches!(self.text(end), "more" | "further"))
            && !matches!(self.text(end), "different" | "separate" | "distinct" | "other");
        if !describes || self.glued(end) || self.hits(end, ORDERED).next().is_some() {
            return None;
        }
        let unit = self.unit(end + 1).filter(|u| u.end == end + 2 && !self.glued(end + 1))?;
        let plural = self.text(end + 1).ends_with('s');
        (plural && self.is_plain_calendar(unit.value)).then_some(unit)
    }

    /// Whether the unit is one after this number: in "during 2016 Stone spoke", "800,000 F-Series
    /// trucks" and "the 13F filing" there is none.
    fn is_unit_here(&self, numeral: &Numeral, unit: &Picked<UnitId>, end: usize) -> bool {
        let (text, next) = (self.text(end), unit.end);
        // "one-in-five" tells no inches.
        if text == "in" && self.past_hyphen(next) > next && self.numeral(next + 1).is_some() {
            return false;
        }
        // "twenty stone arches"
        if text == "stone" && self.counts_plainly(next) {
            return false;
        }
        if self.shape(end) == Some(Shape::Capital) && text.len() > 2 && next == end + 1 {
            let led = end >= 2 && self.can_be(end - 2, Class::Preposition);
            return !(numeral.digits && led && self.shape(next) == Some(Shape::Lower));
        }
        let letter = text.len() == 1 && self.shape(end).is_some_and(Shape::is_capitalised);
        if !letter {
            return true;
        }
        let series = self.is(next, self.rules.marks.hyphen)
            && self.glued(next)
            && self.shape(next + 1).is_some_and(Shape::is_capitalised);
        let temperature = self.rules.unit(unit.value).is_some_and(|u| u.dimension == "temperature");
        let whole = numeral.amount.exact().is_some_and(|n| n.exponent() == 0);
        let form = temperature && whole && self.glued(end) && self.names_any(next);
        !(series || form)
    }

    /// One past `(!)` or `(sic)`.
    fn past_remark(&self, at: usize) -> usize {
        let marks = &self.rules.marks;
        let remark = matches!(self.text(at + 1), "!" | "?" | "sic");
        if self.is(at, marks.open) && remark && self.is(at + 2, marks.close) { at + 3 } else { at }
    }

    /// `half an hour`, `a quarter-litre`, `1/4 mile`, `a tenth of a gallon`
    fn part_of_unit(&self, at: usize) -> Option<Figure> {
        let part = self.part(at)?;
        let unit_at = self.past_of_a(part.end);
        // "a tenth of 1 percent"
        let one = matches!(self.text(unit_at), "1" | "one") && unit_at > part.end;
        let unit_at = if one { unit_at + 1 } else { unit_at };
        let unit = self.unit(unit_at).or_else(|| self.quarter_point(&part))?;
        // "half of the $260 million"
        let sign = self.shape(unit.end) == Some(Shape::Digits) && self.glued(unit.end);
        let share = sign || self.rules.unit(unit.value).is_none_or(|u| one && !u.is_share());
        let direct = unit_at == part.end
            && !matches!(part.ratio.denominator, 2 | 4)
            && part.ratio.numerator == 1;
        let plural =
            self.text(unit.end - 1).ends_with('s') && self.is(part.end, self.rules.marks.of);
        let said = !share && !plural && !direct && (self.text(part.end) != "the");
        let value = Decimal::whole(1).times_ratio(part.ratio).filter(|_| said)?;
        let mut trail = part.trail;
        trail.push(self.step(unit.rule, unit_at, unit.end));
        let numeral =
            Numeral { amount: Amount::Exact(value), end: part.end, trail, digits: false, scale: 0 };
        Some(Figure { numeral, unit: Some(unit.value), prefixed: false, end: unit.end })
    }

    /// `a quarter point`, `three-quarter-point`: what rates of interest move by.
    fn quarter_point(&self, part: &Part) -> Option<Picked<UnitId>> {
        let at = self.past_hyphen(part.end);
        let fits = part.ratio.denominator == 4 && matches!(self.text(at), "point" | "points");
        let value = self.rules.unit_named("percentage point").filter(|_| fits)?;
        let rule = self.rules.unit(value)?.rule;
        Some(Picked { value, end: at + 1, rule })
    }

    /// `week-long`, `century-old`: one of a unit of the calendar.
    fn unit_long(&self, at: usize) -> Option<Figure> {
        let hyphen = self.past_hyphen(at + 1);
        if hyphen == at + 1 || !matches!(self.text(hyphen), "long" | "old") {
            return None;
        }
        let unit = self.unit(at).filter(|u| u.end == at + 1 && !self.text(at).ends_with('s'))?;
        self.rules.unit(unit.value)?.calendar()?;
        let apart = at == self.start || !self.glued(at);
        let trail = vec![self.step(unit.rule, at, unit.end)];
        let amount = Amount::Exact(Decimal::whole(1));
        let numeral = Numeral { amount, end: at, trail, digits: false, scale: 0 };
        let figure = Figure { numeral, unit: Some(unit.value), prefixed: false, end: unit.end };
        apart.then_some(figure)
    }

    /// `6'4"`: feet and inches.
    fn feet_and_inches(&self, at: usize) -> Option<Figure> {
        let mark = |i: usize| matches!(self.text(i), "'" | "’" | "′") && self.glued(i);
        // No minutes and seconds of a place on the map: "54°04′01″".
        let apart = at == self.start || !self.glued(at);
        if !mark(at + 1) || !self.glued(at + 2) || !apart {
            return None;
        }
        let feet = self.small_number(at).filter(|n| (3..=9).contains(n))?;
        let inches = self.small_number(at + 2).filter(|n| *n < 12)?;
        let closed = matches!(self.text(at + 3), "\"" | "”" | "″") && self.glued(at + 3);
        let unit = self.rules.unit_named("inch");
        let amount = Amount::Exact(Decimal::whole(i64::from(feet * 12 + inches)));
        let end = at + 3 + usize::from(closed);
        let numeral = Numeral { amount, end, trail: Trail::new(), digits: true, scale: 0 };
        Some(Figure { numeral, unit, prefixed: false, end })
    }

    /// `6-foot-4`, `5 ft 11`, `5 ft 11 in tall`: inches that need no unit behind feet.
    fn add_inches(&self, figure: &mut Figure) {
        let foot = figure.unit.is_some() && figure.unit == self.rules.unit_named("foot");
        let next = self.past_hyphen(figure.end);
        let Some(inches) = self.small_number(next).filter(|n| foot && *n < 12) else { return };
        let after = next + 1;
        let told = |i: usize| self.stands_last(i) || self.can_be(i, Class::Adjective);
        let symbol = self.text(after) == "in" && told(after + 1);
        let apart = symbol || !self.glued(after) || self.shape(after) == Some(Shape::Mark);
        let closed = symbol || next > figure.end || told(after);
        let Amount::Exact(feet) = figure.numeral.amount else { return };
        if !apart || !closed || feet.exponent() < 0 || self.unit(after).is_some() {
            return;
        }
        let inches = Decimal::whole(i64::from(inches));
        let sum = feet.times(Decimal::whole(12)).and_then(|n| n.plus(inches));
        if let Some(sum) = sum {
            figure.numeral.amount = Amount::Exact(sum);
            figure.unit = self.rules.unit_named("inch");
            figure.end = after + usize::from(symbol);
        }
    }

    /// `an hour`, `a month`, `a penny`: one of a unit.
    fn single(&self, at: usize) -> Option<Figure> {
        let article = self.article(at)?;
        let start = article.end;
        let unit = self.unit(start)?;
        let known = self.rules.unit(unit.value)?;
        let word = self.shape(start).is_some_and(Shape::is_word) && self.text(start).len() > 1;
        let closed = self.stands_last(unit.end)
            || self.is(unit.end, self.rules.marks.of)
            || known.dimension == "length" && self.tells_a_length(unit.end)
            || self.adds_a_part(unit.end);
        let share = known.is_share() && unit.end > start + 1;
        let other =
            known.is_share() && !share || matches!(known.dimension.as_str(), "angle" | "data");
        let plain = self.is_plain_calendar(unit.value) && !self.follows_a_noun(at);
        let fits = word && !other && (plain || share || closed && known.calendar().is_none());
        let trail = vec![self.step(article.rule, at, start), self.step(unit.rule, start, unit.end)];
        let numeral = Numeral {
            amount: Amount::Exact(Decimal::whole(1)),
            end: start,
            trail,
            digits: false,
            scale: 0,
        };
        fits.then_some(Figure { numeral, unit: Some(unit.value), prefixed: false, end: unit.end })
    }

    /// Whether what stands behind a unit says that it is a length: "a mile *from* the shore".
    fn tells_a_length(&self, at: usize) -> bool {
        let class = self.rules.vocabulary.get("behind a length");
        self.rules.words.in_class(self.sym(at), class)
    }

    /// Whether a part of the unit is added at `at`: "a tonne *and a half*".
    pub(super) fn adds_a_part(&self, at: usize) -> bool {
        let and = self.joint(at).filter(|j| j.value == Joint::And);
        and.is_some_and(|and| self.part(and.end).is_some())
    }

    /// Whether a noun stands right before `at`: "pennies a day" tells what for, no length.
    fn follows_a_noun(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.start) else { return false };
        let readings = self.rules.words.readings(self.sym(before));
        let word = self.shape(before).is_some_and(Shape::is_word);
        let noun = readings.iter().any(|r| matches!(r.class, Class::Noun | Class::VerbNoun))
            || readings.is_empty() && word && !self.text(before).ends_with("ed");
        noun && !self.can_be(before, Class::Preposition) && !self.can_be(before, Class::Verb)
    }

    /// `a year and a half`: adds the half.
    fn and_part_of_unit(&self, figure: &mut Figure) {
        // "a year-and-a-half term"
        let and = self.joint(self.past_hyphen(figure.end)).filter(|j| j.value == Joint::And);
        let (Some(and), Some(_), Amount::Exact(n)) = (and, figure.unit, figure.numeral.amount)
        else {
            return;
        };
        let Some(part) = self.part(self.past_hyphen(and.end)) else { return };
        let goes_on = self.is(part.end, self.rules.marks.of) || self.unit(part.end).is_some();
        let hyphened = self.is(and.end, self.rules.marks.hyphen);
        let more = Decimal::whole(1).times_ratio(part.ratio).and_then(|p| n.plus(p));
        if let Some(sum) = more
            .filter(|_| !goes_on && n.exponent() >= 0 && (hyphened || !self.names_any(part.end)))
        {
            figure.numeral.amount = Amount::Exact(sum);
            figure.numeral.trail.extend(&part.trail);
            figure.end = part.end;
        }
    }

    /// `5 feet 2 inches`, `3 dollars 50 cents`, `1 hour and 30 minutes`: one figure of several
    /// parts, told in its smallest unit.
    fn add_parts(&self, figure: &mut Figure) {
        for _ in 0..MOST_PARTS {
            let joined = matches!(self.text(figure.end), "and" | ",");
            let next = if joined { figure.end + 1 } else { figure.end };
            let hyphen = |end: usize| self.is(end - 2, self.rules.marks.hyphen);
            let Some(part) = self.simple(next).filter(|p| !p.prefixed && p.unit.is_some()) else {
                break;
            };
            if joined && (hyphen(figure.end) || hyphen(part.end)) {
                break;
            }
            let summed = self.sum(figure, &part).or_else(|| {
                let unit = self.akin_unit(figure, &part)?;
                self.sum(figure, &Figure { unit: Some(unit), numeral: bare(&part), ..part })
            });
            let Some((sum, unit)) = summed else { break };
            figure.numeral.amount = Amount::Exact(sum);
            figure.numeral.trail.extend(&part.numeral.trail);
            (figure.unit, figure.end) = (Some(unit), part.end);
        }
        self.add_bare_part(figure);
    }

    /// Another unit that the spelling of a part's unit has: pounds of mass after stones, minutes
    /// for the `m` after hours.
    fn akin_unit(&self, figure: &Figure, part: &Figure) -> Option<UnitId> {
        let large = self.rules.unit(figure.unit?)?;
        let at = self.past_hyphen(part.numeral.end);
        if large.name == "hour" && self.text(at) == "m" && self.glued(at) {
            return self.rules.unit_named("minute");
        }
        let akin = |id: UnitId| self.rules.unit(id).is_some_and(|u| u.dimension == large.dimension);
        let picked = self.pick(at, kinds::UNIT, |s| match s {
            Sense::Unit(id) if akin(id) => Some(id),
            _ => None,
        })?;
        (picked.end == part.end).then_some(picked.value)
    }

    /// `1 hour thirty`, `15 dollars and 50.`: hundredths or sixtieths without their unit.
    fn add_bare_part(&self, figure: &mut Figure) {
        let Some(unit) = figure.unit.and_then(|u| self.rules.unit(u)) else { return };
        let (most, ratio) = match unit.name.as_str() {
            "hour" => (60, Ratio { numerator: 1, denominator: 60 }),
            _ if unit.is_money() && !unit.is_minor() => (100, HUNDREDTH),
            _ => return,
        };
        let joined = self.text(figure.end) == "and";
        let next = if joined { figure.end + 1 } else { figure.end };
        let Some(more) = self.exact(next).filter(|n| self.stands_last(n.end)) else { return };
        let (Some(n), Amount::Exact(whole)) = (more.amount.exact(), figure.numeral.amount) else {
            return;
        };
        let two_digits = n >= Decimal::whole(10) && n < Decimal::whole(most) && n.exponent() == 0;
        let plain =
            whole.exponent() == 0 && self.unit(more.end).is_none() && self.text(more.end) != "%";
        let part = n.times_ratio(ratio).and_then(|p| whole.plus(p));
        if let Some(sum) = part.filter(|_| two_digits && plain) {
            figure.numeral.amount = Amount::Exact(sum);
            figure.end = more.end;
        }
    }

    /// The sum of two figures where the second goes on with the first, and its unit.
    fn sum(&self, figure: &Figure, part: &Figure) -> Option<(Decimal, UnitId)> {
        let (Amount::Exact(a), Amount::Exact(b)) = (figure.numeral.amount, part.numeral.amount)
        else {
            return None;
        };
        let (large, small) = (self.rules.unit(figure.unit?)?, self.rules.unit(part.unit?)?);
        if large.is_money() && !large.is_minor() {
            let fits = small.is_minor() && b < Decimal::whole(100) && a.exponent() == 0;
            return fits.then(|| Some((a.plus(b.times_ratio(HUNDREDTH)?)?, figure.unit?)))?;
        }
        let ratio = large.ratio_to(small)?;
        let most = Decimal::whole(1).times_ratio(ratio)?;
        let whole =
            a.exponent() >= 0 && b < most && Decimal::whole(1) < most && large.is_told_in_parts();
        Some((a.times_ratio(ratio)?.plus(b)?, part.unit?)).filter(|_| whole)
    }

    /// What a figure is told for, from `at` on: `a year`, `per square mile`, `an hour`, `/litre`.
    pub(super) fn per(&self, at: usize, money: bool) -> Option<(Per, usize)> {
        let slash = self.text(at) == "/" && self.glued(at);
        let each = self.pick(at, kinds::PER | kinds::EACH, |s| {
            matches!(s, Sense::Per | Sense::Each).then_some(())
        });
        let article = self.article(at);
        let start = match (each, article) {
            (Some(p), _) | (None, Some(p)) => p.end,
            _ if slash => at + 1,
            _ => return None,
        };
        let many = self.numeral(start).filter(|_| each.is_some() || slash);
        let count = many.as_ref().and_then(|n| n.amount.exact()?.to_i64()).unwrap_or(1);
        let start = many.map_or(start, |n| n.end);
        if let Some(unit) = self.unit(start) {
            let known = self.rules.unit(unit.value)?;
            let timed = known.calendar().is_some();
            let fits = each.is_some() || slash || timed || money && !known.is_money();
            let ago = self.hits(unit.end, kinds::DISTANCE | kinds::BOUND).any(|h| {
                matches!(
                    h.sense,
                    Sense::Distance(_) | Sense::Bound(BoundWord::Before | BoundWord::After)
                )
            });
            let per = Per { many: count, what: Told::Unit(unit.value) };
            return (fits && !ago && !known.is_share()).then_some((per, unit.end));
        }
        let thing = self.sym(start);
        let class = self.rules.vocabulary.get("told per");
        let lemma = self.rules.words.noun_lemma(thing);
        // "$500 for each of three jobs"
        let named = each.is_some_and(|p| {
            self.hits(at, kinds::PER).any(|h| h.sense == Sense::Per && h.end == p.end)
        }) && self.shape(start) == Some(Shape::Lower)
            && !self.is(start, self.rules.marks.of)
            || money && self.rules.words.in_class(lemma, class);
        let per = Per { many: count, what: Told::Thing(lemma) };
        (named && thing != crate::id::Sym::UNKNOWN).then_some((per, start + 1))
    }
}

/// The number of a figure without its trail.
fn bare(figure: &Figure) -> Numeral {
    let Numeral { amount, end, digits, scale, .. } = figure.numeral;
    Numeral { amount, end, trail: Trail::new(), digits, scale }
}
