//! Which mentions assert nothing, and why.

use std::ops::Range;

use super::reader::{Found, Reader};
use crate::claim::{Idle, Kind};
use crate::rules::{Class, Form, Sense, kinds};
use crate::text::{BlockKind, Shape};
use crate::value::{Decimal, Hedge, Value};

/// The reason why the mention on those tokens is no claim, if there is one.
pub(super) fn reason(reader: &Reader<'_>, tokens: &Range<usize>, found: &Found) -> Option<Idle> {
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
    if block.stamp.is_some_and(|s| s.overlaps(span)) {
        return Some(Idle::Dateline);
    }
    if reader.reference.line.is_some_and(|(first, end)| (first..end).contains(&tokens.start)) {
        return Some(Idle::Dateline);
    }
    if found.kind == Kind::Date && reader.is_dateline(tokens) {
        return Some(Idle::Dateline);
    }
    if found.kind == Kind::Ordinal {
        return Some(Idle::Ordinal);
    }
    if found.idle.is_some() {
        return found.idle;
    }
    (reader.tells_nothing(tokens, found) || reader.is_loose(tokens, found)).then_some(Idle::Vague)
}

/// How many tokens of place and agency a date line has on either side of the date.
const DATELINE_REACH: usize = 6;

/// So many words the name of a street has.
const ADDRESS_REACH: usize = 5;

/// A number below this tells nothing without a unit if it is vague, "several", or of what nobody counts, "two ways".
const LEAST_VAGUE: i64 = 20;

