//! Facts as test cases, for the test tab of a CI server.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use super::concise::shown;
use super::lookup::{against, path, silence};
use crate::results::{FactRecord, FindingRecord, Place, ProblemRecord, Results};
use crate::safe::{plain, xml};

/// Each draft as a suite and each fact as a case, in JUnit's XML.
///
/// A case fails if a finding about it counts, is skipped if none of its findings does, and passes if
/// there are none. What stands in no draft has a suite of its own at the end; in a comparison it is
/// the only one. Inputs that could not be read are errors there.
pub fn junit(results: &Results) -> String {
    let suites = suites(results);
    let all = Tally::of(suites.iter().flat_map(|s| &s.cases));
    let (tests, failures, errors) = (all.tests, all.failures, all.errors);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string can't fail.
    let _ = writeln!(
        out,
        "<testsuites name=\"corroborate\" tests=\"{tests}\" failures=\"{failures}\" \
         errors=\"{errors}\">"
    );
    for suite in &suites {
        write_suite(suite, &mut out);
    }
    out.push_str("</testsuites>\n");
    out
}

struct Suite<'a> {
    name: &'a str,
    cases: Vec<Case<'a>>,
}

struct Case<'a> {
    class: &'a str,
    name: String,
    outcome: Outcome<'a>,
}

enum Outcome<'a> {
    Passed,
    Failed { code: &'a str, message: String, details: String },
    Skipped(String),
    Broken(String),
}

/// Findings by the suite and the fact that they belong to.
type Found<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a FindingRecord>>;

/// The suite of what stands in no draft. Others have the id of their draft.
const REST: &str = "";

fn suites(results: &Results) -> Vec<Suite<'_>> {
    let mut cases = cases(results);
    let drafts = results.sources.iter().filter(|s| s.draft);
    let mut suites: Vec<Suite<'_>> = drafts
        .map(|d| Suite { name: &d.name, cases: cases.remove(d.id.as_str()).unwrap_or_default() })
        .collect();
    let name = if suites.is_empty() { results.command.as_str() } else { "sources" };
    suites.extend(cases.remove(REST).map(|cases| Suite { name, cases }));
    suites
}

/// The cases of each suite: its facts, then findings about none of them, then problems.
fn cases(results: &Results) -> BTreeMap<&str, Vec<Case<'_>>> {
    let mut found = Found::new();
    for finding in &results.findings {
        let fact = finding.fact.as_deref().unwrap_or_default();
        found.entry((suite_of(results, &finding.source), fact)).or_default().push(finding);
    }
    let mut cases: BTreeMap<&str, Vec<Case<'_>>> = BTreeMap::new();
    for fact in &results.facts {
        let suite = suite_of_fact(results, fact);
        let findings = found.remove(&(suite, fact.id.as_str())).unwrap_or_default();
        cases.entry(suite).or_default().push(fact_case(results, suite, fact, &findings));
    }
    for ((suite, _), findings) in found {
        let own = findings.into_iter().map(|f| finding_case(results, f));
        cases.entry(suite).or_default().extend(own);
    }
    if !results.problems.is_empty() {
        cases.entry(REST).or_default().extend(results.problems.iter().map(problem_case));
    }
    cases
}

fn suite_of<'a>(results: &'a Results, source: &str) -> &'a str {
    results.source(source).filter(|s| s.draft).map_or(REST, |s| &s.id)
}

fn suite_of_fact<'a>(results: &'a Results, fact: &FactRecord) -> &'a str {
    let claims = fact.claims.iter().filter_map(|id| results.claim(id));
    let mut suites = claims.map(|c| suite_of(results, &c.source));
    suites.find(|suite| *suite != REST).unwrap_or(REST)
}

fn fact_case<'a>(
    results: &'a Results,
    suite: &str,
    fact: &'a FactRecord,
    findings: &[&'a FindingRecord],
) -> Case<'a> {
    let mut claims = fact.claims.iter().filter_map(|id| results.claim(id));
    let said = claims.find(|c| suite == REST || c.source == suite);
    let name = match said {
        Some(claim) => format!("{}: \"{}\"", plain(&fact.label), plain(&claim.quote)),
        None => plain(&fact.label),
    };
    Case { class: &fact.kind, name, outcome: outcome(results, findings) }
}

fn finding_case<'a>(results: &'a Results, finding: &'a FindingRecord) -> Case<'a> {
    let words = if finding.quote.is_empty() { &finding.message } else { &finding.quote };
    Case { class: &finding.name, name: plain(words), outcome: outcome(results, &[finding]) }
}

fn problem_case(problem: &ProblemRecord) -> Case<'_> {
    let line = problem.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let message = line + &plain(&problem.message);
    Case { class: "input", name: plain(&problem.path), outcome: Outcome::Broken(message) }
}

/// What the findings about one thing make of it; the worst gives its code.
fn outcome<'a>(results: &Results, findings: &[&'a FindingRecord]) -> Outcome<'a> {
    let counting = || findings.iter().copied().filter(|f| f.counts());
    if let Some(worst) = counting().min_by_key(|f| Reverse(f.level())) {
        return Outcome::Failed {
            code: &worst.code,
            message: plain(&worst.message),
            details: counting().map(|f| details(results, f)).collect(),
        };
    }
    findings.first().map_or(Outcome::Passed, |f| Outcome::Skipped(silence(f)))
}

/// A finding with what stands against it, a line each.
fn details(results: &Results, finding: &FindingRecord) -> String {
    let message = format!("{} {}", finding.code, plain(&finding.message));
    let mut out = located(path(results, &finding.source), &finding.place, &message);
    for (claim, source) in against(results, finding) {
        let quote = format!("\"{}\"", plain(&claim.quote));
        out.push_str(&located(source.path(), &claim.place, &quote));
    }
    if let Some(help) = &finding.help {
        // Writing to a string can't fail.
        let _ = writeln!(out, "{}", plain(help));
    }
    out
}

