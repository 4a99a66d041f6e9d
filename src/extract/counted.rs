//! Whether a number counts something, and ages.

use super::numerals::Amount;
use super::quantities::Span;
use super::reader::{Found, Picked, Reader};
use crate::claim::Kind;
use crate::grammar::{NounPhrase, noun_lemma, noun_phrase};
use crate::rules::{Class, Part, Sense, kinds};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Decimal, Hedge, Interval, Quantity, Value};

/// Nobody is older in a newspaper.
const OLDEST: u32 = 120;
/// Whoever stands at "At 44, she…" is at least so old, and no clock says it.
const ADULT: i64 = 25;
/// A number behind a name that ends a sentence is an age from so many years on: "…, said Ann Hale, 36."
const ADULT_IN_NAME: i64 = 16;
/// A phrase that makes a number an age has at most so many words.
const LEAD_WORDS: usize = 3;
/// So many ages in a row are read.
const MOST_AGES: usize = 8;

impl Reader<'_> {
    /// Whether the words from `at` name things that a number before them counts.
    pub(super) fn counts_something(&self, at: usize) -> bool {
        let of = self.is(at, self.rules.marks.of);
        let start = if of { at + 1 } else { at };
        noun_phrase(self.doc, self.rules, start, self.end).is_some_and(|np| np.plural || of)
    }

    /// One past the words from `at` that name what is counted.
    pub(super) fn past_counted(&self, at: usize) -> usize {
        noun_phrase(self.doc, self.rules, self.past_of(at), self.end).map_or(at, |np| np.head + 1)
    }

    /// Whether the word at `at` begins a noun phrase.
    pub(super) fn names_any(&self, at: usize) -> bool {
        self.shape(at).is_some_and(Shape::is_word)
            && noun_phrase(self.doc, self.rules, at, self.end).is_some()
    }

    /// Whether the word at `at` names a person: "one man", not "one business partner".
    pub(super) fn counts_a_person(&self, at: usize) -> bool {
        self.names_a("person", at).is_some_and(|np| np.head == at)
    }

    /// The noun phrase at `at` if its head is of a class of the rules.
    pub(super) fn names_a(&self, class: &str, at: usize) -> Option<NounPhrase> {
        let np = noun_phrase(self.doc, self.rules, at, self.end)?;
        let noun = noun_lemma(self.doc, self.rules, np.head).1;
        self.rules.words.in_class(noun, self.rules.vocabulary.get(class)).then_some(np)
    }

    /// `aged`, before an age.
    pub(super) fn aged(&self, at: usize) -> Option<Picked<()>> {
        let at = self.past_the(at);
        self.age_word(at).filter(|_| !self.follows_an_age(at))
    }

    /// Whether the age word at `at` stands behind the number: `old`, `yo`.
    fn follows_an_age(&self, at: usize) -> bool {
        self.text(at).starts_with("old") || self.is_short_for_old(at)
    }

    fn is_short_for_old(&self, at: usize) -> bool {
        self.text(at).starts_with('y')
    }

    /// `old` after a length of time: `22-year-old`, `9 years old`, `87 years of age`, `87 yo`.
    pub(super) fn old_after(&self, span: &Span) -> Option<Picked<()>> {
        let unit = span.unit.and_then(|u| self.rules.unit(u));
        let calendar = unit.is_some_and(|u| u.calendar().is_some());
        let at = self.past_hyphen(span.end);
        if calendar && self.is(at, self.rules.marks.of) {
            return self.age_word(at + 1).filter(|_| self.text(at + 1) == "age");
        }
        let short = span.unit.is_none() && self.is_short_for_old(at);
        self.age_word(at).filter(|_| calendar && self.follows_an_age(at) || short)
    }

    /// An age, if what was read can be one.
    pub(super) fn kind_of_age(&self, span: &Span, old: bool) -> Option<Kind> {
        let calendar =
            span.unit.and_then(|u| self.rules.unit(u)).is_none_or(|u| u.calendar().is_some());
        let Amount::Exact(n) = span.high.unwrap_or(span.low) else { return None };
        let young = n <= Decimal::whole(i64::from(OLDEST));
        (calendar && (young || old)).then_some(Kind::Age)
    }

    /// An age that is a bare number: `Smith, 43,`, `a man, 34,`, `turned 40`, `aged 20, 25 and 30`.
    pub(super) fn bare_age(&self, at: usize) -> Option<Found> {
        let before = at.checked_sub(1).filter(|b| *b >= self.start)?;
        if self.shape(at) != Some(Shape::Digits) && self.kinds(at) & kinds::CARDINAL == 0 {
            return None;
        }
        let (years, end) = self.years_of_age(at)?;
        let young = years <= Decimal::whole(i64::from(OLDEST));
        let lead = self.age_lead(at).filter(|_| self.stands_uncounted(end));
        let step = lead.map(|(rule, from)| self.step(rule, from, at));
        let told = step.is_some()
            || young && self.is_age_in_commas(at, before)
            || young && self.stands_uncounted(end) && self.lists_ages(at);
        told.then(|| self.age_found(at, end, Interval::point(years), step.into_iter().collect()))
    }

    /// The years of a number that can be somebody's age, or a town's.
    fn years_of_age(&self, at: usize) -> Option<(Decimal, usize)> {
        let digits = || {
            let n = self.small_number(at).filter(|_| self.text(at).len() <= 3)?;
            Some((Decimal::whole(i64::from(n)), at + 1))
        };
        let (years, end) = match self.shape(at)? {
            Shape::Digits => digits()?,
            _ => self.cardinal(at).map(|(n, _, end)| (n, end))?,
        };
        (!years.is_zero() && years < Decimal::whole(1000)).then_some((years, end))
    }

    /// Whether nothing that a number counts or measures stands at `at`.
    pub(super) fn stands_uncounted(&self, at: usize) -> bool {
        let goes_on = self.text(at) == "%"
            || self.glued(at) && self.shape(at) != Some(Shape::Mark)
            || self.is(at, self.rules.marks.hyphen)
            || self.shape(at) == Some(Shape::Digits);
        !goes_on
            && self.unit(at).is_none()
            && self.scale(at).is_none()
            && self.cardinal(at).is_none()
            && !self.names_any(at)
    }

    /// The phrase right before `at` that makes a number an age: `turned`, `died at`.
    fn age_lead(&self, at: usize) -> Option<(crate::id::RuleId, usize)> {
        (self.start.max(at.saturating_sub(LEAD_WORDS))..at).rev().find_map(|i| {
            let mut hits = self.hits(i, kinds::AGE_LEAD);
            hits.find(|h| h.end == at && h.sense == Sense::AgeLead).map(|h| (h.rule, i))
        })
    }

    /// `Smith, 43,`, `a man, 34,`, `his son, now 12,`: a number between commas after a name or a person.
    fn is_age_in_commas(&self, at: usize, before: usize) -> bool {
        let comma = |i: usize| self.is(i, self.rules.marks.comma);
        let now = matches!(self.text(before), "now" | "then");
        let open = if now { before.saturating_sub(1) } else { before };
        let Some(name) = open.checked_sub(1).filter(|n| comma(open) && *n >= self.start) else {
            return false;
        };
        // "a street sweeper, 57, whose shift"
        let who = || matches!(self.text(at + 2), "who" | "whose") && self.is_adult(at);
        let lower = self.shape(name) == Some(Shape::Lower);
        let person = lower && (self.is_one_person(name) || comma(at + 1) && who());
        let named = person || self.shape(name).is_some_and(Shape::is_capitalised);
        let month = self.hits(name, kinds::MONTH).any(|h| matches!(h.sense, Sense::Month(_)));
        let digits = self.shape(at) == Some(Shape::Digits);
        let closed = comma(at + 1) && (person || digits);
        let last =
            digits && self.is_adult(at) && self.ends_sentence(at + 1) && self.ends_a_name(name);
        named && (closed || last) && !month
    }

    fn is_adult(&self, at: usize) -> bool {
        let years = self.small_number(at);
        years.is_some_and(|n| i64::from(n) >= ADULT_IN_NAME && n <= OLDEST)
    }

    /// Whether the sentence ends at `at`, or what it quotes.
    fn ends_sentence(&self, at: usize) -> bool {
        self.is(at, self.rules.marks.point) && at + 2 >= self.end
    }

    /// Whether a name of several words ends at `at`, or one that somebody speaks by: "said Ann *Hale*, 36."
    fn ends_a_name(&self, at: usize) -> bool {
        let name = |i: usize| self.shape(i).is_some_and(Shape::is_capitalised);
        let spoken = |i: usize| self.can_be(i, Class::Verb) && !name(i);
        at > self.start && name(at) && (name(at - 1) || spoken(at - 1))
    }

    /// Whether a bare number tells how old somebody is: "the girl is six", "the man, who was 74, …",
    /// "At 44, she has won".
    pub(super) fn tells_an_age(&self, first: usize, span: &Span) -> bool {
        let years = |n: Decimal| n.exponent() >= 0 && n <= Decimal::whole(i64::from(OLDEST));
        let bare = span.unit.is_none() && span.high.is_none();
        let Some(before) = first.checked_sub(1).filter(|b| bare && *b >= self.start) else {
            return false;
        };
        let Some(n) = span.low.exact().filter(|n| years(*n) && !n.is_zero()) else { return false };
        let adult = n >= Decimal::whole(ADULT);
        let now = matches!(self.text(before), "now" | "then" | "still") && before > self.start;
        let copula = if now { before - 1 } else { before };
        match self.text(copula) {
            "At" => adult && self.opens_with_age(span.end),
            "is" | "was" => self.closes_an_age(span.end) && self.is_somebody(copula),
            _ => false,
        }
    }

    /// Whether whoever is old follows the comma: "At 44, *she* has won".
    fn opens_with_age(&self, comma: usize) -> bool {
        let next = comma + 1;
        self.is(comma, self.rules.marks.comma)
            && (matches!(self.text(next), "he" | "she" | "and" | "after" | "with")
                || self.shape(next) == Some(Shape::Capital)
                    && self.rules.words.readings(self.sym(next)).is_empty())
    }

    /// Whether nothing follows at `at` that the number before could be of.
    fn closes_an_age(&self, at: usize) -> bool {
        let mark = self.shape(at) == Some(Shape::Mark) && self.stands_uncounted(at);
        let time = self.text(at) == "at" && self.text(at + 2) == "time";
        mark && self.text(at) != "-"
            || time
            || at >= self.end
            || matches!(self.text(at), "and" | "when" | "but")
    }

    /// Whether one person is the subject of the verb at `verb`: "the *girl* is", ", *who* was", "the
    /// *woman* who died was".
    fn is_somebody(&self, verb: usize) -> bool {
        let before = |at: usize| at.checked_sub(1).filter(|b| *b >= self.start);
        let Some(subject) = before(verb) else { return false };
        if matches!(self.text(subject), "he" | "He" | "she" | "She") || self.is_one_person(subject)
        {
            return true;
        }
        let who = [Some(subject), before(subject)].into_iter().flatten();
        let Some(who) = who.into_iter().find(|&at| self.text(at) == "who") else { return false };
        let Some(last) = before(who) else { return false };
        let comma = self.is(last, self.rules.marks.comma);
        let named =
            |at: usize| self.shape(at).is_some_and(Shape::is_capitalised) || self.is_one_person(at);
        (if comma { before(last) } else { Some(last) }).is_some_and(named)
    }

    /// Whether the word at `at` is a person in the singular.
    fn is_one_person(&self, at: usize) -> bool {
        let noun = noun_lemma(self.doc, self.rules, at).1;
        let person = self.rules.words.in_class(noun, self.rules.vocabulary.get("person"));
        let in_law = self.text(at) == "law"
            && at >= self.start + 3
            && self.past_hyphen(at - 1) == at
            && self.text(at - 2) == "in";
        person && noun == self.sym(at) || in_law
    }

    /// Whether numbers with commas and "and" between them lead from `at` back to "aged".
    fn lists_ages(&self, at: usize) -> bool {
        let mut here = at;
        for _ in 0..MOST_AGES {
            let Some(joint) = here.checked_sub(2).filter(|b| *b > self.start) else { return false };
            let and = self.text(joint + 1) == "and";
            if !and && !self.is(joint + 1, self.rules.marks.comma) {
                return false;
            }
            let comma = and && self.is(joint, self.rules.marks.comma);
            here = if comma { joint - 1 } else { joint };
            if self.years_of_age(here).is_none() {
                return false;
            }
            let word = here - 1;
            if self.aged(word).is_some_and(|a| a.end == here) {
                return true;
            }
        }
        false
    }

    fn age_found(&self, start: usize, end: usize, years: Interval, trail: Trail) -> Found {
        let unit = self.rules.unit_named("year");
        let stated = years.lo.filter(|lo| years.hi.is_some_and(|hi| hi.at == lo.at)).map(|e| e.at);
        let quantity = match stated {
            Some(n) => Quantity::exact(n, unit),
            None => Quantity {
                stated: None,
                unit,
                per: None,
                hedge: Hedge::Range,
                literal: years,
                plain: years,
                also: None,
            },
        };
        let value = Value::Quantity(quantity);
        Found { start, end, kind: Kind::Age, value, trail, idle: None }
    }

    /// `in his 40s`: some age from 40 to 49; `her early thirties`: from 30 to 33.
    pub(super) fn age_in_decades(&self, at: usize) -> Option<Found> {
        let before = at.checked_sub(1).filter(|b| *b >= self.start)?;
        if !matches!(self.text(before), "his" | "her" | "their" | "my" | "your" | "our") {
            return None;
        }
        let part = self.pick(at, kinds::PART, |s| match s {
            Sense::Part(Part::Start) => Some((0, 3)),
            Sense::Part(Part::Middle) => Some((4, 6)),
            Sense::Part(Part::End) => Some((7, 9)),
            _ => None,
        });
        let tens_at = part.map_or(at, |p| self.past_hyphen(p.end));
        let (tens, end) = self.tens_in_plural(tens_at)?;
        let (from, to) = part.map_or((0, 9), |p| p.value);
        let years = Interval::closed(Decimal::whole(tens + from), Decimal::whole(tens + to));
        let trail = part.map(|p| self.step(p.rule, at, p.end)).into_iter().collect();
        Some(self.age_found(at, end, years, trail))
    }

    /// `40s`, `forties`
    fn tens_in_plural(&self, at: usize) -> Option<(i64, usize)> {
        let word = self.pick(at, kinds::DECADE_WORD, |s| match s {
            Sense::DecadeWord(tens) => Some(i64::from(tens)),
            _ => None,
        });
        if let Some(word) = word {
            return Some((word.value, word.end));
        }
        let tens = self.small_number(at).filter(|n| (10..=90).contains(n) && n % 10 == 0)?;
        let plural = matches!(self.text(at + 1), "s" | "'s" | "’s") && self.glued(at + 1);
        plural.then_some((i64::from(tens), at + 2))
    }

    /// Whether a number under a bound tells the age of people: "people over 65", "children under 12".
    pub(super) fn bounds_an_age(&self, first: usize, span: &Span) -> bool {
        let Some(before) = first.checked_sub(1).filter(|b| *b >= self.start) else { return false };
        let bound = matches!(self.text(first), "over" | "under" | "above" | "below");
        let young = span.low.exact().is_some_and(|n| {
            n <= Decimal::whole(i64::from(OLDEST)) && n.exponent() >= 0 && !n.is_zero()
        });
        let noun = noun_lemma(self.doc, self.rules, before).1;
        let person = || self.rules.words.in_class(noun, self.rules.vocabulary.get("person"));
        bound
            && young
            && span.unit.is_none()
            && span.high.is_none()
            && self.stands_uncounted(span.end)
            && person()
    }

    fn age_word(&self, at: usize) -> Option<Picked<()>> {
        self.pick(at, kinds::AGE, |s| (s == Sense::Age).then_some(()))
    }
}