impl Reader<'_> {
    /// Whether a date belongs to the line of place and day that opens an agency's story:
    /// "NORTHPORT, March 4 (Reuters) -", "NORTHPORT — March 4 —", "NORTHPORT, March 4:".
    pub(super) fn is_dateline(&self, tokens: &Range<usize>) -> bool {
        let dash = |at: usize| {
            matches!(self.text(at), "-" | "–" | "—") && self.token(at).is_some_and(|t| t.spaced)
        };
        let before = tokens.start.wrapping_sub(1);
        let opens = self.shape(self.start) == Some(Shape::Upper)
            && tokens.start - self.start <= DATELINE_REACH
            && (self.is(before, self.rules.marks.comma) || dash(before));
        let colon = self.text(tokens.end) == ":";
        opens && (colon || (tokens.end..tokens.end + DATELINE_REACH).any(dash))
    }

    /// Whether a number tells no figure: "several people", "in two ways".
    fn tells_nothing(&self, tokens: &Range<usize>, found: &Found) -> bool {
        let Value::Quantity(q) = &found.value else { return false };
        let bare = q.unit.is_none() && matches!(found.kind, Kind::Number | Kind::Count);
        let small = q.literal.lo.is_some_and(|lo| lo.at < Decimal::whole(LEAST_VAGUE));
        // The song "99 Reasons"
        let titled = || self.shape(tokens.end) == Some(Shape::Capital);
        let abstract_noun = || self.names_a("abstract", tokens.end).is_some();
        let one_day = self.text(tokens.start).eq_ignore_ascii_case("one")
            && found.kind == Kind::Duration
            && tokens.len() == 2
            && !(tokens.start > self.start && self.can_be(tokens.start - 1, Class::Preposition));
        one_day
            || bare && small && q.hedge == Hedge::Vague
            || bare && found.kind == Kind::Count && (small || titled()) && abstract_noun()
    }

    /// Whether the expression fixes nothing: `recently`, `a month` without a preposition that makes
    /// it a length, `daily` before a noun.
    fn is_loose(&self, tokens: &Range<usize>, found: &Found) -> bool {
        match &found.value {
            Value::Moment(m) => m.edtf.ends_with("_REF"),
            Value::Every(_) => {
                let one = tokens.len() == 1;
                one && self.names_any(tokens.end)
            }
            Value::Quantity(q) => {
                let single = self.article(tokens.start).is_some()
                    && q.hedge == Hedge::Exact
                    && q.stated == Some(Decimal::whole(1))
                    && q.unit.is_some();
                let led =
                    tokens.start > self.start && self.can_be(tokens.start - 1, Class::Preposition);
                single && !led
            }
            _ => false,
        }
    }

    /// Whether the number behind the word tells how strong something is: "Category 3".
    fn measures_by_number(&self, at: usize) -> bool {
        let class = self.rules.vocabulary.get("measures by number");
        self.rules.words.in_class(self.rules.words.noun_lemma(self.sym(at)), class)
    }

    /// Whether a bare number belongs to a name: after a capitalised word that is no other part of
    /// speech, or after a word like "flight".
    pub(super) fn is_name(&self, tokens: &Range<usize>, found: &Found) -> bool {
        // `35A`: a letter that might be a unit.
        let lettered = found.kind == Kind::Quantity
            && tokens.len() == 2
            && self.glued(tokens.end - 1)
            && self.text(tokens.end - 1).len() == 1;
        let bare = (matches!(found.kind, Kind::Number | Kind::Count) || lettered)
            && matches!(&found.value, Value::Quantity(q) if q.stated.is_some() && q.hedge == Hedge::Exact);
        let Some(before) = tokens.start.checked_sub(1).filter(|b| bare && *b >= self.start) else {
            return false;
        };
        if self.shape(tokens.start) != Some(Shape::Digits) {
            return self.is_name_in_words(tokens, before);
        }
        if self.glued(tokens.start) && self.shape(before).is_some_and(Shape::is_word) {
            return true;
        }
        let hyphen = self.is(before, self.rules.marks.hyphen)
            && self.glued(before)
            && self.glued(tokens.start);
        let at = if hyphen { before.saturating_sub(1) } else { before };
        let numbered = !self.counts_as_a_verb(at)
            && self
                .hits(at, kinds::NUMBERED)
                .any(|h| h.sense == Sense::Numbered && h.end == at + 1);
        if lettered {
            return numbered;
        }
        // "the Under-21 side"
        if hyphen && matches!(self.text(at), "Under" | "under" | "Over" | "over") {
            return true;
        }
        // No type or flight is written "24,279".
        let separated = self.text(tokens.start).contains(',');
        let named = || !separated && self.named(at) && !self.measures_by_number(at);
        numbered && found.kind == Kind::Number
            || named() && !self.is_part_of_all(tokens.end)
            || self.is_address(tokens)
    }

    /// Whether "number" is what those do who are counted: "the dead *number* 29", "they *number* 29".
    fn counts_as_a_verb(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.start) else { return false };
        let many = self.rules.words.noun(self.sym(before)).is_some_and(|r| r.form == Form::S);
        let those =
            matches!(self.text(before), "dead" | "injured" | "wounded" | "missing" | "they");
        self.text(at) == "number" && (many || those)
    }

    /// `50` of "gave the DRP 50 of the 120 seats".
    fn is_part_of_all(&self, end: usize) -> bool {
        let all = end + 1 + usize::from(self.can_be(end + 1, Class::Determiner));
        self.is(end, self.rules.marks.of) && self.shape(all) == Some(Shape::Digits)
    }

    /// `Formula One`, `the Twelve Apostles`: a number word with a capital beside another one.
    fn is_name_in_words(&self, tokens: &Range<usize>, before: usize) -> bool {
        let capital = |i: usize| self.shape(i) == Some(Shape::Capital);
        let before = before > self.start && capital(before) && self.named(before)
            || before == self.start
                && self.hits(before, kinds::NUMBERED).any(|h| h.sense == Sense::Numbered);
        let beside = before || capital(tokens.end);
        capital(tokens.start) && beside && !self.in_headline()
    }

    /// `221 Harbour Street`, `412 U.S. 318`: a number before capitalised words that name a street, or
    /// before a reporter of law cases.
    fn is_address(&self, tokens: &Range<usize>) -> bool {
        let capital = |i: &usize| self.shape(*i) == Some(Shape::Capital);
        let street = (tokens.end..tokens.end + ADDRESS_REACH).take_while(capital).any(|i| {
            i > tokens.end && self.hits(i, kinds::STREET).any(|h| h.sense == Sense::Street)
        });
        let cited = self.shape(tokens.end) == Some(Shape::Upper)
            && self.text(tokens.end).contains('.')
            && self.shape(tokens.end + 1) == Some(Shape::Digits);
        street || cited
    }

    /// Whether the word at `at` is a name that a number may follow: "Trainium 2", "Microsoft 365".
    fn named(&self, at: usize) -> bool {
        let capital = self.shape(at).is_some_and(|s| s.is_capitalised() || s == Shape::Code);
        let acronym = matches!(self.shape(at), Some(Shape::Upper | Shape::Code | Shape::Mixed));
        let unit = self.shape(at) == Some(Shape::Capital)
            && self
                .hits(at, kinds::UNIT)
                .any(|h| matches!(h.sense, Sense::Unit(_)) && h.end == at + 1)
            && self.calendar_unit(at).is_some();
        if unit && at > self.start && !self.in_headline() {
            return true;
        }
        let first = at == self.start && !acronym;
        let known = !self.rules.words.readings(self.sym(at)).is_empty();
        let sense = self
            .hits(at, kinds::STREET)
            .any(|h| h.end == at + 1 && !matches!(h.sense, Sense::Street));
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
