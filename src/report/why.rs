//! The reason of a verdict, as a sentence.

use crate::claim::Claim;
use crate::compare::{Reading, Verdict};
use crate::judge::{Asked, Relation, asked};
use crate::ledger::Ledger;
use crate::value::{End, Hedge, Interval, Quantity, Value};

/// Why two claims stand to each other as they do.
pub fn why(ledger: &Ledger, relation: &Relation) -> String {
    let (Some(a), Some(b)) = (ledger.claim(relation.a), ledger.claim(relation.b)) else {
        return String::new();
    };
    if !relation.steps.is_empty() {
        return crate::safe::plain(&relation.steps.join("; "));
    }
    let same = a.quote.to_lowercase() == b.quote.to_lowercase();
    let reason = match (relation.verdict, relation.reading) {
        (Verdict::Agree, _) if same => format!("both say {}", quoted(a)),
        (verdict, Reading::Plain) => plainly(verdict, a, b),
        (verdict, Reading::Literal) => {
            format!("read literally, {}", literally(verdict, (a, b), asked(ledger, a, b)))
        }
    };
    let cause = relation.cause.map(|c| format!("; {}", c.explanation())).unwrap_or_default();
    format!("{reason}{cause}")
}

/// What two reasons have in common that say the same: the pair in either order, with its verdict.
pub(super) fn gist(ledger: &Ledger, relation: &Relation) -> (Verdict, Vec<String>) {
    let quote = |id| ledger.claim(id).map(|c| c.quote.to_lowercase()).unwrap_or_default();
    let mut words = vec![quote(relation.a), quote(relation.b)];
    words.sort_unstable();
    words.extend(relation.steps.iter().cloned());
    words.extend(relation.cause.map(|cause| cause.name().to_owned()));
    (relation.verdict, words)
}

fn plainly(verdict: Verdict, a: &Claim, b: &Claim) -> String {
    let (x, y) = (quoted(a), quoted(b));
    match verdict {
        Verdict::Agree => format!("{x} and {y} are the same"),
        Verdict::Compatible => compatible(a, b),
        Verdict::Tension => format!(
            "a reader takes {} and {} for different; the words admit both",
            read_as(a),
            read_as(b)
        ),
        Verdict::Contradict => format!("{x} and {y} can't both be true"),
    }
}

fn literally(verdict: Verdict, (a, b): (&Claim, &Claim), asked: Asked) -> String {
    let (said, drafted) = if asked == Asked::First { (b, a) } else { (a, b) };
    let (x, y) = (quoted(said), quoted(drafted));
    match (verdict, asked) {
        (Verdict::Agree, Asked::Both) => format!("{x} and {y} say the same"),
        (Verdict::Agree, _) => format!("{x} bears out {y}"),
        (Verdict::Contradict, _) => format!("{x} and {y} can't both be true"),
        (_, Asked::Both) => format!("{x} and {y} can both be true"),
        (_, _) => format!("{x} admits {y} and does not bear it out"),
    }
}

fn quoted(claim: &Claim) -> String {
    format!("\"{}\"", crate::safe::plain(&claim.quote))
}

fn compatible(a: &Claim, b: &Claim) -> String {
    let hedged = |c: &Claim| c.mention.value.quantity().is_some_and(|q| q.hedge != Hedge::Exact);
    let (x, y) = (quoted(a), quoted(b));
    match (hedged(a), hedged(b)) {
        (true, false) => format!("{x} admits {y}"),
        (false, true) => format!("{y} admits {x}"),
        _ => format!("{x} and {y} can both be true"),
    }
}

/// `"over $8 billion" (8 to 9 billion)`
fn read_as(claim: &Claim) -> String {
    let reading = match &claim.mention.value {
        Value::Quantity(q) if q.hedge != Hedge::Exact => reading(q),
        _ => None,
    };
    reading.map_or_else(|| quoted(claim), |r| format!("{} ({r})", quoted(claim)))
}

fn reading(quantity: &Quantity) -> Option<String> {
    let Interval { lo, hi } = quantity.plain;
    let short = |e: Option<End>| e.map(|e| e.at.in_words());
    match (short(lo), short(hi)) {
        (Some(lo), Some(hi)) => Some(format!("{lo} to {hi}")),
        (Some(lo), None) => Some(format!("{lo} or more")),
        (None, Some(hi)) => Some(format!("{hi} or less")),
        (None, None) => None,
    }
}

/// How many facts have which verdict.
pub(super) struct Counts {
    sources: usize,
    claims: usize,
    by_verdict: [(&'static str, usize); 5],
}

impl Counts {
    pub(super) fn of(report: &super::Report) -> Self {
        let count = |name: &str| report.facts.iter().filter(|f| f.verdict_name() == name).count();
        let names = ["contradict", "tension", "compatible", "agree", "single"];
        Self {
            sources: report.ledger.documents.len(),
            claims: report.ledger.claims.len(),
            by_verdict: names.map(|n| (n, count(n))),
        }
    }

    /// "43 claims in 4 sources: 2 facts in tension, 4 agree, 18 said by one source only"
    pub(super) fn sentence(&self) -> String {
        let phrases =
            ["contradicted", "in tension", "compatible", "agreed", "said by one source only"];
        let counted: Vec<String> = self
            .by_verdict
            .iter()
            .zip(phrases)
            .filter(|((_, n), _)| *n > 0)
            .map(|((_, n), phrase)| format!("{n} {phrase}"))
            .collect();
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let (claims, sources) = (self.claims, self.sources);
        let head =
            format!("{claims} claim{} in {sources} source{}", plural(claims), plural(sources));
        if counted.is_empty() { head } else { format!("{head}; facts: {}", counted.join(", ")) }
    }
}
