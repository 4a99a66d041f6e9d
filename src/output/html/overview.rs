//! Facts by articles at a glance.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use super::head::VERDICTS;
use super::page::{Page, between_tags, isolated, label, value};
use super::quotes;
use super::words::said;
use crate::output::concise::{drafts, several};
use crate::output::lookup::state;
use crate::results::{ClaimRecord, FactRecord, Level, SourceRecord};
use crate::safe::xml;

/// How many different values of one article a cell shows.
const MOST_VALUES: usize = 3;
/// A table of more rows is laid out block by block, or a browser takes seconds to show it.
const MANY: usize = 200;
/// So many rows are such a block. The style sheet knows how high it is.
const BLOCK: usize = 25;
/// So many rows without a dispute stand among the others; more are folded.
const FEW: usize = 5;
/// What the signs of a comparison mean.
const OF_ARTICLES: &str = "<p class=legend><span class=x>contradicts another article</span> \
    <span class=y>in tension with another article</span> Where most say the same, only the others \
    are marked.</p>\n";
/// What the signs of a check mean.
const OF_DRAFTS: &str = "<p class=legend><span class=x>draft and source contradict each \
    other</span> <span class=y>draft and source are in tension</span></p>\n";

/// A verdict as a word with its sign.
pub(super) fn verdict(name: &str) -> String {
    format!("<b class={}>{}</b>", value(name), xml(name))
}

/// A level as a word.
pub(super) fn level(level: Level) -> String {
    let name = level.name();
    format!("<b class={name}>{name}</b>")
}

/// The facts that have a card, as a table; in a check one for each draft.
pub(super) fn write(page: &Page, out: &mut String) -> fmt::Result {
    out.push_str("<section id=overview><h2>Overview</h2>\n");
    let facts = page.cards();
    if facts.is_empty() {
        out.push_str("<p>No fact is told by more than one article.</p></section>\n");
        return Ok(());
    }
    let draft = |fact: &FactRecord| page.draft(fact).map(|s| s.id.as_str());
    out.push_str(if facts.iter().any(|f| draft(f).is_some()) { OF_DRAFTS } else { OF_ARTICLES });
    for facts in facts.chunk_by(|a, b| draft(a) == draft(b)) {
        part(page, facts, out)?;
    }
    out.push_str("</section>\n");
    Ok(())
}

/// The facts of one draft, or of all articles: those without a dispute are folded if they are many.
fn part(page: &Page, facts: &[&FactRecord], out: &mut String) -> fmt::Result {
    let draft = facts.first().and_then(|f| page.draft(f)).map(|s| page.name(&s.id));
    if let Some(draft) = draft.as_deref().filter(|_| drafts(page.results) > 1) {
        write!(out, "<h3>{}</h3>", isolated(draft))?;
    }
    let (loud, quiet): (Vec<&FactRecord>, Vec<&FactRecord>) =
        facts.iter().copied().partition(|fact| is_loud(page, fact));
    if loud.is_empty() || quiet.len() <= FEW {
        return table(page, "Facts", facts, out);
    }
    table(page, "Disputed facts", &loud, out)?;
    write!(out, "<details class=quiet><summary>{}</summary>", undisputed(&quiet))?;
    table(page, "Undisputed facts", &quiet, out)?;
    out.push_str("</details>\n");
    Ok(())
}

/// Whether somebody should look at a fact, or has.
fn is_loud(page: &Page, fact: &FactRecord) -> bool {
    !page.findings(fact).is_empty() || matches!(fact.verdict.as_str(), "contradict" | "tension")
}

/// `16 more facts without a dispute: 3 compatible, 13 agree`
fn undisputed(facts: &[&FactRecord]) -> String {
    let count = |verdict: &str| facts.iter().filter(|f| f.verdict == verdict).count();
    let counts = VERDICTS.map(|verdict| (count(verdict), verdict));
    let found = counts.into_iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = found.map(|(count, verdict)| format!("{count} {verdict}")).collect();
    let facts = several(facts.len(), "more fact");
    format!("{facts} without a dispute: {}", words.join(", "))
}

