//! The part that a figure plays: value, length, start, end, deadline, change.

use super::clause::Clause;
use super::tags::{Tag, Tagged};
use crate::claim::{Change, Claim, Governor, Governs, Kind, Mention, Modality, Role};
use crate::rules::Rules;
use crate::text::Document;
use crate::value::{Bound, Value};

/// The role of a figure and the direction of the change it tells.
pub(super) fn of(
    tagged: &Tagged<'_>,
    clause: &Clause,
    mention: &Mention,
    governors: &[Governor],
) -> (Role, Option<Change>) {
    if let Value::Moment(moment) = &mention.value {
        let ends = moment.bound == Bound::From && tagged.text(mention.tokens.start).eq_ignore_ascii_case("until");
        return match moment.bound {
            Bound::Until => (Role::End, None),
            Bound::By => (Role::Deadline, None),
            Bound::From if ends => (Role::End, None),
            Bound::From => (Role::Start, None),
            Bound::Within => (Role::Value, None),
        };
    }
    if mention.kind == Kind::Duration {
        return (Role::Length, None);
    }
    let change = governors.iter().find_map(|g| change(tagged, mention.kind, g));
    let Some(change) = change else { return (comparison(tagged, mention), None) };
    let role = match before(tagged, mention) {
        "to" => Role::ChangeTo,
        "from" => Role::ChangeFrom,
        "by" => Role::ChangeBy,
        _ if mention.kind == Kind::Percent && changes(tagged, clause) => Role::ChangeBy,
        _ => comparison(tagged, mention),
    };
    (role, Some(change))
}

/// The small word before the figure, in lower case.
fn before<'a>(tagged: &Tagged<'a>, mention: &Mention) -> &'a str {
    let at = mention.tokens.start.checked_sub(1).filter(|&b| b >= tagged.start);
    at.map_or("", |b| tagged.text(b))
}

fn comparison(tagged: &Tagged<'_>, mention: &Mention) -> Role {
    let than = matches!(before(tagged, mention), "than" | "versus" | "against");
    let two_back = mention.tokens.start.checked_sub(2).map_or("", |b| tagged.text(b));
    let compared = matches!(two_back, "compared" | "down" | "up");
    match before(tagged, mention) {
        "from" if compared => Role::ChangeFrom,
        "to" | "with" if compared => Role::Comparison,
        _ if than => Role::Comparison,
        _ => Role::Value,
    }
}

fn changes(tagged: &Tagged<'_>, clause: &Clause) -> bool {
    clause.verb.is_some_and(|v| tagged.tag(v) == Tag::Verb)
}

/// Whether a governing verb or noun tells of a rise or fall.
fn change(tagged: &Tagged<'_>, kind: Kind, governor: &Governor) -> Option<Change> {
    let tells = match governor.how {
        Governs::Verb | Governs::Of => true,
        Governs::Modified | Governs::Counted => kind == Kind::Percent,
        _ => false,
    };
    if !tells {
        return None;
    }
    let class = |name: &str| tagged.rules.vocabulary.get(name);
    let words = &tagged.rules.words;
    if words.in_class(governor.sym, class("rise")) {
        Some(Change::Up)
    } else if words.in_class(governor.sym, class("fall")) {
        Some(Change::Down)
    } else {
        None
    }
}

/// The years that the sentence names as the time of what it tells, outside the mention itself.
pub(super) fn years(mentions: &[Mention], index: usize) -> Vec<i16> {
    let own = &mentions[index];
    let same = |m: &&Mention| m.sentence == own.sentence && m.tokens != own.tokens;
    let first = mentions.partition_point(|m| m.sentence < own.sentence);
    let near = mentions[first..].iter().take_while(|m| m.sentence == own.sentence);
    let mut years: Vec<i16> = near
        .filter(same)
        .filter_map(|m| m.value.moment())
        .filter(|m| m.bound == Bound::Within)
        .filter_map(|m| m.pattern.year.or_else(|| m.days?.lo.map(jiff::civil::Date::year)))
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// A figure in brackets right after one of the same kind repeats its frame: "$10 billion by the end
/// of this year ($13 billion according to a recent estimate)".
pub(super) fn link_brackets(doc: &Document, rules: &Rules, claims: &mut [Claim]) {
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let Some(claim) = rest.first_mut() else { return };
        let start = claim.mention.tokens.start;
        let opened = start.checked_sub(1).is_some_and(|o| doc.tokens[o].sym == rules.marks.open);
        let unit = |c: &Claim| c.mention.value.quantity().map(|q| q.unit);
        let same = |c: &&mut Claim| {
            c.mention.sentence == claim.mention.sentence
                && c.mention.kind == claim.mention.kind
                && unit(c) == unit(claim)
        };
        if !opened || claim.counted().is_some() {
            continue;
        }
        let Some(model) = before.iter_mut().rev().take(3).find(same) else { continue };
        let index = model.mention.tokens.start;
        let frame = &mut claim.frame;
        frame.governors = model.frame.governors.clone();
        frame.measure = model.frame.measure;
        frame.participants = model.frame.participants.clone();
        frame.scopes = model.frame.scopes.clone();
        frame.subject = model.frame.subject;
        frame.role = model.frame.role;
        if frame.modality == Modality::Asserted {
            frame.modality = model.frame.modality;
        }
        frame.beside = Some(index);
    }
}
