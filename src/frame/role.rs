//! The part that a figure plays: value, length, start, end, deadline, change.

use super::clause::Clause;
use super::tags::{Tag, Tagged};
use crate::claim::{Change, Claim, Governor, Governs, Kind, Mention, Modality, Role};
use crate::id::Sym;
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
    if let Some(change) = stands_changed(tagged, mention) {
        return (Role::ChangeBy, Some(change));
    }
    // "value-*added* tax"
    let text = tagged.doc.source.text.as_str();
    let glued = |g: &&Governor| text.get(..g.span.range().start).is_some_and(|t| t.ends_with('-'));
    let mut whole = governors.iter().filter(|g| !glued(g));
    let change = whole.find_map(|g| change(tagged, mention.kind, g));
    let Some(change) = change else {
        let level = brings_to(tagged, clause, mention) || comes_to(tagged, mention, governors);
        return (if level { Role::ChangeTo } else { comparison(tagged, mention) }, None);
    };
    let role = match before(tagged, mention) {
        "to" => Role::ChangeTo,
        "from" => Role::ChangeFrom,
        "by" => Role::ChangeBy,
        _ if mention.kind == Kind::Percent && changes(tagged, clause) => Role::ChangeBy,
        _ if leads_to_level(tagged, clause, mention) => Role::ChangeBy,
        _ => comparison(tagged, mention),
    };
    (role, Some(change))
}

/// Whether the figure is a level that something is brought to: "taking the number of dead *to 34*".
fn brings_to(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> bool {
    let counts = matches!(mention.kind, Kind::Count | Kind::Number);
    let Some(verb) = clause.verb.filter(|_| counts && before(tagged, mention) == "to") else {
        return false;
    };
    let is = |sym, name: &str| tagged.rules.words.in_class(sym, tagged.rules.vocabulary.get(name));
    let mut near = verb..clause.tokens.end.min(mention.tokens.end + TALLY_REACH);
    is(tagged.verb_sym(verb), "brings to a level") && near.any(|at| is(tagged.sym(at), "tally"))
}

/// Whether the figure is what a toll or a number has come to: "the death toll *passed* 40", "toll *now* 39".
fn comes_to(tagged: &Tagged<'_>, mention: &Mention, governors: &[Governor]) -> bool {
    let governed = |how: Governs, class: &str| {
        let class = tagged.rules.vocabulary.get(class);
        governors.iter().any(|g| g.how == how && tagged.rules.words.in_class(g.sym, class))
    };
    let now = before(tagged, mention) == "now" && governed(Governs::Of, "tally");
    now || governed(Governs::Verb, "comes to a level") && governed(Governs::Subject, "tally")
}

/// So many words behind a figure its tally can stand: "bringing to 27 *the number* of people killed".
const TALLY_REACH: usize = 3;

/// Whether what came of a change follows the figure: "rose *$1.20* to $83.40".
fn leads_to_level(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    let level = matches!(tagged.tag(end + 1), Tag::Figure(_));
    clause.verb.is_some_and(|v| v + 1 == mention.tokens.start) && tagged.text(end) == "to" && level
}

/// The change that a share is of what stands beside it: "4% higher", "up 12%".
fn stands_changed(tagged: &Tagged<'_>, mention: &Mention) -> Option<Change> {
    let beside = [mention.tokens.start.checked_sub(1), Some(mention.tokens.end)];
    let is = |class: &str| {
        let class = tagged.rules.vocabulary.get(class);
        // "a quarter more slowly" is how, and no rise.
        let manner = |at: usize| tagged.text(at + 1).ends_with("ly");
        let told = |at: &&usize| !is_phrasal(tagged, **at) && !manner(**at);
        let mut words = beside.iter().flatten().filter(told);
        words.any(|at| tagged.rules.words.in_class(tagged.sym(*at), class))
    };
    // "two inches more than the old record"
    let than = || tagged.text(mention.tokens.end + 1) == "than";
    let told = mention.kind == Kind::Percent || mention.kind.is_measured() && than();
    if !told {
        None
    } else if is("stands higher") {
        Some(Change::Up)
    } else {
        is("stands lower").then_some(Change::Down)
    }
}

/// Whether "up" or "down" at `at` belongs to a verb that tells no change: "make *up* 25%".
fn is_phrasal(tagged: &Tagged<'_>, at: usize) -> bool {
    let verb = at.checked_sub(1).filter(|v| *v >= tagged.start && tagged.tag(*v) == Tag::Verb);
    is_up_or_down(tagged.text(at)) && verb.is_some_and(|v| !goes(tagged, tagged.verb_sym(v)))
}

fn is_up_or_down(word: &str) -> bool {
    matches!(word, "up" | "down")
}

/// Whether the verb tells a change with "up" and "down": "closed up 3%".
fn goes(tagged: &Tagged<'_>, verb: Sym) -> bool {
    tagged.rules.words.in_class(verb, tagged.rules.vocabulary.get("goes up"))
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
        "to" | "with" if two_back == "compared" => Role::Comparison,
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
    let phrasal = governor.how == Governs::Verb && is_up_or_down(&governor.lemma);
    if !tells || phrasal && governor.before.iter().any(|verb| !goes(tagged, *verb)) {
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

/// A figure in brackets right after one of the same kind repeats its frame: "$10 billion by the end
/// of this year ($13 billion according to a recent estimate)".
pub(super) fn link_brackets(doc: &Document, rules: &Rules, claims: &mut [Claim]) {
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let Some(claim) = rest.first_mut() else { return };
        let start = claim.mention.tokens.start;
        let opened = start.checked_sub(1).is_some_and(|o| doc.tokens[o].sym == rules.marks.open);
        let unit = |c: &Claim| c.mention.value.quantity().map(|q| q.unit);
        let measures = |c: &Claim| Some(&rules.unit(unit(c)??)?.dimension);
        let same = |c: &&mut Claim| {
            c.mention.sentence == claim.mention.sentence
                && c.mention.kind == claim.mention.kind
                && (unit(c) == unit(claim)
                    || measures(c).is_some_and(|m| Some(m) == measures(claim)))
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
        frame.repeat(&model.frame);
        frame.participants.clone_from(&model.frame.participants);
        frame.subject = model.frame.subject;
        if frame.modality == Modality::Asserted {
            frame.modality = model.frame.modality;
        }
        frame.beside = Some(index);
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::Frame;

    /// The frame of the first claim of a text of May 2025.
    fn frame(text: &str) -> Frame {
        let rules = crate::rules::Rules::built_in().unwrap();
        let published = Some("2025-05-07".to_owned());
        let source = crate::text::Source { published, ..crate::text::Source::plain("a", text) };
        let claim = crate::read(vec![source], &rules, 1).0.claims.into_iter().next();
        claim.map(|claim| claim.frame).unwrap_or_default()
    }

    #[test]
    fn what_makes_up_a_share_does_not_rise_by_it() {
        let change = |text: &str| frame(text).change;
        let up = Some(crate::claim::Change::Up);
        assert_eq!(change("Exports make up 25% of sales."), None);
        assert_eq!(change("Two funds have signed up with 26% of the shares."), None);
        assert_eq!(change("Shares closed up 3%."), up);
        assert_eq!(change("Sales picked up 4%."), up);
        assert_eq!(change("Exports were up 22%."), up);
        assert_eq!(change("Patients got worse 22% more slowly."), None);
    }
}
