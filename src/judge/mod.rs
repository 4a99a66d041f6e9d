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
use crate::value::Days;

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
    /// Where one tells the length of a period and the other its end: the days on which it ends by its
    /// length.
    pub ends: Option<Days>,
}

/// All relations of a fact, by its claims in order.
pub fn judge(ledger: &Ledger, fact: &Fact, rules: &Rules) -> Vec<Relation> {
    let claims: Vec<(ClaimId, &Claim)> =
        fact.claims.iter().filter_map(|id| Some((*id, ledger.claim(*id)?))).collect();
    let judged = pairs(ledger, &claims).into_iter().filter_map(|(x, y)| {
        let ((a, one), (b, other)) = (claims.get(x)?, claims.get(y)?);
        let Judged { verdict, cause, steps, ends } =
            relation(ledger, &claims, (one, other), rules)?;
        Some(Relation { a: *a, b: *b, verdict, cause, steps, ends })
    });
    judged.collect()
}

/// In a fact of more claims each value is judged once.
const LARGE_FACT: usize = 200;

/// The pairs that are judged, by their places: all, but in a large fact those of the first claims of
/// each value, each other claim with the first of its own, and all with those of drafts.
fn pairs(ledger: &Ledger, claims: &[(ClaimId, &Claim)]) -> Vec<(usize, usize)> {
    if claims.len() <= LARGE_FACT {
        return (0..claims.len()).array_combinations().map(|[x, y]| (x, y)).collect();
    }
    let is_draft = |c: &Claim| ledger.document(c.doc).is_some_and(|d| d.source.draft);
    let (drafts, others): (Vec<usize>, Vec<usize>) =
        (0..claims.len()).partition(|at| is_draft(claims[*at].1));
    let mut pairs = Vec::new();
    for (number, draft) in drafts.iter().enumerate() {
        let rest = drafts[number + 1..].iter().chain(&others);
        pairs.extend(rest.map(|other| (*draft.min(other), *draft.max(other))));
    }
    let mut firsts: Vec<usize> = Vec::new();
    for at in others {
        if let Some(first) =
            firsts.iter().find(|first| say_the_same(claims[**first].1, claims[at].1))
        {
            pairs.push((*first, at));
        } else {
            pairs.extend(firsts.iter().map(|first| (*first, at)));
            firsts.push(at);
        }
    }
    pairs.sort_unstable();
    pairs
}

fn say_the_same(a: &Claim, b: &Claim) -> bool {
    let part = |c: &Claim| (c.frame.role, c.frame.change);
    part(a) == part(b) && a.mention.value == b.mention.value
}

/// A relation without its claims.
struct Judged {
    verdict: Verdict,
    cause: Option<Cause>,
    steps: Vec<String>,
    ends: Option<Days>,
}

impl From<Verdict> for Judged {
    fn from(verdict: Verdict) -> Self {
        Self { verdict, cause: None, steps: Vec::new(), ends: None }
    }
}

fn relation(
    ledger: &Ledger,
    fact: &[(ClaimId, &Claim)],
    (a, b): (&Claim, &Claim),
    rules: &Rules,
) -> Option<Judged> {
    if let Some(judged) = periods::derive(ledger, fact, (a, b), rules) {
        return Some(judged);
    }
    if causes::opposite(a, b) {
        let cause = Some(Cause::Direction);
        return Some(Judged { cause, ..Judged::from(Verdict::Contradict) });
    }
    let verdict = match compare(&a.mention.value, &b.mention.value, rules)? {
        Verdict::Tension if causes::has_grown(a, b, rules) => Verdict::Compatible,
        verdict => verdict,
    };
    let cause = verdict.is_disputed().then(|| causes::diagnose(ledger, a, b, rules)).flatten();
    Some(Judged { cause, ..Judged::from(verdict) })
}
