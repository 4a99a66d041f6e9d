//! What the parts of the page ask of the results.

use std::collections::{BTreeMap, BTreeSet};

use crate::results::{ClaimRecord, FactRecord, FindingRecord, Results, SourceRecord};
use crate::safe::{plain, xml};

/// The longest name of an article in links and columns, in characters.
const MOST_OF_NAME: usize = 40;

/// The results, and what each part of the page looks up in them.
pub(super) struct Page<'a> {
    pub(super) results: &'a Results,
    /// The articles as columns of a table: the oldest first, drafts last.
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

    /// The findings about no fact.
    pub(super) fn loose_findings(&self) -> Vec<&'a FindingRecord> {
        self.results.findings.iter().filter(|f| fact_of(self.results, f).is_none()).collect()
    }

    /// The claims of a fact.
    pub(super) fn claims(&self, fact: &FactRecord) -> Vec<&'a ClaimRecord> {
        let results = self.results;
        fact.claims.iter().filter_map(|id| results.claim(id)).collect()
    }

    fn has_card(&self, fact: &FactRecord) -> bool {
        fact.verdict != "single" || !self.findings(fact).is_empty()
    }

    /// The facts of which there is more to say than that one article has them.
    pub(super) fn cards(&self) -> Vec<&'a FactRecord> {
        self.results.facts.iter().filter(|f| self.has_card(f)).collect()
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

/// The ids of the articles that claims stand in, each once.
pub(super) fn sources_of<'a>(claims: &[&'a ClaimRecord]) -> BTreeSet<&'a str> {
    claims.iter().map(|c| c.source.as_str()).collect()
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

/// Text of an article or a path among our own words. Where it may run from right to left it is
/// isolated, so that it leaves the order of the words around it alone.
pub(super) fn isolated(text: &str) -> String {
    let is_ltr = |c: char| c < '\u{590}' || ('\u{2000}'..='\u{20CF}').contains(&c);
    let shown = xml(text);
    if text.chars().all(is_ltr) { shown } else { format!("<bdi>{shown}</bdi>") }
}

fn age(source: &SourceRecord) -> (bool, bool, Option<&str>) {
    (source.draft, source.published.is_none(), source.published.as_deref())
}

/// Two articles may have one title; then their paths tell them apart.
fn names(results: &Results) -> BTreeMap<&str, String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for source in &results.sources {
        *times.entry(source.display_name()).or_default() += 1;
    }
    let name = |s: &SourceRecord| {
        let unique = times.get(s.display_name()) == Some(&1);
        clip(&plain(if unique { s.display_name() } else { s.name.as_str() }), MOST_OF_NAME)
    };
    results.sources.iter().map(|s| (s.id.as_str(), name(s))).collect()
}

fn fact_of<'a>(results: &'a Results, finding: &FindingRecord) -> Option<&'a FactRecord> {
    results.fact(finding.fact.as_deref()?)
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
    fn columns_go_from_the_oldest_to_the_draft() {
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
        assert_eq!(order, ["s4", "s3", "s2", "s1"]);
        assert_eq!(page.name("s2"), "s2.md", "four articles have one title");
        assert_eq!(page.name(".corroborate/baseline.toml"), ".corroborate/baseline.toml");
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
