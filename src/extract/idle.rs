//! Which mentions assert nothing, and why.

use std::ops::Range;

use super::reader::{Found, Reader};
use crate::claim::{Idle, Kind};
use crate::rules::{Class, Sense};
use crate::text::{BlockKind, Shape};
use crate::value::{Decimal, Hedge, Value};

/// The reason why the mention on those tokens is no claim, if there is one.
pub(super) fn reason(
    reader: &Reader<'_>,
    tokens: &Range<usize>,
    found: &mut Found,
) -> Option<Idle> {
    let span = reader.span(tokens.clone());
    let block = reader.doc.blocks.get(reader.block as usize)?;
    if block.marker.is_some_and(|m| m.overlaps(span)) {
        return Some(Idle::ListNumber);
    }
    match block.kind {
        BlockKind::Furniture => return Some(Idle::Furniture),
        BlockKind::Related => return Some(Idle::Related),
        _ => {}
    }
    if reader.reference.block == Some(reader.block) {
        return Some(Idle::Dateline);
    }
    if found.kind == Kind::Date && reader.is_dateline(tokens) {
        return Some(Idle::Dateline);
    }
    if found.kind == Kind::Ordinal {
        return Some(Idle::Ordinal);
    }
    if reader.tells_nothing(tokens, found) {
        return Some(Idle::Vague);
    }
    reader.is_name(tokens, found).then_some(Idle::Name)
}

/// How many tokens of place and agency a date line has on either side of the date.
const DATELINE_REACH: usize = 6;

/// A vague number below this tells nothing without a unit: "several", "a couple".
const LEAST_VAGUE: i64 = 20;

impl Reader<'_> {
    /// Whether a date belongs to the line of place and day that opens an agency's story:
    /// "NORTHPORT, March 4 (Reuters) -".
    fn is_dateline(&self, tokens: &Range<usize>) -> bool {
        let opens = self.shape(self.start) == Some(Shape::Upper)
            && tokens.start - self.start <= DATELINE_REACH
            && self.is(tokens.start.wrapping_sub(1), self.rules.marks.comma);
        let dash = |at: usize| {
            matches!(self.text(at), "-" | "–" | "—") && self.token(at).is_some_and(|t| t.spaced)
        };
        opens && (tokens.end..tokens.end + DATELINE_REACH).any(dash)
    }

    /// Whether a number tells no figure: "several people", "in two ways".
    fn tells_nothing(&self, tokens: &Range<usize>, found: &Found) -> bool {
        let Value::Quantity(q) = &found.value else { return false };
        let bare = q.unit.is_none() && matches!(found.kind, Kind::Number | Kind::Count);
        let small = q.literal.lo.is_some_and(|lo| lo.at < Decimal::whole(LEAST_VAGUE));
        let abstract_noun = || self.names_a("abstract", tokens.end).is_some();
        bare && (q.hedge == Hedge::Vague && small || found.kind == Kind::Count && abstract_noun())
    }

    /// Whether a bare number belongs to a name: after a capitalised word that is no other part of
    /// speech, or after a word like "flight".
    fn is_name(&self, tokens: &Range<usize>, found: &mut Found) -> bool {
        let bare = matches!(found.kind, Kind::Number | Kind::Count)
            && self.shape(tokens.start) == Some(Shape::Digits)
            && matches!(&found.value, Value::Quantity(q) if q.stated.is_some());
        if !bare {
            return false;
        }
        let Some(before) = tokens.start.checked_sub(1).filter(|b| *b >= self.start) else {
            return false;
        };
        let at = if self.is(before, self.rules.marks.hyphen)
            && self.glued(before)
            && self.glued(tokens.start)
        {
            before.saturating_sub(1)
        } else {
            before
        };
        let numbered = self.hits(at).find(|h| h.sense == Sense::Numbered && h.end == at + 1);
        if let Some(hit) = numbered.filter(|_| found.kind == Kind::Number) {
            found.trail.push(self.step(hit.rule, at, hit.end));
            return true;
        }
        self.named(at)
    }

    /// Whether the word at `at` is a name that a number may follow: "Trainium 2", "Microsoft 365".
    fn named(&self, at: usize) -> bool {
        let capital = self.shape(at).is_some_and(|s| s.is_capitalised() || s == Shape::Code);
        let first = at == self.start;
        let known = !self.rules.words.readings(self.sym(at)).is_empty();
        let sense = self.hits(at).any(|h| h.end == at + 1);
        let function = self.can_be(at, Class::Preposition) || self.can_be(at, Class::Determiner);
        capital
            && !function
            && !sense
            && !(known && (first || self.in_headline()))
            && (!known || !first)
    }

    /// Whether the sentence is written with capitals throughout, so that they mean nothing.
    fn in_headline(&self) -> bool {
        let words =
            || (self.start..self.end).filter(|&i| self.shape(i).is_some_and(Shape::is_word));
        let long = words().filter(|&i| self.text(i).len() > 3).count();
        let capital = words()
            .filter(|&i| self.text(i).len() > 3 && self.shape(i) != Some(Shape::Lower))
            .count();
        long > 0 && capital * 10 >= long * 7
    }
}
