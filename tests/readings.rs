//! Pairs of a source and a draft with their verdicts by both readings and by the literal one alone
//! (`tests/cases/readings.toml`).

use corroborate::compare::Reading;
use corroborate::report::{Judged, Report};
use corroborate::text::Source;
use corroborate::{reconcile, results, wire};

use crate::support::{RULES, root};

/// What a case says under a key.
fn said<'a>(case: &'a toml::Table, key: &str) -> Option<&'a str> {
    case.get(key).and_then(toml::Value::as_str)
}

fn cases() -> Vec<toml::Table> {
    let text = std::fs::read_to_string(root().join("tests/cases/readings.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    table["case"].as_array().unwrap().iter().map(|c| c.as_table().unwrap().clone()).collect()
}

fn judged(case: &toml::Table, reading: Reading) -> Report {
    let article = |name: &str| Source {
        published: said(case, "published").map(str::to_owned),
        draft: name == "draft",
        ..Source::plain(name, said(case, name).unwrap())
    };
    reconcile(vec![article("draft"), article("source")], &RULES, reading, 1)
}

/// The verdicts of the facts that both articles tell, the worst first.
fn verdicts(report: &Report) -> String {
    let told = report.facts.iter().filter(|f| f.sources > 1);
    told.map(Judged::verdict_name).collect::<Vec<_>>().join(", ")
}

#[test]
fn verdicts_follow_from_the_reading() {
    let mut wrong = Vec::new();
    for case in cases() {
        for reading in [Reading::Plain, Reading::Literal] {
            let (found, name) = (verdicts(&judged(&case, reading)), reading.name());
            let expected = said(&case, name).unwrap();
            if found != expected {
                wrong.push(format!("{name}: {found:?}, not {expected:?}: {case}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn facts_are_the_same_by_either_reading_and_nothing_is_in_tension_literally() {
    for case in cases() {
        let (plain, literal) = (judged(&case, Reading::Plain), judged(&case, Reading::Literal));
        let claims = |report: &Report| {
            let mut claims: Vec<_> = report.facts.iter().map(|f| f.fact.claims.clone()).collect();
            claims.sort();
            claims
        };
        assert_eq!(claims(&plain), claims(&literal), "{case}");
        let shown = wire::results(&results(&literal, &RULES));
        assert!(!shown.contains("tension"), "{shown}");
    }
}
