//! The verb of which a figure's phrase is the subject: right behind it, or past what says more of it.

use std::ops::Range;

use super::clause::is_when;
use super::tags::{Tag, Tagged};
use crate::claim::{Kind, Mention};
use crate::id::Sym;
use crate::rules::Form;

/// What says more of a subject has at most so many words, a verb group as well.
const PLACE_REACH: usize = 7;
const VERB_GROUP: usize = 5;
/// A relative clause and what it holds have at most so many tokens.
const RELATIVE_REACH: usize = 24;
/// What is put in behind a subject has at most so many tokens.
const MOST_PUT_IN: usize = 16;

/// The verb of which the phrase of a figure is the subject, as far as `left`, the verb before it, allows. The phrase
/// has a `head` and ends at `end`.
pub(super) fn verb_of_subject(
    tagged: &Tagged<'_>,
    clause: &Range<usize>,
    mention: &Mention,
    (head, end): (Option<usize>, usize),
    left: Option<usize>,
) -> Option<usize> {
    if let Some(verb) = right_verb(tagged, clause, past_joined(tagged, head, end)) {
        return Some(past_doing(tagged, clause, verb).unwrap_or(verb));
    }
    // "For nine years, the firm, founded by two brothers, made shoes": no time does anything.
    let time = mention.kind.is_temporal() || mention.kind == Kind::Duration;
    if time || left.is_some_and(|v| !tagged.says(v)) {
        return None;
    }
    // "900 jobs to go at Acme"
    let to_come = left.is_none() && leads_to_verb(tagged, end);
    to_come
        .then(|| right_verb(tagged, clause, end + 1))
        .flatten()
        .or_else(|| past_relative(tagged, end))
        .or_else(|| past_aside(tagged, end))
        .or_else(|| past_of_aside(tagged, mention.tokens.start, end))
}

/// The verb right after the figure's phrase, over auxiliaries and adverbs: "11 people were killed".
fn right_verb(tagged: &Tagged<'_>, clause: &Range<usize>, from: usize) -> Option<usize> {
    let mut auxiliary = None;
    let mut past = from;
    for at in from..clause.end.min(from + 8) {
        // "had so far been confirmed dead"
        past = past.max(if auxiliary.is_some() { past_scope(tagged, at) } else { at });
        if past > at {
            continue;
        }
        match tagged.tag(at) {
            Tag::Auxiliary | Tag::Modal => auxiliary = auxiliary.or(Some(at)),
            Tag::Negation | Tag::Adverb => {}
            // "are to be made redundant"
            Tag::Preposition if auxiliary.is_some() && leads_to_verb(tagged, at) => {}
            Tag::Verb => return Some(at),
            Tag::Preposition if auxiliary.is_none() => {
                return verb_past_place(tagged, clause, at);
            }
            Tag::Adjective if at == from => return Some(at),
            Tag::Adjective | Tag::Noun { .. } if auxiliary.is_some() => return Some(at),
            _ => break,
        }
    }
    auxiliary
}

/// Past the longest phrase that begins at `at` and says which part of a thing is meant: "so far".
fn past_scope(tagged: &Tagged<'_>, at: usize) -> usize {
    let stands = |phrase: &[Sym]| (at..).zip(phrase).all(|(i, word)| tagged.sym(i) == *word);
    let phrases = tagged.rules.measures.scopes_beginning(tagged.sym(at));
    let lengths = phrases.filter(|(phrase, _)| stands(phrase)).map(|(phrase, _)| phrase.len());
    at + lengths.max().unwrap_or(0)
}