fn located(path: &str, place: &Place, words: &str) -> String {
    format!("{}:{}:{}: {words}\n", shown(path), place.line, place.column)
}

/// How many cases ended in which way.
#[derive(Default)]
struct Tally {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Tally {
    fn of<'a>(cases: impl IntoIterator<Item = &'a Case<'a>>) -> Self {
        let mut tally = Self::default();
        for case in cases {
            tally.tests += 1;
            match case.outcome {
                Outcome::Passed => {}
                Outcome::Failed { .. } => tally.failures += 1,
                Outcome::Skipped(_) => tally.skipped += 1,
                Outcome::Broken(_) => tally.errors += 1,
            }
        }
        tally
    }
}

fn write_suite(suite: &Suite<'_>, out: &mut String) {
    let Tally { tests, failures, errors, skipped } = Tally::of(&suite.cases);
    let name = xml(&plain(suite.name));
    // Writing to a string can't fail.
    let _ = writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" \
         errors=\"{errors}\" skipped=\"{skipped}\">"
    );
    for case in &suite.cases {
        write_case(case, out);
    }
    out.push_str("  </testsuite>\n");
}

fn write_case(case: &Case<'_>, out: &mut String) {
    let inner = match &case.outcome {
        Outcome::Passed => String::new(),
        Outcome::Failed { code, message, details } => format!(
            "<failure type=\"{}\" message=\"{}\">{}</failure>",
            xml(code),
            xml(message),
            xml(details)
        ),
        Outcome::Skipped(why) => format!("<skipped message=\"{}\"/>", xml(why)),
        Outcome::Broken(message) => format!("<error type=\"input\" message=\"{}\"/>", xml(message)),
    };
    let (class, name) = (xml(case.class), xml(&case.name));
    // Writing to a string can't fail.
    let _ = writeln!(out, "    <testcase classname=\"{class}\" name=\"{name}\">{inner}</testcase>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;
    use crate::results::Level;

    #[test]
    fn a_draft_is_a_suite_and_a_fact_a_case() {
        let out = junit(&sample::results());
        let lines: Vec<&str> = out.lines().map(str::trim_start).collect();
        let expected = [
            "<testsuites name=\"corroborate\" tests=\"6\" failures=\"2\" errors=\"1\">",
            "<testsuite name=\"drafts/a.md\" tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"2\">",
            "<testcase classname=\"duration\" name=\"repairs: &quot;seven-year&quot;\">\
             <skipped message=\"the plan &lt;b&gt;was&lt;/b&gt; changed\"/></testcase>",
            "<testcase classname=\"date\" name=\"start: &quot;3 November 2025&quot;\"></testcase>",
            "<testcase classname=\"count\" name=\"homes: &quot;400 homes&quot;\">\
             <skipped message=\"the baseline has it\"/></testcase>",
            "<testsuite name=\"sources\" tests=\"2\" failures=\"1\" errors=\"1\" skipped=\"0\">",
            "<testcase classname=\"input\" name=\"sources/bro ken,1:2.docx\"><error type=\"input\" \
             message=\"line 3: no DOCX\u{FFFD}[2J ::warning::x\"/></testcase>",
        ];
        for line in expected {
            assert!(lines.contains(&line), "{line}\n\n{out}");
        }
    }

    #[test]
    fn a_failure_names_its_code_and_what_stands_against_it() {
        let out = junit(&sample::results());
        let expected = "<failure type=\"C101\" message=\"death toll · Northport: the draft says \
                        &quot;11 people&quot;, Wire says &quot;12 people&quot;\">drafts/a.md:3:18: \
                        C101 death toll";
        assert!(out.contains(expected), "{out}");
        assert!(out.contains("\nsources/wire.txt:1:48: &quot;12 people&quot;\n"), "{out}");
    }

    #[test]
    fn the_xml_is_well_formed_whatever_the_articles_say() {
        let out = junit(&sample::results());
        assert!(!out.contains("<script>") && !out.contains("]]>"));
        assert!(out.chars().all(|c| c == '\n' || !c.is_control()));
        let count = |part: &str| out.matches(part).count();
        assert_eq!(count("<testcase "), count("</testcase>"));
        assert_eq!(count("<failure "), count("</failure>"));
    }

    #[test]
    fn a_comparison_is_one_suite() {
        let mut results = sample::results();
        results.command = "compare".to_owned();
        results.sources[0].draft = false;
        let out = junit(&results);
        let counts = "tests=\"6\" failures=\"2\" errors=\"1\" skipped=\"2\"";
        let suite = format!("<testsuite name=\"compare\" {counts}>");
        assert!(out.contains(&suite), "{out}");
        assert_eq!(out.matches("<testsuite ").count(), 1);
    }

    #[test]
    fn the_worst_of_several_findings_gives_its_code() {
        let finding = |code: &str, level| FindingRecord {
            code: code.to_owned(),
            level: Some(level),
            ..FindingRecord::default()
        };
        let found = [finding("C103", Level::Note), finding("C101", Level::Error)];
        let outcome = outcome(&Results::default(), &found.each_ref());
        assert!(matches!(outcome, Outcome::Failed { code: "C101", .. }));
    }

    #[test]
    fn a_draft_without_facts_is_an_empty_suite() {
        let mut results = sample::results();
        results.facts.clear();
        results.findings.clear();
        results.problems.clear();
        let counts = "tests=\"0\" failures=\"0\" errors=\"0\" skipped=\"0\"";
        let suite = format!("<testsuite name=\"drafts/a.md\" {counts}>");
        assert!(junit(&results).contains(&suite));
    }
}
