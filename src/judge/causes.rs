//! Why two figures differ: the slips that people make, and reasons that are no slips.

use crate::claim::{Change, Claim, Role};
use crate::compare::{Verdict, compare};
use crate::ledger::Ledger;
use crate::rules::Rules;
use crate::slip::{Cause, slip};
use crate::value::Hedge;

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
    let rises = |c: &Claim| c.frame.role == Role::ChangeTo;
    let later = match (day(ledger, a), day(ledger, b)) {
        (Some(x), Some(y)) if are_other_days(x, y) => true,
        _ => rises(a) != rises(b),
    };
    later && grow(a, b, rules)
}

/// Whether the figures of both are of a kind that grows.
fn grow(a: &Claim, b: &Claim, rules: &Rules) -> bool {
    let measure = |c: &Claim| c.frame.measure.and_then(|m| rules.measures.get(m));
    [a, b].iter().all(|c| measure(c).is_some_and(|m| m.grows))
}

/// When the article of a claim was published, in EDTF.
fn day<'a>(ledger: &'a Ledger, claim: &Claim) -> Option<&'a str> {
    let given = ledger.document(claim.doc)?.source.published.as_deref();
    let line = || ledger.profiles.get(claim.doc.index())?.dateline.as_deref();
    given.or_else(line)
}

/// Whether two times of publication differ. Many date lines leave out the year; then month and day
/// tell.
fn are_other_days(a: &str, b: &str) -> bool {
    let yearless = |day: &str| day.starts_with('X');
    if yearless(a) || yearless(b) { a.get(4..) != b.get(4..) } else { a != b }
}

/// Whether the figure grows, and the smaller one is told as the least that it is: "at least five"
/// are dead before six are.
pub(super) fn has_grown(a: &Claim, b: &Claim, rules: &Rules) -> bool {
    let least = |c: &Claim| {
        let quantity = c.mention.value.quantity();
        quantity.filter(|q| matches!(q.hedge, Hedge::AtLeast | Hedge::MoreThan))?.stated
    };
    let other = |c: &Claim| c.mention.value.quantity().and_then(|q| q.stated);
    let below = |x: &Claim, y: &Claim| least(x).zip(other(y)).is_some_and(|(x, y)| x <= y);
    grow(a, b, rules) && (below(a, b) || below(b, a))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_of_other_days_are_told_apart_with_and_without_a_year() {
        assert!(are_other_days("2024-03-04", "2025-03-04"));
        assert!(are_other_days("2025-11", "2025-12"));
        assert!(are_other_days("XXXX-06-12", "2025-07-10"));
        assert!(!are_other_days("XXXX-06-12", "2025-06-12"));
        assert!(!are_other_days("2025-06-12", "2025-06-12"));
    }
}
