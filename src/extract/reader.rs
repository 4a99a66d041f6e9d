use std::ops::Range;

use super::home::Homes;
use super::reference::Reference;
use crate::claim::{Idle, Kind};
use crate::id::{RuleId, Sym};
use crate::rules::{Class, Hit, Rules, Sense, kinds};
use crate::text::{Document, Sentence, Shape, Span, Token};
use crate::trail::{Step, Trail};
use crate::value::Value;

/// What a reader made of some tokens.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    pub(super) value: Value,
    pub(super) trail: Trail,
    /// Why it asserts nothing, where its reader knows it.
    pub(super) idle: Option<Idle>,
}

/// A telephone number has at least so many digits.
const LEAST_CALL_DIGITS: usize = 7;

/// Kinds of words of which every mention has one, digits aside.
const CORES: u64 = kinds::CARDINAL
    | kinds::ORDINAL
    | kinds::FRACTION
    | kinds::SCALE
    | kinds::VAGUE
    | kinds::UNIT_WORD
    | kinds::MONTH
    | kinds::WEEKDAY
    | kinds::SEASON
    | kinds::DAY_WORD
    | kinds::CLOCK_WORD
    | kinds::EVERY
    | kinds::EACH
    | kinds::TIMES
    | kinds::HOLIDAY
    | kinds::DECADE_WORD
    | kinds::LOOSE;
/// Kinds of words that a mention can begin with before its core.
const LEADS: u64 = kinds::HEDGE
    | kinds::BOUND
    | kinds::RELATIVE
    | kinds::PART
    | kinds::JOINT
    | kinds::ARTICLE
    | kinds::AGE
    | kinds::NO_FIGURE
    | kinds::ERA
    | kinds::MINUS
    | kinds::POINT
    | kinds::DISTANCE
    | kinds::FISCAL
    | kinds::UNIT;
/// So many tokens a mention can have before its core: "until at least the beginning of".
const LEAD_REACH: usize = 6;

