//! What somebody should look at, with the place for a verdict.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::overview::level;
use super::page::{Page, is_cut, isolated, takes_verdict, value};
use super::quotes;
use crate::codes;
use crate::output::concise::several;
use crate::output::lookup::silence;
use crate::results::{ClaimRecord, FindingRecord, SilencedRecord, State};
use crate::safe::xml;

/// How many of the places that stand against it a finding names; more are marked below.
const MOST_AGAINST: usize = 3;

/// A finding as a part of its own. The attributes are what goes into a review of it.
pub(super) fn write(page: &Page, finding: &FindingRecord, out: &mut String) -> fmt::Result {
    out.push_str("<div class=finding");
    if takes_verdict(finding) {
        review_of(page, finding, out)?;
    }
    let (code, name) = (xml(&finding.code), xml(&finding.name));
    write!(
        out,
        "><p>{} <a href={}>{code} {name}</a>: {}",
        level(finding.level()),
        value(&format!("#{}", finding.code)),
        isolated(message(page, finding))
    )?;
    places(page, finding, out)?;
    advice(finding, out)?;
    state(finding, out)?;
    out.push_str("</div>\n");
    Ok(())
}

/// What a review tells of the finding, and whether it still has to be made. The name of its fact is
/// in the heading of the card, unless that is cut.
fn review_of(page: &Page, finding: &FindingRecord, out: &mut String) -> fmt::Result {
    let draft = page.results.source(&finding.source).map_or(&finding.source, |s| &s.name);
    write!(
        out,
        " data-code={} data-fp={} data-draft={} data-quote={}",
        value(&finding.code),
        value(&finding.fingerprint),
        value(draft),
        value(&finding.quote)
    )?;
    let fact = finding.fact.as_deref().and_then(|id| page.results.fact(id));
    if let Some(fact) = fact.filter(|fact| is_cut(fact)) {
        write!(out, " data-fact={}", value(&fact.label))?;
    }
    out.push_str(if finding.counts() { "" } else { " data-old" });
    Ok(())
}

/// The findings that are about no fact: words that a reader left out, entries of a baseline.
pub(super) fn loose(page: &Page, out: &mut String) -> fmt::Result {
    let findings = page.loose_findings();
    if findings.is_empty() {
        return Ok(());
    }
    out.push_str("<section id=other><h2>Findings about no fact</h2>\n");
    for finding in findings {
        write!(
            out,
            "<article class=card data-v='' data-k='' data-s={} data-c={}>",
            value(&finding.source),
            value(&finding.code)
        )?;
        write(page, finding, out)?;
        out.push_str("</article>\n");
    }
    out.push_str("</section>\n");
    Ok(())
}

/// What the codes of this report mean.
pub(super) fn legend(page: &Page, out: &mut String) -> fmt::Result {
    let used: BTreeMap<&str, &str> =
        page.results.findings.iter().map(|f| (f.code.as_str(), f.name.as_str())).collect();
    if used.is_empty() {
        return Ok(());
    }
    out.push_str("<section id=codes><h2>What the codes mean</h2><dl>\n");
    for (code, name) in used {
        let summary = codes::find(code).map_or("", |c| c.summary);
        let (id, code, name) = (value(code), xml(code), xml(name));
        writeln!(
            out,
            "<dt id={id}>{code} {name}<dd>{} More: <code>corroborate explain {code}</code>",
            xml(summary)
        )?;
    }
    out.push_str("</dl></section>\n");
    Ok(())
}

/// What is wrong, without the name of the fact that stands above.
pub(super) fn message<'a>(page: &Page, finding: &'a FindingRecord) -> &'a str {
    let fact = finding.fact.as_deref().and_then(|id| page.results.fact(id));
    let label = fact.map_or("", |f| &f.label);
    let rest = finding.message.strip_prefix(label).and_then(|rest| rest.strip_prefix(": "));
    rest.unwrap_or(&finding.message)
}

/// Where it stands, and what stands against it.
fn places(page: &Page, finding: &FindingRecord, out: &mut String) -> fmt::Result {
    let claim = finding.claim.as_deref().and_then(|id| page.results.claim(id));
    let at = claim.map_or_else(|| elsewhere(page, finding), |c| quotes::place(page, c));
    write!(out, "<p class=by>{at}")?;
    let against: Vec<&ClaimRecord> =
        finding.against.iter().filter_map(|id| page.results.claim(id)).collect();
    if against.len() > MOST_AGAINST {
        return write!(out, ", against {} below, marked × or ~", several(against.len(), "place"));
    }
    for (index, claim) in against.into_iter().enumerate() {
        let joint = if index == 0 { ", against " } else { ", " };
        write!(out, "{joint}{}", quotes::place(page, claim))?;
    }
    Ok(())
}

/// A place that no claim has: what a reader left out, a line of a configuration.
fn elsewhere(page: &Page, finding: &FindingRecord) -> String {
    let name = isolated(&page.name(&finding.source));
    let line = match finding.place.line {
        0 => String::new(),
        line => format!(", line {line}"),
    };
    if page.results.source(&finding.source).is_some() {
        format!("<a href={}>{name}{line}</a>", value(&format!("#{}", finding.source)))
    } else {
        format!("{name}{line}")
    }
}

fn advice(finding: &FindingRecord, out: &mut String) -> fmt::Result {
    let help = finding.help.as_deref().map(isolated);
    match (&finding.suggestion, help) {
        (Some(words), help) => {
            let (new, old) = (xml(words), xml(&finding.quote));
            write!(out, "<p>Write <ins>{new}</ins> instead of <del>{old}</del>")?;
            help.map_or(Ok(()), |help| write!(out, ": {help}"))
        }
        (None, Some(help)) => write!(out, "<p class=help>{help}"),
        (None, None) => Ok(()),
    }
}

