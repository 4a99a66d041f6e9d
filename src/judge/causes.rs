//! Why two figures differ: the slips that people make, and reasons that are no slips.

use crate::claim::{Change, Claim, Role};
use crate::compare::{Verdict, compare};
use crate::ledger::Ledger;
use crate::rules::Rules;
use crate::slip::{Cause, slip};

/// Whether the one says that it rose by so much, the other that it fell.
pub(super) fn opposite(a: &Claim, b: &Claim) -> bool {
    let by = |c: &Claim| (c.frame.role == Role::ChangeBy).then_some(c.frame.change).flatten();
    matches!(
        (by(a), by(b)),
        (Some(Change::Up), Some(Change::Down)) | (Some(Change::Down), Some(Change::Up))
    )
}

/// The cause of a disagreement, if one is likely.
pub(super) fn diagnose(ledger: &Ledger, a: &Claim, b: &Claim, rules: &Rules) -> Option<Cause> {
    if is_update(ledger, a, b, rules)
        || tells_as_past(ledger, a, b, rules)
        || tells_as_past(ledger, b, a, rules)
    {
        return Some(Cause::Update);
    }
    let slip = slip(&a.mention.value, &b.mention.value, rules);
    slip.or_else(|| are_authorities(ledger, a, b).then_some(Cause::Measured))
}

/// Whether the figure is of a kind that grows and the one source is later than the other.
fn is_update(ledger: &Ledger, a: &Claim, b: &Claim, rules: &Rules) -> bool {
    let grows =
        |c: &Claim| c.frame.measure.and_then(|m| rules.measures.get(m)).is_some_and(|m| m.grows);
    let published = |c: &Claim| ledger.document(c.doc).and_then(|d| d.source.published.as_deref());
    match (published(a), published(b)) {
        (Some(x), Some(y)) => x != y && grows(a) && grows(b),
        _ => false,
    }
}

/// Whether the sentence of the one gives the other's value as what it was before: "seven are missing,
/// down from 14".
fn tells_as_past(ledger: &Ledger, new: &Claim, old: &Claim, rules: &Rules) -> bool {
    let first = ledger
        .claims
        .partition_point(|c| (c.doc, c.mention.sentence) < (new.doc, new.mention.sentence));
    let beside = ledger
        .claims
        .iter()
        .skip(first)
        .take_while(|c| (c.doc, c.mention.sentence) == (new.doc, new.mention.sentence));
    let mut past = beside.filter(|c| c.frame.role == Role::ChangeFrom);
    past.any(|c| compare(&c.mention.value, &old.mention.value, rules) == Some(Verdict::Agree))
}

/// Whether both name who says so, and not the same.
fn are_authorities(ledger: &Ledger, a: &Claim, b: &Claim) -> bool {
    let who = |c: &Claim| {
        let doc = ledger.document(c.doc)?;
        Some(doc.words(c.frame.attribution?).to_lowercase())
    };
    match (who(a), who(b)) {
        (Some(x), Some(y)) => x != y,
        _ => false,
    }
}
