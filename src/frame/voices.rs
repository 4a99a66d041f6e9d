//! Two voices on one figure: "Police put the crowd at 18,500; the unions claim 60,000". What the second
//! figure is a figure of is only told of the first.

use crate::claim::{Claim, Kind, Modality};
use crate::rules::{Class, Rules, Voice};
use crate::text::{Document, Span};
use crate::value::Quantity;

/// So many claims back the figure that another voice answers can stand.
const MOST_BACK: usize = 4;

/// Answers that differ by more speak of two things.
const MOST_APART: i64 = 10;

/// Gives each figure that somebody else only says the frame of the figure before that it answers.
pub(super) fn complete(doc: &Document, rules: &Rules, claims: &mut [Claim]) {
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let Some(claim) = rest.first_mut() else { return };
        if let Some((model, who)) = before.last().and_then(|m| Some((m, elided(doc, m, claim)?))) {
            answer(claim, model);
            claim.frame.attribution = Some(who);
            continue;
        }
        if !is_only_said(doc, rules, claim) {
            continue;
        }
        let answers = |c: &&Claim| are_alike(c, claim) && is_near(doc, c, claim);
        let Some(model) = before.iter().rev().take(MOST_BACK).find(answers) else { continue };
        let told = model.frame.measure.is_some() || model.counted().is_some();
        if told && model.frame.attribution != claim.frame.attribution {
            answer(claim, model);
        }
    }
}

/// Says that the one is another figure for what the other is a figure of.
fn answer(claim: &mut Claim, model: &Claim) {
    claim.frame.repeat(&model.frame);
    claim.frame.participants.clone_from(&model.frame.participants);
    claim.frame.beside = Some(model.mention.tokens.start);
}

/// Who puts it at this figure, where the verb stands before the other one only: "The ministry put it at
/// 6.4 percent, *the survey* at 6.7".
fn elided(doc: &Document, model: &Claim, claim: &Claim) -> Option<Span> {
    let at = |c: &Claim| {
        let before = c.mention.tokens.start.checked_sub(1)?;
        (doc.token_text(before) == "at").then_some(before)
    };
    let (_, end) = (at(model)?, at(claim)?);
    let between = model.mention.tokens.end..end;
    let first = between.clone().find(|at| !matches!(doc.token_text(*at), "," | ";" | "and"))?;
    let joined = first > between.start;
    let others = (first..end).any(|at| !doc.tokens[at].shape.is_word());
    let one = model.mention.sentence == claim.mention.sentence && are_alike(model, claim);
    let told = model.frame.attribution.is_some() && end - first <= MOST_WORDS;
    let whole = doc.tokens[first].span.cover(doc.tokens[end - 1].span);
    (one && told && joined && !others).then_some(whole)
}

/// So many words may say who puts it at another figure.
const MOST_WORDS: usize = 5;

/// Whether all that is said of a figure is who says it: nothing limits it, and nobody foresees it.
fn is_only_said(doc: &Document, rules: &Rules, claim: &Claim) -> bool {
    let figure =
        matches!(claim.mention.kind, Kind::Number | Kind::Percent | Kind::Money | Kind::Quantity);
    let frame = &claim.frame;
    let untold = frame.measure.is_none()
        && claim.counted().is_none()
        && frame.scopes.is_empty()
        && frame.years.is_empty()
        && matches!(frame.modality, Modality::Asserted | Modality::Reported);
    figure && untold && claim.frame.attribution.is_some() && is_object_of_saying(doc, rules, claim)
}

/// Whether a verb of saying leads to the figure, with nothing but small words between.
fn is_object_of_saying(doc: &Document, rules: &Rules, claim: &Claim) -> bool {
    let start = claim.mention.tokens.start;
    let first = doc.sentences.get(claim.mention.sentence).map_or(start, |s| s.range().start);
    let tally = rules.vocabulary.get("tally");
    // "put it at 6.7", "spoke of some 60,000", "put the figure at 60,000"
    let small = |at: &usize| {
        let sym = doc.tokens[*at].sym;
        let mut readings = rules.words.readings(sym).iter();
        rules.words.in_class(sym, tally)
            || readings.any(|r| (Class::Adverb..=Class::Pronoun).contains(&r.class))
    };
    let verb = (first..start).rev().find(|at| !small(at));
    let says = |at: usize| {
        let verbs = rules.words.readings(doc.tokens[at].sym).iter();
        let mut verbs = verbs.filter(|r| matches!(r.class, Class::Verb | Class::VerbNoun));
        verbs.any(|r| rules.voices.get(r.lemma).iter().any(|(voice, _)| *voice == Voice::Answers))
    };
    verb.is_some_and(says)
}

/// Whether two figures may be answers to one question: of one unit, and of one order.
fn are_alike(a: &Claim, b: &Claim) -> bool {
    let counts = |c: &Claim| matches!(c.mention.kind, Kind::Count | Kind::Number);
    let kind = a.mention.kind == b.mention.kind || counts(a) && counts(b);
    let both = a.mention.value.quantity().zip(b.mention.value.quantity());
    let order = |x: &Quantity, y: &Quantity| {
        x.stated.zip(y.stated).is_some_and(|(x, y)| x.is_within(MOST_APART, y))
    };
    kind && both.is_some_and(|(x, y)| (x.unit, x.per) == (y.unit, y.per) && order(x, y))
}

/// Whether the one stands in the sentence of the other or the one before, in the same paragraph.
fn is_near(doc: &Document, earlier: &Claim, later: &Claim) -> bool {
    let (x, y) = (earlier.mention.sentence, later.mention.sentence);
    let block = |at: usize| {
        let sentence = doc.sentences.get(at)?;
        doc.block_of(sentence).map(|b| b.span)
    };
    y - x <= 1 && block(x) == block(y)
}
