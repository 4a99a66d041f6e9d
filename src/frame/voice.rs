//! Who says it, and with what certainty.

use std::ops::Range;

use super::clause::Clause;
use super::tags::{Tag, Tagged};
use crate::claim::{Mention, Modality};
use crate::rules::Voice;
use crate::text::Span;
use crate::trail::{Step, Trail};

/// Who says it, how certain it is, and the rules that tell.
pub(super) struct Told {
    pub(super) attribution: Option<Span>,
    pub(super) modality: Modality,
    pub(super) trail: Trail,
}

pub(super) fn of(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> Told {
    let mut trail = Trail::new();
    let attribution =
        according(tagged, mention, &mut trail).or_else(|| said(tagged, mention, &mut trail));
    let modality = modality(tagged, clause, &mut trail);
    let reported = modality == Modality::Asserted && attribution.is_some();
    Told { attribution, modality: if reported { Modality::Reported } else { modality }, trail }
}

/// The step that says that the word at `at` tells of a voice.
fn tells(tagged: &Tagged<'_>, at: usize, voice: Voice) -> Option<Step> {
    let (_, rule) = tagged.voices(at).iter().find(|(v, _)| *v == voice)?;
    Some(Step { rule: *rule, span: tagged.doc.tokens[at].span })
}

/// `according to the UN`: the words after "to" up to the next comma.
fn according(tagged: &Tagged<'_>, mention: &Mention, trail: &mut Trail) -> Option<Span> {
    let brackets = enclosing(tagged, mention);
    let range = brackets.unwrap_or(tagged.start..tagged.end);
    let at = tagged.voiced(range.clone()).find(|&at| {
        tells(tagged, at, Voice::According).is_some()
            && enclosing_at(tagged, at) == enclosing_at(tagged, mention.tokens.start)
            && matches!(tagged.text(at + 1), "to")
    })?;
    trail.extend(tells(tagged, at, Voice::According));
    let from = at + 2;
    let end = (from..range.end).find(|&i| ends_source(tagged, i)).unwrap_or(range.end);
    span(tagged, from, end)
}

fn ends_source(tagged: &Tagged<'_>, at: usize) -> bool {
    let stop = matches!(tagged.text(at), "." | "!" | "?" | "\"" | "”");
    stop || matches!(
        tagged.tag(at),
        Tag::Comma | Tag::Break | Tag::Close | Tag::Open | Tag::Relative
    )
}

/// The tokens inside the brackets around the mention.
fn enclosing(tagged: &Tagged<'_>, mention: &Mention) -> Option<Range<usize>> {
    let open = enclosing_at(tagged, mention.tokens.start)?;
    let close = (open..tagged.end).find(|&i| tagged.tag(i) == Tag::Close).unwrap_or(tagged.end);
    Some(open + 1..close)
}

/// The bracket that is open at `at`.
fn enclosing_at(tagged: &Tagged<'_>, at: usize) -> Option<usize> {
    let mut depth = 0u32;
    for i in (tagged.start..at).rev() {
        match tagged.tag(i) {
            Tag::Close => depth += 1,
            Tag::Open if depth == 0 => return Some(i),
            Tag::Open => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `The ministry said that …`, `…, the ministry said`: the nouns next to the verb of saying.
fn said(tagged: &Tagged<'_>, mention: &Mention, trail: &mut Trail) -> Option<Span> {
    let figure = mention.tokens.start;
    let says = |at: &usize| {
        tagged.tag(*at) == Tag::Verb
            && tells(tagged, *at, Voice::Says).is_some()
            && says_more(tagged, *at, mention)
    };
    // "The office put it at 5.4; the UN said 5.6."
    let before = tagged.voiced(tagged.start..figure).filter(|at| says(at)).last();
    let verb = before.or_else(|| tagged.voiced(figure..tagged.end).find(says))?;
    let step = tells(tagged, verb, Voice::Says)?;
    let from = (tagged.start..verb).rev().find(|&i| {
        matches!(
            tagged.tag(i),
            Tag::Comma
                | Tag::Break
                | Tag::Conjunction
                | Tag::Subordinator
                | Tag::Figure(_)
                | Tag::Mark
        )
    });
    let from = from.map_or(tagged.start, |i| i + 1);
    // "In a statement *the governor* said"
    let noun = |i: usize| matches!(tagged.tag(i), Tag::Noun { .. } | Tag::Name);
    let begins = |i: &usize| tagged.tag(*i) == Tag::Determiner && noun(*i - 1);
    let led = matches!(tagged.tag(from), Tag::Preposition | Tag::Verb);
    let from = (from + 1..verb).rev().find(|i| led && begins(i)).unwrap_or(from);
    let named = |range: &Range<usize>| {
        range.clone().any(|i| matches!(tagged.tag(i), Tag::Noun { .. } | Tag::Name | Tag::Pronoun))
    };
    let after =
        verb + 1..(verb + 1..tagged.end).find(|&i| ends_source(tagged, i)).unwrap_or(tagged.end);
    // ", said the ministry"
    let inverted = verb > figure && !named(&(from..verb));
    let who = if inverted { after } else { from..verb };
    if named(&who) {
        trail.push(step);
        let alone = verb < figure && says_figure(tagged, verb, mention);
        trail.extend(tells(tagged, verb, Voice::Answers).filter(|_| alone));
        return span(tagged, who.start, who.end);
    }
    None
}

/// Whether what the verb says is the figure's clause: "that" or a clause follows it, it closes the
/// sentence, or it puts something at the figure.
fn says_more(tagged: &Tagged<'_>, verb: usize, mention: &Mention) -> bool {
    let figure = mention.tokens.start;
    if verb > figure {
        let rest = (figure..verb).any(|i| matches!(tagged.tag(i), Tag::Comma | Tag::Mark));
        return rest;
    }
    let between = verb + 1..figure;
    let clause =
        between.clone().any(|i| matches!(tagged.tag(i), Tag::Verb | Tag::Auxiliary | Tag::Modal));
    let that = matches!(tagged.tag(verb + 1), Tag::Subordinator);
    that || clause
        || puts_at(tagged, verb, figure)
        || says_figure(tagged, verb, mention)
        || (figure..tagged.end.min(figure + 8)).any(|i| matches!(tagged.tag(i), Tag::Auxiliary))
}

/// "the unions claimed 60,000", "the boss said 14 staff lost their jobs", but not "the fire claimed 14
/// lives".
fn says_figure(tagged: &Tagged<'_>, verb: usize, mention: &Mention) -> bool {
    let (start, end) = (mention.tokens.start, mention.tokens.end);
    let of = tagged.rules.marks.of;
    let small =
        |at: usize| matches!(tagged.tag(at), Tag::Adverb | Tag::Determiner) || tagged.sym(at) == of;
    if tells(tagged, verb, Voice::Answers).is_none() {
        return false;
    }
    let bare = !matches!(tagged.tag(end), Tag::Noun { .. } | Tag::Adjective);
    let told = (end..tagged.end.min(end + OWN_VERB)).any(|at| tagged.tag(at) == Tag::Verb);
    (verb + 1..start).all(small) && (bare || told)
}

/// So many words behind a figure its own verb can stand: "14 of the staff lost their jobs".
const OWN_VERB: usize = 5;

/// `The police put the number of spectators at 40,000`
fn puts_at(tagged: &Tagged<'_>, verb: usize, figure: usize) -> bool {
    let small = |at: &usize| matches!(tagged.tag(*at), Tag::Adverb | Tag::Determiner);
    let at = (verb + 1..figure).rev().find(|at| !small(at));
    at.is_some_and(|at| at > verb + 1 && tagged.text(at) == "at")
}

fn modality(tagged: &Tagged<'_>, clause: &Clause, trail: &mut Trail) -> Modality {
    let verb = clause.verb.unwrap_or(clause.tokens.end);
    let group = clause.tokens.start.max(verb.saturating_sub(5))..clause.tokens.end.min(verb + 1);
    let asked = tagged.end.checked_sub(1).is_some_and(|last| tagged.text(last) == "?");
    if asked {
        return Modality::Asked;
    }
    if group.clone().any(|at| tagged.tag(at) == Tag::Negation || tagged.text(at).ends_with("n't")) {
        return Modality::Denied;
    }
    let order = [
        (Voice::Possible, Modality::Possible),
        (Voice::Forecast, Modality::Forecast),
        (Voice::Planned, Modality::Planned),
    ];
    for (voice, modality) in order {
        let step = group.clone().find_map(|at| {
            let word = !matches!(tagged.tag(at), Tag::Noun { .. } | Tag::Name);
            if word { tells(tagged, at, voice) } else { None }
        });
        if let Some(step) = step {
            trail.push(step);
            return modality;
        }
    }
    Modality::Asserted
}

fn span(tagged: &Tagged<'_>, from: usize, end: usize) -> Option<Span> {
    let last = end.checked_sub(1).filter(|&l| l >= from)?;
    Some(tagged.doc.tokens.get(from)?.span.cover(tagged.doc.tokens.get(last)?.span))
}
