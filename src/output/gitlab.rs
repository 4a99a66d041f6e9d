//! Findings as a Code Quality report of GitLab.

use serde::Serialize;

use super::json::pretty;
use super::lookup::path;
use crate::results::{FindingRecord, Level, Results};
use crate::safe::plain;

/// The findings that count as a Code Quality report. GitLab takes findings of one fingerprint for
/// one; ours are unique in a run.
pub fn code_quality(results: &Results) -> String {
    let counting = results.findings.iter().filter(|f| f.counts());
    pretty(&counting.map(|f| Issue::of(results, f)).collect::<Vec<_>>())
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

impl<'a> Issue<'a> {
    fn of(results: &'a Results, finding: &'a FindingRecord) -> Self {
        let path = path(results, &finding.source);
        Self {
            // GitLab does not show the name of the check.
            description: format!("{}: {}", finding.code, plain(&finding.message)),
            check_name: &finding.code,
            fingerprint: &finding.fingerprint,
            severity: severity(finding.level()),
            location: Location {
                path: path.strip_prefix("./").unwrap_or(path),
                lines: Lines { begin: finding.place.line.max(1) },
            },
        }
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Note => "info",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::output::sample;

    #[test]
    fn what_counts_is_an_issue_with_path_line_and_fingerprint() {
        let report: Value = serde_json::from_str(&code_quality(&sample::results())).unwrap();
        assert_eq!(
            report[0],
            json!({
                "description": "C101: death toll · Northport: the draft says \"11 people\", Wire says \
                                \"12 people\"",
                "check_name": "C101",
                "fingerprint": "v1:1111111111111111",
                "severity": "major",
                "location": { "path": "drafts/a.md", "lines": { "begin": 3 } },
            })
        );
        assert_eq!(report[1]["severity"], "info");
        assert_eq!(report[1]["location"]["path"], sample::HOSTILE_PATH);
        assert_eq!(report.as_array().unwrap().len(), 2);
    }

    #[test]
    fn no_finding_is_an_empty_list() {
        assert_eq!(code_quality(&Results::default()), "[]\n");
    }
}
