//! One line a finding: for logs, editors and scripts. Also what the pages for people share: which
//! findings they show, in which order, and how they count.

use std::fmt::{self, Write};

use super::lookup::{against, path};
use crate::results::{FindingRecord, Place, Results, SourceRecord, State};
use crate::safe::plain;

/// Each finding that counts on a line of its own, by source and place:
///
/// ```text
/// drafts/a.md:4:25: error[C101] revenue: "over $8 billion", but wire-0231:3 says "$5 billion"
/// ```
pub fn concise(results: &Results) -> String {
    let mut out = String::new();
    for finding in counting(results) {
        let at = place(results, finding);
        let gap = if at.is_empty() { "" } else { ": " };
        // Writing to a string can't fail.
        let _ = writeln!(out, "{at}{gap}{} {}", head(finding), said(results, finding));
    }
    out
}

/// The findings that count under the name of their source, by place, and a last line of counts:
///
/// ```text
/// drafts/a.md
///   4:25     error[C101]   revenue: "over $8 billion", but wire-0231:3 says "$5 billion"
///
/// 1 error; 1 fact is contradicted, 2 agree
/// ```
pub fn grouped(results: &Results) -> String {
    let mut out = String::new();
    // Writing to a string can't fail.
    for group in counting(results).chunk_by(|a, b| a.source == b.source) {
        let _ = article(results, group, &mut out);
    }
    let _ = writeln!(out, "{}; {}", found(results), closing(results));
    out
}

fn article(results: &Results, findings: &[&FindingRecord], out: &mut String) -> fmt::Result {
    let name = findings.first().map(|f| shown(path(results, &f.source))).unwrap_or_default();
    writeln!(out, "{}", if name.is_empty() { "elsewhere" } else { name.as_str() })?;
    for finding in findings {
        let at = format!("{}:{}", finding.place.line, finding.place.column);
        writeln!(out, "  {at:<8} {:<13} {}", head(finding), said(results, finding))?;
    }
    writeln!(out)
}

/// The findings that count, by source and place.
pub(super) fn counting(results: &Results) -> Vec<&FindingRecord> {
    let mut findings: Vec<&FindingRecord> =
        results.findings.iter().filter(|f| f.counts()).collect();
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    findings
}

/// Where a finding stands among the others: `s2` before `s10`.
fn order(finding: &FindingRecord) -> (usize, &Place, &str) {
    let source = finding.source.strip_prefix('s').and_then(|number| number.parse().ok());
    (source.unwrap_or(usize::MAX), &finding.place, &finding.code)
}

/// `error[C101]`
pub(super) fn head(finding: &FindingRecord) -> String {
    format!("{}[{}]", finding.level().name(), finding.code)
}

/// Where a finding stands: `drafts/a.md:4:25`. Empty where it is not known.
pub(super) fn place(results: &Results, finding: &FindingRecord) -> String {
    at(results, &finding.source, &finding.place)
}

/// A path at the beginning of a line: one that begins like a command to GitHub's runner, or like a
/// formula, is written so that it is none.
pub(super) fn shown(path: &str) -> String {
    let name = plain(path);
    if name.starts_with([':', '#', '=', '@']) { format!("./{name}") } else { name }
}

/// A place in a source, by the source's id.
pub(super) fn at(results: &Results, source: &str, place: &Place) -> String {
    let name = shown(path(results, source));
    let known = results.source(source).is_some_and(SourceRecord::is_known);
    if name.is_empty() || place.line == 0 || known {
        return name;
    }
    format!("{name}:{}:{}", place.line, place.column)
}

