//! What the claims of a fact say of each other: the verdict of each pair, its cause, its steps.

mod causes;
mod periods;

use itertools::Itertools;

use crate::claim::Claim;
use crate::compare::{Verdict, compare};
use crate::id::ClaimId;
use crate::ledger::Ledger;
use crate::link::Fact;
use crate::rules::Rules;

pub use crate::slip::Cause;

/// The verdict on two claims of one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The one claim.
    pub a: ClaimId,
    /// The other claim.
    pub b: ClaimId,
    /// How they stand to each other.
    pub verdict: Verdict,
    /// The likely slip or reason, where they differ.
    pub cause: Option<Cause>,
    /// What was derived to compare them, a sentence a step.
    pub steps: Vec<String>,
}

/// All relations of a fact, by its claims in order.
pub fn judge(ledger: &Ledger, fact: &Fact, rules: &Rules) -> Vec<Relation> {
    let claims: Vec<(ClaimId, &Claim)> =
        fact.claims.iter().filter_map(|id| Some((*id, ledger.claim(*id)?))).collect();
    let pairs = claims.iter().array_combinations();
    let judged = pairs.filter_map(|[(a, one), (b, other)]| {
        let (verdict, cause, steps) = relation(ledger, &claims, (one, other), rules)?;
        Some(Relation { a: *a, b: *b, verdict, cause, steps })
    });
    judged.collect()
}

type Judged = (Verdict, Option<Cause>, Vec<String>);

fn relation(
    ledger: &Ledger,
    fact: &[(ClaimId, &Claim)],
    (a, b): (&Claim, &Claim),
    rules: &Rules,
) -> Option<Judged> {
    if let Some((verdict, steps)) = periods::derive(ledger, fact, (a, b), rules) {
        return Some((verdict, None, steps));
    }
    if causes::opposite(a, b) {
        return Some((Verdict::Contradict, Some(Cause::Direction), Vec::new()));
    }
    let verdict = match compare(&a.mention.value, &b.mention.value, rules)? {
        Verdict::Tension if causes::has_grown(a, b, rules) => Verdict::Compatible,
        verdict => verdict,
    };
    let cause = verdict.is_disputed().then(|| causes::diagnose(ledger, a, b, rules)).flatten();
    Some((verdict, cause, Vec::new()))
}