/// The verb behind what says more of the subject: "12 people on the bus were *hurt*", "14 people in six states
/// *fell* ill".
fn verb_past_place(
    tagged: &Tagged<'_>,
    clause: &Range<usize>,
    preposition: usize,
) -> Option<usize> {
    let inside = |tag: Tag| {
        matches!(
            tag,
            Tag::Determiner
                | Tag::Adjective
                | Tag::Noun { .. }
                | Tag::Name
                | Tag::Possessive
                | Tag::Figure(_)
        )
    };
    let near = preposition + 1..clause.end.min(preposition + PLACE_REACH);
    let end = near.clone().find(|&at| !inside(tagged.tag(at)))?;
    let verb = |at: &usize| matches!(tagged.tag(*at), Tag::Verb | Tag::Auxiliary | Tag::Modal);
    let noun = |at: usize| matches!(tagged.tag(at), Tag::Noun { .. } | Tag::Name);
    if !(near.start..end).any(noun) || !verb(&end) {
        return None;
    }
    let full = (end..clause.end.min(end + VERB_GROUP)).take_while(|&at| {
        verb(&at) || matches!(tagged.tag(at), Tag::Negation | Tag::Adverb | Tag::Adjective)
    });
    let said = |at: &usize| matches!(tagged.tag(*at), Tag::Verb | Tag::Adjective);
    Some(full.into_iter().find(said).unwrap_or(end))
}

/// Past the nouns that are counted along, if a verb follows: "85,000 homes *and businesses* lost power".
fn past_joined(tagged: &Tagged<'_>, head: Option<usize>, end: usize) -> usize {
    let mut at = end;
    let mut joined = false;
    while head.is_some() && matches!(tagged.tag(at), Tag::Comma | Tag::Conjunction) {
        let and = (at..at + 2).find(|&i| tagged.tag(i) == Tag::Conjunction);
        let noun = and.unwrap_or(at) + 1;
        let small = |at: usize| matches!(tagged.tag(at), Tag::Adjective | Tag::Determiner);
        let noun = if small(noun) { noun + 1 } else { noun };
        if !matches!(tagged.tag(noun), Tag::Noun { plural: true }) {
            return end;
        }
        joined |= and.is_some();
        at = noun + 1;
    }
    let verb = matches!(tagged.tag(at), Tag::Auxiliary | Tag::Modal | Tag::Verb);
    if joined && verb { at } else { end }
}

/// The verb of a subject of which a participle says more: "17 people *taking* the drug *died*".
fn past_doing(tagged: &Tagged<'_>, clause: &Range<usize>, participle: usize) -> Option<usize> {
    let doing = tagged.tag(participle) == Tag::Verb
        && tagged.readings(participle).iter().any(|r| r.form == Form::Ing)
        && matches!(tagged.tag(participle - 1), Tag::Noun { .. });
    let inside = |at: &usize| {
        matches!(
            tagged.tag(*at),
            Tag::Determiner
                | Tag::Adjective
                | Tag::Noun { .. }
                | Tag::Name
                | Tag::Possessive
                | Tag::Preposition
                | Tag::Adverb
        )
    };
    let mut after = participle + 1..clause.end.min(participle + PLACE_REACH);
    let end = after.find(|at| !inside(at)).filter(|_| doing)?;
    let finite = match tagged.tag(end) {
        Tag::Auxiliary | Tag::Modal => true,
        Tag::Verb => tagged.readings(end).iter().all(|r| r.form != Form::Ing),
        _ => false,
    };
    finite.then(|| right_verb(tagged, clause, end))?
}