/// `revenue: "over $8 billion", but wire-0231:3 says "$5 billion"`; the message of a finding that
/// holds no claims against each other.
fn said(results: &Results, finding: &FindingRecord) -> String {
    let fact = finding.fact.as_deref().and_then(|id| results.fact(id));
    let mut others = against(results, finding);
    let (Some(fact), Some((other, source))) = (fact, others.next()) else {
        return plain(&finding.message);
    };
    let more = match others.count() {
        0 => String::new(),
        left => format!(" (and {left} more)"),
    };
    let (label, quote) = (plain(&fact.label), plain(&finding.quote));
    let theirs = plain(&other.quote);
    let line = if source.is_known() { String::new() } else { format!(":{}", other.place.line) };
    format!("{label}: \"{quote}\", but {}{line} says \"{theirs}\"{more}", plain(source.path()))
}

/// `1 error, 2 warnings`, or `no findings`.
pub(super) fn found(results: &Results) -> String {
    let counted = results.counts().into_iter().zip(["error", "warning", "note"]);
    let counted = counted.filter(|(count, _)| *count > 0).map(|(count, noun)| several(count, noun));
    let words = counted.collect::<Vec<_>>().join(", ");
    if words.is_empty() { "no findings".to_owned() } else { words }
}

/// What is not among the findings that count: `2 facts agree, 1 is compatible; 3 findings are
/// suppressed, 1 is in the baseline`.
pub(super) fn closing(results: &Results) -> String {
    let facts = facts(results);
    let facts = if facts.is_empty() { "no facts found".to_owned() } else { facts };
    let silenced = silenced(results);
    if silenced.is_empty() { facts } else { format!("{facts}; {silenced}") }
}

/// How many articles are checked.
pub(super) fn drafts(results: &Results) -> usize {
    results.sources.iter().filter(|s| s.draft).count()
}

