//! The head of the document, and what stands first on the page: the counts.

use std::fmt::{self, Write};

use super::overview::verdict;
use super::page::{Page, clip, isolated, value};
use super::{SCRIPT_HASH, STYLE, STYLE_HASH};
use crate::output::concise::{found, several};
use crate::results::{Results, fingerprint};
use crate::safe::{plain, xml};

/// The longest headline, in characters.
const MOST_OF_TITLE: usize = 160;

/// Verdicts, the worst first.
pub(super) const VERDICTS: [&str; 5] = ["contradict", "tension", "compatible", "agree", "single"];

/// Everything before `main`.
pub(super) fn write(page: &Page, out: &mut String) -> fmt::Result {
    let title = title(page.results);
    document(page.results, &title, out)?;
    write!(out, "<header><p class=kicker>corroborate · {}</p>", xml(&page.results.command))?;
    writeln!(out, "<h1 dir=auto>{}</h1>", xml(&title))?;
    counts(page, out)?;
    start(page, out)?;
    out.push_str("</header>\n");
    contents(page, out);
    Ok(())
}

/// The one style and the one script are named by their hashes; nothing else may load or run.
fn document(results: &Results, title: &str, out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n\
         <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; \
         style-src 'sha256-{STYLE_HASH}'; script-src 'sha256-{SCRIPT_HASH}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=viewport content='width=device-width, initial-scale=1'>\n\
         <meta name=color-scheme content='light dark'>\n\
         <meta name=referrer content=no-referrer>\n\
         <meta name=generator content='corroborate {}'>\n\
         <title>{}: {} contradict</title>\n<style>{STYLE}</style>\n</head>\n\
         <body data-report='{}'>\n<a class=skip href='#facts'>Skip to the facts</a>",
        xml(&results.version),
        xml(title),
        results.facts_with("contradict"),
        identity(results)
    )
}

/// The name under which a browser keeps the reviews of this report: the same as long as its
/// findings are the same.
fn identity(results: &Results) -> String {
    fingerprint(results.findings.iter().map(|f| f.fingerprint.as_str()))
}

/// The title of the draft, where there is one, else the name of the story.
fn title(results: &Results) -> String {
    let mut drafts = results.sources.iter().filter(|s| s.draft);
    match (drafts.next(), drafts.count()) {
        (Some(draft), 0) => clip(&plain(draft.display_name()), MOST_OF_TITLE),
        (Some(_), more) => format!("{} against their sources", several(more + 1, "draft")),
        (None, _) => match story(results) {
            Some(story) => format!("{}: what the articles say", clip(&plain(story), MOST_OF_TITLE)),
            None => "What the articles say".to_owned(),
        },
    }
}

/// The story that all facts belong to.
fn story(results: &Results) -> Option<&str> {
    let first = results.facts.first()?.story.as_deref()?;
    results.facts.iter().all(|f| f.story.as_deref() == Some(first)).then_some(first)
}

fn counts(page: &Page, out: &mut String) -> fmt::Result {
    let results = page.results;
    out.push_str("<ul class=counts>");
    for name in VERDICTS {
        count(name, results.facts_with(name), out)?;
    }
    writeln!(
        out,
        "</ul>\n<p>{} in {}, {}: <strong>{}</strong>{}.</p>",
        several(results.facts.len(), "fact"),
        several(results.sources.len(), "article"),
        several(results.claims.len(), "claim"),
        found(results),
        silent(results)
    )
}

/// How many facts have a verdict, as a filter. That nothing is disputed is worth its place.
fn count(name: &str, count: usize, out: &mut String) -> fmt::Result {
    let verdict = verdict(name);
    match (count, name) {
        (0, "contradict" | "tension") => write!(out, "<li><span>0</span> {verdict}"),
        (0, _) => Ok(()),
        _ => write!(out, "<li><a href='#verdict={name}'><span>{count}</span> {verdict}</a>"),
    }
}

/// What to do first. What is said of keys is shown where there are any.
fn start(page: &Page, out: &mut String) -> fmt::Result {
    let first = page.cards().into_iter().find(|fact| page.level(fact).is_some());
    let loose = page.loose_findings().into_iter().find(|finding| finding.counts());
    let place = match (first, loose) {
        (Some(fact), _) => value(&format!("#{}", fact.id)),
        (None, Some(_)) => "#other".to_owned(),
        (None, None) => return Ok(()),
    };
    write!(
        out,
        "<p class=start><a href={place}>Start with the first finding</a> <span class=keys>\
         <kbd>j</kbd> next, <kbd>1</kbd> to <kbd>4</kbd> a verdict, <kbd>n</kbd> a note, \
         <kbd>?</kbd> all keys</span>"
    )
}

/// `, and 2 known or silenced`
fn silent(results: &Results) -> String {
    match results.findings.iter().filter(|f| !f.counts()).count() {
        0 => String::new(),
        count => format!(", and {count} known or silenced"),
    }
}

