//! What the claims of a fact say of each other: the verdict of each pair, its cause, its steps.

mod causes;
mod periods;

use itertools::Itertools;

use crate::claim::{Claim, Kind};
use crate::compare::{Numbers, Reading, Verdict, bears_out, compare};
use crate::growth::has_grown;
use crate::id::ClaimId;
use crate::ledger::Ledger;
use crate::link::Fact;
use crate::rules::Rules;
use crate::value::{Days, Quantity};

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
    /// Which readings that follows from.
    pub reading: Reading,
    /// The likely slip or reason, where they differ.
    pub cause: Option<Cause>,
    /// What was derived to compare them, a sentence a step.
    pub steps: Vec<String>,
    /// Where one tells the length of a period and the other its end: the days on which it ends by its
    /// length.
    pub ends: Option<Days>,
}

/// All relations of a fact, by its claims in order.
pub fn judge(ledger: &Ledger, fact: &Fact, reading: Reading, rules: &Rules) -> Vec<Relation> {
    let bench = Bench { ledger, reading, rules };
    let claims: Vec<(ClaimId, &Claim)> =
        fact.claims.iter().filter_map(|id| Some((*id, ledger.claim(*id)?))).collect();
    let judged = pairs(ledger, &claims).into_iter().filter_map(|(x, y)| {
        let ((a, one), (b, other)) = (claims.get(x)?, claims.get(y)?);
        let Judged { verdict, cause, steps, ends } = bench.relation(&claims, (one, other))?;
        Some(Relation { a: *a, b: *b, verdict, reading, cause, steps, ends })
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
    let (drafts, others): (Vec<usize>, Vec<usize>) =
        (0..claims.len()).partition(|at| is_of_draft(ledger, claims[*at].1));
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

/// What every pair of a run is judged by.
#[derive(Clone, Copy)]
struct Bench<'a> {
    ledger: &'a Ledger,
    reading: Reading,
    rules: &'a Rules,
}

impl Bench<'_> {
    fn relation(self, fact: &[(ClaimId, &Claim)], (a, b): (&Claim, &Claim)) -> Option<Judged> {
        if let Some(judged) = periods::derive(self, fact, (a, b)) {
            return Some(judged);
        }
        if causes::opposite(a, b, self.rules) {
            let cause = Some(Cause::Direction);
            return Some(Judged { cause, ..Judged::from(Verdict::Contradict) });
        }
        let verdict = match self.reading {
            Reading::Plain => self.plainly(a, b),
            Reading::Literal => self.literally(a, b),
        };
        let Some(verdict) = verdict else { return self.in_two_currencies(a, b) };
        let disputed = verdict.is_disputed();
        let cause = disputed.then(|| causes::diagnose(self.ledger, a, b, self.rules)).flatten();
        Some(Judged { cause, steps: periods::steps(a, b), ..Judged::from(verdict) })
    }

    /// Sums in two currencies are not held against each other: nothing to correct, for all that the texts
    /// say.
    fn in_two_currencies(self, a: &Claim, b: &Claim) -> Option<Judged> {
        let (x, y) = (a.mention.value.quantity()?, b.mention.value.quantity()?);
        let (one, other) = (self.rules.unit(x.unit?)?, self.rules.unit(y.unit?)?);
        // "$5 a day" and "€35 a week" are not told for the same.
        let two = one.is_money() && other.is_money() && one.dimension != other.dimension;
        (two && x.per == y.per).then(|| Judged {
            steps: vec![format!("sums in {} and {} are not converted", one.name, other.name)],
            ..Judged::from(Verdict::Compatible)
        })
    }

    fn plainly(self, a: &Claim, b: &Claim) -> Option<Verdict> {
        Some(match compare(&a.mention.value, &b.mention.value, self.rules)? {
            Verdict::Tension if has_grown(a, b, self.rules) => Verdict::Compatible,
            verdict => verdict,
        })
    }

    /// Sources are asked whether they bear a draft out; of two that testify, each whether it bears
    /// out the other.
    fn literally(self, a: &Claim, b: &Claim) -> Option<Verdict> {
        let numbers = if [a, b].iter().all(|c| comes_whole(c, self.rules)) {
            Numbers::Whole
        } else {
            Numbers::All
        };
        let says = |said: &Claim, asked: &Claim| {
            bears_out(&said.mention.value, &asked.mention.value, numbers, self.rules)
        };
        match asked(self.ledger, a, b) {
            Asked::First => says(b, a),
            Asked::Second => says(a, b),
            Asked::Both => Some(says(a, b)?.max(says(b, a)?)),
        }
    }
}

/// Which of two claims the other is to bear out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The first, which a draft makes.
    First,
    /// The second, which a draft makes.
    Second,
    /// Each: no draft makes one of them, or drafts make both.
    Both,
}

fn is_of_draft(ledger: &Ledger, claim: &Claim) -> bool {
    ledger.document(claim.doc).is_some_and(|doc| doc.source.draft)
}

/// Which of two claims is a draft's, and asked about.
pub fn asked(ledger: &Ledger, a: &Claim, b: &Claim) -> Asked {
    match (is_of_draft(ledger, a), is_of_draft(ledger, b)) {
        (true, false) => Asked::First,
        (false, true) => Asked::Second,
        _ => Asked::Both,
    }
}

/// Whether a figure can only be a whole number: people and things are counted, and ages told, one by
/// one; rates are not.
fn comes_whole(claim: &Claim, rules: &Rules) -> bool {
    let whole = |q: &Quantity| q.per.is_none() && q.stated.is_none_or(|n| n.exponent() >= 0);
    let measure = claim.frame.measure.and_then(|m| rules.measures.get(m));
    let counted = match claim.mention.kind {
        Kind::Count | Kind::Age => true,
        // "Six were killed."
        Kind::Number => measure.is_some_and(|m| m.kinds.iter().any(|k| k == "count")),
        _ => false,
    };
    counted && claim.mention.value.quantity().is_some_and(whole)
}
