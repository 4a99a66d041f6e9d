//! The full text of each article, its claims marked, and what its reader left out.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::page::{Page, between_tags, isolated, value};
use crate::results::{ClaimRecord, DroppedRecord, SourceRecord};
use crate::safe::xml;

/// How much of a hash is shown, in digits.
const HASH: usize = 16;

/// All articles.
pub(super) fn write(page: &Page, out: &mut String) -> fmt::Result {
    let mut claims: BTreeMap<&str, Vec<&ClaimRecord>> = BTreeMap::new();
    for claim in &page.results.claims {
        claims.entry(&claim.source).or_default().push(claim);
    }
    out.push_str("<section id=articles><h2>Articles</h2>\n");
    for source in &page.results.sources {
        let mut own = claims.remove(source.id.as_str()).unwrap_or_default();
        own.sort_by_key(|c| (c.start, c.end));
        article(source, &own, out)?;
    }
    out.push_str("</section>\n");
    Ok(())
}

fn article(source: &SourceRecord, claims: &[&ClaimRecord], out: &mut String) -> fmt::Result {
    let draft = if source.draft { " (draft)" } else { "" };
    writeln!(
        out,
        "<article class=source id={}><h3>{}{draft}</h3>",
        value(&source.id),
        isolated(source.display_name())
    )?;
    facts_of(source, out)?;
    out.push_str("<div class=text dir=auto>");
    text(&source.text, claims, out)?;
    out.push_str("</div>\n");
    dropped(&source.dropped, out)?;
    out.push_str("</article>\n");
    Ok(())
}

/// Where it comes from and how it was read.
fn facts_of(source: &SourceRecord, out: &mut String) -> fmt::Result {
    let hash: String = source.hash.chars().take(HASH).collect();
    let known = [
        ("Path", Some(xml(&source.name))),
        ("Publisher", source.publisher.as_deref().map(xml)),
        ("Published", source.published.as_deref().map(xml)),
        ("Address", source.url.as_deref().map(address)),
        ("Trust", Some(xml(&source.trust))),
        ("Read as", Some(read_as(source))),
        ("BLAKE3", Some(xml(&hash))),
    ];
    out.push_str("<dl>");
    for (name, value) in known {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            write!(out, "<div><dt>{name}<dd><bdi>{value}</bdi></div>")?;
        }
    }
    out.push_str("</dl>\n");
    Ok(())
}

fn read_as(source: &SourceRecord) -> String {
    let format = xml(&source.format);
    match &source.encoding {
        Some(encoding) => format!("{format}, {} (guessed)", xml(encoding)),
        None => format,
    }
}

/// An address of the web as a link; any other is only shown.
fn address(url: &str) -> String {
    let shown = xml(url);
    let is_web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    if is_web { format!("<a href='{shown}' rel='noreferrer noopener'>{shown}</a>") } else { shown }
}

/// The text, each claim a link to its card. A claim inside another gets a place to go to, no mark.
fn text(text: &str, claims: &[&ClaimRecord], out: &mut String) -> fmt::Result {
    let mut at = 0;
    for claim in claims {
        let (start, end) = (claim.start, claim.end);
        let anchor = value(&format!("t{}", claim.id));
        let parts = text.get(at..start).zip(text.get(start..end));
        match parts.filter(|(_, words)| !words.is_empty()) {
            Some((before, words)) => {
                out.push_str(&between_tags(before));
                let card = value(&format!("#{}", claim.id));
                write!(out, "<a id={anchor} href={card}>{}</a>", between_tags(words))?;
                at = end;
            }
            None => write!(out, "<span id={anchor}></span>")?,
        }
    }
    out.push_str(&between_tags(text.get(at..).unwrap_or_default()));
    Ok(())
}

fn dropped(dropped: &[DroppedRecord], out: &mut String) -> fmt::Result {
    if dropped.is_empty() {
        return Ok(());
    }
    out.push_str("<h4>Left out by the reader</h4><ul class=dropped>\n");
    for record in dropped {
        let figure = if record.figure { ", with a digit" } else { "" };
        writeln!(
            out,
            "<li>line {}, {}{figure}: {}",
            record.line,
            xml(&record.what),
            isolated(&record.words)
        )?;
    }
    out.push_str("</ul>\n");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Results;

    fn claim(id: &str, start: usize, end: usize) -> ClaimRecord {
        ClaimRecord { id: id.to_owned(), start, end, ..ClaimRecord::default() }
    }

    fn marked(words: &str, claims: &[ClaimRecord]) -> String {
        let mut out = String::new();
        text(words, &claims.iter().collect::<Vec<_>>(), &mut out).unwrap();
        out
    }

    #[test]
    fn claims_are_links_in_the_text() {
        let html = marked("<11> of 40", &[claim("c1", 1, 3), claim("c2", 8, 10)]);
        assert_eq!(html, "&lt;<a id=tc1 href=#c1>11</a>&gt; of <a id=tc2 href=#c2>40</a>");
    }

    #[test]
    fn a_claim_inside_another_or_outside_the_text_breaks_nothing() {
        let inside = marked("5 to 6", &[claim("c1", 0, 6), claim("c2", 5, 6)]);
        assert_eq!(inside, "<a id=tc1 href=#c1>5 to 6</a><span id=tc2></span>");
        let wrong = [claim("c1", 1, 1), claim("c2", 1, 2), claim("c3", 4, 90), claim("c4", 5, 4)];
        let text = marked("é11", &wrong);
        assert!(text.ends_with("é11"), "{text}");
        assert_eq!(text.matches("<span").count(), 4);
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert!(
            address("https://a.example/?b=1&c")
                .starts_with("<a href='https://a.example/?b=1&amp;c'")
        );
        assert_eq!(address("javascript:alert('1')"), "javascript:alert(&#39;1&#39;)");
    }

    #[test]
    fn what_was_left_out_is_listed() {
        let left_out = DroppedRecord {
            what: "comment".to_owned(),
            line: 3,
            words: "<!-- $5 -->".to_owned(),
            figure: true,
        };
        let source = SourceRecord {
            id: "s1".to_owned(),
            name: "a.md".to_owned(),
            text: "</template>".to_owned(),
            dropped: vec![left_out],
            ..SourceRecord::default()
        };
        let results = Results { sources: vec![source], ..Results::default() };
        let mut out = String::new();
        write(&Page::of(&results), &mut out).unwrap();
        assert!(out.contains("<li>line 3, comment, with a digit: &lt;!-- $5 --&gt;"));
        assert!(out.contains("&lt;/template&gt;"));
    }
}