fn contents(page: &Page, out: &mut String) {
    out.push_str("<nav aria-label=Contents><ul>");
    let parts = [
        ("overview", "Overview", true),
        ("facts", "Facts", true),
        ("singles", "Said by one article only", !page.singles().is_empty()),
        ("other", "Findings about no fact", !page.loose_findings().is_empty()),
        ("articles", "Articles", true),
        ("codes", "Codes", !page.results.findings.is_empty()),
    ];
    for (id, name, _) in parts.iter().filter(|(_, _, there)| *there) {
        out.push_str("<li><a href='#");
        out.push_str(id);
        out.push_str("'>");
        out.push_str(name);
        out.push_str("</a>");
    }
    out.push_str("</ul></nav>\n");
}

/// The inputs that could not be read.
pub(super) fn problems(results: &Results, out: &mut String) -> fmt::Result {
    if results.problems.is_empty() {
        return Ok(());
    }
    out.push_str("<section class=problems><h2>Inputs that could not be read</h2><ul>\n");
    for problem in &results.problems {
        let line = problem.line.map(|line| format!(", line {line}")).unwrap_or_default();
        let (path, message) = (isolated(&problem.path), isolated(&problem.message));
        writeln!(out, "<li>{path}{line}: {message}")?;
    }
    out.push_str("</ul></section>\n");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{FactRecord, FindingRecord, Level, ProblemRecord, SourceRecord, State};

    fn html(results: &Results) -> String {
        let mut out = String::new();
        write(&Page::of(results), &mut out).unwrap();
        problems(results, &mut out).unwrap();
        out
    }

    #[test]
    fn the_header_counts_facts_and_findings() {
        let fact =
            |verdict: &str| FactRecord { verdict: verdict.to_owned(), ..FactRecord::default() };
        let finding = |state: State| FindingRecord {
            level: Some(Level::Error),
            state,
            ..FindingRecord::default()
        };
        let html = html(&Results {
            facts: vec![fact("contradict"), fact("single"), fact("single")],
            findings: vec![finding(State::New), finding(State::Baseline)],
            ..Results::default()
        });
        assert!(html.contains("<a href='#verdict=contradict'><span>1</span>"));
        assert!(html.contains("<li><span>0</span> <b class=tension>tension</b>"));
        assert!(!html.contains("<b class=agree>"), "what is not there needs no place");
        assert!(html.contains("<a href='#verdict=single'><span>2</span>"));
        assert!(html.contains(
            "3 facts in 0 articles, 0 claims: <strong>1 error</strong>, and 1 known or silenced."
        ));
    }

    #[test]
    fn the_page_begins_with_what_there_is_to_do() {
        let loose = FindingRecord::default();
        let silenced = FindingRecord { state: State::Reviewed, ..FindingRecord::default() };
        let about = |finding: &FindingRecord| FindingRecord {
            fact: Some("f1".to_owned()),
            ..finding.clone()
        };
        let fact = FactRecord { id: "f1".to_owned(), ..FactRecord::default() };
        let start = |findings: Vec<FindingRecord>| {
            let html = html(&Results { facts: vec![fact.clone()], findings, ..Results::default() });
            let place = html.split("<p class=start><a href=").nth(1)?.split('>').next()?;
            Some(place.to_owned())
        };
        assert_eq!(start(vec![loose.clone(), about(&loose)]).as_deref(), Some("#f1"));
        assert_eq!(start(vec![loose, about(&silenced)]).as_deref(), Some("#other"));
        assert_eq!(start(vec![about(&silenced), silenced]), None);
    }

    #[test]
    fn the_title_is_that_of_the_draft() {
        let draft = |name: &str| SourceRecord {
            name: name.to_owned(),
            draft: true,
            ..SourceRecord::default()
        };
        let of = |sources| title(&Results { sources, ..Results::default() });
        assert_eq!(of(vec![draft("a.md")]), "a.md");
        assert_eq!(of(vec![draft("a.md"), draft("b.md")]), "2 drafts against their sources");
        assert_eq!(of(Vec::new()), "What the articles say");
        let of = |stories: &[&str]| {
            let fact = |story: &&str| FactRecord {
                story: Some((*story).to_owned()),
                ..FactRecord::default()
            };
            let facts = stories.iter().map(fact).collect();
            title(&Results { facts, ..Results::default() })
        };
        assert_eq!(of(&["flood", "flood"]), "flood: what the articles say");
        assert_eq!(of(&["flood", "deal"]), "What the articles say");
    }

    #[test]
    fn hostile_names_are_text() {
        let name = "</title><script>alert(1)</script>".to_owned();
        let problem = ProblemRecord { path: name.clone(), line: Some(3), message: name.clone() };
        let source = SourceRecord { name, draft: true, ..SourceRecord::default() };
        let html =
            html(&Results { sources: vec![source], problems: vec![problem], ..Results::default() });
        assert!(!html.contains("<script"));
        assert!(html.contains("&lt;/script&gt;, line 3: &lt;/title&gt;"));
    }

    #[test]
    fn a_report_is_known_by_its_findings() {
        let of = |print: &str| {
            let finding = FindingRecord { fingerprint: print.to_owned(), ..Default::default() };
            identity(&Results { findings: vec![finding], ..Results::default() })
        };
        assert_eq!(of("v1:a"), of("v1:a"));
        assert_ne!(of("v1:a"), of("v1:b"));
    }
}
