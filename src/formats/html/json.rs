//! The text of an article that a page keeps in JSON-LD and shows with a script.

use super::entity::Part;
use super::meta;
use super::page::Page;
use crate::text::Span;

const KEY: &str = "\"articleBody\"";

/// Where the longest text of an article stands, between its quotes. It is searched for in the file
/// itself: so its words have places there.
pub(super) fn article_body(page: &Page) -> Option<Span> {
    meta::data(page).flat_map(|script| bodies(page.file, script)).max_by_key(|span| span.len())
}

fn bodies(file: &str, script: Span) -> impl Iterator<Item = Span> {
    let text = script.of(file);
    text.match_indices(KEY).filter_map(move |(at, key)| {
        let rest = text.get(at + key.len()..)?.trim_start().strip_prefix(':')?;
        let rest = rest.trim_start().strip_prefix('"')?;
        let start = script.end - rest.len() as u32;
        Some(Span::new(start, start + closing_quote(rest)? as u32))
    })
}

fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|b| {
        let closes = b == b'"' && !escaped;
        escaped = b == b'\\' && !escaped;
        closes
    })
}

/// The parts of a text in JSON.
pub(super) fn parts(file: &str, span: Span) -> impl Iterator<Item = Part> {
    let mut at = span.start;
    std::iter::from_fn(move || {
        let rest = Span::new(at, span.end).of(file);
        let (len, words) = match rest.find('\\') {
            Some(0) => escape(rest),
            len => (len.unwrap_or(rest.len()), None),
        };
        let place = Span::new(at, at + len as u32);
        at = place.end;
        let part = words.map_or(Part::Copied(place), |words| Part::Replaced(words, place));
        (len > 0).then_some(part)
    })
}

/// The length of the escape at the start of a text, and the character that it stands for.
fn escape(text: &str) -> (usize, Option<String>) {
    let high = |hex: &str| ["d8", "d9", "da", "db"].iter().any(|h| hex.eq_ignore_ascii_case(h));
    let pair = text.get(2..4).is_some_and(high) && text.get(6..8) == Some("\\u");
    let len = match text.as_bytes().get(1) {
        Some(b'u') if pair => 12,
        Some(b'u') => 6,
        _ => 1 + text.chars().nth(1).map_or(0, char::len_utf8),
    };
    let raw = text.get(..len).unwrap_or("\\");
    let words = serde_json::from_str::<String>(&format!("\"{raw}\""));
    (raw.len(), Some(words.unwrap_or_else(|_| char::REPLACEMENT_CHARACTER.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Option<String> {
        let page = Page::read(file);
        let span = article_body(&page)?;
        Some(parts(file, span).map(|part| part.words(file).to_owned()).collect())
    }

    #[test]
    fn escapes_become_characters() {
        for (json, expected) in [
            (r#"{"articleBody": "It \"rose\" 5\u00a0%.\nThen"}"#, "It \"rose\" 5\u{A0}%.\nThen"),
            (r#"{"articleBody":"\ud83d\ude00 \ud83d \u12"}"#, "😀 \u{FFFD} \u{FFFD}u12"),
            (r#"{"articleBody":"a","b":{"articleBody" : "longer"}}"#, "longer"),
            (r#"{"articleBody":"\é\q"}"#, "\u{FFFD}\u{FFFD}"),
        ] {
            let page = format!("<script type='application/ld+json'>{json}</script>");
            assert_eq!(read(&page).as_deref(), Some(expected), "{json}");
        }
    }

    #[test]
    fn what_is_no_text_is_none() {
        for json in [r#"{"articleBody":["a"]}"#, r#"{"articleBody":"a"#, r#"{"articleBody"}"#, ""] {
            assert_eq!(read(&format!("<script type=application/ld+json>{json}</script>")), None);
        }
        assert_eq!(read(r#"<script>{"articleBody":"a"}</script>"#), None);
    }
}
