//! What works with the script only, and is hidden without it: filters, verdicts, keys.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use super::head::VERDICTS;
use super::page::Page;
use crate::safe::xml;

/// The verdicts of a reviewer: the name in `reviews.toml` and the words on the button.
const REVIEWS: [(&str, &str); 4] = [
    ("confirmed", "Confirmed"),
    ("false-alarm", "False alarm"),
    ("fix-draft", "Fix the draft"),
    ("needs-source", "Needs a source"),
];
/// The verdict that only a finding about a draft can have.
const ON_DRAFTS: &str = "fix-draft";
/// The keys and what they do, but for those of the verdicts.
const KEYS: [(&str, &str); 8] = [
    ("j", "Next finding or fact"),
    ("k", "Previous finding or fact"),
    ("u", "Undo the last verdict or note"),
    ("n", "Write a note"),
    ("o", "Open the place in the article"),
    ("/", "Search"),
    ("?", "Show the keys"),
    ("Esc", "Leave a field or this list"),
];

/// The filters above the facts.
pub(super) fn filters(page: &Page, out: &mut String) -> fmt::Result {
    out.push_str(
        "<noscript><p class=legend>Filters and review need JavaScript; everything else is \
         here.</p></noscript>\n<form id=filters role=search aria-label='Filter the facts' hidden>",
    );
    let disputed = std::iter::once(("disputed", "contradict or tension".to_owned()));
    select("Verdict", "verdict", disputed.chain(VERDICTS.map(same)), out)?;
    let kinds: BTreeSet<&str> = page.results.facts.iter().map(|f| f.kind.as_str()).collect();
    select("Kind", "kind", kinds.into_iter().map(|k| (k, k.replace('_', " "))), out)?;
    let articles = page.columns.iter().map(|s| (s.id.as_str(), page.name(&s.id)));
    select("Article", "source", articles, out)?;
    let codes: BTreeSet<&str> = page.results.findings.iter().map(|f| f.code.as_str()).collect();
    select("Code", "code", codes.into_iter().map(same), out)?;
    out.push_str(
        "<label>Text <input type=search name=q autocomplete=off spellcheck=false></label>\
         <label class=check><input type=checkbox name=todo value=1> Not yet reviewed</label>\
         <button type=reset>Show all</button><p id=shown></p></form>\n",
    );
    Ok(())
}

/// What is filled in for each finding, and the bar below the page.
pub(super) fn review(page: &Page, out: &mut String) -> fmt::Result {
    let any_draft = page.results.findings.iter().any(|f| page.is_about_draft(f));
    out.push_str("<template id=verdicts><div class=review><div role=group aria-label=Verdict>");
    for (key, (value, words)) in reviews(any_draft) {
        write!(
            out,
            "<button type=button value={value} aria-pressed=false aria-keyshortcuts={key}>{words} \
             <kbd aria-hidden=true>{key}</kbd></button>"
        )?;
    }
    out.push_str(
        "</div><label>Note <textarea rows=1></textarea></label><p class=said></p></div>\
         </template>\n<aside id=bar aria-label=Review hidden><p id=progress></p>\
         <button type=button id=next>Next</button>\
         <label>Your name <input id=who autocomplete=name></label>\
         <button type=button id=download>Download reviews.toml</button>\
         <button type=button id=keys>Keys</button></aside>\n\
         <p id=live role=status class=hide></p>\n",
    );
    help(any_draft, out)
}

/// The verdicts on offer, each with its key, which is the same on every page.
fn reviews(any_draft: bool) -> impl Iterator<Item = (usize, (&'static str, &'static str))> {
    let numbered = (1..).zip(REVIEWS);
    numbered.filter(move |(_, (value, _))| any_draft || *value != ON_DRAFTS)
}

fn help(any_draft: bool, out: &mut String) -> fmt::Result {
    out.push_str("<dialog id=help aria-labelledby=help-title><h2 id=help-title>Keys</h2><dl>");
    for (key, (_, words)) in reviews(any_draft) {
        write!(out, "<div><dt><kbd>{key}</kbd><dd>{words}; once more takes it back</div>")?;
    }
    for (key, words) in KEYS {
        write!(out, "<div><dt><kbd>{key}</kbd><dd>{words}</div>")?;
    }
    out.push_str(
        "</dl><label class=check><input type=checkbox id=letters checked> Keys without Ctrl or Alt \
         act on the page</label><button type=button id=close>Close</button></dialog>\n",
    );
    Ok(())
}

fn same(name: &str) -> (&str, String) {
    (name, name.to_owned())
}

fn select<'a>(
    label: &str,
    name: &str,
    options: impl Iterator<Item = (&'a str, String)>,
    out: &mut String,
) -> fmt::Result {
    write!(out, "<label>{label} <select name={name}><option value=''>any")?;
    for (value, words) in options {
        write!(out, "<option value='{}'>{}", xml(value), xml(&words))?;
    }
    out.push_str("</select></label>");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{FactRecord, FindingRecord, Results, SourceRecord};

    #[test]
    fn filters_offer_what_is_there() {
        let fact = |kind: &str| FactRecord { kind: kind.to_owned(), ..FactRecord::default() };
        let facts = vec![fact("date_range"), fact("'><b>"), fact("date_range")];
        let results = Results { facts, ..Results::default() };
        let mut out = String::new();
        filters(&Page::of(&results), &mut out).unwrap();
        assert_eq!(out.matches("<option value='date_range'>date range").count(), 1);
        assert!(out.contains("<option value='&#39;&gt;&lt;b&gt;'>&#39;&gt;&lt;b&gt;"));
    }

    /// The verdicts of a page with one finding, about a draft or not.
    fn verdicts(draft: bool) -> String {
        let source = SourceRecord { id: "s1".to_owned(), draft, ..SourceRecord::default() };
        let finding = FindingRecord { source: "s1".to_owned(), ..FindingRecord::default() };
        let results =
            Results { sources: vec![source], findings: vec![finding], ..Results::default() };
        let mut out = String::new();
        review(&Page::of(&results), &mut out).unwrap();
        out
    }

    #[test]
    fn each_verdict_has_a_key() {
        let out = verdicts(true);
        assert!(
            out.contains("value=fix-draft aria-pressed=false aria-keyshortcuts=3>Fix the draft")
        );
        assert!(out.contains("<kbd>3</kbd><dd>Fix the draft"));
        assert_eq!(out.matches("aria-pressed").count(), 4);
    }

    #[test]
    fn no_draft_is_to_be_fixed_where_there_is_none() {
        let out = verdicts(false);
        assert!(!out.contains("fix-draft") && !out.contains("Fix the draft"));
        assert!(out.contains("value=needs-source aria-pressed=false aria-keyshortcuts=4>"));
        assert_eq!(out.matches("aria-pressed").count(), 3);
    }
}
