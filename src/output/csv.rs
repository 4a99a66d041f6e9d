//! Claims and findings as a table for spreadsheets.

use std::collections::BTreeMap;

use super::lookup::{name, state};
use crate::results::{ClaimRecord, FactRecord, FindingRecord, Results};
use crate::safe::plain;

const HEADER: Row<&str> = [
    "fact", "label", "verdict", "source", "line", "column", "quote", "value", "lo", "hi", "unit",
    "finding", "state",
];

type Row<T> = [T; 13];

/// Findings by the fact and the claim that they are about.
type ByClaim<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a FindingRecord>>;

/// One row for each claim of each fact, with the codes and states of the findings about it; then one
/// for each finding that is about no claim.
///
/// Spreadsheets compute a cell that begins with `=`, `+`, `-` or `@`. Where such a cell holds words of
/// an article or a path, an apostrophe stands before them; the numbers that we write have none.
pub fn csv(results: &Results) -> String {
    let mut table = ::csv::Writer::from_writer(Vec::new());
    // Writing to memory can't fail, and all rows are as long as the header.
    let _ = table.write_record(HEADER);
    for row in rows(results) {
        let _ = table.write_record(row);
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn rows(results: &Results) -> Vec<Row<String>> {
    let mut about = ByClaim::new();
    for finding in &results.findings {
        about.entry(key(finding)).or_default().push(finding);
    }
    let mut rows = Vec::new();
    for fact in &results.facts {
        for claim in fact.claims.iter().filter_map(|id| results.claim(id)) {
            let findings = about.remove(&(fact.id.as_str(), claim.id.as_str()));
            rows.push(claim_row(results, fact, claim, &findings.unwrap_or_default()));
        }
    }
    // In the order of the findings, not of the names of facts.
    let left = results.findings.iter().filter(|f| about.contains_key(&key(f)));
    rows.extend(left.map(|f| finding_row(results, f)));
    rows
}

fn key(finding: &FindingRecord) -> (&str, &str) {
    (finding.fact.as_deref().unwrap_or_default(), finding.claim.as_deref().unwrap_or_default())
}

fn claim_row(
    results: &Results,
    fact: &FactRecord,
    claim: &ClaimRecord,
    findings: &[&FindingRecord],
) -> Row<String> {
    let joined = |of: fn(&FindingRecord) -> &str| {
        findings.iter().map(|f| of(f)).collect::<Vec<_>>().join(" ")
    };
    [
        fact.id.clone(),
        words(&fact.label),
        fact.verdict.clone(),
        words(name(results, &claim.source)),
        claim.place.line.to_string(),
        claim.place.column.to_string(),
        words(&claim.quote),
        number(claim.value.as_deref()),
        number(claim.lo.as_deref()),
        number(claim.hi.as_deref()),
        words(claim.unit.as_deref().unwrap_or_default()),
        joined(|f| &f.code),
        joined(|f| state(f.state)),
    ]
}

fn finding_row(results: &Results, finding: &FindingRecord) -> Row<String> {
    let fact = finding.fact.as_deref().and_then(|id| results.fact(id));
    let none = String::new;
    [
        fact.map(|f| f.id.clone()).unwrap_or_default(),
        fact.map(|f| words(&f.label)).unwrap_or_default(),
        fact.map(|f| f.verdict.clone()).unwrap_or_default(),
        words(name(results, &finding.source)),
        finding.place.line.to_string(),
        finding.place.column.to_string(),
        words(&finding.quote),
        none(),
        none(),
        none(),
        none(),
        finding.code.clone(),
        state(finding.state).to_owned(),
    ]
}

/// A number or a day that we wrote.
fn number(value: Option<&str>) -> String {
    value.map(plain).unwrap_or_default()
}

/// Words of an article or a path, which no spreadsheet computes.
fn words(text: &str) -> String {
    let shown = plain(text);
    let formula = shown.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if formula { format!("'{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    fn table() -> Vec<Vec<String>> {
        let text = csv(&sample::results());
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn each_claim_of_a_fact_has_a_row() {
        let rows = table();
        assert_eq!(
            rows[0],
            [
                "f1",
                "death toll · Northport",
                "contradict",
                "drafts/a.md",
                "3",
                "18",
                "11 people",
                "11",
                "11",
                "11",
                "person",
                "C101",
                "new",
            ]
        );
        assert_eq!(rows[1][11..], ["", ""]);
        let verdicts: Vec<&str> = rows.iter().map(|r| r[2].as_str()).collect();
        let expected = [
            "contradict",
            "contradict",
            "contradict",
            "tension",
            "tension",
            "agree",
            "agree",
            "single",
            "",
        ];
        assert_eq!(verdicts, expected);
    }

    #[test]
    fn silenced_findings_and_those_about_no_claim_are_in_it() {
        let rows = table();
        let found: Vec<(&str, &str)> = rows
            .iter()
            .filter(|r| !r[11].is_empty())
            .map(|r| (r[11].as_str(), r[12].as_str()))
            .collect();
        let expected =
            [("C101", "new"), ("C102", "suppressed"), ("C106", "baseline"), ("R001", "new")];
        assert_eq!(found, expected);
    }

    #[test]
    fn words_are_never_computed() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("\t@SUM(A1)", "' @SUM(A1)"),
            ("-5 percent", "'-5 percent"),
            ("5-6", "5-6"),
            ("\u{1B}=1", "\u{FFFD}=1"),
        ] {
            assert_eq!(words(text), cell);
        }
        let rows = table();
        assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '@', '\t'])));
    }
}
