//! From a document to its mentions: every expression with a value, also those that assert nothing.
//!
//! One pass over the tokens of each sentence. At each token the readers are asked in turn; the
//! first that reads something consumes it, so the work is linear in the text. Words come from
//! [`crate::rules`]; how they compose is written here.

mod accounts;
mod calendar;
mod clock;
mod counted;
mod dates;
mod digits;
mod figures;
mod holidays;
mod home;
mod idle;
mod joined;
mod numerals;
mod numeric;
mod ordinals;
mod parts;
mod periods;
mod pounds;
mod quantities;
mod reader;
mod reference;
mod relative;
mod resolve;
mod spans;
mod words;

use crate::claim::{Kind, Mention};
use crate::rules::{Joint, Rules, Sense, kinds};
use crate::text::{Document, Sentence, Shape};
use crate::value::{Days, Value};
use home::Homes;
use reader::{Found, Reader};
use reference::Reference;

/// All mentions of a document, in order.
pub fn extract(doc: &Document, rules: &Rules) -> Vec<Mention> {
    extract_as_of(doc, None, rules).0
}

/// All mentions of a document, in order, and the days on one of which it was published, as far as its
/// source or a date line says so, or one of `within` where they don't.
pub fn extract_as_of(
    doc: &Document,
    within: Option<Days>,
    rules: &Rules,
) -> (Vec<Mention>, Option<Days>) {
    let reference = match within {
        Some(days) => Reference::within(doc, days, rules),
        None => Reference::of(doc, rules),
    };
    let mut mentions = Vec::new();
    let homes = Homes::default();
    for (index, sentence) in doc.sentences.iter().enumerate() {
        let reader = Reader::new((doc, rules), (&reference, &homes), sentence);
        if reader.may_hold_a_figure() {
            read_sentence(&reader, index, sentence, &mut mentions);
        }
    }
    pounds::weigh(doc, rules, &mut mentions);
    (mentions, reference.days)
}

/// Kinds of words that a time of day can begin with, hours in words aside.
const CLOCKS: u64 = kinds::CLOCK_WORD | kinds::HEDGE;
/// Kinds of words that the age of somebody "in her late fifties" begins with.
const DECADES: u64 = kinds::PART | kinds::DECADE_WORD;
/// Kinds of words that a date can begin with.
const DATES: u64 = kinds::MONTH
    | kinds::WEEKDAY
    | kinds::SEASON
    | kinds::RELATIVE
    | kinds::DAY_WORD
    | kinds::DISTANCE
    | kinds::BOUND
    | kinds::PART
    | kinds::HOLIDAY
    | kinds::DECADE_WORD
    | kinds::LOOSE
    | kinds::FISCAL
    | kinds::ERA
    | kinds::ORDINAL
    | kinds::CARDINAL
    | kinds::HEDGE
    | kinds::ARTICLE
    | kinds::VAGUE
    | kinds::SCALE
    | kinds::FRACTION
    | kinds::UNIT_WORD;
/// Kinds of words that a figure can begin with.
const FIGURES: u64 = kinds::CARDINAL
    | kinds::FRACTION
    | kinds::SCALE
    | kinds::VAGUE
    | kinds::HEDGE
    | kinds::UNIT
    | kinds::UNIT_WORD
    | kinds::MINUS
    | kinds::POINT
    | kinds::TIMES
    | kinds::ARTICLE
    | kinds::AGE;
/// Kinds of words that say which of several days recurs.
const NTH: u64 = kinds::ORDINAL | kinds::CARDINAL | kinds::RELATIVE;

fn read_sentence(reader: &Reader<'_>, index: usize, sentence: &Sentence, out: &mut Vec<Mention>) {
    let first = out.len();
    let mut at = sentence.range().start;
    while at < reader.end {
        match reader.next_mention(at) {
            Some(found) => {
                let (start, end) = (at.min(found.start), found.end.max(at + 1));
                if !reader.is_name(&(start..end), &found) {
                    out.push(mention(reader, index, start, found));
                }
                at = end;
            }
            None => at += reader.skip(at),
        }
    }
    joined::join(reader, first, out);
}

fn mention(reader: &Reader<'_>, sentence: usize, start: usize, found: Found) -> Mention {
    let tokens = start..found.end;
    let idle = idle::reason(reader, &tokens, &found);
    Mention {
        span: reader.span(tokens.clone()),
        tokens,
        sentence,
        kind: found.kind,
        value: found.value,
        idle,
        trail: found.trail,
    }
}