/// `2 warnings`
pub(super) fn several(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn facts(results: &Results) -> String {
    let who = match drafts(results) {
        0 => "one source",
        1 => "the draft",
        _ => "one draft",
    };
    let (one, many) = (format!("is said by {who} only"), format!("are said by {who} only"));
    let count = |verdict: &str| results.facts_with(verdict);
    listed(
        "fact",
        &[
            (count("contradict"), "is contradicted", "are contradicted"),
            (count("tension"), "is in tension", "are in tension"),
            (count("agree"), "agrees", "agree"),
            (count("compatible"), "is compatible", "are compatible"),
            (count("single"), one.as_str(), many.as_str()),
        ],
    )
}

fn silenced(results: &Results) -> String {
    let count = |state: State| results.findings.iter().filter(|f| f.state == state).count();
    listed(
        "finding",
        &[
            (count(State::Suppressed), "is suppressed", "are suppressed"),
            (count(State::Baseline), "is in the baseline", "are in the baseline"),
            (count(State::Reviewed), "is a false alarm", "are false alarms"),
            (count(State::Unchanged), "is on unchanged lines", "are on unchanged lines"),
        ],
    )
}

/// `2 facts agree, 1 is compatible`: the noun stands once. Each count has a predicate for one and a
/// predicate for several.
fn listed(noun: &str, counts: &[(usize, &str, &str)]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (count, one, many) in counts.iter().filter(|(count, ..)| *count > 0) {
        let subject = if parts.is_empty() { several(*count, noun) } else { count.to_string() };
        let predicate = if *count == 1 { one } else { many };
        parts.push(format!("{subject} {predicate}"));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{ClaimRecord, FactRecord, Level, SourceRecord};

    fn source(id: &str, name: &str, draft: bool) -> SourceRecord {
        SourceRecord { id: id.to_owned(), name: name.to_owned(), draft, ..SourceRecord::default() }
    }

    fn claim(id: &str, source: &str, line: usize, quote: &str) -> ClaimRecord {
        ClaimRecord {
            id: id.to_owned(),
            source: source.to_owned(),
            quote: quote.to_owned(),
            place: Place { line, column: 25, ..Place::default() },
            ..ClaimRecord::default()
        }
    }

    fn fact(verdict: &str) -> FactRecord {
        FactRecord {
            label: "revenue".to_owned(),
            verdict: verdict.to_owned(),
            ..FactRecord::default()
        }
    }

    /// A finding about the first claim and the first fact.
    fn finding(code: &str, level: Level, line: usize, against: &[&str]) -> FindingRecord {
        FindingRecord {
            code: code.to_owned(),
            level: Some(level),
            message: "what is wrong".to_owned(),
            fact: Some("f1".to_owned()),
            source: "s1".to_owned(),
            place: Place { line, column: 25, ..Place::default() },
            quote: "over $8 billion".to_owned(),
            against: against.iter().map(|&id| id.to_owned()).collect(),
            ..FindingRecord::default()
        }
    }

    fn results(findings: Vec<FindingRecord>) -> Results {
        Results {
            sources: vec![source("s1", "drafts/a.md", true), source("s2", "wire-0231", false)],
            claims: vec![
                claim("c1", "s1", 4, "over $8 billion"),
                claim("c2", "s2", 3, "$5 billion"),
                claim("c3", "s2", 9, "$6 billion"),
            ],
            facts: vec![fact("contradict")],
            findings,
            ..Results::default()
        }
    }

    #[test]
    fn a_finding_is_a_line_with_both_sides() {
        let found = [
            finding("R001", Level::Note, 9, &[]),
            finding("C101", Level::Error, 4, &["c2", "c3"]),
            FindingRecord {
                source: "baseline.toml".to_owned(),
                ..finding("B001", Level::Note, 0, &[])
            },
        ];
        assert_eq!(
            concise(&results(found.into())),
            "drafts/a.md:4:25: error[C101] revenue: \"over $8 billion\", but wire-0231:3 says \
             \"$5 billion\" (and 1 more)\n\
             drafts/a.md:9:25: note[R001] what is wrong\n\
             baseline.toml: note[B001] what is wrong\n"
        );
    }

    #[test]
    fn findings_stand_under_their_article_and_are_counted() {
        let baseline =
            FindingRecord { state: State::Baseline, ..finding("C102", Level::Warning, 7, &["c3"]) };
        let found = vec![finding("C101", Level::Error, 4, &["c2"]), baseline];
        assert_eq!(
            grouped(&results(found)),
            "drafts/a.md\n  4:25     error[C101]   revenue: \"over $8 billion\", but wire-0231:3 \
             says \"$5 billion\"\n\n\
             1 error; 1 fact is contradicted; 1 finding is in the baseline\n"
        );
    }

    #[test]
    fn the_tenth_source_comes_after_the_second() {
        let of = |source: &str| FindingRecord {
            source: source.to_owned(),
            ..finding("C102", Level::Warning, 1, &[])
        };
        let results = results(vec![of("s10"), of("s2"), finding("C102", Level::Warning, 9, &[])]);
        let sources: Vec<&str> = counting(&results).iter().map(|f| f.source.as_str()).collect();
        assert_eq!(sources, ["s1", "s2", "s10"]);
    }

    #[test]
    fn a_noun_stands_once_and_verbs_agree_with_it() {
        let counted = |verdicts: &[&str]| {
            let facts = verdicts.iter().map(|verdict| fact(verdict)).collect();
            closing(&Results { facts, ..results(Vec::new()) })
        };
        assert_eq!(counted(&[]), "no facts found");
        assert_eq!(counted(&["single"]), "1 fact is said by the draft only");
        assert_eq!(
            counted(&["agree", "agree", "compatible", "single", "single"]),
            "2 facts agree, 1 is compatible, 2 are said by the draft only"
        );
    }

    #[test]
    fn hostile_names_and_words_stay_on_their_line() {
        let mut results = results(vec![finding("C101", Level::Error, 4, &["c2"])]);
        results.sources[0].name = "a\n::error::.md".to_owned();
        results.claims[1].quote = "$5\u{1B}[2J\r\nbillion\u{202E}".to_owned();
        results.facts[0].label = "x\u{7}".to_owned();
        let shown = concise(&results);
        assert_eq!(shown.lines().count(), 1);
        assert!(shown.starts_with("a ::error::.md:4:25: error[C101]"), "{shown}");
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown}");
    }
}
