//! Findings as SARIF 2.1.0: what code scanning, editors and viewers of static analysis read.

mod format;
mod place;
mod words;

use std::collections::BTreeMap;

use self::format::{
    Base, CodeFlow, Configuration, Driver, Fingerprints, Help, Invocation, Location, Log,
    Notification, Outcome, Rule, Run, SCHEMA, SOURCE_ROOT, Step, Suppression, Tags, ThreadFlow,
    Tool, VERSION,
};
use self::place::{line, location};
use self::words::{linked, literal};
use super::json::pretty;
use super::lookup::{against, name, path, silence, state};
use crate::codes::{self, Code};
use crate::results::{
    ClaimRecord, FindingRecord, ProblemRecord, RelationRecord, Results, SourceRecord, State,
    fingerprint, folded,
};

/// All findings as a log of SARIF 2.1.0. Those that do not count are in it as suppressed.
pub fn sarif(results: &Results) -> String {
    let run = Run {
        tool: Tool { driver: driver(results) },
        invocations: [invocation(results)],
        column_kind: "utf16CodeUnits",
        original_uri_base_ids: BTreeMap::from([(
            SOURCE_ROOT,
            Base { description: "The folder in which corroborate ran.".to_owned().into() },
        )]),
        results: outcomes(results),
    };
    pretty(&Log { version: VERSION, schema: SCHEMA, runs: [run] })
}

fn driver(results: &Results) -> Driver<'_> {
    let rules = codes::ALL.iter().map(rule).collect();
    Driver { name: "corroborate", semantic_version: &results.version, rules }
}

fn rule(code: &Code) -> Rule {
    Rule {
        id: code.id,
        name: code.name,
        short_description: code.summary.to_owned().into(),
        full_description: code.summary.to_owned().into(),
        help: Help { text: code.page, markdown: code.page },
        default_configuration: Configuration { enabled: code.on, level: code.level.name() },
        properties: Tags { tags: [tag(code)] },
    }
}

/// What a code is about, by its letter.
fn tag(code: &Code) -> &'static str {
    match code.id.as_bytes().first() {
        Some(b'B') => "baseline",
        Some(b'C') => "consistency",
        Some(b'R') => "reading",
        Some(b'S') => "suppression",
        _ => "review",
    }
}

/// A run that could not read all of its inputs did not do all of its work.
fn invocation(results: &Results) -> Invocation {
    Invocation {
        execution_successful: results.problems.is_empty(),
        tool_execution_notifications: results.problems.iter().map(notification).collect(),
    }
}

fn notification(problem: &ProblemRecord) -> Notification {
    Notification {
        level: "error",
        message: literal(&problem.message).into(),
        locations: [line(&problem.path, problem.line)],
    }
}

/// Derived relations by fact and claims, in both orders.
type Derived<'a> = BTreeMap<(&'a str, &'a str, &'a str), &'a RelationRecord>;

fn outcomes(results: &Results) -> Vec<Outcome<'_>> {
    let derived = derived(results);
    let baseline = results.findings.iter().any(|f| f.state == State::Baseline);
    let mut seen = BTreeMap::new();
    let outcomes = results.findings.iter().map(|finding| {
        let hash = line_hash(name(results, &finding.source), finding, &mut seen);
        outcome(results, &derived, finding, hash, baseline)
    });
    outcomes.collect()
}

fn derived(results: &Results) -> Derived<'_> {
    let mut derived = Derived::new();
    for fact in &results.facts {
        for relation in fact.relations.iter().filter(|r| !r.steps.is_empty()) {
            let (fact, a, b) = (fact.id.as_str(), relation.a.as_str(), relation.b.as_str());
            derived.insert((fact, a, b), relation);
            derived.insert((fact, b, a), relation);
        }
    }
    derived
}

/// What GitHub tells findings apart by: code, article and words, and which of those that have them all
/// in common it is. Unlike the fingerprint it stays when the words that stand against it change.
fn line_hash(name: &str, finding: &FindingRecord, seen: &mut BTreeMap<String, usize>) -> String {
    let hash = fingerprint([finding.code.as_str(), name, &folded(&finding.quote)]);
    let digits = hash.strip_prefix("v1:").unwrap_or(&hash).to_owned();
    let count = seen.entry(digits.clone()).or_insert(0);
    *count += 1;
    format!("{digits}:{count}")
}

