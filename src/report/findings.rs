//! What somebody should look at: disputed facts, with a code, a level and a fingerprint.

use super::Judged;
pub use crate::codes::Level;
use crate::compare::Verdict;
use crate::fingerprint::{fingerprint, folded, number_twins};
use crate::id::{ClaimId, FactId};
use crate::judge::{Cause, Relation};
use crate::ledger::Ledger;

/// Something that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable code: `C101`.
    pub code: &'static str,
    /// How much it matters.
    pub level: Level,
    /// The fact that is disputed.
    pub fact: FactId,
    /// The claims that stand against each other.
    pub claims: Vec<ClaimId>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The same as long as the words that are held against each other stay the same.
    pub fingerprint: String,
}

/// Code and level of a disputed relation.
fn code(relation: &Relation) -> (&'static str, Level) {
    match (relation.verdict, relation.cause) {
        (_, Some(Cause::Update)) => ("C103", Level::Note),
        (_, Some(Cause::Measured)) => ("C104", Level::Warning),
        (Verdict::Contradict, _) => ("C101", Level::Error),
        _ => ("C102", Level::Warning),
    }
}

/// One finding a disputed fact: its worst relation, and every claim that takes part in a dispute.
pub(super) fn of(ledger: &Ledger, facts: &[Judged]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = facts.iter().filter_map(|f| finding(ledger, f)).collect();
    number_twins(findings.iter_mut().map(|f| &mut f.fingerprint));
    findings
}

fn finding(ledger: &Ledger, fact: &Judged) -> Option<Finding> {
    let disputed: Vec<&Relation> =
        fact.relations.iter().filter(|r| r.verdict.is_disputed()).collect();
    let worst =
        disputed.iter().max_by_key(|r| (code(r).1, r.verdict, std::cmp::Reverse((r.a, r.b))))?;
    let (code, level) = code(worst);
    let mut claims: Vec<ClaimId> = disputed.iter().flat_map(|r| [r.a, r.b]).collect();
    claims.sort_unstable();
    claims.dedup();
    let message = format!("{}: {}", fact.label, super::why(ledger, worst));
    let fingerprint = identity(ledger, code, &claims);
    Some(Finding { code, level, fact: fact.id, claims, message, fingerprint })
}

/// Hashes the code and, for each claim, its document and its words; no lines, no places.
fn identity(ledger: &Ledger, code: &str, claims: &[ClaimId]) -> String {
    let said = claims.iter().filter_map(|id| ledger.claim(*id)).flat_map(|claim| {
        let name = ledger.document(claim.doc).map_or("", |d| &d.source.name);
        [name.to_owned(), folded(&claim.quote)]
    });
    let parts: Vec<String> = std::iter::once(code.to_owned()).chain(said).collect();
    fingerprint(parts.iter().map(String::as_str))
}
