//! Whether a number counts something, and ages.

use super::numerals::Amount;
use super::quantities::Span;
use super::reader::{Found, Picked, Reader};
use crate::claim::Kind;
use crate::grammar::{NounPhrase, noun_lemma, noun_phrase};
use crate::rules::{Sense, kinds};
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Decimal, Hedge, Interval, Quantity, Value};

/// Nobody is older in a newspaper.
const OLDEST: u32 = 120;

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
        self.age_word(at).filter(|_| !self.text(at).starts_with("old"))
    }

    /// `old` after a length of time: `22-year-old`, `9 years old`.
    pub(super) fn old_after(&self, span: &Span) -> Option<Picked<()>> {
        let calendar =
            span.unit.and_then(|u| self.rules.unit(u)).is_some_and(|u| u.calendar().is_some());
        let at = self.past_hyphen(span.end);
        self.age_word(at).filter(|_| calendar && self.text(at).starts_with("old"))
    }

    /// An age, if what was read can be one.
    pub(super) fn kind_of_age(&self, span: &Span, old: bool) -> Option<Kind> {
        let calendar =
            span.unit.and_then(|u| self.rules.unit(u)).is_none_or(|u| u.calendar().is_some());
        let Amount::Exact(n) = span.high.unwrap_or(span.low) else { return None };
        let young = n <= Decimal::whole(i64::from(OLDEST));
        (calendar && (young || old)).then_some(Kind::Age)
    }

    /// `Smith, 43,`: a number between commas after a name.
    pub(super) fn age_in_commas(&self, at: usize) -> Option<Found> {
        let years = self.small_number(at).filter(|n| (1..=OLDEST).contains(n))?;
        let comma = |i: usize| self.is(i, self.rules.marks.comma);
        let named =
            at >= 2 && comma(at - 1) && self.shape(at - 2).is_some_and(Shape::is_capitalised);
        let month =
            at >= 2 && self.hits(at - 2, kinds::MONTH).any(|h| matches!(h.sense, Sense::Month(_)));
        let closed = comma(at + 1) && self.text(at).len() <= 3;
        let value = Decimal::whole(i64::from(years));
        let quantity = Quantity::exact(value, self.rules.unit_named("year"));
        (named && closed && !month).then(|| Found {
            start: at,
            end: at + 1,
            kind: Kind::Age,
            value: Value::Quantity(quantity),
            trail: Trail::new(),
            idle: None,
        })
    }

    /// `in his 40s`: some age from 40 to 49.
    pub(super) fn age_in_decades(&self, at: usize) -> Option<Found> {
        let tens = self.small_number(at).filter(|n| (10..=90).contains(n) && n % 10 == 0)?;
        let plural = matches!(self.text(at + 1), "s" | "'s" | "’s") && self.glued(at + 1);
        let owner = at > self.start
            && matches!(self.text(at - 1), "his" | "her" | "their" | "my" | "your" | "our");
        let lo = Decimal::whole(i64::from(tens));
        let interval = Interval::closed(lo, Decimal::whole(i64::from(tens) + 9));
        let unit = self.rules.unit_named("year");
        let (hedge, plain, literal) = (Hedge::Range, interval, interval);
        let quantity =
            Quantity { stated: None, unit, per: None, hedge, literal, plain, also: None };
        (plural && owner).then(|| Found {
            start: at,
            end: at + 2,
            kind: Kind::Age,
            value: Value::Quantity(quantity),
            trail: Trail::new(),
            idle: None,
        })
    }

    fn age_word(&self, at: usize) -> Option<Picked<()>> {
        self.pick(at, kinds::AGE, |s| (s == Sense::Age).then_some(()))
    }
}
