//! Whose money a word is that several countries have for theirs: pesos, in an article on Chile.

use std::cell::OnceCell;

use super::reader::{Picked, Reader};
use crate::id::UnitId;
use crate::rules::{Rules, SharedMoney, kinds};
use crate::text::{Document, Shape};

/// The currency that each of the shared words stands for in a document, once somebody asks.
#[derive(Default)]
pub(super) struct Homes(OnceCell<Vec<Option<UnitId>>>);

impl Homes {
    /// The currency of the only one of its countries that the document names.
    fn of(&self, doc: &Document, rules: &Rules, index: usize) -> Option<UnitId> {
        let known = || rules.shared_money.iter().map(|shared| only_one(doc, shared)).collect();
        self.0.get_or_init(known).get(index).copied().flatten()
    }
}

fn only_one(doc: &Document, shared: &SharedMoney) -> Option<UnitId> {
    let mut named = doc.tokens.iter().filter_map(|token| shared.of(token.sym));
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

impl Reader<'_> {
    /// The currency that a shared word or sign at `at` stands for here, or what else stands there.
    pub(super) fn at_home(
        &self,
        at: usize,
        found: Option<Picked<UnitId>>,
    ) -> Option<Picked<UnitId>> {
        let shared = self.rules.shared_money.named(self.sym(at));
        let shared = shared.filter(|(_, s)| !s.large || self.ends_in_thousands(at));
        let Some((index, shared)) = shared else { return found };
        let Some(value) = self.homes.of(self.doc, self.rules, index) else { return found };
        let end = found.as_ref().map_or(at + 1, |found| found.end);
        Some(Picked { value, end, rule: shared.rule })
    }

    /// Whether a number of thousands or more ends at `end`: "25,000", "846 million".
    fn ends_in_thousands(&self, end: usize) -> bool {
        let Some(last) = end.checked_sub(1).filter(|at| *at >= self.start) else { return false };
        let scale = self.kinds(last) & (kinds::SCALE | kinds::SUFFIX) != 0;
        let grouped = || last.checked_sub(1).is_some_and(|c| self.is(c, self.rules.marks.comma));
        let digits = self.shape(last) == Some(Shape::Digits);
        scale || digits && (self.text(last).len() > 3 || grouped())
    }
}
