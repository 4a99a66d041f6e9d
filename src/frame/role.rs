//! The part that a figure plays: value, length, start, end, deadline, change.

use super::clause::Clause;
use super::tags::{Tag, Tagged};
use crate::claim::{Change, Claim, Governor, Governs, Kind, Mention, Modality, Role};
use crate::rules::{Class, Rules};
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
        let ends = moment.bound == Bound::From
            && tagged.text(mention.tokens.start).eq_ignore_ascii_case("until");
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
/// The year of publication is no other time.
pub(super) fn years(doc: &Document, mentions: &[Mention], index: usize) -> Vec<i16> {
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
    years.retain(|y| published_year(doc) != Some(*y));
    years.sort_unstable();
    years.dedup();
    years
}

/// A sentence that begins with its time sets the scene for the next one, if that has none of its
/// own: "In April 2012 a quake struck. Five people died."
pub(super) fn inherit_years(doc: &Document, mentions: &[Mention], claims: &mut [Claim]) {
    for claim in claims.iter_mut().filter(|c| c.frame.years.is_empty()) {
        let sentence = claim.mention.sentence;
        let of = |wanted: usize| {
            let first = mentions.partition_point(move |m| m.sentence < wanted);
            mentions[first..].iter().take_while(move |m| m.sentence == wanted)
        };
        let timed = of(sentence).any(|m| m.value.moment().is_some());
        let Some(before) = sentence.checked_sub(1).filter(|_| !timed) else { continue };
        let start = doc.sentences[before].range().start;
        let scene = of(before)
            .find(|m| m.value.moment().is_some() && m.tokens.start <= start + SCENE_REACH);
        let year = scene.and_then(|m| m.value.moment()).and_then(|m| m.pattern.year);
        let published = published_year(doc);
        claim.frame.years.extend(year.filter(|y| published != Some(*y)));
    }
}

/// The year in which the document was published, if it is known.
fn published_year(doc: &Document) -> Option<i16> {
    doc.source.published.as_deref().and_then(|p| p.get(..4)?.parse().ok())
}

/// The time that sets a scene stands among the first words.
const SCENE_REACH: usize = 3;

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
        let end = claim.mention.tokens.end;
        let alone = doc.tokens.get(end).is_some_and(|t| t.sym == rules.marks.close)
            || claim.frame.attribution.is_some();
        if !opened || !alone || claim.counted().is_some() {
            continue;
        }
        let figures: Vec<_> =
            before.iter().rev().take(3).map(|c| c.mention.tokens.clone()).collect();
        let Some(model) = before.iter_mut().rev().take(3).find(same) else { continue };
        let between = model.mention.tokens.end..start - 1;
        let own = |at: usize| figures.iter().any(|f| f.contains(&at));
        let small = |at: usize| {
            rules.words.readings(doc.tokens[at].sym).iter().any(|r| r.class >= Class::Determiner)
        };
        if !between.into_iter().all(|at| own(at) || small(at)) {
            continue;
        }
        let index = model.mention.tokens.start;
        let frame = &mut claim.frame;
        frame.governors.clone_from(&model.frame.governors);
        frame.measure = model.frame.measure;
        frame.participants.clone_from(&model.frame.participants);
        frame.scopes.clone_from(&model.frame.scopes);
        frame.subject = model.frame.subject;
        frame.role = model.frame.role;
        if frame.modality == Modality::Asserted {
            frame.modality = model.frame.modality;
        }
        frame.beside = Some(index);
    }
}
