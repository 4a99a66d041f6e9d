use std::collections::{BTreeMap, BTreeSet};

/// What a page says of itself, as the rules tell it (`rules/en/page.toml`): the words that the
/// segmenter needs. All in lower case.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct PageRules {
    /// Words written with a point that ends no sentence; `true` where it may end one too
    /// (`Inc.`, `Jan.`), `false` where it never does (`Mr.`).
    pub abbreviations: BTreeMap<String, bool>,
    /// Words that begin a sentence rather than go on with a name: `The`, `He`, `In`.
    pub starters: BTreeSet<String>,
    /// Whole lines that belong to the page, not to the article.
    pub furniture: BTreeSet<String>,
    /// What a page counts about itself: `words`, `min read`, `comments`.
    pub counters: BTreeSet<String>,
    /// Headings of lists of links to other articles.
    pub related: BTreeSet<String>,
    /// Words that stand beside the date in a date line: `updated`, `published`.
    pub dateline: BTreeSet<String>,
}

impl PageRules {
    /// Whether the line is page furniture: a known line, or made of nothing but page counters
    /// (`·278 words·2 mins·`).
    pub(super) fn is_furniture(&self, line: &str) -> bool {
        let folded = fold(line);
        self.furniture.contains(&folded) || self.counts_itself(&folded)
    }

    /// Whether the line is the heading of a list of links.
    pub(super) fn is_related_heading(&self, line: &str) -> bool {
        self.related.contains(&fold(line))
    }

    fn counts_itself(&self, folded: &str) -> bool {
        let mut pieces =
            folded.split(['·', '|', '•', ',']).map(str::trim).filter(|p| !p.is_empty()).peekable();
        let counter = |piece: &str| {
            let word = piece.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
            word.len() < piece.len() && self.counters.contains(word)
        };
        pieces.peek().is_some() && pieces.all(counter)
    }
}

/// A line in lower case without marks at its ends.
fn fold(line: &str) -> String {
    if line.len() > 120 {
        return String::new();
    }
    let edge = |c: char| !c.is_alphanumeric();
    line.trim_matches(edge).to_lowercase()
}
