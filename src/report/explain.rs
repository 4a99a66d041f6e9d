//! The whole trail of a fact or claim, for `corroborate explain`.

use std::fmt::{self, Write};

use super::{Judged, Report, place, why};
use crate::claim::Claim;
use crate::id::ClaimId;
use crate::ledger::AsOf;
use crate::link::{Weighing, pair};
use crate::rules::Rules;

/// What claims are called: outputs of several reports number them otherwise than each of the reports.
pub type Naming<'a> = dyn Fn(ClaimId) -> String + 'a;

/// Every claim of a fact of some name, why they were joined, and how each pair stands.
pub fn explain_fact(
    report: &Report,
    (name, fact): (&str, &Judged),
    claim_name: &Naming<'_>,
    rules: &Rules,
) -> String {
    let mut out = String::new();
    // Writing to a string can't fail.
    let _ = fact_text(report, (name, fact), claim_name, rules, &mut out);
    out
}

fn fact_text(
    report: &Report,
    (name, fact): (&str, &Judged),
    claim_name: &Naming<'_>,
    rules: &Rules,
    out: &mut String,
) -> fmt::Result {
    writeln!(out, "{name}: {} ({})", fact.label, fact.verdict_name())?;
    writeln!(out, "sources: {}, independent: {}\n", fact.sources, fact.independent)?;
    for id in &fact.fact.claims {
        out.push_str(&explain_claim(report, *id, &claim_name(*id), rules));
        out.push('\n');
    }
    let weighing = Weighing::of(&report.ledger, rules);
    for link in fact.fact.links.iter().filter_map(|l| weighing.pair(l.a, l.b)) {
        let (a, b) = (claim_name(link.a), claim_name(link.b));
        writeln!(out, "{a} and {b} were joined: score {}", link.score)?;
        evidence(&link.evidence, rules, out)?;
    }
    for relation in &fact.relations {
        let (a, b) = (claim_name(relation.a), claim_name(relation.b));
        let reason = why(&report.ledger, relation);
        let cause = relation.cause.map(|c| format!(" [{}]", c.name())).unwrap_or_default();
        writeln!(out, "{a} and {b}: {}{cause}: {reason}", relation.verdict.name())?;
    }
    Ok(())
}

fn evidence(pieces: &[crate::link::Piece], rules: &Rules, out: &mut String) -> fmt::Result {
    for piece in pieces {
        let rule = rules.evidence(piece.ground).rule;
        let at = rules.place(rule).map(crate::rules::Place::link).unwrap_or_default();
        let says = crate::safe::plain(&piece.says(rules));
        writeln!(out, "  {:+5}  {says}  [{at}]", piece.weight)?;
    }
    Ok(())
}

/// What was understood of a claim, and the rules that read it.
pub fn explain_claim(report: &Report, id: ClaimId, name: &str, rules: &Rules) -> String {
    let mut out = String::new();
    if let Some(claim) = report.ledger.claim(id) {
        // Writing to a string can't fail.
        let _ = claim_text(report, id, (name, claim), rules, &mut out);
    }
    out
}

fn claim_text(
    report: &Report,
    id: ClaimId,
    (name, claim): (&str, &Claim),
    rules: &Rules,
    out: &mut String,
) -> fmt::Result {
    let Some(doc) = report.ledger.document(claim.doc) else { return Ok(()) };
    let plain = crate::safe::plain;
    writeln!(out, "{name} \"{}\"  {}", plain(&claim.quote), place(&report.ledger, id))?;
    writeln!(out, "  in: {}", plain(doc.words(claim.sentence)))?;
    let measure = claim.frame.measure.and_then(|m| rules.measures.get(m)).map_or("-", |m| &m.name);
    let governors: Vec<String> = claim
        .frame
        .governors
        .iter()
        .map(|g| format!("{} ({:?})", plain(&g.lemma), g.how))
        .collect();
    let names: Vec<String> = claim
        .frame
        .participants
        .iter()
        .map(|p| format!("{} ({:?})", plain(&p.name), p.tie))
        .collect();
    writeln!(
        out,
        "  measure: {measure}; role: {}; {}",
        claim.frame.role.name(),
        claim.frame.modality.name()
    )?;
    writeln!(out, "  governed by: {}", governors.join(", "))?;
    writeln!(out, "  participants: {}", names.join(", "))?;
    if let Some(moment) = claim.mention.value.moment() {
        let read = report.ledger.profiles.get(claim.doc.index()).and_then(|p| p.as_of);
        writeln!(out, "  date: {}{}", moment.edtf, read.map(as_of).unwrap_or_default())?;
    }
    if !claim.frame.scopes.is_empty() {
        writeln!(out, "  scope: {}", claim.frame.scopes.join(", "))?;
    }
    if let Some(who) = claim.frame.attribution {
        writeln!(out, "  says who: {}", plain(doc.words(who)))?;
    }
    for step in &claim.mention.trail {
        if let Some(rule) = rules.place(step.rule) {
            let words = plain(doc.words(step.span));
            writeln!(out, "  \"{words}\": {} \"{}\"  [{}]", rule.kind, rule.name, rule.link())?;
        }
    }
    Ok(())
}

/// As of when a date was read: ", as of 2024-03-04".
fn as_of(AsOf { days, by_story }: AsOf) -> String {
    let end = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    let (first, last) = (end(days.lo), end(days.hi));
    let days = if first == last { first } else { format!("{first} to {last}") };
    let why = if by_story { ", about when others told its story" } else { "" };
    format!(", as of {days}{why}")
}

/// Why two claims were joined or kept apart.
pub fn explain_pair(
    report: &Report,
    (a, b): (ClaimId, ClaimId),
    claim_name: &Naming<'_>,
    rules: &Rules,
) -> String {
    let mut out = String::new();
    let ledger = &report.ledger;
    let (x, y) = (claim_name(a), claim_name(b));
    let Some(link) = pair(ledger, a, b, rules) else {
        let _ = writeln!(out, "{x} and {y} belong to different stories, which are never compared");
        return out;
    };
    let joined =
        report.facts.iter().any(|f| f.fact.claims.contains(&a) && f.fact.claims.contains(&b));
    let state = if joined { "are one fact" } else { "are different facts" };
    let _ = writeln!(out, "{x} and {y} {state}: score {}", link.score);
    let _ = evidence(&link.evidence, rules, &mut out);
    let needed = link.needs;
    let _ = match (joined, link.score >= needed) {
        (false, false) => writeln!(out, "  {needed} would join them"),
        (false, true) => writeln!(
            out,
            "  {needed} is enough, but other claims of their facts speak against joining these"
        ),
        (true, false) => writeln!(out, "  {needed} would be needed; other claims join them"),
        (true, true) => Ok(()),
    };
    out
}
