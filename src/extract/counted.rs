//! Whether a number counts something, and ages.

use super::numerals::Amount;
use super::reader::{Found, Reader};
use crate::claim::Kind;
use crate::grammar::{NounPhrase, noun_lemma, noun_phrase};
use crate::rules::Sense;
use crate::text::Shape;
use crate::trail::Trail;
use crate::value::{Decimal, Quantity, Value};

/// Nobody is older in a newspaper.
const OLDEST: u32 = 120;

impl Reader<'_> {
    /// Whether the words from `at` name things that a number before them counts.
    pub(super) fn counts_something(&self, at: usize) -> bool {
        let of = self.is(at, self.rules.marks.of);
        let start = if of { at + 1 } else { at };
        noun_phrase(self.doc, self.rules, start, self.end).is_some_and(|np| np.plural || of)
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

    /// `22-year-old`, `9 years old`, `aged 9`, and `Smith, 43,`.
    pub(super) fn age(&self, at: usize) -> Option<Found> {
        self.years_old(at).or_else(|| self.aged(at)).or_else(|| self.age_in_commas(at))
    }

    fn years_old(&self, at: usize) -> Option<Found> {
        let number = self.numeral(at)?;
        let unit = self.unit(self.past_hyphen(number.end))?;
        self.rules.unit(unit.value)?.calendar()?;
        let old_at = self.past_hyphen(unit.end);
        let old = self.age_word(old_at).filter(|_| self.text(old_at).starts_with("old"))?;
        let mut trail = number.trail;
        trail.push(self.step(old.1, old_at, old.0));
        let Amount::Exact(value) = number.amount else { return None };
        let quantity = Quantity::exact(value, Some(unit.value));
        Some(Found {
            start: at,
            end: old.0,
            kind: Kind::Age,
            value: Value::Quantity(quantity),
            trail,
        })
    }

    fn aged(&self, at: usize) -> Option<Found> {
        let aged = self.age_word(at).filter(|_| !self.text(at).starts_with("old"))?;
        let number = self.numeral(aged.0)?;
        let Amount::Exact(value) = number.amount else { return None };
        let young = value <= Decimal::whole(i64::from(OLDEST));
        let mut trail = number.trail;
        trail.push(self.step(aged.1, at, aged.0));
        let years = self.rules.unit_named("year");
        let quantity = Quantity::exact(value, years);
        young.then_some(Found {
            start: at,
            end: number.end,
            kind: Kind::Age,
            value: Value::Quantity(quantity),
            trail,
        })
    }

    /// `Smith, 43,`: a number between commas after a name.
    fn age_in_commas(&self, at: usize) -> Option<Found> {
        let years = self.small_number(at).filter(|n| (1..=OLDEST).contains(n))?;
        let comma = |i: usize| self.is(i, self.rules.marks.comma);
        let named =
            at >= 2 && comma(at - 1) && self.shape(at - 2).is_some_and(Shape::is_capitalised);
        let month = at >= 2 && self.hits(at - 2).any(|h| matches!(h.sense, Sense::Month(_)));
        let closed = comma(at + 1) && self.text(at).len() <= 3;
        let value = Decimal::whole(i64::from(years));
        let quantity = Quantity::exact(value, self.rules.unit_named("year"));
        (named && closed && !month).then(|| Found {
            start: at,
            end: at + 1,
            kind: Kind::Age,
            value: Value::Quantity(quantity),
            trail: Trail::new(),
        })
    }

    fn age_word(&self, at: usize) -> Option<(usize, crate::id::RuleId)> {
        let picked = self.pick(at, |s| (s == Sense::Age).then_some(()))?;
        Some((picked.end, picked.rule))
    }
}
