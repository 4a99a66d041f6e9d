//! Fifteen sets of articles (`tests/cases/articles/`), written with their gold by somebody who had not
//! seen the program: what is joined, what is kept apart, which disputes are found. What is missing or
//! wrong is listed in the snapshots, so that it is noticed when it heals.

use std::collections::BTreeSet;
use std::fmt::Write;

use corroborate::compare::{self, Verdict};
use corroborate::judge::{Cause, Relation};
use corroborate::reconcile;
use corroborate::report::Report;
use itertools::Itertools;
use serde::Deserialize;

use crate::support::{RULES, articles, root, snapshots};

#[derive(Deserialize)]
struct Gold {
    claims: Vec<GoldClaim>,
    groups: Vec<Group>,
    traps: Vec<(String, String, String)>,
}

#[derive(Deserialize)]
struct GoldClaim {
    id: String,
    doc: String,
    quote: String,
    nth: usize,
    fact: String,
}

#[derive(Deserialize)]
struct Group {
    fact: String,
    claims: Vec<String>,
    #[serde(default)]
    conflicts: Vec<(String, String)>,
}

/// Two claims of the gold, the smaller name first.
type Pair<'a> = (&'a str, &'a str);

fn pair<'a>(a: &'a str, b: &'a str) -> Pair<'a> {
    (a.min(b), a.max(b))
}

impl GoldClaim {
    /// The claim of the report on the quoted words, by its place in the ledger.
    fn found(&self, report: &Report) -> Option<usize> {
        let ledger = &report.ledger;
        let text = &ledger.documents.iter().find(|d| d.source.name == self.doc)?.source.text;
        let (start, _) = text.match_indices(&self.quote).nth(self.nth - 1).unwrap();
        let end = start + self.quote.len();
        let stands = |c: &corroborate::claim::Claim| {
            let span = c.mention.span.range();
            let doc = &ledger.documents[c.doc.index()].source.name;
            *doc == self.doc && span.start < end && start < span.end
        };
        ledger.claims.iter().position(stands)
    }

    fn shown(&self) -> String {
        format!("{} \"{}\" {}", self.doc, self.quote, self.fact)
    }
}

/// What the program makes of the claims of the gold.
struct Reading<'a> {
    /// Pairs that are one fact.
    joined: BTreeSet<Pair<'a>>,
    /// Pairs of one fact that contradict each other.
    disputed: BTreeSet<Pair<'a>>,
}

fn reading<'a>(gold: &'a Gold, report: &Report) -> Reading<'a> {
    let mut reading = Reading { joined: BTreeSet::new(), disputed: BTreeSet::new() };
    let found: Vec<_> =
        gold.claims.iter().filter_map(|c| Some((c.id.as_str(), c.found(report)?))).collect();
    for [(a, x), (b, y)] in found.iter().array_combinations() {
        let holds = |ids: &[corroborate::id::ClaimId]| {
            [x, y].iter().all(|at| ids.iter().any(|id| id.index() == **at))
        };
        let Some(fact) = report.facts.iter().find(|f| holds(&f.fact.claims)) else { continue };
        let between = |r: &&Relation| {
            let both = [r.a.index(), r.b.index()];
            both.contains(x) && both.contains(y)
        };
        let relation = fact.relations.iter().find(between);
        // A figure that has grown is told as such: that is neither one figure nor a dispute.
        if x == y || relation.is_some_and(|r| r.cause == Some(Cause::Update)) {
            continue;
        }
        reading.joined.insert(pair(a, b));
        if relation.is_some_and(|r| r.verdict == Verdict::Contradict) {
            reading.disputed.insert(pair(a, b));
        }
    }
    reading
}

/// A set of articles, and how far it is understood.
struct Set {
    name: &'static str,
    /// Of 100 pairs that are joined so many are right, at least.
    precision: usize,
    /// Of 100 pairs to be joined so many are, at least.
    recall: usize,
    /// So many pairs that must not meet are joined.
    trapped: usize,
}

#[test]
fn twelve_articles_are_linked_as_far_as_known() {
    check(&Set { name: "first", precision: 98, recall: 75, trapped: 0 });
}

#[test]
fn twenty_four_more_articles_are_linked_as_far_as_known() {
    check(&Set { name: "second", precision: 95, recall: 55, trapped: 2 });
}

#[test]
fn plain_reports_are_linked_as_far_as_known() {
    check(&Set { name: "third", precision: 93, recall: 69, trapped: 2 });
}

