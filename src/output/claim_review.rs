//! What reviewers decided, as `ClaimReview` of schema.org: for the page that tells it.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use serde::Serialize;

use super::address;
use super::json::pretty;
use super::lookup::against;
use crate::results::{ClaimRecord, FindingRecord, Results, SourceRecord};
use crate::safe::{lines, plain};

/// The ends of the scale: of a claim that its sources contradict, and of one that stands.
const WORST: u8 = 1;
const BEST: u8 = 5;

/// What it says of a claim that the finding about it is right, by the code of the finding.
const CONFIRMED: &[(&str, &str)] = &[
    (CONTRADICTED, "Contradicted by its sources"),
    ("C102", "Misleading beside its sources"),
    ("C103", "Out of date"),
    ("C104", "Measured differently elsewhere"),
    ("C105", "At odds with the rest of the article"),
    ("C106", "Not borne out by its sources"),
    ("C107", "Disputed among its sources"),
];

/// The only code of findings that make a claim wrong if they are right.
const CONTRADICTED: &str = "C101";

/// A verdict that somebody gave on a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviewed {
    /// That of the finding.
    pub fingerprint: String,
    /// `confirmed`, `false-alarm`, `fix-draft` or `needs-source`
    pub verdict: String,
    /// Who decided.
    pub who: Option<String>,
    /// When: `2026-11-20`.
    pub when: Option<String>,
    /// Why.
    pub notes: Option<String>,
}

/// A list of `ClaimReview`s in JSON-LD, one for each finding about a claim that has a verdict. What
/// nobody has judged is not in it. It can stand in a `script` element as it is; who publishes it
/// adds the `url` of the page.
///
/// A rating has a number only where the verdict settles whether the claim is true:
///
/// | verdict | finding | number | in words |
/// | --- | --- | --- | --- |
/// | `confirmed` | C101 | 1 of 5 | contradicted by its sources |
/// | `confirmed` | any other | none | what the finding says: out of date, disputed... |
/// | `false-alarm` | any | 5 of 5 | stands |
/// | `fix-draft` | any | none: this wording will not be published | to be corrected |
/// | `needs-source` | any | none | not settled |
///
/// A claim appears in its own article and in those that agree with it. Those that stand against it
/// do not say it: they are cited.
pub fn claim_review(results: &Results, reviews: &[Reviewed]) -> String {
    let reviews: BTreeMap<&str, &Reviewed> =
        reviews.iter().map(|review| (review.fingerprint.as_str(), review)).collect();
    let judged = results.findings.iter().filter_map(|finding| {
        let review = reviews.get(finding.fingerprint.as_str())?;
        ClaimReview::of(results, finding, review)
    });
    // In JSON a `<` stands in strings only; there it could end the `script` element.
    pretty(&judged.collect::<Vec<_>>()).replace('<', "\\u003c")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ClaimReview<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    class: &'static str,
    identifier: &'a str,
    claim_reviewed: String,
    item_reviewed: Claim<'a>,
    review_rating: Rating,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_body: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Work<'a>>,
}

#[derive(Serialize)]
struct Claim<'a> {
    #[serde(rename = "@type")]
    class: &'static str,
    appearance: Vec<Work<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Work<'a> {
    #[serde(rename = "@type")]
    class: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named>,
}

