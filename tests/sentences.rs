//! Sentences of news with what is in them (`tests/cases/sentences*.toml`), written by people who had
//! not seen the engine. How many are read right is asserted; which are not is pinned.

use std::fmt::Write;

use corroborate::{read, wire};
use serde_json::Value;

use crate::support::{RULES, root, snapshots};
use corroborate::text::Source;

/// One expression of a sentence, expected or found.
fn overlaps(record: &Value, start: usize, end: usize) -> bool {
    let at = |key: &str| usize::try_from(record[key].as_u64().unwrap()).unwrap();
    at("start") < end && start < at("end")
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

/// Whether a number is the expected one; pence and cents are written in pounds and dollars.
fn same_number(expected: Option<&str>, found: Option<&str>, minor: bool) -> bool {
    match (expected, found) {
        (Some(a), Some(b)) => {
            let b = if minor { number(b) / 100.0 } else { number(b) };
            (number(a) - b).abs() <= 0.0005 * number(a).abs().max(b.abs())
        }
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn right(expected: &toml::Table, found: &Value) -> bool {
    let text = |key: &str| expected.get(key).and_then(toml::Value::as_str);
    let said = |key: &str| found[key].as_str();
    let temporal = |kind: &str| matches!(kind, "date" | "date_range" | "time" | "set");
    let kind = text("kind").unwrap();
    if temporal(kind) {
        return temporal(said("kind").unwrap())
            && text("edtf").is_none_or(|edtf| said("edtf") == Some(edtf));
    }
    if kind == "score" {
        return said("kind") == Some("score");
    }
    let unit = said("unit").unwrap_or_default();
    let minor = ["penny", "cent "].iter().any(|m| unit.starts_with(m)) || unit == "cent";
    match text("value") {
        Some(value) => same_number(Some(value), said("value"), minor),
        None => {
            same_number(text("lo"), said("lo"), minor)
                && (text("hedge") == Some("vague") || same_number(text("hi"), said("hi"), minor))
        }
    }
}

/// Where an expected expression stands in its sentence.
fn place(sentence: &str, expected: &toml::Table) -> (usize, usize) {
    let quote = expected["quote"].as_str().unwrap();
    let nth = expected.get("nth").and_then(toml::Value::as_integer).unwrap_or(1);
    let skip = usize::try_from(nth - 1).unwrap();
    let (start, _) = sentence.match_indices(quote).nth(skip).unwrap();
    (start, start + quote.len())
}

/// What was found in one sentence, claims and others.
fn found(sentence: &str, published: &str) -> Vec<Value> {
    let given = Source { published: Some(published.to_owned()), ..Source::plain("a", sentence) };
    let (ledger, mentions) = read(vec![given], &RULES, 1);
    let lines = wire::mentions(&ledger, &mentions, &RULES);
    let records = lines.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
    records.filter(|r| r["kind"] != "ordinal").collect()
}

#[derive(Default)]
struct Score {
    right: usize,
    expected: usize,
    claimed: usize,
    wrong: String,
}

impl Score {
    fn sentence(&mut self, case: &toml::Table) {
        let text = case["text"].as_str().unwrap();
        let records = found(text, case["published"].as_str().unwrap());
        let mut used = vec![false; records.len()];
        for expected in case["expect"].as_array().unwrap() {
            let expected = expected.as_table().unwrap();
            let (start, end) = place(text, expected);
            self.expected += 1;
            let near = |i: &usize| !used[*i] && overlaps(&records[*i], start, end);
            let candidates: Vec<usize> = (0..records.len()).filter(near).collect();
            let best = candidates.iter().find(|i| right(expected, &records[**i]));
            if let Some(i) = best.or_else(|| candidates.first()) {
                used[*i] = true;
                self.claimed += 1;
            }
            if best.is_some() {
                self.right += 1;
            } else {
                let read = candidates
                    .first()
                    .map_or("nothing", |i| records[*i]["quote"].as_str().unwrap());
                writeln!(self.wrong, "{text}\n  {}: read {read}", expected["quote"]).unwrap();
            }
        }
        for (record, used) in records.iter().zip(used) {
            if !used && record.get("idle").is_none_or(Value::is_null) {
                self.claimed += 1;
                writeln!(self.wrong, "{text}\n  claimed: {}", record["quote"]).unwrap();
            }
        }
    }
}

/// Reads the sentences of a file. `least` is the least share of expressions that must be read right: twice the
/// right ones to all that are expected or claimed, in thousandths.
fn check(name: &str, least: usize) {
    let file = root().join("tests/cases").join(name).with_extension("toml");
    let file = std::fs::read_to_string(file).unwrap();
    let cases: toml::Table = file.parse().unwrap();
    let mut score = Score::default();
    for case in cases["case"].as_array().unwrap() {
        score.sentence(case.as_table().unwrap());
    }
    let share = 2000 * score.right / (score.expected + score.claimed);
    assert!(share >= least, "only {share} of 1000: {}", score.wrong);
    snapshots(|| insta::assert_snapshot!(name, score.wrong));
}

#[test]
fn sentences_of_news_are_read_as_far_as_known() {
    check("sentences", 945);
}

#[test]
fn sentences_of_all_beats_are_read_as_far_as_known() {
    check("sentences-of-all-beats", 925);
}