#[test]
fn reports_of_authorities_that_disagree_are_linked_as_far_as_known() {
    check(&Set { name: "fourth", precision: 98, recall: 43, trapped: 0 });
}

#[test]
fn drafts_with_slips_are_linked_as_far_as_known() {
    check(&Set { name: "fifth", precision: 93, recall: 58, trapped: 9 });
}

#[test]
fn events_that_look_alike_are_linked_as_far_as_known() {
    check(&Set { name: "sixth", precision: 86, recall: 40, trapped: 5 });
}

#[test]
fn news_of_business_is_linked_as_far_as_known() {
    check(&Set { name: "seventh", precision: 93, recall: 42, trapped: 4 });
}

#[test]
fn twelve_stories_of_all_beats_are_linked_as_far_as_known() {
    check(&Set { name: "eighth", precision: 95, recall: 55, trapped: 2 });
}

#[test]
fn twelve_more_stories_of_all_beats_are_linked_as_far_as_known() {
    check(&Set { name: "ninth", precision: 96, recall: 36, trapped: 2 });
}

#[test]
fn agency_copy_and_its_rewriting_are_linked_as_far_as_known() {
    check(&Set { name: "tenth", precision: 96, recall: 56, trapped: 1 });
}

#[test]
fn stories_of_thirty_years_are_linked_as_far_as_known() {
    check(&Set { name: "eleventh", precision: 93, recall: 50, trapped: 0 });
}

#[test]
fn figures_that_only_look_alike_are_kept_apart_as_far_as_known() {
    check(&Set { name: "twelfth", precision: 84, recall: 40, trapped: 10 });
}

#[test]
fn twelve_stories_with_equal_figures_of_many_facts_are_linked_as_far_as_known() {
    check(&Set { name: "thirteenth", precision: 83, recall: 46, trapped: 14 });
}

#[test]
fn ten_stories_as_newsrooms_write_them_are_linked_as_far_as_known() {
    check(&Set { name: "fourteenth", precision: 95, recall: 48, trapped: 1 });
}

#[test]
fn stories_whose_days_and_lengths_of_time_are_told_apart_are_joined_as_far_as_known() {
    check(&Set { name: "fifteenth", precision: 86, recall: 44, trapped: 8 });
}

#[test]
fn two_events_of_one_subject_are_linked_as_far_as_known() {
    check(&Set { name: "sixteenth", precision: 88, recall: 49, trapped: 9 });
}

fn check(set: &Set) {
    let file = root().join("tests/cases/articles").join(set.name).join("gold.json");
    let gold: Gold = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let report =
        reconcile(articles(&format!("articles/{}", set.name)), &RULES, compare::Reading::Plain, 1);
    let Reading { joined, disputed } = reading(&gold, &report);
    let groups = || gold.groups.iter();
    let same: BTreeSet<Pair<'_>> = groups()
        .flat_map(|g| g.claims.iter().array_combinations())
        .map(|[a, b]| pair(a, b))
        .collect();
    let right = joined.intersection(&same).count();
    let conflicts: BTreeSet<Pair<'_>> =
        groups().flat_map(|g| &g.conflicts).map(|(a, b)| pair(a, b)).collect();
    let shown = |id: &str| gold.claims.iter().find(|c| c.id == id).unwrap().shown();
    let mut out = String::new();
    writeln!(out, "joined {} pairs, {right} of {} rightly", joined.len(), same.len()).unwrap();
    for (a, b) in joined.difference(&same) {
        writeln!(out, "wrongly joined: {} | {}", shown(a), shown(b)).unwrap();
    }
    for (a, b) in disputed.difference(&conflicts) {
        writeln!(out, "false dispute: {} | {}", shown(a), shown(b)).unwrap();
    }
    let is_missed = |g: &&Group| {
        let found = |(a, b): &(String, String)| disputed.contains(&pair(a, b));
        !g.conflicts.is_empty() && !g.conflicts.iter().any(found)
    };
    for group in groups().filter(is_missed) {
        writeln!(out, "missed dispute: {}", group.fact).unwrap();
    }
    snapshots(|| insta::assert_snapshot!(format!("articles-{}", set.name), out));
    let trapped = gold.traps.iter().filter(|(a, b, _)| joined.contains(&pair(a, b))).count();
    assert_eq!(trapped, set.trapped, "two facts that must not meet were joined");
    assert!(right * 100 >= set.precision * joined.len(), "{right} of {} are right", joined.len());
    assert!(right * 100 >= set.recall * same.len(), "{right} of {} are joined", same.len());
}
