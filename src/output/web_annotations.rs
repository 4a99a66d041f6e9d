//! Claims as Web Annotations of W3C: what programs read that mark passages of pages and texts.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use serde::Serialize;

use super::address::reference;
use super::json::pretty;
use crate::results::{ClaimRecord, FactRecord, Results, fingerprint, folded};
use crate::safe::plain;

/// How much of a sentence stands before and after a quotation, in characters.
const MOST_CONTEXT: usize = 32;

/// An annotation for each claim, as a collection with one page, in JSON-LD.
///
/// A claim is found by its words and those around them, and by its place in the text that was read.
/// The place is counted in characters. In a file that is no plain text, or at an address, it may be
/// another one: there the words decide, and so they come first. Names of annotations stay the same
/// as long as the article has its name and the sentence its words.
pub fn web_annotations(results: &Results) -> String {
    let items = annotations(results);
    let id = format!("urn:corroborate:claims:{}", fingerprint(items.iter().map(|a| a.id.as_str())));
    let page = format!("{id}:page:1");
    let total = items.len();
    pretty(&Collection {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: id.clone(),
        r#type: "AnnotationCollection",
        label: "Figures and dates that the articles assert",
        generator: Agent { r#type: "Software", name: "corroborate" },
        total,
        last: (total > 0).then(|| page.clone()),
        // A page without an annotation is none.
        first: (total > 0).then_some(Page {
            id: page,
            r#type: "AnnotationPage",
            part_of: id,
            start_index: 0,
            items,
        }),
    })
}

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    r#type: &'static str,
    label: &'static str,
    generator: Agent,
    total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<Page<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
}

#[derive(Serialize)]
struct Agent {
    r#type: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    id: String,
    r#type: &'static str,
    part_of: String,
    start_index: usize,
    items: Vec<Annotation<'a>>,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    r#type: &'static str,
    motivation: &'static str,
    body: Vec<Body>,
    target: Target<'a>,
}

#[derive(Serialize)]
struct Body {
    r#type: &'static str,
    purpose: &'static str,
    value: String,
    format: &'static str,
    language: &'static str,
}

#[derive(Serialize)]
struct Target<'a> {
    r#type: &'static str,
    source: String,
    selector: Vec<Selector<'a>>,
}

/// What finds a passage. Several in a list find the same one.
#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        prefix: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        suffix: &'a str,
    },
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
}

fn annotations(results: &Results) -> Vec<Annotation<'_>> {
    let positions = positions(results);
    let facts = facts_of_claims(results);
    let mut seen = BTreeMap::new();
    let annotations = results.claims.iter().filter_map(|claim| {
        let source = results.source(&claim.source)?;
        let facts = facts.get(claim.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        Some(Annotation {
            id: name(&source.name, claim, &mut seen),
            r#type: "Annotation",
            motivation: "describing",
            body: bodies(claim, facts),
            target: Target {
                r#type: "SpecificResource",
                source: reference(source),
                selector: selectors(claim, &positions),
            },
        })
    });
    annotations.collect()
}

/// What a claim is called, with its number among those of one article, sentence and words.
fn name(article: &str, claim: &ClaimRecord, seen: &mut BTreeMap<String, usize>) -> String {
    let [before, quote, after] = [&claim.before, &claim.quote, &claim.after].map(|w| folded(w));
    let print = fingerprint([article, &before, &quote, &after]);
    let name = format!("urn:corroborate:claim:{print}");
    let count = seen.entry(print).or_insert(0);
    *count += 1;
    if *count == 1 { name } else { format!("{name}:{count}") }
}

/// The facts that each claim takes part in, by its id.
fn facts_of_claims(results: &Results) -> BTreeMap<&str, Vec<&FactRecord>> {
    let mut facts: BTreeMap<&str, Vec<&FactRecord>> = BTreeMap::new();
    for fact in &results.facts {
        for claim in &fact.claims {
            facts.entry(claim).or_default().push(fact);
        }
    }
    facts
}

/// What was understood and how it compares as sentences, the kind and the verdicts as tags.
fn bodies(claim: &ClaimRecord, facts: &[&FactRecord]) -> Vec<Body> {
    let compared = facts.iter().map(|fact| format!("{}: {}", fact.label, fact.verdict));
    let sentences = iter::once(reading(claim)).chain(compared);
    let verdicts = facts.iter().map(|fact| fact.verdict.as_str());
    let tags: BTreeSet<&str> = verdicts.chain([claim.kind.as_str()]).collect();
    let described = sentences.map(|sentence| body("describing", &sentence));
    described.chain(tags.into_iter().map(|tag| body("tagging", tag))).collect()
}

