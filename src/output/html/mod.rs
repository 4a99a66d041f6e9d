//! The report as one HTML file that a fact-checker reads and reviews.
//!
//! The file asks for nothing: its one style and one script stand in it, and its policy names them
//! by their hashes, so that nothing else runs, whatever an article says. It can be read in full
//! without the script, which adds filters, verdicts and keys. All text of articles goes through
//! [`xml`](crate::safe::xml), and nothing of it reaches the style, the script or an event handler.

mod articles;
mod axis;
mod cards;
mod chart;
mod finding;
mod head;
mod numbers;
mod overview;
mod page;
mod quotes;
mod relations;
mod timeline;
mod tools;
mod words;

use std::fmt::{self, Write};

use page::Page;

use crate::results::Results;
use crate::safe::xml;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// SHA-256 of [`STYLE`] in base64, as a policy names it. A test tells the right one.
const STYLE_HASH: &str = "nCVqnz2k5N7vXNIamFccTWhlDNhAJfviPBYZ7nzznBg=";
/// SHA-256 of [`SCRIPT`].
const SCRIPT_HASH: &str = "9KJNkjdSo7qVQQKV/g1Gn1FNFP1dHGZECr6erTPC32k=";

/// The results as an HTML document.
pub fn html(results: &Results) -> String {
    let mut out = String::new();
    // Writing to a string can't fail.
    let _ = write(&Page::of(results), &mut out);
    out
}

fn write(page: &Page, out: &mut String) -> fmt::Result {
    head::write(page, out)?;
    out.push_str("<main>\n");
    head::problems(page.results, out)?;
    overview::write(page, out)?;
    tools::filters(page, out)?;
    cards::write(page, out)?;
    cards::singles(page, out)?;
    finding::loose(page, out)?;
    articles::write(page, out)?;
    finding::legend(page, out)?;
    out.push_str("</main>\n");
    tools::review(page, out)?;
    foot(page.results, out)
}

fn foot(results: &Results, out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "<footer><p>Made by corroborate {} from the articles above, which are quoted as they are. \
         {}</p></footer>\n<script>{SCRIPT}</script>\n</body>\n</html>",
        xml(&results.version),
        xml(&results.schema)
    )
}

#[cfg(test)]
mod sha256;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{ClaimRecord, FactRecord, FindingRecord, RelationRecord, SourceRecord};

    const HOSTILE: &str = "</style></script></template></textarea><script>alert(1)</script>\
        <img src=x onerror=alert(1)> ' onclick='alert(1) \" --> ]]> &lt; \u{202E}\u{0}\u{FEFF}";

    fn text() -> String {
        HOSTILE.to_owned()
    }

    fn hostile_claim() -> ClaimRecord {
        ClaimRecord {
            id: "c1".to_owned(),
            source: "s1".to_owned(),
            quote: text(),
            before: text(),
            after: text(),
            start: 3,
            end: 9,
            kind: text(),
            unit: Some(text()),
            value: Some(text()),
            lo: Some("1".to_owned()),
            hedge: text(),
            attributed_to: Some(text()),
            modality: text(),
            ..ClaimRecord::default()
        }
    }

    fn hostile_source() -> SourceRecord {
        SourceRecord {
            id: "s1".to_owned(),
            name: text(),
            title: Some(text()),
            publisher: Some(text()),
            url: Some(format!("https://{HOSTILE}")),
            published: Some(text()),
            text: text(),
            ..SourceRecord::default()
        }
    }

    fn hostile_fact() -> FactRecord {
        let relation = RelationRecord {
            verdict: text(),
            cause: Some(text()),
            why: text(),
            ..RelationRecord::default()
        };
        FactRecord {
            id: "f1".to_owned(),
            label: text(),
            verdict: text(),
            kind: text(),
            claims: vec!["c1".to_owned(), "c9".to_owned()],
            relations: vec![relation],
            ..FactRecord::default()
        }
    }

    fn hostile() -> Results {
        let finding = FindingRecord {
            code: text(),
            name: text(),
            message: text(),
            help: Some(text()),
            fact: Some("f1".to_owned()),
            source: text(),
            quote: text(),
            suggestion: Some(text()),
            fingerprint: text(),
            ..FindingRecord::default()
        };
        let loose = FindingRecord { fact: None, ..finding.clone() };
        Results {
            version: text(),
            command: text(),
            sources: vec![hostile_source()],
            claims: vec![hostile_claim()],
            facts: vec![hostile_fact()],
            findings: vec![finding, loose],
            ..Results::default()
        }
    }

    #[test]
    fn text_of_articles_is_text_everywhere() {
        let html = html(&hostile());
        let page = html.replace(SCRIPT, "").replace(STYLE, "");
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("</template").count(), 1);
        assert_eq!(page.matches("<style").count(), 1);
        for wrong in ["<img", "</textarea><script", "\u{202E}", "\u{0}", "\u{FEFF}", "' onclick"] {
            assert!(!page.contains(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn nothing_found_is_a_page_too() {
        let html = html(&Results::default());
        assert!(html.starts_with("<!doctype html>\n<html lang=en>"));
        assert!(html.ends_with("</html>\n"));
        assert!(html.contains("There is nothing to compare."));
    }

    #[test]
    fn style_and_script_are_named_by_their_hashes() {
        for (file, text, hash) in
            [("style.css", STYLE, STYLE_HASH), ("script.js", SCRIPT, SCRIPT_HASH)]
        {
            assert_eq!(
                sha256::base64(text.as_bytes()),
                hash,
                "the new hash of {file} is on the left"
            );
            assert!(!text.contains("</") && !text.contains("<!--"), "{file} would end its element");
        }
        let html = html(&Results::default());
        assert!(html.contains(&format!("style-src 'sha256-{STYLE_HASH}'; script-src 'sha256-")));
    }

    #[test]
    fn thousands_of_claims_are_shown() {
        let claims: Vec<ClaimRecord> = (1..=3000)
            .map(|n: usize| ClaimRecord {
                id: format!("c{n}"),
                source: "s1".to_owned(),
                quote: n.to_string(),
                lo: Some(n.to_string()),
                hi: Some(n.to_string()),
                ..ClaimRecord::default()
            })
            .collect();
        let fact = FactRecord {
            id: "f1".to_owned(),
            verdict: "contradict".to_owned(),
            claims: claims.iter().map(|c| c.id.clone()).collect(),
            ..FactRecord::default()
        };
        let html = html(&Results { claims, facts: vec![fact], ..Results::default() });
        assert!(html.contains("<li id=c3000>"));
    }
}
