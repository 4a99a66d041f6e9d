//! What a figure counts, and what is done with it.

use super::clause::Clause;
use super::governors::{OF_REACH, befallen, is_nominal, led_by, lemma_sym, noun};
use super::tags::{Tag, Tagged};
use crate::claim::{Governor, Governs, Kind, Mention};
use crate::id::Sym;
use crate::rules::Form;

/// What is counted or modified: `500 protesters`, `a $38 billion deal`, `a 6.1-magnitude quake`.
pub(super) fn counted(
    tagged: &Tagged<'_>,
    clause: &Clause,
    mention: &Mention,
    found: &mut Vec<Governor>,
) {
    let Some(head) = clause.head else {
        found.extend(said_to_be(tagged, mention).or_else(|| of_all(tagged, mention)));
        return;
    };
    if let Some(thing) = number_of(tagged, head, mention) {
        found.extend(befallen(tagged, thing, clause.tokens.end));
        return found.push(noun(tagged, thing, Governs::Counted, head + 1));
    }
    let counts =
        clause.counts && matches!(mention.kind, Kind::Count | Kind::Number | Kind::Percent);
    let how = if counts { Governs::Counted } else { Governs::Modified };
    let hyphen = mention.tokens.end + 1;
    let hyphenated = tagged.sym(mention.tokens.end) == tagged.rules.marks.hyphen && hyphen < head;
    if hyphenated {
        // "an 11-page report"
        let bare = matches!(mention.kind, Kind::Count | Kind::Number);
        let how = if bare { Governs::Counted } else { Governs::Modified };
        let mut joined = noun(tagged, hyphen, how, hyphen);
        joined.before.push(tagged.rules.marks.hyphenated);
        found.push(joined);
    }
    let mut governor = noun(tagged, head, how, mention.tokens.end);
    if counts {
        governor.before.extend(done_with(tagged, clause, mention));
    }
    let dated = dated(tagged, mention);
    governor.before.extend(dated);
    found.push(governor);
    if how == Governs::Modified || mention.kind == Kind::Number {
        let inner = (mention.tokens.end..head)
            .rev()
            .filter(|&at| matches!(tagged.tag(at), Tag::Noun { .. }));
        found.extend(inner.map(|at| {
            let noun = noun(tagged, at, Governs::Modified, at);
            Governor { before: noun.before.into_iter().chain(dated).collect(), ..noun }
        }));
    }
}

/// "Dated", before the noun of "is a 1975 film": its year, and not only one in which something is told of a film.
fn dated(tagged: &Tagged<'_>, mention: &Mention) -> Option<Sym> {
    (mention.kind == Kind::DateRange).then(|| tagged.rules.vocabulary.get("dated"))
}

/// Of what a bare number is a part, where the sentence opens with it: "Of the *jobs* to go, 620 are in Eastham".
fn of_all(tagged: &Tagged<'_>, mention: &Mention) -> Option<Governor> {
    let the = tagged.start + 1;
    let opens = mention.kind == Kind::Number
        && tagged.text(tagged.start) == "Of"
        && tagged.tag(the) == Tag::Determiner;
    let small =
        |at: &usize| matches!(tagged.tag(*at), Tag::Determiner | Tag::Adjective | Tag::Figure(_));
    let noun_at = (the..mention.tokens.start).find(|at| !small(at)).filter(|_| opens)?;
    let plural = tagged.tag(noun_at) == (Tag::Noun { plural: true });
    plural.then(|| noun(tagged, noun_at, Governs::Counted, noun_at))
}

/// What those are whom a bare number counts: "nine were *children*", "nine of the dead were *children*".
fn said_to_be(tagged: &Tagged<'_>, mention: &Mention) -> Option<Governor> {
    let end = mention.tokens.end;
    let of = tagged.sym(end) == tagged.rules.marks.of;
    let reach = if of { end + OF_REACH } else { end };
    let is = |at: &usize| matches!(tagged.text(*at), "were" | "was" | "are" | "is");
    let be = (end..=reach).find(is).filter(|_| mention.kind == Kind::Number)?;
    let noun_at = be + 1;
    let alone = matches!(
        tagged.tag(noun_at + 1),
        Tag::Mark | Tag::Break | Tag::Comma | Tag::Conjunction | Tag::Preposition
    );
    let plural = tagged.tag(noun_at) == (Tag::Noun { plural: true });
    // "were born in"
    let done = tagged.readings(noun_at).iter().any(|r| r.form > Form::S);
    (plural && alone && !done).then(|| noun(tagged, noun_at, Governs::Counted, noun_at))
}

