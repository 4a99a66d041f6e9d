//! Results that all outputs are tested on: a draft and two articles, one of them hostile.
//!
//! | fact | verdict | finding |
//! | --- | --- | --- |
//! | f1, dead | contradict | C101, counts; the sources agree on another figure |
//! | f2, repairs | tension, derived in three steps | C102, suppressed in the draft |
//! | f3, day | agree | |
//! | f4, homes | single | C106, in the baseline |
//! | | | R001, counts: about no claim, in the hostile article |

use crate::results::{
    ClaimRecord, FactRecord, FindingRecord, Level, Place, ProblemRecord, RelationRecord, Results,
    SCHEMA, SilencedRecord, SourceRecord, State,
};

/// A draft with characters of one, two and four bytes before its figures.
const DRAFT: &str = "# Flood in Northport\n\nThe flood killed 11 people, a spokesman said.\n\
                     Café owners face seven-year repairs. 😀 It began on 3 November 2025.\n\
                     Some 400 homes were lost.\n";

const WIRE: &str = "The flood in Northport on Nov. 3, 2025, killed 12 people.\n\
                    Repairs will take until 2030.\n";

/// Words that would act on a terminal, a page, a table, a workflow or a reader's eye.
pub(super) const HOSTILE: &str = "=12\u{1B}[31m <script>alert('x')</script>\n\
                                  ::error file=x::boo %0A \u{202E}[a](1) {0} \"&]]>";

/// A path that ends a line, a list and a property.
pub(super) const HOSTILE_PATH: &str = "sources/new\nline,c:d\u{202E}.txt";

/// The results of a check.
pub(super) fn results() -> Results {
    Results {
        schema: SCHEMA.to_owned(),
        version: "0.1.0".to_owned(),
        command: "check".to_owned(),
        sources: sources(),
        claims: claims(),
        facts: facts(),
        findings: findings(),
        problems: vec![ProblemRecord {
            path: "sources/bro\nken,1:2.docx".to_owned(),
            line: Some(3),
            message: "no DOCX\u{1B}[2J\n::warning::x".to_owned(),
        }],
    }
}

fn sources() -> Vec<SourceRecord> {
    let source = |id: &str, name: &str, format: &str, text: &str| SourceRecord {
        id: id.to_owned(),
        name: name.to_owned(),
        trust: "unknown".to_owned(),
        format: format.to_owned(),
        hash: "0".repeat(64),
        text: text.to_owned(),
        ..SourceRecord::default()
    };
    vec![
        SourceRecord { draft: true, ..source("s1", "drafts/a.md", "markdown", DRAFT) },
        SourceRecord {
            title: Some("Wire".to_owned()),
            publisher: Some("Wire".to_owned()),
            url: Some("https://wire.example/1".to_owned()),
            published: Some("2025-11-04".to_owned()),
            ..source("s2", "sources/wire.txt", "text", WIRE)
        },
        source("s3", HOSTILE_PATH, "text", &hostile_text()),
    ]
}

fn hostile_text() -> String {
    format!("Rescuers counted {HOSTILE} dead.\n")
}

/// Where words stand in a file, for the first time.
fn place(file: &str, words: &str) -> Place {
    let start = file.find(words).unwrap();
    let end = start + words.len();
    let at = |offset: usize| {
        let before = file.get(..offset).unwrap();
        let line = before.rsplit('\n').next().unwrap();
        let utf16 = line.encode_utf16().count() + 1;
        (before.matches('\n').count() + 1, line.chars().count() + 1, utf16)
    };
    let ((line, column, utf16_column), (end_line, end_column, utf16_end_column)) =
        (at(start), at(end));
    Place { line, column, end_line, end_column, utf16_column, utf16_end_column, start, end }
}

fn claim(id: &str, source: &str, file: &str, quote: &str, kind: &str) -> ClaimRecord {
    let place = place(file, quote);
    ClaimRecord {
        id: id.to_owned(),
        source: source.to_owned(),
        quote: quote.to_owned(),
        start: place.start,
        end: place.end,
        place,
        kind: kind.to_owned(),
        hedge: "exact".to_owned(),
        role: "value".to_owned(),
        modality: "asserted".to_owned(),
        ..ClaimRecord::default()
    }
}

/// The claim with its value, the same at both ends.
fn valued(claim: ClaimRecord, value: &str, unit: &str) -> ClaimRecord {
    let value = Some(value.to_owned());
    ClaimRecord {
        value: value.clone(),
        lo: value.clone(),
        hi: value,
        unit: Some(unit.to_owned()),
        ..claim
    }
}

/// The claim with its first and last day.
fn dated(claim: ClaimRecord, edtf: &str, [lo, hi]: [&str; 2]) -> ClaimRecord {
    let (lo, hi, edtf) = (Some(lo.to_owned()), Some(hi.to_owned()), Some(edtf.to_owned()));
    ClaimRecord { lo, hi, edtf, ..claim }
}