/// The table of some facts, with the articles that speak of them.
fn table(page: &Page, what: &str, facts: &[&FactRecord], out: &mut String) -> fmt::Result {
    let told: BTreeSet<&str> =
        facts.iter().flat_map(|f| page.claims(f)).map(|c| c.source.as_str()).collect();
    let (columns, silent): (Vec<&SourceRecord>, Vec<&SourceRecord>) =
        page.columns.iter().copied().partition(|s| told.contains(s.id.as_str()));
    let draft = facts.first().and_then(|f| page.draft(f)).map(|s| page.name(&s.id));
    let pin = if draft.is_some() { " pin" } else { "" };
    let of = draft.map(|name| format!(" of {}", xml(&name))).unwrap_or_default();
    let (many, block) = if facts.len() > MANY { (" many", BLOCK) } else { ("", MANY) };
    write!(
        out,
        "<div class='scroll{pin}{many}' role=region aria-label='{what}{of}' tabindex=0><table>\
         <thead><tr><th scope=col>Fact"
    )?;
    for source in &columns {
        column(page, source, out)?;
    }
    for facts in facts.chunks(block) {
        out.push_str("<tbody>\n");
        facts.iter().try_for_each(|fact| row(page, fact, &columns, out))?;
    }
    out.push_str("</table></div>\n");
    if pin.is_empty() { unheard(page, &silent, out) } else { Ok(()) }
}

/// The articles that have no column, because they tell none of the facts.
fn unheard(page: &Page, silent: &[&SourceRecord], out: &mut String) -> fmt::Result {
    if silent.is_empty() {
        return Ok(());
    }
    let link = |s: &&SourceRecord| {
        format!("<a href={}>{}</a>", value(&format!("#{}", s.id)), isolated(&page.name(&s.id)))
    };
    let links: Vec<String> = silent.iter().map(link).collect();
    writeln!(out, "<p class=legend>None of these facts is in {}.</p>", links.join(", "))
}

fn column(page: &Page, source: &SourceRecord, out: &mut String) -> fmt::Result {
    let date = source.published.as_deref().map_or_else(|| "no date".to_owned(), quotes::date);
    let draft = if source.draft { "draft, " } else { "" };
    write!(
        out,
        "<th scope=col><a href={}>{}</a> <small>{draft}{date}</small>",
        value(&format!("#{}", source.id)),
        isolated(&page.name(&source.id))
    )
}

fn row(page: &Page, fact: &FactRecord, columns: &[&SourceRecord], out: &mut String) -> fmt::Result {
    let (verdict, weight) = (verdict(&fact.verdict), weight(page, fact));
    let place = value(&format!("#{}", fact.id));
    write!(out, "<tr><th scope=row>{verdict}{weight} <a href={place}>{}</a>", label(fact))?;
    let claims = page.claims(fact);
    let disputed = page.disputed(fact);
    let said_by = |source: &SourceRecord| {
        cell(claims.iter().copied().filter(|c| c.source == source.id), &disputed)
    };
    let cells: Vec<Cell> = columns.iter().map(|source| said_by(source)).collect();
    // A draft stands against its sources, however many they are.
    let usual = if page.draft(fact).is_some() { None } else { usual(&cells) };
    for cell in &cells {
        let is_usual = usual == Some(cell.words.as_str());
        let sign = cell.sign.filter(|_| !is_usual);
        let class = sign.map(|sign| format!(" class={sign}")).unwrap_or_default();
        write!(out, "<td{class}>{}", between_tags(&cell.words))?;
    }
    out.push('\n');
    Ok(())
}

/// The worst level of what counts about a fact; else why nothing counts.
fn weight(page: &Page, fact: &FactRecord) -> String {
    let silenced = page.findings(fact).first().map(|f| state(f.state));
    match (page.level(fact), silenced) {
        (Some(worst), _) => format!(" {}", level(worst)),
        (None, Some(state)) => format!(" <small>{state}</small>"),
        (None, None) => String::new(),
    }
}

/// What one article says of a fact.
struct Cell {
    words: String,
    /// The sign of the worst dispute that it takes part in.
    sign: Option<&'static str>,
}

fn cell<'a>(
    claims: impl Iterator<Item = &'a ClaimRecord>,
    disputed: &BTreeMap<&str, &'static str>,
) -> Cell {
    let mut values: Vec<String> = Vec::new();
    let mut sign: Option<&'static str> = None;
    for claim in claims {
        let value = said(claim);
        if !values.contains(&value) {
            values.push(value);
        }
        let found = disputed.get(claim.id.as_str()).copied();
        sign = sign.into_iter().chain(found).min();
    }
    let more = values.len().saturating_sub(MOST_VALUES);
    values.truncate(MOST_VALUES);
    let more = if more > 0 { format!(", {more} more") } else { String::new() };
    Cell { words: format!("{}{more}", values.join(", ")), sign }
}