fn outcome<'a>(
    results: &'a Results,
    derived: &Derived<'a>,
    finding: &'a FindingRecord,
    hash: String,
    baseline: bool,
) -> Outcome<'a> {
    let quotes = against(results, finding).map(|(claim, _)| claim.quote.as_str());
    Outcome {
        rule_id: &finding.code,
        rule_index: codes::ALL.iter().position(|c| c.id == finding.code),
        kind: "fail",
        level: finding.level().name(),
        message: linked(&finding.message, quotes).into(),
        locations: [location(path(results, &finding.source), &finding.place)],
        related_locations: related(results, finding),
        code_flows: code_flows(results, derived, finding),
        partial_fingerprints: Fingerprints {
            corroborate: &finding.fingerprint,
            primary_location_line_hash: hash,
        },
        baseline_state: baseline.then(|| baseline_state(finding.state)),
        suppressions: suppression(results, finding).into_iter().collect(),
        properties: properties(results, finding),
    }
}

/// The claims that stand against a finding, numbered from 1 as the links of its message are.
fn related(results: &Results, finding: &FindingRecord) -> Vec<Location> {
    let numbered = against(results, finding).zip(1..);
    numbered
        .map(|((claim, source), number)| {
            stands(source, claim).numbered(number).saying(says(claim, source))
        })
        .collect()
}

/// Where a claim stands. A fact that the house knows has the line of its table in its name.
fn stands(source: &SourceRecord, claim: &ClaimRecord) -> Location {
    if !source.is_known() {
        return location(source.path(), &claim.place);
    }
    let (file, number) = path_and_line(source.path());
    line(file, number)
}

/// `Wire (2025-11-04): "12 people"`
fn says(claim: &ClaimRecord, source: &SourceRecord) -> String {
    let published = source.published.as_ref().map(|day| format!(" ({day})")).unwrap_or_default();
    literal(&format!("{}{published}: \"{}\"", source.display_name(), claim.quote))
}

/// How what stands against a finding was derived, where it had to be.
fn code_flows(results: &Results, derived: &Derived<'_>, finding: &FindingRecord) -> Vec<CodeFlow> {
    let (Some(fact), Some(own)) = (finding.fact.as_deref(), finding.claim.as_deref()) else {
        return Vec::new();
    };
    let relations =
        finding.against.iter().filter_map(|other| derived.get(&(fact, own, other.as_str())));
    relations.filter_map(|relation| code_flow(results, relation)).collect()
}

fn code_flow(results: &Results, relation: &RelationRecord) -> Option<CodeFlow> {
    let claims = [results.claim(&relation.a)?, results.claim(&relation.b)?];
    let [mut at, _] = claims;
    let mut steps = Vec::new();
    for step in &relation.steps {
        // A step stands at the claim that it quotes; what follows from it stands there too.
        at = claims.into_iter().find(|c| step.contains(&format!("\"{}\"", c.quote))).unwrap_or(at);
        let place = stands(results.source(&at.source)?, at);
        steps.push(Step { location: place.saying(literal(step)) });
    }
    Some(CodeFlow { thread_flows: [ThreadFlow { locations: steps }] })
}

/// Whether an earlier run had it: a result of a run with a baseline has to say so.
fn baseline_state(state: State) -> &'static str {
    match state {
        State::New | State::Suppressed => "new",
        State::Baseline | State::Reviewed | State::Unchanged => "unchanged",
    }
}

/// Why a finding does not count. It is suppressed in the source only where its draft says so.
fn suppression(results: &Results, finding: &FindingRecord) -> Option<Suppression> {
    if finding.counts() {
        return None;
    }
    let decided = finding.silenced.as_ref().and_then(|s| s.place.as_deref());
    let (file, number) = decided.map(path_and_line).unwrap_or_default();
    let draft = results.source(&finding.source).filter(|s| s.draft && s.name == file);
    let in_source = finding.state == State::Suppressed && draft.is_some();
    let file = draft.map_or(file, SourceRecord::path);
    Some(Suppression {
        kind: if in_source { "inSource" } else { "external" },
        status: "accepted",
        justification: silence(finding),
        location: decided.map(|_| line(file, number)),
    })
}

