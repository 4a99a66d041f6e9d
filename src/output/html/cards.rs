//! The facts, one card each: findings, quotations, charts and reasons.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use super::overview::verdict;
use super::page::{Page, label, sources_of, value};
use super::{finding, numbers, quotes, relations, timeline};
use crate::output::concise::several;
use crate::results::{ClaimRecord, FactRecord};
use crate::safe::xml;

/// What stands above the cards: how their signs and charts are read.
const LEGEND: &str = "<p class=legend>A quotation marked × or ~ stands against the place that the \
    finding names first. Charts: a thin line is what the words admit, a thick bar what a reader \
    takes from them. An arrow is an open end, a hatched bar says “about”, a dashed line was \
    derived.</p>\n";

/// All facts that have a card.
pub(super) fn write(page: &Page, out: &mut String) -> fmt::Result {
    out.push_str("<section id=facts><h2>Facts</h2>\n");
    let facts = page.cards();
    if facts.is_empty() {
        out.push_str("<p>There is nothing to compare.</p>\n");
    } else {
        out.push_str(LEGEND);
    }
    for fact in facts {
        card(page, fact, out)?;
    }
    out.push_str("</section>\n");
    Ok(())
}

/// The facts that one article tells and none disputes.
pub(super) fn singles(page: &Page, out: &mut String) -> fmt::Result {
    let facts = page.singles();
    if facts.is_empty() {
        return Ok(());
    }
    out.push_str("<section id=singles><h2>Said by one article only</h2><ul class=singles>\n");
    for fact in facts {
        let claims = page.claims(fact);
        write!(out, "<li{}><h3>{}</h3>", marks(page, fact, &claims), label(fact))?;
        for claim in claims {
            write!(out, "<div{}>", quotes::anchor(page, fact, claim))?;
            quotes::quote(page, claim, out)?;
            out.push_str("</div>");
        }
        out.push('\n');
    }
    out.push_str("</ul></section>\n");
    Ok(())
}

fn card(page: &Page, fact: &FactRecord, out: &mut String) -> fmt::Result {
    let claims = page.claims(fact);
    write!(
        out,
        "<article class=card{}><h3>{} {} <a href={}>{}</a></h3><p class=by>{}",
        marks(page, fact, &claims),
        verdict(&fact.verdict),
        label(fact),
        value(&format!("#{}", fact.id)),
        xml(&fact.id),
        witnesses(fact)
    )?;
    for finding in page.findings(fact) {
        finding::write(page, finding, out)?;
    }
    quotes::write(page, fact, &claims, out)?;
    for chart in [numbers::line(page, &claims), timeline::line(page, fact, &claims)] {
        chart.map_or(Ok(()), |chart| chart.write(out))?;
    }
    relations::write(page, fact, out)?;
    out.push_str("</article>\n");
    Ok(())
}

/// The attributes by which a fact is found and filtered.
fn marks(page: &Page, fact: &FactRecord, claims: &[&ClaimRecord]) -> String {
    let sources: Vec<&str> = sources_of(claims).into_iter().collect();
    let codes: BTreeSet<&str> = page.findings(fact).iter().map(|f| f.code.as_str()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    format!(
        " id={} data-v={} data-k={} data-s={} data-c={}",
        value(&fact.id),
        value(&fact.verdict),
        value(&fact.kind),
        value(&sources.join(" ")),
        value(&codes.join(" "))
    )
}

/// How many articles say it, and how many of them say it on their own.
fn witnesses(fact: &FactRecord) -> String {
    let said = several(fact.sources, "article");
    match (fact.sources, fact.independent) {
        (0 | 1, _) => format!("Told by {said}."),
        (all, own) if own >= all => format!("Told by {said}, all independent."),
        (_, own) => format!("Told by {said}, {own} of them independent."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{FindingRecord, Results, SourceRecord};

    fn results() -> Results {
        let claim = |id: &str, source: &str, end: &str| ClaimRecord {
            id: id.to_owned(),
            source: source.to_owned(),
            quote: end.to_owned(),
            lo: Some(end.to_owned()),
            hi: Some(end.to_owned()),
            ..ClaimRecord::default()
        };
        let source = |id: &str| SourceRecord {
            id: id.to_owned(),
            name: id.to_owned(),
            ..SourceRecord::default()
        };
        let fact = |id: &str, verdict: &str, claims: &[&str]| FactRecord {
            id: id.to_owned(),
            label: "<i>toll</i>".to_owned(),
            verdict: verdict.to_owned(),
            kind: "count".to_owned(),
            sources: claims.len(),
            independent: 1,
            claims: claims.iter().map(|&c| c.to_owned()).collect(),
            ..FactRecord::default()
        };
        let finding = FindingRecord {
            code: "C101".to_owned(),
            fact: Some("f1".to_owned()),
            ..FindingRecord::default()
        };
        Results {
            sources: vec![source("s1"), source("s2")],
            claims: vec![claim("c1", "s1", "11"), claim("c2", "s2", "12"), claim("c3", "s2", "7")],
            facts: vec![fact("f1", "contradict", &["c1", "c2"]), fact("f2", "single", &["c3"])],
            findings: vec![finding],
            ..Results::default()
        }
    }

    fn html(results: &Results) -> String {
        let mut out = String::new();
        let page = Page::of(results);
        write(&page, &mut out).unwrap();
        singles(&page, &mut out).unwrap();
        out
    }

    #[test]
    fn a_card_has_what_filters_ask_for() {
        let html = html(&results());
        assert!(html.contains(
            "<article class=card id=f1 data-v=contradict data-k=count data-s='s1 s2' data-c=C101>"
        ));
        assert!(html.contains("</b> &lt;i&gt;toll&lt;/i&gt; <a href=#f1>f1</a></h3>"));
        assert!(html.contains("Told by 2 articles, 1 of them independent."));
        assert_eq!(html.matches("<figure>").count(), 1);
        assert_eq!(html.matches("class=finding").count(), 1);
    }

    #[test]
    fn what_one_article_says_is_listed_too() {
        let html = html(&results());
        assert!(html.contains("<li id=f2 data-v=single data-k=count data-s=s2 data-c=''>"));
        assert!(html.contains("<div id=c3>"));
    }

    #[test]
    fn a_disputed_fact_of_one_article_has_a_card() {
        let mut results = results();
        results.findings[0].fact = Some("f2".to_owned());
        assert!(html(&results).contains("<article class=card id=f2 data-v=single"));
    }
}
