//! What each article says of a fact, side by side, in the sentence where it stands.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::page::{Page, clip, clip_front, isolated};
use crate::results::{ClaimRecord, FactRecord, folded};
use crate::safe::xml;

/// How much of a sentence is shown on either side of a claim, in characters.
const MOST_CONTEXT: usize = 240;
/// How many places of the same sentence are shown; more are folded.
const MOST_OPEN: usize = 3;

/// The claims of a fact, in the order given. Those that stand in the very same sentence (a wire
/// copy, or an article that repeats itself) are listed under the first of them.
pub(super) fn write(
    page: &Page,
    fact: &FactRecord,
    claims: &[&ClaimRecord],
    out: &mut String,
) -> fmt::Result {
    out.push_str("<ul class=quotes>");
    for group in grouped(claims) {
        if let Some((first, copies)) = group.split_first() {
            let draft = if page.in_draft(first) { " class=draft" } else { "" };
            write!(out, "<li{}{draft}>", anchor(page, fact, first))?;
            quote(page, first, out)?;
            folded_copies(page, fact, copies, out)?;
        }
    }
    out.push_str("</ul>\n");
    Ok(())
}

/// One claim: its place, its sentence, and who says so.
pub(super) fn quote(page: &Page, claim: &ClaimRecord, out: &mut String) -> fmt::Result {
    write!(out, "<p class=by>{}", place(page, claim))?;
    if let Some(source) = page.results.source(&claim.source) {
        let trust = if source.trust == "unknown" { "" } else { source.trust.as_str() };
        let draft = if source.draft { "draft" } else { "" };
        let published = source.published.as_deref().map(date).unwrap_or_default();
        let notes = [xml(draft), published, xml(trust)];
        for note in notes.iter().filter(|note| !note.is_empty()) {
            write!(out, " · {note}")?;
        }
    }
    write!(
        out,
        "<p dir=auto>{}<mark>{}</mark>{}",
        xml(&clip_front(&claim.before, MOST_CONTEXT)),
        xml(&claim.quote),
        xml(&clip(&claim.after, MOST_CONTEXT))
    )?;
    voice(claim, out)
}

/// A link to a claim in the full text: `Wire, line 13`.
pub(super) fn place(page: &Page, claim: &ClaimRecord) -> String {
    let name = page.name(&claim.source);
    format!("<a href='#t{}'>{}, line {}</a>", xml(&claim.id), isolated(&name), claim.place.line)
}

/// A date of publication. It is kept on one line.
pub(super) fn date(published: &str) -> String {
    format!("<time>{}</time>", xml(published))
}

/// The attribute by which a claim is found, where this fact is its home.
pub(super) fn anchor(page: &Page, fact: &FactRecord, claim: &ClaimRecord) -> String {
    if page.is_home(fact, claim) { format!(" id='{}'", xml(&claim.id)) } else { String::new() }
}

fn grouped<'a>(claims: &[&'a ClaimRecord]) -> Vec<Vec<&'a ClaimRecord>> {
    let mut groups: Vec<Vec<&ClaimRecord>> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for &claim in claims {
        // Two claims of one sentence differ in where they stand in it.
        let parts = [&claim.before, &claim.quote, &claim.after].map(|part| folded(part));
        let sentence = parts.join("\u{1F}");
        let index = *known.entry(sentence).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.push(claim),
            None => groups.push(vec![claim]),
        }
    }
    groups
}

fn folded_copies(
    page: &Page,
    fact: &FactRecord,
    copies: &[&ClaimRecord],
    out: &mut String,
) -> fmt::Result {
    if copies.is_empty() {
        return Ok(());
    }
    let places = if copies.len() == 1 { "place" } else { "places" };
    let open = if copies.len() > MOST_OPEN { "" } else { " open" };
    write!(
        out,
        "<details{open}><summary>The same sentence in {} more {places}</summary><ul>",
        copies.len()
    )?;
    for claim in copies {
        write!(out, "<li{}>{}", anchor(page, fact, claim), place(page, claim))?;
    }
    out.push_str("</ul></details>");
    Ok(())
}