/// What lasts so long: "five years' *imprisonment*", "a month's *salary*".
pub(super) fn lasting(tagged: &Tagged<'_>, mention: &Mention) -> Option<Governor> {
    let end = mention.tokens.end;
    let owns = mention.kind == Kind::Duration && tagged.tag(end) == Tag::Possessive;
    let head = (end + 1..tagged.end).take_while(|at| is_nominal(tagged.tag(*at))).last();
    let head = head.filter(|at| owns && matches!(tagged.tag(*at), Tag::Noun { .. }))?;
    Some(noun(tagged, head, Governs::Modified, end + 1))
}

/// What is done with what is counted: the verb of "claimed 27 lives" and "27 lives were lost", the noun
/// of "the loss of 27 lives", and "have" of "has 900 employees", "its 900 employees" and "the firm, with
/// 900 employees".
fn done_with(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> Vec<Sym> {
    let start = mention.tokens.start;
    // "23% of the shares voted" is no share of the vote.
    let whole = mention.kind == Kind::Percent && clause.is_subject;
    let verb = clause.verb.filter(|v| !whole && tagged.tag(*v) == Tag::Verb);
    let mut done: Vec<Sym> = verb.map(|v| tagged.verb_sym(v)).into_iter().collect();
    let of = led_by(tagged, clause, mention).filter(|(_, by)| *by == tagged.rules.marks.of);
    done.extend(of.into_iter().flat_map(|(noun, of)| [lemma_sym(tagged, noun), of]));
    let small = |at: &usize| matches!(tagged.tag(*at), Tag::Determiner | Tag::Adverb);
    let own = start.checked_sub(1).is_some_and(|b| {
        tagged.tag(b) == Tag::Possessive
            || matches!(tagged.text(b), "its" | "Its" | "their" | "Their" | "our" | "Our")
    });
    let led = (clause.tokens.start..start).rev().find(|at| !small(at));
    let has = led.is_some_and(|at| match tagged.text(at) {
        "has" | "have" | "had" | "having" => true,
        "with" => at > clause.tokens.start && matches!(tagged.tag(at - 1), Tag::Comma | Tag::Name),
        _ => false,
    });
    done.extend((own || has).then(|| tagged.rules.vocabulary.get("have")));
    done
}

/// `spectators` of "put the number of spectators at 40,000" and "the number of spectators rose to
/// 40,000": what is counted, as in "40,000 spectators".
pub(super) fn numbered(tagged: &Tagged<'_>, at: usize, mention: &Mention) -> Option<Governor> {
    let of = (tagged.start..at).rev().find(|i| !is_nominal(tagged.tag(*i)))?;
    let counts = matches!(mention.kind, Kind::Count | Kind::Number)
        && tagged.sym(of) == tagged.rules.marks.of
        && matches!(tagged.text(of.saturating_sub(1)), "number" | "total");
    counts.then(|| noun(tagged, head_from(tagged, at), Governs::Counted, of + 1))
}

/// Past a participle before the noun at `at`: "confirmed *dead*".
fn head_from(tagged: &Tagged<'_>, at: usize) -> usize {
    let participle = tagged.tag(at) == Tag::Verb
        && tagged.is_participle(at)
        && matches!(tagged.tag(at + 1), Tag::Noun { .. } | Tag::Adjective);
    at + usize::from(participle)
}

/// `people` of "bringing to 27 the number of people killed", where the figure seems to count the number.
fn number_of(tagged: &Tagged<'_>, number: usize, mention: &Mention) -> Option<usize> {
    let of = number + 1;
    let told = matches!(mention.kind, Kind::Count | Kind::Number)
        && matches!(tagged.text(number), "number" | "total")
        && tagged.sym(of) == tagged.rules.marks.of;
    if !told {
        return None;
    }
    let qualifies = |at: &usize| matches!(tagged.tag(*at), Tag::Determiner | Tag::Adjective);
    let noun = |at: &usize| matches!(tagged.tag(*at), Tag::Noun { .. });
    (of + 1..tagged.end).skip_while(qualifies).take_while(noun).last()
}
