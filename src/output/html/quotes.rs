//! What each article says of a fact, side by side, in the sentence where it stands.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::page::{Page, between_tags, clip, clip_front, isolated, value};
use crate::results::{ClaimRecord, FactRecord, SourceRecord, folded};
use crate::safe::xml;

/// How much of a sentence is shown on either side of a claim, in characters.
const MOST_CONTEXT: usize = 240;
/// How many places of the same sentence are shown; more are folded.
const MOST_OPEN: usize = 3;

/// The claims of a fact, in the order given; what stands against a finding has the sign of its
/// dispute. Those that stand in the very same sentence (a wire copy, or an article that repeats
/// itself) are listed under the first of them.
pub(super) fn write(
    page: &Page,
    fact: &FactRecord,
    claims: &[&ClaimRecord],
    out: &mut String,
) -> fmt::Result {
    let opposed = page.opposed(fact);
    out.push_str("<ul class=quotes>");
    for group in grouped(claims) {
        if let Some((first, copies)) = group.split_first() {
            let sign = opposed.get(first.id.as_str()).copied().unwrap_or_default();
            let class = class(page.in_draft(first), sign);
            write!(out, "<li{}{class}>", anchor(page, fact, first))?;
            quote(page, first, out)?;
            folded_copies(page, fact, copies, out)?;
        }
    }
    out.push_str("</ul>\n");
    Ok(())
}

fn class(in_draft: bool, sign: &str) -> String {
    match (in_draft, sign) {
        (false, "") => String::new(),
        (true, "") => " class=draft".to_owned(),
        (false, sign) => format!(" class={sign}"),
        (true, sign) => format!(" class='draft {sign}'"),
    }
}

/// One claim: its place, who says so, and its sentence.
pub(super) fn quote(page: &Page, claim: &ClaimRecord, out: &mut String) -> fmt::Result {
    out.push_str(&place(page, claim));
    let notes = page.results.source(&claim.source).map(source_notes).into_iter().flatten();
    for note in notes.chain(voice(claim)).filter(|note| !note.is_empty()) {
        out.push_str(" · ");
        out.push_str(&note);
    }
    write!(
        out,
        "<p>{}<mark>{}</mark>{}",
        between_tags(&clip_front(&claim.before, MOST_CONTEXT)),
        between_tags(&claim.quote),
        between_tags(&clip(&claim.after, MOST_CONTEXT))
    )
}

/// What has to be known of an article at each of its quotations.
fn source_notes(source: &SourceRecord) -> [String; 3] {
    let draft = if source.draft { "draft" } else { "" };
    let trust = if source.trust == "unknown" { "" } else { source.trust.as_str() };
    let published = source.published.as_deref().map(date).unwrap_or_default();
    [draft.to_owned(), published, between_tags(trust)]
}

/// A link to a claim in the full text: `Wire, line 13`. What the house knows has its place as its
/// name.
pub(super) fn place(page: &Page, claim: &ClaimRecord) -> String {
    let name = isolated(&page.name(&claim.source));
    let known = page.results.source(&claim.source).is_some_and(SourceRecord::is_known);
    let line = if known { String::new() } else { format!(", line {}", claim.place.line) };
    format!("<a href={}>{name}{line}</a>", value(&format!("#t{}", claim.id)))
}

/// A date of publication. It is kept on one line.
pub(super) fn date(published: &str) -> String {
    format!("<i>{}</i>", xml(published))
}

/// The attribute by which a claim is found, where this fact is its home.
pub(super) fn anchor(page: &Page, fact: &FactRecord, claim: &ClaimRecord) -> String {
    if page.is_home(fact, claim) { format!(" id={}", value(&claim.id)) } else { String::new() }
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

/// How certain it is and who says it, where the article tells.
fn voice(claim: &ClaimRecord) -> [String; 2] {
    let told = !matches!(claim.modality.as_str(), "" | "asserted" | "reported");
    let modality = if told { between_tags(&claim.modality) } else { String::new() };
    let cited = claim.attributed_to.as_deref().map(|who| format!("citing {}", isolated(who)));
    [modality, cited.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{FindingRecord, RelationRecord, Results};

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
        judged(claims, Vec::new(), Vec::new())
    }

    fn judged(
        claims: Vec<ClaimRecord>,
        relations: Vec<RelationRecord>,
        findings: Vec<FindingRecord>,
    ) -> String {
        let source = |id: &str, draft: bool| SourceRecord {
            id: id.to_owned(),
            name: format!("{id}<b>"),
            draft,
            ..SourceRecord::default()
        };
        let fact = FactRecord {
            id: "f1".to_owned(),
            claims: claims.iter().map(|c| c.id.clone()).collect(),
            relations,
            ..FactRecord::default()
        };
        let sources = vec![source("s1", false), source("s2", false), source("s3", true)];
        let facts = vec![fact];
        let results = Results { sources, claims, facts, findings, ..Results::default() };
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
        let [draft, first, copy] = ["id=c3 class=draft", "id=c1", "<li id=c2>"];
        let at = |part: &str| html.find(part).unwrap_or_else(|| panic!("{part} in {html}"));
        assert!(at(draft) < at(first) && at(first) < at(copy));
        assert!(html.contains("<details open><summary>The same sentence in 1 more place<"));
        assert!(html.contains("At least <mark>11</mark> people died."));
    }

    #[test]
    fn what_stands_against_a_finding_has_the_sign_of_its_dispute() {
        let claims = [("c1", "s1"), ("c2", "s2"), ("c3", "s3")];
        let claims: Vec<ClaimRecord> = claims.map(|(id, source)| claim(id, source, id)).to_vec();
        let relation = |a: &str, verdict: &str| RelationRecord {
            a: a.to_owned(),
            b: "c3".to_owned(),
            verdict: verdict.to_owned(),
            ..RelationRecord::default()
        };
        let finding = |against: &str| FindingRecord {
            fact: Some("f1".to_owned()),
            against: vec![against.to_owned()],
            ..FindingRecord::default()
        };
        let relations = vec![relation("c1", "contradict"), relation("c2", "tension")];
        let html = judged(claims.clone(), relations.clone(), vec![finding("c1"), finding("c2")]);
        let signs = ["<li id=c3 class=draft>", "<li id=c1 class=x>", "<li id=c2 class=y>"];
        assert!(signs.iter().all(|sign| html.contains(sign)), "{html}");
        let html = judged(claims, relations, vec![finding("c3")]);
        let signs = ["<li id=c3 class='draft x'>", "<li id=c1>", "<li id=c2>"];
        assert!(signs.iter().all(|sign| html.contains(sign)), "{html}");
    }

    #[test]
    fn the_name_of_what_the_house_knows_is_its_place() {
        let source = SourceRecord {
            id: "s1".to_owned(),
            name: "house.csv:2".to_owned(),
            format: "known".to_owned(),
            ..SourceRecord::default()
        };
        let results = Results { sources: vec![source], ..Results::default() };
        let place = place(&Page::of(&results), &claim("c1", "s1", ""));
        assert_eq!(place, "<a href=#tc1>house.csv:2</a>");
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
        assert!(html.contains("s1&lt;b&gt;, line 0</a> · forecast · citing the \"chief\"<p>…"));
    }
}
