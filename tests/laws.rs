//! Laws that hold for every story.

use std::collections::BTreeSet;

use corroborate::check::Strictness;
use corroborate::compare::{Reading, Verdict, compare};
use corroborate::id::ClaimId;
use corroborate::report::{Judged, Report};
use corroborate::rules::Rules;
use corroborate::text::{Source, Span, segment};
use corroborate::value::{Decimal, End, Hedge, Interval, Quantity, Value};
use corroborate::{check, reconcile, results, wire};
use proptest::prelude::*;

use crate::support::{RULES, root};

/// Sentences of several beats that stories are made of.
const SENTENCES: [&str; 12] = [
    "The flood in Northport killed 11 people.",
    "Eleven people died in the Northport flood.",
    "At least 12 people were killed and 40 injured in Northport.",
    "The Acme deal with Zentex is worth $38 billion and runs until 2032.",
    "Acme signed a seven-year agreement with Zentex worth $38 million.",
    "Shares of Acme rose nearly 5% on Tuesday.",
    "The bridge must be ready by the end of 2026.",
    "The new bridge is 4.2 km (2.6 miles) long.",
    "In 2004 a flood killed 170 people there.",
    "Revenue will exceed $10 billion this year ($13 billion according to a bank).",
    "Hundreds of thousands of GPUs and millions of CPUs were ordered.",
    "It began at 7:48 a.m. local time on 4 March 2025.",
];

fn story() -> impl Strategy<Value = Vec<Source>> {
    let text = proptest::collection::vec(0..SENTENCES.len(), 1..6);
    proptest::collection::vec(text, 1..5).prop_map(|articles| {
        let numbered = articles.into_iter().enumerate();
        numbered
            .map(|(i, lines)| {
                let text: Vec<&str> = lines.iter().map(|&l| SENTENCES[l]).collect();
                Source {
                    published: Some("2025-03".to_owned()),
                    ..Source::plain(format!("article {i}"), text.join(" "))
                }
            })
            .collect()
    })
}