/// `drafts/a.md:12` in its parts.
fn path_and_line(place: &str) -> (&str, Option<usize>) {
    let parts = place.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse().ok()?)));
    parts.map_or((place, None), |(path, line)| (path, Some(line)))
}

/// What a program may want to know that has no place of its own in SARIF.
fn properties<'a>(
    results: &'a Results,
    finding: &'a FindingRecord,
) -> BTreeMap<&'static str, &'a str> {
    let fact = finding.fact.as_deref().and_then(|id| results.fact(id));
    let claim = finding.claim.as_deref().and_then(|id| results.claim(id));
    let url = results.source(&finding.source).and_then(|s| s.url.as_deref());
    let known = [
        ("state", Some(state(finding.state))),
        ("help", finding.help.as_deref()),
        ("suggestion", finding.suggestion.as_deref()),
        ("url", url),
        ("fact", fact.map(|f| f.id.as_str())),
        ("label", fact.map(|f| f.label.as_str())),
        ("verdict", fact.map(|f| f.verdict.as_str())),
        ("value", claim.and_then(|c| c.value.as_deref())),
        ("lo", claim.and_then(|c| c.lo.as_deref())),
        ("hi", claim.and_then(|c| c.hi.as_deref())),
        ("unit", claim.and_then(|c| c.unit.as_deref())),
    ];
    known.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::output::sample;

    fn run_of(results: &Results) -> Value {
        let log: Value = serde_json::from_str(&sarif(results)).unwrap();
        log["runs"][0].clone()
    }

    #[test]
    fn the_log_follows_the_schema() {
        let schema = include_str!("../../tests/schemas/sarif-2.1.0.json");
        let schema: Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for results in [sample::results(), Results::default()] {
            let log: Value = serde_json::from_str(&sarif(&results)).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&log)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert_eq!(errors, Vec::<String>::new());
        }
    }

    #[test]
    fn every_code_is_a_rule_and_every_result_points_at_its_own() {
        let run = run_of(&sample::results());
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), codes::ALL.len());
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
    }

    #[test]
    fn a_result_leads_to_what_stands_against_it() {
        let run = run_of(&sample::results());
        let first = &run["results"][0];
        let text =
            "death toll · Northport: the draft says \"11 people\", Wire says \"[12 people](1)\"";
        assert_eq!(first["message"]["text"], text);
        assert_eq!(first["locations"].as_array().unwrap().len(), 1);
        let related = &first["relatedLocations"][0];
        assert_eq!(related["id"], 1);
        assert_eq!(related["message"]["text"], "Wire (2025-11-04): \"12 people\"");
        assert_eq!(
            related["physicalLocation"],
            json!({
                "artifactLocation": { "uri": "sources/wire.txt", "uriBaseId": "SRCROOT" },
                "region": { "startLine": 1, "startColumn": 48, "endLine": 1, "endColumn": 57 },
            })
        );
    }

    #[test]
    fn a_derived_value_shows_its_steps_where_they_come_from() {
        let run = run_of(&sample::results());
        assert_eq!(run["results"][0].get("codeFlows"), None);
        let flow = &run["results"][1]["codeFlows"][0]["threadFlows"][0]["locations"];
        let steps: Vec<(&str, &str)> = flow
            .as_array()
            .unwrap()
            .iter()
            .map(|step| {
                let place = &step["location"]["physicalLocation"]["artifactLocation"]["uri"];
                let text = &step["location"]["message"]["text"];
                (place.as_str().unwrap(), text.as_str().unwrap())
            })
            .collect();
        let expected = [
            (
                "drafts/a.md",
                "\"seven-year\": assumed to start in 2025-11-04, when Wire was published",
            ),
            ("drafts/a.md", "so it ends in 2032"),
            ("sources/wire.txt", "\"2030\" says it ends in 2030"),
        ];
        assert_eq!(steps, expected);
    }

    #[test]
    fn what_does_not_count_is_suppressed_and_says_where() {
        let run = run_of(&sample::results());
        let results = run["results"].as_array().unwrap();
        let kinds: Vec<&Value> = results.iter().map(|r| &r["suppressions"][0]["kind"]).collect();
        assert_eq!(kinds, [&Value::Null, &json!("inSource"), &json!("external"), &Value::Null]);
        let suppression = &results[1]["suppressions"][0];
        assert_eq!(suppression["justification"], "the plan <b>was</b> changed");
        assert_eq!(suppression["location"]["physicalLocation"]["region"]["startLine"], 1);
        let states: Vec<&Value> = results.iter().map(|r| &r["baselineState"]).collect();
        assert_eq!(states, ["new", "new", "unchanged", "new"]);
    }

    #[test]
    fn a_run_without_a_baseline_says_nothing_of_one() {
        let mut results = sample::results();
        results.findings.remove(2);
        let run = run_of(&results);
        let results = run["results"].as_array().unwrap();
        assert!(results.iter().all(|r| r.get("baselineState").is_none()));
    }

    #[test]
    fn findings_of_the_same_words_are_told_apart_for_github() {
        let mut results = sample::results();
        results.findings.push(results.findings[0].clone());
        let run = run_of(&results);
        let hash = |n: usize| {
            let found = &run["results"][n]["partialFingerprints"]["primaryLocationLineHash"];
            found.as_str().unwrap().to_owned()
        };
        assert_eq!(hash(0).trim_end_matches(":1"), hash(4).trim_end_matches(":2"));
        assert_ne!(hash(0), hash(4));
        assert_ne!(hash(0), hash(1));
    }

    #[test]
    fn inputs_that_could_not_be_read_are_notifications() {
        let run = run_of(&sample::results());
        let invocation = &run["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        let notification = &invocation["toolExecutionNotifications"][0];
        assert_eq!(notification["message"]["text"], "no DOCX\u{FFFD}[2J ::warning::x");
        let place = &notification["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "sources/bro%0Aken%2C1%3A2.docx");
        assert_eq!(place["region"], json!({ "startLine": 3 }));
        assert_eq!(run_of(&Results::default())["invocations"][0]["executionSuccessful"], true);
    }

    #[test]
    fn words_of_articles_make_no_links() {
        let run = run_of(&sample::results());
        let hostile = run["results"][3]["message"]["text"].as_str().unwrap();
        assert!(hostile.contains("[a] (1) {{0}}"), "{hostile}");
        assert!(!hostile.contains('\u{1B}') && !hostile.contains('\u{202E}'), "{hostile}");
    }

    #[test]
    fn places_are_seen_from_where_the_program_ran_and_prints_are_not() {
        let mut results = sample::results();
        let before = run_of(&results);
        for source in &mut results.sources {
            source.path = Some(format!("../{}", source.name));
        }
        let after = run_of(&results);
        let uri = |run: &Value| {
            let place = &run["results"][0]["locations"][0]["physicalLocation"];
            place["artifactLocation"]["uri"].as_str().unwrap().to_owned()
        };
        assert_eq!([uri(&before), uri(&after)], ["drafts/a.md", "../drafts/a.md"]);
        let prints = |run: &Value| run["results"][0]["partialFingerprints"].clone();
        assert_eq!(prints(&before), prints(&after));
    }

    #[test]
    fn a_house_fact_leads_to_its_line() {
        let mut results = sample::results();
        results.sources[1].format = "known".to_owned();
        results.sources[1].name = "house.csv:2".to_owned();
        let run = run_of(&results);
        let place = &run["results"][0]["relatedLocations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "house.csv");
        assert_eq!(place["region"], json!({ "startLine": 2 }));
    }

    #[test]
    fn the_place_of_a_decision_may_hold_a_colon() {
        assert_eq!(path_and_line("a:b.md:12"), ("a:b.md", Some(12)));
        assert_eq!(path_and_line("a:b.md"), ("a:b.md", None));
    }
}