/// Who says it and how certain it is, where the article tells.
fn voice(claim: &ClaimRecord, out: &mut String) -> fmt::Result {
    let told = !matches!(claim.modality.as_str(), "" | "asserted" | "reported");
    let modality = told.then(|| xml(&claim.modality));
    let cited = claim.attributed_to.as_deref().map(|who| format!("citing {}", isolated(who)));
    let notes: Vec<String> = modality.into_iter().chain(cited).collect();
    if notes.is_empty() { Ok(()) } else { write!(out, "<p class=by>{}", notes.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Results, SourceRecord};

    fn claim(id: &str, source: &str, before: &str) -> ClaimRecord {
        ClaimRecord {
            id: id.to_owned(),
            source: source.to_owned(),
            quote: "11".to_owned(),
            before: before.to_owned(),
            after: " people died.".to_owned(),
            ..ClaimRecord::default()
        }
    }

    fn html(claims: Vec<ClaimRecord>) -> String {
        let source = |id: &str, draft: bool| SourceRecord {
            id: id.to_owned(),
            name: format!("{id}<b>"),
            draft,
            ..SourceRecord::default()
        };
        let fact = FactRecord {
            id: "f1".to_owned(),
            claims: claims.iter().map(|c| c.id.clone()).collect(),
            ..FactRecord::default()
        };
        let sources = vec![source("s1", false), source("s2", false), source("s3", true)];
        let results = Results { sources, claims, facts: vec![fact], ..Results::default() };
        let mut out = String::new();
        let (page, fact) = (Page::of(&results), &results.facts[0]);
        write(&page, fact, &page.claims(fact), &mut out).unwrap();
        out
    }

    #[test]
    fn the_draft_comes_first_and_copies_stand_below_the_first() {
        let html = html(vec![
            claim("c1", "s1", "At least "),
            claim("c2", "s2", "at  least\n"),
            claim("c3", "s3", "Only "),
        ]);
        let [draft, first, copy] = ["id='c3' class=draft", "id='c1'", "<li id='c2'>"];
        let at = |part: &str| html.find(part).unwrap_or_else(|| panic!("{part} in {html}"));
        assert!(at(draft) < at(first) && at(first) < at(copy));
        assert!(html.contains("<details open><summary>The same sentence in 1 more place<"));
        assert!(html.contains("At least <mark>11</mark> people died."));
    }

    #[test]
    fn many_copies_are_folded() {
        let claims = (1..=5).map(|n| claim(&format!("c{n}"), "s1", "At least "));
        let html = html(claims.collect());
        assert!(html.contains("<details><summary>The same sentence in 4 more places<"));
    }

    #[test]
    fn two_claims_of_one_sentence_are_no_copies() {
        let first = ClaimRecord { after: " or 12.".to_owned(), ..claim("c1", "s1", "") };
        let second = ClaimRecord {
            quote: "12".to_owned(),
            after: ".".to_owned(),
            ..claim("c2", "s1", "11 or ")
        };
        assert!(!html(vec![first, second]).contains("<details"));
    }

    #[test]
    fn a_quotation_is_text_and_says_whose_it_is() {
        let hostile = ClaimRecord {
            quote: "</mark><script>alert(1)</script>\u{202E}".to_owned(),
            attributed_to: Some("the \"chief\"".to_owned()),
            modality: "forecast".to_owned(),
            ..claim("c1", "s1", &"long ".repeat(100))
        };
        let html = html(vec![hostile]);
        assert!(
            html.contains(
                "<mark>&lt;/mark&gt;&lt;script&gt;alert(1)&lt;/script&gt;\u{FFFD}</mark>"
            )
        );
        assert!(html.contains("forecast, citing the &quot;chief&quot;"));
        assert!(html.contains("s1&lt;b&gt;, line 0"));
        assert!(html.contains("<p dir=auto>…"));
    }
}