/// Somebody of whom no more than the name is known.
#[derive(Serialize)]
struct Named {
    #[serde(rename = "@type")]
    class: &'static str,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rating {
    #[serde(rename = "@type")]
    class: &'static str,
    alternate_name: &'static str,
    #[serde(flatten)]
    grade: Option<Grade>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Grade {
    rating_value: u8,
    best_rating: u8,
    worst_rating: u8,
}

impl<'a> ClaimReview<'a> {
    /// The review of a finding; none where it is about no claim, or the verdict is not known.
    fn of(results: &'a Results, finding: &'a FindingRecord, review: &'a Reviewed) -> Option<Self> {
        let claim = results.claim(finding.claim.as_deref()?)?;
        let saying = iter::once(claim).chain(agreeing(results, finding, claim));
        let appearance = works(saying.filter_map(|claim| results.source(&claim.source)));
        let opposed = against(results, finding).map(|(_, source)| source);
        Some(Self {
            context: "https://schema.org",
            class: "ClaimReview",
            identifier: &finding.fingerprint,
            claim_reviewed: sentence(claim),
            item_reviewed: Claim { class: "Claim", appearance },
            review_rating: Rating::of(&review.verdict, &finding.code)?,
            author: Named::of("Person", review.who.as_deref()),
            date_published: review.when.as_deref().filter(|day| is_day(day)),
            review_body: review.notes.as_deref().and_then(told).map(lines),
            citation: works(opposed.filter(|source| source.id != claim.source)),
        })
    }
}

/// The sentence of a claim.
fn sentence(claim: &ClaimRecord) -> String {
    let words = [claim.before.as_str(), &claim.quote, &claim.after].concat();
    plain(words.trim())
}

/// The claims that agree with one in the fact that a finding is about.
fn agreeing<'a>(
    results: &'a Results,
    finding: &'a FindingRecord,
    claim: &'a ClaimRecord,
) -> impl Iterator<Item = &'a ClaimRecord> {
    let fact = finding.fact.as_deref().and_then(|id| results.fact(id));
    let relations = fact.into_iter().flat_map(|fact| &fact.relations);
    relations.filter(|r| r.verdict == "agree").filter_map(move |relation| {
        let other = if relation.a == claim.id {
            &relation.b
        } else if relation.b == claim.id {
            &relation.a
        } else {
            return None;
        };
        results.claim(other)
    })
}

/// The articles, each once.
fn works<'a>(sources: impl Iterator<Item = &'a SourceRecord>) -> Vec<Work<'a>> {
    let mut seen = BTreeSet::new();
    sources.filter(|source| seen.insert(source.id.as_str())).map(Work::of).collect()
}

impl<'a> Work<'a> {
    fn of(source: &'a SourceRecord) -> Self {
        Self {
            class: "CreativeWork",
            name: plain(source.display_name()),
            url: address::web(source),
            date_published: source.published.as_deref().filter(|day| is_day(day)),
            publisher: Named::of("Organization", source.publisher.as_deref()),
        }
    }
}

impl Named {
    fn of(class: &'static str, name: Option<&str>) -> Option<Self> {
        Some(Self { class, name: plain(name.and_then(told)?) })
    }
}

/// The words without white space around them, if there are any.
fn told(words: &str) -> Option<&str> {
    Some(words.trim()).filter(|words| !words.is_empty())
}

/// Whether a text is a year, month or day as schema.org writes them (ISO 8601): `2025-11`.
fn is_day(text: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    matches!(text.len(), 4 | 7 | 10) && text.bytes().enumerate().all(fits)
}

impl Rating {
    /// What a verdict on a finding of a code says of the claim; none if it is no verdict.
    fn of(verdict: &str, code: &str) -> Option<Self> {
        let (value, alternate_name) = match verdict {
            "confirmed" => ((code == CONTRADICTED).then_some(WORST), confirmed(code)),
            "false-alarm" => (Some(BEST), "Stands"),
            "fix-draft" => (None, "To be corrected"),
            "needs-source" => (None, "Not settled"),
            _ => return None,
        };
        let grade = value.map(|rating_value| Grade {
            rating_value,
            best_rating: BEST,
            worst_rating: WORST,
        });
        Some(Self { class: "Rating", alternate_name, grade })
    }
}