fn claims() -> Vec<ClaimRecord> {
    let day = ["2025-11-03", "2025-11-03"];
    vec![
        valued(claim("c1", "s1", DRAFT, "11 people", "count"), "11", "person"),
        valued(claim("c2", "s1", DRAFT, "seven-year", "duration"), "7", "year"),
        dated(claim("c3", "s1", DRAFT, "3 November 2025", "date"), "2025-11-03", day),
        valued(claim("c4", "s1", DRAFT, "400 homes", "count"), "400", "home"),
        dated(claim("c5", "s2", WIRE, "Nov. 3, 2025", "date"), "2025-11-03", day),
        valued(claim("c6", "s2", WIRE, "12 people", "count"), "12", "person"),
        dated(claim("c7", "s2", WIRE, "2030", "date"), "2030", ["2030-01-01", "2030-12-31"]),
        valued(claim("c8", "s3", &hostile_text(), HOSTILE, "count"), "12", "person"),
    ]
}

fn fact(id: &str, label: &str, verdict: &str, kind: &str, claims: &[&str]) -> FactRecord {
    FactRecord {
        story: None,
        id: id.to_owned(),
        label: label.to_owned(),
        verdict: verdict.to_owned(),
        kind: kind.to_owned(),
        sources: claims.len(),
        independent: claims.len(),
        claims: claims.iter().map(|c| (*c).to_owned()).collect(),
        relations: Vec::new(),
    }
}

fn relation(a: &str, b: &str, verdict: &str, why: &str, steps: &[&str]) -> RelationRecord {
    RelationRecord {
        a: a.to_owned(),
        b: b.to_owned(),
        verdict: verdict.to_owned(),
        cause: None,
        why: why.to_owned(),
        steps: steps.iter().map(|s| (*s).to_owned()).collect(),
        ..RelationRecord::default()
    }
}

fn facts() -> Vec<FactRecord> {
    let apart = "\"11 people\" and \"12 people\" can't both be true";
    let steps = [
        "\"seven-year\": assumed to start in 2025-11-04, when Wire was published",
        "so it ends in 2032",
        "\"2030\" says it ends in 2030",
    ];
    let dead = vec![
        relation("c1", "c6", "contradict", apart, &[]),
        relation("c1", "c8", "contradict", HOSTILE, &[]),
        relation("c6", "c8", "agree", "both say 12", &[]),
    ];
    let repairs = vec![relation("c2", "c7", "tension", &steps.join("; "), &steps)];
    let day = vec![relation("c3", "c5", "agree", "both are the same day", &[])];
    let dead_label = "death toll · Northport";
    vec![
        FactRecord {
            relations: dead,
            ..fact("f1", dead_label, "contradict", "count", &["c1", "c6", "c8"])
        },
        FactRecord {
            relations: repairs,
            ..fact("f2", "repairs", "tension", "duration", &["c2", "c7"])
        },
        FactRecord { relations: day, ..fact("f3", "start", "agree", "date", &["c3", "c5"]) },
        fact("f4", "homes", "single", "count", &["c4"]),
    ]
}

/// A finding about a claim, with a fingerprint of one digit.
fn about(code: (&str, &str, Level), fact: &str, claim: &ClaimRecord, digit: &str) -> FindingRecord {
    FindingRecord {
        code: code.0.to_owned(),
        name: code.1.to_owned(),
        level: Some(code.2),
        fact: Some(fact.to_owned()),
        source: claim.source.clone(),
        place: claim.place.clone(),
        quote: claim.quote.clone(),
        claim: Some(claim.id.clone()),
        fingerprint: format!("v1:{}", digit.repeat(16)),
        ..FindingRecord::default()
    }
}

fn findings() -> Vec<FindingRecord> {
    let claims = claims();
    let silenced = |reason: Option<&str>, place: &str| {
        Some(SilencedRecord {
            reason: reason.map(str::to_owned),
            place: Some(place.to_owned()),
            ..SilencedRecord::default()
        })
    };
    vec![
        FindingRecord {
            message:
                "death toll · Northport: the draft says \"11 people\", Wire says \"12 people\""
                    .to_owned(),
            help: Some("the sources agree on \"12 people\"".to_owned()),
            against: vec!["c6".to_owned(), "c8".to_owned()],
            suggestion: Some("12 people".to_owned()),
            ..about(("C101", "contradicted", Level::Error), "f1", &claims[0], "1")
        },
        FindingRecord {
            message: "repairs: the draft says \"seven-year\", Wire says \"2030\"".to_owned(),
            against: vec!["c7".to_owned()],
            state: State::Suppressed,
            silenced: silenced(Some("the plan <b>was</b> changed"), "drafts/a.md:1"),
            ..about(("C102", "in-tension", Level::Warning), "f2", &claims[1], "2")
        },
        FindingRecord {
            message: "homes: the draft says \"400 homes\"; no source says so".to_owned(),
            state: State::Baseline,
            silenced: silenced(None, ".corroborate/baseline.toml"),
            ..about(("C106", "unsupported", Level::Note), "f4", &claims[3], "3")
        },
        FindingRecord {
            message: HOSTILE.to_owned(),
            fact: None,
            claim: None,
            ..about(("R001", "dropped-figure", Level::Note), "", &claims[7], "4")
        },
    ]
}