/// The verb of a subject of which a relative clause says more: "three people *who were on the bus* were *killed*".
/// Of the verbs behind it the first is the relative clause's, and one each that of what is told inside it.
fn past_relative(tagged: &Tagged<'_>, from: usize) -> Option<usize> {
    let comma = usize::from(tagged.tag(from) == Tag::Comma);
    let relative = from + comma;
    if tagged.tag(relative) != Tag::Relative {
        return None;
    }
    let end = tagged.end.min(relative + RELATIVE_REACH);
    let mut open = 1;
    let mut at = relative + 1;
    while at < end {
        match tagged.tag(at) {
            Tag::Break => return None,
            Tag::Subordinator | Tag::Relative => open += 1,
            // "who had left before it fell"
            Tag::Preposition if tagged.tag(at + 1) == Tag::Pronoun && is_when(tagged, at) => {
                open += 1;
            }
            Tag::Auxiliary | Tag::Modal | Tag::Verb if is_finite(tagged, at) => {
                let joined = tagged.tag(at - 1) == Tag::Conjunction;
                if open == 0 && !joined {
                    return right_verb(tagged, &(at..tagged.end), at);
                }
                open -= i32::from(!joined);
                at = group_end(tagged, at, end);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The verb of a subject behind which more of it is put in between commas or dashes: "12 people, *three of them
/// children*, were *killed*".
fn past_aside(tagged: &Tagged<'_>, from: usize) -> Option<usize> {
    let mark = tagged.tag(from);
    if !matches!(mark, Tag::Comma | Tag::Break) || is_list(tagged, from) {
        return None;
    }
    let end = tagged.end.min(from + MOST_PUT_IN);
    let closes = |at: usize| tagged.tag(at) == mark && tagged.text(at) == tagged.text(from);
    for at in from + 1..end {
        match tagged.tag(at) {
            _ if closes(at) => {
                if let Some(verb) = verb_behind(tagged, at) {
                    return Some(verb);
                }
            }
            // "12 people, trapped for days, were rescued"
            Tag::Verb if at == from + 1 && tagged.is_participle(at) => {}
            Tag::Auxiliary | Tag::Modal | Tag::Verb if is_finite(tagged, at) => return None,
            Tag::Break | Tag::Subordinator | Tag::Relative => return None,
            _ => {}
        }
    }
    None
}

/// The verb of those among whom a figure counts some, in what is put in behind them: "12 people, *including three
/// children*, were *killed*".
fn past_of_aside(tagged: &Tagged<'_>, figure: usize, end: usize) -> Option<usize> {
    let first = tagged.start.max(figure.saturating_sub(MOST_PUT_IN));
    let opens = |at: &usize| matches!(tagged.text(*at), "including" | "among");
    let opener = (first..figure).rev().find(opens).filter(|at| *at > tagged.start)?;
    let mark = tagged.tag(opener - 1);
    let put_in = matches!(mark, Tag::Comma | Tag::Break) && tagged.tag(end) == mark;
    put_in.then(|| verb_behind(tagged, end))?
}

/// The verb that begins, over adverbs, right behind the mark at `at`.
fn verb_behind(tagged: &Tagged<'_>, at: usize) -> Option<usize> {
    let first = (at + 1..tagged.end).find(|i| tagged.tag(*i) != Tag::Adverb)?;
    let verb = matches!(tagged.tag(first), Tag::Auxiliary | Tag::Modal | Tag::Verb);
    (verb && is_finite(tagged, first)).then(|| right_verb(tagged, &(first..tagged.end), first))?
}

/// Whether further things are told behind the comma at `at`: "12 people, nine cars and a bus".
fn is_list(tagged: &Tagged<'_>, at: usize) -> bool {
    let noun = |i: usize| matches!(tagged.tag(i), Tag::Noun { .. });
    matches!(tagged.tag(at + 1), Tag::Figure(_)) && noun(at + 2) && tagged.text(at + 3) != "of"
}

/// Whether a verb can be the first of its clause: no infinitive and no participle that says more of a noun.
fn is_finite(tagged: &Tagged<'_>, at: usize) -> bool {
    // "whose average age is 34"
    let to = matches!(tagged.text(at - 1), "to" | "whose");
    let form = |form: Form| tagged.readings(at).iter().any(|r| r.form == form);
    let alone = tagged.tag(at) == Tag::Verb;
    !(to || alone && (form(Form::Ing) || tagged.tag(at - 1) == Tag::Preposition))
}

/// One past the verbs, adverbs and infinitives that go on from a verb: "had been trying to get". Behind a verb that
/// carries meaning the next is another one's: "who *survived* were taken".
fn group_end(tagged: &Tagged<'_>, at: usize, limit: usize) -> usize {
    let is_ing = |i: usize| tagged.readings(i).iter().any(|r| r.form == Form::Ing);
    let goes_on = |i: usize| match tagged.tag(i) {
        Tag::Adverb | Tag::Negation => true,
        Tag::Auxiliary | Tag::Modal => tagged.tag(i - 1) != Tag::Verb,
        Tag::Verb => tagged.tag(i - 1) != Tag::Verb || is_ing(i),
        _ => leads_to_verb(tagged, i),
    };
    (at + 1..limit).find(|i| !goes_on(*i)).unwrap_or(limit)
}

/// Whether "to" leads to a verb at `at`.
pub(super) fn leads_to_verb(tagged: &Tagged<'_>, at: usize) -> bool {
    tagged.text(at) == "to" && matches!(tagged.tag(at + 1), Tag::Verb | Tag::Auxiliary)
}