impl Reader<'_> {
    /// What begins at `at`, if something does. Dates go before numbers: "4 March" is no count.
    fn next_mention(&self, at: usize) -> Option<Found> {
        if !self.may_begin(at) || self.digit_groups(at).is_some() || self.code_chain(at).is_some() {
            return None;
        }
        let digits = self.shape(at) == Some(Shape::Digits);
        let figures = || digits.then(|| self.score(at).or_else(|| self.votes(at)))?;
        let here = self.kinds(at);
        let clock = digits || here & CLOCKS != 0 || self.may_tell_an_hour(at, here);
        let opens = here & kinds::JOINT != 0 && self.opens_a_range(at);
        let plain = matches!(self.shape(at), Some(Shape::Digits | Shape::Mark | Shape::Code));
        let timed = || digits.then(|| self.finish(at))?;
        clock
            .then(|| timed().or_else(|| self.clock(at)))
            .flatten()
            .or_else(|| (digits || here & DECADES != 0).then(|| self.age_in_decades(at))?)
            .or_else(|| {
                let accounts = digits || here & accounts::ACCOUNTS != 0;
                accounts.then(|| Some(self.period_of_accounts(at)?.found(at)))?
            })
            .or_else(|| (!digits).then(|| self.period(at))?)
            .or_else(|| (digits || here & NTH != 0).then(|| self.nth_of_each(at))?)
            .or_else(|| (opens || plain || here & DATES != 0).then(|| self.date(at))?)
            .or_else(|| (digits || here & NTH != 0).then(|| self.minute_of_play(at))?)
            .or_else(figures)
            .or_else(|| (here & kinds::CARDINAL != 0).then(|| self.score_in_words(at))?)
            .or_else(|| (digits || here & kinds::CARDINAL != 0).then(|| self.score_in_goals(at))?)
            .or_else(|| {
                (here & kinds::CARDINAL != 0)
                    .then(|| self.compound_ordinal(at).map(|o| o.found(at)))?
            })
            .or_else(|| (opens || plain || here & FIGURES != 0).then(|| self.quantity(at))?)
            .or_else(|| {
                (digits || here & NTH != 0).then(|| self.ordinal(at).map(|o| o.found(at)))?
            })
    }

    /// Whether `from` or `between` stands at `at`; "and", "to" and "or" open nothing.
    fn opens_a_range(&self, at: usize) -> bool {
        let range = |j| matches!(j, Sense::Joint(Joint::From | Joint::Between));
        self.hits(at, kinds::JOINT).any(|h| range(h.sense))
    }

    /// `2 to 1`, `62 to 38`: a result, as the first is larger.
    fn votes(&self, at: usize) -> Option<Found> {
        let (a, b) = (self.small_number(at)?, self.small_number(at + 2)?);
        let to = self.text(at + 1) == "to" && self.token(at + 1).is_some_and(|t| t.spaced);
        let plain = !self.text(at).starts_with('0') && self.text(at).len() <= 3;
        let counts = self.counts_something(at + 3)
            || self.unit(at + 3).is_some()
            || self.scale(at + 3).is_some();
        let led = at > self.start && self.opens_a_range(at - 1);
        let tells_change = self.tells_a_change(at);
        (to && a > b && plain && !counts && !led && !tells_change).then(|| result(at, a, b))
    }

    /// `a two-to-one majority`, `a ratio of three to one`
    fn score_in_words(&self, at: usize) -> Option<Found> {
        let (a, _, end) = self.cardinal(at)?;
        let to = self.past_hyphen(end);
        let (b, _, last) =
            self.cardinal(self.past_hyphen(to + 1)).filter(|_| self.text(to) == "to")?;
        let (a, b) = (u32::try_from(a.to_i64()?).ok()?, u32::try_from(b.to_i64()?).ok()?);
        // "at ten to one" is a time, "five to one hundred" a range.
        let clock = at > self.start && self.text(at - 1).eq_ignore_ascii_case("at");
        let alone = self.scale(last).is_none() && self.unit(self.past_hyphen(last)).is_none();
        let told = b > 0 && a > b && (to > end || b == 1) && alone && !clock;
        told.then(|| Found { end: last, ..result(at, a, b) })
    }

    /// `three goals to one`, `5 games to 3`
    fn score_in_goals(&self, at: usize) -> Option<Found> {
        let number = |at: usize| {
            let digits = self.small_number(at).map(|n| (n, at + 1));
            let word = || self.cardinal(at).and_then(|(n, _, end)| Some((n.to_i64()?, end)));
            digits.or_else(|| word().and_then(|(n, end)| Some((u32::try_from(n).ok()?, end))))
        };
        let (a, goals) = number(at)?;
        let words = &self.rules.words;
        let scored = self.rules.vocabulary.get("scored");
        let noun = words.noun_lemma(self.sym(goals));
        if !words.in_class(noun, scored) || self.text(goals + 1) != "to" {
            return None;
        }
        let (b, end) = number(goals + 2)?;
        // "from three goals to two", "five goals to two points"
        let led = at > self.start && self.opens_a_range(at - 1);
        let told = a > b && !led && self.stands_uncounted(end);
        told.then(|| Found { end, ..result(at, a, b) })
    }

    /// `3-2`, where it can't be a range: the first is larger, or nothing is counted.
    fn score(&self, at: usize) -> Option<Found> {
        let (a, b) = (self.small_number(at)?, self.small_number(at + 2)?);
        let joined = self.is(at + 1, self.rules.marks.hyphen) || self.text(at + 1) == "–";
        let closed = !self.glued(at + 3) || self.shape(at + 3) == Some(Shape::Mark);
        let glued = self.glued(at + 1) && self.glued(at + 2) && closed;
        let counts = a < b && self.counts_something(at + 3);
        let hyphen = |i: usize| self.is(i, self.rules.marks.hyphen);
        let dated = self.text(at).len() > 3 || hyphen(at + 3) || at > 0 && hyphen(at - 1);
        let free = self.unit(at + 3).is_none() && self.text(at + 3) != "/";
        (joined && glued && !counts && !dated && free).then(|| result(at, a, b))
    }
}

/// A result of three tokens, from `at`: `3-2`, `62 to 38`.
fn result(at: usize, a: u32, b: u32) -> Found {
    let value = Value::Score(a, b);
    Found { start: at, end: at + 3, kind: Kind::Score, value, trail: Vec::new(), idle: None }
}
