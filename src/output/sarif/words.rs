//! The plain texts of SARIF: messages whose words lead to places.
//!
//! In them `[words](1)` is a link and `{0}` a placeholder (sections 3.11.5 and 3.11.6 of the
//! specification). Words of articles must be neither.

use std::collections::{BTreeMap, VecDeque};

use crate::safe::plain;

/// A text in which nothing is a link or a placeholder.
pub(super) fn literal(text: &str) -> String {
    // A lone bracket is no link and needs no escape.
    without_placeholders(&plain(text)).replace("](", "] (")
}

/// A message in which quotations that stand among `targets` lead to their places: the first to 1, the
/// second to 2. Of equal quotations each leads to a place of its own, as long as there are some.
pub(super) fn linked<'a>(message: &str, targets: impl Iterator<Item = &'a str>) -> String {
    let mut places: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for (index, words) in targets.enumerate() {
        places.entry(plain(words)).or_default().push_back(index + 1);
    }
    let message = plain(message);
    let parts =
        message.split('"').map(|part| match places.get_mut(part).and_then(VecDeque::pop_front) {
            Some(number) => format!("[{}]({number})", link_text(part)),
            None => literal(part),
        });
    parts.collect::<Vec<_>>().join("\"")
}

/// Words between the brackets of a link.
fn link_text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in without_placeholders(words).chars() {
        if matches!(c, '\\' | '[' | ']') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn without_placeholders(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_lead_to_their_places() {
        let message =
            "dead: the draft says \"11\", Wire says \"12\" and Post says \"12\"; one digit";
        let linked = |targets: &[&str]| linked(message, targets.iter().copied());
        assert_eq!(
            linked(&["12", "12"]),
            "dead: the draft says \"11\", Wire says \"[12](1)\" and Post says \"[12](2)\"; one digit"
        );
        assert_eq!(linked(&["13"]), message);
    }

    #[test]
    fn words_of_articles_are_no_links_and_no_placeholders() {
        assert_eq!(literal("see [here](http://x) {0}"), "see [here] (http://x) {{0}}");
        assert_eq!(literal("[a] (b) \\"), "[a] (b) \\");
        assert_eq!(
            linked("it says \"[12](3) {1}\\\"", ["[12](3) {1}\\"].into_iter()),
            "it says \"[\\[12\\](3) {{1}}\\\\](1)\""
        );
        assert_eq!(literal("\u{1B}[1m"), "\u{FFFD}[1m");
    }
}
