//! What the parts of the page ask of the results.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::head::VERDICTS;
use crate::results::{ClaimRecord, FactRecord, FindingRecord, Level, Results, SourceRecord};
use crate::safe::{plain, xml};

/// The code of a verdict that is void.
const VOID: &str = "V001";

/// The longest name of an article in links and columns, in characters.
const MOST_OF_NAME: usize = 40;
/// The longest name of a fact in headings and rows, in characters.
const MOST_OF_LABEL: usize = 120;

/// The results, and what each part of the page looks up in them.
pub(super) struct Page<'a> {
    pub(super) results: &'a Results,
    /// The articles as columns of a table: drafts first, then the oldest.
    pub(super) columns: Vec<&'a SourceRecord>,
    names: BTreeMap<&'a str, String>,
    findings: BTreeMap<&'a str, Vec<&'a FindingRecord>>,
    homes: BTreeMap<&'a str, &'a str>,
}

impl<'a> Page<'a> {
    pub(super) fn of(results: &'a Results) -> Self {
        let mut columns: Vec<&SourceRecord> = results.sources.iter().collect();
        columns.sort_by(|a, b| age(a).cmp(&age(b)));
        Self {
            results,
            columns,
            names: names(results),
            findings: findings(results),
            homes: homes(results),
        }
    }

    /// A short name of an article by its id, as plain text. What is no id stands for itself.
    pub(super) fn name(&self, source: &str) -> String {
        self.names.get(source).cloned().unwrap_or_else(|| clip(&plain(source), MOST_OF_NAME))
    }

    /// The findings about a fact.
    pub(super) fn findings(&self, fact: &FactRecord) -> &[&'a FindingRecord] {
        self.findings.get(fact.id.as_str()).map(Vec::as_slice).unwrap_or_default()
    }

    /// The claims that stand against others in the findings about a fact, each with its sign: `x`
    /// where they contradict each other, `y` where they are in tension.
    pub(super) fn opposed<'f>(&self, fact: &'f FactRecord) -> BTreeMap<&'f str, &'static str> {
        let against: BTreeSet<&str> =
            self.findings(fact).iter().flat_map(|f| &f.against).map(String::as_str).collect();
        let mut opposed = self.disputed(fact);
        opposed.retain(|claim, _| against.contains(claim));
        opposed
    }

    /// The claims of a fact that are disputed, with their signs. In a check only what stands
    /// against the draft counts.
    pub(super) fn disputed<'f>(&self, fact: &'f FactRecord) -> BTreeMap<&'f str, &'static str> {
        let in_draft = |id: &str| self.results.claim(id).is_some_and(|c| self.in_draft(c));
        let any_draft = self.results.sources.iter().any(|s| s.draft);
        let mut disputed = BTreeMap::new();
        for relation in &fact.relations {
            let sign = match relation.verdict.as_str() {
                "contradict" => "x",
                "tension" => "y",
                _ => continue,
            };
            if any_draft && !in_draft(&relation.a) && !in_draft(&relation.b) {
                continue;
            }
            for id in [&relation.a, &relation.b] {
                let known = disputed.entry(id.as_str()).or_insert(sign);
                *known = (*known).min(sign);
            }
        }
        disputed
    }

    /// Whether a finding is about a draft, so that changing the draft can settle it.
    pub(super) fn is_about_draft(&self, finding: &FindingRecord) -> bool {
        self.results.source(&finding.source).is_some_and(|s| s.draft)
    }

    /// The findings about no fact.
    pub(super) fn loose_findings(&self) -> Vec<&'a FindingRecord> {
        self.results.findings.iter().filter(|f| fact_of(self.results, f).is_none()).collect()
    }

    /// The claims of a fact: those of drafts first, then those of the oldest articles.
    pub(super) fn claims(&self, fact: &FactRecord) -> Vec<&'a ClaimRecord> {
        let results = self.results;
        let mut claims: Vec<&ClaimRecord> =
            fact.claims.iter().filter_map(|id| results.claim(id)).collect();
        claims.sort_by_cached_key(|claim| {
            let source = results.source(&claim.source);
            let published = source.and_then(|s| s.published.as_deref());
            (!self.in_draft(claim), published.is_none(), published)
        });
        claims
    }

    /// The draft that a fact was found in; none where articles are compared.
    pub(super) fn draft(&self, fact: &FactRecord) -> Option<&'a SourceRecord> {
        let results = self.results;
        let claims = fact.claims.iter().filter_map(|id| results.claim(id));
        claims.filter_map(|c| results.source(&c.source)).find(|s| s.draft)
    }

    /// The worst level among the findings about a fact that count.
    pub(super) fn level(&self, fact: &FactRecord) -> Option<Level> {
        self.findings(fact).iter().filter(|f| f.counts()).map(|f| f.level()).max()
    }

    fn has_card(&self, fact: &FactRecord) -> bool {
        fact.verdict != "single" || !self.findings(fact).is_empty()
    }

    /// The facts of which there is more to say than that one article has them: draft by draft, and
    /// what matters most first.
    pub(super) fn cards(&self) -> Vec<&'a FactRecord> {
        let mut cards: Vec<&FactRecord> =
            self.results.facts.iter().filter(|f| self.has_card(f)).collect();
        cards.sort_by_cached_key(|fact| {
            let draft = self.draft(fact).map(|s| s.name.as_str());
            let verdict = VERDICTS.iter().position(|v| *v == fact.verdict);
            (draft, Reverse(self.level(fact)), verdict.unwrap_or(VERDICTS.len()))
        });
        cards
    }

    /// The facts that only one article has.
    pub(super) fn singles(&self) -> Vec<&'a FactRecord> {
        self.results.facts.iter().filter(|f| !self.has_card(f)).collect()
    }

    /// Whether the claim has its anchor in this fact. In a check of several drafts a claim of a
    /// source can stand in several facts, and an anchor only once in a page.
    pub(super) fn is_home(&self, fact: &FactRecord, claim: &ClaimRecord) -> bool {
        self.homes.get(claim.id.as_str()).copied() == Some(fact.id.as_str())
    }

    /// Whether a claim stands in a draft.
    pub(super) fn in_draft(&self, claim: &ClaimRecord) -> bool {
        self.results.source(&claim.source).is_some_and(|s| s.draft)
    }
}