/// One sentence with all that is needed to read it.
pub(super) struct Reader<'a> {
    pub(super) doc: &'a Document,
    pub(super) rules: &'a Rules,
    pub(super) reference: &'a Reference,
    pub(super) homes: &'a Homes,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) block: u32,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        (doc, rules): (&'a Document, &'a Rules),
        (reference, homes): (&'a Reference, &'a Homes),
        sentence: &Sentence,
    ) -> Self {
        let Range { start, end } = sentence.range();
        Self { doc, rules, reference, homes, start, end, block: sentence.block }
    }

    /// Whether any token can be part of a figure; most sentences have none.
    pub(super) fn may_hold_a_figure(&self) -> bool {
        (self.start..self.end).any(|at| self.is_core(at))
    }

    /// Whether a mention can begin with the token: it is a core of one, or leads to one nearby.
    pub(super) fn may_begin(&self, at: usize) -> bool {
        let kinds = self.kinds(at);
        let near = || (at + 1..at + LEAD_REACH).any(|i| self.is_core(i));
        self.is_core(at)
            || kinds & LEADS != 0 && near()
            || self.shape(at) == Some(Shape::Mark)
                && (self.opens_decimals(at) || self.opens_short_year(at))
    }

    /// Whether an apostrophe stands for the century at `at`: `'84`, `'90s`.
    pub(super) fn opens_short_year(&self, at: usize) -> bool {
        self.glued(at + 1)
            && self.shape(at + 1) == Some(Shape::Digits)
            && matches!(self.text(at), "'" | "’" | "‘")
            && self.text(at + 1).len() == 2
            && (at == self.start || !self.glued(at))
    }

    /// Whether a point that digits follow begins a number: `.5`, not the end of a sentence.
    pub(super) fn opens_decimals(&self, at: usize) -> bool {
        let spaced = |t: &Token| t.spaced || at == self.start;
        self.is(at, self.rules.marks.point)
            && self.token(at).is_some_and(spaced)
            && self.glued(at + 1)
            && self.shape(at + 1) == Some(Shape::Digits)
    }

    /// Whether the token is one that every mention has at least one of.
    pub(super) fn is_core(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        token.shape == Shape::Digits
            || self.rules.lexicon.kinds(token.sym) & CORES != 0
            || token.shape == Shape::Code
            || token.sym == self.rules.marks.weekend
    }

    /// The kinds of sense that phrases have that begin with the token.
    pub(super) fn kinds(&self, at: usize) -> u64 {
        self.rules.lexicon.kinds(self.sym(at))
    }

    /// How many tokens to go on where nothing was read: past phrases that are no figures.
    pub(super) fn skip(&self, at: usize) -> usize {
        if let Some(end) = self.code_chain(at) {
            return end - at;
        }
        let hits = self.hits(at, kinds::NO_FIGURE).filter(|h| h.sense == Sense::NoFigure);
        let groups = self.digit_groups(at).map(|end| end - at);
        hits.map(|h| h.end - at).max().or(groups).unwrap_or(1)
    }

    /// One past the groups of digits of a telephone or reference number: `0800 555 0142`. Groups of
    /// three after a short one may be thousands: `10 000`.
    pub(super) fn digit_groups(&self, at: usize) -> Option<usize> {
        let digits =
            |i: usize| self.shape(i) == Some(Shape::Digits) && !self.text(i).contains(['.', ',']);
        let spaced = |i: usize| self.token(i).is_some_and(|t| t.spaced);
        if !digits(at) || !spaced(at + 1) || !digits(at + 1) {
            return None;
        }
        let end = (at + 1..self.end).find(|&i| !(digits(i) && spaced(i))).unwrap_or(self.end);
        let groups = at + 1..end;
        let thousands = !self.text(at).starts_with('0')
            && self.text(at).len() <= 3
            && groups.clone().all(|i| self.text(i).len() == 3);
        // "In 2004 300 people came" is no number to call.
        let year = self.text(at).len() == 4 && self.text(at).starts_with(['1', '2']);
        let long = (at..end).map(|i| self.text(i).len()).sum::<usize>() >= LEAST_CALL_DIGITS;
        (digits(at) && !groups.is_empty() && long && !thousands && !year).then_some(end)
    }

    /// One past the letters, digits and marks that make digits at `at` a part of a code or address
    /// of the net: `COVID-19`, `CVE-2026-10442`, `example.org/cases/2019-44`.
    pub(super) fn code_chain(&self, at: usize) -> Option<usize> {
        if self.shape(at) != Some(Shape::Digits)
            || at < self.start + 2
            || !self.glued(at)
            || !self.glued(at - 1)
        {
            return None;
        }
        let before = self.shape(at - 2)?;
        let code = self.is(at - 1, self.rules.marks.hyphen)
            && (before == Shape::Code
                || before == Shape::Upper && !self.text(at - 2).contains('.'));
        let path = matches!(self.text(at - 1), "/" | "_" | "=" | "@")
            && before.is_word()
            && self.unit(at - 2).is_none()
            && self.month(at - 2).is_none();
        if !(code || path) {
            return None;
        }
        let end = (at + 1..self.end)
            .find(|&i| !self.glued(i) || matches!(self.text(i), "," | "." | ";" | ")"));
        Some(end.unwrap_or(self.end))
    }

    /// The token at `at`, inside the sentence.
    pub(super) fn token(&self, at: usize) -> Option<&'a Token> {
        (self.start..self.end).contains(&at).then(|| self.doc.tokens.get(at))?
    }

    /// The words of the token; empty outside the sentence.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |t| self.doc.words(t.span))
    }

    /// The known word at `at`.
    pub(super) fn sym(&self, at: usize) -> Sym {
        self.token(at).map_or(Sym::UNKNOWN, |t| t.sym)
    }

    /// Whether the token is that known word.
    pub(super) fn is(&self, at: usize, sym: Sym) -> bool {
        sym != Sym::UNKNOWN && self.sym(at) == sym
    }

    /// Whether the token follows the one before it without white space.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| !t.spaced)
    }

    /// Whether the token has a shape.
    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.token(at).map(|t| t.shape)
    }

    /// Whether the word can be of a class.
    pub(super) fn can_be(&self, at: usize, class: Class) -> bool {
        self.rules.words.is(self.sym(at), class)
    }

    /// The phrases of some kinds that stand at `at`, longest first.
    pub(super) fn hits(&self, at: usize, wanted: u64) -> impl Iterator<Item = Hit> + 'a {
        self.rules.lexicon.at(self.doc, at, self.end, wanted)
    }

    /// The first phrase of some kinds at `at` that `pick` makes something of.
    pub(super) fn pick<T>(
        &self,
        at: usize,
        wanted: u64,
        pick: impl Fn(Sense) -> Option<T>,
    ) -> Option<Picked<T>> {
        if !self.rules.lexicon.may_hit(self.doc, at, wanted) {
            return None;
        }
        self.hits(at, wanted).find_map(|hit| {
            pick(hit.sense).map(|value| Picked { value, end: hit.end, rule: hit.rule })
        })
    }

    /// The span of some tokens.
    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        match (self.doc.tokens.get(tokens.start), self.doc.tokens.get(tokens.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// A step of the trail: the rule and the words from `start` to `end`.
    pub(super) fn step(&self, rule: RuleId, start: usize, end: usize) -> Step {
        Step { rule, span: self.span(start..end) }
    }

    /// One past "of" at `at`, or `at`.
    pub(super) fn past_of(&self, at: usize) -> usize {
        if self.is(at, self.rules.marks.of) { at + 1 } else { at }
    }

    /// One past "the" at `at`, or `at`.
    pub(super) fn past_the(&self, at: usize) -> usize {
        if self.is(at, self.rules.marks.the) { at + 1 } else { at }
    }

    /// One past a hyphen at `at`, or `at`.
    pub(super) fn past_hyphen(&self, at: usize) -> usize {
        let hyphen = self.is(at, self.rules.marks.hyphen) && self.glued(at) && self.glued(at + 1);
        if hyphen { at + 1 } else { at }
    }
}

/// A phrase with what was made of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Picked<T> {
    pub(super) value: T,
    pub(super) end: usize,
    pub(super) rule: RuleId,
}