/// It says that it is no HTML: nothing in it is markup.
fn body(purpose: &'static str, value: &str) -> Body {
    Body {
        r#type: "TextualBody",
        purpose,
        value: plain(value),
        format: "text/plain",
        language: "en",
    }
}

/// `count: 11 person`, `money: 8000000000 USD (more than)`
fn reading(claim: &ClaimRecord) -> String {
    let kind = claim.kind.replace('_', " ");
    let unit = claim.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let hedge = match claim.hedge.as_str() {
        "exact" | "range" => String::new(),
        hedge => format!(" ({})", hedge.replace('_', " ")),
    };
    format!("{kind}: {}{unit}{hedge}", amount(claim))
}

/// The date or value as said, else what the words admit, else the words.
fn amount(claim: &ClaimRecord) -> String {
    let said = claim.edtf.as_ref().or(claim.value.as_ref());
    match (said, &claim.lo, &claim.hi) {
        (Some(said), _, _) => said.clone(),
        (None, Some(lo), Some(hi)) => format!("{lo} to {hi}"),
        (None, Some(lo), None) => format!("{lo} and more"),
        (None, None, Some(hi)) => format!("up to {hi}"),
        (None, None, None) => claim.quote.clone(),
    }
}

fn selectors<'a>(claim: &'a ClaimRecord, positions: &Positions<'_>) -> Vec<Selector<'a>> {
    let at = |byte: usize| positions.get(&(claim.source.as_str(), byte)).copied();
    let position = at(claim.start).zip(at(claim.end));
    let position = position.map(|(start, end)| Selector::Position { start, end });
    let quote = Selector::Quote {
        exact: &claim.quote,
        prefix: last_characters(&claim.before),
        suffix: first_characters(&claim.after),
    };
    iter::once(quote).chain(position).collect()
}

fn last_characters(text: &str) -> &str {
    let start = text.char_indices().rev().nth(MOST_CONTEXT - 1).map_or(0, |(byte, _)| byte);
    text.get(start..).unwrap_or_default()
}

fn first_characters(text: &str) -> &str {
    let end = text.char_indices().nth(MOST_CONTEXT).map_or(text.len(), |(byte, _)| byte);
    text.get(..end).unwrap_or_default()
}

/// Places in texts in characters, by source and byte.
type Positions<'a> = BTreeMap<(&'a str, usize), usize>;

