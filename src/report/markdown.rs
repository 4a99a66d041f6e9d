//! The report as Markdown.

use std::fmt::{self, Write};

use super::why::gist;
use super::{Judged, Report, place, why};
use crate::compare::Verdict;
use crate::safe::markdown as escaped;

/// The report as a Markdown document.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string can't fail.
    let _ = write(report, &mut out);
    out
}

fn write(report: &Report, out: &mut String) -> fmt::Result {
    writeln!(out, "# What the sources say\n\n{}\n", super::why::Counts::of(report).sentence())?;
    let disputed = |f: &&Judged| f.verdict.is_some_and(Verdict::is_disputed);
    for fact in report.facts.iter().filter(disputed) {
        card(report, fact, out)?;
    }
    for fact in report.facts.iter().filter(|f| f.verdict.is_some() && !disputed(f)) {
        card(report, fact, out)?;
    }
    singles(report, out)
}

fn card(report: &Report, fact: &Judged, out: &mut String) -> fmt::Result {
    let ledger = &report.ledger;
    writeln!(out, "## {}: {} ({})\n", fact.verdict_name(), escaped(&fact.label), fact.name())?;
    writeln!(out, "Sources: {}, independent: {}\n", fact.sources, fact.independent)?;
    writeln!(out, "| says | source | place |\n| --- | --- | --- |")?;
    for id in &fact.fact.claims {
        let Some(claim) = ledger.claim(*id) else { continue };
        let name = ledger.document(claim.doc).map_or("", |d| d.source.display_name());
        writeln!(
            out,
            "| {} | {} | {} |",
            escaped(&claim.quote),
            escaped(name),
            escaped(&place(ledger, *id))
        )?;
    }
    writeln!(out)?;
    let mut said = std::collections::BTreeSet::new();
    for relation in
        fact.relations.iter().filter(|r| r.verdict != Verdict::Agree || !r.steps.is_empty())
    {
        if said.insert(gist(ledger, relation)) {
            let reason = why(ledger, relation);
            writeln!(out, "- {}: {}", relation.verdict.name(), escaped(&reason))?;
        }
    }
    if !said.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

fn singles(report: &Report, out: &mut String) -> fmt::Result {
    let mut facts = report.facts.iter().filter(|f| f.verdict.is_none()).peekable();
    if facts.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "## Said by one source only\n\n| says | about | place |\n| --- | --- | --- |")?;
    for fact in facts {
        let Some((id, claim)) =
            fact.fact.claims.first().and_then(|id| Some((*id, report.ledger.claim(*id)?)))
        else {
            continue;
        };
        let at = place(&report.ledger, id);
        writeln!(
            out,
            "| {} | {} | {} |",
            escaped(&claim.quote),
            escaped(&fact.label),
            escaped(&at)
        )?;
    }
    Ok(())
}