/// Whether a verdict on a finding does something. What a decision of the desk brings up (an unused
/// suppression, a void verdict) is settled where that decision stands.
pub(super) fn takes_verdict(finding: &FindingRecord) -> bool {
    !finding.code.starts_with(['B', 'S', 'V'])
}

/// The ids of the articles that claims stand in, each once.
pub(super) fn sources_of<'a>(claims: &[&'a ClaimRecord]) -> BTreeSet<&'a str> {
    claims.iter().map(|c| c.source.as_str()).collect()
}

/// What a fact is, in a few words of its articles.
pub(super) fn label(fact: &FactRecord) -> String {
    isolated(&clip(&fact.label, MOST_OF_LABEL))
}

/// Whether [`label`] has only the beginning of it.
pub(super) fn is_cut(fact: &FactRecord) -> bool {
    fact.label.chars().count() > MOST_OF_LABEL
}

/// How often each text is there.
pub(super) fn times(texts: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for text in texts {
        *times.entry(text).or_default() += 1;
    }
    times
}

/// The beginning of a text, and an ellipsis where there is more.
pub(super) fn clip(text: &str, most: usize) -> String {
    let mut rest = text.chars();
    let mut out: String = rest.by_ref().take(most).collect();
    if rest.next().is_some() {
        out.push('…');
    }
    out
}

/// The end of a text, after an ellipsis where there is more.
pub(super) fn clip_front(text: &str, most: usize) -> String {
    let skipped = text.chars().count().saturating_sub(most);
    let dots = if skipped > 0 { "…" } else { "" };
    dots.chars().chain(text.chars().skip(skipped)).collect()
}

/// Text between tags, where a quotation mark stands as it is. It is for no attribute.
pub(super) fn between_tags(text: &str) -> String {
    xml(text).replace("&quot;", "\"")
}

/// The value of an attribute, in quotes where HTML asks for them.
pub(super) fn value(text: &str) -> String {
    let is_bare = |b: u8| b.is_ascii_alphanumeric() || b"#%-.:_".contains(&b);
    if !text.is_empty() && text.bytes().all(is_bare) {
        text.to_owned()
    } else {
        format!("'{}'", xml(text))
    }
}

/// Text of an article or a path among our own words. Where it may run from right to left it is
/// isolated, so that it leaves the order of the words around it alone.
pub(super) fn isolated(text: &str) -> String {
    let is_ltr = |c: char| c < '\u{590}' || ('\u{2000}'..='\u{20CF}').contains(&c);
    let shown = between_tags(text);
    if text.chars().all(is_ltr) { shown } else { format!("<bdi>{shown}</bdi>") }
}

