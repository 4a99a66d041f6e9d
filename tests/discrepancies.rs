//! Seventy-eight stories, told by three articles each, with the discrepancies that their author put into them
//! (`tests/cases/discrepancies/`): how many of them are found, and what else is told as a dispute; for the newest
//! also what the articles tell alike, in other words. All were written by somebody who had not seen the program.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;
use std::slice;

use corroborate::claim::Claim;
use corroborate::compare::{self, Verdict};
use corroborate::judge::{Cause, Relation};
use corroborate::reconcile;
use corroborate::report::{Judged, Report};
use serde::Deserialize;

use crate::support::{RULES, articles, root, snapshots};

#[derive(Deserialize)]
struct Discrepancy {
    fact: String,
    /// An article, and its words around the figure, which stand in it once.
    told: Vec<(String, String)>,
}

impl Discrepancy {
    /// Where each article tells it.
    fn places<'a>(&'a self, report: &Report) -> Vec<(&'a str, Range<usize>)> {
        let place = |(article, words): &'a (String, String)| {
            let documents = &report.ledger.documents;
            let text = &documents.iter().find(|d| d.source.name == *article).unwrap().source.text;
            let [(start, _)] = text.match_indices(words.as_str()).collect::<Vec<_>>()[..] else {
                panic!("`{words}` must stand in {article} once")
            };
            (article.as_str(), start..start + words.len())
        };
        self.told.iter().map(place).collect()
    }
}

/// The claims of a relation.
fn both<'a>(report: &'a Report, relation: &Relation) -> [&'a Claim; 2] {
    [relation.a, relation.b].map(|id| report.ledger.claim(id).unwrap())
}

fn shown(report: &Report, claim: &Claim) -> String {
    let source = &report.ledger.document(claim.doc).unwrap().source;
    format!("{} \"{}\"", source.name, claim.quote)
}

/// Whether a claim stands at one of some places.
fn tells(report: &Report, claim: &Claim, places: &[(&str, Range<usize>)]) -> bool {
    let name = &report.ledger.document(claim.doc).unwrap().source.name;
    let span = claim.mention.span.range();
    places
        .iter()
        .any(|(article, words)| article == name && span.start < words.end && words.start < span.end)
}

/// What stands in a file of a set, and the report of its articles.
fn read(set: &str, file: &str) -> (Vec<Discrepancy>, Report) {
    let path = root().join("tests/cases/discrepancies").join(set).join(file);
    let told = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let articles = articles(&format!("discrepancies/{set}"));
    (told, reconcile(articles, &RULES, compare::Reading::Plain, 1))
}

/// How many of the discrepancies must be found, and how many facts may be disputed that none of them is.
fn check(set: &str, found: usize, others: usize) {
    let (planted, report) = read(set, "discrepancies.json");
    let places: Vec<_> = planted.iter().map(|p| p.places(&report)).collect();
    let disputes = |fact: &Judged| {
        // A figure that has changed by a later report is told as such.
        let disputed =
            |r: &&Relation| r.verdict == Verdict::Contradict && r.cause != Some(Cause::Update);
        fact.relations.iter().filter(disputed).cloned().collect::<Vec<_>>()
    };
    let mut right = BTreeSet::new();
    let mut other = Vec::new();
    for relations in report.facts.iter().map(disputes).filter(|r| !r.is_empty()) {
        let told = |at: &usize| {
            let of =
                |r: &Relation| both(&report, r).iter().all(|c| tells(&report, c, &places[*at]));
            relations.iter().any(of)
        };
        let hits: Vec<usize> = (0..planted.len()).filter(told).collect();
        if hits.is_empty() {
            other.push(both(&report, &relations[0]).map(|c| shown(&report, c)).join(" | "));
        }
        right.extend(hits);
    }
    let mut out = format!("found {} of {}\n", right.len(), planted.len());
    for (at, discrepancy) in planted.iter().enumerate() {
        let word = if right.contains(&at) { "found" } else { "missed" };
        writeln!(out, "{word}: {}", discrepancy.fact).unwrap();
    }
    for dispute in &other {
        writeln!(out, "told besides: {dispute}").unwrap();
    }
    snapshots(|| insta::assert_snapshot!(format!("discrepancies-{set}"), out));
    assert!(right.len() >= found, "{} are found", right.len());
    assert!(other.len() <= others, "{} facts are disputed besides", other.len());
}

#[test]
fn discrepancies_of_disasters_and_courts_are_found_as_far_as_known() {
    check("disasters", 17, 2);
}

#[test]
fn discrepancies_of_business_and_politics_are_found_as_far_as_known() {
    check("business", 14, 1);
}

#[test]
fn discrepancies_between_newsrooms_that_share_no_words_are_found_as_far_as_known() {
    check("newsrooms", 17, 2);
}

#[test]
fn discrepancies_of_sport_and_science_are_found_as_far_as_known() {
    check("life", 19, 0);
}

#[test]
fn discrepancies_of_all_beats_of_a_daily_are_found_as_far_as_known() {
    check("dailies", 39, 1);
}

#[test]
fn what_dailies_tell_alike_in_other_words_is_one_fact_as_far_as_known() {
    let (alike, report) = read("dailies", "agreements.json");
    let joined = |agreement: &&Discrepancy| {
        let places = agreement.places(&report);
        let claim = |id| report.ledger.claim(id).unwrap();
        report.facts.iter().any(|fact| {
            let tell = |place| {
                fact.fact.claims.iter().any(|id| tells(&report, claim(*id), slice::from_ref(place)))
            };
            places.iter().all(tell)
        })
    };
    let joined = alike.iter().filter(joined).count();
    assert!(joined >= 300, "{joined} of {} are joined", alike.len());
}
