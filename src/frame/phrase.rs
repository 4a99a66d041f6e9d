//! The noun phrase of a figure: what it counts or modifies.

use std::ops::Range;

use super::tags::{Tag, Tagged};
use crate::claim::{Kind, Mention};
use crate::grammar::noun_phrase;

/// A verb that ends a noun phrase stands so near.
const PHRASE_REACH: usize = 8;

/// The noun phrase that the figure counts or modifies.
pub(super) fn phrase(
    tagged: &Tagged<'_>,
    mention: &Mention,
    clause: &Range<usize>,
) -> (Range<usize>, Option<usize>, bool) {
    let start = mention.tokens.start;
    let none = (mention.tokens.clone(), None, false);
    let modifies =
        mention.kind == Kind::DateRange && tagged.tag(start.wrapping_sub(1)) == Tag::Determiner;
    // "Sunday's election"
    let own = mention.kind.is_point() && tagged.tag(mention.tokens.end) == Tag::Possessive;
    if mention.kind.is_temporal() && !modifies && !own {
        return none;
    }
    let end = if own {
        mention.tokens.end + 1
    } else if mention.kind == Kind::Number {
        past_next_figure(tagged, mention.tokens.end)
    } else {
        mention.tokens.end
    };
    let of = tagged.sym(end) == tagged.rules.marks.of;
    if let Some(end) = past_of_whom(tagged, end) {
        return (start..end, None, false);
    }
    let others = if of { end + 1 } else { end };
    // "Dozens more are missing"
    let more = tagged.text(end) == "more"
        && matches!(tagged.tag(end + 1), Tag::Auxiliary | Tag::Verb | Tag::Modal | Tag::Mark);
    if tagged.text(others) == "others" || more {
        return (start..others + 1, None, false);
    }
    let hyphen = tagged.sym(end) == tagged.rules.marks.hyphen && !tagged.doc.tokens[end].spaced;
    let from = if of || hyphen { end + 1 } else { end };
    let from = if matches!(tagged.tag(from), Tag::Determiner) { from + 1 } else { from };
    // "half the voters", but "the $14 million the city paid"
    let determined = tagged.tag(start.wrapping_sub(1)) == Tag::Determiner;
    let more = is_more(tagged, end) && !(determined && tagged.text(end) == "the");
    if from > end && !of && !hyphen && !more {
        return none;
    }
    let from = if of { past_figure(tagged, past_owner(tagged, from)) } else { from };
    let from = past_shared(tagged, from);
    // "a 49-year wait ends with", "5% last year"
    let mut near = from..clause.end.min(from + PHRASE_REACH);
    let apart = |at: &usize| tagged.is_time(*at) || *at > from && tagged.is_verb_in_s(*at);
    let end = near.find(apart).unwrap_or(clause.end);
    match noun_phrase(tagged.doc, tagged.rules, from, end) {
        Some(np) if !matches!(tagged.tag(from), Tag::Verb | Tag::Preposition) || of => {
            (start..np.head + 1, Some(np.head), !hyphen)
        }
        _ => none,
    }
}

/// Past the first of two words that say more of one noun: "hundreds of *government and* private buildings".
fn past_shared(tagged: &Tagged<'_>, from: usize) -> usize {
    let more = |at: usize| matches!(tagged.tag(at), Tag::Adjective | Tag::Noun { plural: false });
    let and = more(from) && matches!(tagged.text(from + 1), "and" | "or");
    let second = from + 2;
    let shared = more(second) && tagged.tag(second + 1) == (Tag::Noun { plural: true });
    if and && shared { second } else { from }
}

/// Past whose the things are that are counted: "54 of *the council's* 120 seats".
fn past_owner(tagged: &Tagged<'_>, from: usize) -> usize {
    let names =
        |at: &usize| matches!(tagged.tag(*at), Tag::Noun { .. } | Tag::Name | Tag::Adjective);
    let end = (from..tagged.end).find(|at| !names(at)).unwrap_or(from);
    if end > from && tagged.tag(end) == Tag::Possessive { end + 1 } else { from }
}

/// Past the whole of which a part is told: "84 of the *227* people".
fn past_figure(tagged: &Tagged<'_>, at: usize) -> usize {
    let Tag::Figure(whole) = tagged.tag(at) else { return at };
    at + (at..tagged.end).take_while(|i| tagged.tag(*i) == Tag::Figure(whole)).count()
}

/// Past "of them", "of whom", "of those" behind a figure.
pub(super) fn past_of_whom(tagged: &Tagged<'_>, end: usize) -> Option<usize> {
    let whom = matches!(tagged.tag(end + 1), Tag::Pronoun | Tag::Relative)
        || matches!(tagged.text(end + 1), "these" | "those");
    (tagged.sym(end) == tagged.rules.marks.of && whom).then_some(end + 2)
}

/// Past the second figure of "7.6 and 7.5 magnitude quakes", which shares its noun with the first.
fn past_next_figure(tagged: &Tagged<'_>, end: usize) -> usize {
    let joined = matches!(tagged.tag(end), Tag::Conjunction);
    let Tag::Figure(other) = tagged.tag(end + 1) else { return end };
    let same = |at: &usize| tagged.tag(*at) == Tag::Figure(other);
    if joined { end + 1 + (end + 1..tagged.end).take_while(same).count() } else { end }
}

/// `five more people`, `two other men`
fn is_more(tagged: &Tagged<'_>, at: usize) -> bool {
    matches!(tagged.text(at), "more" | "other" | "such" | "of" | "the")
}