fn age(source: &SourceRecord) -> (bool, bool, Option<&str>) {
    (!source.draft, source.published.is_none(), source.published.as_deref())
}

/// Two articles may have one title, or titles that begin alike. Then the ends of their paths tell
/// them apart, or else their ids.
fn names(results: &Results) -> BTreeMap<&str, String> {
    let titles = times(results.sources.iter().map(title));
    let paths = times(results.sources.iter().map(end_of_path));
    let name = |source: &SourceRecord| {
        let (title, path) = (title(source), end_of_path(source));
        if titles.get(&title) == Some(&1) {
            title
        } else if paths.get(&path) == Some(&1) {
            path
        } else {
            source.id.clone()
        }
    };
    results.sources.iter().map(|s| (s.id.as_str(), name(s))).collect()
}

fn title(source: &SourceRecord) -> String {
    clip(&plain(source.display_name()), MOST_OF_NAME)
}

fn end_of_path(source: &SourceRecord) -> String {
    clip_front(&plain(&source.name), MOST_OF_NAME)
}

/// The fact of a finding; of a void verdict that of the finding at the same place, which has to be
/// judged again.
fn fact_of<'a>(results: &'a Results, finding: &'a FindingRecord) -> Option<&'a FactRecord> {
    let is_there = |f: &&FindingRecord| {
        f.fact.is_some() && f.source == finding.source && f.place == finding.place
    };
    let judged = if finding.code == VOID {
        results.findings.iter().find(is_there).unwrap_or(finding)
    } else {
        finding
    };
    results.fact(judged.fact.as_deref()?)
}

fn findings(results: &Results) -> BTreeMap<&str, Vec<&FindingRecord>> {
    let mut about: BTreeMap<&str, Vec<&FindingRecord>> = BTreeMap::new();
    for finding in &results.findings {
        if let Some(fact) = fact_of(results, finding) {
            about.entry(&fact.id).or_default().push(finding);
        }
    }
    about
}

