//! Findings and facts as people and programs read them.

mod explain;
mod findings;
mod label;
mod markdown;
mod marked;
mod terminal;
mod why;

use std::collections::BTreeSet;

pub use explain::{Naming, explain_claim, explain_fact, explain_pair};
pub use findings::{Finding, Level};
pub use markdown::markdown;
pub use marked::marked_text;
pub use terminal::terminal;
pub use why::why;

use crate::compare::{Reading, Verdict};
use crate::id::{ClaimId, DocId, FactId};
use crate::judge::{Relation, judge};
use crate::ledger::Ledger;
use crate::link::{Fact, independent_sources};
use crate::rules::Rules;
use crate::text::Position;

/// A fact with its verdict and all that a report says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Its number, from 0, the worst first.
    pub id: FactId,
    /// The claims and why they are one.
    pub fact: Fact,
    /// The worst of its relations; none where only one source says it.
    pub verdict: Option<Verdict>,
    /// How many sources say it.
    pub sources: usize,
    /// How many of them did not copy it.
    pub independent: usize,
    /// The verdict of each pair.
    pub relations: Vec<Relation>,
    /// What it is, in a few words.
    pub label: String,
}

impl Judged {
    /// The name of the verdict in the wire format.
    pub fn verdict_name(&self) -> &'static str {
        self.verdict.map_or("single", Verdict::name)
    }

    /// Its name in outputs: `f1`.
    pub fn name(&self) -> String {
        format!("f{}", self.id.0 + 1)
    }
}

/// Everything that one run found.
#[derive(Clone, Debug)]
pub struct Report {
    /// The documents and their claims.
    pub ledger: Ledger,
    /// The facts, worst first.
    pub facts: Vec<Judged>,
    /// What somebody should look at.
    pub findings: Vec<Finding>,
}

/// The name of a claim in outputs: `c1`.
pub fn claim_name(id: ClaimId) -> String {
    format!("c{}", id.0 + 1)
}

/// Judges all facts by a reading and puts them in order.
pub fn report(ledger: Ledger, facts: Vec<Fact>, reading: Reading, rules: &Rules) -> Report {
    let one = |fact| judged(&ledger, fact, reading, rules);
    let mut judged: Vec<Judged> = facts.into_iter().map(one).collect();
    judged.sort_by(|a, b| {
        let order =
            |j: &Judged| (std::cmp::Reverse(j.verdict), std::cmp::Reverse(j.sources), j.fact.story);
        order(a).cmp(&order(b)).then_with(|| a.fact.claims.cmp(&b.fact.claims))
    });
    for (index, fact) in judged.iter_mut().enumerate() {
        fact.id = FactId::from_index(index);
    }
    let findings = findings::of(&ledger, &judged);
    Report { ledger, facts: judged, findings }
}

fn judged(ledger: &Ledger, fact: Fact, reading: Reading, rules: &Rules) -> Judged {
    let relations = judge(ledger, &fact, reading, rules);
    let documents: BTreeSet<DocId> =
        fact.claims.iter().filter_map(|id| ledger.claim(*id)).map(|c| c.doc).collect();
    let worst = relations.iter().map(|r| r.verdict).max();
    let disputed = worst.is_some_and(Verdict::is_disputed);
    let verdict = if documents.len() > 1 || disputed { worst } else { None };
    Judged {
        id: FactId::default(),
        verdict,
        sources: documents.len(),
        independent: independent_sources(&fact.claims, ledger),
        label: label::of(ledger, &fact, rules),
        relations,
        fact,
    }
}

/// `path:line:column` of a claim.
pub fn place(ledger: &Ledger, id: ClaimId) -> String {
    let Some((claim, doc)) = ledger.claim(id).and_then(|c| Some((c, ledger.document(c.doc)?)))
    else {
        return String::new();
    };
    let Position { line, column, .. } = doc.position(doc.in_file(claim.mention.span).start);
    format!("{}:{line}:{column}", crate::safe::plain(&doc.source.name))
}
