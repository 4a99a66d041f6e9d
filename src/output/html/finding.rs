//! What somebody should look at, with the place for a verdict.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::page::{Page, isolated};
use super::quotes;
use crate::codes;
use crate::output::lookup::silence;
use crate::results::{FindingRecord, SilencedRecord, State};
use crate::safe::xml;

/// How many of the places that stand against it a finding names; all are among its quotations.
const MOST_AGAINST: usize = 3;

/// A finding as a group of its own. The attributes are what goes into a review of it.
pub(super) fn write(page: &Page, finding: &FindingRecord, out: &mut String) -> fmt::Result {
    let (code, name) = (xml(&finding.code), xml(&finding.name));
    let draft = page.results.source(&finding.source).map_or(&finding.source, |s| &s.name);
    let new = if finding.counts() { " data-new" } else { "" };
    write!(
        out,
        "<div class=finding role=group aria-label='{code} {name}' data-code='{code}' \
         data-fp='{}' data-draft='{}' data-quote='{}'{new}>",
        xml(&finding.fingerprint),
        xml(draft),
        xml(&finding.quote)
    )?;
    let level = finding.level().name();
    write!(
        out,
        "<p><span class='level {level}'>{level}</span> <a href='#{code}'>{code} {name}</a>: {}",
        isolated(message(page, finding))
    )?;
    places(page, finding, out)?;
    advice(finding, out)?;
    state(finding, out)?;
    out.push_str("</div>\n");
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
            "<article class=card data-v='' data-k='' data-s='{}' data-c='{}'>",
            xml(&finding.source),
            xml(&finding.code)
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
        let (code, name) = (xml(code), xml(name));
        writeln!(
            out,
            "<dt id='{code}'>{code} {name}<dd>{} More: <code>corroborate explain {code}</code>",
            xml(summary)
        )?;
    }
    out.push_str("</dl></section>\n");
    Ok(())
}

/// What is wrong, without the name of the fact that stands above.
fn message<'a>(page: &Page, finding: &'a FindingRecord) -> &'a str {
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
    let mut against = finding.against.iter().filter_map(|id| page.results.claim(id));
    for (index, claim) in against.by_ref().take(MOST_AGAINST).enumerate() {
        let joint = if index == 0 { ", against " } else { ", " };
        write!(out, "{joint}{}", quotes::place(page, claim))?;
    }
    let left = against.count();
    if left > 0 { write!(out, " and {left} more below") } else { Ok(()) }
}

/// A place that no claim has: what a reader left out, a line of a configuration.
fn elsewhere(page: &Page, finding: &FindingRecord) -> String {
    let name = isolated(&page.name(&finding.source));
    let line = match finding.place.line {
        0 => String::new(),
        line => format!(", line {line}"),
    };
    if page.results.source(&finding.source).is_some() {
        format!("<a href='#{}'>{name}{line}</a>", xml(&finding.source))
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
            "data-code='R001' data-fp='v1:00' data-draft='drafts/a&#39;b.md' \
             data-quote='&quot;$5&quot;' data-new>"
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
        assert!(out.contains("</a>: the draft says &quot;11&quot;<p"), "{out}");
        let advice = "<ins>12</ins> instead of <del>11</del>: the sources agree on &quot;12&quot;";
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
        assert!(!html.contains("data-new"));
    }
}