fn homes(results: &Results) -> BTreeMap<&str, &str> {
    let mut homes = BTreeMap::new();
    for fact in &results.facts {
        for claim in &fact.claims {
            homes.entry(claim.as_str()).or_insert(fact.id.as_str());
        }
    }
    homes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Place;

    #[test]
    fn long_texts_are_cut_at_either_end() {
        assert_eq!(clip("häuser", 6), "häuser");
        assert_eq!(clip("häuser", 2), "hä…");
        assert_eq!(clip_front("häuser", 2), "…er");
        assert_eq!(clip_front("", 2), "");
    }

    #[test]
    fn only_text_that_may_run_from_right_to_left_is_isolated() {
        assert_eq!(isolated("Łódź: “€5” <b>"), "Łódź: “€5” &lt;b&gt;");
        assert_eq!(isolated("שלום & 12"), "<bdi>שלום &amp; 12</bdi>");
    }

    #[test]
    fn a_value_has_quotes_where_it_needs_them() {
        assert_eq!(value("#tc12"), "#tc12");
        assert_eq!(value("v1:0f_-."), "v1:0f_-.");
        let cases = ["", "a b", "a=b", "a>", "`", "a/", "é", "\n"];
        for text in cases {
            assert_eq!(value(text), format!("'{}'", xml(text)));
        }
        assert_eq!(value("' onclick='x"), "'&#39; onclick=&#39;x'");
        assert_eq!(between_tags("\"<b>\" & '"), "\"&lt;b&gt;\" &amp; &#39;");
    }

    #[test]
    fn a_void_verdict_stands_beside_the_finding_that_came_in_its_place() {
        let finding = |code: &str, fact: Option<&str>, line: usize| FindingRecord {
            code: code.to_owned(),
            fact: fact.map(str::to_owned),
            place: Place { line, ..Place::default() },
            ..FindingRecord::default()
        };
        let results = Results {
            facts: vec![FactRecord { id: "f1".to_owned(), ..FactRecord::default() }],
            findings: vec![
                finding("C101", Some("f1"), 3),
                finding("V001", None, 3),
                finding("S001", None, 3),
                finding("V001", None, 4),
            ],
            ..Results::default()
        };
        let page = Page::of(&results);
        let codes = |findings: &[&FindingRecord]| -> Vec<String> {
            findings.iter().map(|f| f.code.clone()).collect()
        };
        assert_eq!(codes(page.findings(&results.facts[0])), ["C101", "V001"]);
        assert_eq!(codes(&page.loose_findings()), ["S001", "V001"]);
        let judged = results.findings.iter().map(takes_verdict);
        assert_eq!(judged.collect::<Vec<_>>(), [true, false, false, false]);
    }

    #[test]
    fn columns_go_from_the_draft_and_the_oldest_on() {
        let source = |id: &str, published: Option<&str>, draft: bool| SourceRecord {
            id: id.to_owned(),
            name: format!("{id}.md"),
            title: Some("Flood".to_owned()),
            published: published.map(str::to_owned),
            draft,
            ..SourceRecord::default()
        };
        let sources = vec![
            source("s1", Some("2024"), true),
            source("s2", None, false),
            source("s3", Some("2025-02"), false),
            source("s4", Some("2025-01"), false),
        ];
        let results = Results { sources, ..Results::default() };
        let page = Page::of(&results);
        let order: Vec<&str> = page.columns.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(order, ["s1", "s4", "s3", "s2"]);
        assert_eq!(page.name("s2"), "s2.md", "four articles have one title");
        assert_eq!(page.name(".corroborate/baseline.toml"), ".corroborate/baseline.toml");
    }

    #[test]
    fn names_that_begin_alike_are_told_apart() {
        let source = |id: &str, name: &str| SourceRecord {
            id: id.to_owned(),
            name: name.to_owned(),
            title: Some(format!("{}{id}", "long ".repeat(20))),
            ..SourceRecord::default()
        };
        let name = "x".repeat(90);
        let sources = vec![
            source("s1", &format!("{name}/one.md")),
            source("s2", &format!("1{name}")),
            source("s3", &format!("2{name}")),
        ];
        let results = Results { sources, ..Results::default() };
        let page = Page::of(&results);
        assert!(page.name("s1").ends_with("x/one.md"));
        assert_eq!([page.name("s2"), page.name("s3")], ["s2", "s3"]);
    }

    #[test]
    fn what_matters_most_comes_first() {
        let fact = |id: &str, verdict: &str, claim: &str| FactRecord {
            id: id.to_owned(),
            verdict: verdict.to_owned(),
            claims: vec![claim.to_owned(), "c3".to_owned()],
            ..FactRecord::default()
        };
        let about = |fact: &str, level: Level| FindingRecord {
            fact: Some(fact.to_owned()),
            level: Some(level),
            ..FindingRecord::default()
        };
        let draft = |id: &str, name: &str| SourceRecord {
            id: id.to_owned(),
            name: name.to_owned(),
            draft: id != "s3",
            ..SourceRecord::default()
        };
        let claim = |id: &str, source: &str| ClaimRecord {
            id: id.to_owned(),
            source: source.to_owned(),
            ..ClaimRecord::default()
        };
        let results = Results {
            sources: vec![draft("s1", "a.md"), draft("s2", "b.md"), draft("s3", "wire")],
            claims: vec![claim("c1", "s1"), claim("c2", "s2"), claim("c3", "s3")],
            facts: vec![
                fact("f1", "contradict", "c2"),
                fact("f2", "agree", "c1"),
                fact("f3", "contradict", "c1"),
                fact("f4", "tension", "c1"),
            ],
            findings: vec![about("f3", Level::Note), about("f4", Level::Warning)],
            ..Results::default()
        };
        let page = Page::of(&results);
        let order: Vec<&str> = page.cards().iter().map(|f| f.id.as_str()).collect();
        assert_eq!(order, ["f4", "f3", "f2", "f1"]);
        assert_eq!(page.draft(&results.facts[0]).unwrap().name, "b.md");
    }

    #[test]
    fn a_claim_of_two_facts_has_one_home() {
        let fact = |id: &str| FactRecord {
            id: id.to_owned(),
            claims: vec!["c1".to_owned()],
            ..FactRecord::default()
        };
        let claim = ClaimRecord { id: "c1".to_owned(), ..ClaimRecord::default() };
        let results = Results {
            facts: vec![fact("f1"), fact("f2")],
            claims: vec![claim.clone()],
            ..Results::default()
        };
        let page = Page::of(&results);
        assert!(page.is_home(&results.facts[0], &claim));
        assert!(!page.is_home(&results.facts[1], &claim));
    }
}
