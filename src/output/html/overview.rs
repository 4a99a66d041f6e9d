//! Facts by articles at a glance.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::page::{Page, isolated};
use super::words::said;
use crate::results::{ClaimRecord, FactRecord, SourceRecord};
use crate::safe::xml;

/// How many different values of one article a cell shows.
const MOST_VALUES: usize = 3;

/// A table of more rows is laid out row by row, or a browser takes seconds to show it.
const MANY: usize = 200;

/// A verdict as a word with its sign.
pub(super) fn verdict(name: &str) -> String {
    let name = xml(name);
    format!("<span class='v {name}'>{name}</span>")
}

/// The table of all facts that have a card.
pub(super) fn write(page: &Page, out: &mut String) -> fmt::Result {
    out.push_str("<section id=overview><h2>Overview</h2>\n");
    let facts = page.cards();
    if facts.is_empty() {
        out.push_str("<p>No fact is told by more than one article.</p></section>\n");
        return Ok(());
    }
    out.push_str(
        "<p class=legend><span class=x>contradicts another article</span> <span class=y>in \
         tension with another article</span> In a check the other article is the draft, or the \
         draft's sources.</p>\n",
    );
    let pinned =
        if page.results.sources.iter().filter(|s| s.draft).count() == 1 { " pin" } else { "" };
    let many = if facts.len() > MANY { " many" } else { "" };
    write!(
        out,
        "<div class='scroll{pinned}{many}' role=region aria-label='Facts by articles' tabindex=0>\
         <table><thead><tr><th scope=col>Fact"
    )?;
    for source in &page.columns {
        column(page, source, out)?;
    }
    out.push_str("<tbody>\n");
    for fact in facts {
        row(page, fact, out)?;
    }
    out.push_str("</table></div></section>\n");
    Ok(())
}

fn column(page: &Page, source: &SourceRecord, out: &mut String) -> fmt::Result {
    let date = source.published.as_deref().unwrap_or("no date");
    let draft = if source.draft { "draft, " } else { "" };
    write!(
        out,
        "<th scope=col><a href='#{}'>{}</a> <small>{draft}{}</small>",
        xml(&source.id),
        isolated(&page.name(&source.id)),
        xml(date)
    )
}

fn row(page: &Page, fact: &FactRecord, out: &mut String) -> fmt::Result {
    write!(
        out,
        "<tr><th scope=row>{} <a href='#{}'>{}</a>",
        verdict(&fact.verdict),
        xml(&fact.id),
        isolated(&fact.label)
    )?;
    let claims = page.claims(fact);
    let disputed = disputed(page, fact);
    for source in &page.columns {
        let own = claims.iter().copied().filter(|c| c.source == source.id);
        cell(own, &disputed, out)?;
    }
    out.push('\n');
    Ok(())
}

/// What one article says; its class tells whether that is disputed.
fn cell<'a>(
    claims: impl Iterator<Item = &'a ClaimRecord>,
    disputed: &BTreeMap<&str, &str>,
    out: &mut String,
) -> fmt::Result {
    let mut values: Vec<String> = Vec::new();
    let mut class = "";
    for claim in claims {
        let value = said(claim);
        if !values.contains(&value) {
            values.push(value);
        }
        let found = disputed.get(claim.id.as_str()).copied().unwrap_or_default();
        class = if class == " class=x" || found.is_empty() { class } else { found };
    }
    let more = values.len().saturating_sub(MOST_VALUES);
    values.truncate(MOST_VALUES);
    write!(out, "<td{class}>{}", xml(&values.join(", ")))?;
    if more > 0 { write!(out, ", {more} more") } else { Ok(()) }
}

/// The claims that stand against others, with the class of their cells. In a check only what stands
/// against the draft counts.
fn disputed<'a>(page: &Page, fact: &'a FactRecord) -> BTreeMap<&'a str, &'static str> {
    let in_draft = |id: &str| page.results.claim(id).is_some_and(|c| page.in_draft(c));
    let any_draft = page.results.sources.iter().any(|s| s.draft);
    let mut disputed = BTreeMap::new();
    for relation in &fact.relations {
        let class = match relation.verdict.as_str() {
            "contradict" => " class=x",
            "tension" => " class=y",
            _ => continue,
        };
        if any_draft && !in_draft(&relation.a) && !in_draft(&relation.b) {
            continue;
        }
        for id in [&relation.a, &relation.b] {
            let known = disputed.entry(id.as_str()).or_insert(class);
            *known = (*known).min(class);
        }
    }
    disputed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{RelationRecord, Results};

    fn results(draft: bool) -> Results {
        let claim = |id: &str, source: &str, value: &str| ClaimRecord {
            id: id.to_owned(),
            source: source.to_owned(),
            value: Some(value.to_owned()),
            ..ClaimRecord::default()
        };
        let source = |id: &str, draft: bool| SourceRecord {
            id: id.to_owned(),
            name: format!("{id}.md"),
            draft,
            ..SourceRecord::default()
        };
        let relation = |a: &str, b: &str, verdict: &str| RelationRecord {
            a: a.to_owned(),
            b: b.to_owned(),
            verdict: verdict.to_owned(),
            ..RelationRecord::default()
        };
        let fact = FactRecord {
            id: "f1".to_owned(),
            label: "toll & more".to_owned(),
            verdict: "contradict".to_owned(),
            claims: ["c1", "c2", "c3", "c4"].map(str::to_owned).to_vec(),
            relations: vec![relation("c1", "c2", "tension"), relation("c2", "c3", "contradict")],
            ..FactRecord::default()
        };
        Results {
            sources: vec![source("s1", draft), source("s2", false), source("s3", false)],
            claims: vec![
                claim("c1", "s1", "11"),
                claim("c2", "s2", "12"),
                claim("c3", "s3", "13"),
                claim("c4", "s3", "2400"),
            ],
            facts: vec![fact],
            ..Results::default()
        }
    }

    fn html(results: &Results) -> String {
        let mut out = String::new();
        write(&Page::of(results), &mut out).unwrap();
        out
    }

    #[test]
    fn a_row_shows_what_each_article_says_and_what_is_disputed() {
        let html = html(&results(false));
        assert!(html.contains("<a href='#f1'>toll &amp; more</a><td class=y>11"));
        assert!(html.contains("<td class=x>12<td class=x>13, 2,400\n"), "{html}");
    }

    #[test]
    fn a_check_marks_only_what_stands_against_the_draft() {
        let html = html(&results(true));
        assert!(html.contains("<td class=y>12<td>13, 2,400<td class=y>11\n"), "{html}");
        assert!(html.contains("class='scroll pin'"));
    }

    #[test]
    fn a_report_without_common_facts_says_so() {
        assert!(html(&Results::default()).contains("No fact is told by more than one article."));
    }
}