fn confirmed(code: &str) -> &'static str {
    let known = CONFIRMED.iter().find(|(known, _)| *known == code);
    known.map_or("Questioned", |entry| entry.1)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::codes;
    use crate::output::sample;

    /// A verdict on a finding of the sample.
    fn reviewed(finding: usize, verdict: &str) -> Reviewed {
        Reviewed {
            fingerprint: sample::results().findings[finding].fingerprint.clone(),
            verdict: verdict.to_owned(),
            who: Some("J. Doe".to_owned()),
            when: Some("2026-11-20".to_owned()),
            notes: Some("Different counts.".to_owned()),
        }
    }

    fn list(results: &Results, reviews: &[Reviewed]) -> Vec<Value> {
        serde_json::from_str(&claim_review(results, reviews)).unwrap()
    }

    #[test]
    fn the_list_has_what_google_requires_once_it_has_an_address() {
        let schema = include_str!("../../tests/schemas/claim-review.json");
        let schema: Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let reviews: Vec<Reviewed> = ["confirmed", "fix-draft", "false-alarm"]
            .iter()
            .enumerate()
            .map(|(finding, verdict)| reviewed(finding, verdict))
            .collect();
        let mut reviews = list(&sample::results(), &reviews);
        assert_eq!(reviews.len(), 3);
        for review in &mut reviews {
            review["url"] = json!("https://desk.example/checks/1");
        }
        let reviews = Value::from(reviews);
        let errors: Vec<String> = validator
            .iter_errors(&reviews)
            .map(|e| format!("{}: {e}", e.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }

    #[test]
    fn a_review_tells_the_claim_the_verdict_and_what_is_against_it() {
        let mut results = sample::results();
        results.claims[0].before = "The flood killed ".to_owned();
        results.claims[0].after = ", a spokesman\nsaid.".to_owned();
        results.findings[0].against.truncate(1);
        let wire = json!({
            "@type": "CreativeWork",
            "name": "Wire",
            "url": "https://wire.example/1",
            "datePublished": "2025-11-04",
            "publisher": { "@type": "Organization", "name": "Wire" },
        });
        let draft = json!({ "@type": "CreativeWork", "name": "drafts/a.md" });
        assert_eq!(
            list(&results, &[reviewed(0, "confirmed")]),
            [json!({
                "@context": "https://schema.org",
                "@type": "ClaimReview",
                "identifier": "v1:1111111111111111",
                "claimReviewed": "The flood killed 11 people, a spokesman said.",
                "itemReviewed": { "@type": "Claim", "appearance": [draft] },
                "reviewRating": {
                    "@type": "Rating",
                    "alternateName": "Contradicted by its sources",
                    "ratingValue": 1,
                    "bestRating": 5,
                    "worstRating": 1,
                },
                "author": { "@type": "Person", "name": "J. Doe" },
                "datePublished": "2026-11-20",
                "reviewBody": "Different counts.",
                "citation": [wire],
            })]
        );
    }

    #[test]
    fn a_claim_appears_in_the_articles_that_agree_with_it_each_once() {
        let mut results = sample::results();
        let agreeing = results.facts[0].relations[1].clone();
        results.facts[0].relations = vec![agreeing.clone(), agreeing];
        results.facts[0].relations[0].verdict = "agree".to_owned();
        results.facts[0].relations[1].verdict = "agree".to_owned();
        let review = &list(&results, &[reviewed(0, "false-alarm")])[0];
        let names: Vec<&Value> = review["itemReviewed"]["appearance"]
            .as_array()
            .unwrap()
            .iter()
            .map(|work| &work["name"])
            .collect();
        assert_eq!(names, ["drafts/a.md", "sources/new line,c:d\u{FFFD}.txt"]);
    }

    #[test]
    fn a_draft_is_not_cited_against_itself() {
        let mut results = sample::results();
        results.findings[0].against = vec!["c4".to_owned(), "c6".to_owned(), "c7".to_owned()];
        let review = &list(&results, &[reviewed(0, "confirmed")])[0];
        assert_eq!(review["citation"].as_array().unwrap().len(), 1);
        assert_eq!(review["citation"][0]["name"], "Wire");
    }

    #[test]
    fn a_rating_has_a_number_only_where_the_verdict_settles_the_claim() {
        let cases = [
            ("confirmed", "C101", Some(1), "Contradicted by its sources"),
            ("confirmed", "C107", None, "Disputed among its sources"),
            ("confirmed", "C999", None, "Questioned"),
            ("false-alarm", "C106", Some(5), "Stands"),
            ("fix-draft", "C101", None, "To be corrected"),
            ("needs-source", "C101", None, "Not settled"),
        ];
        for (verdict, code, value, words) in cases {
            let rating = Rating::of(verdict, code).unwrap();
            assert_eq!(rating.grade.map(|g| g.rating_value), value, "{verdict} {code}");
            assert_eq!(rating.alternate_name, words);
        }
        assert!(Rating::of("", "C101").is_none());
        let grades: Vec<&str> = CONFIRMED.iter().map(|(code, _)| *code).collect();
        let codes = codes::ALL.iter().map(|code| code.id).filter(|id| id.starts_with('C'));
        assert_eq!(grades, codes.collect::<Vec<_>>(), "every code about claims has its words");
    }

    #[test]
    fn what_nobody_has_judged_is_left_out() {
        let results = sample::results();
        let unknown = Reviewed { fingerprint: "v1:0".to_owned(), ..reviewed(0, "confirmed") };
        let no_verdict = reviewed(0, "maybe");
        let no_claim = reviewed(3, "confirmed");
        for review in [unknown, no_verdict, no_claim] {
            assert_eq!(claim_review(&results, &[review]), "[]\n");
        }
        assert_eq!(claim_review(&results, &[]), "[]\n");
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let mut results = sample::results();
        results.sources[0].published = Some("2025-11?".to_owned());
        let review = Reviewed {
            who: Some(" ".to_owned()),
            when: None,
            notes: Some(String::new()),
            ..reviewed(0, "needs-source")
        };
        let review = &list(&results, &[review])[0];
        for key in ["author", "datePublished", "reviewBody", "url"] {
            assert_eq!(review.get(key), None, "{key}");
        }
        let draft = &review["itemReviewed"]["appearance"][0];
        assert_eq!(*draft, json!({ "@type": "CreativeWork", "name": "drafts/a.md" }));
    }

    #[test]
    fn a_year_a_month_and_a_day_are_told_and_nothing_else() {
        for text in ["2025", "2025-11", "2025-11-03"] {
            assert!(is_day(text), "{text}");
        }
        for text in ["", "25", "2025-1", "2025/11", "2025-11-0x", "2025-11-03T10:00", "é025"] {
            assert!(!is_day(text), "{text}");
        }
    }

    #[test]
    fn hostile_words_end_no_script_and_act_nowhere() {
        let mut results = sample::results();
        results.sources[1].title = Some(sample::HOSTILE.to_owned());
        results.sources[1].url = Some("javascript:alert(1)".to_owned());
        results.claims[0].after = format!("</script><!-- {}", sample::HOSTILE);
        let review = Reviewed {
            who: Some(sample::HOSTILE.to_owned()),
            when: Some("</script>".to_owned()),
            notes: Some(sample::HOSTILE.to_owned()),
            ..reviewed(0, "confirmed")
        };
        let text = claim_review(&results, std::slice::from_ref(&review));
        assert!(!text.contains(['<', '\u{1B}', '\u{202E}']), "{text}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{text}");
        let review = &list(&results, &[review])[0];
        let claimed = review["claimReviewed"].as_str().unwrap();
        assert!(
            claimed.starts_with("11 people</script><!-- =12\u{FFFD}[31m <script>"),
            "{claimed}"
        );
        assert_eq!(review["citation"][0].get("url"), None);
        assert_eq!(review.get("datePublished"), None);
    }
}
