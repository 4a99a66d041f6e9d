//! Stories with more claims than can be weighed pair by pair.

use std::collections::{BTreeMap, BTreeSet};

use corroborate::check::Strictness;
use corroborate::compare::Reading;
use corroborate::compare::Verdict;
use corroborate::report::{Judged, Report};
use corroborate::text::Source;
use corroborate::{check, reconcile};

use crate::made_up;
use crate::support::RULES;

/// So many towns burn, so that one measure has more claims than a block in which all pairs are weighed.
const TOWNS: usize = 600;

/// Articles of one story, twenty sentences each.
fn articles(sentence: impl Fn(usize) -> String) -> Vec<Source> {
    let sentences: Vec<String> = (0..TOWNS).map(sentence).collect();
    let numbered = sentences.chunks(20).enumerate();
    let story = |s: Source| Source { story: Some("fires".to_owned()), ..s };
    numbered.map(|(i, lines)| story(Source::plain(format!("{i:03}"), lines.join("\n\n")))).collect()
}

fn fires() -> Vec<Source> {
    articles(|at| format!("The fire in {} killed {} people.", made_up::name(at), at % 70 + 13))
}

fn of_the_story(name: &str, text: &str) -> Source {
    Source { story: Some("fires".to_owned()), ..Source::plain(name, text) }
}

fn disputed(report: &Report) -> Vec<&Judged> {
    report.facts.iter().filter(|f| f.verdict.is_some_and(Verdict::is_disputed)).collect()
}

/// The words of each claim of a fact.
fn quotes(report: &Report, fact: &Judged) -> Vec<String> {
    fact.fact.claims.iter().map(|id| report.ledger.claim(*id).unwrap().quote.clone()).collect()
}

#[test]
fn two_articles_of_a_large_story_that_disagree_are_found() {
    let mut sources = fires();
    sources.push(of_the_story("one", "The fire in Northport killed 11 people."));
    sources.push(of_the_story("two", "The fire in Northport killed 58 people."));
    let report = reconcile(sources, &RULES, Reading::Plain, 2);
    let disputed = disputed(&report);
    let quoted: Vec<Vec<String>> = disputed.iter().map(|f| quotes(&report, f)).collect();
    assert_eq!(quoted, [["11", "58"]]);
    assert_eq!(report.facts.len(), TOWNS + 1);
}

#[test]
fn two_of_a_hundred_articles_on_one_fact_that_disagree_are_found() {
    let mut sources = fires();
    for at in 0..100 {
        let toll = if at == 70 { 17 } else { 11 };
        let text = format!(
            "The fire in Northport killed {toll} people. Help came from {}.",
            made_up::name(at)
        );
        sources.push(of_the_story(&format!("x{at:03}"), &text));
    }
    let report = reconcile(sources, &RULES, Reading::Plain, 2);
    let disputed = disputed(&report);
    assert_eq!(disputed.len(), 1);
    assert_eq!(disputed[0].fact.claims.len(), 100);
    assert_eq!(disputed[0].sources, 100);
}

#[test]
fn a_value_that_is_everywhere_joins_no_two_facts() {
    let text =
        |at: usize| format!("The appeal for {} has raised $1 million.", made_up::name(at / 2));
    let report = reconcile(articles(text), &RULES, Reading::Plain, 2);
    let town_of = |text: &str| text.split(' ').nth(3).unwrap_or_default().to_owned();
    let mut facts: BTreeMap<String, usize> = BTreeMap::new();
    for fact in &report.facts {
        let claims = fact.fact.claims.iter().map(|id| report.ledger.claim(*id).unwrap());
        let words = claims.map(|c| report.ledger.document(c.doc).unwrap().words(c.sentence));
        let towns: BTreeSet<String> = words.map(town_of).collect();
        assert_eq!(towns.len(), 1, "{towns:?}");
        *facts.entry(towns.into_iter().next().unwrap()).or_insert(0) += 1;
    }
    assert_eq!(facts.len(), TOWNS / 2);
}

#[test]
fn copies_of_a_sentence_in_a_large_story_are_one_fact() {
    let mut sources = fires();
    let text = "The appeal for all the families of the victims has raised $1.25 million so far.";
    sources.extend((0..500).map(|at| of_the_story(&format!("x{at:03}"), text)));
    let report = reconcile(sources, &RULES, Reading::Plain, 2);
    let appeal: Vec<&Judged> = report.facts.iter().filter(|f| f.sources > 1).collect();
    assert_eq!(appeal.len(), 1);
    assert_eq!((appeal[0].sources, appeal[0].independent), (500, 1));
}

#[test]
fn a_draft_on_a_large_story_is_told_what_its_sources_say() {
    let draft =
        of_the_story("zz draft", &format!("The fire in {} killed 99 people.", made_up::name(123)));
    let results = check(vec![draft], fires(), &RULES, &Strictness::default(), 2);
    let codes: Vec<&str> = results.findings.iter().map(|f| f.code.as_ref()).collect();
    assert_eq!(codes, ["C101"]);
}
