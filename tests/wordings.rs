//! Wordings of figures, ages, dates and times of day, a sentence each, with what is read in them. The
//! readings in `snapshots/wordings.snap` are reviewed: each is what an editor would say it means.

use corroborate::read;
use corroborate::report::marked_text;
use corroborate::text::Source;

use crate::support::{RULES, root, snapshots};

/// The day on which the sentences were published.
const PUBLISHED: &str = "2025-06-18";

/// The sentence with its figures marked; what asserts nothing is left as it is.
fn marked(sentence: &str) -> String {
    let given = Source { published: Some(PUBLISHED.to_owned()), ..Source::plain("a", sentence) };
    let (ledger, mut mentions) = read(vec![given], &RULES, 1);
    for found in &mut mentions {
        found.retain(|m| m.idle.is_none());
    }
    let shown = marked_text(&ledger, &mentions, &RULES);
    let shown = anstream::adapter::strip_str(&shown).to_string();
    shown.lines().skip(1).map(str::trim).collect::<Vec<_>>().join(" ")
}

#[test]
fn wordings_are_read_as_reviewed() {
    let sentences = std::fs::read_to_string(root().join("tests/cases/wordings.txt")).unwrap();
    let shown: Vec<String> = sentences.lines().map(marked).collect();
    snapshots(|| insta::assert_snapshot!("wordings", shown.join("\n")));
}
