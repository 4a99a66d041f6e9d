//! A check of one draft against two sources, for the tests.

use crate::results::{
    ClaimRecord, FactRecord, FindingRecord, Place, Results, SourceRecord, fingerprint, folded,
};

/// The draft `d.md` has a figure on line 4 against line 7 of `a.md`, and a year on line 9 against
/// line 2 of `b.md`.
pub(super) fn results() -> Results {
    Results {
        sources: vec![
            source("s1", "d.md", true),
            source("s2", "a.md", false),
            source("s3", "b.md", false),
        ],
        claims: vec![
            claim("c1", "s1", 4, "$8 billion"),
            claim("c2", "s2", 7, "$5 billion"),
            claim("c3", "s1", 9, "2031"),
            claim("c4", "s3", 2, "2032"),
        ],
        facts: vec![
            fact("f1", "contract value", ["c1", "c2"]),
            fact("f2", "contract end", ["c3", "c4"]),
        ],
        findings: vec![
            finding("C101", "f1", 4, ["c1", "c2"], "$8 billion"),
            finding("C102", "f2", 9, ["c3", "c4"], "2031"),
        ],
        ..Results::default()
    }
}

fn source(id: &str, name: &str, draft: bool) -> SourceRecord {
    SourceRecord { id: id.to_owned(), name: name.to_owned(), draft, ..SourceRecord::default() }
}

/// A place on a line.
pub(super) fn on(line: usize) -> Place {
    Place::of_line(line)
}

fn claim(id: &str, source: &str, line: usize, quote: &str) -> ClaimRecord {
    ClaimRecord {
        id: id.to_owned(),
        source: source.to_owned(),
        quote: quote.to_owned(),
        place: on(line),
        ..ClaimRecord::default()
    }
}

fn fact(id: &str, label: &str, claims: [&str; 2]) -> FactRecord {
    FactRecord {
        id: id.to_owned(),
        label: label.to_owned(),
        claims: claims.map(str::to_owned).to_vec(),
        ..FactRecord::default()
    }
}

fn finding(
    code: &str,
    fact: &str,
    line: usize,
    [claim, against]: [&str; 2],
    quote: &str,
) -> FindingRecord {
    FindingRecord {
        code: code.to_owned(),
        fact: Some(fact.to_owned()),
        source: "s1".to_owned(),
        place: on(line),
        quote: quote.to_owned(),
        claim: Some(claim.to_owned()),
        against: vec![against.to_owned()],
        fingerprint: fingerprint([code, "d.md", &folded(quote)]),
        ..FindingRecord::default()
    }
}
