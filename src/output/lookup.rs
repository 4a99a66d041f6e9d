//! What several outputs ask of the records.

use crate::results::{ClaimRecord, FindingRecord, Results, SourceRecord, State};
use crate::safe::plain;

/// The name of an article by its id. What is no id stands for itself: the file of a baseline.
pub(super) fn name<'a>(results: &'a Results, source: &'a str) -> &'a str {
    results.source(source).map_or(source, |s| &s.name)
}

/// Where its file is, as seen from where the program ran.
pub(super) fn path<'a>(results: &'a Results, source: &'a str) -> &'a str {
    results.source(source).map_or(source, SourceRecord::path)
}

/// The claims that stand against a finding, each with its article.
pub(super) fn against<'a>(
    results: &'a Results,
    finding: &'a FindingRecord,
) -> impl Iterator<Item = (&'a ClaimRecord, &'a SourceRecord)> {
    finding.against.iter().filter_map(move |id| {
        let claim = results.claim(id)?;
        Some((claim, results.source(&claim.source)?))
    })
}

/// The name of a state in outputs.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::Baseline => "baseline",
        State::Suppressed => "suppressed",
        State::Reviewed => "reviewed",
        State::Unchanged => "unchanged",
    }
}

/// Why a finding does not count: the reason that was given, else what its state means.
pub(super) fn silence(finding: &FindingRecord) -> String {
    let reason = finding.silenced.as_ref().and_then(|s| s.reason.as_deref());
    let given = reason.filter(|r| !r.trim().is_empty());
    given.map_or_else(|| meaning(finding.state).to_owned(), plain)
}

fn meaning(state: State) -> &'static str {
    match state {
        State::New => "it counts",
        State::Baseline => "the baseline has it",
        State::Suppressed => "suppressed without a reason",
        State::Reviewed => "a reviewer called it a false alarm",
        State::Unchanged => "none of its claims stands on a changed line",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::SilencedRecord;

    #[test]
    fn a_finding_that_does_not_count_says_why() {
        let silenced = |reason: &str| FindingRecord {
            state: State::Suppressed,
            silenced: Some(SilencedRecord {
                reason: Some(reason.to_owned()),
                ..SilencedRecord::default()
            }),
            ..FindingRecord::default()
        };
        assert_eq!(
            silence(&silenced("agreed\nwith \u{1B}[1mthe desk")),
            "agreed with \u{FFFD}[1mthe desk"
        );
        assert_eq!(silence(&silenced(" ")), "suppressed without a reason");
    }
}