/// Where the claims begin and end. Each text is gone through once, however many claims it has.
fn positions(results: &Results) -> Positions<'_> {
    let mut wanted: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for claim in &results.claims {
        wanted.entry(&claim.source).or_default().extend([claim.start, claim.end]);
    }
    let mut positions = Positions::new();
    for (id, bytes) in wanted {
        let text = results.source(id).map_or("", |source| &source.text);
        let starts = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
        let found = starts.zip(0..).filter(|(byte, _)| bytes.contains(byte));
        positions.extend(found.map(|(byte, at)| ((id, byte), at)));
    }
    positions
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::output::sample;

    fn collection(results: &Results) -> Value {
        serde_json::from_str(&web_annotations(results)).unwrap()
    }

    fn items(results: &Results) -> Vec<Value> {
        collection(results)["first"]["items"].as_array().unwrap().clone()
    }

    #[test]
    fn the_collection_is_what_the_data_model_demands() {
        let schema = include_str!("../../tests/schemas/web-annotation.json");
        let schema: Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for results in [sample::results(), Results::default()] {
            let collection = collection(&results);
            let errors: Vec<String> = validator
                .iter_errors(&collection)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert_eq!(errors, Vec::<String>::new());
            assert_eq!(collection["total"], results.claims.len());
        }
    }

    #[test]
    fn every_class_and_purpose_is_a_term_of_the_vocabulary() {
        let vocabulary = include_str!("../../tests/schemas/oa.nq");
        let mut terms = BTreeSet::new();
        for item in items(&sample::results()) {
            let parts = [&item["body"][0], &item["body"][1], &item["body"][2], &item["target"]];
            let selectors = item["target"]["selector"].as_array().unwrap();
            for part in parts.into_iter().chain(selectors).chain([&item]) {
                let named = ["type", "purpose", "motivation"].map(|key| part[key].as_str());
                terms.extend(named.into_iter().flatten().map(str::to_owned));
            }
        }
        assert!(terms.len() > 5, "{terms:?}");
        for term in terms {
            let subject = format!("\n<http://www.w3.org/ns/oa#{term}> ");
            assert!(vocabulary.contains(&subject), "{term}");
        }
    }

    #[test]
    fn a_claim_is_found_by_its_words_and_by_its_characters() {
        let mut results = sample::results();
        let claim = &mut results.claims[2];
        claim.before = "Café owners face seven-year repairs. 😀 It began on ".to_owned();
        claim.after = ".".to_owned();
        let item = &items(&results)[2];
        let start = results.sources[0].text.chars().position(|c| c == '😀').unwrap() + 14;
        assert_eq!(
            item["target"],
            json!({
                "type": "SpecificResource",
                "source": "drafts/a.md",
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": "3 November 2025",
                        "prefix": "ven-year repairs. 😀 It began on ",
                        "suffix": ".",
                    },
                    { "type": "TextPositionSelector", "start": start, "end": start + 15 },
                ],
            })
        );
        assert_eq!(items(&results)[4]["target"]["source"], "https://wire.example/1");
    }

    #[test]
    fn context_is_cut_between_characters() {
        let long = "é".repeat(40);
        assert_eq!(last_characters(&long), "é".repeat(32));
        assert_eq!(first_characters(&long), "é".repeat(32));
        assert_eq!(last_characters("a😀"), "a😀");
        assert_eq!(first_characters(""), "");
    }

    #[test]
    fn a_claim_says_what_was_understood_and_how_it_compares() {
        let said: Vec<Value> = items(&sample::results())[0]["body"]
            .as_array()
            .unwrap()
            .iter()
            .map(|body| json!([body["purpose"], body["value"]]))
            .collect();
        let expected = [
            json!(["describing", "count: 11 person"]),
            json!(["describing", "death toll · Northport: contradict"]),
            json!(["tagging", "contradict"]),
            json!(["tagging", "count"]),
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_reading_is_as_open_as_the_words() {
        let text = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        let cases = [
            (["8000000000", "8000000000", ""], "more_than", "money: 8000000000 USD (more than)"),
            (["", "10", "12"], "range", "money: 10 to 12 USD"),
            (["", "10", ""], "at_least", "money: 10 and more USD (at least)"),
            (["", "", "12"], "at_most", "money: up to 12 USD (at most)"),
            (["", "", ""], "vague", "money: a fortune USD (vague)"),
        ];
        for ([value, lo, hi], hedge, expected) in cases {
            let claim = ClaimRecord {
                quote: "a fortune".to_owned(),
                kind: "money".to_owned(),
                unit: text("USD"),
                value: text(value),
                lo: text(lo),
                hi: text(hi),
                hedge: hedge.to_owned(),
                ..ClaimRecord::default()
            };
            assert_eq!(reading(&claim), expected);
        }
    }

    #[test]
    fn names_stay_when_the_article_around_them_changes() {
        let names = |results: &Results| -> Vec<String> {
            items(results).iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
        };
        let mut results = sample::results();
        let old = names(&results);
        let different: BTreeSet<&String> = old.iter().collect();
        assert_eq!(different.len(), old.len());

        let moved = &mut results.claims[0];
        (moved.start, moved.end, moved.id) = (moved.start + 1, moved.end + 1, "c9".to_owned());
        assert_eq!(names(&results), old);
        results.claims[0].after = ", a spokesman said.".to_owned();
        assert_ne!(names(&results)[0], old[0]);

        let again = sample::results().claims[1].clone();
        results.claims.push(again);
        assert_eq!(names(&results)[8], format!("{}:2", old[1]));
    }

    #[test]
    fn a_place_that_is_none_of_the_text_is_left_out() {
        let mut results = sample::results();
        results.claims[0].end = usize::MAX;
        // Inside the `é`.
        results.claims[1].start = results.sources[0].text.find('é').unwrap() + 1;
        for item in &items(&results)[..2] {
            assert_eq!(item["target"]["selector"].as_array().unwrap().len(), 1);
        }
    }

    #[test]
    fn hostile_words_are_quoted_as_they_stand_and_do_nothing() {
        let mut results = sample::results();
        results.facts[0].label = sample::HOSTILE.to_owned();
        results.sources[2].url = Some("javascript:alert(1)".to_owned());
        let text = web_annotations(&results);
        assert!(!text.contains(['\u{1B}', '\u{202E}']));
        let item = &items(&results)[7];
        let target = &item["target"];
        assert_eq!(target["source"], "sources/new%0Aline%2Cc%3Ad%E2%80%AE.txt");
        assert_eq!(target["selector"][0]["exact"], sample::HOSTILE);
        let described = item["body"][1]["value"].as_str().unwrap();
        assert!(!described.contains(['\u{1B}', '\u{202E}', '\n']), "{described}");
        assert_eq!(item["body"][1]["format"], "text/plain");
    }
}