/// Why it does not count, if it does not.
fn state(finding: &FindingRecord, out: &mut String) -> fmt::Result {
    let said = match finding.state {
        State::New => return Ok(()),
        State::Baseline => "Known from the baseline",
        State::Suppressed => "Suppressed",
        State::Reviewed => "Reviewed",
        State::Unchanged => "On no changed line",
    };
    let why = silence(finding);
    let why = xml(why.trim_end_matches('.'));
    write!(out, "<p class=state><b>{said}</b>, does not count: {why}")?;
    finding.silenced.as_ref().map_or(Ok(()), |silenced| provenance(silenced, out))
}

fn provenance(silenced: &SilencedRecord, out: &mut String) -> fmt::Result {
    let parts = [("until", &silenced.until), ("by", &silenced.who), ("in", &silenced.place)];
    for (word, value) in parts {
        if let Some(value) = value {
            write!(out, ", {word} {}", isolated(value))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{FactRecord, Level, Place, Results};

    fn html(finding: FindingRecord) -> String {
        let results = Results { findings: vec![finding], ..Results::default() };
        let mut out = String::new();
        loose(&Page::of(&results), &mut out).unwrap();
        out
    }

    #[test]
    fn a_finding_carries_what_its_review_needs() {
        let html = html(FindingRecord {
            code: "R001".to_owned(),
            name: "dropped-figure".to_owned(),
            level: Some(Level::Note),
            source: "drafts/a'b.md".to_owned(),
            place: Place { line: 7, ..Place::default() },
            quote: "\"$5\"".to_owned(),
            fingerprint: "v1:00".to_owned(),
            ..FindingRecord::default()
        });
        assert!(html.contains(
            "<div class=finding data-code=R001 data-fp=v1:00 data-draft='drafts/a&#39;b.md' \
             data-quote='&quot;$5&quot;'>"
        ));
        assert!(html.contains("<p class=by>drafts/a&#39;b.md, line 7"));
    }

    #[test]
    fn the_name_of_the_fact_is_not_said_twice() {
        let fact =
            FactRecord { id: "f1".to_owned(), label: "toll".to_owned(), ..FactRecord::default() };
        let finding = FindingRecord {
            fact: Some("f1".to_owned()),
            message: "toll: the draft says \"11\"".to_owned(),
            help: Some("the sources agree on \"12\"".to_owned()),
            quote: "11".to_owned(),
            suggestion: Some("12".to_owned()),
            ..FindingRecord::default()
        };
        let results = Results { facts: vec![fact], ..Results::default() };
        let mut out = String::new();
        write(&Page::of(&results), &finding, &mut out).unwrap();
        assert!(out.contains("</a>: the draft says \"11\"<p"), "{out}");
        let advice = "<ins>12</ins> instead of <del>11</del>: the sources agree on \"12\"";
        assert!(out.contains(advice), "{out}");
    }

    #[test]
    fn what_does_not_count_says_why_and_by_whom() {
        let html = html(FindingRecord {
            state: State::Suppressed,
            suggestion: Some("<b>12</b>".to_owned()),
            silenced: Some(SilencedRecord {
                reason: Some("embargoed.".to_owned()),
                until: Some("2026-12-31".to_owned()),
                who: None,
                place: Some("a.md:3".to_owned()),
            }),
            ..FindingRecord::default()
        });
        assert!(
            html.contains(
                "<b>Suppressed</b>, does not count: embargoed, until 2026-12-31, in a.md:3"
            )
        );
        assert!(html.contains("<ins>&lt;b&gt;12&lt;/b&gt;</ins>"));
        assert!(html.contains(" data-old>"));
    }

    #[test]
    fn a_name_that_the_heading_cuts_is_kept_for_the_review() {
        let html = |label: &str| {
            let fact = FactRecord {
                id: "f1".to_owned(),
                label: label.to_owned(),
                ..FactRecord::default()
            };
            let finding = FindingRecord { fact: Some("f1".to_owned()), ..FindingRecord::default() };
            let results = Results { facts: vec![fact], ..Results::default() };
            let mut out = String::new();
            write(&Page::of(&results), &finding, &mut out).unwrap();
            out
        };
        let long = "toll ".repeat(30);
        assert!(html(&long).contains(&format!(" data-fact='{long}'")));
        assert!(!html("toll").contains("data-fact"));
    }

    #[test]
    fn what_a_decision_of_the_desk_brings_up_takes_no_verdict() {
        let finding = FindingRecord {
            code: "S001".to_owned(),
            fingerprint: "v1:00".to_owned(),
            ..FindingRecord::default()
        };
        let html = html(finding);
        assert!(html.contains("<div class=finding><p>") && !html.contains("data-fp"), "{html}");
    }

    #[test]
    fn many_places_against_a_finding_are_marked_not_named() {
        let claims: Vec<ClaimRecord> = (1..=4)
            .map(|n: usize| ClaimRecord { id: format!("c{n}"), ..ClaimRecord::default() })
            .collect();
        let against = |count: usize| FindingRecord {
            against: claims.iter().take(count).map(|c| c.id.clone()).collect(),
            ..FindingRecord::default()
        };
        let shown = |finding: &FindingRecord| {
            let results = Results { claims: claims.clone(), ..Results::default() };
            let mut out = String::new();
            write(&Page::of(&results), finding, &mut out).unwrap();
            out
        };
        assert_eq!(shown(&against(3)).matches("<a href=#tc").count(), 3);
        assert!(shown(&against(4)).contains(", against 4 places below, marked × or ~</div>"));
    }
}