fn shown(sources: Vec<Source>, threads: usize) -> String {
    wire::results(&results(&reconcile(sources, &RULES, Reading::Plain, threads), &RULES))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_sources_and_the_number_of_threads_change_nothing(
        sources in story(),
        turn in 0usize..5,
    ) {
        let mut turned = sources.clone();
        let by = turn % turned.len();
        turned.rotate_left(by);
        turned.reverse();
        let one = shown(sources, 1);
        prop_assert_eq!(&one, &shown(turned.clone(), 1));
        prop_assert_eq!(&one, &shown(turned, 8));
    }

    #[test]
    fn a_copy_of_a_source_adds_no_independent_witness(sources in story()) {
        let copy = Source { name: "zzz copy".to_owned(), ..sources[0].clone() };
        let report = reconcile(vec![sources[0].clone(), copy], &RULES, Reading::Plain, 1);
        for fact in &report.facts {
            prop_assert_eq!(fact.independent, 1);
        }
    }

    #[test]
    fn renaming_every_participant_changes_no_verdict(sources in story()) {
        let renamed: Vec<Source> = sources
            .iter()
            .map(|s| Source { text: with_other_names(&s.text), ..s.clone() })
            .collect();
        let (before, after) = (reconcile(sources, &RULES, Reading::Plain, 1), reconcile(renamed, &RULES, Reading::Plain, 1));
        let verdicts = |r: &Report| -> Vec<_> {
            r.facts.iter().map(|f| (f.fact.claims.clone(), f.verdict_name())).collect()
        };
        prop_assert_eq!(verdicts(&before), verdicts(&after));
    }

    #[test]
    fn a_story_alone_is_judged_as_among_others(one in story(), other in story()) {
        let of = |name: &str, sources: Vec<Source>| -> Vec<Source> {
            let named = |s: Source| Source {
                name: format!("{name} {}", s.name),
                story: Some(name.to_owned()),
                // Drafts that name their stories are of those alone.
                draft: s.name.ends_with('0'),
                ..s
            };
            sources.into_iter().map(named).collect()
        };
        let (one, other) = (of("one", one), of("other", other));
        let together = told(&reconcile([one.clone(), other.clone()].concat(), &RULES, Reading::Plain, 1));
        let mut apart = told(&reconcile(one, &RULES, Reading::Plain, 1));
        apart.extend(told(&reconcile(other, &RULES, Reading::Plain, 1)));
        prop_assert_eq!(together, apart);
    }

    #[test]
    fn a_draft_is_checked_as_if_it_were_the_only_one(
        drafts in story(), sources in story(),
    ) {
        let drafts: Vec<Source> = drafts
            .into_iter()
            .map(|d| Source { name: format!("draft of {}", d.name), published: None, ..d })
            .collect();
        let found = |drafts: Vec<Source>| -> BTreeSet<(String, String)> {
            let results = check(drafts, sources.clone(), &RULES, &Strictness::default(), 1);
            results.findings.into_iter().map(|f| (f.message, f.fingerprint)).collect()
        };
        let apart: BTreeSet<_> = drafts.iter().flat_map(|d| found(vec![d.clone()])).collect();
        prop_assert_eq!(found(drafts), apart);
    }

    #[test]
    fn verdicts_are_symmetric_and_a_wider_interval_adds_no_contradiction(
        a in 1i64..100_000, b in 1i64..100_000, wider in 0i64..1000,
    ) {
        let exact = |n: i64| Quantity::exact(Decimal::whole(n), None);
        let (x, y) = (Value::Quantity(exact(a)), Value::Quantity(exact(b)));
        let verdict = compare(&x, &y, &RULES);
        prop_assert_eq!(verdict, compare(&y, &x, &RULES));
        let wide = |q: Quantity| Quantity {
            hedge: Hedge::About,
            literal: widen(q.literal, wider),
            plain: widen(q.plain, wider),
            ..q
        };
        let widened = compare(&Value::Quantity(wide(exact(a))), &y, &RULES);
        prop_assert!(widened.max(Some(Verdict::Compatible)) <= verdict.max(Some(Verdict::Compatible)));
    }

    #[test]
    fn the_pieces_of_a_text_add_up_to_it(text in "[ -~\\n“”’é$€.,]{0,200}") {
        let doc = segment(Source::plain("a", &text), &RULES.page, &RULES.vocabulary);
        let tokens: String = doc.tokens.iter().map(|t| doc.words(t.span)).collect();
        let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        prop_assert_eq!(tokens, solid);
        let covered: usize = doc.sentences.iter().map(|s| s.tokens.len()).sum();
        prop_assert_eq!(covered, doc.tokens.len());
    }

    #[test]
    fn no_rule_file_makes_the_loader_fail(text in "[\\[\\]a-z =\"{}\\n,0-9]{0,120}") {
        let _ = Rules::built_in_with(&[("mine.toml", text.as_str())]);
    }
}

/// The text about another town and other companies.
fn with_other_names(text: &str) -> String {
    let names = [("Northport", "Westbrook"), ("Acme", "Brindle"), ("Zentex", "Kolvar")];
    names.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The facts of a report by the places of their claims, which do not depend on what else was read.
fn told(report: &Report) -> BTreeSet<(Vec<(String, Span)>, &'static str)> {
    let place = |id: &ClaimId| {
        let claim = report.ledger.claim(*id).unwrap();
        (report.ledger.document(claim.doc).unwrap().source.name.clone(), claim.mention.span)
    };
    let fact = |f: &Judged| (f.fact.claims.iter().map(place).collect(), f.verdict_name());
    report.facts.iter().map(fact).collect()
}

fn widen(interval: Interval, by: i64) -> Interval {
    let by = Decimal::whole(by);
    Interval {
        lo: interval.lo.and_then(|e| e.at.minus(by)).map(End::closed),
        hi: interval.hi.and_then(|e| e.at.plus(by)).map(End::closed),
    }
}

/// The sources of a story in `seeds/`.
fn seeds(story: &str) -> Vec<Source> {
    let folder = root().join("seeds").join(story);
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    let read = |p: &std::path::PathBuf| {
        Source::plain(p.display().to_string(), std::fs::read_to_string(p).unwrap())
    };
    names.iter().map(read).collect()
}

#[test]
fn the_seeds_give_the_same_bytes_in_any_order_and_on_any_number_of_threads() {
    for story in crate::stories::all() {
        let name = story.file_name().unwrap().to_string_lossy().into_owned();
        let sources = seeds(&name);
        let mut reversed = sources.clone();
        reversed.reverse();
        let one = shown(sources, 1);
        assert_eq!(one, shown(reversed.clone(), 1), "{name}");
        assert_eq!(one, shown(reversed, 8), "{name}");
    }
}
