//! Pairs of short texts (`tests/cases/pairs.jsonl`), written with their labels by somebody who had not seen the
//! program: sentences of encyclopedias, boxes of facts and news, each with one sentence by another writer. Whether the
//! one bears the other out, contradicts it or does neither; what is judged otherwise is listed in the snapshot.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use corroborate::compare::{self, Verdict};
use corroborate::reconcile;
use corroborate::report::Report;
use corroborate::text::Source;
use serde::Deserialize;

use crate::support::{RULES, root, snapshots};

#[derive(Deserialize)]
struct Pair {
    id: String,
    a: String,
    b: String,
    label: String,
    kind: String,
}

/// The label that the report of a pair comes to: each figure of the second text must be borne out.
fn label(report: &Report) -> &'static str {
    let ledger = &report.ledger;
    let name = |id| ledger.document(ledger.claim(id).unwrap().doc).unwrap().source.name.as_str();
    let mut verdicts: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for relation in report.facts.iter().flat_map(|fact| &fact.relations) {
        for (own, other) in [(relation.a, relation.b), (relation.b, relation.a)] {
            if name(own) == "b" && name(other) == "a" {
                verdicts.entry(own).or_default().insert(relation.verdict);
            }
        }
    }
    let told = ledger.claims.iter().filter(|c| ledger.document(c.doc).unwrap().source.name == "b");
    if verdicts.values().flatten().any(|v| matches!(v, Verdict::Contradict | Verdict::Tension)) {
        "contradict"
    } else if !verdicts.is_empty() && told.count() == verdicts.len() {
        "agree"
    } else {
        "neutral"
    }
}

fn judged(pair: &Pair) -> &'static str {
    let story = Some(pair.id.clone());
    let published = Some("2024-06-01".to_owned());
    let text = |name: &str, text: &str, draft: bool| {
        let (story, published) = (story.clone(), published.clone());
        Source { story, published, draft, ..Source::plain(name, text) }
    };
    let sources = vec![text("a", &pair.a, false), text("b", &pair.b, true)];
    label(&reconcile(sources, &RULES, compare::Reading::Plain, 1))
}

#[test]
fn pairs_of_texts_are_judged_rightly_as_far_as_known() {
    let lines = std::fs::read_to_string(root().join("tests/cases/pairs.jsonl")).unwrap();
    let pairs: Vec<Pair> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let mut right: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut alarms, mut wrong) = (0, String::new());
    for pair in &pairs {
        let found = judged(pair);
        let (hits, all) = right.entry(&pair.kind).or_default();
        *all += 1;
        if found == pair.label {
            *hits += 1;
        } else {
            alarms += usize::from(found == "contradict");
            writeln!(wrong, "{} {}, not {found}: {}", pair.id, pair.label, pair.b).unwrap();
        }
    }
    let head: String =
        right.iter().map(|(k, (hits, all))| format!("{k}: {hits} of {all}\n")).collect();
    snapshots(|| insta::assert_snapshot!("pairs", format!("{head}{wrong}")));
    let all: usize = right.values().map(|(hits, _)| hits).sum();
    assert!(all >= 92, "{all} are judged rightly");
    assert!(alarms <= 1, "{alarms} are called contradictions and are none");
}