/// What more than half of the articles say, where three or more say something. It is not marked, so
/// that those who say something else are seen.
fn usual(cells: &[Cell]) -> Option<&str> {
    let mut said: Vec<&str> =
        cells.iter().map(|c| c.words.as_str()).filter(|words| !words.is_empty()).collect();
    said.sort_unstable();
    // What more than half of them say is in the middle.
    let middle = *said.get(said.len() / 2)?;
    let times = said.iter().filter(|words| **words == middle).count();
    (said.len() > 2 && times * 2 > said.len()).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{FindingRecord, RelationRecord, Results, State};

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
        assert!(html.contains("<a href=#f1>toll &amp; more</a><td class=y>11"));
        assert!(html.contains("<td class=x>12<td class=x>13, 2,400\n"), "{html}");
    }

    #[test]
    fn a_check_marks_only_what_stands_against_the_draft() {
        let html = html(&results(true));
        assert!(html.contains("<td class=y>11<td class=y>12<td>13, 2,400\n"), "{html}");
        assert!(html.contains("<div class='scroll pin' role=region aria-label='Facts of s1.md'"));
    }

    #[test]
    fn who_says_something_else_than_most_is_marked() {
        let mut results = results(false);
        results.claims.truncate(3);
        for claim in &mut results.claims {
            let value = if claim.id == "c2" { "12" } else { "11" };
            claim.value = Some(value.to_owned());
        }
        let html = html(&results);
        assert!(html.contains("<td>11<td class=x>12<td>11\n"), "{html}");
    }

    #[test]
    fn an_article_that_tells_none_of_the_facts_has_no_column() {
        let mut results = results(false);
        results.claims.truncate(2);
        let html = html(&results);
        assert_eq!(html.matches("<th scope=col>").count(), 3, "the fact and two articles");
        assert!(html.contains("None of these facts is in <a href=#s3>s3.md</a>."));
    }

    #[test]
    fn each_draft_has_a_table_and_what_counts_is_said() {
        let mut results = results(true);
        results.sources[1].draft = true;
        results.facts[0].claims = vec!["c1".to_owned(), "c3".to_owned()];
        let other = FactRecord {
            id: "f2".to_owned(),
            claims: vec!["c2".to_owned(), "c3".to_owned()],
            ..results.facts[0].clone()
        };
        results.facts.push(other);
        let finding = |fact: &str, state: State| FindingRecord {
            fact: Some(fact.to_owned()),
            level: Some(Level::Error),
            state,
            ..FindingRecord::default()
        };
        results.findings = vec![finding("f1", State::New), finding("f2", State::Reviewed)];
        let html = html(&results);
        assert_eq!(html.matches("<table>").count(), 2);
        assert!(html.contains("<h3>s1.md</h3><div class='scroll pin'"));
        assert!(html.contains("contradict</b> <b class=error>error</b> <a href=#f1>"));
        assert!(html.contains("contradict</b> <small>reviewed</small> <a href=#f2>"));
    }

    #[test]
    fn many_facts_without_a_dispute_are_folded() {
        let mut results = results(true);
        let quiet = |n: usize| FactRecord {
            id: format!("f{n}"),
            verdict: if n.is_multiple_of(2) { "agree" } else { "compatible" }.to_owned(),
            ..results.facts[0].clone()
        };
        let facts: Vec<FactRecord> = (2..=2 + FEW).map(quiet).collect();
        results.facts.extend(facts);
        let folded = html(&results);
        let summary = "<summary>6 more facts without a dispute: 3 compatible, 3 agree</summary>";
        assert!(folded.contains(summary), "{folded}");
        assert!(folded.contains("aria-label='Disputed facts of s1.md'"));
        assert!(folded.contains("aria-label='Undisputed facts of s1.md'"));
        results.facts.pop();
        assert!(!html(&results).contains("<details"), "a few stand among the others");
        results.facts.remove(0);
        assert!(!html(&results).contains("<details"), "there is nothing else to look at");
    }

    #[test]
    fn a_report_without_common_facts_says_so() {
        assert!(html(&Results::default()).contains("No fact is told by more than one article."));
    }
}
